"""Effect measures computed from the counts of a two-by-two table."""

from __future__ import annotations

from collections.abc import Iterator


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
    if orientation == "not_stated":
        for arms in (events, totals), (events[::-1], totals[::-1]):
            yield from crude_effects(measure, *arms)
            yield from crude_effects(measure, *arms, "opposite_event")
        return
    if orientation == "opposite_event":
        events = totals[0] - events[0], totals[1] - events[1]
    elif orientation == "arms_swapped":
        events, totals = events[::-1], totals[::-1]
    without = totals[0] - events[0], totals[1] - events[1]
    if measure == "proportion" and totals[0]:
        yield events[0] / totals[0]
    if measure == "OR" and 0 not in (*events, *without):
        yield events[0] * without[1] / (events[1] * without[0])
    if 0 in totals:
        return
    if measure == "RD":
        yield events[0] / totals[0] - events[1] / totals[1]
    if measure == "RR" and events[1]:
        yield events[0] * totals[1] / (events[1] * totals[0])
