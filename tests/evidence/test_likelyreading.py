"""A reading is offered if it is the only one by one keystroke that puts the estimate in the middle of its interval."""

from __future__ import annotations

import math

import pytest
from claimpack.evidence.likelyreading import keystrokes, likely_reading


def read(measure: str, estimate: str, low: str, high: str, p_value: str = "") -> tuple[str, str, str] | None:
    cells = {"measure": measure, "estimate": estimate, "ci_low": low, "ci_high": high, "ci_level": "95", "unit": ""}
    found = likely_reading(
        cells | {"p_value": p_value, "p_relation": "=" if p_value else "", "p_sides": "", "note": ""}
    )
    return found and (found.column, found.value, found.keystroke)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # sqrt(0.61 x 1.07) = 0.808
        (("OR", "0.18", "0.61", "1.07"), ("estimate", "0.81", "its digits exchanged")),
        # sqrt(1.26 x 2.42) = 1.746
        (("OR", "1.75", "1.26", "2.24"), ("ci_high", "2.42", "its digits exchanged")),
        (("SMD", "0.30", "-0.50", "-0.10"), ("estimate", "-0.30", "with a minus")),
        (("MD", "-0.5", "0.9", "-0.1"), ("ci_low", "-0.9", "with a minus")),
        (("MD", "-1.0", "-3.0", "-1.0"), ("ci_high", "1.0", "without its minus")),
        # sqrt(1.22 x 2.11) = 1.604
        (("OR", "16.1", "1.22", "2.11"), ("estimate", "1.61", "its point shifted")),
        (("OR", "1.61", "1.22", "21.1"), ("ci_high", "2.11", "its point shifted")),
        # sqrt(4.2 x 36.1) = 12.31
        (("OR", "2.3", "4.2", "36.1"), ("estimate", "12.3", "a digit added")),
    ],
)
def test_one_keystroke(printed: tuple[str, str, str, str], expected: tuple[str, str, str]) -> None:
    assert read(*printed) == expected
    column, value, _ = expected
    cells = dict(zip(("estimate", "ci_low", "ci_high"), printed[1:], strict=True)) | {column: value}
    estimate, low, high = (float(cells[name]) for name in ("estimate", "ci_low", "ci_high"))
    middle = (low + high) / 2 if printed[0] in ("MD", "SMD") else math.sqrt(low * high)
    assert estimate == pytest.approx(middle, rel=0.01)


@pytest.mark.parametrize(
    "printed",
    [
        ("MD", "12", "105", "135"),  # 120 or 121
        ("RR", "1.19", "1.20", "2.08"),  # nothing explains it
        ("OR", "4.4", "1.4", "19.2"),
        ("OR", "", "1.4", "19.2"),
        ("proportion", "0.18", "0.61", "0.99"),
    ],
)
def test_nothing_is_offered(printed: tuple[str, str, str, str]) -> None:
    assert read(*printed) is None


def test_of_two_readings_neither_is_offered_unless_the_p_value_decides() -> None:
    # 24 as the lower limit is 42 exchanged: 24 to 36; as -42 it makes the middle of -42 to 36 another one
    assert read("MD", "30", "42", "36") == ("ci_low", "24", "its digits exchanged")
    # -2 to 4 has 1 in the middle and p = 0.51; so has 2 to 4 with 3
    assert read("MD", "1", "2", "4") == ("ci_low", "-2", "with a minus")


def test_keystrokes() -> None:
    assert {value for value, _ in keystrokes("1.02")} == {"0.12", "1.20", "-1.02", "0.102", "10.2"}
    assert {value for value, _ in keystrokes("-5")} == {"5", "-0.5"}
    assert list(keystrokes("0")) == []
