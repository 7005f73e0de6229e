"""A claim says that something was never seen, but its source's number shows that it was.

## What it checks

Each claim that an outcome was never observed is checked against the estimates of its sources on that outcome or a
narrower one. A count of events above zero contradicts it, and so does a proportion above zero, or a ratio, which can
only be computed if somebody had the outcome. If the interval shows more of it with the intervention, or events were
counted there, it is a warning. If all events may have been in the control arm, or the estimate is of a broader outcome
or scope, it is a note. An outcome that is not part of any other, such as adverse events of all kinds, says nothing
about its parts.

## Why it matters

"No documented cases" is the strongest claim, and the easiest to disprove: one case is enough.

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
estimate's outcome, give the claim that outcome, and acknowledge the note with the reason.

## Source

Hanley and Lippman-Hand 1983, https://doi.org/10.1001/jama.1983.03330370053031, on what it means to see no events.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.matching import Match, is_limited_claim
from claimpack.evidence.measures import RATIOS
from claimpack.evidence.phrasing import (
    compared_values,
    difference_in_words,
    effect_in_words,
    effect_values,
    scope_values,
)
from claimpack.evidence.showneffect import Shown
from claimpack.evidence.stance import has_happened
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = (
    "Compare the claim with the article and the estimate with its source; if the article means something else than the "
    "estimate, acknowledge it and say what."
)


def check(package: Package) -> Iterator[Observation]:
    """Looks for events in the estimates that bear on claims of absence."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    for claim in evidence.claims.where("effect_direction", ("not_observed",)):
        for match in bearing_on(claim):
            certain, how = _events(match.estimate, evidence.shown_by(match.estimate))
            if match.is_of_all_kinds or how is None:
                continue
            examined += 1
            if how:
                yield _finding(evidence, claim, match, how, certain=certain)
    yield Examined(examined)


def _finding(evidence: Evidence, claim: Record, match: Match, how: str, *, certain: bool) -> Finding:
    estimate, differs = match.estimate, difference_in_words(match, claim, evidence.label_of)
    name, source = estimate["estimate_id"], estimate["source_id"]
    covered = not is_limited_claim(claim) and "broader" not in match.scope_relations
    return Finding.on(
        claim,
        "effect_direction",
        f"effect_direction is not_observed, but {name} of {source}{', ' + differs + ',' if differs else ''} is "
        f"{effect_in_words(estimate)}: {how}",
        _HINT,
        (*effect_values(estimate), estimate["events_intervention"], *scope_values(claim, estimate)),
        estimate,
        tentative=not (certain and covered),  # what is seen in a part is also seen in the whole
        cause=(claim["passage_id"], name, *effect_values(estimate), estimate["events_intervention"]),
        data={
            **compared_values(claim, estimate),
            "events_intervention": int(estimate["events_intervention"]) if estimate["events_intervention"] else None,
        },
    )


def _events(estimate: Record, shown: Shown) -> tuple[bool, str | None]:
    """Whether somebody with the intervention surely had the outcome, and what shows that somebody had it at all.

    The second is blank if nobody had it, and None if the estimate does not say.
    """
    happened = has_happened(estimate)
    if happened is not None:
        events = int(estimate["events_intervention"] or 0)
        how = f"{events:,} had it with the intervention" if events else "that is more than none"
        return True, how if happened else ""
    if estimate["measure"] == "proportion" and estimate["estimate"] and estimate["orientation"] == "as_named":
        return False, ""  # it is printed as zero, which a few may be rounded to
    if estimate["measure"] not in RATIOS or not estimate["estimate"]:
        return False, None
    if estimate["orientation"] in ("opposite_event", "not_stated"):  # the number does not say who had it
        return False, None
    if shown == "more":
        return True, "more people had it with the intervention"
    return False, "a ratio needs events in at least one arm"
