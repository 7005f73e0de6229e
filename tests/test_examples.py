"""What the source's docstrings show is what happens."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from tests.edits import ROOT

SOURCE = ROOT / "validator"
MODULES = sorted(SOURCE.rglob("*.py"))
SHOWING = [file for file in MODULES if re.search(r"^ *>>> ", file.read_text("utf-8"), re.MULTILINE)]
NAMES = [".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in SHOWING]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed, capsys.readouterr().out
