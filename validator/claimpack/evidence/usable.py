"""The usable records: all their cells are valid, and every record that they name exists."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property

from claimpack.package.package import Package
from claimpack.package.table import Record, Table
from claimpack.package.tableschema import LIST_DELIMITER, Reference, named_in


class UsableRecords:
    """The usable records of a table."""

    def __init__(self, table: Table, unusable: Sequence[int]) -> None:
        self.table = table
        self.unusable = unusable
        """The numbers of the unusable records, which are left out."""
        gone = set(unusable)
        numbers = range(len(table))
        self.numbers: Sequence[int] = [number for number in numbers if number not in gone] if unusable else numbers
        """The numbers of the usable records."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)

    def __iter__(self) -> Iterator[Record]:
        """Each, in the order of the file."""
        return iter(self._records)

    @cached_property
    def _records(self) -> list[Record]:
        table = self.table
        return [Record(table, number) for number in self.numbers]

    def where(self, column: str, words: Container[str]) -> list[Record]:
        """The records whose cell of ``column`` is one of ``words``, in the order of the file."""
        pairs = zip(self._records, self.cells(column), strict=True)
        return [record for record, cell in pairs if cell in words]

    def filled(self, column: str) -> list[Record]:
        """The records in which a column is not blank, in the order of the file."""
        return [record for record, cell in zip(self._records, self.cells(column), strict=True) if cell]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Each record by its id, which is the first column."""
        return dict(zip(self.cells(self.table.schema.primary_key[0]), self, strict=True))

    def cells(self, column: str) -> Iterable[str]:
        """The cells of a column, in the order of the records."""
        cells = self.table.cells(column)
        return (cells[number] for number in self.numbers) if self.unusable else cells

    def rows(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """The cells of some columns of each record, in the order of the records."""
        return zip(*map(self.cells, columns), strict=True)

    def named_by_unusable(self, columns: Iterable[str], known: Iterable[str]) -> set[str]:
        """The ids that unusable records name; nothing should be reported as missing for these.

        Args:
            columns: columns with ids, or lists of ids.
            known: all valid ids. If an unusable record names another id, any of them may be meant, so all are given.
        """
        if not self.unusable:
            return set()
        named, everything = self.names_in_unusable(columns), set(known)
        return everything if named - everything else named

    def names_in_unusable(self, columns: Iterable[str]) -> set[str]:
        """The ids in ``columns`` of the unusable records; each item of a list by itself."""
        written = [self.table.written(column) for column in columns] if self.unusable else []
        cells = {cells[number] for cells in written for number in self.unusable}
        return {name.strip() for cell in cells for name in cell.split(LIST_DELIMITER)}


def usable_records(package: Package, name: str, sources: Callable[[], UsableRecords]) -> UsableRecords:
    """The usable records of a table.

    Args:
        package: the package.
        name: the table's name.
        sources: gives the usable sources: a record that names an unusable source is not usable either.

    Raises:
        Unavailable: if a table that this needs could not be read.
    """
    table = package.table(name)
    fields = table.schema.fields.items()
    for column, _ in fields:
        table.written(column)  # raises if a required column is missing
    unusable: set[int] = set()
    if table.refused_records:
        for column, _ in fields:
            unusable.update(table.unreliable(column))
    for column, field in fields:
        if field.required and (table.refused_records or "" in table.written(column)):
            unusable.update(number for number, cell in enumerate(table.cells(column)) if not cell)
    for reference in table.schema.references:
        unusable.update(_with_broken_reference(package, table, reference, sources))
    unusable.update(_repeated(table))
    return UsableRecords(table, sorted(unusable))


def _with_broken_reference(
    package: Package, table: Table, reference: Reference, sources: Callable[[], UsableRecords]
) -> Iterator[int]:
    """The records that name a missing record, an unusable source or a concept of the wrong kind."""
    target = package.table(reference.table)
    field = table.schema.fields[reference.field]
    ids: Iterable[str] = target.cells(reference.key)
    if reference.table == "sources" and table.name != "sources":
        ids = sources().cells(reference.key)
    if field.concept_kind is not None:
        ids = (name for name, kind in zip(ids, target.cells("kind"), strict=True) if kind == field.concept_kind)
    known = set(ids) - {""}
    cells = table.cells(reference.field)
    unknown = {cell for cell in set(cells) if not known.issuperset(named_in(field, cell))}
    return (number for number, cell in enumerate(cells) if cell in unknown) if unknown else iter(())


def _repeated(table: Table) -> Iterator[int]:
    """The records with a repeated key: all if they differ, and all but the first if they are equal."""
    keys = [table.cells(column) for column in table.schema.primary_key]
    every: Sequence[object] = keys[0] if len(keys) == 1 else list(zip(*keys, strict=True))
    if len(set(every)) == len(every):
        return
    having: dict[object, list[int]] = {}
    for number, key in enumerate(every):
        having.setdefault(key, []).append(number)
    columns = [table.written(column) for column in table.schema.fields]
    for numbers in having.values():
        if len(numbers) > 1:
            is_same = len({tuple(cells[number] for cells in columns) for number in numbers}) == 1
            yield from numbers[1:] if is_same else numbers
