"""Writes JSON in a form that is always the same, and safe to print and to split into lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Invisible characters that change how text is shown or split: control and format characters, line and paragraph
separators, lone surrogates. This is a fixed list, since Python's own grows with each version."""


def json_text(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON, on one line or indented. Only invisible characters are escaped.

    ``##[`` is escaped too, since the runner of GitHub Actions takes it for a command anywhere in a line.

    Raises:
        ValueError: if it has a number that JSON does not allow, such as infinity.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    if not text.isascii() or "\x7f" in text:
        text = _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return text.replace("##[", "#\\u0023[")


def json_array(values: Iterable[Any]) -> Iterator[str]:
    """A JSON array in pieces, with one element a line, so that a diff shows which one has changed."""
    before = "[\n"
    for value in values:
        yield before + json_text(value)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"
