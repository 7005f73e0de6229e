"""Every text comes back from a workbook as it was, and the workbook helps whoever edits it."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile

import pytest
from claimpack.curation.tablefiles import table_contents
from claimpack.curation.workbooks.exportrecord import ExportRecord, exported, read_record
from claimpack.curation.workbooks.sheetexport import export
from claimpack.curation.workbooks.sheettable import sheet_table
from claimpack.curation.workbooks.workbookwriter import UnholdableError, escaped, workbook
from claimpack.curation.workbooks.xlsxreader import stored_workbook, unescaped
from claimpack.package.load import load
from claimpack.package.tableschema import table_schema
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.edits import EXAMPLE, ROOT, TODAY

HEADER = ["article_id", "title"]


def made(records: list[list[str]]) -> bytes:
    record = ExportRecord("p", {"articles": exported("a.csv", b"", HEADER, records)})
    return workbook("a.xlsx", record, {"articles": (HEADER, records)})


def read(content: bytes) -> list[list[str]]:
    result = sheet_table(stored_workbook(content).sheets["articles"], {}, len(HEADER))
    assert (result.header, result.taken, result.refused) == (HEADER, [], [])
    return result.records


NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "1e5", "2026-02-19", "007", "TRUE", "1.10", "#N/A", "'a", "_x0041_", "_x005F_", "x005F_",
     "_x0041_x0042_", "_x000D_", "\n", " ", "\t", "  a  ", "\u00a0", "\u2028", "\x85", "<a>&amp;]]>", "\ufeff", "😀"]
)  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff"), max_size=12).filter(
    lambda text: not any(character < " " and character not in "\t\n" for character in text)
)
CELLS = NASTY | TEXTS | st.lists(NASTY | TEXTS, max_size=3).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2).filter(any), max_size=8))
def test_every_text_comes_back(records: list[list[str]]) -> None:
    assert read(made(records)) == records


def test_every_text_comes_back_where_lxml_is_not_installed() -> None:
    program = """
from tests.curation.test_workbookwriter import *
from openpyxl import LXML
assert not LXML
cells = [[text, text + "a", ] for text in ["_x0041_", " ", "\\n", "  a  ", "=1", "\\u00a0", "<&>"]]
assert read(made(cells)) == cells
"""
    environment = {"OPENPYXL_LXML": "False", "PYTHONPATH": str(ROOT / "validator")}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, timeout=60)


def test_line_ends_come_back_as_lf() -> None:
    assert read(made([["a\r\nb", "c\rd"]])) == [["a\nb", "c\nd"]]
    stored = stored_workbook(made([["a\rb", ""]])).sheets["articles"].cells
    assert stored[2, 1].value == "a\rb"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x00G1_ _X0041_", "_x00G1_ _X0041_"),
        ("a\rb", "a_x000D_b"),
        (" \t\n", "_x0020__x0009__x000A_"),  # other programs drop blanks by themselves, whatever the file says
        ("\u00a0", "\u00a0"),  # and some do not know the code of anything beyond ASCII
        (" a ", " a "),
    ],
)
def test_what_is_stored_for_a_text(text: str, stored: str) -> None:
    assert escaped(text) == stored
    assert unescaped(stored) == text


def test_no_cell_is_a_formula_a_number_or_a_date() -> None:
    sheet = load_workbook(io.BytesIO(made([["=1+1", "1250"], ["2026-02-19", "#N/A"]])))["articles"]
    assert [(cell.data_type, cell.number_format) for row in sheet.iter_rows() for cell in row] == [("s", "@")] * 6
    assert [sheet.column_dimensions[letter].number_format for letter in "AB"] == ["@", "@"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("a\x01", "a.csv, record 2, column title (cell B3) holds a control character (U+0001), "
                  "which no workbook can hold: take it out"),
        ("\uffff", "a.csv, record 2, column title (cell B3) holds an unassigned character (U+FFFF), "
                   "which no workbook can hold: take it out"),
        ("x" * 32_768, "a.csv, record 2, column title (cell B3) holds 32,768 characters; "
                       "a cell of a workbook holds 32,767"),
        ("😀" * 16_384, "a.csv, record 2, column title (cell B3) holds 32,768 characters; "
                        "a cell of a workbook holds 32,767"),
    ],
)  # fmt: skip
def test_what_no_workbook_holds(cell: str, message: str) -> None:
    with pytest.raises(UnholdableError) as caught:
        made([["A1", "fine"], ["A2", cell]])
    assert str(caught.value) == message
    assert read(made([["x" * 32_767, "😀" * 16_383]])) == [["x" * 32_767, "😀" * 16_383]]


@pytest.fixture(scope="module")
def example() -> bytes:
    package = load(EXAMPLE, today=TODAY)
    contents, unread = table_contents(package)
    return export(package, contents, unread, "claims.xlsx").content


def sheet(example: bytes, name: str) -> Worksheet:
    found = load_workbook(io.BytesIO(example))[name]
    assert isinstance(found, Worksheet)
    return found


def test_the_same_package_is_the_same_workbook(example: bytes) -> None:
    package = load(EXAMPLE, today=TODAY)
    contents, unread = table_contents(package)
    assert export(package, contents, unread, "claims.xlsx").content == example


def test_its_sheets(example: bytes) -> None:
    states = [(each.title, each.sheet_state) for each in load_workbook(io.BytesIO(example))]
    tables = ["articles", "passages", "claims", "references", "sources", "estimates", "concepts", "relations"]
    assert states == [
        *((name, "visible") for name in ("about", *tables, "acknowledgements")),
        ("lists", "hidden"),
        ("claimpack", "veryHidden"),
    ]


def test_drop_downs(example: bytes) -> None:
    validations = sheet(example, "claims").data_validations.dataValidation
    found = {str(each.sqref): (each.formula1, each.errorStyle) for each in validations}
    lists = sheet(example, "lists")
    for cells, title, style, words in [
        ("C2:C1048576", "claims.claim_type", "stop",
         ["study_result", "synthesis", "adverse_event", "limitation", "requirement", "benefit", "contraindication",
          "interaction", "recommendation"]),
        ("E2:E1048576", "concepts of kind intervention", "warning",
         ["bright_light · Bright light therapy", "light_therapy · Light therapy"]),
        ("B2:B1048576", "passages by their opening words", "warning", None),
    ]:  # fmt: skip
        formula, error_style = found[cells]
        first, last = formula.removeprefix("lists!").replace("$", "").split(":")
        chosen = [row[0].value for row in lists[f"{first}:{last}"]]
        assert (words is None or chosen == words, error_style) == (True, style)
        assert lists[f"{first[:-1]}1"].value == title
    assert not [cells for cells in found if cells.startswith("S")], "a list has no drop-down"


def test_long_cells_are_wrapped(example: bytes) -> None:
    claims = sheet(example, "claims")
    assert [claims[cell].alignment.wrap_text for cell in ("D2", "C2")] == [True, None]


@pytest.mark.parametrize(
    ("title", "height"),
    [("x" * 48, None), ("x" * 49, 30), ("x" * 97, 45), ("x\n\nx", 45), ("x" * 30_000, 300)],
)
def test_a_row_has_room_for_the_lines_of_its_cells(title: str, height: int | None) -> None:
    content = made([["a", title], ["b", ' customHeight="1"'], ["c", "x" * 60]])
    sheet = load_workbook(io.BytesIO(content))["articles"]
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (height, None)
    assert sheet["B3"].value == ' customHeight="1"'
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        rows = re.findall(rb"<row [^>]*>", book.read("xl/worksheets/sheet2.xml"))
    assert not any(b"customHeight" in row for row in rows)  # so that a row may grow


def test_notes_panes_and_locks(example: bytes) -> None:
    claims = sheet(example, "claims")
    note = claims["P1"].comment
    assert note is not None
    field = table_schema("claims").fields["population_basis"]
    words = [
        f"- {word}: {field.meanings[word]}" for word in ("stated", "from_source", "not_reported", "not_applicable")
    ]
    head = [f"{field.title} (required)", field.description, "One of:"]
    assert note.text.splitlines() == [*head, *words, f"Example: {field.example}"]
    assert (claims.freeze_panes, sheet(example, "relations").freeze_panes) == ("B2", "D2")
    assert claims.protection.sheet
    assert claims.protection.password is None
    locked = [claims[address].protection.locked for address in ("A1", "B1", "A2", "B2")]
    assert locked == [True, True, True, False]
    free = [claims.column_dimensions[letter].protection.locked for letter in "AB"]
    assert free == [False, False]


def test_what_it_remembers(example: bytes) -> None:
    record = read_record(stored_workbook(example))
    content = (EXAMPLE / "claims/claims.csv").read_bytes()
    claims = record.tables["claims"]
    assert (record.package, claims.path, claims.width) == ("light-therapy", "claims/claims.csv", 20)
    assert claims.sha256 == hashlib.sha256(content).hexdigest()
