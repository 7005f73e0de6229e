"""Reads dates of publication, with or without day and month, as databases write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from claimpack.curation.monthnames import MONTHS

_YEAR = r"(?P<year>1[5-9][0-9]{2}|20[0-9]{2})"
_NUMBERS = re.compile(rf"{_YEAR}[-/.]?(?P<month>[0-9]{{1,2}})?(?:[-/.]?(?P<day>[0-9]{{1,2}}))?(?:[-/]*|[T ][0-9].*)")
_COMPACT = re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})")
_YEAR_FIRST = re.compile(rf"{_YEAR}[\s,/-]+(?P<month>[A-Za-z]{{3,9}})\.?(?:[\s/-]+(?P<day>[0-9]{{1,2}}))?")
_DAY_FIRST = re.compile(rf"(?:(?P<day>[0-9]{{1,2}})[\s.-]+)?(?P<month>[A-Za-z]{{3,9}})\.?[\s,-]+{_YEAR}")
_MONTH_FIRST = re.compile(rf"(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>[0-9]{{1,2}}),?\s+{_YEAR}")
_ALL_NUMBERS = re.compile(
    r"(?P<one>[0-9]{1,4})[-/.](?P<two>[0-9]{1,4})(?:[-/.](?P<three>[0-9]{1,4}))?(?:[-/]*|[T ][0-9].*)"
    r"|(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
)
_ANY_YEAR = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")


def partial_date(text: str) -> str:
    """A day, a month or a year, as exact as the text is; blank if it has none.

    >>> [partial_date(text) for text in ("2012/07/03/", "2024///", "2020 Feb", "2023 Apr-Jun", "1 Dec 2024")]
    ['2012-07-03', '2024', '2020-02', '2023', '2024-12-01']
    """
    text = text.strip().strip('="').strip()
    for form in (_COMPACT, _NUMBERS, _YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        found = form.fullmatch(text)
        if found:
            made = from_parts(found["year"], found["month"] or "", found["day"] or "")
            if made:
                return made
    years = {found["year"] for found in _ANY_YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else min(years, default="")


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """A date from its parts, with the month as a number or a name; an invalid month or day is left out.

    >>> from_parts("2020", "Feb", "3"), from_parts("2020", "Apr-Jun"), from_parts("2021", "2", "30")
    ('2020-02-03', '2020', '2021-02')
    """
    year, month, day = year.strip(), month.strip(), day.strip()
    if not re.fullmatch(_YEAR, year):
        return ""
    number = int(month) if re.fullmatch("[0-9]{1,2}", month) else MONTHS.get(month.rstrip(".").casefold(), 0)
    if not 1 <= number <= 12:  # noqa: PLR2004 - months
        return year
    if re.fullmatch("[0-9]{1,2}", day):
        try:
            return date(int(year), number, int(day)).isoformat()
        except ValueError:
            pass
    return f"{year}-{number:02}"


def is_no_date(text: str) -> bool:
    """Whether a text is a wrong date: it has no year, or a month or a day that does not exist.

    Words alone (``in press``) and spans of years are not wrong.

    >>> [is_no_date(text) for text in ("20xx", "13/45/2022", "2021-02-30", "2021-13", "20211301", "30 Feb 2021")]
    [True, True, True, True, True, True]
    >>> [is_no_date(text) for text in ("in press", "2019-20", "2020//Spring", "2020/00/00", "25/12/2022", "0")]
    [False, False, False, False, False, False]
    """
    text = text.strip().strip('="').strip()
    if not re.search(r"[1-9]", text):
        return False
    if not partial_date(text):
        return True
    for form in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        found = form.fullmatch(text)
        if found and found["day"]:
            return len(from_parts(found["year"], found["month"], found["day"])) == len("2020-02")
    found = _ALL_NUMBERS.fullmatch(text)
    if not found:
        return False
    parts = [part for part in found.groups() if part]
    year_length = 4
    if len(parts[0]) == year_length:
        is_span = len(parts) == 2 and (len(parts[1]) == year_length or int(parts[1]) > max(12, int(parts[0][2:])))  # noqa: PLR2004
        return not is_span and not _is_day(*parts)
    if len(parts) == 3:  # noqa: PLR2004 - day, month and year in either order
        return not (_is_day(parts[2], parts[1], parts[0]) or _is_day(parts[2], parts[0], parts[1]))
    return not _is_day(parts[1], parts[0])


def _is_day(year: str, month: str, day: str = "0") -> bool:
    """Whether the day exists; 0 means an unknown month or day."""
    try:
        date(int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return False
    return True


def earliest(dates: Iterable[str]) -> str:
    """The first of several dates; of those that may be the same, the most exact one.

    >>> earliest(["2020-02", "2019-03-25", "2019", ""])
    '2019-03-25'
    """
    known = sorted({each for each in dates if each})
    if not known:
        return ""
    first = known[0]
    for each in known[1:]:
        if each.startswith(f"{first}-"):
            first = each
    return first


def of_year(year: str, dates: Iterable[str]) -> str:
    """The most exact date in that year; the year alone if there is none."""
    return max((each for each in dates if each.startswith(year)), key=len, default=year) if year else earliest(dates)
