"""The number that a claim states is not the number of its source.

## What it checks

The number of a claim (`stated_measure` with `stated_value`, or a range in `stated_low` and `stated_high`) is compared
with the numbers of its sources on the same outcome:

| the claim says | compared with |
|---|---|
| percent, one_in, proportion | events of total, or a proportion, with the intervention |
| count | events with the intervention |
| the same for the comparator (`stated_control_value`) | the same numbers of the control arm |
| fold, percent_change | a printed ratio, also an odds ratio; otherwise the ratio from the counts |
| a measure by its name | the same measure |

- Printed digits allow every value that rounds to them: 3.7-fold fits 3.65. Fewer by 80 %, or 5 times less, is 0.20.
- For a single value, one number that fits is enough. But if the same source has a different number on exactly what the
  claim is about, a number of a subgroup or of another scope, analysis or time does not settle it. (It is a note for
  another time, or if the claim names a dose, which the subgroup may have had.)
- A range disagrees with each number outside it. "Up to 10 %" is a `stated_high` alone: a rate above it disagrees, and
  so does a result whose whole 95 % interval is below it. That is a note for a pooled result, since a single study may
  reach it. For shares of people the interval has to be below a tenth of it, since leaflets write "up to 1 in 10" from 1
  in 100 on.
- A number that the claim may have been computed from in another way fits too: a difference in percentage points, the
  number needed to harm as 1 in a number, the people of both arms, or of several arms of one source with the
  intervention.

It is a note in these cases:

- the source's number is of another scope, subgroup or time;
- another source that the claim cites has no number to compare with, and the claim's number may come from there;
- people may have rounded the number when they quoted it ("1 in 1,000" for 1 in 920, "80 % fewer" for 78 %, a third for
  31 %);
- the measure has a unit, which a claim does not record (means, mean differences, rates);
- an odds ratio is called a risk ratio, or a risk ratio an odds ratio;
- "times" is the ratio of the odds, and at the risk of the controls the ratio of the risks differs by more than a tenth.

`population-size-mismatch` checks the number of people studied. `direction-contradicts-estimate` reports results that
say the opposite of the claim.

## Why it matters

A number makes a claim sound checked. A number with two exchanged digits, of the other arm or from another table
misleads more than no number.

## Fails

```csv claims
claim_id,effect_direction,stated_measure,stated_value
C1,no_difference,OR,1.50
```

## Passes

```csv claims
claim_id,effect_direction,stated_measure,stated_value
C1,no_difference,OR,1.1
```

## How to fix

Compare the passage and the source. If the record is wrong, correct it. If the article's number differs from its
source's, keep it and acknowledge the problem with the source's number.

## Source

How often citations misstate their source: https://doi.org/10.1186/s41073-025-00173-z. The risk ratio from an odds
ratio: Zhang and Yu 1998, https://doi.org/10.1001/jama.280.19.1690. The rounding is Claimpack's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimpack.evidence.absoluterisk import risk_ratio_of
from claimpack.evidence.counts import COUNTS
from claimpack.evidence.directions import CONTRADICTED_BY
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.matching import Match
from claimpack.evidence.measures import PARTIAL, RATIO_OF, RATIOS
from claimpack.evidence.percentages import fraction_of
from claimpack.evidence.phrasing import difference_in_words, effect_values, scope_values
from claimpack.evidence.printed import Range, rounding_range
from claimpack.evidence.rates import control_rate_of, in_figures, in_percent
from claimpack.evidence.reportedvalues import (
    Reported,
    made_of_other_numbers,
    of_arms_together,
    reach_of,
    reported_comparisons,
    reported_rates,
)
from claimpack.evidence.statedvalues import OF_PEOPLE, RELATIVE, STATED, Fit, Stated, fit_of, fit_of_value, stated_by
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out, left_out_if_any
from claimpack.wording import listed

SEVERITY = "warning"

_WITH_A_UNIT = ("MD", "mean", "median", "rate", "IRD")
_MOST_NAMED = 3
_FAR = 1.1
"""A risk ratio that differs from the odds ratio by more than this factor is a different number."""

_HINT = (
    "Compare the passage and the source. Correct the record if it is wrong; if the article states another number than "
    "its source, keep it and acknowledge it with the source's."
)
_NAME_HINT = (
    "Check what the article calls it; if the record says the same, acknowledge it with the measure of the source."
)


class _Compared(NamedTuple):
    """A number of a source, and whether the claim's number fits it."""

    match: Match
    reported: Reported
    fit: Fit


def check(package: Package) -> Iterator[Observation]:
    """Compares the number of each claim with those of its sources."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.estimates)
    examined = without = 0
    for claim in evidence.claims.filled("stated_measure"):
        stated = stated_by(claim)
        if stated is None or _is_of_those_studied(evidence, claim, stated) or evidence.may_lack_estimates(claim):
            continue
        matches = [
            match for match in evidence.bearing_on(claim) if match.is_direct or match.outcome_relation == "equal"
        ]
        compared = _compare(evidence, claim, stated, matches)
        of_controls = _compare_controls(stated, matches)
        examined += bool(compared or of_controls)
        without += not (compared or of_controls)
        covered = {each.match.estimate["source_id"] for each in (*compared, *of_controls)}
        may_be_elsewhere = not stated.is_a_range and not covered.issuperset(claim.items("source_ids"))
        for finding in _judged(claim, stated, compared, of_controls):
            yield finding._replace(tentative=True) if may_be_elsewhere else finding
        is_of_all = covered.issuperset(claim.items("source_ids"))
        is_of_all &= not any(evidence.is_pooled(each.match.estimate) for each in compared)
        yield from _beyond_its_interval(claim, stated, compared, is_note=not is_of_all)
    yield Examined(examined)
    yield from left_out_if_any(without, "stated number", "of which no source that is cited has one to compare with")


def _compare(evidence: Evidence, claim: Record, stated: Stated, matches: Iterable[Match]) -> list[_Compared]:
    """The numbers that fit the claim's number, or may disagree with it."""
    found = []
    for match in matches:
        if stated.measure in OF_PEOPLE:
            numbers = list(reported_rates(stated.measure, match.estimate))
        elif evidence.shown_by(match.estimate) in _opposite(claim["effect_direction"]):
            continue
        else:
            numbers = list(reported_comparisons(stated.measure, claim["effect_direction"], match.estimate))
        found += [_Compared(match, number, _fit(stated, number)) for number in numbers]
    return [each for each in found if each.fit == "fits" or _can_disagree(stated, each.reported)]


def _is_of_those_studied(evidence: Evidence, claim: Record, stated: Stated) -> bool:
    """Whether the number is that of the people who were studied, which population-size-mismatch checks."""
    if stated.measure != "count" or stated.value == "":
        return False
    return any(each["population_size"] == stated.value for each in (claim, *evidence.sources_of(claim)))


def _compare_controls(stated: Stated, matches: Iterable[Match]) -> list[_Compared]:
    if not stated.control or stated.measure not in OF_PEOPLE:
        return []
    return [
        _Compared(match, number, fit_of_value(stated.measure, stated.control, number.number))
        for match in matches
        for number in reported_rates(stated.measure, match.estimate, of_controls=True)
    ]


def _opposite(direction: str) -> frozenset[str]:
    """What a result shows if it contradicts the claim's direction: another rule reports that."""
    return frozenset(CONTRADICTED_BY.get(direction, ())) - {"not_shown"}


def _fit(stated: Stated, reported: Reported) -> Fit:
    """How well a number of the source fits the claim's, whatever its sign and scale."""
    number = reported.number
    least, most = number
    ways = [Range(1 / most, 1 / least) if stated.is_so_many_times_lower else number]
    if stated.measure in ("RD", "proportion"):
        ways.append(number.scaled(100))
    if stated.measure not in (*RATIOS, *OF_PEOPLE, *RELATIVE) or stated.value.startswith("-"):
        ways += [each.negated for each in ways]
    fits: list[Fit] = [fit_of(stated, way) for way in ways]
    return min(fits, key=("fits", "nearly", "misses").index)


def _judged(
    claim: Record, stated: Stated, compared: Sequence[_Compared], controls: Sequence[_Compared]
) -> Iterator[Finding]:
    """What is wrong with the number for the intervention and with that for the comparator."""
    against = _against(claim, stated, compared)
    others = [each for each in controls if each.fit != "fits"]
    amiss = others if others and len(others) == len(controls) else []
    if against and _all_fit(stated.value, stated, controls):
        exchanged = amiss and _all_fit(stated.control, stated, compared)
        what = "the two arms are exchanged" if exchanged else f"{stated.words} is the number of the control arm"
        yield _finding(claim, stated, stated.column, stated.words, against, f": {what}")
        amiss = [] if exchanged else amiss
    elif against:
        yield _finding(claim, stated, stated.column, stated.words, against)
    elif _is_of_a_part(claim, stated, compared):
        yield _of_a_part(claim, stated, compared)
    else:
        yield from _named_wrong(claim, stated, compared)
        yield from _interval_amiss(claim, stated, compared)
    if amiss:
        words = f"{stated.said(stated.control)} for the comparator"
        yield _finding(claim, stated, "stated_control_value", words, amiss, " in its control arm")


def _all_fit(value: str, stated: Stated, numbers: Sequence[_Compared]) -> bool:
    return bool(value and numbers) and all(
        fit_of_value(stated.measure, value, each.reported.number) == "fits" for each in numbers
    )


def _against(claim: Record, stated: Stated, compared: Sequence[_Compared]) -> list[_Compared]:
    """The numbers that the claim's disagrees with."""
    fitting = {each.match.estimate.number for each in compared if each.fit == "fits"}
    if not stated.is_a_range and (fitting or _is_made_of_another(claim, stated, compared)):
        return []
    against = [each for each in compared if each.fit != "fits" and each.match.estimate.number not in fitting]
    if stated.is_a_range:
        against = [each for each in against if not _is_its_interval(stated, each.match.estimate)]
    return [each for each in against if each.match.is_direct] or against


def _is_of_the_claim(claim: Record, compared: _Compared) -> bool:
    """Whether a number is on exactly what the claim is about: no subgroup, other analysis or other time."""
    estimate = compared.match.estimate
    return compared.match.is_direct and estimate["analysis"] not in PARTIAL and not is_another_time(claim, estimate)


def _is_of_a_part(claim: Record, stated: Stated, compared: Sequence[_Compared]) -> bool:
    """Whether the number fits only a source's number on something else, such as a subgroup.

    The source has to have a number on the claim itself too.
    """
    own = [each for each in compared if _is_of_the_claim(claim, each)]
    if stated.is_a_range or any(each.fit != "misses" for each in own) or _is_made_of_another(claim, stated, own):
        return False
    of_parts = {each.match.estimate["source_id"] for each in compared if each.fit == "fits"}
    return bool(of_parts) and of_parts.issubset(each.match.estimate["source_id"] for each in own)


def _of_a_part(claim: Record, stated: Stated, compared: Sequence[_Compared]) -> Finding:
    own = [each for each in compared if _is_of_the_claim(claim, each)]
    part = next(each for each in compared if each.fit == "fits")
    estimate = part.match.estimate
    how = difference_in_words(part.match, claim)
    how = how or (f"after {estimate['follow_up']}" if is_another_time(claim, estimate) else "of a part of its people")
    if estimate["analysis"] in ("sensitivity", "post_hoc"):
        how = "of another analysis"
    what = f": {stated.words} is that of {estimate['estimate_id']}, {how}"
    is_note = bool(claim["dose"]) or all(
        is_another_time(claim, each.match.estimate) for each in compared if each.fit == "fits"
    )
    return _finding(claim, stated, stated.column, stated.words, own, what, is_note=is_note)


def _is_made_of_another(claim: Record, stated: Stated, compared: Iterable[_Compared]) -> bool:
    """Whether a number fits that claims are sometimes computed from; differences only count if the claim compares."""
    form = stated.measure
    if form not in OF_PEOPLE and form != "percent_change":
        return False
    estimates = {each.match.estimate for each in compared}
    numbers = list(of_arms_together(form, estimates)) if form in OF_PEOPLE else []
    if form == "count" or (not stated.control and claim["effect_direction"] in CONTRADICTED_BY):
        numbers += [number for estimate in estimates for number in made_of_other_numbers(form, estimate)]
    return any(fit_of_value(form, stated.value, number) == "fits" for number in numbers)


def _can_disagree(stated: Stated, reported: Reported) -> bool:
    """Whether the two are of one kind. A risk ratio lies between 1 and the odds ratio of the same table."""
    if not reported.can_disagree:
        return False
    if stated.measure not in RATIOS or reported.measure == stated.measure:
        return True
    value = rounding_range(stated.value)
    if value is None or {stated.measure, reported.measure} != {"RR", "OR"}:
        return False
    risk, odds = (value, reported.number) if stated.measure == "RR" else (reported.number, value)
    return risk.least > max(1, odds.most) or risk.most < min(1, odds.least)


def _is_its_interval(stated: Stated, estimate: Record) -> bool:
    return estimate["measure"] == stated.measure and all(
        any(_is_printed_as(end, cell) for cell in {estimate[limit], fraction_of(estimate, limit)})
        for end, limit in ((stated.low, "ci_low"), (stated.high, "ci_high"))
    )


def _is_printed_as(end: str, limit: str) -> bool:
    one, other = rounding_range(end), rounding_range(limit)
    return one is None or other is None or one.meets(other)


def _named_wrong(claim: Record, stated: Stated, compared: Sequence[_Compared]) -> Iterator[Finding]:
    """An odds ratio that is called a risk ratio, or worded as "times" where the risk is not that many times."""
    fitting = [each for each in compared if each.fit == "fits"]
    if not fitting or any(each.reported.measure == stated.measure for each in fitting):
        return
    first, column, what = fitting[0], stated.column, ""
    if stated.measure in RATIOS:
        of, not_of = RATIO_OF[first.reported.measure], RATIO_OF[stated.measure]
        column, what = "stated_measure", f", which is a ratio of the {of}, not of the {not_of}" if of != not_of else ""
    elif stated.measure in RELATIVE and all(each.reported.measure == "OR" for each in fitting):
        risk = _risk_in_words(first)
        what = f": {risk}" if risk else ""
    if what:
        yield _finding(claim, stated, column, stated.words, [first], what, is_note=True, hint=_NAME_HINT)


def _risk_in_words(compared: _Compared) -> str:
    """The risk ratio from an odds ratio; blank if it is not known or nearly the same."""
    control, odds = control_rate_of(compared.match.estimate), _odds_of(compared)
    if control is None or odds is None:
        return ""
    at = control.point.middle
    ratio = risk_ratio_of(odds, at)
    if max(odds / ratio, ratio / odds) < _FAR:
        return ""
    return f"at the control arm's risk of {in_percent(at)} that is {in_figures(ratio)} times the risk"


def _odds_of(compared: _Compared) -> float | None:
    """The odds ratio itself, out of a number in the form of the claim."""
    for reported in reported_comparisons("OR", "", compared.match.estimate):
        if reported.measure == "OR":
            return reported.number.middle
    return None


def _interval_amiss(claim: Record, stated: Stated, compared: Sequence[_Compared]) -> Iterator[Finding]:
    """An interval that the claim states beside its value, and that is not the estimate's."""
    if stated.is_a_range or not (stated.low and stated.high):
        return
    same = [each for each in compared if each.fit == "fits" and each.match.estimate["measure"] == stated.measure]
    same = [each for each in same if each.match.estimate["ci_low"] and each.match.estimate["ci_high"]]
    same = [each for each in same if each.match.estimate["orientation"] == "as_named"]
    if same and not any(_is_its_interval(stated, each.match.estimate) for each in same):
        words = f"{stated.low} to {stated.high} around {stated.words}"
        yield _finding(claim, stated, "stated_low", words, same)


def _beyond_its_interval(
    claim: Record, stated: Stated, compared: Sequence[_Compared], *, is_note: bool
) -> Iterator[Finding]:
    """An "up to" that no interval reaches."""
    if not stated.is_a_range or stated.low or any(each.fit != "fits" for each in compared):
        return
    direct = [each for each in compared if each.match.is_direct]
    if direct and all(_is_out_of_reach(claim, stated, each) for each in compared):
        what = ": no interval reaches " + ("even a tenth of that" if stated.measure in OF_PEOPLE else "that")
        yield _finding(claim, stated, "stated_high", stated.words, direct, what, is_note=is_note)


def _is_out_of_reach(claim: Record, stated: Stated, compared: _Compared) -> bool:
    reach = reach_of(stated.measure, claim["effect_direction"], compared.match.estimate)
    if reach is None:
        return False
    all_of_it = compared.reported._replace(number=reach)
    ways = (stated._replace(low=stated.high, high=""), stated._replace(value=stated.high, high=""))
    return all(_fit(each, all_of_it) == "misses" for each in ways)


def _finding(
    claim: Record,
    stated: Stated,
    column: str,
    words: str,
    against: Sequence[_Compared],
    what: str = "",
    *,
    is_note: bool = False,
    hint: str = _HINT,
) -> Finding:
    different = list({each.match.estimate.number: each for each in reversed(against)}.values())[::-1]
    estimates = [each.match.estimate for each in different]
    values = tuple(
        cell
        for each in estimates
        for cell in (*effect_values(each), *(each[column] for column in (*COUNTS, "control_risk")))
    )
    numbers = tuple(claim[column] for column in STATED)
    reported = listed((_reported(each, claim) for each in different), most=_MOST_NAMED)
    message = f"the claim states {words}, but {reported}{what}"
    judged = (
        claim["effect_direction"],
        *numbers,
        *values,
        *(cell for each in estimates for cell in scope_values(claim, each)),
    )
    cause = (column, *numbers, *values, claim["passage_id"])
    tentative = is_note or not any(_is_sure(claim, stated, each) for each in different)
    return Finding.on(claim, column, message, hint, judged, *estimates, tentative=tentative, cause=cause)


def _is_sure(claim: Record, stated: Stated, compared: _Compared) -> bool:
    return _is_of_the_claim(claim, compared) and compared.fit != "nearly" and stated.measure not in _WITH_A_UNIT


def _reported(compared: _Compared, claim: Record) -> str:
    estimate = compared.match.estimate
    difference = "" if compared.match.is_direct else difference_in_words(compared.match, claim)
    return f"{estimate['estimate_id']} of {estimate['source_id']} has {compared.reported.words}" + (
        f" {difference}" if difference else ""
    )
