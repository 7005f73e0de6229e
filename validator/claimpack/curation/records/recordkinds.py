"""The kinds of record that can be added or changed one by one, each with its table."""

from __future__ import annotations

KINDS = {
    "claim": "claims",
    "source": "sources",
    "concept": "concepts",
    "estimate": "estimates",
    "reference": "references",
    "relation": "relations",
}
"""For each kind that can be added, as people call one record, the name of its table."""

EDITABLE = (*KINDS.values(), "passages", "articles")
"""The tables whose records can be changed one by one."""

_OF_ANCHOR = {
    "passages": ("article_id", "position", "start", "end", "sha256", "opening_words", "closing_words"),
    "articles": ("text_sha256", "text_length"),
}
"""By table the columns that only pinning an article writes."""

_OFTEN_NAMED = ("articles", "passages", "claims", "sources", "estimates", "concepts")
"""The tables whose keys other records name, so that they stay for good."""


def why_fixed(table: str, column: str, key: tuple[str, ...]) -> str:
    """Why a column of a record that is there can't be changed; blank if it can.

    Args:
        table: the table.
        column: one of its columns.
        key: the columns of its key.
    """
    if column in key and table in _OFTEN_NAMED:
        return f"{column} stays forever, since other records may name it"
    if column in _OF_ANCHOR.get(table, ()):
        return f"{column} is written by claimpack anchor alone"
    return ""
