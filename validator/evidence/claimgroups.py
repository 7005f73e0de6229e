"""Claims that say the same of the same thing, as groups, and which of the groups are on one subject."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from validator.evidence.hierarchy import Hierarchy, Relation
from validator.evidence.scope import Comparisons, Scope, ScopeIndex, scope_of
from validator.evidence.usable import UsableRecords
from validator.package.table import Record

Limits = tuple[str, str, str]
"""Severity, of which "any" is none, onset and conditions."""


class Group(NamedTuple):
    """Claims with the same scope, limits and direction, in the order of the file."""

    scope: Scope
    limits: Limits
    direction: str
    claims: list[Record]


class GroupPair(NamedTuple):
    """Two groups on one subject, and how the left one stands to the right one in scope and limits."""

    left: Group
    right: Group
    scope: tuple[Relation, ...]
    limits: tuple[Relation, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two are about exactly the same."""
        return all(relation == "equal" for relation in (*self.scope, *self.limits))

    @property
    def left_includes_right(self) -> bool:
        """Whether the left one is about the same or something broader in every respect."""
        return all(relation in ("equal", "broader") for relation in (*self.scope, *self.limits))


def limits_of(claim: Record) -> Limits:
    """What a claim limits itself to."""
    severity = claim["severity"]
    return ("" if severity == "any" else severity, claim["onset"], claim["conditions"])


def group_pairs(
    claims: UsableRecords,
    directions: Collection[tuple[str, str]],
    tree: Hierarchy,
    *,
    outcomes: Literal["equal", "broader"],
) -> Iterator[GroupPair]:
    """The groups of claims whose scopes and limits meet and that have one of the pairs of directions.

    A limit meets the same one, and no limit, which is broader.

    Args:
        claims: the claims.
        directions: pairs of effect directions, left and right.
        tree: the hierarchy of the concepts that the claims name.
        outcomes: how the left outcome stands to the right one.

    Raises:
        TooMuch: if more would have to be compared than so many claims may take.
    """
    groups = _groups(claims, {word for pair in directions for word in pair})
    compared = Comparisons(len(claims))
    indexes = {direction: ScopeIndex(by_scope, tree) for direction, by_scope in groups.items()}
    for one, other in directions:
        if one not in groups or other not in groups:
            continue
        for scope, some in groups[other].items():
            for left_scope, relations in indexes[one].meeting(scope, compared, outcome=outcomes):
                others = groups[one][left_scope]
                compared.looked(len(some) * len(others))
                for right in some:
                    for left in others:
                        limits = _limits_meet(left.limits, right.limits)
                        if limits is not None:
                            compared.found(1)
                            yield GroupPair(left, right, relations, limits)


def _groups(claims: UsableRecords, words: Collection[str]) -> dict[str, dict[Scope, list[Group]]]:
    found: dict[tuple[Scope, Limits, str], Group] = {}
    for claim in claims:
        direction = claim["effect_direction"]
        if direction in words and claim["outcome"]:
            key = scope_of(claim), limits_of(claim), direction
            if key not in found:
                found[key] = Group(*key, [])
            found[key].claims.append(claim)
    groups: dict[str, dict[Scope, list[Group]]] = {}
    for group in found.values():
        groups.setdefault(group.direction, {}).setdefault(group.scope, []).append(group)
    return groups


def _limits_meet(one: Limits, other: Limits) -> tuple[Relation, ...] | None:
    found: list[Relation] = []
    for here, there in zip(one, other, strict=True):
        if here and there and here != there:
            return None
        found.append("equal" if here == there else "narrower" if here else "broader")
    return tuple(found)
