"""Compares follow-up times: a result after a week is not one after a year."""

from collections.abc import Iterable

from claimpack.evidence.measures import Row

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_APART = 1.1
"""Two times differ if one is more than this many times as long: 52 weeks and a year are the same."""

_NEARLY = 0.02
"""A time is nearly a whole number of a unit if it is no farther from it, as a share: 364 days are a year."""


def is_another_time(one: Row, other: Row) -> bool:
    """Whether two records both have a `follow_up`, and these differ.

    >>> is_another_time({"follow_up": "12 months"}, {"follow_up": "1 year"})
    False
    """
    first, second = one["follow_up"], other["follow_up"]
    return bool(first and second) and _differ(first, second)


def same_times(cells: Iterable[str]) -> dict[str, list[str]]:
    """For each time those that do not differ from it, the shortest first; blank cells are left out.

    >>> same_times(["16 days", "6 weeks", "45 days", ""])["6 weeks"]
    ['6 weeks', '45 days']
    """
    times = sorted({*cells} - {""}, key=lambda cell: (_days(cell), cell))
    found: dict[str, list[str]] = {cell: [] for cell in times}
    for place, shorter in enumerate(times):
        found[shorter].append(shorter)
        for longer in times[place + 1 :]:
            if _differ(shorter, longer):
                break
            found[shorter].append(longer)
            found[longer].append(shorter)
    return {cell: sorted(same, key=lambda each: (_days(each), each)) for cell, same in found.items()}


def _differ(first: str, second: str) -> bool:
    shorter, longer = sorted(map(_days, (first, second)))
    return longer > shorter * _APART


def rounded(cell: str) -> str:
    """A time in the largest unit of which it is nearly a whole number, so that one time has one spelling; or blank.

    >>> rounded("52 weeks"), rounded("12 months"), rounded("16 days"), rounded("78 weeks"), rounded("")
    ('1 year', '1 year', '16 days', '18 months', '')
    """
    if not cell:
        return ""
    days = _days(cell)
    number, unit = f"{days:.3g}", "day"
    for longer in ("week", "month", "year"):
        whole = round(days / _DAYS[longer])
        if abs(days / _DAYS[longer] - whole) < _NEARLY * whole:
            number, unit = f"{float(f'{whole:.3g}'):.0f}", longer
    return f"{number} {unit}{'' if number == '1' else 's'}"


def _days(cell: str) -> float:
    number, unit = cell.split()
    return float(number) * _DAYS[unit.removesuffix("s")]
