"""How values are put into words and in order."""

from __future__ import annotations

import pytest
from claimpack.wording import natural_order
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "ordered",
    [
        ["C1", "C2", "C9", "C10", "C100"],
        ["C1", "C1a", "C1b", "C2"],
        ["9", "10", "C", "C1"],
        ["C01", "C1", "C2"],
        ["C1", "C²", "C٣", "C٣x"],  # only the digits 0 to 9 make a number
    ],
    ids=" ".join,
)
def test_ids_are_sorted_as_people_do(ordered: list[str]) -> None:
    assert sorted([*ordered[1:], ordered[0]], key=natural_order) == ordered


@given(st.lists(st.text(alphabet="C1029٣²߁Ⅷ "), max_size=5))
def test_whatever_is_written_can_be_sorted(identifiers: list[str]) -> None:
    assert sorted(sorted(identifiers, key=natural_order)) == sorted(identifiers)
