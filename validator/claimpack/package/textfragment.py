"""Makes the address that leads a browser to a passage: the article's, with a text fragment."""

from __future__ import annotations

from urllib.parse import quote


def passage_url(address: str, opening: str, closing: str) -> str:
    """``address`` with a text fragment that goes from ``opening`` to ``closing``; as it is where there are no words.

    Source: URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/. Where browsers know no such
    thing, the address still leads to the article.

    Args:
        address: of the article, with or without a fragment of its own.
        opening: the words that the passage begins with.
        closing: the words that it ends with; blank for a passage that ``opening`` is all of.

    >>> passage_url("https://example.org/safety", "Trials, all small", "no harm")
    'https://example.org/safety#:~:text=Trials%2C%20all%20small,no%20harm'
    """
    if not opening:
        return address
    words = ",".join(_encoded(part) for part in (opening, closing) if part)
    before = "&" if ":~:" in address else ":~:" if "#" in address else "#:~:"
    return f"{address}{before}text={words}"


def _encoded(words: str) -> str:
    """Percent-encoded; so are dashes, by which a directive separates its context from its text."""
    return quote(words, safe="").replace("-", "%2D")
