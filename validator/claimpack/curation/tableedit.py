"""Changes rows of a table's file, and keeps all other rows, columns and cells as they are."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import SimpleNamespace

from claimpack.curation.form.roworder import row_key
from claimpack.package.cells import refusals
from claimpack.package.csvfile import parse
from claimpack.package.files import is_packed
from claimpack.package.table import Table
from claimpack.package.tableschema import TableSchema
from claimpack.rules.refusalmessages import message_and_hint
from claimpack.rules.structure.formula_cell import is_formula
from claimpack.rules.structure.hidden_character import first_hidden
from claimpack.wording import quoted

_CRLF = "\r\n"


class UneditableError(Exception):
    """A table can't be rewritten without losing something; the message says why."""


def refuse_bad_cells(schema: TableSchema, row: Mapping[str, str]) -> None:
    """Refuses a row that the table's schema, or a rule on single cells, would refuse.

    Raises:
        UneditableError: if a value is not allowed in its column.
    """
    for column, value in row.items():
        refuse_bad_values(schema, column, [value])


def refuse_bad_values(schema: TableSchema, column: str, values: Sequence[str]) -> None:
    """The same for several values of one column.

    Raises:
        UneditableError: if one is not allowed there.
    """
    for what, hint in refused_values(schema, column, values).values():
        raise UneditableError(f"{what}. {hint}".removesuffix("."))


def refused_values(schema: TableSchema, column: str, values: Collection[str]) -> dict[str, tuple[str, str]]:
    """The values that may not be written, each with what is wrong and a sentence on what to do."""
    field = schema.fields[column]
    refused = {value: message_and_hint(field, value, why) for value, why in refusals(schema, column, values).items()}
    for value in values:
        hidden = first_hidden(field, value)
        if value not in refused and is_formula(field, value):
            what = f"{column} is {quoted(value)}, which begins like a formula"
            refused[value] = what, "Begin it with a letter, or a spreadsheet would run it."
        elif value not in refused and hidden:
            refused[value] = f"{column} is {quoted(value)}, which holds {hidden}", "Type it again."
    return refused


def with_rows(
    table: Table,
    rows: Iterable[dict[str, str]],
    without: Iterable[tuple[str, ...]] = (),
    renamed: Mapping[tuple[str, ...], tuple[str, ...]] | None = None,
) -> bytes:
    """The table's file with ``rows`` in it: each replaces the record with its key, or else goes in at its place.

    In a file whose rows are not sorted, new rows go to the end.

    Args:
        table: the table as it is.
        rows: the new rows by their columns.
        without: the keys of records to remove.
        renamed: for each row with a new key, the key of the record that it replaces.

    Raises:
        UneditableError: if the file has faults that rewriting would hide or spread, has two records with the same
            key, or is compressed.
    """
    table, rows = table.own, list(rows)
    for path, _ in table.files:
        if is_packed(path):
            plain = path.removesuffix(".gz")
            what = f"{path} is compressed, and compressed files are never written"
            raise UneditableError(f"{what}: unpack it with gunzip, name {plain} in the descriptor, and try again")
    lacks = set(table.header.missing) - table.left_out
    has_twins = "" in table.key_cells or len(set(table.key_cells)) < len(table)
    if table.file.faults or lacks or has_twins or _keeps_refused(table, rows, renamed or {}):
        raise UneditableError(f"{table.path} has problems of structure: correct what claimpack validate reports first")
    header, records = _with_columns(table, {column for row in rows for column, value in row.items() if value})
    positions = {label: place for place, label in enumerate(header) if label in table.schema.fields}
    key = table.schema.primary_key
    gone = set(without)
    records = [record for record in records if tuple(record[positions[column]] for column in key) not in gone]
    known = {tuple(record[positions[column]] for column in key): record for record in records}
    sort_key = row_key(table.schema, header)
    is_in_order = records == sorted(records, key=sort_key)
    for row in rows:
        new_key = tuple(row[column] for column in key)
        record = known.get((renamed or {}).get(new_key, new_key))
        if record is None:
            record = [""] * len(header)
            records.append(record)
        for column, value in row.items():
            if column in positions:
                record[positions[column]] = value
            elif value:
                raise UneditableError(f"{table.path} has no column {column}: correct its header first")
    return as_csv(header, sorted(records, key=sort_key) if is_in_order else records)


def by_file(table: Table, content: bytes) -> dict[str, bytes]:
    """The new content of each file of a table that changes, given the new content of the whole table.

    A record stays in its file. A new record goes into the file of the record before it, which in a table that is not
    sorted is the last file. If as many records are gone as are new, they are taken for the same records with new keys.
    """
    table = table.own
    if len(table.files) == 1:
        return {table.path: content}
    after = Table(table.schema, table.path, parse(content))
    home = {key: table.path_of(number) for number, key in enumerate(table.key_cells)}
    gone, new = home.keys() - set(after.key_cells), [key for key in after.key_cells if key not in home]
    if len(gone) == len(new):
        home |= dict(zip(new, (path for key, path in home.items() if key in gone), strict=True))
    records: dict[str, list[list[str]]] = {path: [] for path, _ in table.files}
    path = table.path
    for key, record in zip(after.key_cells, after.file.records, strict=True):
        path = home.get(key, path)
        records[path].append(record)
    return {
        path: as_csv(after.file.header, records[path])
        for path, file in table.files
        if file.header != after.file.header or file.records != records[path]
    }


def _keeps_refused(
    table: Table, rows: Sequence[Mapping[str, str]], renamed: Mapping[tuple[str, ...], tuple[str, ...]]
) -> bool:
    """Whether a cell that is not allowed would stay, because no row replaces it."""
    if not any(table.refused.values()):
        return False
    key = table.schema.primary_key
    over = {(renamed.get(new, new)): row for row in rows for new in [tuple(row[column] for column in key)]}
    for number in table.refused_records:
        row = over.get(tuple(table.written(column)[number] for column in key), {})
        kept = (column for column in table.refused if column not in row)
        if any(table.written(column)[number] in table.refused[column] for column in kept):
            return True
    return False


def _with_columns(table: Table, columns: AbstractSet[str]) -> tuple[list[str], list[list[str]]]:
    """The header and the records, with blank columns added for those of ``columns`` that the file lacks."""
    header, records = list(table.file.header), [list(record) for record in table.file.records]
    order = list(table.schema.fields)
    for column in (column for column in order if column in columns & table.left_out):
        before = [header.index(label) for label in order[: order.index(column)] if label in header]
        place = max(before, default=-1) + 1
        header.insert(place, column)
        for record in records:
            record.insert(place, "")
    return header, records


def as_csv(header: Sequence[str], records: Iterable[Sequence[str]]) -> bytes:
    """A table's file in canonical form: UTF-8, commas, LF, and quotation marks only where needed."""
    lines: list[str] = []
    # records end with CR LF, so that a cell with CR is quoted, before Python 3.13 too
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(records)
    return "".join(f"{line.removesuffix(_CRLF)}\n" for line in lines).encode("utf-8")
