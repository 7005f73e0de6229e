"""The article calls a matter unsettled and elsewhere speaks of it without reserve.

## What it checks

Each claim that is `uncertain`, and each limitation that says nothing of an effect, against the claims of the same
article that say something definite (other than that the outcome occurs) of the same outcome or of a broader one, in
scopes, severity and onset that meet: the relations table says that the limitation `qualifies` the claim, and the
relation's `note` says what it limits; or the claim names its own conditions. Where the claim's outcome is narrower
than the limitation's, it is a note.

## Why it matters

"An excellent safety profile" and "long-term data are limited" are true of different things, and an app that shows the
first has to show the second beside it. With the relation and its note it does: they are a caveat of the claim.

## Fails

```csv claims
claim_id,statement,outcome
C5,Little is known about headache.,headache
```

## Passes

```csv claims
claim_id,statement,outcome
C5,Little is known about headache.,headache
```

```csv relations
claim_id,relation,target_claim_id,note
C5,qualifies,C1,Nobody was followed for longer than four weeks.
```

## How to fix

If the limitation limits the claim, record that in the relations table: `qualifies`, from the limitation to the claim,
with a note that says what it limits in it. A relation without a note silences nothing. If the two are about different
things, let their outcomes or scopes say so. Otherwise acknowledge the problem.

## Source

GRADE guidelines 26, on saying how certain a finding is, https://doi.org/10.1016/j.jclinepi.2019.10.014.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from validator.evidence.directions import OF_AN_EFFECT
from validator.evidence.hierarchy import hierarchy
from validator.evidence.rows import rows_of
from validator.evidence.scopes import LIMITS, SCOPE, meeting
from validator.evidence.sound import article_of_passage, sound_claims, sound_relations
from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for claims that a limitation meets and does not qualify."""
    claims, relations = sound_claims(package), sound_relations(package)
    yield from left_out(claims, relations)
    rows = claims.rows.assign(article=claims.rows["passage_id"].map(article_of_passage(package)))
    rows = rows[rows["outcome"] != ""]
    direction = rows["effect_direction"]
    unsettled = (direction == "uncertain") | ((rows["claim_type"] == "limitation") & (direction == "not_applicable"))
    definite = (direction.isin(OF_AN_EFFECT - {"occurs"})) & (rows["conditions"] == "")
    yield Examined(int(unsettled.sum()))
    pairs = meeting(rows[unsettled], rows[definite], hierarchy(package), on=["article"])
    qualifies = relations.rows[relations.rows["relation"] == "qualifies"]
    lost = relations.named_by_lost(["claim_id", "target_claim_id"], claims.rows["claim_id"])
    noted = dict(
        zip(
            zip(values_of(qualifies["claim_id"]), values_of(qualifies["target_claim_id"]), strict=True),
            (bool(note.strip()) for note in values_of(qualifies["note"])),
            strict=True,
        )
    )
    for pair in rows_of(pairs):
        limitation, claim = claims.row(pair["left"]), claims.row(pair["right"])
        name, limiting = claim["claim_id"], limitation["claim_id"]
        if noted.get((limiting, name)) or name in lost or not _alike(limitation, claim):
            continue
        message = (
            f"effect_direction is {claim['effect_direction']} ({claim['outcome']}) without reserve, "
            f"but {limiting} calls {limitation['outcome']} unsettled"
        )
        hint = _hint(limiting, name, is_recorded=(limiting, name) in noted)
        columns = (*SCOPE, *LIMITS, "effect_direction")
        judged = (*(claim[column] for column in columns), *(limitation[column] for column in columns))
        place = claims.place(pair["right"], "effect_direction")
        tentative = pair["outcome"] == "broader"
        yield Finding(place, message, hint, (name, limiting), judged, tentative=tentative)


def _hint(limiting: str, name: str, *, is_recorded: bool) -> str:
    """What to do; ``is_recorded`` says whether there is the relation, which then lacks its note."""
    if is_recorded:
        is_blank = f"{limiting} qualifies {name}, but the relation's note is blank"
        return f"{is_blank}: say there what {limiting} limits in {name}."
    return (
        f"If {limiting} limits it, record that {limiting} qualifies {name}, and in the relation's note what it limits; "
        "otherwise acknowledge it."
    )


def _alike(limitation: Mapping[str, str], claim: Mapping[str, str]) -> bool:
    """Whether the two are limited to the same severity and onset, as far as they are."""
    pairs = ((limitation[column], claim[column]) for column in ("severity", "onset"))
    return all(one == other or {one, other} & {"", "any"} for one, other in pairs)
