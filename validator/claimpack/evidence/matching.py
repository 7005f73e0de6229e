"""Finds the estimates that bear on claims: of a source that the claim cites, on what the claim is about."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import chain, count
from typing import Any, Literal, NamedTuple, Protocol

from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.relatedpairs import RelatedInAll
from claimpack.evidence.scope import (
    COVERING,
    LIMITS,
    SCOPE,
    STUDIED,
    Comparisons,
    inclusions,
    is_part_of_what_was_studied,
)
from claimpack.evidence.usable import UsableRecords
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items

ScopeRelation = Literal["equal", "broader", "narrower", "unsaid", ""]
"""How an estimate's concept relates to a claim's. ``unsaid``: the claim leaves it blank, so that its source's concept
applies."""

_COVERING = [(column, SCOPE.index(column)) for column in COVERING]


class Match(NamedTuple):
    """An estimate that bears on a claim."""

    estimate: Record
    scope_relations: tuple[ScopeRelation, ...]
    """How its concepts relate to the claim's, in the order of ``SCOPE``."""
    is_direct: bool
    """Whether the two are about the same. An estimate of a subgroup of its source is not direct if the claim leaves
    that column blank."""
    is_of_all_kinds: bool
    """Whether the estimate's outcome is broader than the claim's and part of no other, such as adverse events. Then it
    says nothing about its parts."""

    @property
    def outcome_relation(self) -> ScopeRelation:
        """How its outcome relates to the claim's."""
        return self.scope_relations[0]


class ClaimColumns(Protocol):
    """The columns of claims to match. ``source_ids`` names the sources whose estimates may bear on them."""

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of their records."""

    def __len__(self) -> int:
        """How many they are."""

    def cells(self, column: str) -> Iterable[str]:
        """The cells of a column, in the order of the records."""


class MatchingEstimates:
    """Gives the estimates that bear on a claim. Claims with the same question to a source share the answer."""

    def __init__(self, claims: ClaimColumns, estimates: UsableRecords, sources: UsableRecords, tree: Hierarchy) -> None:
        """Finds all of them.

        Raises:
            TooMuch: if they are more than the number of records allows.
        """
        self._tree = tree
        self._sources = sources
        self._of_a_part: dict[tuple[str, str, str], bool] = {}
        records = len(claims) + len(estimates)
        self._related = RelatedInAll(
            [_standings(tree, estimates.cells(column), claims.cells(column)) for column in SCOPE], records
        )
        self._found = Comparisons(records)
        asked, self._questions_of = _questions(claims)
        self._askers = Counter(chain.from_iterable(self._questions_of.values()))
        self._answers: dict[int, list[Match]] = {}
        """The estimates for each question that has any."""
        for source, those in _by_source(estimates, asked).items():
            self._answer(asked[source], those)
        self._together = _Together(self._answers)

    def bearing_on(self, claim: Record) -> Sequence[Match]:
        """The estimates that bear on a claim, by the sources that it cites and then in the order of the file."""
        return self._together[self.questions_of(claim.number)]

    def questions_of(self, claim: int) -> tuple[int, ...]:
        """The numbers of the questions of a claim, which is given by its number. Equal questions have equal numbers."""
        return self._questions_of.get(claim, ())

    def _answer(self, asked: dict[tuple[str, ...], int], estimates: Sequence[tuple[Any, ...]]) -> None:
        """Answers the questions to one source from its estimates."""
        known: dict[tuple[int, tuple[ScopeRelation, ...], str], Match] = {}
        answers: defaultdict[int, list[Match]] = defaultdict(list)
        questions = [(*about, question) for about, question in asked.items()]
        for reported, question, standing in self._related.pairs(estimates, questions):
            estimate, limits = reported[-1], question[-2]
            self._found.found(self._askers[question[-1]])
            key = estimate.number, standing, limits
            match = known.get(key)
            if match is None:
                match = known[key] = self._match(estimate, standing, is_limited=limits != "")
            answers[question[-1]].append(match)
        for matches in answers.values():
            matches.sort(key=_file_order)
        self._answers |= answers

    def _match(self, estimate: Record, standing: tuple[ScopeRelation, ...], *, is_limited: bool) -> Match:
        is_direct = not is_limited and not {"broader", "narrower"} & set(standing)
        if is_direct and "unsaid" in standing:
            is_direct = not self._is_of_a_part(estimate, standing)
        of_all_kinds = standing[0] == "broader" and self._tree.is_root(estimate["outcome"])
        return Match(estimate, standing, is_direct, of_all_kinds)

    def _is_of_a_part(self, estimate: Record, standing: Sequence[ScopeRelation]) -> bool:
        """Whether it is of a subgroup: a part of what its source studied, in a column that the claim leaves blank."""
        source = self._sources.by_id[estimate["source_id"]]
        return any(
            standing[place] == "unsaid" and self._is_part(column, estimate[column], source)
            for column, place in _COVERING
        )

    def _is_part(self, column: str, concept: str, source: Record) -> bool:
        key = column, concept, source[STUDIED[column]]
        if key not in self._of_a_part:
            self._of_a_part[key] = is_part_of_what_was_studied(self._tree, concept, key[-1])
        return self._of_a_part[key]


class _Together(dict[tuple[int, ...], Sequence[Match]]):
    """The answers to several questions, in order; made on first use."""

    def __init__(self, answers: dict[int, list[Match]]) -> None:
        super().__init__()
        self._answers = answers

    def __missing__(self, questions: tuple[int, ...]) -> Sequence[Match]:
        answers = self._answers
        found = [answers[question] for question in questions if question in answers]
        together = self[questions] = found[0] if len(found) == 1 else list(chain.from_iterable(found))
        return together


def is_limited_claim(claim: Record) -> bool:
    """Whether a claim limits itself to a severity, an onset or conditions."""
    return _is_limited(claim["severity"], claim["onset"], claim["conditions"])


def _questions(claims: ClaimColumns) -> tuple[dict[str, dict[tuple[str, ...], int]], dict[int, tuple[int, ...]]]:
    """The questions of claims to each source, numbered: a scope, and whether the claim limits itself (else blank).

    Also gives the numbers of each claim's questions, one for each source that it cites.
    """
    asked: dict[str, dict[tuple[str, ...], int]] = {}
    of_claim = {}
    questions_to: dict[str, list[dict[tuple[str, ...], int]]] = {}
    numbers = count()
    limits = zip(*(claims.cells(column) for column in LIMITS), strict=True)
    limited = ("limited" if _is_limited(*each) else "" for each in limits)
    about = zip(*(claims.cells(column) for column in SCOPE), limited, strict=True)
    for record, cited, each in zip(claims.numbers, claims.cells("source_ids"), about, strict=True):
        if cited and each[0]:
            if cited not in questions_to:
                questions_to[cited] = [asked.setdefault(source, {}) for source in split_items(cited)]
            of_claim[record] = tuple([known.setdefault(each, next(numbers)) for known in questions_to[cited]])
    return asked, of_claim


def _is_limited(severity: str, onset: str, conditions: str) -> bool:
    return bool(onset or conditions or severity not in ("", "any"))


def _by_source(estimates: UsableRecords, asked: Container[str]) -> dict[str, list[tuple[Any, ...]]]:
    """The estimates of each source with questions, each with its scope before it."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    about = zip(*(estimates.cells(column) for column in SCOPE), estimates, strict=True)
    for source, each in zip(estimates.cells("source_id"), about, strict=True):
        if source in asked:
            found.setdefault(source, []).append(each)
    return found


def _standings(
    tree: Hierarchy, estimated: Iterable[str], claimed: Iterable[str]
) -> dict[str, dict[str, ScopeRelation]]:
    """How each concept of an estimate relates to those of claims."""
    found = inclusions(tree, estimated, claimed)
    unsaid: dict[str, ScopeRelation] = {"": "unsaid"}
    return {concept: {**near, **unsaid} if concept and "" in near else {**near} for concept, near in found.items()}


def _file_order(match: Match) -> int:
    return match.estimate.number
