"""Two records say the same of the same thing.

## What it checks

No two claims of one article agree in everything but their words: what they are about, direction, severity, frequency,
onset, conditions and sources; and none have the same statement. Claims that a relation connects (one restates or sums
up the other) are meant to agree.

## Why it matters

An app that counts or lists claims would count this one twice.

## Fails

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,population_basis,source_ids
C6,P6,adverse_event,The eyes may be strained.,bright_light,eye_strain,occurs,not_reported,S2
```

## Passes

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,severity,population_basis,source_ids
C6,P6,adverse_event,The eyes may be strained badly.,bright_light,eye_strain,occurs,serious,not_reported,S2
```

## How to fix

Delete one of them if it was entered twice. If the article says it twice, record in the relations table that one
restates the other. If the two differ, let a column say how.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.distinctrows import alike, ask_once
from validator.evidence.lookalikes import folded
from validator.evidence.scopes import SCOPE
from validator.evidence.sound import SoundRecords, article_of_passage, sound_claims, sound_relations
from validator.package.columns import together, values_of
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed, natural_order

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"

_MEANING = [*SCOPE, "effect_direction", "severity", "frequency", "onset", "conditions", "source_ids"]
_AS_WRITTEN = [column for column in _MEANING if column not in ("severity", "source_ids")]
"""Those of which other words never mean the same."""


def check(package: Package) -> Iterator[Sighting]:
    """Groups the claims of each article by what they say."""
    claims, relations = sound_claims(package), sound_relations(package)
    yield from left_out(claims, relations)
    rows = claims.rows[["claim_id", "outcome", "effect_direction", "statement"]].copy()
    rows["article"] = claims.rows["passage_id"].map(article_of_passage(package))
    rows["meaning"] = _meanings(claims)
    lost = relations.named_by_lost(["claim_id", "target_claim_id"], rows["claim_id"])
    rows = rows[~rows["claim_id"].isin(lost)].copy()
    rows["words"] = [folded(statement) for statement in values_of(rows["statement"])]
    yield Examined(len(rows))
    linked = _linked(relations)
    of_an_outcome = rows[(rows["outcome"] != "") & (rows["effect_direction"] != "not_applicable")]
    told: set[tuple[str, ...]] = set()
    for what, column, among in (
        ("has the same statement as", "words", rows),
        ("says the same as", "meaning", of_an_outcome),
    ):
        for group in _groups(among, ["article", column]):
            names = _unconnected(group, linked)
            if len(names) < 2 or names in told:  # noqa: PLR2004 - it takes two
                continue
            told.add(names)
            yield _finding(claims, group[names[0]], names, what)


def _meanings(claims: SoundRecords) -> NDArray[np.int64]:
    """A number for each claim, the same for those that say the same."""
    sources = ask_once([claims.rows["source_ids"]], lambda cell: ";".join(sorted(split_items(cell))))
    severity = claims.rows["severity"].astype(object).replace("any", "")
    return together(claims.alike(_AS_WRITTEN), alike([pd.Series(sources, severity.index), severity]))


def _groups(rows: pd.DataFrame, keys: list[str]) -> list[dict[str, int]]:
    """The claims that have the same cells in ``keys`` as others: the record of each by its id, group by group."""
    numbers = alike([rows[key] for key in keys])
    is_repeated = np.bincount(numbers)[numbers] > 1
    groups: dict[int, dict[str, int]] = {}
    names = zip(
        numbers[is_repeated].tolist(), rows.index[is_repeated], values_of(rows["claim_id"][is_repeated]), strict=True
    )
    for number, record, name in names:
        groups.setdefault(number, {})[name] = int(record)
    return list(groups.values())


def _finding(claims: SoundRecords, record: int, names: tuple[str, ...], what: str) -> Finding:
    message = f"claim_id {names[0]} {what} {listed(names[1:])}"
    hint = "Delete the one entered twice, or record that it restates the other, or let a column say how they differ."
    first = claims.row(record)
    judged = tuple(first[column] for column in _MEANING)
    return Finding(claims.place(record, "claim_id"), message, hint, names, judged)


def _linked(relations: SoundRecords) -> dict[str, set[str]]:
    """For each claim the others that it restates or sums up, or that restate or sum it up."""
    rows = relations.rows[relations.rows["relation"].isin(["restates", "summarises"])]
    linked: dict[str, set[str]] = {}
    for name, target in zip(values_of(rows["claim_id"]), values_of(rows["target_claim_id"]), strict=True):
        linked.setdefault(name, set()).add(target)
        linked.setdefault(target, set()).add(name)
    return linked


def _unconnected(group: Collection[str], linked: dict[str, set[str]]) -> tuple[str, ...]:
    """One claim for each part of the group that relations connect, the last by its id first."""
    waiting = set(group)
    first = []
    for name in sorted(waiting, key=natural_order):
        if name not in waiting:
            continue
        first.append(name)
        reached = {name}
        while reached:
            waiting -= reached
            reached = {other for each in reached for other in linked.get(each, ())} & waiting
    return tuple(reversed(first))
