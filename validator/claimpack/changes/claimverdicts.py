"""What the evidence makes of claims that are in both versions: which have another verdict than before.

A verdict is weaker than another if the evidence carries the claim less: from ``supported`` on to ``contradicted`` in
the order below. Results that agree but carry less (``overstated``) come before results that show neither
(``unsupported``). It is weaker too if the claim is no longer held against any result: a claim that was contradicted and
is ``unverified`` now, since its sources or numbers are gone, has not been mended by that. One that was held against
nothing and now is held against something has a weaker verdict unless that agrees with it. Where both are held against
nothing, only a claim that says something now (``not_applicable`` before) is weaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.changes.change import Change, NotCompared, Side
from claimpack.changes.kinds import VERDICT_CHANGED, VERDICT_WEAKENED
from claimpack.changes.matchedrecords import Row
from claimpack.changes.versions import Versions
from claimpack.engine import verdicts_of
from claimpack.package.package import Package
from claimpack.verdicts import ClaimVerdict, Verdict

FROM_BEST: tuple[Verdict, ...] = (
    *("supported", "indirect", "overstated", "unsupported"),
    *("outdated", "mixed", "source_inconsistent", "contradicted"),
)
"""The verdicts of claims that are held against results, by how far these carry them."""

HELD_AGAINST_NOTHING: tuple[Verdict, ...] = ("unverified", "not_applicable")


def is_weaker(before: Verdict, after: Verdict) -> bool:
    """Whether a verdict is weaker than the one before."""
    if before == after:
        return False
    if after in HELD_AGAINST_NOTHING:
        return before not in HELD_AGAINST_NOTHING or after == "unverified"
    if before in HELD_AGAINST_NOTHING:
        return after not in ("supported", "indirect")
    return FROM_BEST.index(after) > FROM_BEST.index(before)


def verdict_changes(old: Package, new: Package, versions: Versions, problems: list[NotCompared]) -> Iterator[Change]:
    """The claims in both versions that have another verdict; ``problems`` gets the reason where a version has none.

    A claim that is new or gone has no changed verdict.
    """
    claims = versions.found.get("claims")
    if claims is None or not claims.pairs:
        return
    verdicts, verdicts_now = _verdicts(old, "old", problems), _verdicts(new, "new", problems)
    for key, then, now in claims.pairs:
        was, is_now = verdicts.get(claims.old.keys[then]), verdicts_now.get(claims.new.keys[now])
        if was is None or is_now is None or was.verdict == is_now.verdict:
            continue
        kind = VERDICT_WEAKENED if is_weaker(was.verdict, is_now.verdict) else VERDICT_CHANGED
        words, words_now = (each.verdict.replace("_", " ") for each in (was, is_now))
        message = f"the verdict was {words} and is now {words_now}: {is_now.reason}"
        cells = {"before": was.verdict, "after": is_now.verdict}
        yield versions.change(kind, key, Row(claims.new, now), message, Row(claims.old, then), **cells)


def _verdicts(package: Package, side: Side, problems: list[NotCompared]) -> dict[str, ClaimVerdict]:
    """The verdict on each claim by its id; none where they can't be made, with the reason unless it was given."""
    found, why_none = verdicts_of(package)
    is_known = any(each.side == side and each.what in ("the table", "the column") for each in problems)
    if why_none and not is_known:
        problems.append(NotCompared(side, "claims", "the verdicts", why_none))
    return {each.claim_id: each for each in found}
