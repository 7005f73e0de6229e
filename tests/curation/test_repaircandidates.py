"""What a cell may have been: one reading is put back, several are told of, and a sound cell has none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from claimpack.curation.form.repaircandidates import CellContext, is_refused, readings
from claimpack.package.tableschema import table_schema
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 1)


def read(table: str, column: str, cell: str, ids: tuple[str, ...] | None = None) -> list[str]:
    schema = table_schema(table)
    beside = CellContext(schema, {column: ids} if ids else {}, TODAY)
    return readings(schema.fields[column], cell, beside)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("19.02.2026", ["2026-02-19"]),
        ("19. 2. 2026", ["2026-02-19"]),
        ("05.02.2026", ["2026-02-05"]),  # with points the day is first
        ("2026/02/19", ["2026-02-19"]),
        ("2026-2-9", ["2026-02-09"]),
        ("02/19/2026", ["2026-02-19"]),  # no 19th month
        ("19/02/2026", ["2026-02-19"]),
        ("04/02/2026", ["2026-02-04"]),  # the 2nd of April is still to come
        ("04/02/2025", ["2025-02-04", "2025-04-02"]),
        ("04/04/2025", ["2025-04-04"]),
        ("19-Feb-2026", ["2026-02-19"]),
        ("19 February 2026", ["2026-02-19"]),
        ("Feb 19, 2026", ["2026-02-19"]),
        ("2026-02-19 00:00:00", ["2026-02-19"]),
        ("2026-02-19T00:00:00Z", ["2026-02-19"]),
        ("2026-02-19 10:30", []),
        ("30.02.2026", []),
        ("19.02.26", ["2026-02-19", "1926-02-19"]),
        ("02/19/26", ["2026-02-19", "1926-02-19"]),
        ("Feb-26", []),
        (
            "43831",
            ["2020-01-01", "2024-01-02"],
        ),  # Excel's day of 2020-01-01; with days from 1904, four years and a day on
        ("45658", ["2025-01-01"]),  # from 1904 it would be in 2029
        ("46072", ["2026-02-19"]),
        ("46072.0", ["2026-02-19"]),
        ("46072.5", []),
        ("2026", []),  # a year, not a count of days
        ("soon", []),
    ],
)
def test_days_that_have_passed(cell: str, days: list[str]) -> None:
    assert read("acknowledgements", "acknowledged_on", cell) == days


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("6 mo", ["6 months"]),
        ("6-month", ["6 months"]),
        ("6mths.", ["6 months"]),
        ("12 Months", ["12 months"]),
        ("1 yr", ["1 year"]),
        ("1.5 y", ["1.5 years"]),
        ("3 wks", ["3 weeks"]),
        ("30d", ["30 days"]),
        ("5 m", []),  # minutes, perhaps
        ("24 h", []),
        ("some weeks", []),
        ("6 to 12 months", []),
    ],
)
def test_times_with_another_word_for_their_unit(cell: str, times: list[str]) -> None:
    for table in ("claims", "estimates"):
        assert read(table, "follow_up", cell) == times


def test_a_day_that_may_be_still_to_come() -> None:
    assert read("acknowledgements", "review_by", "04/02/2027") == ["2027-02-04", "2027-04-02"]
    assert read("acknowledgements", "review_by", "46072") == ["2026-02-19", "2030-02-20"]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("12/11/2025", ["2025-11-12", "2025-12-11"]),
        ("12/11/2026", ["2026-11-12", "2026-12-11"]),  # an issue can bear a date still to come
        ("04/02/2027", ["2027-02-04"]),  # the 2nd of April is more than a year ahead
        ("46072", ["2026-02-19"]),
    ],
)
def test_an_issue_can_be_ahead_of_the_day_by_a_year(cell: str, days: list[str]) -> None:
    assert read("sources", "issued_on", cell) == days


@pytest.mark.parametrize("cell", ["2024", "2024-05", "2024-05-31"])
def test_part_of_a_date_is_one(cell: str) -> None:
    schema = table_schema("sources")
    assert not is_refused(schema.fields["issued_on"], cell, CellContext(schema, {}, TODAY))


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("estimate", "0,78", ["0.78"]),
        ("estimate", "1,10", ["1.10"]),  # digits stay as printed
        ("estimate", ",78", ["0.78"]),
        ("estimate", ".78", ["0.78"]),
        ("estimate", "1,640", ["1.640", "1640"]),  # nobody can tell
        ("estimate", "0,640", ["0.640"]),
        ("estimate", "−0.5", ["-0.5"]),
        ("estimate", "about 2", []),
        ("population_size", "1,640", ["1640"]),
        ("population_size", "1.640", ["1640"]),
        ("population_size", "1'640", ["1640"]),
        ("population_size", "1 640", ["1640"]),
        ("population_size", "1640.0", ["1640"]),
        ("population_size", "1640,00", ["1640"]),
        ("population_size", "1,640,000", ["1640000"]),
        ("population_size", "16,40", []),
        ("population_size", "1640.5", []),
        ("population_size", "“1640”", ["1640"]),
        ("measure", "rr", ["RR"]),
        ("measure", "Odds ratio", ["OR"]),
        ("measure", "standardised mean difference", ["SMD"]),
        ("measure", "odds", []),
        ("estimate", "5·92", ["5.92"]),
        ("estimate", "５．９２", ["5.92"]),
        ("estimate", "12.5%", []),  # of a proportion: whether as a fraction or by unit is for a person
        ("ci_level", "95%", ["95"]),
        ("ci_level", "95 %", ["95"]),
        ("i_squared", "12.5%", ["12.5"]),
        ("population_size", "１６４０", ["1640"]),
        ("measure", "“RR”", ["RR"]),
        ("orientation", "As named", ["as_named"]),
        ("orientation", "as–named", ["as_named"]),
        ("orientation", "TRUE", []),
        ("p_relation", "'=", ["="]),
    ],
)
def test_numbers_and_words(column: str, cell: str, found: list[str]) -> None:
    assert read("estimates", column, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("trial-2020", []),
        ("Trial-2020", ["trial-2020"]),
        ("trial–2020", ["trial-2020"]),
        ("“trial-2020”;’lee-2019‘", ["trial-2020;lee-2019"]),
        ("trial-2020, lee-2019", ["trial-2020;lee-2019"]),
        ("trial-2020\nlee-2019", ["trial-2020;lee-2019"]),
        ("trial-2020, kim-2018", []),
    ],
)
def test_lists_of_ids(cell: str, found: list[str]) -> None:
    assert read("claims", "source_ids", cell, ("trial-2020", "lee-2019")) == found


def test_a_word_in_capitals_that_a_spreadsheet_takes_for_a_truth_value() -> None:
    assert read("claims", "outcome", "TRUE", ("true", "false")) == ["true"]


def test_ids_that_differ_in_capitals_alone_are_not_chosen_between() -> None:
    assert read("claims", "outcome", "FEVER", ("fever", "Fever")) == ["fever", "Fever"]


@given(st.dates(date(1900, 3, 1), TODAY))
def test_serial_numbers_count_from_the_end_of_1899(day: date) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    found = read("acknowledgements", "acknowledged_on", serial) if len(serial) == 5 else [day.isoformat()]
    assert found[0] == day.isoformat()
    assert found[1:] in ([], [(day + timedelta(days=1462)).isoformat()])


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%Y/%m/%d"]))
def test_a_day_is_among_its_readings(day: date, form: str) -> None:
    assert day.isoformat() in read("acknowledgements", "acknowledged_on", day.strftime(form))


@given(st.text(max_size=12), st.sampled_from(["estimate", "population_size", "measure", "outcome", "locator"]))
def test_every_reading_may_stand(cell: str, column: str) -> None:
    schema = table_schema("estimates")
    beside = CellContext(schema, {}, TODAY)
    for reading in readings(schema.fields[column], cell, beside):
        assert not is_refused(schema.fields[column], reading, beside)
