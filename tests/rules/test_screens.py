"""The screens that look at all cells of a column together, held against the judges of a single cell."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest
from claimpack.package.table import Table
from claimpack.package.tableschema import TABLES, Field, table_schema
from claimpack.rules.readabletables import cells_with_findings
from claimpack.rules.structure.formula_cell import _is_plain, is_formula
from claimpack.rules.structure.hidden_character import _is_printable, first_hidden
from claimpack.rules.structure.unnormalised_text import _is_tidy, _untidy
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from tests.package.test_csvfile import rows_of
from tests.package.test_table import table_of, tables_with_faults

Judge = Callable[[Field, str], object]
Screen = Callable[[Field, Sequence[str]], bool]

RULES = [
    pytest.param(is_formula, _is_plain, id="formula-cell"),
    pytest.param(first_hidden, _is_printable, id="hidden-character"),
    pytest.param(_untidy, _is_tidy, id="unnormalised-text"),
]

FIELDS = {
    "text": table_schema("claims").fields["note"],
    "words": table_schema("estimates").fields["p_relation"],
    "list": table_schema("claims").fields["source_ids"],
    "number": table_schema("estimates").fields["estimate"],
}

SIGNS = ["=", "@", "+", "-", "＝", "＠", "＋", "－"]
SPACES = [*" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000", "\r\n", "  "]
UNSEEN = [*"\0\x07\x1b\x7f\xad\u200b\u200c\u200d\u200e\u202e\u2060\ufeff\ue000\U000e0041", "\u0378", "\U0001f468\u200d"]
ACCENTS = ["é", "e\u0301", "Å", "\u212b", "ﬁ", "가", "\u1100\u1161", "क\u094d\u200d", "\u0958", "م\u200cی"]

FRAMES = [("", "", ""), ("", "", "x"), ("a", "", ""), ("a", "", "b"), ("", "a", ""), ("", "1", "")]
"""What is before, between and after two pieces."""

texts = st.lists(
    st.one_of(
        st.sampled_from([*SIGNS, *SPACES, *UNSEEN, *ACCENTS]),
        st.sampled_from(["a", "S1", ";", "1", "0.5", " ", "x y"]),
        st.text(max_size=2),
    ),
    max_size=5,
).map("".join)
plain = st.text("ab 1;-.é", max_size=6)


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(("tell", "is_clean"), RULES)
def test_of_what_is_clean_there_is_nothing_to_tell(tell: Judge, is_clean: Screen, kind: str) -> None:
    field = FIELDS[kind]

    @tried(30)
    @given(st.lists(st.one_of(texts, plain), max_size=3))
    def hold(values: list[str]) -> None:
        if is_clean(field, values):
            assert [value for value in values if tell(field, value)] == []

    hold()


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(("tell", "is_clean"), RULES)
def test_every_odd_piece_in_every_position(tell: Judge, is_clean: Screen, kind: str) -> None:
    field = FIELDS[kind]
    for piece, other in itertools.product([*SIGNS, *SPACES, *UNSEEN, *ACCENTS, ";", "a", "1"], repeat=2):
        for before, between, after in FRAMES:
            value = f"{before}{piece}{between}{other}{after}"
            if is_clean(field, [value]) or is_clean(field, ["a", value, ""]):
                assert not tell(field, value), f"{value!r} is told of and passes the screen"


@pytest.mark.parametrize(("tell", "is_clean"), RULES)
def test_a_single_cell_that_is_told_of_keeps_a_column_from_being_clean(tell: Judge, is_clean: Screen) -> None:
    field, odd = FIELDS["text"], ["=1", "a\u200b", "a "]
    for value in odd:
        for values in ([value, "a", "b"], ["a", value, "b"], ["a", "b", value]):
            assert not (tell(field, value) and is_clean(field, values))
    assert [value for value in odd if tell(field, value)], "each rule tells of one of them"


@pytest.mark.parametrize(("tell", "is_clean"), RULES)
def test_the_screens_are_of_use(tell: Judge, is_clean: Screen) -> None:
    for table in TABLES:
        header, *rows = rows_of(table)
        for position, column in enumerate(header):
            field, values = table_schema(table).fields[column], [row[position] for row in rows]
            if field.words or field.type in ("integer", "date", "list"):
                assert is_clean(field, [value for value in values if value not in SIGNS]), f"{table}.{column}"
            assert not any(tell(field, value) for value in values)


def naively(table: Table, tell: Judge) -> set[tuple[int, str, str, object]]:
    """What there is to tell of each cell that can be relied on."""
    found = set()
    for record, column in itertools.product(range(len(table)), table.columns):
        value = table.file.records[record][table.header.positions[column]]
        cut = record in table.file.ragged and table.header.positions[column] > 0
        what = tell(table.schema.fields[column], value)
        if what and value not in table.refused[column] and not cut:
            found.add((record, column, value, what))
    return found


def told(table: Table, tell: Judge, is_clean: Screen) -> set[tuple[int, str, str, object]]:
    cells = list(cells_with_findings(table, tell, is_clean))
    assert len(set(cells)) == len(cells), "a cell is told of once"
    return set(cells)


@pytest.mark.parametrize(("tell", "is_clean"), RULES)
def test_the_cells_that_are_told_of(tell: Judge, is_clean: Screen) -> None:
    @tried(12)
    @given(tables_with_faults(["=1+1", "a\u200bb", " a", "e\u0301", "a\tb", "S1;\tS2", "S1; S2"]))
    def hold(content: bytes) -> None:
        table = table_of(content)
        assert told(table, tell, is_clean) == naively(table, tell)

    hold()


def test_each_distinct_cell_is_asked_about_once_and_none_of_a_clean_column() -> None:
    table = table_of(b"concept_id,kind,label,definition,broader,same_as\nw,a,1,,,\nx,a,1,,,\ny,a,2,,,\nz,a,2,,,\n")
    asked: list[tuple[str, str]] = []

    def tell(field: Field, value: str) -> str | None:
        asked.append((field.name, value))
        return value

    assert list(cells_with_findings(table, tell, lambda field, _: field.name != "label")) == [
        (0, "label", "1", "1"),
        (1, "label", "1", "1"),
        (2, "label", "2", "2"),
        (3, "label", "2", "2"),
    ]
    assert asked == [("label", "1"), ("label", "2")]
