"""Effect measures computed from the counts of a two-by-two table."""

from __future__ import annotations

from collections.abc import Iterator


def crude_effects(
    measure: str, events: tuple[int, int], totals: tuple[int, int], *, reversed_: bool
) -> Iterator[float]:
    """What a measure comes to by the counts alone; nothing where they don't give it, as with a zero count for a ratio.

    A number that is printed the other way round may be for the other arm or for the opposite event, so that there may
    be several.

    Args:
        measure: RR, OR, RD or proportion; others can't be had from counts.
        events: people with the outcome with the intervention and in the control arm.
        totals: people in the two arms, in the same order. For a proportion the control arm is not looked at.
        reversed_: whether the number is printed for the other arm or for the opposite event.
    """
    without = totals[0] - events[0], totals[1] - events[1]
    if measure == "proportion" and totals[0]:
        yield (without[0] if reversed_ else events[0]) / totals[0]
    if measure == "OR" and 0 not in (*events, *without):
        ratio = events[0] * without[1] / (events[1] * without[0])
        yield 1 / ratio if reversed_ else ratio
    if 0 in totals:
        return
    if measure == "RD":
        difference = events[0] / totals[0] - events[1] / totals[1]
        yield -difference if reversed_ else difference
    if measure == "RR" and 0 not in events:
        ratio = events[0] * totals[1] / (events[1] * totals[0])
        yield 1 / ratio if reversed_ else ratio
    if measure == "RR" and reversed_ and 0 not in without:
        yield without[0] * totals[1] / (without[1] * totals[0])
