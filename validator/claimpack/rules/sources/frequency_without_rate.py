"""A claim says how often something happens, but no rate of its sources is recorded.

## What it checks

A claim with a `frequency`, whose sources are all identified, needs an estimate of one of them that says what share of
people had the outcome with the intervention: a proportion, or the events and total of that arm.
`frequency-contradicts-rate` then compares the word with it. A rate over time, such as per 1,000 patient-years, does not
say what share of people that is. The frequency `not_known` needs no rate.

## Why it matters

"Common" and "rare" are words for rates. An odds ratio says how much more often something happens than without the
treatment, not how often: a risk can double and still be rare.

## Fails

```csv claims
claim_id,frequency
C2,rare
```

## Passes

```csv claims
claim_id,frequency
C4,very_rare
```

## How to fix

Record the rate that the source gives. If it gives none, or you have not seen it, acknowledge the note and say so.

## Source

European Commission, guideline on summary of product characteristics, 2009, section 4.8, which defines the words by
rates: https://health.ec.europa.eu/system/files/2016-11/smpc_guideline_rev2_en_0.pdf.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.rates import rate_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "note"

_HINT = "Record the rate that the source gives; acknowledge this note if it gives none or none was seen."


def check(package: Package) -> Iterator[Observation]:
    """Looks for a rate for each claim of frequency."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    fully_recorded = evidence.fully_recorded
    examined = 0
    for claim in evidence.claims.filled("frequency"):
        frequency, sources = claim["frequency"], claim.items("source_ids")
        if frequency == "not_known" or not sources or not fully_recorded.issuperset(sources):
            continue
        examined += 1
        near = [match.estimate for match in bearing_on(claim) if match.outcome_relation != "broader"]
        if not any(map(rate_of, near)):
            outcome = evidence.label_of(claim["outcome"]) if claim["outcome"] else "it"
            over_time = [each["source_id"] for each in near if each["measure"] == "rate"]
            what = "only a rate over time" if over_time else "no rate"
            rate = f"{what} of {outcome} in {listed(dict.fromkeys(over_time) if over_time else sources, 'or')}"
            message = f"frequency is {frequency}, but {rate} is recorded"
            data = {"frequency": frequency, "outcome": claim["outcome"], "source_ids": sources}
            judged = (frequency, claim["outcome"], *sorted(sources))
            cause = (evidence.list_of(claim), frequency, *sorted(sources))
            yield Finding.on(claim, "frequency", message, _HINT, judged, cause=cause, data=data)
    yield Examined(examined)
