"""A verdict on a claim: the words, what each means, and the rules whose problems are reasons for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from claimpack.wording import joined, nearest, quoted

Verdict = Literal[
    "contradicted",
    "source_inconsistent",
    "mixed",
    "outdated",
    "overstated",
    "unsupported",
    "unverified",
    "indirect",
    "supported",
    "not_applicable",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""In the order of reports: what needs an editor comes first."""

MEANINGS: Mapping[Verdict, str] = {
    "contradicted": "its sources say otherwise",
    "source_inconsistent": "its source's words and numbers disagree",
    "mixed": "some of its sources' results agree, others say otherwise",
    "outdated": "a later source says otherwise",
    "overstated": "its sources carry less than it says",
    "unsupported": "its sources show neither this nor the opposite",
    "unverified": "no recorded result decides it",
    "indirect": "only results on something broader or narrower, and they agree",
    "supported": "a direct result of a cited source agrees",
    "not_applicable": "nothing that evidence could bear out",
}

CARRYING_LESS = {
    "absence-overstated": "it leaves open what the claim denies",
    "frequency-contradicts-rate": "its rate is not what the claim calls it",
    "scope-beyond-source": "the claim is about more than was studied",
    "source-type-too-weak": "no people were studied",
    "stated-value-mismatch": "the claim states another number",
    "wording-exceeds-certainty": "the claim sounds surer than the evidence is",
}
"""The rules that say that results carry less than is claimed, and why."""

REQUIRED_RULES = (*CARRYING_LESS, "newer-evidence-disagrees")
"""The rules without which there are no verdicts."""

_ON_DIRECTION = ("direction-contradicts-estimate", "absence-claimed-despite-events")
RULES_BEHIND: Mapping[Verdict, tuple[str, ...]] = {
    "source_inconsistent": ("source-contradicts-itself",),
    "contradicted": _ON_DIRECTION,
    "mixed": _ON_DIRECTION,
    "outdated": ("newer-evidence-disagrees",),
    "unsupported": _ON_DIRECTION,
    "overstated": tuple(CARRYING_LESS),
}
"""The rules whose problems are reasons for a verdict."""


class ClaimVerdict(NamedTuple):
    """The verdict on one claim."""

    claim_id: str
    verdict: Verdict
    reason: str
    """Why, as a sentence without a full stop."""
    estimates: tuple[str, ...]
    """The ids of the estimates that it depends on."""
    causes: tuple[str, ...] = ()
    """The keys of the causes in the report that are reasons for it."""
    rules: tuple[str, ...] = ()
    """The rules by which its results carry less than it says."""
    case: str = ""
    """For ``unverified``, why: no_source, unidentified, withdrawn, undecided, no_result, indirect_otherwise,
    indirect_neither, another_time_otherwise, another_time_neither, same_id or unusable. For ``indirect``,
    another_time if only the time differs."""
    is_of_concern: bool = False
    """Whether publishers have expressed concern about every source that it depends on."""


class UnknownVerdictError(ValueError):
    """What was named is no verdict; the message says what was perhaps meant."""


def choose_verdicts(names: Iterable[str]) -> frozenset[Verdict]:
    """The verdicts that are named.

    Raises:
        UnknownVerdictError: if one is none.
    """
    every = list(names)
    for name in every:
        if name not in VERDICTS:
            raise UnknownVerdictError(joined(f"{quoted(name)} is no verdict.", nearest(name, VERDICTS)))
    return frozenset(verdict for verdict in VERDICTS if verdict in every)


def tally(found: Iterable[ClaimVerdict]) -> dict[Verdict, int]:
    """How many claims have each verdict, in the order of reports; those that no claim has are left out."""
    counts = Counter(each.verdict for each in found)
    return {verdict: counts[verdict] for verdict in VERDICTS if verdict in counts}
