"""A table with records of shared files added behind its own; each record keeps its place in its file."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from claimpack.package.place import Place
from claimpack.package.table import Record, Table


class JoinedTable(Table):
    """A package's own table, with the records of shared files that the package uses behind its own records.

    ``file`` and ``header`` are those of its own file.
    """

    def __init__(self, own: Table, shared: Sequence[tuple[Record, str]]) -> None:
        """Joins them.

        Args:
            own: the package's own table.
            shared: the records of shared files, in their order, each with the path from this package's folder to the
                folder of its own package; the path ends with a slash, or is blank.
        """
        super().__init__(own.schema, *own.files[0], *own.files[1:])
        self._own = own
        self._shared = tuple(record for record, _ in shared)
        self._ways = tuple(way for _, way in shared)
        self._begin = len(own)

    def __len__(self) -> int:
        """The number of records, shared ones included."""
        return self._begin + len(self._shared)

    @property
    def own(self) -> Table:
        """The table without the shared records."""
        return self._own

    def is_shared(self, record: int) -> bool:
        """Whether a record is of a shared file."""
        return record >= self._begin

    @property
    def has_refused_shared(self) -> bool:
        """Whether a shared record has a cell that is not allowed, or too few or too many cells."""
        return any(map(self.is_shared, self.refused_records))

    @cached_property
    def ragged(self) -> AbstractSet[int]:
        """The numbers of the records with too few or too many cells."""
        shared = enumerate(self._shared, self._begin)
        return self._own.ragged | {number for number, record in shared if record.number in record.table.ragged}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that its own file has, then those that only a shared one has."""
        there = {column for record in self._shared for column in record.table.columns}
        added = [column for column in self.schema.fields if column in there and column in self._own.left_out]
        return (*self._own.columns, *added)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The optional columns that no file has."""
        return self._own.left_out - set(self.columns)

    def written(self, column: str) -> Sequence[str]:
        """The column as it is in the files.

        Raises:
            Unavailable: if one of the files has no such column and needs one.
        """
        if column not in self._written:
            shared = [record.table.written(column)[record.number] for record in self._shared]
            self._written[column] = (*self._own.written(column), *shared)
        return self._written[column]

    @cached_property
    def _written(self) -> dict[str, Sequence[str]]:
        return {}

    def nearly_distinct(self, column: str) -> Sequence[str]:
        """The column as it is in the files."""
        return self.written(column)

    def place(self, record: int | None = None, column: str | None = None) -> Place:
        """Where a record, a cell of it, or a whole column is: a shared record in the shared file."""
        if record is None or not self.is_shared(record):
            return self._own.place(record, column)
        number = record - self._begin
        place = self._shared[number].place(column)
        return place._replace(path=self._ways[number] + place.path)
