"""The records that evidence can rest on: every cell can be relied on, and every record they name is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from validator.package.package import Package
from validator.package.table import Record, Table
from validator.package.tableschema import LIST_DELIMITER, Reference
from validator.wording import counted

_WHY = "with a cell that is refused or names a record that is not there"


class UsableRecords:
    """The records of a table that evidence can rest on."""

    def __init__(self, table: Table, lost: Sequence[int]) -> None:
        self.table = table
        self._lost = lost
        gone = set(lost)
        numbers = range(len(table))
        self.numbers: Sequence[int] = [number for number in numbers if number not in gone] if lost else numbers
        """The numbers of the records."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)

    def __iter__(self) -> Iterator[Record]:
        """Each, in the order of the file."""
        table = self.table
        return (Record(table, number) for number in self.numbers)

    @property
    def left_out(self) -> str:
        """How many records were left out and why; blank if none was."""
        return f"{counted(len(self._lost), self.table.name.removesuffix('s'))} {_WHY}" if self._lost else ""

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Each record under its id: the first column."""
        key = self.table.schema.primary_key[0]
        return {record[key]: record for record in self}

    def cells(self, column: str) -> Iterable[str]:
        """The cells of a column, in the order of the records."""
        cells = self.table.cells(column)
        return (cells[number] for number in self.numbers) if self._lost else cells

    def named_by_lost(self, columns: Iterable[str], known: Iterable[str]) -> set[str]:
        """The ids that records which were left out name, and that nothing can be missed of therefore.

        Args:
            columns: columns with ids, or lists of ids.
            known: all ids that may be meant; if a record that was left out names another one, they are all.
        """
        if not self._lost:
            return set()
        named = self.names_in_lost(columns)
        return set(known) if named - set(known) else named

    def names_in_lost(self, columns: Iterable[str]) -> set[str]:
        """What stands in ``columns`` of the records that were left out, each item of a list by itself."""
        written = [self.table.written(column) for column in columns] if self._lost else []
        cells = {cells[number] for cells in written for number in self._lost}
        return {name.strip() for cell in cells for name in cell.split(LIST_DELIMITER)}


def usable_records(package: Package, name: str, sources: Callable[[], UsableRecords]) -> UsableRecords:
    """The usable records of a table.

    Args:
        package: the package.
        name: the table's name.
        sources: gives those of ``sources``: what rests on an unusable source is not usable either.

    Raises:
        Unavailable: if a table that this rests on could not be read.
    """
    table = package.table(name)
    lost: set[int] = set()
    for column, field in table.schema.fields.items():
        cells = table.cells(column)  # of every column: under a misspelt label there may be anything
        lost.update(table.unreliable(column))
        if field.required and "" in cells:
            lost.update(number for number, cell in enumerate(cells) if not cell)
    for reference in table.schema.references:
        lost.update(_naming_what_is_not_there(package, table, reference, sources))
    lost.update(_repeated(table))
    return UsableRecords(table, sorted(lost))


def _naming_what_is_not_there(
    package: Package, table: Table, reference: Reference, sources: Callable[[], UsableRecords]
) -> Iterator[int]:
    """The records that name one that is not there: a usable source, or a concept of the kind that belongs there."""
    target = package.table(reference.table)
    field = table.schema.fields[reference.field]
    ids: Iterable[str] = target.cells(reference.key)
    if reference.table == "sources" and table.name != "sources":
        ids = sources().cells(reference.key)
    if field.concept_kind is not None:
        ids = (name for name, kind in zip(ids, target.cells("kind"), strict=True) if kind == field.concept_kind)
    known = set(ids)
    cells = table.cells(reference.field)
    unknown = {cell for cell in set(cells) if cell and not known.issuperset(_names(cell, is_list=field.is_list))}
    return (number for number, cell in enumerate(cells) if cell in unknown) if unknown else iter(())


def _names(cell: str, *, is_list: bool) -> list[str]:
    """What a cell that is not blank names: one of white space alone names what is not there."""
    return [name.strip() for name in cell.split(LIST_DELIMITER)] if is_list else [cell]


def _repeated(table: Table) -> Iterator[int]:
    """The records whose key an earlier one has."""
    keys = [table.cells(column) for column in table.schema.primary_key]
    every: Sequence[object] = keys[0] if len(keys) == 1 else list(zip(*keys, strict=True))
    if len(set(every)) == len(every):
        return
    seen: set[object] = set()
    for number, key in enumerate(every):
        if key in seen:
            yield number
        seen.add(key)
