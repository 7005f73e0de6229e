"""Makes a broken package of a whole one or of one of the corpus, the same one for the same seed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.corpus_reports import broken_packages
from tests.edits import EXAMPLE
from tests.test_fuzz import KEYS, NASTY, RESOURCE_KEYS

Files = dict[str, bytes]

_MOST_BYTES = 200_000
_PATHS = [
    "../x.csv",
    "/etc/passwd",
    "https://example.org/x",
    "zip://a",
    ".",
    "",
    "claims",
    "claims/claims.csv",
    "\ud800",
]
_RUNS = ["\u0301\u0316", "\ufdfa", "[1]", "1", "9" * 500, "(", '"', "ten ", "a.1–4 ", "\u202e", "\r", "\n\n", "- "]


def seeds() -> list[Files]:
    """The files of the example package and of each package of the corpus."""
    return [_files(folder) for folder in (EXAMPLE, EXAMPLE, EXAMPLE, *broken_packages())]


def _files(folder: Path) -> Files:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink() and file.name != "expected.json"
    }


def broken(seed: int, from_: list[Files]) -> Files:
    """The files of the package that ``seed`` stands for."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret about it
    files = dict(dice.choice(from_))
    for _ in range(dice.choice([1, 1, 2, 3, 6])):
        dice.choice(_EDITS)(files, dice)
    return {path: content[:_MOST_BYTES] for path, content in files.items()}


def _text(dice: random.Random) -> str:
    kind = dice.randrange(4)
    if kind == 0:
        return dice.choice(_RUNS) * dice.choice([2, 30, 1000])
    if kind == 1:
        return "".join(chr(dice.choice([dice.randrange(1, 128), dice.randrange(128, 0xD7FF)])) for _ in range(6))
    return "".join(dice.choice(NASTY) for _ in range(kind - 1))


def _bytes(files: Files, dice: random.Random) -> None:
    path = dice.choice(list(files))
    content = files[path]
    at, length = dice.randrange(len(content) + 1), dice.choice([0, 1, 2, 40, 400])
    new = dice.choice([dice.randbytes(3), _text(dice).encode(), b""])
    files[path] = content[:at] + new + content[at + length :]


def _lines(files: Files, dice: random.Random) -> None:
    path = dice.choice(list(files))
    lines = files[path].splitlines(keepends=True) or [b""]
    at = dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * dice.choice([1, 300])
        case 2:
            dice.shuffle(lines)
        case _:
            ending = dice.choice([b"\r\n", b"\r", b"\n\n", b""])
            lines = [line.rstrip(b"\r\n") + ending for line in lines]
    files[path] = b"".join(lines)


def _cells(files: Files, dice: random.Random) -> None:
    tables = [path for path in files if path.endswith(".csv")]
    if not tables:
        return
    path = dice.choice(tables)
    try:
        rows = list(csv.reader(io.StringIO(files[path].decode(), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return
    filled = [row for row in rows if row]
    if not filled:
        return
    for _ in range(dice.choice([1, 3, 12])):
        row = dice.choice(filled)
        there = dice.choice(dice.choice(filled) or [""])  # a value that is elsewhere makes sense somewhere
        row[dice.randrange(len(row))] = dice.choice([_text(dice), there, there + ";" + _text(dice), ""])
    if dice.randrange(8) == 0:
        rows += dice.choices(filled, k=dice.choice([5, 400]))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    files[path] = out.getvalue().encode("utf-8", "surrogatepass")


def _descriptor(files: Files, dice: random.Random) -> None:
    try:
        descriptor = json.loads(files["datapackage.json"])
    except (KeyError, ValueError):
        return
    if not isinstance(descriptor, dict):
        return
    resources = descriptor.get("resources")
    listed = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    if listed and dice.randrange(3):
        dice.choice(listed)[dice.choice(RESOURCE_KEYS)] = dice.choice([dice.choice(_PATHS), _value(dice)])
    else:
        descriptor[dice.choice(KEYS)] = _value(dice)
    files["datapackage.json"] = json.dumps(descriptor, indent=dice.choice([None, 1])).encode()


def _several(files: Files, dice: random.Random) -> None:
    """Puts a table into several files, some of them compressed."""
    try:
        descriptor = json.loads(files["datapackage.json"])
        resource = dice.choice(descriptor["resources"])
        head, *lines = files.pop(resource["path"]).splitlines(keepends=True)
    except (LookupError, TypeError, ValueError):
        return
    cuts = sorted(dice.randrange(len(lines) + 1) for _ in range(dice.choice([0, 1, 2])))
    paths = [f"claims/part-{number}.csv{dice.choice(['', '', '.gz'])}" for number in range(len(cuts) + 1)]
    for path, begin, end in zip(paths, [0, *cuts], [*cuts, len(lines)], strict=True):
        content = b"".join([head, *lines[begin:end]])
        files[path] = gzip.compress(content, mtime=0) if path.endswith(".gz") else content
    resource["path"] = [*paths, *dice.choice([[], [], [], [dice.choice(paths)], [dice.choice(_PATHS)]])]
    files["datapackage.json"] = json.dumps(descriptor).encode()


def _value(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.randrange(7 if depth < 3 else 5)
    if kind == 5:
        return [_value(dice, depth + 1) for _ in range(dice.choice([0, 1, 3, 200 if not depth else 2]))]
    if kind == 6:
        return {_text(dice)[:40]: _value(dice, depth + 1) for _ in range(3)}
    return [None, dice.choice([True, False]), dice.choice([0, -1, 10**30, 1e308]), _text(dice), dice.choice(_PATHS)][
        kind
    ]


_EDITS: list[Callable[[Files, random.Random], None]] = [_bytes, _lines, _cells, _cells, _cells, _descriptor, _several]
