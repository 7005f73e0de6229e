"""Makes the links to a claim on the page of its package, and to a passage in its article."""

from __future__ import annotations

import re
from urllib.parse import quote

PAGE = "page.html"
"""The file of a build that the links lead to."""

_ADDRESS = re.compile(r"(?P<site>https?://[^/?#]*)(?P<path>[^?#]*)")
_PAGE_ITSELF = (".html", ".htm")


def place_on_page(kind: str, name: str) -> str:
    """The ``id`` of an element of the page, and what follows ``#`` in a link to it.

    Percent-encoded, so that it is one word and the same in both, whatever the name holds.

    >>> place_on_page("claim", "C027")
    'claim-C027'
    >>> place_on_page("claim", "a b#c")
    'claim-a%20b%23c'
    """
    return f"{kind}-{quote(name, safe='', errors='surrogatepass')}"


def claim_link(claim_id: str) -> str:
    """The link to a claim from beside its page.

    >>> claim_link("C027")
    'page.html#claim-C027'
    """
    return f"{PAGE}#{place_on_page('claim', claim_id)}"


def folder_of_page(homepage: str | None) -> str:
    """What to put before such a link to make an address: the homepage's folder; blank without a homepage.

    >>> folder_of_page("https://example.org/claims?lang=en#top")
    'https://example.org/claims/'
    >>> folder_of_page("https://example.org/claims/index.html")
    'https://example.org/claims/'
    """
    found = _ADDRESS.match(homepage or "")
    if found is None:
        return ""
    path = found["path"]
    before, _, last = path.rpartition("/")
    path = before if last.endswith(_PAGE_ITSELF) else path.removesuffix("/")
    return f"{found['site']}{path}/"


def passage_url(address: str, opening: str, closing: str) -> str:
    """``address`` with a text fragment from ``opening`` to ``closing``; unchanged if there are no words.

    Source: URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/. In browsers that
    don't support them the address still leads to the article.

    Args:
        address: of the article, with or without a fragment of its own.
        opening: the words that the passage begins with.
        closing: the words that it ends with; blank if ``opening`` is the whole passage.

    >>> passage_url("https://example.org/safety", "Trials, all small", "no harm")
    'https://example.org/safety#:~:text=Trials%2C%20all%20small,no%20harm'
    """
    if not opening:
        return address
    words = ",".join(_encoded(part) for part in (opening, closing) if part)
    before = "&" if ":~:" in address else ":~:" if "#" in address else "#:~:"
    return f"{address}{before}text={words}"


def _encoded(words: str) -> str:
    """Percent-encoded, dashes included, since a directive uses them to separate context from text."""
    return quote(words, safe="").replace("-", "%2D")
