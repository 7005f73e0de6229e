"""The claims that are in both versions and have another verdict than before.

A verdict is weaker than another if it comes later in the order below, from ``supported`` to ``contradicted``.
``overstated``, where results agree but carry less, comes before ``unsupported``, where results show neither. A verdict
is also weaker if the claim was compared with results and is not any more: a claim that was contradicted and is
``unverified`` now, because its sources or numbers are gone, is not better for that. If a claim is compared with results
for the first time, its verdict is weaker unless they agree with it. If it is compared with results in neither version,
its verdict is weaker only if it was ``not_applicable``, and makes a statement now.

A verdict is lifted if it is better, and a record has changed on which the worse one rested: a later source is dated
earlier now, say, or a margin is wider.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.changes.change import Change, NotCompared, Side
from claimpack.changes.kinds import VERDICT_CHANGED, VERDICT_LIFTED, VERDICT_WEAKENED
from claimpack.changes.matchedrecords import Row
from claimpack.changes.versions import Versions
from claimpack.claimverdict import ClaimVerdict, Verdict
from claimpack.engine import verdicts_of
from claimpack.evidence.scope import SCOPE
from claimpack.package.package import Package
from claimpack.wording import listed, natural_order

FROM_BEST: tuple[Verdict, ...] = (
    *("supported", "indirect", "overstated", "unsupported"),
    *("outdated", "mixed", "source_inconsistent", "contradicted"),
)
"""The verdicts of claims that are compared with results, from the best to the worst."""

WITHOUT_RESULTS: tuple[Verdict, ...] = ("unverified", "not_applicable")


def is_weaker(before: Verdict, after: Verdict) -> bool:
    """Whether a verdict is weaker than the one before."""
    if before == after:
        return False
    if after in WITHOUT_RESULTS:
        return before not in WITHOUT_RESULTS or after == "unverified"
    if before in WITHOUT_RESULTS:
        return after not in ("supported", "indirect")
    return FROM_BEST.index(after) > FROM_BEST.index(before)


def verdict_changes(old: Package, new: Package, versions: Versions, problems: list[NotCompared]) -> Iterator[Change]:
    """The changed verdicts of claims in both versions; ``problems`` gets the reason if a version has no verdicts.

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
        words, words_now = (each.verdict.replace("_", " ") for each in (was, is_now))
        kind, after = VERDICT_WEAKENED, ""
        if not is_weaker(was.verdict, is_now.verdict):
            lifting = _lifting(was, Row(claims.old, then), versions)
            kind, after = (VERDICT_LIFTED, f", since {listed(lifting)} changed") if lifting else (VERDICT_CHANGED, "")
        message = f"the verdict was {words} and is now {words_now}{after}: {is_now.reason}"
        cells = {"before": was.verdict, "after": is_now.verdict}
        yield versions.change(kind, key, Row(claims.new, now), message, Row(claims.old, then), **cells)


def _lifting(was: ClaimVerdict, claim: Row, versions: Versions) -> list[str]:
    """The changed records, by their new ids, on which a verdict rested that spoke against its claim.

    These are estimates, their sources, the sources that the claim cited, and the outcomes, populations and the like of
    both.
    """
    if was.verdict in ("indirect", *WITHOUT_RESULTS) or not versions.reweighed:
        return []
    estimates = versions.found["estimates"].old if "estimates" in versions.found else None
    rows = [
        claim,
        *(Row(estimates, estimates.at[each]) for each in was.estimates if estimates and each in estimates.at),
    ]
    found = {("estimates", name) for row in rows[1:] for name in versions.named([row], "estimate_id")}
    found |= {
        ("sources", name) for name in versions.named(rows[:1], "source_ids") | versions.named(rows[1:], "source_id")
    }
    found |= {("concepts", name) for column in SCOPE for name in versions.named(rows, column)}
    return sorted({name for _, name in found & versions.reweighed}, key=natural_order)


def _verdicts(package: Package, side: Side, problems: list[NotCompared]) -> dict[str, ClaimVerdict]:
    """The verdict on each claim by its id; if there are none, the reason is added unless it is listed already."""
    found, why_none = verdicts_of(package)
    is_known = any(each.side == side and each.what in ("the table", "the column") for each in problems)
    if why_none and not is_known:
        problems.append(NotCompared(side, "claims", "the verdicts", why_none))
    return {each.claim_id: each for each in found}
