"""Compares proposed records with a package: what is new, what is filled in, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.curation.form.tidy import tidy
from claimpack.curation.imports.proposal import NotImported, Proposal, ProposedRecord
from claimpack.curation.tableedit import refused_values, with_rows
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES, TableSchema
from claimpack.wording import counted, listed


class ChangedCell(NamedTuple):
    """A cell that is filled in, replaced, or kept although the file differs."""

    key: str
    column: str
    before: str
    after: str
    origin: str


@dataclass(slots=True)
class TablePlan:
    """The changes of one table."""

    name: str
    path: str
    new: list[ProposedRecord] = field(default_factory=list)
    filled: list[ChangedCell] = field(default_factory=list)
    replaced: list[ChangedCell] = field(default_factory=list)
    differing: list[ChangedCell] = field(default_factory=list)
    """Cells that stay as they are; ``after`` is what the file has."""
    same: int = 0
    """How many records of the files make no change."""
    rows: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    """The cells to write, by the key of their record."""


@dataclass(slots=True)
class Plan:
    """The changes of a package."""

    tables: list[TablePlan]
    left: list[NotImported]
    contents: Mapping[str, bytes]
    """The new file of each table that changes."""


def plan(package: Package, proposal: Proposal) -> Plan:
    """The changes of the package.

    A cell that is not allowed in its column is left out and reported; if the column is required, so is the record.
    Several records with the same key fill in each other's blank cells.

    Raises:
        UneditableError: if a table can't be rewritten without losing something.
        Unavailable: if a table could not be read.
    """
    by_table: dict[str, list[ProposedRecord]] = {}
    for record in proposal.records:
        by_table.setdefault(record.table, []).append(record)
    tables, left = [], list(proposal.left)
    contents = {}
    for name in TABLES:
        if name in by_table:
            table = package.table(name)
            fit = list(_fitting(table.schema, by_table[name], left))
            planned = _merged(package, name, fit, left)
            tables.append(planned)
            if planned.rows:
                contents[name] = with_rows(table, (dict(row) for row in planned.rows.values()))
    return Plan(tables, left, contents)


def _fitting(schema: TableSchema, records: list[ProposedRecord], left: list[NotImported]) -> Iterable[ProposedRecord]:
    """The records with their valid cells, in canonical form; the others are added to ``left``."""
    for record in records:
        record.row = {
            name: tidy(schema.fields[name], value)
            for name, value in record.row.items()
            if value or name in record.replaces
        }
    columns = {column for record in records for column in record.row}
    refused = {}
    for column in columns:
        values = {record.row.get(column, "") for record in records} - {""}
        for value, (what, hint) in refused_values(schema, column, values).items():
            refused[column, value] = f"{what}. {hint}".removesuffix(".")
    for record in records:
        wrong = [(column, value) for column, value in record.row.items() if (column, value) in refused]
        key = key_text(schema, record.row)
        fatal = next((each for each in wrong if schema.fields[each[0]].required), None)
        if fatal is not None:
            left.append(NotImported(record.origin, key, refused[fatal]))
            continue
        lacking = [column for column in schema.primary_key if not record.row.get(column)]
        if lacking:
            left.append(NotImported(record.origin, f"a record for {schema.name}", f"it has no {listed(lacking)}"))
            continue
        for column, value in wrong:
            del record.row[column]
            left.append(NotImported(record.origin, f"{column} of {key}", refused[column, value]))
        yield record


def _merged(package: Package, name: str, records: list[ProposedRecord], left: list[NotImported]) -> TablePlan:
    """The changes of a table by these records; records that lack something are added to ``left``."""
    table = package.table(name)
    schema = table.schema
    result = TablePlan(name, table.path)
    key_columns = schema.primary_key
    keys = zip(*(table.written(column) for column in key_columns), strict=True)
    numbers = {key: number for number, key in enumerate(keys)}
    elsewhere: dict[str, list[str]] = {}
    """Shared records that would change, by their file."""
    for record in records:
        key = tuple(record.row.get(column, "") for column in key_columns)
        number = numbers.get(key)
        pending = result.rows.get(key)
        if number is None and pending is None:
            lacking = [
                field.name for field in schema.fields.values() if field.required and not record.row.get(field.name)
            ]
            if lacking:
                left.append(NotImported(record.origin, "/".join(key), f"it has no {listed(lacking)}"))
                continue
            result.rows[key] = dict.fromkeys(table.columns, "") | record.row
            result.new.append(record)
            continue
        here = {column: table.written(column)[number] for column in record.row} if number is not None else {}
        here |= pending or {}
        changed = {column: value for column, value in record.row.items() if here.get(column, "") != value}
        if changed and number is not None and table.is_shared(number):
            elsewhere.setdefault(table.place(number).path, []).append("/".join(key))
            continue
        written = {}
        for column, value in changed.items():
            cell = ChangedCell("/".join(key), column, here.get(column, ""), value, record.origin)
            if cell.before and column not in record.replaces:
                result.differing.append(cell)
                continue
            (result.replaced if cell.before else result.filled).append(cell)
            written[column] = value
        if written:
            keyed = dict(zip(key_columns, key, strict=True))
            result.rows[key] = (pending or keyed) | written
        elif not changed:
            result.same += 1
    for path, shared in elsewhere.items():
        what = f"{counted(len(shared), 'record')} of {name}, {listed(dict.fromkeys(shared))}"
        left.append(
            NotImported(path, what, "shared with other packages; import with that package's folder as --package")
        )
    return result


def key_text(schema: TableSchema, row: Mapping[str, str]) -> str:
    """The key of a record, in one text."""
    return "/".join(row.get(column, "") for column in schema.primary_key)
