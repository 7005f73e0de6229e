"""The job of GitLab CI, its lines executed in order as GitLab's runner does."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from tests.ci.repository import BROKEN, SOUND, commit, replaced, repository_with_package
from tests.ci.runner import installed_command
from tests.edits import ROOT

FILE = ROOT / ".gitlab/claims.gitlab-ci.yml"


def lines_of(job: dict[str, list[str]]) -> list[str]:
    return [*job.get("before_script", []), *job["script"]]


def executed(lines: list[str], project: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs the lines in one shell, which ends at the first that fails."""
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=project,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(project.parent),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITLAB_CI": "true",
        }
        | {"CI_PROJECT_DIR": str(project)}
        | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
        encoding="utf-8",
    )


def test_a_broken_claim_fails_and_the_reports_stand_where_the_job_says(tmp_path: Path) -> None:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    job = content["claims"]
    package = repository_with_package(tmp_path / "project", within="pkg")
    replaced(package / "claims/claims.csv", SOUND, BROKEN)
    environment = tmp_path / "environment/bin"
    environment.mkdir(parents=True)
    installed_command(environment)
    *making, last = lines_of(job)
    assert [" ".join(line.split()[1:4]) for line in making] == ["-d)", "-I -m venv", "-I -m pip"]  # for with_installs
    variables = job["variables"] | {"PACKAGE": "pkg", "environment": str(environment.parent)}
    done = executed([last], tmp_path / "project", variables)
    assert done.returncode == 1, done.stdout
    assert job["artifacts"]["when"] == "always"
    reports = {kind: tmp_path / "project" / file for kind, file in job["artifacts"]["reports"].items()}
    suite = ET.fromstring(reports["junit"].read_bytes())  # noqa: S314 - our own file
    assert suite.findall(".//failure")
    problems = json.loads(reports["codequality"].read_text(encoding="utf-8"))
    places = [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in problems]
    assert ("pkg/claims/claims.csv", 2) in places


def test_verdicts_and_a_baseline_are_handed_over(tmp_path: Path) -> None:
    """The second commit makes headache rarer, which E1, 1.05 (0.90 to 1.22), does not show."""
    job = yaml.safe_load(FILE.read_text(encoding="utf-8"))["claims"]
    project = tmp_path / "project"
    package = repository_with_package(project, within="my pkg")
    replaced(package / "claims/claims.csv", "headache,no_difference", "headache,decreased")
    commit(project, "Headache is rarer")
    (tmp_path / "environment/bin").mkdir(parents=True)
    installed_command(tmp_path / "environment/bin")
    *_, last = lines_of(job)

    def code(**variables: str) -> int:
        given = job["variables"] | {"PACKAGE": "my pkg", "environment": str(tmp_path / "environment")} | variables
        done = executed([last], project, given)
        assert ("C1 is unsupported" in done.stdout) == (done.returncode == 1 and "FAIL_ON_VERDICT" in variables)
        return done.returncode

    (project / "known").write_text("{}", encoding="utf-8")
    assert code() == 1
    assert code(BASELINE="HEAD") == 0
    assert code(BASELINE="HEAD", FAIL_ON_VERDICT="unsupported") == 0
    assert code(BASELINE="HEAD^1", FAIL_ON_VERDICT="unsupported,mixed") == 1
    assert code(BASELINE="known") == 2
    assert code(FAIL_ON_VERDICT="$(touch pwned)") == 2
    assert not (project / "pwned").exists()
