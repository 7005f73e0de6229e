"""What an estimate shows of its outcome: more of it with the intervention, less, or neither."""

import math
from functools import lru_cache
from typing import Literal

from claimpack.evidence.counts import counts_of
from claimpack.evidence.measures import COMPARING, NEGATED_WHEN_REVERSED, NORMAL, OF_MEANS, RATIOS, T_OF_STUDIES, Row
from claimpack.evidence.notes import p_against_no_effect
from claimpack.evidence.printed import Printed, Range, printed_numbers, ratio_may_be_zero
from claimpack.evidence.significance import critical_value, printed_p
from claimpack.evidence.twobytwo import TwoByTwo
from claimpack.package.table import Record

Shown = Literal["more", "less", "differs", "not_shown", "equivalent", ""]
"""``more``: the interval excludes no effect, the outcome is more frequent or higher with the intervention. ``less``:
the same, the other way. ``differs``: the p-value is significant, and nothing printed says which way. ``not_shown``:
the interval includes no effect. ``equivalent``: the interval lies within the margin of the outcome, so that there is no
difference that matters. Blank where the digits leave it open."""

USUAL_LEVEL = 95.0
"""The confidence level, in per cent, at which every result is judged."""

USUAL_ALPHA = 0.05

_ONE_SIDED_LEVEL = (100 + USUAL_LEVEL) / 2
"""The level of a one-sided limit that excludes as much on its side as an interval of the usual level."""

_HALF = 0.5
_KEPT = 65_536
_TESTS = ("Pearson", "Yates", "Fisher")
_OTHER_WAY: dict[Shown, Shown] = {"more": "less", "less": "more"}
_DECIDES_NOTHING = "prediction"


def shown_by(estimate: Record) -> Shown:
    """What a record of ``estimates`` shows; blank where it compares nothing or decides nothing. Margins don't count.

    The interval decides, not the point; where the numbers contradict each other, nothing does. Every interval is
    judged as at 95 %: one of another level is rescaled where it is made with normal quantiles (never an exact,
    credible, one-sided or t interval); any other decides only what its own level decides at 95 % as well. Where no
    interval is printed, or its digits leave it open, the p-value decides, and the estimate says which way.
    """
    measure, orientation = estimate["measure"], estimate["orientation"]
    if (measure not in COMPARING and measure != "p_only") or orientation == "not_stated":
        return ""
    kind, relation, numbers = estimate["interval_kind"], estimate["p_relation"], printed_numbers(estimate)
    p = printed_p(numbers, relation, estimate["p_sides"], of_counts=measure not in OF_MEANS)
    found = _above_or_below(numbers._replace(p=p), relation, kind, may_be_rescaled(estimate))
    return found if orientation == "as_named" else _OTHER_WAY.get(found, found)


def side_not_shown(estimate: Row) -> Shown:
    """The side on which a one-sided p-value above 0.5 shows nothing: the one where its estimate is not. Blank if none.

    What it shows on the other side, if anything, is not known: the two sides of a test of counts overlap.
    """
    numbers = printed_numbers(estimate)
    if estimate["p_sides"] != "one" or numbers.p is None or numbers.p.least <= _HALF or numbers.estimate is None:
        return ""
    if estimate["p_relation"] not in ("=", ">", ">=") or estimate["orientation"] == "not_stated":
        return ""
    found: Shown = "less" if numbers.estimate.least > 0 else "more" if numbers.estimate.most < 0 else ""
    return found if estimate["orientation"] == "as_named" else _OTHER_WAY.get(found, found)


def is_shown_by_interval(estimate: Row) -> bool:
    """Whether what an estimate shows follows from its interval, and not from a p-value or from counts."""
    kind, numbers = estimate["interval_kind"], printed_numbers(estimate)
    if kind == _DECIDES_NOTHING or (numbers.low is None and numbers.high is None):
        return False
    return bool(_by_interval(numbers, kind, may_be_rescaled(estimate)))


def shown_at_its_own_level(estimate: Record) -> Shown:
    """What an estimate shows at the level of its own interval, which is what its source goes by."""
    numbers = printed_numbers(estimate)
    if numbers.contradictory or (numbers.low is None and numbers.high is None):
        return shown_by(estimate)
    found = _from_interval(numbers.low, numbers.high)
    return found if estimate["orientation"] == "as_named" else _OTHER_WAY.get(found, found)


def may_be_rescaled(estimate: Row) -> bool:
    """Whether the interval of an estimate is made with normal quantiles, so that it can be given at another level.

    That of a ratio which begins at 0.00 is not: on the logarithmic scale nothing tells how wide it is.
    """
    begins_at_zero = estimate["measure"] in RATIOS and ratio_may_be_zero(printed_numbers(estimate).low)
    return estimate["interval_kind"] in NORMAL and estimate["model"] != T_OF_STUDIES and not begins_at_zero


def is_within_margin(estimate: Record, numbers: Printed, margin: float | None) -> bool:
    """Whether an interval lies within 1/margin to margin for any value that its digits stand for: ratios alone."""
    if margin is None or not _is_ratio_of_the_outcome(estimate) or numbers.contradictory:
        return False
    low, high = _at_least_at_the_usual_level(estimate, numbers)
    if low is None or high is None:
        return False
    return low.least >= -math.log(margin) and high.most <= math.log(margin)


def is_beyond_margin(estimate: Record, numbers: Printed, margin: float | None) -> bool:
    """Whether an interval that excludes no effect excludes all that the margin calls none; true without a margin."""
    if margin is None or not _is_ratio_of_the_outcome(estimate):
        return True
    low, high = _at_least_at_the_usual_level(estimate, numbers)
    reach = math.log(margin)
    return (low is not None and low.least > reach) or (high is not None and high.most < -reach)


def _is_ratio_of_the_outcome(estimate: Record) -> bool:
    """Whether it is a ratio of the outcome itself, or of the arms swapped, which a margin leaves as it is.

    The risk of survival can be nearly the same where that of death is twice as high.
    """
    measure, orientation = estimate["measure"], estimate["orientation"]
    return measure in RATIOS and (orientation == "as_named" or measure in NEGATED_WHEN_REVERSED.get(orientation, ()))


def _at_least_at_the_usual_level(estimate: Record, numbers: Printed) -> tuple[Range | None, Range | None]:
    """The limits at 95 %, or at a higher level of its own where they can't be rescaled; none where that is lower."""
    if may_be_rescaled(estimate) or numbers.level in (None, USUAL_LEVEL):
        return at_the_usual_level(numbers)
    return (numbers.low, numbers.high) if numbers.level is not None and numbers.level > USUAL_LEVEL else (None, None)


def _above_or_below(numbers: Printed, p_relation: str, kind: str, may_rescale: bool) -> Shown:  # noqa: FBT001
    """Whether it is above no effect (more), below (less) or around it."""
    if numbers.contradictory:
        return ""
    if kind == _DECIDES_NOTHING or (numbers.low is None and numbers.high is None):
        return _from_p(numbers, p_relation)
    found = _by_interval(numbers, kind, may_rescale)
    return found if found or numbers.estimate is None else _from_p(numbers, p_relation)


def _by_interval(numbers: Printed, kind: str, may_rescale: bool) -> Shown:  # noqa: FBT001
    """Where the interval lies at 95 %; blank where its digits, its level or a limit not printed leave it open."""
    found, level = _from_interval(numbers.low, numbers.high), numbers.level or USUAL_LEVEL
    if kind == "one_sided":
        return found if found and level >= _ONE_SIDED_LEVEL else _from_one_limit(numbers, 2 * level - 100)
    if may_rescale and numbers.low is not None and numbers.high is not None:
        return _from_interval(*at_the_usual_level(numbers))
    if level == USUAL_LEVEL or (level > USUAL_LEVEL) == (found in _OTHER_WAY):
        return found or (_from_one_limit(numbers, level) if may_rescale else "")
    return ""


def _from_one_limit(numbers: Printed, level: float) -> Shown:
    """Not shown, if the interval surely holds no effect whose one limit is not printed: it is as far from the estimate.

    Args:
        numbers: with an estimate.
        level: of an interval with two limits that has this one. At a higher level than the usual one it holds more.
    """
    middle, low, high = numbers.estimate, numbers.low, numbers.high
    if middle is None or level > USUAL_LEVEL or (low is None) == (high is None):
        return ""
    found = _from_interval(low or (high and high.mirrored(middle)), high or (low and low.mirrored(middle)))
    return "not_shown" if found == "not_shown" else ""


def _from_interval(low: Range | None, high: Range | None) -> Shown:
    """Where the interval lies, whatever the true limits are."""
    if low is not None and low.least > 0:
        return "more"
    if high is not None and high.most < 0:
        return "less"
    return "not_shown" if low is not None and high is not None and low.most < 0 < high.least else ""


def at_the_usual_level(numbers: Printed) -> tuple[Range | None, Range | None]:
    """The limits at 95 %, each as the range that the digits leave open, on the scale of the measure.

    An interval of another level is widened or narrowed about its middle by normal quantiles; one with a limit alone is
    given as it is printed.
    """
    low, high = numbers.low, numbers.high
    if low is None or high is None or numbers.level in (None, USUAL_LEVEL):
        return low, high
    factor = critical_value(USUAL_LEVEL) / critical_value(numbers.level or USUAL_LEVEL)
    near, far = (1 + factor) / 2, (1 - factor) / 2
    # "far" is negative where the interval grows: then the least of the other limit counts towards the most
    of_high, of_low = (high[::-1], low[::-1]) if far < 0 else (high, low)
    return (
        Range(near * low.least + far * of_high[0], near * low.most + far * of_high[1]),
        Range(near * high.least + far * of_low[0], near * high.most + far * of_low[1]),
    )


def _from_p(numbers: Printed, relation: str) -> Shown:
    """Which side the estimate is on, if the two-sided p-value is surely below 0.05; not shown if it is surely above."""
    p, estimate = numbers.p, numbers.estimate
    if p is None:
        return ""
    if p.most < USUAL_ALPHA or (relation in ("<", "<=") and p.most <= USUAL_ALPHA):
        if estimate is None:
            return "differs"
        if estimate.least > 0:
            return "more"
        return "less" if estimate.most < 0 else ""
    is_above = relation in (">", ">=") and p.least >= USUAL_ALPHA  # of a blank one it may be below
    return "not_shown" if is_above or (relation == "=" and p.least > USUAL_ALPHA) else ""


def has_interval_or_p(estimate: Row) -> bool:
    """Whether a limit of an interval is printed, or a p-value against no effect: then the counts decide nothing."""
    return bool(estimate["ci_low"] or estimate["ci_high"] or p_against_no_effect(estimate))


def shown_by_counts(estimate: Record) -> Shown:
    """What the counts of a record of ``estimates`` show; blank where another number is printed, or they decide nothing.

    They show more or less where Pearson's, Yates' and Fisher's test all call the difference significant, and neither
    where none of them does, or where nobody of both arms had the outcome, or all had it.
    """
    if estimate["measure"] not in COMPARING or has_interval_or_p(estimate):
        return ""
    table = counts_of(estimate)
    return _by_tests(table.events, table.totals) if table is not None else ""


@lru_cache(maxsize=_KEPT)
def _by_tests(events: tuple[int, int], totals: tuple[int, int]) -> Shown:
    table = TwoByTwo(events, totals)
    p_values = [p for name, p in table.p_values.items() if name in _TESTS]
    if max(p_values) < USUAL_ALPHA:
        return "more" if events[0] * totals[1] > events[1] * totals[0] else "less"
    return "not_shown" if min(p_values) > USUAL_ALPHA else ""


def more_or_less_by_counts(estimate: Record, *, of_two_groups: bool = True) -> Shown:
    """Which way a difference runs that a p-value calls significant.

    Blank where the counts don't say, or where no test of theirs calls it significant: then one of the two is wrong, or
    the p-value is adjusted. Of a crossover trial the tests of two groups say nothing of that.
    """
    table = counts_of(estimate)
    if table is None or (of_two_groups and min(table.p_values.values()) > USUAL_ALPHA):
        return ""
    (treated, controls), (all_treated, all_controls) = table.events, table.totals
    apart = treated * all_controls - controls * all_treated
    return "more" if apart > 0 else "less" if apart < 0 else ""
