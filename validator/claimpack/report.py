"""The result of a run: what each rule did, every problem found and their causes, frozen and sorted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal, NamedTuple

from claimpack.package.place import Place
from claimpack.rules.catalogue import SEVERITIES, Severity
from claimpack.rules.finding import Value
from claimpack.verdicts import RULES_BEHIND, ClaimVerdict, Verdict

REPORT_VERSION = "2"
"""The version of the report's JSON form, whose schema is ``report.schema.json``."""

Status = Literal["passed", "failed", "not_run", "crashed"]
FailOn = Literal["error", "warning", "note", "never"]
Conclusion = Literal["passed", "failed", "incomplete"]

MOST_SUBJECTS = 100
"""The most records that a row of acknowledgements.csv names; one that names as many accepts all of its cause."""

_OF_THE_ARTICLE = ("claims", "passages")
"""The tables that say what the article says. A problem placed in another one is a source's."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, placed and weighed."""

    rule: str
    severity: Severity
    message: str
    hint: str
    place: Place
    subjects: tuple[str, ...]
    fingerprint: str
    """Sixteen hexadecimal digits made of the rule, the subjects and the values judged, never of positions."""
    acknowledged: bool = False
    reason: str | None = None
    subject_tables: tuple[str, ...] = ()
    """The tables that the subjects are of, one for each; empty where the place is in no table."""
    can_be_acknowledged: bool = True
    """Whether people may accept it."""
    cause: str = ""
    """The key of its cause: sixteen hexadecimal digits. A problem without one is a cause of its own."""
    data: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """The values that the message is made of, by name."""
    shared: tuple[str, ...] = ()
    """The records that packages share and its cause is about; none where that is also about records of one alone."""
    known: bool = False
    """Whether it was there before: in the report or the revision that this check is held against."""

    @property
    def open(self) -> bool:
        """Whether it is still to be looked at: neither accepted nor known from before."""
        return not self.acknowledged and not self.known


class Cause(NamedTuple):
    """Problems that one mending or one judgement would settle."""

    cause: str
    """Its key: made of the rule, the column, and what the problems have in common."""
    rule: str
    members: tuple[Problem, ...]

    @property
    def problems(self) -> int:
        """How many problems it has."""
        return len(self.members)

    @property
    def reported(self) -> tuple[Problem, ...]:
        """Those of its problems to report: the open ones; if there are none, those not accepted, or else all."""
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
        """That of the most severe of its problems; accepted ones count only where all are."""
        return self.first.severity

    @property
    def message(self) -> str:
        """What is wrong, of the problem that represents it."""
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
        """Whether any of it is still to be looked at."""
        return any(problem.open for problem in self.members)

    @property
    def reason(self) -> str | None:
        """Why it was accepted; the different reasons in a row where its problems were accepted one by one."""
        if not self.acknowledged:
            return None
        return " ".join(dict.fromkeys(problem.reason for problem in self.members if problem.reason)) or None

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits by which it is accepted as a whole: another when a judged value changes."""
        return hashlib.sha256(json.dumps([self.rule, self.cause]).encode()).hexdigest()[:16]

    @property
    def pinned(self) -> tuple[str, ...]:
        """The records that it was accepted for if it was: of what is the article's, for no claim that joins it."""
        is_of_the_article = any(problem.place.resource in _OF_THE_ARTICLE for problem in self.members)
        return self.subjects[:MOST_SUBJECTS] if is_of_the_article else ()

    @property
    def identity(self) -> str:
        """The fingerprint by which code hosts follow it from run to run: that of its problem where it has but one."""
        return self.members[0].fingerprint if len(self.members) == 1 else self.fingerprint


def causes_of(problems: Iterable[Problem]) -> tuple[Cause, ...]:
    """The causes of the problems: the most severe first, and of one severity in the order of the problems."""
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
    """The verdicts with the causes of the problems that they rest on: on the claim, and on one of their estimates."""
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
    """Why it did not run, or not on everything, or how it crashed."""
    settled: bool = True
    """Whether it ran to its end and left nothing out; that there was nothing to examine counts, too."""
    coverage: tuple[str, ...] = ()
    """How far the package can be checked at all, in sentences without a full stop."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking one package."""

    package_name: str
    package_version: str
    package_path: str
    failures: tuple[str, ...]
    """Why the check is incomplete; none if it is complete. A rule that crashed is among them."""
    rules: tuple[RuleResult, ...]
    problems: tuple[Problem, ...]
    records: dict[str, int] = field(hash=False)
    """How many records each readable table has."""
    article_files: tuple[str, ...] = ()
    """The files of the articles' texts that it was checked against, as they were named."""
    unselected: tuple[str, ...] = ()
    """The rules that were not asked for."""
    fail_on: FailOn = "warning"
    """The mildest severity that makes the check fail."""
    checkout_path: str | None = None
    """The descriptor's path as seen from the root of the repository that the package is checked in; None if unknown."""
    statements: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the claims say that problems are about, by their ids."""
    verdicts: tuple[ClaimVerdict, ...] = ()
    """What the recorded evidence makes of each claim, in the order of the table."""
    why_no_verdicts: str = ""
    """Why there are none, where there are none."""
    registry: str = ""
    """The registry by which the package rests on shared records; blank where it does on none."""
    has_baseline: bool = False
    """Whether it is held against an earlier report or revision, so that what was there before is known."""
    fail_on_verdicts: frozenset[Verdict] = frozenset()
    """The verdicts that make the check fail, whatever the problems are."""
    known_verdicts: frozenset[tuple[str, str]] = frozenset()
    """The claims that had such a verdict before, each with it, so that it is known."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of the problems, the most severe first."""
        return causes_of(self.problems)

    def against(
        self, before: Collection[tuple[str, str]], verdicts: Collection[tuple[str, str]] = frozenset()
    ) -> Report:
        """The same report, in which what was there before counts no more for what makes the check fail.

        Args:
            before: the rule and the fingerprint of each problem that was there.
            verdicts: each claim that was there, with its verdict.
        """
        known = (
            replace(problem, known=True) if (problem.rule, problem.fingerprint) in before else problem
            for problem in self.problems
        )
        return replace(self, problems=tuple(known), has_baseline=True, known_verdicts=frozenset(verdicts))

    def failing_on(self, verdicts: frozenset[Verdict]) -> Report:
        """The same report, which fails if a claim has one of these verdicts; incomplete where there are none to see.

        Accepting a problem changes no verdict, so that it keeps none from failing.
        """
        if not verdicts:
            return self
        failures = self.failures
        if not self.verdicts:
            failures += (f"there are no verdicts: {self.why_no_verdicts or 'there is no claim to judge'}",)
        return replace(self, fail_on_verdicts=verdicts, failures=failures)

    @property
    def failing_verdicts(self) -> tuple[ClaimVerdict, ...]:
        """The verdicts that make the check fail, in the order of the claims: of those asked for, the new ones."""
        return tuple(
            each
            for each in self.verdicts
            if each.verdict in self.fail_on_verdicts and (each.claim_id, each.verdict) not in self.known_verdicts
        )

    def count(self, severity: Severity) -> int:
        """How many problems of a severity are not acknowledged."""
        return sum(1 for problem in self.problems if problem.severity == severity and not problem.acknowledged)

    def failing(self, fail_on: FailOn | None = None) -> tuple[Problem, ...]:
        """The problems that are neither acknowledged nor known from before, of severity ``fail_on`` or above.

        If it is left out, those that make this check fail: by the ``fail_on`` of the report.
        """
        mildest = fail_on or self.fail_on
        grave = () if mildest == "never" else SEVERITIES[: SEVERITIES.index(mildest) + 1]
        return tuple(problem for problem in self.problems if problem.severity in grave and problem.open)

    @property
    def complete(self) -> bool:
        """Whether every rule that was asked for finished and at least one had something to look at."""
        return not self.failures

    @property
    def conclusion(self) -> Conclusion:
        """How the check ended: where it is incomplete it is that, whatever was found."""
        if not self.complete:
            return "incomplete"
        return "failed" if self.failing() or self.failing_verdicts else "passed"

    @property
    def checked(self) -> tuple[RuleResult, ...]:
        """The rules that passed or failed."""
        return tuple(each for each in self.rules if each.status in ("passed", "failed"))

    @property
    def idle(self) -> tuple[RuleResult, ...]:
        """The rules that looked at nothing."""
        return tuple(each for each in self.rules if each.status == "not_run" and not each.examined)

    @property
    def in_part(self) -> tuple[RuleResult, ...]:
        """The rules that looked at something and left something out, whatever they found."""
        return tuple(each for each in self.rules if each.reason and each.examined and each.status != "crashed")

    @property
    def unreviewed(self) -> int:
        """How many problems are not acknowledged."""
        return len(self.problems) - self.acknowledged

    @property
    def acknowledged(self) -> int:
        """How many problems are acknowledged."""
        return sum(1 for problem in self.problems if problem.acknowledged)
