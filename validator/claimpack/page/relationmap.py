"""The map of relations: where each claim of a group that hangs together stands, and how the lines between them run.

A claim stands one column to the right of whatever it restates, summarises, qualifies or contradicts, so that all lines
run to the left. Places are in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimpack.wording import natural_order

NODE_WIDTH, NODE_HEIGHT = 76, 28
_COLUMN, _ROW = 170, 38
_BORDER = 8
MOST_NODES = 60
"""A group of more claims is told in words alone: a picture of it would show nothing."""

Edge = tuple[str, str, str]
"""A claim, its relation, and the claim that this is to."""


@dataclass(frozen=True, slots=True)
class Node:
    """A claim in the map."""

    claim_id: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A relation in the map: from the left side of a claim to the right side of its target."""

    edge: Edge
    path: str
    arrow: str


@dataclass(frozen=True, slots=True)
class RelationMap:
    """A group of claims that hang together."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int

    @property
    def is_drawn(self) -> bool:
        """Whether a picture of it shows anything."""
        return bool(self.nodes)


def relation_maps(edges: Iterable[Edge]) -> list[RelationMap]:
    """The groups of claims that hang together, the largest first."""
    known = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[2]))
    groups = _groups(known)
    return [_drawn(group) for group in sorted(groups, key=lambda group: (-len(group), natural_order(group[0][2])))]


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, _, other in edges:
        leader[find(one)] = find(other)
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(find(edge[0]), []).append(edge)
    return [sorted(group, key=lambda edge: (natural_order(edge[0]), natural_order(edge[2]))) for group in found.values()]


def _drawn(edges: list[Edge]) -> RelationMap:
    names = sorted({name for one, _, other in edges for name in (one, other)}, key=natural_order)
    if len(names) > MOST_NODES:
        return RelationMap((), (), tuple(edges), 0, 0)
    columns = _columns(names, edges)
    rows = _rows(names, columns, edges)
    nodes = {
        name: Node(name, _BORDER + columns[name] * _COLUMN, _BORDER + round(rows[name] * _ROW)) for name in names
    }
    lines = tuple(_line(edge, nodes[edge[0]], nodes[edge[2]]) for edge in edges)
    width = max(node.x for node in nodes.values()) + NODE_WIDTH + _BORDER
    height = max(node.y for node in nodes.values()) + NODE_HEIGHT + _BORDER
    return RelationMap(tuple(nodes.values()), lines, tuple(edges), width, height)


def _columns(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """One more than the farthest target's; where relations run in a circle, as far as there are claims at most."""
    columns = dict.fromkeys(names, 0)
    for _ in names:
        changed = False
        for one, _, other in edges:
            if columns[one] <= columns[other] and columns[other] + 1 < len(names):
                columns[one], changed = columns[other] + 1, True
        if not changed:
            break
    return columns


def _rows(names: Sequence[str], columns: dict[str, int], edges: Sequence[Edge]) -> dict[str, float]:
    """Near what each is related to, and none on another."""
    rows: dict[str, float] = {}
    for column in range(max(columns.values()) + 1):
        here = [name for name in names if columns[name] == column]
        wanted = {
            name: _mean([rows[other] for one, _, other in edges if one == name and other in rows], number)
            for number, name in enumerate(here)
        }
        least = 0.0
        for name in sorted(here, key=lambda name: (wanted[name], natural_order(name))):
            rows[name] = max(least, wanted[name]) if column else least
            least = rows[name] + 1
    return rows


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _line(edge: Edge, one: Node, other: Node) -> Line:
    start = (one.x, one.y + NODE_HEIGHT // 2)
    end = (other.x + NODE_WIDTH + 6, other.y + NODE_HEIGHT // 2)
    half = max((start[0] - end[0]) // 2, 30)
    path = f"M{start[0]} {start[1]}C{start[0] - half} {start[1]} {end[0] + half} {end[1]} {end[0]} {end[1]}"
    tip = end[0] - 6
    return Line(edge, path, f"{tip},{end[1]} {tip + 8},{end[1] - 4} {tip + 8},{end[1] + 4}")
