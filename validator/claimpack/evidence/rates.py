"""The rate of an outcome in one arm, from its counts or a printed proportion."""

import math
from typing import Literal, NamedTuple

from claimpack.evidence.counts import arm_counts
from claimpack.evidence.measures import WITHOUT_P_VALUE
from claimpack.evidence.phrasing import effect_in_words
from claimpack.evidence.printed import Range, printed_numbers, rounding_range
from claimpack.evidence.proportionintervals import exact_interval
from claimpack.evidence.showneffect import USUAL_LEVEL
from claimpack.package.table import Record

_MOST_TRIED = 2_000
"""For more people than this, a rate is so small that only the rarest class could exclude it."""


class Rate(NamedTuple):
    """The share of the people of one arm who had the outcome, as a fraction of 1."""

    point: Range
    """The rate itself: exact from counts, or the range of a printed proportion."""
    printed_interval: Range | None
    printed_words: str
    counts: tuple[int, int] | None = None
    """Events and people, if the rate comes from counts."""

    @property
    def interval(self) -> Range | None:
        """Its 95 % interval, exact if it comes from counts; None if its precision is not known."""
        return exact_interval(*self.counts) if self.counts else self.printed_interval

    @property
    def widest_interval(self) -> Range:
        """Its 95 % interval, or that of the fewest people who can have such a rate."""
        return self.interval or _of_the_fewest(self.point)

    @property
    def words(self) -> str:
        """As a source reports it: ``40 of 100 (40 %, 95 % CI 30.3 to 50.3 %)``."""
        if not self.counts:
            return self.printed_words
        (had, people), interval = self.counts, exact_interval(*self.counts)
        low, high = in_figures(100 * interval.least), in_percent(interval.most)
        return f"{had:,} of {people:,} ({in_percent(had / people)}, {USUAL_LEVEL:g} % CI {low} to {high})"


def rate_of(estimate: Record) -> Rate | None:
    """The rate with the intervention; None if the estimate does not give one.

    It gives none if its orientation is not stated, or its numbers are impossible for a rate.
    """
    return _rate_in(estimate, "intervention")


def control_rate_of(estimate: Record) -> Rate | None:
    """The rate in the control arm; a recorded control risk counts too."""
    counts, risk = arm_counts(estimate, "control"), rounding_range(estimate["control_risk"])
    if risk is None or counts or estimate["orientation"] in ("arms_swapped", "not_stated"):
        return _rate_in(estimate, "control")
    return Rate(risk, None, f"a control risk of {estimate['control_risk']}")


def in_figures(value: float) -> str:
    """A number with three significant digits and no exponent: ``0.00123``, ``40.3``, ``12,300``."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    decimals = 2 - math.floor(math.log10(abs(value)))
    written = f"{round(value, decimals):,.{max(decimals, 0)}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def in_percent(rate: float) -> str:
    """A rate for people to read: ``40.3 %``."""
    return f"{in_figures(100 * rate)} %"


def _rate_in(estimate: Record, arm: Literal["intervention", "control"]) -> Rate | None:
    counts, orientation = arm_counts(estimate, arm), estimate["orientation"]
    if orientation == "not_stated":
        return None
    if counts:
        return Rate(Range.exactly(counts[0] / counts[1]), None, "", counts)
    return _printed(estimate) if (orientation == "arms_swapped") == (arm == "control") else None


def _printed(estimate: Record) -> Rate | None:
    numbers = printed_numbers(estimate)
    if estimate["measure"] != "proportion" or numbers.estimate is None or numbers.contradictory:
        return None
    point, interval, words = numbers.estimate, None, effect_in_words(estimate)
    level_is_enough = numbers.level is None or numbers.level >= USUAL_LEVEL
    if numbers.low and numbers.high and level_is_enough and estimate["interval_kind"] not in WITHOUT_P_VALUE:
        interval = Range(numbers.low.least, numbers.high.most)
    if estimate["orientation"] == "opposite_event":
        point, interval, words = _of_the_others(point), interval and _of_the_others(interval), f"{words} without it"
    return Rate(point, interval, words) if point.most >= 0 and point.least <= 1 else None


def _of_the_fewest(point: Range) -> Range:
    """The exact interval of a printed rate for the fewest people that its digits allow."""
    for people in range(1, _MOST_TRIED + 1):
        events = math.ceil(people * max(point.least, 0.0))
        if 0 < events <= people * min(point.most, 1.0):
            return exact_interval(events, people)
    return Range(0.0, 1.0)


def _of_the_others(rate: Range) -> Range:
    return Range(1 - rate.most, 1 - rate.least)
