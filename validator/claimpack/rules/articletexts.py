"""How rules go through the articles whose text was given."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from claimpack.package.article import ArticleText
from claimpack.package.limits import PASSAGE_READINGS, SEARCH_READINGS
from claimpack.package.package import Package
from claimpack.package.passages import FoundPassage, FoundPassages
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import LeftOut, left_out_if_any

_UNREAD = f"its passages overlap, and its text is read at most {PASSAGE_READINGS} times for them"
_UNSEARCHED = f"its text is searched at most {SEARCH_READINGS:,} times"


class GivenText(NamedTuple):
    """An article with its text."""

    record: int
    """Its number in the articles table."""
    article_id: str
    article: ArticleText
    recorded_sha256: str
    passages: list[FoundPassage]
    whole: bool
    """Whether these are all its passages: none was left out because of an invalid cell."""

    @property
    def unchanged(self) -> bool:
        """Whether the text is the one that was recorded."""
        return self.article.sha256 == self.recorded_sha256

    def left_out_missing(self) -> Iterator[LeftOut]:
        """Yields the passages that are not in its text."""
        lost = sum(passage.text is None for passage in self.passages)
        yield from left_out_if_any(lost, "passage", f"of {self.article_id} can't be found in its text")


def given_texts(package: Package) -> Iterator[GivenText | LeftOut]:
    """Each article of the package with its text, or what was left out without it; of articles with one id, the first.

    Raises:
        Unavailable: if no text was given at all, or the articles or passages could not be read.
    """
    articles, passages = package.table("articles"), package.table("passages")
    if not package.article_texts:
        package.article_text("")  # raises, and says why there is none
    found = package.found_passages
    recorded = Counter(passages.cells("article_id"))
    known = set(articles.cells("article_id")) - {""}
    stray = sum(count for article_id, count in recorded.items() if article_id not in known)
    yield from left_out_if_any(stray, "passage", "whose article is not in articles")
    hashes = articles.rows("article_id", "text_sha256")
    seen = {""}
    for record, (article_id, sha256) in enumerate(hashes):
        if article_id in seen:
            continue
        seen.add(article_id)
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        here = found[article_id]
        dropped = recorded[article_id] - len(here.found) - here.unread
        yield from left_out_if_any(dropped, "passage", f"of {article_id} without usable offsets and hash")
        yield from _not_looked_at(article_id, here)
        whole = not (dropped or stray or here.unread)
        yield GivenText(record, article_id, article, sha256, here.found, whole)


def _not_looked_at(article_id: str, here: FoundPassages) -> Iterator[LeftOut]:
    """Yields the passages for which the text would have to be read too often."""
    yield from left_out_if_any(here.unread, "passage", f"of {article_id}: {_UNREAD}")
    unsearched = sum(not passage.searched for passage in here.found)
    yield from left_out_if_any(unsearched, "passage", f"of {article_id} that may have moved: {_UNSEARCHED}")
