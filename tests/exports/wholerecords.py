"""``claims.json`` with each id in the place of which it stands resolved, as an app does it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SHORT_CONCEPT = ("concept_id", "label", "same_as")
SHORT_SOURCE = ("source_id", "status", "source_type", "title", "authors", "container_title", "issued_on", "doi", "pmid")
SHORT_SOURCE += ("pmcid", "url", "study_count", "population_size", "retraction_status", "retraction_checked_on")
SHORT_SOURCE += ("superseded_by",)
SHORT_ARTICLE = ("article_id", "title", "publisher", "published_on", "competing_interest", "url")


def whole(document: Json) -> Json:
    """The document with complete claims, like those of ``claims.ndjson``, and with the caveats in each record."""
    found = {
        name: {record[f"{name[:-1]}_id"]: record for record in document[name]}
        for name in ("articles", "sources", "estimates", "concepts")
    }
    caveats = {caveat["fingerprint"]: caveat for caveat in document["caveats"]}
    assert len(caveats) == len(document["caveats"])

    def part(name: str, key: str, members: tuple[str, ...]) -> Json:
        return {member: found[name][key][member] for member in members}

    def estimate(bearing: Json) -> Json:
        of = {
            member: value for member, value in found["estimates"][bearing["estimate_id"]].items() if member != "caveats"
        }
        return of | bearing

    def later(of: Json) -> Json:
        rest = {member: value for member, value in of.items() if member != "source_id"}
        source = part("sources", of["source_id"], SHORT_SOURCE)
        return {"source": source, **rest, "estimates": [*map(estimate, of["estimates"])]}

    def claim(of: Json) -> Json:
        about = {column: name and part("concepts", name, SHORT_CONCEPT) for column, name in of["about"].items()}
        rest = {member: value for member, value in of.items() if member not in ("source_ids", "article_id")}
        return rest | {
            "about": about,
            "sources": [part("sources", name, SHORT_SOURCE) for name in of["source_ids"]],
            "estimates": [*map(estimate, of["estimates"])],
            "later_evidence": [*map(later, of["later_evidence"])],
            "article": part("articles", of["article_id"], SHORT_ARTICLE),
        }

    records = {name: list(each.values()) for name, each in found.items()} | {
        "claims": [*map(claim, document["claims"])]
    }
    return document | {
        name: [record | {"caveats": [dict(caveats[each]) for each in record["caveats"]]} for record in each]
        for name, each in records.items()
    }
