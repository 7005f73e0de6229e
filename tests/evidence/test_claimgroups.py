"""Groups of claims on one subject, held against comparing all claims with all."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import pytest
from claimpack.evidence import scope
from claimpack.evidence.claimgroups import ClaimGroups, Group, GroupPair, claim_groups, group_pairs
from claimpack.evidence.directions import DISAGREEING, WHOLE_AGAINST_PART
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import LIMITS_AMONG_CLAIMS, SCOPE
from claimpack.evidence.usable import UsableRecords
from claimpack.package.table import Record
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.records import table_of, usable
from tests.evidence.test_hierarchy import broader_ones, names_in
from tests.evidence.trying import tried

COLUMNS = [*SCOPE, *LIMITS_AMONG_CLAIMS, "effect_direction"]
DIRECTIONS = sorted({word for pair in (*DISAGREEING, *WHOLE_AGAINST_PART) for word in pair})
OUTCOMES: tuple[Literal["equal", "broader"], ...] = ("equal", "broader")

Row = Mapping[str, str]


@st.composite
def claims(draw: st.DrawFn, names: list[str]) -> list[Row]:
    """Claims of few different scopes and limits, so that many of them meet."""
    cells = st.sampled_from([*names, "", ""])
    row = st.tuples(
        cells,
        *(st.sampled_from([names[0], "", ""]) for _ in SCOPE[1:]),
        st.sampled_from(["", "any", "mild"]),
        st.sampled_from(["", "", "early"]),
        st.sampled_from(["", "", "if careful"]),
        st.sampled_from(["", "", "40 mg", "40MG", "80 mg"]),
        st.sampled_from(["", "", "52 weeks", "1 year", "13 months", "3 years"]),
        st.sampled_from(DIRECTIONS),
    )
    return [dict(zip(COLUMNS, each, strict=True)) for each in draw(st.lists(row, max_size=14))]


def groups_of(rows: Iterable[Row]) -> ClaimGroups:
    return claim_groups(usable("claims", rows))


def every(groups: ClaimGroups) -> list[Group[Record]]:
    return [group for some in groups.values() for group in some]


def limit(claim: Row, column: str) -> str:
    words = {"any": "", "52 weeks": "1 year", "40 mg": "40mg", "40MG": "40mg", "80 mg": "80mg"}
    return words.get(claim[column], claim[column])


def naively(
    rows: Iterable[Row], directions: Collection[tuple[str, str]], tree: Hierarchy
) -> set[tuple[int, int, tuple[str, ...]]]:
    found: set[tuple[int, int, tuple[str, ...]]] = set()
    for (number, one), (other_number, other) in itertools.product(enumerate(rows), repeat=2):
        if (one["effect_direction"], other["effect_direction"]) not in directions or not one["outcome"]:
            continue
        how = [str(tree.relation(one[column], other[column])) for column in SCOPE]
        for column in LIMITS_AMONG_CLAIMS:
            here, there = limit(one, column), limit(other, column)
            is_same = here == there or {here, there} == {"1 year", "13 months"}
            how.append("equal" if is_same else "broader" if not here else "narrower" if not there else "")
        if other["outcome"] and all(how):
            found.add((number, other_number, tuple(how)))
    return found


@tried(30)
@given(st.data())
def test_pairs_agree_with_comparing_all_with_all(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(4))
    rows = data.draw(claims(names_in(broader)))
    tree, groups = Hierarchy(broader), groups_of(rows)
    for directions, kind in itertools.product((DISAGREEING, WHOLE_AGAINST_PART), OUTCOMES):
        found = [
            (left.number, right.number, pair.scope_relations)
            for pair in group_pairs(groups, directions, tree, outcomes=kind)
            for left in pair.left.claims
            for right in pair.right.claims
        ]
        assert len(found) == len(set(found)), "a pair is told once"
        assert set(found) == {each for each in naively(rows, directions, tree) if each[2][0] == kind}


@tried(20)
@given(st.data())
def test_a_pair_tells_whether_it_is_about_the_same_and_whether_one_includes_the_other(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(4))
    tree, groups = Hierarchy(broader), groups_of(data.draw(claims(names_in(broader))))
    for kind in OUTCOMES:
        for pair in group_pairs(groups, DISAGREEING, tree, outcomes=kind):
            assert pair.is_same == (pair.left.about == pair.right.about)
            both = list(zip(pair.left.about, pair.right.about, strict=True))
            covers = [here in tree.including(there) for here, there in both[: len(SCOPE)]]
            limits = [here in ("", there) for here, there in both[len(SCOPE) :]]
            assert pair.left_includes_right == all(covers + limits)
            assert pair.disagree == (pair.left.direction != "not_observed" or pair.left_includes_right)


@tried(20)
@given(st.data())
def test_groups_hold_the_claims_that_say_the_same(data: st.DataObject) -> None:
    rows = data.draw(claims(["a", "b"]))
    groups = groups_of(rows)
    said = [tuple(limit(row, column) for column in COLUMNS) for row in rows]
    numbers = [[claim.number for claim in group.claims] for group in every(groups)]
    assert sorted(itertools.chain(*numbers)) == [number for number, row in enumerate(rows) if row["outcome"]]
    assert all(each == sorted(each) for each in numbers), "in the order of the file"
    for group, some in zip(every(groups), numbers, strict=True):
        assert {said[number] for number in some} == {(*group.about, group.direction)}
    assert len(numbers) == len({each for each in said if each[0]})
    assert all(group.direction == direction for direction, some in groups.items() for group in some)


def test_many_claims_that_say_the_same_are_one_pair() -> None:
    one, other = ({"outcome": "fever", "effect_direction": word} for word in ("increased", "decreased"))
    groups = groups_of([one] * 3_000 + [other] * 3_000)
    [pair] = group_pairs(groups, DISAGREEING, Hierarchy({}), outcomes="equal")
    assert [len(pair.left.claims), len(pair.right.claims)] == [3_000, 3_000]
    assert pair.is_same


def test_claims_that_were_left_out_are_in_no_group() -> None:
    rows = [{"outcome": "fever", "effect_direction": "occurs"}] * 4
    table = table_of("claims", rows)
    [group] = every(claim_groups(UsableRecords(table, [0, 2])))
    assert [claim.number for claim in group.claims] == [1, 3]
    assert group.about == ("fever", *[""] * 9)


def found(groups: ClaimGroups) -> list[GroupPair[Record]]:
    return list(group_pairs(groups, DISAGREEING, Hierarchy({}), outcomes="equal"))


def test_groups_that_are_compared_with_too_many_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them is broader than another in every respect, but each meets each in all respects but the last."""
    words = ("occurs", "not_observed")
    rows = [
        {"outcome": "fever", "conditions": f"if {number}" if number else "", "effect_direction": word}
        for number, word in itertools.product(range(40), words)
    ]
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", 3 * 40)
    assert len(found(groups_of(rows))) == 40 + 2 * 39
    monkeypatch.setattr(scope, "MOST_PAIRS", 40 + 2 * 39 - 1)
    with pytest.raises(TooMuch):
        found(groups_of(rows))
