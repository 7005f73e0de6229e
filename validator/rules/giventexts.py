"""The articles whose text was given, as the rules that need the text go through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.rules.finding import LeftOut

if TYPE_CHECKING:
    from validator.package.article import ArticleText
    from validator.package.package import Package
    from validator.package.passages import FoundPassage


@dataclass(frozen=True, slots=True)
class GivenText:
    """An article with its text."""

    record: int
    """Its number in the articles table."""
    article_id: str
    article: ArticleText
    recorded_sha256: str
    passages: list[FoundPassage]

    @property
    def unchanged(self) -> bool:
        """Whether the text is the one that was recorded."""
        return self.article.sha256 == self.recorded_sha256


def given_texts(package: Package) -> Iterator[GivenText | LeftOut]:
    """Each article of the package with its text, or what was left out for want of it.

    Raises:
        Unavailable: if no text was given at all, or the articles or passages could not be read.
    """
    articles = package.table("articles")
    found = package.found_passages
    for record, (article_id, sha256) in enumerate(zip(articles["article_id"], articles["text_sha256"], strict=True)):
        if not article_id:
            continue
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            if not package.article_texts:
                raise
            yield LeftOut(str(unavailable))
        else:
            yield GivenText(record, article_id, article, sha256, found[article_id])
