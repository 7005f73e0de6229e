"""The map of relations: where each claim of a group that hangs together stands, and how the lines between them run.

A claim stands one column to the right of whatever it restates, summarises, qualifies or contradicts, so that lines run
to the left. Where relations run in a circle, one that closes it runs to the right, a little below. Places are pixels.
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
"""How much lower a line to the right begins and ends than one to the left, which mostly is there too."""
MOST_NODES = 60
"""A larger group of claims is described in words alone: a picture of it would show nothing."""

MOST_LIMITED = 4
"""A claim that limits more others is described in words alone: its lines would hide all the rest."""

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
    """A relation in the map, between the sides of its claims that face each other; the arrow is at the target."""

    edge: Edge
    path: str
    arrow: str


class Told(NamedTuple):
    """A claim, its relation, and all claims that this is to."""

    claim_id: str
    relation: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationMap:
    """A group of claims that hang together."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    told: tuple[Told, ...]
    """The same in words: each claim with all that it is related to in one way."""
    width: int
    height: int

    @property
    def is_drawn(self) -> bool:
        """Whether a picture of it shows anything."""
        return bool(self.nodes)


def relation_maps(edges: Iterable[Edge]) -> list[RelationMap]:
    """The groups of claims that hang together, the largest first."""
    known = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[2]))
    limiting = Counter(one for one, relation, _ in known if relation == "qualifies")
    wide = [edge for edge in known if edge[1] == "qualifies" and limiting[edge[0]] > MOST_LIMITED]
    gone = set(wide)
    groups = _groups([edge for edge in known if edge not in gone])
    maps = [_drawn(group) for group in sorted(groups, key=lambda group: (-len(group), natural_order(group[0][2])))]
    wide.sort(key=lambda edge: (natural_order(edge[0]), natural_order(edge[2])))
    return [*maps, *([RelationMap((), (), _told(wide), 0, 0)] if wide else [])]


def _told(edges: Iterable[Edge]) -> tuple[Told, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for one, relation, other in edges:
        found.setdefault((one, relation), []).append(other)
    return tuple(Told(*key, tuple(targets)) for key, targets in found.items())


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
    return [
        sorted(group, key=lambda edge: (natural_order(edge[0]), natural_order(edge[2]))) for group in found.values()
    ]


def _drawn(edges: list[Edge]) -> RelationMap:
    names = sorted({name for one, _, other in edges for name in (one, other)}, key=natural_order)
    if len(names) > MOST_NODES:
        return RelationMap((), (), _told(edges), 0, 0)
    columns = _columns(names, edges)
    chains = {edge: _chain(edge, columns) for edge in edges}
    rows = _rows(names, columns, chains)
    nodes = {name: Node(name, _BORDER + columns[name] * _COLUMN, _BORDER + round(rows[name] * _ROW)) for name in names}
    lines = tuple(_line(edge, nodes[edge[0]], nodes[edge[2]], _bends(chains[edge], rows)) for edge in edges)
    width = max(node.x for node in nodes.values()) + NODE_WIDTH + _BORDER
    height = _BORDER + round(max(rows.values()) * _ROW) + NODE_HEIGHT + _BORDER
    return RelationMap(tuple(nodes.values()), lines, _told(edges), width, height)


_Place = str | tuple[Edge, int]
"""A claim, or where a line passes a column that neither of its claims is in."""


def _chain(edge: Edge, columns: dict[str, int]) -> list[_Place]:
    """What a line goes by, from its left end to its right one."""
    left, right = sorted((edge[2], edge[0]), key=columns.__getitem__)
    between = range(columns[left] + 1, columns[right])
    return [left, *((edge, column) for column in between), right]


def _bends(chain: list[_Place], rows: dict[_Place, float]) -> list[tuple[int, int]]:
    """Where a line passes columns, from its right end to its left one."""
    return [
        (_BORDER + place[1] * _COLUMN, _BORDER + round(rows[place] * _ROW) + NODE_HEIGHT // 2)
        for place in reversed(chain)
        if not isinstance(place, str)
    ]


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


def _rows(names: Sequence[str], columns: dict[str, int], chains: dict[Edge, list[_Place]]) -> dict[_Place, float]:
    """Near what each is related to, and none on another; a line has a row to itself where it passes a column."""
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
