"""What spreadsheets save in place of a CSV file is read as what it was; what is not certain is refused."""

from __future__ import annotations

import csv
import io

import pytest
from claimpack.curation.form.encodingdetection import UncertainFileError
from claimpack.curation.form.foreigncsv import plain_file
from hypothesis import given
from hypothesis import strategies as st

COLUMNS = ["concept_id", "kind", "label"]
TEXT = "concept_id,kind,label\nheadache,outcome,Kopfweh\n"


@pytest.mark.parametrize(
    ("content", "text", "repairs"),
    [
        pytest.param(TEXT.encode(), TEXT, [], id="as it should be"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), TEXT, ["it began with a byte-order mark"], id="mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), TEXT, ["lines ended with CR LF"], id="CR LF"),
        pytest.param(TEXT.replace("\n", "\r").encode(), TEXT, ["lines ended with CR"], id="CR"),
        pytest.param(TEXT.replace(",", ";").encode(), TEXT, ["separated by semicolons"], id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode(), TEXT, ["separated by tabs"], id="tabs"),
        pytest.param(
            b"\xff\xfe" + TEXT.replace(",", "\t").encode("utf-16-le"),
            TEXT,
            ["it was UTF-16", "separated by tabs"],
            id="unicode text",
        ),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, ["it was UTF-16"], id="UTF-16, big end first"),
        pytest.param(
            b"concept_id;kind;label\nheadache;outcome;Schmerz, dumpf\n",
            'concept_id,kind,label\nheadache,outcome,"Schmerz, dumpf"\n',
            ["separated by semicolons"],
            id="a comma in a cell",
        ),
        pytest.param(
            b'concept_id;kind;label\nheadache;outcome;"a;b"\n',
            "concept_id,kind,label\nheadache,outcome,a;b\n",
            ["separated by semicolons"],
            id="a list in a cell",
        ),
        pytest.param(
            b"Concept ID;Kind;own\nheadache;outcome;1\n",
            "Concept ID,Kind,own\nheadache,outcome,1\n",
            ["separated by semicolons"],
            id="names as people write them",
        ),
        pytest.param(b"note\na;b\n", "note\na;b\n", [], id="none of its columns"),
    ],
)
def test_says_the_same(content: bytes, text: str, repairs: list[str]) -> None:
    plain = plain_file(content, COLUMNS)
    assert (plain.content.decode(), plain.repairs) == (text, repairs)


@pytest.mark.parametrize("word", ["Müller", "Köln", "März", "café", "Straße", "5 – 7", "± 3", "20 °C", "1–2 µg"])
def test_windows_1252_that_can_be_nothing_else(word: str) -> None:
    plain = plain_file(f"concept_id,kind,label\nx,outcome,{word}\n".encode("cp1252"), COLUMNS)
    assert plain.content.decode() == f"concept_id,kind,label\nx,outcome,{word}\n"
    assert plain.repairs == ["it was Windows-1252"]


@pytest.mark.parametrize(
    ("word", "encoding"), [("Köln", "mac_roman"), ("étude", "cp850"), ("Dvořák", "cp1250"), ("naïve", "cp1252")]
)
def test_what_can_be_read_in_two_ways_is_not_guessed(word: str, encoding: str) -> None:
    content = f"concept_id,kind,label\nx,outcome,{word}\n".encode(encoding)
    with pytest.raises(UncertainFileError) as caught:
        plain_file(content, COLUMNS)
    assert str(caught.value).startswith("it is not UTF-8, and can be read as ")
    assert caught.value.hint.startswith("If the first is right, add --encoding ")
    assert plain_file(content, COLUMNS, encoding).content.decode() == f"concept_id,kind,label\nx,outcome,{word}\n"


@pytest.mark.parametrize(
    ("word", "encoding", "known", "text"),
    [
        ("the author’s", "cp1252", {"author"}, "the author’s"),  # not "authorís", as on an old Mac
        ("the man’s", "cp1252", {"man"}, "the man’s"),
        ("it’s", "cp1252", {"it"}, None),  # two letters may be the half of anything
        ("“RR”", "cp1252", {"rr"}, "“RR”"),
        ("“B”", "cp1252", {"b"}, None),
        ("‘headache’", "cp1252", {"headache"}, "‘headache’"),
        ("Zoë", "cp1252", {"zoë"}, "Zoë"),
        ("Dvořák", "cp1250", {"dvořák"}, "Dvořák"),
        ("París", "mac_roman", {"parís"}, "París"),
        ("naïve", "cp1252", {"author"}, None),
        (
            "María",
            "mac_roman",
            {"mar"},
            None,
        ),  # as Windows-1252 "Mar’a": the word before the sign alone settles nothing
        ("author’s París", "cp1252", {"author", "parís"}, "author’s París"),
        ("author’s París", "cp1252", {"author"}, None),  # Windows-1257 has the apostrophe too, and "Parķs"
        ("Zoë París", "cp1252", {"zoë", "parķs"}, None),  # one word speaks for each
    ],
)
def test_a_word_that_is_known_settles_the_encoding(word: str, encoding: str, known: set[str], text: str | None) -> None:
    content = f"concept_id,kind,label\nx,outcome,{word}\n".encode(encoding)
    if text is None:
        with pytest.raises(UncertainFileError):
            plain_file(content, COLUMNS, None, lambda: known)
    else:
        plain = plain_file(content, COLUMNS, None, lambda: known)
        assert plain.content.decode() == f"concept_id,kind,label\nx,outcome,{text}\n"


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (b"PK\x03\x04rest", None, "it is a workbook or another zip file, not a table"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", None, "it is in UTF-32"),
        (TEXT.encode("utf-16-le"), None, "it has NUL bytes, so that it may be UTF-16 without its mark"),
        (b"\xff\xfea", None, "it can't be read as UTF-16-LE"),
        (b"a\xe9b", "klingon", "it can't be read as KLINGON"),
        (b"concept_id\n\x98\x8f\xa5\x81\n", None, "it is not UTF-8, and can't be read as text in any usual encoding"),
        (
            b"concept_id;kind;label\na;b\nc;d;e\nf;g\n",
            None,
            "it is separated by semicolons, but rows 2 and 4 have another number of cells than the header",
        ),
        (
            b"concept_id;kind;label\na;b\n",
            None,
            "it is separated by semicolons, but row 2 has another number of cells than the header",
        ),
        (
            b'concept_id;kind;label\n"a;b\n',
            None,
            "it is separated by semicolons, and its quotation marks are out of balance (unexpected end of data)",
        ),
    ],
)
def test_refused(content: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(UncertainFileError) as caught:
        plain_file(content, COLUMNS, encoding)
    assert str(caught.value) == message
    assert caught.value.hint


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from([",", ";", "\t", "|"]))
def test_every_delimiter_gives_the_same_cells(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    content = out.getvalue().encode("utf-8-sig")
    read = list(csv.reader(io.StringIO(plain_file(content, COLUMNS).content.decode(), newline="")))
    assert read == [COLUMNS, *map(list, rows)]


WORDS = [
    "Müller",
    "März",
    "café",
    "Straße",
    "naïve",
    "Zoë",
    "niño",
    "Åsa",
    "Ørsted",
    "œuvre",
    "Łódź",
    "Čapek",
    "Dvořák",
    "Małgorzata",
    "Ágnes",
    "Žižek",
    "Ελλάδα",
    "привет",
    "İstanbul",
    "Ğ",
    "ı",
    "ð",
    "š",
    "Õ",
    "ý",
    "β",
    "α-blocker",
    "±",
    "≥",
    "≤",
    "m²",
    "10³",
    "½",
    "µg",
    "20°C",
    "5–7",
    "•",
    "…",
    "“RR”",
    "don’t",
]
ENCODINGS = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859_2",
    "iso8859_7",
    "iso8859_9",
    "iso8859_15",
    "mac_roman",
    "cp437",
    "cp850",
    "cp852",
    "koi8_r",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_read_right_or_not_at_all(encoding: str) -> None:
    right = 0
    for word in WORDS:
        text = f"concept_id,kind,label\nx,outcome,at {word} 5\n"
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        try:
            assert plain_file(content, COLUMNS).content.decode() == text
            right += 1
        except UncertainFileError as error:
            assert error.hint.startswith(("If ", "Save it as UTF-8"))  # noqa: PT017 - it may be raised or not
    assert right or encoding not in ("cp1252", "cp1254", "mac_roman", "cp850", "cp852", "cp1251", "cp1253")


def test_a_first_line_that_tells_excel_the_delimiter_goes() -> None:
    plain = plain_file(b"sep=;\r\nconcept_id;kind;label\r\na;outcome;A\r\n", COLUMNS)
    assert plain.content == b"concept_id,kind,label\na,outcome,A\n"
    assert plain.repairs == [
        "a first line named the delimiter for Excel",
        "separated by semicolons",
    ]
