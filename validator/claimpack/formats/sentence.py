"""Writes what a problem says in sentences."""

from __future__ import annotations

from claimpack.formats.likewise import likewise_in_words
from claimpack.report import Cause, Problem
from claimpack.wording import joined


def sentence(problem: Problem) -> str:
    """The message with a full stop, and with a capital unless it begins with a column's name."""
    first = problem.message.split(" ", 1)[0]
    is_name = first == problem.place.column or not first.isalpha()
    message = problem.message if is_name else problem.message[:1].upper() + problem.message[1:]
    return f"{message}."


def paragraph(cause: Cause) -> str:
    """All that a cause says, for a place where nothing but text stands: its records, its message and its hint."""
    problem = cause.first
    about = f"{', '.join(problem.subjects)}: " if problem.subjects else ""
    others = likewise_in_words(cause)
    return joined(f"{about}{sentence(problem)}", f"{others}." if others else "", problem.hint)
