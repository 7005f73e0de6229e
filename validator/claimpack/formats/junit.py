"""The report as JUnit XML: a suite for each family, a case for each rule, as CI servers read it.

A case has at most one ``failure``, which lists all causes: GitLab, Jenkins and test reporters for GitHub read only the
first. Cases have no ``file`` or ``line``: strict schemas refuse them, and a rule's problems are in many places. Times
are 0, since readers need one and the report has none. In the first suite, the case ``complete`` has an error if the
check is incomplete. If verdicts may fail the check, there is a case for them too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.causetext import details
from claimpack.formats.repositorypath import repository_path
from claimpack.formats.summary import by_failing, extent, failing_verdict, failing_verdicts, not_failing, title
from claimpack.report import Cause, Report, RuleResult
from claimpack.rules.catalogue import FAMILIES, Rule, all_rules
from claimpack.wording import and_more, printable, shortened

_MOST_OF_A_RULE = 100
"""At most this many causes that fail a rule are reported, and this many others."""
_LONGEST = 500
"""A text of the report is cut to this many characters."""
_LONGEST_COMMAND = 1_000
"""A longer command is left out."""
_PREFIX = "claimpack"
"""The package of the classes, by which some readers sort."""
_OTHER = "other"
_ATTACHMENT = re.compile(r"\[(?=ATTACHMENT)", re.IGNORECASE)
"""GitLab and Jenkins read this as a link to a file."""


def render(report: Report) -> str:
    """The report as an XML document in ASCII, so that it is valid in any encoding of the output."""
    root = ET.Element("testsuites", {"name": _text(f"claimpack validate: {title(report)}")})
    root.append(_suite("check", [_completeness(report), *_verdicts(report)]))
    rules = {rule.name: rule for rule in all_rules()}
    cases = _RuleCases(report)
    suites: defaultdict[str, list[ET.Element]] = defaultdict(list)
    for result in report.rules:
        family = _family(rules.get(result.rule))
        suites[family].append(cases.case(family, result, rules.get(result.rule)))
    for name in report.unselected:
        family = _family(rules.get(name))
        suites[family].append(_case(family, name))
        _add(suites[family][-1], "skipped", ["Not asked for: left out by --select or --ignore"])
    root.extend(_suite(family, suites[family]) for family in (*FAMILIES, _OTHER) if family in suites)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("time", "0")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="us-ascii").decode("ascii")}\n'


class _RuleCases:
    """Makes the cases of the rules of a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._failing: defaultdict[str, list[Cause]] = defaultdict(list)
        self._others: defaultdict[str, list[Cause]] = defaultdict(list)
        for causes, by_rule in zip(by_failing(report, report.causes), (self._failing, self._others), strict=True):
            for cause in causes:
                by_rule[cause.rule].append(cause)
        lists = (*self._failing.values(), *self._others.values())
        self._commands = acceptance(report, [cause for each in lists for cause in each[:_MOST_OF_A_RULE]])

    def case(self, family: str, result: RuleResult, rule: Rule | None) -> ET.Element:
        """The result of a rule: failed by causes that fail the check, passed only if it left nothing out."""
        failing, others = self._failing[result.rule], self._others[result.rule]
        reason = _text(result.reason or "no reason was given")
        case = _case(family, result.rule)
        lines = self._list(failing, result.rule)
        if result.status == "crashed":
            _add(case, "error", [f"The rule crashed: {reason}", *lines], f"the rule crashed: {reason}", "crash")
        elif failing:
            if result.reason:
                lines.append(f"The rule ran on a part only: {reason}")
            if rule is not None:
                lines.append(f"{result.rule}: {rule.manual.summary} More: claimpack explain {result.rule}")
            _add(case, "failure", lines, _headline(failing), failing[0].severity)
        elif result.status == "not_run" and not result.examined:
            _add(case, "skipped", [f"Not run: {reason}"])
        elif result.status == "not_run" or result.reason:
            _add(case, "skipped", [f"Run on a part only, {result.examined:,} examined: {reason}"])
        if others:
            _add(case, "system-out", [f"{not_failing(others)}:", *self._list(others, result.rule)])
        return case

    def _list(self, causes: Sequence[Cause], rule: str) -> list[str]:
        lines = [line for cause in causes[:_MOST_OF_A_RULE] for line in self._lines(cause)]
        return lines + and_more(causes, _MOST_OF_A_RULE, f"and {{}} more of {rule}; --format json lists them all")

    def _lines(self, cause: Cause) -> list[str]:
        problem = cause.first
        place = problem.place
        path = _text(repository_path(self._report, place)) + (f":{place.line}" if place.line else "")
        spot = " ".join(part for part in (path, place.cell, _text(place.column or "")) if part)
        about = f" [{_text(', '.join(problem.subjects))}]" if problem.subjects else ""
        severity = "acknowledged" if cause.acknowledged else cause.severity
        lines = [f"{severity} {spot}{about}", f"    {_text(problem.message)}."]
        lines += [f"    {_text(text)}" for text in details(self._report, cause)]
        command = self._commands.get(cause, "")
        if command and len(command) <= _LONGEST_COMMAND:
            lines.append(f"    Accept it: {_without_attachment(command)}")
        return lines


def _completeness(report: Report) -> ET.Element:
    case = _case("check", "complete")
    failures = report.failures
    if failures:
        lines = [f"Not complete: {_text(failure)}" for failure in failures[:_MOST_OF_A_RULE]]
        lines += and_more(failures, _MOST_OF_A_RULE, "and {} more reasons")
        _add(case, "error", lines, f"the check is incomplete: {_text(failures[0])}", "incomplete")
    return case


def _verdicts(report: Report) -> list[ET.Element]:
    """A case that fails if verdicts fail the check; none if no verdict can."""
    if not report.fail_on_verdicts:
        return []
    case = _case("check", "verdicts")
    failing = report.failing_verdicts
    if failing:
        lines = [f"{_text(failing_verdict(each))}." for each in failing[:_MOST_OF_A_RULE]]
        lines += and_more(failing, _MOST_OF_A_RULE, "and {} more; claimpack verdicts lists them all")
        _add(case, "failure", lines, _text(failing_verdicts(report)), "verdict")
    elif not report.verdicts:
        _add(case, "skipped", ["There are no verdicts"])
    return [case]


def _case(family: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": f"{_PREFIX}.{family}", "name": name, "time": "0"})


def _suite(family: str, cases: Sequence[ET.Element]) -> ET.Element:
    def with_a(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    suite = ET.Element(
        "testsuite",
        {
            "name": f"{_PREFIX}.{family}",
            "tests": str(len(cases)),
            "failures": with_a("failure"),
            "errors": with_a("error"),
            "skipped": with_a("skipped"),
            "time": "0",
        },
    )
    suite.extend(cases)
    return suite


def _add(case: ET.Element, tag: str, lines: Iterable[str], message: str = "", kind: str = "") -> None:
    attributes = {"message": message, "type": kind} if message else {}
    ET.SubElement(case, tag, attributes).text = "\n".join(lines)


def _headline(failing: Sequence[Cause]) -> str:
    return _text(failing[0].message) if len(failing) == 1 else extent(failing)


def _family(rule: Rule | None) -> str:
    return rule.family if rule is not None else _OTHER


def _text(text: str) -> str:
    """Text from data in one line: characters that XML refuses are spelt out, and nothing links to a file."""
    return _without_attachment(printable(shortened(text, _LONGEST)))


def _without_attachment(text: str) -> str:
    return _ATTACHMENT.sub("\\\\u{005B}", text)
