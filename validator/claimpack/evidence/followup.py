"""Compares follow-up times: a result after a week is not one after a year."""

from claimpack.evidence.measures import Row
from claimpack.wording import counted

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_APART = 1.1
"""Two times differ if one is more than this many times as long: 52 weeks and a year are the same."""


def is_another_time(one: Row, other: Row) -> bool:
    """Whether two records both have a `follow_up`, and these differ.

    >>> is_another_time({"follow_up": "12 months"}, {"follow_up": "1 year"})
    False
    """
    first, second = one["follow_up"], other["follow_up"]
    if not first or not second or first == second:
        return False
    shorter, longer = sorted(map(_days, (first, second)))
    return longer > shorter * _APART


def rounded(cell: str) -> str:
    """A time in whole months, or in days if it is nearer to none, so that claims of one time have the same; or blank.

    >>> rounded("52 weeks"), rounded("1 year"), rounded("2 weeks"), rounded("")
    ('12 months', '12 months', '14 days', '')
    """
    if not cell:
        return ""
    months = round(_days(cell) / _DAYS["month"])
    return counted(months, "month") if months else counted(round(_days(cell)), "day")


def _days(cell: str) -> float:
    number, unit = cell.split()
    return float(number) * _DAYS[unit.removesuffix("s")]
