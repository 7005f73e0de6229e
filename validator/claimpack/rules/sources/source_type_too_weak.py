"""A claim about people cites only preclinical studies or case reports.

## What it checks

Claims that compare (increased, decreased, no_difference, no_increase, no_decrease) or say how often, and whose sources
are all identified and are all preclinical studies or case reports. It is a warning if all are preclinical and the claim
compares without the `wording` "may" or "unclear". Otherwise it is a note. A claim is not about people if its population
is that of its preclinical source, or is animals or cells by its label.

## Why it matters

Many effects seen in animals are not seen in people. A case report has no comparison group and no denominator.

## Fails

```csv sources
source_id,source_type,searched_until,population
S1,preclinical_study,,
```

## Passes

```csv sources
source_id,source_type
S1,randomised_trial
```

## How to fix

Look for a study in people and record it. If the article cites nothing else, acknowledge the problem and say so.

## Source

Levels of evidence of the Oxford Centre for Evidence-Based Medicine, 2011,
https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence.
"""

import re
from collections.abc import Iterator, Sequence

from claimpack.evidence.directions import COMPARATIVE
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_PRECLINICAL = "preclinical_study"
_WEAK = {_PRECLINICAL: "a preclinical study", "case_report": "a case report"}
_CAREFUL = ("may", "unclear")
_NOT_PEOPLE = re.compile(
    r"\b(?:animals?|mice|mouse|murine|rats?|rodents?|rabbits?|dogs?|pigs?|sheep|monkeys?|macaques?|primates?|zebrafish"
    r"|(?<!sickle )cells?(?![ -](?:lung|cancer|carcinoma|lymphoma|an[ae]|disease|arteritis|transplant))"
    r"|in vitro|preclinical)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b(?:people|persons?|patients?|adults?|children|infants?|women|men|volunteers)\b", re.IGNORECASE)
"""Labels with these words are about people, even those who are given cells or have a disease named after cells."""
_HINT = "Look for a study of people and record it; if the article cites nothing else, acknowledge it and say so."


def check(package: Package) -> Iterator[Observation]:
    """Looks at the kinds of sources behind each claim that compares or says how often."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.sources)
    concepts = package.table("concepts")
    labels = dict(concepts.rows("concept_id", "label"))
    types_of: dict[str, set[str]] = {}
    examined = 0
    for claim in evidence.claims.filled("source_ids"):
        compares = claim["effect_direction"] in COMPARATIVE
        if not compares and claim["frequency"] in ("", "not_known"):
            continue
        sources, cell = evidence.sources_of(claim), claim["source_ids"]
        if cell not in types_of:
            types_of[cell] = {source["source_type"] for source in sources}
        types = types_of[cell]
        if "" in types:
            continue
        examined += 1
        if types and types <= _WEAK.keys() and not _is_not_of_people(evidence, claim, sources, labels):
            yield _finding(claim, sources, compares=compares)
    yield Examined(examined)


def _is_not_of_people(evidence: Evidence, claim: Record, sources: Sequence[Record], labels: dict[str, str]) -> bool:
    """Whether the claim is about what a preclinical source studied, and so about animals or cells."""
    population = claim["population"]
    if not population:
        return False
    label = labels.get(population, "")
    if _NOT_PEOPLE.search(label) and not _PEOPLE.search(label):
        return True
    studied = [source["population"] for source in sources if source["source_type"] == _PRECLINICAL]
    return any(each and evidence.concepts.covers([each], population) for each in studied)


def _finding(claim: Record, sources: Sequence[Record], *, compares: bool) -> Finding:
    column = "effect_direction" if compares else "frequency"
    value = claim[column]
    each = listed(f"{source['source_id']} ({_WEAK[source['source_type']]})" for source in sources)
    all_preclinical = all(source["source_type"] == _PRECLINICAL for source in sources)
    kinds = tuple(cell for source in sources for cell in (source["source_id"], source["source_type"]))
    message = f"{column} is {value}, but all that is cited is {each}"
    judged = (value, claim["wording"], claim["population"], *kinds)
    tentative = not (all_preclinical and compares and claim["wording"] not in _CAREFUL)
    return Finding.on(claim, column, message, _HINT, judged, *sources, tentative=tentative, cause=kinds)
