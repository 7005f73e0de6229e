"""A concept is broader than itself, directly or through others.

## What it checks

Following `broader` from a concept never leads back to the same concept.

## Why it matters

The hierarchy decides which claims can be compared. In a circle, every concept is both broader and narrower than every
other.

## Fails

```csv concepts
concept_id,broader
adverse_event,headache
```

## Passes

```csv concepts
concept_id,broader
adverse_event,
```

## How to fix

Remove one of the named concepts from the other's `broader`.

## Source

SKOS reference, section 8.6.8, https://www.w3.org/TR/skos-reference/.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from claimpack.package.package import Package
from claimpack.package.tableschema import named_in
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation

SEVERITY = "error"

_MOST_CYCLES = 100

_MOST_NAMED = 20
"""At most this many concepts of a circle are named."""


def check(package: Package) -> Iterator[Observation]:
    """Follows the hierarchy of concepts."""
    concepts = package.table("concepts")
    field = concepts.schema.fields["broader"]
    graph: dict[str, set[str]] = {}
    record_of = {}
    cells = concepts.rows("concept_id", "broader")
    for record, (identifier, cell) in enumerate(cells):
        names = named_in(field, cell)
        yield Examined(len(names))
        for name in names:
            graph.setdefault(identifier, set()).add(name)
            record_of[identifier, name] = record
    for _ in range(_MOST_CYCLES):
        cycle = _find_cycle(graph)
        if not cycle:
            return
        start = cycle[0]
        path = " → ".join([*_shortened(cycle), start])
        following = cycle[1] if len(cycle) > 1 else start
        place = concepts.place(record_of[start, following], "broader")
        hint = "Remove one of them from the other's broader." if len(cycle) > 1 else "Remove it from its own broader."
        yield Finding(place, f"broader leads in a circle: {path}", hint, tuple(cycle[:_MOST_NAMED]), tuple(cycle))
        graph[start].discard(following)
    if _find_cycle(graph):
        yield LeftOut(f"only the first {_MOST_CYCLES} circles are reported")


def _shortened(cycle: list[str]) -> list[str]:
    """The concepts of a circle; if there are too many, a number replaces those in the middle."""
    if len(cycle) <= _MOST_NAMED:
        return cycle
    half = _MOST_NAMED // 2
    return [*cycle[:half], f"{len(cycle) - 2 * half:,} more", *cycle[-half:]]


def _find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """A circle: each concept is followed by a broader one, and the alphabetically first comes first; empty if none."""
    try:
        TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).prepare()
    except CycleError as error:
        nodes: list[str] = error.args[1][:-1]
        nodes.reverse()  # graphlib names each node before the one that depends on it
        first = nodes.index(min(nodes))
        return nodes[first:] + nodes[:first]
    return []
