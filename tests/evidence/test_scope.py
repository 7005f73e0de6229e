"""Which scopes meet, held against comparing all with all."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.records import table_of
from tests.evidence.test_hierarchy import OPPOSITE, broader_ones, names_in
from tests.evidence.trying import tried
from validator.evidence import scope as scopes_module
from validator.evidence.hierarchy import Hierarchy, Relation
from validator.evidence.meeting import meeting_scopes
from validator.evidence.scope import Comparisons, Scope, ScopeIndex, inclusions, scope_of, standing
from validator.package.unavailable import TooMuch

Met = set[tuple[Scope, Scope, tuple[Relation, ...]]]


@st.composite
def scopes(draw: st.DrawFn, names: list[str], most: int = 8) -> list[Scope]:
    cells = st.sampled_from([*names, ""])
    return draw(st.lists(st.builds(Scope, *[cells] * 5), max_size=most, unique=True))


def on(outcome: str) -> Scope:
    return Scope(outcome, "", "", "", "")


def naively(left: Iterable[Scope], right: Iterable[Scope], tree: Hierarchy) -> Met:
    """The pairs that meet, and how the right one stands to the left one."""
    found: Met = set()
    for one, other in itertools.product(left, right):
        how = tuple(tree.relation(there, here) for here, there in zip(one, other, strict=True))
        if all(how):
            found.add((one, other, how))
    return found


def met(left: list[Scope], right: list[Scope], tree: Hierarchy) -> Met:
    found = list(meeting_scopes(left, right, tree, Comparisons(1)))
    assert len(found) == len(set(found)), "a pair is told once"
    return set(found)


@tried(100)
@given(st.data())
def test_meeting_agrees_with_comparing_all_with_all(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    left, right = data.draw(scopes(names_in(broader))), data.draw(scopes(names_in(broader)))
    tree = Hierarchy(broader)
    assert met(left, right, tree) == naively(left, right, tree)


@tried(60)
@given(st.data())
def test_meeting_is_the_same_from_the_other_side(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    left, right = data.draw(scopes(names_in(broader))), data.draw(scopes(names_in(broader)))
    back = met(right, left, Hierarchy(broader))
    turned = {(right, left, tuple(OPPOSITE[word] for word in how)) for left, right, how in back}
    assert met(left, right, Hierarchy(broader)) == turned


@tried(100)
@given(st.data())
def test_an_index_finds_those_that_meet(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    known, tree = data.draw(scopes(names_in(broader), 12)), Hierarchy(broader)
    index = ScopeIndex(known, tree)
    for asked in data.draw(scopes(names_in(broader), 4)):
        found = list(index.meeting(asked, Comparisons(1)))
        assert len(found) == len(set(found)), "each is told once"
        assert set(found) == {(other, how) for _, other, how in naively([asked], known, tree)}


@tried(100)
@given(st.data())
def test_standing_agrees_with_the_relation_in_each_respect(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(4))
    tree = Hierarchy(broader)
    for one, other in itertools.product(data.draw(scopes(names_in(broader), 4)), repeat=2):
        how = tuple(tree.relation(here, there) for here, there in zip(one, other, strict=True))
        assert standing(one, other, tree) == (how if all(how) else None)


@tried(100)
@given(st.data())
def test_inclusions_agree_with_a_plain_search(data: st.DataObject) -> None:
    broader = data.draw(broader_ones())
    tree = Hierarchy(broader)
    names = st.lists(st.sampled_from([*names_in(broader), ""]))
    left, right = data.draw(names), data.draw(names)
    assert inclusions(tree, left, right) == {
        one: {other: tree.relation(one, other) for other in right if tree.relation(one, other)} for one in left
    }


def test_what_a_record_is_about() -> None:
    row = {"outcome": "fever", "intervention": "msc", "route": "", "population": "adults", "comparator": "saline"}
    [record] = table_of("estimates", [row])
    assert scope_of(record) == Scope("fever", "msc", "", "adults", "saline")


def test_a_deep_chain_of_outcomes() -> None:
    tree = Hierarchy({f"c{number + 1}": [f"c{number}"] for number in range(5_000)})
    same: list[Relation] = ["equal"] * 4
    assert met([on("c5000")], [on(f"c{number}") for number in (0, 17, 5_000)], tree) == {
        (on("c5000"), on("c0"), ("broader", *same)),
        (on("c5000"), on("c17"), ("broader", *same)),
        (on("c5000"), on("c5000"), ("equal", *same)),
    }


def test_many_scopes_on_many_outcomes_are_not_compared_all_with_all() -> None:
    many = [on(f"c{number}") for number in range(20_000)]
    started = time.process_time()
    found = list(meeting_scopes(many, many, Hierarchy({}), Comparisons(0)))
    assert time.process_time() - started < 4, "a fraction of a second is enough, unless work grows with the square"
    assert [(left, right) for left, right, _ in found] == [(each, each) for each in many]


WHY = (
    "more than 1,000 pairs of records would have to be compared, and that is the limit: have fewer records on one and "
    "the same, or check the package in parts"
)


@pytest.mark.parametrize("count", ["looked", "found"])
def test_comparisons_stop_where_they_are_too_many(count: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes_module, "MOST_PAIRS", 1_000)
    compared = Comparisons(10)
    more = getattr(compared, count)
    for _ in range(10):
        more(100)
    with pytest.raises(TooMuch) as stopped:
        more(1)
    assert str(stopped.value) == WHY


def test_what_is_looked_at_and_what_is_found_are_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes_module, "MOST_PAIRS", 1_000)
    compared = Comparisons(10)
    compared.looked(1_000)
    compared.found(1_000)


def test_more_records_may_be_compared_more() -> None:
    assert [Comparisons(records).most for records in (0, 10_000, 10_001)] == [1_000_000, 1_000_000, 1_000_100]


@pytest.mark.parametrize("size", [4, 5])  # with an index and without
def test_scopes_that_meet_are_counted(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes_module, "PAIRS_A_RECORD", 0)
    left, right = [on("fever")] * 3, [Scope("fever", name, "", "", "") for name in "abcdefgh"[:size]]
    monkeypatch.setattr(scopes_module, "MOST_PAIRS", 3 * size)
    assert len(list(meeting_scopes(left, right, Hierarchy({}), Comparisons(1)))) == 3 * size
    monkeypatch.setattr(scopes_module, "MOST_PAIRS", 3 * size - 1)
    with pytest.raises(TooMuch):
        list(meeting_scopes(left, right, Hierarchy({}), Comparisons(1)))
