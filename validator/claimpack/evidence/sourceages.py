"""Finds which sources are later than others, update them, or share studies with them."""

from collections.abc import Mapping

from claimpack.evidence.scope import Comparisons
from claimpack.evidence.usable import UsableRecords

WITHDRAWN = frozenset({"retracted", "withdrawn"})
"""The words of `retraction_status` for sources whose results no longer count."""


def is_later(one: str, other: str) -> bool:
    """Whether a date is certainly later than another; a year is neither earlier nor later than its months.

    Args:
        one: a year, a month or a day in ISO 8601, or blank if it is not known.
        other: another date.

    >>> is_later("2021", "2020-12"), is_later("2020-12", "2020")
    (True, False)
    """
    common = min(len(one), len(other))
    return one[:common] > other[:common]


class SourceAges:
    """The order of the sources of a package."""

    def __init__(self, sources: UsableRecords) -> None:
        """Reads `superseded_by` and `overlaps_with`.

        A source in `superseded_by` that was issued earlier is not an update: superseded-source reports it.
        """
        self.issued: Mapping[str, str] = dict(zip(sources.cells("source_id"), sources.cells("issued_on"), strict=True))
        self._next: dict[str, list[str]] = {}
        self._overlapping: dict[str, set[str]] = {}
        for source in sources.filled("superseded_by"):
            name = source["source_id"]
            later = [each for each in source.items("superseded_by") if each in self.issued and each != name]
            self._next[name] = [each for each in later if not is_later(self.issued[name], self.issued[each])]
        for source in sources.filled("overlaps_with"):
            for other in source.items("overlaps_with"):
                self._overlapping.setdefault(source["source_id"], set()).add(other)
                self._overlapping.setdefault(other, set()).add(source["source_id"])
        self._updates: dict[str, frozenset[str]] = {}
        self._steps = Comparisons(len(sources))

    def updates_of(self, name: str) -> frozenset[str]:
        """The sources that update or replace a source, directly or over several steps.

        Raises:
            TooMuch: if chains of updates are longer than the number of sources allows.
        """
        if name not in self._next:
            return frozenset()
        if name not in self._updates:
            found: set[str] = set()
            waiting = [name]
            while waiting:
                following = set(self._next.get(waiting.pop(), ())) - found
                self._steps.looked(len(following))
                found |= following
                waiting += following
            self._updates[name] = frozenset(found - {name})
        return self._updates[name]

    def is_update(self, one: str, other: str) -> bool:
        """Whether one of two sources is an update of the other."""
        return one in self.updates_of(other) or other in self.updates_of(one)

    def share_studies(self, one: str, other: str) -> bool:
        """Whether two sources share studies, by `overlaps_with` or because one updates the other."""
        return other in self._overlapping.get(one, ()) or self.is_update(one, other)
