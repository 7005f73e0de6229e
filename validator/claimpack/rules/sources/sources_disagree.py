"""Two sources that claims cite report results that disagree.

## What it checks

Results of two cited sources on one outcome are compared if their measures belong to one family: how often something
happens (RR, OR, HR, IRR, RD, IRD), or how high something is (MD, SMD, ROM). Intervention, route, population and
comparator must meet. Each pair of sources is reported once for an outcome.

| the two results | reported as |
|---|---|
| one interval lies above no effect and the other below, on exactly the same | warning |
| the same, but one of them is on something broader | note |
| on exactly the same and by the same measure, more than 1.96 standard errors apart | note |

The standard error of the difference comes from both intervals, on the log scale for ratios. It assumes that the two are
independent, so the sizes of results of sources that share studies (`overlaps_with`) are not compared.
newer-evidence-disagrees compares a source with its update. Subgroup, sensitivity and post hoc analyses are left out,
and so are retracted sources. If more than 40 results are on one scope, each is compared with the lowest and the
highest.

## Why it matters

An author who cites only one of them can claim either. Readers should know that the sources disagree.

## Fails

```csv estimates
estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,ci_low,ci_high,ci_level,locator
E3,S1,eye_strain,bright_light,adults,dim_light,OR,as_named,1.40,1.20,1.63,95,abstract
E4,S2,eye_strain,bright_light,adults,dim_light,OR,as_named,0.70,0.60,0.82,95,abstract
```

## Passes

```csv estimates
estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,ci_low,ci_high,ci_level,locator
E3,S1,eye_strain,bright_light,adults,dim_light,OR,as_named,1.40,1.20,1.63,95,abstract
E4,S2,eye_strain,bright_light,adults,dim_light,OR,as_named,1.30,1.10,1.54,95,abstract
```

## How to fix

Check both records. If they are right, look for what explains the difference (people, dose, length of follow-up,
quality) and acknowledge the problem with that reason. If they pooled some of the same studies, record that in
`overlaps_with`.

## Source

Altman and Bland 2003, https://doi.org/10.1136/bmj.326.7382.219; Cochrane Handbook, chapter 10, on heterogeneity,
https://training.cochrane.org/handbook/current/chapter-10.
"""

from collections.abc import Iterator

from claimpack.evidence.disagreeingsources import Disagreement
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import differences_in_scope, effect_in_words, effect_values
from claimpack.evidence.scope import SCOPE
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = (
    "Check both records; if they are right, acknowledge it with what explains the difference; if they pooled some "
    "of the same studies, record that in overlaps_with."
)


def check(package: Package) -> Iterator[Observation]:
    """Compares the results of cited sources with each other."""
    evidence = evidence_of(package)
    disagreeing = evidence.disagreeing_sources
    yield from left_out(evidence.claims, evidence.estimates, evidence.sources)
    yield Examined(disagreeing.compared)
    for disagreement in disagreeing.by_pair.values():
        yield _finding(disagreement, evidence.label_of(disagreement.one["outcome"]))


def _finding(found: Disagreement, outcome: str) -> Finding:
    one, other = found.one, found.other
    z = "" if found.z is None else f" (z = {found.z:.2f})"
    if found.kind == "opposite":
        apart = f"the first shows more of it, the second less{z}"
    else:
        apart = f"they are of different size{z}"
    differing = differences_in_scope(one, other)
    scopes = f"; {', '.join(differing)}" if differing else ""
    message = (
        f"on {outcome} {one['source_id']} reports {effect_in_words(one)} and {other['source_id']} "
        f"{effect_in_words(other)}: {apart}{scopes}"
    )
    sources = (one["source_id"], other["source_id"])
    values = (*(one[column] for column in SCOPE), *(other[column] for column in SCOPE))
    judged = (*values, *effect_values(one), *effect_values(other))
    both = [("sources", source) for source in sources]
    tentative, cause = found.kind != "opposite" or not found.is_equal, (*sources, one["outcome"], *judged)
    return Finding.on(one, "estimate", message, _HINT, judged, other, *both, tentative=tentative, cause=cause)
