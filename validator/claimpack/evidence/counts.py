"""Effect measures computed from the counts of a two-by-two table."""

import math
from collections.abc import Iterator
from typing import Literal

from claimpack.evidence.measures import Row
from claimpack.evidence.twobytwo import TwoByTwo, peto_log_odds_ratio

COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control")
"""The columns of a two-by-two table."""

_STAYED = 0.8
"""The least share of the people of a crossover trial that each of its periods has."""


def arm_counts(estimate: Row, arm: Literal["intervention", "control"]) -> tuple[int, int] | None:
    """The people with the outcome in an arm, and all in it; None where one is blank, or they can't be of an arm."""
    events, total = estimate[f"events_{arm}"], estimate[f"total_{arm}"]
    if not events or not total or int(events) > int(total) or not int(total):
        return None
    return int(events), int(total)


def may_cross_over(estimate: Row, people: str) -> bool:
    """Whether all people were in both arms, one after the other, except a few who left: a crossover trial.

    Args:
        estimate: a row of estimates.csv.
        people: how many it rests on, or blank where that is not known.
    """
    one, other = int(estimate["total_intervention"] or 0), int(estimate["total_control"] or 0)
    return bool(people) and int(people) >= max(one, other) and min(one, other) >= _STAYED * int(people) > 0


def counts_of(estimate: Row) -> TwoByTwo | None:
    """The counts of both arms as recorded; None where one is blank, an arm is empty or has more events than people."""
    treated = arm_counts(estimate, "intervention")
    controls = arm_counts(estimate, "control") if treated else None
    return TwoByTwo(*zip(treated, controls, strict=True)) if treated and controls else None


def oriented(table: TwoByTwo, orientation: str) -> list[TwoByTwo]:
    """The table as an estimate counts it: the arms as named or swapped, people with or without the outcome.

    Where the orientation is not stated, these are four.
    """
    swapped = TwoByTwo(table.events[::-1], table.totals[::-1])
    opposite, both = (TwoByTwo(one.without, one.totals) for one in (table, swapped))
    return {"arms_swapped": [swapped], "opposite_event": [opposite], "as_named": [table]}.get(
        orientation, [table, opposite, swapped, both]
    )


def corrected_effects(measure: str, table: TwoByTwo) -> Iterator[float]:
    """What a measure comes to by the usual methods for few events, beside what the counts themselves give.

    With 0.5 added to each cell; for an odds ratio also Peto's and the conditional one of exact methods.
    """
    (a, c), (b, d) = ([count + 0.5 for count in cells] for cells in (table.events, table.without))
    match measure:
        case "RR":
            yield a / (a + b) / (c / (c + d))
        case "RD":
            yield a / (a + b) - c / (c + d)
        case "OR":
            yield a * d / (b * c)
            peto, (conditional, _) = peto_log_odds_ratio(table), table.exact_odds_ratio(95)
            # Peto's is out of all bounds where one arm is tiny: beyond 700 it is no number that could be printed
            yield from (math.exp(log) for log in (peto and peto[0], conditional) if log is not None and log < 700)  # noqa: PLR2004


def crude_effects(
    measure: str, events: tuple[int, int], totals: tuple[int, int], orientation: str = "as_named"
) -> Iterator[float]:
    """What a measure comes to by the counts alone; nothing where they don't give it, as with a ratio to no events.

    Args:
        measure: RR, OR, RD or proportion; others can't be computed from counts.
        events: people with the outcome with the intervention and in the control arm.
        totals: people in the two arms, in the same order. For a proportion the control arm is not looked at.
        orientation: which way the number runs, by the words of estimates.csv. Where that is not stated, there is one
            result for either event with the arms in either order.
    """
    for table in oriented(TwoByTwo(events, totals), orientation):
        (a, c), (b, d), (first, second) = table.events, table.without, table.totals
        match measure:
            case "proportion" if first:
                yield a / first
            case "OR" if not table.has_zero:
                yield a * d / (c * b)
            case "RD" if first and second:
                yield a / first - c / second
            case "RR" if first and second and c:
                yield a * second / (c * first)
