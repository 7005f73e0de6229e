"""One small package for each verdict and each reason that may be given for it.

Unless a case says otherwise, C1 is a synthesis that cites S1, a meta-analysis of adults given light, on headache in
adults with light; a result is on just that. The intervals are plain: 1.50 (1.20 to 1.90) shows more, 0.60 (0.40 to
0.90) less, 1.05 (0.90 to 1.22) neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from claimpack.claimverdict import CARRYING_LESS, MEANINGS, VERDICTS
from claimpack.engine import verdicts_of

from tests.verdictpackages import CONCEPTS, PASSAGES, Row, article, package_of

SCOPE = {"outcome": "headache", "intervention": "light", "population": "adults"}
CLAIM = SCOPE | {
    "claim_id": "C1",
    "passage_id": "P1",
    "claim_type": "synthesis",
    "statement": "A claim.",
    "population_basis": "not_reported",
    "source_ids": "S1",
}
SOURCE = {
    "status": "identified",
    "source_type": "meta_analysis",
    "title": "A source",
    "population": "adults",
    "intervention": "light",
    "retraction_status": "none_found",
}
ESTIMATE = SCOPE | {"source_id": "S1", "measure": "RR", "orientation": "as_named", "locator": "Table 1"}


def ratio(estimate: str, low: str, high: str, **cells: str) -> Row:
    return ESTIMATE | {"estimate": estimate, "ci_low": low, "ci_high": high, "ci_level": "95"} | cells


def more(**cells: str) -> Row:
    return ratio("1.50", "1.20", "1.90", **cells)


def less(**cells: str) -> Row:
    return ratio("0.60", "0.40", "0.90", **cells)


def neither(**cells: str) -> Row:
    return ratio("1.05", "0.90", "1.22", **cells)


def words(direction: str, **cells: str) -> Row:
    return ESTIMATE | {"measure": "words", "reported_direction": direction} | cells


def share(events: str, total: str, **cells: str) -> Row:
    counts = {"events_intervention": events, "total_intervention": total}
    return ESTIMATE | {"measure": "proportion", "estimate": f"{int(events) / int(total):.4f}"} | counts | cells


@dataclass(frozen=True)
class Case:
    """A claim with its results, and what is made of it."""

    verdict: str
    reason: str
    claim: Row
    results: tuple[Row, ...]
    sources: dict[str, Row] = field(default_factory=dict)
    rests_on: str = ""
    """The estimates."""


def case(
    verdict: str,
    reason: str,
    direction: str,
    *results: Row,
    rests_on: str = "",
    sources: dict[str, Row] | None = None,
    **claim: str,
) -> Case:
    return Case(verdict, reason, {"effect_direction": direction} | claim, results, sources or {}, rests_on)


COUNTS_OF_ONE_STUDY = {
    "study_count": "1",
    "events_intervention": "3",
    "total_intervention": "30",
    "events_control": "3",
    "total_control": "30",
}
NONE_OF_EITHER_ARM = {
    "study_count": "1",
    "events_intervention": "0",
    "total_intervention": "200",
    "events_control": "0",
    "total_control": "200",
}
ALL_OF_EITHER_ARM = {"events_intervention": "200", "events_control": "200"}
OF_THE_SAME_PEOPLE = {
    "study_count": "1",
    "population_size": "40",
    "events_intervention": "12",
    "total_intervention": "40",
    "events_control": "6",
    "total_control": "40",
}
P_BESIDE_OTHER_COUNTS = {
    "measure": "p_only",
    "p_relation": "=",
    "p_value": "0.001",
    "study_count": "1",
    "events_intervention": "4",
    "total_intervention": "1000",
    "events_control": "2",
    "total_control": "1000",
}
THIRTY_AND_TEN_OF_500 = {
    "study_count": "1",
    "events_intervention": "30",
    "total_intervention": "500",
    "events_control": "10",
    "total_control": "500",
}
NO_INTERVAL = {"ci_low": "", "ci_high": "", "ci_level": ""}
NOTHING_TO_BEAR_OUT = "it says nothing that evidence could bear out"
WIDER = {"population": "people"}
"""A claim about more people than were studied."""
LATER = {"S2": {"issued_on": "2024"}, "S1": {"issued_on": "2020", "superseded_by": "S2"}}
BOTH = {"source_ids": "S1;S2"}

CASES = [
    case("not_applicable", NOTHING_TO_BEAR_OUT, "not_applicable", more()),
    case("not_applicable", NOTHING_TO_BEAR_OUT, "uncertain", more()),
    case("not_applicable", NOTHING_TO_BEAR_OUT, "increased", more(), claim_type="limitation"),
    case("not_applicable", NOTHING_TO_BEAR_OUT, "increased", less(), claim_type="requirement"),
    case(
        "source_inconsistent",
        "the words and the number of E1 of S1 disagree",
        *("increased", more(reported_direction="no_increase")),
        rests_on="E1",
    ),
    case(
        "supported",  # a fall is no increase, and neither is no difference, which its words say
        "E1 of S1 agrees",
        *("no_increase", less(reported_direction="no_difference")),
        rests_on="E1",
    ),
    case("contradicted", "E1 of S1 says otherwise", "increased", less(), rests_on="E1"),
    case("contradicted", "E1 of S1 and E2 of S1 say otherwise", "no_increase", more(), more(), rests_on="E1 E2"),
    case(
        "contradicted",
        "E1 of S1 says otherwise",
        *("decreased", more(ci_low="", ci_high="", ci_level="", p_relation="<", p_value="0.001")),
        rests_on="E1",
    ),
    case("contradicted", "E1 of S1 says otherwise", "decreased", words("increased"), rests_on="E1"),
    case("contradicted", "E1 of S1 says otherwise", "not_observed", share("3", "1000"), rests_on="E1"),
    case(
        "contradicted",  # a serious outcome, whatever the claim of overall safety is about
        "E1 of S1 says otherwise",
        *("favourable", more(outcome="stroke")),
        rests_on="E1",
    ),
    case(
        "mixed",
        "E2 of S2 agrees, E1 of S1 says otherwise",
        *("increased", less(), more(source_id="S2")),
        rests_on="E1 E2",
        **BOTH,
    ),
    case(
        "outdated",
        "S2, which is later, says otherwise by its number",
        *("increased", more(), less(source_id="S2")),
        sources=LATER,
        rests_on="E2",
    ),
    case(
        "outdated",  # a serious outcome, whatever the claim of overall safety is about
        "S2, which is later, says otherwise by its number",
        *("favourable", words("favourable"), more(source_id="S2", outcome="stroke")),
        sources=LATER,
        rests_on="E2",
    ),
    case(
        "outdated",
        "S2, which is later, says otherwise in words",
        *("increased", more(), words("no_difference", source_id="S2")),
        sources=LATER,
        rests_on="E2",
    ),
    case(
        "supported",  # a case report that updates nothing carries less than a meta-analysis
        "E1 of S1 agrees",
        *("increased", more(), less(source_id="S2")),
        sources={"S1": {"issued_on": "2020"}, "S2": {"issued_on": "2024", "source_type": "case_report"}},
        rests_on="E1",
    ),
    case("unsupported", "E1 of S1 shows neither this nor the opposite", "increased", neither(), rests_on="E1"),
    case(
        "unsupported",
        "E1 of S1 and E2 of S1 show neither this nor the opposite",
        *("decreased", neither(), words("uncertain")),
        rests_on="E1 E2",
    ),
    case(
        "overstated",  # 2.90 is a rise of 190 %, which the claim denies
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *("no_increase", ratio("0.93", "0.30", "2.90")),
        rests_on="E1",
    ),
    case(
        "overstated",  # by the counts of one study RR 1.00, with 0.229 to 4.37
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *("no_increase", ESTIMATE | COUNTS_OF_ONE_STUDY),
        rests_on="E1",
    ),
    case(
        "overstated",  # words that are rated very low
        "E1 of S1 agrees, but the claim sounds surer than the evidence is",
        *("favourable", words("favourable", certainty="very_low")),
        wording="asserts",
        rests_on="E1",
    ),
    case(
        "supported",  # as a report of what it found
        "E1 of S1 agrees",
        *("favourable", words("favourable", certainty="very_low")),
        wording="asserts",
        claim_type="study_result",
        rests_on="E1",
    ),
    case(
        "overstated",  # 0.40 is 2 of 5 at the least, exactly 5 to 85 %
        "E1 of S1 agrees, but its rate is not what the claim calls it",
        *("occurs", share("2", "5", estimate="0.40", events_intervention="", total_intervention="")),
        frequency="rare",
        rests_on="E1",
    ),
    case(
        "overstated",  # very common is 1 in 10 or more, and this is 2 in 1,000
        "E1 of S1 agrees, but its rate is not what the claim calls it",
        *("occurs", share("2", "1000")),
        frequency="very_common",
        rests_on="E1",
    ),
    case(
        "overstated",  # the rate is of another result than the one that compares
        "E1 of S1 agrees, but its rate is not what the claim calls it",
        *("increased", more(), share("2", "1000")),
        frequency="very_common",
        rests_on="E1 E2",
    ),
    case(
        "overstated",
        "E1 of S1 agrees, but the claim states another number",
        *("increased", more()),
        stated_measure="RR",
        stated_value="3.70",
        rests_on="E1",
    ),
    case(
        "overstated",
        "E1 of S1 agrees, but the claim sounds surer than the evidence is",
        *("increased", more(certainty="low")),
        wording="asserts",
        rests_on="E1",
    ),
    case(
        "overstated",
        "E1 of S1 agrees, but no people were studied",
        *("increased", more()),
        sources={"S1": {"source_type": "preclinical_study", "population": ""}},
        rests_on="E1",
    ),
    case(
        "unsupported",  # what was found afterwards does not outweigh what was planned
        "E1 of S1 shows neither this nor the opposite",
        *("increased", neither(analysis="primary"), more(analysis="post_hoc")),
        rests_on="E1",
    ),
    case(
        "contradicted",
        "E1 of S1 says otherwise",
        *("increased", less(), more(analysis="subgroup")),
        rests_on="E1",
    ),
    case(
        "supported",  # the subgroup is of fewer people than the claim, and the result on all of them agrees
        "E2 of S1 agrees",
        *("increased", less(analysis="subgroup"), more()),
        rests_on="E2",
    ),
    case(
        "supported",
        "E1 of S1 agrees",
        *("no_difference", neither(), more(analysis="subgroup")),
        rests_on="E1",
    ),
    case(
        "mixed",  # of all people, analysed in another way
        "E2 of S1 agrees, E1 of S1 says otherwise",
        *("increased", less(analysis="sensitivity"), more()),
        rests_on="E1 E2",
    ),
    case(
        "mixed",  # what another source found of all its people is not known
        "E2 of S1 agrees, E1 of S2 says otherwise",
        *("increased", less(analysis="subgroup", source_id="S2"), more()),
        rests_on="E1 E2",
        **BOTH,
    ),
    case(
        "mixed",  # what was seen in a part was seen
        "E2 of S1 agrees, E1 of S1 says otherwise",
        *("not_observed", share("3", "1000", analysis="subgroup"), share("0", "1000")),
        rests_on="E1 E2",
    ),
    case(
        "overstated",  # no better rated result carries it either
        "E1 of S1 and E2 of S1 agree, but the claim sounds surer than the evidence is",
        *("increased", more(certainty="low"), more(certainty="very_low")),
        wording="asserts",
        rests_on="E1 E2",
    ),
    case(
        "overstated",
        "E1 of S1 on a broader or narrower scope agrees, but the claim is about more than was studied",
        *("increased", more()),
        rests_on="E1",
        **WIDER,
    ),
    case(
        "overstated",
        "E1 of S1 agrees, but the claim states another number and the claim sounds surer than the evidence is",
        *("increased", more(certainty="low")),
        wording="asserts",
        stated_measure="RR",
        stated_value="3.70",
        rests_on="E1",
    ),
    case("supported", "E1 of S1 agrees", "increased", more(), rests_on="E1"),
    case(
        "supported", "E1 of S1 and E2 of S1 agree", "no_difference", neither(), words("no_difference"), rests_on="E1 E2"
    ),
    case(
        "supported",  # 1.01 to 1.04 lies within the margin of 1.1 that the outcome has
        "E1 of S1 agrees",
        *("no_difference", ratio("1.02", "1.01", "1.04", outcome="weight")),
        outcome="weight",
        rests_on="E1",
    ),
    case("supported", "E1 of S1 agrees", "increased", words("increased"), rests_on="E1"),
    case(
        "supported",  # what happens in a part happens in the whole
        "E1 of S1 agrees",
        *("occurs", share("20", "1000")),
        rests_on="E1",
        **WIDER,
    ),
    case(
        "supported",  # one result carries it, another less
        "E2 of S1 agrees",
        *("no_increase", ratio("0.93", "0.30", "2.90"), ratio("1.00", "0.99", "1.01")),
        rests_on="E2",
    ),
    case(
        "indirect",
        "E1 of S1 on a broader or narrower scope agrees",
        "increased",
        more(),
        population="",
        severity="mild",
        rests_on="E1",
    ),
    case(
        "overstated",  # nobody of either arm: it may still be 1 in 66
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *("no_increase", ESTIMATE | NONE_OF_EITHER_ARM),
        rests_on="E1",
    ),
    case(
        "supported",  # as a report of what was found
        "E1 of S1 agrees",
        *("no_difference", ESTIMATE | NONE_OF_EITHER_ARM | {"reported_direction": "no_difference"}),
        claim_type="study_result",
        rests_on="E1",
    ),
    case(
        "unverified",  # nobody of one arm, and of the other one nothing is known
        "E1 of S1 is about this, but can't decide it as recorded",
        *("no_difference", share("0", "200")),
        rests_on="E1",
    ),
    case(
        "supported",
        "E1 of S1 agrees; the publisher has expressed concern about S1",
        *("increased", more()),
        sources={"S1": {"retraction_status": "concern"}},
        rests_on="E1",
    ),
    case(
        "supported",  # one of the two is not concerned
        "E1 of S1 and E2 of S2 agree",
        *("increased", more(), more(source_id="S2")),
        sources={"S1": {"retraction_status": "concern"}},
        rests_on="E1 E2",
        **BOTH,
    ),
    case(
        "overstated",
        "E1 of S1 agrees, but it leaves open what the claim denies; the publisher has expressed concern about S1",
        *("no_increase", ratio("0.93", "0.30", "2.90")),
        sources={"S1": {"retraction_status": "concern"}},
        rests_on="E1",
    ),
    case(
        "contradicted",
        "E1 of S1 says otherwise; the publisher has expressed concern about S1",
        *("increased", less()),
        sources={"S1": {"retraction_status": "concern"}},
        rests_on="E1",
    ),
    case(
        "supported",  # nobody had any of them, so nobody had this one
        "E1 of S1 agrees",
        *("not_observed", share("0", "500", outcome="harm")),
        outcome="stroke",
        rests_on="E1",
    ),
    case(
        "supported",  # nobody had it at all, so nobody had it in a mild form
        "E1 of S1 agrees",
        *("not_observed", share("0", "500")),
        severity="mild",
        rests_on="E1",
    ),
    case(
        "unverified",  # some had one of them, and nobody knows which
        "no result of its sources on this is recorded",
        *("not_observed", share("5", "500", outcome="harm")),
        outcome="stroke",
    ),
    case(
        "overstated",  # of animals, though they are not said to be people
        "E1 of S1 on a broader or narrower scope agrees, but no people were studied",
        *("increased", more(population="")),
        sources={"S1": {"source_type": "preclinical_study", "population": ""}},
        rests_on="E1",
    ),
    case(
        "indirect",
        "E1 of S1 after another time agrees",
        *("increased", more(follow_up="3 months")),
        follow_up="5 years",
        rests_on="E1",
    ),
    case("unverified", "no source is cited", "increased", more(), source_ids=""),
    case("unverified", "none of its sources is identified", "increased", sources={"S1": {"status": "unidentified"}}),
    case(
        "unverified",
        "each of its sources was retracted or withdrawn",
        *("increased", more()),
        sources={"S1": {"retraction_status": "retracted"}},
    ),
    case(
        "unverified",
        "E1 of S1 is about this, but can't decide it as recorded",
        *("increased", more(orientation="not_stated")),
        rests_on="E1",
    ),
    case("unverified", "no result of its sources on this is recorded", "increased", more(outcome="stroke")),
    case("unverified", "no result of its sources on this is recorded", "increased", more(source_id="S2")),
    case(
        "unverified",
        "only E1 of S1 on a broader or narrower scope, which says otherwise",
        *("increased", less()),
        severity="mild",
        rests_on="E1",
    ),
    case(
        "unverified",
        "only E1 of S1 and E2 of S1 on a broader or narrower scope, which disagree",
        *("increased", less(), more()),
        severity="mild",
        rests_on="E1 E2",
    ),
    case(
        "unverified",
        "only E1 of S1 on a broader or narrower scope, which shows neither",
        *("increased", neither()),
        severity="mild",
        rests_on="E1",
    ),
    case(
        "unverified",
        "only E1 of S1 after another time, which says otherwise",
        *("increased", less(follow_up="3 months")),
        follow_up="5 years",
        rests_on="E1",
    ),
    case(
        "unverified",
        "only E1 of S1 after another time, which shows neither",
        *("increased", neither(follow_up="3 months")),
        follow_up="5 years",
        rests_on="E1",
    ),
    case(
        "indirect",  # after another time, and of any severity
        "E1 of S1 on a broader or narrower scope agrees",
        *("increased", more(follow_up="3 months")),
        follow_up="5 years",
        severity="mild",
        rests_on="E1",
    ),
    case(
        "unverified",
        "only E1 of S1 after another time, which says otherwise; the publisher has expressed concern about S1",
        *("increased", less(follow_up="3 months")),
        follow_up="5 years",
        sources={"S1": {"retraction_status": "concern"}},
        rests_on="E1",
    ),
    case(
        "unsupported",  # nobody of either arm: Newcombe's interval of the difference is -1.9 to 1.9 in 100
        "E1 of S1 shows neither this nor the opposite",
        *("increased", ESTIMATE | NONE_OF_EITHER_ARM),
        rests_on="E1",
    ),
    case(
        "supported",  # likewise where all survived
        "E1 of S1 agrees",
        *("no_decrease", ESTIMATE | NONE_OF_EITHER_ARM | ALL_OF_EITHER_ARM | {"outcome": "survival"}),
        outcome="survival",
        rests_on="E1",
    ),
    case(
        "unverified",  # 12 and 6 of the same 40 people: nobody knows of whom
        "E1 of S1 is about this, but can't decide it as recorded",
        *("increased", ESTIMATE | OF_THE_SAME_PEOPLE),
        rests_on="E1",
    ),
    case(
        "unverified",
        "E1 of S1 is about this, but can't decide it as recorded",
        *("no_increase", ESTIMATE | OF_THE_SAME_PEOPLE),
        rests_on="E1",
    ),
    case(
        "unsupported",  # its title says two groups, the size is that of one; Pearson's p is 0.11, Fisher's 0.18
        "E1 of S1 shows neither this nor the opposite",
        *("increased", ESTIMATE | OF_THE_SAME_PEOPLE),
        sources={"S1": {"title": "A parallel-group trial"}},
        rests_on="E1",
    ),
    case(
        "unverified",  # no size is recorded, but its title says that they are the same people
        "E1 of S1 is about this, but can't decide it as recorded",
        *("increased", ESTIMATE | OF_THE_SAME_PEOPLE | {"population_size": ""}),
        sources={"S1": {"title": "A randomised crossover trial"}},
        rests_on="E1",
    ),
    case(
        "supported",  # the p-value is one for non-inferiority: the words count
        "E1 of S1 agrees",
        *(
            "no_difference",
            words(
                "no_difference",
                measure="RD",
                estimate="0.01",
                p_relation="<",
                p_value="0.001",
                note="P for non-inferiority",
            ),
        ),
        rests_on="E1",
    ),
    case(
        "supported",  # by a test of pairs
        "E1 of S1 agrees",
        *("increased", ESTIMATE | OF_THE_SAME_PEOPLE | {"measure": "p_only", "p_relation": "=", "p_value": "0.031"}),
        rests_on="E1",
    ),
    case(
        "unverified",  # no test of 4 and 2 of 1,000 gives a p-value below 0.4
        "E1 of S1 is about this, but can't decide it as recorded",
        *("decreased", ESTIMATE | P_BESIDE_OTHER_COUNTS),
        rests_on="E1",
    ),
    case(
        "supported",
        "E1 of S1 agrees",
        *("increased", ESTIMATE | P_BESIDE_OTHER_COUNTS | {"reported_direction": "increased"}),
        rests_on="E1",
    ),
    case(
        "unsupported",  # two-sided 0.07 to 0.09
        "E1 of S1 shows neither this nor the opposite",
        *("increased", more(**NO_INTERVAL, p_relation="=", p_value="0.04", p_sides="one")),
        rests_on="E1",
    ),
    case(
        "contradicted",  # two-sided 0.01 to 0.03, and less
        "E1 of S1 says otherwise",
        *(
            "increased",
            ratio("-0.60", "", "", measure="MD", p_relation="=", p_value="0.99", p_sides="one", ci_level=""),
        ),
        rests_on="E1",
    ),
    case(
        "unsupported",  # 1 of 100 against 5 of 100: Fisher's is 0.99 one-sided, 0.21 two-sided
        "E1 of S1 shows neither this nor the opposite",
        *("increased", less(**NO_INTERVAL, p_relation="=", p_value="0.98", p_sides="one")),
        rests_on="E1",
    ),
    case(
        "unsupported",
        "E1 of S1 shows neither this nor the opposite",
        *("decreased", more(**NO_INTERVAL, p_relation=">", p_value="0.9", p_sides="one")),
        rests_on="E1",
    ),
    *(
        case(
            "unverified",  # whether there is less of it or neither is not known
            "E1 of S1 is about this, but can't decide it as recorded",
            *(direction, less(**NO_INTERVAL, p_relation=relation, p_value="0.98", p_sides="one", **cells)),
            rests_on="E1",
        )
        for direction, relation, cells in [
            ("decreased", "=", {}),
            ("no_difference", "=", {}),
            ("increased", "", {}),
            ("increased", "<", {}),
            ("increased", "=", {"orientation": "arms_swapped"}),
            ("increased", "=", {"orientation": "not_stated"}),
        ]
    ),
    case(
        "supported",  # on a scale on which less is better
        "E1 of S1 agrees",
        *("increased", ratio("-3.0", "-5.0", "-1.0", measure="MD", orientation="opposite_event", outcome="survival")),
        outcome="survival",
        rests_on="E1",
    ),
    case(
        "supported",  # 1 / (30/500 - 10/500) is 25
        "E1 of S1 agrees",
        *("increased", ratio("3.00", "1.48", "6.07", **THIRTY_AND_TEN_OF_500)),
        stated_measure="one_in",
        stated_value="25",
        rests_on="E1",
    ),
    case(
        "overstated",  # of an event that is said to happen it is how often, and 30 of 500 are 1 in 17
        "E1 of S1 agrees, but the claim states another number",
        *("occurs", ratio("3.00", "1.48", "6.07", **THIRTY_AND_TEN_OF_500)),
        claim_type="adverse_event",
        stated_measure="one_in",
        stated_value="25",
        rests_on="E1",
    ),
    case(
        "supported",  # the time that percent are of is not known
        "E1 of S1 agrees",
        *("occurs", ESTIMATE | {"measure": "rate", "estimate": "12.5", "unit": "per 1,000 patient-years"}),
        stated_measure="percent",
        stated_value="5",
        rests_on="E1",
    ),
    case(
        "supported",  # exactly 0.2 to 7.2 in 1,000: it may be less than 1
        "E1 of S1 agrees",
        *("occurs", share("2", "1000")),
        frequency="rare",
        rests_on="E1",
    ),
    case(
        "supported",  # not inferior by the margin of 1.1, and perhaps better
        "E1 of S1 agrees",
        *("no_increase", ratio("0.80", "0.60", "1.07", outcome="weight")),
        outcome="weight",
        rests_on="E1",
    ),
    case(
        "overstated",  # beyond the margin of 1.1
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *("no_increase", ratio("1.00", "0.88", "1.13", outcome="weight")),
        outcome="weight",
        rests_on="E1",
    ),
    case(
        # the risk of not having it is within the margin of 1.1; that of having it may be 1 - 0.95 * 0.97, not 0.03
        "overstated",
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *(
            "no_increase",
            ratio("0.98", "0.95", "1.01", outcome="weight", orientation="opposite_event", control_risk="0.03"),
        ),
        outcome="weight",
        rests_on="E1",
    ),
    case(
        "supported",  # of the arms swapped, 0.95 to 1.03 is 0.97 to 1.05, within the margin
        "E1 of S1 agrees",
        *("no_difference", ratio("0.99", "0.95", "1.03", outcome="weight", orientation="arms_swapped")),
        outcome="weight",
        rests_on="E1",
    ),
    case(
        "supported",  # of all that were to be treated, and not only of those who were
        "E1 of S1 agrees",
        *("increased", more(analysis="primary"), neither(analysis="sensitivity")),
        rests_on="E1",
    ),
    case(
        "unsupported",  # per protocol beside intention to treat
        "E1 of S1 shows neither this nor the opposite",
        *("increased", neither(analysis="primary"), more(analysis="secondary")),
        rests_on="E1",
    ),
    case(
        "contradicted",
        "E1 of S1 says otherwise",
        *("no_difference", more(analysis="primary"), neither(analysis="secondary")),
        rests_on="E1",
    ),
    case(
        "overstated",  # the primary result leaves a rise by 73 % open, and the secondary one does not
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *("no_increase", ratio("1.10", "0.70", "1.73", analysis="primary"), neither(analysis="secondary")),
        rests_on="E1",
    ),
    case(
        "mixed",  # a harm that only those who were treated show is not explained away
        "E1 of S1 agrees, E2 of S1 says otherwise",
        *("no_difference", neither(analysis="primary"), more(analysis="secondary")),
        rests_on="E1 E2",
    ),
    case(
        "supported",  # the secondary result is of another time, or of another source
        "E2 of S1 and E3 of S2 agree",
        *("increased", neither(analysis="primary", follow_up="3 months")),
        *(more(analysis="secondary", follow_up="1 year"), more(analysis="secondary", source_id="S2")),
        source_ids="S1;S2",
        rests_on="E2 E3",
    ),
    case(
        "overstated",  # nobody had it: a p-value of that is an error, and decides nothing
        "E1 of S1 agrees, but it leaves open what the claim denies",
        *(
            "no_difference",
            words("no_difference", measure="p_only", p_relation="=", p_value="0.03", **NONE_OF_EITHER_ARM),
        ),
        rests_on="E1",
    ),
    case(
        "unverified",  # where the next study is expected
        "E1 of S1 is about this, but can't decide it as recorded",
        *("increased", neither(interval_kind="prediction")),
        rests_on="E1",
    ),
    case(
        "unsupported",  # at 95 % it holds more than at 90 %, however it was made
        "E1 of S1 shows neither this nor the opposite",
        *("increased", neither(interval_kind="credible", ci_level="90")),
        rests_on="E1",
    ),
    case("unverified", "its record can't be relied on: see the errors", "increased", more(), outcome="not_there"),
]


def tables_of(each: Case) -> dict[str, list[Row]]:
    return {
        "concepts": CONCEPTS,
        "articles": [article()],
        "passages": PASSAGES,
        "sources": [{"source_id": name} | SOURCE | each.sources.get(name, {}) for name in ("S1", "S2")],
        "estimates": [row | {"estimate_id": f"E{number}"} for number, row in enumerate(each.results, 1)],
        "claims": [CLAIM | each.claim],
    }


@pytest.mark.parametrize("each", CASES, ids=lambda each: f"{each.verdict}: {each.reason}")
def test_the_verdict_its_reason_and_what_it_rests_on(each: Case) -> None:
    ((found,), why_none) = verdicts_of(package_of(tables_of(each)))
    assert why_none == ""
    assert (found.verdict, found.reason) == (each.verdict, each.reason)
    assert " ".join(found.estimates) == each.rests_on


def test_there_is_a_case_for_each_verdict_and_each_rule() -> None:
    assert {each.verdict for each in CASES} == {*VERDICTS} == {*MEANINGS}
    rules = {rule for each in CASES for rule in verdicts_of(package_of(tables_of(each)))[0][0].rules}
    assert rules == {*CARRYING_LESS}


def test_claims_with_one_id_have_one_verdict() -> None:
    tables = tables_of(next(each for each in CASES if each.verdict == "supported"))
    twice = [*tables["claims"], tables["claims"][0] | {"effect_direction": "decreased"}]
    for claims in (twice, twice[::-1]):
        ((found,), _) = verdicts_of(package_of(tables | {"claims": claims}))
        assert (found.verdict, found.reason) == ("unverified", "other claims have the same id: see the errors")


def test_without_a_table_there_are_none() -> None:
    tables = tables_of(CASES[0])
    package = package_of(tables)
    del package.tables["sources"]
    found, why_none = verdicts_of(package)
    assert (found, bool(why_none)) == ((), True)
