"""The address of a passage is a text directive as its specification has it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from claimpack.package.claimlink import passage_url
from hypothesis import given
from hypothesis import strategies as st

PAGE = "https://example.org/page"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def read(directive: str) -> list[str]:
    """The texts of a directive, with ``prefix-`` and ``-suffix`` as the specification reads them.

    Source: https://wicg.github.io/scroll-to-text-fragment/, "parse a text directive".
    """
    tokens = directive.split(",")
    assert 1 <= len(tokens) <= 4
    assert not tokens[0].endswith("-"), "a prefix"
    assert not tokens[-1].startswith("-"), "a suffix"
    return [unquote(token, errors="strict") for token in tokens]


@pytest.mark.parametrize(
    ("opening", "closing", "directive"),
    [
        ("an example", "", "an%20example"),
        ("an example", "text directive", "an%20example,text%20directive"),
        # "," "-" and "&" have a meaning in a directive
        ("tired, or unwell", "", "tired%2C%20or%20unwell"),
        ("well-being", "long-term", "well%2Dbeing,long%2Dterm"),
        ("-5 to 5", "up to 10-", "%2D5%20to%205,up%20to%2010%2D"),
        ("trials & cohorts", "R&D", "trials%20%26%20cohorts,R%26D"),
        # and these in an address
        ("50 % at 100%", "", "50%20%25%20at%20100%25"),
        ("safe? #1 a/b a+b a=b", "", "safe%3F%20%231%20a%2Fb%20a%2Bb%20a%3Db"),
        ('"so-called"', "<b>", "%22so%2Dcalled%22,%3Cb%3E"),
        ("Müller–Süß", "中文", "M%C3%BCller%E2%80%93S%C3%BC%C3%9F,%E4%B8%AD%E6%96%87"),
        (":~:text=x", "", "%3A~%3Atext%3Dx"),
    ],
)
def test_a_directive_is_written_so(opening: str, closing: str, directive: str) -> None:
    assert passage_url(PAGE, opening, closing) == f"{PAGE}#:~:text={directive}"


@given(WORDS, WORDS)
def test_the_words_come_back_as_they_were(opening: str, closing: str) -> None:
    for words in ((opening, closing), (opening,)):
        address, _, directive = passage_url(PAGE, words[0], "".join(words[1:])).partition("#:~:text=")
        assert address == PAGE
        assert directive.isascii()
        assert not set(directive) & set("-&# \"<>'")
        assert read(directive) == list(words)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/page", "https://example.org/page#:~:text=a"),
        ("https://example.org/page?q=1", "https://example.org/page?q=1#:~:text=a"),
        ("https://example.org/", "https://example.org/#:~:text=a"),
        # a fragment of the page's own comes first
        ("https://example.org/page#part", "https://example.org/page#part:~:text=a"),
        ("https://example.org/page#", "https://example.org/page#:~:text=a"),
    ],
)
def test_a_fragment_that_is_there_stays(address: str, expected: str) -> None:
    assert passage_url(address, "a", "") == expected


@pytest.mark.parametrize("address", ["https://example.org/page", "https://example.org/page#part"])
@pytest.mark.parametrize("closing", ["", "the end"])
def test_without_opening_words_the_address_leads_to_the_article(address: str, closing: str) -> None:
    assert passage_url(address, "", closing) == address
