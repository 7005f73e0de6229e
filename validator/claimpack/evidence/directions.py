"""Which directions disagree: of two claims with each other, and of a claim with what an estimate says."""

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
"""Pairs of directions of which, of one outcome in one scope, only one can be so. ``no_increase`` is one-sided, so a
decrease agrees with it, and an increase with ``no_decrease``; ``occurs`` compares nothing, so it agrees with all but
that the outcome was never seen; ``favourable``, ``uncertain`` and ``not_applicable`` are no directions of an
outcome."""

WHOLE_AGAINST_PART = (
    ("not_observed", "increased"),
    ("not_observed", "occurs"),
    ("no_increase", "increased"),
    ("no_difference", "increased"),
    ("no_difference", "decreased"),
    ("no_decrease", "decreased"),
)
"""Pairs of directions, of an outcome and of a narrower one, that do not go together well."""

BORNE_OUT_BY: Mapping[str, Shown] = {"increased": "more", "decreased": "less"}
"""What an estimate shows of a claim of an effect that it bears out, by the claim's direction."""

CONTRADICTED_BY: Mapping[str, frozenset[Shown]] = {
    "increased": frozenset({"less", "not_shown", "equivalent"}),
    "decreased": frozenset({"more", "not_shown", "equivalent"}),
    "no_difference": frozenset({"more", "less", "differs"}),
    "no_increase": frozenset({"more"}),
    "no_decrease": frozenset({"less"}),
}
"""The verdicts of an estimate that contradict a claim, by the claim's direction. Other directions compare nothing."""

ENTAILED_BY: Mapping[str, frozenset[str]] = {
    "no_increase": frozenset({"no_difference", "decreased", "not_observed"}),
    "no_decrease": frozenset({"no_difference", "increased"}),
    "occurs": frozenset({"increased"}),
}
"""The other directions of an outcome with which a direction holds as well."""

COMPARATIVE = frozenset(CONTRADICTED_BY)
"""The directions that compare the intervention with something else."""

OF_AN_EFFECT = COMPARATIVE | {"occurs", "not_observed", "favourable"}
"""The directions that say something definite of an outcome."""


def disagree(one: str, other: str) -> bool:
    """Whether of two claims of one scope with these directions only one can hold."""
    return (one, other) in DISAGREEING or (other, one) in DISAGREEING
