"""Which directions disagree: of two claims with each other, and of a claim with what an estimate says."""

from __future__ import annotations

from collections.abc import Mapping

from validator.evidence.verdicts import Verdict

_DISAGREEING = (
    ("increased", "decreased"),
    ("increased", "no_difference"),
    ("increased", "no_increase"),
    ("increased", "not_observed"),
    ("decreased", "no_difference"),
    ("occurs", "not_observed"),
)
"""Of one outcome in one scope, no more than one of the two can be so. ``no_increase`` is one-sided, so a decrease agrees
with it; ``occurs`` compares nothing, so it agrees with everything but that the outcome was never seen; ``favourable``,
``uncertain`` and ``not_applicable`` are no directions of an outcome."""

DISAGREEING: frozenset[frozenset[str]] = frozenset(frozenset(pair) for pair in _DISAGREEING)
"""The pairs of directions of two claims that disagree."""

CONTRADICTED_BY: Mapping[str, frozenset[Verdict]] = {
    "increased": frozenset({"less", "not_shown"}),
    "decreased": frozenset({"more", "not_shown"}),
    "no_difference": frozenset({"more", "less"}),
    "no_increase": frozenset({"more"}),
}
"""The verdicts of an estimate that contradict a claim, by the claim's direction. Other directions compare nothing."""

COMPARATIVE = frozenset(CONTRADICTED_BY)
"""The directions that compare the intervention with something else."""


def disagree(one: str, other: str) -> bool:
    """Whether two claims of one scope with these directions can't both hold."""
    return frozenset({one, other}) in DISAGREEING
