"""Tells of two groups of claims that disagree: once for both, whichever way round they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from validator.evidence.scopes import LIMITS, SCOPE
from validator.rules.finding import Finding
from validator.wording import natural_order, quoted

if TYPE_CHECKING:
    from validator.evidence.claimpairs import ClaimPairs
    from validator.evidence.sound import SoundRecords


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two groups of claims that disagree."""

    pair: Mapping[str, Any]
    """A row of ``ClaimPairs.pairs``."""
    hint: str
    tentative: bool


def disagreement(claims: SoundRecords, found: ClaimPairs, seen: Disagreement) -> Finding:
    """A problem that names both, placed at the last claim by its id."""
    sides = []
    for side in ("left", "right"):
        records = found.group(seen.pair[side])
        ids = dict(zip(claims.cells("claim_id", records), records, strict=True))
        sides.append([(name, ids[name]) for name in sorted(ids, key=natural_order)])
    sides.sort(key=lambda side: natural_order(side[-1][0]))
    (_, earlier), (name, later) = sides[0][-1], sides[1][-1]
    one, other = claims.row(later), claims.row(earlier)
    includes = f", which includes {one['outcome']}" if one["outcome"] != other["outcome"] else ""
    if includes and (sides[0][-1][1] in found.group(seen.pair["right"])):
        includes = f", a part of {one['outcome']}"
    message = (
        f"effect_direction of {_names(sides[1])} is {one['effect_direction']} ({one['outcome']}), but that of "
        f"{_names(sides[0])} is {other['effect_direction']} ({other['outcome']}{includes}){_differences(one, other)}"
    )
    subjects = (name, *(each for each, _ in sides[1] if each != name), *(each for each, _ in sides[0]))
    columns = (*SCOPE, *LIMITS, "effect_direction")
    judged = (*(one[column] for column in columns), *(other[column] for column in columns))
    place = claims.place(later, "effect_direction")
    return Finding(place, message, seen.hint, subjects, judged, tentative=seen.tentative)


def _names(side: list[tuple[str, int]]) -> str:
    last = side[-1][0]
    return f"{last} and {len(side) - 1:,} more like it" if len(side) > 1 else last


def _differences(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """Where one is broader than the other."""
    parts = [
        f"{column} {one[column] or 'any'} against {other[column] or 'any'}"
        for column in SCOPE[1:]
        if one[column] != other[column]
    ]
    parts += [
        f"{column} {_limit(one[column])} against {_limit(other[column])}"
        for column in LIMITS
        if _limit(one[column]) != _limit(other[column])
    ]
    return f"; {', '.join(parts)}" if parts else ""


def _limit(value: str) -> str:
    return quoted(value) if value not in ("", "any") else "not limited"
