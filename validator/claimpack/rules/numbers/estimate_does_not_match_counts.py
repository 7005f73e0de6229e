"""An estimate is not what its own counts come to.

## What it checks

Where the events and totals of both arms are recorded, the risk ratio, odds ratio or risk difference is computed from
them, and a proportion from one arm; hazard and rate ratios and mean differences can't be. The result has to round to
the printed estimate. `orientation` says whether the arms are swapped or the people without the event are counted; where
it is not stated, either will do. A ratio is not computed if an arm has no events: what is printed then depends on the
correction. A pooled estimate is not computed from summed counts, so there only a note is given, and only if the sums
lead outside the printed interval. It is a note as well where the estimate may be adjusted: the study is not a
randomised trial, or the result lies within the interval.

## Why it matters

The counts and the estimate say the same thing twice. If they disagree, one of them belongs to another outcome, arm or
measure.

## Fails

```csv estimates
estimate_id,estimate,events_intervention,total_intervention
E2,0.01,0,40000
```

## Passes

```csv estimates
estimate_id,estimate,events_intervention,total_intervention
E2,0.00,0,40000
```

## How to fix

Compare the counts, the measure and the estimate with the source. If the source adjusted its estimate, acknowledge the
problem with that reason.

## Source

Cochrane Handbook, chapter 6, https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.evidence.counts import crude_effects
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import effect_values
from claimpack.evidence.printed import rounding_range
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.leftoutrecords import left_out

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.table import Record

SEVERITY = "warning"

_COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control")
_POOLING = ("meta_analysis", "systematic_review", "narrative_review", "guideline")
_HINT = "Compare the counts, the measure and the estimate with the source."


def check(package: Package) -> Iterator[Observation]:
    """Computes each estimate that has counts, and compares."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    examined = 0
    for estimate in evidence.estimates:
        printed = rounding_range(estimate["estimate"])
        computed = _computed(estimate) if printed is not None else []
        if printed is None or not computed:
            continue
        kind = evidence.sources.by_id[estimate["source_id"]]["source_type"]
        studies = estimate["study_count"]
        is_pooled = studies != "1" if studies else kind in _POOLING
        if is_pooled and not (estimate["ci_low"] and estimate["ci_high"]):
            continue
        examined += 1
        is_within = _within_interval(estimate, computed)
        if any(printed.least <= effect <= printed.most for effect in computed) or (is_pooled and is_within):
            continue
        digits = len(estimate["estimate"].partition(".")[2]) + 2
        values = " or ".join(dict.fromkeys(f"{effect:.{digits}f}" for effect in computed))
        yield Finding(
            estimate.place("estimate"),
            f"estimate is {estimate['measure']} {estimate['estimate']}, but its counts come to {values}",
            _HINT,
            (estimate["estimate_id"],),
            (*effect_values(estimate), *(estimate[column] for column in _COUNTS)),
            tentative=is_pooled or is_within or kind != "randomised_trial",
        )
    yield Examined(examined)


def _computed(estimate: Record) -> list[float]:
    """What the counts come to; nothing where there are none for the measure."""
    needed: tuple[str, ...] = _COUNTS
    if estimate["measure"] == "proportion":
        needed = _COUNTS[2:] if estimate["orientation"] == "arms_swapped" else _COUNTS[:2]
    if not all(estimate[column] for column in needed):
        return []
    counts = [int(estimate[column] or 0) for column in _COUNTS]
    events, totals = (counts[0], counts[2]), (counts[1], counts[3])
    if events[0] > totals[0] or events[1] > totals[1]:  # another rule's
        return []
    effects = crude_effects(estimate["measure"], events, totals, estimate["orientation"])
    if estimate["measure"] == "RR":  # with no events in one arm it is printed after a correction that is not known
        return [effect for effect in effects if effect]
    return list(effects)


def _within_interval(estimate: Record, computed: list[float]) -> bool:
    """Whether what the counts come to is within the interval, if there is one."""
    if not (estimate["ci_low"] and estimate["ci_high"]):
        return False
    return any(float(estimate["ci_low"]) <= effect <= float(estimate["ci_high"]) for effect in computed)
