"""Groups claims that say the same about the same thing, and finds groups whose scopes meet."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from claimpack.evidence.doses import same_dose
from claimpack.evidence.followup import rounded, same_times
from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.evidence.relatedpairs import Related, RelatedInAll, Thing
from claimpack.evidence.scope import LIMITS_AMONG_CLAIMS, SCOPE, inclusions
from claimpack.evidence.usable import UsableRecords
from claimpack.package.table import Record

About = tuple[str, ...]
"""Scope and limits of a claim, as ``SCOPE`` and ``limit_cells`` give them."""

T = TypeVar("T")

_SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "severity": lambda cell: "" if cell == "any" else cell,
    "dose": same_dose,
    "follow_up": rounded,
}


class Group(NamedTuple, Generic[T]):
    """Claims with the same scope, limits and direction, in the order in which they were found."""

    about: About
    direction: str
    claims: list[T]


class GroupPair(NamedTuple, Generic[T]):
    """Two groups whose scopes and limits meet, and how the left one relates to the right one in each of them."""

    left: Group[T]
    right: Group[T]
    scope_relations: tuple[Relation, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two are about exactly the same."""
        return set(self.scope_relations) == {"equal"}

    @property
    def left_includes_right(self) -> bool:
        """Whether the left one is equal or broader in every respect."""
        return {*self.scope_relations} <= {"equal", "broader"}

    @property
    def disagree(self) -> bool:
        """Whether the two disagree. "Never seen" only contradicts what is equal or narrower."""
        return self.left.direction != "not_observed" or self.left_includes_right


ClaimGroups = Mapping[str, Sequence[Group[Record]]]
"""The groups of claims that are about an outcome, by direction."""


def claim_groups(claims: UsableRecords) -> ClaimGroups:
    """Groups the claims about an outcome: those of a group say the same about the same thing."""
    found: dict[str, dict[About, Group[Record]]] = {}
    about = zip(*(claims.cells(column) for column in SCOPE), *limit_cells(claims), strict=True)
    for claim, direction, each in zip(claims, claims.cells("effect_direction"), about, strict=True):
        if not each[0]:
            continue
        groups = found.setdefault(direction, {})
        if each not in groups:
            groups[each] = Group(each, direction, [])
        groups[each].claims.append(claim)
    return {direction: list(groups.values()) for direction, groups in found.items()}


def limit_cells(claims: UsableRecords) -> Iterator[Iterable[str]]:
    """The cells of each column of ``LIMITS_AMONG_CLAIMS``, each in one spelling."""
    for column in LIMITS_AMONG_CLAIMS:
        cells = claims.cells(column)
        yield map(_SPELLINGS[column], cells) if column in _SPELLINGS else cells


def limit_in_one_spelling(column: str, cell: str) -> str:
    """A cell of a column of ``LIMITS_AMONG_CLAIMS``, in one spelling; the severity "any" is no limit."""
    return _SPELLINGS[column](cell) if column in _SPELLINGS else cell


def group_pairs(
    groups: Mapping[str, Sequence[Group[T]]],
    directions: Collection[tuple[str, str]],
    tree: Hierarchy,
    *,
    outcomes: Literal["equal", "broader"],
) -> Iterator[GroupPair[T]]:
    """The pairs of groups whose scopes and limits meet and whose directions are one of the pairs.

    A limit meets an equal limit, and it meets a blank, which is broader.

    Args:
        groups: the claims.
        directions: pairs of effect directions, of the left and the right group.
        tree: the hierarchy of the concepts that the claims name.
        outcomes: how the left outcome relates to the right one.

    Raises:
        TooMuch: if more would have to be compared than the number of claims allows.
    """
    here = {word: [(*group.about, group) for group in groups.get(word, ())] for pair in directions for word in pair}
    claims = sum(len(group.claims) for some in groups.values() for group in some)
    related = RelatedInAll(list(_related_by_column(here, tree, outcomes)), claims)
    for one, other in directions:
        for left, right, relations in related.pairs(here[one], here[other]):
            yield GroupPair(left[-1], right[-1], relations)


def _related_by_column(groups: Mapping[str, Iterable[Thing]], tree: Hierarchy, outcomes: str) -> Iterator[Related]:
    """For each column of scope and limits, which of its values are related."""
    for place, column in enumerate((*SCOPE, *LIMITS_AMONG_CLAIMS)):
        words = [str(each[place]) for some in groups.values() for each in some]
        related = inclusions(tree if column in SCOPE else Hierarchy({}), words, words)
        if column == "follow_up":
            for time, same in same_times(words).items():
                related[time] |= dict.fromkeys(same, "equal")
        if column == "outcome":
            related = {
                word: {other: how for other, how in near.items() if how == outcomes} for word, near in related.items()
            }
        yield related
