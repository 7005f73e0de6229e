"""Finds the records of an imported table in a package, even if people have changed them since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from claimpack.curation.form.tidy import tidy
from claimpack.curation.tableedit import refused_values
from claimpack.evidence.scope import SCOPE
from claimpack.package.package import Package
from claimpack.package.tableschema import table_schema

_IDENTITIES: Mapping[str, Sequence[tuple[str, ...]]] = {
    "claims": (("passage_id", "statement"), ("passage_id", *SCOPE), ("statement", *SCOPE)),
    "estimates": (("source_id", *SCOPE, "measure", "locator"),),
}
"""By table, the columns that stay the same when a record changes, the most certain ones first."""

_NEEDED = ("statement", "outcome")
"""A record must have one of these columns to be recognised."""

_MOST_PAIRS = 10_000
"""At most this many pairs of records that agree in the same columns are compared."""

_NOT_COMPARED = frozenset({"claim_id", "estimate_id", "note"})
"""The columns that do not distinguish records."""

_Key = frozenset[tuple[str, str]]
"""The content of a row: its cells with their columns."""


class SameRecords:
    """The records of one table of a package, by their content."""

    def __init__(self, package: Package, table: str) -> None:
        """Reads the records.

        Raises:
            Unavailable: if they could not be read.
        """
        self._table = package.table(table)
        self._by_columns: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}

    def find(self, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """For each row the id of its record; blank if there is none.

        The record has all cells of the row, or else differs only in what the file or a person has changed since. Equal
        rows are the same record.
        """
        distinct = {key_of(row): row for row in rows}
        found = {key: self._equal(row) for key, row in distinct.items()}
        for identity in _IDENTITIES[self._table.name]:
            self._pair(distinct, found, identity)
        return [found[key_of(row)] for row in rows]

    def _equal(self, row: Mapping[str, str]) -> str:
        columns = tuple(sorted(row))
        if columns not in self._by_columns:
            rows = self._table.rows(*columns)
            self._by_columns[columns] = dict(zip(rows, self._table.key_cells, strict=True))
        return self._by_columns[columns].get(tuple(row[column] for column in columns), "")

    def _pair(
        self, distinct: Mapping[_Key, Mapping[str, str]], found: dict[_Key, str], identity: tuple[str, ...]
    ) -> None:
        """Finds the records of the remaining rows, by the columns of ``identity``."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Key]] = {}
        for key, row in distinct.items():
            columns = tuple(column for column in identity if row.get(column))
            if identity[0] in columns and set(_NEEDED) & set(columns):
                groups.setdefault((columns, tuple(row[column] for column in columns)), []).append(key)
        taken = set(found.values())
        known = {columns: self._numbers(columns) for columns in {each for each, _ in groups}}
        for (columns, values), rows in groups.items():
            numbers = known[columns].get(values, [])
            if "statement" in identity and not len(rows) == len(numbers) == 1:
                continue  # a statement on several outcomes does not distinguish them
            left = [key for key in rows if not found[key]]
            free = [number for number in numbers if self._table.key_cells[number] not in taken]
            if len(left) * len(free) <= _MOST_PAIRS:
                alike = {(key, number): self._alike(distinct[key], number) for key in left for number in free}
                for key, number in _best_pairs(alike):
                    found[key] = self._table.key_cells[number]
                    taken.add(found[key])

    def _numbers(self, columns: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
        """The records by their cells in some columns."""
        numbers: dict[tuple[str, ...], list[int]] = {}
        for number, values in enumerate(self._table.rows(*columns)):
            if self._table.key_cells[number]:
                numbers.setdefault(values, []).append(number)
        return numbers

    def _alike(self, row: Mapping[str, str], number: int) -> int:
        return sum(self._table.cells(column)[number] == value for column, value in row.items())

    def others(self, passages: Collection[str], found: Collection[str]) -> list[str]:
        """The claims on some passages that are not among those found."""
        ids = zip(self._table.key_cells, self._table.cells("passage_id"), strict=True)
        return [name for name, passage in ids if name and passage in passages and name not in found]


def _best_pairs(alike: dict[tuple[_Key, int], int]) -> Iterator[tuple[_Key, int]]:
    """Pairs of a row and a record that have more cells in common than either has with any other one that is left."""
    while alike:
        best: dict[_Key | int, list[tuple[_Key, int]]] = {}
        most: dict[_Key | int, int] = {}
        for pair, count in alike.items():
            for side in pair:
                if count > most.get(side, -1):
                    most[side], best[side] = count, []
                if count == most[side]:
                    best[side].append(pair)
        pairs = [pair for pair in alike if best[pair[0]] == best[pair[1]] == [pair]]
        if not pairs:
            return
        yield from pairs
        used = {side for pair in pairs for side in pair}
        alike = {pair: count for pair, count in alike.items() if not used & set(pair)}


def key_of(row: Mapping[str, str]) -> _Key:
    """The content of a row; equal for equal rows."""
    return frozenset(row.items())


def comparable(table: str, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The cells of each row as they would be written, without the columns that do not distinguish records."""
    schema = table_schema(table)
    tidied = [
        {name: tidy(schema.fields[name], value) for name, value in row.items() if value and name not in _NOT_COMPARED}
        for row in rows
    ]
    columns = {name for row in tidied for name in row}
    refused = {name: refused_values(schema, name, {row.get(name, "") for row in tidied} - {""}) for name in columns}
    return [{name: value for name, value in row.items() if value not in refused[name]} for row in tidied]
