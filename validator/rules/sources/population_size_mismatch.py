"""A claim's population size is not that of its sources.

## What it checks

A claim that cites one source has that source's `population_size`, one that cites several has the largest of theirs;
where the passage states the number, any of theirs will do. The population size of an estimate that bears on the claim
will do as well. It is never a sum: trials overlap, and people would be counted twice. The total of a source that
pooled several interventions, routes or populations is not the number behind a claim about one of them.

## Why it matters

"In 3,546 participants" is what makes a claim weighty. It has to be the number of people that the claim is about.

## Fails

```csv claims
claim_id,population_size
C2,1460
```

## Passes

```csv claims
claim_id,population_size
C2,1640
```

## How to fix

Enter the number of the source. If it is the article that states another number, keep that and acknowledge the
problem. If the source does not give the number for what the claim is about, leave it blank and make the basis
`not_reported`.

## Source

Cochrane Handbook, chapter 6, on counting people more than once,
https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.coverage import COVERING, STUDIED, is_part_of_what_was_studied
from validator.evidence.evidence import evidence_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.evidence.evidence import Evidence
    from validator.package.package import Package
    from validator.package.table import Record

SEVERITY = "warning"

_HINT = (
    "Enter the number of the source; if the article states another, keep it and acknowledge it; if the source gives "
    "none for this, leave it blank and make the basis not_reported."
)
_OF_PEOPLE = slice(0, 4)
"""The respects in which an estimate is not of the people that a claim is about if it is of something broader."""


def check(package: Package) -> Iterator[Sighting]:
    """Compares each claim's population size with those of its sources and estimates."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.estimates)
    parts: dict[tuple[str, str], bool] = {}
    for claim in evidence.claims:
        if not claim["population_size"] or evidence.may_lack_estimates(claim):
            continue
        sources = evidence.sources_of(claim)
        sized = [source for source in sources if source["population_size"]]
        yield Examined(1 if sized else 0)
        finding = _without_size(claim, sources) if sources and not sized else None
        if sized:
            agreeing = [source for source in sized if _agrees(claim, source, sized)]
            finding = _pooled(evidence, claim, agreeing, parts) if agreeing else _wrong(claim, sources, sized)
        if finding is not None and not _is_of_an_estimate(evidence, claim):
            yield finding


def _agrees(claim: Record, source: Record, sized: list[Record]) -> bool:
    """Whether the claim's number is that of the source, which is the largest unless the passage itself states it."""
    size = source["population_size"]
    largest = str(max(int(each["population_size"]) for each in sized))
    return claim["population_size"] == size and (claim["population_basis"] == "stated" or size == largest)


def _wrong(claim: Record, sources: list[Record], sized: list[Record]) -> Finding | None:
    if claim["population_basis"] == "stated" and len(sized) < len(sources):  # it may be the number of one without size
        return None
    message = f"population_size is {claim['population_size']}, but {_expected(claim, sized)}"
    return _finding(claim, message, sorted(source["population_size"] for source in sized))


def _without_size(claim: Record, sources: list[Record]) -> Finding | None:
    if claim["population_basis"] != "from_source":
        return None
    names = [source["source_id"] for source in sources]
    message = (
        f"population_size is {claim['population_size']}, but no population size of {listed(names, 'or')} is recorded"
    )
    return _finding(claim, message, sorted(names))


def _pooled(
    evidence: Evidence, claim: Record, agreeing: list[Record], parts: dict[tuple[str, str], bool]
) -> Finding | None:
    """A problem if the claim is about a part only of what each source with its number pooled."""
    columns = [_part(evidence, claim, source, parts) for source in agreeing]
    if not all(columns):
        return None
    source, column = agreeing[0], columns[0]
    studied = source[STUDIED[column]]
    message = (
        f"population_size is {claim['population_size']}, which is the total of {source['source_id']} "
        f"({column}: {studied}), but the claim is about {claim[column]} alone"
    )
    return _finding(claim, message, [source["source_id"], claim[column], studied])


def _part(evidence: Evidence, claim: Record, source: Record, parts: dict[tuple[str, str], bool]) -> str:
    """The first column in which the claim is about a part only of what the source studied; blank if there is none."""
    for column in COVERING:
        asked = claim[column], source[STUDIED[column]]
        if asked not in parts:
            parts[asked] = is_part_of_what_was_studied(evidence.concepts, *asked)
        if parts[asked]:
            return column
    return ""


def _is_of_an_estimate(evidence: Evidence, claim: Record) -> bool:
    """Whether the number is that of an estimate which bears on the claim and is about nothing broader."""
    size = claim["population_size"]
    return any(
        match.estimate["population_size"] == size and "broader" not in match.standing[_OF_PEOPLE]
        for match in evidence.bearing_on(claim)
    )


def _finding(claim: Record, message: str, judged: list[str]) -> Finding:
    values = (claim["population_size"], claim["population_basis"], *judged)
    return Finding(claim.place("population_size"), message, _HINT, (claim["claim_id"],), values)


def _expected(claim: Record, sized: list[Record]) -> str:
    """What the sources have instead; says so if the claim's number is their sum."""
    sizes = [(source["source_id"], source["population_size"]) for source in sized]
    each = [f"{size} in {name}" for name, size in sizes]
    if len(each) > 1 and int(claim["population_size"]) == sum(int(size) for _, size in sizes):
        return f"that is the sum of {listed(each)}, which may count people twice; the largest stands for them"
    if len(each) == 1 or claim["population_basis"] == "stated":
        return f"it is {listed(each)}"
    name, size = max(sizes, key=lambda pair: int(pair[1]))
    return f"of several sources the largest stands for them, which is {size} in {name}"
