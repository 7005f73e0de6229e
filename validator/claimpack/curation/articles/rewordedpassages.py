"""Pairs passages that are gone from a changed article with new ones that may be the same passages, reworded.

Two passages are alike by the share of their words that they have in common in the same order. Where the old text is not
known, the few opening and closing words that are recorded are used in its place. A pair is made only where each of the
two is clearly nearest to the other: between things near alike nobody guesses, and a person decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from claimpack.curation.articles.worddiff import likeness, words
from claimpack.package.article import opening_and_closing_words

IN_PLACE = 0.5
"""How alike two passages must be that are between the same neighbours, with few others."""
ELSEWHERE = 0.75
"""How alike two passages must be that are in different places."""
MARGIN = 0.1
"""How much nearer than the next the paired one must be; standing in the same place counts as much."""
ONE_END = 0.6
"""What it counts for that only the opening or only the closing words are the same, in the same small gap."""
BOTH_ENDS = 0.9
"""What it counts for that the opening and the closing words are the same."""
_IN_TWO = 0.8
"""How alike a passage and two others taken together must be."""
_LOOKED_UP = 400
"""At most this many new passages that share a word are counted, those of the rarest words first."""
_NEAREST = 8
"""At most this many passages that share most words are compared word by word."""
_SMALL_GAP = 8
"""In a gap with no more new passages all are looked at closely."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A recorded passage whose text is nowhere in the article."""

    gap: int
    """Between which neighbours that stayed it stood: how many of them came before it."""
    kind: str
    opening: str
    closing: str
    text: str | None
    """None where it is not known."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A stretch of the article that no recorded passage has."""

    gap: int
    """Between which neighbours that stayed it is."""
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why a gone passage was not paired although new ones resemble it."""

    why: Literal["alike", "split", "merged"]
    fresh: tuple[int, ...]
    """The numbers of the new passages."""


@dataclass(slots=True)
class Rematched:
    """What became of the passages that are gone."""

    pairs: dict[int, int] = field(default_factory=dict)
    """The number of a gone passage and that of the new one which takes its place."""
    unsettled: dict[int, Unsettled] = field(default_factory=dict)


def rematch(gone: Sequence[Gone], fresh: Sequence[Fresh]) -> Rematched:
    """Pairs gone passages with new ones.

    Args:
        gone: in the order of the old text.
        fresh: in the order of the new text.
    """
    if not gone or not fresh:
        return Rematched()
    sides = _Sides(gone, fresh)
    scores = {number: dict(sides.scores(number)) for number in range(len(gone))}
    unsettled: dict[int, Unsettled] = {}
    for number, part in [*_splits(sides, scores), *_merges(sides, scores)]:
        unsettled.setdefault(number, part)
    taken = {other for part in unsettled.values() for other in part.fresh}
    left = {
        number: {other: score for other, score in near.items() if other not in taken}
        for number, near in scores.items()
        if number not in unsettled
    }
    pairs = _pairs(left)
    paired = set(pairs.values())
    for number, near in left.items():
        rivals = tuple(other for other in sorted(near) if other not in paired)
        if number not in pairs and rivals:
            unsettled[number] = Unsettled("alike", rivals)
    return Rematched(pairs, unsettled)


def _pairs(scores: dict[int, dict[int, float]]) -> dict[int, int]:
    """Those of which each is clearly nearest to the other."""
    backwards: dict[int, dict[int, float]] = defaultdict(dict)
    for number, near in scores.items():
        for other, score in near.items():
            backwards[other][number] = score
    nearest = {number: _clear_best(near) for number, near in scores.items()}
    return {
        number: best for number, best in nearest.items() if best is not None and _clear_best(backwards[best]) == number
    }


class _Side(NamedTuple):
    """What is compared of a passage."""

    words: list[str] | None
    ends: tuple[str, str]


class _Sides:
    """The passages that are gone and the new ones, and how near they are to one another."""

    def __init__(self, gone: Sequence[Gone], fresh: Sequence[Fresh]) -> None:
        self.gone, self.fresh = gone, fresh
        self.gone_sides = [
            _Side(None if each.text is None else words(each.text), (each.opening, each.closing)) for each in gone
        ]
        self.fresh_words = [words(each.text) for each in fresh]
        ends = [opening_and_closing_words(each.text) for each in fresh]
        self.fresh_sides = [_Side(*each) for each in zip(self.fresh_words, ends, strict=True)]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_opening: dict[str, list[int]] = defaultdict(list)
        self._by_closing: dict[str, list[int]] = defaultdict(list)
        self._by_gap: dict[int, list[int]] = defaultdict(list)
        for number, passage in enumerate(fresh):
            opening, closing = ends[number]
            self._by_gap[passage.gap].append(number)
            self._by_opening[opening].append(number)
            self._by_closing[closing].append(number)
            for word in set(self.fresh_words[number]):
                self._by_word[word].append(number)

    def scores(self, number: int) -> Iterator[tuple[int, float]]:
        """The new passages that a gone one may be, and how near each is."""
        own = self.gone_sides[number].words
        if own is None:
            yield from self._by_ends(self.gone[number])
            return
        gap = self.gone[number].gap
        for other in self._candidates(number, own):
            in_place = self.fresh[other].gap == gap and self._is_small(gap)
            alike = likeness(own, self.fresh_words[other])
            if alike >= (IN_PLACE if in_place else ELSEWHERE):
                yield other, alike + (MARGIN if in_place else 0)

    def _candidates(self, number: int, own: list[str]) -> list[int]:
        shared: Counter[int] = Counter()
        shared_words = [word for word in dict.fromkeys(own) if word in self._by_word]
        for word in sorted(shared_words, key=lambda each: len(self._by_word[each])):
            numbers = self._by_word[word]
            if shared and shared.total() + len(numbers) > _LOOKED_UP:
                break
            shared.update(numbers)
        found = [other for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]]
        here = self._by_gap.get(self.gone[number].gap, [])
        return list(dict.fromkeys([*found, *here])) if self._is_small(self.gone[number].gap) else found

    def _is_small(self, gap: int) -> bool:
        """Whether standing in the gap says much."""
        return len(self._by_gap.get(gap, ())) <= _SMALL_GAP

    def _by_ends(self, gone: Gone) -> Iterator[tuple[int, float]]:
        opened = set(self._by_opening.get(gone.opening, ())) if gone.opening else set()
        closed = set(self._by_closing.get(gone.closing, ())) if gone.closing else set()
        for other in sorted(opened | closed):
            passage = self.fresh[other]
            if other in opened and other in closed:
                yield other, BOTH_ENDS
            elif passage.gap == gone.gap and _may_be(gone.kind, passage.kind) and self._is_small(gone.gap):
                yield other, ONE_END


_LOOKS_LIKE = {
    **dict.fromkeys(("heading", "byline", "caption"), ("sentence",)),
    "sentence": ("caption", "table_row"),
    "list_item": ("table_row",),
    "table_row": ("list_item", "sentence"),
}


def _may_be(recorded: str, proposed: str) -> bool:
    """Whether a passage of one kind may be proposed as another.

    People alone say that text is a heading, and plain text does not show that a line is a row or a caption.
    """
    return recorded == proposed or proposed in _LOOKS_LIKE.get(recorded, ())


def _clear_best(scores: dict[int, float]) -> int | None:
    """The number with the highest score; None if another comes near."""
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda number: (-scores[number], number))
    return best if not others or scores[best] - scores[others[0]] >= MARGIN else None


def _splits(sides: _Sides, scores: dict[int, dict[int, float]]) -> Iterator[tuple[int, Unsettled]]:
    """Gone passages that are in two new ones which follow one another."""
    for number in range(len(sides.gone)):
        for first in sorted({near for other in scores[number] for near in (other - 1, other)}):
            if not 0 <= first < len(sides.fresh) - 1 or sides.fresh[first].gap != sides.fresh[first + 1].gap:
                continue
            if _is_made_of(sides.gone_sides[number], *sides.fresh_sides[first : first + 2]):
                yield number, Unsettled("split", (first, first + 1))
                break


def _merges(sides: _Sides, scores: dict[int, dict[int, float]]) -> Iterator[tuple[int, Unsettled]]:
    """Gone passages that follow one another and are in one new passage together."""
    for number in range(len(sides.gone) - 1):
        if sides.gone[number].gap != sides.gone[number + 1].gap:
            continue
        for other in sorted({*scores[number], *scores[number + 1]}):
            if _is_made_of(sides.fresh_sides[other], *sides.gone_sides[number : number + 2]):
                yield number, Unsettled("merged", (other,))
                yield number + 1, Unsettled("merged", (other,))
                break


def _is_made_of(whole: _Side, first: _Side, second: _Side) -> bool:
    """Whether two passages make a third, and neither does so alone."""
    if whole.words is None or first.words is None or second.words is None:
        alone = whole.ends in (first.ends, second.ends)
        return bool(second.ends[1]) and not alone and whole.ends == (first.ends[0], second.ends[1])
    together = likeness(whole.words, [*first.words, *second.words])
    alone_at_best = max(likeness(whole.words, part) for part in (first.words, second.words))
    return together >= _IN_TWO and together >= alone_at_best + MARGIN
