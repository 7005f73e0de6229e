"""Whether two estimates of one effect differ in size.

Method: Altman and Bland 2003, https://doi.org/10.1136/bmj.326.7382.219. z is the difference of two estimates, on the
logarithmic scale for ratios, divided by its standard error, which comes from both intervals. This assumes that the
estimates are independent. If they share studies, the true standard error is smaller, so no z is given. Then they only
differ if one estimate lies outside the other's interval.
"""

import math
from typing import NamedTuple

from claimpack.evidence.followup import is_another_time
from claimpack.evidence.measures import COMPARING, NEGATED_WHEN_REVERSED, WITHOUT_P_VALUE
from claimpack.evidence.percentages import is_in_per_cent
from claimpack.evidence.printed import Range, printed_numbers
from claimpack.evidence.showneffect import may_be_rescaled
from claimpack.evidence.significance import critical_value, fits_its_interval
from claimpack.package.table import Record

CRITICAL_Z = critical_value(95.0)
"""Two independent estimates with a larger z differ at the 5 % level: 1.96."""


class Effect(NamedTuple):
    """An effect on the scale of its measure: above the null means more of the outcome with the intervention."""

    middle: float
    """The estimate as printed."""
    estimate: Range
    """Its range before rounding."""
    low: Range
    high: Range
    error: float | None
    """The standard error from the printed interval; None if the interval does not give it."""
    largest_error: float | None
    """The largest standard error that the digits of the interval allow."""


def effect_of(estimate: Record) -> Effect | None:
    """The effect that a record of ``estimates`` prints; None unless it has an estimate and an interval that fits."""
    measure, orientation = estimate["measure"], estimate["orientation"]
    turned = orientation in NEGATED_WHEN_REVERSED
    if measure not in NEGATED_WHEN_REVERSED.get(orientation, COMPARING if orientation == "as_named" else ()):
        return None
    if estimate["interval_kind"] in WITHOUT_P_VALUE:
        return None
    numbers = printed_numbers(estimate)
    if numbers.contradictory or numbers.estimate is None or numbers.low is None or numbers.high is None:
        return None
    low, high, middle = numbers.low, numbers.high, numbers.estimate
    error = largest = None
    if may_be_rescaled(estimate) and numbers.level is not None and fits_its_interval(numbers):
        reach = 2 * critical_value(numbers.level)
        error, largest = (high.middle - low.middle) / reach, (high.most - low.least) / reach
    if turned:
        low, high, middle = high.negated, low.negated, middle.negated
    return Effect(middle.middle, middle, low, high, error, largest)


def effects_of(one: Record, other: Record) -> tuple[Effect, Effect] | None:
    """The effects of two records; None where one of them has none."""
    effect, another = effect_of(one), effect_of(other)
    return (effect, another) if effect is not None and another is not None else None


def is_same_measure(one: Record, other: Record) -> bool:
    """Whether two estimates have the same measure, the same unit and the same follow-up time."""
    units = {"" if is_in_per_cent(each) else each["unit"] for each in (one, other)}
    return one["measure"] == other["measure"] and len(units) == 1 and not is_another_time(one, other)


def z_of_difference(one: Effect, other: Effect) -> float | None:
    """How many standard errors two independent estimates are apart; None if an interval does not give its error."""
    return _z(abs(one.middle - other.middle), one.error, other.error)


def differs_in_size(one: Effect, other: Effect, *, share_studies: bool) -> bool:
    """Whether two estimates certainly differ in size, whatever they were before rounding.

    Args:
        one: an estimate.
        other: another one of the same measure.
        share_studies: whether they share studies.
    """
    if share_studies:
        return _is_outside(one, other) or _is_outside(other, one)
    least = _z(_gap(one.estimate, other.estimate), one.largest_error, other.largest_error)
    return least is not None and least > CRITICAL_Z


def _z(apart: float, error: float | None, other: float | None) -> float | None:
    if error is None or other is None:
        return None
    both = math.hypot(error, other)
    return apart / both if both > 0 else None


def _is_outside(one: Effect, other: Effect) -> bool:
    return one.estimate.most < other.low.least or one.estimate.least > other.high.most


def _gap(one: Range, other: Range) -> float:
    return max(0.0, one.least - other.most, other.least - one.most)
