"""Normalised text is the same wherever it was copied from, and a passage's words are found in it again."""

from __future__ import annotations

import unicodedata

import pytest
from claimpack.package.article import ArticleText, begins_with, ends_with, normalise, opening_and_closing_words, sha256
from claimpack.package.tableschema import table_schema
from hypothesis import assume, example, given
from hypothesis import strategies as st

texts = st.text() | st.text(
    st.sampled_from([*"aeÉß.,;:!?()12•–“”'²\n\r\t \u0301\u030a\u00a0\u00ad\u2009\u2028\u3000\ufeff"])
)
lines = st.text(st.sampled_from([*"abcde ABÉß12.,•–“” \u0301\u00a0\t"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t\n", "", id="white space alone"),
        pytest.param("\ufeffSafe.", "Safe.", id="byte-order mark"),
        pytest.param("One\r\ntwo\rthree\nfour", "One\ntwo\nthree\nfour", id="line ends"),
        pytest.param("a\r\n\r\nb", "a\n\nb", id="blank line of Windows"),
        pytest.param("a \t\u00a0\u2009b", "a b", id="a run of white space"),
        pytest.param("a\u2028b\x85c\x0bd\x0ce", "a b c d e", id="separators that are no line feed"),
        pytest.param("  a  \n  b  ", "a\nb", id="spaces at the ends of lines"),
        pytest.param("a\n\n\n\nb", "a\n\nb", id="blank lines in a row"),
        pytest.param("a\n \n\t\n \nb", "a\n\nb", id="lines with nothing but spaces"),
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param("m² ﬁne …", "m² ﬁne …", id="compatibility characters stay"),
        pytest.param("a\u200bb\u00adc", "abc", id="what can't be seen goes"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(texts)
@example("\ufeff\ufeffSafe.")
@example(" \ufeffSafe.")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(texts.filter(lambda text: "\r" not in text), st.sampled_from(["\r", "\r\n"]))
def test_the_style_of_line_ends_never_matters(text: str, end: str) -> None:
    assert normalise(text.replace("\n", end)) == normalise(text)


@given(texts)
def test_composition_never_matters(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(texts.filter(lambda text: "\r" not in text), st.text(st.sampled_from(" \t\u00a0"), max_size=3))
def test_spaces_at_the_ends_of_lines_never_matter(text: str, spaces: str) -> None:
    assert normalise(text.replace("\n", f"{spaces}\n") + spaces) == normalise(text)


@given(texts, texts.filter(lambda text: not text.startswith("\ufeff")))
@example("ends in a blank line\n\n", "\n\nbegins with one")
def test_what_follows_moves_no_offset(before: str, after: str) -> None:
    assume(normalise(before) and normalise(after))
    assert normalise(f"{before}\n\n{after}") == f"{normalise(before)}\n\n{normalise(after)}"


@given(texts)
def test_normalised_text_has_one_form(text: str) -> None:
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not {character for character in result if character.isspace()} - {" ", "\n"}
    assert all(line == line.strip() for line in result.split("\n"))
    assert "  " not in result
    assert "\n\n\n" not in result


def test_the_hash_is_that_of_the_utf_8_bytes() -> None:
    expected = "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert sha256("é") == ArticleText("e.txt", "é").sha256 == expected


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        pytest.param("Rare.", "Rare", "", id="one word"),
        pytest.param("Mild headache in the first week1,2", "Mild headache in", "", id="too short for closing words"),
        pytest.param("one two three four five six seven eight", "one two three", "", id="eight words"),
        pytest.param("one two three four five six seven eight nine", "one two three", "seven eight nine", id="nine"),
        pytest.param(
            "• “In ten small trials nobody saw any rare harm.”1–4", "In ten small", "any rare harm", id="signs"
        ),
        pytest.param(
            "In 12 trials with 1,640 adults, it was no more frequent", "In 12 trials", "no more frequent", id="12"
        ),
        pytest.param("12 of the trials saw no more than the others did.", "12 of the", "the others did", id="number"),
        pytest.param("Eye strain2,3", "Eye strain", "", id="a citation glued to the last word"),
        pytest.param("2021–2024", "2021–2024", "", id="no letter"),
        pytest.param("e" * 60, "e" * 60, "", id="sixty characters"),
        pytest.param("e" * 61, "e" * 60, "", id="one more"),
        pytest.param("e" * 59 + "q\u0302", "e" * 59, "", id="the sixtieth has a mark on it"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_opening_and_closing_words(text: str, opening: str, closing: str) -> None:
    assert opening_and_closing_words(text) == (opening, closing)


@given(texts.map(normalise) | lines.map(normalise))
@example("One heading\nover two lines")
@example("0 \U00012544 0")
def test_a_passage_begins_and_ends_with_its_own_words(text: str) -> None:
    opening, closing = opening_and_closing_words(text)
    assert not opening or begins_with(text, opening)
    assert not closing or ends_with(text, closing)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"See https://example.org/{'long-address/' * 6} for more.", id="a long address"),
        pytest.param("The dose that they gave was in all cases = five drops", id="an equals sign"),
        pytest.param("They gave one to two drops a day in winter - not more", id="a dash"),
        pytest.param("Photo\u00adtherapy is used against the dark of the winter months", id="a soft hyphen"),
        pytest.param("They gave one to two drops a day in the\u200b winter", id="a space without width"),
    ],
)
def test_words_may_stand_in_a_cell(text: str) -> None:
    for column, words in zip(("opening_words", "closing_words"), opening_and_closing_words(text), strict=True):
        assert len(words) <= table_schema("passages").fields[column].constraints["maxLength"]
        assert words[:1] not in {"=", "+", "-", "@"}, "a spreadsheet would run it as a formula"
        assert words.isprintable()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("Eye strain", "Eye", True, id="first"),
        pytest.param("• “Eye strain", "Eye strain", True, id="after signs"),
        pytest.param("• 12 “Eye strain", "Eye strain", False, id="after a number"),
        pytest.param("An eye strain", "eye strain", False, id="after a word"),
        pytest.param("Eye strain", "eye", False, id="another case"),
        pytest.param("Eye strain", "Headache", False, id="not there"),
    ],
)
def test_begins_with(text: str, words: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert begins_with(text, words) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("Eye strain", "strain", True, id="last"),
        pytest.param("Eye strain.”2–4", "strain", True, id="before a stop and a citation"),
        pytest.param("Eye strain [2].", "Eye strain", True, id="before a bracketed citation"),
        pytest.param("strain of a strain", "strain", True, id="it stands earlier as well"),
        pytest.param("Eye strain of both", "strain", False, id="before a word"),
        pytest.param("Eye strain", "headache", False, id="not there"),
    ],
)
def test_ends_with(text: str, words: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ends_with(text, words) is expected


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        pytest.param("ยาทำให้มีไข้", "ยาทำให้มีไข้", "", id="Thai"),
        pytest.param("ยาทำให้มีไข้.1", "ยาทำให้มีไข้", "", id="Thai with a stop"),
        pytest.param("दवा सुरक्षित है।", "दवा सुरक्षित है", "", id="Hindi"),
        pytest.param("a b c d e f g h i มีไข้ [1]", "a b c", "h i มีไข้", id="at the end"),
        pytest.param("x" * 59 + "ก้" + "y", "x" * 59, "", id="cut before a letter with its mark"),
        pytest.param("a b c d e f g h i " + "ก้" + "y" * 59, "a b c", "y" * 59, id="cut after one"),
        pytest.param("rare e\u0301?", "rare é", "", id="composed or not"),
        pytest.param("q\u0323\u0307!", "q\u0323\u0307", "", id="two marks"),
        pytest.param("Safe !\u0301", "Safe", "", id="a mark on a sign"),
        pytest.param("12 %", "12 %", "", id="no letter"),
    ],
)
def test_a_letter_keeps_its_marks(text: str, opening: str, closing: str) -> None:
    article = normalise(text)
    assert opening_and_closing_words(article) == (opening, closing)
    assert begins_with(article, opening)
    assert not closing or ends_with(article, closing)


@pytest.mark.parametrize("words", ["ยาทำให้มีไข", "ยาทำให้มีไข้"])
def test_words_recorded_without_their_last_mark_still_fit(words: str) -> None:
    assert begins_with("ยาทำให้มีไข้", words)
    assert ends_with("ยาทำให้มีไข้.1", words)
