"""Reports are read by Microsoft's SARIF validator with GitHub's rules, and by TypeScript with Code Climate's types."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.formats import codequality, codescanning, sarif
from claimpack.package.load import load
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules

from tests.consumers.test_consumers import HERE, MODULES, node
from tests.edits import DATA_TODAY, ROOT
from tests.formats.codehostreport import small_report
from tests.formats.hostilereport import hostile_report

VALIDATOR = MODULES / "@microsoft/sarif-multitool-linux/Sarif.Multitool"
TOLD_ON_PURPOSE = {
    "SARIF2005",  # the tool has no address: there is none to give
    "SARIF2017",  # no region: the problem is of the whole file
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    return {
        "small": small_report(tmp_path_factory.mktemp("package")),
        "hostile": hostile_report(),
        "own": replace(run(load(ROOT, today=DATA_TODAY), all_rules()), checkout_path="datapackage.json"),
    }


def told_by_validator(folder: Path, logs: dict[str, str]) -> set[tuple[str, str, str]]:
    """What the validator finds wrong: the log's name, the validator's rule, and the level."""
    for name, text in logs.items():
        (folder / f"{name}.sarif").write_bytes(text.encode())
    rules = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    command = [VALIDATOR, "validate", "*.sarif", *rules, "--output", folder / "told.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120, encoding="utf-8")
    assert f"Done. {len(logs)} files scanned." in done.stdout, done.stdout + done.stderr
    (only,) = json.loads((folder / "told.json").read_text(encoding="utf-8-sig"))["runs"]
    assert not [each for each in only["invocations"] if not each["executionSuccessful"]]
    return {
        (
            Path(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).stem,
            result["ruleId"].split("/")[0],
            result.get("level", "warning"),
        )
        for result in only["results"]
    }


def with_a_result(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda log: change(log["runs"][0]["results"][0])


WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no-place": (with_a_result(lambda result: result.pop("locations")), "GH1015"),
    "no-help": (lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("help"), "GH2012"),
    "no-such-rule": (with_a_result(lambda result: result.update(ruleIndex=99)), "SARIF1009"),
    "line-zero": (
        with_a_result(lambda result: result["locations"][0]["physicalLocation"].update(region={"startLine": 0})),
        "SARIF1007",
    ),
}


@pytest.mark.skipif(not VALIDATOR.is_file(), reason="npm ci --prefix tests/consumers has not been run, or not on Linux")
def test_the_sarif_validator_finds_no_fault_by_the_standard_and_by_github(
    reports: dict[str, Report], tmp_path: Path
) -> None:
    logs = {name: sarif.render(report) for name, report in reports.items()}
    logs |= {f"{name}-open": codescanning.render(report) for name, report in reports.items()}
    told = told_by_validator(tmp_path, logs)
    assert {(rule, level) for _, rule, level in told} == {(rule, "warning") for rule in TOLD_ON_PURPOSE}


@pytest.mark.skipif(not VALIDATOR.is_file(), reason="npm ci --prefix tests/consumers has not been run, or not on Linux")
def test_the_sarif_validator_would_find_faults(reports: dict[str, Report], tmp_path: Path) -> None:
    logs = {}
    for name, (change, _) in WRONG.items():
        log = json.loads(sarif.render(reports["small"]))
        change(log)
        logs[name] = json.dumps(log)
    told = told_by_validator(tmp_path, logs)
    errors = {(name, rule) for name, rule, level in told if level == "error"}
    assert {(name, rule) for name, (_, rule) in WRONG.items()} <= errors, errors


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.skipif(not MODULES.is_dir(), reason="npm ci --prefix tests/consumers has not been run")
def test_the_issues_have_the_types_of_code_climate(reports: dict[str, Report], tmp_path: Path) -> None:
    literals = {name: codequality.render(report) for name, report in reports.items()}
    done = compiled(literals, tmp_path / "right")
    assert (done.stdout, done.returncode) == ("", 0)
    changes = {"severity": ('"major"', '"grave"'), "name": ('"check_name"', '"check"'), "line": ('"begin"', '"start"')}
    assert all(right in literals["small"] for right, _ in changes.values())
    done = compiled({name: literals["small"].replace(*change) for name, change in changes.items()}, tmp_path / "wrong")
    assert done.returncode != 0
    assert {line.split(".ts(")[0] for line in done.stdout.splitlines() if ".ts(" in line} == set(changes)


def compiled(literals: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What TypeScript says when each literal, in a file of its own, is to be an array of issues."""
    folder.mkdir()
    for name in ("tsconfig.json", "package.json"):
        shutil.copy(HERE / name, folder)
    (folder / "node_modules").symlink_to(MODULES)
    for name, text in literals.items():
        program = f'import type {{ Issue }} from "codeclimate-types";\nexport const issues: Issue[] = {text};\n'
        (folder / f"{name}.ts").write_text(program, encoding="utf-8")
    return node(MODULES / "typescript/bin/tsc", "-p", ".", "--noEmit", folder=folder)
