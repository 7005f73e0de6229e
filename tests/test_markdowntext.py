"""Text from data shows in Markdown as it stands, wherever it is put, and nothing else comes of it."""

from __future__ import annotations

import re

import pytest
from claimpack.markdowntext import code, plain
from claimpack.wording import printable
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.hostilereport import NASTY
from tests.githubmarkdown import BREAK, Page

PLACES = {
    "p": "{}\n",
    "li": "- {}\n",
    "h3": "### {}\n",
    "td": "| head |\n|---|\n| {} |\n",
    "strong": "**a {} b**\n",
    "th": "| {} |\n|---|\n| x |\n",
    "blockquote": "> {}\n",
}
"""A place in a document, and the element that holds it alone."""
ROUND = {"strong": ("a ", " b"), "blockquote": ("\n", "\n")}
"""What is in the element before and after it."""
OF_PLACE = {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "h3", "p", "strong", "blockquote"}
STARTS = [
    "", " ", "    code", "1. one", "12) two", "- item", "+ item", "* item", "# head", "> quote", "```", "~~~", "---",
    "===", "***", "| a |", "\\", "a\\", "a  ", "&copy; &#35; &", "<b>", "<!--", "<https://a.example>", "[a]: /b",
    "![a](b)", "[^1]", "[x] done", "`", "``", "`a", "a`", "``a`b``", "`" * 9, "`" * 2000, "a|b", "\\|", "\\\\|", "`|`",
    "\\`",
    "$x$ and $$y$$", "deadbeef1 1234567", ":tada: :+1: a:b", "@a @-b.example a@b.example", "www.a.example WWW.b",
    "ftp://a.example HTTPS://a.example mailto:a@b.example xmpp:a@b.example/c", "gh-1 GH-12", "/approve", "a\u3000b",
    "<script", "</", "<", "\t", "\n\n# x", "!a !1 &a ^alert#1 ~a %1", "_a_ *b* **c** ~~d~~ ~e~", "a\u0301\u0489",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from([*STARTS, *NASTY]),
    st.text(),
    st.text(alphabet=" `|\\<>&;:@#-+*_~[]()!.=$/w1aG\n"),
    st.lists(st.sampled_from([*STARTS, *NASTY, " ", "a", "://", "www.", "@"])).map("".join),
)


few = settings(max_examples=25)
"""Beside the examples that are named, in each place."""


def with_starts(test: object) -> object:
    for text in (*STARTS, *NASTY):
        test = example(text)(test)  # type: ignore[arg-type]
    return test


def shown(markdown: str, place: str) -> tuple[str, set[str]]:
    """The text that ``markdown`` shows in a place, and the elements that it made."""
    page = Page(PLACES[place].format(markdown))
    assert page.attributes == set()
    assert page.comments == []
    before, after = ROUND.get(place, ("", ""))
    text = page.texts.get(place, [""])[0]  # an empty paragraph is none
    assert text.startswith(before)
    assert text.endswith(after)
    return text[len(before) : len(text) - len(after)], page.names - OF_PLACE


@pytest.mark.parametrize("place", PLACES)
@few
@with_starts
@given(text=TEXTS)
def test_plain_text_shows_as_it_stands(place: str, text: str) -> None:
    assert shown(plain(text), place) == (printable(text), {"span"} if "$" in text else set())


@pytest.mark.parametrize("place", PLACES)
@few
@with_starts
@given(text=TEXTS)
def test_code_shows_as_it_stands(place: str, text: str) -> None:
    made, elements = shown(code(text), place)
    assert made == printable(text)
    assert elements - {"span"} == {"code"}


@with_starts
@given(text=TEXTS)
def test_a_line_of_its_own_makes_no_block_with_the_lines_around_it(text: str) -> None:
    page = Page(f"before\\\n{plain(text)}\\\n{code(text)}\\\nafter\n")
    wanted = "\n".join(["before", printable(text), printable(text), "after"])
    assert page.texts["p"] == [wanted]
    assert page.names - {"span"} == {"p", "br", "code"}


@with_starts
@given(text=TEXTS)
def test_each_is_one_line(text: str) -> None:
    assert len(f"{plain(text)}{code(text)}.".splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("@everyone", "@|everyone"),
        ("a@b.example", "a@|b.example"),
        ("a@-b.example", "a@|-b.example"),
        ("#12", "#|12"),
        ("org/repo#3", "org/repo#|3"),
        ("GH-12 gh-1", "GH-|12 gh-|1"),
        ("!12 &12 ~bug %1.0", "!|12 &|12 ~|bug %|1.0"),
        ("^alert#7", "^|alert#|7"),
        (":tada: :+1:", ":|tada: :|+1:"),
        ("https://a.example", "https:|//a.example"),
        ("www.a.example", "www|.a.example"),
        ("0123abcd", "0123ab|cd"),
        ("20000 people, 95 % of 100", "20000 people, 95 % of 100"),
        ("a: b # c", "a: b # c"),
    ],
)
def test_what_would_call_somebody_is_broken_by_what_nobody_sees(text: str, apart: str) -> None:
    page = Page(plain(text))
    assert page.html == f"<p>{apart.replace('&', '&amp;').replace('|', BREAK)}</p>\n"


def test_a_dollar_sign_begins_no_formula() -> None:
    assert Page(plain("$x$")).html == "<p><span>$</span>x<span>$</span></p>\n"


def test_no_character_of_html_stands_in_the_markdown() -> None:
    assert plain("<b> & </b>") == "&lt;b&gt; &amp; &lt;\\/b&gt;"


def test_a_line_can_be_no_command_to_a_bot() -> None:
    assert plain("/approve") == "\\/approve"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a.csv", "`a.csv`"),
        ("a`b", "``a`b``"),
        ("`a", "`` `a ``"),
        (" a", "`  a `"),
        ("a|b", "<code>a\\|b</code>"),
        ("", "<code></code>"),
        ("  ", "<code>&#32;&#32;</code>"),
        ("`" * 8, f"{'`' * 9} {'`' * 8} {'`' * 9}"),
        ("`" * 9, "<code>" + "\\`" * 9 + "</code>"),
    ],
)
def test_code_is_between_backticks_where_they_can_hold_it(text: str, markdown: str) -> None:
    assert code(text) == markdown


@given(text=TEXTS)
def test_what_github_reads_into_text_finds_nothing(text: str) -> None:
    """The forms that GitHub's manual names for mentions, references, emoji and addresses."""
    html = re.sub(r"<code>.*?</code>", "", Page(f"{plain(text)} {code(text)}").html)
    assert not re.search(r"@\w|#\d|\bgh-\d|:[+-]?\w+:|://|www\.\w", html, re.IGNORECASE)
