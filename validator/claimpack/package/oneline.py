"""Finds words in a text whatever white space is between them, in a time that does not depend on what the words are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator


class OneLine:
    """A text with each run of white space as one space, and where its places are in the text."""

    def __init__(self, text: str) -> None:
        self._line = re.sub(r"\s+", " ", text)
        self._in_text, self._in_line = [0], [0]
        """Where the text goes on after each longer run of white space, and where the line does."""
        for run in re.finditer(r"\s{2,}", text):
            self._in_line.append(self._in_line[-1] + run.start() + 1 - self._in_text[-1])
            self._in_text.append(run.end())

    def at(self, place: int) -> int:
        """Where a place of the text is in the line."""
        run = bisect_right(self._in_text, place) - 1
        here = self._in_line[run] + place - self._in_text[run]
        return min([here, *self._in_line[run + 1 : run + 2]])

    def find(self, words: str, begin: int, end: int) -> Iterator[tuple[int | None, int]]:
        """Where in the text the words stand, one after another, and None at last.

        Args:
            words: with single spaces between them.
            begin: where to begin in the line.
            end: where to end in the line.

        Yields:
            The place in the text, and how far the line has been read for it.
        """
        while (at := self._line.find(words, begin, end)) >= 0:
            begin = at + len(words)
            run = bisect_right(self._in_line, at) - 1
            yield self._in_text[run] + at - self._in_line[run], begin
        yield None, max(begin, min(end, len(self._line)))
