"""The map of relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from claimpack.page.relationmap import MOST_LIMITED, MOST_NODES, NODE_HEIGHT, NODE_WIDTH, relation_maps


def test_lines_run_from_right_to_left_and_no_claim_lies_on_another() -> None:
    edges = [("C3", "restates", "C1"), ("C3", "summarises", "C2"), ("C4", "restates", "C3"), ("C4", "restates", "C1")]
    [drawn] = relation_maps(edges)
    places = {node.claim_id: (node.x, node.y) for node in drawn.nodes}
    assert all(places[one][0] > places[other][0] for one, _, other in edges)
    boxes = list(places.values())
    assert not any(
        one != other and abs(one[0] - other[0]) < NODE_WIDTH and abs(one[1] - other[1]) < NODE_HEIGHT
        for one in boxes
        for other in boxes
    )
    assert all(x + NODE_WIDTH <= drawn.width and y + NODE_HEIGHT <= drawn.height for x, y in boxes)


def test_groups_that_do_not_hang_together_are_apart() -> None:
    maps = relation_maps([("C2", "restates", "C1"), ("C4", "restates", "C3"), ("C5", "restates", "C3")])
    assert [len(each.nodes) for each in maps] == [3, 2]


def test_a_circle_comes_to_an_end() -> None:
    [drawn] = relation_maps([("C1", "contradicts", "C2"), ("C2", "contradicts", "C1")])
    assert len(drawn.nodes) == 2


CIRCLES = {
    "two": [("C1", "contradicts", "C2"), ("C2", "restates", "C1")],
    "as in our package": [
        *(("C042", "restates", "C002"), ("C044", "restates", "C042"), ("C049", "restates", "C044")),
        *(("C049", "restates", "C002"), ("C044", "qualifies", "C049"), ("C044", "qualifies", "C002")),
    ],
    "long": [*((f"C{n + 1}", "restates", f"C{n}") for n in range(1, 5)), ("C1", "qualifies", "C5")],
    "all with all": [(f"C{one}", "contradicts", f"C{other}") for one in range(4) for other in range(4) if one != other],
}


@pytest.mark.parametrize("name", CIRCLES)
def test_no_line_runs_behind_a_claim_and_each_arrow_is_at_its_target(name: str) -> None:
    [drawn] = relation_maps(CIRCLES[name])
    nodes = {node.claim_id: node for node in drawn.nodes}
    for line in drawn.lines:
        for x, y in points_of(line.path):
            behind = [
                node.claim_id
                for node in drawn.nodes
                if node.x < x < node.x + NODE_WIDTH and node.y < y < node.y + NODE_HEIGHT
            ]
            assert behind == [], line.edge
        target = nodes[line.edge[2]]
        tip = tuple(map(int, line.arrow.split()[0].split(",")))
        assert tip[0] in (target.x, target.x + NODE_WIDTH)
        assert target.y < tip[1] < target.y + NODE_HEIGHT


def points_of(path: str) -> Iterator[tuple[float, float]]:
    """Points of a path of curves and straight lines, close to each other."""
    at = (0.0, 0.0)
    for command, numbers in re.findall(r"([MCL])([^MCL]+)", path):
        given = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        pairs = list(zip(given[::2], given[1::2], strict=True))
        if command != "M":
            for step in range(101):
                yield bezier([at, *pairs], step / 100)
        at = pairs[-1]


def bezier(points: list[tuple[float, float]], share: float) -> tuple[float, float]:
    while len(points) > 1:
        points = [
            (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
            for one, other in pairwise(points)
        ]
    return points[0]


def test_what_limits_very_many_is_described_in_words() -> None:
    [undrawn] = relation_maps([("C0", "qualifies", f"C{number}") for number in range(1, MOST_LIMITED + 2)])
    assert not undrawn.is_drawn
    assert [(each.claim_id, len(each.targets)) for each in undrawn.in_words] == [("C0", MOST_LIMITED + 1)]


def test_a_very_large_group_is_described_in_words() -> None:
    [undrawn] = relation_maps([(f"C{number + 1}", "restates", f"C{number}") for number in range(MOST_NODES + 1)])
    assert not undrawn.is_drawn
    assert len(undrawn.in_words) == MOST_NODES + 1
