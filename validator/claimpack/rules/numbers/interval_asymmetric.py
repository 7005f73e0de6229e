"""An estimate is not in the middle of its confidence interval.

## What it checks

Nearly all intervals extend equally far to both sides of the estimate: as printed for differences, and on the
logarithmic scale for ratios (RR, OR, HR, IRR, ROM), where 0.5 and 2 are equally far from 1. The rule measures how far
the estimate is from the middle, as a share of half the width: 0 in the middle, 1 at a limit. It takes the smallest
value that the digits allow, even if the numbers were rounded and then inverted. Mean differences whose three numbers
all end in 0, such as 120 (40 to 190), are taken as rounded to tens.

| interval_kind | no problem below | a warning from |
|---|---|---|
| wald | 0.03 | 0.15 |
| not stated | 0.03, of a wide ratio up to 0.1 | 0.4 |
| exact, profile, bootstrap, credible | 0.4 | 0.8 |
| not stated, of a risk difference | 0.4 | never |

Between the two it is a note. Double rounding, or conversion from another program, explains values below 0.03. At 0.4
one half of the interval is more than twice as long as the other. Where few events make a ratio's interval wide, exact
and profile intervals are naturally asymmetric: 0.12 for each unit of half the width on the logarithmic scale, up to
0.1, is no problem, unless the p-value beside it does not fit the interval. Good intervals for risk differences
(Newcombe, Miettinen and Nurminen) are not symmetric. Left out: prediction intervals, one-sided intervals, proportions,
and ratios printed as 0. Other rules check the interval even if this rule reports it.

An estimate that is only slightly off the middle is still noted if two exchanged digits explain it. Then no other
correction may explain it, a p-value has to fit the corrected numbers, and either the estimate is more than 0.01 off or
the p-value does not fit the printed numbers.

Notes on one source that no typing error explains are one cause: the source has its own way to make intervals.

## Why it matters

One of the three numbers may be mistyped or misprinted, or the interval was made in an unusual way. A ratio whose
interval is symmetric as printed was probably computed without logarithms, so its width is wrong. If one typing error
explains the asymmetry, and only one correction puts the estimate in the middle, the message names it.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.15,0.90,1.22
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

Compare the numbers with the source and correct the one that was mistyped. If the source says how the interval was made,
enter it in interval_kind. If it prints them like this, acknowledge the problem.

## Source

Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304, on the two scales; statcheck,
https://doi.org/10.3758/s13428-015-0664-2, on a printed number as the range of values that round to it. The limits of
the table are Claimpack's own, from 7,079 results in the texts and tables of 950 papers, 96.8 % of which are within
0.03. One result a paper was judged by hand. Misprinted, or made without logarithms, were none of 50 below 0.03, 16 of
54 between 0.03 and 0.1 (the rest were exact, profile or bootstrap intervals), 42 of 57 between 0.1 and 0.4, and 31 of
33 from 0.4 on.
"""

import math
from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.likelyreading import EXCHANGED, Reading, likely_reading
from claimpack.evidence.measures import COMPARING, ESTIMATE_AND_LIMITS, OFTEN_ASYMMETRIC, RATIOS, WITHOUT_P_VALUE
from claimpack.evidence.percentages import unit_sign
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.evidence.plainnumbers import plain
from claimpack.evidence.printed import PRINTED, SLACK, Printed, Range, half_unit, printed_numbers
from claimpack.evidence.significance import asymmetry, fits_its_p
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = (
    "Compare the numbers with the source. If it says how the interval was made, enter that in interval_kind; "
    "acknowledge it if the source itself prints them so."
)
_TWO_DECIMALS = 0.005
"""Half a unit of the second decimal: ratios are printed with two decimals or more."""

_ROUNDED_TWICE = 0.03
_BY_NATURE, _MOST_BY_NATURE = 0.12, 0.1
"""How asymmetric exact and profile intervals are: for each unit of half their width, and at most."""

_HARDLY = 0.01
"""An estimate nearer to the middle than this is only rounded, even if exchanged digits would fit."""


def check(package: Package) -> Iterator[Observation]:
    """Measures how far each estimate is from the middle of its interval."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        measure, numbers = estimate["measure"], evidence.printed(estimate)
        if measure not in COMPARING or None in (numbers.estimate, numbers.low, numbers.high):
            continue
        if numbers.contradictory or numbers.may_be_zero or estimate["interval_kind"] in WITHOUT_P_VALUE:
            continue
        examined += 1
        off = asymmetry(numbers)
        if off <= 0:
            continue
        tolerated, far = _tolerated(estimate, numbers)
        is_off = off > tolerated and min(off, _off_if_inverted(estimate, numbers)) > tolerated
        reading = likely_reading(estimate)
        if is_off or (reading is not None and _is_exchanged(estimate, numbers, reading, off)):
            yield _finding(estimate, reading, is_note=off < far)
    yield Examined(examined)


def _finding(estimate: Record, reading: Reading | None, *, is_note: bool) -> Finding:
    as_printed = _is_the_middle_as_printed(estimate)
    message = f"{effect_in_words(estimate)} is not in the middle of its interval{_where_it_is(estimate, reading)}"
    judged = (*effect_values(estimate), estimate["interval_kind"])
    cause = (estimate["source_id"], "no logarithm" if as_printed else "lopsided") if is_note and not reading else ()
    return Finding.on(estimate, "estimate", message, _HINT, judged, tentative=is_note, cause=cause)


def _tolerated(estimate: Record, numbers: Printed) -> tuple[float, float]:
    """Up to where asymmetry is no problem, and from where it is a warning, in half widths."""
    measure, kind = estimate["measure"], estimate["interval_kind"]
    if kind in OFTEN_ASYMMETRIC:
        return 0.4, 0.8
    if kind == "wald":
        return _ROUNDED_TWICE, 0.15
    if measure == "RD":
        return 0.4, math.inf
    if measure not in RATIOS or numbers.low is None or numbers.high is None or fits_its_p(estimate, numbers) is False:
        return _ROUNDED_TWICE, 0.4
    half = (numbers.high.least - numbers.low.most) / 2
    return max(_ROUNDED_TWICE, min(_MOST_BY_NATURE, _BY_NATURE * half)), 0.4


def _is_exchanged(estimate: Record, numbers: Printed, reading: Reading, off: float) -> bool:
    """Whether exchanged digits explain an asymmetry that is too small to report by itself."""
    if reading.keystroke != EXCHANGED or estimate["interval_kind"] in OFTEN_ASYMMETRIC:
        return False
    read = printed_numbers({name: estimate[name] for name in PRINTED} | {reading.column: reading.value})
    if fits_its_p(estimate, read) is False:
        return False
    return off > _HARDLY or fits_its_p(estimate, numbers) is False


def _off_if_inverted(estimate: Record, numbers: Printed) -> float:
    """How far from the middle a ratio is if its inverse was rounded first."""
    values = [float(estimate[column]) for column in ESTIMATE_AND_LIMITS]
    if estimate["measure"] not in RATIOS or min(values) <= 0:
        return math.inf
    inverse = [
        sorted(
            -math.log(max(1 / value + sign * min(_TWO_DECIMALS, half_unit(estimate[column])), SLACK))
            for sign in (1, -1)
        )
        for value, column in zip(values, ESTIMATE_AND_LIMITS, strict=True)
    ]
    middle, low, high = (Range(*ends) for ends in inverse)
    return asymmetry(numbers._replace(estimate=middle, low=low, high=high))


def _where_it_is(estimate: Record, reading: Reading | None) -> str:
    cells = [estimate[column] for column in ESTIMATE_AND_LIMITS]
    _, low, high = map(float, cells)
    meant = f"; {reading.in_words}" if reading else ""
    if estimate["measure"] not in RATIOS:
        return f", whose middle is {plain((low + high) / 2, *cells)}{unit_sign(estimate)}{meant}"
    if low <= 0:
        return meant
    where = f", whose middle on the logarithmic scale is {plain(math.sqrt(low * high), *cells)}"
    if _is_the_middle_as_printed(estimate):
        where += "; it is in the middle as printed, as if no logarithm had been taken"
    return where + meant


def _is_the_middle_as_printed(estimate: Record) -> bool:
    cells = [estimate[column] for column in ESTIMATE_AND_LIMITS]
    middle, low, high = map(float, cells)
    rounding = half_unit(cells[0]) + (half_unit(cells[1]) + half_unit(cells[2])) / 2
    return estimate["measure"] in RATIOS and abs((low + high) / 2 - middle) <= rounding + SLACK
