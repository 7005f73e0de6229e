"""What the counts of two arms show, where a source prints no interval and no p-value beside them."""

from __future__ import annotations

from functools import lru_cache

from claimpack.evidence.counts import COUNTS
from claimpack.evidence.measures import COMPARING
from claimpack.evidence.showneffect import USUAL_ALPHA, Shown
from claimpack.evidence.twobytwo import TwoByTwo
from claimpack.package.table import Record

_PRINTED = ("ci_low", "ci_high", "p_value")
_TESTS = ("Pearson", "Yates", "Fisher")
_KEPT = 65_536


def shown_by_counts(estimate: Record) -> Shown:
    """What the counts of a record of ``estimates`` show; blank where another number is printed, or they don't tell.

    They show more or less where Pearson's, Yates' and Fisher's test all call the difference significant, and neither
    where none of them does.
    """
    if estimate["measure"] not in COMPARING or any(estimate[column] for column in _PRINTED):
        return ""
    cells = [estimate[column] for column in COUNTS]
    return _by_tests(*map(int, cells)) if all(cells) else ""


@lru_cache(maxsize=_KEPT)
def _by_tests(events: int, total: int, events_control: int, total_control: int) -> Shown:
    if events > total or events_control > total_control or not total or not total_control:
        return ""
    table = TwoByTwo((events, events_control), (total, total_control))
    p_values = [p for name, p in table.p_values.items() if name in _TESTS]
    if not p_values:
        return ""
    if max(p_values) < USUAL_ALPHA:
        return "more" if events * total_control > events_control * total else "less"
    return "not_shown" if min(p_values) > USUAL_ALPHA else ""
