"""The map of relations: where each claim of a connected group is drawn, and how the lines between claims run.

A claim is one column to the right of the claims that it restates, summarises, qualifies or contradicts, so that lines
run to the left. Where relations form a cycle, the line that closes it runs to the right, a little lower. Coordinates
are pixels.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from claimpack.wording import natural_order

NODE_WIDTH, NODE_HEIGHT = 76, 28
_COLUMN, _ROW = 170, 38
_BORDER = 8
_TIP = 6
"""How long an arrow is."""
_BACKWARD = 7
"""How much lower a line to the right begins and ends than the line to the left that is mostly there too."""
MOST_NODES = 60
"""A larger group of claims is described in words only: nobody could read a picture of it."""

MOST_LIMITED = 4
"""A claim that limits more other claims is described in words only: its lines would hide all others."""

Edge = tuple[str, str, str]
"""A claim, its relation, and the target claim."""


@dataclass(frozen=True, slots=True)
class Node:
    """A claim in the map."""

    claim_id: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A relation in the map, drawn between the facing sides of its claims; the arrow is at the target."""

    edge: Edge
    path: str
    arrow: str


class RelationInWords(NamedTuple):
    """A claim, its relation, and all claims that are its targets."""

    claim_id: str
    relation: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationMap:
    """A connected group of claims."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    in_words: tuple[RelationInWords, ...]
    """The same in words."""
    width: int = 0
    height: int = 0

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture of it."""
        return bool(self.nodes)


def relation_maps(edges: Iterable[Edge]) -> list[RelationMap]:
    """The connected groups of claims, the largest first."""
    known = sorted(dict.fromkeys(edge for edge in edges if edge[0] != edge[2]), key=_order)
    limiting = Counter(one for one, relation, _ in known if relation == "qualifies")
    undrawn = dict.fromkeys(edge for edge in known if edge[1] == "qualifies" and limiting[edge[0]] > MOST_LIMITED)
    groups = _groups([edge for edge in known if edge not in undrawn])
    maps = [_drawn(group) for group in sorted(groups, key=lambda group: (-len(group), natural_order(group[0][2])))]
    return [*maps, *([RelationMap((), (), _in_words(undrawn))] if undrawn else [])]


def _order(edge: Edge) -> tuple[object, ...]:
    return natural_order(edge[0]), natural_order(edge[2])


def _in_words(edges: Iterable[Edge]) -> tuple[RelationInWords, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for one, relation, other in edges:
        found.setdefault((one, relation), []).append(other)
    return tuple(RelationInWords(*key, tuple(targets)) for key, targets in found.items())


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges of each connected group, in the order given."""
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
    return list(found.values())


def _drawn(edges: list[Edge]) -> RelationMap:
    names = sorted({name for one, _, other in edges for name in (one, other)}, key=natural_order)
    if len(names) > MOST_NODES:
        return RelationMap((), (), _in_words(edges))
    columns = _columns(names, edges)
    chains = {edge: _chain(edge, columns) for edge in edges}
    rows = _rows(names, columns, chains)
    nodes = {name: Node(name, _BORDER + columns[name] * _COLUMN, _BORDER + round(rows[name] * _ROW)) for name in names}
    lines = tuple(_line(edge, nodes[edge[0]], nodes[edge[2]], _bends(chains[edge], rows)) for edge in edges)
    width = max(node.x for node in nodes.values()) + NODE_WIDTH + _BORDER
    height = _BORDER + round(max(rows.values()) * _ROW) + NODE_HEIGHT + _BORDER
    return RelationMap(tuple(nodes.values()), lines, _in_words(edges), width, height)


_Place = str | tuple[Edge, int]
"""A claim, or the point where a line crosses a column between those of its two claims."""


def _chain(edge: Edge, columns: dict[str, int]) -> list[_Place]:
    """The places along a line, from its left end to its right end."""
    left, right = sorted((edge[2], edge[0]), key=columns.__getitem__)
    between = range(columns[left] + 1, columns[right])
    return [left, *((edge, column) for column in between), right]


def _bends(chain: list[_Place], rows: dict[_Place, float]) -> list[tuple[int, int]]:
    """Where a line crosses columns, from its right end to its left end."""
    return [
        (_BORDER + place[1] * _COLUMN, _BORDER + round(rows[place] * _ROW) + NODE_HEIGHT // 2)
        for place in reversed(chain)
        if not isinstance(place, str)
    ]


def _columns(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each claim: one more than the farthest target's; in a cycle, at most the number of claims."""
    columns = dict.fromkeys(names, 0)
    for _ in names:
        changed = False
        for one, _, other in edges:
            if columns[one] <= columns[other] and columns[other] + 1 < len(names):
                columns[one], changed = columns[other] + 1, True
        if not changed:
            break
    return columns


def _rows(names: Sequence[str], columns: dict[str, int], chains: dict[Edge, list[_Place]]) -> dict[_Place, float]:
    """The row of each place: near its relations, and no two alike in a column."""
    near: dict[_Place, list[_Place]] = {}
    members: dict[int, dict[_Place, None]] = {}
    for name in names:
        members.setdefault(columns[name], {})[name] = None
    for chain in chains.values():
        for before, place in pairwise(chain):
            near.setdefault(place, []).append(before)
            if not isinstance(place, str):
                members[place[1]][place] = None
    rows: dict[_Place, float] = {}
    for column in sorted(members):
        here = list(members[column])
        wanted = {
            place: _mean([rows[other] for other in near.get(place, ()) if other in rows], number)
            for number, place in enumerate(here)
        }
        least = 0.0
        for place in sorted(here, key=lambda place: (wanted[place], here.index(place))):
            rows[place] = max(least, wanted[place]) if column else least
            least = rows[place] + 1
    return rows


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _line(edge: Edge, one: Node, other: Node, bends: Sequence[tuple[int, int]]) -> Line:
    if one.x == other.x:
        return _beside(edge, one, other)
    is_backward = one.x < other.x
    left, right = (one, other) if is_backward else (other, one)
    below = NODE_HEIGHT // 2 + (_BACKWARD if is_backward else 0)
    at, end = (right.x, right.y + below), (left.x + NODE_WIDTH, left.y + below)
    arrow = _arrow(at, 1) if is_backward else _arrow(end, -1)
    at, end = (at[0] - _TIP * is_backward, at[1]), (end[0] + _TIP * (not is_backward), end[1])
    path = f"M{at[0]} {at[1]}"
    for x, y in bends:
        path += f"{_curve(at, (x + NODE_WIDTH, y))}L{x} {y}"
        at = (x, y)
    return Line(edge, path + _curve(at, end), arrow)


def _beside(edge: Edge, one: Node, other: Node) -> Line:
    """A line between two claims of one column, to the right of both."""
    x, start, end = one.x + NODE_WIDTH, one.y + NODE_HEIGHT // 2, other.y + NODE_HEIGHT // 2
    aside = x + (_COLUMN - NODE_WIDTH) // 2
    return Line(edge, f"M{x} {start}C{aside} {start} {aside} {end} {x + _TIP} {end}", _arrow((x, end), -1))


def _arrow(tip: tuple[int, int], direction: int) -> str:
    """The corners of an arrow that points to the right (1) or to the left (-1)."""
    x, y = tip
    back = x - direction * (_TIP + 2)
    return f"{x},{y} {back},{y - 4} {back},{y + 4}"


def _curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    half = max((start[0] - end[0]) // 2, 30)
    return f"C{start[0] - half} {start[1]} {end[0] + half} {end[1]} {end[0]} {end[1]}"
