"""An estimate does not fit its own counts.

## What it checks

If the events and totals of both arms are recorded, the rule computes the risk ratio, odds ratio or risk difference from
them, and a proportion from its arm. Hazard and rate ratios and mean differences can't be computed. `orientation` says
whether the arms are swapped or the people without the event are counted; if it is not stated, each of these is tried. A
usual method has to give a number that rounds to the printed estimate: from the counts themselves, with 0.5 added to
each cell, and for an odds ratio by Peto's method or the conditional one of exact tests.

If an arm has no events, methods give different numbers, but on the same side: with none in the control arm a ratio is
above 1. An estimate on the other side is a warning.

Sometimes the estimate is another number from the same counts: another measure, the arms swapped, the opposite event, or
100 times the number. The message then says which, and it is a warning. An interval beside the estimate must fit that
reading too, within a tenth of its width. The message also names a typing error that explains the number, such as two
exchanged digits, unless the interval is centred on the printed number.

value-out-of-range reports a number that its measure can't have.

All other differences are a warning for a randomised trial. They are a note where the estimate may be adjusted: the
study is not a randomised trial, or the number from the counts lies within the interval. A difference within an eighth
of the interval's width, half a standard error, is no problem. Of 282 results that papers print with their counts, 114
differ by no more than that, because of adjustment for centres, clusters or baseline. Of 40 that were judged by hand,
none was wrong.

A pooled estimate is not computed from summed counts. There it is at most a note, and only if the sums give a number
outside the printed interval.

## Why it matters

The counts and the estimate give the same information twice. If they disagree, one of them belongs to another outcome,
arm or measure.

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

Cochrane Handbook, chapter 6, https://training.cochrane.org/handbook/current/chapter-06, and chapter 10 on arms without
events.
"""

from collections.abc import Iterator

from claimpack.evidence.countreadings import AgainstCounts, against_counts, lies_in_its_interval, lies_near
from claimpack.evidence.counts import COUNTS
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.percentages import unit_sign
from claimpack.evidence.phrasing import effect_values
from claimpack.evidence.printed import is_impossible
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = "Compare the counts, the measure and the estimate with the source."


def check(package: Package) -> Iterator[Observation]:
    """Computes each estimate that has counts, and compares."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    examined = 0
    for estimate in evidence.estimates.filled("estimate"):
        found = against_counts(estimate, evidence.printed(estimate))
        if found is None or not found.values or is_impossible(estimate, "estimate"):
            continue
        of_several = evidence.is_pooled(estimate)
        if of_several and not (estimate["ci_low"] and estimate["ci_high"]):
            continue
        examined += 1
        is_within = lies_in_its_interval(estimate, found.values)
        is_certain = found.is_on_the_wrong_side or bool(found.explanation)
        if found.fits or (not is_certain and _is_left_open(estimate, found, is_within=is_within, is_pooled=of_several)):
            continue
        is_trial = evidence.source_of(estimate)["source_type"] == "randomised_trial"
        message = _message(estimate, found)
        judged = (*effect_values(estimate), *(estimate[column] for column in COUNTS))
        tentative = not is_certain and (of_several or is_within or found.is_corrected or not is_trial)
        yield Finding.on(estimate, "estimate", message, _HINT, judged, tentative=tentative)
    yield Examined(examined)


def _message(estimate: Record, found: AgainstCounts) -> str:
    digits, sign = len(estimate["estimate"].partition(".")[2]) + 2, unit_sign(estimate)
    times = 100 if sign else 1
    values = " or ".join(dict.fromkeys(f"{times * value:.{digits}f}{sign}" for value in found.values))
    printed = f"{estimate['measure']} {estimate['estimate']}{sign}"
    if found.is_on_the_wrong_side:
        return (
            f"estimate is {printed}, but with {_empty_cell(estimate)} it is on the other side of 1 by any method: "
            f"{values} with 0.5 added to each cell"
        )
    if found.is_corrected:
        values += " with 0.5 added to each cell"
    message = f"estimate is {printed}, but its counts give {values}"
    return message + (f", and {estimate['estimate']}{sign} is {found.explanation}" if found.explanation else "")


def _empty_cell(estimate: Record) -> str:
    """Says in which arm nobody, or everybody, had the outcome."""
    arms = ((arm, int(estimate[f"events_{arm}"]), int(estimate[f"total_{arm}"])) for arm in ("control", "intervention"))
    arm, events, total = next(each for each in arms if each[1] in (0, each[2]))
    return f"{'all' if events else 'none'} of {total} in the {arm} arm"


def _is_left_open(estimate: Record, found: AgainstCounts, *, is_within: bool, is_pooled: bool) -> bool:
    """Whether adjustment, pooling or an arm without events may explain the difference."""
    if found.is_corrected:
        return is_within or not (estimate["ci_low"] and estimate["ci_high"])
    return (is_pooled and is_within) or lies_near(estimate, found.values)
