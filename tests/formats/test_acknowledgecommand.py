"""The report prints for each cause that can be accepted the command that accepts it, and no other."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.engine import run
from claimpack.formats import text
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.package.load import load
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules, choose_rules
from click.testing import CliRunner

from tests.edits import TODAY, Edit

FAULTY = Edit(
    csv={
        "claims": "claim_id,effect_direction,statement\nC1,increased,two  blanks  and  more\n",
        "sources": "source_id,status,title\nS3,identified,An invented paper\n",
        "passages": "passage_id,citations\nP3,\nP7,\n",
    },
    replace={"article.txt": [["12 trials", "13 trials"]]},
)


def report_of(package: Path) -> Report:
    return run(load(package, [package / "article.txt"], today=TODAY), all_rules())


@pytest.fixture(params=["package", 'a folder\'s "name"'])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / str(request.param)
    FAULTY.apply(folder)
    return folder


def test_each_command_accepts_its_cause_and_no_other(package: Path) -> None:
    report = report_of(package)
    commands = acceptance(report)
    families = {cause.rule for cause in commands}
    assert {"passage-changed", "citation-mismatch", "direction-contradicts-estimate", "unused-source"} <= families
    table = package / "claims/acknowledgements.csv"
    before = table.read_bytes()
    for cause, command in commands.items():
        words = shlex.split(command.replace("WHY", "It is so."))
        result = CliRunner().invoke(main, [*words[1:], "--by", "x", "--today", TODAY.isoformat()])
        assert result.exit_code == 0, result.output
        again = run(load(package, [package / "article.txt"], today=TODAY), choose_rules([cause.rule]))
        accepted = [(each.rule, each.fingerprint) for each in again.problems if each.acknowledged]
        assert accepted == [(problem.rule, problem.fingerprint) for problem in cause.members]
        table.write_bytes(before)


def test_what_can_not_be_accepted_has_no_command(tmp_path: Path) -> None:
    Edit(csv={"claims": "claim_id,severity\nC1,grave\n"}).apply(tmp_path)
    report = run(load(tmp_path, today=TODAY), all_rules())
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == ["invalid-cell"]
    assert not [cause for cause in acceptance(report) if cause.rule == "invalid-cell"]


def test_the_command_stands_below_its_cause(package: Path) -> None:
    report = report_of(package)
    lines = text.render(report).splitlines()
    for cause, command in acceptance(report).items():
        (at,) = (number for number, line in enumerate(lines) if line.endswith(f"Accept it: {command}\x1b[0m"))
        head = max(number for number in range(at) if cause.rule in lines[number] and "acknowledge" not in lines[number])
        assert at - head <= 8
    assert "Correct what is wrong, or accept it by the command below it, with your reason in place of WHY." in lines
