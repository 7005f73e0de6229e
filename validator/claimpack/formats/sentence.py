"""Writes what a problem says in sentences."""

from __future__ import annotations

from claimpack.report import Problem
from claimpack.wording import joined


def sentence(problem: Problem) -> str:
    """The message with a full stop, and with a capital unless it begins with a column's name."""
    first = problem.message.split(" ", 1)[0]
    is_name = first == problem.place.column or not first.isalpha()
    message = problem.message if is_name else problem.message[:1].upper() + problem.message[1:]
    return f"{message}."


def paragraph(problem: Problem) -> str:
    """All that a problem says, for a place where nothing but text stands: its records, its message and its hint."""
    about = f"{', '.join(problem.subjects)}: " if problem.subjects else ""
    return joined(f"{about}{sentence(problem)}", problem.hint)
