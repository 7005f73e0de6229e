"""Something is said never to have been seen, and the source's number shows that it was.

## What it checks

Each claim that an outcome was never observed, against the estimates of its sources on that outcome or a narrower one:
a count of events or a proportion above zero, or a ratio, which can only be computed if somebody had the outcome. If
the interval shows more of it with the intervention, or events are counted there, it is a warning. If the events may
all have been in the control arm, or the estimate is of a broader outcome or scope, it is a note. An outcome that is
not part of any other, such as adverse events of all kinds, says nothing of its parts.

## Why it matters

"No documented cases" is the strongest thing to say, and the easiest to disprove: by one case.

## Fails

```csv estimates
estimate_id,estimate,events_intervention
E2,0.10,4000
```

## Passes

```csv estimates
estimate_id,estimate,events_intervention
E2,0.00,0
```

## How to fix

Compare the claim with the article and the estimate with its source. If the article means something narrower than the
estimate's outcome, make the claim's outcome say so, and acknowledge the note with the reason.

## Source

Hanley and Lippman-Hand 1983, https://doi.org/10.1001/jama.1983.03330370053031, on what no events mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from validator.evidence.bearing import bearing
from validator.evidence.inwords import difference_in_words, effect_in_words, effect_values, scope_values
from validator.evidence.measures import RATIOS
from validator.evidence.rounding import half_unit
from validator.evidence.rows import rows_of
from validator.evidence.scopes import SCOPE
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for events in the estimates that bear on claims of absence."""
    found = bearing(package)
    yield from left_out(found.claims, found.estimates)
    directions = found.claims.rows["effect_direction"].reindex(found.pairs["claim"]).to_numpy()
    pairs = found.pairs[(directions == "not_observed") & ~found.pairs["is_of_all_kinds"]]
    numbers = pairs["estimate"].unique().tolist()  # each estimate is asked once, however many claims it bears on
    events = {number: _events(found.estimates.row(number), str(found.verdicts[number])) for number in numbers}
    examined = int(pairs["estimate"].isin([number for number, (_, how) in events.items() if how is not None]).sum())
    despite = pairs["estimate"].isin([number for number, (_, how) in events.items() if how])
    for pair in rows_of(pairs[despite]):
        claim, estimate = found.claims.row(pair["claim"]), found.estimates.row(pair["estimate"])
        certain, how = events[pair["estimate"]]
        differs = difference_in_words(pair, estimate, claim)
        name, source = estimate["estimate_id"], estimate["source_id"]
        message = (
            f"effect_direction is not_observed, but {name} of {source}{', ' + differs + ',' if differs else ''} is "
            f"{effect_in_words(estimate)}: {how}"
        )
        hint = (
            "Compare the claim with the article and the estimate with its source; if the article means something "
            "else than the estimate, acknowledge it and say what."
        )
        judged = (*effect_values(estimate), estimate["events_intervention"], *scope_values(claim, estimate))
        place = found.claims.place(pair["claim"], "effect_direction")
        covered = not pair["is_limited"] and all(pair[column] != "broader" for column in SCOPE)
        tentative = not (certain and covered)  # what is seen in a part is seen in the whole
        subjects, tables = (claim["claim_id"], name), ("claims", "estimates")
        yield Finding(place, message, hint, subjects, judged, tentative=tentative, subject_tables=tables)
    yield Examined(examined)


def _events(estimate: Mapping[str, str], verdict: str) -> tuple[bool, str | None]:
    """Whether somebody with the intervention surely had the outcome, and how one knows that somebody had it at all.

    Blank if nobody had it; None if the estimate can't tell.
    """
    if estimate["orientation"] == "reversed":  # it may be of the opposite event
        return False, None
    if estimate["events_intervention"]:
        events = int(estimate["events_intervention"])
        return True, f"{events:,} had it with the intervention" if events else ""
    if estimate["measure"] == "proportion" and estimate["estimate"]:
        some = float(estimate["estimate"]) > half_unit(estimate["estimate"])
        return True, "that is more than none" if some else ""
    if estimate["measure"] not in RATIOS or not estimate["estimate"]:
        return False, None
    if verdict == "more":
        return True, "more people had it with the intervention"
    return False, "no ratio can be had without events in at least one arm"
