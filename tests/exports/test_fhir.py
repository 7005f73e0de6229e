"""``evidence.fhir.json`` is FHIR R5 as fhir.resources reads it, and says what the tables say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.exports import fhir
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from fhir.resources.bundle import Bundle as FhirBundle

from tests.edits import DATA_TODAY, ROOT, TODAY, Edit
from tests.exports.test_claimsjson import FULL


def resources(folder: Path) -> dict[str, dict[str, Any]]:
    """Each resource by the last part of its address; all of them as fhir.resources takes them."""
    package = load(folder, today=TODAY)
    text = "".join(fhir.pieces(Bundle(package, run(package, []))))
    FhirBundle.model_validate_json(text)
    entries = json.loads(text)["entry"]
    found = {entry["fullUrl"].rpartition("/")[2]: entry["resource"] for entry in entries}
    assert len(found) == len(entries)
    return found


def edited(folder: Path, edit: Edit) -> dict[str, dict[str, Any]]:
    edit.apply(folder)
    return resources(folder)


def test_our_data_have_a_citation_for_each_source_and_evidence_for_each_estimate() -> None:
    found = resources(ROOT)
    package = load(ROOT, today=DATA_TODAY)
    identified = [row.key for row in package.table("sources") if row["status"] == "identified"]
    estimates = [row.key for row in package.table("estimates")]
    assert list(found) == [*identified, *estimates]
    assert {name for name in found if found[name]["resourceType"] == "Citation"} == set(identified)


def test_a_result_has_its_numbers_and_its_source() -> None:
    """RR 0.78 (95 % CI 0.65 to 0.94), as its source prints it."""
    evidence = resources(ROOT)["E11"]
    [statistic] = evidence["statistic"]
    assert statistic["statisticType"]["coding"][0]["display"] == "Relative Risk"
    assert statistic["quantity"] == {"value": 0.78}
    [interval] = [each for each in statistic["attributeEstimate"] if "range" in each]
    assert (interval["level"], interval["range"]) == (0.95, {"low": {"value": 0.65}, "high": {"value": 0.94}})
    assert evidence["citeAsReference"]["reference"].startswith(
        "urn:claimpack:package:msc-therapy-safety-claims:source/"
    )


def test_every_column_filled_is_valid(tmp_path: Path) -> None:
    assert edited(tmp_path, FULL)


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        (
            "as_named",
            {"exposure": "Bright light therapy", "referenceExposure": "Dim light", "measuredVariable": "Headache"},
        ),
        (
            "arms_swapped",
            {"exposure": "Dim light", "referenceExposure": "Bright light therapy", "measuredVariable": "Headache"},
        ),
        ("opposite_event", {"exposure": "Bright light therapy", "measuredVariable": "The opposite of: Headache"}),
    ],
)
def test_which_way_a_result_runs_is_kept(tmp_path: Path, cells: str, roles: dict[str, str]) -> None:
    edit = Edit(csv={"estimates": f"estimate_id,orientation\nE1,{cells}\n"})
    told = {
        each["variableRole"]["coding"][0]["code"]: each["description"]
        for each in edited(tmp_path, edit)["E1"]["variableDefinition"]
    }
    assert roles.items() <= told.items()


@pytest.mark.parametrize(
    ("column", "cell", "named"),
    [
        ("interval_kind", "credible", {"coding": True}),
        ("interval_kind", "prediction", {"text": "prediction"}),
        ("interval_kind", "wald", {"coding": True}),
        ("interval_kind", "", {"coding": True}),
    ],
)
def test_an_interval_is_called_what_it_is(tmp_path: Path, column: str, cell: str, named: dict[str, Any]) -> None:
    edit = Edit(csv={"estimates": f"estimate_id,{column}\nE1,{cell}\n"})
    [statistic] = edited(tmp_path, edit)["E1"]["statistic"]
    [interval] = [each for each in statistic["attributeEstimate"] if "range" in each]
    assert {name: name == "coding" or said for name, said in interval["type"].items()} == named


@pytest.mark.parametrize(
    ("status", "notes"),
    [("none_found", []), ("concern", ["Expression of concern."]), ("retracted", ["Retracted."])],
)
def test_a_retraction_is_told_of_its_source(tmp_path: Path, status: str, notes: list[str]) -> None:
    citation = edited(tmp_path, Edit(csv={"sources": f"source_id,retraction_status,note\nS1,{status},\n"}))["S1"]
    assert [note["text"] for note in citation.get("note", ())] == notes


def test_what_supersedes_a_source_is_told_if_it_is_there_too(tmp_path: Path) -> None:
    rows = "source_id,status,title,superseded_by\nS1,identified,An invented review,S2;S3\nS3,unidentified,,\n"
    [related] = edited(tmp_path, Edit(csv={"sources": rows}))["S1"]["citedArtifact"]["relatesTo"]
    assert related["type"] == "replaced-with"
    assert related["resourceReference"]["reference"].endswith(":source/S2")


def test_heterogeneity_and_the_p_value_are_told_beside_the_interval(tmp_path: Path) -> None:
    rows = "estimate_id,i_squared,p_relation,p_value\nE1,34,<,0.05\n"
    [statistic] = edited(tmp_path, Edit(csv={"estimates": rows}))["E1"]["statistic"]
    told = [(each["type"]["coding"][0]["display"], each.get("quantity")) for each in statistic["attributeEstimate"]]
    assert told == [
        ("Confidence interval", None),
        ("P-value", {"value": 0.05, "comparator": "<"}),
        ("I-squared", {"value": 34, "unit": "%"}),
    ]
