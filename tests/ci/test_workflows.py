"""The workflows: read by tools that know the form, and their jobs executed in order as GitHub does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.hub import Hub
from tests.ci.repository import replaced
from tests.edits import ROOT

WORKFLOWS = ROOT / ".github/workflows"
FILES = {
    "vendor.github-workflows": [
        ".github/workflows/ci.yml",
        ".github/workflows/claims.yml",
        ".github/workflows/release.yml",
    ],
    "vendor.github-actions": [".github/actions/validate/action.yml"],
    "vendor.gitlab-ci": [".gitlab/claims.gitlab-ci.yml"],
}


def tool(name: str, *arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a program that is installed beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(
        name, path=sysconfig.get_path("scripts")
    )
    assert found, f"{name} is not installed; it comes with the extra test"
    command = [found, *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
        encoding="utf-8",
    )


def test_every_file_is_looked_at() -> None:
    there = [
        str(file.relative_to(ROOT))
        for folder in (".github", ".gitlab")
        for file in (ROOT / folder).rglob("*.y*ml")
        if file.name != "zizmor.yml"
    ]
    assert sorted(there) == sorted(file for files in FILES.values() for file in files)


@pytest.mark.parametrize("schema", FILES)
def test_the_form_is_that_of_the_official_schema(schema: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, *FILES[schema])
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_the_schema_refuses_what_is_no_workflow(tmp_path: Path) -> None:
    shutil.copy(WORKFLOWS / "claims.yml", tmp_path)
    replaced(tmp_path / "claims.yml", "timeout-minutes: 30", "timeout_minutes: 30")
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "claims.yml")
    assert done.returncode == 1


def test_zizmor_finds_nothing_unsafe() -> None:
    done = tool("zizmor", "--offline", "--no-progress", "--persona=auditor", ".github", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "audit"),
    [
        ("workflows/claims.yml", "          persist-credentials: false\n", "", "artipacked"),
        ("workflows/claims.yml", "actions/upload-artifact@v7", "another/upload-artifact@v7", "unpinned-uses"),
        ("workflows/claims.yml", "$/.github", "./.github", "self-repository"),
        ("workflows/ci.yml", "  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
        ("actions/validate/action.yml", '-n "$SELECT"', '-n "${{ inputs.select }}"', "template-injection"),
    ],
)
def test_zizmor_finds_what_is_unsafe(tmp_path: Path, file: str, old: str, new: str, audit: str) -> None:
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    replaced(tmp_path / ".github" / file, old, new)
    done = tool("zizmor", "--offline", "--no-progress", "--format=json-v1", "--quiet", ".github", folder=tmp_path)
    assert audit in re.findall(r'"ident": "([a-z-]+)"', done.stdout)


def test_no_input_stands_in_a_script() -> None:
    scripts = [
        step["run"]
        for file in (ROOT / ".github").rglob("*.yml")
        for steps in _steps(yaml.safe_load(file.read_text(encoding="utf-8")))
        for step in steps
        if "run" in step
    ]
    assert len(scripts) >= 6
    assert [script for script in scripts if "${{" in script] == []


def _steps(content: dict[str, Any]) -> list[list[dict[str, str]]]:
    jobs = content.get("jobs") or {"runs": content.get("runs", {})}
    return [job.get("steps", []) for job in jobs.values()]


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def claims(hub: Hub) -> Path:
    return hub.origin / "pkg/claims/claims.csv"


def test_a_pull_request_is_compared_with_the_branch_it_goes_into_as_that_stands_now(hub: Hub) -> None:
    with hub.pull_request():
        replaced(claims(hub), "headache,no_difference", "headache,decreased")
    hub.commit_to_main("eye_strain,occurs", "eye_strain,not_observed")  # another's change, which is not told of
    run, outputs = hub.called({"package": "pkg", "select": "structure", "artifact": ""})
    assert (run.code, outputs) == (0, {"verdict": "passed"})
    assert "C1" in run.summary
    assert "C3" not in run.summary
    assert hub.kept == {}


def test_a_pull_request_fails_on_the_changes_that_are_named_and_the_reports_are_kept(hub: Hub) -> None:
    with hub.pull_request():
        replaced(claims(hub), "headache,no_difference", "headache,decreased")
    run, outputs = hub.called({"package": "pkg", "select": "structure", "fail-on-change": "direction-flipped"})
    assert (run.code, outputs) == (1, {"verdict": "failed"})
    assert run.steps == [
        ("Check out", "success"),
        ("Set up Python", "skipped"),
        ("Claims", "failure"),
        ("Keep the reports", "success"),
    ]
    assert hub.kept == {
        "claims-reports": [
            "claims.code-scanning.sarif",
            "claims.json",
            "claims.junit.xml",
            "claims.md",
            "claims.sarif",
        ]
    }


def test_a_push_is_not_compared(hub: Hub) -> None:
    run, outputs = hub.called({"package": "pkg", "select": "structure", "fail-on-change": "direction-flipped"})
    assert (run.code, outputs, run.annotations) == (0, {"verdict": "passed"}, [])
    assert [given for uses, given in run.used if uses.startswith("actions/checkout")] == [
        {"persist-credentials": "false", "fetch-depth": "2"}
    ]


@pytest.mark.parametrize(
    ("in_main", "baseline", "code"), [(False, "", 1), (False, "HEAD^1", 1), (True, "", 1), (True, "HEAD^1", 0)]
)
def test_a_pull_request_fails_by_a_verdict_that_it_brings(hub: Hub, baseline: str, code: int, *, in_main: bool) -> None:
    """C1 says that headache is more frequent; E1, 1.05 (0.90 to 1.22), shows neither that nor less."""
    edit = "headache,no_difference", "headache,increased"
    if in_main:
        hub.commit_to_main(*edit)
    with hub.pull_request():
        replaced(claims(hub), *(("strain the eyes", "tire the eyes") if in_main else edit))
    given = {"fail-on": "never", "fail-on-verdict": "unsupported, contradicted", "baseline": baseline}
    run, outputs = hub.called({"package": "pkg", "artifact": "", **given})
    assert (run.code, outputs) == (code, {"verdict": "failed" if code else "passed"}), run.log
    told = "::error title=A verdict fails the check::C1 is unsupported: E1 of S1 shows neither this nor the opposite."
    assert (told in run.annotations) == bool(code)
    assert ("1 known from the baseline" in run.summary) == (not code)


def test_a_push_is_held_against_no_baseline(hub: Hub) -> None:
    hub.commit_to_main("headache,no_difference", "headache,increased")
    given = {"fail-on": "never", "fail-on-verdict": "unsupported", "baseline": "HEAD"}
    run, outputs = hub.called({"package": "pkg", "artifact": "", **given})
    assert (run.code, outputs) == (1, {"verdict": "failed"})


def test_the_workflow_offers_what_the_action_takes() -> None:
    workflow = yaml.safe_load((WORKFLOWS / "claims.yml").read_text(encoding="utf-8"))
    action = yaml.safe_load((ROOT / ".github/actions/validate/action.yml").read_text(encoding="utf-8"))
    offered, taken = workflow[True]["workflow_call"]["inputs"], action["inputs"]
    shared = set(offered) & set(taken)
    assert set(taken) - shared == {"command", "python", "compare-with"}
    assert set(offered) - shared == {"python-version", "artifact"}
    assert {name: offered[name]["default"] for name in shared} == {name: taken[name]["default"] for name in shared}
    alike = shared - {"package", "fail-on-change", "baseline"}
    assert {name: offered[name]["description"] for name in alike} == {
        name: taken[name]["description"] for name in alike
    }
    (step,) = [step for step in workflow["jobs"]["validate"]["steps"] if step.get("id") == "claims"]
    assert {name for name, text in step["with"].items() if f"inputs.{name} " in text} == shared


def test_nothing_here_may_write_or_has_a_secret() -> None:
    for file in WORKFLOWS.iterdir():
        text = file.read_text(encoding="utf-8")
        content = yaml.safe_load(text)
        assert content["permissions"] == {}
        assert "secrets" not in text
        if file.name == "release.yml":  # which PyPI knows by its identity alone
            assert content["jobs"]["build"]["permissions"] == {"contents": "read"}
            assert content["jobs"]["publish"]["permissions"] == {"id-token": "write"}
            assert list(content[True]) == ["release"]
            continue
        assert [job["permissions"] for job in content["jobs"].values()] == [{"contents": "read"}] * len(content["jobs"])
        assert set(content[True]) <= {"pull_request", "push", "workflow_call"}
