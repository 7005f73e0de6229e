"""Converts a source's numbers to the form of a claim's number: per cent, 1 in a number, fold, change in per cent."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimpack.evidence.absoluterisk import risk_ratio_of
from claimpack.evidence.counts import COUNTS, arm_counts, counts_of, crude_effects
from claimpack.evidence.measures import DIFFERENCES, PARTIAL, RATIO_OF, RATIOS, REVERSED
from claimpack.evidence.phrasing import effect_in_words
from claimpack.evidence.printed import Printed, Range, printed_numbers
from claimpack.evidence.rates import Rate, control_rate_of, in_figures, in_percent, rate_of
from claimpack.evidence.showneffect import USUAL_LEVEL, at_the_usual_level, may_be_rescaled
from claimpack.package.table import Record

_SHARES = ("percent", "one_in", "proportion")
_CLASS = 10
"""The upper end of a frequency class is ten times its lower end."""


class Reported(NamedTuple):
    """A number of a source, in the form of the claim."""

    number: Range
    text: str
    """The number in words; for a rate or a printed estimate, only what follows its own words."""
    measure: str
    """Its measure, if it is a ratio or a difference."""
    can_disagree: bool = True
    """False if it can only support the claim's number, because another number is the one to compare with."""
    rate: Rate | None = None
    estimate: Record | None = None
    """The estimate, if the number is its printed number."""

    @property
    def words(self) -> str:
        """As the source reports it."""
        own = self.rate.words if self.rate else _as_printed(self.estimate) if self.estimate else ""
        return f"{own}{self.text}"


def reported_rates(form: str, estimate: Record, *, of_controls: bool = False) -> Iterator[Reported]:
    """How many people had the outcome, as ``percent``, ``one_in``, ``proportion`` or ``count``."""
    if form == "count":
        yield from _people(estimate, of_controls=of_controls)
        return
    rate = control_rate_of(estimate) if of_controls else rate_of(estimate)
    if rate is None:
        return
    following = ""
    if form == "one_in" and rate.point.least > 0:
        following = f", which is 1 in {in_figures(1 / rate.point.middle)}"
    yield Reported(_in_form(form, rate.point), following, "", rate=rate)


def reported_comparisons(form: str, direction: str, estimate: Record) -> Iterator[Reported]:
    """How the two arms differ.

    Args:
        form: ``fold``, ``percent_change``, or a measure by its name.
        direction: the claim's effect_direction: for a decrease, a change of -80 % is compared as 80 %.
        estimate: a usable row of estimates.csv.
    """
    for ratio in _ratios(form, estimate):
        yield _in_the_form(form, direction, ratio)
    if form in DIFFERENCES:
        yield from _differences(form, estimate)
    elif form == estimate["measure"] and form not in RATIOS:
        numbers = printed_numbers(estimate)
        if numbers.estimate is not None and estimate["orientation"] == "as_named":
            yield Reported(numbers.estimate, effect_in_words(estimate), form)


def made_of_other_numbers(form: str, estimate: Record) -> Iterator[Range]:
    """Numbers from which a claim's number may have been computed in another way; they never disagree with it.

    A difference in percentage points or a relative change given as per cent, the number needed to harm as 1 in a
    number, the people of both arms or all who were treated as a count.
    """
    if form == "count":
        cells = [estimate[column] for column in (*COUNTS[1::2], "population_size")]
        both = [int(estimate[column] or 0) for column in COUNTS[0::2]], [int(cell or 0) for cell in cells[:2]]
        yield from (Range.exactly(float(cell)) for cell in cells if cell)
        yield from (Range.exactly(float(sum(each))) for each in both if all(each))
        return
    for difference in _differences("RD", estimate):
        size = difference.number.size
        yield _in_form("percent" if form == "percent_change" else form, size)
    if form == "percent":
        for ratio in _ratios("percent_change", estimate):
            yield _change(ratio.number).size


def of_arms_together(form: str, estimates: Iterable[Record]) -> Iterator[Range]:
    """How many people of several arms of one source had the outcome, as ``percent``, ``one_in`` or the like.

    A trial of two doses has two arms with the intervention. Results after different times are of the same people, as
    are those of a subgroup and of all: they are never added up.
    """
    arms: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for estimate in estimates:
        counts = arm_counts(estimate, "intervention")
        if counts:
            of_whom = estimate["source_id"], estimate["follow_up"], estimate["analysis"] in PARTIAL
            arms.setdefault(of_whom, []).append(counts)
    for several in arms.values():
        had, people = map(sum, zip(*several, strict=True))
        yield Range.exactly(had) if form == "count" else _in_form(form, Range.exactly(had / people))


def reach_of(form: str, direction: str, estimate: Record) -> Range | None:
    """The interval of an estimate at 95 % or more, in the form of a claim; None if no interval is printed.

    For shares of people the upper end is multiplied by ten: leaflets write "up to 1 in 10" for the whole class that
    begins at 1 in 100.
    """
    if form in _SHARES:
        rate = rate_of(estimate)
        held = rate and rate.widest_interval
        return held and _in_form(form, Range(held.least, _CLASS * held.most))
    numbers, orientation = printed_numbers(estimate), estimate["orientation"]
    is_narrow = numbers.level is not None and numbers.level < USUAL_LEVEL
    low, high = at_the_usual_level(numbers) if is_narrow else (numbers.low, numbers.high)
    if low is None or high is None or numbers.contradictory or orientation == "not_stated":
        return None
    if is_narrow and not may_be_rescaled(estimate):
        return None
    held = Range(low.least, high.most)
    measure = estimate["measure"]
    turned = _turned(estimate, numbers._replace(estimate=held)) if measure in RATIOS else None
    if turned is not None and form in (measure, "fold", "percent_change"):
        return _in_the_form(form, direction, Reported(turned, "", measure)).number
    return held if form == measure and form in DIFFERENCES else None


def _people(estimate: Record, *, of_controls: bool) -> Iterator[Reported]:
    events, total = (estimate[column] for column in (COUNTS[2:] if of_controls else COUNTS[:2]))
    if events and estimate["orientation"] != "not_stated" and not (total and int(events) > int(total)):
        yield Reported(Range.exactly(float(events)), f"{int(events):,}" + (f" of {int(total):,}" if total else ""), "")


def _in_form(form: str, share: Range) -> Range:
    if form == "percent":
        return share.scaled(100)
    if form != "one_in":
        return share
    return Range(1 / share.most if share.most > 0 else math.inf, 1 / share.least if share.least > 0 else math.inf)


def _ratios(form: str, estimate: Record) -> Iterator[Reported]:
    """The ratios of an estimate that a form may mean, not on the logarithmic scale."""
    if form in DIFFERENCES or (form not in RATIOS and form not in ("fold", "percent_change")):
        return
    measure, numbers = estimate["measure"], printed_numbers(estimate)
    printed = _turned(estimate, numbers) if measure in RATIOS else None
    if printed is not None:
        yield Reported(printed, "", measure, not numbers.contradictory, estimate=estimate)
    for name in ("RR", "OR") if form in RATIOS else ("RR",):
        for crude in _crude(name, estimate):
            words = f"{name} {in_figures(crude)} by its counts"
            yield Reported(Range.exactly(crude), words, name, can_disagree=_counts_decide(form, name, measure))
    control = control_rate_of(estimate) if measure == "OR" != form and printed is not None else None
    if printed is not None and control is not None:
        ends = [
            risk_ratio_of(odds, risk)
            for odds in printed
            for risk in (max(control.point.least, 0), min(control.point.most, 1))
        ]
        yield Reported(Range(min(ends), max(ends)), "", "RR", can_disagree=False)


def _counts_decide(form: str, name: str, printed: str) -> bool:
    """Whether a ratio from the counts may disagree with a claim: only if the source does not print that ratio."""
    return name == form and printed != name if form in RATIOS else printed not in RATIOS


def _as_printed(estimate: Record) -> str:
    reverse = " printed the other way round" if estimate["orientation"] in REVERSED else ""
    return f"{effect_in_words(estimate)}{reverse}"


def _turned(estimate: Record, numbers: Printed) -> Range | None:
    """A printed ratio converted to the outcome, intervention against control; None if that is impossible."""
    middle, orientation = numbers.estimate, estimate["orientation"]
    if middle is None or orientation == "not_stated" or numbers.may_be_zero:
        return None
    if orientation == "opposite_event" and estimate["measure"] != "OR":
        return None
    low, high = math.exp(middle.least), math.exp(middle.most)
    return Range(1 / high, 1 / low) if orientation in REVERSED else Range(low, high)


def _crude(measure: str, estimate: Record) -> Iterator[float]:
    table = counts_of(estimate)
    if table is not None and estimate["orientation"] != "not_stated":
        effects = crude_effects(measure, table.events, table.totals)
        yield from (effect for effect in effects if effect or measure == "RD")


def _in_the_form(form: str, direction: str, ratio: Reported) -> Reported:
    """A ratio in the form of the claim, and in words."""
    least, most = ratio.number
    what = RATIO_OF[ratio.measure]
    middle = math.sqrt(least * most)
    if form == "fold":
        return ratio._replace(text=f"{ratio.text}, which is {in_figures(middle)} times the {what}")
    if form != "percent_change":
        return ratio
    change = _change(ratio.number)
    if direction == "decreased":
        change = change.negated
    elif direction != "increased":
        change = change.size
    amount = f"{in_percent(abs(middle - 1))} {'higher' if middle > 1 else 'lower'}"
    verb = "are" if what == "odds" else "is"
    return ratio._replace(number=change, text=f"{ratio.text}, so that the {what} {verb} {amount}")


def _differences(measure: str, estimate: Record) -> Iterator[Reported]:
    """The differences of this measure; risk differences are fractions of 1."""
    orientation, numbers = estimate["orientation"], printed_numbers(estimate)
    middle = numbers.estimate
    is_printed = estimate["measure"] == measure and middle is not None and orientation != "not_stated"
    if middle is not None and is_printed and not (orientation == "opposite_event" and measure == "IRD"):
        turned = middle.negated if orientation in REVERSED else middle
        yield Reported(turned, "", measure, not numbers.contradictory, estimate=estimate)
    if measure == "RD":
        for crude in _crude("RD", estimate):
            words = f"RD {in_figures(crude)} by its counts"
            yield Reported(Range.exactly(crude), words, "RD", can_disagree=not is_printed)


def _change(ratio: Range) -> Range:
    return Range(100 * (ratio.least - 1), 100 * (ratio.most - 1))
