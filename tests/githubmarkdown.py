"""Reads Markdown as GitHub does, with its own parser, and tells what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

BREAK = "\u200b"
"""The zero width space, which ``plain`` puts in; the data's own is spelt out."""


@dataclass
class Page(HTMLParser):
    """A page of HTML, taken apart."""

    markdown: str
    html: str = ""
    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Each element's name and attributes, in their order."""
    texts: dict[str, list[str]] = field(default_factory=dict)
    """The text of each element by its name, that of the elements within it too."""
    comments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reads it."""
        super().__init__()
        extensions = ["table", "autolink", "strikethrough", "tagfilter"]
        self._open: list[tuple[str, list[str]]] = []
        self.html = cmarkgfm.markdown_to_html_with_extensions(
            self.markdown, options=Options.CMARK_OPT_UNSAFE, extensions=extensions
        )
        self.feed(self.html)
        self.close()
        assert not self._open, "an element was left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        if tag != "br":
            self._open.append((tag, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        name, pieces = self._open.pop()
        assert name == tag, f"{name} was closed by {tag}"
        self.texts.setdefault(tag, []).append("".join(pieces))

    def handle_data(self, data: str) -> None:
        for _, pieces in self._open:
            pieces.append(data.replace(BREAK, ""))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def names(self) -> set[str]:
        """The names of the elements that there are."""
        return {name for name, _ in self.elements}

    @property
    def attributes(self) -> set[str]:
        """The names of the attributes that there are."""
        return {name for _, attributes in self.elements for name in attributes}
