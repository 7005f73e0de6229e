"""Takes an article's text out of a web page: headings, paragraphs, lists, tables and citation marks, a line each."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from validator.curation.articles.raisedmarks import lower_marks
from validator.curation.articles.segment import PassageKind
from validator.package.article import normalise

_INLINE = frozenset({"hi", "ref", "del", "code", "span"})
_NEVER_SEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
_WITHIN_LINES = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike
    strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905 - one word a line says no more
)
"""The elements of HTML that stand within a line of text."""
_NUMBERED = re.compile(r"\d{1,3}\. ")
_FEW_HEADING_LEVELS = 6

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it has to say of a page, this module says


class NoArticleError(Exception):
    """No article can be taken out of a page; the message says why."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of an article, as taken out of a page."""

    text: str
    """Normalised."""
    kinds: dict[int, PassageKind]
    """What the page says that a line is, by the line's offset in the text; a line of running text is left out."""
    levels: dict[int, int]
    """How deep a heading is, from 1 to 6, by its offset in the text."""
    language: str
    """The language that the page names; blank if none."""
    words: int
    """How many words the page has, of whatever use."""
    left_out: tuple[str, ...]
    """The stretches of the page's text that are not in ``text``, in the order of the page."""

    @property
    def words_left_out(self) -> int:
        """How many words the page has that are not in ``text``."""
        return sum(count_words(piece) for piece in self.left_out)


@dataclass(slots=True)
class _Line:
    text: str
    kind: PassageKind | None = None
    level: int = 0
    follows: bool = False
    """Whether it belongs to what the line before it belongs to, with no blank line between."""


def html_text(page: str) -> HtmlText:
    """The article's text in a page.

    Navigation, banners and the like are left out, as trafilatura tells them from the article; what is left out is
    told. An item of a list begins with a bullet or its number; a row of a table is a line, its cells apart by bars.
    Nothing is fetched.

    Args:
        page: the page's source.

    Raises:
        NoArticleError: if there is no text in it, or its elements are nested too deeply to be read whole.
    """
    tree = _parsed(page)
    lower_marks(tree)
    _write_numbers(tree)
    seen = [line for line in map(normalise, _seen_lines(tree)) if line]
    bodies = (_extracted(tree, fast=fast) for fast in (True, False))
    candidates = [list(_with_title(_lines(body), tree)) for body in bodies if body is not None]
    taken = [(lines, _left_out(seen, [line.text for line in lines])) for lines in candidates if lines]
    if not taken:
        raise NoArticleError("holds no text of an article that could be found")
    # A second look may find more, but also run all lines together: that is worse than what is told to be missing
    whole = [each for each in taken if len(each[0]) >= len(taken[0][0])]
    lines, left_out = min(whole, key=lambda each: sum(map(count_words, each[1])))  # the first, if equal
    return _joined(lines, str(tree.get("lang") or ""), sum(map(count_words, seen)), tuple(left_out))


def _parsed(page: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise NoArticleError("holds no text") from None
    if any("depth" in entry.message.casefold() for entry in parser.error_log):
        raise NoArticleError("has elements nested too deeply to be read whole")
    return tree


def _extracted(tree: Any, *, fast: bool) -> Any:
    """The article's element tree, in trafilatura's own tags; None where it finds none."""
    config = deepcopy(use_config())
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # or else a short article is taken without its lists
    document: Any = bare_extraction(
        deepcopy(tree),
        fast=fast,
        favor_recall=True,
        include_tables=True,
        include_comments=False,
        include_formatting=False,
        deduplicate=False,
        config=config,
    )
    return None if document is None else document.body


def _write_numbers(tree: Any) -> None:
    """Writes the numbers of ordered lists out, as a reader sees them."""
    for ordered in tree.iter("ol"):
        if ordered.get("reversed") is not None or ordered.get("type", "1") != "1":
            continue
        number = _whole(ordered.get("start"), 1)
        for item in ordered.iterchildren("li"):
            number = _whole(item.get("value"), number)
            holder = item
            while not (holder.text or "").strip() and len(holder) and holder[0].tag in {"p", "div", "span"}:
                holder = holder[0]
            text = (holder.text or "").lstrip()
            if not _NUMBERED.match(text):
                holder.text = f"{number}. {text}"
            number += 1


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written is not None and re.fullmatch(r"[0-9]{1,3}", written.strip()) else otherwise


def _with_title(lines: Iterable[_Line], tree: Any) -> Iterator[_Line]:
    """The lines, and before them the page's only main heading where it was left out, as of a title in a banner."""
    here = list(lines)
    titles = [normalise(" ".join(title.text_content().split())) for title in tree.iter("h1")]
    if len(titles) == 1 and titles[0] and here and titles[0] not in {line.text for line in here}:
        yield _Line(titles[0], "heading", 1)
    yield from here


class _LineWriter:
    """Gathers running text and ends lines."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self._parts: list[str] = []

    def add(self, text: str | None) -> None:
        self._parts.append((text or "").replace("\n", " "))

    def end(self, kind: PassageKind | None = None, level: int = 0, *, prefix: str = "", follows: bool = False) -> bool:
        """Ends a line; False if nothing stands in it."""
        text = normalise("".join(self._parts))
        self._parts.clear()
        if text:
            self.lines.append(_Line(prefix + text, kind, level, follows))
        return bool(text)


def _lines(body: Any) -> list[_Line]:
    writer = _LineWriter()
    _write_block(body, writer)
    writer.end()
    return writer.lines


def _write_block(element: Any, writer: _LineWriter) -> None:
    """Writes the content of an element that begins and ends lines; what is not ended yet is the caller's to end."""
    writer.add(element.text)
    broken = False
    for child in element:
        if child.tag in _INLINE:
            _write_inline(child, writer)
        elif child.tag == "lb":
            broken = writer.end(follows=broken)
        else:
            writer.end(follows=broken)
            broken = False
            _write_child(child, writer)
        writer.add(child.tail)
    if broken:
        writer.end(follows=True)


def _write_inline(element: Any, writer: _LineWriter) -> None:
    writer.add(element.text)
    for child in element:
        if child.tag == "lb":
            writer.end()
        else:
            _write_inline(child, writer)
        writer.add(child.tail)


def _write_child(element: Any, writer: _LineWriter) -> None:
    match element.tag:
        case "head":
            _write_inline(element, writer)
            level = element.get("rend", "")[1:]
            writer.end("heading", int(level) if level.isdecimal() else _FEW_HEADING_LEVELS)
        case "list":
            for place, item in enumerate(element.iterchildren("item")):
                _write_item(item, writer, is_first=not place)
        case "table":
            for place, row in enumerate(element.iterchildren("row")):
                _write_row(row, writer, is_first=not place)
        case _:
            _write_block(element, writer)
            writer.end()


def _write_item(item: Any, writer: _LineWriter, *, is_first: bool) -> None:
    begin = len(writer.lines)
    _write_block(item, writer)
    writer.end()
    own = writer.lines[begin : begin + 1]
    if own and own[0].kind is None:
        own[0].text = own[0].text if _NUMBERED.match(own[0].text) else f"• {own[0].text}"
        own[0].kind = "list_item"
    for place, line in enumerate(writer.lines[begin:]):
        line.follows = line.follows or not is_first or place > 0


def _write_row(row: Any, writer: _LineWriter, *, is_first: bool) -> None:
    cells = list(row.iterchildren("cell"))
    texts = [normalise(" ".join(" ".join(cell.itertext()).split())) for cell in cells]
    names = bool(cells) and all(cell.get("role") == "head" for cell in cells)
    writer.add(" | ".join(text for text in texts if text))
    writer.end("heading" if names else "list_item", _FEW_HEADING_LEVELS if names else 0, follows=not is_first)


def _joined(lines: list[_Line], language: str, words: int, left_out: tuple[str, ...]) -> HtmlText:
    parts: list[str] = []
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
        length += len(line.text)
        parts += [between, line.text]
    return HtmlText("".join(parts), kinds, levels, language, words, left_out)


@dataclass(slots=True)
class _Seen:
    """Running text of a page between two places where a browser breaks the line."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def end(self) -> None:
        self.lines.append(" ".join("".join(self.parts).split()))
        self.parts.clear()


def _seen_lines(tree: Any) -> list[str]:
    """The page's text line by line: all of it, also what shows only when something is clicked."""
    seen, unseen = _Seen(), 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag not in _WITHIN_LINES:
            seen.end()
        if event == "start":
            unseen += element.tag in _NEVER_SEEN
            seen.parts.append("" if unseen else element.text or "")
        else:
            unseen -= element.tag in _NEVER_SEEN
            seen.parts.append("" if unseen else element.tail or "")
    seen.end()
    return seen.lines


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def count_words(text: str) -> int:
    """How many words and numbers a text has."""
    return len(_words(text))


def _left_out(seen: list[str], taken: list[str]) -> list[str]:
    """The lines of a page that the lines taken from it do not hold; a line that is there twice must be taken twice."""
    keys = [f" {' '.join(_words(line))} " for line in taken]
    whole = Counter(keys)
    rest: list[int] = []
    for number, line in enumerate(seen):
        key = f" {' '.join(_words(line))} "
        if whole[key] > 0:
            whole[key] -= 1
        elif key.strip():
            rest.append(number)
    held = "\n".join(key for key, count in whole.items() for _ in range(count)).replace("  ", " ")
    held = held.replace(" \n ", " ")
    missing = []
    for number in sorted(rest, key=lambda each: -len(seen[each])):
        key = f" {' '.join(_words(seen[number]))} "
        if key in held:
            held = held.replace(key, " \n ", 1)
        else:
            missing.append(number)
    return [seen[number] for number in sorted(missing)]
