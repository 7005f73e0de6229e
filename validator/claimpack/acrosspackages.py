"""Compares claims of different packages: those that disagree on what they are about, and those with the same words.

Claims of two packages are of two articles, and neither is wrong because the other says something else: what is found
is worth knowing, and is reported once, with both. Claims are compared by concepts that packages share, since an id that
each has for itself may mean another thing in each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from claimpack.evidence.claimgroups import limit_cells, related_by_column
from claimpack.evidence.directions import DISAGREEING
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.lookalikes import folded
from claimpack.evidence.relatedpairs import RelatedInAll
from claimpack.evidence.scope import LIMITS_AMONG_CLAIMS, SCOPE
from claimpack.package.package import Package
from claimpack.package.unavailable import TooMuch, Unavailable
from claimpack.wording import listed, natural_order, quoted

RULES = ("contradicting-claims", "duplicate-claim")
"""The rules that compare claims within a package and have a counterpart here."""

_About = tuple[str, ...]
_DIRECTIONS = frozenset(word for pair in DISAGREEING for word in pair)


class ClaimIn(NamedTuple):
    """A claim of one of several packages."""

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
    """Its counterpart within a package."""
    message: str
    claims: tuple[ClaimIn, ...]


class ComparableClaims(NamedTuple):
    """What is compared of the claims of one package."""

    groups: Mapping[tuple[str, _About], Sequence[str]]
    """The ids of claims by their direction and by what they are about: scope and limits."""
    words: Mapping[str, str]
    """The first claim with each statement, as it looks to a reader."""
    compared: int
    left_out: int
    """How many have such a direction, but are about a concept that is not shared."""


def comparable_claims(package: Package, shared_concepts: Collection[str]) -> ComparableClaims:
    """What is compared of the claims of a package; nothing where they can't be read, which its rules report."""
    groups: dict[tuple[str, _About], list[str]] = {}
    words: dict[str, str] = {}
    left_out = 0
    try:
        claims = evidence_of(package).claims
        for name, statement in claims.rows("claim_id", "statement"):
            words.setdefault(folded(statement), name)
        rows = claims.rows("claim_id", "effect_direction", *SCOPE)
        for (name, direction, *scope), *limits in zip(rows, *limit_cells(claims), strict=True):
            if direction not in _DIRECTIONS or not scope[0]:
                continue
            if not {*filter(None, scope)}.issubset(shared_concepts):
                left_out += 1
                continue
            groups.setdefault((direction, (*scope, *limits)), []).append(name)
    except Unavailable:
        return ComparableClaims({}, {}, 0, 0)
    return ComparableClaims(groups, words, sum(map(len, groups.values())), left_out)


@dataclass
class Comparison:
    """Takes what each package says, and compares it when all have been taken."""

    tree: Hierarchy
    packages: int = 0
    """How many have claims that are compared."""
    compared: int = 0
    left_out: int = 0
    _groups: dict[str, dict[_About, list[ClaimIn]]] = field(default_factory=dict)
    _words: dict[str, list[ClaimIn]] = field(default_factory=dict)

    def take(self, package: str, said: ComparableClaims) -> None:
        """Takes what the claims of a package say."""
        self.packages += bool(said.compared)
        self.compared += said.compared
        self.left_out += said.left_out
        for (direction, about), names in said.groups.items():
            group = self._groups.setdefault(direction, {}).setdefault(about, [])
            group += (ClaimIn(package, name) for name in names)
        for words, name in said.words.items():
            self._words.setdefault(words, []).append(ClaimIn(package, name))

    def found(self, rules: Collection[str]) -> Iterator[CrossPackageProblem]:
        """What the comparison finds, by those of ``RULES`` that are asked for.

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
        groups: dict[str, list[tuple[Any, ...]]] = {
            direction: [(*about, direction, claims) for about, claims in some.items()]
            for direction, some in self._groups.items()
        }
        related = RelatedInAll(list(related_by_column(groups, self.tree, "equal")), self.compared)
        for one, other in DISAGREEING:
            for left, right, standing in related.pairs(groups.get(one, ()), groups.get(other, ())):
                includes = all(relation in ("equal", "broader") for relation in standing)
                if includes or one != "not_observed":
                    ours, theirs = _beyond(left[-1], right[-1]), _beyond(right[-1], left[-1])
                    if ours and theirs:
                        yield _disagreement((*left[:-1], ours), (*right[:-1], theirs))


def _beyond(claims: Sequence[ClaimIn], others: Sequence[ClaimIn]) -> list[ClaimIn]:
    """Those of the claims against which one of another package is: what is within a package its own rules report."""
    packages = {each.package for each in others}
    return sorted((each for each in claims if packages - {each.package}), key=ClaimIn.order)


def _disagreement(left: tuple[Any, ...], right: tuple[Any, ...]) -> CrossPackageProblem:
    limits = [
        f"{column} {_limit(one)} against {_limit(other)}"
        for column, one, other in zip((*SCOPE, *LIMITS_AMONG_CLAIMS), left, right, strict=False)
        if one != other
    ]
    message = (
        f"effect_direction of {listed(map(str, left[-1]))} is {left[-2]} ({left[0]}), but that of "
        f"{listed(map(str, right[-1]))} is {right[-2]}{'; ' if limits else ''}{', '.join(limits)}"
    )
    return CrossPackageProblem("contradicting-claims", message, (*left[-1], *right[-1]))


def _limit(value: str) -> str:
    return quoted(value) if value else "not limited"


class CrossPackageResult(NamedTuple):
    """What claims of different packages say on one thing."""

    found: tuple[CrossPackageProblem, ...]
    compared: int
    """How many claims were held against those of other packages by what they are about; none if only one has such."""
    left_out: int
    """How many were not, since they are about a concept that is not shared."""
    why_not: str = ""


def cross_package_result(comparison: Comparison, rules: Collection[str]) -> CrossPackageResult:
    """What a comparison finds: the same whatever the order in which packages were taken."""
    try:
        found = tuple(sorted(comparison.found(rules), key=lambda each: (each.rule, *map(ClaimIn.order, each.claims))))
        why_not = ""
    except TooMuch as reason:
        found, why_not = (), str(reason)
    compared = comparison.compared if comparison.packages > 1 else 0
    return CrossPackageResult(found, compared, comparison.left_out, why_not)


def cross_package_as_json(across: CrossPackageResult) -> dict[str, Any]:
    """What a comparison found as plain JSON values."""
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
