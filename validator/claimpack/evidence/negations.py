"""Says whether a sentence denies one of its words, in English, German, French and Spanish.

In doubt the answer is yes, so that nothing is concluded from the word.
"""

from __future__ import annotations

import re

NOT = r"(?:not|\w+n['’]t)"
"""An English denial of what follows."""
DENYING = (
    rf"{NOT}|no|never|nor|neither|none|nobody|cannot"
    r"|nicht|nie|niemals|kein\w*|pas|aucun\w*|jamais|nunca|jamás|ning[uú]n\w*"
)
"""Words that deny something, wherever they are."""

_BUT = (
    r"(?:but|whereas|while|although|though|aber|sondern|während|obwohl|mais|tandis que|alors que|pero|sino|mientras"
    r"|aunque)"
)
_CLAUSE = re.compile(rf"[.;:!?]\s|\b{_BUT}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?:{DENYING}|nothing|hardly|unlikely|fail(?:s|ed|ure)? to|(?:lack|absence) of"
    r"|weder|kaum|ne|ni|nul(?:le)?|tampoco|nadie)\b|\bn['’](?=\w)"
    r"|\b(?:without|ohne|sans|sin)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s?(?:not|never)\b|\b(?:\w+n['’]t|cannot"
    r"|(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|will|would) (?:not|never)"
    r"|nicht|nie|niemals|kein\w*|ne|pas|no (?:se|ha|han|es|son|fue|fueron|era|está|están))\b|\bn['’](?=\w)",
    re.IGNORECASE,
)
_ENDS_AFTER = re.compile(
    r",|\b(?:who|which|that|if|when|because|since|wenn|weil|qui|que|si|cuando)\b"
    r"|\b(?:and|und|et|y) (?:(?:it|they|this|these|es|sie|il|elle|ils|elles) )?"
    r"(?:is|are|was|were|has|have|does|do|did|can|ist|sind|war|waren|wird|werden|ne|n['’]|no)\b",
    re.IGNORECASE,
)
"""Where the words after a word begin to be about something else."""
_EVERYWHERE = re.compile(
    rf"\b{_BUT},? (?:{NOT}|no|never|nicht|nie|kein\w*|pas|non)\b"
    rf"|\b{_BUT}\b.{{0,20}}?\b{NOT} (?:in|with|for|among|of|at|on|after)\b"
    r"|\bnon-?significant|\b(?:not|no|nicht|non|pas) (?:\w+ ){0,2}signifi[ck]\w*",
    re.IGNORECASE,
)
"""``but not of headache``, ``not significant``: words that make the whole sentence uncertain."""
_OF_ADJECTIVE = re.compile(
    rf"\b(?:{NOT}|never|nor|nicht|nie|pas|non|ni|no (?:es|son|fue|fueron|está|están))\s(?:\w+\s)?$", re.IGNORECASE
)
_REACH = 500
"""At most this many characters on each side of a word are read."""


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether a sentence denies the words between two places, or may deny them.

    >>> is_denied("Lamps did not raise the risk.", 14, 19), is_denied("It raised the risk, but not at once.", 3, 9)
    (True, True)
    >>> is_denied("It raised the risk, but they did not fail.", 3, 9)
    False
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _EVERYWHERE.search(before + text[start:end] + after):
        return True
    following = _ENDS_AFTER.split(_CLAUSE.split(after, maxsplit=1)[0], maxsplit=1)[0]
    return bool(_BEFORE.search(_CLAUSE.split(before)[-1]) or _AFTER.search(following))


def is_denied_of(text: str, start: int) -> bool:
    """Whether the word at a place is itself denied: ``not serious``, but not ``no serious harm``."""
    return _OF_ADJECTIVE.search(text[max(0, start - _REACH) : start]) is not None
