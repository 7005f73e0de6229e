"""What is in a package's files is shown on a terminal in characters that can be seen, and in no others."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.terminal import read_all
from tests.edits import EXAMPLE, ROOT
from tests.formats.workflowcommands import commands

NASTY = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u200b\u2066\u00ad\ufeff\x00\x7f\x08\r\u2028"
IN_A_FILE = NASTY.replace("\x00", "").replace("\r", "")
FOLDER = f"::error::{IN_A_FILE}\n##[error]"
OUR_COLOURS = re.compile("\x1b\\[[0-9]+m")
"""What the commands colour with; nothing in ``NASTY`` looks like it."""

WHERE = [
    "cells",
    "ids",
    "header",
    "descriptor",
    "names of files",
    "article",
    "acknowledgements",
    "bytes that are no UTF-8",
    "the name of a folder",
]


def spoil(package: Path, where: str) -> None:
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    claims, notes = package / "claims/claims.csv", package / "claims/acknowledgements.csv"
    match where:
        case "cells":
            claims.write_text(claims.read_text(encoding="utf-8").replace(",bright_light,", f",bright{IN_A_FILE}light,"))
        case "ids":
            claims.write_text(claims.read_text(encoding="utf-8").replace("C2,", f"C2{IN_A_FILE},"))
        case "header":
            claims.write_text(claims.read_text(encoding="utf-8").replace("severity", f"severity{IN_A_FILE}"))
        case "descriptor":
            descriptor |= {"name": NASTY, "version": NASTY, "title": NASTY, f"$schema{NASTY}": 1, "$schema": NASTY}
            descriptor["resources"][0] |= {NASTY: NASTY, "format": NASTY, "schema": NASTY}
            descriptor["resources"][1]["path"] = f"claims/{NASTY}.csv"
            descriptor["resources"].append({"name": NASTY, "path": f"../{NASTY}"})
            file.write_text(json.dumps(descriptor))
        case "names of files":
            shutil.copy(claims, package / "claims" / f"x{IN_A_FILE}.csv")
            claims.rename(package / "claims" / f"y{IN_A_FILE}.csv")
            descriptor["resources"][2]["path"] = f"claims/y{IN_A_FILE}.csv"
            file.write_text(json.dumps(descriptor))
        case "article":
            (package / "article.txt").write_text(f"An {IN_A_FILE} article of another kind.1 " * 9)
        case "acknowledgements":
            with notes.open("a", encoding="utf-8", newline="") as stream:
                stream.write(f"no-rule{IN_A_FILE},C1{IN_A_FILE},{'0' * 16},{IN_A_FILE}x,{IN_A_FILE},2026-13-01,\n")
        case "the name of a folder":
            package.rename(package.parent / FOLDER)
        case _:
            claims.write_bytes(claims.read_bytes() + b"\x1b[2J\xad\x9b\n")
            file.write_bytes(file.read_bytes().replace(b"Light", b"Li\xadght").replace(b"light", b"li\xadght"))


@pytest.mark.parametrize(
    ("where", "command"),
    [
        *((where, "validate") for where in WHERE),
        *((where, "fmt") for where in ("header", "names of files", "bytes that are no UTF-8")),
        *((where, "build") for where in ("descriptor", "bytes that are no UTF-8", "the name of a folder")),
        *(("the name of a folder", command) for command in ("fmt", "sheet", "an absent folder")),
    ],
)
def test_nothing_but_what_can_be_seen(where: str, command: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    spoil(package, where)
    if where == "the name of a folder":
        package = package.parent / FOLDER
    built = str(tmp_path / (FOLDER + "built"))
    arguments = {
        "validate": ["validate", str(package), "--article", str(package / "article.txt")],
        "fmt": ["fmt", str(package), "--diff"],
        "build": ["build", str(package), "--output", built, "--allow-warnings"],
        "sheet": ["sheet", "export", f"{built}.xlsx", str(package)],
        "an absent folder": ["validate", str(package / FOLDER)],
    }[command]
    reader, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "validator"), "NO_COLOR": "1", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "claimpack", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.PIPE,  # where a bar would be drawn if it were a terminal, too
    )
    os.close(terminal)
    shown = b"".join(read_all(reader)).decode("utf-8").replace("\r\n", "\n")
    shown = OUR_COLOURS.sub("", shown + process.communicate(timeout=60)[1].decode("utf-8"))
    assert process.returncode in (0, 1, 2, 3)
    assert "Traceback" not in shown
    hidden = {
        character
        for character in shown
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    }
    assert hidden - {"\n"} == set(), shown[:2_000]
    assert list(commands(shown)) == []
    assert shown.strip()
