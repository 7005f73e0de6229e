"""Runs the commands that read packages on one and says what is not as it always has to be."""

from __future__ import annotations

import json
import re
import shutil
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from claimpack.cli import main
from claimpack.package.schemas import read_schema
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.fuzz.packages import Files

LONGEST = 20.0
"""Seconds of processor time that one command may take for a package of at most some hundred kilobytes."""

_SCHEMA = Draft202012Validator(read_schema("report.schema.json"))
_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def write(files: Files, folder: Path) -> None:
    """Makes the package in ``folder``."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def commands(folder: Path) -> list[list[str]]:
    """What is run on the package in ``folder``."""
    article = ["--article", str(folder / "article.txt")] if (folder / "article.txt").exists() else []
    validate = ["validate", str(folder), *article, "--today", "2026-03-01"]
    return [
        validate,
        [*validate, "--format", "json"],
        ["fmt", str(folder), "--check"],
        ["build", str(folder), "--output", str(folder.with_name("built"))],
    ]


def faults(files: Files, folder: Path) -> Iterator[str]:
    """What is wrong with how the commands take the package; it is made in ``folder``, which has to be new."""
    write(files, folder)
    for arguments in commands(folder):
        results = []
        for _ in range(2 if arguments[0] == "validate" else 1):
            shutil.rmtree(folder.with_name("built"), ignore_errors=True)
            started = time.process_time()
            results.append(CliRunner().invoke(main, arguments))
            if time.process_time() - started > LONGEST:
                yield f"{arguments[0]} took more than {LONGEST:.0f} s"
        yield from _faults_of(arguments, results)
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if written != files:
        yield "a file of the package was changed"
    strays = {path.name for path in folder.parent.iterdir()} - {folder.name, "built"}
    if strays:
        yield f"written outside: {sorted(strays)}"


def _faults_of(arguments: list[str], results: list[Result]) -> Iterator[str]:
    command, result = arguments[0], results[0]
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        yield f"{command} raised {type(result.exception).__name__}: {result.exception}"
        return
    if result.exit_code not in (0, 1, 2):
        yield f"{command} ended with {result.exit_code}: {result.output[-300:]}"
    if any(other.output != result.output for other in results):
        yield f"{command} said something else the second time"
    shown = _COLOUR.sub("", result.output)
    hidden = sorted(
        {character for character in shown if character != "\n" and unicodedata.category(character)[0] == "C"}
    )
    if hidden and "json" not in arguments:
        yield f"{command} wrote {hidden!r} to the terminal"
    if "json" in arguments and result.exit_code in (0, 1):
        report = json.loads(result.stdout)
        yield from (f"report: {error.message[:200]}" for error in _SCHEMA.iter_errors(report))
        yield from (f"{rule['rule']} crashed" for rule in report["rules"] if rule["status"] == "crashed")
