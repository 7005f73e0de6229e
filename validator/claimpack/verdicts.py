"""What the recorded evidence makes of each claim as worded: one verdict a claim, with what it rests on.

How a verdict is reached. Every result of a source that the claim cites either agrees with it, says otherwise, shows
neither, or says nothing of it (``evidence.stance``). Results count as direct if they are about the same as the claim,
or about what entails it. Of retracted and withdrawn sources nothing counts. Then the first of these that holds:

1. ``not_applicable``: the claim is a requirement or a limitation, or says nothing of an effect.
2. ``source_inconsistent``: the words of a cited source and its own number disagree, and the claim agrees with one.
3. ``contradicted``: direct results say otherwise, and none agrees.
4. ``mixed``: direct results say otherwise, and others agree.
5. ``outdated``: a later source that is recorded says otherwise.
6. ``unsupported``: direct results show neither, and none agrees.
7. ``overstated``: direct results agree, and each of them carries less than is claimed.
8. ``supported``: a direct result agrees and carries the claim.
9. ``indirect``: results on a broader or narrower scope agree, and none of them says otherwise.
10. ``unverified``: there is nothing to hold it against, or indirect results disagree.

A result carries less than is claimed where a rule says so of it and the claim: nothing found is taken for nothing
there, the scope is wider, the words are stronger than the certainty, a frequency or a number is beyond the source's.
Notes don't count, save those on denials; of a ``study_result`` the source's agreeing words suffice.

A verdict is about the article and its sources, not about our work: accepting a problem changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.newer import LaterEvidence, later_evidence
from claimpack.evidence.stance import Result
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Finding
from claimpack.wording import listed

Verdict = Literal[
    "not_applicable",
    "source_inconsistent",
    "contradicted",
    "mixed",
    "outdated",
    "unsupported",
    "overstated",
    "supported",
    "indirect",
    "unverified",
]

VERDICTS: tuple[Verdict, ...] = (
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
)
"""As they are told: what needs an editor first comes first."""

MEANINGS: Mapping[Verdict, str] = {
    "contradicted": "its sources say otherwise",
    "source_inconsistent": "its source's words and numbers disagree",
    "mixed": "some of its sources' results agree, others say otherwise",
    "outdated": "a later source says otherwise",
    "overstated": "its sources carry less than it says",
    "unsupported": "its sources show neither this nor the opposite",
    "unverified": "no recorded result to hold it against",
    "indirect": "only results on a broader or narrower scope, and they agree",
    "supported": "a direct result of a cited source agrees",
    "not_applicable": "nothing that evidence could bear out",
}

_OF_NO_EFFECT = ("limitation", "requirement")
_NO_DIRECTION = ("not_applicable", "uncertain")
_GONE = ("retracted", "withdrawn")

CARRYING_LESS = (
    "absence-overstated",
    "frequency-contradicts-rate",
    "scope-beyond-source",
    "stated-value-mismatch",
    "wording-exceeds-certainty",
)
"""The rules that say of a claim, or of a claim and a result, that the result carries less than is claimed."""

RESTS_ON = (*CARRYING_LESS, "newer-evidence-disagrees")
"""The rules without which there are no verdicts."""

TOLD_BY: Mapping[Verdict, tuple[str, ...]] = {
    "source_inconsistent": ("source-contradicts-itself",),
    "contradicted": ("direction-contradicts-estimate", "absence-claimed-despite-events"),
    "mixed": ("direction-contradicts-estimate", "absence-claimed-despite-events"),
    "outdated": ("newer-evidence-disagrees",),
    "unsupported": ("direction-contradicts-estimate", "absence-claimed-despite-events"),
    "overstated": CARRYING_LESS,
}
"""The rules whose problems tell what a verdict rests on."""


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """The verdict on one claim."""

    claim_id: str
    verdict: Verdict
    reason: str
    """Why, as a sentence without a full stop."""
    estimates: tuple[str, ...]
    """The ids of the estimates that it rests on."""
    causes: tuple[str, ...] = ()
    """The keys of the causes in the report that it rests on."""


class _Weighed(NamedTuple):
    """What there is for and against a claim."""

    agree: list[Result]
    """Direct results that agree and carry it."""
    less: list[Result]
    """Direct results that agree and carry less."""
    dispute: list[Result]
    neither: list[Result]
    inconsistent: list[Result]
    indirect: list[Result]


class TracedProblem(Protocol):
    """A problem of a report, as far as a verdict asks for it."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of the records concerned."""

    @property
    def cause(self) -> str:
        """The key of its cause."""


def with_causes(found: Iterable[ClaimVerdict], problems: Iterable[TracedProblem]) -> tuple[ClaimVerdict, ...]:
    """The verdicts with the causes of the problems that they rest on."""
    rules = {rule for told_by in TOLD_BY.values() for rule in told_by}
    by_subject: dict[tuple[str, str], dict[str, None]] = {}
    for problem in problems:
        if problem.rule in rules:
            for subject in problem.subjects:
                by_subject.setdefault((problem.rule, subject), {})[problem.cause] = None
    return tuple(_with_causes(each, by_subject) if each.verdict in TOLD_BY else each for each in found)


def _with_causes(found: ClaimVerdict, by_subject: Mapping[tuple[str, str], Iterable[str]]) -> ClaimVerdict:
    about = found.estimates if found.verdict == "source_inconsistent" else (found.claim_id,)
    keys = [(rule, name) for rule in TOLD_BY[found.verdict] for name in about]
    return replace(found, causes=tuple(dict.fromkeys(cause for key in keys for cause in by_subject.get(key, ()))))


def verdicts_on(package: Package, findings_of: Callable[[str], Iterable[Finding]]) -> tuple[ClaimVerdict, ...]:
    """The verdict on every claim, in the order of the table.

    A claim of which a cell is refused, or that names what is not there, is unverified.

    Args:
        package: the package.
        findings_of: gives what a rule of ``CARRYING_LESS`` found, by its name.

    Raises:
        Unavailable: if a table that they rest on could not be read.
    """
    evidence = evidence_of(package)
    less: dict[str, list[tuple[str, Finding]]] = {}
    for rule in CARRYING_LESS:
        for finding in findings_of(rule):
            if finding.place.resource == "claims" and finding.subjects:
                less.setdefault(finding.subjects[0], []).append((rule, finding))
    usable = {claim.number: claim for claim in evidence.claims}
    return tuple(
        _verdict_on(evidence, usable[record.number], less.get(record.key, ()))
        if record.number in usable
        else ClaimVerdict(record.key, "unverified", "its record can't be relied on: see the errors", ())
        for record in package.table("claims")
        if record.key
    )


def tally(found: Iterable[ClaimVerdict]) -> dict[Verdict, int]:
    """How many claims have each verdict, as they are told; those that no claim has are left out."""
    counts = Counter(each.verdict for each in found)
    return {verdict: counts[verdict] for verdict in VERDICTS if verdict in counts}


def _verdict_on(evidence: Evidence, claim: Record, less: Sequence[tuple[str, Finding]]) -> ClaimVerdict:
    verdict, reason, results = _judge(evidence, claim, less)
    named = (result if isinstance(result, str) else result.estimate["estimate_id"] for result in results)
    return ClaimVerdict(claim["claim_id"], verdict, reason, tuple(dict.fromkeys(named)))


_Judged = tuple[Verdict, str, Sequence[Result | str]]
"""A verdict, why, and the results or the ids of estimates that it rests on."""


def _judge(evidence: Evidence, claim: Record, less: Sequence[tuple[str, Finding]]) -> _Judged:
    if claim["effect_direction"] in _NO_DIRECTION or claim["claim_type"] in _OF_NO_EFFECT:
        return "not_applicable", "it says nothing that evidence could bear out", ()
    weighed = _weigh(evidence, claim, less)
    agree, carry_less, dispute, neither, inconsistent, indirect = weighed
    if inconsistent:
        return "source_inconsistent", f"the words and the number of {_named(inconsistent)} disagree", inconsistent
    if dispute and not (agree or carry_less):
        return "contradicted", f"{_named(dispute)} {_says(dispute)} otherwise", dispute
    if dispute:
        agreeing = [*agree, *carry_less]
        why = f"{_named(agreeing)} {_agrees(agreeing)}, {_named(dispute)} {_says(dispute)} otherwise"
        return "mixed", why, [*agreeing, *dispute]
    later = [each for each in later_evidence(evidence, claim) if each.finds == "says_otherwise" and not each.is_weaker]
    if later:
        rests_on = [estimate["estimate_id"] for each in later for estimate in each.estimates]
        return "outdated", _later_in_words(later), rests_on
    if neither and not (agree or carry_less):
        return "unsupported", f"{_named(neither)} {_shows(neither)} neither this nor the opposite", neither
    if carry_less and not agree:
        rules = dict.fromkeys(rule for rule, _ in less)
        return "overstated", f"{_named(carry_less)} {_agrees(carry_less)}, but {_why_less(rules)}", carry_less
    if agree:
        return "supported", f"{_named(agree)} {_agrees(agree)}", agree
    return _without_direct(evidence, claim, indirect)


def _without_direct(evidence: Evidence, claim: Record, indirect: Sequence[Result]) -> _Judged:
    """The verdict where no direct result says anything."""
    agreeing = [result for result in indirect if result.stance == "agrees"]
    if agreeing and len(agreeing) == len([result for result in indirect if result.stance != "neither"]):
        return "indirect", f"{_named(agreeing)} on a broader or narrower scope {_agrees(agreeing)}", agreeing
    if any(result.stance in ("disputes", "inconsistent") for result in indirect):
        return "unverified", f"only {_named(indirect)} on a broader or narrower scope, which disagree", indirect
    cited = evidence.sources_of(claim)
    if not claim["source_ids"]:
        return "unverified", "no source is cited", ()
    if not any(source["status"] == "identified" for source in cited):
        return "unverified", "none of its sources is identified", ()
    if all(source["retraction_status"] in _GONE for source in cited if source["status"] == "identified"):
        return "unverified", "each of its sources was retracted or withdrawn", ()
    return "unverified", "its sources report no result on this, as recorded", ()


def _weigh(evidence: Evidence, claim: Record, less: Sequence[tuple[str, Finding]]) -> _Weighed:
    weighed = _Weighed([], [], [], [], [], [])
    gone = evidence.withdrawn
    less_of = _carrying_less(claim, less)
    for result in evidence.results_on(claim):
        if not result.stance or result.estimate["source_id"] in gone:
            continue
        if not result.is_direct:
            weighed.indirect.append(result)
            continue
        match result.stance:
            case "agrees":
                is_named = result.estimate["estimate_id"] in less_of and result.basis != "words"
                carries_less = is_named or _ANY in less_of
                (weighed.less if carries_less else weighed.agree).append(result)
            case "disputes":
                weighed.dispute.append(result)
            case "neither":
                weighed.neither.append(result)
            case "inconsistent":
                weighed.inconsistent.append(result)
    return weighed


_ANY = ""
"""Stands for every result of a claim."""


def _carrying_less(claim: Record, less: Sequence[tuple[str, Finding]]) -> set[str]:
    """The ids of the estimates that carry less than a claim says; ``_ANY`` where whatever agrees does."""
    found = set()
    for rule, finding in less:
        is_denial = rule == "absence-overstated" and claim["effect_direction"] != "not_observed"
        if finding.tentative and not is_denial:
            continue
        estimates = finding.subjects[1:]
        if rule == "absence-overstated" and not estimates:
            continue
        found |= set(estimates) or {_ANY}
    return found


def _why_less(rules: Iterable[str]) -> str:
    return listed(_LESS[rule] for rule in rules)


_LESS = {
    "absence-overstated": "it leaves open what the claim denies",
    "frequency-contradicts-rate": "its rate is not what the claim calls it",
    "scope-beyond-source": "the claim is about more than was studied",
    "stated-value-mismatch": "the claim states another number",
    "wording-exceeds-certainty": "the claim sounds surer than the evidence is",
}


def _named(results: Sequence[Result]) -> str:
    """The results by id and source: ``E11 of thompson-2020``."""
    return listed((f"{each.estimate['estimate_id']} of {each.estimate['source_id']}" for each in results), most=3)


def _plural(results: Sequence[Result], one: str, several: str) -> str:
    return one if len(results) == 1 else several


def _agrees(results: Sequence[Result]) -> str:
    return _plural(results, "agrees", "agree")


def _says(results: Sequence[Result]) -> str:
    return _plural(results, "says", "say")


def _shows(results: Sequence[Result]) -> str:
    return _plural(results, "shows", "show")


def _later_in_words(later: Sequence[LaterEvidence]) -> str:
    parts = (f"{each.source['source_id']}, which is later, says otherwise {_IN[each.basis]}" for each in later)
    return listed(dict.fromkeys(parts), most=3)


_IN = {"number": "by its number", "words": "in words", "": ""}
