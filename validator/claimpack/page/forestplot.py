"""Where everything of a forest plot stands: in per cent of its width, so that it fits a phone and a poster.

Results of one kind share a plot: ratios on a logarithmic scale around 1, differences of one unit around 0, and what is
of one group on its own scale, which has no null. To the right is always more of the outcome with the intervention:
what is printed the other way round is turned, where arithmetic allows it (the intervention and the comparator
exchanged; of an odds ratio or a risk difference also the opposite event).

The side of a box is proportional to one over the width of its interval, so that its area goes with the weight that the
inverse of the variance gives. The boxes of one plot are compared with each other and nothing is pooled.
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
"""The scale of ratios takes in estimates from 1/50 to 50 and limits from 1/10 to 10, so that one wide interval does not
make all others dots; an arrow says that an interval goes on."""

_RATIO_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of an estimate as they are drawn: to the right is more of the outcome with the intervention."""

    kind: Kind
    unit: str
    """What differences and levels are in; results in other units are in another plot. Blank for ratios."""
    middle: float | None
    low: float | None
    high: float | None
    is_turned: bool
    """Whether it was printed the other way round."""


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
    """A scale and what stands on it."""

    kind: Kind
    unit: str
    null: float | None
    """The place of no effect; None on a scale that has none."""
    ticks: tuple[Tick, ...]
    rows: tuple[Interval | None, ...]
    """None for what can't be drawn."""
    region: tuple[float, float] | None
    """From where to where the claim says that the effect is; a single line has no width."""


def numbers_of(estimate: Row) -> Numbers | None:
    """The numbers of a record of ``estimates`` as they are drawn; None where they can't be.

    That is where it prints none, where nothing says which way it runs, where it can't be turned, or where a ratio is
    negative. A ratio printed as zero is drawn as one that goes on.
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
    """Where a claim says that a ratio is: from a lower limit to an upper one; None where it says nothing of that.

    Args:
        direction: the claim's ``effect_direction``.
        margin: the margin of the outcome, within which a difference does not matter; None if none is recorded.
        is_side_effect: whether it says of a side effect that it occurs, and so that the intervention brings it on.
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


def forest_plot(rows: Sequence[Numbers | None], region: Limits | None = None) -> ForestPlot:
    """The plot of results of one kind and unit.

    Args:
        rows: the results, in the order in which they are drawn; None leaves a row empty.
        region: where the claim says that a ratio is, as ``asserted`` gives it. Of differences the same side of 0 is
            taken; on scales without a null there is none.
    """
    drawn = [row for row in rows if row is not None]
    if not drawn:
        return ForestPlot("ratio", "", None, (), tuple(None for _ in rows), None)
    kind, unit = drawn[0].kind, drawn[0].unit
    scale = _Scale(kind, [row.middle for row in drawn], [limit for row in drawn for limit in (row.low, row.high)])
    widths = {id(row): width for row in drawn if (width := _width(row)) is not None}
    least = min(widths.values(), default=None)
    intervals = tuple(None if row is None else _interval(row, scale, widths.get(id(row)), least) for row in rows)
    null = None if kind == "level" else scale.place(scale.null)
    return ForestPlot(kind, unit, null, scale.ticks(), intervals, _region(region, kind, scale))


def _region(region: Limits | None, kind: Kind, scale: _Scale) -> tuple[float, float] | None:
    if region is None or kind == "level":
        return None
    if kind == "difference":
        region = (None if region[0] is None else 0.0, None if region[1] is None else 0.0)
    low, high = region
    return (LEFT if low is None else scale.place(low), RIGHT if high is None else scale.place(high))


def _interval(row: Numbers, scale: _Scale, width: float | None, least: float | None) -> Interval:
    middle, first, last = (None if value is None else scale.place(value) for value in (row.middle, row.low, row.high))
    has_interval = row.low is not None or row.high is not None
    left = has_interval and (row.low is None or row.low < scale.least)
    right = has_interval and (row.high is None or row.high > scale.most)
    box = _SMALLEST_BOX if width is None or least is None else max(_SMALLEST_BOX, _LARGEST_BOX * least / width)
    return Interval(middle, first, last, left, right, round(box, 1))


def _width(row: Numbers) -> float | None:
    """How wide an interval is on the scale that it is symmetric on; None where that is nothing or endless."""
    if row.low is None or row.high is None:
        return None
    if row.kind == "ratio":
        if row.low <= 0 or math.isinf(row.high):
            return None
        width = math.log(row.high) - math.log(row.low) if row.high > 0 else 0.0
    else:
        width = row.high - row.low
    return width if width > 0 else None


class _Scale:
    def __init__(self, kind: Kind, middles: Iterable[float | None], limits: Iterable[float | None]) -> None:
        self.kind = kind
        self.null = 1.0 if kind == "ratio" else 0.0
        points, ends = (
            [value for value in values if value is not None and math.isfinite(value)] for values in (middles, limits)
        )
        finite = [*points, *ends]
        if kind == "ratio":
            within = [_within(value, _FARTHEST_RATIO) for value in points]
            within += [_within(value, _FARTHEST_LIMIT) for value in ends]
            self.least = max((tick for tick in _RATIO_TICKS if tick <= min([*within, 0.5])), default=_RATIO_TICKS[0])
            self.most = min((tick for tick in _RATIO_TICKS if tick >= max([*within, 2.0])), default=_RATIO_TICKS[-1])
        else:
            least, most = min([*finite, 0.0]), max([*finite, 0.0])
            step = _step(most - least)
            self.least, self.most = math.floor(least / step) * step, math.ceil(most / step) * step
            if self.least == self.most:
                self.most += step

    def place(self, value: float) -> float:
        """Where a value stands, in per cent of the width; at an end if it is beyond."""
        value = min(max(value, self.least), self.most)
        share = (self._scaled(value) - self._scaled(self.least)) / (self._scaled(self.most) - self._scaled(self.least))
        return round(LEFT + share * (RIGHT - LEFT), 3)

    def _scaled(self, value: float) -> float:
        return math.log(value) if self.kind == "ratio" else value

    def ticks(self) -> tuple[Tick, ...]:
        """The marks, at most a handful, and never without the null."""
        if self.kind == "ratio":
            inside = [tick for tick in _RATIO_TICKS if self.least <= tick <= self.most]
            while len(inside) > _MOST_TICKS:
                middle = inside.index(1.0)
                inside = [tick for number, tick in enumerate(inside) if (number - middle) % 2 == 0]
        else:
            step = _step(self.most - self.least)
            inside = [self.least + number * step for number in range(round((self.most - self.least) / step) + 1)]
        return tuple(Tick(self.place(value), f"{value:.6g}") for value in inside)


def _within(ratio: float, farthest: float) -> float:
    return min(max(ratio, 1 / farthest), farthest)


def _step(span: float) -> float:
    """A round step, of which four or fewer make the span."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power * 4 >= span)
