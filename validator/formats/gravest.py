"""Picks the gravest problems for a format that takes only so many, and tells equal ones apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from validator.report import Problem
from validator.rules.catalogue import SEVERITIES

Instance = tuple[Problem, int]
"""A problem, and which of those with its fingerprint it is, counted from 1: a file may have one fault many times."""


def gravest(problems: Iterable[Problem], most: int) -> list[Instance]:
    """At most ``most`` of the problems, in the order given: by severity, and acknowledged ones last of all.

    What number an instance has does not depend on what is picked.
    """
    seen: Counter[str] = Counter()
    ranked = []
    for position, problem in enumerate(problems):
        seen[problem.fingerprint] += 1
        ranked.append((_rank(problem), position, problem, seen[problem.fingerprint]))
    picked = sorted(ranked, key=lambda each: each[:2])[:most]
    return [(problem, number) for _, _, problem, number in sorted(picked, key=lambda each: each[1])]


def _rank(problem: Problem) -> int:
    return len(SEVERITIES) if problem.acknowledged else SEVERITIES.index(problem.severity)
