"""The action, the workflow, the hooks and the job of GitLab as users have them: each installs Claimpack for real.

Slow, and in need of a package index, so that it is run by name alone: ``pytest tests/ci/with_installs.py``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.hub import Hub
from tests.ci.repository import BROKEN, SOUND, commit, git, replaced, repository_with_package
from tests.ci.test_gitlab import FILE, executed, lines_of
from tests.ci.test_precommit import Committed, outcomes
from tests.edits import ROOT


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as it stands here, with what is not committed yet, as a repository that others take it from."""
    folder = tmp_path_factory.mktemp("published")
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "A release")
    return folder


PARTS_OF_PYTHON = ("pip", "venv", "ensurepip", "click", "claimpack", "sitecustomize", "runpy", "hatchling")


def test_the_workflow_installs_its_own_revision_and_runs_nothing_of_the_repository(
    tmp_path: Path, published: Path
) -> None:
    hub = Hub(tmp_path, published)
    with hub.pull_request():
        for name in PARTS_OF_PYTHON:
            (hub.origin / f"{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
        replaced(hub.origin / "pkg/claims/claims.csv", SOUND, BROKEN)
    run, outputs = hub.called({"package": "pkg", "fail-on-change": "direction-flipped"}, command=False)
    assert (run.code, outputs) == (1, {"verdict": "failed"}), run.log
    assert any("file=pkg/claims/claims.csv" in line and "line=2" in line for line in run.annotations)
    assert "C1" in run.summary
    assert len(hub.kept["claims-reports"]) == 5
    assert not (run.workspace / "pwned").exists()
    assert git(run.workspace, "status", "--porcelain").stdout == ""
    assert git(published, "status", "--porcelain", "--ignored").stdout == ""


def test_the_hooks_are_installed_from_the_repository(tmp_path: Path, published: Path) -> None:
    committed = Committed(tmp_path)
    hooks = [{"id": name, "args": ["pkg"]} for name in ("claimpack-validate", "claimpack-fmt")]
    revision = git(published, "rev-parse", "HEAD").stdout.strip()
    committed.configure({"repo": str(published), "rev": revision, "hooks": hooks})
    replaced(committed.claims, "headache,no_difference", "headache,no_diference")
    accepted, printed = committed.commit()
    assert not accepted
    assert outcomes(printed)["claimpack validate"] == "Failed"
    assert 'effect_direction is "no_diference", which is not one of the allowed words.' in printed
    replaced(committed.claims, "no_diference", "no_difference")
    replaced(committed.claims, "the long run.", "the long run yet.")
    accepted, printed = committed.commit()
    assert accepted, printed
    assert outcomes(printed) == {"claimpack validate": "Passed", "claimpack fmt": "Passed"}


def test_the_job_of_gitlab_installs_what_it_is_told_to(tmp_path: Path, published: Path) -> None:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    package = repository_with_package(tmp_path / "project", within="pkg")
    replaced(package / "claims/claims.csv", SOUND, BROKEN)
    for name in PARTS_OF_PYTHON:
        (package.parent / f"{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    for name in (".claimpack", "environment", "venv", ".venv"):  # one that a merge request could have prepared
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", package.parent / name], check=True)
        (site,) = (package.parent / name).glob("lib/python*/site-packages")
        (site / "a.pth").write_text("import os; open('pwned', 'w'); os._exit(0)\n", encoding="utf-8")
    variables = content["claims"]["variables"] | {"CLAIMPACK": f"git+file://{published}", "PACKAGE": "pkg"}
    done = executed(lines_of(content["claims"]), tmp_path / "project", variables)
    assert done.returncode == 1, done.stdout
    assert not list(tmp_path.rglob("pwned"))
    for file in content["claims"]["artifacts"]["reports"].values():
        assert "unknown-reference" in (tmp_path / "project" / file).read_text(encoding="utf-8")
