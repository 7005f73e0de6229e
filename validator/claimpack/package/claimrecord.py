"""Builds the record of a claim from the tables; ``claim.schema.json`` says what it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from claimpack.package.citationcells import as_printed
from claimpack.package.claimlink import claim_link, passage_url
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import split_items
from claimpack.package.values import records

CONCEPT_COLUMNS = ("intervention", "route", "population", "comparator", "outcome")

SHORT_CONCEPT = ("concept_id", "label", "same_as")
"""The columns that a record holds of a concept it is about."""

SHORT_SOURCE = (
    *("source_id", "status", "source_type", "title", "authors", "container_title", "issued_on", "doi", "pmid", "pmcid"),
    *("url", "study_count", "population_size", "retraction_status", "retraction_checked_on", "superseded_by"),
)
"""The columns that a record holds of a source."""

_SHORT_ARTICLE = ("article_id", "title", "publisher", "published_on", "competing_interest", "url")

_STATED = ("measure", "value", "low", "high", "control_value")
_COLUMN_OF: dict[tuple[str, ...], str] = {
    ("effect", "direction"): "effect_direction",
    **{("effect", column): column for column in ("severity", "frequency", "onset")},
    ("population_size", "basis"): "population_basis",
    ("population_size",): "population_size",
    ("sources",): "source_ids",
    **{("stated", part): f"stated_{part}" for part in _STATED},
    ("stated",): "stated_measure",
}


def column_of(pointer: tuple[str | int, ...]) -> str | None:
    """The column of claims.csv that the part of a record at ``pointer`` was built from."""
    names = tuple(step for step in pointer if isinstance(step, str))
    if names[:1] == ("about",):
        return names[1] if len(names) > 1 else None
    return next((_COLUMN_OF[names[:n]] for n in (2, 1) if names[:n] in _COLUMN_OF), names[0] if names else None)


def claim_records(package: Package, only: Sequence[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The record of each claim, or of those with the numbers in ``only``, with its number in the claims table.

    A claim is left out if a concept, source, passage or article that it needs is not there: unknown-reference reports
    that. What only a build can add is empty: verdict, estimates, later evidence, caveats, and the day.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    concepts = _by_id(records(package.table("concepts"), SHORT_CONCEPT), "concept_id")
    sources = _by_id(records(package.table("sources"), SHORT_SOURCE, only=_sources_of(package, only)), "source_id")
    articles = _by_id(records(package.table("articles"), _SHORT_ARTICLE), "article_id")
    table = package.table("claims")
    numbers = range(len(table)) if only is None else only
    passages = passage_records(package, None if only is None else _cells(table, "passage_id", only))
    relations: dict[str, list[dict[str, Any]]] = {}
    targeted_by: dict[str, list[dict[str, Any]]] = {}
    for row in records(package.table("relations"), only=_relations_of(package, only)):
        one, kind, other, note = (row[name] for name in ("claim_id", "relation", "target_claim_id", "note"))
        relations.setdefault(one, []).append({"relation": kind, "target_claim_id": other, "note": note})
        targeted_by.setdefault(other, []).append({"claim_id": one, "relation": kind, "note": note})
    for record, row in zip(numbers, records(table, only=only), strict=True):
        article_id, passage = passages.get(row["passage_id"], (None, None))
        article = articles.get(article_id)
        about = {column: row[column] for column in CONCEPT_COLUMNS}
        missing = any(name and name not in concepts for name in about.values())
        if passage is None or article is None or missing or any(name not in sources for name in row["source_ids"]):
            continue
        yield (
            record,
            {
                "claim_id": row["claim_id"],
                "link": claim_link(row["claim_id"] or ""),
                "claim_type": row["claim_type"],
                "statement": row["statement"],
                "verdict": None,
                "could_say": None,
                "about": {column: concepts.get(name) for column, name in about.items()},
                "effect": {
                    "direction": row["effect_direction"],
                    "severity": row["severity"],
                    "frequency": row["frequency"],
                    "onset": row["onset"],
                },
                "conditions": row["conditions"],
                "population_size": {"value": row["population_size"], "basis": row["population_basis"]},
                "study_count": row["study_count"],
                "stated_year": row["stated_year"],
                "stated": _stated(row),
                "dose": row["dose"],
                "follow_up": row["follow_up"],
                "wording": row["wording"],
                "sources": [sources[name] for name in row["source_ids"]],
                "estimates": [],
                "later_evidence": [],
                "article": article,
                "passage": passage,
                "relations": relations.get(row["claim_id"], []),
                "targeted_by": targeted_by.get(row["claim_id"], []),
                "note": row["note"],
                "reviewed_by": row["reviewed_by"],
                "reviewed_on": row["reviewed_on"],
                "built_on": None,
                "caveats": [],
            },
        )


def _stated(row: dict[str, Any]) -> dict[str, Any] | None:
    """The number that a claim itself states; None if all its columns are blank."""
    stated = {name: row[f"stated_{name}"] for name in _STATED}
    return None if all(part is None for part in stated.values()) else stated


def _relations_of(package: Package, only: Sequence[int] | None) -> list[int] | None:
    """The numbers of the relations from or to the claims with the numbers in ``only``."""
    if only is None:
        return None
    relations, names = package.table("relations"), _cells(package.table("claims"), "claim_id", only)
    ends = enumerate(relations.rows("claim_id", "target_claim_id"))
    return [record for record, (one, other) in ends if one in names or other in names]


def _sources_of(package: Package, only: Sequence[int] | None) -> list[int] | None:
    """The numbers of the sources of the claims with the numbers in ``only``."""
    if only is None:
        return None
    cited = {name for cell in _cells(package.table("claims"), "source_ids", only) for name in split_items(cell)}
    return _records_with(package.table("sources"), "source_id", cited)


def _cells(table: Table, column: str, records: Iterable[int]) -> set[str]:
    cells = table.cells(column)
    return {cells[record] for record in records}


def _records_with(table: Table, column: str, cells: Collection[str]) -> list[int]:
    return [record for record, cell in enumerate(table.cells(column)) if cell in cells]


def passage_records(
    package: Package, only: Collection[str] | None = None
) -> dict[str | None, tuple[str | None, dict[str, Any]]]:
    """The record of each passage, or of those with the ids in ``only``, with the id of its article, by its own id.

    Raises:
        Unavailable: if the articles or the passages could not be read.
    """
    addresses = {row["article_id"]: row["url"] for row in records(package.table("articles"), ("article_id", "url"))}
    passages = package.table("passages")
    rows = records(passages, only=None if only is None else _records_with(passages, "passage_id", set(only)))
    return {
        row["passage_id"]: (row["article_id"], _passage(row, addresses.get(row["article_id"])))
        for row in rows
        if row["passage_id"]
    }


def _by_id(rows: Iterator[dict[str, Any]], key: str) -> dict[str | None, dict[str, Any]]:
    return {row[key]: row for row in rows if row[key]}


def _passage(row: dict[str, Any], address: str | None) -> dict[str, Any]:
    opening, closing = row["opening_words"], row["closing_words"]
    marked = bool(row["citations"])  # a mark may be glued to the last word, and then no browser finds it
    return {
        "passage_id": row["passage_id"],
        "kind": row["kind"],
        "selector": {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
        "sha256": row["sha256"],
        "opening_words": opening,
        "closing_words": closing,
        "url": passage_url(address, opening or "", "" if marked else closing or "") if address else None,
        "citations": [as_printed(each) for each in row["citations"]],
    }
