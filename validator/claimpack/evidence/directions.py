"""Which directions disagree: those of two claims, and that of a claim with what an estimate shows."""

from collections.abc import Mapping

from claimpack.evidence.showneffect import Shown

DISAGREEING = (
    ("increased", "decreased"),
    ("increased", "no_difference"),
    ("increased", "no_increase"),
    ("not_observed", "increased"),
    ("decreased", "no_difference"),
    ("decreased", "no_decrease"),
    ("not_observed", "occurs"),
)
"""Pairs of directions of which only one can be true for one outcome in one scope. ``no_increase`` is one-sided, so a
decrease agrees with it, and an increase agrees with ``no_decrease``. ``occurs`` compares nothing, so it only disagrees
with ``not_observed``. ``favourable``, ``uncertain`` and ``not_applicable`` are not directions of a single outcome."""

WHOLE_AGAINST_PART = (
    ("not_observed", "increased"),
    ("not_observed", "occurs"),
    ("no_increase", "increased"),
    ("no_difference", "increased"),
    ("no_difference", "decreased"),
    ("no_decrease", "decreased"),
)
"""Pairs of directions, of an outcome and of a narrower one, that do not fit."""

SUPPORTED_BY: Mapping[str, Shown] = {"increased": "more", "decreased": "less"}
"""What an estimate that supports a claim of an effect shows, by the claim's direction."""

CONTRADICTED_BY: Mapping[str, frozenset[Shown]] = {
    "increased": frozenset({"less", "not_shown", "equivalent"}),
    "decreased": frozenset({"more", "not_shown", "equivalent"}),
    "no_difference": frozenset({"more", "less", "differs"}),
    "no_increase": frozenset({"more"}),
    "no_decrease": frozenset({"less"}),
}
"""What an estimate that contradicts a claim shows, by the claim's direction. Other directions compare nothing."""

ENTAILED_BY: Mapping[str, frozenset[str]] = {
    "no_increase": frozenset({"no_difference", "decreased", "not_observed"}),
    "no_decrease": frozenset({"no_difference", "increased"}),
    "occurs": frozenset({"increased"}),
}
"""The other directions from which a direction follows."""

COMPARATIVE = frozenset(CONTRADICTED_BY)
"""The directions that compare the intervention with something else."""

OF_AN_EFFECT = COMPARATIVE | {"occurs", "not_observed", "favourable"}
"""The directions that say something definite about an outcome."""


def disagree(one: str, other: str) -> bool:
    """Whether only one of two claims with these directions and the same scope can be true."""
    return (one, other) in DISAGREEING or (other, one) in DISAGREEING
