"""Matches the labels of a table's header against the columns its schema names."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from claimpack.package.risingsequence import longest_rising

_LOOKED_AT = 200
"""At most this many characters of a label are compared with the names of columns."""


class Label(NamedTuple):
    """A label of the header that is no column's name, or repeats one."""

    position: int
    """Counted from 0."""
    text: str
    suggestion: str | None
    """The column it was most likely meant to be."""
    repeated: bool = False


class HeaderMatch(NamedTuple):
    """How a header's labels match the columns of a schema."""

    positions: dict[str, int]
    """The position of each column, counted from 0."""
    unexpected: tuple[Label, ...]
    missing: tuple[str, ...]
    """Columns that no label names or was meant to name."""
    misplaced: tuple[str, ...]
    """The columns to move, so that the rest follow the schema's order; empty where all do."""


def match_header(labels: Sequence[str], columns: Sequence[str]) -> HeaderMatch:
    """Matches ``labels`` by exact name; each other label gets the most similar column that is still free."""
    positions: dict[str, int] = {}
    unexpected = []
    absent = [column for column in columns if column not in labels]
    for position, label in enumerate(labels):
        if label in columns and label not in positions:
            positions[label] = position
        elif label in columns:
            unexpected.append(Label(position, label, None, repeated=True))
        else:
            near = difflib.get_close_matches(as_column_name(label), absent, n=1, cutoff=0.75)
            if near:
                absent.remove(near[0])
            unexpected.append(Label(position, label, near[0] if near else None))
    present = sorted(positions, key=positions.__getitem__)
    return HeaderMatch(positions, tuple(unexpected), tuple(absent), _misplaced(present, columns))


def as_column_name(label: str) -> str:
    """A label in the form of column names: lower case, with underscores."""
    plain = unicodedata.normalize("NFKC", label[:_LOOKED_AT]).strip("\ufeff\u200b").strip()
    return plain.casefold().replace(" ", "_").replace("-", "_")


def _misplaced(present: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The fewest columns whose removal leaves the others in order."""
    rank = {column: index for index, column in enumerate(columns)}
    kept = longest_rising([rank[column] for column in present])
    return tuple(column for column in present if rank[column] not in kept)
