"""Finds how large an effect is still possible after a result that shows none.

Absence of evidence is not evidence of absence: Altman and Bland 1995, https://doi.org/10.1136/bmj.311.7003.485. A
quarter as appreciable: GRADE guidelines 6, https://doi.org/10.1016/j.jclinepi.2011.01.012. The rule of three: Hanley
and Lippman-Hand 1983, https://doi.org/10.1001/jama.1983.03330370053031.
"""

import math
from typing import NamedTuple

from claimpack.evidence.absoluterisk import PER, control_risk, difference_per_thousand
from claimpack.evidence.counts import arm_counts, counts_of
from claimpack.evidence.measures import NEGATED_WHEN_REVERSED, RATIO_OF, RATIOS, REVERSED
from claimpack.evidence.outcomes import Outcome
from claimpack.evidence.percentages import fraction_of
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.printed import Printed, Range
from claimpack.evidence.proportionintervals import exact_interval
from claimpack.evidence.showneffect import USUAL_LEVEL, at_the_usual_level, may_be_rescaled
from claimpack.evidence.significance import critical_value, z_of
from claimpack.evidence.twobytwo import wald_intervals
from claimpack.package.table import Record

APPRECIABLE = {**dict.fromkeys((*RATIOS, "RD"), math.log(1.25)), "SMD": 0.5, "MD": 0.5}
"""The smallest appreciable effect, on the scale of the measure, for an outcome without a margin: a quarter more or a
fifth less. The control risk turns a risk difference into a ratio. A difference of means is in standard deviations."""

LARGE_IN_DEVIATIONS = 1.0
"""In standard deviations: at least half of the true one, even if adjustment for a baseline has halved it."""

_WIDEST = 300.0
"""How far a limit may be from its estimate, on the scale of the measure: a p-value near 1 gives no usable width."""

SLIGHT_PER_THOUSAND = 1.0
"""Fewer people in 1,000 than this are a slight difference, however large the ratio is."""

MANY_PER_THOUSAND = 20.0
"""This many people in 1,000 are never a slight difference, however small the ratio is."""

_FEW = 30
"""For fewer people than this the rule of three is too rough: the limit is computed exactly."""


class Limit(NamedTuple):
    """The limit of a 95 % interval on the side that a claim denies."""

    effect: float
    """On the scale on which it is printed, for the intervention against the control."""
    is_rise: bool
    is_appreciable: bool
    """Whether it is certainly an appreciable effect."""
    per_thousand: float | None
    """How many more people in 1,000 this is, below 0 fewer; None if the control risk is not known."""
    digits: str
    """The effect as printed, or with three digits."""
    in_words: str
    """``a rise of 84 % in the risk, about 44 more in 1,000,``"""
    deviations: float | None = None
    """For a difference of means: the number of standard deviations."""
    is_inferred: bool = False
    """Whether only the other limit is printed, and this one is assumed to be equally far from the estimate."""


def denied_limit(
    estimate: Record, numbers: Printed, direction: str, outcome: Outcome, *, of_two_groups: bool
) -> Limit | None:
    """The largest effect that an interval allows on the side that a claim denies; None if that is not known.

    If no interval is printed, the p-value beside the estimate gives one, or else the counts of a single study.

    Args:
        estimate: an estimate whose interval includes no effect.
        numbers: its printed numbers.
        direction: the claim's direction. no_increase and no_difference deny harm, and no_decrease denies a fall. For a
            desirable outcome, the harm is a fall.
        outcome: what is known about the outcome.
        of_two_groups: whether its counts are those of two groups of one study.
    """
    measure, control = estimate["measure"], control_risk(estimate)
    if measure not in APPRECIABLE or numbers.contradictory or not _can_be_turned(estimate, control):
        return None
    limits = _limits(estimate, numbers, of_two_groups=of_two_groups)
    is_rise = direction == "no_increase" or (direction == "no_difference" and outcome.desirable != "yes")
    column = "ci_high" if is_rise == (estimate["orientation"] not in REVERSED) else "ci_low"
    is_inferred = limits[column == "ci_high"] is None
    if is_inferred:
        limits = _both(estimate, numbers, *limits)
    printed = limits[column == "ci_high"]
    if printed is None:
        return None
    limit = _turned(estimate, printed, control or 0.0)
    cell = fraction_of(estimate, column) if numbers.level in (None, USUAL_LEVEL) else ""
    effect = _effect(estimate, limit, cell)
    deviation = _standard_deviation(estimate, *limits) if of_two_groups and measure == "MD" else None
    if measure == "MD" and deviation is None:
        return None  # the unit alone does not say how much matters
    away = limit.least if is_rise else -limit.most
    is_of_the_others = _is_a_hazard_of_the_others(estimate)
    per_thousand = None if is_of_the_others else _per_thousand(estimate, effect, control)
    if measure == "RD":
        per_thousand = PER * effect if per_thousand is None else per_thousand
        away = 0.0 if control is None else _as_log_ratio(away, control, is_rise=is_rise)
    deviations = away / deviation if deviation else None
    digits = cell if cell and estimate["orientation"] == "as_named" else plain(effect)
    words = _in_words(measure, effect, digits, per_thousand, is_rise=is_rise != is_of_the_others)
    words += f", about {deviations:.1f} standard deviations," if deviations is not None else ""
    if is_inferred:
        words = f"{words.removesuffix(',')}, if the interval is symmetric,"
    least = _least_that_matters(measure, outcome)
    if least < away < APPRECIABLE[measure]:
        words = f"{words.removesuffix(',')}, more than the margin of {plain(math.exp(least))},"
    if numbers.level not in (None, USUAL_LEVEL):
        words = f"at 95 % {words}"
    is_appreciable = (away if deviations is None else deviations) >= least
    return Limit(effect, is_rise, is_appreciable, per_thousand, digits, words, deviations, is_inferred)


def _per_thousand(estimate: Record, effect: float, control: float | None) -> float | None:
    """The effect in people; if nobody in the control group had the outcome, the highest rate of the other group."""
    if control:
        return difference_per_thousand(estimate["measure"], effect, control)
    counts = arm_counts(estimate, "intervention") if control == 0 and estimate["measure"] in RATIOS else None
    return PER * exact_interval(*counts).most if counts and effect > 1 else None


def _least_that_matters(measure: str, outcome: Outcome) -> float:
    """The smallest effect that matters: the outcome's margin for ratios and risk differences, if it has one."""
    if outcome.margin is None or measure not in (*RATIOS, "RD"):
        return APPRECIABLE[measure]
    return math.log(outcome.margin)


def _can_be_turned(estimate: Record, control: float | None) -> bool:
    """Whether its number can be converted to one of the outcome, for the intervention against the control."""
    measure, orientation = estimate["measure"], estimate["orientation"]
    if orientation == "as_named" or measure in NEGATED_WHEN_REVERSED.get(orientation, ()):
        return True
    return _is_a_hazard_of_the_others(estimate) or (measure == "RR" and bool(control) and orientation in REVERSED)


def _is_a_hazard_of_the_others(estimate: Record) -> bool:
    """Whether it is a hazard or rate ratio of the opposite event: of death, if the outcome is survival."""
    return estimate["measure"] in ("HR", "IRR") and estimate["orientation"] == "opposite_event"


def _turned(estimate: Record, limit: Range, control: float) -> Range:
    """A printed limit converted to the outcome, for the intervention against the control."""
    if estimate["orientation"] == "as_named":
        return limit
    if estimate["measure"] in NEGATED_WHEN_REVERSED[estimate["orientation"]] or _is_a_hazard_of_the_others(estimate):
        return limit.negated
    return _of_the_others(limit, control)


def _effect(estimate: Record, limit: Range, cell: str) -> float:
    """The effect at a limit: from its cell, if that prints it at 95 %.

    A hazard ratio of the opposite event can't be converted and stays as printed.
    """
    measure, orientation = estimate["measure"], estimate["orientation"]
    if _is_a_hazard_of_the_others(estimate):
        return float(cell) if cell else math.exp(-limit.middle)
    if not cell or (measure == "RR" and orientation == "opposite_event"):
        return math.exp(limit.middle) if measure in RATIOS else limit.middle
    if orientation == "as_named":
        return float(cell)
    if measure not in RATIOS:
        return -float(cell)
    return 1 / float(cell) if float(cell) else math.exp(limit.least)  # 0.00 may be 0.005, which is at least 200 times


def _of_the_others(limit: Range, control: float) -> Range:
    """Converts a limit of the risk ratio of not having the outcome to one of having it, on the log scale.

    Example: of the controls 3 % had it and 97 % did not. 0.95 times 97 % is 92 %, so 8 % have it: 2.6 times as many.
    """

    def turned(end: float) -> float:
        share = 1 - math.exp(end) * (1 - control)
        return math.log(share / control) if share > 0 else -math.inf

    return Range(turned(limit.most), turned(limit.least))


def _standard_deviation(estimate: Record, low: Range | None, high: Range | None) -> float | None:
    """The standard deviation, from the interval of a difference of means and the people of both arms.

    Method: Cochrane Handbook, chapter 6, on standard deviations from intervals of differences. None if the number of
    people is not known, or they may have been in both arms.
    """
    arms = [int(estimate[column] or 0) for column in ("total_intervention", "total_control")]
    if low is None or high is None or not all(arms) or sum(arms) > int(estimate["population_size"] or sum(arms)):
        return None
    half = (high.middle - low.middle) / 2
    return half / critical_value(USUAL_LEVEL) / math.sqrt(1 / arms[0] + 1 / arms[1]) or None


def _as_log_ratio(away: float, control: float, *, is_rise: bool) -> float:
    """The size of a risk difference as a log risk ratio; a fall to a risk of zero is infinite."""
    if not control:
        return (
            math.copysign(math.inf, away) if away else 0.0
        )  # nobody had it, so any rise is infinitely many times as much
    share = away / control if is_rise else -away / control
    return abs(math.log1p(share)) * math.copysign(1, away) if share > -1 else math.inf


def _limits(estimate: Record, numbers: Printed, *, of_two_groups: bool) -> tuple[Range | None, Range | None]:
    """The limits at 95 %: from the interval, or else from a p-value or the counts of a single study."""
    limits = _limits_at_95(estimate, numbers)
    if limits == (None, None):
        limits = _limits_by_p(estimate, numbers) or (_limits_by_counts(estimate) if of_two_groups else None)
    return limits or (None, None)


def _limits_by_p(estimate: Record, numbers: Printed) -> tuple[Range, Range] | None:
    """The limits at 95 % from a p-value and an estimate: the narrowest that their digits allow."""
    middle, p = numbers.estimate, numbers.p
    if middle is None or p is None or estimate["p_relation"] != "=" or estimate["p_sides"] == "one":
        return None
    z = z_of(max(p.least, 0.0))
    size = middle.size.least
    if not size or not 0 < z < math.inf:
        return None
    reach = size / z * critical_value(USUAL_LEVEL)
    if reach > _WIDEST:
        return None
    return Range.exactly(middle.middle - reach), Range.exactly(middle.middle + reach)


def _limits_by_counts(estimate: Record) -> tuple[Range, Range] | None:
    """Wald's limits at 95 % from the counts of both arms, with 0.5 added to each cell if one is zero."""
    table = counts_of(estimate) if estimate["orientation"] == "as_named" else None
    if table is None or not any(table.events):
        return None
    found = next(wald_intervals(estimate["measure"], table, USUAL_LEVEL), None)
    return found and (Range.exactly(found.low), Range.exactly(found.high))


def _limits_at_95(estimate: Record, numbers: Printed) -> tuple[Range | None, Range | None] | None:
    """The limits of the interval at 95 %; if it can't be rescaled, its own limits if they are at a lower level."""
    if estimate["interval_kind"] == "prediction":
        return None
    level = numbers.level
    if estimate["interval_kind"] == "one_sided" and level is not None:
        level = 2 * level - 100  # the level of a two-sided interval with this limit
    if level in (None, USUAL_LEVEL):
        return numbers.low, numbers.high
    if may_be_rescaled(estimate) and numbers.low is not None and numbers.high is not None:
        return at_the_usual_level(numbers)
    return (numbers.low, numbers.high) if level is not None and level < USUAL_LEVEL else None


def _both(
    estimate: Record, numbers: Printed, low: Range | None, high: Range | None
) -> tuple[Range | None, Range | None]:
    """Adds the limit that is not printed, equally far from the estimate, if no effect then lies between the two."""
    middle = numbers.estimate
    if middle is None or not (may_be_rescaled(estimate) or estimate["interval_kind"] == "one_sided"):
        return low, high
    one, other = low or (high and high.mirrored(middle)), high or (low and low.mirrored(middle))
    holds_no_effect = one is not None and other is not None and one.most < 0 < other.least
    return (one, other) if holds_no_effect else (low, high)


def _in_words(measure: str, effect: float, printed: str, per_thousand: float | None, *, is_rise: bool) -> str:
    if measure == "RD":
        return people_in_words(per_thousand or 0.0)
    if measure not in RATIOS:
        return f"a difference of {printed}"
    people = "" if not per_thousand else f", about {people_in_words(per_thousand)},"
    if effect >= 2:  # noqa: PLR2004
        return f"{printed} times the {RATIO_OF[measure]}{people}"
    what = "rise" if is_rise else "fall"
    return f"a {what} of {100 * abs(effect - 1):.0f} % in the {RATIO_OF[measure]}{people}"


def people_in_words(per_thousand: float) -> str:
    """A difference in people: ``44 more in 1,000``, ``10 fewer in 100,000``."""
    number, per = number_of_people(per_thousand)
    return f"{number} {'more' if per_thousand > 0 else 'fewer'} in {per}"


def number_of_people(per_thousand: float) -> tuple[str, str]:
    """A number of people, and of how many: 1,000 or the next power of ten that gives at least two people.

    >>> number_of_people(44), number_of_people(-0.1)
    (('44', '1,000'), ('10', '100,000'))
    """
    per, number = PER, abs(per_thousand)
    while number < 2 and per < 1_000_000:  # noqa: PLR2004
        per, number = per * 10, number * 10
    return f"{number:.0f}", f"{per:,}"


def highest_risk_after_none(people: int) -> float:
    """The upper limit of the risk if nobody of these people had it: one-sided at 95 %, about 3 in n."""
    return float(1 - 0.05 ** (1 / people))


def highest_risk_after_none_in_words(people: int) -> str:
    """The upper limit in words: ``up to 1 in 333``.

    >>> highest_risk_after_none_in_words(1000)
    'up to 1 in 333'
    """
    if people < _FEW:
        return f"up to {100 * highest_risk_after_none(people):.0f} in 100"
    return f"up to 1 in {people // 3:,}"
