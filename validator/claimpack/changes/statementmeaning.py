"""What the changed words of a claim come to: another number, a denial, or how sure they sound."""

from __future__ import annotations

import re
from decimal import Decimal

from claimpack.changes.matchedrecords import Cell
from claimpack.evidence.negations import DENYING
from claimpack.evidence.strength import WORDINGS
from claimpack.wording import listed

TURNED = "statement-turned"

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[,'’\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")
_DENIAL = re.compile(
    r"\b(?!(?:not (?:only|just|merely)|nicht nur|pas seulement|no s[oó]lo)\b)"
    rf"(?:{DENYING}|without|ohne|sans|sin)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(  # "more likely" compares, and doubts nothing
    r"\b(?<!\bin )(?<!more )(?<!less )(?<!most )(?<!as )(?<!equally )(?<!plus )(?<!moins )(?<!más )(?<!menos )"
    r"(?:may|might|can|could|possibl[ey]|possibility|perhaps|maybe|probabl[ey]|likely|unlikely|potential(?:ly)?"
    r"|uncertain|unclear|unknown|suspected|appears?|seems?|suggests?"
    r"|kann|können|könnten?|möglich\w*|womöglich|vielleicht|wahrscheinlich|vermutlich|unklar|dürften?"
    r"|peut|peuvent|pourrai\w*|probable\w*|possible\w*|semblent?|peut-être"
    r"|puede\w*|podrían?|posible\w*|quizás?|parecen?)\b",
    re.IGNORECASE,
)
_MEASURED = ("stated_value", "stated_low", "stated_high", "stated_control_value")
STATED = ("stated_measure", *_MEASURED)
"""The columns with the number that a claim states."""


def statement_turn(cell: Cell, *, warns: bool, is_of_an_effect: bool) -> str:
    """What a changed statement says otherwise, as a clause; blank if its words differ and none of this does.

    Args:
        cell: the statement.
        warns: whether the claim says that something happens, so that a denial takes it back.
        is_of_an_effect: whether it says something definite of an effect, so that it matters how sure it sounds.
    """
    gone, come = _numbers_only_in(cell.was, cell.now), _numbers_only_in(cell.now, cell.was)
    if gone and come:
        return f"it said {listed(gone)}, and now says {listed(come)}"
    if warns and denials(cell.now) > denials(cell.was):
        return "it warned, and now denies something"
    was, now = (_DOUBT.search(each) is not None for each in (cell.was, cell.now))
    if was == now or not is_of_an_effect:
        return ""
    return "it sounds surer" if was else "it sounds less sure"


def denials(text: str) -> int:
    """How many words of a text deny something."""
    return sum(1 for _ in _DENIAL.finditer(text))


def stated_turn(cell: Cell) -> str:
    """How the number differs that a claim states, as a clause; blank if it is the same, or there was none."""
    if not (cell.was and cell.now):
        return ""
    is_same = cell.column in _MEASURED and Decimal(cell.was) == Decimal(cell.now)
    return "" if is_same else "it states another number"


def wording_turn(cell: Cell) -> str:
    """How much surer a claim sounds by its ``wording``, as a clause; blank if nothing was recorded."""
    if not (cell.was and cell.now):
        return ""
    return f"it sounds {'surer' if WORDINGS.index(cell.now) > WORDINGS.index(cell.was) else 'less sure'}"


def _numbers_only_in(text: str, other: str) -> list[str]:
    """The numbers in digits of which the other text says none of the same value."""
    values = {_value(found[0]) for found in _NUMBER.finditer(other)}
    return [found[0] for found in _NUMBER.finditer(text) if _value(found[0]) not in values]


def _value(number: str) -> Decimal:
    """The value of a number, in which a comma before one or two last digits is a decimal sign."""
    return Decimal(re.sub(r"[^\d.]", "", re.sub(r",(?=\d\d?$)", ".", number)))
