"""Things that are related in every respect, held against comparing all with all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from claimpack.evidence import relatedpairs, scope
from claimpack.evidence.relatedpairs import Related, RelatedInAll
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from tests.linesrun import lines_run

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


@pytest.fixture(params=[(0, 0), (0, 6), (2_000, 64)], ids=["part by part", "parts one by one", "as it is"])
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are compared one by one."""
    few, part = request.param
    monkeypatch.setattr(relatedpairs, "_FEW", few)
    monkeypatch.setattr(relatedpairs, "_PART", part)


@pytest.mark.usefixtures("_ways")
@tried(100)
@given(st.data())
def test_all_with_all(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(data.draw(st.integers(1, 3)))]
    left, right = data.draw(things(len(respects))), data.draw(things(len(respects)))
    assert pairs(left, right, respects) == naively(left, right, respects)


@pytest.mark.usefixtures("_ways")
@tried(50)
@given(st.data())
def test_things_with_themselves(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(2)]
    some = data.draw(things(2))
    assert pairs(some, some, respects) == naively(some, some, respects)


@tried(30)
@given(st.data())
def test_what_was_asked_before_changes_nothing(data: st.DataObject) -> None:
    respects = [data.draw(related) for _ in range(2)]
    asked = [(data.draw(things(2)), data.draw(things(2))) for _ in range(3)]
    shared = RelatedInAll(respects, 1)
    for left, right in asked:
        assert list(shared.pairs(left, right)) == list(RelatedInAll(respects, 1).pairs(left, right))


@tried(30)
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


ALL = {str(one): {str(other): f"{one}{other}" for other in range(12)} for one in range(12)}
EQUAL = {str(one): {str(one): "equal"} for one in range(12)}


@pytest.mark.usefixtures("_ways")
@pytest.mark.parametrize(
    "known",
    [ALL, EQUAL, {"3": ALL["3"]}, {one: {"3": near["3"]} for one, near in ALL.items()}, {}],
    ids=["all", "equal", "one with all", "all with one", "none"],
)
@pytest.mark.parametrize("left", [1, 4, 12])
@pytest.mark.parametrize("right", [1, 4, 12])
def test_whichever_are_fewer(known: Related, left: int, right: int) -> None:
    """Words with more relations than there are words on the other side, and with fewer."""
    here: list[Thing] = [(str(number), str(number % 3), number) for number in range(left)]
    there: list[Thing] = [(str(number), str(number % 2), number) for number in range(right)]
    for second in (EQUAL, ALL):
        assert pairs(here, there, [known, second]) == naively(here, there, [known, second])
        turned = [[(two, one, number) for one, two, number in some] for some in (here, there)]
        assert pairs(*turned, [second, known]) == naively(*turned, [second, known])


def test_what_is_looked_at_without_being_found_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_PAIRS", 20_000)
    some: list[Thing] = [(str(one), str(other), 0) for one in range(100) for other in range(50)]
    every = {str(one): {str(other): "near" for other in range(100)} for one in range(100)}
    assert not list(RelatedInAll([{"0": every["0"]}, {}], 0).pairs(some, some))
    with pytest.raises(TooMuch):  # a hundred times a hundred groups with fifty words each
        list(RelatedInAll([every, {}], 0).pairs(some, some))


def test_groups_that_are_related_in_some_respects_are_limited_as_pairs_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_PAIRS", 20_000)
    some: list[Thing] = [(str(one), "x", number) for one in range(150) for number in range(9)]
    every = {str(one): {str(other): "near" for other in range(150)} for one in range(150)}
    fewer = {word: every[word] for word in list(every)[:100]}
    assert not list(RelatedInAll([fewer, {}], 0).pairs(some, some))
    with pytest.raises(TooMuch):
        list(RelatedInAll([every, {}], 0).pairs(some, some))


def test_things_that_are_alike_in_every_respect_are_limited_as_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_PAIRS", 20_000)
    some: list[Thing] = [("x", number) for number in range(150)]
    respects: list[Related] = [{"x": {"x": "same"}}]
    assert len(list(RelatedInAll(respects, 0).pairs(some, some[:130]))) == 19_500
    with pytest.raises(TooMuch):
        list(RelatedInAll(respects, 0).pairs(some, some))


def different(count: int, *, first: bool) -> list[Thing]:
    """Things that are all different in one respect, and the same in the other."""
    return [(str(number), "a", number) if first else ("a", str(number), number) for number in range(count)]


def test_a_stop_comes_before_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_PAIRS", 10_000)
    some = different(5_000, first=True)
    near = {str(word): "near" for word, *_ in some}

    def compare() -> None:
        with pytest.raises(TooMuch):
            list(RelatedInAll([dict.fromkeys(near, near), {}], 0).pairs(some, some))

    assert lines_run(compare) < 100 * 10_000  # all with all are 25,000,000


def test_what_stands_to_many_others_is_sorted_once() -> None:
    left, right = different(5_000, first=True), different(5_000, first=False)
    respects: list[Related] = [{str(word): {"a": "near"} for word, *_ in left}, {"a": {"b": "near"}}]
    pairs = RelatedInAll(respects, 0).pairs(left, right)
    assert lines_run(lambda: list(pairs)) < 100 * 5_000  # all with all are 25,000,000
    assert not list(RelatedInAll(respects, 0).pairs(left, right))


def test_no_limit_stops_what_is_within_it_in_each_respect(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is related elsewhere, and not among those that are compared, does not count."""
    monkeypatch.setattr(scope, "MOST_PAIRS", 200)
    left: list[Thing] = [("a", str(number), number) for number in range(100)]
    right: list[Thing] = [("a", str(number + 90), number) for number in range(100)]
    chain = {str(one): {str(other): "near" for other in range(one - 3, one + 4)} for one in range(200)}
    expected = naively(left, right, [{"a": {"a": "same"}}, chain])
    assert len(expected) < 200
    assert pairs(left, right, [{"a": {"a": "same"}}, chain]) == expected
