"""Writes what a problem says as a sentence."""

from __future__ import annotations

from validator.report import Problem


def sentence(problem: Problem) -> str:
    """The message with a full stop, and with a capital unless it begins with a column's name."""
    first = problem.message.split(" ", 1)[0]
    is_name = first == problem.place.column or not first.isalpha()
    message = problem.message if is_name else problem.message[:1].upper() + problem.message[1:]
    return f"{message}."
