"""The verdict on each claim as worded: one word, the reason, and the estimates and rules that it depends on.

How a verdict is reached: every result of a source that the claim cites agrees, says otherwise, shows neither, or says
nothing about the claim (``evidence.stance``). A result is direct if it is about the same as the claim, or about
something that entails it. Results of retracted and withdrawn sources do not count. The first of these that applies is
the verdict:

1. ``not_applicable``: the claim is a requirement or a limitation, or states no effect.
2. ``source_inconsistent``: the words of a cited source and its own number disagree, and the claim agrees with one.
3. ``contradicted``: direct results say otherwise, and none agrees.
4. ``mixed``: direct results say otherwise, and others agree.
5. ``outdated``: a recorded later source says otherwise.
6. ``unsupported``: direct results show neither, and none agrees.
7. ``overstated``: direct results agree, but each of them carries less than is claimed. Or only results on another scope
   agree, and the claim is certainly about more than its sources studied, or about people when no people were studied.
8. ``supported``: a direct result agrees and carries the claim.
9. ``indirect``: results on a broader or narrower scope, or after another time, agree, and none says otherwise.
10. ``unverified``: there is nothing to compare the claim with, or indirect results disagree or show neither.

A result carries less than is claimed if a rule of ``CARRYING_LESS`` says so:

- The claim takes "no effect shown" to mean "no effect": the result that the rule names carries less.
- The wording is stronger than the certainty: every result with a certainty no higher than that of the named one does.
- The claim's frequency or number goes beyond the source's: all results do, since the rule only reports if none fits.
- No people were studied, and the claim is about people: all results do.
- The scope is wider: all results do, unless the claim says that something occurs: in a part means in the whole.

A result of a part, of an analysis made afterwards, or of a secondary one beside the primary one of its source, does not
count as agreeing with the whole if the primary result does not agree, or agrees and carries less. A subgroup does not
say otherwise of the whole if its source's result on all people agrees. Notes don't count, except those on denials. If
only a source's words agree, they carry less only if all results do, or if they have a certainty, unless the claim only
reports what a study found.

An expression of concern does not change a verdict, but a verdict that depends only on such sources says so.

Tests make sure of this: a claim has exactly one verdict, and the order of rows does not matter. Removing a direct
result that agrees never makes a claim supported that was not, unless the claim's own number or frequency was compared
with that result and now with none, or it was the primary result beside one of a part. Without results, a verdict is
``unverified`` or ``not_applicable``. A verdict is about the article and its sources, not about our work: accepting a
problem changes nothing. Only usable records are judged: no claim that shares its id with another, and none with an
invalid cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from claimpack.claimverdict import CARRYING_LESS, ClaimVerdict, Verdict
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.evidence.sourceages import WITHDRAWN
from claimpack.evidence.stance import Result, Stance
from claimpack.evidence.strength import CERTAINTIES
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Finding
from claimpack.wording import listed, natural_order

_OF_NO_EFFECT = ("limitation", "requirement")
_NO_DIRECTION = ("not_applicable", "uncertain")

_Less = tuple[str, Finding]
"""A rule of ``CARRYING_LESS``, and what it found."""


class _Weighed(NamedTuple):
    """The evidence for and against a claim."""

    agree: list[Result]
    """Direct results that agree and carry it."""
    less: list[Result]
    """Direct results that agree and carry less."""
    dispute: list[Result]
    neither: list[Result]
    inconsistent: list[Result]
    indirect: list[Result]
    silent: list[Result]
    """Direct results that say nothing about it, for example because their orientation is not known."""
    why: Mapping[str, tuple[str, ...]]
    """The rules by which results carry less, each with the other estimates that it names."""


def verdicts_on(package: Package, findings_of: Callable[[str], Iterable[Finding]]) -> tuple[ClaimVerdict, ...]:
    """The verdict on every claim, in the order of the table.

    An unusable claim is unverified. So are claims with the same id, which share one verdict.

    Args:
        package: the package.
        findings_of: gives what a rule of ``CARRYING_LESS`` found, by its name.

    Raises:
        Unavailable: if a table that they need could not be read.
    """
    evidence = evidence_of(package)
    less: dict[str, list[_Less]] = {}
    for rule in CARRYING_LESS:
        for finding in findings_of(rule):
            if finding.place.resource == "claims" and finding.subjects:
                less.setdefault(finding.subjects[0], []).append((rule, finding))
    unusable = set(evidence.claims.unusable)
    table = package.table("claims")
    names = table.key_cells
    is_repeated = len(set(names)) < len(names)
    repeated = {name for name, times in Counter(names).items() if times > 1} if is_repeated else set()
    found: list[ClaimVerdict] = []
    judged: dict[int, ClaimVerdict] = {}
    for number, name in enumerate(names):
        if not name:
            continue
        if name in repeated:
            why = "other claims have the same id: see the errors"
            found.append(ClaimVerdict(name, "unverified", why, (), case="same_id"))
        elif number in unusable:
            why = "its record can't be relied on: see the errors"
            found.append(ClaimVerdict(name, "unverified", why, (), case="unusable"))
        else:
            found.append(_verdict_on(evidence, table.record(number), less.get(name, ()), judged))
    return tuple(dict.fromkeys(found) if repeated else found)


def _verdict_on(
    evidence: Evidence, claim: Record, less: Sequence[_Less], judged: dict[int, ClaimVerdict]
) -> ClaimVerdict:
    """The verdict on a claim; ``judged`` has those on claims that ask the same and of which no rule says anything."""
    key = evidence.results_key(claim)
    if not less and key in judged:
        return judged[key]._replace(claim_id=claim["claim_id"])
    found = _made(claim, _with_concern(evidence, _judge(evidence, claim, less)))
    if not less:
        judged[key] = found
    return found


def _made(claim: Record, judged: _Judged) -> ClaimVerdict:
    verdict, reason, results, rules, case, is_of_concern = judged
    named = {result if isinstance(result, str) else result.estimate["estimate_id"] for result in results}
    ids = tuple(sorted(named, key=natural_order) if len(named) > 1 else named)
    return ClaimVerdict(claim["claim_id"], verdict, reason, ids, rules=rules, case=case, is_of_concern=is_of_concern)


class _Judged(NamedTuple):
    verdict: Verdict
    reason: str
    results: Sequence[Result | str] = ()
    """The results that it depends on, or the ids of estimates."""
    rules: tuple[str, ...] = ()
    """The rules by which results carry less."""
    case: str = ""
    is_of_concern: bool = False


def _with_concern(evidence: Evidence, judged: _Judged) -> _Judged:
    """Adds to a verdict that it depends only on sources with an expression of concern, if that is so."""
    if not evidence.of_concern:
        return judged
    results = [evidence.estimates.by_id[each] if isinstance(each, str) else each.estimate for each in judged.results]
    sources = [evidence.source_of(each) for each in results]
    if not sources or not evidence.of_concern.issuperset(each.key for each in sources):
        return judged
    names = listed(dict.fromkeys(each["source_id"] for each in sources), most=3)
    return judged._replace(
        reason=f"{judged.reason}; the publisher has expressed concern about {names}", is_of_concern=True
    )


def _judge(evidence: Evidence, claim: Record, less: Sequence[_Less]) -> _Judged:
    if claim["effect_direction"] in _NO_DIRECTION or claim["claim_type"] in _OF_NO_EFFECT:
        return _Judged("not_applicable", "it says nothing that evidence could bear out")
    weighed = _weigh(evidence, claim, less)
    agree, carry_less, dispute, neither, inconsistent = weighed[:5]
    if inconsistent:
        why = f"the words and the number of {_named(inconsistent)} disagree"
        return _Judged("source_inconsistent", why, inconsistent)
    if dispute and not (agree or carry_less):
        return _Judged("contradicted", f"{_named(dispute)} {_verb(dispute, 'say')} otherwise", dispute)
    if dispute:
        agreeing = _by_id([*agree, *carry_less])
        why = f"{_named(agreeing)} {_verb(agreeing, 'agree')}, {_named(dispute)} {_verb(dispute, 'say')} otherwise"
        return _Judged("mixed", why, [*agreeing, *dispute])
    later = [each for each in later_evidence(evidence, claim) if each.finds == "says_otherwise" and not each.is_weaker]
    if later:
        rests_on = [estimate["estimate_id"] for each in later for estimate in each.estimates]
        return _Judged("outdated", _later_in_words(later), rests_on)
    if neither and not (agree or carry_less):
        why = f"{_named(neither)} {_verb(neither, 'show')} neither this nor the opposite"
        return _Judged("unsupported", why, neither)
    if carry_less and not agree:
        return _overstated(weighed, carry_less)
    if agree:
        return _Judged("supported", f"{_named(agree)} {_verb(agree, 'agree')}", agree)
    return _without_direct(evidence, claim, weighed, less)


def _overstated(weighed: _Weighed, results: Sequence[Result], where: str = "") -> _Judged:
    """The verdict by the rules on results that agree; ``where`` says how their scope differs, if it does."""
    rules = tuple(rule for rule in CARRYING_LESS if rule in weighed.why)
    others = [name for rule in rules for name in weighed.why[rule]]
    why = f"{_named(results)}{where} {_verb(results, 'agree')}, but {listed(CARRYING_LESS[rule] for rule in rules)}"
    return _Judged("overstated", why, [*results, *others], rules)


def _without_direct(evidence: Evidence, claim: Record, weighed: _Weighed, less: Sequence[_Less]) -> _Judged:
    """The verdict where no direct result says anything."""
    indirect = weighed.indirect
    is_of_another_time = bool(indirect) and all(_differs_in_time_alone(claim, each) for each in indirect)
    where = " after another time" if is_of_another_time else " on a broader or narrower scope"
    agreeing = [result for result in indirect if result.stance == "agrees"]
    against = [result for result in indirect if result.stance in ("disputes", "inconsistent")]
    if agreeing and not against:
        for rule in sorted({rule for rule, finding in less if not finding.tentative}):
            if _is_wider(claim, rule) or rule == "source-type-too-weak":
                return _overstated(weighed._replace(why={rule: ()}), agreeing, where)
        case = "another_time" if is_of_another_time else ""
        return _Judged("indirect", f"{_named(agreeing)}{where} {_verb(agreeing, 'agree')}", agreeing, case=case)
    case = "another_time" if is_of_another_time else "indirect"
    if against:
        how = "which disagree" if len(indirect) > 1 else "which says otherwise"
        return _Judged("unverified", f"only {_named(indirect)}{where}, {how}", indirect, case=f"{case}_otherwise")
    if indirect:
        why = f"only {_named(indirect)}{where}, which {_verb(indirect, 'show')} neither"
        return _Judged("unverified", why, indirect, case=f"{case}_neither")
    cited = evidence.sources_of(claim)
    if not claim["source_ids"]:
        return _Judged("unverified", "no source is cited", case="no_source")
    identified = [source for source in cited if source["status"] == "identified"]
    if not identified:
        return _Judged("unverified", "none of its sources is identified", case="unidentified")
    if all(source["retraction_status"] in WITHDRAWN for source in identified):
        return _Judged("unverified", "each of its sources was retracted or withdrawn", case="withdrawn")
    if weighed.silent:
        are = "is" if len(weighed.silent) == 1 else "are"
        why = f"{_named(weighed.silent)} {are} about this, but can't decide it as recorded"
        return _Judged("unverified", why, weighed.silent, case="undecided")
    return _Judged("unverified", "no result of its sources on this is recorded", case="no_result")


def _differs_in_time_alone(claim: Record, result: Result) -> bool:
    return is_another_time(claim, result.estimate) and result.match is not None and result.match.is_direct


def _weigh(evidence: Evidence, claim: Record, less: Sequence[_Less]) -> _Weighed:
    gone = evidence.withdrawn
    direct: dict[Stance, list[Result]] = {"agrees": [], "disputes": [], "neither": [], "inconsistent": []}
    indirect: list[Result] = []
    silent: list[Result] = []
    for result in _by_id(evidence.results_on(claim)):
        if gone and result.estimate["source_id"] in gone:
            continue
        if result.stance:
            (direct[result.stance] if result.is_direct else indirect).append(result)
        elif result.is_direct:
            silent.append(result)
    if direct["agrees"] and not all(each.is_partial for each in (*direct["disputes"], *direct["neither"])):
        indirect += [each for each in direct["agrees"] if each.is_partial]
        direct["agrees"] = [each for each in direct["agrees"] if not each.is_partial]
    agree, disputes, neither, inconsistent = direct.values()
    of_less: set[str] = set()
    why: dict[str, tuple[str, ...]] = {}
    for rule, finding in less:
        names, others = _carrying_less(evidence, claim, rule, finding, agree, gone)
        if names:
            of_less |= names
            why[rule] = (*why.get(rule, ()), *others)
    carrying = [each for each in agree if each.estimate["estimate_id"] not in of_less]
    carrying_less = [each for each in agree if each.estimate["estimate_id"] in of_less]
    if not all(each.is_partial for each in carrying_less) and all(each.is_partial for each in carrying):
        indirect += carrying
        carrying = []
    return _Weighed(carrying, carrying_less, disputes, neither, inconsistent, indirect, silent, why)


def _carrying_less(
    evidence: Evidence, claim: Record, rule: str, finding: Finding, agree: Sequence[Result], gone: Container[str]
) -> tuple[set[str], tuple[str, ...]]:
    """The ids of the agreeing results that carry less by a finding, and of the other estimates that it names."""
    is_denial = (
        rule == "absence-overstated"
        and claim["effect_direction"] != "not_observed"
        and finding.data.get("left_open") != "slightly"
    )
    estimates = evidence.estimates.by_id
    named = [estimates[name] for name in finding.subjects[1:] if name in estimates]
    ids = tuple(each.key for each in named)
    counts = not named or any(each["source_id"] not in gone for each in named)
    every = {each.estimate.key for each in agree}
    by_number = {each.estimate.key for each in agree if each.basis != "words"}
    if finding.tentative and not is_denial:
        return set(), ()
    match rule:
        case "absence-overstated":
            return by_number.intersection(ids), ()
        case "wording-exceeds-certainty":
            best = max(map(_certainty, named), default=0)
            rated = by_number if claim["claim_type"] == "study_result" else every
            return {name for name in rated if 0 < _certainty(estimates[name]) <= best}, ids
        case "scope-beyond-source":
            return (every, ()) if _is_wider(claim, rule) else (set(), ())
        case _:
            return (every, ids) if counts else (set(), ())


def _certainty(estimate: Record) -> int:
    """From 1 for very low; 0 if none is recorded."""
    return ("", *CERTAINTIES).index(estimate["certainty"])


def _is_wider(claim: Record, rule: str) -> bool:
    """Whether a rule says that a claim is about more than was studied, and that weakens the claim."""
    return rule == "scope-beyond-source" and claim["effect_direction"] != "occurs"


def _by_id(results: Iterable[Result]) -> list[Result]:
    found = list(results)
    return sorted(found, key=lambda each: natural_order(each.estimate["estimate_id"])) if len(found) > 1 else found


def _named(results: Sequence[Result]) -> str:
    """The results by id and source: ``E11 of smith-2020``."""
    return listed([f"{each.estimate['estimate_id']} of {each.estimate['source_id']}" for each in results], most=3)


def _verb(results: Sequence[Result], verb: str) -> str:
    return f"{verb}s" if len(results) == 1 else verb


def _later_in_words(later: Sequence[LaterEvidence]) -> str:
    parts = (f"{each.source['source_id']}, which is later, says otherwise {_IN[each.basis]}" for each in later)
    return listed(dict.fromkeys(parts), most=3)


_IN = {"number": "by its number", "words": "in words", "": ""}
