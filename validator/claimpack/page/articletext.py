"""The text of an article with its claims marked in it, for whoever has the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimpack.package.package import Package


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: a passage, or what is between two."""

    text: str
    kind: str
    """The kind of passage; blank between two."""
    claims: tuple[str, ...]
    """The ids of the claims on it."""
    why_none: str
    """Why it has none, where it has none."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """An article's text in pieces."""

    article_id: str
    pieces: tuple[Piece, ...]
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
    table = package.table("passages")
    found = package.found_passages[article_id].found
    spans = sorted(
        (start, start + len(each.text), each.record)
        for each in found
        if each.text is not None
        for start in [each.start if each.moved_to is None else each.moved_to]
    )
    pieces, at = [], 0
    for start, end, record in spans:
        if start < at:
            continue  # it overlaps another one: passage-overlap reports it
        if article.text[at:start]:
            pieces.append(Piece(article.text[at:start], "", (), ""))
        row = table.record(record)
        claims = tuple(claims_on.get(row["passage_id"], ()))
        pieces.append(Piece(article.text[start:end], row["kind"] or "sentence", claims, row["coverage_reason"]))
        at = end
    if article.text[at:]:
        pieces.append(Piece(article.text[at:], "", (), ""))
    return MarkedText(article_id, tuple(pieces), sum(each.text is None for each in found))
