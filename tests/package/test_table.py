"""What a table says of its cells, held against going through them one by one."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from validator.package import csvfile
from validator.package import table as table_module
from validator.package.cells import refusals
from validator.package.csvfile import parse
from validator.package.table import Table
from validator.package.tableschema import LIST_DELIMITER, table_schema
from validator.package.unavailable import Unavailable

CONCEPTS = table_schema("concepts")
CELLS = [
    "",
    "x",
    "y",
    "x;y",
    "y;x",
    "x; y",
    "x;x",
    ";",
    "x;",
    " ",
    "x ",
    "outcome",
    "Outcome",
    "a b",
    "\n",
    "é",
    "x" * 101,
]

cells = st.sampled_from(CELLS)


def table_of(content: bytes) -> Table:
    """The table of concepts that is in ``content``."""
    return Table(CONCEPTS, "concepts.csv", parse(content))


@st.composite
def tables_with_faults(draw: st.DrawFn, more: list[str] | None = None) -> bytes:
    """A table of concepts, its columns in any order, with refused cells and with records too short or too long."""
    header = draw(st.permutations(list(CONCEPTS.fields)))
    pool = draw(st.lists(st.sampled_from([*CELLS, *(more or [])]), min_size=1, max_size=6))
    row = st.lists(st.sampled_from(pool), min_size=len(header), max_size=len(header))
    rows = draw(st.lists(row, max_size=6))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for cut, cells_of_row in zip(draw(st.lists(st.integers(-2, 9), min_size=6, max_size=6)), rows, strict=False):
        writer.writerow([*cells_of_row, "x"] if cut == -1 else cells_of_row[:cut] if cut < 0 else cells_of_row)
    return out.getvalue().encode()


def written(table: Table, column: str) -> list[str]:
    position = table.header.positions[column]
    return [record[position] for record in table.file.records]


def items_of(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(LIST_DELIMITER)] if cell else []


def is_cut(table: Table, record: int, column: str) -> bool:
    return record in table.file.ragged and table.header.positions[column] > 0


def relied_on(table: Table, column: str) -> list[str]:
    """The cells of a column, blank where they are refused or in a record that is too short or too long."""
    refused = refusals(CONCEPTS, column, sorted(set(written(table, column))))
    return [
        "" if value in refused or is_cut(table, record, column) else value
        for record, value in enumerate(written(table, column))
    ]


@tried(60)
@given(tables_with_faults())
def test_cells_can_be_relied_on_or_are_blank(content: bytes) -> None:
    table = table_of(content)
    for column in table.columns:
        expected = relied_on(table, column)
        assert list(table.as_written(column)) == written(table, column)
        assert list(table[column]) == expected
        reliable = [one == other for one, other in zip(expected, written(table, column), strict=True)]
        assert list(table.is_reliable(column)) == reliable
    assert table.refused_records == table.file.ragged | {
        record
        for column in table.columns
        for record, value in enumerate(written(table, column))
        if value in refusals(CONCEPTS, column, [value])
    }


@tried(60)
@given(tables_with_faults())
def test_items_are_those_of_each_cell(content: bytes) -> None:
    table = table_of(content)
    for column in table.columns:
        expected = [(record, item) for record, cell in enumerate(relied_on(table, column)) for item in items_of(cell)]
        assert list(table.items(column).items()) == expected


@tried(60)
@given(tables_with_faults(), st.lists(cells, max_size=4))
def test_records_are_found_by_what_is_in_a_cell(content: bytes, values: list[str]) -> None:
    table = table_of(content)
    for column in table.columns:
        here, relied = written(table, column), relied_on(table, column)
        assert table.records_with(column, values) == [record for record, cell in enumerate(here) if cell in values]
        assert table.records_with(column, iter(values)) == table.records_with(column, values)
        for several in (values, set(values), frozenset(values), dict.fromkeys(values), tuple(values)):
            mask = table.among(column, several)
            assert mask.dtype == bool
            assert mask.tolist() == [cell in values for cell in relied]


@pytest.mark.parametrize("mostly", [-1.0, 0.5, 1.0], ids=["as it is", "by a sample", "each once"])
def test_cells_are_gone_through_once_or_as_they_are(mostly: float) -> None:
    """Whether or not the cells of a column are told apart, the same records are found."""

    @tried(40)
    @given(tables_with_faults(), st.lists(cells, max_size=4))
    def hold(content: bytes, values: list[str]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(table_module, "_MOSTLY", mostly)
            patch.setattr(table_module, "_SAMPLE", 3)
            table = table_of(content)
            for column in table.columns:
                here = written(table, column)
                once = list(dict.fromkeys(here))
                assert table.distinct(column) in ([once, here] if mostly == 0.5 else [here] if mostly < 0 else [once])
                assert table.records_with(column, values) == [n for n, cell in enumerate(here) if cell in values]
                assert table.among(column, values).tolist() == [cell in values for cell in relied_on(table, column)]
            assert table.refused_records == table_of(content).refused_records
            for columns in ([], table.columns[:1], table.columns[:3], table.columns):
                rows = list(zip(*(relied_on(table, column) for column in columns), strict=True)) or [()] * len(table)
                numbers = table.alike(columns).tolist()
                assert len(numbers) == len(rows)
                assert len(set(zip(numbers, rows, strict=True))) == len(set(numbers)) == len(set(rows))

    hold()


@tried(60)
@given(tables_with_faults(), st.lists(cells, max_size=4))
def test_it_does_not_matter_what_was_asked_before(content: bytes, values: list[str]) -> None:
    table, other = table_of(content), table_of(content)
    for column in table.columns:
        other.items(column)
        assert other.refused_records == table.refused_records
        assert other.among(column, values).tolist() == table.among(column, values).tolist()
        assert list(other.items(column).items()) == list(table.items(column).items())


@tried(40)
@given(tables_with_faults())
def test_a_table_is_the_same_however_its_file_was_read(content: bytes) -> None:
    table = table_of(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_LARGE", 0)
        other = table_of(content)
    for column in table.columns:
        assert list(other[column]) == list(table[column])
        assert other.distinct(column) == table.distinct(column)
        assert list(other.items(column).items()) == list(table.items(column).items())
    assert other.refused_records == table.refused_records


def test_a_column_that_is_not_there() -> None:
    table = table_of(b"concept_id,kind,label,wider\nx,outcome,X,\n")
    for ask in (table.distinct, table.items, table.is_reliable):
        with pytest.raises(Unavailable):
            ask("broader")
    for look in (table.records_with, table.among):
        with pytest.raises(Unavailable):
            look("broader", {"x"})


def test_columns_that_may_be_blank_may_be_left_out() -> None:
    table = table_of(b"concept_id,kind,label\nx,outcome,X\n")
    assert table.left_out == {"broader", "definition", "same_as"}
    assert list(table["broader"]) == [""]
    assert list(table.items("broader")) == []
    assert table.refused["broader"] == {}
    assert table.place(0, "broader").cell is None
