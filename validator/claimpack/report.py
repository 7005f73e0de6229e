"""The result of a check: what each rule did, all problems and their causes, immutable and sorted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from claimpack.claimverdict import RULES_BEHIND, ClaimVerdict, Verdict
from claimpack.package.place import Place
from claimpack.rules.catalogue import SEVERITIES, Severity
from claimpack.rules.finding import Value

REPORT_VERSION = "2"
"""The version of the report's JSON form, whose schema is ``report.schema.json``."""

Status = Literal["passed", "failed", "not_run", "crashed"]
FailOn = Literal["error", "warning", "note", "never"]
Conclusion = Literal["passed", "failed", "incomplete"]

MOST_SUBJECTS = 100
"""The most records that a row of acknowledgements.csv names; a row that names this many accepts the whole cause."""

_OF_THE_ARTICLE = ("claims", "passages")
"""The tables with what the article says. Problems in other tables belong to a source."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, with its place and severity."""

    rule: str
    severity: Severity
    message: str
    hint: str
    place: Place
    subjects: tuple[str, ...]
    fingerprint: str
    """Sixteen hexadecimal digits from the rule, the subjects and the judged values, never from positions."""
    acknowledged: bool = False
    reason: str | None = None
    subject_tables: tuple[str, ...] = ()
    """The table of each subject; empty if the place is in no table."""
    can_be_acknowledged: bool = True
    """Whether people may accept it."""
    cause: str = ""
    """The key of its cause: sixteen hexadecimal digits. A problem without one is a cause of its own."""
    data: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """The values in the message, by name."""
    shared: tuple[str, ...] = ()
    """The shared records that its cause is about; none if the cause is also about records of one package."""
    known: bool = False
    """Whether the baseline has it already: the earlier report or revision."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to look at it: it is neither accepted nor in the baseline."""
        return not self.acknowledged and not self.known


class Cause(NamedTuple):
    """Problems that one correction or one judgement would settle."""

    cause: str
    """Its key, from the rule, the column, and what the problems have in common."""
    rule: str
    members: tuple[Problem, ...]

    @property
    def problems(self) -> int:
        """How many problems it has."""
        return len(self.members)

    @property
    def reported(self) -> tuple[Problem, ...]:
        """The problems to report: the open ones; if there are none, those not accepted, or else all."""
        unaccepted = [problem for problem in self.members if not problem.acknowledged]
        return tuple([problem for problem in unaccepted if not problem.known] or unaccepted or self.members)

    @property
    def first(self) -> Problem:
        """The problem that represents it: the first of the most severe ones to report."""
        if len(self.members) == 1:
            return self.members[0]
        return min(self.reported, key=lambda problem: SEVERITIES.index(problem.severity))

    @property
    def severity(self) -> Severity:
        """The severity of its most severe problem; accepted problems only count if all are accepted."""
        return self.first.severity

    @property
    def message(self) -> str:
        """The message of the problem that represents it."""
        return self.first.message

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of the records concerned, each once."""
        return tuple(dict.fromkeys(subject for problem in self.members for subject in problem.subjects))

    @property
    def acknowledged(self) -> bool:
        """Whether all of it is accepted."""
        return all(problem.acknowledged for problem in self.members)

    @property
    def open(self) -> bool:
        """Whether any of its problems is open."""
        return any(problem.open for problem in self.members)

    @property
    def reason(self) -> str | None:
        """Why it was accepted; all different reasons, if its problems were accepted one by one."""
        if not self.acknowledged:
            return None
        return " ".join(dict.fromkeys(problem.reason for problem in self.members if problem.reason)) or None

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits for accepting it as a whole; they change with the judged values."""
        return hashlib.sha256(json.dumps([self.rule, self.cause]).encode()).hexdigest()[:16]

    @property
    def pinned(self) -> tuple[str, ...]:
        """The records that an acknowledgement names, if the cause is the article's: no claim that joins is accepted."""
        is_of_the_article = any(problem.place.resource in _OF_THE_ARTICLE for problem in self.members)
        return self.subjects[:MOST_SUBJECTS] if is_of_the_article else ()

    @property
    def identity(self) -> str:
        """The fingerprint by which code hosts track it between runs: that of its problem if it has only one."""
        return self.members[0].fingerprint if len(self.members) == 1 else self.fingerprint


def causes_of(problems: Iterable[Problem]) -> tuple[Cause, ...]:
    """The causes of the problems: the most severe first, then in the order of the problems."""
    groups: dict[tuple[str, str | int], list[Problem]] = {}
    positions: dict[int, int] = {}
    for number, problem in enumerate(problems):
        groups.setdefault((problem.rule, problem.cause or number), []).append(problem)
        positions[id(problem)] = number
    found = []
    for (rule, _), members in groups.items():
        cause = Cause(members[0].cause or members[0].fingerprint, rule, tuple(members))
        first = cause.first
        found.append((SEVERITIES.index(first.severity), positions.get(id(first), 0), cause))
    return tuple(cause for _, _, cause in sorted(found, key=lambda each: each[:2]))


def with_causes(verdicts: Iterable[ClaimVerdict], problems: Iterable[Problem]) -> tuple[ClaimVerdict, ...]:
    """The verdicts with the causes of their problems: on the claim, and on one of the verdict's estimates."""
    rules = set(chain.from_iterable(RULES_BEHIND.values()))
    by_subject: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        for subject in problem.subjects if problem.rule in rules else ():
            by_subject.setdefault((problem.rule, subject), []).append(problem)
    found = []
    for verdict in verdicts:
        behind = verdict.rules or RULES_BEHIND.get(verdict.verdict, ())
        if not behind:
            found.append(verdict)
            continue
        about = verdict.estimates if verdict.verdict == "source_inconsistent" else (verdict.claim_id,)
        keys = ((rule, name) for rule in behind for name in about)
        on_it = (each for key in keys for each in by_subject.get(key, ()) if _is_on(each, verdict.estimates))
        found.append(verdict._replace(causes=tuple(dict.fromkeys(each.cause for each in on_it))))
    return tuple(found)


def _is_on(problem: Problem, estimates: Iterable[str]) -> bool:
    """Whether a problem is on one of these estimates, or on none at all."""
    pairs = zip(problem.subjects, problem.subject_tables, strict=False)
    named = {subject for subject, table in pairs if table == "estimates"}
    return not named or not named.isdisjoint(estimates)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule did."""

    rule: str
    severity: Severity
    status: Status
    examined: int
    problems: int
    """How many problems it found, acknowledged ones included."""
    reason: str | None = None
    """Why it did not run, what it left out, or how it crashed."""
    settled: bool = True
    """Whether it finished and left nothing out, even if there was nothing to examine."""
    coverage: tuple[str, ...] = ()
    """How far the package can be checked, in sentences without a full stop."""


@dataclass(frozen=True)
class Report:
    """The result of checking one package."""

    package_name: str
    package_version: str
    package_path: str
    failures: tuple[str, ...]
    """Why the check is incomplete, crashed rules included; empty if it is complete."""
    rules: tuple[RuleResult, ...]
    problems: tuple[Problem, ...]
    records: dict[str, int] = field(hash=False)
    """How many records each readable table has."""
    article_files: tuple[str, ...] = ()
    """The files with the texts of articles that were given, as they were named."""
    unselected: tuple[str, ...] = ()
    """The rules that were not selected."""
    fail_on: FailOn = "warning"
    """The mildest severity that makes the check fail."""
    checkout_path: str | None = None
    """The descriptor's path from the root of its repository; None if unknown."""
    statements: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The statements of the claims with problems, by id."""
    verdicts: tuple[ClaimVerdict, ...] = ()
    """The verdicts on the claims, in the order of the table."""
    why_no_verdicts: str = ""
    """Why there are no verdicts; blank if there are."""
    registry: str = ""
    """The registry whose shared records the package uses; blank if there is none."""
    has_baseline: bool = False
    """Whether it is compared with an earlier report or revision."""
    fail_on_verdicts: frozenset[Verdict] = frozenset()
    """The verdicts that make the check fail, whatever the problems are."""
    known_verdicts: frozenset[tuple[str, str]] = frozenset()
    """The claims that had such a verdict in the baseline, with the verdict."""

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of the problems, the most severe first."""
        return causes_of(self.problems)

    def against(
        self, before: Collection[tuple[str, str]], verdicts: Collection[tuple[str, str]] = frozenset()
    ) -> Report:
        """The same report, compared with a baseline: what the baseline has does not make the check fail.

        Args:
            before: the rule and the fingerprint of each problem of the baseline.
            verdicts: each claim of the baseline, with its verdict.
        """
        known = (
            replace(problem, known=True) if (problem.rule, problem.fingerprint) in before else problem
            for problem in self.problems
        )
        return replace(self, problems=tuple(known), has_baseline=True, known_verdicts=frozenset(verdicts))

    def failing_on(self, verdicts: frozenset[Verdict]) -> Report:
        """The same report, which also fails if a claim has one of these verdicts. Without verdicts it is incomplete.

        Accepting a problem changes no verdict, so it does not prevent this.
        """
        if not verdicts:
            return self
        failures = self.failures
        if not self.verdicts:
            failures += (f"there are no verdicts: {self.why_no_verdicts or 'there is no claim to judge'}",)
        return replace(self, fail_on_verdicts=verdicts, failures=failures)

    @property
    def failing_verdicts(self) -> tuple[ClaimVerdict, ...]:
        """The verdicts that make the check fail, in the order of the claims; those of the baseline don't."""
        return tuple(
            each
            for each in self.verdicts
            if each.verdict in self.fail_on_verdicts and (each.claim_id, each.verdict) not in self.known_verdicts
        )

    def count(self, severity: Severity) -> int:
        """How many problems of a severity are not acknowledged."""
        return sum(1 for problem in self.problems if problem.severity == severity and not problem.acknowledged)

    def failing(self, fail_on: FailOn | None = None) -> tuple[Problem, ...]:
        """The open problems of severity ``fail_on`` or above.

        If ``fail_on`` is left out, the report's own applies: these problems make the check fail.
        """
        mildest = fail_on or self.fail_on
        severities = () if mildest == "never" else SEVERITIES[: SEVERITIES.index(mildest) + 1]
        return tuple(problem for problem in self.problems if problem.severity in severities and problem.open)

    @property
    def complete(self) -> bool:
        """Whether every selected rule finished and at least one had something to examine."""
        return not self.failures

    @property
    def conclusion(self) -> Conclusion:
        """How the check ended: incomplete, whatever it found, or failed or passed."""
        if not self.complete:
            return "incomplete"
        return "failed" if self.failing() or self.failing_verdicts else "passed"

    @property
    def checked(self) -> tuple[RuleResult, ...]:
        """The rules that passed or failed."""
        return tuple(each for each in self.rules if each.status in ("passed", "failed"))

    @property
    def idle(self) -> tuple[RuleResult, ...]:
        """The rules that examined nothing."""
        return tuple(each for each in self.rules if each.status == "not_run" and not each.examined)

    @property
    def in_part(self) -> tuple[RuleResult, ...]:
        """The rules that examined something and left something out."""
        return tuple(each for each in self.rules if each.reason and each.examined and each.status != "crashed")

    @property
    def unreviewed(self) -> int:
        """How many problems are not acknowledged."""
        return len(self.problems) - self.acknowledged

    @property
    def acknowledged(self) -> int:
        """How many problems are acknowledged."""
        return sum(1 for problem in self.problems if problem.acknowledged)
