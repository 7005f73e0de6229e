"""Computes effect measures from the counts of a two-by-two table."""

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
    """The people with the outcome in an arm, and all people in it; None if one is blank or they are impossible."""
    events, total = estimate[f"events_{arm}"], estimate[f"total_{arm}"]
    if not events or not total or int(events) > int(total) or not int(total):
        return None
    return int(events), int(total)


def may_cross_over(estimate: Row, people: str) -> bool:
    """Whether all people were in both arms, one after the other, except a few who left: a crossover trial.

    Args:
        estimate: a row of estimates.csv.
        people: how many people are behind it, or blank if that is not known.
    """
    one, other = int(estimate["total_intervention"] or 0), int(estimate["total_control"] or 0)
    return bool(people) and int(people) >= max(one, other) and min(one, other) >= _STAYED * int(people) > 0


def has_room_for_both(estimate: Row, people: str) -> bool:
    """Whether so many people are enough for both arms; false where one of the three numbers is blank."""
    one, other = int(estimate["total_intervention"] or 0), int(estimate["total_control"] or 0)
    return bool(one and other and people) and one + other <= int(people)


def counts_of(estimate: Row) -> TwoByTwo | None:
    """The counts of both arms; None if one is blank, an arm is empty, or it has more events than people."""
    treated = arm_counts(estimate, "intervention")
    controls = arm_counts(estimate, "control") if treated else None
    return TwoByTwo(*zip(treated, controls, strict=True)) if treated and controls else None


def oriented(table: TwoByTwo, orientation: str) -> list[TwoByTwo]:
    """The tables that an orientation may mean: arms as named or swapped, people with or without the outcome.

    There are four if the orientation is not stated.
    """
    swapped = TwoByTwo(table.events[::-1], table.totals[::-1])
    opposite, both = (TwoByTwo(one.without, one.totals) for one in (table, swapped))
    return {"arms_swapped": [swapped], "opposite_event": [opposite], "as_named": [table]}.get(
        orientation, [table, opposite, swapped, both]
    )


def corrected_effects(measure: str, table: TwoByTwo) -> Iterator[float]:
    """The values of a measure by the usual methods for few events.

    With 0.5 added to each cell; for an odds ratio also Peto's estimate and the conditional one of exact methods.
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
            # Peto's is absurd where one arm is tiny: beyond a logarithm of 700 nobody could print it
            yield from (math.exp(log) for log in (peto and peto[0], conditional) if log is not None and log < 700)  # noqa: PLR2004


def crude_effects(
    measure: str, events: tuple[int, int], totals: tuple[int, int], orientation: str = "as_named"
) -> Iterator[float]:
    """The values of a measure from the counts alone; none if they don't give it, as for a ratio to no events.

    Args:
        measure: RR, OR, RD or proportion; others can't be computed from counts.
        events: people with the outcome with the intervention and in the control arm.
        totals: people in the two arms, in the same order. A proportion ignores the control arm.
        orientation: as in estimates.csv. If it is not stated, there is a result for either event with the arms in
            either order.
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
