"""Joins the rows of two tables whose cells are related in several columns, one column after the other.

What rows have in common is compared once: in each column the groups of rows that were alike so far are split by their
cells, and of two groups that are related so far only those parts are kept whose cells are. The work grows with the
groups that are related, never with all pairs of rows of one outcome, say. What would come to more pairs than a limit
is not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.distinctrows import alike_in_both, firsts
from validator.package.columns import together
from validator.package.limits import MOST_PAIRS, PAIRS_A_RECORD
from validator.package.unavailable import TooMuch

Numbers = NDArray[np.int64]
Relations = Callable[[Collection[str], Collection[str]], Iterable[tuple[str, str, str]]]
"""Gives of the cells that stand in a column of the left and of the right table the related pairs, each with the word
for how the left one stands to the right one."""

_slices: ContextVar[int] = ContextVar("slices", default=1)


@contextmanager
def in_one_slice(of: int) -> Iterator[None]:
    """Leaves each comparison meanwhile its share of the pairs only: what is compared is a slice, one of so many.

    If no slice needs more than its share, the whole is within the limit.
    """
    token = _slices.set(of)
    try:
        yield
    finally:
        _slices.reset(token)


def most_pairs(records: int) -> int:
    """The most pairs that a comparison of so many records may come to."""
    return max(MOST_PAIRS, PAIRS_A_RECORD * records) // _slices.get()


def related_rows(
    left: pd.DataFrame,
    right: pd.DataFrame,
    relations: Mapping[str, Relations],
    same: Sequence[str] = (),
    *,
    most: int | None = None,
) -> pd.DataFrame:
    """The pairs of a left and a right row that are related in every column.

    Args:
        left: rows of text, under any index; columns of categories are joined sooner.
        right: likewise.
        relations: for each column how its cells can be related.
        same: further columns, in which the two have to be the same.
        most: how many pairs there may be; as many as for rows that are a record each if left out.

    Returns:
        one row a pair: ``left`` and ``right`` with their labels, and for each column of ``relations`` the word for how
        they are related, as a category; by the order of the left rows, and then of the right ones.

    Raises:
        TooMuch: if there are more pairs, or more have to be looked at on the way.
    """
    most = most_pairs(len(left) + len(right)) if most is None else most
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
        step = _Step(groups, codes, names, related, most)
        found, pairs, codes = step.pairs(*pairs)
        words = {name: (known[found], kinds) for name, (known, kinds) in words.items()}
        words[column] = codes, step.words
        groups = step.groups
    of_pair, rows, others = _members(groups, pairs, (rows, others), most)
    result: dict[str, Any] = {"left": left.index.take(rows), "right": right.index.take(others)}
    del rows, others
    for name, (codes, kinds) in words.items():
        result[name] = pd.Categorical.from_codes(codes, pd.Index(kinds, dtype=object)).take(of_pair)  # a byte a pair
    return pd.DataFrame(result, copy=False)


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

    def __init__(
        self, groups: tuple[Numbers, Numbers], codes: Numbers, names: list[str], relations: Relations, most: int
    ) -> None:
        self.count, self.most = len(names), most
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
        kinds: dict[str, int] = {}
        found = (
            (number[one], number[other], kinds.setdefault(word, len(kinds)))
            for one, other, word in relations(here, there)
            if one in here and other in there
        )
        table: Numbers = np.fromiter(found, np.dtype((np.int64, 3)))
        self.words = sorted(kinds)
        in_order = np.array([self.words.index(word) for word in kinds], dtype=np.int64)
        table = table[np.lexsort((table[:, 1], table[:, 0]))]
        self.one, self.other, self.kind = table[:, 0], table[:, 1], in_order[table[:, 2]]

    def pairs(self, left: Numbers, right: Numbers) -> tuple[Numbers, tuple[Numbers, Numbers], Numbers]:
        """The pairs of parts of related groups whose cells are related.

        Returns:
            for each the place of the pair it is of, its two groups, and the place of its word.
        """
        pair, child = self.left.of(left, self.most)
        code = self.left.codes[child]
        first, last = np.searchsorted(self.one, code), np.searchsorted(self.one, code, side="right")
        parts = self.right.count(right[pair])
        _check(int(np.minimum(last - first, parts).sum()), self.most)
        by_relation = last - first < parts  # whichever are fewer are gone through
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
        source, place = _spread(first, last - first, self.most)
        child = self.right.find(right[pair[source]], self.other[place])
        there = child >= 0
        return source[there], child[there], self.kind[place[there]]

    def _by_children(self, right: Numbers, pair: Numbers, code: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        source, child = self.right.of(right[pair], self.most)
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

    def of(self, groups: Numbers, most: int) -> tuple[Numbers, Numbers]:
        """Every part of the groups: the place of its group among them, and its own place here."""
        first = np.searchsorted(self._parents, groups)
        return _spread(first, np.searchsorted(self._parents, groups, side="right") - first, most)

    def find(self, groups: Numbers, codes: Numbers) -> Numbers:
        """The place of the part of each group with that cell; -1 where it has none."""
        wanted = np.where(codes < self._size, groups * self._size + codes, -1)
        place = np.searchsorted(self._keys, wanted)
        place[place == len(self._keys)] = 0
        there = self._keys[place] == wanted if len(self._keys) else np.zeros(len(place), dtype=bool)
        return np.where(there, place, -1)


def _spread(first: Numbers, counts: Numbers, most: int) -> tuple[Numbers, Numbers]:
    """For stretches of so many numbers from each first one: the place of each one's stretch, and the number."""
    _check(int(counts.sum()), most)
    stretch = np.repeat(np.arange(len(first)), counts)
    numbers = np.arange(len(stretch))
    numbers += np.repeat(first - (np.cumsum(counts) - counts), counts)
    return stretch, numbers


def _check(pairs: int, most: int) -> None:
    """Sees to it that no more pairs are made than may be.

    Raises:
        TooMuch: if they are more.
    """
    if pairs > most:
        raise TooMuch(
            f"{pairs:,} pairs of records would have to be compared, and the limit is {most:,}: have fewer records on "
            "one and the same, or check the package in parts"
        )


def _members(
    groups: tuple[Numbers, Numbers], pairs: tuple[Numbers, Numbers], rows: tuple[Numbers, Numbers], most: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Every pair of a row of the one and a row of the other group: the place of their pair, and the two rows.

    They are in the order of the rows of the one, and then of the other.
    """
    orders = [np.argsort(group, kind="stable") for group in groups]
    sorted_groups = [group[order] for group, order in zip(groups, orders, strict=True)]
    first, last = (
        [np.searchsorted(group, of_pair, side=side) for group, of_pair in zip(sorted_groups, pairs, strict=True)]
        for side in ("left", "right")
    )
    counts = [after - before for before, after in zip(first, last, strict=True)]
    _check(int((counts[0] * counts[1]).sum()), most)
    pair, place = _spread(first[0], counts[0], most)
    here = rows[0][orders[0][place]]
    source, place = _spread(first[1][pair], counts[1][pair], most)
    pair, here, there = pair[source], here[source], rows[1][orders[1][place]]
    del source, place
    order = np.lexsort((there, here))
    return pair[order], here[order], there[order]
