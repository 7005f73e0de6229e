"""A two-by-two table, with the p-values of the usual tests and the intervals of the usual methods.

Tests: Agresti, Categorical Data Analysis, chapters 2 and 3. Intervals: Wald (with 0.5 added to each cell where one is
zero, after Haldane and Anscombe), Peto (Yusuf and others 1985, https://doi.org/10.1016/s0033-0620(85)80003-7), and
Newcombe 1998 for a risk difference, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
"""

import math
from collections.abc import Callable, Iterator
from functools import cached_property

from claimpack.evidence.proportionintervals import Interval, wilson_interval
from claimpack.evidence.significance import critical_value, p_of

_LARGEST = 1_000_000
"""With more events and more people without events than this, exact and approximate tests agree."""

_WIDEST = 5_000
"""Exact estimates and intervals are computed only if the margins allow at most this many tables."""

_NEGLIGIBLE = 1e-20
_SAME = 1 + 1e-7  # tables whose probabilities differ by less are equally likely


class TwoByTwo:
    """People with and without the outcome in the two arms; neither arm is empty."""

    def __init__(self, events: tuple[int, int], totals: tuple[int, int]) -> None:
        self.events = events
        self.totals = totals
        self.without = totals[0] - events[0], totals[1] - events[1]

    @property
    def has_zero(self) -> bool:
        """Whether a cell is zero."""
        return 0 in (*self.events, *self.without)

    @cached_property
    def p_values(self) -> dict[str, float]:
        """The two-sided p-values of the usual tests, by name.

        If everybody or nobody had the outcome, no other table has these margins: exact tests give 1, and of the others
        only those with 0.5 added give anything.
        """
        found = self._tests_of_independence() if self.is_varied else {"Fisher": 1.0}
        for measure in ("RR", "OR", "RD"):
            for interval in wald_intervals(measure, self, 95):
                if interval.high > interval.low:
                    half = (interval.high - interval.low) / 2 / critical_value(95)
                    found[f"{interval.method} ({measure})"] = p_of((interval.low + interval.high) / 2 / half)
        return found

    @property
    def is_varied(self) -> bool:
        """Whether some had the outcome and others did not."""
        return any(self.events) and any(self.without)

    def _tests_of_independence(self) -> dict[str, float]:
        (a, c), (b, d) = self.events, self.without
        size = sum(self.totals)
        margins = math.sqrt(self.totals[0]) * math.sqrt(self.totals[1]) * math.sqrt(a + c) * math.sqrt(b + d)
        apart = abs(a * d - b * c)
        return {
            "Pearson": p_of(apart * math.sqrt(size) / margins),
            "Pearson with n - 1": p_of(apart * math.sqrt(size - 1) / margins),
            "Yates": p_of(max(0.0, apart - size / 2) * math.sqrt(size) / margins),
            "likelihood ratio": p_of(math.sqrt(max(0.0, self._deviance))),
            **self._exact_p_values(),
        }

    @property
    def _deviance(self) -> float:
        size, all_events = sum(self.totals), sum(self.events)
        total = 0.0
        for events, people in zip(self.events, self.totals, strict=True):
            for count, share in ((events, all_events / size), (people - events, 1 - all_events / size)):
                if count:
                    total += 2 * count * math.log(count / (people * share))
        return total

    def _exact_p_values(self) -> dict[str, float]:
        weights = self._likely_tables()
        if not weights:
            return {}
        observed, total = self.events[0], sum(weights.values())
        own = weights.get(observed, 0.0)
        as_rare = sum(weight for weight in weights.values() if weight <= own * _SAME)
        above = sum(weight for count, weight in weights.items() if count > observed)
        below = sum(weight for count, weight in weights.items() if count < observed)
        tail = min(above, below)
        return {
            "Fisher": min(1.0, as_rare / total),
            "Fisher, twice the smaller side": min(1.0, 2 * (tail + own) / total),
            "mid-p": min(1.0, 2 * (tail + own / 2) / total),
            "Fisher, mid-p": min(1.0, (as_rare - own / 2) / total),
        }

    def _likely_tables(self) -> dict[int, float]:
        """The relative probability of each table with the same margins, by events with the intervention; at most 1."""
        (first, second), events = self.totals, sum(self.events)
        if min(events, first + second - events) > _LARGEST:
            return {}
        least, most = max(0, events - second), min(events, first)
        likeliest = min(most, max(least, (events + 1) * (first + 1) // (first + second + 2)))
        weights = {likeliest: 1.0}
        weight, count = 1.0, likeliest
        while count < most and weight > _NEGLIGIBLE:
            weight *= (first - count) * (events - count) / ((count + 1) * (second - events + count + 1))
            count += 1
            weights[count] = weight
        weight, count = 1.0, likeliest
        while count > least and weight > _NEGLIGIBLE:
            weight *= count * (second - events + count) / ((first - count + 1) * (events - count + 1))
            count -= 1
            weights[count] = weight
        return weights

    def exact_odds_ratio(self, level: float) -> tuple[float | None, Interval | None]:
        """The conditional estimate of the log odds ratio and its exact interval, as in R's ``fisher.test``.

        None if they are not finite.
        """
        (first, second), events = self.totals, sum(self.events)
        least, most = max(0, events - second), min(events, first)
        observed = self.events[0]
        if most - least > _WIDEST or observed in (least, most):
            return None, None
        logarithms = [0.0]
        for count in range(least, most):
            step = (first - count) * (events - count) / ((count + 1) * (second - events + count + 1))
            logarithms.append(logarithms[-1] + math.log(step))
        tail = (1 - level / 100) / 2

        def tilted(log_odds: float) -> list[float]:
            values = [logarithm + log_odds * number for number, logarithm in enumerate(logarithms)]
            top = max(values)
            return [math.exp(value - top) for value in values]

        def mean(log_odds: float) -> float:
            weights = tilted(log_odds)
            return sum(number * weight for number, weight in enumerate(weights)) / sum(weights) - (observed - least)

        def at_least(log_odds: float) -> float:
            weights = tilted(log_odds)
            return sum(weights[observed - least :]) / sum(weights) - tail

        def at_most(log_odds: float) -> float:
            weights = tilted(log_odds)
            return tail - sum(weights[: observed - least + 1]) / sum(weights)

        return _root(mean), Interval("exact", _root(at_least), _root(at_most))


def wald_intervals(measure: str, table: TwoByTwo, level: float) -> Iterator[Interval]:
    """The intervals of RR, OR and RD that extend a multiple of the standard error to both sides of the estimate.

    From the counts themselves, if no cell that it needs is zero; with 0.5 added to each cell; and for Peto's odds
    ratio.

    Args:
        measure: others than these three yield nothing.
        table: the counts.
        level: the confidence level in per cent.
    """
    (a, c), (b, d) = table.events, table.without
    reach = critical_value(level)
    for method, found in (
        ("Wald", _estimate_and_error(measure, a, b, c, d)),
        ("0.5 added", _estimate_and_error(measure, a + 0.5, b + 0.5, c + 0.5, d + 0.5)),
        ("Peto", peto_log_odds_ratio(table) if measure == "OR" else None),
    ):
        if found is not None:
            estimate, error = found
            yield Interval(method, estimate - reach * error, estimate + reach * error)


def intervals(measure: str, table: TwoByTwo, level: float) -> Iterator[Interval]:
    """The intervals of all usual methods: ``wald_intervals``, exact ones, and Newcombe's."""
    yield from wald_intervals(measure, table, level)
    if measure == "OR":
        _, exact = table.exact_odds_ratio(level)
        if exact is not None:
            yield exact
    if measure == "RD":
        yield _newcombe(table, level)


def peto_log_odds_ratio(table: TwoByTwo) -> tuple[float, float] | None:
    """Peto's log odds ratio and its standard error; None if everybody or nobody had the outcome."""
    (first, second), events = table.totals, sum(table.events)
    size = first + second
    if not 0 < events < size:
        return None
    variance = first / size * (second / size) * events * ((size - events) / (size - 1))
    return (table.events[0] - first * events / size) / variance, 1 / math.sqrt(variance)


def _estimate_and_error(measure: str, a: float, b: float, c: float, d: float) -> tuple[float, float] | None:
    """A measure and its standard error, from the counts with and without the outcome: (a, b), and controls (c, d)."""
    first, second = a + b, c + d
    match measure:
        case "RR" if a and c:
            return math.log(a / first) - math.log(c / second), math.sqrt(1 / a - 1 / first + 1 / c - 1 / second)
        case "OR" if a and b and c and d:
            return math.log(a / b) - math.log(c / d), math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
        case "RD":
            return a / first - c / second, math.sqrt(a * b / first**3 + c * d / second**3)
    return None


def _newcombe(table: TwoByTwo, level: float) -> Interval:
    shares = [events / total for events, total in zip(table.events, table.totals, strict=True)]
    first, second = (wilson_interval(*arm, level) for arm in zip(table.events, table.totals, strict=True))
    difference = shares[0] - shares[1]
    return Interval(
        "Newcombe",
        difference - math.hypot(shares[0] - first.low, second.high - shares[1]),
        difference + math.hypot(first.high - shares[0], shares[1] - second.low),
    )


def _root(function: Callable[[float], float]) -> float:
    """The log odds ratio at which a rising function is zero."""
    low, high = -1.0, 1.0
    while function(low) > 0:
        low *= 2
    while function(high) < 0:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
