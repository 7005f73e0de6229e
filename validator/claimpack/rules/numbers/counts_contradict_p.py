"""A p-value does not fit the counts beside it.

## What it checks

If the events and totals of both arms are recorded and no interval is beside the p-value, the rule computes the tests of
a two-by-two table: Pearson's (also with n - 1), Yates's, Fisher's, its mid-p, the likelihood ratio test and Wald's. A
p-value may lie anywhere between the lowest and the highest of them, given its digits and `p_relation`. If there is an
interval, p-value-inconsistent checks the p-value against both. Hazard and rate ratios are left out, since their
p-values take time into account, and so are estimates that the counts don't give. If nobody of both arms had the
outcome, or all had it, p is 1.

It is a warning only if the p-value is significant at 5 % and no test of the counts is, or the other way round, and the
two are at least 0.2 standard errors apart. If they are that far apart but agree on significance, it is a note. It is
also a note for a pooled result, which is not computed from summed counts, for a p-value without an estimate from a
study that is not a randomised trial, since it may be adjusted, and if everybody may have been in both arms, as in a
crossover trial, since tests of two groups ignore the pairs: the size of the arms tells, or a title or note that calls
it a crossover trial. None of these explains a significant p-value where nobody had the outcome, or all had it.

## Why it matters

There is no other way to check a p-value without an interval. If the counts don't give it, one of the two belongs to
another outcome, or the p-value comes from another test.

## Fails

```csv estimates
estimate_id,measure,estimate,p_relation,p_value,events_intervention,total_intervention,events_control,total_control
E2,RR,2.00,=,0.001,4,1000,2,1000
```

## Passes

```csv estimates
estimate_id,measure,estimate,p_relation,p_value,events_intervention,total_intervention,events_control,total_control
E2,RR,2.00,=,0.69,4,1000,2,1000
```

## How to fix

Compare the counts and the p-value with the source. If it is one-sided, say so in `p_sides`; if it is from another test,
acknowledge the problem with that reason.

## Source

Agresti, Categorical Data Analysis, chapters 2 and 3. The tolerance is Claimpack's own.
"""

from collections.abc import Iterator

from claimpack.evidence.countreadings import FROM_COUNTS, against_counts
from claimpack.evidence.counts import COUNTS, counts_of
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import WITHOUT_P_VALUE
from claimpack.evidence.phrasing import effect_values, p_as_printed
from claimpack.evidence.plainnumbers import p_in_words
from claimpack.evidence.printed import SLACK, Printed, Range, is_impossible_p
from claimpack.evidence.showneffect import USUAL_ALPHA
from claimpack.evidence.significance import printed_p, standard_errors_apart
from claimpack.evidence.standardtests import from_counts
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_WELL_APART = 0.2
_HINT = "Compare the counts and the p-value with the source; acknowledge it if the source used another test."


def check(package: Package) -> Iterator[Observation]:
    """Compares each p-value that has counts and no interval with those of the usual tests."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    examined = 0
    for estimate in evidence.estimates.filled("p_value"):
        if estimate["measure"] not in (*FROM_COUNTS, "p_only") or not estimate["total_control"]:
            continue
        if is_impossible_p(estimate):
            continue  # value-out-of-range reports it
        numbers = evidence.printed(estimate)
        printed = printed_p(numbers, estimate["p_relation"], estimate["p_sides"], of_counts=True)
        tests = from_counts(estimate) if printed is not None and _is_alone(estimate, numbers) else None
        if printed is None or tests is None:
            continue
        examined += 1
        if standard_errors_apart(printed, tests.p) > _WELL_APART:
            is_trial = evidence.source_of(estimate)["source_type"] == "randomised_trial"
            may_be_adjusted = estimate["measure"] == "p_only" and not is_trial
            is_sure = evidence.is_of_two_groups(estimate) and not may_be_adjusted
            is_sure |= _has_no_contrast(estimate)
            yield _finding(
                estimate, printed, tests.p, tentative=not (is_sure and _significance_turns(printed, tests.p))
            )
    yield Examined(examined)


def _is_alone(estimate: Record, numbers: Printed) -> bool:
    """Whether no interval is beside it, and the estimate, if there is one, is what the counts give."""
    has_interval = numbers.low is not None and numbers.high is not None
    if has_interval and estimate["interval_kind"] not in WITHOUT_P_VALUE:
        return False
    found = against_counts(estimate, numbers)
    return found is None or found.fits


def _has_no_contrast(estimate: Record) -> bool:
    """Whether nobody had it, or all: then nothing is left to adjust for, to pool or to pair."""
    table = counts_of(estimate)
    return table is not None and not table.is_varied


def _significance_turns(printed: Range, tests: Range) -> bool:
    if printed.most <= USUAL_ALPHA + SLACK:
        return tests.least > USUAL_ALPHA
    return printed.least >= USUAL_ALPHA - SLACK and tests.most < USUAL_ALPHA


def _finding(estimate: Record, printed: Range, tests: Range, *, tentative: bool) -> Finding:
    counts = "{} of {} and {} of {}".format(*(estimate[column] for column in COUNTS))
    p_values = f"the usual tests of {counts} give a two-sided {p_in_words(tests, printed)}"
    message = f"p_value is {p_as_printed(estimate)}, but {p_values}"
    judged = (*effect_values(estimate), *(estimate[column] for column in (*COUNTS, "p_sides", "study_count")))
    return Finding.on(estimate, "p_value", message, _HINT, judged, tentative=tentative)
