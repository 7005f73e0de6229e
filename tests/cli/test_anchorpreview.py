"""What of a page is not in its text is named, the longest pieces first of all, and the words of the rest are summed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claimpack.cli.anchorpreview import describe_markdown, describe_page
from claimpack.curation.articles.pagetext import html_text


@pytest.mark.parametrize(
    ("deleted", "navigation", "shown", "rest"),
    [
        pytest.param(0, 30, 30, None, id="all"),
        pytest.param(0, 31, 30, "  and 1 other piece with 2 words in all", id="one more"),
        pytest.param(0, 45, 30, "  and 15 other pieces with 30 words in all", id="many more"),
        pytest.param(100, 31, 130, "  and 1 other piece with 2 words in all", id="deleted ones"),
        pytest.param(103, 0, 100, "  and 3 other pieces with 6 words in all", id="many deleted ones"),
    ],
)
def test_pieces_that_were_left_out(deleted: int, navigation: int, shown: int, rest: str | None) -> None:
    gone = "".join(f"<p><del>gone {number}</del></p>" for number in range(deleted))
    menu = "".join(f"<li>page {number}" for number in range(navigation - 1))
    menu += "<li>the longest of them all by far" if navigation else ""
    page = html_text(f"<article><p>Fever is rare.</p>{gone}</article><nav>{menu}</nav>")
    lines = list(describe_page(page, "a.html", "a.txt"))
    pieces = [line for line in lines if line.startswith("  ") and ": " in line]
    assert len(pieces) == shown
    assert not navigation or any(line.endswith("navigation: the longest of them all by far") for line in pieces)
    assert [line for line in lines if line.startswith("  and")] == ([] if rest is None else [rest])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a b c d e f g h", "a b c d e f g h"),
        ("a b c d e f g h i", "a b c d e f g h …"),
        ("e" * 120, "e" * 120),
        ("e" * 121, f"{'e' * 120} …"),
    ],
    ids=["eight words", "nine words", "120 characters", "one more"],
)
def test_of_a_long_piece_its_beginning(text: str, shown: str) -> None:
    page = html_text(f"<article><p>Fever is rare.</p></article><nav>{text}</nav>")
    (line,) = (line for line in describe_page(page, "a.html", "a.txt") if "navigation: " in line)
    assert line.partition("navigation: ")[2] == shown


@pytest.mark.parametrize(("lost", "shown", "rest"), [(0, 0, []), (10, 10, []), (12, 10, ["  and 2 other lines"])])
def test_lines_that_are_missing(lost: int, shown: int, rest: list[str]) -> None:
    page = replace(html_text("<p>Fever is rare.</p>"), lost=tuple(f"line {number}" for number in range(lost)))
    lines = list(describe_page(page, "a.html", "a.txt"))
    assert [line for line in lines if line.startswith("  line")] == [f"  line {number}" for number in range(shown)]
    assert [line for line in lines if line.startswith("  and")] == rest


def test_what_stands_for_images_is_told() -> None:
    images = "".join(f'<img alt="Figure {number}: 30% had fever">' for number in range(12))
    lines = list(describe_page(html_text(f"<p>Fever is rare.</p><p>{images}</p>"), "a.html", "a.txt"))
    assert lines[:3] == [
        "a.html: all 3 words of the page are in its text.",
        "a.html: the alternative text of 12 images was left out:",
        "  Figure 0: 30% had fever",
    ]
    assert lines[-1] == "  and 2 other texts"


@pytest.mark.parametrize(
    "text", ["# Fever", "Fever is **rare**.", "Rare ([a](https://b.org)).", "| a |\n|---|", "A[^1]"]
)
def test_markdown_is_told(text: str) -> None:
    assert len(list(describe_markdown("fever.md", text))) == 2
    assert list(describe_markdown("fever.txt", text)) == []


def test_plain_text_that_is_called_markdown() -> None:
    assert list(describe_markdown("fever.md", "Fever is rare.\n\nOne of 2 * 3 had it [1].")) == []
