"""A claim cites a source that a later one has updated or replaced.

## What it checks

Sources that a claim cites have a blank `superseded_by`, and every source named in `superseded_by` is a later one. A
superseded source is reported once, with the number of claims that cite it and not what has updated it. An update that
was retracted or withdrawn replaces nothing. newer-evidence-disagrees reports what the later source finds on each claim.

## Why it matters

A newer version of a review has more trials and may have other results. Readers should know that there is one.

## Fails

```csv sources
source_id,status,title,issued_on,superseded_by
S1,identified,,,S3
S3,identified,An invented update,2024,
```

## Passes

```csv sources
source_id,superseded_by
S1,
```

## How to fix

Read the later source. Record its numbers as estimates too, and acknowledge the problem with a note on what they change.

## Source

Cochrane Handbook, chapter IV, on updating reviews, https://training.cochrane.org/handbook/current/chapter-iv.
"""

from collections import Counter
from collections.abc import Iterator

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.sourceages import is_later
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import counted, listed

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Looks for successors of each source that is cited."""
    evidence = evidence_of(package)
    sources = evidence.sources
    yield from left_out(evidence.claims, sources)
    yield Examined(len(sources))
    issued = {source.key: source["issued_on"] for source in sources}
    citing = _citing_no_update(evidence)
    for source in sources:
        name, later = source["source_id"], source.items("superseded_by")
        earlier = [each for each in later if each == name or is_later(issued[name], issued.get(each, ""))]
        if earlier:
            yield _not_later(source, earlier, [issued[each] for each in earlier])
        elif citing[name]:
            dated = listed(f"{each} ({issued[each]})" if issued.get(each) else each for each in later)
            claims = counted(citing[name], "claim")
            message = f"superseded_by is {dated}: {name}, which is cited by {claims}, is not the latest"
            hint = "Read the later source, record its numbers too, and acknowledge it with what they change."
            data = {"source_id": name, "superseded_by": later, "claims": citing[name]}
            others, cause = [("sources", each) for each in later], (name, *later)
            yield Finding.on(source, "superseded_by", message, hint, tuple(later), *others, cause=cause, data=data)


def _citing_no_update(evidence: Evidence) -> Counter[str]:
    """For each source that has been updated, how many claims cite it and no update of it."""
    found: Counter[str] = Counter()
    updated = evidence.sources.filled("superseded_by")
    updates = {
        name: evidence.source_ages.updates_of(name) - evidence.withdrawn for name in (each.key for each in updated)
    }
    for cell, claims in Counter(evidence.claims.cells("source_ids")).items():
        cited = split_items(cell)
        for name in cited:
            if updates.get(name) and updates[name].isdisjoint(cited):
                found[name] += claims
    return found


def _not_later(source: Record, earlier: list[str], dates: list[str]) -> Finding:
    name = source["source_id"]
    judged = (*earlier, source["issued_on"], *dates)
    message = f"superseded_by names {listed(earlier)}, which is not later than {name}"
    hint = "Correct the id, or the dates in issued_on."
    others = [("sources", each) for each in earlier if each != name]
    data = {"source_id": name, "superseded_by": earlier, "issued_on": source["issued_on"], "dates": dates}
    return Finding.on(source, "superseded_by", message, hint, judged, *others, cause=(name, *judged), data=data)
