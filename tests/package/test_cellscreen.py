"""The screen of cells that are certainly right, held against frictionless and our own rules on every column."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from claimpack.package import cells
from claimpack.package.cells import Refusal, refusals
from claimpack.package.cellscreen import broken_by, uncertain
from claimpack.package.tableschema import TABLES, Field, table_schema
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from tests.package.test_csvfile import VALUES, rows_of

COLUMNS = [(table, column) for table in TABLES for column in table_schema(table).fields]

ODD = [
    *VALUES,
    *(
        "\t",
        "\r",
        "\r\n",
        "\0",
        "\x85",
        "\u2028",
        "\u200b",
        "\ufeff",
        "\xa0",
        "\u3000",
        "a\r\nb",
        "a\u2028b",
        "x" * 100,
    ),
    *("x" * 200, "x" * 201, "x" * 1000, "x" * 1001, "x" * 2000, ";".join(map(str, range(100)))),
    *(
        ";".join(map(str, range(1, 102))),
        "x" * 200 + ";y",
        "x" * 201 + ";y",
        "S1;",
        ";S1",
        "S1;\tS2",
        "S1;\nS2",
        "S1 ;S2",
    ),
    *("-0", "-0.0", "0.0", "00", "1.", "1.50", "-1.5", "1e5", "1E5", "1,5", "+1.5", "Infinity", "-inf", "INF", "NAN"),
    *("9" * 16, "9" * 17, "1." + "0" * 16, "1." + "0" * 17, "0." + "3" * 16, "9007199254740991", "9007199254740992"),
    *(
        "9007199254740993",
        "1640\n",
        "\n1640",
        " 1640",
        "1640 ",
        "１６４０",
        "１.５",
        "²",
        "1 ",
        "10e-1",
        "1" * 5000,
        "999",
        "1000",
    ),
    *("1800", "2200", "100.01", "100.00", "99.999999999999999", "0.0000000000000001", "1.0000000000000001"),
    *("2026-02-29", "2024-02-29", "2026-12-31", "2026-00-01", "2026-01-00", "2026-1", "9999-12-31", "10000-01-01"),
    *(
        "２０２６-02-19",
        "2026-02-19\n",
        " 2026-02-19",
        "2026-W01-1",
        "20260219",
        "2026-050",
        "1582-10-10",
        "0001-01-01",
    ),
    *("2026-00", "0000", "0000-01", "2026-02-1９", "2026/02/19", "https://", "https://a b", "https://a\n", "http://é"),
    *(
        "HTTPS://example.org",
        "ftp://example.org",
        "https://example.org;x",
        "ß",
        "ﬁ",
        "İ",
        "É",
        "e\u0301",
        "😀",
        "A.B-C_d",
        "-a",
    ),
]

DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def good_ones(table: str, column: str) -> list[str]:
    """Values that may be in a column: its words, its example, and what is in the example package."""
    field = table_schema(table).fields[column]
    header, *rows = rows_of(table)
    stand = [row[header.index(column)] for row in rows] if column in header else []
    return sorted({*field.words, field.example, *stand} - {""})


@st.composite
def altered(draw: st.DrawFn, good: list[str]) -> str:
    """A value that is allowed there, with something done to it that may or may not matter."""
    value, other = draw(st.sampled_from(good)), draw(st.sampled_from(good))
    space = draw(st.sampled_from([" ", "\n", "\t", "\r", "\r\n", "\xa0", "\u2028", "\x1c", "\u200b", "\0"]))
    at = draw(st.integers(0, len(value)))
    piece = draw(st.one_of(st.text(max_size=3), st.sampled_from("0123456789.-;_eE:/é٣ ")))
    every = [
        *(value + space, space + value, value[:at] + space + value[at:], value[:at] + piece + value[at:]),
        *(f"{value};{other}", f"{value};;{other}", f"{value}; {other}", f"{value};", f";{value}", f"{value};{value}"),
        *(value.translate(DIGITS), value.upper(), value.lower(), value.title(), value[:at], value[at:], value[::-1]),
        *(
            value * draw(st.integers(2, 400)),
            f"-{value}",
            f"0{value}",
            f"{value}.0",
            f"{value}0",
            f"{value}e9",
            f"+{value}",
        ),
        *(value[:at] + piece + value[at + 1 :], str(draw(st.integers(-(10**17), 10**17)))),
        *(str(draw(st.floats())), str(draw(st.decimals(-1000, 1000, places=3))), str(draw(st.dates()))),
        *(draw(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)), draw(st.text(max_size=5))),
    ]
    return draw(st.sampled_from(every))


def with_no_screen(table: str, column: str, values: Sequence[str]) -> dict[str, Refusal]:
    """What is refused if frictionless is asked of every value."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "uncertain", lambda _, everything: list(everything))
        patch.setattr(cells, "broken_by", lambda *_: None)
        return refusals(table_schema(table), column, values)


def hold(table: str, column: str, values: Sequence[str]) -> None:
    """Holds the screen to what is refused without it, for each value by itself and for all together."""
    field = table_schema(table).fields[column]
    refused = with_no_screen(table, column, values)
    overlooked = [value for value in refused if value not in uncertain(field, [value])]
    assert overlooked == []
    fine = [value for value in values if value not in refused]
    for several in (values, fine, [*fine, *list(refused)[:1]], [*fine, *list(refused)[-1:]]):
        certain = set(several) - set(uncertain(field, several))
        assert certain & set(refused) == set()
    assert refusals(table_schema(table), column, values) == refused


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_sort_of_value_in_every_column(table: str, column: str) -> None:
    hold(table, column, list(dict.fromkeys([*ODD, *good_ones(table, column)])))


@tried(75, shrunk=False)
@given(st.data())
def test_values_that_are_altered_somehow(data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(COLUMNS))
    values = data.draw(st.lists(altered(good_ones(table, column)), min_size=1, max_size=6, unique=True))
    hold(table, column, values)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_what_is_right_is_certain(table: str, column: str) -> None:
    field = table_schema(table).fields[column]
    good = good_ones(table, column)
    assert uncertain(field, good) == []
    assert uncertain(field, [*good, ""]) == ([""] if field.required else [])
    assert uncertain(field, []) == []


@pytest.mark.parametrize(
    ("column", "slip", "breaks"),
    [
        ("estimate", "1,98", "type"),
        ("ci_level", "95%", "type"),
        ("p_value", "<0.05", "type"),
        ("p_value", "1.5", "maximum"),
        ("population_size", "1 200", "type"),
        ("population_size", "0", "minimum"),
        ("total_control", "12 people", "type"),
        ("estimate", "12mg", "type"),
        ("measure", "Risk", "enum"),
        ("measure", "", "required"),
        ("source_id", "wang 2024", "pattern"),
        ("locator", "x" * 201, "maxLength"),
        ("p_value", "1e-3", None),
    ],
)
def test_usual_slips_are_certain(column: str, slip: str, breaks: str | None) -> None:
    assert broken_by(table_schema("estimates").fields[column], slip) == breaks


@pytest.mark.parametrize("constraint", ["minLength", "unique", "exclusiveMinimum", "jsonSchema", "unheardOf"])
def test_nothing_is_certain_under_a_constraint_that_is_not_known(constraint: str) -> None:
    for table, column in COLUMNS:
        field = table_schema(table).fields[column]
        values = ["", *good_ones(table, column)]
        assert uncertain(field._replace(constraints={**field.constraints, constraint: 1}), values) == values


def of_type(kind: str, **constraints: object) -> Field:
    return table_schema("claims").fields["note"]._replace(type=kind, words=(), constraints=constraints)


@pytest.mark.parametrize("kind", ["boolean", "time", "any", "object"])
def test_nothing_is_certain_of_a_type_that_is_not_known(kind: str) -> None:
    assert uncertain(of_type(kind), ["true", "x"]) == ["true", "x"]
    assert uncertain(of_type(kind, required=True), ["true", "x"]) == ["true", "x"]


@pytest.mark.parametrize("kind", ["integer", "number", "date", "list"])
def test_nothing_is_certain_under_a_constraint_of_another_type(kind: str) -> None:
    assert uncertain(of_type(kind, pattern=".*"), ["1", "2026-01-01"]) == ["1", "2026-01-01"]


def test_limits_are_within() -> None:
    whole = of_type("integer", minimum=1, maximum=100)
    assert uncertain(whole, ["0", "1", "100", "101", "-1"]) == ["0", "101", "-1"]
    part = of_type("number", minimum=0.1, maximum=0.3)
    assert uncertain(part, ["0.1", "0.3", "0.09", "0.3000000000000001", "0.30"]) == ["0.09", "0.3000000000000001"]
    text = of_type("string", maxLength=3)
    assert uncertain(text, ["abc", "abcd"]) == ["abcd"]
    assert uncertain(text, ["éé"]) == []
