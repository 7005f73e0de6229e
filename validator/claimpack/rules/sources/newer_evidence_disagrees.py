"""A later source disagrees with a claim, or with the source that the claim cites.

## What it checks

A claim on an effect is compared with two kinds of later sources that it does not cite: sources that update one that it
cites (`superseded_by`, over any number of steps), and other sources issued after all that it cites. They must have
results on its outcome, the next broader one or a next narrower one, and their scopes must meet in every other respect.
Of each later source, the results nearest to the claim's scope count. Of a chain of updates, the last one with a result
counts. A date is later only if that is certain: 2020-05 is not later than 2020.

| the later source | reported as |
|---|---|
| contradicts the claim, on exactly the same | warning |
| contradicts the claim, on something broader or narrower | note |
| says that an adverse event is not associated, where the claim says that it occurs | note |
| has the same direction and measure, but a different size | note |
| shows neither: its interval includes both the claimed effect and no effect | note |
| updates the cited source and has no result on this, although the cited source has | note |
| says the same | not reported |

A claim of overall safety (favourable) is compared only with the serious outcomes of updates, whatever their scopes. A
serious outcome that is increased contradicts it.

A number contradicts the claim if its interval excludes what the claim says: for "increased", if it lies below no
effect. An interval that includes no effect does not contradict it, since two results may agree although only one of
them is significant. If the number decides nothing, the source's words (`reported_direction`) count. "No difference"
contradicts "increased". It also contradicts the claim that something occurs as an adverse event, which is a claim about
an effect of the treatment. Any other event can occur and yet be rarer. A later source whose own words and number
disagree does not count.

Two results differ in size if the difference of their estimates, on the log scale for ratios, is more than 1.96 standard
errors, which come from both intervals. This assumes that the results are independent. Sources that share studies are
not: an update and what it updates, and sources in `overlaps_with`. Then the rule reports only that one estimate lies
outside the interval of the other, without z. Reviews often share studies that nobody has recorded; then the true z is
larger.

An update without a recorded result does not weaken the older one: perhaps it did not look at the outcome, or not in the
part that was read. A later source that is not an update and is of a weaker type, such as a registry after a
meta-analysis, gets at most a note; a retracted one is left out. If several later sources show the same on one scope,
only the newest is reported. Two cases are left to other rules: the cited source contradicts the claim in the same way
(direction-contradicts-estimate), and the two sources disagree with each other (sources-disagree).

## Why it matters

A claim may repeat its source faithfully and still be out of date.

## Fails

```csv claims
claim_id,effect_direction
C1,no_difference
```

```csv sources
source_id,status,title,issued_on,superseded_by
S1,identified,An invented review of bright light therapy,2020,S3
S3,identified,An invented update,2024,
```

```csv estimates
estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,ci_low,ci_high,ci_level,locator
E3,S3,headache,bright_light,adults,dim_light,OR,as_named,1.40,1.20,1.63,95,abstract
```

## Passes

```csv sources
source_id,status,title,issued_on,superseded_by
S1,identified,An invented review of bright light therapy,2020,S3
S3,identified,An invented update,2024,
```

```csv estimates
estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,ci_low,ci_high,ci_level,locator
E3,S3,headache,bright_light,adults,dim_light,OR,as_named,1.02,0.92,1.13,95,abstract
```

## How to fix

Read the later source and check its records. If they are right, acknowledge the problem and say what the later source
changes. Apps will show that beside the claim. If it has no recorded result, look for one in its full text.

## Source

Altman and Bland 2003, on the difference of two estimates, https://doi.org/10.1136/bmj.326.7382.219; Gelman and Stern
2006, on two results of which only one is significant, https://doi.org/10.1198/000313006X152649; Cochrane Handbook,
chapter IV, on updates, https://training.cochrane.org/handbook/current/chapter-iv.
"""

from collections.abc import Iterator, Sequence

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.laterevidence import WITH_LATER_EVIDENCE, LaterEvidence, later_evidence
from claimpack.evidence.phrasing import (
    REPORTED,
    deciding_values,
    difference_in_words,
    effect_in_words,
    scope_values,
    shown_in_words,
)
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINTS = {
    "says_otherwise": (
        "Read the later source and check its records; if they are right, acknowledge it with what the later source "
        "changes."
    ),
    "other_size": "Read the later source; if both numbers are right, acknowledge it with what the later one changes.",
    "shows_neither": "Read the later source; if it is recorded correctly, acknowledge it with what it leaves open.",
    "reports_no_result": (
        "Look for a result in the later source and record it; if it has none, acknowledge it: that alone takes "
        "nothing away from the older one."
    ),
}


def check(package: Package) -> Iterator[Observation]:
    """Compares each claim with what later sources find on it."""
    evidence = evidence_of(package)
    evidence.later  # noqa: B018 - raises if it is not available
    yield from left_out(evidence.claims, evidence.estimates, evidence.sources)
    examined = 0
    for claim in evidence.claims.where("effect_direction", WITH_LATER_EVIDENCE):
        for later in later_evidence(evidence, claim):
            examined += 1
            if later.finds != "same" and later.is_news and not _is_reported_of_the_sources(evidence, later):
                yield _finding(evidence, claim, later)
    yield Examined(examined)


def _is_reported_of_the_sources(evidence: Evidence, later: LaterEvidence) -> bool:
    """Whether sources-disagree reports the later source and an older one."""
    between = evidence.disagreeing_sources.between
    outcomes = {each["outcome"] for each in later.estimates}
    return any(
        between(outcome, each["source_id"], later.source.key) is not None
        for outcome in outcomes
        for each in later.earlier
    )


def _finding(evidence: Evidence, claim: Record, later: LaterEvidence) -> Finding:
    direction, name = claim["effect_direction"], later.source.key
    only_in_words = direction == "occurs" and later.basis == "words"
    is_plain = later.finds == "says_otherwise" and later.is_direct and not later.is_weaker and not only_in_words
    results = [*later.earlier, *later.estimates]
    values = (later.finds, *(cell for each in results for cell in (*deciding_values(each), each["reported_direction"])))
    outcomes = [each["outcome"] for each in later.estimates or later.earlier]
    return Finding.on(
        claim,
        "source_ids",
        f"effect_direction is {direction} ({evidence.label_of(claim['outcome'])})"
        f"{_older(evidence, claim, later)}; {_newer(evidence, claim, later)}",
        _HINTS[later.finds],
        (direction, claim["claim_type"], *values, *(cell for each in results for cell in scope_values(claim, each))),
        later.source,
        *results,
        tentative=not is_plain,
        cause=(name, *dict.fromkeys(outcomes), *values),
    )


def _older(evidence: Evidence, claim: Record, later: LaterEvidence) -> str:
    if not later.earlier:
        return ""
    first = later.earlier[0]
    outcome = "" if first["outcome"] == claim["outcome"] else f" for {evidence.label_of(first['outcome'])}"
    return f", and {first['source_id']} reports {_reported(later.earlier)}{outcome}"


def _newer(evidence: Evidence, claim: Record, later: LaterEvidence) -> str:
    source = later.source
    dated = f" ({source['issued_on']})" if source["issued_on"] else ""
    name = f"{'its update' if later.cited_source else 'the later source'} {source.key}{dated}"
    if later.finds == "reports_no_result":
        return f"{name} has no recorded result on it"
    first = later.estimates[0]
    differs = f"on {evidence.label_of(first['outcome'])}, which is serious"
    if later.matches:
        differs = difference_in_words(later.matches[0], claim, evidence.label_of)
    begins = f"{name}{', ' + differs + ',' if differs else ''} reports"
    if later.finds == "other_size":
        z = "" if later.z is None else f" (z = {later.z:.2f})"
        return f"{begins} {_reported(later.estimates)}: the same direction, but a different size{z}"
    if later.basis == "words":
        words = REPORTED[first["reported_direction"]]
        number = f"; its number is {effect_in_words(first)}" if first["estimate"] else ""
        return f"{begins} {words} in words{number}"
    shown = evidence.shown_by(first)
    if claim["effect_direction"] == "not_observed":
        events = first["events_intervention"]
        seen = f", {events} had it with the intervention" if events else ""
        return f"{begins} {_reported(later.estimates)}{seen}"
    return f"{begins} {_reported(later.estimates)}, which {shown_in_words(shown, first)}"


def _reported(estimates: Sequence[Record]) -> str:
    """The first result, and how many more there are like it."""
    first = estimates[0]
    words = first["reported_direction"]
    effect = effect_in_words(first)
    if not first["estimate"] and words in REPORTED:
        effect = f"{REPORTED[words]} in words"
    return f"{effect} and {len(estimates) - 1:,} more" if len(estimates) > 1 else effect
