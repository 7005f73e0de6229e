"""The result of a run: what each rule did and every problem found, frozen and sorted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claimpack.package.place import Place
from claimpack.rules.catalogue import SEVERITIES, Severity

REPORT_VERSION = "1"
"""The version of the report's JSON form, whose schema is ``report.schema.json``."""

Status = Literal["passed", "failed", "not_run", "crashed"]
FailOn = Literal["error", "warning", "note", "never"]
Verdict = Literal["passed", "failed", "incomplete"]


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
    """Why it was acknowledged."""
    subject_tables: tuple[str, ...] = ()
    """The tables that the subjects are of, one for each; empty where the place is in no table."""
    can_be_acknowledged: bool = True
    """Whether people may accept it."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule did."""

    rule: str
    severity: Severity
    status: Status
    examined: int
    """How many things it looked at."""
    problems: int
    """How many problems it found, acknowledged ones included."""
    reason: str | None = None
    """Why it did not run, or not on everything, or how it crashed."""
    settled: bool = True
    """Whether it came to an end and left nothing out, be it that there was nothing to examine."""


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

    def count(self, severity: Severity) -> int:
        """How many problems of a severity are not acknowledged."""
        return sum(1 for problem in self.problems if problem.severity == severity and not problem.acknowledged)

    def failing(self, fail_on: FailOn | None = None) -> tuple[Problem, ...]:
        """The problems that are not acknowledged, of severity ``fail_on`` or a graver one.

        If it is left out, those that make this check fail: by the ``fail_on`` of the report.
        """
        mildest = fail_on or self.fail_on
        grave = () if mildest == "never" else SEVERITIES[: SEVERITIES.index(mildest) + 1]
        return tuple(problem for problem in self.problems if problem.severity in grave and not problem.acknowledged)

    @property
    def complete(self) -> bool:
        """Whether every rule that was asked for came to an end and at least one had something to look at."""
        return not self.failures

    @property
    def verdict(self) -> Verdict:
        """What the check came to. Where it is incomplete nothing else is said of it, whatever was found."""
        if not self.complete:
            return "incomplete"
        return "failed" if self.failing() else "passed"

    @property
    def checked(self) -> tuple[RuleResult, ...]:
        """The rules that came to a verdict."""
        return tuple(result for result in self.rules if result.status in ("passed", "failed"))

    @property
    def idle(self) -> tuple[RuleResult, ...]:
        """The rules that looked at nothing."""
        return tuple(result for result in self.rules if result.status == "not_run" and not result.examined)

    @property
    def in_part(self) -> tuple[RuleResult, ...]:
        """The rules that looked at something and left something out, whatever they found."""
        return tuple(
            result for result in self.rules if result.reason and result.examined and result.status != "crashed"
        )

    @property
    def unreviewed(self) -> int:
        """How many problems are not acknowledged."""
        return len(self.problems) - self.acknowledged

    @property
    def acknowledged(self) -> int:
        """How many problems are acknowledged."""
        return sum(1 for problem in self.problems if problem.acknowledged)
