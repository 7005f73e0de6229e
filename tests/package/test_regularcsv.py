"""The quick reader of regular CSV files, held against the careful one, over files broken in every way."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from validator.package.regularcsv import read_regular

from tests.evidence.trying import tried
from validator.package import csvfile, regularcsv
from validator.package.csvfile import CsvFile, parse

PANDAS_READS = 262_144
"""So many characters pandas takes in at a time."""

texts = st.text(
    st.one_of(
        st.sampled_from('ab1 ,;"\t=-é٣\ufeff\u2028\x85\x1c😀'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"),
    ),
    max_size=6,
)


@st.composite
def regular_files(draw: st.DrawFn) -> bytes:
    """A header and a few records in which nothing is wrong, with quotation marks where they are needed or anywhere."""
    width = draw(st.integers(2, 4))
    header = [f"column{number}" for number in range(width)]
    filled = st.sampled_from(["C1", "C2", "é3", " C4", 'C"5', "C,6"])
    records = draw(st.lists(st.tuples(filled, *[texts] * (width - 1)), min_size=1, max_size=6))
    out = io.StringIO()
    for record in [header, *records]:
        quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        csv.writer(out, lineterminator="\n", quoting=quoting).writerow(record)
    content = out.getvalue().encode()
    return content if draw(st.booleans()) else content.removesuffix(b"\n")


BROKEN = [
    *(b'"', b'""', b'"""', b'"x"', b'"\n', b'\n"', b'",', b',"', b'"=======",x', b'"<<<<<<< x",x'),
    *(b"\r", b"\r\n", b"\xef\xbb\xbf", b"\0", b"\xe9", b"\xff", b"\n", b"\n\n", b" \n", b" ", b"\t"),
    *(b",", b",,", b",\n", b",,,\n", b'"",""\n', b"x\n", b"x,\n", b"x,y,z\n", b"column0", b"column0,column1\n"),
    *(b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> main\n", b"======= ,x\n", b"=======,x,y\n", b"PK\x03\x04"),
    *("\ufeff".encode("utf-16-le"), "é\n".encode("utf-16-le"), "\u2028".encode(), "😀".encode()),
]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A regular file in which something was put, doubled or lost, at the start of a line or anywhere."""
    content = draw(regular_files())
    for _ in range(draw(st.integers(1, 3))):
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
    return content


def seen(file: CsvFile) -> tuple[object, ...]:
    """All there is to know of a file that was read."""
    form = (file.had_byte_order_mark, file.first_crlf, file.first_bare_cr)
    return file.header, file.records, list(file.rows), list(file.lines), file.faults, file.ragged, form


def as_excel_saves(content: bytes) -> bytes:
    return codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n")


def read_carefully(content: bytes) -> CsvFile:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_LARGE", len(content) + 1)
        return parse(content)


def read_quickly(content: bytes, stretch: int = 16_777_216) -> CsvFile:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_LARGE", 0)
        patch.setattr(regularcsv, "_STRETCH", stretch)
        return parse(content)


def hold(content: bytes) -> None:
    """Holds what the quick reader makes of a file to what the careful one does."""
    careful, quick = read_carefully(content), read_regular(content)
    assert seen(read_quickly(content)) == seen(careful)
    for other in (as_excel_saves(content), content.replace(b"\n", b"\r\n")):
        assert seen(read_quickly(other)) == seen(read_carefully(other))
    if quick is None:
        return
    header, columns = quick
    assert header == careful.header
    assert [list(column) for column in columns] == [list(column) for column in careful.columns]
    assert not careful.faults
    assert list(careful.rows) == list(careful.lines) == list(range(2, len(columns[0]) + 2))
    assert seen(careful)[5:] == (set(), (False, None, None))


@tried(200)
@given(broken_files())
def test_a_broken_file_is_read_carefully_or_is_none(content: bytes) -> None:
    hold(content)


@tried(60)
@given(regular_files())
def test_a_regular_file_is_read_quickly(content: bytes) -> None:
    assert read_regular(content) is not None
    hold(content)


def test_what_excel_saves_is_read_quickly() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_read_records", None)
        file = read_quickly(as_excel_saves(b"a,b\n1,2\n"))
    assert (file.header, file.records) == (["a", "b"], [["1", "2"]])
    assert (file.had_byte_order_mark, file.first_crlf) == (True, 1)


@tried(80)
@given(st.one_of(regular_files(), broken_files()), st.integers(1, 12))
def test_a_file_is_looked_at_in_pieces(content: bytes, stretch: int) -> None:
    whole = read_regular(content)
    assert seen(read_quickly(content, stretch)) == seen(read_carefully(content))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regularcsv, "_STRETCH", stretch)
        pieces = read_regular(content)
    assert (pieces is None) == (whole is None)


@tried(150)
@given(st.text('ab,"\n', max_size=30).map(lambda text: f"a,b\n{text}".encode()))
def test_quotation_marks_in_any_order(content: bytes) -> None:
    hold(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"a,b\n1,2\n", id="plain"),
        pytest.param(b"a,b\n1,2", id="no line feed at the end"),
        pytest.param(b'a,b\n"1 ""x"", y","2"\n"""",\n', id="quotation marks"),
        pytest.param(b'"a","b, c"\n1,2\n', id="quotation marks in the header"),
        pytest.param("a,b\né,٣\u2028\n😀, \n".encode(), id="not ASCII"),
        pytest.param(b"a,b\n,2\n3,\n", id="some cells blank"),
        pytest.param(b"a,b\nNaN,NA\nnull,1e5\nTrue,\n", id="what pandas takes for something else"),
    ],
)
def test_what_is_regular(content: bytes) -> None:
    assert read_regular(content) is not None
    hold(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"a,b\n", id="a header alone"),
        pytest.param(b"a,b", id="a header without line feed"),
        pytest.param(b"a\n1\n", id="one column"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", id="a byte-order mark"),
        pytest.param(b"a,b\r\n1,2\r\n", id="CR LF"),
        pytest.param(b"a,b\n1,2\r3,4\n", id="CR alone"),
        pytest.param(b"a,b\n1,\0\n", id="a NUL byte"),
        pytest.param(b"a,b\n1,\xe9\n", id="Windows-1252"),
        pytest.param(b"a,b\n1\n2,3\n", id="too few cells"),
        pytest.param(b"a,b\n1,2\n3,4,5\n", id="too many cells"),
        pytest.param(b"a,b\n1,2\n\n3,4\n", id="a blank line"),
        pytest.param(b"a,b\n1,2\n\n", id="a blank line at the end"),
        pytest.param(b"a,b\n1,2\n,\n", id="a comma alone"),
        pytest.param(b'a,b\n"",""\n1,2\n', id="blank cells alone"),
        pytest.param(b"a,b\n1,2\na,b\n3,4\n", id="the header again"),
        pytest.param(b'a,b\n1,2\n"a","b"\n', id="the header again, in quotation marks"),
        pytest.param(b"a,b\n<<<<<<< HEAD,\n1,2\n", id="one side of a merge conflict"),
        pytest.param(b"a,b\n=======,\n1,2\n", id="the middle of a merge conflict"),
        pytest.param(b"a,b\n>>>>>>> main,\n1,2\n", id="the other side of a merge conflict"),
        pytest.param(b'a,b\n"1\n2",3\n', id="a line break in a cell"),
        pytest.param(b'a,b\n"1,2\n3,4\n', id="never closed"),
        pytest.param(b'a,b\n1,2\n3,"4', id="never closed at the end"),
        pytest.param(b'a,b\n"1"x,2\n', id="text after the closing mark"),
        pytest.param(b'"a\nb",c\n1,2\n', id="two lines in the header"),
    ],
)
def test_what_is_not_regular(content: bytes) -> None:
    assert read_regular(content) is None
    hold(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b",\n1,2\n", id="blank header"),
        pytest.param(b'"",""\n1,2\n', id="blank header in quotation marks"),
        pytest.param(b"a,b\n\xef\xbb\xbf1,2\n", id="a byte-order mark on the second line"),
        pytest.param(b'a,b\n"=======",2\n3,4\n', id="the mark of a merge conflict in quotation marks"),
        pytest.param(b'a,b\n1,2\n"<<<<<<< HEAD",2\n', id="another mark of a merge conflict in quotation marks"),
        pytest.param(b"PK\x03\x04,b\n1,2\n", id="what begins like a zip file"),
        pytest.param(b"a,b\n =======,x\n", id="equals signs after a space, which a merge conflict has none of"),
        pytest.param(b"=======,b\n1,2\n", id="the mark of a merge conflict in the header"),
        pytest.param(b'a,b\n1"x",2\n', id="quotation marks amid a cell"),
    ],
)
def test_what_is_easily_overlooked(content: bytes) -> None:
    hold(content)


@pytest.mark.parametrize("offset", range(-3, 4))
@pytest.mark.parametrize("cell", ["  x", '" x"', '"x"', "\t\tx", "éx", ""])
def test_where_pandas_takes_a_breath(cell: str, offset: int) -> None:
    lines = "xx,y\n" * (PANDAS_READS // 5 - 1)
    filler = "z" * (PANDAS_READS - len(lines) - len(",y\n") + offset) + ",y\n"
    content = f"a,b\n{lines}{filler}{cell},2\n{cell},3\n".encode()
    quick = read_regular(content)
    assert quick is not None
    assert [str(value) for value in quick[1][0][-2:]] == [next(csv.reader([f"{cell},2"]))[0]] * 2


@pytest.mark.parametrize("length", [30, 31, 32, 33, 34, 40])
def test_a_cell_as_long_as_the_reader_takes(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit()
    for module in (csvfile, regularcsv):
        monkeypatch.setattr(module, "CELL_CHARACTERS", 32)
    try:
        for cell in ("x" * length, "é" * length, '"' + "x" * length + '"'):
            hold(f"a,b\n1,{cell}\n".encode())
            hold(f"a,b\n{cell},2\n".encode())
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("width", [999, 1_000, 1_001])
def test_as_many_columns_as_a_table_may_have(width: int) -> None:
    header = ",".join(f"c{number}" for number in range(width))
    content = f"{header}\n{'1,' * (width - 1)}2\n".encode()
    assert (read_regular(content) is None) == (width > 1_000)
    hold(content)
