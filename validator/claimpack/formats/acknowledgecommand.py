"""Tells for each problem that people may accept the command that records it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable

from claimpack.report import Problem, Report
from claimpack.rules.catalogue import all_rules
from claimpack.wording import printable

_USUAL_PATH = "datapackage.json"
"""The package's path where it is in the current folder."""


def acceptance(report: Report, among: Iterable[Problem] | None = None) -> dict[Problem, str]:
    """The command for each problem that is not acknowledged and can be: to copy, and to put the reason into.

    Args:
        report: what was found.
        among: the problems of the report to give the command for; all if left out.
    """
    rules = {rule.name: rule for rule in all_rules()}
    alike = Counter((problem.rule, frozenset(problem.subjects)) for problem in report.problems)
    commands = {}
    for problem in report.problems if among is None else among:
        rule = rules.get(problem.rule)
        can_be = problem.can_be_acknowledged and rule is not None and not rule.needs_the_others
        if problem.acknowledged or not can_be or not problem.subjects:
            continue
        words = ["claimpack", "acknowledge", problem.rule, *problem.subjects]
        if report.package_path != _USUAL_PATH:
            words += ["--package", report.package_path.removesuffix(f"/{_USUAL_PATH}")]
        if rule is not None and rule.family == "article":
            words += [word for file in report.article_files for word in ("--article", file)]
        if alike[problem.rule, frozenset(problem.subjects)] > 1:
            words += ["--fingerprint", problem.fingerprint]
        commands[problem] = " ".join([*(shlex.quote(printable(word)) for word in words), '--reason "WHY"'])
    return commands
