"""Each claim says of each result whether it supports or disputes it and by what, and what later sources find on it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claimpack.api import build, load
from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import DATA_TODAY, ROOT, TODAY, Edit

Json = dict[str, Any]


def claims_of(edit: Edit, folder: Path) -> dict[str, Json]:
    edit.apply(folder / "package")
    build(load(folder / "package", today=TODAY), allow_warnings=True).write(folder / "dist")
    lines = (folder / "dist/claims.ndjson").read_text(encoding="utf-8").splitlines()
    return {claim["claim_id"]: claim for claim in map(json.loads, lines)}


def results_on(claim: Json) -> dict[str, tuple[str, str | None, bool]]:
    return {each["estimate_id"]: (each["stance"], each["decided_by"], each["is_direct"]) for each in claim["estimates"]}


HEAD = (
    "estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,ci_low,ci_high,"
    "ci_level,p_relation,p_value,events_intervention,total_intervention,events_control,total_control,"
    "reported_direction,locator\n"
)
SCOPE = "headache,bright_light,adults,dim_light"

# C1 says of headache that there is no difference; it cites S1.
RESULTS = [
    pytest.param(f"E9,S1,{SCOPE},OR,as_named,1.05,0.90,1.22,95,,,,,,,,p. 1", ("supports", "number"), id="interval"),
    pytest.param(f"E9,S1,{SCOPE},OR,as_named,1.50,1.20,1.90,95,,,,,,,,p. 1", ("disputes", "number"), id="excludes 1"),
    pytest.param(f"E9,S1,{SCOPE},p_only,as_named,,,,,<,0.001,,,,,,p. 1", ("disputes", "p_value"), id="p alone"),
    pytest.param(
        f"E9,S1,{SCOPE},OR,as_named,1.50,,,,=,0.001,,,,,,p. 1", ("disputes", "p_value"), id="p beside a ratio"
    ),
    pytest.param(f"E9,S1,{SCOPE},words,as_named,,,,,,,,,,,increased,p. 1", ("disputes", "words"), id="words"),
    pytest.param(f"E9,S1,{SCOPE},words,as_named,,,,,,,,,,,uncertain,p. 1", ("shows_neither", "words"), id="unsure"),
    pytest.param(
        f"E9,S1,{SCOPE},OR,as_named,0.60,0.40,0.90,95,,,,,,,no_difference,p. 1", ("inconsistent", "number"), id="both"
    ),
]


@pytest.mark.parametrize(("row", "expected"), RESULTS)
def test_what_a_result_says_of_a_claim(row: str, expected: tuple[str, str | None], tmp_path: Path) -> None:
    claims = claims_of(Edit(csv={"estimates": f"{HEAD}{row}\n"}), tmp_path)
    assert results_on(claims["C1"])["E9"] == (*expected, True)


def test_a_serious_outcome_that_is_raised_stands_beside_a_claim_of_overall_safety(tmp_path: Path) -> None:
    edit = Edit(
        csv={
            "concepts": "concept_id,kind,label,serious\ndeath,outcome,Death,yes\noverall,outcome,Safety,\n",
            "claims": "claim_id,outcome,effect_direction,source_ids,population,comparator\n"
            "C1,overall,favourable,S1,,\n",
            "estimates": f"{HEAD}E9,S1,death,,,,RR,as_named,1.50,1.20,1.90,95,,,,,,,,p. 1\n"
            "E8,S1,death,,,,RR,as_named,1.05,0.90,1.22,95,,,,,,,,p. 1\n",
        }
    )
    claim = claims_of(edit, tmp_path)["C1"]
    (estimate,) = claim["estimates"]
    assert (estimate["estimate_id"], estimate["stance"], estimate["is_direct"]) == ("E9", "disputes", True)
    assert estimate["scope"] is None
    assert claim["verdict"]["word"] == "contradicted"
    assert claim["verdict"]["because"]["estimates"] == ["E9"]


def test_a_serious_outcome_that_an_update_finds_raised_is_later_evidence(tmp_path: Path) -> None:
    edit = Edit(
        csv={
            "concepts": "concept_id,kind,label,serious\ndeath,outcome,Death,yes\noverall,outcome,Safety,\n",
            "sources": "source_id,status,title,issued_on,superseded_by\nS1,identified,A review,2020,S3\n"
            "S3,identified,An update,2024,\n",
            "claims": "claim_id,outcome,effect_direction,source_ids,population,comparator\n"
            "C1,overall,favourable,S1,,\n",
            "estimates": f"{HEAD}E9,S3,death,,,,RR,as_named,1.50,1.20,1.90,95,,,,,,,,p. 1\n",
        }
    )
    (later,) = claims_of(edit, tmp_path)["C1"]["later_evidence"]
    assert (later["updates"], later["finds"], later["decided_by"]) == ("S1", "says_otherwise", "number")
    assert [(each["estimate_id"], each["stance"]) for each in later["estimates"]] == [("E9", "disputes")]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    folder = tmp_path_factory.mktemp("ours")
    build(load(ROOT, today=DATA_TODAY), built_on=date(2026, 3, 2)).write(folder / "dist")
    lines = (folder / "dist/claims.ndjson").read_text(encoding="utf-8").splitlines()
    return {claim["claim_id"]: claim for claim in map(json.loads, lines)}


def test_the_update_that_says_otherwise_comes_with_the_claim(ours: dict[str, Json]) -> None:
    claim = ours["C008"]  # fatigue, of which the update reports no difference in words
    (later,) = claim["later_evidence"]
    assert later["source"]["source_id"] == "wang-2024"
    assert (later["updates"], later["finds"], later["decided_by"]) == ("wang-2021", "says_otherwise", "words")
    assert [each["estimate_id"] for each in later["estimates"]] == ["E16"]
    assert claim["verdict"]["because"]["estimates"] == ["E16"]
    # what is odd in that estimate travels with the claim that it bears on
    assert "estimate-outside-interval" in [caveat["rule"] for caveat in claim["caveats"]]
    assert ours["C007"]["later_evidence"][0]["finds"] == "other_size"
    without = [later["finds"] for later in ours["C009"]["later_evidence"] if not later["estimates"]]
    assert without == ["reports_no_result"]


def test_a_claim_names_the_interest_the_sizes_and_the_day_that_was_given(ours: dict[str, Json]) -> None:
    claim = ours["C036"]
    assert claim["article"]["publisher"] == "Cellcolabs Clinical"
    assert claim["article"]["competing_interest"].startswith("The publisher makes and provides treatments")
    (source,) = claim["sources"]
    assert (source["source_type"], source["study_count"], source["population_size"]) == ("meta_analysis", 55, 2696)
    assert {claim["built_on"] for claim in ours.values()} == {"2026-03-02"}
    superseded = {name for each in ours.values() for source in each["sources"] for name in source["superseded_by"]}
    assert superseded == {"wang-2024"}


def test_the_day_is_given_on_the_command_line_or_there_is_none(tmp_path: Path) -> None:
    for arguments, day in (([], None), (["--built-on", "2026-03-02"], "2026-03-02")):
        command = ["build", str(ROOT), "--output", str(tmp_path / "dist"), "--today", TODAY.isoformat(), *arguments]
        assert CliRunner().invoke(main, command).exit_code == 0
        document = json.loads((tmp_path / "dist/claims.json").read_text(encoding="utf-8"))
        lines = (tmp_path / "dist/claims.ndjson").read_text(encoding="utf-8").splitlines()
        assert {document["built_on"], *(json.loads(line)["built_on"] for line in lines)} == {day}


def test_the_verdict_is_a_column_of_the_frame() -> None:
    pytest.importorskip("pandas")
    built = build(load(ROOT, today=DATA_TODAY))
    frame = built.to_frame().set_index("claim_id")
    assert frame["verdict"]["C036"] == "source_inconsistent"
    assert frame["verdict"].notna().all()
