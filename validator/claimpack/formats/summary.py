"""What the formats for people say in short: the verdict, the counts, and what was not checked and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from claimpack.report import Report, RuleResult, Verdict
from claimpack.wording import counted, joined

VERDICTS: Mapping[Verdict, str] = {
    "passed": "Check passed",
    "failed": "Check failed",
    "incomplete": "Check incomplete",
}
"""What is said of each verdict."""

_MOST_NAMED = 12
"""So many rules that have one reason are named."""


def title(report: Report) -> str:
    """The name and the version of the package, as they stand in its descriptor."""
    return joined(report.package_name or "The package", report.package_version)


def records(report: Report) -> str:
    """How many records the tables have: ``41 claims, 1 article``."""
    named = (counted(count, name.removesuffix("s")) for name, count in report.records.items())
    return ", ".join(named) or "no records"


def counts(report: Report) -> str:
    """How many problems there are of each kind."""
    found = [(report.count("error"), "error"), (report.count("warning"), "warning"), (report.count("note"), "note")]
    return ", ".join(counted(count, noun) for count, noun in found) + f", {report.acknowledged:,} acknowledged"


def left_out(report: Report) -> str:
    """How many rules were not asked for."""
    return f"{counted(len(report.unselected), 'rule')} left out by --select or --ignore"


def by_reason(results: Iterable[RuleResult]) -> list[tuple[str, str]]:
    """The names of the rules that give the same reason for what they left out, and the reason; sorted by it."""
    groups = []
    for reason, group in groupby(sorted(results, key=_reason), key=_reason):
        rules = [result.rule for result in group]
        more = len(rules) - _MOST_NAMED
        groups.append((", ".join(rules[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else ""), reason))
    return groups


def _reason(result: RuleResult) -> str:
    return result.reason or ""
