"""Nothing was shown, and the claim makes it nothing there.

## What it checks

Three things that a claim of safety can leave unsaid:

- A claim of no increase, whose source's interval includes no effect but also an increase by a quarter or more (a
  ratio of 1.25, a standardised mean difference of 0.5): the interval has not excluded what the claim denies. If the
  claim says only that there is no difference, it is a note.
- No events in a counted group: by the rule of three, up to 3 in n may still have them. If the claim says only that
  it was never seen, it is a note.
- A claim that something was never seen, among a stated number of people: likewise, and a note, since it is only a
  fact that readers will take for more. Above 30,000 people the rule says nothing: what is left is then very rare
  (under 1 in 10,000).

Numbers printed the other way round, risk differences and mean differences are left out: what is appreciable in them
depends on how frequent the outcome is, or on the unit.

## Why it matters

Absence of evidence is not evidence of absence. A reader of "no increased risk" should know whether a risk half as
high again has been ruled out.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.60,1.84
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

If the article's words are more careful than the record, correct `effect_direction`. Otherwise acknowledge the
problem, with what the interval still allows: apps will show it beside the claim.

## Source

Altman and Bland 1995, https://doi.org/10.1136/bmj.311.7003.485; a quarter as appreciable harm: GRADE guidelines 6,
https://doi.org/10.1016/j.jclinepi.2011.01.012; the rule of three: Hanley and Lippman-Hand 1983,
https://doi.org/10.1001/jama.1983.03330370053031; very rare: CIOMS Working Group III, 1995.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from validator.evidence.bearing import Bearing, bearing
from validator.evidence.inwords import effect_in_words, effect_values, scope_values
from validator.evidence.measures import RATIOS
from validator.evidence.results import package_results
from validator.evidence.rows import rows_of
from validator.evidence.verdicts import contradictory
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.soundness import left_out
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"

_APPRECIABLE = {**dict.fromkeys(RATIOS, math.log(1.25)), "SMD": 0.5}
"""The least effect that counts as appreciable harm, on the scale of the measure."""

_ENOUGH = 30_000
"""So many people without an event leave room for no more than 1 in 10,000."""

_FEW = 30
"""Among fewer people the rule of three is too rough, and the limit is computed exactly."""

_TABLES = ("claims", "estimates")
_HINT = "Acknowledge it with what is still possible, unless the article's words are more careful than the record."


def check(package: Package) -> Iterator[Sighting]:
    """Asks of each denial what its numbers still allow."""
    found = bearing(package)
    yield from left_out(found.claims, found.estimates)
    rows = found.estimates.rows
    direction = found.claims.rows["effect_direction"]
    denies = direction.isin(["no_increase", "no_difference", "not_observed"])
    nobody = (rows["events_intervention"] == "0") & ~rows["total_intervention"].isin(["", "0"])
    nobody &= found.verdicts != "less"
    direct = found.pairs.loc[found.pairs["is_direct"], ["claim", "estimate"]]
    direct = direct[denies.reindex(direct["claim"]).to_numpy(dtype=bool)]
    has_none = nobody.reindex(direct["estimate"]).to_numpy(dtype=bool)
    yield from _intervals(package, found, direct[~has_none])
    without_events = direct[has_none]
    yield from _no_events(found, without_events)
    somebody = ~rows["events_intervention"].isin(["", "0"])
    seen = found.pairs.loc[somebody.reindex(found.pairs["estimate"]).to_numpy(dtype=bool), "claim"]
    yield from _never_seen(found, {*without_events["claim"].unique(), *seen.unique()})


def _intervals(package: Package, found: Bearing, pairs: pd.DataFrame) -> Iterator[Sighting]:
    """Denials whose interval allows an appreciable increase."""
    impossible = contradictory(found.estimates.rows, package_results(package))
    unclear = found.verdicts.isin(["not_shown", ""]) & ~impossible
    denies = found.claims.rows["effect_direction"].isin(["no_increase", "no_difference"])
    denied = pairs[denies.reindex(pairs["claim"]).to_numpy(dtype=bool)]
    denied = denied[unclear.reindex(denied["estimate"]).to_numpy(dtype=bool)]
    as_named = found.estimates.rows["orientation"] == "as_named"
    least = found.estimates.rows["measure"].astype(object).map(_APPRECIABLE).where(as_named)
    with_threshold = denied[least.reindex(denied["estimate"]).notna().to_numpy()]
    upper = package_results(package)["high_least"]
    judged = with_threshold[upper.reindex(with_threshold["estimate"]).notna().to_numpy()]
    yield Examined(len(judged))
    if len(judged) < len(with_threshold):
        yield LeftOut(f"{counted(len(with_threshold) - len(judged), 'denial')} whose estimate has no upper limit")
    allows = upper >= least
    for pair in rows_of(judged[allows.reindex(judged["estimate"]).to_numpy(dtype=bool)]):
        claim, estimate = found.claims.row(pair["claim"]), found.estimates.row(pair["estimate"])
        name, direction = estimate["estimate_id"], claim["effect_direction"]
        message = (
            f"effect_direction is {direction}, but {name} of {estimate['source_id']} is "
            f"{effect_in_words(estimate)}: {_still_allowed(estimate['measure'], estimate['ci_high'])} is not excluded"
        )
        place = found.claims.place(pair["claim"], "effect_direction")
        judged_values = (direction, *effect_values(estimate), *scope_values(claim, estimate))
        tentative = direction != "no_increase"
        subjects = (claim["claim_id"], name)
        yield Finding(place, message, _HINT, subjects, judged_values, tentative=tentative, subject_tables=_TABLES)


def _still_allowed(measure: str, upper: str) -> str:
    if measure not in RATIOS:
        return f"a difference of {upper}"
    what = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate"}[measure]
    rise = float(upper) - 1
    return f"a rise of the {what} by {100 * rise:.0f} %" if rise < 1 else f"{upper} times the {what}"


def _no_events(found: Bearing, pairs: pd.DataFrame) -> Iterator[Sighting]:
    """Denials that rest on a group in which nobody had the outcome."""
    yield Examined(len(pairs))
    numbers = pairs["estimate"].unique().tolist()
    few = [number for number in numbers if int(found.estimates.row(number)["total_intervention"]) < _ENOUGH]
    for pair in rows_of(pairs[pairs["estimate"].isin(few)]):
        claim, estimate = found.claims.row(pair["claim"]), found.estimates.row(pair["estimate"])
        name, direction = estimate["estimate_id"], claim["effect_direction"]
        among = estimate["total_intervention"]
        people = int(among)
        message = (
            f"effect_direction is {direction}, but none among {people:,} people in {name} of "
            f"{estimate['source_id']} still allows {_rule_of_three(people)}"
        )
        place = found.claims.place(pair["claim"], "effect_direction")
        tentative = direction == "not_observed"
        judged = (direction, estimate["events_intervention"], among, *scope_values(claim, estimate))
        subjects = (claim["claim_id"], name)
        yield Finding(place, message, _HINT, subjects, judged, tentative=tentative, subject_tables=_TABLES)


def _never_seen(found: Bearing, told: set[int]) -> Iterator[Sighting]:
    """Claims that something was never seen, with the number of people among whom it was not."""
    rows = found.claims.rows
    never = (rows["effect_direction"] == "not_observed") & (rows["population_size"] != "") & ~rows.index.isin(told)
    yield Examined(int(never.sum()))
    few = rows["population_size"].mask(~never, str(_ENOUGH)).astype("int64") < _ENOUGH
    for record in found.claims.where(never & few):
        claim = found.claims.row(record)
        people = int(claim["population_size"])
        message = (
            f"effect_direction is not_observed, but none among {people:,} people, even if all of them had the "
            f"intervention, still allows {_rule_of_three(people)}"
        )
        place = found.claims.place(record, "effect_direction")
        judged = (claim["effect_direction"], claim["outcome"], claim["population_size"])
        yield Finding(place, message, _HINT, (claim["claim_id"],), judged, tentative=True)


def _rule_of_three(people: int) -> str:
    """What no event among so many people leaves possible: the upper end of a 95 % confidence interval, about 3 in n."""
    if people < _FEW:
        return f"up to {100 * (1 - 0.05 ** (1 / people)):.0f} in 100"
    return f"up to 1 in {people // 3:,}"
