"""What a record is about, and which records are about things that include one another."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.package.limits import MOST_PAIRS, PAIRS_A_RECORD
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import TooMuch

SCOPE = ("outcome", "intervention", "route", "population", "comparator")
"""The columns that say what a claim or an estimate is about, each with a concept or blank for no restriction."""

LIMITS = ("severity", "onset", "conditions")
"""Columns by which a claim limits itself: blank for no limit, or else comparable with the same words alone."""

LIMITS_AMONG_CLAIMS = (*LIMITS, "dose", "follow_up")
"""The same where claims are compared with each other; a result has a time of its own, and no dose."""

COVERING = ("intervention", "route", "population")
"""What a claim may take beyond its source."""

STUDIED = {"intervention": "intervention", "route": "routes", "population": "population"}
"""The column of a source that says what it studied, by that of a claim. Blank where that is not known."""

LOOKS_A_PAIR = 10
"""How many times as many pairs may be looked at as compared: that is quick."""


class Scope(NamedTuple):
    """What a record is about: a concept or blank, which includes every concept, in each respect."""

    outcome: str
    intervention: str
    route: str
    population: str
    comparator: str


def scope_of(record: Record) -> Scope:
    """What a claim or an estimate is about."""
    return Scope(*(record[column] for column in SCOPE))


def is_part_of_what_was_studied(tree: Hierarchy, concept: str, cell: str) -> bool:
    """Whether a concept is a part only of what a source pooled.

    Args:
        tree: the hierarchy of concepts.
        concept: what a claim is about; blank for no restriction.
        cell: what the source studied: a concept or a list of them, or blank.
    """
    concepts = split_items(cell)
    if not concept or not concepts or not tree.covers(concepts, concept):
        return False
    return not all(tree.relation(concept, each) in ("equal", "broader") for each in concepts)


def inclusions(tree: Hierarchy, left: Iterable[str], right: Iterable[str]) -> dict[str, dict[str, Relation]]:
    """How each concept on the left relates to those on the right that it includes, or that include it.

    In an order that is the same each time: where a check is stopped, it has seen the same.
    """
    here, there = set(left), set(right)
    found: dict[str, dict[str, Relation]] = {name: {} for name in sorted(here)}
    for name, related in found.items():
        for broader in sorted(tree.including(name) & there):
            related[broader] = "equal" if broader == name else "narrower"
    for name in sorted(there):
        for broader in (tree.including(name) & here) - {name}:
            found[broader][name] = "broader"
    return found


def inclusions_in_scope(
    tree: Hierarchy, left: Collection[Sequence[str]], right: Collection[Sequence[str]]
) -> list[dict[str, dict[str, Relation]]]:
    """The same for each column of ``SCOPE``, of what begins with the cells of these."""
    here, there = ([{each[place] for each in things} for place in range(len(SCOPE))] for things in (left, right))
    return [inclusions(tree, *pair) for pair in zip(here, there, strict=True)]


class Comparisons:
    """Counts what is compared, and stops where it is more than a check may take."""

    def __init__(self, records: int) -> None:
        self.most = max(MOST_PAIRS, PAIRS_A_RECORD * records)
        self._looked = self._found = 0

    def looked(self, count: int) -> None:
        """Counts pairs that were looked at, of which few have to be compared.

        Raises:
            TooMuch: if they are too many.
        """
        self._looked += count
        if self._looked > LOOKS_A_PAIR * self.most:
            self._stop()

    def found(self, count: int) -> None:
        """Counts pairs of records that have to be compared.

        Raises:
            TooMuch: if they are too many.
        """
        self._found += count
        if self._found > self.most:
            self._stop()

    def _stop(self) -> None:
        raise TooMuch(
            f"more than {self.most:,} pairs of records would have to be compared, and that is the limit: have fewer "
            "records on one and the same, or check the package in parts"
        )
