"""Makes a copy of our own package with a dozen typing mistakes, as people make them in a spreadsheet."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.page import ROOT

MISTAKES: Mapping[str, Mapping[tuple[int, str], str]] = {
    "claims": {
        (3, "effect_direction"): "increase",
        (7, "claim_type"): "sythesis",
        (12, "population_size"): "1 200",
        (15, "severity"): "sever",
        (20, "source_ids"): "no-such-source",
        (25, "outcome"): "feever",
    },
    "sources": {(2, "doi"): "10.1186-s13287", (4, "issued_on"): "2021/05/03", (5, "retraction_status"): "none"},
    "estimates": {(3, "estimate"): "1,98", (5, "measure"): "Risk", (8, "ci_level"): "95%"},
}
"""By table what is typed instead of a cell, given by its row (the header is row 0) and column."""


def make_mistyped(folder: Path) -> Path:
    """Writes the package to ``folder``."""
    for part in ("claims", "schemas"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "datapackage.json", folder)
    for table, mistakes in MISTAKES.items():
        file = folder / "claims" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        for (row, column), typed in mistakes.items():
            rows[row][rows[0].index(column)] = typed
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    return folder
