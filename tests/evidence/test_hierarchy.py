"""Broader and narrower concepts, held against a plain search."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from claimpack.evidence.hierarchy import Hierarchy, read_hierarchy
from claimpack.package.load import load
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import DATA_TODAY, ROOT
from tests.evidence.trying import tried

OPPOSITE = {"broader": "narrower", "narrower": "broader", "equal": "equal", "": ""}
DEEP = 5_000


@st.composite
def broader_ones(draw: st.DrawFn, most: int = 9) -> dict[str, list[str]]:
    """Concepts with their broader ones and no circle: each one's broader ones come before it."""
    names = [f"c{number}" for number in range(draw(st.integers(1, most)))]
    names = draw(st.permutations(names))
    found = {
        name: draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=3))
        for place, name in enumerate(names)
        if place
    }
    return {name: parents for name, parents in found.items() if parents or draw(st.booleans())}


def names_in(broader: Mapping[str, list[str]]) -> list[str]:
    return sorted({*broader, *itertools.chain(*broader.values()), "lonely"})


def leads_to(broader: Mapping[str, list[str]], name: str, other: str) -> bool:
    """Whether going from concept to broader concept leads from one to the other."""
    return name == other or any(leads_to(broader, parent, other) for parent in broader.get(name, ()))


@tried(75)
@given(broader_ones())
def test_relations_agree_with_a_plain_search(broader: dict[str, list[str]]) -> None:
    tree = Hierarchy(broader)
    for one, other in itertools.product(names_in(broader), repeat=2):
        up, down = leads_to(broader, one, other), leads_to(broader, other, one)
        expected = "equal" if up and down else "narrower" if up else "broader" if down else ""
        assert tree.relation(one, other) == expected
        assert tree.relation(other, one) == OPPOSITE[expected]


@tried(50)
@given(broader_ones())
def test_what_is_broader_than_the_broader_is_broader(broader: dict[str, list[str]]) -> None:
    tree = Hierarchy(broader)
    for one, two, three in itertools.product(["", *names_in(broader)], repeat=3):
        if tree.relation(one, two) == "broader" and tree.relation(two, three) in ("broader", "equal"):
            assert tree.relation(one, three) == "broader"


@tried(30)
@given(broader_ones())
def test_the_blank_is_broader_than_all(broader: dict[str, list[str]]) -> None:
    tree = Hierarchy(broader)
    assert tree.relation("", "") == "equal"
    for name in names_in(broader):
        assert (tree.relation("", name), tree.relation(name, "")) == ("broader", "narrower")
        assert tree.including(name) == {"", *(other for other in names_in(broader) if leads_to(broader, name, other))}


def covered(broader: Mapping[str, list[str]], names: set[str], name: str) -> bool:
    """By the words of the contract: one of them, narrower than one, or made up of several that are all covered."""
    if "" in names or any(leads_to(broader, name, other) for other in names):
        return True
    parts = [part for part, parents in broader.items() if name in parents]
    return len(parts) > 1 and all(covered(broader, names, part) for part in parts)


@tried(75)
@given(broader_ones(), st.data())
def test_covers_agrees_with_a_plain_search(broader: dict[str, list[str]], data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from([*names_in(broader), ""]), max_size=4))
    tree = Hierarchy(broader)
    for name in names_in(broader):
        assert tree.covers(names, name) == covered(broader, names, name)


@pytest.mark.parametrize(
    ("names", "name", "expected"),
    [
        (["route"], "vein", True),
        (["vein"], "route", False),
        (["vein", "artery"], "route", True),
        (["vein", "arm_artery", "leg_artery"], "route", True),
        (["vein", "arm_artery"], "route", False),
        (["hand_vein"], "vein", False),  # the only one below it makes up no whole
        (["hand_vein", "artery"], "route", False),
        ([], "route", False),
        ([""], "route", True),
        (["elsewhere"], "route", False),
        (["route", "elsewhere"], "unknown", False),
    ],
)
def test_what_covers_what(names: list[str], name: str, expected: bool) -> None:  # noqa: FBT001
    tree = Hierarchy(
        {
            "vein": ["route"],
            "artery": ["route"],
            "arm_artery": ["artery"],
            "leg_artery": ["artery"],
            "hand_vein": ["vein"],
        }
    )
    assert tree.covers(names, name) is expected


def test_a_deep_chain_is_no_problem() -> None:
    tree = Hierarchy({f"c{number + 1}": [f"c{number}"] for number in range(DEEP)})
    assert tree.relation("c0", f"c{DEEP}") == "broader"
    assert tree.relation(f"c{DEEP}", "c0") == "narrower"
    assert len(tree.including(f"c{DEEP}")) == DEEP + 2
    assert tree.covers(["c0"], f"c{DEEP}")
    assert not tree.covers([f"c{DEEP}"], "c0")


def test_a_deep_chain_of_wholes_and_parts_is_no_problem() -> None:
    deep = 1_500
    chain = {f"c{number + 1}": [f"c{number}"] for number in range(deep)}
    beside = {f"b{number + 1}": [f"c{number}"] for number in range(deep)}
    tree = Hierarchy(chain | beside)
    assert tree.covers([*beside, f"c{deep}"], "c0")
    assert not tree.covers(list(beside), "c0")


class Counting(Hierarchy):
    """A hierarchy that counts how often it is asked what includes a concept."""

    asked = 0

    def including(self, name: str) -> frozenset[str]:
        self.asked += 1
        return super().including(name)


def test_parts_that_many_wholes_share_are_not_looked_at_again_and_again() -> None:
    layers = 12
    broader = {
        f"{side}{layer + 1}": [f"a{layer}", f"b{layer}"] for layer, side in itertools.product(range(layers), "ab")
    }
    tree = Counting(broader)
    assert tree.covers([f"a{layers}", f"b{layers}"], "a0")
    assert not tree.covers([f"a{layers}"], "a0")
    assert tree.asked < 500, "there are 26 concepts, and 4,096 ways down"


def test_the_hierarchy_of_our_own_package() -> None:
    tree = read_hierarchy(load(ROOT, today=DATA_TODAY))
    assert tree.relation("msc_bone_marrow", "stem_cell_therapy") == "narrower"
    assert tree.relation("death", "fever") == ""
    assert tree.relation("cell_derived_malignancy", "malignancy") == "narrower"
