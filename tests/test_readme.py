"""The README's transcripts are what the commands print, and its figures are those of the data."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from frictionless import Package

from tests.edits import ROOT, TODAY
from validator.cli import main
from validator.engine import run
from validator.package.load import load
from validator.rules.catalogue import all_rules

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


def test_every_link_into_the_repository_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_commands_named_exist() -> None:
    commands = set(re.findall(r"`claimpack (\w+)", README))
    assert commands <= set(main.list_commands(None))  # type: ignore[arg-type]


def test_the_finding_names_the_right_records() -> None:
    claim, estimate = re.search(r"claim `(C\d+)`.*?estimate `(E\d+)`", README, re.DOTALL).groups()  # type: ignore[union-attr]
    claims, estimates = load(ROOT, today=TODAY).table("claims"), load(ROOT, today=TODAY).table("estimates")
    at, of = list(claims["claim_id"]).index(claim), list(estimates["estimate_id"]).index(estimate)
    assert (claims["outcome"][at], claims["effect_direction"][at]) == ("death", "no_difference")
    assert estimates["source_id"][of] == claims["source_ids"][at]
    printed = [estimates[column][of] for column in ("outcome", "measure", "estimate", "ci_low", "ci_high")]
    assert printed == ["death", "RR", "0.78", "0.65", "0.94"]


def test_what_the_table_tells_of_was_found() -> None:
    told = {
        (rule, tuple(ids.split(", ")))
        for rule, ids in re.findall(r"^\| ([a-z]+-[a-z-]+) \| ([A-Za-z0-9, -]+) \|", README, re.MULTILINE)
    }
    report = run(load(ROOT, today=TODAY), all_rules())
    assert len(told) >= 9
    assert told - {(problem.rule, problem.subjects) for problem in report.problems if problem.acknowledged} == set()


def test_the_readme_counts_problems_and_matters() -> None:
    """Problems that are accepted for one and the same reason are one matter."""
    report = run(load(ROOT, today=TODAY), all_rules())
    reasons: dict[str, set[str]] = {}
    for problem in report.problems:
        assert problem.acknowledged
        reasons.setdefault(str(problem.reason), set()).update(problem.subjects)
    cited = {"thompson-2020", "wang-2021", "unidentified-2", "unidentified-4"}
    estimates = load(ROOT, today=TODAY).table("estimates")
    source_of = dict(zip(estimates["estimate_id"], estimates["source_id"], strict=True))
    beside = {reason for reason, of in reasons.items() if {source_of.get(each, each) for each in of}.isdisjoint(cited)}
    beside = {reason for reason in beside if not any(each.startswith("C") for each in reasons[reason])}
    by_rule = {problem.rule: str(problem.reason) for problem in report.problems}
    in_sources = {by_rule["source-contradicts-itself"], by_rule["imprecise-estimate"]}
    flat = " ".join(README.split())
    assert f"it found {len(report.problems)} problems" in flat
    assert f"They are {len(reasons)} different matters" in flat
    rest = len(reasons) - len(beside) - len(in_sources)
    assert f"{rest} in the article and in what it cites, {len(in_sources)} in the numbers of its sources" in flat
    assert f"{len(beside)} in papers recorded beside them" in flat


def test_the_changelog_has_the_version() -> None:
    assert "## Unreleased" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
