"""Times of follow-up: a result after a week is not one after a year."""

from claimpack.evidence.measures import Row

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_APART = 1.1
"""Two times differ if one is more than this many times the other: 52 weeks and a year are the same."""


def is_another_time(one: Row, other: Row) -> bool:
    """Whether two records both give a `follow_up`, and not the same.

    >>> is_another_time({"follow_up": "12 months"}, {"follow_up": "1 year"})
    False
    """
    first, second = one["follow_up"], other["follow_up"]
    if not first or not second or first == second:
        return False
    shorter, longer = sorted(map(_days, (first, second)))
    return longer > shorter * _APART


def _days(cell: str) -> float:
    number, unit = cell.split()
    return float(number) * _DAYS[unit.removesuffix("s")]
