"""Picks the most severe causes for a format that takes a limited number, and numbers equal ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimpack.report import Cause
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import counted

Instance = tuple[Cause, int]
"""A cause and its number, from 1, among the causes with the same fingerprint: a file may have one fault many times."""


def most_severe(causes: Iterable[Cause], most: int) -> list[Instance]:
    """The ``most`` most severe causes, in the order given; acknowledged ones count as the mildest.

    The number of an instance does not depend on which causes are picked.
    """
    seen: Counter[str] = Counter()
    numbered = []
    for cause in causes:
        identity = cause.identity
        seen[identity] += 1
        numbered.append((cause, seen[identity]))
    by_rank = sorted(range(len(numbered)), key=lambda position: _rank(numbered[position][0]))
    return [numbered[position] for position in sorted(by_rank[: max(most, 0)])]


def left_out_sentence(count: int) -> str:
    """A sentence that says that ``count`` causes were not picked."""
    return f"{counted(count, 'more cause')}, none more severe than those listed here; --format json lists them all."


def _rank(cause: Cause) -> int:
    return len(SEVERITIES) if cause.acknowledged else SEVERITIES.index(cause.severity)
