"""The README's tutorial, followed to the letter in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from tests.cli.screen import terminal
from tests.edits import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = README.partition("### A first checked claim in ten minutes\n")[2].partition("\n### ")[0]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_a_stranger_comes_to_a_first_checked_claim(tmp_path: Path) -> None:
    folder = tmp_path
    checks = 0
    names = iter(re.findall(r"^Save .*? as `(.+?)`", TUTORIAL, re.MULTILINE))
    for language, block in BLOCKS:
        if language == "text":
            (folder / next(names)).write_text(block, encoding="utf-8")
            continue
        lines = block.replace("\\\n", " ").splitlines()
        commands = lines if language == "sh" else [lines[0].removeprefix("$ ")]
        for line in commands:
            program, *arguments = shlex.split(line)
            if program == "cd":
                folder /= arguments[0]
                continue
            assert program == "claimpack"
            code, output = at_a_terminal(arguments, folder)
            if language == "console":
                expected = "\n".join(lines[1:])
                assert expected.endswith("\n…")
                assert output.startswith(expected.removesuffix("…"))
                assert code == 1  # the problem that is to be found
                checks += 1
            else:
                assert code == 0, f"{line}\n{output}"
    assert checks == 1


def at_a_terminal(arguments: list[str], folder: Path) -> tuple[int, str]:
    """The exit code and what is shown where somebody could answer, were anything asked."""
    with terminal(*arguments, folder=folder) as screen:
        code = screen.ends_with()
        screen.take_in()
        return code, click.unstyle(screen.drawn)


@pytest.mark.parametrize("what", ["text", "sh", "console"])
def test_it_has_all_its_parts(what: str) -> None:
    assert what in {language for language, _ in BLOCKS}
