"""The kinds of records that can be added or changed singly, and the search for a record by its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimpack.wording import joined, listed, nearest_id, quoted

if TYPE_CHECKING:
    from claimpack.package.package import Package

KINDS = {
    "claim": "claims",
    "source": "sources",
    "concept": "concepts",
    "estimate": "estimates",
    "reference": "references",
    "relation": "relations",
}
"""The table of each kind of record that can be added, by the name of the kind."""
EDITABLE = (*KINDS.values(), "passages", "articles")
"""The tables whose records can be changed singly."""

_OF_ANCHOR = {
    "passages": ("article_id", "position", "start", "end", "sha256", "opening_words", "closing_words"),
    "articles": ("text_sha256", "text_length"),
}
"""By table, the columns that only ``claimpack anchor`` writes."""
_OFTEN_NAMED = ("articles", "passages", "claims", "sources", "estimates", "concepts")
"""The tables whose keys other records may name, so that they can't be changed."""


def why_fixed(table: str, column: str, key: tuple[str, ...]) -> str:
    """Why a column of an existing record can't be changed; blank if it can.

    Args:
        table: the table.
        column: one of its columns.
        key: the columns of its key.
    """
    if column in key and table in _OFTEN_NAMED:
        return f"{column} can't be changed, since other records may name it"
    if column in _OF_ANCHOR.get(table, ()):
        return f"{column} is written by claimpack anchor alone"
    return ""


class NotOneRecordError(Exception):
    """An id names no record, or several; the message says where it was found and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record of the package."""

    table: str
    """One of ``EDITABLE``."""
    number: int
    """Its number in the table."""


def find_records(package: Package, names: Iterable[str], table: str | None) -> list[Found]:
    """The records with some names, all of one table.

    A reference is named by its article and citation, such as ``A1/12``, a relation by ``C2/restates/C1``.

    Args:
        package: the package.
        names: what names each record: its id, or the cells of its key with ``/`` between them.
        table: the table, if an id may be in several.

    Raises:
        NotOneRecordError: if a name is that of no record or of several, or the records are of different tables.
    """
    places: dict[str, list[Found]] = {}
    for each in [table] if table else EDITABLE:
        if each in package.tables:
            for number, key in enumerate(package.tables[each].key_cells):
                if key:
                    places.setdefault(key, []).append(Found(each, number))
    unread = [
        why
        for each, why in package.unread_tables().items()
        if each in package.table_files and each in ([table] if table else EDITABLE)
    ]
    records = [_only(name, places, unread) for name in dict.fromkeys(names)]
    tables = list(dict.fromkeys(record.table for record in records))
    if len(tables) > 1:
        raise NotOneRecordError(f"These are in {listed(tables)}: change the records of one table at a time")
    return records


def _only(name: str, places: dict[str, list[Found]], unread: Sequence[str]) -> Found:
    found = places.get(name, [])
    tables = list(dict.fromkeys(each.table for each in found))
    if len(tables) > 1:
        options = listed((f"--table {each}" for each in tables), "or")
        raise NotOneRecordError(f"{quoted(name)} is in {listed(tables)}: say which with {options}")
    if len(found) > 1:
        what = f"{tables[0]} has {len(found)} records {quoted(name)}"
        raise NotOneRecordError(f"{what}: give each an id of its own first")
    if not found and unread:
        raise NotOneRecordError(
            f"There is no record {quoted(name)}, but {'; '.join(unread)}: claimpack validate says why"
        )
    if not found:
        hint = nearest_id(name, places)
        about = "A reference is named like A1/12, a relation like C2/restates/C1" if "/" in name else ""
        raise NotOneRecordError(joined(f"There is no record {quoted(name)}.", hint, about).rstrip("."))
    return found[0]
