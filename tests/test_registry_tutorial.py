"""The tutorial for a registry, followed to the letter, and its workflow, run step by step."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import ROOT, TODAY
from tests.registries import SHARED, make_registry

PAGE = (ROOT / ".github/REGISTRY.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WITH_A_DAY = {"validate", "verdicts", "acknowledge", "edit", "import", "page", "build"}


def claimpack(line: str) -> tuple[int, str]:
    program, *words = shlex.split(line)
    assert program == "claimpack"
    day = ["--today", TODAY.isoformat()] if words[0] in WITH_A_DAY else []
    result = CliRunner().invoke(main, [*words, *day])
    return result.exit_code, result.output


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three pages, and beside them in ``moved`` the rows that they share."""
    make_registry(tmp_path)
    (tmp_path / "registry.json").unlink()
    (tmp_path / "shared").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def move_rows(root: Path) -> None:
    """What the tutorial has the reader do with a spreadsheet or an editor."""
    for name in SHARED:
        shutil.copy(root / f"moved/claims/{name}.csv", root / "shared/claims")


def test_the_tutorial_comes_to_what_it_shows(pages: Path) -> None:
    codes = []
    for language, block in BLOCKS:
        if language == "json":
            move_rows(pages)
            (pages / "registry.json").write_text(block, encoding="utf-8")
        elif language == "sh":
            for line in block.splitlines():
                code, output = claimpack(line)
                assert code == 0, f"{line}\n{output}"
        elif language == "console":
            first, *expected = block.splitlines()
            code, output = claimpack(first.removeprefix("$ "))
            codes.append(code)
            shown = "\n".join(expected).strip("…\n")
            assert shown in output
    assert codes == [0, 1]


RETRACTION_WATCH = """\
Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature
1,An invented review,1/5/2026 0:00,10.1000/notice,0,10.1000/s1,0,Retraction
"""


def test_the_workflow_does_what_it_says(pages: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    assert claimpack("claimpack init shared")[0] == 0
    move_rows(pages)
    (pages / "registry.json").write_text(next(block for language, block in BLOCKS if language == "json"), "utf-8")
    sources = pages / "shared/claims/sources.csv"
    text = sources.read_text(encoding="utf-8")
    assert "bright light therapy,,,2020,," in text
    sources.write_text(
        text.replace("bright light therapy,,,2020,,", "bright light therapy,,,2020,10.1000/s1,"), "utf-8"
    )
    (pages / "retraction_watch.csv").write_text(RETRACTION_WATCH, encoding="utf-8")
    workflow = yaml.safe_load(next(block for language, block in BLOCKS if language == "yaml"))
    scripts = [step["run"] for step in workflow["jobs"]["registry"]["steps"] if "run" in step]
    codes = [run(script, pages) for script in scripts if "claimpack " in script and not script.startswith("python")]
    assert codes == [0, 0, 1]  # the last one tells of the retraction
    report = json.loads((pages / "before.json").read_text(encoding="utf-8"))
    assert report["conclusion"] == "passed"
    assert ",retracted," in sources.read_text(encoding="utf-8")


def run(script: str, folder: Path) -> int:
    """The exit code of a step as a runner executes it, with this Claimpack."""
    command = folder / "bin/claimpack"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimpack "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    surroundings = {
        **os.environ,
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "validator"),
    }
    surroundings.pop("GITHUB_STEP_SUMMARY", None)
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=surroundings, check=False, capture_output=True)
    return done.returncode


@pytest.mark.parametrize("what", ["sh", "json", "console", "yaml"])
def test_it_has_all_its_parts(what: str) -> None:
    assert what in {language for language, _ in BLOCKS}
