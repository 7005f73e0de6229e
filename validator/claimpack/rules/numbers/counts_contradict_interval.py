"""A confidence interval does not fit the counts beside it.

## What it checks

The width of an interval depends on the number of events. The rule computes the intervals of RR, OR and RD from the
counts of both arms by the usual methods (Wald, with 0.5 added to each cell, Peto, exact, Newcombe), and those of a
proportion from its arm (Wald, Wilson, Clopper-Pearson). For a hazard or rate ratio it knows the smallest standard error
that this number of events allows: two divided by the square root of the number.

- **Too narrow**: no adjustment or pooling makes an interval much narrower than its events allow. Below 0.7 of the
  narrowest method it is a note, or a warning if the interval excludes no effect and the counts don't. Below half it is
  a warning. A model can narrow a pooled result, and pairs can narrow that of a crossover trial, so there the limit for
  a warning is a quarter. A rate ratio is always a note, since one person can have several events. Left out: pooled risk
  differences and proportions, results by Hartung and Knapp's method, and credible intervals.
- **Too wide**: only for a single study, if the counts give its estimate and each cell has at least five people. Above
  1.5 times the widest method it is a note, since clusters or repeated measurements widen an interval. A warning needs
  more than twice the width, and more than eight clusters with an intracluster correlation of 0.1 can explain for this
  number of people: 2.2 times for 300, 5.1 times for 2,000.
- **Elsewhere**: if no estimate is printed, the estimate that the counts give has to lie within the interval.

If the counts don't give the estimate itself, estimate-does-not-match-counts reports that.

## Why it matters

An interval that is narrower than its events allow makes a chance finding look like proof. Often it is the interval of
another outcome, or was made with a standard error in place of a standard deviation.

## Fails

```csv estimates
estimate_id,measure,estimate,ci_low,ci_high,ci_level,events_intervention,total_intervention,events_control,total_control
E2,RR,2.00,1.80,2.22,95,4,50,2,50
```

## Passes

```csv estimates
estimate_id,measure,estimate,ci_low,ci_high,ci_level,events_intervention,total_intervention,events_control,total_control
E2,RR,2.00,0.38,10.43,95,4,50,2,50
```

## How to fix

Compare the counts and the interval with the source. If the source took clusters or pairs into account, acknowledge the
problem with that reason.

## Source

Agresti, Categorical Data Analysis, chapters 2 and 3; Newcombe 1998 on differences between proportions; Cochrane
Handbook, chapters 6 and 10, https://training.cochrane.org/handbook/current/chapter-10. The smallest error of a hazard
ratio: Schoenfeld 1983, https://doi.org/10.2307/2531021. The design effect: Donner and Klar, Design and Analysis of
Cluster Randomization Trials, chapter 1. The factors are Claimpack's own.
"""

import math
from collections.abc import Iterator

from claimpack.evidence.countreadings import FROM_COUNTS, AgainstCounts, against_counts, lies_in_its_interval
from claimpack.evidence.counts import COUNTS, arm_counts, counts_of, oriented
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import RATIOS, WITHOUT_P_VALUE
from claimpack.evidence.percentages import unit_sign
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.printed import Printed
from claimpack.evidence.proportionintervals import Interval, proportion_intervals
from claimpack.evidence.significance import critical_value
from claimpack.evidence.twobytwo import intervals, wald_intervals
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_OF_EVENTS = ("HR", "IRR")
_NARROW, _FAR_NARROWER, _FAR_NARROWER_POOLED = 0.7, 0.5, 0.25
_WIDE, _FAR_WIDER = 1.5, 2.0
_OF_CLUSTERS = 80
"""The number of clusters divided by the intracluster correlation: eight clusters and a correlation of 0.1."""

_ENOUGH = 5
"""With fewer people in a cell, methods differ too much to call an interval too wide."""

_HINT = "Compare the counts and the interval with the source."
_RECURRING_HINT = (
    "Compare the counts and the interval with the source; if one person can have several of the events that are "
    "counted, acknowledge it."
)


def check(package: Package) -> Iterator[Observation]:
    """Compares the width of each interval with those that the counts beside it give."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    examined = 0
    for estimate in evidence.estimates.filled("events_intervention"):
        numbers = evidence.printed(estimate)
        if not _can_be_judged(estimate, numbers):
            continue
        of_several = evidence.is_pooled(estimate)
        computed = list(_computed(estimate, numbers.level or 0.0))
        if not computed or (of_several and (estimate["measure"] not in RATIOS or estimate["model"] == "random_hksj")):
            continue
        examined += 1
        found = against_counts(estimate, numbers)
        if found is not None and not found.fits and not _is_only_adjusted(estimate, found):
            continue
        yield from _judged(estimate, numbers, computed, found, of_two_groups=evidence.is_of_two_groups(estimate))
    yield Examined(examined)


def _is_only_adjusted(estimate: Record, found: AgainstCounts) -> bool:
    """Whether no other rule reports that the counts don't give the estimate."""
    return not found.explanation and not found.is_on_the_wrong_side and lies_in_its_interval(estimate, found.values)


def _can_be_judged(estimate: Record, numbers: Printed) -> bool:
    if numbers.low is None or numbers.high is None or numbers.level is None or numbers.contradictory:
        return False
    return estimate["interval_kind"] not in WITHOUT_P_VALUE and estimate["interval_kind"] != "credible"


def _computed(estimate: Record, level: float) -> Iterator[Interval]:
    """The intervals that the counts give; nothing where a count is blank, or nobody or everybody had the outcome."""
    measure, table = estimate["measure"], counts_of(estimate)
    counts = arm_counts(estimate, "intervention")
    if measure == "proportion" and estimate["orientation"] == "as_named" and counts and 0 < counts[0] < counts[1]:
        yield from proportion_intervals(*counts, level)
    if table is None or not any(table.events) or not any(table.without):
        return
    if measure in _OF_EVENTS:
        least = 2 / math.sqrt(sum(table.events)) * critical_value(level)
        yield Interval("events", -least, least)
    if measure in FROM_COUNTS:
        for each in oriented(table, estimate["orientation"]):
            yield from (found for found in wald_intervals(measure, each, level) if found.high > found.low)


def _judged(
    estimate: Record, numbers: Printed, computed: list[Interval], found: AgainstCounts | None, *, of_two_groups: bool
) -> Iterator[Finding]:
    low, high, measure = numbers.low, numbers.high, estimate["measure"]
    if low is None or high is None:
        return
    narrower = (high.most - low.least) / min(each.high - each.low for each in computed)
    wider = (high.least - low.most) / max(each.high - each.low for each in computed)
    if narrower < _NARROW:
        yield _finding(
            estimate,
            "is narrower than its counts allow",
            computed,
            tentative=narrower >= (_FAR_NARROWER if of_two_groups else _FAR_NARROWER_POOLED)
            and not (of_two_groups and _excludes_what_counts_include(estimate, numbers, computed)),
        )
    elif measure in _OF_EVENTS or not of_two_groups:
        return
    elif found is not None and found.fits and wider > _WIDE and _has_enough(estimate):
        wider /= _exact_to_wald(estimate, computed[0])
        if wider <= _WIDE:
            return
        yield _finding(estimate, "is wider than its counts give", computed, tentative=wider <= _far_wider(estimate))
    elif not estimate["estimate"] and not any(
        each.low <= high.most and each.high >= low.least and low.least <= (each.low + each.high) / 2 <= high.most
        for each in computed
    ):
        yield _finding(estimate, "does not contain what its counts give", computed, tentative=False)


def _excludes_what_counts_include(estimate: Record, numbers: Printed, computed: list[Interval]) -> bool:
    """Whether the printed interval excludes no effect, and each that the counts give includes it."""
    if estimate["measure"] not in FROM_COUNTS:
        return False
    low, high = numbers.low, numbers.high
    is_significant = (low is not None and low.least > 0) or (high is not None and high.most < 0)
    return is_significant and all(each.low < 0 < each.high for each in computed)


def _far_wider(estimate: Record) -> float:
    """The factor beyond which clusters can't explain the width: the root of the design effect, 1 + n rho / k."""
    people = sum(int(estimate[column] or 0) for column in ("total_intervention", "total_control"))
    return max(_FAR_WIDER, math.sqrt(1 + people / _OF_CLUSTERS))


def _exact_to_wald(estimate: Record, wald: Interval) -> float:
    """The width of the widest interval, such as the exact one of an odds ratio, divided by that of Wald's."""
    table = counts_of(estimate)
    if table is None or estimate["measure"] == "proportion":
        return 1.0
    each = oriented(table, estimate["orientation"])[0]
    widths = (found.high - found.low for found in intervals(estimate["measure"], each, float(estimate["ci_level"])))
    return max(1.0, max(widths) / (wald.high - wald.low))


def _has_enough(estimate: Record) -> bool:
    table = counts_of(estimate)
    return table is not None and min(*table.events, *table.without) >= _ENOUGH


def _finding(estimate: Record, what: str, computed: list[Interval], *, tentative: bool) -> Finding:
    message = f"the interval of {effect_in_words(estimate, with_p=False)} {what}: {_given(estimate, computed[0])}"
    cells = (estimate[column] for column in (*COUNTS, "interval_kind", "study_count", "model"))
    may_recur = estimate["measure"] == "IRR"  # its events may happen to one person more than once
    hint, judged = _RECURRING_HINT if may_recur else _HINT, (*effect_values(estimate), *cells)
    return Finding.on(estimate, "ci_low", message, hint, judged, tentative=tentative or may_recur)


def _given(estimate: Record, computed: Interval) -> str:
    events = f"{estimate['events_intervention']} of {estimate['total_intervention']}"
    if estimate["measure"] != "proportion":
        events += f" and {estimate['events_control']} of {estimate['total_control']}"
    if computed.method == "events":
        upper = math.exp(computed.high - computed.low)
        return f"with {events} the upper limit is at least {plain(upper)} times the lower one"
    low, high = computed.low, computed.high
    if estimate["measure"] in RATIOS:
        low, high = math.exp(low), math.exp(high)
    if sign := unit_sign(estimate):
        low, high = 100 * low, 100 * high
    cells = estimate["ci_low"], estimate["ci_high"]
    how = " with 0.5 added to each cell" if computed.method == "0.5 added" else ""
    return f"{events} give {plain(low, *cells)} to {plain(high, *cells)}{sign}{how}"
