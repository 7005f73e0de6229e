"""Finds the values that a cell may have had before a spreadsheet changed it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from claimpack.curation.monthnames import MONTHS
from claimpack.package.cells import refusals
from claimpack.package.tableschema import LIST_DELIMITER, Field, TableSchema, split_items

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›＂＇"
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))

_PLAIN_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("，"): ",",
    ord("＜"): "<",
}
"""Full-width digits and signs, which are as wide as a Chinese character."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ ,.'’])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+)(?P<mark>[,.])(?P<rest>[0-9]+)")

_CALLED = {
    "RR": "risk ratio, relative risk",
    "OR": "odds ratio",
    "HR": "hazard ratio, hazards ratio",
    "IRR": "incidence rate ratio",
    "RD": "risk difference, absolute risk difference",
    "MD": "mean difference, weighted mean difference, wmd",
    "SMD": "standardised mean difference, standardized mean difference",
    "ROM": "ratio of means",
    "IRD": "incidence rate difference",
}
_NAMED = {name: word for word, names in _CALLED.items() for name in names.split(", ")}
"""The word of ``measure`` for each full name."""
_PERCENTAGES = frozenset({"ci_level", "i_squared"})
"""The columns whose numbers are percentages, so that a percent sign adds nothing."""
_TIME = re.compile(r"([0-9]+(?:\.[0-9]+)?)[ -]?(d|day|w|wk|week|mo|mth|month|y|yr|year)s?\.?", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
"""The unit of a follow-up time by its first letter."""
_FIRST_SERIAL = 61  # before this Excel counts a 29 February 1900, which did not exist
_LAST_SERIAL = 2_958_465  # 31 December 9999
_EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
"""Day 0 of the two date systems of spreadsheets."""

_DAYS_AHEAD = {
    "acknowledged_on": 0,
    "retraction_checked_on": 0,
    "searched_until": 0,
    "published_on": 366,
    "issued_on": 366,  # an issue may be dated later than it appears
}
"""For some columns, at most how many days after today their date can be."""


@dataclass(frozen=True)
class CellContext:
    """What a cell's possible values depend on."""

    schema: TableSchema
    ids: dict[str, Collection[str]]
    """For each column that names records, the ids of the known records."""
    today: date


def readings(field: Field, cell: str, beside: CellContext) -> list[str]:
    """The values that an invalid cell may have had; each is allowed in its column.

    If there are several, nobody guesses which it was.

    Args:
        field: the column.
        cell: the present value, after ``tidy``.
        beside: the table, and the records that can be named.
    """
    found = dict.fromkeys(reading for reading in _all_readings(field, cell, beside) if reading not in ("", cell))
    wrong = refused(field, found, beside)
    return [reading for reading in found if reading not in wrong]


def refused(field: Field, cells: Collection[str], beside: CellContext) -> set[str]:
    """The cells that are not allowed in their column or name an unknown record; a blank cell is never one."""
    found = set(refusals(beside.schema, field.name, cells))
    known = beside.ids.get(field.name)
    if known is not None:
        items = split_items if field.is_list else lambda cell: [cell]
        found.update(cell for cell in cells if not all(item in known for item in items(cell)))
    return found - {""}


def is_refused(field: Field, cell: str, beside: CellContext) -> bool:
    """Whether a single cell is refused."""
    return cell in refused(field, [cell], beside)


def _all_readings(field: Field, cell: str, beside: CellContext) -> Iterator[str]:
    bare = plain(cell)
    yield bare
    if field.name in _PERCENTAGES:
        bare = re.sub(r" ?%$", "", bare)
        yield bare
    if field.type == "integer":
        yield from _integers(bare)
    elif field.type == "number":
        yield from _numbers(bare)
    elif field.type == "date" or field.is_partial_date:
        yield from _dates(bare, _latest(field, beside.today))
    elif field.name == "follow_up":
        yield from _times(bare)
    elif field.is_list:
        yield from _lists(bare, beside.ids.get(field.name, ()))
    else:
        words = field.words or beside.ids.get(field.name, ())
        yield from _alike(bare, words)
        if _NAMED.get(bare.casefold().replace("-", " ")) in field.words:
            yield _NAMED[bare.casefold().replace("-", " ")]


def plain(cell: str) -> str:
    """The cell without what word processors add: quotation marks, dashes and invisible characters."""
    seen = "".join(character for character in cell if unicodedata.category(character) != "Cf")
    return seen.translate(_HYPHENS).translate(_PLAIN_DIGITS).strip().strip(_QUOTES).strip()


def _alike(cell: str, words: Collection[str]) -> Iterator[str]:
    """The words that differ from a cell only in capitals, spaces, hyphens and underscores."""
    same = _folded(cell)
    return (word for word in words if _folded(word) == same)


def _folded(word: str) -> str:
    return word.casefold().replace(" ", "_").replace("-", "_")


def _lists(cell: str, known: Collection[str]) -> Iterator[str]:
    """The items if separated by semicolons, commas, lines or bars, each as the known id that it means."""
    for delimiter in (LIST_DELIMITER, ",", "\n", "|"):
        if delimiter in cell or delimiter == LIST_DELIMITER:
            items = [plain(item) for item in cell.split(delimiter)]
            meant = [item if item in known else _only(_alike(item, known)) or item for item in items if item]
            yield LIST_DELIMITER.join(meant)


def _only(found: Iterator[str]) -> str | None:
    here = list(found)
    return here[0] if len(here) == 1 else None


def _integers(cell: str) -> Iterator[str]:
    """Readings with groups of three digits, and with only zeros behind a decimal sign."""
    if _GROUPED.fullmatch(cell):
        yield re.sub(r"[^0-9]", "", cell)
    decimal = _DECIMAL.fullmatch(cell)
    if decimal and not decimal["rest"].strip("0"):
        yield decimal["sign"] + decimal["whole"]


def _numbers(cell: str) -> Iterator[str]:
    """Readings with a decimal comma, a raised decimal point, and groups of three digits."""
    cell = cell.replace("·", ".").replace("∙", ".")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        yield cell
    decimal = _DECIMAL.fullmatch(cell)
    if decimal:
        yield f"{decimal['sign']}{decimal['whole']}.{decimal['rest']}"
    if _GROUPED.fullmatch(cell) and not cell.startswith("0"):
        yield re.sub(r"[^0-9]", "", cell)
    if re.fullmatch(r"-?[.,][0-9]+", cell):
        yield re.sub(r"[.,]", "0.", cell)


def _times(cell: str) -> Iterator[str]:
    """A time whose unit is abbreviated or joined to its number: ``6 mo``, ``6-month``."""
    found = _TIME.fullmatch(cell)
    if found:
        yield f"{found[1]} {_UNITS[found[2][0].lower()].removesuffix('s' if found[1] == '1' else '')}"


def _latest(field: Field, today: date) -> date | None:
    ahead = _DAYS_AHEAD.get(field.name)
    return None if ahead is None else today + timedelta(days=ahead)


def _dates(cell: str, latest: date | None) -> Iterator[str]:
    """The days that a cell may mean."""
    days = chain.from_iterable(read(cell) for read in (_with_time, _in_numbers, _in_words, _serials))
    for day in days:
        if latest is None or day <= latest:
            yield day.isoformat()


def _with_time(cell: str) -> Iterator[date]:
    """A day at midnight, as programs write it."""
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?Z?", cell)
    if found:
        yield from _day(*map(int, found[1].split("-")))


def _in_numbers(cell: str) -> Iterator[date]:
    if found := re.fullmatch(r"([0-9]{4})([./-]) ?([0-9]{1,2})\2 ?([0-9]{1,2})", cell):
        yield from _day(int(found[1]), int(found[3]), int(found[4]))
    elif found := re.fullmatch(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})", cell):
        one, sign, two, written = found.groups()
        for century in (0,) if len(written) == len("2026") else (2000, 1900):
            yield from _day(century + int(written), int(two), int(one))
            if sign != ".":  # with points it is always the day that is first
                yield from _day(century + int(written), int(one), int(two))


def _in_words(cell: str) -> Iterator[date]:
    for form in (
        r"(?P<day>[0-9]{1,2})[. -]+(?P<month>[A-Za-z]{3,9})\.?[, -]+(?P<year>[0-9]{4})",
        r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})",
    ):
        found = re.fullmatch(form, cell)
        if found and found["month"].casefold() in MONTHS:
            yield from _day(int(found["year"]), MONTHS[found["month"].casefold()], int(found["day"]))


def _serials(cell: str) -> Iterator[date]:
    """The days for a spreadsheet's serial number."""
    found = re.fullmatch(r"([1-9][0-9]{4,6})(?:[.,]0+)?", cell)
    if found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        for epoch in _EPOCHS.values():
            try:
                yield epoch + timedelta(days=int(found[1]))
            except OverflowError:
                continue


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
