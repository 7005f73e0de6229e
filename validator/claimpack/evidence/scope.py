"""The scope of a record, and which scopes include one another."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.package.limits import MOST_PAIRS, PAIRS_A_RECORD
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import TooMuch

SCOPE = ("outcome", "intervention", "route", "population", "comparator")
"""The columns that say what a claim or an estimate is about: each has a concept, or is blank for no restriction."""

LIMITS = ("severity", "onset", "conditions")
"""Columns by which a claim limits itself: blank for no limit, or else comparable with the same words alone."""

LIMITS_AMONG_CLAIMS = (*LIMITS, "dose", "follow_up")
"""The same for claims that are compared with each other. Results have their own follow-up time and no dose."""

COVERING = ("intervention", "route", "population")
"""Columns in which a claim may go beyond what its source studied."""

STUDIED = {"intervention": "intervention", "route": "routes", "population": "population"}
"""By column of a claim, the column of a source that says what it studied. The cell is blank if that is not known."""

LOOKS_A_PAIR = 10
"""How many times more pairs may be looked at than compared, since looking is quick."""


class Scope(NamedTuple):
    """What a record is about: a concept in each column, or blank, which includes every concept."""

    outcome: str
    intervention: str
    route: str
    population: str
    comparator: str


def scope_of(record: Record) -> Scope:
    """What a claim or an estimate is about."""
    return Scope(*(record[column] for column in SCOPE))


def is_part_of_what_was_studied(tree: Hierarchy, concept: str, cell: str) -> bool:
    """Whether a concept is only a part of what a source pooled.

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
    """For each concept on the left, the concepts on the right that include it or that it includes, with the relation.

    The order is always the same, so that a check that is stopped early always finds the same.
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
    """The ``inclusions`` for each column of ``SCOPE``, of tuples that begin with these columns."""
    here, there = ([{each[place] for each in things} for place in range(len(SCOPE))] for things in (left, right))
    return [inclusions(tree, *pair) for pair in zip(here, there, strict=True)]


class Comparisons:
    """Counts comparisons, and stops a check that makes too many."""

    def __init__(self, records: int) -> None:
        self.most = max(MOST_PAIRS, PAIRS_A_RECORD * records)
        self._looked = self._found = 0

    def looked(self, count: int) -> None:
        """Counts pairs that were looked at; few of them are compared.

        Raises:
            TooMuch: if they are too many.
        """
        self._looked += count
        if self._looked > LOOKS_A_PAIR * self.most:
            self._stop()

    def found(self, count: int) -> None:
        """Counts pairs of records that are compared.

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
