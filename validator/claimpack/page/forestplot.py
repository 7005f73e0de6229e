"""Where each part of a forest plot is drawn: in per cent of its width, so that it fits a phone and a poster.

Results of one kind share a plot: ratios on a logarithmic scale around 1, differences of one unit around 0, and results
of one group on a scale of their own, which has no null. The right side always means more of the outcome with the
intervention. A result that is printed the other way round is turned where arithmetic allows it: where the intervention
and the comparator are exchanged, and, for an odds ratio or a risk difference, where the opposite event was counted.

The side of a box is inversely proportional to the width of its interval, so that its area is proportional to the weight
by inverse variance. Boxes are compared within one plot only, and nothing is pooled.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from claimpack.evidence.measures import DIFFERENCES, NEGATED_WHEN_REVERSED, RATIOS, Row

Kind = Literal["ratio", "difference", "level"]
"""``level``: of one group, such as a proportion or a mean."""

Limits = tuple[float | None, float | None]

LEFT, RIGHT = 3.0, 97.0
"""Where the scale begins and ends, in per cent of the width: arrows need some room."""

_LARGEST_BOX = 13.0
_SMALLEST_BOX = 5.0
"""The sides of the boxes in pixels."""

_FARTHEST_RATIO = 50.0
_FARTHEST_LIMIT = 10.0
"""The scale of ratios covers estimates from 1/50 to 50 and limits from 1/10 to 10, so that one wide interval does not
shrink all others to dots. An arrow shows that an interval goes on."""

_RATIO_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of an estimate as they are drawn: to the right is more of the outcome with the intervention."""

    kind: Kind
    unit: str
    """The measure and unit of differences and levels: results in another unit have another plot. Blank for ratios."""
    middle: float | None
    low: float | None
    high: float | None
    is_turned: bool
    """Whether it was printed the other way round."""

    @property
    def limits(self) -> Limits:
        """The lower and the upper limit of the interval."""
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Interval:
    """A row of a plot; places are per cent of the width."""

    middle: float | None
    low: float | None
    high: float | None
    goes_on_left: bool
    """Whether it reaches beyond the left end of the scale, or has no lower limit."""
    goes_on_right: bool
    box: float
    """The side of its box in pixels."""

    @property
    def line(self) -> tuple[float, float] | None:
        """From where to where the line of the interval goes."""
        if self.low is None and self.high is None:
            return None
        return (LEFT if self.low is None else self.low, RIGHT if self.high is None else self.high)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale."""

    place: float
    label: str


@dataclass(frozen=True, slots=True)
class ForestPlot:
    """A scale and what is drawn on it."""

    kind: Kind
    null: float | None
    """The place of no effect; None on a scale that has none."""
    ticks: tuple[Tick, ...]
    intervals: tuple[Interval, ...]
    region: tuple[float, float] | None
    """From where to where the claim says that the effect is; a single line has no width."""


def numbers_of(estimate: Row) -> Numbers | None:
    """The numbers of a record of ``estimates`` as they are drawn; None if they can't be drawn.

    They can't be drawn if none is printed, if nothing says which way they run, if they can't be turned, or if a ratio
    is negative. An interval of a ratio with a limit of zero gets an arrow there.
    """
    measure, orientation = estimate["measure"], estimate["orientation"]
    cells = [estimate[column] for column in ("estimate", "ci_low", "ci_high")]
    values = [float(cell) if cell else None for cell in cells]
    if all(value is None for value in values) or measure in ("p_only", "words"):
        return None
    kind: Kind = "ratio" if measure in RATIOS else "difference" if measure in DIFFERENCES else "level"
    if kind == "ratio" and any(value is not None and value < 0 for value in values):
        return None
    unit = "" if kind == "ratio" else " ".join(filter(None, (measure, estimate["unit"])))
    middle, low, high = values
    if kind == "level" or orientation == "as_named":
        return Numbers(kind, unit, middle, low, high, is_turned=False)
    if measure not in NEGATED_WHEN_REVERSED.get(orientation, ()):
        return None
    turned, first, last = (_turned(value, kind) for value in (middle, high, low))
    return Numbers(kind, unit, turned, first, last, is_turned=True)


def _turned(value: float | None, kind: Kind) -> float | None:
    if value is None:
        return None
    if kind == "difference":
        return -value
    return 1 / value if value else math.inf


def asserted(direction: str, margin: float | None, *, is_side_effect: bool = False) -> Limits | None:
    """The lower and upper limit between which a claim says that a ratio lies; None if it says nothing of a ratio.

    Args:
        direction: the claim's ``effect_direction``.
        margin: the margin of the outcome, within which a difference does not matter; None if none is recorded.
        is_side_effect: whether the claim says that a side effect occurs, so that the intervention causes it.
    """
    reach = margin or 1.0
    match direction:
        case "increased":
            return reach, None
        case "decreased":
            return None, 1 / reach
        case "no_difference":
            return 1 / reach, reach
        case "no_increase":
            return None, reach
        case "no_decrease":
            return 1 / reach, None
        case "occurs" if is_side_effect:
            return reach, None
    return None


def forest_plot(results: Sequence[Numbers], region: Limits | None = None) -> ForestPlot:
    """The plot of results of one kind and unit; at least one.

    Args:
        results: the results, in the order in which they are drawn.
        region: where the claim says that a ratio is, as ``asserted`` gives it. For differences, the same side of 0 is
            taken; scales without a null have no region.
    """
    scale = _Scale(results)
    widths = [_width(each) for each in results]
    narrowest = min((width for width in widths if width is not None), default=None)
    intervals = tuple(_interval(each, scale, width, narrowest) for each, width in zip(results, widths, strict=True))
    null = None if scale.kind == "level" else scale.place(scale.null)
    return ForestPlot(scale.kind, null, scale.ticks(), intervals, _region(region, scale))


def _region(region: Limits | None, scale: _Scale) -> tuple[float, float] | None:
    if region is None or scale.kind == "level":
        return None
    low, high = region
    if scale.kind == "difference":
        low, high = (None if limit is None else 0.0 for limit in region)
    return (LEFT if low is None else scale.place(low), RIGHT if high is None else scale.place(high))


def _interval(row: Numbers, scale: _Scale, width: float | None, narrowest: float | None) -> Interval:
    middle, low, high = (None if value is None else scale.place(value) for value in (row.middle, row.low, row.high))
    has_interval = row.limits != (None, None)
    goes_on_left = has_interval and (row.low is None or row.low < scale.least)
    goes_on_right = has_interval and (row.high is None or row.high > scale.most)
    box = _SMALLEST_BOX if width is None or narrowest is None else max(_SMALLEST_BOX, _LARGEST_BOX * narrowest / width)
    return Interval(middle, low, high, goes_on_left, goes_on_right, round(box, 1))


def _width(row: Numbers) -> float | None:
    """How wide an interval is on the scale on which it is symmetric; None if it has no width or no end."""
    if row.low is None or row.high is None:
        return None
    low, high = row.low, row.high
    if row.kind == "ratio":
        if low <= 0 or not 0 < high < math.inf:
            return None
        low, high = math.log(low), math.log(high)
    return high - low if high > low else None


class _Scale:
    def __init__(self, results: Sequence[Numbers]) -> None:
        self.kind = results[0].kind
        self.null = 1.0 if self.kind == "ratio" else 0.0
        estimates = _finite(each.middle for each in results)
        limits = _finite(limit for each in results for limit in each.limits)
        if self.kind == "ratio":
            within = [min(max(value, 1 / _FARTHEST_RATIO), _FARTHEST_RATIO) for value in estimates]
            within += [min(max(value, 1 / _FARTHEST_LIMIT), _FARTHEST_LIMIT) for value in limits]
            self.least = max(tick for tick in _RATIO_TICKS if tick <= min([*within, 0.5]))
            self.most = min(tick for tick in _RATIO_TICKS if tick >= max([*within, 2.0]))
        else:
            values = [*estimates, *limits, 0.0]
            step = _step(max(values) - min(values))
            self.least, self.most = math.floor(min(values) / step) * step, math.ceil(max(values) / step) * step
            if self.least == self.most:
                self.most += step

    def place(self, value: float) -> float:
        """Where a value is drawn, in per cent of the width; at the end of the scale if it lies beyond."""
        value = min(max(value, self.least), self.most)
        share = (self._scaled(value) - self._scaled(self.least)) / (self._scaled(self.most) - self._scaled(self.least))
        return round(LEFT + share * (RIGHT - LEFT), 3)

    def _scaled(self, value: float) -> float:
        return math.log(value) if self.kind == "ratio" else value

    def ticks(self) -> tuple[Tick, ...]:
        """The marks: only a few, and always the null."""
        if self.kind == "ratio":
            inside = [tick for tick in _RATIO_TICKS if self.least <= tick <= self.most]
            while len(inside) > _MOST_TICKS:
                middle = inside.index(1.0)
                inside = [tick for number, tick in enumerate(inside) if (number - middle) % 2 == 0]
        else:
            step = _step(self.most - self.least)
            inside = [self.least + number * step for number in range(round((self.most - self.least) / step) + 1)]
        return tuple(Tick(self.place(value), f"{value:.6g}") for value in inside)


def _finite(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


def _step(span: float) -> float:
    """A round step that divides the span into at most four."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * 4 >= span)
