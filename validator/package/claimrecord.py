"""Builds the record of a claim, complete in itself, from the tables; ``claim.schema.json`` says what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from validator.package.tableschema import split_items

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table

CONCEPT_COLUMNS = ("intervention", "route", "population", "comparator", "outcome")

_COLUMN_OF = {
    ("effect", "direction"): "effect_direction",
    ("effect", "severity"): "severity",
    ("effect", "frequency"): "frequency",
    ("effect", "onset"): "onset",
    ("population_size", "value"): "population_size",
    ("population_size", "basis"): "population_basis",
    ("population_size",): "population_size",
    ("sources",): "source_ids",
}


def column_of(pointer: tuple[str | int, ...]) -> str | None:
    """The column of claims.csv from which what ``pointer`` names in a record was built."""
    names = tuple(step for step in pointer if isinstance(step, str))
    if names[:1] == ("about",):
        return names[1] if len(names) > 1 else None
    return next((_COLUMN_OF[names[:n]] for n in (2, 1) if names[:n] in _COLUMN_OF), names[0] if names else None)


def claim_records(package: Package) -> Iterator[tuple[int, dict[str, Any]]]:
    """The record of each claim with its number in the claims table.

    A claim that names a concept, source or passage which is not there is left out: unknown-reference tells of it.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    claims = package.table("claims")
    concepts = {row["concept_id"]: _concept(row) for row in _rows(package.table("concepts")) if row["concept_id"]}
    passages = {row["passage_id"]: row for row in _rows(package.table("passages"))}
    sources = {row["source_id"]: _source(row) for row in _rows(package.table("sources"))}
    relations: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(package.table("relations")):
        relation = {key: row[key] or None for key in ("relation", "target_claim_id", "note")}
        relations.setdefault(row["claim_id"], []).append(relation)
    for record, row in enumerate(_rows(claims)):
        named = [row[column] for column in CONCEPT_COLUMNS if row[column]]
        cited = split_items(row["source_ids"])
        passage = passages.get(row["passage_id"])
        if passage is None or any(name not in concepts for name in named) or any(name not in sources for name in cited):
            continue
        yield (
            record,
            {
                "claim_id": row["claim_id"],
                "article_id": passage["article_id"],
                "claim_type": row["claim_type"],
                "statement": row["statement"],
                "about": {column: concepts.get(row[column]) for column in CONCEPT_COLUMNS},
                "effect": {
                    "direction": row["effect_direction"],
                    "severity": row["severity"] or None,
                    "frequency": row["frequency"] or None,
                    "onset": row["onset"] or None,
                },
                "conditions": row["conditions"] or None,
                "population_size": {"value": _integer(row["population_size"]), "basis": row["population_basis"]},
                "study_count": _integer(row["study_count"]),
                "stated_year": _integer(row["stated_year"]),
                "sources": [sources[source] for source in cited],
                "passage": _passage(passage),
                "relations": relations.get(row["claim_id"], []),
                "note": row["note"] or None,
            },
        )


def _rows(table: Table) -> Iterator[dict[str, str]]:
    columns = list(table.schema.fields)
    for cells in zip(*(table[column] for column in columns), strict=True):
        yield dict(zip(columns, cells, strict=True))


def _integer(cell: str) -> int | None:
    return int(cell) if cell else None


def _concept(row: dict[str, str]) -> dict[str, Any]:
    return {"concept_id": row["concept_id"], "label": row["label"], "same_as": split_items(row["same_as"])}


def _source(row: dict[str, str]) -> dict[str, Any]:
    optional = ("title", "issued_on", "doi", "pmid", "pmcid", "url", "retraction_status")
    return {"source_id": row["source_id"], "status": row["status"]} | {key: row[key] or None for key in optional}


def _passage(row: dict[str, str]) -> dict[str, Any]:
    return {
        "passage_id": row["passage_id"],
        "kind": row["kind"],
        "start": _integer(row["start"]),
        "end": _integer(row["end"]),
        "sha256": row["sha256"],
        "citation_numbers": [int(number) for number in split_items(row["citation_numbers"]) if number.isdecimal()],
    }
