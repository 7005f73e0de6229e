"""Which source is later than which, and which share studies."""

from __future__ import annotations

import pytest
from claimpack.evidence.sourceages import SourceAges, is_later
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.records import usable
from tests.evidence.trying import tried

DATES = st.sampled_from(["2019", "2020", "2020-01", "2020-12", "2020-12-31", "2021", "2021-01-01", ""])


def ages(*rows: dict[str, str]) -> SourceAges:
    return SourceAges(usable("sources", rows))


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("2021", "2020", True),
        ("2021", "2020-12-31", True),
        ("2020-12", "2020", False),
        ("2020", "2020-01", False),
        ("2020-02", "2020-01-31", True),
        ("2020-01-31", "2020-01", False),
        ("2020-01-02", "2020-01-01", True),
        ("2020", "2020", False),
        ("2020", "2021", False),
        ("", "2020", False),
        ("2020", "", False),
    ],
)
def test_dates(one: str, other: str, *, later: bool) -> None:
    assert is_later(one, other) == later


@tried(100)
@given(DATES, DATES, DATES)
def test_where_any_is_later_the_last_as_text_is(one: str, other: str, cited: str) -> None:
    """So that of many sources only the newest has to be looked at."""
    assert is_later(max(one, other), cited) >= max(is_later(one, cited), is_later(other, cited))
    assert not (is_later(one, other) and is_later(other, one))


def test_updates_of_updates() -> None:
    found = ages(
        {"source_id": "a", "superseded_by": "b"},
        {"source_id": "b", "superseded_by": "c;d"},
        {"source_id": "c"},
        {"source_id": "d"},
        {"source_id": "e", "superseded_by": "d"},
    )
    assert found.updates_of("a") == {"b", "c", "d"}
    assert found.updates_of("c") == frozenset()
    assert found.updates_of("nobody") == frozenset()
    assert found.is_update("a", "d")
    assert found.is_update("d", "a")
    assert not found.is_update("c", "d")
    assert not found.share_studies("a", "e")


def test_what_leads_in_a_circle_or_names_itself_is_no_update_of_itself() -> None:
    found = ages({"source_id": "a", "superseded_by": "b"}, {"source_id": "b", "superseded_by": "a;b"})
    assert (found.updates_of("a"), found.updates_of("b")) == ({"b"}, {"a"})


@pytest.mark.parametrize(("issued", "is_update"), [("2019-12", False), ("2020", True), ("2020-04", True), ("", True)])
def test_what_was_issued_earlier_is_no_update(issued: str, *, is_update: bool) -> None:
    found = ages(
        {"source_id": "a", "issued_on": "2020-05" if issued == "2020" else "2020", "superseded_by": "b"},
        {"source_id": "b", "issued_on": issued},
    )
    assert found.is_update("a", "b") == is_update


def test_overlap_goes_both_ways_and_no_further() -> None:
    found = ages({"source_id": "a", "overlaps_with": "b"}, {"source_id": "b"}, {"source_id": "c", "overlaps_with": "b"})
    assert found.share_studies("b", "a")
    assert found.share_studies("a", "b")
    assert found.share_studies("b", "c")
    assert not found.share_studies("a", "c")
