"""``claims.json`` with each id in the place of which it stands resolved, as an app does it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SHORT_CONCEPT = ("concept_id", "label", "same_as")
SHORT_SOURCE = ("source_id", "status", "source_type", "title", "authors", "container_title", "issued_on", "doi", "pmid")
SHORT_SOURCE += ("pmcid", "url", "study_count", "population_size", "retraction_status", "retraction_checked_on")
SHORT_SOURCE += ("superseded_by",)
IDS = ("source_ids", "article_id", "passage_id")
CAVEAT = ("kind", "rule", "severity", "message", "plain", "resource", "subjects", "fingerprint", "reviewed", "reason")
CAVEAT += ("acknowledged_by", "acknowledged_on", "review_by")
SHORT_ARTICLE = ("article_id", "title", "publisher", "published_on", "competing_interest", "url")


def cases(document: Json) -> dict[str, Json]:
    """Each caveat as a claim of ``claims.ndjson`` has it, by its fingerprint."""
    members = [{**caveat, **case} for caveat in document["caveats"] for case in caveat["cases"]]
    found = {each["fingerprint"]: {name: each[name] for name in CAVEAT} for each in members}
    assert len(found) == len(members)
    return found


def incoming(document: Json) -> dict[str, list[Json]]:
    """How other claims relate to each claim."""
    found: dict[str, list[Json]] = {}
    for claim in document["claims"]:
        for relation in claim["relations"]:
            rest = {name: relation[name] for name in ("relation", "note")}
            found.setdefault(relation["target_claim_id"], []).append({"claim_id": claim["claim_id"], **rest})
    return found


def whole(document: Json) -> Json:
    """The document with complete claims, like those of ``claims.ndjson``, and with the caveats in each record."""
    found = {
        name: {record[f"{name[:-1]}_id"]: record for record in document[name]}
        for name in ("articles", "sources", "estimates", "concepts", "passages")
    }
    caveats, limiting = cases(document), incoming(document)

    def part(name: str, key: str, members: tuple[str, ...]) -> Json:
        return {member: found[name][key][member] for member in members}

    def concept(name: str | None) -> Json | None:
        return part("concepts", name, SHORT_CONCEPT) if name else None

    def listed(of: Json) -> Json:
        return of | {"about": {column: concept(name) for column, name in of["about"].items()}}

    def source(of: Json) -> Json:
        one = {column: concept(of[column]) for column in ("intervention", "population", "comparator")}
        return of | one | {"routes": [*map(concept, of["routes"])]}

    def estimate(bearing: Json) -> Json:
        of = listed(found["estimates"][bearing["estimate_id"]])
        return {member: value for member, value in of.items() if member != "caveats"} | bearing

    def later(of: Json) -> Json:
        rest = {member: value for member, value in of.items() if member != "source_id"}
        source = part("sources", of["source_id"], SHORT_SOURCE)
        return {"source": source, **rest, "estimates": [*map(estimate, of["estimates"])]}

    def claim(of: Json) -> Json:
        rest = {member: value for member, value in listed(of).items() if member not in IDS}
        return rest | {
            "passage": found["passages"][of["passage_id"]],
            "targeted_by": limiting.get(of["claim_id"], []),
            "built_on": document["built_on"],
            "sources": [part("sources", name, SHORT_SOURCE) for name in of["source_ids"]],
            "estimates": [*map(estimate, of["estimates"])],
            "later_evidence": [*map(later, of["later_evidence"])],
            "article": part("articles", of["article_id"], SHORT_ARTICLE),
        }

    records = {name: list(each.values()) for name, each in found.items() if name != "passages"} | {
        "sources": [*map(source, document["sources"])],
        "estimates": [*map(listed, document["estimates"])],
        "claims": [*map(claim, document["claims"])],
    }
    return document | {
        name: [record | {"caveats": [dict(caveats[each]) for each in record["caveats"]]} for record in each]
        for name, each in records.items()
    }
