"""Finds the source behind a citation: by the article's reference list, an identifier, or author and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimpack.package.citationforms import Work, citation_key, may_be_the_same, work_of
from claimpack.package.identifiers import IDENTIFIERS, identifiers_in, key_of
from claimpack.package.unavailable import Unavailable

if TYPE_CHECKING:
    from claimpack.package.citations import Listed
    from claimpack.package.package import Package
    from claimpack.package.table import Table

_COLUMNS = (*IDENTIFIERS, "url")


class _Article(NamedTuple):
    """An article's reference list, by the forms in which it may be cited."""

    keys: dict[str, str]
    """The source of each citation by its key; the first one if a key is there twice."""
    works: list[tuple[Work, str]]
    """The works that citations by author and year name, each with its source."""


class ReferenceLists:
    """The reference lists of all articles, and the identifiers, authors and years of the sources."""

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, str]],
        sources: Table | None = None,
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        """Takes the lists.

        Args:
            rows: for each article the source of each citation as recorded; the first if a citation is there twice.
            sources: None if the table could not be read.
            addresses: where each article is found on the web.
        """
        self.rows, self._sources, self._addresses = rows, sources, addresses or {}
        self._listed: dict[str, Listed] = {}
        self._articles: dict[str, _Article] = {}

    def source_of(self, article: str, citation: str) -> str | None:
        """The source that an article cites by a citation, in whatever form it is recorded.

        Returns:
            None if nothing says which; blank if several may be meant.
        """
        exact = self.rows.get(article, {}).get(citation)
        if exact is not None:
            return exact
        key, here = citation_key(citation), self._article(article)
        found = here.keys.get(key)
        if found is None and not key.isdecimal():
            found = self.identified.get(key)
        work = work_of(citation)
        if found is not None or work is None:
            return found
        same = {source for other, source in here.works if may_be_the_same(work, other)}
        same = same or {*self._by_work.get((work.first, work.year), ())}
        return next(iter(same)) if len(same) == 1 else "" if same else None

    def listed(self, article: str) -> Listed:
        """An article's list in the form in which citation marks are read by it, with the identifiers of all sources."""
        from claimpack.package.citations import listed_citations  # noqa: PLC0415 - only texts need it

        if article not in self._listed:
            found = listed_citations(self.rows.get(article, {}))
            address = self._addresses.get(article, "")
            own = frozenset(each.key for each in identifiers_in(address))
            self._listed[article] = replace(found, identifiers=self.identified.keys(), its_own=own)
        return self._listed[article]

    def _article(self, article: str) -> _Article:
        if article not in self._articles:
            rows = self.rows.get(article, {})
            works = ((work_of(each), source) for each, source in rows.items())
            self._articles[article] = _Article(
                {citation_key(each): source for each, source in reversed(list(rows.items()))},
                [(work, source) for work, source in works if work is not None],
            )
        return self._articles[article]

    @cached_property
    def identified(self) -> Mapping[str, str]:
        """The sources by the keys of their identifiers and addresses."""
        return {} if self._sources is None else _by_identifier(self._sources)

    @cached_property
    def _by_work(self) -> dict[tuple[str, str], list[str]]:
        return {} if self._sources is None else _by_work(self._sources)


def reference_lists(package: Package) -> ReferenceLists:
    """The reference lists of a package.

    Raises:
        Unavailable: if the references could not be read.
    """
    references = package.table("references")
    rows: dict[str, dict[str, str]] = {}
    for article, citation, source in references.rows("article_id", "citation", "source_id"):
        if citation:
            rows.setdefault(article, {}).setdefault(citation, source)
    try:
        return ReferenceLists(rows, package.table("sources"), _addresses(package))
    except Unavailable:
        return ReferenceLists(rows, None, _addresses(package))


def _addresses(package: Package) -> dict[str, str]:
    try:
        return dict(package.table("articles").rows("article_id", "url"))
    except Unavailable:
        return {}


def identifier_keys(row: Mapping[str, str]) -> Iterable[str]:
    """The keys of a source's identifiers and address."""
    for column in _COLUMNS:
        value = row.get(column, "").strip()
        if value:
            yield next((each.key for each in identifiers_in(value)), key_of(column, value))


def _by_identifier(sources: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for source_id, *cells in sources.rows("source_id", *_COLUMNS):
        if source_id and any(cells):
            for key in identifier_keys(dict(zip(_COLUMNS, cells, strict=True))):
                found.setdefault(key, source_id)
    return found


def _by_work(sources: Table) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for source_id, authors, issued_on in sources.rows("source_id", "authors", "issued_on"):
        if source_id and authors and issued_on:
            work = work_of(f"{authors.split(',')[0].strip()}, {issued_on[:4]}")
            if work is not None:
                found.setdefault((work.first, work.year), []).append(source_id)
    return found
