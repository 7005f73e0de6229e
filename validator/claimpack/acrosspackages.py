"""Compares claims of different packages: those that disagree, and those with the same words.

The claims come from different articles, and neither is wrong because the other says something else. So every problem is
a note, reported once with all its claims. Only concepts that the packages share are compared: an id that each package
has for itself may mean different things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from claimpack.evidence.claimgroups import About, Group, group_pairs
from claimpack.evidence.directions import DISAGREEING
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.lookalikes import folded
from claimpack.evidence.scope import LIMITS_AMONG_CLAIMS, SCOPE
from claimpack.package.package import Package
from claimpack.package.unavailable import TooMuch, Unavailable
from claimpack.wording import listed, natural_order, quoted

RULES = ("contradicting-claims", "duplicate-claim")
"""The rules that compare claims within a package and have a counterpart here."""

_DIRECTIONS = tuple(dict.fromkeys(word for pair in DISAGREEING for word in pair))


class ClaimIn(NamedTuple):
    """A claim and its package."""

    package: str
    claim_id: str

    def order(self) -> tuple[object, ...]:
        """A key that sorts claims as people do: by package, then by id."""
        return natural_order(self.package), natural_order(self.claim_id)

    def __str__(self) -> str:
        """The claim with its package."""
        return f"{self.claim_id} in {self.package}"


class CrossPackageProblem(NamedTuple):
    """Claims of different packages that disagree, or have the same words."""

    rule: str
    """The rule that reports this within a package."""
    message: str
    claims: tuple[ClaimIn, ...]


class ComparableClaims(NamedTuple):
    """The claims of one package that are compared with those of others."""

    groups: Mapping[tuple[str, About], Sequence[str]]
    """The ids of claims by direction, and by scope and limits."""
    words: Mapping[str, str]
    """The first claim with each statement, as readers see it."""
    compared: int
    left_out: int
    """How many have such a direction, but a concept that is not shared."""


def comparable_claims(package: Package, shared_concepts: Collection[str]) -> ComparableClaims:
    """The claims of a package to compare; none if they can't be read, which its rules report."""
    groups: dict[tuple[str, About], list[str]] = {}
    words: dict[str, str] = {}
    left_out = 0
    try:
        evidence = evidence_of(package)
        for name, statement in evidence.claims.rows("claim_id", "statement"):
            words.setdefault(folded(statement), name)
        for group in chain.from_iterable(evidence.claim_groups.get(direction, ()) for direction in _DIRECTIONS):
            if {*filter(None, group.about[: len(SCOPE)])}.issubset(shared_concepts):
                groups[group.direction, group.about] = [claim["claim_id"] for claim in group.claims]
            else:
                left_out += len(group.claims)
    except Unavailable:
        return ComparableClaims({}, {}, 0, 0)
    return ComparableClaims(groups, words, sum(map(len, groups.values())), left_out)


@dataclass
class Comparison:
    """Collects the claims of each package, and compares them once all are there."""

    tree: Hierarchy
    packages: int = 0
    """How many packages have claims that are compared."""
    compared: int = 0
    left_out: int = 0
    _groups: dict[str, dict[About, Group[ClaimIn]]] = field(default_factory=dict)
    _words: dict[str, list[ClaimIn]] = field(default_factory=dict)

    def add(self, package: str, claims: ComparableClaims) -> None:
        """Adds the claims of a package."""
        self.packages += bool(claims.compared)
        self.compared += claims.compared
        self.left_out += claims.left_out
        for (direction, about), names in claims.groups.items():
            group = self._groups.setdefault(direction, {}).setdefault(about, Group(about, direction, []))
            group.claims.extend(ClaimIn(package, name) for name in names)
        for words, name in claims.words.items():
            self._words.setdefault(words, []).append(ClaimIn(package, name))

    def found(self, rules: Collection[str]) -> Iterator[CrossPackageProblem]:
        """What the comparison finds, for those of ``RULES`` that were selected.

        Raises:
            TooMuch: if more would have to be compared than the number of claims allows.
        """
        if "contradicting-claims" in rules:
            yield from self._disagreeing()
        if "duplicate-claim" in rules:
            for claims in (sorted(each, key=ClaimIn.order) for each in self._words.values()):
                if len(claims) > 1:
                    message = f"{listed(map(str, claims))} have the same statement"
                    yield CrossPackageProblem("duplicate-claim", message, tuple(claims))

    def _disagreeing(self) -> Iterator[CrossPackageProblem]:
        groups = {direction: list(some.values()) for direction, some in self._groups.items()}
        for pair in group_pairs(groups, DISAGREEING, self.tree, outcomes="equal"):
            left, right = _beyond(pair.left, pair.right), _beyond(pair.right, pair.left)
            if pair.disagree and left.claims and right.claims:
                yield _disagreement(left, right)


def _beyond(group: Group[ClaimIn], other: Group[ClaimIn]) -> Group[ClaimIn]:
    """The claims of a group that face one of another package: rules report what is within a package."""
    packages = {each.package for each in other.claims}
    claims = sorted((each for each in group.claims if packages - {each.package}), key=ClaimIn.order)
    return group._replace(claims=claims)


def _disagreement(left: Group[ClaimIn], right: Group[ClaimIn]) -> CrossPackageProblem:
    limits = [
        f"{column} {_limit(one)} against {_limit(other)}"
        for column, one, other in zip((*SCOPE, *LIMITS_AMONG_CLAIMS), left.about, right.about, strict=True)
        if one != other
    ]
    message = (
        f"effect_direction of {listed(map(str, left.claims))} is {left.direction} ({left.about[0]}), but that of "
        f"{listed(map(str, right.claims))} is {right.direction}{'; ' if limits else ''}{', '.join(limits)}"
    )
    return CrossPackageProblem("contradicting-claims", message, (*left.claims, *right.claims))


def _limit(value: str) -> str:
    return quoted(value) if value else "not limited"


class CrossPackageResult(NamedTuple):
    """The result of comparing claims of different packages."""

    found: tuple[CrossPackageProblem, ...]
    compared: int
    """How many claims were compared with those of other packages by scope; none if only one package has such claims."""
    left_out: int
    """How many were not compared, because of a concept that is not shared."""
    why_not: str = ""


def cross_package_result(comparison: Comparison, rules: Collection[str]) -> CrossPackageResult:
    """The result of a comparison, whatever the order in which packages were added."""
    try:
        found = tuple(sorted(comparison.found(rules), key=lambda each: (each.rule, *map(ClaimIn.order, each.claims))))
        why_not = ""
    except TooMuch as reason:
        found, why_not = (), str(reason)
    compared = comparison.compared if comparison.packages > 1 else 0
    return CrossPackageResult(found, compared, comparison.left_out, why_not)


def cross_package_as_json(across: CrossPackageResult) -> dict[str, Any]:
    """The result of a comparison as JSON values."""
    return {
        "compared": across.compared,
        "left_out": across.left_out,
        "why_not": across.why_not or None,
        "problems": [
            {
                "rule": each.rule,
                "severity": "note",
                "message": each.message,
                "claims": [claim._asdict() for claim in each.claims],
            }
            for each in across.found
        ],
    }
