"""What a table says of its cells, held against going through them one by one."""

from __future__ import annotations

import csv
import io

import pytest
from claimpack.package.cells import refusals
from claimpack.package.csvfile import parse
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER, table_schema
from claimpack.package.unavailable import Unavailable
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried

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
    return [item.strip() for item in cell.split(LIST_DELIMITER)] if cell.strip() else []


def is_cut(table: Table, record: int, column: str) -> bool:
    return record in table.file.ragged and table.header.positions[column] > 0


def relied_on(table: Table, column: str) -> list[str]:
    """The cells of a column, blank where they are refused or in a record that is too short or too long."""
    refused = refusals(CONCEPTS, column, sorted(set(written(table, column))))
    return [
        "" if value in refused or is_cut(table, record, column) else value
        for record, value in enumerate(written(table, column))
    ]


@tried(30)
@given(tables_with_faults())
def test_cells_can_be_relied_on_or_are_blank(content: bytes) -> None:
    table = table_of(content)
    for column in table.columns:
        expected, here = relied_on(table, column), written(table, column)
        assert list(table.written(column)) == here
        assert list(table.distinct_cells(column)) == list(dict.fromkeys(here))
        assert list(table.cells(column)) == [record[column] for record in table] == expected
        assert list(table.unreliable(column)) == [
            number for number, (one, other) in enumerate(zip(expected, here, strict=True)) if one != other
        ]
        assert list(table.refused[column]) == [
            value for value in dict.fromkeys(here) if value in refusals(CONCEPTS, column, [value])
        ]
    assert table.refused_records == table.file.ragged | {
        record
        for column in table.columns
        for record, value in enumerate(written(table, column))
        if value in refusals(CONCEPTS, column, [value])
    }


@tried(30)
@given(tables_with_faults())
def test_items_are_those_of_each_cell(content: bytes) -> None:
    table = table_of(content)
    for column in table.columns:
        cells_ = relied_on(table, column)
        assert [record.items(column) for record in table] == [items_of(cell) for cell in cells_]


@tried(30)
@given(tables_with_faults())
def test_it_does_not_matter_what_was_asked_before(content: bytes) -> None:
    table, other = table_of(content), table_of(content)
    for column in table.columns:
        list(other.cells(column))
        assert other.refused_records == table.refused_records
        assert list(other.written(column)) == list(table.written(column))
        assert list(other.unreliable(column)) == list(table.unreliable(column))
        assert list(other.cells(column)) == list(table.cells(column))


def keyed(*rows: str, table: str = "references") -> Table:
    """A table whose key is of two columns."""
    schema = table_schema(table)
    return Table(schema, f"{table}.csv", parse("\n".join([",".join(schema.fields), *rows]).encode()))


def test_keys_of_several_columns_are_joined_and_blank_where_one_is() -> None:
    table = keyed("light,1,S1", "light,,S1", ",1,S1", f"light,{'x' * 201},S1", "light,2", "light,x,S1")
    assert table.schema.primary_key == ("article_id", "citation")
    assert list(table.key_cells) == ["light/1", "", "", "", "", "light/x"]
    assert [table.subjects(number) for number in range(6)] == [("light/1",), (), (), (), (), ("light/x",)]
    assert table.record(0).key == "light/1"


def test_a_column_that_is_not_there() -> None:
    table = table_of(b"concept_id,label,definition,broader,same_as\nx,X,,,\n")
    for ask in (table.cells, table.written, table.distinct_cells, table.unreliable, table.record(0).__getitem__):
        with pytest.raises(Unavailable, match=r"concepts\.csv has no column kind"):
            ask("kind")
    assert "kind" not in table.columns


def test_a_key_that_is_not_there_names_no_subject() -> None:
    table = table_of(b"kind,label,definition,broader,same_as\noutcome,X,,,\n")
    assert table.subjects(0) == ()
    with pytest.raises(Unavailable):
        _ = table.key_cells


def test_a_column_that_may_be_left_out_reads_as_blank() -> None:
    table = table_of(b"concept_id,kind,label\nx,outcome,X\ny,outcome,Y\n")
    assert "broader" in table.left_out
    for ask in (table.cells, table.written):
        assert list(ask("broader")) == ["", ""]
        assert (len(ask("broader")), ask("broader")[1], list(ask("broader")[:1])) == (2, "", [""])
    assert list(table.distinct_cells("broader")) == [""]
    assert list(table.unreliable("broader")) == []
    assert table.record(1).items("broader") == []
    assert table.refused["broader"] == {}


def test_no_column_is_left_out_beside_a_label_that_is_no_column() -> None:
    table = table_of(b"concept_id,kind,label,wider\nx,outcome,X,\n")
    assert table.left_out == {"desirable", "serious", "margin"}, "which most packages leave out"
    with pytest.raises(Unavailable, match='no column broader, unless "wider" is meant for it'):
        table.cells("broader")


def test_no_column_is_left_out_beside_one_without_a_name() -> None:
    table = table_of(b"concept_id,kind,label,\nx,outcome,X,\n")
    assert table.left_out == {"desirable", "serious", "margin"}
    with pytest.raises(Unavailable, match="no column broader, unless the column without a name is meant for it"):
        table.cells("broader")


def test_a_label_that_is_like_a_column_is_meant_for_no_other() -> None:
    table = table_of(b"concept_id,kind,label,broade\nx,outcome,X,\n")
    assert table.left_out == {*table.schema.fields} - {"concept_id", "kind", "label", "broader"}
    with pytest.raises(Unavailable, match=r"concepts\.csv has no column broader$"):
        table.cells("broader")


def test_where_a_record_and_its_cells_stand() -> None:
    table = table_of(b'concept_id,kind,label\n"x",outcome,"X\n1"\ny,outcome,Y\n')
    place = table.record(1).place("label")
    assert (place.path, place.resource, place.row, place.line, place.column, place.cell) == (
        *("concepts.csv", "concepts", 3, 4, "label", "C3"),
    )
    assert table.place(1, "broader").cell is None
    assert (table.place(column="kind").row, table.place(column="kind").cell) == (None, "B1")


def test_records_are_views_that_know_each_other() -> None:
    table, other = table_of(b"concept_id,kind,label\nx,outcome,X\n"), table_of(b"concept_id,kind,label\nx,outcome,X\n")
    assert table.record(0) == next(iter(table))
    assert table.record(0) != other.record(0)
    assert len({table.record(0), next(iter(table)), other.record(0)}) == 2
