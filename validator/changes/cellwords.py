"""Puts what a cell said and says into words, so that two that differ are never shown alike."""

from __future__ import annotations

from validator.package.tableschema import table_schema
from validator.wording import printable, quoted

_LONGEST = 1_000
"""Of a text so many characters are shown; the beginning and the end of a longer one."""
_WINDOW = 200
"""Of two texts that differ so many characters of each are shown, about where they do."""
_AROUND = 40
"""About so many characters are shown before a difference and after it."""
_LONGEST_WORD = 30


def said(table: str, column: str, cell: str) -> str:
    """A cell as a message shows it: text in quotation marks; ids, words and numbers as they are; else ``blank``."""
    if not cell.strip():
        return "blank"
    return cell if _is_plain(table, column, cell) else quoted(cell, _LONGEST)


def was_and_is(table: str, column: str, before: str, after: str) -> str:
    """What became of a cell, as the beginning of a sentence: ``frequency was rare and is now blank``.

    Of long texts the part is shown in which they differ.
    """
    if _is_plain(table, column, before) and _is_plain(table, column, after):
        was, now = before or "blank", after or "blank"
    elif not before.strip() or not after.strip():
        was, now = (said(table, column, cell) for cell in (before, after))
    else:
        was, now = (f'"{text}"' for text in told_apart(before, after))
    return f"{column} was {was} and is now {now}"


def told_apart(before: str, after: str) -> tuple[str, str]:
    """Two texts that differ, each as shown: of long ones the part in which they differ, between ellipses.

    Both are in one line and have what can't be seen spelt out; what is shown of the two is never the same.
    """
    shown = tuple(map(printable, _windows(before, after)))
    if shown[0] == shown[1]:  # what is spelt out in one stands in the other: then a backslash is one that is doubled
        shown = tuple(printable(text.replace("\\", "\\\\")) for text in (before, after))
    return shown[0], shown[1]


def _is_plain(table: str, column: str, cell: str) -> bool:
    """Whether a cell needs no quotation marks: an id, a word, a number or a day, or nothing."""
    field = table_schema(table).fields[column]
    is_plain = field.words or field.type in ("integer", "number", "date") or "pattern" in field.constraints
    return not cell.strip() or (bool(is_plain) and cell != "blank")


def _windows(before: str, after: str) -> tuple[str, str]:
    if max(len(before), len(after)) <= _WINDOW:
        return before, after
    alike = alike_until(before, after)
    ends = min(len(before), len(after)) - alike
    alike_at_the_end = alike_until(before[::-1], after[::-1])
    start = _at_a_word(before, max(alike - _AROUND, 0))
    left = _at_a_word(before[::-1], max(min(alike_at_the_end, ends) - _AROUND, 0))
    return _window(before, start, left), _window(after, start, left)


def alike_until(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(one), len(other)))


def _at_a_word(text: str, at: int) -> int:
    """The place of the next beginning of a word at ``at`` or a few characters before it; ``at`` if there is none."""
    if not at:
        return 0
    gap = text.rfind(" ", max(at - _LONGEST_WORD, 0), at)
    return gap + 1 if gap >= 0 else at


def _window(text: str, start: int, left: int) -> str:
    """The text from ``start`` on but for the last ``left`` characters, marked where something is left out."""
    shown = text[start : len(text) - left]
    if len(shown) > _WINDOW:
        half = _WINDOW // 2
        shown = f"{shown[:half]}…{shown[-half:]}"
    return f"{'…' if start else ''}{shown}{'…' if left else ''}"
