"""The text of an article with its claims marked, for people who have the text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimpack.package.package import Package


class Piece(NamedTuple):
    """A piece of the text: a passage, or the text between two passages."""

    text: str
    claims: Sequence[str]
    """The ids of its claims."""


class MarkedText(NamedTuple):
    """An article's text in pieces."""

    pieces: list[Piece]
    lost: int
    """How many passages could not be found in the text."""


def marked_text(package: Package, article_id: str, claims_on: Mapping[str, Sequence[str]]) -> MarkedText | None:
    """The text of an article, if it was given.

    Args:
        package: the package.
        article_id: the article.
        claims_on: the ids of the claims on each passage.

    Raises:
        Unavailable: if the passages could not be read.
    """
    article = package.article_texts.get(article_id)
    if article is None:
        return None
    ids = package.table("passages").cells("passage_id")
    found = package.found_passages[article_id].found
    spans = sorted(
        (each.start if each.moved_to is None else each.moved_to, len(each.text), each.record)
        for each in found
        if each.text is not None
    )
    pieces, at = [], 0
    for start, length, record in spans:
        if start >= at:  # passage-overlap reports the others
            end = start + length
            marked = Piece(article.text[start:end], claims_on.get(ids[record], ()))
            pieces += [Piece(article.text[at:start], ()), marked]
            at = end
    pieces.append(Piece(article.text[at:], ()))
    return MarkedText(pieces, sum(each.text is None for each in found))
