"""What a result of a source says of a claim: whether it agrees, disputes the claim, or shows neither.

The first of these that gives an answer decides: the 95 % interval, after the margin of the outcome; the p-value; the
counts of both arms of one study; what the source says in words (``reported_direction``).
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from claimpack.evidence.directions import CONTRADICTED_BY, ENTAILED_BY, OF_AN_EFFECT, SUPPORTED_BY, disagree
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.matching import Match, is_limited_claim
from claimpack.evidence.measures import PARTIAL, RATIOS
from claimpack.evidence.percentages import fraction_of
from claimpack.evidence.printed import half_unit
from claimpack.evidence.showneffect import USUAL_LEVEL, Shown, shown_at_its_own_level, shown_by, side_not_shown
from claimpack.package.table import Record

Stance = Literal["agrees", "disputes", "neither", "inconsistent", ""]
"""``disputes``: it says otherwise. ``neither``: it includes both the claimed effect and no effect. ``inconsistent``:
the source's words and its own number disagree, and the claim agrees with one of them. Blank: it says nothing about the
claim."""

Basis = Literal["number", "p_value", "counts", "words", ""]
"""The part of the result that decides."""


class Result(NamedTuple):
    """A result of a source that a claim cites, and what it says of the claim."""

    estimate: Record
    stance: Stance
    basis: Basis
    shown: Shown
    is_direct: bool
    """Whether it is about the same as the claim, or about something that entails it."""
    match: Match | None
    """None if its scope does not matter: a serious outcome for a claim of overall safety."""
    is_partial: bool = False
    """Whether it is of a part of the people, or of another analysis than the primary one."""


class Words(NamedTuple):
    """The words of a source (``reported_direction``) that agree with a claim, and those that dispute it."""

    agree: frozenset[str]
    dispute: frozenset[str]
    neither: frozenset[str] = frozenset({"uncertain"})


def _disputing(direction: str) -> frozenset[str]:
    return frozenset(other for other in OF_AN_EFFECT if disagree(direction, other))


_WORDS: Mapping[str, Words] = {
    direction: Words(frozenset({direction}) | ENTAILED_BY.get(direction, frozenset()), _disputing(direction))
    for direction in OF_AN_EFFECT
}
"""What a source's words say of a claim, by the claim's direction."""

_CAUSED = Words(frozenset({"occurs", "increased"}), _disputing("increased"))
"""The same for a claim that a side effect occurs, which says that the intervention causes it."""


def words_for(claim: Record) -> Words | None:
    """The words of a source that agree with a claim or dispute it; None if its direction can't be compared."""
    if is_side_effect(claim):
        return _CAUSED
    return _WORDS.get(claim["effect_direction"])


def is_side_effect(claim: Record) -> bool:
    """Whether it says that a side effect occurs, and so that the intervention causes it."""
    return claim["effect_direction"] == "occurs" and claim["claim_type"] == "adverse_event"


def contradicts_itself(estimate: Record, shown: Shown) -> bool:
    """Whether a source's words contradict its own number, at 95 % and at the level of its own interval."""
    contradicting = CONTRADICTED_BY.get(estimate["reported_direction"], frozenset())
    if shown not in contradicting or _whatever_the_margin(estimate, shown) not in contradicting:
        return False
    has_own_level = estimate["ci_level"] != "" and float(estimate["ci_level"]) != USUAL_LEVEL
    return not has_own_level or shown_at_its_own_level(estimate) in contradicting


def _whatever_the_margin(estimate: Record, shown: Shown) -> Shown:
    """What it shows without the margin, which is the curator's and not the source's."""
    return shown_by(estimate) if shown == "equivalent" else shown


def stance_of(
    claim: Record, estimate: Record, shown: Shown, basis: Basis, *, is_beyond_margin: bool
) -> tuple[Stance, Basis]:
    """What a result says of a claim, and which part of it decides.

    Args:
        claim: a record of ``claims``.
        estimate: a record of ``estimates`` that bears on it.
        shown: what its numbers show.
        basis: which numbers.
        is_beyond_margin: whether the shown effect is certainly larger than the margin of the outcome, if there is one.
    """
    words = words_for(claim)
    if words is None:
        return "", ""
    by_number = _by_number(claim, estimate, shown, is_beyond_margin=is_beyond_margin)
    by_words = _by_words(words, estimate["reported_direction"])
    if contradicts_itself(estimate, shown) and (by_number == "agrees") != (by_words == "agrees"):
        return "inconsistent", basis
    if claim["claim_type"] == "study_result" and by_words == "agrees" and by_number != "disputes":
        return "agrees", "words"  # it only reports what the source says
    if by_number:
        return by_number, basis or "number"
    return by_words, "words" if by_words else ""


def _by_words(words: Words, reported: str) -> Stance:
    if reported in words.agree:
        return "agrees"
    if reported in words.dispute:
        return "disputes"
    return "neither" if reported in words.neither else ""


def _by_number(claim: Record, estimate: Record, shown: Shown, *, is_beyond_margin: bool) -> Stance:
    match claim["effect_direction"]:
        case "occurs":
            return _occurs(claim, estimate, shown)
        case "not_observed":
            return _not_observed(estimate, shown)
        case "favourable":
            return ""
        case direction:
            if shown == "equivalent" and SUPPORTED_BY.get(direction) == _whatever_the_margin(estimate, shown):
                return "neither"  # the effect exists but does not matter
            if not shown and _is_none_counted(direction, estimate):
                return "agrees"
            if not shown and direction in SUPPORTED_BY and side_not_shown(estimate) == SUPPORTED_BY[direction]:
                return "neither"
            return _compared(direction, shown, is_beyond_margin=is_beyond_margin)


def _is_none_counted(direction: str, estimate: Record) -> bool:
    """Whether nobody with the intervention had it, where a rise is denied; or nobody of both arms, where a difference.

    How many that may still be is for absence-overstated to say.
    """
    if has_happened(estimate) is not False:
        return False
    return direction == "no_increase" or (direction == "no_difference" and estimate["events_control"] == "0")


def _compared(direction: str, shown: Shown, *, is_beyond_margin: bool) -> Stance:
    if not shown:
        return ""
    if direction in SUPPORTED_BY:
        if shown == "differs":
            return ""
        return "agrees" if shown == SUPPORTED_BY[direction] else "neither" if shown == "not_shown" else "disputes"
    if shown in CONTRADICTED_BY[direction]:
        return "disputes" if is_beyond_margin else "neither"
    return "" if shown == "differs" else "agrees"


def _occurs(claim: Record, estimate: Record, shown: Shown) -> Stance:
    happened = has_happened(estimate)
    if shown == "more":
        return "agrees"
    if is_side_effect(claim) and shown:
        is_open = shown in ("not_shown", "differs") or _whatever_the_margin(estimate, shown) == "more"
        return "neither" if is_open else "disputes"
    if happened is None:
        return "agrees" if shown and estimate["measure"] in RATIOS else ""
    return "agrees" if happened else "neither"


def _not_observed(estimate: Record, shown: Shown) -> Stance:
    happened = has_happened(estimate)
    if happened is not None:
        return "disputes" if happened else "agrees"
    if shown == "more":
        return "disputes"
    is_ratio = estimate["measure"] in RATIOS and estimate["estimate"]
    return "neither" if is_ratio and estimate["orientation"] == "as_named" else ""


def has_happened(estimate: Record) -> bool | None:
    """Whether somebody with the intervention had the outcome, by counts or a rate; None if these don't say."""
    if estimate["events_intervention"]:
        return estimate["events_intervention"] != "0"
    if estimate["measure"] in ("proportion", "rate") and estimate["estimate"] and estimate["orientation"] == "as_named":
        if float(estimate["estimate"]) > half_unit(estimate["estimate"]):
            return True
        return False if _is_less_than_one(estimate) else None
    return None


def _is_less_than_one(estimate: Record) -> bool:
    """Whether a proportion printed as zero is of so few people that a single event would not round to zero."""
    people = estimate["total_intervention"] or ("" if estimate["total_control"] else estimate["population_size"])
    if estimate["measure"] != "proportion" or not people:
        return False
    return int(people) * half_unit(fraction_of(estimate, "estimate")) < 1


def results_by_time(claim: Record, results: Sequence[Result]) -> list[Result]:
    """The results on a claim. Those after another time are indirect, and don't count beside one after its own."""
    if not claim["follow_up"]:
        return list(results)
    elsewhen = [is_another_time(claim, each.estimate) for each in results]
    pairs = list(zip(results, elsewhen, strict=True))
    has_own = any(each.stance and each.estimate["follow_up"] for each, other in pairs if not other)

    def left(result: Result) -> Result:
        indirect = result._replace(is_direct=False)
        return indirect._replace(stance="", basis="") if has_own else indirect

    return [left(each) if other else each for each, other in pairs]


def results_of_parts(claim: Record, results: Sequence[Result]) -> list[Result]:
    """The results on a claim, with what is only of a part of the people or of another analysis marked as such.

    A subgroup that says otherwise is not direct where its source's result on all agrees: it is of fewer people than the
    claim. But what was seen in a part was not never seen.
    """
    primary: dict[str, set[str]] = {}
    for each in results:
        if each.stance and each.is_direct and each.estimate["analysis"] == "primary":
            primary.setdefault(each.estimate["source_id"], set()).add(each.estimate["follow_up"])
    results = [each._replace(is_partial=_is_partial(each.estimate, primary)) for each in results]
    if claim["effect_direction"] == "not_observed":
        return results
    of_all = {each.estimate["source_id"] for each in results if _agrees_for_all(each)}
    return [
        each._replace(is_direct=False)
        if each.stance == "disputes"
        and each.estimate["analysis"] == "subgroup"
        and each.estimate["source_id"] in of_all
        else each
        for each in results
    ]


def _is_partial(estimate: Record, primary: Mapping[str, Collection[str]]) -> bool:
    """Whether its analysis is only of a part, or is secondary, as per protocol is beside the primary one.

    Args:
        estimate: a result on a claim.
        primary: for each source the times of its primary results on the claim.
    """
    if estimate["analysis"] != "secondary":
        return estimate["analysis"] in PARTIAL
    times = primary.get(estimate["source_id"], ())
    return any(not is_another_time({"follow_up": time}, estimate) for time in times)


def _agrees_for_all(result: Result) -> bool:
    return result.is_direct and result.stance == "agrees" and not result.is_partial


def entails(claim: Record, match: Match, stance: Stance) -> bool:
    """Whether a result is about the same as the claim, or about something that entails it.

    What happens in a part also happens in the whole. What was never seen in the whole was not seen in a part.
    """
    if match.is_direct:
        return True
    direction = claim["effect_direction"]
    if direction == "not_observed" and stance == "agrees":
        return "narrower" not in match.scope_relations
    if match.is_of_all_kinds or is_limited_claim(claim):
        return False
    if (direction == "occurs" and stance == "agrees") or (direction == "not_observed" and stance == "disputes"):
        return "broader" not in match.scope_relations
    return False
