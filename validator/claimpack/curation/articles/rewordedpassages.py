"""Pairs passages that are gone from a changed article with new ones that may be the same passages, reworded.

How similar two passages are is measured by the share of words that they have in common in the same order. If the old
text is not known, the recorded opening and closing words are used instead. Two passages are paired only if each is
clearly most similar to the other; otherwise a person decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from claimpack.curation.articles.worddiff import likeness, words
from claimpack.package.article import opening_and_closing_words

IN_PLACE = 0.5
"""How similar two passages between the same neighbours must be, if few others are there."""
ELSEWHERE = 0.75
"""How similar two passages in different places must be."""
MARGIN = 0.1
"""How much more similar than the next one a paired passage must be; the same place counts as much."""
ONE_END = 0.6
"""The similarity if only the opening or only the closing words are the same, in the same small gap."""
BOTH_ENDS = 0.9
"""The similarity if the opening and the closing words are the same."""
_IN_TWO = 0.8
"""How similar a passage and two others together must be."""
_LOOKED_UP = 400
"""At most this many new passages that share words are counted, beginning with the rarest words."""
_NEAREST = 8
"""At most this many passages, those that share most words, are compared word by word."""
_SMALL_GAP = 8
"""In a gap with at most this many new passages, all are compared."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A recorded passage whose text is nowhere in the article."""

    gap: int
    """How many passages that stayed were before it."""
    kind: str
    opening: str
    closing: str
    text: str | None
    """None if it is not known."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A part of the article that belongs to no recorded passage."""

    gap: int
    """How many passages that stayed are before it."""
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why a gone passage was not paired although new ones are similar."""

    why: Literal["alike", "split", "merged"]
    fresh: tuple[int, ...]
    """The numbers of the new passages."""


@dataclass(slots=True)
class Rematched:
    """The pairs of gone and new passages, and the gone ones that may have a pair."""

    pairs: dict[int, int] = field(default_factory=dict)
    """For the number of a gone passage, that of the new one that replaces it."""
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
    """The pairs in which each passage is clearly most similar to the other."""
    backwards: dict[int, dict[int, float]] = defaultdict(dict)
    for number, near in scores.items():
        for other, score in near.items():
            backwards[other][number] = score
    nearest = {number: _clear_best(near) for number, near in scores.items()}
    return {
        number: best for number, best in nearest.items() if best is not None and _clear_best(backwards[best]) == number
    }


class _Side(NamedTuple):
    """The parts of a passage that are compared."""

    words: list[str] | None
    ends: tuple[str, str]


class _Sides:
    """The gone and the new passages, and how similar they are."""

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
        """The new passages that a gone one may be, each with its similarity."""
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
        """Whether few passages are in the gap, so that being there means much."""
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
    """Whether a passage of one kind may be proposed as another kind.

    Only people make text a heading, and plain text does not show that a line is a table row or a caption.
    """
    return recorded == proposed or proposed in _LOOKS_LIKE.get(recorded, ())


def _clear_best(scores: dict[int, float]) -> int | None:
    """The number with the highest score; None if another has nearly the same score."""
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda number: (-scores[number], number))
    return best if not others or scores[best] - scores[others[0]] >= MARGIN else None


def _splits(sides: _Sides, scores: dict[int, dict[int, float]]) -> Iterator[tuple[int, Unsettled]]:
    """Gone passages that were split into two adjacent new ones."""
    for number in range(len(sides.gone)):
        for first in sorted({near for other in scores[number] for near in (other - 1, other)}):
            if not 0 <= first < len(sides.fresh) - 1 or sides.fresh[first].gap != sides.fresh[first + 1].gap:
                continue
            if _is_made_of(sides.gone_sides[number], *sides.fresh_sides[first : first + 2]):
                yield number, Unsettled("split", (first, first + 1))
                break


def _merges(sides: _Sides, scores: dict[int, dict[int, float]]) -> Iterator[tuple[int, Unsettled]]:
    """Adjacent gone passages that were merged into one new passage."""
    for number in range(len(sides.gone) - 1):
        if sides.gone[number].gap != sides.gone[number + 1].gap:
            continue
        for other in sorted({*scores[number], *scores[number + 1]}):
            if _is_made_of(sides.fresh_sides[other], *sides.gone_sides[number : number + 2]):
                yield number, Unsettled("merged", (other,))
                yield number + 1, Unsettled("merged", (other,))
                break


def _is_made_of(whole: _Side, first: _Side, second: _Side) -> bool:
    """Whether two passages together are like a third, and neither is alone."""
    if whole.words is None or first.words is None or second.words is None:
        alone = whole.ends in (first.ends, second.ends)
        return bool(second.ends[1]) and not alone and whole.ends == (first.ends[0], second.ends[1])
    together = likeness(whole.words, [*first.words, *second.words])
    alone_at_best = max(likeness(whole.words, part) for part in (first.words, second.words))
    return together >= _IN_TWO and together >= alone_at_best + MARGIN
