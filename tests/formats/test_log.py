"""Whatever the format, a report that goes to the log of a CI job commands nothing there."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from claimpack.formats import FORMATS, renderer, text
from claimpack.jsontext import json_text
from claimpack.wording import printable
from hypothesis import example, given
from hypothesis import strategies as st

from tests.formats.hostilereport import hostile_report
from tests.formats.workflowcommands import Command, commands

SIGNS = st.text(alphabet="#[]:% -\nerosadmk;=,")


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "github"])
def test_the_hostile_report_commands_nothing(format_: str) -> None:
    assert list(commands(renderer(format_)(hostile_report()))) == []


def test_a_name_that_is_cut_where_a_command_begins_is_none() -> None:
    report = replace(hostile_report(), package_name=f"{'a' * 100}::stop-commands::pwn")
    assert list(commands(text.render(report))) == []


def test_nor_does_it_in_full() -> None:
    assert list(commands(text.render(hostile_report(), in_full=True))) == []


def test_the_reader_would_find_a_command() -> None:
    assert list(commands("a ##[error]b\n  ::error::c")) == [Command("error", {}, "b"), Command("error", {}, "c")]


@given(SIGNS, SIGNS)
@example("", "")
def test_no_text_in_the_log_is_a_command(before: str, after: str) -> None:
    for command in ("::error::", "##[error]", "\n::add-mask::", "--::add-mask::"):
        shown = printable(f"{before}{command}{after}")
        assert list(commands(shown)) == []
        for width in (8, 20):
            for lines in (textwrap.wrap(shown, width), textwrap.wrap(shown, width, break_long_words=False)):
                assert list(commands("\n".join(lines))) == []
        assert list(commands(json_text({before: f"{command}{after}"}, indent=2))) == []
        assert printable(shown) == shown
