"""Reads PubMed's XML, with its notices of retractions, errata, concerns and updates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder  # the tree alone: what expat may read is set here
from xml.parsers import expat

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_parts
from claimpack.curation.imports.citations.citation import Author, Citation, Given, plain, title_of
from claimpack.curation.imports.citations.medline import NOTICES, take_notices
from claimpack.curation.imports.citations.publicationdates import earliest, partial_date
from claimpack.curation.imports.citations.publicationdates import from_parts as date_of
from claimpack.curation.imports.citations.publicationtypes import source_type
from claimpack.curation.imports.proposal import UnusableImportError

_RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_IDENTIFIERS = {"doi": "doi", "pmc": "pmcid", "pubmed": "pmid"}
_DEEPEST = 100
"""Elements of PubMed are never nested as deeply as this."""
_PIECE = 1 << 20
_NOTICES = {what.replace(" ", "").casefold(): (what, status) for what, status in NOTICES.values()}
"""By reference type, in lower case, the name of a notice, and the status that it gives the paper."""


class _Stop(Exception):  # noqa: N818 - it leaves the parser
    """Something that no file of PubMed has."""

    def __init__(self, what: str, hint: str = "Export it from PubMed again.") -> None:
        super().__init__(what)
        self.hint = hint


def is_xml(content: bytes) -> bool:
    """Whether a file is XML of some kind."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or content[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<")


def read(content: bytes, name: str) -> Iterator[Citation]:
    """The references of a file, which is read in pieces. Nothing is fetched, and entities of its own are refused.

    Args:
        content: the file.
        name: its name, for messages.

    Raises:
        UnusableImportError: if it is not XML of PubMed.
    """
    reader = _Reader()
    root_known = False
    try:
        for start in range(0, len(content), _PIECE):
            reader.parser.Parse(content[start : start + _PIECE], False)  # noqa: FBT003 - it takes no keyword
            root_known = root_known or _known_root(reader.root)
            yield from map(_citation, reader.taken())
        reader.parser.Parse(b"", True)  # noqa: FBT003
    except _Stop as error:
        line = reader.parser.CurrentLineNumber
        raise UnusableImportError(str(error), error.hint, file=name, line=line) from None
    except expat.ExpatError as error:
        what = f"it is not well-formed XML ({expat.ErrorString(error.code)})"
        hint = "Export it again; it may have been cut off."
        raise UnusableImportError(what, hint, file=name, line=error.lineno) from None
    except (LookupError, ValueError):
        raise UnusableImportError("its encoding can't be read", "Save it in UTF-8.", file=name, line=1) from None


def _known_root(root: str) -> bool:
    """Whether the file is from PubMed, by its outermost element."""
    if root and root not in {"PubmedArticleSet", "PubmedBookArticleSet", *_RECORDS}:
        what = f"it is XML, but not of PubMed: its outermost element is {root[:40]}"
        raise _Stop(what, "Export it as RIS; from PubMed as XML or .nbib.")
    return bool(root)


class _Reader:
    """Builds the trees of the records one after another."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.root = ""
        self._depth = 0
        self._builder: TreeBuilder | None = None
        self._done: list[tuple[int, Element]] = []
        self._begun_at = 0
        self._begun_in = 0
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse

    def taken(self) -> list[tuple[int, Element]]:
        """The records that were completed since the last call, each with its line."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Stop(f"its elements are nested more than {_DEEPEST} deep")
        if self._builder is None and name in _RECORDS:
            self._builder = TreeBuilder()
            self._begun_at, self._begun_in = self.parser.CurrentLineNumber, self._depth
        if self._builder is not None:
            self._builder.start(name, attributes)

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == self._begun_in:
                self._done.append((self._begun_at, self._builder.close()))
                self._builder = None
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _refuse(self, *_declared: object) -> None:
        raise _Stop("it declares entities of its own, as no file of PubMed does")


def _citation(found: tuple[int, Element]) -> Citation:
    line, record = found
    article = record.find("MedlineCitation/Article")
    return _book(line, record) if article is None else _article(line, record, article)


def _article(line: int, record: Element, article: Element) -> Citation:
    title = title_of(_text_of(article.find("ArticleTitle"))) or title_of(_text_of(article.find("VernacularTitle")))
    container = plain(_text_of(article.find("Journal/Title")) or _text_of(article.find("Journal/ISOAbbreviation")))
    types = [_text_of(each) for each in article.iterfind("PublicationTypeList/PublicationType")]
    authors, has_more = _authors(article.find("AuthorList"))
    issue = article.find("Journal/JournalIssue/PubDate")
    days = [*([] if issue is None else [issue]), *article.iterfind("ArticleDate")]
    result = Citation(
        line,
        title=title,
        authors=authors,
        has_more_authors=has_more,
        container_title=container,
        issued_on=earliest(map(_date, days)),
        pmid=identifiers.pmid_in(_text_of(record.find("MedlineCitation/PMID"))),
        source_type=source_type(types, title, container, sorts_reviews=True),
    )
    _identify(result, record.find("PubmedData/ArticleIdList"), article)
    notices = [
        (*_NOTICES[kind], plain(_text_of(each.find("RefSource"))), identifiers.pmid_in(_text_of(each.find("PMID"))))
        for each in record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
        if (kind := each.get("RefType", "").casefold()) in _NOTICES
    ]
    take_notices(result, types, notices)
    return result.with_unread(Given("issued_on", each.tag, _printed_date(each), line) for each in days)


def _book(line: int, record: Element) -> Citation:
    document = record.find("BookDocument")
    if document is None:
        return Citation(line)
    book_title = title_of(_text_of(document.find("Book/BookTitle")))
    title = title_of(_text_of(document.find("ArticleTitle")))
    authors, has_more = _authors(document.find("AuthorList[@Type='authors']"))
    if not authors:
        authors, has_more = _authors(document.find("Book/AuthorList[@Type='authors']"))
    types = [_text_of(each) for each in document.iterfind("PublicationType")]
    result = Citation(
        line,
        title=title or book_title,
        authors=authors,
        has_more_authors=has_more,
        container_title=book_title if title else "",
        issued_on=earliest([_date(document.find("ContributionDate")), _date(document.find("Book/PubDate"))]),
        pmid=identifiers.pmid_in(_text_of(document.find("PMID"))),
        source_type=source_type(types, title, book_title, sorts_reviews=True),
    )
    _identify(result, record.find("PubmedBookData/ArticleIdList"), document)
    if not (result.doi or result.pmcid):
        _identify(result, document.find("ArticleIdList"), document)
    return result


def _identify(citation: Citation, ids: Element | None, article: Element) -> None:
    given = [
        (_IDENTIFIERS.get(each.get("IdType", ""), ""), _text_of(each)) for each in (ids if ids is not None else ())
    ]
    values = {column: [value for its, value in given if its == column] for column in _IDENTIFIERS.values()}
    values["doi"] += [
        _text_of(each)
        for each in article.iterfind("ELocationID")
        if each.get("EIdType") == "doi" and each.get("ValidYN", "Y") == "Y"
    ]
    found = identifiers.identifiers_of(**values)
    for column in _IDENTIFIERS.values():
        setattr(citation, column, getattr(citation, column) or found[column])
    citation.with_unread(Given(column, "ArticleId", value, citation.line) for column, value in given if column)


def _authors(listed: Element | None) -> tuple[list[Author], bool]:
    if listed is None:
        return [], False
    found = []
    for author in listed.iterfind("Author"):
        family, group = plain(_text_of(author.find("LastName"))), plain(_text_of(author.find("CollectiveName")))
        initials = plain(_text_of(author.find("Initials")))
        suffix = plain(_text_of(author.find("Suffix")))
        if family and initials:
            found.append(Author(family, initials, suffix))
        elif family:
            found.append(from_parts(family, _text_of(author.find("ForeName")), suffix))
        elif group:
            found.append(Author(group))
    return found, listed.get("CompleteYN") == "N"


def _date(element: Element | None) -> str:
    if element is None:
        return ""
    year, month, day = (_text_of(element.find(name)) for name in ("Year", "Month", "Day"))
    return date_of(year, month, day) or partial_date(_text_of(element.find("MedlineDate")))


def _printed_date(element: Element) -> str:
    parts = [_text_of(element.find(name)) for name in ("Year", "Month", "Day")]
    return "-".join(part for part in parts if part) or _text_of(element.find("MedlineDate"))


def _text_of(element: Element | None) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip() if element is not None else ""
