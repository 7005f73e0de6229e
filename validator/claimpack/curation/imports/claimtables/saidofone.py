"""Keeps what the rows of a table say of records that several rows name, so that none is taken for what it is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from claimpack.curation.imports.samemeaning import says_the_same
from claimpack.wording import quoted


class SaidOfOne:
    """What the rows say of each record, as the first that says it."""

    def __init__(self) -> None:
        self._cells: dict[str, dict[str, tuple[str, str]]] = {}

    def contradiction(self, record: str, cells: Mapping[str, str], columns: Collection[str]) -> str:
        """Where a row says something else than an earlier one in one of the columns, in words; blank if nowhere.

        Args:
            record: the id of the record.
            cells: what the row says of it.
            columns: those by which the record is told from others.
        """
        said = self._cells.get(record, {})
        for column in columns:
            value, (before, origin) = cells.get(column, ""), said.get(column, ("", ""))
            if before and not says_the_same(column, before, value):
                return (
                    f"{column} is {quoted(value)}, but {quoted(before)} in {origin}: mend that, or give it another id"
                )
        return ""

    def news(self, record: str, cells: Mapping[str, str], origin: str) -> dict[str, str]:
        """What a row says of a record that no earlier one has said; all of it where the record is new."""
        said = self._cells.setdefault(record, {})
        new = {
            column: value
            for column, value in cells.items()
            if value and (column not in said or not says_the_same(column, said[column][0], value))
        }
        for column, value in new.items():
            said.setdefault(column, (value, origin))
        return new
