"""What the counts of two arms show, where a source prints no interval and no p-value beside them."""

from functools import lru_cache

from claimpack.evidence.counts import counts_of
from claimpack.evidence.measures import COMPARING
from claimpack.evidence.showneffect import USUAL_ALPHA, Shown
from claimpack.evidence.twobytwo import TwoByTwo
from claimpack.package.table import Record

_PRINTED = ("ci_low", "ci_high", "p_value")
_TESTS = ("Pearson", "Yates", "Fisher")
_KEPT = 65_536


def shown_by_counts(estimate: Record) -> Shown:
    """What the counts of a record of ``estimates`` show; blank where another number is printed, or they decide nothing.

    They show more or less where Pearson's, Yates' and Fisher's test all call the difference significant, and neither
    where none of them does.
    """
    if estimate["measure"] not in COMPARING or any(estimate[column] for column in _PRINTED):
        return ""
    table = counts_of(estimate)
    return _by_tests(table.events, table.totals) if table is not None else ""


@lru_cache(maxsize=_KEPT)
def _by_tests(events: tuple[int, int], totals: tuple[int, int]) -> Shown:
    table = TwoByTwo(events, totals)
    p_values = [p for name, p in table.p_values.items() if name in _TESTS]
    if not p_values:
        return ""
    if max(p_values) < USUAL_ALPHA:
        return "more" if events[0] * totals[1] > events[1] * totals[0] else "less"
    return "not_shown" if min(p_values) > USUAL_ALPHA else ""


def more_or_less_by_counts(estimate: Record) -> Shown:
    """Which way a difference runs that a p-value calls significant; blank where the counts don't say."""
    table = counts_of(estimate)
    if table is None:
        return ""
    (treated, controls), (all_treated, all_controls) = table.events, table.totals
    apart = treated * all_controls - controls * all_treated
    return "more" if apart > 0 else "less" if apart < 0 else ""
