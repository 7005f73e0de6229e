"""A question tells a few of the choices and that there are more, and takes an answer that may stand."""

from __future__ import annotations

import pytest
from claimpack.cli.prompts import Asker
from claimpack.curation.records.suggestions import Choice
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput


def told(choices: int, typed: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    """The answer, and what is printed below the question."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        answer = Asker().ask(
            "outcome",
            "What happened.",
            is_required=True,
            default="",
            choices=[Choice(f"c{number}", "") for number in range(1, choices + 1)],
            is_list=False,
            complete=lambda answer: f"{answer}0" if answer == "c1" else answer,
            refusal=lambda answer: "" if answer.startswith("c") else f"{answer} is no choice",
        )
    return answer, capsys.readouterr().out.splitlines()[2:]


@pytest.mark.parametrize(
    ("choices", "named", "more"),
    [(0, 0, []), (1, 1, []), (10, 10, []), (12, 10, ["  and 2 more: begin to type one, or type ? to list them all"])],
)
def test_ten_choices_are_told(choices: int, named: int, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, printed = told(choices, "c\r", capsys)
    assert [line.strip() for line in printed[:named]] == [f"c{number}" for number in range(1, named + 1)]
    assert printed[named:] == more


def test_all_are_told_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    _, printed = told(12, "?\rc\r", capsys)
    assert [line.strip() for line in printed[11:]] == [f"c{number}" for number in range(1, 13)]


def test_an_answer_is_completed_and_another_refused(capsys: pytest.CaptureFixture[str]) -> None:
    answer, printed = told(0, "d\rc1\r", capsys)
    assert (answer, printed) == ("c10", ["  d is no choice", "  taken as c10"])
