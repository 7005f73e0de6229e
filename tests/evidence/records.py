"""Records of tables that are made up for a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimpack import load_tables
from claimpack.evidence.usable import UsableRecords
from claimpack.package.table import Table
from claimpack.package.tableschema import table_schema


def table_of(name: str, rows: Iterable[Mapping[str, str]]) -> Table:
    """A table with these rows; what they leave out is blank."""
    blank = dict.fromkeys(table_schema(name).fields, "")
    return load_tables({name: [blank | row for row in rows]}).table(name)


def usable(name: str, rows: Iterable[Mapping[str, str]]) -> UsableRecords:
    """These rows as records that evidence can rest on, whatever is in them."""
    return UsableRecords(table_of(name, rows), [])
