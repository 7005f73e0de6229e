"""A claim is about more than its source studied.

## What it checks

One of the claim's sources covers its intervention, route and population: the source has the same concept, a broader
one, or all parts of it. A claim about a part of what all these sources pooled gets a note, since the pooled result need
not hold for the part. So does a claim on an item of a list: its scope may come from the list's heading, which is the
curator's reading. Nothing is reported if the claim or a source leaves the column blank, or a source is not identified.

## Why it matters

A result for one kind of cell, one route or one group of patients is often repeated as if it were true for all.

## Fails

```csv claims
claim_id,intervention
C1,light_therapy
```

## Passes

```csv claims
claim_id,intervention
C1,bright_light
```

## How to fix

Check that the claim's record says what the article says, and the source's record what the source says. If the article
goes beyond its source, acknowledge the problem.

## Source

GRADE guidelines 8, on indirect evidence, https://doi.org/10.1016/j.jclinepi.2011.04.014.
"""

from collections.abc import Iterator
from functools import cache

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.matching import MatchingEstimates
from claimpack.evidence.scope import COVERING, SCOPE, STUDIED, is_part_of_what_was_studied
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_HINT = "Check the record against the article; acknowledge it if it is the article that goes too far."


def check(package: Package) -> Iterator[Observation]:
    """Checks whether a source covers each claim; what many claims have in common is checked once."""
    evidence = evidence_of(package)
    matching = evidence.matching
    yield from left_out(evidence.claims, evidence.sources, evidence.estimates)
    for column in COVERING:
        yield from _look_at(evidence, matching, column)


def _look_at(evidence: Evidence, matching: MatchingEstimates, column: str) -> Iterator[Observation]:
    tree, place = evidence.concepts, SCOPE.index(column)
    studied = {source.key: source[STUDIED[column]] for source in evidence.sources}

    @cache
    def verdict(concept: str, source_ids: str) -> str | None:
        cells = tuple(studied[name] for name in split_items(source_ids))
        return _verdict(tree, concept, cells) if cells and all(cells) else None

    examined = 0
    cells = map(evidence.claims.cells, (column, "effect_direction", "source_ids"))
    for claim, concept, direction, cited in zip(evidence.claims, *cells, strict=True):
        if not concept or direction == "not_applicable":
            continue
        found = verdict(concept, cited)
        examined += found is not None
        if found == "beyond" or (
            found == "part"
            and not any(match.scope_relations[place] in ("equal", "narrower") for match in matching.bearing_on(claim))
        ):
            is_mild = found == "part" or evidence.is_in_a_list(claim)
            yield _finding(
                evidence, claim, column, studied, evidence.list_of(claim), is_part=found == "part", is_mild=is_mild
            )
    yield Examined(examined)


def _verdict(tree: Hierarchy, concept: str, each: tuple[str, ...]) -> str:
    """``beyond`` if no source covers the concept, ``part`` if it is only a part of what each studied, else blank."""
    covering = [cell for cell in each if tree.covers(split_items(cell), concept)]
    if not covering:
        return "" if tree.covers([name for cell in each for name in split_items(cell)], concept) else "beyond"
    return "part" if all(is_part_of_what_was_studied(tree, concept, cell) for cell in covering) else ""


def _finding(
    evidence: Evidence, claim: Record, column: str, studied: dict[str, str], list_: str, *, is_part: bool, is_mild: bool
) -> Finding:
    by_name = {name: split_items(studied[name]) for name in claim.items("source_ids")}
    what = listed(
        f"{name} studied {' and '.join(map(evidence.label_of, concepts))}" for name, concepts in by_name.items()
    )
    why = f"{what} as a whole, so that nothing shows what holds for this part" if is_part else what
    judged = (claim[column], *sorted(f"{name}: {';'.join(concepts)}" for name, concepts in by_name.items()))
    message = f"{column} is {claim[column]}, but {why}"
    data = {
        "column": column,
        "concept": claim[column],
        "source_ids": list(by_name),
        "studied": [";".join(concepts) for concepts in by_name.values()],
        "is_part": "yes" if is_part else "no",
    }
    cause = (list_, claim[column], *sorted({";".join(concepts) for concepts in by_name.values()}))
    return Finding.on(claim, column, message, _HINT, judged, tentative=is_mild, cause=cause, data=data)
