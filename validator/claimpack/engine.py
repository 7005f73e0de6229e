"""Runs rules on a package. Adds severity, fingerprint and acknowledgement, and records what did not run."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from claimpack.claimverdict import REQUIRED_RULES, ClaimVerdict
from claimpack.package.package import Package
from claimpack.package.sharedtables import SHARED, keys_of
from claimpack.package.tableschema import TABLES, split_items
from claimpack.package.unavailable import Unavailable
from claimpack.report import Problem, Report, RuleResult, Status, causes_of, with_causes
from claimpack.rules.catalogue import SEVERITIES, Rule, Severity, all_rules, choose_rules
from claimpack.rules.finding import Finding
from claimpack.rules.runner import RuleRun, run_rule
from claimpack.rules.runresults import RunResults
from claimpack.rules.structure.empty_table import nothing_yet
from claimpack.verdicts import verdicts_on
from claimpack.wording import and_more, listed, printable

_NOTHING_TO_EXAMINE = "there was nothing to examine"
_MOST_REASONS = 5
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def run(package: Package, rules: Iterable[Rule], step: Callable[[Rule], None] = lambda _: None) -> Report:
    """Runs ``rules`` on ``package``. A rule that crashes is reported, and the others still run.

    Args:
        package: the package to check.
        rules: the rules to run.
        step: called with each rule that has finished.
    """
    results: list[RuleResult] = []
    problems: list[Problem] = []
    failures = list(package.failures)
    acknowledged, shared = _acknowledgements(package), _Shared(package)
    rules = sorted(rules, key=lambda rule: rule.needs_the_others)
    runs: dict[str, RuleRun] = {}
    for rule in rules:
        seen = run_rule(rule, _outcome(package, results, problems) if rule.needs_the_others else package)
        runs[rule.name] = seen
        result, found = _judge(rule, seen, acknowledged, shared)
        results.append(result)
        problems += found
        step(rule)
        if result.status == "crashed":
            failures.append(f"{rule.name} crashed: {result.reason}")
        if seen.stopped:  # a problem that was not reported cannot be acknowledged, so this is never a clean check
            failures.append(f"{rule.name} was stopped{seen.stopped}")
    not_yet = nothing_yet(package)
    if not_yet:
        failures.append(not_yet)
    elif all(result.status == "not_run" for result in results):
        failures.append("no rule had anything to examine")
    problems.sort(key=_order)
    verdicts, why_none = _verdicts(package, runs, problems)
    return Report(
        package_name=package.descriptor.name,
        package_version=package.descriptor.version,
        package_path=os.fsencode(package.root / package.descriptor.path).decode("utf-8", "replace"),
        failures=tuple(failures),
        rules=tuple(results),
        problems=tuple(problems),
        records={table.name: len(table) for table in package.readable_tables()},
        article_files=tuple(text.file for text in package.given_texts),
        unselected=tuple(rule.name for rule in all_rules() if rule not in rules),
        statements=_statements(package, problems),
        verdicts=verdicts,
        why_no_verdicts=why_none,
        registry=package.registry,
    )


def verdicts_of(package: Package) -> tuple[tuple[ClaimVerdict, ...], str]:
    """The verdict on each claim, from only the rules that verdicts need, without causes; or why there are none."""
    return _verdicts(package, {rule.name: run_rule(rule, package) for rule in choose_rules(REQUIRED_RULES)}, ())


def _verdicts(
    package: Package, runs: Mapping[str, RuleRun], problems: Iterable[Problem]
) -> tuple[tuple[ClaimVerdict, ...], str]:
    """The verdict on each claim; none, and why, if a rule that verdicts need was not selected or did not finish."""
    missing = [rule for rule in REQUIRED_RULES if rule not in runs]
    if missing:
        return (), f"not without {listed(missing)}"
    broken = [rule for rule in REQUIRED_RULES if runs[rule].crash is not None or runs[rule].stopped]
    if broken:
        return (), f"{listed(broken)} did not finish"
    try:
        return with_causes(verdicts_on(package, lambda rule: runs[rule].findings), problems), ""
    except Unavailable as reason:
        return (), str(reason)


def _outcome(package: Package, results: list[RuleResult], problems: list[Problem]) -> RunResults:
    """What the rules have found so far; a rule that left something out is not settled."""
    settled = frozenset(result.rule for result in results if result.settled)
    return RunResults(
        package,
        settled,
        lambda: {(problem.rule, problem.fingerprint): problem.subjects for problem in problems},
        lambda: {
            (cause.rule, cause.cause): (cause.fingerprint, cause.pinned, cause.subjects)
            for cause in causes_of(problems)
        },
    )


def _judge(
    rule: Rule, seen: RuleRun, acknowledged: _Acknowledgements, shared: _Shared
) -> tuple[RuleResult, list[Problem]]:
    examined, left_out, crash = seen.examined, seen.left_out, seen.crash
    found: list[Problem] = []
    try:
        found += acknowledged.applied(rule, [_problem(rule, finding, shared) for finding in seen.findings])
    except Exception as error:  # noqa: BLE001 - a finding that can't be made a problem is its rule's crash
        crash = crash or f"{type(error).__name__}: {error}"
    status: Status
    if crash is not None:
        status = "crashed"
    elif found:
        status = "failed"
    elif left_out or not examined:
        status = "not_run"
    else:
        status = "passed"
    settled = crash is None and not left_out
    reason = crash or _joined(left_out) or (_NOTHING_TO_EXAMINE if status == "not_run" else None)
    coverage = tuple(map(printable, seen.coverage))
    return RuleResult(rule.name, rule.severity, status, examined, len(found), reason, settled, coverage), found


def _joined(reasons: list[str]) -> str:
    """The first few of the different reasons, joined."""
    different = list(dict.fromkeys(reasons))
    return "; ".join([*different[:_MOST_REASONS], *and_more(different, _MOST_REASONS, "and {} more like these")])


def _problem(rule: Rule, finding: Finding, shared: _Shared) -> Problem:
    fingerprint = _fingerprint(rule.name, finding)
    return Problem(
        rule=rule.name,
        severity=_milder(rule.severity) if finding.tentative else rule.severity,
        message=printable(finding.message),
        hint=printable(finding.hint),
        place=finding.place,
        subjects=finding.subjects,
        fingerprint=fingerprint,
        subject_tables=_subject_tables(finding),
        can_be_acknowledged=rule.can_be_acknowledged,
        cause=_hash(rule.name, finding.place.column, finding.cause or fingerprint),
        data=finding.data,
        shared=shared.concerned(finding),
    )


class _Shared:
    """Finds problems that are only about records that packages share."""

    def __init__(self, package: Package) -> None:
        self._shared: set[tuple[str, str]] = set()
        self._own: set[str] = set()
        """The ids of the package's own records that a cause may name: in another package they are other records."""
        for table in package.tables.values() if package.registry else ():
            if table.name in SHARED:
                records = zip(table, keys_of(table), strict=False)
                self._shared.update((table.name, key) for each, key in records if each.is_shared)
            elif table.name in ("articles", "passages"):
                self._own.update(keys_of(table))

    def concerned(self, finding: Finding) -> tuple[str, ...]:
        """The shared records that the cause of a finding is about."""
        if not self._shared:
            return ()
        about = list(zip(_subject_tables(finding), finding.subjects, strict=False))
        is_own = not self._own.isdisjoint(finding.cause) if finding.cause else not self._shared.issuperset(about)
        return () if is_own else tuple(each[1] for each in about if each in self._shared)


def _subject_tables(finding: Finding) -> tuple[str, ...]:
    if finding.subject_tables or finding.place.resource is None:
        return finding.subject_tables
    return (finding.place.resource,) * len(finding.subjects)


def _milder(severity: Severity) -> Severity:
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]


def _fingerprint(rule: str, finding: Finding) -> str:
    """A hash of what was judged. If there are no subjects, the path of the file is used."""
    about = finding.subjects or (finding.place.path,)
    return _hash(rule, about, finding.place.column, finding.judged)


def _hash(*made_of: object) -> str:
    content = _ENCODER.encode(made_of).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:16]


@dataclass
class _Acknowledgements:
    """The reasons in the acknowledgements that have not expired."""

    problems: dict[tuple[str, str], str] = field(default_factory=dict)
    """The reasons for single problems, by rule and fingerprint."""
    causes: dict[tuple[str, str, str], list[tuple[set[str], str]]] = field(default_factory=dict)
    """For causes, by rule, key and fingerprint: the records that each acknowledgement names, and its reason."""

    def applied(self, rule: Rule, problems: list[Problem]) -> Iterator[Problem]:
        """The problems of a rule, marked as acknowledged by themselves or with their cause."""
        by_cause: dict[str, str] = {}
        if rule.can_be_acknowledged and any(name == rule.name for name, _, _ in self.causes):
            for cause in causes_of(problems):
                for accepted_for, why in self.causes.get((rule.name, cause.cause, cause.fingerprint), ()):
                    if accepted_for.issuperset(cause.pinned):
                        by_cause[cause.cause] = why
        for problem in problems:
            reason = self.problems.get((rule.name, problem.fingerprint), by_cause.get(problem.cause))
            is_accepted = reason is not None and rule.can_be_acknowledged
            yield replace(problem, acknowledged=True, reason=reason) if is_accepted else problem


def _acknowledgements(package: Package) -> _Acknowledgements:
    found = _Acknowledgements()
    try:
        table = package.table("acknowledgements")
        columns = [table.cells(column) for column in ("rule", "subjects", "fingerprint", "reason", "review_by")]
        unreadable = set(table.unreliable("review_by"))
    except Unavailable:
        return found
    causes = table.cells_or_blanks("cause")
    today = package.today.isoformat()
    for record, (rule, subjects, fingerprint, reason, review_by) in enumerate(zip(*columns, strict=True)):
        if reason and record not in unreadable and (not review_by or today <= review_by):
            if causes[record]:
                accepted = found.causes.setdefault((rule, causes[record], fingerprint), [])
                accepted.append((set(split_items(subjects)), reason))
            else:
                found.problems[rule, fingerprint] = reason
    return found


def _statements(package: Package, problems: Iterable[Problem]) -> Mapping[str, str]:
    """The statements of the claims with problems that people may accept."""
    about = {
        problem.subjects[0]
        for problem in problems
        if problem.can_be_acknowledged and problem.subject_tables[:1] == ("claims",)
    }
    try:
        claims = package.table("claims")
        cells = claims.rows("claim_id", "statement")
        return {name: statement for name, statement in cells if name in about and statement} if about else {}
    except Unavailable:
        return {}


def _order(problem: Problem) -> tuple[object, ...]:
    """A sorting key: by table, then by row and column, then by rule."""
    place = problem.place
    table = TABLES.index(place.resource) if place.resource in TABLES else -1
    letters = (place.cell or "").rstrip("0123456789")
    spot = (place.row or 0, place.line or 0, len(letters), letters)
    return (table, place.path, *spot, problem.rule, problem.message, problem.subjects)
