"""Gives the command that accepts a cause."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable

from claimpack.report import Cause, Report
from claimpack.rules.catalogue import all_rules
from claimpack.wording import printable

_USUAL_PATH = "datapackage.json"


def acceptance(report: Report, among: Iterable[Cause] | None = None) -> dict[Cause, str]:
    """The command to accept each cause that can be and is not accepted; people replace WHY by the reason.

    Args:
        report: the report.
        among: causes of the report; all if left out.
    """
    rules = {rule.name: rule for rule in all_rules()}
    alike: defaultdict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for problem in report.problems:
        alike[problem.rule, frozenset(problem.subjects)].add(problem.cause or problem.fingerprint)
    commands = {}
    for cause in report.causes if among is None else among:
        problem, rule = cause.first, rules.get(cause.rule)
        can_be = problem.can_be_acknowledged and rule is not None and not rule.needs_the_others
        if cause.acknowledged or not can_be or not problem.subjects:
            continue
        words = ["claimpack", "acknowledge", problem.rule, *problem.subjects]
        if report.package_path != _USUAL_PATH:
            words += ["--package", report.package_path.removesuffix(f"/{_USUAL_PATH}")]
        if report.registry:
            words += ["--registry", report.registry]
        if rule is not None and rule.family == "article":
            words += [word for file in report.article_files for word in ("--article", file)]
        if len(alike[problem.rule, frozenset(problem.subjects)]) > 1:
            words += ["--fingerprint", problem.fingerprint]
        commands[cause] = " ".join([*(shlex.quote(printable(word)) for word in words), '--reason "WHY"'])
    return commands
