"""The order that the rows of each table are in, so that the same records are always the same file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimpack.package.tableschema import Field, TableSchema
from claimpack.wording import natural_order

_BY = {
    "passages": ("article_id", "position"),
    "concepts": ("kind", "concept_id"),
    "acknowledgements": ("rule", "subjects", "fingerprint"),
}
"""The columns that rows are sorted by, where they are not those of the key."""
_LONGEST = 200
"""At most this many characters of a cell are read."""


def row_order(schema: TableSchema) -> tuple[str, ...]:
    """The columns that the rows of a table are sorted by."""
    return _BY.get(schema.name, schema.primary_key)


def row_key(schema: TableSchema, header: Sequence[str]) -> Callable[[Sequence[str]], tuple[object, ...]]:
    """How the records of a file with that header are sorted.

    By each column as people do (C9 before C10), by words as the schema lists them, and blank cells last.
    """
    columns = [column for column in row_order(schema) if column in header]
    sorters = [(header.index(column), _cell_key(schema.fields[column])) for column in columns]
    return lambda record: tuple(key(record[position]) for position, key in sorters)


def _cell_key(field: Field) -> Callable[[str], tuple[object, ...]]:
    rank = {word: place for place, word in enumerate(field.words)}

    def key(cell: str) -> tuple[object, ...]:
        return (not cell, rank.get(cell, len(rank)), natural_order(cell[:_LONGEST]))

    return key
