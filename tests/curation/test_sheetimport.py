"""A workbook that nobody edited changes nothing; one that was edited changes what was edited."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from claimpack.curation.form.canonical import Corrected
from claimpack.curation.tablefiles import table_contents
from claimpack.curation.workbooks.sheetexport import export
from claimpack.curation.workbooks.sheetimport import Import, imported
from claimpack.curation.workbooks.xlsxreader import UnusableWorkbookError
from claimpack.package.load import load
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY, Edit

CLAIMS = "claims/claims.csv"


def exported(folder: Path) -> bytes:
    package = load(folder, today=TODAY)
    contents, unread = table_contents(package)
    return export(package, contents, unread, "claims.xlsx").content


def taken(folder: Path, content: bytes) -> Import:
    contents, _ = table_contents(load(folder, today=TODAY))
    return imported(content, contents, today=TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Edit().apply(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def example() -> bytes:
    return exported(EXAMPLE)


def edited(content: bytes, *edits: Callable[[Workbook], object]) -> bytes:
    """The workbook after edits in another program, which openpyxl stands for."""
    book = load_workbook(io.BytesIO(content), rich_text=True)
    for edit in edits:
        edit(book)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def put(
    address: str, value: object, table: str = "claims", number_format: str = "General"
) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        cell = book[table][address]
        cell.value = value
        cell.number_format = number_format

    return edit


def test_what_was_chosen_with_its_label_is_taken_as_the_id(folder: Path) -> None:
    content = edited(exported(folder), put("I2", "eye_strain · Eye strain"), put("B2", "P5 · Mild headache in"))
    result = taken(folder, content)
    assert not result.refused
    (table,) = result.edited
    assert b"\nC1,P5,study_result," in table.after
    assert b",eye_strain,no_difference," in table.after


def header_again(book: Workbook) -> None:
    for column, cell in enumerate(claims(book)[1], 1):
        claims(book).cell(4, column).value = cell.value


def without_header(book: Workbook) -> None:
    for cell in claims(book)[1]:
        cell.value = None


@pytest.mark.parametrize(
    ("edit", "refused"),
    [
        pytest.param(header_again, "claims, row 4: the names of the columns are there once more.", id="header again"),
        pytest.param(without_header, "claims, row 1: the names of the columns are gone.", id="no header"),
        pytest.param(
            put("A30", "<<<<<<< mine"),
            "claims, row 30: the first cell is a mark of two versions in conflict.",
            id="conflict, below blank rows",
        ),
        pytest.param(
            put("D2", "x\nC2,restates,C3,y", "relations"),
            "relations, row 2: a cell of several lines has one that looks like a record of its own.",
            id="a cell like a record",
        ),
    ],
)
def test_a_row_that_would_break_the_table(edit: Callable[[Workbook], object], refused: str, folder: Path) -> None:
    (folder / "claims/relations.csv").write_bytes(b"claim_id,relation,target_claim_id,note\nC1,restates,C2,\n")
    result = taken(folder, edited(exported(folder), edit))
    assert (result.refused, result.edited) == ([f"{refused} Correct that row of the sheet and save the workbook."], [])


def test_two_sheets_of_one_table(example: bytes) -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(claims(book)).title = "Claims "

    result = taken(EXAMPLE, edited(example, put("T2", "seen"), copy))
    assert result.edited == []
    assert result.refused == [
        'The sheets "claims" and "Claims " are both called like the table claims: delete the one that does not count,'
        " or give it another name."
    ]


def claims(book: Workbook) -> Worksheet:
    found = book["claims"]
    assert isinstance(found, Worksheet)
    return found


def rewritten(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        for file in (folder / "claims").iterdir():
            file.write_bytes(change(file.read_bytes()))

    return edit


def all_quoted(content: bytes) -> bytes:
    out = io.StringIO()
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def backwards(content: bytes) -> bytes:
    header, *rows = content.splitlines(keepends=True)
    return b"".join([header, *reversed(rows)])


VARIANTS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda content: content,
    "CR LF": lambda content: content.replace(b"\n", b"\r\n"),
    "byte-order mark": lambda content: b"\xef\xbb\xbf" + content,
    "all quoted": all_quoted,
    "backwards": backwards,
    "no line end at the end": lambda content: content.rstrip(b"\n"),
    "blank rows": lambda content: content + b"\n\n" + b"," * 30 + b"\n",
    "own columns": lambda content: b"\n".join(line + b",=x, 1e5 " for line in content.splitlines()) + b"\n",
    "nameless column": lambda content: b"\n".join(line + b"," for line in content.splitlines()) + b"\n",
    "duplicate column": lambda content: b"\n".join(line + b",note" for line in content.splitlines()) + b"\n",
    "no records": lambda content: content.splitlines(keepends=True)[0],
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("saved_by_another_program", [False, True], ids=["untouched", "saved again"])
def test_without_edits_nothing_changes(variant: str, *, saved_by_another_program: bool, folder: Path) -> None:
    rewritten(VARIANTS[variant])(folder)
    content = exported(folder)
    if saved_by_another_program:
        content = edited(content)
    assert taken(folder, content) == Import("light-therapy")


def test_our_own_package_does_not_change() -> None:
    assert taken(ROOT, exported(ROOT)) == Import(load(ROOT, today=DATA_TODAY).descriptor.name)


def difference(result: Import) -> dict[str, list[str]]:
    """By table the lines that go and that come."""
    assert result.refused == []
    return {
        table.name: [
            *(
                f"-{line}"
                for line in table.as_read.decode().splitlines()
                if line not in table.after.decode().splitlines()
            ),
            *(
                f"+{line}"
                for line in table.after.decode().splitlines()
                if line not in table.as_read.decode().splitlines()
            ),
        ]
        for table in result.edited
    }


def line(table: str, key: str) -> str:
    text = (EXAMPLE / f"claims/{table}.csv").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(f"{key},"))


C1, C2 = line("claims", "C1"), line("claims", "C2")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([put("T2", "seen")], {"claims": [f"-{C1}", f"+{C1}seen"]}, id="a cell"),
        pytest.param(
            [put("O2", 1250)], {"claims": [f"-{C1}", f"+{C1.replace('1640', '1250')}"]}, id="a number"
        ),
        pytest.param([put("T2", value=True)], {"claims": [f"-{C1}", f"+{C1}TRUE"]}, id="a truth value"),
        pytest.param(
            [put("T2", CellRichText("see ", TextBlock(InlineFont(b=True), "here")))],
            {"claims": [f"-{C1}", f"+{C1}see here"]},
            id="rich text",
        ),
        pytest.param([put("T2", "=HYPERLINK"), lambda book: setattr(claims(book)["T2"], "data_type", "s")],
                     {"claims": [f"-{C1}", f"+{C1}=HYPERLINK"]}, id="text like a formula"),
        pytest.param([lambda book: claims(book).delete_rows(2)], {"claims": [f"-{C1}"]}, id="a row deleted"),
        pytest.param(
            [put("A400", "S9", "sources"), put("B400", "unidentified", "sources")],
            {"sources": ["+S9,unidentified" + "," * 19]},
            id="a row added",
        ),
        pytest.param(
            [put("U1", "mine"), put("U2", "1.10")],
            {"claims": [f"-{text}" for text in [line("claims", "claim_id"), C1]] + ["..."]},
            id="a column of one's own",
        ),
    ],
)  # fmt: skip
def test_edits(edits: list[Callable[[Workbook], object]], expected: dict[str, list[str]], example: bytes) -> None:
    found = difference(taken(EXAMPLE, edited(example, *edits)))
    if expected.get("claims", [])[-1:] == ["..."]:
        assert found["claims"][0].endswith(",note")
        assert f"+{C1},1.10" in found["claims"]
        assert f"+{C2}," in found["claims"]
        assert list(found) == ["claims"]
    else:
        assert found == expected


def test_a_date_where_one_belongs(example: bytes) -> None:
    day = put("I2", datetime(2019, 3, 1), "acknowledgements", "yyyy-mm-dd")  # noqa: DTZ001
    result = taken(EXAMPLE, edited(example, put("F2", datetime(2019, 3, 1), "articles", "yyyy-mm-dd")))  # noqa: DTZ001
    (table,) = result.edited
    assert b",2019-03-01," in table.after
    (cell,) = result.taken
    assert (cell.address, cell.column, cell.what, cell.text) == (
        "articles!F2",
        "published_on",
        "a date",
        "2019-03-01",
    )
    assert taken(EXAMPLE, edited(example, day)).refused == [
        "acknowledgements!I2 is beside the table: give its column a name in row 1, or empty it."
    ]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda book: claims(book).move_range("A2:T2", rows=300), id="a record at the end"),
        pytest.param(put("T2", None), id="a blank cell blanked"),
        pytest.param(put("T2", "  "), id="blanks"),
        pytest.param(put("O2", 1640), id="a number that says the same"),
        pytest.param(lambda book: setattr(claims(book).row_dimensions[2], "hidden", True), id="a hidden row"),
        pytest.param(lambda book: setattr(claims(book).auto_filter, "ref", "A1:T3"), id="a filter"),
    ],
)
def test_what_is_no_edit(edit: Callable[[Workbook], object], example: bytes) -> None:
    assert taken(EXAMPLE, edited(example, edit)).edited == []


@pytest.mark.parametrize(
    ("edits", "refused"),
    [
        pytest.param(
            [put("T2", "=1+1"), put("O3", "=SUM(O2)", number_format="@")],
            [
                "claims!T2 holds a formula: replace it by its value (copy it, paste special, text only).",
                "claims!O3 holds a formula: replace it by its value (copy it, paste special, text only).",
            ],
            id="formulas",
        ),
        pytest.param([put("T2", "#REF!")], ['claims!T2 holds the error "#REF!": write what is meant.'], id="an error"),
        pytest.param(
            [lambda book: claims(book).merge_cells("D2:E3")],
            ["claims!D2:E3 is merged into one cell: split it again."],
            id="merged cells",
        ),
        pytest.param(
            [lambda book: claims(book).delete_cols(20)],
            ['The sheet claims has no column "note": give it its name back, in row 1.'],
            id="a column deleted",
        ),
        pytest.param(
            [put("T1", "remarks")],
            ['The sheet claims has no column "note": give it its name back, in row 1.'],
            id="a column renamed",
        ),
        pytest.param(
            [put("T1", "statement")],
            [
                'The sheet claims can\'t be imported: more than one column is called "statement". '
                "Give each column a name of its own, or delete the one that is too many."
            ],
            id="a column twice",
        ),
        pytest.param(
            [lambda book: claims(book).insert_rows(1), put("A1", "Claims of our site")],
            ["The names of the columns of the sheet claims are in row 2, but belong in row 1: delete row 1."],
            id="a title above",
        ),
        pytest.param(
            [lambda book: claims(book).insert_rows(1, 2), put("C1", "March")],
            ["The names of the columns of the sheet claims are in row 3, but belong in row 1: delete rows 1 to 2."],
            id="a title and a blank row above",
        ),
        pytest.param(
            [put("A3", "C1 "), put("A9", "C1")],
            ['claims!A2, A3 and A9 have the same id, "C1": give one of the records another.'],
            id="a record was copied, and its id stayed",
        ),
        pytest.param(
            [put("D8", "Light is safe."), put("D9", "It is dear.")],
            ["claims!A8 and A9 are blank: give each record an id, such as C6."],
            id="no id",
        ),
        pytest.param(
            [put("B12", "outcome", "concepts")],
            ["concepts!A12 is blank: give the record an id."],
            id="no id where ids are names",
        ),
    ],
)
def test_refused(edits: list[Callable[[Workbook], object]], refused: list[str], example: bytes) -> None:
    result = taken(EXAMPLE, edited(example, *edits))
    assert result.refused == refused
    assert result.edited == []


def test_sorting_a_sheet_is_no_edit_even_where_the_file_is_in_no_order(folder: Path) -> None:
    rewritten(backwards)(folder)
    content = edited(exported(folder), lambda book: claims(book).move_range("A2:T2", rows=300))
    assert taken(folder, content) == Import("light-therapy")


def test_a_label_in_capitals_is_understood(example: bytes) -> None:
    result = taken(EXAMPLE, edited(example, put("T1", "Note"), put("T2", "seen")))
    assert difference(result) == {"claims": [f"-{C1}", f"+{C1}seen"]}


def test_a_column_of_ones_own_is_told(folder: Path) -> None:
    (table,) = taken(folder, edited(exported(folder), put("U1", "To do"), put("U2", "x"), put("V1", "dose"))).edited
    assert (table.columns_added, table.unknown) == (["dose", "To do"], ["To do"])


def test_what_was_wrong_with_ids_before_is_left_to_validate(folder: Path) -> None:
    file = folder / "claims/claims.csv"
    file.write_bytes(file.read_bytes().replace(b"\nC5,", b"\nC4,").replace(b"\nC3,", b"\n,"))
    result = taken(folder, edited(exported(folder), put("T2", "seen")))
    assert (result.refused, len(result.edited)) == ([], 1)


def test_sheets_that_are_gone_and_sheets_of_ones_own(example: bytes) -> None:
    result = taken(
        EXAMPLE,
        edited(example, lambda book: book.remove(book["claims"]), lambda book: book.create_sheet("To do")),
    )
    assert (result.edited, result.refused) == ([], [])
    assert result.notes == [
        'Not imported, since no table has this name: "To do".',
        "claims/claims.csv stays as it is: the sheet claims is no longer in the workbook.",
    ]


@pytest.mark.parametrize("name", ["Concepts2", "concept", "the concepts"])
def test_a_sheet_that_was_renamed_is_not_passed_over(name: str, example: bytes) -> None:
    def rename(book: Workbook) -> None:
        book["concepts"].title = name

    result = taken(EXAMPLE, edited(example, rename))
    assert result.refused == [
        f'There is a sheet "{name}" and none called concepts: give it that name back if it is meant.'
    ]


def test_a_cell_that_a_spreadsheet_changed_is_corrected_and_one_in_doubt_is_told(example: bytes) -> None:
    edits = [put("F2", "19.02.2019", "articles"), put("J2", "Occurs"), put("J3", "No-Difference")]
    articles, table = taken(EXAMPLE, edited(example, *edits)).edited
    assert articles.corrected == [Corrected("F2", "published_on", "19.02.2019", "2019-02-19")]
    assert [(each.cell, each.column, each.before) for each in table.corrected] == [
        ("J2", "effect_direction", "Occurs"),
        ("J3", "effect_direction", "No-Difference"),
    ]
    (doubtful,) = taken(EXAMPLE, edited(example, put("F2", "03/04/2019", "articles"))).edited
    question = '"03/04/2019" may be "2019-04-03" or "2019-03-04". Write what is meant.'
    assert [(each.cell, each.column, each.question) for each in doubtful.doubts] == [("F2", "published_on", question)]


def test_a_table_that_changed_meanwhile(example: bytes, folder: Path) -> None:
    file = folder / CLAIMS
    file.write_bytes(file.read_bytes().replace(b"mild headache", b"light headache"))
    unedited = taken(folder, edited(example, lambda book: claims(book).move_range("A2:T2", rows=300)))  # as if sorted
    assert (unedited.edited, unedited.stale) == ([], [])
    assert unedited.notes == ["claims/claims.csv has changed since; its sheet was not edited, so it stays."]
    other = taken(folder, edited(example, put("D2", "seen", "sources")))
    assert ([table.name for table in other.edited], other.stale) == (["sources"], [])
    both = taken(folder, edited(example, put("T2", "seen")))
    assert ([table.name for table in both.edited], both.stale) == (["claims"], [CLAIMS])


def test_taken_in_twice_is_nothing_new(example: bytes, folder: Path) -> None:
    content = edited(example, put("T2", "seen"), put("A99", "eye_pain", "concepts"), put("B99", "outcome", "concepts"))
    for table in taken(folder, content).edited:
        (folder / table.path).write_bytes(table.after)
    again = taken(folder, content)
    assert (again.edited, again.stale, again.refused) == ([], [], [])


def test_a_table_whose_rows_do_not_hold_together_is_left_out(folder: Path) -> None:
    (folder / CLAIMS).write_bytes((folder / CLAIMS).read_bytes() + b"C99,P3\n")
    (folder / "claims/sources.csv").unlink()
    package = load(folder, today=TODAY)
    contents, unread = table_contents(package)
    result = export(package, contents, unread, "claims.xlsx")
    lines = len((folder / CLAIMS).read_bytes().splitlines())
    assert result.left_out == {
        "sources": "claims/sources.csv is not there",
        "claims": f"claims/claims.csv is broken at line {lines}",
    }
    assert {"claims", "sources"}.isdisjoint(load_workbook(io.BytesIO(result.content)).sheetnames)
    assert taken(folder, result.content) == Import("light-therapy")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda book: book.remove(book["claimpack"]), "it was not made by claimpack sheet export"),
        (put("B1", "9", "claimpack"), "it was made for another version of Claimpack (9)"),
        (put("F4", "many", "claimpack"), "its hidden sheet claimpack has been changed"),
    ],
)
def test_a_workbook_that_does_not_know_what_it_was_made_of(
    edit: Callable[[Workbook], object], message: str, example: bytes
) -> None:
    with pytest.raises(UnusableWorkbookError) as caught:
        taken(EXAMPLE, edited(example, edit))
    assert str(caught.value) == message
    assert caught.value.hint == "Make one with claimpack sheet export, and copy your changes into it."
