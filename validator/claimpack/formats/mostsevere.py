"""Picks the most severe causes for a format that takes a limited number, and numbers equal ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimpack.report import Cause
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import counted

Instance = tuple[Cause, int]
"""A cause, and which of those with its fingerprint it is, counted from 1: a file may have one fault many times."""


def most_severe(causes: Iterable[Cause], most: int) -> list[Instance]:
    """At most ``most`` of the causes, in the order given: by severity, and acknowledged ones last of all.

    What number an instance has does not depend on what is picked.
    """
    seen: Counter[str] = Counter()
    numbered = []
    for cause in causes:
        identity = cause.identity
        seen[identity] += 1
        numbered.append((cause, seen[identity]))
    by_rank = sorted(range(len(numbered)), key=lambda position: _rank(numbered[position][0]))
    return [numbered[position] for position in sorted(by_rank[: max(most, 0)])]


def untold(count: int) -> str:
    """That there are ``count`` more causes than were picked, as a sentence."""
    return f"{counted(count, 'more cause')}, none graver than those listed here; --format json lists them all."


def _rank(cause: Cause) -> int:
    return len(SEVERITIES) if cause.acknowledged else SEVERITIES.index(cause.severity)
