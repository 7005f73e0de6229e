"""What the formats for people say in short."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claimpack.formats.summary import by_reason, counts, records, title
from claimpack.report import RuleResult

from tests.formats.smallreport import crowded_report


def result(rule: str, reason: str | None) -> RuleResult:
    return RuleResult(rule, "error", "not_run", 0, 0, reason)


def test_rules_with_one_reason_stand_together() -> None:
    results = [result("b", "why"), result("c", "how"), result("a", "why")]
    assert by_reason(results) == [("c", "how"), ("b, a", "why")]


@pytest.mark.parametrize(("count", "last"), [(12, "r11"), (13, "r11 and 1 more"), (20, "r11 and 8 more")])
def test_twelve_rules_of_a_reason_are_named(count: int, last: str) -> None:
    ((names, reason),) = by_reason(result(f"r{number}", "why") for number in range(count))
    assert names == f"{', '.join(f'r{number}' for number in range(11))}, {last}"
    assert reason == "why"


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [("n", "1", "n 1"), ("n", "", "n"), ("", "1", "The package 1"), ("", "", "The package")],
)
def test_the_title(name: str, version: str, told: str) -> None:
    assert title(replace(crowded_report(6), package_name=name, package_version=version)) == told


def test_counts() -> None:
    report = crowded_report(6_000)
    assert counts(report) == "2,000 errors, 2,000 warnings, 1,000 notes, 1,000 acknowledged"
    assert counts(crowded_report(6)) == "2 errors, 2 warnings, 1 note, 1 acknowledged"
    assert records(replace(report, records={"claims": 1_000, "articles": 1})) == "1,000 claims, 1 article"
    assert records(replace(report, records={})) == "no records"
