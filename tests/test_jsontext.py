"""JSON is written so that it comes back as it was, and can be shown, sent and split into lines anywhere."""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from typing import Any

import pytest
from claimpack.jsontext import json_text
from hypothesis import given
from hypothesis import strategies as st

HARMFUL = (
    *range(0x20),  # controls
    *range(0x7F, 0xA0),
    0x00AD,  # soft hyphen
    0x061C,  # marks of direction
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x2028,  # line and paragraph separators
    0x2029,
    0xFEFF,  # byte-order mark
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
    *range(0xE0000, 0xE0080),  # tags
)
TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from([chr(code) for code in HARMFUL])))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert json.loads(json_text(value)) == value
    assert json.loads(json_text(value, indent=2)) == value


@given(VALUES)
def test_it_is_one_line_of_utf_8_that_shows_all_it_holds(value: Any) -> None:
    text = json_text(value)
    assert text.splitlines() == [text]
    assert text.encode("utf-8").decode("utf-8") == text
    assert not {chr(code) for code in HARMFUL} & set(text)


def test_of_all_characters_none_that_is_unseen_stands_plainly() -> None:
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    plain = set(json_text("".join(map(chr, range(sys.maxunicode + 1)))))
    assert {hex(ord(character)) for character in plain if unicodedata.category(character) in unseen} == set()
    # and what can be seen is not made harder to read
    assert set("Aäß–’中文ا한👩🏽é ") <= plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb", r'"a\nb"'),
        ("a\x00b", r'"a\u0000b"'),
        ("a\x7fb", r'"a\u007fb"'),
        ("a\x85b", r'"a\u0085b"'),
        ("a\u2028b", r'"a\u2028b"'),
        ("a\u202eb", r'"a\u202eb"'),
        ("a\ufeffb", r'"a\ufeffb"'),
        ("\U000e0041", r'"\udb40\udc41"'),  # RFC 8259: beyond U+FFFF, the UTF-16 surrogate pair
        ("\\u2028", r'"\\u2028"'),
        ('"</script>\\', r'"\"</script>\\"'),
        ("👩🏽", '"👩🏽"'),
        ({"b": 1, "a": [None, True, 1.5]}, '{"b":1,"a":[null,true,1.5]}'),
        ({}, "{}"),
    ],
    ids=ascii,
)
def test_a_text_is_written_so(value: Any, text: str) -> None:
    assert json_text(value) == text
    assert json.loads(text) == value


@pytest.mark.parametrize("code", [0xD800, 0xD83D, 0xDE00, 0xDFFF], ids=hex)
def test_half_a_character_can_still_be_written_to_a_file(code: int) -> None:
    half = f"a{chr(code)}b"
    text = json_text({half: half})
    assert text.encode("utf-8")
    assert json.loads(text) == {half: half}


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [n], lambda n: {"a": n}], ids=["alone", "listed", "named"])
def test_a_number_that_json_has_not_is_refused(number: float, wrap: Any) -> None:
    with pytest.raises(ValueError, match="Out of range float values are not JSON compliant"):
        json_text(wrap(number))


def test_it_is_indented_if_that_is_asked_for() -> None:
    text = json_text({"a": [1, "\u2028"], "b": {}}, indent=2)
    assert text == '{\n  "a": [\n    1,\n    "\\u2028"\n  ],\n  "b": {}\n}'
    assert re.search(r"[ \t]+$", text, re.MULTILINE) is None
