"""Checks the broken packages of the corpus; run as a module, it rewrites what is expected of them.

    python -m tests.corpus_reports [PACKAGE]...

Every changed line is then read before it is committed: is it the right rule, the right cell and line, once for one
cause, and could a curator correct the package from the words alone?
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from claimpack.engine import run
from claimpack.formats.json import as_json
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 3, 1)


def broken_packages() -> list[Path]:
    """The folders of the corpus."""
    return sorted(file.parent for file in CORPUS.glob("*/datapackage.json"))


def full_report(folder: Path) -> dict[str, Any]:
    """The JSON report of all rules, with the article's text where the folder holds one."""
    return as_json(run(load(folder, sorted(folder.glob("article.txt")), today=TODAY), all_rules()))


def lasting(report: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with the package, and whether the check finished: not which rules there are."""
    return {"complete": report["complete"], "problems": report["problems"]}


def expected_file(folder: Path) -> Path:
    """The file that holds what is expected of a package."""
    return folder / "expected.json"


def main(names: list[str]) -> None:
    """Rewrites the expected report of the named packages, or of all."""
    for folder in [CORPUS / name for name in names] or broken_packages():
        text = json.dumps(lasting(full_report(folder)), indent=2, ensure_ascii=False) + "\n"
        expected_file(folder).write_bytes(text.encode())


if __name__ == "__main__":
    main(sys.argv[1:])
