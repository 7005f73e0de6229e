"""A p-value does not go with its confidence interval.

## What it checks

An interval and the p-value beside it come from the same estimate and standard error, so that one can be computed from
the other. The rule computes every p-value that the interval leaves open, given the digits it is printed with, and
compares it with what is printed: `=` stands for all that would be rounded to it, `<` and `>` for all below or above.
So an odds ratio of 1.98 (1.01 to 3.87) with p = 0.05 is in order: it implies about 0.046.

It is a warning if one of the two calls the result significant and the other does not, or if they are far apart, such as
p = 0.01 beside an interval that implies 0.04. Otherwise it is a note, since another
test (an exact one, a t distribution) may have been used.

## Why it matters

The p-value says "significant", the interval says how much. If they don't go together, one of the numbers is wrong, and
the claim that rests on it may be too.

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

Compare the interval and the p-value with the source and correct what was mistyped. If the source prints them so,
acknowledge it. A p-value from another test than the interval's (an exact or one-sided test, a t distribution with few
degrees of freedom) can differ: say so in the reason.

## Source

Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304 and https://doi.org/10.1136/bmj.d2090; how often published
p-values and intervals disagree: Georgescu and Wren 2018,
https://academic.oup.com/bioinformatics/article/34/10/1758/4772681.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import COMPARING
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.evidence.printed import Printed, Range
from claimpack.evidence.significance import implied_p, interval_of, z_of
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.leftoutrecords import left_out
from claimpack.wording import counted

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.table import Record

SEVERITY = "warning"

_UNPRINTED = 1e-12
"""So small p-values are not told in digits."""

_DUST = 1e-9
"""What computing leaves between two numbers that are the same."""

_FAR_APART = 1.15
"""So many times as far from no effect, in standard errors, as the other. Exact and t tests differ by less than that
from the normal approximation, but for very small samples."""


def check(package: Package) -> Iterator[Observation]:
    """Compares each p-value with those that its interval implies; numbers that make no interval are other rules'."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = without_level = 0
    for estimate in evidence.estimates:
        numbers = evidence.printed(estimate)
        printed = _printed(numbers, estimate["p_relation"])
        if printed is None or numbers.low is None or numbers.high is None or estimate["measure"] not in COMPARING:
            continue
        without_level += numbers.level is None
        implied = implied_p(numbers)
        if implied is None or numbers.may_be_zero:
            continue
        examined += 1
        if printed.most < implied.least or printed.least > implied.most:
            yield _finding(estimate, printed, implied)
    yield Examined(examined)
    if without_level:
        yield LeftOut(f"{counted(without_level, 'estimate')} whose confidence level is not given")


def _printed(numbers: Printed, relation: str) -> Range | None:
    """The p-values that the printed one may stand for; None where none is printed, or none that can be."""
    rounded = numbers.p
    if rounded is None:
        return None
    value = (rounded.least + rounded.most) / 2
    if relation in ("<", "<="):
        return Range(0.0, value) if value > 0 else None
    if relation in (">", ">="):
        return Range(value, 1.0) if 0 < value < 1 else None
    return rounded


def _finding(estimate: Record, printed: Range, implied: Range) -> Finding:
    told = f"{estimate['p_relation']} {estimate['p_value']}".removeprefix("= ").strip()
    expected = _expected(estimate)
    return Finding(
        estimate.place("p_value"),
        f"p_value is {told}, but {effect_in_words(estimate, with_p=False)} implies {_range(*implied)}",
        f"Compare the numbers with the source{expected}. Acknowledge it if the source itself prints them so.",
        (estimate["estimate_id"],),
        effect_values(estimate),
        tentative=_may_be_another_test(printed, implied, estimate["ci_level"]),
    )


def _may_be_another_test(printed: tuple[float, float], implied: tuple[float, float], level: str) -> bool:
    """Whether two ranges of p-values are close, and neither is surely significant where the other surely is not."""
    alpha = 1 - float(level) / 100
    at_most, at_least = printed[1] - _DUST <= alpha, printed[0] + _DUST >= alpha  # "< 0.05" and "> 0.05" end at it
    if (at_most and alpha < implied[0]) or (at_least and implied[1] < alpha):
        return False
    lower, upper = sorted((printed, implied))
    near, far = z_of(lower[1]), z_of(upper[0])  # of what lies between the ranges, the two ends
    return near <= far * _FAR_APART


def _range(least: float, most: float) -> str:
    """A range of p-values in words, with as many digits as it takes to tell its ends apart."""
    if most < _UNPRINTED:
        return "p below 0.0001"
    for digits in (1, 2, 3, 4):
        ends = _digits(least, digits), _digits(most, digits)
        if ends[0] != ends[1]:
            return f"p between {ends[0]} and {ends[1]}" if least else f"p below {ends[1]}"
    return f"p = {_digits(least, 2)}"


def _digits(p_value: float, digits: int) -> str:
    """A p-value with so many significant digits and no exponent."""
    return format(Decimal(f"{p_value:.{digits}g}"), "f")


def _expected(row: Record) -> str:
    """The interval that the printed p-value would have."""
    if not row["estimate"] or row["p_relation"] not in ("", "="):
        return ""
    try:
        low, high = interval_of(float(row["estimate"]), float(row["p_value"]), row["measure"], float(row["ci_level"]))
    except ValueError:
        return ""
    digits = len(row["estimate"].partition(".")[2]) + 1
    return f": with p = {row['p_value']} the interval would be about {low:.{digits}f} to {high:.{digits}f}"
