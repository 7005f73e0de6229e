"""One dose in many spellings."""

from __future__ import annotations

import pytest
from claimpack.evidence.doses import same_dose
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried


@pytest.mark.parametrize(
    "spellings",
    [
        ["10,000 lux", "10000 Lux", "10 000 lux", "10\u00a0000 lux", "10 thousand lux"],
        [
            "5 mg/kg",
            "5mg / kg",
            "5 mg per kg",
            "5.0 mg/kg body weight",
            "5 mg kg-1",
            "5 mg kg\u207b\u00b9",
            "5000 µg/kg",
        ],
        ["0.5 g daily", "500 mg a day", "500 mg once daily", "500 milligrams per day", "500 mg/d"],
        ["2 million cells per kg", "2,000,000 cells/kg", "2 × 10⁶ cells/kg", "2x10^6 cells/kg", "2 x 10(6) cells/kg"],
        ["5 mcg", "5 µg", "5 \u03bcg", "5 micrograms", "0.005 mg"],
        ["1,000 IU", "1000 units", "1000 international units"],
        ["2 l", "2000 mL", "2 litres"],
        ["0.05 g", "0,05 g", "50 mg"],
    ],
    ids=lambda spellings: spellings[0],
)
def test_one_dose(spellings: list[str]) -> None:
    assert {same_dose(each) for each in spellings} == {same_dose(spellings[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20 mg", "20 mg/kg"),
        ("20 mg", "20 µg"),
        ("20 mg", "200 mg"),
        ("20 mg daily", "20 mg twice daily"),
        ("20 mg daily", "20 mg weekly"),
        ("10⁶ cells", "106 cells"),
        ("10^6 cells", "10^7 cells"),
        ("1.5 mg", "15 mg"),
        ("0,125 mg", "125 mg"),
        ("0,05 mg", "0,5 mg"),
        ("low", "high"),
        ("20 mg", ""),
    ],
)
def test_other_doses(one: str, other: str) -> None:
    assert same_dose(one) != same_dose(other)


@tried(300)
@given(st.text(alphabet="0123456789.,^()x⁶- emgklpraydiu", max_size=40))
def test_any_text_has_one_spelling(text: str) -> None:
    assert same_dose(text) == same_dose(f" {text.upper()} ")
