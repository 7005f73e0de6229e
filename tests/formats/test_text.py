"""The report for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.claimverdict import ClaimVerdict
from claimpack.formats import junit, text
from claimpack.formats.text import render
from claimpack.report import Report
from click import unstyle

from tests.formats.smallreport import small_report

HEAD = "1 problem acknowledged; --show-acknowledged shows them in full, with the reasons"


def test_acknowledged_problems_are_listed_only_where_there_are_no_others(tmp_path: Path) -> None:
    report = small_report(tmp_path)
    (accepted,) = (problem for problem in report.problems if problem.acknowledged)
    lines = unstyle(render(report)).splitlines()
    assert lines[:3] == [HEAD, "", "claims/claims.csv"]
    lines = unstyle(render(replace(report, problems=(accepted,)))).splitlines()
    assert lines[0] == HEAD
    assert lines[1].startswith(f"  {', '.join(accepted.subjects)} {accepted.rule}: ")


def test_a_crash_is_told_once(tmp_path: Path) -> None:
    report = replace(small_report(tmp_path), problems=(), failures=("year-mismatch crashed: ValueError: x",))
    lines = unstyle(render(report)).splitlines()
    assert [line for line in lines if "crashed" in line] == ["Not complete: year-mismatch crashed: ValueError: x."]


@pytest.mark.parametrize("render", [text.render, junit.render], ids=["text", "junit"])
@pytest.mark.parametrize(("count", "rest"), [(100, []), (101, ["and 1 more"]), (1_102, ["and 1,002 more"])])
def test_of_many_claims_that_fail_by_their_verdict_the_first_100_are_told(
    render: Callable[[Report], str], count: int, rest: list[str], tmp_path: Path
) -> None:
    verdicts = tuple(ClaimVerdict(f"C{number}", "unsupported", "so it is", ()) for number in range(1, count + 1))
    report = replace(small_report(tmp_path), verdicts=verdicts).failing_on(frozenset({"unsupported"}))
    lines = [line.strip() for line in unstyle(render(report)).splitlines()]
    assert sum("is unsupported: so it is." in line for line in lines) == 100
    assert [line.partition(";")[0] for line in lines if "more; claimpack verdicts lists them all" in line] == rest


@pytest.mark.parametrize(("count", "shown", "rest"), [(100, 100, []), (101, 100, ["  and 1 more of year-mismatch"])])
def test_of_many_causes_of_a_rule_in_a_file_the_first_100_are_told(
    count: int, shown: int, rest: list[str], tmp_path: Path
) -> None:
    report = small_report(tmp_path)
    one = replace(report.problems[0], rule="year-mismatch", severity="warning", acknowledged=False)
    many = [replace(one, message=f"message {n}", fingerprint=f"{n:016}", cause=f"{n:016}") for n in range(count)]
    lines = unstyle(render(replace(report, problems=tuple(many)))).splitlines()
    assert sum(line.strip().startswith("Message ") for line in lines) == shown
    assert [line.partition(";")[0] for line in lines if "more of year-mismatch" in line] == rest
