"""The order of the rows in each table, so that the same records always give the same file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimpack.package.tableschema import Field, TableSchema
from claimpack.wording import natural_order

_BY = {
    "passages": ("article_id", "position"),
    "concepts": ("kind", "concept_id"),
    "acknowledgements": ("rule", "subjects", "fingerprint"),
}
"""The columns that rows are sorted by, if not by the key."""
_LONGEST = 200
"""At most this many characters of a cell are compared."""


def row_order(schema: TableSchema) -> tuple[str, ...]:
    """The columns that the rows of a table are sorted by."""
    return _BY.get(schema.name, schema.primary_key)


def row_key(schema: TableSchema, header: Sequence[str]) -> Callable[[Sequence[str]], tuple[object, ...]]:
    """The sort key of records with this header.

    Ids are sorted as people do it (C9 before C10), words as the schema lists them, and blank cells last.
    """
    columns = [column for column in row_order(schema) if column in header]
    sorters = [(header.index(column), _cell_key(schema.fields[column])) for column in columns]
    return lambda record: tuple(key(record[position]) for position, key in sorters)


def _cell_key(field: Field) -> Callable[[str], tuple[object, ...]]:
    rank = {word: place for place, word in enumerate(field.words)}

    def key(cell: str) -> tuple[object, ...]:
        return (not cell, rank.get(cell, len(rank)), natural_order(cell[:_LONGEST]))

    return key
