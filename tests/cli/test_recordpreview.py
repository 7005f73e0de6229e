"""What is shown of a record before it is written."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from claimpack.cli.recordpreview import show_record
from claimpack.curation.records.recorddraft import RecordDraft
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY

STATEMENT = "In trials, headache was as frequent with bright light as with dim light."


def test_on_a_terminal_lines_go_on_below_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((60, 24)))
    show_record(RecordDraft(load(EXAMPLE, today=TODAY), "claims", 0))
    shown = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(shown) if line.startswith("  statement"))
    indent = shown[at].index("In trials")
    assert shown[at + 1].startswith(" " * indent)
    assert shown[at + 2].startswith("  intervention")
    assert f"{shown[at][indent:]} {shown[at + 1][indent:]}" == STATEMENT
    assert max(map(len, shown)) <= 60


def test_elsewhere_a_value_stays_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    show_record(RecordDraft(load(EXAMPLE, today=TODAY), "claims", 0))
    assert f"  {STATEMENT}\n" in capsys.readouterr().out
