"""Reports groups of claims that disagree: each two groups once, whichever comes first."""

from collections.abc import Collection, Iterator
from typing import Literal

from claimpack.evidence.claimgroups import Group, GroupPair, group_pairs
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.phrasing import differences_in_scope
from claimpack.evidence.scope import LIMITS, LIMITS_AMONG_CLAIMS, SCOPE
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import natural_order, quoted


def disagreements(
    evidence: Evidence, directions: Collection[tuple[str, str]], hint: str, *, outcomes: Literal["equal", "broader"]
) -> Iterator[Observation]:
    """Compares claims that have one of the pairs of directions.

    Args:
        evidence: the evidence of the package.
        directions: pairs of effect directions.
        hint: what to do about a problem.
        outcomes: how the outcome of the first claim of a pair relates to that of the second.
    """
    yield from left_out(evidence.claims)
    groups = evidence.claim_groups
    words = {word for pair in directions for word in pair}
    yield Examined(sum(len(group.claims) for word in words for group in groups.get(word, ())))
    for pair in group_pairs(groups, directions, evidence.concepts, outcomes=outcomes):
        if pair.disagree:
            yield _disagreement(evidence, pair, hint)


def _disagreement(evidence: Evidence, pair: GroupPair[Record], hint: str) -> Finding:
    """A problem that names both groups. It is placed at the last claim by id, whichever group that is in."""
    left, right = (sorted(group.claims, key=_id) for group in (pair.left, pair.right))
    (earlier_group, earlier), (_, later) = sorted(
        [(pair.left, left), (pair.right, right)], key=lambda side: _id(side[1][-1])
    )
    one, other = later[-1], earlier[-1]
    message = (
        f"effect_direction of {_names(later)} is {one['effect_direction']} ({one['outcome']}), but that of "
        f"{_names(earlier)} is {other['effect_direction']} ({other['outcome']}"
        f"{_part_or_whole(pair, earlier_group, one['outcome'])}){_differences(one, other)}"
    )
    judged = tuple(each[column] for each in (one, other) for column in (*SCOPE, *LIMITS, "effect_direction"))
    judged += tuple(each[column] for each in (one, other) for column in ("dose", "follow_up") if each[column])
    cause: tuple[str, ...] = ()
    if pair.scope_relations[0] == "broader":  # what the whole says is one matter for all parts in a list
        whole, part = evidence.list_of(left[0]), evidence.list_of(right[0])
        cause = (whole, left[0]["outcome"], pair.left.direction, part, pair.right.direction)
    return Finding.on(
        one,
        "effect_direction",
        message,
        hint,
        judged,
        *later[:-1],
        *earlier,
        tentative=not pair.is_same and pair.left.direction != "not_observed",
        cause=cause,
        data={
            "effect_direction": one["effect_direction"],
            "outcome": one["outcome"],
            "claims": [each["claim_id"] for each in later],
            "other_effect_direction": other["effect_direction"],
            "other_outcome": other["outcome"],
            "other_claims": [each["claim_id"] for each in earlier],
        },
    )


def _id(claim: Record) -> tuple[object, ...]:
    return natural_order(claim["claim_id"])


def _part_or_whole(pair: GroupPair[Record], group: Group[Record], outcome: str) -> str:
    if group.claims[0]["outcome"] == outcome:
        return ""
    return f", a part of {outcome}" if group is pair.right else f", which includes {outcome}"


def _names(side: list[Record]) -> str:
    last = side[-1]["claim_id"]
    return f"{last} and {len(side) - 1:,} more like it" if len(side) > 1 else last


def _differences(one: Record, other: Record) -> str:
    parts = differences_in_scope(one, other, SCOPE[1:])
    parts += [
        f"{column} {_limit(one[column])} against {_limit(other[column])}"
        for column in LIMITS_AMONG_CLAIMS
        if _limit(one[column]) != _limit(other[column])
    ]
    return f"; {', '.join(parts)}" if parts else ""


def _limit(value: str) -> str:
    return quoted(value) if value not in ("", "any") else "not limited"
