"""Tells of two cells whether the new one says less: fewer people, a milder word; or says more on the same evidence."""

from __future__ import annotations

from typing import Literal

from validator.evidence.directions import disagree
from validator.package.tableschema import table_schema

_WARNS = {"uncertain": 1, "occurs": 2, "increased": 3}
"""The directions that warn, or leave open what may happen: how definite they are."""
_REASSURES = {"favourable": 1, "no_increase": 2, "no_difference": 3, "decreased": 4, "not_observed": 4}
"""The directions that reassure: how much. ``favourable`` is a judgement that no number can contradict; a risk that is
not raised may be lower, and one that is no different is neither; less often, and never seen, say most, and neither of
the two says the other."""
_COMPARES = ("no_increase", "no_difference", "decreased", "not_observed")
"""The reassuring directions that evidence can contradict."""

Turn = Literal["direction-flipped", "direction-strengthened", "direction-weakened", "direction-changed"]


def turn_of(old: str, new: str) -> Turn:
    """What kind of change it is that a claim's direction went from ``old`` to ``new``."""
    if disagree(old, new) or (old in _WARNS and new in _REASSURES):
        return "direction-flipped"
    if new in _REASSURES:
        return "direction-weakened" if _REASSURES[new] < _REASSURES.get(old, 0) else "direction-strengthened"
    if new == "not_applicable":
        return "direction-weakened"
    if old in _COMPARES or (old == "favourable" and new == "uncertain"):
        return "direction-weakened"
    return "direction-weakened" if _WARNS[new] < _WARNS.get(old, 0) else "direction-changed"


def turn_in_words(old: str, new: str) -> str:
    """Why a change of direction is one that weakens the evidence; blank where it does not."""
    match turn_of(old, new):
        case "direction-flipped" if disagree(old, new):
            return "of the two only one can be so"
        case "direction-flipped":
            return "what was a warning or left open now reassures"
        case "direction-strengthened":
            return "it reassures more than before"
        case "direction-weakened":
            return "it says less than before"
        case _:
            return ""


def warns(direction: str) -> bool:
    """Whether a claim with this direction warns of its outcome, or leaves open what may happen."""
    return direction in _WARNS


def is_less(old: str, new: str) -> bool:
    """Whether a number of people or studies is smaller than before, or no longer given."""
    return not new.strip() or (bool(old.strip()) and int(new) < int(old))


def is_softer(column: str, old: str, new: str) -> bool:
    """Whether a word of ``severity`` or ``frequency`` is milder or rarer than the old one; never if one is ``any``.

    The words of both stand in the schema in order: of severity from mild on, of frequency from the most frequent on.
    """
    words = [word for word in table_schema("claims").fields[column].words if word != "any"]
    if column == "severity":
        words.reverse()
    return old in words and new in words and words.index(new) > words.index(old)


def plays_down(column: str, word: str) -> bool:
    """Whether a word of ``severity`` or ``frequency`` makes less of a harm of which nothing was said before."""
    return word in {"severity": ("mild", "moderate"), "frequency": ("rare", "very_rare")}[column]
