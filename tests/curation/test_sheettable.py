"""What the cells of a sheet are taken as, and which are refused."""

from __future__ import annotations

import pytest
from claimpack.curation.workbooks.sheettable import sheet_table
from claimpack.curation.workbooks.xlsxreader import StoredCell, StoredSheet
from claimpack.package.tableschema import table_schema

# 46072 days after 30 December 1899 is 19 February 2026: 126 years of 365 days, 31 leap days from 1904 to 2024 and
# 1 + 31 + 18 days from 31 December 1899 on: 45990 + 31 + 51.
DAY, DAY_1904 = "46072", "44610"


def stored(kind: str, value: str, number_format: str = "General") -> StoredCell:
    return StoredCell(kind, value, number_format)


def taken(table: str, column: str, cell: StoredCell, *, counts_from_1904: bool = False) -> str:
    """What a cell of a column is taken as, or why it is refused."""
    sheet = StoredSheet(table, {(1, 1): stored("text", column), (2, 1): cell})
    result = sheet_table(sheet, table_schema(table).fields, 1, counts_from_1904=counts_from_1904)
    assert len(result.records) + len(result.refused) == 1
    return result.records[0][0] if result.records else result.refused[0]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("estimate", stored("text", "1.10"), "1.10"),
        ("estimate", stored("text", "=1+1"), "=1+1"),
        ("locator", stored("text", "a\r\nb\rc"), "a\nb\nc"),
        ("population_size", stored("number", "1250"), "1250"),
        ("population_size", stored("number", "1250.0"), "1250"),
        ("population_size", stored("number", "1250", "#,##0"), "1250"),
        ("population_size", stored("number", "-3", "@"), "-3"),
        ("estimate", stored("number", "0.78"), "0.78"),
        ("estimate", stored("number", "0.78000000000000003"), "0.78"),
        ("estimate", stored("number", "1.1", "0.00"), "1.10"),
        ("estimate", stored("number", "2", "0.000"), "2.000"),
        ("estimate", stored("number", "1.234", "0.00"), "1.234"),
        ("p_value", stored("number", "1E-7"), "0.0000001"),
        ("p_value", stored("number", "9.9999999999999995E-8"), "0.0000001"),
        ("locator", stored("boolean", "1"), "TRUE"),
        ("locator", stored("boolean", "0"), "FALSE"),
    ],
)
def test_taken(column: str, cell: StoredCell, expected: str) -> None:
    assert taken("estimates", column, cell) == expected


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("retraction_checked_on", stored("number", DAY, "yyyy-mm-dd"), "2026-02-19"),
        ("retraction_checked_on", stored("number", DAY, "mm-dd-yy"), "2026-02-19"),
        ("retraction_checked_on", stored("number", DAY, '[$-409]d" of "mmmm\\ yyyy'), "2026-02-19"),
        ("retraction_checked_on", stored("date", "2026-02-19"), "2026-02-19"),
        ("retraction_checked_on", stored("date", "2026-02-19T00:00:00"), "2026-02-19"),
        ("issued_on", stored("number", DAY, "d-mmm-yy"), "2026-02-19"),
        ("issued_on", stored("number", "46054", "mmm-yy"), "2026-02"),  # 18 days before
    ],
)
def test_a_day_where_days_belong(column: str, cell: StoredCell, expected: str) -> None:
    assert taken("sources", column, cell) == expected


def test_days_may_be_counted_from_1904() -> None:
    cell = stored("number", DAY_1904, "yyyy-mm-dd")
    assert taken("sources", "issued_on", cell, counts_from_1904=True) == "2026-02-19"


TEXT = "write what is meant as text"


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("title", stored("formula", "3"), "a formula: replace it by its value (copy it, paste special, text only)"),
        ("title", stored("error", "#N/A"), 'the error "#N/A": write what is meant'),
        ("title", stored("text", "a\x01"), "a control character (U+0001): take it out"),
        ("title", stored("text", "a\ud800"), "half of a surrogate pair (U+D800): take it out"),
        (
            "title",
            stored("number", DAY, "yyyy-mm-dd"),
            f"the date 2026-02-19, where none belongs: a program may have made it of something else; {TEXT}",
        ),
        (
            "issued_on",
            stored("number", DAY, "d-mmm"),
            f"the date 2026-02-19, not all of which is shown: {TEXT}, a date like 2026-02-19",
        ),
        (
            "retraction_checked_on",
            stored("number", "46054", "mmm-yy"),
            f"the date 2026-02-01, not all of which is shown: {TEXT}, a date like 2026-02-19",
        ),
        (
            "issued_on",
            stored("number", "46072.5", "yyyy-mm-dd hh:mm"),
            "a time of day (2026-02-19 12:00): write the day alone, as text",
        ),
        (
            "issued_on",
            stored("number", "0.5", "h:mm"),
            "a time, or a date that programs count differently: write it as text",
        ),
        (
            "issued_on",
            stored("number", "60", "yyyy-mm-dd"),
            "a time, or a date that programs count differently: write it as text",
        ),
        (
            "issued_on",
            stored("number", "1E10", "yyyy-mm-dd"),
            "a time, or a date that programs count differently: write it as text",
        ),
        ("issued_on", stored("date", "someday"), 'a date that can\'t be read ("someday"): write it as text'),
        (
            "title",
            stored("number", "0.125", "0.0%"),
            'the number 0.125 in the format "0.0%": write it as text, as it is printed',
        ),
        (
            "title",
            stored("number", "100000", "0.00E+00"),
            'the number 100000 in the format "0.00E+00": write it as text, as it is printed',
        ),
        ("pmid", stored("number", "1E15"), "a number of more than 15 digits (1E15): write it as text"),
        ("pmid", stored("number", "nan"), "a number of more than 15 digits (nan): write it as text"),
        ("pmid", stored("number", "1x"), 'a number that can\'t be read ("1x"): write it as text'),
    ],
)
def test_refused(column: str, cell: StoredCell, why: str) -> None:
    assert taken("sources", column, cell) == f"sources!A2 holds {why}."


def test_the_shape_of_a_sheet() -> None:
    cells = {(1, 1): "claim_id", (1, 2): "note", (4, 2): "a", (3, 1): "C9", (9, 1): "C10"}
    sheet = StoredSheet("claims", {place: stored("text", text) for place, text in cells.items()})
    result = sheet_table(sheet, table_schema("claims").fields, 3)
    assert (result.header, result.refused) == (["claim_id", "note", ""], [])
    assert (result.records, result.rows) == ([["C9", "", ""], ["", "a", ""], ["C10", "", ""]], [3, 4, 9])


def test_what_stands_beside_the_table_and_what_is_merged() -> None:
    sheet = StoredSheet("claims", {(1, 1): stored("text", "claim_id"), (7, 3): stored("text", "?")}, ["A2:A3"])
    result = sheet_table(sheet, table_schema("claims").fields, 1)
    assert result.refused == [
        "claims!A2:A3 is merged into one cell: split it again.",
        "claims!C7 is beside the table: give its column a name in row 1, or empty it.",
    ]


def test_more_columns_than_a_table_has() -> None:
    sheet = StoredSheet("claims", {(1, 1_001): stored("text", "a")})
    assert sheet_table(sheet, {}, 1).refused == ["claims has 1,001 columns; the limit is 1,000."]
