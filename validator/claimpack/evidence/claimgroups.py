"""Claims that say the same of the same thing, as groups, and which of the groups are on one subject."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from claimpack.evidence.followup import rounded
from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.evidence.relatedpairs import Related, RelatedInAll
from claimpack.evidence.scope import LIMITS_AMONG_CLAIMS, SCOPE, inclusions
from claimpack.evidence.usable import UsableRecords
from claimpack.package.table import Record

_About = tuple[Any, ...]
"""Scope and limits of a group, and then the group."""


class Group(NamedTuple):
    """Claims with the same scope, limits and direction, in the order of the file."""

    about: tuple[str, ...]
    """Scope and limits, as ``limit_cells`` gives these."""
    direction: str
    claims: list[Record]


class GroupPair(NamedTuple):
    """Two groups on one subject, and how the left one relates to the right one in scope and limits."""

    left: Group
    right: Group
    scope_relations: tuple[Relation, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two are about exactly the same."""
        return set(self.scope_relations) == {"equal"}

    @property
    def left_includes_right(self) -> bool:
        """Whether the left one is about the same or something broader in every respect."""
        return {*self.scope_relations} <= {"equal", "broader"}


ClaimGroups = Mapping[str, Sequence[_About]]
"""The groups of claims that are about an outcome, by their direction."""


def claim_groups(claims: UsableRecords) -> ClaimGroups:
    """The claims that are about an outcome, as groups of those that say the same of the same thing."""
    found: dict[str, dict[tuple[str, ...], Group]] = {}
    about = zip(*(claims.cells(column) for column in SCOPE), *limit_cells(claims), strict=True)
    for claim, direction, each in zip(claims, claims.cells("effect_direction"), about, strict=True):
        if not each[0]:
            continue
        groups = found.setdefault(direction, {})
        if each not in groups:
            groups[each] = Group(each, direction, [])
        groups[each].claims.append(claim)
    return {direction: [(*each, group) for each, group in groups.items()] for direction, groups in found.items()}


def limit_cells(claims: UsableRecords) -> Iterator[Iterable[str]]:
    """The cells of each column of ``LIMITS_AMONG_CLAIMS``: the severity "any" is no limit, a year is twelve months."""
    for column in LIMITS_AMONG_CLAIMS:
        cells = claims.cells(column)
        if column == "severity":
            cells = ("" if cell == "any" else cell for cell in cells)
        yield map(rounded, cells) if column == "follow_up" else cells


def group_pairs(
    groups: ClaimGroups,
    directions: Collection[tuple[str, str]],
    tree: Hierarchy,
    *,
    outcomes: Literal["equal", "broader"],
) -> Iterator[GroupPair]:
    """The groups of claims whose scopes and limits meet and that have one of the pairs of directions.

    A limit meets the same one, and no limit, which is broader.

    Args:
        groups: the claims.
        directions: pairs of effect directions, left and right.
        tree: the hierarchy of the concepts that the claims name.
        outcomes: how the left outcome relates to the right one.

    Raises:
        TooMuch: if more would have to be compared than the number of claims allows.
    """
    words = {word for pair in directions for word in pair}
    here = {word: some for word, some in groups.items() if word in words}
    claims = sum(len(each[-1].claims) for some in groups.values() for each in some)
    related = RelatedInAll(list(related_by_column(here, tree, outcomes)), claims)
    for one, other in directions:
        for left, right, standing in related.pairs(here.get(one, ()), here.get(other, ())):
            yield GroupPair(left[-1], right[-1], standing)


def related_by_column(groups: Mapping[str, Iterable[_About]], tree: Hierarchy, outcomes: str) -> Iterator[Related]:
    """What is related in each column of scope and limits."""
    for place, column in enumerate((*SCOPE, *LIMITS_AMONG_CLAIMS)):
        words = [str(each[place]) for some in groups.values() for each in some]
        related = inclusions(tree if column in SCOPE else Hierarchy({}), words, words)
        if column == "outcome":
            related = {
                word: {other: how for other, how in near.items() if how == outcomes} for word, near in related.items()
            }
        yield related
