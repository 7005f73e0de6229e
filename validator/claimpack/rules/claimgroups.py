"""Tells of two groups of claims that disagree: once for both, whichever way round they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimpack.evidence.scope import LIMITS, SCOPE
from claimpack.rules.finding import Finding
from claimpack.wording import natural_order, quoted

if TYPE_CHECKING:
    from claimpack.evidence.claimgroups import Group, GroupPair
    from claimpack.package.table import Record


def disagreement(pair: GroupPair, hint: str, *, tentative: bool) -> Finding:
    """A problem that names two groups of claims that disagree, placed at the last claim by its id."""
    sides = [(group, sorted(group.claims, key=_id)) for group in (pair.left, pair.right)]
    sides.sort(key=lambda side: _id(side[1][-1]))
    (earlier_group, earlier), (_, later) = sides
    one, other = later[-1], earlier[-1]
    message = (
        f"effect_direction of {_names(later)} is {one['effect_direction']} ({one['outcome']}), but that of "
        f"{_names(earlier)} is {other['effect_direction']} ({other['outcome']}"
        f"{_part_or_whole(pair, earlier_group, one['outcome'])}){_differences(one, other)}"
    )
    name = one["claim_id"]
    subjects = (name, *(each["claim_id"] for each in later[:-1]), *(each["claim_id"] for each in earlier))
    columns = (*SCOPE, *LIMITS, "effect_direction")
    judged = (*(one[column] for column in columns), *(other[column] for column in columns))
    return Finding(one.place("effect_direction"), message, hint, subjects, judged, tentative=tentative)


def _id(claim: Record) -> tuple[object, ...]:
    return natural_order(claim["claim_id"])


def _part_or_whole(pair: GroupPair, group: Group, outcome: str) -> str:
    """How the outcome of the group stands to another one."""
    if group.scope.outcome == outcome:
        return ""
    return f", a part of {outcome}" if group is pair.right else f", which includes {outcome}"


def _names(side: list[Record]) -> str:
    last = side[-1]["claim_id"]
    return f"{last} and {len(side) - 1:,} more like it" if len(side) > 1 else last


def _differences(one: Record, other: Record) -> str:
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
