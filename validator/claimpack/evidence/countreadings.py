"""Compares an estimate with the counts beside it, and finds which other number from these counts it may be."""

import itertools
import math
from typing import NamedTuple

from claimpack.evidence.counts import arm_counts, corrected_effects, counts_of, crude_effects, oriented
from claimpack.evidence.likelyreading import keystrokes
from claimpack.evidence.measures import ESTIMATE_AND_LIMITS, RATIOS, Row
from claimpack.evidence.percentages import as_fraction
from claimpack.evidence.printed import Printed, half_unit, rounding_range
from claimpack.evidence.significance import fits_its_interval
from claimpack.evidence.twobytwo import TwoByTwo, wald_intervals

POOLING = ("meta_analysis", "systematic_review", "narrative_review", "guideline")
"""Types of sources whose results pool several studies unless something else is recorded."""

FROM_COUNTS = ("RR", "OR", "RD")
"""The measures that the counts of two arms give. A proportion needs only one arm."""

_NAMES = {"RR": "the risk ratio", "OR": "the odds ratio", "RD": "the risk difference"}
_ORIENTATIONS = {
    "as_named": "of the intervention arm to the control arm",
    "arms_swapped": "of the control arm to the intervention arm",
    "opposite_event": "of the opposite event",
}
_CLOSE = 0.1
"""A printed limit matches a computed one if it is this near, as a share of the interval's width."""

_NEAR = 0.125
"""How near an adjusted estimate is to the number from the counts, as a share of the interval's width."""

_TELLING = 3
"""By this many half units of its last digit, a number has to differ from no effect and from the computed number."""


class AgainstCounts(NamedTuple):
    """How an estimate compares with its counts."""

    values: list[float]
    """The numbers from the counts; one for each possible orientation."""
    fits: bool
    """Whether a usual method gives the printed number."""
    is_on_the_wrong_side: bool
    """Whether by every method an arm without events puts it on the other side of no effect."""
    is_corrected: bool
    """Whether 0.5 had to be added to each cell, because an arm has no events."""
    explanation: str
    """Which other number from the counts it is, as the end of a sentence; blank if that is not certain."""


def is_pooled(estimate: Row, source_type: str) -> bool:
    """Whether an estimate pools several studies, as far as is recorded."""
    studies = estimate["study_count"]
    return studies != "1" if studies else source_type in POOLING


def against_counts(estimate: Row, numbers: Printed) -> AgainstCounts | None:
    """Compares an estimate with its counts; None if it, or a count that its measure needs, is not recorded."""
    measure, estimate = estimate["measure"], as_fraction(estimate)
    printed = rounding_range(estimate["estimate"])
    if printed is None:
        return None
    if measure == "proportion":
        return _proportion(estimate)
    table = counts_of(estimate) if measure in FROM_COUNTS else None
    if table is None or (measure in RATIOS and not table.is_varied):
        return None
    tables = oriented(table, estimate["orientation"])
    values = list(crude_effects(measure, table.events, table.totals, estimate["orientation"]))
    corrected = (
        value for each in tables for value in corrected_effects(measure, each)
    )  # lazy: exact methods take time
    fits = any(map(printed.holds, itertools.chain(values, corrected)))
    without_events = measure in RATIOS and (0 in table.events or (measure == "OR" and table.has_zero))
    if not fits and not without_events:
        explanation = _explanation(estimate, numbers, table, values)
        return AgainstCounts(values, False, False, False, explanation)  # noqa: FBT003
    is_wrong = not fits and estimate["orientation"] != "not_stated" and _is_beyond(numbers, _side(measure, tables[0]))
    given = [next(corrected_effects(measure, tables[0]))] if without_events else values
    return AgainstCounts(given, fits, is_wrong, without_events, "")


def _is_beyond(numbers: Printed, side: int) -> bool:
    """Whether an estimate is certainly on the other side of no effect; 0 means either side."""
    estimate = numbers.estimate
    return estimate is not None and (estimate.most < 0 if side > 0 else side < 0 and estimate.least > 0)


def _side(measure: str, table: TwoByTwo) -> int:
    """The side of no effect on which a ratio with an empty cell lies: 1 above, -1 below, 0 if methods differ."""
    shares = table.events[0] * table.totals[1] - table.events[1] * table.totals[0]
    side = (shares > 0) - (shares < 0)
    half_added = next(corrected_effects(measure, table))
    return side if (half_added > 1) - (half_added < 1) == side else 0


def _proportion(estimate: Row) -> AgainstCounts | None:
    """Compares a proportion with the counts of its arm."""
    orientation, printed = estimate["orientation"], rounding_range(estimate["estimate"])
    arms = {arm: arm_counts(estimate, arm) for arm in ("intervention", "control")}
    shares = {arm: counts[0] / counts[1] for arm, counts in arms.items() if counts}
    own = "control" if orientation == "arms_swapped" else "intervention"
    if printed is None or own not in shares:
        return None
    values = [1 - shares[own] if orientation == "opposite_event" else shares[own]]
    if orientation == "not_stated":
        values = [value for share in shares.values() for value in (share, 1 - share)]
    fits = any(map(printed.holds, values))
    others = {
        f"the proportion {'with' if orientation == 'opposite_event' else 'without'} the outcome": [
            1 - value for value in values
        ],
        "the proportion of the other arm": [share for arm, share in shares.items() if arm != own],
    }
    explanation = "" if fits else _named(estimate, values, others)
    return AgainstCounts(values, fits, False, False, explanation)  # noqa: FBT003


def _explanation(estimate: Row, numbers: Printed, table: TwoByTwo, values: list[float]) -> str:
    """Which other number from the counts an estimate is; a printed interval has to fit that number too."""
    measure, orientation = estimate["measure"], estimate["orientation"]
    own = oriented(table, orientation)[0]
    readings = [(f"{_NAMES[other]} of the counts", other, own) for other in FROM_COUNTS if other != measure]
    if orientation != "not_stated":
        readings += [
            (f"{_NAMES[measure]} {words}", measure, oriented(table, other)[0])
            for other, words in _ORIENTATIONS.items()
            if other != orientation
        ]
    others = {
        words: list(crude_effects(other, each.events, each.totals))
        for words, other, each in readings
        if not _has_interval(numbers) or _has_the_interval_of(estimate, other, each, numbers)
    }
    is_in_its_interval = _has_interval(numbers) and fits_its_interval(numbers)
    return _named(estimate, values, others, is_in_its_interval=is_in_its_interval)


def _named(
    estimate: Row, values: list[float], others: dict[str, list[float]], *, is_in_its_interval: bool = False
) -> str:
    """What explains a printed number: a factor of 100, the first of ``others`` that fits, or a typing error.

    A typing error explains nothing if the interval is centred on the printed number.
    """
    printed = rounding_range(estimate["estimate"])
    if printed is None:
        return ""
    number, half = float(estimate["estimate"]), half_unit(estimate["estimate"])
    null = 1.0 if estimate["measure"] in RATIOS else 0.0
    for value in values:
        hundredfold = 100 * value
        if value and abs(number - hundredfold) <= max(half, _CLOSE * abs(hundredfold)) and abs(number - value) > half:
            return "about that in per cent" if not null else "about 100 times that"
    if min((abs(number - value) for value in values), default=math.inf) < _TELLING * half:
        return ""
    if abs(number - null) >= _TELLING * half or estimate["measure"] == "proportion":
        for words, each in others.items():
            if any(map(printed.holds, each)):
                return words
    if is_in_its_interval:
        return ""
    meant = [
        (read, how)
        for read, how in keystrokes(estimate["estimate"])
        if (range_ := rounding_range(read)) and any(map(range_.holds, values))
    ]
    return f"{meant[0][0]} with {meant[0][1].removeprefix('with ')}" if len(meant) == 1 and number else ""


def _has_interval(numbers: Printed) -> bool:
    return numbers.low is not None and numbers.high is not None


def _has_the_interval_of(estimate: Row, measure: str, table: TwoByTwo, numbers: Printed) -> bool:
    """Whether both printed limits match those of a measure computed from a table."""
    low, high = float(estimate["ci_low"]), float(estimate["ci_high"])
    if measure in RATIOS:
        if min(low, high) <= 0:
            return False
        low, high = math.log(low), math.log(high)
    near = _CLOSE * (high - low)
    return any(
        abs(found.low - low) <= near and abs(found.high - high) <= near
        for found in wald_intervals(measure, table, numbers.level or 95.0)
    )


def lies_in_its_interval(estimate: Row, values: list[float]) -> bool:
    """Whether one of the values lies within the printed interval; false if there is none."""
    estimate = as_fraction(estimate)
    if not (estimate["ci_low"] and estimate["ci_high"]):
        return False
    return any(float(estimate["ci_low"]) <= value <= float(estimate["ci_high"]) for value in values)


def lies_near(estimate: Row, values: list[float]) -> bool:
    """Whether one of the values is within an eighth of the interval's width of an estimate, as after adjustment.

    For a 95 % interval this is half a standard error.
    """
    estimate = as_fraction(estimate)
    if not all(estimate[column] for column in ESTIMATE_AND_LIMITS):
        return False
    middle, low, high = (float(estimate[column]) for column in ESTIMATE_AND_LIMITS)
    if estimate["measure"] not in RATIOS:
        return any(abs(value - middle) <= _NEAR * (high - low) for value in values)
    if min(middle, low, high) <= 0:
        return False
    reach = _NEAR * (math.log(high) - math.log(low))
    return any(value > 0 and abs(math.log(value) - math.log(middle)) <= reach for value in values)
