"""Finds the claims whose records certainly conform to their schema, by checking one record of each shape.

What ``claim.schema.json`` demands of a single member, the Table Schemas demand of its cell. What it demands of several
members together depends only on which words they hold and which of them are blank. So of claims without an invalid
cell, which name no record with one, those with the same words and the same blanks all conform or all fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from claimpack.package.claimrecord import CONCEPT_COLUMNS, claim_records
from claimpack.package.jsonschemacheck import conforms
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import split_items


def complete_claims(package: Package) -> set[int]:
    """The numbers of the claims whose record can be judged: all cells are valid, and all records named are there.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    claims, passages = package.table("claims"), package.table("passages")
    articles = _ids(package.table("articles"), "article_id")
    article_of = dict(passages.rows("passage_id", "article_id"))
    located = {passage for passage, article in article_of.items() if passage and article in articles}
    concepts, sources = _ids(package.table("concepts"), "concept_id"), _ids(package.table("sources"), "source_id")
    incomplete = _where(claims, "passage_id", lambda cell: cell not in located)
    for column in CONCEPT_COLUMNS:
        incomplete |= _where(claims, column, lambda cell: cell != "" and cell not in concepts)
    known = sources | {""}  # white space alone cites nothing, as in the record
    incomplete |= _where(claims, "source_ids", lambda cell: not known.issuperset(split_items(cell)))
    return set(range(len(claims))) - incomplete - claims.refused_records


def uncertain_claims(package: Package, complete: AbstractSet[int]) -> list[int]:
    """The numbers of the ``complete`` claims whose record does not certainly conform to its schema.

    Raises:
        Unavailable: if a table that claims are built from could not be read.
    """
    doubtful = _touching_refused_records(package) & complete
    of_shape: dict[tuple[str | bool, ...], list[int]] = {}
    for record, shape in enumerate(_shapes(package.table("claims"))):
        if record in complete and record not in doubtful:
            of_shape.setdefault(shape, []).append(record)
    like = {records[0]: records for records in of_shape.values()}
    samples = claim_records(package, only=list(like))
    wrong = [like[record] for record, claim in samples if not conforms(claim, "claim.schema.json")]
    return sorted(doubtful.union(*wrong))


def _shapes(claims: Table) -> Iterable[tuple[str | bool, ...]]:
    """For each claim its words, and which of its other cells are blank, for columns with some blank cells."""
    columns: list[Sequence[str | bool]] = []
    for column, field in claims.schema.fields.items():
        cells, different = claims.written(column), claims.nearly_distinct(column)
        blank = {*filter(str.isspace, different), *([""] if "" in different else [])}
        if field.words:
            columns.append(cells)
        elif blank and not blank.issuperset(different):
            columns.append([cell in blank for cell in cells])
    return zip(*columns, strict=True)


def _touching_refused_records(package: Package) -> set[int]:
    """The claims that name a record with an invalid cell, or are named by one."""
    claims, relations, passages = (package.table(name) for name in ("claims", "relations", "passages"))
    articles = _refused(package.table("articles"), "article_id")
    of_articles = {passage for passage, article in passages.rows("passage_id", "article_id") if article in articles}
    concepts = _refused(package.table("concepts"), "concept_id")
    return set().union(
        _naming(claims, "passage_id", _refused(passages, "passage_id") | of_articles),
        _naming(claims, "claim_id", _refused(relations, "claim_id") | _refused(relations, "target_claim_id")),
        *(_naming(claims, column, concepts) for column in CONCEPT_COLUMNS),
        _naming(claims, "source_ids", _refused(package.table("sources"), "source_id")),
    )


def _naming(claims: Table, column: str, names: AbstractSet[str]) -> set[int]:
    """The claims in which one of these names is in a column."""
    return _where(claims, column, lambda cell: not names.isdisjoint(split_items(cell))) if names else set()


def _where(table: Table, column: str, holds: Callable[[str], bool]) -> set[int]:
    """The records whose cell, as written, meets a condition, which is tested once for each distinct cell."""
    cells = set(filter(holds, table.nearly_distinct(column)))
    return {record for record, cell in enumerate(table.written(column)) if cell in cells} if cells else set()


def _ids(table: Table, column: str) -> set[str]:
    return {name for name in table.cells(column) if name}


def _refused(table: Table, column: str) -> set[str]:
    cells = table.written(column)
    return {cells[record] for record in table.refused_records} - {""}
