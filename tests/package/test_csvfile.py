"""Reading a CSV file: records, rows and lines against Python's ``csv``, and verdicts on tables against frictionless."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import string
import tempfile
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.package import csvfile
from claimpack.package.csvfile import CsvFile, parse
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.rules.catalogue import choose_rules
from frictionless import Package as StockPackage
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.edits import EXAMPLE, ROOT, TODAY
from tests.evidence.trying import tried


def faults(file: CsvFile) -> list[tuple[str, int, int, str]]:
    return [(fault.kind, fault.row, fault.line, fault.detail) for fault in file.faults]


@pytest.mark.parametrize(
    ("content", "records", "rows", "lines", "expected"),
    [
        pytest.param(b"a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]], [2, 3], [2, 3], [], id="plain"),
        pytest.param(b"a,b\n1,2", [["1", "2"]], [2], [2], [], id="no line feed at the end"),
        pytest.param(b"a,b\r\n1,2\r\n", [["1", "2"]], [2], [2], [], id="CR LF"),
        pytest.param(b"a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]], [2, 3], [2, 3], [], id="CR alone"),
        pytest.param(
            b'a,b\n"1\n\n1",2\n3,4\n', [["1\n\n1", "2"], ["3", "4"]], [2, 3], [2, 5], [], id="lines in a cell"
        ),
        pytest.param(
            b'a,b\n"1\r\n1",2\r\n3,4', [["1\r\n1", "2"], ["3", "4"]], [2, 3], [2, 4], [], id="CR LF in a cell"
        ),
        pytest.param(b'"a\nb",c\n1,2\n', [["1", "2"]], [2], [3], [], id="two lines in the header"),
        pytest.param(b'a,b\n"1 ""x"", y",2\n', [['1 "x", y', "2"]], [2], [2], [], id="doubled quotation marks"),
        pytest.param(b'a,b\n1 "x",2\n', [['1 "x"', "2"]], [2], [2], [], id="quotation marks amid a cell"),
        pytest.param(b"a,b\n\n1,2\n", [["1", "2"]], [3], [3], [("blank", 2, 2, "1")], id="blank line"),
        pytest.param(b"a,b\n1,2\n\n", [["1", "2"]], [2], [2], [("blank", 3, 3, "1")], id="blank line at the end"),
        pytest.param(b'a,b\n,\n"","\n"\n', [["", "\n"]], [3], [3], [("blank", 2, 2, "1")], id="commas alone"),
        pytest.param(b"a,b\n1\n2,3\n", [["1", ""], ["2", "3"]], [2, 3], [2, 3], [("short", 2, 2, "1")], id="too few"),
        pytest.param(b"a,b\n1,2,3\n", [["1", "2"]], [2], [2], [("long", 2, 2, "3")], id="too many"),
        pytest.param(
            b'a,b\n1,"2\n3,4\n5,6"\n7,8\n',
            [],
            [],
            [],
            [("swallowed", 2, 2, "4")],
            id="records swallowed by a cell",
        ),
        pytest.param(b"", [], [], [], [("empty", 1, 1, "")], id="empty"),
        pytest.param(b"\xef\xbb\xbf", [], [], [], [("empty", 1, 1, "")], id="a byte-order mark alone"),
        pytest.param(b"\na,b\n", [], [], [], [("no-header", 1, 1, "")], id="blank first line"),
        pytest.param(b"a;b\n1;2\n", [], [], [], [("delimiter", 1, 1, ";")], id="semicolons"),
        pytest.param(b"a\tb\n1\t2\n", [], [], [], [("delimiter", 1, 1, "\t")], id="tabs"),
        pytest.param(b'a,b\n1,2\n"3\n,4\n', [], [], [], [("quotes", 3, 3, "")], id="never closed"),
        pytest.param(b'a,b\n"1\n1",2\n"3"x,4\n', [], [], [], [("quotes", 3, 4, "")], id="text after the closing mark"),
        pytest.param(b"a,b\n1,\xe9\n", [], [], [], [("undecodable", 1, 2, "")], id="Windows-1252"),
        pytest.param("a,b\n1,2\n".encode("utf-16"), [], [], [], [("undecodable", 1, 1, "")], id="UTF-16"),
        pytest.param(b"a,b\n1,2\n1,\0\n", [], [], [], [("undecodable", 1, 3, "")], id="a NUL byte"),
        pytest.param(b",".join([b"a"] * 1001), [], [], [], [("too-wide", 1, 1, "1,001")], id="too many columns"),
        pytest.param(b"a\n1\n", [["1"]], [2], [2], [], id="one column"),
        pytest.param(
            "a,b\né,٣\u2028\n😀, \n".encode(), [["é", "٣\u2028"], ["😀", " "]], [2, 3], [2, 3], [], id="Unicode"
        ),
        pytest.param(
            b"a,b\nNaN,NA\nnull,1e5\n", [["NaN", "NA"], ["null", "1e5"]], [2, 3], [2, 3], [], id="words for nothing"
        ),
        pytest.param(b"a,b\n1,2\na,b\n", [["1", "2"]], [2], [2], [("header-again", 3, 3, "")], id="the header again"),
        pytest.param(
            b'a,b\n1,2\n"a","b"\n', [["1", "2"]], [2], [2], [("header-again", 3, 3, "")], id="and in quotation marks"
        ),
        pytest.param(b"a,b\na,c\n", [["a", "c"]], [2], [2], [], id="what begins like the header"),
        pytest.param(
            b"a,b\n<<<<<<< HEAD,\n1,2\n", [["1", "2"]], [3], [3], [("conflict", 2, 2, "")], id="a merge conflict"
        ),
        pytest.param(b"a,b\n=======\n1,2\n", [["1", "2"]], [3], [3], [("conflict", 2, 2, "")], id="its middle"),
        pytest.param(b"a,b\n1,2\n>>>>>>> main,\n", [["1", "2"]], [2], [2], [("conflict", 3, 3, "")], id="its end"),
        pytest.param(b'a,b\n"=======",2\n', [], [], [], [("conflict", 2, 2, "")], id="a mark of it in quotation marks"),
        pytest.param(b"a,b\n =======,x\n", [[" =======", "x"]], [2], [2], [], id="what no merge conflict has"),
        pytest.param(b"=======,b\n1,2\n", [["1", "2"]], [2], [2], [], id="a mark of a merge conflict in the header"),
        pytest.param(
            b"a,b\n\xef\xbb\xbf1,2\n", [["\ufeff1", "2"]], [2], [2], [], id="a byte-order mark on the second line"
        ),
        pytest.param(b'"",""\n1,2\n', [], [], [], [("no-header", 1, 1, "")], id="a blank header in quotation marks"),
        pytest.param(b",b\n,2\n,b\n", [["", "2"]], [2], [2], [("header-again", 3, 3, "")], id="a header half blank"),
        pytest.param(b"PK\x03\x04,b\n1,2\n", [], [], [], [("undecodable", 1, 1, "")], id="what begins like a zip file"),
    ],
)
def test_records_and_where_they_stand(
    content: bytes,
    records: list[list[str]],
    rows: list[int],
    lines: list[int],
    expected: list[tuple[str, int, int, str]],
) -> None:
    file = parse(content)
    assert (file.records, list(file.rows), list(file.lines)) == (records, rows, lines)
    assert [fault[:3] for fault in faults(file)] == [fault[:3] for fault in expected]
    if expected and expected[0][0] != "undecodable":
        assert faults(file) == expected
    assert (file.fatal is None) == bool(file.header)


@pytest.mark.parametrize(
    ("content", "crlf", "bare_cr", "mark"),
    [
        pytest.param(b"a,b\n1,2\n", None, None, False, id="LF"),
        pytest.param(b"a,b\n1,2\r\n3,4\r\n", 2, None, False, id="CR LF from the second line"),
        pytest.param(b"\xef\xbb\xbfa,b\r\n1,2\r\n", 1, None, True, id="a byte-order mark and CR LF"),
        pytest.param(b"a,b\r\n1,2\r3,4\n", 1, 2, False, id="all three"),
        pytest.param(b"a,b\r1,2\r3,4\r\n", 3, 1, False, id="CR, then CR LF"),
    ],
)
def test_the_first_line_that_ends_otherwise(content: bytes, crlf: int | None, bare_cr: int | None, mark: bool) -> None:  # noqa: FBT001
    file = parse(content)
    assert (file.first_crlf, file.first_bare_cr, file.had_byte_order_mark) == (crlf, bare_cr, mark)


cells = st.text(string.ascii_letters + string.digits + ' ,;"\n\té', max_size=8)


@settings(deadline=None)
@given(st.data(), st.integers(2, 5), st.sampled_from(["\n", "\r\n"]))
def test_what_the_csv_module_writes_is_read_back(data: st.DataObject, width: int, ending: str) -> None:
    header = [f"column{number}" for number in range(width)]
    rows = st.lists(cells, min_size=width, max_size=width).filter(any)
    records = data.draw(st.lists(rows, max_size=8))
    out = io.StringIO()
    writer = csv.writer(
        out, lineterminator=ending, quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    )
    lines = []
    for record in [header, *records]:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(record)
    file = parse(out.getvalue().encode())
    assert file.header == header
    assert file.records == records
    assert list(file.lines) == lines[1:]
    assert list(file.rows) == list(range(2, len(records) + 2))
    assert not [fault for fault in file.faults if fault.kind != "swallowed"]


@settings(deadline=None)
@given(st.text(string.ascii_lowercase + ' ,"\n', max_size=60).map(lambda text: f"a,b\n{text}"))
@example("a,b\n\n,")  # blank rows that follow one another are told of together
def test_what_the_csv_module_reads_is_what_is_read(text: str) -> None:
    file = parse(text.encode())
    try:
        expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        assert file.fatal is not None
        assert file.fatal.kind == "quotes"
        return
    assert file.fatal is None
    assert file.records == [[*row, "", ""][:2] for row in expected[1:] if any(row)]
    assert list(file.rows) == [number for number, row in enumerate(expected[1:], 2) if any(row)]
    odd = [number for number, row in enumerate(expected[1:], 2) if len(row) != 2 or not any(row)]
    told = [
        row
        for fault in file.faults
        if fault.kind != "swallowed"
        for row in range(fault.row, fault.row + (int(fault.detail) if fault.kind == "blank" else 1))
    ]
    assert sorted(told) == odd


# Files broken in every way, against a loop over what the csv module reads

texts = st.text(
    st.one_of(
        st.sampled_from('ab1 ,;"\t=-é٣\ufeff\u2028\x85\x1c😀'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"),
    ),
    max_size=6,
)

BROKEN = [
    *(b'"', b'""', b'"""', b'"x"', b'"\n', b'\n"', b'",', b',"', b'"=======",x', b'"<<<<<<< x",x'),
    *(b"\r", b"\r\n", b"\xef\xbb\xbf", b"\0", b"\xe9", b"\xff", b"\n", b"\n\n", b" \n", b" ", b"\t"),
    *(b",", b",,", b",\n", b",,,\n", b'"",""\n', b"x\n", b"x,\n", b"x,y,z\n", b"column0", b"column0,column1\n"),
    *(b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> main\n", b"======= ,x\n", b"=======,x,y\n", b"PK\x03\x04"),
    *("\ufeff".encode("utf-16-le"), "é\n".encode("utf-16-le"), "\u2028".encode(), "😀".encode()),
    *(b'C3,"\nC4,x\nC5,y"\n', b'"C1\nC2,x,y"\n', b"<", b"=", b">", b"c"),
]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A header and a few records in which something was put, doubled or lost, at the start of a line or anywhere."""
    width = draw(st.integers(1, 4))
    filled = st.sampled_from(["C1", "C2", "é3", " C4", 'C"5', "C,6", "=7", "column0", ""])
    records = draw(st.lists(st.tuples(filled, *[texts] * (width - 1)), max_size=6))
    out = io.StringIO()
    for record in [[f"column{number}" for number in range(width)], *records]:
        quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        csv.writer(out, lineterminator="\n", quoting=quoting).writerow(record)
    content = out.getvalue().encode()
    for _ in range(draw(st.integers(0, 3))):
        starts = [0, *(place + 1 for place, byte in enumerate(content) if byte == ord("\n")), len(content)]
        at = draw(st.one_of(st.sampled_from(starts), st.integers(0, len(content))))
        end = draw(st.integers(at, len(content)))
        match draw(st.sampled_from(["put", "put", "put", "put", "double", "lose", "header"])):
            case "put":
                content = content[:at] + draw(st.sampled_from(BROKEN)) + content[at:]
            case "double":
                content = content[:end] + content[at:end] + content[end:]
            case "lose":
                content = content[:at] + content[min(end, at + 4) :]
            case _:
                content = content[:at] + content.partition(b"\n")[0] + b"\n" + content[at:]
    return draw(st.sampled_from([content, content.replace(b"\n", b"\r\n"), codecs.BOM_UTF8 + content]))


def read_plainly(text: str) -> tuple[list[list[str]], list[int], list[int], list[tuple[str, int, int]], set[int]]:
    """The records below a header, their rows and lines, the faults but for those that end it all, and ragged records.

    Raises:
        csv.Error: if the csv module can't read it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader)
    records: list[list[str]] = []
    rows: list[int] = []
    lines: list[int] = []
    found: list[tuple[str, int, int]] = []
    ragged: set[int] = set()
    begin = reader.line_num + 1
    for row, cells in enumerate(reader, 2):
        line, begin = begin, reader.line_num + 1
        kind = "short" if len(cells) < len(header) else "long" if any(cells[len(header) :]) else "trailing"
        if not any(cells):
            found.append(("blank", row, line))
        elif cells == header:
            found.append(("header-again", row, line))
        elif cells[0].startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
            found.append(("conflict", row, line))
        else:
            if len(cells) != len(header):
                found.append((kind, row, line))
                ragged.add(len(records))
            records.append([*cells, *[""] * len(header)][: len(header)])
            rows.append(row)
            lines.append(line)
    return records, rows, lines, found, ragged


def hold(content: bytes) -> None:
    """Holds what is made of a file to what a loop over its rows makes of it."""
    file = parse(content)
    if file.fatal and file.fatal.kind != "swallowed":
        assert (file.header, len(file.columns), len(file.rows)) == ([], 0, 0)
        if file.fatal.kind == "quotes":
            with pytest.raises(csv.Error):
                read_plainly(content.decode("utf-8-sig"))
        return
    text = content.decode("utf-8-sig")
    records, rows, lines, found, ragged = read_plainly(text)
    told = [
        (fault.kind, row, fault.line + row - fault.row)
        for fault in file.faults
        for row in range(fault.row, fault.row + (int(fault.detail) if fault.kind == "blank" else 1))
        if fault.kind != "swallowed"
    ]
    if "\n" not in "".join(cell for row in csv.reader(io.StringIO(text, newline="")) if not any(row) for cell in row):
        assert told == found
    if file.fatal:
        return
    assert (file.records, list(file.rows), list(file.lines), file.ragged) == (records, rows, lines, ragged)
    for position, cells in enumerate(file.columns):
        assert list(dict.fromkeys(file.nearly_distinct(position))) == list(dict.fromkeys(cells))
        assert len({id(cell) for cell in cells}) == len(set(cells)), "equal cells are one object"


@tried(150)
@given(broken_files())
def test_a_file_broken_in_every_way(content: bytes) -> None:
    hold(content)


@pytest.mark.parametrize("at_a_time", [1, 2, 3])
def test_records_are_put_into_columns_in_several_goes(at_a_time: int) -> None:
    @tried(30)
    @given(broken_files())
    def try_out(content: bytes) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csvfile, "_AT_A_TIME", at_a_time)
            hold(content)

    try_out()


@tried(75)
@given(st.text('ab,"\n', max_size=30).map(lambda text: f"a,b\n{text}".encode()))
def test_quotation_marks_in_any_order(content: bytes) -> None:
    hold(content)


@pytest.mark.parametrize("length", [30, 31, 32, 33, 34, 40])
def test_a_cell_as_long_as_the_reader_takes(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit()
    monkeypatch.setattr(csvfile, "CELL_CHARACTERS", 32)
    try:
        for cell in ("x" * length, "é" * length, '"' + "x" * length + '"'):
            for content, line in ((f"a,b\n1,{cell}\n", 2), (f"a,b\n1,2\n{cell},2\n", 3)):
                wanted = [("too-long", line, line, "")] if length > 32 else []
                assert faults(parse(content.encode())) == wanted
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("width", [999, 1_000, 1_001])
def test_as_many_columns_as_a_table_may_have(width: int) -> None:
    header = ",".join(f"c{number}" for number in range(width))
    file = parse(f"{header}\n{'1,' * (width - 1)}2\n".encode())
    assert (len(file.columns), file.fatal is None) == ((width, True) if width <= 1_000 else (0, False))


def test_too_many_ragged_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfile, "RAGGED_ROWS", 2)
    assert faults(parse(b"a,b\n1\n2,3\n4\n"))[0][0] == "short"
    assert faults(parse(b"a,b\n1\n2,3\n4\n5,6\n7,8,9\n")) == [("too-ragged", 6, 6, "")]


# Verdicts on whole tables, against frictionless

Verdict = tuple[str, int, str | None]
"""Table, row, and field where one is named."""

VALUES = [
    *(
        "",
        " ",
        "x",
        "X1",
        "-",
        "a b",
        "é",
        "\n",
        "a\n",
        '"',
        "=1+1",
        "None",
        "NaN",
        "nan",
        "true",
        "x" * 101,
        "x" * 2001,
    ),
    *(
        "0",
        "1",
        "-1",
        "01",
        "+1",
        "1.0",
        "1.5",
        "100",
        "101",
        "1799",
        "2201",
        "1640",
        "1,640",
        "1_640",
        "1 640",
        "9" * 20,
    ),
    *("1e3", "1e999", "inf", ".5", "5.", "0,5", "50", "99.99", "100.0", "٣", "0x10", "95 %"),
    *(
        "2026-02-19",
        "2026-2-9",
        "2026-02-30",
        "19.02.2026",
        "2026",
        "2026-02",
        "2026-13",
        "0000-01-01",
        "2026-02-19T00:00",
    ),
    *(
        "S1;S2",
        "S1;S1",
        "S1;;S2",
        ";",
        "S1; S2",
        "S1",
        "headache",
        "headache;eye_strain",
        "light",
        "P3",
        "C5",
        "Headache",
    ),
    *("claims", "none", "sentence", "mild", "Mild", "OR", "=", "identified", "https://example.org", "www.example.org"),
    *("en", "en-GB", "english", "0123456789abcdef", "a" * 64, "A" * 64, "not_checked", "invalid-cell", "Invalid cell"),
]


def rows_of(table: str) -> list[list[str]]:
    text = (EXAMPLE / f"claims/{table}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if table == "acknowledgements":
        rows.append(["invalid-cell", "C1", "0123456789abcdef", "Agreed.", "A. Curator", "2026-01-01", ""])
    return rows


def package_of(folder: Path, tables: dict[str, list[list[str]]]) -> None:
    (folder / "claims").mkdir()
    for table in TABLES:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(tables.get(table, rows_of(table)))
        (folder / f"claims/{table}.csv").write_bytes(out.getvalue().encode())
    (folder / "datapackage.json").write_bytes((EXAMPLE / "datapackage.json").read_bytes())


def reference_verdicts(folder: Path) -> dict[str, set[Verdict]]:
    """Where stock frictionless finds something wrong, by its type of error."""
    resources = [
        {
            "name": table,
            "path": f"claims/{table}.csv",
            "type": "table",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
            "schema": json.loads((ROOT / f"schemas/tables/{table}.json").read_text(encoding="utf-8")),
        }
        for table in TABLES
    ]
    stock = StockPackage.from_descriptor({"name": "stock", "resources": resources}, basepath=str(folder))
    found: dict[str, set[Verdict]] = {}
    for task in stock.validate(limit_errors=1_000_000).tasks:
        for error in task.errors:
            described: dict[str, Any] = error.to_descriptor()
            row = described.get("rowNumber", 1)
            found.setdefault(error.type, set()).add((task.name, row, described.get("fieldName")))
    return found


def our_verdicts(folder: Path) -> dict[str, set[Verdict]]:
    """Where Claimpack's structure rules find something wrong, by rule."""
    found: dict[str, set[Verdict]] = {}
    for problem in run(load(folder, today=TODAY), choose_rules(["structure"])).problems:
        place = problem.place
        blank = re.match(r"([\d,]+) rows from here on are blank", problem.message)
        for row in range(int(blank[1].replace(",", "")) if blank else 1):
            found.setdefault(problem.rule, set()).add((place.resource or "", (place.row or 1) + row, place.column))
    return found


def places(found: dict[str, set[Verdict]], *kinds: str) -> set[Verdict]:
    return set().union(*(found.get(kind, set()) for kind in kinds))


def rows_in(verdicts: set[Verdict]) -> set[tuple[str, int]]:
    return {(table, row) for table, row, _ in verdicts}


WHOLE = r"-?(0|[1-9][0-9]{0,15})"
PLAIN = {"integer": WHOLE, "number": rf"{WHOLE}(\.[0-9]{{1,16}})?", "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"}


def stricter(table: str, column: str, value: str) -> bool:
    """Whether the value is one that Table Schema takes and Claimpack, as its manuals say, does not."""
    field = table_schema(table).fields[column]
    if field.required and not value.strip():
        return True
    if field.type == "list":
        items = [item.strip() for item in value.split(";")]
        misshapen = [item for item in items if not re.fullmatch(field.item_pattern, item)]
        return bool(misshapen) or len(set(items)) < len(items) or max(map(len, items)) > 200
    if column in ("issued_on", "searched_until") and value in ("2026-02-30", "0000-01-01"):
        return True
    return value.endswith("\n") or (field.type in PLAIN and not re.fullmatch(PLAIN[field.type], value))


def compare(folder: Path, tables: dict[str, list[list[str]]]) -> None:
    theirs, ours = reference_verdicts(folder), our_verdicts(folder)
    ragged = rows_in(places(ours, "ragged-row"))
    headers = {
        (name, number) for name, rows in tables.items() for number, row in enumerate(rows[1:], 2) if row == rows[0]
    }
    assert ragged - headers == rows_in(places(theirs, "missing-cell", "extra-cell", "blank-row"))

    their_cells = {
        found for found in places(theirs, "type-error", "constraint-error") if (found[0], found[1]) not in ragged
    }
    our_cells = places(ours, "invalid-cell")
    assert their_cells - our_cells == set(), "frictionless refuses what Claimpack takes"
    for table, row, column in our_cells - their_cells:
        value = tables[table][row - 1][tables[table][0].index(str(column))]
        assert stricter(table, str(column), value), f"{table}.{column} {value!r} is refused without reason"

    single = {(table, key.field) for table in TABLES for key in table_schema(table).references}
    our_references = {found for found in places(ours, "unknown-reference") if (found[0], found[2]) in single}
    listed = {found for found in our_references if table_schema(found[0]).fields[str(found[2])].is_list}
    refused = rows_in(our_cells) | ragged
    their_references = rows_in(places(theirs, "foreign-key"))
    assert their_references - rows_in(our_references) - refused == set(), (
        "frictionless misses a key, Claimpack does not"
    )
    assert rows_in(our_references - listed) - their_references - refused == set(), "Claimpack misses a key needlessly"

    our_keys, their_keys = rows_in(places(ours, "duplicate-key")), rows_in(places(theirs, "primary-key"))
    assert their_keys - our_keys - refused == set(), "frictionless finds a key twice, Claimpack does not"
    assert our_keys - their_keys - refused == set(), "Claimpack finds a key twice needlessly"


@pytest.mark.parametrize("table", TABLES)
def test_every_sort_of_value_in_every_column(table: str, tmp_path: Path) -> None:
    header, record, *_ = rows_of(table)
    rows = [header, *rows_of(table)[1:]]
    for position, column in enumerate(header):
        for number, value in enumerate(VALUES):
            fresh = list(record)
            for key in table_schema(table).primary_key:
                fresh[header.index(key)] = f"{position + 1}0{number + 1}" if key == "citation" else record[0]
            fresh[0] = fresh[0] if table in ("references", "relations", "acknowledgements") else f"K{position}.{number}"
            if column in header[:1] and table not in ("references", "relations", "acknowledgements"):
                fresh[0] = value
            fresh[position] = value
            rows.append(fresh)
    rows = [row for row in rows if any(row)]
    package_of(tmp_path, {table: rows})
    compare(tmp_path, {table: rows})


@st.composite
def edited_tables(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """A few tables of the example with other values, with rows that are doubled, blank, too short or too long."""
    tables = {}
    for table in draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=3, unique=True)):
        rows = rows_of(table)
        for _ in range(draw(st.integers(1, 4))):
            at = draw(st.integers(1, len(rows) - 1))
            match draw(st.sampled_from(["cell", "cell", "cell", "double", "blank", "short", "long"])):
                case "cell" if rows[at]:
                    column = draw(st.integers(0, len(rows[at]) - 1))
                    rows[at][column] = draw(st.sampled_from(VALUES))
                case "double":
                    rows.insert(at, list(rows[at]))
                case "blank":
                    rows.insert(at, [])
                case "short" if len(rows[at]) > 1:
                    rows[at].pop()
                case _:
                    rows[at].append(draw(st.sampled_from(["", "x"])))
        tables[table] = rows
    return tables


@settings(deadline=None, max_examples=8, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(edited_tables())
def test_rows_of_every_sort(tables: dict[str, list[list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        package_of(Path(name), tables)
        compare(Path(name), tables)


HEADER = rows_of("claims")[0]


@pytest.mark.parametrize(
    ("header", "stricter"),
    [
        pytest.param(HEADER, False, id="as it should be"),
        pytest.param([*HEADER[:3], "Statement", *HEADER[4:]], False, id="another case"),
        pytest.param([*HEADER[:3], "statement ", *HEADER[4:]], True, id="a space after it, which frictionless trims"),
        pytest.param([*HEADER[:3], "text", *HEADER[4:]], False, id="renamed"),
        pytest.param([*HEADER[:3], "", *HEADER[4:]], False, id="blank"),
        pytest.param([*HEADER[:3], "claim_type", *HEADER[4:]], True, id="doubled"),
        pytest.param([*HEADER[:3], HEADER[4], HEADER[3], *HEADER[5:]], True, id="exchanged"),
        pytest.param(HEADER[:-1], False, id="the last one lost"),
        pytest.param(HEADER[1:], False, id="the first one lost"),
        pytest.param([*HEADER, "colour"], False, id="one too many"),
    ],
)
def test_headers_of_every_sort(header: list[str], stricter: bool, tmp_path: Path) -> None:  # noqa: FBT001
    package_of(tmp_path, {"claims": [header, *(row[: len(header)] for row in rows_of("claims")[1:])]})
    labels = ("incorrect-label", "missing-label", "extra-label", "blank-label", "duplicate-label")
    theirs = places(reference_verdicts(tmp_path), *labels)
    ours = places(our_verdicts(tmp_path), "missing-column", "unexpected-column", "misplaced-column")
    assert rows_in(ours) == (rows_in(theirs) or ({("claims", 1)} if stricter else set()))
