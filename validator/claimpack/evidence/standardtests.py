"""The p-values that an estimate may have by standard tests.

From its interval: the normal distribution (Wald), or Student's t. If studies were pooled by Hartung and Knapp's method,
or the model is not recorded, the degrees of freedom are the number of studies less one (IntHout and others 2014,
https://doi.org/10.1186/1471-2288-14-25). For the mean difference of one study they are the number of people less two.
From its counts: the tests of a two-by-two table.
"""

from collections.abc import Iterator
from typing import NamedTuple

from claimpack.evidence.counts import counts_of
from claimpack.evidence.measures import OF_MEANS, T_OF_STUDIES, Row
from claimpack.evidence.printed import Printed, Range
from claimpack.evidence.significance import critical_value, half_widths_away, implied_p, p_of
from claimpack.evidence.studentt import t_critical_value, t_p


class Allowed(NamedTuple):
    """The p-values that a test allows."""

    test: str
    p: Range


def from_interval(estimate: Row, numbers: Printed) -> Iterator[Allowed]:
    """What an interval implies: by the normal distribution first, then by t if that may have been used.

    Nothing if a limit or the level is not printed.
    """
    if estimate["model"] != T_OF_STUDIES:
        wald = implied_p(numbers)
        if wald is None:
            return
        yield Allowed("normal", wald)
    df = _degrees_of_freedom(estimate)
    away = half_widths_away(numbers) if df is not None else None
    if away is None or numbers.level is None or df is None:
        return
    reach = t_critical_value(numbers.level, df) if df else critical_value(numbers.level)
    least, most = _t_p(away.most * reach, df), _t_p(away.least * reach, df)
    if not df:  # any number of studies: between two and very many
        few = t_critical_value(numbers.level, 1)
        least, most = min(least, t_p(away.most * few, 1)), max(most, t_p(away.least * few, 1))
    yield Allowed("t", Range(least, most))


def from_counts(estimate: Row) -> Allowed | None:
    """From the lowest to the highest p-value of the tests of a two-by-two table; None if there are no counts for one.

    All values between them are allowed, since there are more tests than these.
    """
    table = counts_of(estimate)
    if table is None:
        return None
    found = table.p_values.values()
    return Allowed("counts", Range(min(found), max(found)))


def people_of(estimate: Row) -> int:
    """The number of people behind an estimate, in both arms; 0 if it is not recorded."""
    both = int(estimate["total_intervention"] or 0) + int(estimate["total_control"] or 0)
    return int(estimate["population_size"] or 0) or both


def _degrees_of_freedom(estimate: Row) -> int | None:
    """The degrees of freedom of t; None if t was not used, 0 if they are not known."""
    studies = int(estimate["study_count"] or 0)
    if estimate["model"] == T_OF_STUDIES:
        return max(0, studies - 1)
    if studies > 1:
        return studies - 1 if not estimate["model"] else None
    if estimate["measure"] in OF_MEANS:
        people = people_of(estimate)
        return people - 2 if people > 2 else None  # noqa: PLR2004
    return None


def _t_p(t: float, df: int) -> float:
    return t_p(t, df) if df else p_of(t)
