"""Citation marks are read in every notation, and what only looks like one is left alone."""

from __future__ import annotations

import re

import pytest
from claimpack.package.citations import citation_marks, listed_citations, without_marks
from hypothesis import example, given
from hypothesis import strategies as st

LISTED = listed_citations(map(str, range(1, 31)))
RAISED = str.maketrans("0123456789-,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Harm is rare.1", {1}, id="glued to the stop"),
        pytest.param("Harm is rare1.", {1}, id="glued to the word"),
        pytest.param("Harm is rare.99", {99}, id="not in the reference list, after the stop of a sentence"),
        pytest.param("Harm is rare,1 they say.", {1}, id="after a comma"),
        pytest.param("Is harm rare?1 Yes.2", {1, 2}, id="after a question mark"),
        pytest.param("Harm is “rare”.1", {1}, id="after a quotation mark and a stop"),
        pytest.param("Harm is “rare.”1", {1}, id="after a stop and a quotation mark"),
        pytest.param("Harm is rare (or absent)1 now.", {1}, id="after a bracket"),
        pytest.param("Harm is rare.1,3 Next.", {1, 3}, id="two"),
        pytest.param("Harm is rare.1–4", {1, 2, 3, 4}, id="range with an en dash"),
        pytest.param("Harm is rare.1-3", {1, 2, 3}, id="range with a hyphen"),
        pytest.param("Harm is rare.1—3", {1, 2, 3}, id="range with an em dash"),
        pytest.param("Harm is rare.1,3–5,9", {1, 3, 4, 5, 9}, id="numbers and a range"),
        pytest.param("Harm is rare.4–2", {2, 4}, id="a range that runs backwards is its ends"),
        pytest.param("Harm is rare [1].", {1}, id="brackets apart"),
        pytest.param("Harm is rare.[1]", {1}, id="brackets glued"),
        pytest.param("Harm is rare [1, 3–5; 9].", {1, 3, 4, 5, 9}, id="brackets with several"),
        pytest.param("Harm is rare.¹", {1}, id="raised"),
        pytest.param("Harm is rare¹⁻³ now.", {1, 2, 3}, id="raised range"),
        pytest.param("Harm is rare.¹˒³", {1, 3}, id="raised with a raised comma"),
        pytest.param("Harm is rare.¹,³", {1, 3}, id="raised with a comma"),
        pytest.param("Harm is rare.²³", {23}, id="raised with two digits"),
        pytest.param("CD34 cells lived for 1–2 days3", {3}, id="after a name and a range"),
    ],
)
def test_certain_marks(text: str, expected: set[int]) -> None:
    assert citation_marks(text, LISTED).certain == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("CD34 cells", 34, id="a marker"),
        pytest.param("Vitamin B12 helps.", 12, id="a vitamin"),
        pytest.param("Two groups (2) agree.", 2, id="parentheses"),
        pytest.param("It was written in 2021.3", 3, id="glued to the stop after a number"),
        pytest.param("It was written in 2021,3 they say.", 3, id="glued to the comma after a number"),
        pytest.param("Harm is rare1, they say.", 1, id="glued to a word amid the text"),
        pytest.param("Harm is rare,99 they say.", 99, id="not in the reference list, after a comma"),
        pytest.param("Harm is rare99", 99, id="not in the reference list, glued to the last word"),
    ],
)
def test_possible_marks(text: str, number: int) -> None:
    marks = citation_marks(text, LISTED)
    assert not marks.certain
    assert number in marks.possible


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Within 1–2 days.", id="a range of days"),
        pytest.param("COVID-19 and IL-6", id="a name with a hyphen"),
        pytest.param("In 12 trials with 16 adults", id="counts"),
        pytest.param("From 10:30 to 11.5 or 12,5", id="times and decimals"),
        pytest.param("1. Rest. 2. Sleep.", id="a numbered list"),
        pytest.param("2×10⁶ cells", id="a power"),
        pytest.param("10⁻⁶ of them", id="a negative power"),
        pytest.param("a BMI of 30 kg/m²", id="a square"),
        pytest.param("5 cm³ of it", id="a cube"),
        pytest.param("a difference (p < .05)", id="a decimal without its zero"),
        pytest.param("a median of 33 days [31–35]", id="a range in brackets beyond the reference list"),
        pytest.param("no numbers at all", id="none"),
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert citation_marks(text, LISTED).certain == set()


parts = st.lists(
    st.integers(1, 999).map(lambda number: (number, number))
    | st.integers(1, 950).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, first + 49))),
    min_size=1,
    max_size=4,
)
words = st.text(st.sampled_from("abcdeåéø"), min_size=2, max_size=8)
stops = st.sampled_from(["", ".", ",", ".”", "”.", ")", "?", "!", ";", ":"])
tails = st.sampled_from(["", " ", " Next.", ".", ", and", "”", ")"])


@given(
    words, stops, parts, tails, st.sampled_from("-–—"), st.sampled_from(["glued", "raised", "brackets", " brackets"])
)
def test_a_mark_is_read_back(
    word: str, stop: str, mark: list[tuple[int, int]], tail: str, dash: str, notation: str
) -> None:
    written = [str(first) if first == last else f"{first}-{last}" for first, last in mark]
    text = {
        "glued": f"{word}{stop}{','.join(written).replace('-', dash)}{tail}",
        "raised": f"{word}{stop}{','.join(written).translate(RAISED)}{tail}",
        "brackets": f"{word}{stop}[{','.join(written).replace('-', dash)}]{tail}",
        " brackets": f"{word} [{'; '.join(written).replace('-', dash)}]{stop}{tail}",
    }[notation]
    numbers = {number for first, last in mark for number in range(first, last + 1)}
    marks = citation_marks(text, set(range(1, 1000)))
    if (
        notation == "glued" and not stop and tail in (" Next.", ", and")
    ):  # right after a word amid the text, as in week4
        assert (marks.certain, marks.possible) == (set(), numbers)
    else:
        assert (marks.certain, marks.possible) == (numbers, set())


@given(st.text() | st.text(st.sampled_from([*"abA12 .,;:()[]–-”⁰¹²⁻⁾˒"])))
@example("rare.¹⁾²")
def test_any_text_can_be_read(text: str) -> None:
    marks = citation_marks(text, LISTED)
    assert not marks.certain & marks.possible
    assert all(number >= 0 for number in marks.certain | marks.possible)


@given(st.text(st.characters(exclude_categories=["Nd", "No"])))
def test_without_digits_there_is_no_mark(text: str) -> None:
    marks = citation_marks(text, LISTED)
    assert not marks.certain | marks.possible


pieces = st.lists(
    st.sampled_from(
        ["a", "A", "rare", "x" * 45, "_", "1", "12", "1234", "٣", "½", *".,;”% \n-–[]()¹²⁻", ", ", ",1", "\u00a0"]
    ),
    max_size=25,
).map("".join)


@given(pieces)
@example("x" * 45 + "12 a1")
def test_what_is_taken_out_is_what_patterns_of_whole_words_take_out(text: str) -> None:
    stops = r"[.,;:!?)\]”’\"'%]"
    mark = r"\d{1,3}(?:[,–—-]\d{1,3}){0,30}(?:,\s\d{1,3}){0,30}(?=[\s.,;:!?)\]”’\"']|$)"
    expected = re.sub(r"\[\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–—]\d{1,3}){0,30}\]", " ", text)
    expected = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[⁻,˒–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*", "", expected)
    expected = re.sub(rf"(\w*[^\W\d])({stops}{{0,5}}){mark}", r"\1\2 ", expected)
    assert without_marks(text) == expected
