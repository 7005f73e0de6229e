"""Finds the claims of a table among those that a package has, whatever people have added to them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimpack.curation.form.tidy import tidy
from claimpack.curation.tableedit import refused_values
from claimpack.package.package import Package
from claimpack.package.tableschema import table_schema

_OWN = frozenset({"claim_id", "note"})
"""The columns that say nothing of whether two claims are the same."""


class SameClaims:
    """The claims of a package, by what they say."""

    def __init__(self, package: Package) -> None:
        """Takes in the claims of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        self._table = package.table("claims")
        self._by_columns: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}

    def find(self, cells: Mapping[str, str]) -> str:
        """The id of the claim that has these cells, whatever it has in other columns; blank if none has."""
        columns = tuple(sorted(cells))
        if columns not in self._by_columns:
            rows = zip(*(self._table.cells(column) for column in columns), strict=True)
            self._by_columns[columns] = dict(zip(rows, self._table.cells("claim_id"), strict=True))
        return self._by_columns[columns].get(tuple(cells[column] for column in columns), "")


def comparable(claims: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """What each claim of a table would have in its cells, without the columns that say nothing of it."""
    schema = table_schema("claims")
    tidied = [
        {name: tidy(schema.fields[name], value) for name, value in claim.items() if value and name not in _OWN}
        for claim in claims
    ]
    columns = {name for claim in tidied for name in claim}
    refused = {name: refused_values(schema, name, {claim.get(name, "") for claim in tidied} - {""}) for name in columns}
    return [{name: value for name, value in claim.items() if value not in refused[name]} for claim in tidied]
