"""A later source finds something else on a claim than the source that it cites.

## What it checks

For each claim on an effect: sources that update one that it cites (`superseded_by`, through all steps), and other
sources issued after all that it cites, with results on its outcome, the next broader or a next narrower one. Neither
is cited by the claim, and scopes have to meet in every other respect too. Of each later source the results nearest to
the claim count; of a chain of updates the last that has one. A date is later only if it surely is: 2020-05 is not
later than 2020.

| the later source | reported as |
|---|---|
| says otherwise, on the very same | warning |
| says otherwise, on something broader or narrower | note |
| says that an adverse event is not associated, where the claim says that it occurs | note |
| is of another size: same direction and measure | note |
| shows neither: its interval holds both what is claimed and none of it | note |
| updates the cited one and has no result on it, where the cited one has | note |
| says the same | nothing |

A claim of overall safety (favourable) is held against the serious outcomes of updates alone, whatever the scopes: one
that is raised says otherwise.

A number says otherwise if its interval excludes what the claim says: below no effect for "increased", say. An interval
that includes no effect does not: results may go together though one of them is significant and the other is not. Where
the number points neither way, the source's words (`reported_direction`) count: "no difference" contradicts "increased",
and that something occurs as an adverse event, because that speaks of an effect of the treatment. Any other event can
occur and be rarer. A later source whose own words and number disagree does not count.

Two results are of another size if the difference of their estimates, on the log scale for ratios, is beyond 1.96
standard errors, each from its own interval. This takes them to be independent. Two that share studies are not: an
update and what it updates, and sources in `overlaps_with`. Then it is said only that one estimate lies outside the
interval of the other, and no z. Reviews often share studies though nobody has recorded it; then the true z is larger.

An update without a recorded result takes nothing away from the older one: it may not have looked at the outcome, or
not in what was read of it. A later source that is not an update and carries less by its type, such as a registry after
a meta-analysis, gets a note at most; a retracted one nothing. Where several later sources show the same on one scope,
the newest represents them. Nothing is reported where the cited source says the same against the claim, which is for
direction-contradicts-estimate, or where sources-disagree reports the two.

## Why it matters

A claim may repeat its source faithfully and still be out of date: its readers learn what is no longer thought.

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

Read the later source and check its records. If they are right, acknowledge the problem with what the later source
changes: apps will show it beside the claim. Where it has no result recorded, look for one in its full text.

## Source

Altman and Bland 2003, on the difference of two estimates, https://doi.org/10.1136/bmj.326.7382.219; Gelman and Stern
2006, on results of which one is significant, https://doi.org/10.1198/000313006X152649; Cochrane Handbook, chapter IV,
on updates, https://training.cochrane.org/handbook/current/chapter-iv.
"""

from collections.abc import Iterator, Sequence

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.laterevidence import LATER_SPEAKS_OF, LaterEvidence, later_evidence
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
    "shows_neither": "Read the later source; if it is recorded rightly, acknowledge it with what it leaves open.",
    "reports_no_result": (
        "Look for a result in the later source and record it; if it has none, acknowledge it: that alone takes "
        "nothing away from the older one."
    ),
}


def check(package: Package) -> Iterator[Observation]:
    """Holds each claim against what later sources find on it."""
    evidence = evidence_of(package)
    evidence.later  # noqa: B018 - where it is not available, nothing else is looked at
    yield from left_out(evidence.claims, evidence.estimates, evidence.sources)
    examined = 0
    for claim in evidence.claims.where("effect_direction", LATER_SPEAKS_OF):
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
        return f"{name} has no result on it that is recorded"
    first = later.estimates[0]
    differs = f"on {evidence.label_of(first['outcome'])}, which is serious"
    if later.matches:
        differs = difference_in_words(later.matches[0], claim, evidence.label_of)
    begins = f"{name}{', ' + differs + ',' if differs else ''} reports"
    if later.finds == "other_size":
        z = "" if later.z is None else f" (z = {later.z:.2f})"
        return f"{begins} {_reported(later.estimates)}: the same direction, of another size{z}"
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
    """The first result, and how many more like it there are."""
    first = estimates[0]
    words = first["reported_direction"]
    effect = effect_in_words(first)
    if not first["estimate"] and words in REPORTED:
        effect = f"{REPORTED[words]} in words"
    return f"{effect} and {len(estimates) - 1:,} more" if len(estimates) > 1 else effect
