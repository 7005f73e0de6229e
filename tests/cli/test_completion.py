"""What a shell completes, through the script that the README tells to load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.edits import ROOT


def completed(*words: str) -> list[str]:
    """What bash is told for the last of ``words``."""
    surroundings = {
        "_CLAIMPACK_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["claimpack", *words]),
        "COMP_CWORD": str(len(words)),
    }
    return [line.partition(",")[2] for line in installed(surroundings).decode().splitlines()]


def installed(environment: dict[str, str]) -> bytes:
    """What ``claimpack`` prints, under the name that it is installed by."""
    command = [sys.executable, "-c", "from claimpack.cli import main; main(prog_name='claimpack')"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "validator"), **environment}
    return subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ack"], ["acknowledge"]),
        (["explain", "year"], ["year-mismatch"]),
        (["acknowledge", "unused"], ["unused-source"]),
        (["validate", "--select", "num"], ["numbers", "number-not-in-passage", "number-not-in-source"]),
        (["validate", "--ignore", "structure,year"], ["structure,year-mismatch"]),
        (["validate", "--fail-on-verdict", "contradicted,out"], ["contradicted,outdated"]),
        (["fmt", "--ch"], ["--check"]),
        (["new", "rel"], ["relation"]),
        (["new", "claim", "--effect"], ["--effect-direction"]),
    ],
)
def test_completes(words: list[str], found: list[str]) -> None:
    assert completed(*words) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("there is no bash")
    script = installed({"_CLAIMPACK_COMPLETE": f"{shell}_source"})
    assert b"_CLAIMPACK_COMPLETE" in script
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script, check=False, cwd=ROOT).returncode == 0
