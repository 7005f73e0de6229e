"""What a problem says, as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claimpack.formats.causetext import paragraph, sentence
from claimpack.package.place import Place
from claimpack.report import Problem, causes_of

COLUMN = Place("claims/claims.csv", "claims", 3, 4, "severity", "K3")


def problem(message: str, hint: str = "", subjects: tuple[str, ...] = ()) -> Problem:
    return Problem("year-mismatch", "error", message, hint, COLUMN, subjects, "0" * 16)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("it is wrong", "It is wrong."),
        ("severity is wrong", "severity is wrong."),  # the column's name as it is in the file
        ("severe is not its word", "Severe is not its word."),
        ("ci_low is above ci_high", "ci_low is above ci_high."),  # a name of another column
        ("p-value 0.5 is not 0.05", "p-value 0.5 is not 0.05."),
        ("3 of 2 people", "3 of 2 people."),
        ("", "."),
    ],
)
def test_a_message_is_a_sentence(message: str, said: str) -> None:
    assert sentence(problem(message)) == said


@pytest.mark.parametrize(
    ("hint", "subjects", "said"),
    [
        ("", (), "It is wrong."),
        ("Correct it.", (), "It is wrong. Correct it."),
        ("Correct it.", ("C1", "E2"), "C1, E2: It is wrong. Correct it."),
    ],
)
def test_all_that_it_says(hint: str, subjects: tuple[str, ...], said: str) -> None:
    (cause,) = causes_of([problem("it is wrong", hint, subjects)])
    assert paragraph(cause) == said


def test_it_says_all_that_it_is_about() -> None:
    found = [
        replace(problem("it is wrong", "Correct it.", (name, "E2")), cause="c" * 16) for name in ("C1", "C3", "C4")
    ]
    (cause,) = causes_of(found)
    assert paragraph(cause) == "C1, E2: It is wrong. Likewise: C3, C4. Correct it."


def test_each_is_named_by_a_record_that_no_other_is_named_by_or_else_by_its_place() -> None:
    subjects = [("C1", "E1"), ("C1", "E2"), ("C1", "E2")]
    found = [replace(problem("it is wrong", "Correct it.", names), cause="c" * 16) for names in subjects]
    (cause,) = causes_of(found)
    assert paragraph(cause) == "C1, E1: It is wrong. Likewise: E2, K3. Correct it."
