"""Extracts an article's text from a web page: headings, paragraphs, lists, tables and citation marks, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from claimpack.curation.articles.pageidentifiers import own_identifiers
from claimpack.curation.articles.pagelines import A_NUMBER, LeftOut, Line, LineWriter
from claimpack.curation.articles.pageparts import Parts
from claimpack.curation.articles.pagetree import Element, UnreadablePageError, page_tree
from claimpack.curation.articles.pagewords import count_page_words, count_words, lost_lines
from claimpack.curation.articles.pagexml import as_html, has_entities, swallowing_tag
from claimpack.curation.articles.segmentation import PassageKind
from claimpack.package.citationforms import plain_digits


class NoArticleError(Exception):
    """A page has no article that can be extracted; the message says why."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of an article, as extracted from a page."""

    text: str
    """Normalised."""
    kinds: dict[int, PassageKind]
    """The kinds of lines that the page marks, by their offsets in the text; running text has none."""
    levels: dict[int, int]
    """The levels of headings, from 1 to 6, by their offsets in the text."""
    language: str = ""
    """The language that the page names; blank if it names none."""
    words: int = 0
    """The number of all words in the page's source, counted independently of the tree that the text is made from."""
    left_out: tuple[LeftOut, ...] = ()
    """The lines of the page that are not in ``text``, in the order of the page."""
    lost: tuple[str, ...] = ()
    """Lines of the source with words that are neither in ``text`` nor in ``left_out``; there should be none."""
    characters: Mapping[str, int] = field(default_factory=dict)
    """Characters that are not allowed in text, and how often they were left out."""
    links: tuple[tuple[int, str], ...] = ()
    """For each link, where its words begin in ``text``, and its address."""
    images: tuple[str, ...] = ()
    """The alternative texts of images, which are not in ``text``."""
    raised: frozenset[int] = frozenset()
    """The places in ``text`` of numbers that the page raises, which are probably citations."""
    own_identifiers: Mapping[str, str] = field(default_factory=dict)
    """The identifiers and addresses that the page names as its own, by their keys, each as an address."""

    @property
    def address(self) -> str:
        """Where the article is found on the web; blank if the page does not say."""
        own = self.own_identifiers
        return next((own[key] for kind in ("doi:", "url:") for key in own if key.startswith(kind)), "")

    @property
    def words_left_out(self) -> int:
        """How many words the page has that are not in ``text``."""
        return sum(count_words(each.text) for each in self.left_out)


def html_text(page: str, *, is_xml: bool = False) -> HtmlText:
    """The article's text in a page, which is read as browsers read it.

    Navigation, banners, forms, hidden and deleted text are left out and reported line by line; everything else is kept.
    A list item begins with a bullet or its number. A table row is one line with bars between its cells: a blank cell
    is blank, and an arrow marks a cell that the one to the left (←) or above (↑) spans. Alternative texts of images are
    reported, but are not part of the text. Nothing is fetched.

    Args:
        page: the page's source.
        is_xml: whether browsers read it as XML.

    Raises:
        NoArticleError: if it has no text, or can't be read completely.
    """
    if is_xml:
        if has_entities(page):
            raise NoArticleError("is XML that defines entities of its own, which are not read")
        page = as_html(page)
    elif name := swallowing_tag(page):
        raise NoArticleError(
            f"has text that HTML hides behind <{name}/>, a tag that is self-closing only in XML; if the file is XML, "
            "let its name end with .xhtml, or else"
        )
    try:
        tree = page_tree(page)
        writer = LineWriter(Parts(tree))
        writer.write(tree)
    except UnreadablePageError as error:
        raise NoArticleError(str(error)) from None
    if not writer.lines:
        raise NoArticleError(_why_nothing(tree, writer.left_out))
    writer.characters["\0"] += page.count("\0")
    kept, out = [line.text for line in writer.lines], [each.text for each in writer.left_out]
    language = tree.attributes.get("lang", "").strip() or tree.attributes.get("xml:lang", "").strip()
    return replace(
        _joined(writer.lines),
        language=language,
        words=count_page_words(page),
        left_out=tuple(writer.left_out),
        lost=tuple(lost_lines(page, kept, out)),
        characters={character: count for character, count in sorted(writer.characters.items()) if count},
        images=tuple(dict.fromkeys(writer.images)),
        own_identifiers=own_identifiers(page),
    )


def _why_nothing(tree: Element, left_out: list[LeftOut]) -> str:
    if any(each.tag == "frameset" for each in tree.elements()):
        return "is made of frames, each of which is a page of its own: open the frame with the article and save that"
    if left_out:
        return f"holds no text of an article that could be found: all of it is {left_out[0].why}"
    return "holds no text"


def _joined(lines: list[Line]) -> HtmlText:
    """The text of some lines, with the places of kinds, levels, links and raised numbers."""
    parts: list[str] = []
    links: list[tuple[int, str]] = []
    raised: set[int] = set()
    kinds: dict[int, PassageKind] = {}
    levels: dict[int, int] = {}
    length = 0
    for line in lines:
        between = "" if not parts else "\n" if line.follows else "\n\n"
        length += len(between)
        if line.kind is not None:
            kinds[length] = line.kind
        if line.level:
            levels[length] = line.level
        reached = 0
        numbers = _places_of_numbers(line)
        for link in line.links:
            same = numbers.get(link.words, [])
            at = same[link.before] if link.before < len(same) else line.text.find(link.words, reached)
            reached = at + len(link.words) if at >= 0 else reached
            links.append((length + max(at, 0), link.address))
        raised.update(length + at for at in _places_of(line.raised, line.text))
        length += len(line.text)
        parts += [between, line.text]
    return HtmlText("".join(parts), kinds, levels, links=tuple(sorted(links)), raised=frozenset(raised))


def _places_of_numbers(line: Line) -> dict[str, list[int]]:
    """Where the numbers of a line are, if one of them is a link."""
    places: dict[str, list[int]] = {}
    if any(link.words.isdecimal() for link in line.links):
        for match in A_NUMBER.finditer(line.text):
            places.setdefault(plain_digits(match[0]), []).append(match.start())
    return places


def _places_of(raised: list[str], text: str) -> Iterator[int]:
    """The places of raised numbers in a line, in their order; each is attached to the text before it."""
    reached = 0
    for numbers in raised:
        end = r"(?!\d)" if numbers[-1].isdigit() else ""
        found = re.compile(rf"(?<![\d\s]){re.escape(numbers)}{end}").search(text, reached)
        if found is not None:
            yield found.start()
            reached = found.end()
