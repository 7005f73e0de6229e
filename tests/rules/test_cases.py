"""Each rule's cases are in a TOML file of its name; severities, whole messages and places are compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claimpack.rules.catalogue import Rule, all_rules

from tests.edits import Edit, beside, check, shown

HERE = Path(__file__).parent


def cases_file(rule: Rule) -> Path:
    return HERE / rule.family / f"{rule.name}.toml"


def all_cases() -> Iterator[Any]:
    for rule in all_rules():
        if cases_file(rule).is_file():
            for case in tomllib.loads(cases_file(rule).read_text(encoding="utf-8"))["case"]:
                yield pytest.param(rule, case, id=f"{rule.name}: {case['name']}")


@pytest.mark.parametrize(("rule", "case"), list(all_cases()))
def test_case(rule: Rule, case: dict[str, Any], tmp_path: Path) -> None:
    expected = {key: case.pop(key, None) for key in ("name", "problems", "not_run", "also")}
    report = check(Edit(**case), tmp_path / "package", beside(rule))
    result = next(result for result in report.rules if result.rule == rule.name)
    assert [shown(problem) for problem in report.problems if problem.rule == rule.name] == (expected["problems"] or [])
    if expected["problems"]:
        assert result.status == "failed"
    else:
        assert (result.status, result.reason) == (
            ("not_run", expected["not_run"]) if expected["not_run"] else ("passed", None)
        )
    others = {problem.rule for problem in report.problems if problem.rule != rule.name}
    also = set(expected["also"] or ()) & {each.name for each in beside(rule)}
    assert others == also, "one cause should be one rule's problem"
    assert not [result for result in report.rules if result.status == "crashed"]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_has_cases_that_fail_and_pass(rule: Rule) -> None:
    cases = tomllib.loads(cases_file(rule).read_text(encoding="utf-8"))["case"]
    assert any(case.get("problems") for case in cases)
    assert any(not case.get("problems") and not case.get("not_run") for case in cases)


def test_no_cases_without_a_rule() -> None:
    assert {path.stem for path in HERE.glob("*/*.toml")} == {rule.name for rule in all_rules()}
