"""Describes a cause: its first problem in sentences, the records of its other problems, and its claim."""

from __future__ import annotations

import textwrap

from claimpack.report import Cause, Problem, Report
from claimpack.wording import and_more, joined, printable

_MOST_NAMED = 20
"""At most this many of the other problems are named."""
_LONGEST_STATEMENT = 80


def sentence(problem: Problem) -> str:
    """The message as a sentence, with a capital unless it begins with the name of a column."""
    first = problem.message.split(" ", 1)[0]
    is_name = first == problem.place.column or not first.isalpha()
    message = problem.message if is_name else problem.message[:1].upper() + problem.message[1:]
    return f"{message}."


def paragraph(cause: Cause) -> str:
    """A cause in one paragraph: its records, its message, its other problems and its hint."""
    problem = cause.first
    about = f"{', '.join(problem.subjects)}: " if problem.subjects else ""
    others = likewise(cause)
    return joined(f"{about}{sentence(problem)}", f"{others}." if others else "", problem.hint)


def likewise(cause: Cause) -> str:
    """The other problems of a cause, ``Likewise: C009, C011 and 4 more``; blank if there are none.

    Each is named by its first record that is not named yet, or by its place.
    """
    first = cause.first
    named = set(first.subjects)
    others: dict[str, None] = {}
    for problem in cause.reported:
        if problem is not first:
            name = next((subject for subject in problem.subjects if subject not in named), None)
            named.update(problem.subjects[:1] if name is None else (name,))
            others[name or _location_in_file(problem)] = None
    names = ", ".join(map(printable, list(others)[:_MOST_NAMED]))
    return " ".join([f"Likewise: {names}", *and_more(others, _MOST_NAMED)]) if others else ""


def claim_in_words(report: Report, problem: Problem) -> str:
    """The claim that a problem is about, with its shortened statement: ``C036 "The treatment …"``; or blank."""
    name = problem.subjects[0] if problem.subjects else ""
    is_claim = problem.subject_tables[:1] in ((), ("claims",))
    if name not in report.statements or not problem.can_be_acknowledged or not is_claim:
        return ""
    said = textwrap.shorten(printable(report.statements[name]), _LONGEST_STATEMENT, placeholder=" …")
    return f'{printable(name)} "{said}"'


def details(report: Report, cause: Cause) -> list[str]:
    """The other problems of a cause, its claim, and the reason for accepting it or else the hint."""
    last = f"Acknowledged: {cause.reason or ''}" if cause.acknowledged else cause.first.hint
    return [text for text in (likewise(cause), claim_in_words(report, cause.first), last) if text]


def _location_in_file(problem: Problem) -> str:
    line = f"line {problem.place.line}" if problem.place.line else ""
    return problem.place.cell or line or ", ".join(problem.subjects[:1]) or problem.place.path
