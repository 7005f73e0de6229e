"""Workbooks are read exactly, and what is none, or is made to do harm, is refused in words."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from claimpack.curation.workbooks import xlsxreader
from claimpack.curation.workbooks.xlsxreader import StoredCell, UnusableWorkbookError, stored_workbook
from openpyxl import Workbook

AGAIN = "Open it in a spreadsheet program, save it as Excel workbook (.xlsx), and try again."
PASSWORD = "Open it, take the password off, save it, and try again."  # noqa: S105
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(parts: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def minimal(sheet: str, **parts: str) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, whose data are given, as other programs than ours write it."""
    return {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="/book.xml"/>'
        "</Relationships>",
        "book.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{RELATIONS}"><x:sheets><x:sheet name="claims" r:id="a"/>'
        "</x:sheets></x:workbook>",
        "_rels/book.xml.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/worksheet" Target="s.xml"/>'
        f'<Relationship Id="b" Type="{RELATIONS}/sharedStrings" Target="strings.xml"/></Relationships>',
        "s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        **{name.replace("_", "."): part for name, part in parts.items()},
    }


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_cells_as_another_program_stores_them() -> None:
    strings = (
        "<sst><si><t>one_x000D_two</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si></sst>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>_x005F_x0041_</t></is></c></row>'
        '<row r="4"><c r="B4"><v>1.5</v></c><c t="str"><v>shown</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c></row>'
        '<row><c><f>1+1</f><v>2</v></c><c t="d"><v>2026-02-19</v></c><c s="1"/></row>'
    )
    cells = stored_workbook(packed(minimal(rows, strings_xml=strings))).sheets["claims"].cells
    assert cells == {
        place: StoredCell(kind, value, "General")
        for place, kind, value in [
            ((1, 1), "text", "one\rtwo"),
            ((1, 2), "text", "rich text"),
            ((1, 3), "text", "_x0041_"),
            ((4, 2), "number", "1.5"),
            ((4, 3), "text", "shown"),
            ((4, 4), "boolean", "1"),
            ((4, 5), "error", "#N/A"),
            ((5, 1), "formula", "2"),
            ((5, 2), "date", "2026-02-19"),
        ]
    }


def test_formats_and_merged_cells_of_a_workbook_of_openpyxl() -> None:
    book = Workbook()
    (sheet,) = book.worksheets
    sheet["A1"], sheet["B1"], sheet["C1"] = 0.5, 0.5, 0.5
    sheet["B1"].number_format, sheet["C1"].number_format = "0.00", '0.0"x"'
    sheet.merge_cells("A3:B4")
    stored = stored_workbook(saved(book)).sheets["Sheet"]
    assert [cell.number_format for cell in stored.cells.values()] == ["General", "0.00", '0.0"x"']
    assert stored.merged == ["A3:B4"]


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
ENTITIES = "it declares entities of its own, as no spreadsheet program does"


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        pytest.param(b"", "it is empty", "Make it again with claimpack sheet export.", id="empty"),
        pytest.param(b"claim_id,note\n", "it is not an Excel workbook (.xlsx)", AGAIN, id="csv"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password", PASSWORD, id="locked"
        ),
        pytest.param(
            OLE + bytes(600), "it is an old Excel workbook (.xls) or another Office file, not .xlsx", AGAIN, id="xls"
        ),
        pytest.param(packed({"a.txt": "a"}), "it is a zip file, but no workbook", AGAIN, id="zip"),
        pytest.param(
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "it is an OpenDocument spreadsheet (.ods), not .xlsx",
            AGAIN,
            id="ods",
        ),
        pytest.param(
            packed(minimal("") | {"book.xml": "<document/>"}),
            "it is not an Excel workbook with sheets (.xlsx)",
            AGAIN,
            id="word document",
        ),
        pytest.param(saved(Workbook())[:-40], "it is damaged (File is not a zip file)", AGAIN, id="truncated"),
        pytest.param(packed(minimal("<row>")), "it is damaged (mismatched tag: line 1, column 95)", AGAIN, id="xml"),
        pytest.param(
            packed(minimal('<row><c r="?"/></row>')), "it is damaged (a cell is called ?)", AGAIN, id="address"
        ),
        pytest.param(packed(minimal('<row r="1048577"><c/></row>')), "it is damaged", AGAIN, id="row"),
        pytest.param(packed(minimal('<row><c t="s"><v>7</v></c></row>')), "it is damaged", AGAIN, id="no such text"),
        pytest.param(packed(minimal('<row><c t="z"><v>7</v></c></row>')), "it is damaged", AGAIN, id="no such type"),
        pytest.param(packed(minimal("<a>" * 200)), "it is damaged", AGAIN, id="deep"),
        pytest.param(packed(minimal("") | {"s.xml": BOMB}), ENTITIES, AGAIN, id="entities in a sheet"),
        pytest.param(packed(minimal("", strings_xml=BOMB)), ENTITIES, AGAIN, id="entities in the texts"),
        pytest.param(packed({"_rels/.rels": BOMB}), ENTITIES, AGAIN, id="entities in the relations"),
    ],
)
def test_refused(content: bytes, message: str, hint: str) -> None:
    with pytest.raises(UnusableWorkbookError) as caught:
        stored_workbook(content)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxreader, "UNPACKED_BYTES", 1_000_000)
    content = packed(minimal("") | {"xl/media/a.png": bytes(1_000_001)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(UnusableWorkbookError, match=r"it unpacks to 1,00[0-9],[0-9]{3} bytes; the limit is 1,000,000"):
        stored_workbook(content)


def test_more_than_the_archive_says_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(minimal(" " * 100_000))
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("s.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    monkeypatch.setattr(xlsxreader, "UNPACKED_BYTES", 10_000)
    with pytest.raises(UnusableWorkbookError, match="it is damaged"):
        stored_workbook(lying)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_workbook_is_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    content = bytearray(packed(minimal("<row><c><v>1</v></c></row>")))
    for _ in range(6):
        content[rng.randrange(len(content))] = rng.randrange(256)
    try:
        book = stored_workbook(bytes(content))
    except UnusableWorkbookError:
        return
    assert book.sheets
