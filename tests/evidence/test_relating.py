"""Things that are related in every respect, held against comparing all with all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from claimpack.evidence import scope
from claimpack.evidence.relating import Related, RelatedInAll
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried

Thing = tuple[object, ...]
Found = list[tuple[object, ...]]

words = st.sampled_from(["", "a", "b", "c", "d"])
related = st.dictionaries(words, st.dictionaries(words, st.sampled_from(["like", "unlike"]), max_size=4), max_size=5)


@st.composite
def things(draw: st.DrawFn, respects: int) -> list[Thing]:
    """Things of few different words, each with its number after them."""
    pool = draw(st.lists(words, min_size=1, unique=True))
    cells = draw(st.lists(st.tuples(*[st.sampled_from(pool)] * respects), max_size=10))
    return [(*each, number) for number, each in enumerate(cells)]


def naively(left: Sequence[Thing], right: Sequence[Thing], respects: Sequence[Related]) -> Found:
    found: Found = []
    for one, other in itertools.product(left, right):
        how = [known.get(str(one[place]), {}).get(str(other[place])) for place, known in enumerate(respects)]
        if None not in how:
            found.append((one[-1], other[-1], tuple(how)))
    return sorted(found, key=repr)


def pairs(left: Sequence[Thing], right: Sequence[Thing], respects: Sequence[Related]) -> Found:
    found = [(one[-1], other[-1], how) for one, other, how in RelatedInAll(respects, 1).pairs(left, right)]
    return sorted(found, key=repr)


@tried(200)
@given(st.data())
def test_all_with_all(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(data.draw(st.integers(1, 3)))]
    left, right = data.draw(things(len(respects))), data.draw(things(len(respects)))
    assert pairs(left, right, respects) == naively(left, right, respects)


@tried(100)
@given(st.data())
def test_things_with_themselves(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(2)]
    some = data.draw(things(2))
    assert pairs(some, some, respects) == naively(some, some, respects)


@tried(60)
@given(st.data())
def test_what_was_asked_before_changes_nothing(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(2)]
    asked = [(data.draw(things(2)), data.draw(things(2))) for _ in range(3)]
    shared = RelatedInAll(respects, 1)
    for left, right in asked:
        assert list(shared.pairs(left, right)) == list(RelatedInAll(respects, 1).pairs(left, right))


@tried(60)
@given(st.data())
def test_words_of_nothing_here_do_no_harm(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(2)]
    left, right = data.draw(things(2)), data.draw(things(2))
    more = [{word: {**near, "elsewhere": "like"} for word, near in known.items()} for known in respects]
    assert pairs(left, right, more) == pairs(left, right, respects)


@pytest.mark.parametrize("sizes", [(0, 0), (0, 3), (3, 0)])
def test_nothing_on_a_side(sizes: tuple[int, int]) -> None:
    left, right = ([("a", number) for number in range(size)] for size in sizes)
    assert pairs(left, right, [{"a": {"a": "like"}}]) == []


def test_what_many_have_in_common_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 300
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", count * count)  # the pairs that are found, and none that are looked at
    left = [("a", "", number) for number in range(count)]
    right = [("b", "", number) for number in range(count)]
    found = list(RelatedInAll([{"a": {"b": "like"}}, {"": {"": "equal"}}], 0).pairs(left, right))
    assert found == [(one, other, ("like", "equal")) for one in left for other in right]


def test_many_words_that_are_related_to_few_are_not_compared_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 20_000
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", count)
    some = [(f"c{number}", number) for number in range(count)]
    related_to_itself = {word: {word: "equal"} for word, _ in some}
    assert len(list(RelatedInAll([related_to_itself], 0).pairs(some, some))) == count
    monkeypatch.setattr(scope, "MOST_PAIRS", count - 1)
    with pytest.raises(TooMuch):
        list(RelatedInAll([related_to_itself], 0).pairs(some, some))


@pytest.mark.parametrize("side", ["left", "right"])
def test_it_stops_where_more_is_compared_than_may_be(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", 99)
    all_with_all = {f"c{one}": {f"c{other}": "like" for other in range(10)} for one in range(10)}
    some: list[Thing] = [(f"c{number}", number) for number in range(10)]
    fewer = some[:9]
    left, right = (fewer, some) if side == "right" else (some, fewer)
    within = RelatedInAll([all_with_all], 1)
    assert len(list(within.pairs(left, right))) == 90
    with pytest.raises(TooMuch):
        list(within.pairs(left, right))  # what was compared before counts
    with pytest.raises(TooMuch):
        list(RelatedInAll([all_with_all], 1).pairs(some, some))
