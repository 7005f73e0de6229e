"""A claim says one thing of an outcome, and its source's number says another.

## What it checks

Each claim that compares, against every estimate of a source it cites on the same outcome, intervention, route,
population and comparator. The interval decides, not the point: if it excludes no effect, "not associated" is
contradicted; if it includes it, "increased" is. What the claim leaves open it takes over from its source. Where the
claim names a concept that is broader or narrower than the estimate's, or limits itself to a severity, an onset or
conditions, only a note is given; and nothing where the estimate is of an outcome that is part of no other, such as
adverse events of all kinds, since that says nothing of its parts. A rise or fall that one estimate shows and another
does not is a note too.

| the claim says | contradicted by an interval |
|---|---|
| increased | below no effect, or including it |
| decreased | above no effect, or including it |
| no_difference | above or below no effect |
| no_increase | above no effect |
| no_decrease | below no effect |

Digits decide only where every value that would be rounded to them gives the same verdict. A number printed for the
other arm or the opposite event (`orientation` is arms_swapped or opposite_event) is read the other way round; where
that is not stated it decides nothing.

Where the source's words (`reported_direction`) on the very same say what the claim says, the message tells so: the
claim then repeats its source, and it is the source whose words and number disagree (see source-contradicts-itself).

## Why it matters

This is the mistake that Claimpack exists for: a citation that does not say what it is cited for.

## Fails

```csv claims
claim_id,effect_direction
C1,increased
```

## Passes

```csv claims
claim_id,effect_direction
C1,no_difference
```

## How to fix

Compare the claim with the article and the estimate with its source, and record what the source's words say of the
number (`reported_direction`): only then can it be told whether the article or its source is at fault. If a record is
wrong, correct it. Otherwise acknowledge the problem with that reason: apps will show it beside the claim.

## Source

Baethge and Jergas 2025, on how often citations misstate their source, https://doi.org/10.1186/s41073-025-00173-z;
Altman and Bland 2011, on intervals and significance, https://doi.org/10.1136/bmj.d2304.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.evidence.directions import CONTRADICTED_BY, SAID_BY
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import (
    REPORTED,
    difference_in_words,
    effect_in_words,
    effect_values,
    scope_values,
    shown_in_words,
)
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.leftoutrecords import left_out

if TYPE_CHECKING:
    from claimpack.evidence.matching import Match
    from claimpack.evidence.showneffect import Shown
    from claimpack.package.package import Package
    from claimpack.package.table import Record

SEVERITY = "warning"
SLICE = "article"

_HINTS = {
    "agrees": (
        "The claim repeats its source's words; the source's own number says otherwise. Check the number: if it is "
        "printed so, the source contradicts itself; acknowledge it with that reason."
    ),
    "differs": (
        "Compare both with the article and the source. If both records are right, the article misstates its source; "
        "acknowledge it with that reason."
    ),
    "not_seen": (
        "Compare both with the article and the source. Record in reported_direction what the source's words say: they "
        "tell which of the two is at fault."
    ),
    "indirect": (
        "The two are not about quite the same, so both can be right. Compare them with the article and the source; if "
        "they are recorded rightly, acknowledge it."
    ),
    "borne_out": (
        "Another result of its sources agrees with the claim. Compare both with their sources; if they are recorded "
        "rightly, acknowledge it."
    ),
}
"""What to do: by what the source's words say of the number, and where the number decides nothing by itself."""


_AGREES = {"increased": "more", "decreased": "less"}


def check(package: Package) -> Iterator[Observation]:
    """Compares each claim with what the estimates that bear on it show."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    for claim in evidence.claims.where("effect_direction", CONTRADICTED_BY):
        direction = claim["effect_direction"]
        matches = [
            (match, shown)
            for match in bearing_on(claim)
            if not match.is_of_all_kinds and (shown := evidence.shown_by(match.estimate))
        ]
        examined += len(matches)
        is_supported = any(match.is_direct and shown == _AGREES.get(direction) for match, shown in matches)
        for match, shown in matches:
            if shown in CONTRADICTED_BY[direction]:
                yield _finding(claim, match, shown, is_supported=is_supported)
    yield Examined(examined)


def _finding(claim: Record, match: Match, shown: Shown, *, is_supported: bool) -> Finding:
    estimate, direction = match.estimate, claim["effect_direction"]
    name, words = estimate["estimate_id"], estimate["reported_direction"]
    differs = difference_in_words(match, claim)
    is_repeated = match.is_direct and words in SAID_BY[direction]
    if shown == "not_shown" and is_supported:
        case = "borne_out"
    elif not match.is_direct:
        case = "indirect"
    else:
        case = "agrees" if is_repeated else "differs" if words else "not_seen"
    return Finding(
        claim.place("effect_direction"),
        f"effect_direction is {direction}, but {name} of {estimate['source_id']}"
        f"{', ' + differs + ',' if differs else ''} is {effect_in_words(estimate)}, "
        f"which {shown_in_words(shown, estimate)}"
        f"{f'; in words the source reports {REPORTED[words]}, as the claim does' if is_repeated else ''}",
        _HINTS[case],
        (claim["claim_id"], name),
        (direction, *effect_values(estimate), *scope_values(claim, estimate), *([words] if is_repeated else [])),
        tentative=case in ("borne_out", "indirect"),
        subject_tables=("claims", "estimates"),
        cause=(claim["passage_id"], direction, name, *effect_values(estimate)),
        data={
            "effect_direction": direction,
            "outcome": claim["outcome"],
            "estimate_id": name,
            "source_id": estimate["source_id"],
            "effect": effect_in_words(estimate),
            "shown": shown,
            "reported_direction": words or None,
            "is_direct": "yes" if match.is_direct else "no",
        },
    )
