"""A table that every claims package needs has no records.

## What it checks

articles, passages and claims have at least one record each. The other tables may be empty. If there are no claims,
relations and acknowledgements yet, the package is new. That is not a problem, but the check is then incomplete, and
says what to do next.

## Why it matters

A check of no claims finds no problems. It must not look as if correct claims had been checked.

## Fails

```text claims/claims.csv
claim_id,passage_id,claim_type,statement,intervention,route,population,comparator,outcome,effect_direction,severity,frequency,onset,conditions,population_size,population_basis,study_count,stated_year,source_ids,note
```

## Passes

```text claims/acknowledgements.csv
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by
```

## How to fix

Add the records. If the file had records before, find out what removed them.

## Source

Claimpack's own: a check says how much it looked at.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import counted

SEVERITY = "error"
_ASIDE = ("articles", "passages")
"""The tables that claimpack anchor fills."""
_OF_CLAIMS = frozenset({"claims", "relations", "acknowledgements"})
"""The tables that are empty before anybody has recorded a claim."""


def nothing_yet(package: Package) -> str:
    """What to do next in a new package, in which no claim was ever recorded; blank for any other.

    Nothing is wrong with such a package, but nothing was checked either.
    """
    if package.is_shared:
        return ""
    filled = {table.name for table in package.readable_tables() if len(table)}
    if package.unread_tables() or filled & _OF_CLAIMS:
        return ""
    if not {*_ASIDE} <= filled:
        return "nothing is recorded yet: save the article as text or HTML and begin with claimpack anchor ARTICLE_FILE"
    passages = counted(len(package.table("passages")), "passage")
    return f"no claim is recorded yet on {passages}: add the first with claimpack new claim"


def check(package: Package) -> Iterator[Observation]:
    """Counts the records of the tables that can't be empty."""
    not_yet = nothing_yet(package)
    if not_yet:
        yield LeftOut(not_yet)
        return
    if package.is_shared and not len(package.tables.get("claims", ())):
        yield LeftOut("it has only what the packages of a registry share, and no claims of its own")
        return
    yield from left_out_tables(package)
    for table in package.readable_tables():
        if table.name in (*_ASIDE, "claims"):
            yield Examined(1)
            if not len(table):
                place = Place(table.path, table.name, 1, 1)
                yield Finding(place, f"{table.name} has no records", "Add them below the header.")
