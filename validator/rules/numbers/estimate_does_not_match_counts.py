"""An estimate is not what its own counts come to.

## What it checks

Where the events and totals of both arms are recorded, the risk ratio, odds ratio or risk difference is computed from
them, and a proportion from one arm; hazard and rate ratios and mean differences can't be. The result has to round to
the printed estimate. A pooled estimate is not computed from summed counts, so there only a note is given, and only if
the sums lead outside the printed interval. It is a note as well where the estimate may be adjusted: the study is not a
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

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from validator.evidence.counts import crude_effects
from validator.evidence.inwords import effect_values
from validator.evidence.rounding import rounding_bounds
from validator.evidence.sound import sound_estimates, sound_sources
from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "source"

_COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control")
_POOLING = ("meta_analysis", "systematic_review", "narrative_review", "guideline")


def check(package: Package) -> Iterator[Sighting]:
    """Computes each estimate that has counts, and compares."""
    estimates, sources = sound_estimates(package), sound_sources(package)
    yield from left_out(estimates, sources)
    rows = estimates.rows
    counted = (rows["events_intervention"] != "") & (rows["total_intervention"] != "") & (rows["estimate"] != "")
    both_arms = (rows["events_control"] != "") & (rows["total_control"] != "")
    kinds = dict(zip(values_of(sources.rows["source_id"]), values_of(sources.rows["source_type"]), strict=True))
    least, most = (dict(zip(rows.index, bound, strict=True)) for bound in rounding_bounds(rows["estimate"]))
    for record in estimates.where(counted & (both_arms | (rows["measure"] == "proportion"))):
        row = estimates.row(record)
        computed = _computed(row)
        if not computed:
            continue
        pooled = kinds.get(row["source_id"], "") in _POOLING if row["study_count"] == "" else row["study_count"] != "1"
        if pooled and not (row["ci_low"] and row["ci_high"]):
            continue
        yield Examined(1)
        within = _within_interval(row, computed)
        if any(least[record] <= effect <= most[record] for effect in computed) or (pooled and within):
            continue
        digits = len(row["estimate"].partition(".")[2]) + 2
        values = " or ".join(f"{effect:.{digits}f}" for effect in computed)
        message = f"estimate is {row['measure']} {row['estimate']}, but its counts come to {values}"
        hint = "Compare the counts, the measure and the estimate with the source."
        judged = (*effect_values(row), *(row[column] for column in _COUNTS))
        tentative = pooled or within or kinds.get(row["source_id"]) != "randomised_trial"
        place = estimates.place(record, "estimate")
        yield Finding(place, message, hint, (row["estimate_id"],), judged, tentative=tentative)


def _computed(row: Mapping[str, str]) -> list[float]:
    counts = [int(row[column] or 0) for column in _COUNTS]
    events, totals = (counts[0], counts[2]), (counts[1], counts[3])
    if events[0] > totals[0] or events[1] > totals[1]:  # another rule's
        return []
    return list(crude_effects(row["measure"], events, totals, reversed_=row["orientation"] == "reversed"))


def _within_interval(row: Mapping[str, str], computed: list[float]) -> bool:
    """Whether what the counts come to is within the interval, if there is one."""
    if not (row["ci_low"] and row["ci_high"]):
        return False
    return any(float(row["ci_low"]) <= effect <= float(row["ci_high"]) for effect in computed)
