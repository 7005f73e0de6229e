"""The sources, concepts and estimates that several packages share, and which of them a package uses.

A package gets the shared records that it names, those that these name in turn, all results of its sources, and the
results on the scope of its claims with their sources. So a retraction or a newer review that is recorded once reaches
every package whose claims it concerns, and no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from claimpack.package.joinedtable import JoinedTable
from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.package.table import Record, Table
from claimpack.package.tableschema import named_in, split_items
from claimpack.package.unavailable import Unavailable

SHARED = ("sources", "estimates", "concepts")

_Id = tuple[str, str]


class SharedTables:
    """Shared records, found by id, by source and by outcome."""

    def __init__(self, packages: Iterable[Package], registry: str = "") -> None:
        """Indexes the records.

        Args:
            packages: those that hold the records.
            registry: the file that lists them.
        """
        self.packages = tuple(packages)
        self.registry = registry
        self.twice: list[tuple[Record, Record]] = []
        """Records of two packages that have the same id: the first one, and another."""
        self.records: dict[_Id, Record] = {}
        self.used: set[_Id] = set()
        self.unreadable: dict[str, str] = {}
        """Why a table of one of the packages could not be read, by its name."""
        self._roots: dict[Table, Path] = {}
        """The folder of each table's package, in their order."""
        self._of_source: dict[str, list[_Id]] = {}
        for package in self.packages:
            for name in SHARED:
                self._take(package, name)
        self._parents = {
            name: split_items(_cell(record, "broader"))
            for (table, name), record in self.records.items()
            if table == "concepts"
        }
        self._on_outcome: dict[str, dict[str, list[_Id]]] = {}
        """Estimates by each outcome that includes theirs, then by intervention."""
        self._on_very_outcome: dict[str, dict[str, list[_Id]]] = {}
        for key, record in self.records.items():
            if key[0] == "estimates":
                self._enter_estimate(key, record)

    def _take(self, package: Package, name: str) -> None:
        try:
            table = package.table(name)
            keys = table.key_cells
        except Unavailable as reason:
            self.unreadable[name] = f"of the shared records in {package.root.name}, {reason}"
            return
        self._roots[table] = package.root
        for record, key in zip(table, keys, strict=True):
            first = self.records.setdefault((name, key), record) if key else record
            if first.table is not record.table:
                self.twice.append((first, record))

    def _enter_estimate(self, key: _Id, record: Record) -> None:
        self._of_source.setdefault(_cell(record, "source_id"), []).append(key)
        outcome, intervention = _cell(record, "outcome"), _cell(record, "intervention")
        if outcome:
            self._on_very_outcome.setdefault(outcome, {}).setdefault(intervention, []).append(key)
            for name in _including(outcome, self._parents):
                self._on_outcome.setdefault(name, {}).setdefault(intervention, []).append(key)

    @property
    def concepts(self) -> Mapping[str, Sequence[str]]:
        """The shared concepts, each with its broader ones."""
        return self._parents

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(file for package in self.packages for file in package.files())

    def place(self, record: Record, root: Path) -> Place:
        """Where a shared record is, as seen from the folder ``root``."""
        place = record.place()
        return place._replace(path=self._way(record, root) + place.path)

    def _way(self, record: Record, root: Path) -> str:
        """The path from a folder to that of a record's package; it ends with a slash, or is blank."""
        way = os.path.relpath(self._roots[record.table].resolve(), root.resolve())
        return "" if way == "." else f"{Path(way).as_posix()}/"

    def join(self, package: Package) -> None:
        """Adds the shared records that ``package`` uses behind its own; each keeps its place in the shared file.

        A record that the package itself has with the same cells is not added. One with other cells is added, so that
        duplicate-key reports it. If a shared file of a table could not be read, the package loses that table, and rules
        that need it do not run.
        """
        found = list(self._rested_on(package))
        self.used.update(found)
        self._put_behind(package, found, is_part=False)

    def join_all(self, package: Package) -> None:
        """Adds every shared record that ``package`` does not have itself, since a new record may name any of them."""
        self._put_behind(package, self.records, is_part=True)

    def join_part(self, part: Package) -> None:
        """Adds to a package with shared records those of the other such packages that it uses."""
        self._put_behind(part, self._rested_on(part), is_part=True)

    def _put_behind(self, package: Package, keys: Iterable[_Id], *, is_part: bool) -> None:
        by_table: dict[str, list[Record]] = {}
        for key in keys:
            by_table.setdefault(key[0], []).append(self.records[key])
        order = {table: number for number, table in enumerate(self._roots)}
        for name, records in by_table.items():
            own = package.tables.get(name)
            if own is None:
                continue
            own_with: dict[str, Record] = {}
            for record, own_key in zip(own, keys_of(own), strict=False):
                own_with.setdefault(own_key, record)
            added = [
                record
                for record in records
                if record.key not in own_with or (not is_part and differing_columns(own_with[record.key], record))
            ]
            added.sort(key=lambda record: (order[record.table], record.number))
            if added:
                package.tables[name] = JoinedTable(own, [(each, self._way(each, package.root)) for each in added])
        for name, reason in self.unreadable.items():
            package.tables.pop(name, None)
            package.shared_unread[name] = reason
        package.failures = list(dict.fromkeys([*package.failures, *self.unreadable.values()]))
        package.shared_records = self
        package.shared_files = self.files
        package.registry = self.registry

    def _rested_on(self, package: Package) -> Iterator[_Id]:
        """The ids of the shared records that a package uses, each once."""
        own = {(name, key) for name in SHARED if name in package.tables for key in keys_of(package.tables[name])}
        waiting = [*own, *_named_by_package(package), *self._meeting(package)]
        seen: set[_Id] = set()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            if key[0] == "sources":
                waiting += self._of_source.get(key[1], ())
            record = self.records.get(key)
            if record is not None:
                yield key
                waiting += _named_by(record)

    def _meeting(self, package: Package) -> Iterator[_Id]:
        """The estimates whose outcome and intervention are those of a claim, or broader or narrower."""
        try:
            claims = package.table("claims")
            scopes = set(claims.rows("outcome", "intervention"))
            own = package.table("concepts").rows("concept_id", "broader")
            parents = {**self._parents, **{name: split_items(cell) for name, cell in own}}
        except Unavailable:
            return
        for outcome, intervention in scopes:
            if not outcome:
                continue
            above = _including(outcome, parents)
            groups = [self._on_outcome.get(outcome, {}), *(self._on_very_outcome.get(name, {}) for name in above)]
            wider = _including(intervention, parents) if intervention else set()
            for group in groups:
                for other, keys in group.items():
                    meets = not other or not intervention or other in wider
                    if meets or intervention in _including(other, parents):
                        yield from keys


def _including(name: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """A concept and every broader one."""
    found, waiting = {name}, [name]
    while waiting:
        above = set(parents.get(waiting.pop(), ())) - found
        found |= above
        waiting += above
    return found


def _named_by_package(package: Package) -> Iterator[_Id]:
    for table in package.tables.values():
        for reference in table.schema.references:
            if reference.table in SHARED:
                try:
                    cells = table.distinct_cells(reference.field)
                except Unavailable:  # a rule reports it
                    continue
                field = table.schema.fields[reference.field]
                yield from ((reference.table, name) for cell in cells for name in named_in(field, cell))


def _named_by(record: Record) -> Iterator[_Id]:
    schema = record.table.schema
    for field, table, _ in schema.references:
        yield from ((table, name) for name in named_in(schema.fields[field], _cell(record, field)))


def keys_of(table: Table) -> Sequence[str]:
    """The ids of a table's records; none where they can't be read."""
    try:
        return table.key_cells
    except Unavailable:  # missing-column reports it
        return ()


def _cell(record: Record, column: str) -> str:
    """A cell; blank where its file has no such column."""
    try:
        return record[column]
    except Unavailable:
        return ""


def differing_columns(one: Record, other: Record) -> list[str]:
    """The columns of their table in which two records have other cells as written; a column left out is blank."""

    def written(record: Record, column: str) -> str:
        try:
            return record.table.written(column)[record.number]
        except Unavailable:
            return ""

    return [column for column in one.table.schema.fields if written(one, column) != written(other, column)]
