"""Which ids look like an earlier one, held against looking at one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from claimpack.evidence.lookalikes import folded, lookalikes
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from tests.linesrun import lines_run

SHAPE = {"O": "0", "o": "0", "I": "1", "l": "1", "_": "-", ".": "-"}


def one_after_the_other(ids: Sequence[str]) -> dict[str, str]:
    first: dict[str, str] = {}
    found = {}
    for name in dict.fromkeys(ids):
        shape = "".join(SHAPE.get(letter, letter) for letter in name).replace("rn", "m")
        looks = [f"case {name.casefold()}", f"shape {shape}"]
        earlier = next((first[look] for look in looks if look in first), None)
        if earlier:
            found[name] = earlier
        for look in looks:
            first.setdefault(look, earlier or name)
    return found


@tried(150)
@given(st.lists(st.text("C10OolIrnmM-_.", min_size=1, max_size=4), max_size=12))
def test_it_agrees_with_looking_at_one_after_the_other(ids: list[str]) -> None:
    assert lookalikes(ids) == one_after_the_other(ids)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], {}),
        (["C1", "C1"], {}),
        (["C1", "c1", "Cl"], {"c1": "C1", "Cl": "C1"}),
        (["c1", "C1", "Cl"], {"C1": "c1", "Cl": "c1"}),  # the first of all that look like it
    ],
)
def test_ids(ids: list[str], expected: dict[str, str]) -> None:
    assert lookalikes(iter(ids)) == expected


def test_a_hundred_thousand_ids_that_differ() -> None:
    ids = [f"C{number}" for number in range(100_000)]
    assert lookalikes(iter(ids)) == {}
    assert lines_run(lambda: lookalikes(iter(ids))) < 10 * len(ids)


@tried(150)
@given(st.text("aA \t\u00a0\u200bß", max_size=6))
def test_texts_are_folded_the_same_whether_they_are_in_order_or_not(text: str) -> None:
    seen = text.replace("\u200b", "").replace("\u00a0", " ")
    assert folded(text) == " ".join(seen.casefold().split())
    assert folded(folded(text)) == folded(text)
