"""The map of relations."""

from __future__ import annotations

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


def test_what_limits_very_many_is_told_in_words() -> None:
    [told] = relation_maps([("C0", "qualifies", f"C{number}") for number in range(1, MOST_LIMITED + 2)])
    assert not told.is_drawn
    assert [(each.claim_id, len(each.targets)) for each in told.told] == [("C0", MOST_LIMITED + 1)]


def test_a_very_large_group_is_told_in_words() -> None:
    [told] = relation_maps([(f"C{number + 1}", "restates", f"C{number}") for number in range(MOST_NODES + 1)])
    assert not told.is_drawn
    assert len(told.told) == MOST_NODES + 1
