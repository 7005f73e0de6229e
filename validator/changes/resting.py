"""Finds the claims that rest on a source or are about a concept, in either of the two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from validator.changes.records import Records
from validator.evidence.scopes import SCOPE
from validator.package.columns import values_of
from validator.wording import natural_order


class Resting:
    """The claims of two versions, by what they rest on."""

    def __init__(self, versions: Iterable[Records | None]) -> None:
        self._versions = [records for records in versions if records is not None]

    def on_sources(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that cite one of these sources, sorted."""
        return _sorted(self._citing, names)

    def on_concepts(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the claims that name one of these concepts, sorted."""
        return _sorted(self._naming, names)

    def among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of ``names`` that are ids of claims, sorted."""
        return tuple(sorted((name for name in set(names) if name in self._ids), key=natural_order))

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(str(key) for records in self._versions for key in records.keys)

    @cached_property
    def _citing(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for records in self._versions:
            if "source_ids" in records.columns:
                items = records.table.items("source_ids")
                for claim, source in zip(records.keys[items.index], values_of(items), strict=True):
                    found[source].add(str(claim))
        return found

    @cached_property
    def _naming(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for records in self._versions:
            for column in SCOPE:
                if column in records.columns:
                    for claim, concept in zip(records.keys, values_of(records.table[column]), strict=True):
                        found[concept].add(str(claim))
        return found


def _sorted(by_name: dict[str, set[str]], names: Iterable[str]) -> tuple[str, ...]:
    found = set().union(*(by_name.get(name, set()) for name in set(names) if name))
    return tuple(sorted(found, key=natural_order))
