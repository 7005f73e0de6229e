"""The canonical form of a cell says the same as the cell did."""

from __future__ import annotations

import unicodedata

import pytest
from claimpack.curation.form.tidy import tidy
from claimpack.package.tableschema import split_items, table_schema
from hypothesis import given
from hypothesis import strategies as st

LIST = table_schema("claims").fields["source_ids"]


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("1.10", "1.10"),
        ("  1.10\u00a0", "1.10"),
        ("Cafe\u0301", "Café"),
        ("one  two\tthree", "one two three"),
        ("one \r\n two", "one\ntwo"),
        ("one\rtwo\n", "one\ntwo"),
        ("\u2003", ""),
        ("a;b", "a;b"),
        ("a ; b ;; c;", "a ; b ;; c;"),
    ],
)
def test_cell(cell: str, form: str) -> None:
    assert tidy(None, cell) == form


@pytest.mark.parametrize(
    ("cell", "form"), [("a;b", "a;b"), (" a ; b ;; c; ", "a;b;c"), (";", ""), ("b;a", "b;a"), ("a;a", "a;a")]
)
def test_list(cell: str, form: str) -> None:
    assert tidy(LIST, cell) == form


@given(st.text(), st.sampled_from([None, LIST]))
def test_twice_is_once(cell: str, field: object) -> None:
    once = tidy(field, cell)  # type: ignore[arg-type]
    assert tidy(field, once) == once  # type: ignore[arg-type]


@given(st.text())
def test_no_word_is_lost(cell: str) -> None:
    composed = unicodedata.normalize("NFC", cell)
    assert tidy(None, cell).split() == composed.split()
    assert split_items(tidy(LIST, cell)) == [
        " ".join(item.split(" ")) for item in split_items(tidy(None, cell)) if item
    ]
