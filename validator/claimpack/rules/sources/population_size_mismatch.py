"""A claim's population size is not that of its sources.

## What it checks

A claim that cites one source has that source's `population_size`. A claim that cites several sources has the largest of
their sizes, or any of them if the passage states the number. The population size of an estimate that bears on the claim
is right too. A sum is never right: trials overlap, and people would be counted twice. If a source pooled several
interventions, routes or populations, its total is not the number for a claim about one of them.

## Why it matters

"In 3,546 participants" gives a claim its weight. The number has to be that of the people whom the claim is about.

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

Enter the number of the source. If the article states another number, keep that and acknowledge the problem. If the
source gives no number for what the claim is about, leave the cell blank and set the basis to `not_reported`.

## Source

Cochrane Handbook, chapter 6, on counting people more than once,
https://training.cochrane.org/handbook/current/chapter-06.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.matching import Match
from claimpack.evidence.scope import COVERING, SCOPE, STUDIED, is_part_of_what_was_studied
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_HINT = (
    "Enter the number of the source; if the article states another, keep it and acknowledge it; if the source gives "
    "none for this, leave it blank and set the basis to not_reported."
)
_NOT_BROADER = [SCOPE.index(column) for column in ("outcome", "intervention", "route", "population")]

_IsPart = Callable[[str, str], bool]

_Fault = tuple[str, tuple[str, ...]]
"""What is wrong with a claim's number, and the judged values besides the number itself."""


def check(package: Package) -> Iterator[Observation]:
    """Compares each claim's population size with those of its sources and estimates."""
    evidence = evidence_of(package)
    claims, bearing_on = evidence.claims, evidence.matching.bearing_on
    yield from left_out(claims, evidence.estimates)
    lost = evidence.with_unusable_estimates
    is_part = cache(partial(is_part_of_what_was_studied, evidence.concepts))
    columns = ("population_size", "population_basis", "source_ids", *COVERING)
    faults: dict[tuple[str, ...], _Fault | None] = {}
    counted: dict[str, bool] = {}
    examined = 0
    for claim, cells in zip(claims, zip(*map(claims.cells, columns), strict=True), strict=True):
        size, _, cited, *_ = cells
        if not size:
            continue
        if cells not in faults:
            sources = evidence.sources_of(claim)
            is_open = not sources or (lost and any(source["source_id"] in lost for source in sources))
            known = [] if is_open else [source for source in sources if source["population_size"]]
            counted[cited] = bool(known)
            faults[cells] = None if is_open else _fault(claim, sources, known, is_part)
        examined += counted[cited]
        fault = faults[cells]
        if fault is not None and not _is_of_an_estimate(claim, bearing_on(claim)):
            yield _finding(claim, evidence.sources_of(claim), *fault)
    yield Examined(examined)


def _finding(claim: Record, sources: Sequence[Record], what: str, judged: tuple[str, ...]) -> Finding:
    size, basis = claim["population_size"], claim["population_basis"]
    sizes = {source["source_id"]: source["population_size"] for source in sources}
    message = f"population_size is {size}, {what}"
    data = {
        "population_size": int(size),
        "population_basis": basis,
        "source_ids": list(sizes),
        "population_sizes": [int(number) if number else None for number in sizes.values()],
    }
    cause = (claim["passage_id"], size, basis, *(f"{name}: {number}" for name, number in sorted(sizes.items())))
    return Finding.on(claim, "population_size", message, _HINT, (size, basis, *judged), cause=cause, data=data)


def _is_of_an_estimate(claim: Record, matches: Iterable[Match]) -> bool:
    """Whether an estimate that is not about anything broader has this number."""
    return any(
        match.estimate["population_size"] == claim["population_size"]
        and not any(match.scope_relations[place] == "broader" for place in _NOT_BROADER)
        for match in matches
    )


def _fault(claim: Record, sources: Sequence[Record], known: Sequence[Record], is_part: _IsPart) -> _Fault | None:
    """What is wrong, by the sources of a claim and those of them whose size is known."""
    size, basis = claim["population_size"], claim["population_basis"]
    if not known:
        return _unknown(sources) if basis == "from_source" else None
    sizes = [source["population_size"] for source in known]
    if size in sizes and (basis == "stated" or size == str(max(map(int, sizes)))):
        return _pooled(claim, [source for source in known if source["population_size"] == size], is_part)
    if basis == "stated" and len(known) < len(sources):  # it may be the size of a source that records none
        return None
    return f"but {_expected(claim, known)}", tuple(sorted(sizes))


def _unknown(sources: Iterable[Record]) -> _Fault:
    names = [source["source_id"] for source in sources]
    return f"but no population size of {listed(names, 'or')} is recorded", tuple(sorted(names))


def _pooled(claim: Record, agreeing: Sequence[Record], is_part: _IsPart) -> _Fault | None:
    """The fault if the claim is only about a part of what each source with this number pooled; by the first."""
    about = [(column, claim[column]) for column in COVERING if claim[column]]
    parts = [
        next((column for column, concept in about if is_part(concept, source[STUDIED[column]])), "")
        for source in agreeing
    ]
    if "" in parts:
        return None
    source, column = agreeing[0]["source_id"], parts[0]
    studied = agreeing[0][STUDIED[column]]
    what = f"which is the total of {source} ({column}: {studied}), but the claim is about {claim[column]} alone"
    return what, (source, claim[column], studied)


def _expected(claim: Record, known: Sequence[Record]) -> str:
    """The sizes that the sources have; says if the claim's number is their sum."""
    sizes = [source["population_size"] for source in known]
    each = listed(f"{source['population_size']} in {source['source_id']}" for source in known)
    if len(known) > 1 and int(claim["population_size"]) == sum(map(int, sizes)):
        return f"that is the sum of {each}, which may count people twice; the largest counts"
    if len(known) == 1 or claim["population_basis"] == "stated":
        return f"it is {each}"
    largest = max(known, key=lambda source: int(source["population_size"]))
    size, name = largest["population_size"], largest["source_id"]
    return f"with several sources the largest counts, which is {size} in {name}"
