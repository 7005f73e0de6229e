"""Names what the problems of a cause are about: the one that stands for it by its claim, the others in short."""

from __future__ import annotations

import textwrap

from claimpack.report import Cause, Problem, Report
from claimpack.wording import printable

MOST_NAMED = 20
"""At most this many of the others are named."""
_LONGEST_STATEMENT = 80


def likewise(cause: Cause) -> list[str]:
    """The other problems of a cause that are worth reporting: each is about a record that none before it names.

    By its place, where it has none.
    """
    first = cause.first
    named = set(first.subjects)
    others = []
    for problem in cause.told:
        if problem is not first:
            name = next((subject for subject in problem.subjects if subject not in named), None)
            named.update(problem.subjects[:1] if name is None else (name,))
            others.append(name or _spot(problem))
    return list(dict.fromkeys(others))


def likewise_in_words(cause: Cause, most: int = MOST_NAMED) -> str:
    """The others in a row, ``Likewise: C009, C011 and 4 more``; blank where there are none."""
    others = likewise(cause)
    if not others:
        return ""
    more = len(others) - most
    return f"Likewise: {', '.join(map(printable, others[:most]))}" + (f" and {more:,} more" if more > 0 else "")


def claim_in_words(report: Report, problem: Problem) -> str:
    """The claim that a problem is about first, with what it says in short: ``C036 "The treatment …"``; or blank."""
    name = problem.subjects[0] if problem.subjects else ""
    if name not in report.statements or not problem.can_be_acknowledged:
        return ""
    if problem.subject_tables[:1] not in ((), ("claims",)):
        return ""
    said = textwrap.shorten(printable(report.statements[name]), _LONGEST_STATEMENT, placeholder=" …")
    return f'{printable(name)} "{said}"'


def _spot(problem: Problem) -> str:
    place = problem.place
    at = place.cell or (f"line {place.line}" if place.line else "")
    return at or (problem.subjects[0] if problem.subjects else place.path)
