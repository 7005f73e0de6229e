"""Exports the tables of a package to a workbook, and says which tables are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimpack.curation.tablefiles import Contents
from claimpack.curation.workbooks.exportrecord import ExportRecord, exported
from claimpack.curation.workbooks.workbookwriter import workbook
from claimpack.package.csvfile import parse
from claimpack.package.package import Package
from claimpack.wording import printable


@dataclass(slots=True)
class Export:
    """A workbook and its content."""

    content: bytes
    records: dict[str, int] = field(default_factory=dict)
    """The number of records of each table."""
    left_out: dict[str, str] = field(default_factory=dict)
    """The tables that are left out, each with the reason."""


def export(package: Package, contents: Contents, unread: Mapping[str, str], file: str) -> Export:
    """The workbook of a package.

    A table whose file is broken is left out, since a workbook could not show where it is.

    Args:
        package: the package.
        contents: the files of its tables.
        unread: the tables that can't be read, each with the reason.
        file: the name of the workbook.

    Raises:
        UnholdableError: if no workbook can hold a cell or the number of records.
    """
    result = Export(b"", left_out=dict(unread))
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {}
    remembered = {}
    for name, (path, content) in contents.items():
        table = parse(content)
        if table.harmful or name not in package.tables:
            result.left_out[name] = f"{path} is broken at line {table.harmful.line if table.harmful else 1}"
            continue
        tables[name] = table.header, table.records
        remembered[name] = exported(path, content, *tables[name])
        result.records[name] = len(tables[name][1])
    result.content = workbook(file, ExportRecord(package_name(package), remembered), tables)
    return result


def package_name(package: Package) -> str:
    """The package's name in its descriptor, safe to show; blank if it has none."""
    return printable(package.descriptor.name)[:1_000]
