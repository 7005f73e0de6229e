"""Which scopes meet, held against comparing all with all."""

from __future__ import annotations

import itertools

import pytest
from claimpack.evidence import scope
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.relatedpairs import meeting_scopes
from claimpack.evidence.scope import SCOPE, Scope
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.test_hierarchy import OPPOSITE, broader_ones, names_in
from tests.evidence.trying import tried
from tests.linesrun import lines_run

Met = set[tuple[object, ...]]


def scopes(names: list[str]) -> st.SearchStrategy[set[Scope]]:
    cells = st.sampled_from([*names, ""])
    return st.sets(st.builds(Scope, *(cells for _ in SCOPE)), max_size=8)


def naively(left: set[Scope], right: set[Scope], tree: Hierarchy) -> Met:
    found: Met = set()
    for one, other in itertools.product(left, right):
        how = [tree.relation(*cells) for cells in zip(one, other, strict=True)]
        if all(how):
            found.add((one, other, *how))
    return found


def met(left: set[Scope], right: set[Scope], tree: Hierarchy) -> Met:
    pairs = [(one, other, *how) for one, other, how in meeting_scopes([left], [right], tree, 99).pairs(left, right)]
    assert len(set(pairs)) == len(pairs), "a pair is told once"
    return set(pairs)


def on(outcome: str) -> Scope:
    return Scope(outcome, "", "", "", "")


@tried(30)
@given(st.data())
def test_it_agrees_with_comparing_all_with_all(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    left, right = data.draw(scopes(names_in(broader))), data.draw(scopes(names_in(broader)))
    tree = Hierarchy(broader)
    expected = naively(left, right, tree)
    assert met(left, right, tree) == expected
    assert met(right, left, tree) == {
        (other, one, *(OPPOSITE[str(word)] for word in how)) for one, other, *how in expected
    }


@tried(15)
@given(st.data())
def test_some_of_those_that_were_told_of_are_compared_with_some(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    lefts, rights = ([data.draw(scopes(names_in(broader))) for _ in "ab"] for _ in "xy")
    tree = Hierarchy(broader)
    meeting = meeting_scopes(lefts, rights, tree, 99)
    for left, right in itertools.product(lefts, rights):
        found = {(one, other, *how) for one, other, how in meeting.pairs(left, right)}
        assert found == naively(left, right, tree)


def test_a_deep_chain_of_outcomes() -> None:
    tree = Hierarchy({f"c{number + 1}": [f"c{number}"] for number in range(5_000)})
    left, right = {on("c5000")}, {on("c0"), on("c17"), on("c5000")}
    equal = ["equal"] * 4
    assert met(left, right, tree) == {
        (on("c5000"), on("c0"), "narrower", *equal),
        (on("c5000"), on("c17"), "narrower", *equal),
        (on("c5000"), on("c5000"), "equal", *equal),
    }


@pytest.mark.slow
def test_many_claims_on_many_outcomes_are_not_compared_all_with_all() -> None:
    everything = {on(f"c{number}") for number in range(20_000)}
    meeting = meeting_scopes([everything], [everything], Hierarchy({}), 99)
    assert lines_run(lambda: list(meeting.pairs(everything, everything))) < 100 * len(everything)
    assert len(met(everything, everything, Hierarchy({}))) == len(everything)


def test_more_pairs_than_a_check_may_take_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_PAIRS", 10_000)
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 1)
    count = 200  # 40,000 pairs
    some = {Scope("", f"c{number}", "", "", "") for number in range(count)}
    others = {Scope("pain", "", "", f"c{number}", "") for number in range(count)}
    with pytest.raises(TooMuch, match="pairs of records"):
        met(some, others, Hierarchy({}))
