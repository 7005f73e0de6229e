"""Tables in canonical form: the same bytes for the same records, every cell's meaning kept, nothing guessed."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from claimpack.curation.form.canonical import Formatted, canonical, canonical_files
from claimpack.curation.tablefiles import table_contents
from claimpack.engine import run
from claimpack.package.cells import refusals
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.report import Problem
from claimpack.rules.catalogue import all_rules, choose_rules
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import EXAMPLE, ROOT, TODAY, Edit

Files = dict[str, tuple[str, bytes]]


def files_of(folder: Path) -> Files:
    return table_contents(load(folder, today=TODAY))[0]


def contents(results: dict[str, Formatted]) -> dict[str, bytes]:
    return {name: result.after for name, result in results.items()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


EXAMPLES = files_of(EXAMPLE)
CANONICAL = contents(canonical(EXAMPLES, today=TODAY))


def with_table(table: str, content: bytes) -> Files:
    return {name: (path, CANONICAL[name]) for name, (path, _) in EXAMPLES.items()} | {
        table: (f"claims/{table}.csv", content)
    }


def test_our_own_tables_are_in_canonical_form() -> None:
    results = canonical(files_of(ROOT), today=date(2026, 11, 29))
    assert len(results) == len(TABLES)
    assert [result.path for result in results.values() if result.is_changed or not result.is_settled] == []


# Whole packages as spreadsheets save them, and what they were before


@pytest.mark.parametrize(
    ("name", "encoding", "before", "after"),
    [
        ("excel-csv-utf-8", None, 18, 0),
        ("excel-unicode-text", None, 2, 0),
        ("excel-semicolons-and-windows-1252", None, 9, 1),  # the name could be read in two ways
        ("excel-semicolons-and-windows-1252", "cp1252", 9, 0),
        ("tab-separated", None, 2, 0),
        ("old-mac-line-ends", None, 2, 0),
        ("half-converted-line-ends", None, 2, 0),
        ("columns-moved", None, 3, 0),
        ("ids-in-another-case", None, 5, 0),
        ("ids-with-zero-width-spaces", None, 11, 0),
        ("untidy-spaces-and-accents", None, 8, 0),
        ("dates-of-a-german-spreadsheet", None, 6, 2),  # a month without its year, and the 30th of February
        ("numbers-of-a-german-spreadsheet", None, 8, 1),  # a number of which digits are gone
        ("typing-mistakes", None, 3, 2),  # misspelt words are for a person to correct
    ],
)
def test_structure_problems_of_a_broken_package(
    name: str, encoding: str | None, before: int, after: int, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "tests/corpus" / name, tmp_path, dirs_exist_ok=True)
    assert len(structure(tmp_path)) == before
    files = [(table, *file) for table, file in files_of(tmp_path).items()]
    for result in canonical_files(files, today=TODAY, encoding=encoding):
        (tmp_path / result.path).write_bytes(result.after)
    assert len(structure(tmp_path)) == after


def structure(folder: Path) -> list[Problem]:
    return list(run(load(folder, today=TODAY), choose_rules(["structure"])).problems)


SAVED_AS = {
    "Excel, CSV UTF-8": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "Excel, Unicode text": lambda text: b"\xff\xfe" + delimited(text, "\t").replace("\n", "\r\n").encode("utf-16-le"),
    "Excel of Central Europe": lambda text: b"\xef\xbb\xbf" + delimited(text, ";").replace("\n", "\r\n").encode(),
    "LibreOffice, every cell quoted": lambda text: delimited(text, ",", csv.QUOTE_ALL).encode(),
    "LibreOffice, tabs": lambda text: delimited(text, "\t").encode(),
    "an old Mac": lambda text: text.replace("\n", "\r").encode(),
}


def delimited(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows(  # type: ignore[arg-type]
        csv.reader(io.StringIO(text, newline=""))
    )
    return out.getvalue()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("program", SAVED_AS)
def test_a_table_that_a_program_saved_is_as_before(program: str, table: str) -> None:
    saved = SAVED_AS[program](CANONICAL[table].decode())
    result = canonical(with_table(table, saved), today=TODAY)[table]
    assert result.after == CANONICAL[table]
    assert result.is_settled
    assert result.tidied == len(result.corrected) == 0


# Cells


@pytest.mark.parametrize(
    ("table", "key", "column", "written", "meant"),
    [
        ("articles", "light", "published_on", "05.01.2026", "2026-01-05"),
        ("claims", "C1", "effect_direction", "No_Difference", "no_difference"),
        ("claims", "C1", "outcome", "“headache”", "headache"),
        ("claims", "C1", "source_ids", " S1 ;; ", "S1"),
        ("claims", "C1", "population_size", "1,640", "1640"),
        ("estimates", "E1", "estimate", "1,10", "1.10"),
        ("estimates", "E1", "ci_low", "0,90", "0.90"),
        ("sources", "S1", "title", "Cafe\u0301  au lait ", "Café au lait"),
    ],
)
def test_a_cell_is_put_back(table: str, key: str, column: str, written: str, meant: str) -> None:
    before = rows(CANONICAL[table])
    place = before[0].index(column)
    changed = [[*row] for row in before]
    next(row for row in changed if row[0] == key)[place] = written
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(changed)
    result = canonical(with_table(table, out.getvalue().encode()), today=TODAY)[table]
    after = rows(result.after)
    assert next(row for row in after if row[0] == key)[place] == meant
    next(row for row in before if row[0] == key)[place] = meant
    assert after == before  # and nothing else


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        ("proportion,12.5%,,,", "proportion,12.5,,,%"),
        ("proportion,12.5 %,8.0%,17.0%,", "proportion,12.5,8.0,17.0,%"),
        ("proportion,12.5%,8.0,17.0,", "proportion,12.5,8.0,17.0,%"),  # 8 and 17 are no fractions
        ("proportion,0.5%,0.2%,0.9%,", "proportion,0.5,0.2,0.9,%"),
        ("Risk difference,-5.2%,−9.9%,−0.5%,", "RD,-5.2,-9.9,-0.5,%"),
        ("RD,12·5%,,,%", "RD,12.5,,,%"),
        ("mean,6.5%,,,", "mean,6.5,,,%"),
        ("proportion,0.5%,0.2,0.9,", None),  # 0.2 may be a fraction
        ("OR,12.5%,,,", None),
        ("MD,5%,,,mmHg", None),
    ],
)
def test_a_sign_of_per_cent_sets_the_unit(cells: str, meant: str | None) -> None:
    header = "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,unit,locator"
    before = ",".join(cells.split(",")[:1]), ",".join(cells.split(",")[1:])
    row = f"E1,S1,headache,{before[0]},as_named,{before[1]},abstract"
    result = canonical(with_table("estimates", f"{header}\n{row}\n".encode()), today=TODAY)["estimates"]
    assert bool(result.doubts) == (meant is None)
    if meant is not None:
        after = dict(zip(*rows(result.after), strict=True))
        names = ("measure", "estimate", "ci_low", "ci_high", "unit")
        assert ",".join(after[name] for name in names) == meant


def test_a_control_risk_in_per_cent_is_a_fraction() -> None:
    table = b"estimate_id,source_id,outcome,measure,orientation,estimate,control_risk,locator\n"
    result = canonical(with_table("estimates", table + b"E1,S1,headache,OR,as_named,2.0,12.5%,abstract\n"), today=TODAY)
    assert rows(result["estimates"].after)[1][-2:] == ["0.125", "abstract"]


def test_a_key_is_put_back_and_what_names_it_is_found() -> None:
    text = CANONICAL["concepts"].decode().replace("\nheadache,", "\n‘headache’,")
    result = canonical(with_table("concepts", text.encode()), today=TODAY)
    assert contents(result) == CANONICAL
    assert [(each.column, each.before, each.after) for each in result["concepts"].corrected] == [
        ("concept_id", "‘headache’", "headache")
    ]


@pytest.mark.parametrize(
    ("column", "cell", "may_be"),
    [
        ("acknowledged_on", "04/02/2025", ("2025-02-04", "2025-04-02")),
        ("acknowledged_on", "43831", ("2020-01-01", "2024-01-02")),
    ],
)
def test_what_may_be_one_thing_or_another_is_left_and_told_of(column: str, cell: str, may_be: tuple[str, ...]) -> None:
    row = {
        "rule": "unused-source",
        "subjects": "S2",
        "fingerprint": "0" * 16,
        "reason": "Kept.",
        "acknowledged_by": "x",
    }
    row[column] = cell
    header = list(table_schema("acknowledgements").fields)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, [row.get(name, "") for name in header]])
    result = canonical(with_table("acknowledgements", out.getvalue().encode()), today=TODAY)["acknowledgements"]
    assert result.after == out.getvalue().encode()
    (doubt,) = result.doubts
    assert (doubt.cell, doubt.line, doubt.column, doubt.value) == ("F2", 2, column, cell)
    assert doubt.readings == may_be


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("concept_id,kind,label\na,outcome\n", "its structure is broken at line 2"),
        ('concept_id,kind,label\na,outcome,"x\n', "its structure is broken at line 2"),
        ("concept_id,kind,label,label\na,outcome,A,B\n", 'more than one column is called "label"'),
        ("", "its structure is broken at line 1"),
    ],
)
def test_a_file_that_can_not_be_trusted_is_left_as_it_is(written: str, hint: str) -> None:
    result = canonical(with_table("concepts", written.encode()), today=TODAY)["concepts"]
    assert result.after == written.encode()
    assert result.obstacle == hint
    assert result.hint


def test_columns_of_ones_own_are_kept_behind_the_others() -> None:
    written = "own,label,kind,concept_id\nTRUE, x ,outcome,b\n1.10,y,outcome,a\n"
    result = canonical(with_table("concepts", written.encode()), today=TODAY)["concepts"]
    assert result.after.decode() == "concept_id,kind,label,own\na,outcome,y,1.10\nb,outcome,x,TRUE\n"
    assert result.repairs == ["columns put in order", "rows put in order"]


def test_a_name_that_differs_in_capitals_and_blanks_is_put_back() -> None:
    written = "Concept ID,Kind,LABEL,\na,outcome,y,\n"
    result = canonical(with_table("concepts", written.encode()), today=TODAY)["concepts"]
    assert result.after.decode() == "concept_id,kind,label\na,outcome,y\n"
    assert result.repairs == [
        "1 column without name or content left out",
        'column "Concept ID" named concept_id',
        'column "Kind" named kind',
        'column "LABEL" named label',
    ]


def test_blank_rows_are_counted_and_left_out() -> None:
    written = "concept_id,kind,label\n\n,,\na,outcome,y\n\n"
    result = canonical(with_table("concepts", written.encode()), today=TODAY)["concepts"]
    assert result.after.decode() == "concept_id,kind,label\na,outcome,y\n"
    assert result.repairs == ["3 blank rows left out"]


def test_rows_are_sorted_as_people_count() -> None:
    header = CANONICAL["relations"].decode().splitlines()[0]
    written = "\n".join([header, "C10,restates,C2,", "C9,restates,C10,", "C9,qualifies,C2,", "C9,restates,C2,", ""])
    result = canonical(with_table("relations", written.encode()), today=TODAY)["relations"]
    assert [row[:3] for row in rows(result.after)[1:]] == [
        ["C9", "restates", "C2"],
        ["C9", "restates", "C10"],
        ["C9", "qualifies", "C2"],
        ["C10", "restates", "C2"],
    ]


# What holds for any file


CELL = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8),
    st.sampled_from(
        ["1.10", "0,78", "1,640", "19.02.2026", "46072", "TRUE", "“RR”", "a; b", "C1", "S1;S2", "=1+1", " x "]
    ),
)


Drawn = tuple[str, list[str], list[list[str]], bytes]


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """A table of the example with a few of its cells replaced, its rows shuffled, saved in one way or another."""
    table = draw(st.sampled_from(TABLES))
    header, *records = rows(CANONICAL[table])
    records = draw(st.permutations(records))
    for _ in range(draw(st.integers(0, 4)) if records else 0):
        records[draw(st.integers(0, len(records) - 1))][draw(st.integers(0, len(header) - 1))] = draw(CELL)
    out = io.StringIO()
    csv.writer(
        out, delimiter=draw(st.sampled_from(",;\t")), lineterminator=draw(st.sampled_from(["\n", "\r\n"]))
    ).writerows([header, *records])
    return table, header, records, out.getvalue().encode()


@given(tables())
def test_twice_is_once(changed: Drawn) -> None:
    once = canonical(with_table(changed[0], changed[-1]), today=TODAY)
    again = canonical({name: (result.path, result.after) for name, result in once.items()}, today=TODAY)
    assert contents(again) == contents(once)
    assert not any(result.repairs or result.tidied or result.corrected for result in again.values())


@given(tables())
def test_every_cell_says_what_it_said(changed: Drawn) -> None:
    """Each cell that was drawn is there afterwards; one that differs was refused, and is one of its readings."""
    table, header, records, content = changed
    records = [record for record in records if any(cell.strip() for cell in record)]  # a blank row is left out
    result = canonical(with_table(table, content), today=TODAY)[table]
    if result.obstacle:
        assert result.after == content
        return
    after = rows(result.after)
    assert after[0] == header  # the example's columns are in order
    assert len(after) == len(records) + 1
    lists = {name for name, field in table_schema(table).fields.items() if field.is_list}

    def plain(row: list[str]) -> list[str]:
        return [_plain(cell, is_list=name in lists) for name, cell in zip(header, row, strict=True)]

    left = sorted(map(plain, after[1:]))
    corrected = {(each.column, _plain(each.after, is_list=each.column in lists)) for each in result.corrected}
    for row in sorted(map(plain, records)):
        if row in left:
            left.remove(row)
            continue
        found = next(
            one
            for one in left
            if all(
                old == new or ((name, new) in corrected and _was_refused(table, name, old) and _means(old, new))
                for name, old, new in zip(header, row, one, strict=True)
            )
        )
        left.remove(found)
    assert left == []


def _means(old: str, new: str) -> bool:
    """Whether a spreadsheet makes ``old`` of ``new``, as far as the cells drawn go."""
    bare = old.strip("“”‘’\"'").casefold()
    digits = [re.sub(r"[^0-9]", "", cell) for cell in (old, new)]
    return (
        bare == new.casefold()
        or MADE_OF.get(old) == new
        or (digits[0] == digits[1] and re.fullmatch(r"[0-9.]+", new) is not None)
        or re.split(r"[;,|\s]+", bare) == new.casefold().split(";")
    )


MADE_OF = {"19.02.2026": "2026-02-19", "46072": "2026-02-19"}


def _plain(cell: str, *, is_list: bool) -> str:
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    return ";".join(item.strip() for item in text.split(";") if item.strip()) if is_list else text


def _was_refused(table: str, column: str, cell: str) -> bool:
    """Whether validate has something to say of the cell, which its own rules decide."""
    schema = table_schema(table)
    names = {each.field for each in schema.references}
    return column in names or bool(refusals(schema, column, [" ".join(cell.split())]))


def test_nothing_that_validate_finds_changes_with_the_order(tmp_path: Path) -> None:
    """Fingerprints survive it, so that acknowledgements do."""
    Edit().apply(tmp_path / "before")
    Edit().apply(tmp_path / "after")
    for name, content in CANONICAL.items():
        (tmp_path / f"after/claims/{name}.csv").write_bytes(content)
    found = [
        sorted(
            (problem.rule, problem.fingerprint)
            for problem in run(load(tmp_path / side, today=TODAY), all_rules()).problems
        )
        for side in ("before", "after")
    ]
    assert found[0] == found[1]


SPREADSHEET = {
    "integer": lambda cell: [f"{cell}.0", f"{int(cell):,}"],
    "number": lambda cell: [cell.replace(".", ",")],
    "date": lambda cell: ["{2}.{1}.{0}".format(*cell.split("-")), f"{cell} 00:00:00"],
    "list": lambda cell: [cell.replace(";", ", "), f" {cell} ;"],
    "string": lambda cell: [f"“{cell}”", cell.upper()],
}


@pytest.mark.parametrize("table", TABLES)
def test_what_a_spreadsheet_makes_of_a_sound_cell_is_put_back_or_told_of(table: str) -> None:
    """Never another sound cell than it was."""
    header, *records = rows(CANONICAL[table])
    schema = table_schema(table)
    tried = 0
    for column, field in schema.fields.items():
        if column not in header:  # a column that may be left out
            continue
        place = header.index(column)
        if field.type == "string" and not (field.words or field.concept_kind):
            continue  # any text is allowed there, and says what it says
        for number, record in enumerate(records):
            for damaged in SPREADSHEET[field.type](record[place]) if record[place] else []:
                changed = [[*row] for row in records]
                changed[number][place] = damaged
                out = io.StringIO()
                csv.writer(out, lineterminator="\n").writerows([header, *changed])
                result = canonical(with_table(table, out.getvalue().encode()), today=TODAY)[table]
                after = next(row for row in rows(result.after)[1:] if row[:place] == record[:place] or place == 0)
                is_left = any(each.value == damaged for each in result.doubts)
                assert after[place] == record[place] or is_left or result.after == CANONICAL[table], (column, damaged)
                tried += 1
            if record[place]:
                break
    assert tried or table in ("references", "relations", "acknowledgements")
