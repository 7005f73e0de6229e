"""A p-value does not fit its confidence interval.

## What it checks

An interval and the p-value beside it come from the same data, so one can be computed from the other. The rule computes
the range of p-values that the interval allows, given its printed digits, and compares it with the printed one: `=`
allows every value that rounds to it, `<`, `<=`, `>` and `>=` allow all values below or above. So an odds ratio of 1.98
(1.01 to 3.87) fits p = 0.05: it implies about 0.046.

A p-value fits if one of these gives it:

- the interval, by the normal distribution (Wald);
- the interval, by Student's t: the degrees of freedom are the number of studies less one where `model` is random_hksj
  (Hartung-Knapp), or blank with a `study_count` above 1; they are the number of people less two for the means of one
  study;
- the counts of both arms, by Pearson's, Yates's, Fisher's, the mid-p or the likelihood ratio test, or any value between
  the lowest and the highest of these.

If the estimate is not in the middle of its interval, the rule tries the half of the interval towards no effect, the
whole width, and the middle of the interval. All values between their results fit. `p_sides` says whether a p-value is
one-sided. Prediction intervals and one-sided intervals are left out.

It is a warning only if one of the two is significant at the level of the interval, the other is not, and they are far
enough apart, in standard errors:

| measure | how far apart |
|---|---|
| a ratio | 0.6 times the standard error of its logarithm; 0.75 times, if that is above 1.2, as without events |
| a risk ratio, if the number of people is recorded | at least 2.2 divided by the root of that number |
| a risk or rate difference without counts | 1: with arms of unequal size its tests differ by nearly as much |
| a difference or ratio of means | 0.1 |
| a hazard ratio | 1: the p-value beside Cox's interval is often that of a log-rank test |
| any measure with an exact, profile, bootstrap or credible interval | 0.3 more |

The limit for ratios depends on the number of events, on which their tests differ; the width of the interval reveals it.

Any other difference is a note. If both agree on significance, a difference within 0.05 standard errors is no problem,
and for a ratio none within its limit above. Nor is a p-value of one study's risk or rate difference without counts that
is larger by up to 0.5 standard errors, as Fisher's and Yates's tests give it. "p = 0.001", or a smaller power of ten,
is no problem if a smaller p-value is implied, since many write "=" for "<".

## Why it matters

The p-value says whether a result is significant, and the interval says how large the effect is. If they don't fit, one
of the numbers is wrong, and a claim based on it may be wrong too.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high,p_relation,p_value
E1,1.05,0.90,1.22,=,0.03
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high,p_relation,p_value
E1,1.05,0.90,1.22,=,0.53
```

## How to fix

Compare the interval and the p-value with the source and correct what was mistyped. Record what explains the difference:
the counts, the model and the number of studies, or `p_sides`. If the source prints them like this, acknowledge the
problem.

## Source

Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304 and https://doi.org/10.1136/bmj.d2090; t for pooled results:
IntHout and others 2014, https://doi.org/10.1186/1471-2288-14-25; tests of counts: Agresti, Categorical Data Analysis;
how often published p-values and intervals disagree: Georgescu and Wren 2018,
https://academic.oup.com/bioinformatics/article/34/10/1758/4772681. The tolerances are Claimpack's own. Where a test of
an odds ratio disagrees with Wald's interval on significance, Pearson's, Yates's, Fisher's, the mid-p and the likelihood
ratio test stay within them, for every table of 1 to 39 events in two equal arms of 20 to 5,000. So do the tests of a
risk difference, even if one arm is twice as large as the other. A risk ratio of frequent events in small arms, or any
ratio with one arm five times as large as the other, can differ by more: record the counts there. Of 3,287 p-values that
papers print beside intervals, 13 % are not quite what the interval implies. One p-value a paper was judged by hand. Of
those that agree with the interval on significance, 4 of 55 within 0.3 standard errors were wrong, and 15 of 25 beyond
0.5.
"""

import math
from collections.abc import Iterator

from claimpack.evidence.counts import counts_of
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import (
    COMPARING,
    ESTIMATE_AND_LIMITS,
    OFTEN_ASYMMETRIC,
    RATIOS,
    T_OF_STUDIES,
    WITHOUT_P_VALUE,
)
from claimpack.evidence.phrasing import effect_in_words, effect_values, p_as_printed
from claimpack.evidence.plainnumbers import p_in_words, plain
from claimpack.evidence.printed import SLACK, Printed, Range, is_impossible_p
from claimpack.evidence.significance import (
    critical_value,
    fits_its_interval,
    interval_of,
    printed_p,
    standard_errors_apart,
)
from claimpack.evidence.standardtests import Allowed, from_counts, from_interval, people_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out
from claimpack.wording import counted

SEVERITY = "warning"

_NEAR = 0.05
"""In standard errors: p-values this near to each other differ only by rounding."""

_BY_CORRECTION = 0.5
"""By how many standard errors the p-value of a risk or rate difference without counts may be larger."""

_OF_ITS_ERROR = 0.6
"""How many standard errors exact and corrected tests of few events may differ from Wald's: this share of the standard
error of the log ratio itself."""

_OF_NO_EVENTS, _NO_EVENTS = 0.75, 1.2
"""The same share where the standard error is above the second number: an arm without events, with 0.5 added."""

_OF_FEW_PEOPLE = 2.2
"""The same for a risk ratio of frequent events: this number divided by the root of the number of people."""

_WELL_APART = {"HR": 1.0, "RD": 1.0, "IRD": 1.0, "MD": 0.1, "SMD": 0.1, "ROM": 0.1}
"""The same in standard errors, for measures whose interval does not reveal the number of events."""

_FOR_LOPSIDED = 0.3
_LARGEST_BOUND = 0.001
"""The largest p-value that people print with = where they mean <."""

_JUDGED = ("interval_kind", "p_sides", "model", "study_count")


def check(package: Package) -> Iterator[Observation]:
    """Compares each p-value with those that its interval implies; other rules report numbers that make no interval."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = without_level = 0
    for estimate in evidence.estimates.filled("p_value"):
        if estimate["measure"] not in COMPARING or estimate["interval_kind"] in WITHOUT_P_VALUE:
            continue
        if is_impossible_p(estimate):
            continue  # value-out-of-range reports it
        numbers = evidence.printed(estimate)
        printed = printed_p(numbers, estimate["p_relation"], estimate["p_sides"])
        if printed is None or numbers.low is None or numbers.high is None:
            continue
        if numbers.contradictory or numbers.may_be_zero:
            continue
        without_level += numbers.level is None
        test = _test_of(estimate, numbers, printed)
        if test is None:
            continue
        examined += 1
        gap = standard_errors_apart(printed, test.p)
        turns = gap > 0 and _significance_turns(numbers, printed)
        is_explained = _is_a_bound(estimate, printed, test.p) or (
            not evidence.is_pooled(estimate) and _may_be_corrected(estimate, gap, printed, test.p)
        )
        if turns or (gap > _near(estimate, numbers) and not is_explained):
            yield _finding(estimate, numbers, printed, test, is_warning=turns and gap > _well_apart(estimate, numbers))
    yield Examined(examined)
    if without_level:
        yield LeftOut(f"{counted(without_level, 'estimate')} whose confidence level is not given")


def _test_of(estimate: Record, numbers: Printed, printed: Range) -> Allowed | None:
    """The first test that gives the printed p-value, or else the first test of all."""
    test, least = None, 0.0
    for allowed in from_interval(estimate, numbers):
        gap = standard_errors_apart(printed, allowed.p)
        if not gap:
            return allowed
        if test is None:
            test, least = allowed, gap
    if test is None or not estimate["total_control"]:
        return test
    table, of_counts = counts_of(estimate), from_counts(estimate)
    if table is None or of_counts is None:
        return test
    if not table.is_varied and standard_errors_apart(of_counts.p, test.p):
        return test  # nobody had it, or all: the interval is not one of these counts
    # some test gives every value between the tests of the counts and Wald's
    hull = Range(min(of_counts.p.least, test.p.least), max(of_counts.p.most, test.p.most))
    return Allowed("counts", hull) if standard_errors_apart(printed, hull) < least else test


def _significance_turns(numbers: Printed, printed: Range) -> bool:
    """Whether the p-value is surely significant and the interval surely includes no effect, or the other way round."""
    low, high, level = numbers.low, numbers.high, numbers.level
    if low is None or high is None or level is None:
        return False
    alpha = 1 - level / 100
    if printed.most <= alpha + SLACK:  # "< 0.05" and "> 0.05" end at it
        return low.most < 0 < high.least
    return printed.least >= alpha - SLACK and (low.least > 0 or high.most < 0)


def _is_a_bound(estimate: Record, printed: Range, implied: Range) -> bool:
    """Whether "p = 0.001" may mean "p < 0.001"."""
    value = estimate["p_value"]
    is_power_of_ten = value.lstrip("0.") == "1" and float(value) <= _LARGEST_BOUND
    return estimate["p_relation"] in ("", "=") and is_power_of_ten and implied.most <= printed.least


def _near(estimate: Record, numbers: Printed) -> float:
    """How many standard errors are no problem where both agree on significance."""
    return max(_NEAR, _of_tests(estimate, numbers)) if estimate["measure"] in RATIOS else _NEAR


def _may_be_corrected(estimate: Record, gap: float, printed: Range, implied: Range) -> bool:
    """Whether Fisher's or Yates's test, which give larger p-values, may explain a p-value of a risk difference."""
    is_without_counts = estimate["measure"] in ("RD", "IRD") and counts_of(estimate) is None
    return is_without_counts and printed.least > implied.most and gap <= _BY_CORRECTION


def _of_tests(estimate: Record, numbers: Printed) -> float:
    """How many standard errors tests of counts may be apart, by the width of a ratio's interval."""
    error = _error_of(numbers)
    found = error * (_OF_NO_EVENTS if error > _NO_EVENTS else _OF_ITS_ERROR)
    people = people_of(estimate) if estimate["measure"] == "RR" else 0
    return max(found, _OF_FEW_PEOPLE / math.sqrt(people)) if people else found


def _error_of(numbers: Printed) -> float:
    """The standard error of an interval, on the scale of its measure; 0 if a limit or the level is missing."""
    low, high, level = numbers.low, numbers.high, numbers.level
    if low is None or high is None or level is None:
        return 0.0
    return (high.most - low.least) / 2 / critical_value(level)


def _well_apart(estimate: Record, numbers: Printed) -> float:
    """How many standard errors two tests of the same data may differ by."""
    measure, more = estimate["measure"], _FOR_LOPSIDED if estimate["interval_kind"] in OFTEN_ASYMMETRIC else 0.0
    return more + (_WELL_APART[measure] if measure in _WELL_APART else _near(estimate, numbers))


def _finding(estimate: Record, numbers: Printed, printed: Range, test: Allowed, *, is_warning: bool) -> Finding:
    effect = effect_in_words(estimate, with_p=False)
    how = "with its counts implies" if test.test == "counts" else "implies"
    hint = f"Compare the numbers with the source{_expected(estimate, numbers)}."
    if estimate["p_sides"] == "one":
        how += " a two-sided"
    doubled = Range(min(1.0, 2 * printed.least), min(1.0, 2 * printed.most))
    may_be_one_sided = any(
        not standard_errors_apart(doubled, allowed.p) for allowed in from_interval(estimate, numbers)
    )
    if estimate["p_sides"] != "one" and printed.least > 0 and may_be_one_sided:
        hint += " It would agree with a one-sided test: if the source used one, enter one in p_sides."
    message = f"p_value is {p_as_printed(estimate)}, but {effect} {how} {p_in_words(test.p, printed)}"
    hint += " Acknowledge it if the source itself prints them so."
    judged = (*effect_values(estimate), *(estimate[column] for column in _JUDGED))
    return Finding.on(estimate, "p_value", message, hint, judged, tentative=not is_warning)


def _expected(estimate: Record, numbers: Printed) -> str:
    cells = [estimate[column] for column in ESTIMATE_AND_LIMITS]
    if not cells[0] or estimate["p_relation"] not in ("", "=") or estimate["p_sides"] == "one":
        return ""
    if estimate["model"] == T_OF_STUDIES or not fits_its_interval(numbers):
        return ""
    try:
        low, high = interval_of(
            float(cells[0]), float(estimate["p_value"]), estimate["measure"], float(estimate["ci_level"])
        )
    except ValueError:
        return ""
    limits = " to ".join(plain(limit, *cells, more=1) for limit in (low, high))
    return f": with p = {estimate['p_value']} the interval would be about {limits}"
