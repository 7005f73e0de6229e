"""The report for a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from claimpack.formats.text import render
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
