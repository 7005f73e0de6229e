"""Tells of identifiers and dates that a file gives and that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimpack.curation.imports.citations.citation import Citation, UnreadValue
from claimpack.curation.imports.citations.publicationdates import is_no_date

_NAMES = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}
SAYS_NONE = frozenset({"", "-", "0", "n/a", "na", "nan", "none", "not available", "null", "unavailable"})
"""What databases write, in small letters, where there is nothing."""


class Given(NamedTuple):
    """A value as a file gives it."""

    column: str
    """The column of sources.csv that it is for."""
    field: str
    """What the file calls it."""
    value: str
    line: int


def with_unread(citation: Citation, given: Iterable[Given]) -> Citation:
    """The reference, which knows now what of it could not be read."""
    citation.unread += _unread(citation, given)
    return citation


def _unread(citation: Citation, given: Iterable[Given]) -> Iterator[UnreadValue]:
    for column, field, value, line in given:
        if value.strip().casefold() in SAYS_NONE:
            continue
        taken = getattr(citation, column)
        if column == "issued_on":
            if is_no_date(value):
                rest = f"{taken} was taken" if taken else "the source was taken without a date"
                yield UnreadValue(line, field, value.strip(), f"it is no date: {rest}")
        elif not taken:
            name = _NAMES[column]
            yield UnreadValue(line, field, value.strip(), f"it is no {name}: the source was taken without a {name}")
