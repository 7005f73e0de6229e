"""Each rule's manual is complete, and its examples do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.rules.catalogue import SEVERITIES, Rule, all_rules

from tests.edits import beside, check, read_example

SECTIONS = ("What it checks", "Why it matters", "Fails", "Passes", "How to fix", "Source")
rules = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)


@rules
def test_the_manual_has_every_section(rule: Rule) -> None:
    assert tuple(rule.manual.sections) == SECTIONS
    assert all(rule.manual.sections.values())
    assert rule.manual.summary.endswith(".")
    assert len(rule.manual.summary) <= 90
    assert rule.severity in SEVERITIES


@rules
def test_what_may_be_right_as_it_is_can_be_acknowledged(rule: Rule) -> None:
    """A warning that nobody can accept stops a curator who has judged it, for good."""
    assert rule.can_be_acknowledged or rule.severity != "warning"


@rules
@pytest.mark.parametrize("section", ["Fails", "Passes"])
def test_the_example_does_what_it_says(rule: Rule, section: str, tmp_path: Path) -> None:
    edit = read_example(rule.manual.sections[section])
    assert any((edit.csv, edit.file, edit.append, edit.descriptor, edit.replace, edit.source_texts)), (
        "the example changes nothing"
    )
    report = check(edit, tmp_path / "package", beside(rule))
    result = next(result for result in report.rules if result.rule == rule.name)
    assert result.status == {"Fails": "failed", "Passes": "passed"}[section], report.problems
