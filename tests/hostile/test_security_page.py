"""SECURITY.md names every limit with its value, and tests that are there."""

from __future__ import annotations

import re

from claimpack.package import limits
from claimpack.rules import runner

from tests.edits import ROOT
from tests.hostile import test_bounds

PAGE = (ROOT / ".github/SECURITY.md").read_text(encoding="utf-8")


def test_every_limit_stands_in_the_table() -> None:
    told = {
        name: int(value.replace(",", ""))
        for name, value in re.findall(r"^\| `([A-Z_]+)`.* \| ([0-9,]+) \|", PAGE, re.MULTILINE)
    }
    known = {name: value for name, value in vars(limits).items() if name.isupper()}
    known |= {name: getattr(runner, name) for name in ("MOST_FINDINGS", "FINDINGS_A_RECORD", "FINDINGS_ANYWAY")}
    assert told == known


def test_the_bound_is_the_tested_one() -> None:
    numbers = (
        f"{test_bounds.SECONDS} s + {test_bounds.SECONDS_A_MEGABYTE} s and {test_bounds.MEGABYTES} MB + "
        f"{test_bounds.MEGABYTES_A_MEGABYTE} MB for each megabyte"
    )
    assert numbers in PAGE


def test_the_tests_that_it_names_are_there() -> None:
    paths = re.findall(r"`(tests/[^` ]+|schemas/[^` ]+)`", PAGE)
    assert len(paths) > 6
    assert [path for path in paths if not (ROOT / path).exists()] == []
