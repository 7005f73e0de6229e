"""Registries for tests: packages whose sources, estimates and concepts are moved to a package that they share."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.edits import EXAMPLE

SHARED = ("sources", "estimates", "concepts")


def make_registry(root: Path, packages: Sequence[str] = ("pages/one", "pages/two", "pages/three")) -> Path:
    """A registry of copies of the example package in words of their own, which share what is in ``shared``.

    Gives its file.
    """
    for name in packages:
        share(EXAMPLE, root / name, root / "shared")
        rename(root / name, Path(name).name)
        reword(root / name, f"of {Path(name).name}")
    rename(root / "shared", "shared")
    return write_registry(root, {"packages": list(packages), "shared": ["shared"]})


def share(package: Path, page: Path, shared: Path) -> None:
    """Copies a package without its sources, estimates and concepts, and makes another one that holds these alone."""
    for folder, is_shared in ((page, False), (shared, True)):
        shutil.copytree(package, folder, dirs_exist_ok=True)
        for file in (folder / "claims").glob("*.csv"):
            if (file.stem in SHARED) != is_shared:
                empty(file)


def empty(file: Path) -> None:
    """Leaves a table its header alone."""
    file.write_bytes(file.read_bytes().partition(b"\n")[0] + b"\n")


def rename(package: Path, name: str) -> None:
    """Gives a package another name."""
    file = package / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {"name": name}, indent=2), "utf-8")


def reword(package: Path, words: str) -> None:
    """Lets the statement of each claim end with these words."""
    file = package / "claims/claims.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"statement": f"{row['statement']} {words}"} for row in rows)


def write_registry(root: Path, members: dict[str, object]) -> Path:
    """Writes a registry's file, and gives it."""
    file = root / "registry.json"
    file.write_text(json.dumps({"registry_version": "1", **members}, indent=2) + "\n", encoding="utf-8")
    return file
