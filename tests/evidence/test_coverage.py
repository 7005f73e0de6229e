"""What a source studied, and what of a claim that covers."""

from __future__ import annotations

import itertools

import pytest
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import COVERING, STUDIED, is_part_of_what_was_studied

TREE = Hierarchy(
    {
        "intravenous": ["intravascular"],
        "intra_arterial": ["intravascular"],
        "intravascular": ["injected"],
        "local": ["injected"],
        "marrow_cells": ["cells"],
        "fat_cells": ["cells"],
        "children": ["people"],
    }
)


def source(routes: str = "", intervention: str = "", population: str = "") -> dict[str, str]:
    return {"routes": routes, "intervention": intervention, "population": population}


@pytest.mark.parametrize(
    ("column", "concept", "row", "part"),
    [
        # one of several that were pooled
        ("route", "intravenous", source(routes="intravenous;local"), True),
        ("route", "intravenous", source(routes="intravascular"), True),
        ("intervention", "marrow_cells", source(intervention="cells"), True),
        ("population", "children", source(population="people"), True),
        # all of what was studied
        ("route", "intravenous", source(routes="intravenous"), False),
        ("route", "intravascular", source(routes="intravenous;intra_arterial"), False),
        ("route", "injected", source(routes="intravascular;local"), False),
        ("intervention", "cells", source(intervention="cells"), False),
        # all but a part of it
        ("route", "intravascular", source(routes="intravenous;intra_arterial;local"), True),
        # beyond it, which is another rule's
        ("route", "local", source(routes="intravenous"), False),
        ("route", "injected", source(routes="intravenous"), False),
        ("intervention", "cells", source(intervention="marrow_cells"), False),
        ("intervention", "fat_cells", source(intervention="marrow_cells"), False),
        # not known
        ("route", "", source(routes="intravenous;local"), False),
        ("route", "intravenous", source(), False),
        ("population", "", source(), False),
    ],
)
def test_a_part_of_what_was_studied(column: str, concept: str, row: dict[str, str], part: bool) -> None:  # noqa: FBT001
    assert is_part_of_what_was_studied(TREE, concept, row[STUDIED[column]]) is part


def test_a_part_is_covered_and_leaves_something_out() -> None:
    names = ["", "intravenous", "intra_arterial", "intravascular", "local", "injected"]
    for concept, count in itertools.product(names, (0, 1, 2, 3)):
        for routes in itertools.combinations(names[1:], count):
            part = is_part_of_what_was_studied(TREE, concept, ";".join(routes))
            reaches_beyond = [route for route in routes if TREE.relation(concept, route) not in ("equal", "broader")]
            assert part == bool(concept and TREE.covers(routes, concept) and reaches_beyond)


def test_no_source_says_what_it_compared_with_in_a_covering_column() -> None:
    assert COVERING == ("intervention", "route", "population")
