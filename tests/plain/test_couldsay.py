"""What the evidence would carry says what the numbers say, on their people, and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claimpack.api import build, load
from claimpack.records import Claim

from tests.edits import ROOT, TODAY, Edit

NAME = "“An invented review of bright light therapy” 2020"
HEAD = (
    "estimate_id,measure,orientation,estimate,ci_low,ci_high,ci_level,events_intervention,total_intervention,"
    "certainty,reported_direction,study_count,population_size,p_relation,p_value\n"
)

# C1 says of headache in 12 trials of 1,640 people no difference; the row replaces E1, the one result on it.
OWN = "In 12 studies of 1,640 people, "
NEITHER = "headache was shown neither to be more nor to be less frequent with the treatment"
CASES = [
    pytest.param(
        "RR,as_named,1.50,1.20,1.90,95,,,,,12,1640,,",
        "no_difference",
        f"{OWN}headache was more frequent with the treatment, by 20 % to 90 %.",
        id="more",
    ),
    pytest.param(
        "RR,as_named,2.48,1.27,4.86,95,,,,,12,1640,,",
        "no_difference",
        f"{OWN}headache was more frequent with the treatment, 1.27 to 4.86 times as frequent.",
        id="times",
    ),
    pytest.param(
        "RR,as_named,0.78,0.65,0.94,95,,,,,12,1640,,",
        "increased",
        f"{OWN}headache was less frequent with the treatment, by 6 % to 35 %.",
        id="less",
    ),
    pytest.param(
        "OR,as_named,1.50,1.20,1.90,95,,,,,12,1640,,",
        "no_difference",
        f"{OWN}headache was more frequent with the treatment, its odds being 20 % to 90 % higher.",
        id="odds",
    ),
    pytest.param(
        "RR,as_named,0.93,0.60,1.45,95,,,,,12,1640,,",
        "increased",
        f"{OWN}{NEITHER}; a rise by up to 45 % is not excluded.",
        id="neither",
    ),
    pytest.param("RR,as_named,0.93,0.60,1.45,99,,,,,12,1640,,", "increased", f"{OWN}{NEITHER}.", id="of 99 %"),
    pytest.param(
        "RR,arms_swapped,0.50,0.40,0.80,95,,,,,12,1640,,",
        "no_difference",
        f"{OWN}headache was more frequent with the treatment.",
        id="printed the other way round",
    ),
    pytest.param(
        "MD,as_named,1.5,1.0,2.0,95,,,,,12,1640,,",
        "no_difference",
        f"{OWN}headache was higher with the treatment.",
        id="a mean",
    ),
    pytest.param(
        "RR,as_named,1.50,1.20,1.90,95,,,low,,1,80,,",
        "no_difference",
        "In 80 people, headache was more frequent with the treatment, by 20 % to 90 %. The certainty of this is low.",
        id="certainty",
    ),
    pytest.param(
        "RR,as_named,1.50,1.20,1.90,95,,,,,,,,",
        "no_difference",
        "In a review of 12 studies with 1,640 people in all, headache was more frequent with the treatment, by "
        "20 % to 90 %.",
        id="of the whole source",
    ),
    pytest.param(
        "words,as_named,,,,,,,,increased,12,1640,,",
        "no_difference",
        f"{OWN}the authors report more headache.",
        id="words",
    ),
    pytest.param(
        "words,as_named,,,,,3,,,increased,12,1640,,",
        "no_difference",
        f"{OWN}the authors report more headache.",
        id="words, and events among nobody knows how many",
    ),
    pytest.param(
        "RR,as_named,0.78,0.65,0.94,95,,,,no_difference,12,1640,,",
        "no_difference",
        f"{OWN}headache was less frequent with the treatment, by 6 % to 35 %. In words, the authors report no "
        "difference in headache.",
        id="the words say otherwise",
    ),
    pytest.param(
        "p_only,as_named,,,,,,,,,12,1640,<,0.001",
        "no_difference",
        f"{OWN}headache differed with the treatment; which way is not reported.",
        id="p alone",
    ),
]


@pytest.mark.parametrize(("row", "direction", "expected"), CASES)
def test_what_could_be_said(row: str, direction: str, expected: str, tmp_path: Path) -> None:
    edit = Edit(
        csv={"claims": f"claim_id,effect_direction\nC1,{direction}\n", "estimates": f"{HEAD}E1,{row}\n"},
    )
    claim = claims_of(edit, tmp_path)["C1"]
    assert claim.verdict is not None
    assert claim.verdict.word != "supported"
    assert claim.could_say is not None
    assert claim.could_say.text == expected
    assert (claim.could_say.made_by, claim.could_say.estimates) == ("rule", ("E1",))
    assert " ".join(sentence.text for sentence in claim.could_say.sentences) == expected


def claims_of(edit: Edit, folder: Path) -> dict[str, Claim]:
    edit.apply(folder)
    return {claim.claim_id: claim for claim in build(load(folder, today=TODAY), allow_warnings=True).claims}


def test_of_nobody_in_either_arm_it_is_told_how_many_may_still_have_it(tmp_path: Path) -> None:
    """3 in 200 are 1 in 66."""
    edit = Edit(
        csv={
            "claims": "claim_id,effect_direction\nC1,increased\n",
            "estimates": "estimate_id,measure,estimate,ci_low,ci_high,study_count,population_size,events_intervention,"
            "total_intervention,events_control,total_control,reported_direction\n"
            "E1,RR,,,,1,400,0,200,0,200,\n",
        }
    )
    claim = claims_of(edit, tmp_path)["C1"]
    assert claim.verdict is not None
    assert claim.verdict.word == "unsupported"
    assert claim.could_say is not None
    assert claim.could_say.text == (
        "In 400 people, none of 200 people given the treatment had headache; up to 1 in 66 is not excluded."
    )


def test_another_time_and_a_part_of_the_people_are_told(tmp_path: Path) -> None:
    edit = Edit(
        csv={
            "claims": "claim_id,effect_direction,follow_up\nC1,increased,5 years\n",
            "estimates": "estimate_id,measure,estimate,ci_low,ci_high,analysis,follow_up,reported_direction\n"
            "E1,RR,0.60,0.40,0.90,subgroup,3 months,\n",
        }
    )
    could_say = claims_of(edit, tmp_path)["C1"].could_say
    assert could_say is not None
    assert could_say.text == (
        f"{OWN}headache was less frequent with the treatment, by 10 % to 60 %. This is after 3 months. This is of a "
        "subgroup."
    )


def test_nothing_is_said_beside_a_claim_that_is_supported_or_has_no_result(tmp_path: Path) -> None:
    for claim in claims_of(Edit(), tmp_path).values():
        assert claim.verdict is not None
        silent = claim.verdict.word in ("supported", "not_applicable") or not claim.verdict.because.estimates
        assert (claim.could_say is None) == silent, claim.claim_id


# By the rule of three, none of n people leaves up to 3 in n open; that is rough among fewer than 30.
@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (900, "; up to 1 in 300 is not excluded"),
        (100, "; up to 1 in 33 is not excluded"),
        (30, "; up to 1 in 10 is not excluded"),
        (29, ": too few to exclude much"),
    ],
)
def test_nobody_among_those_treated(people: int, expected: str, tmp_path: Path) -> None:
    row = f"E1,proportion,as_named,0,,,,0,{people},,,12,{people},,\n"
    edit = Edit(csv={"claims": "claim_id,effect_direction\nC1,occurs\n", "estimates": HEAD + row})
    said = claims_of(edit, tmp_path)["C1"].could_say
    assert said is not None
    none = f"none of {people} people given the treatment had headache"
    assert said.text == f"In 12 studies of {people} people, {none}{expected}."


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    return {claim.claim_id: claim for claim in build(load(ROOT, today=date(2026, 3, 1))).claims}


def test_ours_say_what_their_sources_printed(ours: dict[str, Claim]) -> None:
    said = {name: claim.could_say.text for name, claim in ours.items() if claim.could_say}
    review = "In a review of 55 studies with 2,696 people in all, "
    assert said["C040"] == (  # RR 0.93 (0.60 to 1.45)
        f"{review}malignancy was shown neither to be more nor to be less frequent with the treatment; a rise by up to "
        "45 % is not excluded."
    )
    assert said["C036"] == (  # RR 0.78 (0.65 to 0.94), and the words say that there was no difference
        f"{review}death was less frequent with the treatment, by 6 % to 35 %. In words, the authors report no "
        "difference in death."
    )
    assert said["C041"] == (  # three results of one source: RR 1.14 (0.67 to 1.95), then death and malignancy as above
        f"{review}thrombotic or embolic event was shown neither to be more nor to be less frequent with the treatment; "
        "a rise by up to 95 % is not excluded. In the same source, death was less frequent with the treatment, by 6 % "
        "to 35 %. In words, the authors report no difference in death. In the same source, malignancy was shown "
        "neither to be more nor to be less frequent with the treatment; a rise by up to 45 % is not excluded."
    )
    assert said["C008"].endswith(
        "the authors report no difference in fatigue. What was studied is mesenchymal stem cell (MSC) therapy."
    )
    supported = {name for name, claim in ours.items() if claim.verdict and claim.verdict.word == "supported"}
    assert supported.isdisjoint(said)
