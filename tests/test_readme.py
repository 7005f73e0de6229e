"""The README's transcripts are what the commands print, and its figures are those of the data."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from claimpack.claimverdict import tally
from claimpack.cli import main
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner
from frictionless import Package

from tests.edits import DATA_TODAY, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
OF_THE_CHECKOUT = re.sub(r"^### A first checked claim.*?(?=^### )", "", README, flags=re.MULTILINE | re.DOTALL)
"""What is run in a clone of this repository; the tutorial is followed in an empty folder, by test_tutorial."""
TRANSCRIPTS = [
    (command, output)
    for command, output in re.findall(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", OF_THE_CHECKOUT, re.MULTILINE)
    if command != "claimpack build"  # which writes, and is run elsewhere
]


@pytest.mark.parametrize(("command", "output"), TRANSCRIPTS, ids=[command for command, _ in TRANSCRIPTS])
def test_transcript(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(command)
    if program == "frictionless":
        assert Package(arguments[-1]).validate().valid
        return
    assert program == "claimpack"
    result = CliRunner().invoke(main, arguments)
    if output.startswith("…\n"):
        assert result.stdout.endswith("\n" + output.removeprefix("…\n")), "the transcript is the end of the output"
    else:
        assert result.stdout == output
    assert result.stderr == ""


def test_there_are_transcripts_of_our_own_data_and_of_a_broken_package() -> None:
    assert len(TRANSCRIPTS) >= 3


def test_the_commands_named_exist() -> None:
    commands = set(re.findall(r"`claimpack (\w+)", README))
    assert commands <= set(main.list_commands(None))  # type: ignore[arg-type]


def test_the_finding_names_the_right_records() -> None:
    claim, estimate = re.search(r"claim `(C\d+)`.*?estimate `(E\d+)`", README, re.DOTALL).groups()  # type: ignore[union-attr]
    package = load(ROOT, today=DATA_TODAY)
    said = next(each for each in package.table("claims") if each["claim_id"] == claim)
    printed = next(each for each in package.table("estimates") if each["estimate_id"] == estimate)
    assert (said["outcome"], said["effect_direction"]) == ("death", "no_difference")
    assert printed["source_id"] == said["source_ids"]
    columns = ("outcome", "measure", "estimate", "ci_low", "ci_high")
    assert [printed[column] for column in columns] == ["death", "RR", "0.78", "0.65", "0.94"]


def test_what_the_table_tells_of_was_found() -> None:
    told = {
        (rule, tuple(ids.split(", ")))
        for rule, ids in re.findall(r"^\| ([a-z]+-[a-z-]+) \| ([A-Za-z0-9, -]+) \|", README, re.MULTILINE)
    }
    report = run(load(ROOT, today=DATA_TODAY), all_rules())
    assert len(told) >= 9
    assert told - {(problem.rule, problem.subjects) for problem in report.problems if problem.acknowledged} == set()


def test_the_readme_counts_problems_causes_and_verdicts() -> None:
    report = run(load(ROOT, today=DATA_TODAY), all_rules())
    flat = " ".join(README.split())
    assert f"found {len(report.problems)} problems with {len(report.causes)} causes" in flat
    counts = tally(report.verdicts)
    assert (counts["source_inconsistent"], counts["outdated"], counts["overstated"]) == (1, 1, 1)
    assert f"each of the {len(report.verdicts)} claims" in flat
    assert f"{counts['supported']} are `supported` and {counts['indirect']} `indirect`" in flat
    assert f"{counts['unverified']} are `unverified`" in flat
    assert f"The other {counts['not_applicable']} are `not_applicable`" in flat


def test_the_readme_counts_the_records() -> None:
    package = load(ROOT, today=DATA_TODAY)
    size = re.search(r"One article, (\d+) passages, (\d+) claims, (\d+) sources, (\d+) estimates", README)
    assert size
    assert [int(each) for each in size.groups()] == [
        len(package.table(name)) for name in ("passages", "claims", "sources", "estimates")
    ]


def test_the_changelog_has_the_version() -> None:
    assert "## Unreleased" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
