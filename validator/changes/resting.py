"""Finds the claims that rest on a record of another table, in either of the two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from validator.changes.records import NO_RENAMES, Records
from validator.changes.renames import Renames
from validator.evidence.scopes import SCOPE
from validator.package.columns import values_of
from validator.wording import natural_order


class Resting:
    """The claims of two versions, by what they rest on; all by the names of the new version."""

    def __init__(self, versions: tuple[Records | None, Records | None], renames: Renames = NO_RENAMES) -> None:
        old, new = versions
        pairs = ((old, renames), (new, NO_RENAMES))
        self._versions = [(records, names) for records, names in pairs if records is not None]

    def on(self, table: str, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that rest on records of a table that claims name; none of another one."""
        match table:
            case "sources":
                return self.on_sources(names)
            case "concepts":
                return self.on_concepts(names)
            case "passages":
                return self.on_passages(names)
        return ()

    def on_sources(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that cite one of these sources, sorted."""
        return _sorted(self._citing, names)

    def on_concepts(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that name one of these concepts, sorted."""
        return _sorted(self._naming, names)

    def on_passages(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that stand on one of these passages, sorted."""
        return _sorted(self._standing, names)

    def among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of ``names`` that are ids of claims, sorted."""
        return tuple(sorted((name for name in set(names) if name in self._ids), key=natural_order))

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(name for records, names in self._versions for name in _names(records, names))

    @cached_property
    def _citing(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for records, names in self._versions:
            if "source_ids" in records.columns:
                items, claims, now = records.table.items("source_ids"), _names(records, names), names.of("sources")
                for record, source in zip(items.index, values_of(items), strict=True):
                    found[now.get(source, source)].add(claims[int(record)])
        return found

    @cached_property
    def _naming(self) -> dict[str, set[str]]:
        return self._by_cells(SCOPE, "concepts")

    @cached_property
    def _standing(self) -> dict[str, set[str]]:
        return self._by_cells(("passage_id",), "passages")

    def _by_cells(self, columns: Iterable[str], table: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for records, names in self._versions:
            claims, now = _names(records, names), names.of(table)
            for column in (column for column in columns if column in records.columns):
                for claim, name in zip(claims, values_of(records.table[column]), strict=True):
                    found[now.get(name, name)].add(claim)
        return found


def _names(records: Records, renames: Renames) -> list[str]:
    now = renames.of("claims")
    return [now.get(name, name) for name in map(str, records.keys)]


def _sorted(by_name: dict[str, set[str]], names: Iterable[str]) -> tuple[str, ...]:
    found = set().union(*(by_name.get(name, set()) for name in set(names) if name))
    return tuple(sorted(found, key=natural_order))
