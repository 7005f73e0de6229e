"""The summary in the formats for people: the conclusion, the counts, what was not checked and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby

from claimpack.claimverdict import VERDICTS, ClaimVerdict, tally
from claimpack.report import Cause, Conclusion, Report, RuleResult
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import and_more, counted, joined, listed

CONCLUSIONS: Mapping[Conclusion, str] = {
    "passed": "Check passed",
    "failed": "Check failed",
    "incomplete": "Check incomplete",
}

_MOST_NAMED = 12


def title(report: Report) -> str:
    """The name and the version of the package."""
    return joined(report.package_name or "The package", report.package_version)


def records(report: Report) -> str:
    """How many records the tables have: ``41 claims, 1 article``."""
    named = (counted(count, name.removesuffix("s")) for name, count in report.records.items())
    return ", ".join(named) or "no records"


def counts(
    report: Report, causes: Sequence[Cause] | None = None, shown: Callable[[str, str, int], str] = lambda text, *_: text
) -> str:
    """How many causes there are of each severity, and of how many problems, if these are more.

    Args:
        report: the report.
        causes: its causes, if they are at hand.
        shown: how to show the count of a severity, in colour for example; called with the text, severity and count.
    """
    causes = report.causes if causes is None else causes
    open_ = [cause for cause in causes if cause.open]
    of = Counter(cause.severity for cause in open_)
    found = ", ".join(shown(counted(of[severity], severity), severity, of[severity]) for severity in SEVERITIES)
    problems = sum(len(cause.reported) for cause in open_)
    if problems > len(open_):
        found += f" ({counted(len(open_), 'cause')}, {counted(problems, 'problem')})"
    found += f", {sum(cause.acknowledged for cause in causes):,} acknowledged"
    known = sum(problem.known and not problem.acknowledged for problem in report.problems)
    return found + (f", {known:,} known from the baseline" if known else "")


def verdicts(report: Report) -> str:
    """How many claims have each verdict, as a sentence; blank if there are none."""
    if not report.verdicts:
        return ""
    found = (f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in tally(report.verdicts).items())
    return f"Verdicts on {counted(len(report.verdicts), 'claim')}: {', '.join(found)}."


def failing_verdicts(report: Report) -> str:
    """How many claims fail the check by their verdicts, as a sentence; blank if no verdict can fail it."""
    if not report.fail_on_verdicts or not report.verdicts:
        return ""
    failing = report.failing_verdicts
    asked = [verdict.replace("_", " ") for verdict in VERDICTS if verdict in report.fail_on_verdicts]
    if failing:
        found = f"{counted(len(failing), 'claim')} {'fails' if len(failing) == 1 else 'fail'} the check"
    else:
        found = "No claim fails the check"
    known = sum(each.verdict in report.fail_on_verdicts for each in report.verdicts) - len(failing)
    rest = f", {known:,} known from the baseline" if known else ""
    return f"{found} by a verdict ({listed(asked, 'or')}){rest}."


def failing_verdict(each: ClaimVerdict) -> str:
    """A verdict that fails the check, in a line: ``C2 is contradicted: E1 of S1 says otherwise``."""
    return f"{each.claim_id} is {each.verdict.replace('_', ' ')}: {each.reason}"


def extent(causes: Sequence[Cause]) -> str:
    """The number of problems, and of causes if several problems share one."""
    problems = sum(len(cause.reported) for cause in causes)
    if problems == len(causes):
        return counted(problems, "problem")
    return f"{counted(len(causes), 'cause')} of {counted(problems, 'problem')}"


def by_failing(report: Report, causes: Sequence[Cause]) -> tuple[list[Cause], list[Cause]]:
    """The causes that fail the check, and the others."""
    ids = frozenset(map(id, report.failing()))
    failing = [cause for cause in causes if id(cause.first) in ids]
    return failing, [cause for cause in causes if id(cause.first) not in ids]


def not_failing(causes: Sequence[Cause]) -> str:
    """How many problems do not fail the check: ``2 problems that do not fail the check``."""
    return f"{extent(causes)} that {'does' if len(causes) == 1 else 'do'} not fail the check"


def coverage(report: Report) -> list[str]:
    """How far the package can be checked at all, as sentences."""
    return [f"{sentence}." for sentence in chain.from_iterable(result.coverage for result in report.rules)]


def left_out(report: Report) -> str:
    """How many rules were not selected."""
    return f"{counted(len(report.unselected), 'rule')} left out by --select or --ignore"


def by_reason(results: Iterable[RuleResult]) -> list[tuple[str, str]]:
    """The rules that left something out for the same reason, and the reason; sorted by it."""

    def reason_of(result: RuleResult) -> str:
        return result.reason or ""

    groups = []
    for reason, group in groupby(sorted(results, key=reason_of), key=reason_of):
        rules = [result.rule for result in group]
        names = ", ".join(rules[:_MOST_NAMED])
        groups.append((" ".join([names, *and_more(rules, _MOST_NAMED)]), reason))
    return groups
