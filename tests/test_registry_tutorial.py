"""The tutorial for a registry, followed to the letter, and its workflow, run step by step."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.edits import EXAMPLE, ROOT, TODAY
from tests.registries import make_registry

PAGE = (ROOT / ".github/REGISTRY.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

COMMAND = f"""\
#!/bin/sh
case "$DAY$1" in
  validate|verdicts|acknowledge|edit|import|page|build) set -- "$@" --today {TODAY.isoformat()} ;;
esac
exec "{sys.executable}" -m claimpack "$@"
"""
"""This Claimpack, on the day that the example package is written for; where DAY is set, on the real one."""


@pytest.fixture
def bash(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a script in a folder, as a reader or a runner does."""
    if shutil.which("bash") is None or shutil.which("git") is None:
        pytest.skip("there is no bash or no git")
    command = tmp_path / "bin/claimpack"
    command.parent.mkdir()
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)
    surroundings = {
        **os.environ,
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "validator"),
        **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    surroundings.pop("GITHUB_STEP_SUMMARY", None)

    def run(script: str, folder: Path, day: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=folder,
            env=surroundings | {"DAY": day},
            check=False,
            capture_output=True,
            text=True,
        )

    return run


def test_the_tutorial_comes_to_what_it_shows(
    tmp_path: Path, bash: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    folder = tmp_path / "clone"
    shutil.copytree(EXAMPLE, folder / EXAMPLE.relative_to(ROOT))
    codes = []
    for language, block in BLOCKS:
        if language == "json":
            (folder / "registry.json").write_text(block, encoding="utf-8")
        elif language == "sh":
            done = bash(f"{block}pwd", folder)
            assert done.returncode == 0, done.stdout + done.stderr
            folder = Path(done.stdout.splitlines()[-1])
        elif language == "console":
            first, _, expected = block.partition("\n")
            done = bash(first.removeprefix("$ "), folder)
            codes.append(done.returncode)
            at = 0
            for part in filter(None, re.split(r"^…\n", expected, flags=re.MULTILINE)):
                assert part in done.stdout[at:]
                at = done.stdout.index(part, at) + len(part)
    assert codes == [0, 1, 0]


RETRACTION_WATCH = """\
Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature
1,An invented review,1/5/2026 0:00,10.1000/notice,0,10.1000/s1,0,Retraction
"""


def test_the_workflow_does_what_it_says(tmp_path: Path, bash: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    pages = tmp_path / "pages-and-shared"
    make_registry(pages)
    sources = pages / "shared/claims/sources.csv"
    text = sources.read_text(encoding="utf-8")
    assert "bright light therapy,,,2020,," in text
    sources.write_text(
        text.replace("bright light therapy,,,2020,,", "bright light therapy,,,2020,10.1000/s1,"), "utf-8"
    )
    (pages / "retraction_watch.csv").write_text(RETRACTION_WATCH, encoding="utf-8")
    workflow = yaml.safe_load(next(block for language, block in BLOCKS if language == "yaml"))
    scripts = [step["run"] for step in workflow["jobs"]["registry"]["steps"] if "run" in step]
    steps = [script for script in scripts if "claimpack " in script and not script.startswith("python")]
    codes = [bash(script, pages, "as it is").returncode for script in steps]
    assert codes == [0, 0, 1]  # the last one tells of the retraction
    report = json.loads((pages / "before.json").read_text(encoding="utf-8"))
    assert report["conclusion"] == "passed"
    assert ",retracted," in sources.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["sh", "json", "console", "yaml"])
def test_it_has_all_its_parts(what: str) -> None:
    assert what in {language for language, _ in BLOCKS}
