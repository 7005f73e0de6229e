"""The bar of verdicts is as wide as what it counts."""

from __future__ import annotations

import pytest
from claimpack.page.tally import bar


def test_parts_are_as_wide_as_their_counts_and_in_order() -> None:
    parts = bar({"supported": 6, "contradicted": 2, "unverified": 2})
    assert [(part.verdict, part.count) for part in parts] == [("contradicted", 2), ("unverified", 2), ("supported", 6)]
    assert [part.start for part in parts] == [0, 20, 40]
    assert [part.width for part in parts] == [20, 20, 60]


def test_parts_fill_the_bar() -> None:
    parts = bar({"supported": 1, "mixed": 1, "unverified": 1})
    assert sum(part.width for part in parts) == pytest.approx(100, abs=0.01)


def test_what_is_too_narrow_has_no_number_in_it() -> None:
    assert [part.has_room for part in bar({"contradicted": 1, "supported": 99})] == [False, True]
    narrow, wide = bar({"contradicted": 400, "supported": 9_600})  # 29 of 736 pixels for a sign and three figures
    assert (narrow.has_room, wide.has_room) == (False, True)
    enough, _ = bar({"unverified": 7, "supported": 49})  # 12.5 % of 328 pixels are 41, for a sign, a space and a figure
    assert (enough.has_room, enough.has_room_on_a_phone) == (True, True)
    little, _ = bar({"unverified": 9, "supported": 91})  # 30 of 328, and 66 of 736
    assert (little.has_room, little.has_room_on_a_phone) == (True, False)


def test_no_claims_no_bar() -> None:
    assert bar({}) == ()
