"""Joins the rows of two tables whose cells are related in several columns, one column after the other.

What rows have in common is compared once: in each column the groups of rows that were alike so far are split by their
cells, and of two groups that are related so far only those parts are kept whose cells are. The work grows with the
groups that are related, never with all pairs of rows of one outcome, say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.distinctrows import alike_in_both, firsts
from validator.package.columns import together

Numbers = NDArray[np.int64]
Relations = Callable[[Collection[str], Collection[str]], Iterable[tuple[str, str, str]]]
"""Gives of the cells that stand in a column of the left and of the right table the related pairs, each with the word
for how the left one stands to the right one."""


def related_rows(
    left: pd.DataFrame, right: pd.DataFrame, relations: Mapping[str, Relations], same: Sequence[str] = ()
) -> pd.DataFrame:
    """The pairs of a left and a right row that are related in every column.

    Args:
        left: rows of text, under any index; columns of categories are joined sooner.
        right: likewise.
        relations: for each column how its cells can be related.
        same: further columns, in which the two have to be the same.

    Returns:
        one row a pair: ``left`` and ``right`` with their labels, and for each column of ``relations`` the word for how
        they are related; by the order of the left rows, and then of the right ones.
    """
    groups = alike_in_both(left, right, same)
    both = np.intersect1d(*groups)
    pairs = both, both
    rows, others = np.arange(len(left)), np.arange(len(right))
    words: dict[str, tuple[Numbers, list[str]]] = {}
    for column, related in relations.items():
        kept = [np.isin(group, of_pair) for group, of_pair in zip(groups, pairs, strict=True)]
        rows, others = rows[kept[0]], others[kept[1]]
        groups = groups[0][kept[0]], groups[1][kept[1]]
        codes, names = _codes(left[column].iloc[rows], right[column].iloc[others])
        if (word := _only_word(codes, names, related)) is not None:  # which splits nothing
            words[column] = np.zeros(len(pairs[0]), dtype=np.int64), [word]
            continue
        step = _Step(groups, codes, names, related)
        found, pairs, codes = step.pairs(*pairs)
        words = {name: (known[found], names) for name, (known, names) in words.items()}
        words[column] = codes, step.words
        groups = step.groups
    of_pair, here, there = _members(groups, pairs)
    rows, others = rows[here], others[there]
    order = np.lexsort((others, rows))
    result = pd.DataFrame({"left": left.index.take(rows[order]), "right": right.index.take(others[order])})
    for name, (codes, names) in words.items():
        result[name] = pd.Series(np.array([*names, ""], dtype=object)[codes[of_pair[order]]], dtype=object)
    return result


def _codes(left: pd.Series[str], right: pd.Series[str]) -> tuple[Numbers, list[str]]:
    """A number for each cell of both columns, and the cell that each number stands for."""
    if not all(isinstance(column.dtype, pd.CategoricalDtype) for column in (left, right)):
        codes, names = pd.factorize(np.concatenate([column.to_numpy(dtype=object) for column in (left, right)]))
        return codes.astype(np.int64), list(names)
    number: dict[str, int] = {}
    numbers = [
        np.array([number.setdefault(name, len(number)) for name in column.cat.categories], dtype=np.int64)
        for column in (left, right)
    ]
    each = [of[column.cat.codes.to_numpy()] for of, column in zip(numbers, (left, right), strict=True)]
    return np.concatenate(each), list(number)


def _only_word(codes: Numbers, names: Sequence[str], related: Relations) -> str | None:
    """How the only cell of a column is related to itself; None if there are several, or it is not."""
    if not len(codes) or (codes != codes[0]).any():
        return None
    name = names[int(codes[0])]
    found = [word for one, other, word in related({name}, {name}) if one == other == name]
    return found[0] if len(found) == 1 else None


class _Step:
    """One column: the groups that its cells split the groups so far into, and which cells are related."""

    def __init__(self, groups: tuple[Numbers, Numbers], codes: Numbers, names: list[str], relations: Relations) -> None:
        self.count = len(names)
        split = len(groups[0])
        self.groups = together(groups[0], codes[:split]), together(groups[1], codes[split:])
        self.left, self.right = (
            _Children(before, after, code)
            for before, after, code in zip(groups, self.groups, (codes[:split], codes[split:]), strict=True)
        )
        number = {name: place for place, name in enumerate(names)}
        here, there = (
            {names[code] for code in np.flatnonzero(np.bincount(child.codes))} for child in (self.left, self.right)
        )
        found = [
            (number[one], number[other], word)
            for one, other, word in relations(here, there)
            if one in here and other in there
        ]
        self.words = sorted({word for _, _, word in found})
        kinds = {word: place for place, word in enumerate(self.words)}
        table = np.array([(one, other, kinds[word]) for one, other, word in found], dtype=np.int64).reshape(-1, 3)
        table = table[np.lexsort((table[:, 1], table[:, 0]))]
        self.one, self.other, self.kind = table[:, 0], table[:, 1], table[:, 2]

    def pairs(self, left: Numbers, right: Numbers) -> tuple[Numbers, tuple[Numbers, Numbers], Numbers]:
        """The pairs of parts of related groups whose cells are related.

        Returns:
            for each the place of the pair it is of, its two groups, and the place of its word.
        """
        pair, child = self.left.of(left)
        code = self.left.codes[child]
        first, last = np.searchsorted(self.one, code), np.searchsorted(self.one, code, side="right")
        by_relation = last - first < self.right.count(right[pair])  # whichever are fewer are gone through
        found = [
            self._by_relation(right, pair[by_relation], first[by_relation], last[by_relation]),
            self._by_children(right, pair[~by_relation], code[~by_relation]),
        ]
        sources = [np.flatnonzero(by_relation)[found[0][0]], np.flatnonzero(~by_relation)[found[1][0]]]
        source = np.concatenate(sources)
        others, kinds = (np.concatenate([found[0][place], found[1][place]]) for place in (1, 2))
        return pair[source], (self.left.groups[child[source]], self.right.groups[others]), kinds

    def _by_relation(
        self, right: Numbers, pair: Numbers, first: Numbers, last: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        source, place = _spread(first, last - first)
        child = self.right.find(right[pair[source]], self.other[place])
        there = child >= 0
        return source[there], child[there], self.kind[place[there]]

    def _by_children(self, right: Numbers, pair: Numbers, code: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        source, child = self.right.of(right[pair])
        wanted = code[source] * self.count + self.right.codes[child]
        known = self.one * self.count + self.other
        place = np.searchsorted(known, wanted)
        there = np.zeros(len(place), dtype=bool)
        inside = place < len(known)
        there[inside] = known[place[inside]] == wanted[inside]
        return source[there], child[there], self.kind[place[there]]


class _Children:
    """The parts of each group of one table, by the cell that they have in common."""

    def __init__(self, before: Numbers, after: Numbers, codes: Numbers) -> None:
        rows = firsts(after)
        self._size = int(codes.max(initial=0)) + 1
        keys = before[rows] * self._size + codes[rows]
        order = np.argsort(keys, kind="stable")
        self._keys, rows = keys[order], rows[order]
        self._parents, self.codes, self.groups = before[rows], codes[rows], after[rows]

    def count(self, groups: Numbers) -> Numbers:
        """How many parts each of the groups has."""
        ends = np.searchsorted(self._parents, groups, side="right")
        return ends - np.searchsorted(self._parents, groups)

    def of(self, groups: Numbers) -> tuple[Numbers, Numbers]:
        """Every part of the groups: the place of its group among them, and its own place here."""
        first = np.searchsorted(self._parents, groups)
        return _spread(first, np.searchsorted(self._parents, groups, side="right") - first)

    def find(self, groups: Numbers, codes: Numbers) -> Numbers:
        """The place of the part of each group with that cell; -1 where it has none."""
        wanted = np.where(codes < self._size, groups * self._size + codes, -1)
        place = np.searchsorted(self._keys, wanted)
        place[place == len(self._keys)] = 0
        there = self._keys[place] == wanted if len(self._keys) else np.zeros(len(place), dtype=bool)
        return np.where(there, place, -1)


def _spread(first: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """For stretches of so many numbers from each first one: the place of each one's stretch, and the number."""
    stretch = np.repeat(np.arange(len(first)), counts)
    offsets = np.arange(len(stretch)) - np.repeat(np.cumsum(counts) - counts, counts)
    return stretch, first[stretch] + offsets


def _members(groups: tuple[Numbers, Numbers], pairs: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers, Numbers]:
    """Every pair of a row of the one and a row of the other group: the place of their pair, and the two rows."""
    orders = [np.argsort(group, kind="stable") for group in groups]
    found: list[Numbers] = []
    pair = np.arange(len(pairs[0]))
    for group, order, of_pair in zip(groups, orders, pairs, strict=True):
        in_order = group[order]
        first = np.searchsorted(in_order, of_pair[pair])
        source, place = _spread(first, np.searchsorted(in_order, of_pair[pair], side="right") - first)
        found = [*(rows[source] for rows in found), order[place]]
        pair = pair[source]
    return pair, found[0], found[1]
