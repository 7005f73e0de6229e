"""The articles whose text was given, as the rules that need the text go through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validator.package.columns import values_of
from validator.package.limits import PASSAGE_READINGS, SEARCH_READINGS
from validator.package.unavailable import Unavailable
from validator.rules.finding import LeftOut
from validator.wording import counted

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
    whole: bool
    """Whether these are all its passages: none was dropped because its cells can't be relied on."""

    @property
    def unchanged(self) -> bool:
        """Whether the text is the one that was recorded."""
        return self.article.sha256 == self.recorded_sha256


def given_texts(package: Package) -> Iterator[GivenText | LeftOut]:
    """Each article of the package with its text, or what was left out for want of it.

    Raises:
        Unavailable: if no text was given at all, or the articles or passages could not be read.
    """
    articles, passages = package.table("articles"), package.table("passages")
    if not package.article_texts:
        package.article_text("")
    found = package.found_passages
    recorded = Counter(values_of(passages["article_id"]))
    known = set(values_of(articles["article_id"])) - {""}
    stray = sum(count for article_id, count in recorded.items() if article_id not in known)
    if stray and package.article_texts:
        yield LeftOut(f"{counted(stray, 'passage')} with no article that is in articles")
    for record, (article_id, sha256) in enumerate(zip(articles["article_id"], articles["text_sha256"], strict=True)):
        if not article_id:
            continue
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        here = found[article_id]
        dropped = recorded[article_id] - len(here.found) - here.unread
        if dropped:
            yield LeftOut(f"{counted(dropped, 'passage')} of {article_id} without usable offsets and hash")
        if here.unread:
            most = f"its passages overlap, and its text is read {PASSAGE_READINGS} times for them and no more"
            yield LeftOut(f"{counted(here.unread, 'passage')} of {article_id}: {most}")
        unsearched = sum(not passage.searched for passage in here.found)
        if unsearched:
            most = f"its text is read {SEARCH_READINGS:,} times in search of such and no more"
            yield LeftOut(f"{counted(unsearched, 'passage')} of {article_id} that may have moved: {most}")
        whole = not (dropped or stray or here.unread)
        yield GivenText(record, article_id, article, sha256, here.found, whole)
