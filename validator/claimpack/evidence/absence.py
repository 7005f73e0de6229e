"""What a result that shows no effect still allows: absence of evidence is not evidence of absence.

Altman and Bland 1995, https://doi.org/10.1136/bmj.311.7003.485; a quarter as appreciable: GRADE guidelines 6,
https://doi.org/10.1016/j.jclinepi.2011.01.012; the rule of three: Hanley and Lippman-Hand 1983,
https://doi.org/10.1001/jama.1983.03330370053031.
"""

import math
from typing import NamedTuple

from claimpack.evidence.absoluterisk import PER, control_risk, difference_per_thousand
from claimpack.evidence.counts import counts_of
from claimpack.evidence.measures import RATIO_OF, RATIOS
from claimpack.evidence.outcomes import Outcome
from claimpack.evidence.percentages import fraction_of
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.printed import Printed, Range
from claimpack.evidence.showneffect import USUAL_LEVEL, at_the_usual_level, may_be_rescaled
from claimpack.evidence.significance import critical_value, z_of
from claimpack.evidence.twobytwo import wald_intervals
from claimpack.package.table import Record

APPRECIABLE = {**dict.fromkeys((*RATIOS, "RD"), math.log(1.25)), "SMD": 0.5}
"""The least effect that counts as appreciable, on the scale of the measure: a quarter more, or a fifth less. A risk
difference is turned into a ratio by the control risk."""

SLIGHT_PER_THOUSAND = 1.0
"""Fewer people than this in 1,000 are a slight difference, however large the ratio."""

MANY_PER_THOUSAND = 20.0
"""As many people as this in 1,000 are no slight difference, however small the ratio."""

_FEW = 30
"""Among fewer people the rule of three is too rough, and the limit is computed exactly."""


class Limit(NamedTuple):
    """The end of an interval at 95 % that is farthest on the side that is denied."""

    effect: float
    """On the scale on which it is printed, for the intervention against the control."""
    is_rise: bool
    is_appreciable: bool
    """Whether it is surely as far from no effect as counts."""
    per_thousand: float | None
    """How many more people in 1,000 it comes to, fewer below 0; None where the control risk is not known."""
    digits: str
    """The effect as printed, or in three digits."""
    in_words: str
    """``a rise of the risk by 84 %, about 44 more in 1,000,``"""


def denied_limit(
    estimate: Record, numbers: Printed, direction: str, outcome: Outcome, *, is_pooled: bool
) -> Limit | None:
    """What an interval still allows of what a claim denies; None where that is not known.

    Where no interval is printed, it is the one that the p-value beside the estimate gives, or else the counts of one
    study.

    Args:
        estimate: an estimate whose interval includes no effect.
        numbers: what it prints.
        direction: the claim's: no_increase and no_difference deny harm, no_decrease a fall. Of an outcome that is
            desirable a fall is the harm.
        outcome: what is known of the outcome.
        is_pooled: whether it rests on several studies, so that its counts are not to be added up.
    """
    measure, orientation = estimate["measure"], estimate["orientation"]
    if measure not in APPRECIABLE or orientation not in ("as_named", "arms_swapped") or numbers.contradictory:
        return None
    limits = _limits_at_95(estimate, numbers)
    if limits == (None, None):
        limits = _limits_by_p(estimate, numbers) or (None if is_pooled else _limits_by_counts(estimate))
    if limits is None:
        return None
    low, high = limits
    cells = fraction_of(estimate, "ci_low"), fraction_of(estimate, "ci_high")
    is_swapped = orientation == "arms_swapped"
    if is_swapped:
        low, high = high and high.negated, low and low.negated
        cells = cells[::-1]
    is_rise = direction == "no_increase" or (direction == "no_difference" and outcome.desirable != "yes")
    limit, cell = (high, cells[1]) if is_rise else (low, cells[0])
    if limit is None:
        return None
    is_printed = bool(cell) and numbers.level in (None, USUAL_LEVEL)
    effect = math.exp(limit.middle) if measure in RATIOS else limit.middle
    if is_printed:
        effect = float(cell) if not is_swapped else 1 / float(cell) if measure in RATIOS else -float(cell)
    away = limit.least if is_rise else -limit.most
    control = control_risk(estimate)
    per_thousand = difference_per_thousand(measure, effect, control) if control else None
    if measure == "RD":
        per_thousand = PER * effect if per_thousand is None else per_thousand
        away = 0.0 if control is None else _as_log_ratio(away, control, is_rise=is_rise)
    digits = cell if is_printed and not is_swapped else plain(effect)
    words = _in_words(measure, effect, digits, per_thousand, is_rise=is_rise)
    if numbers.level not in (None, USUAL_LEVEL):
        words = f"at 95 % {words}"
    return Limit(effect, is_rise, away >= APPRECIABLE[measure], per_thousand, digits, words)


def _as_log_ratio(away: float, control: float, *, is_rise: bool) -> float:
    """How far from 0 on the log scale a risk ratio is that is ``away`` from a risk: a fall to nothing is infinitely."""
    if not control:
        return math.copysign(math.inf, away) if away else 0.0  # nobody had it: any rise is many times as much
    share = away / control if is_rise else -away / control
    return abs(math.log1p(share)) * math.copysign(1, away) if share > -1 else math.inf


def _limits_by_p(estimate: Record, numbers: Printed) -> tuple[Range, Range] | None:
    """The limits at 95 % that a p-value gives beside an estimate: the narrowest that its digits leave open."""
    middle, p = numbers.estimate, numbers.p
    if middle is None or p is None or estimate["p_relation"] != "=" or estimate["p_sides"] == "one":
        return None
    z = z_of(max(p.least, 0.0))
    size = middle.size.least
    if not size or not 0 < z < math.inf:
        return None
    reach = size / z * critical_value(USUAL_LEVEL)
    return Range.exactly(middle.middle - reach), Range.exactly(middle.middle + reach)


def _limits_by_counts(estimate: Record) -> tuple[Range, Range] | None:
    """The limits at 95 % that the counts of both arms give: Wald's, with 0.5 added to each cell where one is zero."""
    table = counts_of(estimate) if estimate["orientation"] == "as_named" else None
    if table is None or not any(table.events):
        return None
    found = next(wald_intervals(estimate["measure"], table, USUAL_LEVEL), None)
    return found and (Range.exactly(found.low), Range.exactly(found.high))


def _limits_at_95(estimate: Record, numbers: Printed) -> tuple[Range | None, Range | None] | None:
    """The limits of the interval at 95 %; of one that can't be rescaled only where its own is no wider."""
    if estimate["interval_kind"] == "prediction":
        return None
    if numbers.level in (None, USUAL_LEVEL):
        return numbers.low, numbers.high
    if may_be_rescaled(estimate) and numbers.low is not None and numbers.high is not None:
        return at_the_usual_level(numbers)
    return (numbers.low, numbers.high) if numbers.level is not None and numbers.level < USUAL_LEVEL else None


def _in_words(measure: str, effect: float, printed: str, per_thousand: float | None, *, is_rise: bool) -> str:
    if measure == "RD":
        return people_in_words(per_thousand or 0.0)
    if measure not in RATIOS:
        return f"a difference of {printed}"
    people = "" if not per_thousand else f", about {people_in_words(per_thousand)},"
    if effect >= 2:  # noqa: PLR2004
        return f"{printed} times the {RATIO_OF[measure]}{people}"
    what = "rise" if is_rise else "fall"
    return f"a {what} of the {RATIO_OF[measure]} by {100 * abs(effect - 1):.0f} %{people}"


def people_in_words(per_thousand: float) -> str:
    """How many people: ``44 more in 1,000``, ``10 fewer in 100,000``; of as many as it takes to make two."""
    per, number = PER, abs(per_thousand)
    while number < 2 and per < 1_000_000:  # noqa: PLR2004
        per, number = per * 10, number * 10
    return f"{number:.0f} {'more' if per_thousand > 0 else 'fewer'} in {per:,}"


def most_after_none(people: int) -> float:
    """The risk that none among some people leaves possible: the end of a one-sided 95 % interval, about 3 in n."""
    return float(1 - 0.05 ** (1 / people))


def most_after_none_in_words(people: int) -> str:
    """The same in words: ``up to 1 in 333``.

    >>> most_after_none_in_words(1000)
    'up to 1 in 333'
    """
    if people < _FEW:
        return f"up to {100 * most_after_none(people):.0f} in 100"
    return f"up to 1 in {people // 3:,}"
