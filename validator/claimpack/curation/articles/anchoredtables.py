"""Makes the files of the tables that record an article and its passages."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from claimpack.curation.articles.anchoring import Anchoring
from claimpack.curation.articles.proposedreferences import Proposed, proposed_rows
from claimpack.curation.records.knownsources import KnownSources
from claimpack.curation.tableedit import UneditableError, refuse_bad_cells, refuse_bad_values, refused_values, with_rows
from claimpack.package.article import ArticleText
from claimpack.package.citationcells import citations_in
from claimpack.package.files import read_bytes
from claimpack.package.limits import ARTICLE_BYTES
from claimpack.package.package import Package
from claimpack.package.referencelists import reference_lists
from claimpack.package.tableschema import split_items

_LONGEST_TITLE = 200
_SIGNS_BEFORE = re.compile(r"\A(?:[^\w¿¡\"'“‘„«»‹›「『(\[]|_)+")
"""Bullets, rules such as ---, and whatever else begins a line and is not of its words."""


def claims_on_passages(package: Package) -> dict[str, list[tuple[str, str]]]:
    """The ids and statements of the claims on each passage, by the passage's id.

    Raises:
        Unavailable: if the claims could not be read.
    """
    claims = package.table("claims")
    cells = (claims.written(column) for column in ("passage_id", "claim_id", "statement"))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for passage_id, claim_id, statement in zip(*cells, strict=True):
        found[str(passage_id)].append((str(claim_id), str(statement)))
    return dict(found)


def acknowledgements_of(package: Package) -> dict[str, list[str]]:
    """The rules of the acknowledgements that name each subject; none if the package has no acknowledgements."""
    found: dict[str, list[str]] = defaultdict(list)
    if "acknowledgements" in package.tables:
        table = package.table("acknowledgements")
        for rule, subjects in zip(table.written("rule"), table.written("subjects"), strict=True):
            for subject in split_items(str(subjects)):
                found[subject].append(str(rule))
    return dict(found)


def new_tables(
    package: Package,
    result: Anchoring,
    text: ArticleText,
    article_id: str,
    title: str | None,
    language: str,
    address: str = "",
) -> dict[str, bytes]:
    """The files of the two tables that record an article and its passages.

    Args:
        package: the package as it is.
        result: the anchored passages.
        text: the article's text.
        article_id: the article's id.
        title: the title of a new article; its first heading if None.
        language: the language of a new article.
        address: where a new article is found on the web; blank if not known, or if the column can't hold it.

    Raises:
        UneditableError: if a table can't be rewritten, or a cell may not hold its new value.
        Unavailable: if a table could not be read.
    """
    articles, passages = package.table("articles"), package.table("passages")
    pinned = {"article_id": article_id, "text_sha256": text.sha256, "text_length": str(len(text.text))}
    if article_id not in articles.cells("article_id"):
        pinned |= {"title": title or first_heading(result, text), "language": language}
        try:
            refuse_bad_cells(articles.schema, {"title": pinned["title"]})
        except UneditableError as error:
            raise UneditableError(f"{error}. Give the article another title with --title") from None
        if address and "url" in articles.columns and not refused_values(articles.schema, "url", [address]):
            pinned["url"] = address
    refuse_bad_cells(articles.schema, pinned)
    for column in passages.schema.fields:  # what the table held before is left for its curator to correct
        known = passages.distinct_cells(column)
        values = dict.fromkeys(row[column] for row in [*result.rows, *result.left])
        refuse_bad_values(passages.schema, column, [value for value in values if value not in known])
    without = [(passage_id,) for passage_id in result.dropped]
    return {
        "passages": with_rows(passages, [*result.rows, *result.left], without),
        "articles": with_rows(articles, [pinned]),
    }


def proposed_references(package: Package, result: Anchoring, article_id: str) -> Proposed:
    """The new sources and references for the article's own list and its citations.

    A cell that would not be allowed in its column is left blank.

    Raises:
        Unavailable: if the sources or references could not be read.
    """
    sources, lists = package.table("sources"), reference_lists(package)
    cited = [citation for row in result.rows for citation in citations_in(row["citations"])]
    there = lists.rows.get(article_id, {})
    proposed = proposed_rows(article_id, result.own, cited, KnownSources.of(package), there)
    rows = (
        {column: value for column, value in row.items() if not refused_values(sources.schema, column, [value])}
        for row in proposed.sources
    )
    return replace(proposed, sources=tuple(rows))


def reference_tables(package: Package, proposed: Proposed) -> dict[str, bytes]:
    """The new files of the two tables.

    Raises:
        UneditableError: if a table can't be rewritten, or a cell may not hold its new value.
        Unavailable: if a table could not be read.
    """
    rows = {"sources": proposed.sources, "references": proposed.references}
    for name, each in rows.items():
        for row in each:
            refuse_bad_cells(package.table(name).schema, row)
    return {name: with_rows(package.table(name), each) for name, each in rows.items() if each}


def first_heading(result: Anchoring, text: ArticleText) -> str:
    """A title for an article: its first heading, or else its first passage, without the signs before it."""
    headings = [row for row in result.rows if row["kind"] == "heading"] or result.rows
    titles = (_SIGNS_BEFORE.sub("", text.text[int(row["start"]) : int(row["end"])], count=1) for row in headings)
    return next((title[:_LONGEST_TITLE].strip() for title in titles if title), "Untitled")


def content_of(file: Path) -> bytes | None:
    """The content of a file; None if it is not there.

    Raises:
        OSError: if the system refuses to read it.
        UnusableFileError: if it is not a regular file.
    """
    try:
        return read_bytes(file, ARTICLE_BYTES)
    except FileNotFoundError:
        return None


def as_file(text: ArticleText) -> bytes:
    """The text as a file of plain text."""
    return f"{text.text}\n".encode()
