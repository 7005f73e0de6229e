"""Compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|\S")
MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
"""How a part of a diff is marked."""
_MOST_COMPARED = 250_000
"""Two texts are compared word by word only if the product of their numbers of words is not more than this."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of text that is in both texts, only in the old one or only in the new one."""

    text: str
    kind: Literal["same", "old", "new"]


def words(text: str) -> list[str]:
    """The words, numbers and signs of a text for a comparison that ignores capitals and bullets.

    >>> words("• In 1,640 adults: long-term harm.1,2")
    ['in', '1,640', 'adults', ':', 'long-term', 'harm', '.', '1,2']
    """
    return [word for word in _WORD.findall(text.casefold()) if word not in "•‣◦▪●*·|"]


def likeness(before: list[str], after: list[str]) -> float:
    """How much two lists of words have in common in the same order, from 0 to 1.

    For very long lists the order is ignored.
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if len(before) * len(after) <= _MOST_COMPARED else matcher.quick_ratio()


def word_diff(before: str, after: str) -> list[Stretch]:
    """The words to remove from ``before`` and to add to make it ``after``; white space between words is ignored.

    >>> marked(word_diff("Harm was seen in 12 of 1,640.1", "Some harm was seen in 12 of 1,460.1,2"))
    '[-Harm-]{+Some harm+} was seen in 12 of [-1,640.1-]{+1,460.1,2+}'
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    stretches: list[Stretch] = []
    for old_from, old_to, new_from, new_to, same in _steps([word[0] for word in old], [word[0] for word in new]):
        gone, come = _slice(before, old, old_from, old_to), _slice(after, new, new_from, new_to)
        at, source = (new[new_from].start(), after) if come else (old[old_from].start(), before)
        if stretches and source[at - 1].isspace():
            stretches.append(Stretch(" ", "same"))
        if same:
            stretches.append(Stretch(come, "same"))
        else:
            stretches += [Stretch(gone, "old")] if gone else []
            stretches += [Stretch(come, "new")] if come else []
    return stretches


def marked(stretches: list[Stretch]) -> str:
    """The parts in one line, with removed text as ``[-old-]`` and added text as ``{+new+}``."""
    return "".join(MARKS[stretch.kind].format(stretch.text) for stretch in stretches)


def _slice(text: str, found: list[re.Match[str]], first: int, last: int) -> str:
    return text[found[first].start() : found[last - 1].end()] if first < last else ""


def _steps(old: list[str], new: list[str]) -> list[tuple[int, int, int, int, bool]]:
    """The corresponding parts of the two lists, and whether they are the same; equal signs alone don't count."""
    steps: list[tuple[int, int, int, int, bool]] = []
    opcodes = _opcodes(old, new)
    for place, (tag, *ends) in enumerate(opcodes):
        alone = 0 < place < len(opcodes) - 1 and not any(word[0].isalnum() for word in old[ends[0] : ends[1]])
        same = tag == "equal" and not alone
        if not same and steps and not steps[-1][4]:
            before = steps.pop()
            steps.append((before[0], ends[1], before[2], ends[3], False))
        else:
            steps.append((ends[0], ends[1], ends[2], ends[3], same))
    return steps


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) <= _MOST_COMPARED:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    first, most = 0, min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    before, after = len(old) - last, len(new) - last
    steps = [
        ("equal", 0, first, 0, first),
        ("replace", first, before, first, after),
        ("equal", before, len(old), after, len(new)),
    ]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]
