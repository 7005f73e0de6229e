"""What an estimate shows of its outcome: more of it with the intervention, less, or neither."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from claimpack.evidence.measures import COMPARING
from claimpack.evidence.printed import Printed, Range, printed_numbers
from claimpack.evidence.significance import critical_value
from claimpack.package.table import Record

Shown = Literal["more", "less", "not_shown", ""]
"""``more``: the interval excludes no effect, the outcome is more frequent or higher with the intervention. ``less``:
likewise, the other way. ``not_shown``: the interval includes no effect. Blank where the digits don't tell."""

USUAL_LEVEL = 95.0
"""The confidence level, in per cent, by which results are called significant."""

USUAL_ALPHA = 0.05

_KEPT = 65_536
_OTHER_WAY: dict[Shown, Shown] = {"more": "less", "less": "more"}


def shown_by(estimate: Record) -> Shown:
    """What a record of ``estimates`` shows; blank where it compares nothing or can't tell.

    The interval decides, not the point; where the numbers contradict each other, nothing does. An interval of another
    level than 95 % decides only where it does so at 95 % as well. Where no interval is printed, the p-value decides,
    and the estimate says which way.
    """
    if estimate["measure"] not in COMPARING:
        return ""
    found = _above_or_below(printed_numbers(estimate), estimate["p_relation"])
    match estimate["orientation"]:
        case "not_stated":
            return ""
        case "arms_swapped" | "opposite_event":
            return _OTHER_WAY.get(found, found)
    return found


@lru_cache(maxsize=_KEPT)
def _above_or_below(numbers: Printed, p_relation: str) -> Shown:
    """Whether it is above no effect (more), below (less) or around it."""
    if numbers.contradictory:
        return ""
    if numbers.low is None and numbers.high is None:
        return _from_p(numbers, p_relation)
    found = _from_interval(numbers.low, numbers.high)
    if numbers.level not in (None, USUAL_LEVEL) and found != _from_interval(*_at_the_usual_level(numbers)):
        return ""
    return found


def _from_interval(low: Range | None, high: Range | None) -> Shown:
    """Where the interval lies, whatever the true limits are."""
    if low is not None and low.least > 0:
        return "more"
    if high is not None and high.most < 0:
        return "less"
    return "not_shown" if low is not None and high is not None and low.most < 0 < high.least else ""


def _at_the_usual_level(numbers: Printed) -> tuple[Range | None, Range | None]:
    """The interval, widened or narrowed about its middle to the usual level."""
    low, high = numbers.low, numbers.high
    if low is None or high is None or numbers.level is None:
        return None, None
    factor = critical_value(USUAL_LEVEL) / critical_value(numbers.level)
    near, far = (1 + factor) / 2, (1 - factor) / 2
    # "far" is negative where the interval grows: then the least of the other limit counts towards the most
    of_high, of_low = (high[::-1], low[::-1]) if far < 0 else (high, low)
    return (
        Range(near * low.least + far * of_high[0], near * low.most + far * of_high[1]),
        Range(near * high.least + far * of_low[0], near * high.most + far * of_low[1]),
    )


def _from_p(numbers: Printed, relation: str) -> Shown:
    """Which side the estimate is on, if the p-value is surely below 5 %; not shown if it is surely above."""
    p, estimate = numbers.p, numbers.estimate
    if p is None:
        return ""
    printed = (p.least + p.most) / 2
    if (relation == "=" and p.most < USUAL_ALPHA) or (relation in ("<", "<=") and printed <= USUAL_ALPHA):
        if estimate is not None and estimate.least > 0:
            return "more"
        return "less" if estimate is not None and estimate.most < 0 else ""
    not_significant = (relation == "=" and p.least > USUAL_ALPHA) or (
        relation in (">", ">=") and printed >= USUAL_ALPHA
    )
    return "not_shown" if not_significant else ""
