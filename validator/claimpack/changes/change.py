"""The result of a comparison: every change, how much was compared, and what could not be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Literal

from claimpack.changes.kinds import KINDS, VERDICT_KINDS

DIFF_VERSION = "1"
"""The version of a comparison's JSON form, whose schema is ``diff.schema.json``."""

Side = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change in meaning."""

    kind: str
    table: str
    """The table of the record that changed; ``package`` for the descriptor."""
    subject: str
    """The record's key, its cells joined by ``/``, or its new id if it was renamed; for the descriptor, the
    property."""
    message: str
    _: KW_ONLY
    title: str = ""
    """The title of the record, or the statement of a claim: the new one, or the old one if it is gone."""
    column: str = ""
    """Blank if a record was added or removed, or if several columns make the change."""
    before: str = ""
    """The old cell, or the item that was dropped from a list."""
    after: str = ""
    record: tuple[tuple[str, str], ...] = ()
    """The filled columns of a record that was added or removed, each with its cell."""
    claims: tuple[str, ...] = ()
    """The claims that rest on what changed, apart from the changed claim itself."""

    @property
    def weakens(self) -> bool:
        """Whether it weakens the evidence."""
        return KINDS[self.kind].weakens

    @property
    def is_of_a_verdict(self) -> bool:
        """Whether it is a changed verdict."""
        return self.kind in VERDICT_KINDS

    @property
    def is_quiet(self) -> bool:
        """Whether it is only counted, unless all changes are asked for."""
        return KINDS[self.kind].is_quiet


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Something that could not be compared, so that it is not known whether it changed."""

    side: Side
    table: str
    what: str
    """The whole table, a column, a record or a cell, in words."""
    reason: str
    subject: str = ""
    """The record's key; blank if it is not one record, or has no key."""
    column: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """How many comparable records of a table each version has, and how many are in both."""

    old: int
    new: int
    matched: int


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two versions."""

    given: str
    name: str
    """The package's name; blank if its descriptor has none."""
    version: str
    revision: str = ""
    """The commit that it was read from; blank for a folder."""
    absent: str = ""
    """Why everything is new, because the revision has no package: a sentence without a full stop; or blank."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one version of a package to the other."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    not_compared: tuple[NotCompared, ...]
    compared: Mapping[str, Compared]
    """By table, for tables that could be read in both versions."""

    @property
    def complete(self) -> bool:
        """Whether everything in both versions was compared, and there was a claim to compare."""
        return not self.not_compared

    @property
    def weakening(self) -> tuple[Change, ...]:
        """The changes that weaken the evidence."""
        return tuple(change for change in self.changes if change.weakens)

    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind that occurs, in the order of the kinds."""
        found = Counter(change.kind for change in self.changes)
        return {name: found[name] for name in KINDS if found[name]}

    def any_of(self, kinds: Collection[str]) -> bool:
        """Whether there is a change of one of these kinds."""
        return any(change.kind in kinds for change in self.changes)


@dataclass(frozen=True)
class RegistryComparison:
    """What changed from one version of a registry to the other."""

    old: Version
    new: Version
    packages: Mapping[str, Comparison]
    """By name in the registry, including packages that were added or removed."""
    problems: tuple[str, ...] = ()
    """What could not be compared, apart from what the comparisons of the packages list."""

    @property
    def complete(self) -> bool:
        """Whether every package was compared whole."""
        return bool(self.packages) and not self.problems and all(each.complete for each in self.packages.values())

    @property
    def changed(self) -> Mapping[str, Comparison]:
        """The packages in which anything changed, or could not be compared."""
        return {name: each for name, each in self.packages.items() if each.changes or not each.complete}

    @property
    def verdicts(self) -> list[tuple[str, Change]]:
        """The changed verdicts, each with its package; those that weaken the evidence come first."""
        found = [(name, each) for name, one in self.packages.items() for each in one.changes if each.is_of_a_verdict]
        return sorted(found, key=lambda each: not each[1].weakens)

    def any_of(self, kinds: Collection[str]) -> bool:
        """Whether there is a change of one of these kinds."""
        return any(each.any_of(kinds) for each in self.packages.values())
