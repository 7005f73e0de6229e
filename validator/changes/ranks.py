"""Tells of two cells whether the new one says less: fewer people, a milder word, less of an effect."""

from __future__ import annotations

from typing import Literal

from validator.evidence.directions import CONTRADICTED_BY, disagree
from validator.package.tableschema import table_schema

_WARNING = ("increased", "occurs", "uncertain")
"""The directions that warn, or leave open what may happen."""
_REASSURING = ("decreased", "no_difference", "no_increase", "not_observed", "favourable")
"""The directions by which an outcome is not brought about, or safety is judged good."""

_SAYS = {"uncertain": 1, "not_applicable": 0, "occurs": 2, "favourable": 2}
"""How definite a direction is: 3 where evidence can contradict it, which those that are not named here are."""

Turn = Literal["direction-flipped", "direction-weakened", "direction-changed"]


def turn_of(old: str, new: str) -> Turn:
    """What kind of change it is that a claim's direction went from ``old`` to ``new``."""
    if disagree(old, new) or (old in _WARNING and new in _REASSURING):
        return "direction-flipped"
    if _SAYS.get(new, 3) < _SAYS.get(old, 3):
        return "direction-weakened"
    judged, judged_now = CONTRADICTED_BY.get(old, frozenset()), CONTRADICTED_BY.get(new, frozenset())
    return "direction-weakened" if judged_now and judged_now < judged else "direction-changed"


def turn_in_words(old: str, new: str) -> str:
    """Why a change of direction is one that weakens the evidence; blank where it does not."""
    match turn_of(old, new):
        case "direction-flipped" if disagree(old, new):
            return "of the two only one can be so"
        case "direction-flipped":
            return "what was a warning or left open now reassures"
        case "direction-weakened":
            return "it says less than before"
        case _:
            return ""


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
