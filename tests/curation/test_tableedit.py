"""A table's file keeps every cell that nobody asked to change."""

from __future__ import annotations

import csv
import io

from claimpack.curation.tableedit import as_csv
from hypothesis import example, given
from hypothesis import strategies as st

CELL = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), max_size=6))
@example([("x\ry", "\r"), ("a\nb", 'c"d'), ("e\r\nf", ",")])
def test_every_cell_is_read_back_as_it_was(records: list[tuple[str, str]]) -> None:
    content = as_csv(["one", "two"], records).decode()
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["one", "two"], *map(list, records)]


def test_quotation_marks_stand_where_they_are_needed_alone() -> None:
    assert as_csv(["a", "b"], [["x", "y z"], ["1,5", "x\ry"]]) == b'a,b\nx,y z\n"1,5","x\ry"\n'
