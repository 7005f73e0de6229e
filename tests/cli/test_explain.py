"""``claimpack explain``."""

from __future__ import annotations

import pytest
from claimpack.cli import main
from claimpack.rules.catalogue import Rule, all_rules
from click.testing import CliRunner


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_the_page_of_a_rule(rule: Rule) -> None:
    result = CliRunner().invoke(main, ["explain", rule.name])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    accepted = "cannot be acknowledged" if rule.family == "structure" else "can be acknowledged"
    assert lines[0] == f"# {rule.name} ({rule.family}, {rule.severity}, {accepted})"
    assert lines[2] == rule.manual.summary
    assert [line[3:] for line in lines if line.startswith("## ")] == list(rule.manual.sections)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("citation-mismach", 'Did you mean "citation-mismatch"?', id="misspelt"),
        pytest.param("Passage-Gap", 'Did you mean "passage-gap"?', id="in another case"),
        pytest.param("xyzzy", "claimpack rules lists them.", id="like none"),
        pytest.param("structure", "claimpack rules lists them.", id="a family"),
        pytest.param("\x1b[2J", r'There is no rule "\u{001B}[2J".', id="a terminal code"),
    ],
)
def test_an_unknown_rule_is_wrong_use(name: str, says: str) -> None:
    result = CliRunner().invoke(main, ["explain", name])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_a_rule_must_be_named() -> None:
    assert CliRunner().invoke(main, ["explain"]).exit_code == 2
