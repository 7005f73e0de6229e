"""What a cell means, whatever its form, and how to describe a change of it in words."""

from __future__ import annotations

import re
import unicodedata

from claimpack.package.tableschema import Field, split_items, table_schema
from claimpack.wording import printable, quoted

_LONGEST = 1_000
"""A longer text is cut to this many characters."""
_WINDOW, _AROUND = 200, 40
"""Of long texts that differ, at most this many characters are shown, with about this many around the difference."""
_LONGEST_WORD = 30


def meaning_of(field: Field, cell: str) -> str:
    """What ``cell`` means, in one form: two cells of a column mean the same if their forms are equal.

    Characters are composed, white space is normalised, and a list is a set. Digits stay as printed, since ``1.10`` says
    more than ``1.1``.
    """
    if cell.isascii() and cell.isalnum():
        return cell
    return "; ".join(items_of(cell)) if field.is_list else _in_order(cell)


def items_of(cell: str) -> list[str]:
    """The different items of a list cell, sorted."""
    return sorted({item for item in split_items(_in_order(cell)) if item})


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case; anything but letters and digits separates words."""
    return frozenset(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))


def _in_order(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def was_and_is(table: str, column: str, before: str, after: str) -> str:
    """How a cell changed, as the beginning of a sentence: ``frequency was rare and is now blank``.

    Cells that differ are never shown alike; of long texts, the part that differs is shown.
    """
    if all(_is_plain(table, column, cell) for cell in (before, after)):
        was, now = before or "blank", after or "blank"
    elif before.strip() and after.strip():
        was, now = (f'"{text}"' for text in differing_parts(before, after))
    else:
        was, now = (quoted(cell, _LONGEST) if cell.strip() else "blank" for cell in (before, after))
    return f"{column} was {was} and is now {now}"


def differing_parts(before: str, after: str) -> tuple[str, str]:
    """Two texts that differ, each in one line with invisible characters spelt out; of long ones, the differing part."""
    was, now = map(printable, _windows(before, after))
    if was == now:  # one has what is spelt out in the other: double the backslashes that are really there
        was, now = (printable(text.replace("\\", "\\\\")) for text in (before, after))
    return was, now


def common_beginning(one: str, other: str) -> int:
    """How many characters are the same at the beginning of two texts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(one), len(other)))


def _is_plain(table: str, column: str, cell: str) -> bool:
    """Whether a cell needs no quotation marks: an id, a word, a number or a day, or nothing."""
    field = table_schema(table).fields[column]
    is_plain = field.words or field.type in ("integer", "number", "date") or "pattern" in field.constraints
    return not cell.strip() or (bool(is_plain) and cell != "blank")


def _windows(before: str, after: str) -> tuple[str, str]:
    if max(len(before), len(after)) <= _WINDOW:
        return before, after
    begin = common_beginning(before, after)
    end = common_beginning(before[begin:][::-1], after[begin:][::-1])
    start = _at_a_word(before, max(begin - _AROUND, 0))
    left = _at_a_word(before[::-1], max(end - _AROUND, 0))
    return _window(before, start, left), _window(after, start, left)


def _at_a_word(text: str, at: int) -> int:
    """The nearest beginning of a word, at ``at`` or a few characters before it; ``at`` if there is none."""
    gap = text.rfind(" ", max(at - _LONGEST_WORD, 0), at)
    return gap + 1 if gap >= 0 else at


def _window(text: str, start: int, left: int) -> str:
    """The text from ``start`` on, without the last ``left`` characters, marked where something is left out."""
    shown = text[start : len(text) - left]
    if len(shown) > _WINDOW:
        shown = f"{shown[: _WINDOW // 2]}…{shown[-_WINDOW // 2 :]}"
    return f"{'…' if start else ''}{shown}{'…' if left else ''}"
