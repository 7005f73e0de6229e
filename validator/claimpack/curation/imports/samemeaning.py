"""Compares what two places say about a record, so that only real differences are shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from claimpack.curation.records.knownsources import letters_and_digits
from claimpack.wording import quoted

_AFTER_FAMILY = re.compile(r"(?: [A-Z]{1,5})?(?: (?:Jr|Sr|2nd|3rd|I{2,3}|IV))?$")
"""Initials and what follows them."""


def says_the_same(column: str, before: str, after: str) -> bool:
    """Whether a file adds nothing to a source's cell in a column of sources.csv.

    >>> says_the_same("issued_on", "2019-03-25", "2019"), says_the_same("issued_on", "2019", "2019-03-25")
    (True, False)
    >>> says_the_same("container_title", "European journal of medical genetics", "Eur. J. Med. Genet.")
    True
    """
    if before == after or not after or letters_and_digits(before) == letters_and_digits(after):
        return True
    match column:
        case "issued_on":
            return before.startswith(f"{after}-")
        case "container_title":
            return _is_short_for(after, before) or _is_short_for(before, after)
        case "authors":
            return _are_same_people(before, after)
        case "url":
            return bool(before)
        case "note":
            return after in before
    return False


def _is_short_for(short: str, full: str) -> bool:
    """Whether each word of a title abbreviates a word of another title, in the same order."""
    words = iter(re.findall(r"\w+", full.casefold()))
    return all(any(_shortens(each, word) for word in words) for each in re.findall(r"\w+", short.casefold()))


def _shortens(short: str, word: str) -> bool:
    letters = iter(word)
    return short[:1] == word[:1] and all(each in letters for each in short)


def _are_same_people(before: str, after: str) -> bool:
    """Whether two lists have the same family names, up to the end of the shorter one if one ends with et al."""
    one, other = _families(before), _families(after)
    if "et al." in (before[-6:], after[-6:]):
        shorter = min(len(one), len(other))
        return bool(shorter) and one[:shorter] == other[:shorter]
    return one == other


def _families(authors: str) -> list[str]:
    names = [name for name in authors.split(", ") if name != "et al."]
    return [letters_and_digits(_AFTER_FAMILY.sub("", name)) for name in names]


class EarlierRows:
    """What the rows so far say about each record, each cell from the first row that has it."""

    def __init__(self) -> None:
        self._cells: dict[str, dict[str, tuple[str, str]]] = {}

    def contradiction(self, record: str, cells: Mapping[str, str], columns: Collection[str]) -> str:
        """How a row differs from an earlier one in one of the columns, in words; blank if it does not.

        Args:
            record: the id of the record.
            cells: the row's cells for it.
            columns: the columns in which it may not differ.
        """
        said = self._cells.get(record, {})
        for column in columns:
            value, (before, origin) = cells.get(column, ""), said.get(column, ("", ""))
            if before and not says_the_same(column, before, value):
                what = f"{column} is {quoted(value)}, but {quoted(before)} in {origin}"
                return f"{what}: correct that, or give it another id"
        return ""

    def news(self, record: str, cells: Mapping[str, str], origin: str) -> dict[str, str]:
        """The cells of a row that no earlier row has for the record; all of them if the record is new."""
        said = self._cells.setdefault(record, {})
        new = {
            column: value
            for column, value in cells.items()
            if value and (column not in said or not says_the_same(column, said[column][0], value))
        }
        for column, value in new.items():
            said.setdefault(column, (value, origin))
        return new
