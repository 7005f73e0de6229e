"""Puts the tables of a package into a workbook, and says which it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimpack.curation.tablefiles import Contents
from claimpack.curation.workbooks.exportrecord import ExportRecord, exported
from claimpack.curation.workbooks.workbookwriter import workbook
from claimpack.package.csvfile import HARMLESS, parse
from claimpack.package.package import Package
from claimpack.wording import printable


@dataclass(slots=True)
class Export:
    """A workbook and what is in it."""

    content: bytes
    records: dict[str, int] = field(default_factory=dict)
    """How many records of each table."""
    left_out: dict[str, str] = field(default_factory=dict)
    """The tables that are not in it, each with the reason."""


def export(package: Package, contents: Contents, unread: Mapping[str, str], file: str) -> Export:
    """The workbook of a package.

    A table whose rows do not hold together is left out: a workbook could not show where.

    Args:
        package: the package.
        contents: the files of its tables.
        unread: the tables that can't be read, each with the reason.
        file: what the workbook will be called.

    Raises:
        UnholdableError: if no workbook can hold a cell or the number of records.
    """
    result = Export(b"", left_out=dict(unread))
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {}
    remembered = {}
    for name, (path, content) in contents.items():
        table = parse(content)
        fault = next((fault for fault in table.faults if fault.kind not in HARMLESS), None)
        if fault is not None or name not in package.tables:
            line = fault.line if fault is not None else 1
            result.left_out[name] = f"{path} is broken at line {line}"
            continue
        tables[name] = table.header, table.records
        remembered[name] = exported(path, content, *tables[name])
        result.records[name] = len(tables[name][1])
    result.content = workbook(file, ExportRecord(package_name(package), remembered), tables)
    return result


def package_name(package: Package) -> str:
    """The package's name as its descriptor gives it, fit to be shown; blank if it gives none."""
    return printable(package.descriptor.name)[:1_000]
