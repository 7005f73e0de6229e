"""What a claim that qualifies another says is a caveat of the other, in every file, in the API and to its readers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from claimpack import build
from claimpack.engine import run
from claimpack.exports import claimsjson
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules
from jsonschema import Draft202012Validator
from rdflib import Graph

from tests.edits import EXAMPLE, ROOT, TODAY, Edit
from tests.exports.wholerecords import whole

Json = dict[str, Any]

NOTE = "Nobody looked for longer than a year."

# C5 says "Little is known about the long run." C6 restates C1, which C5 qualifies twice over: once by itself, and once
# by what it says of C4.
RELATED = Edit(
    file={
        "claims/relations.csv": "claim_id,relation,target_claim_id,note\n"
        f"C5,qualifies,C4,\nC5,qualifies,C1,{NOTE}\nC2,qualifies,C1,Headache is mild at first.\nC6,restates,C1,\n"
    },
    csv={
        "claims": "claim_id,passage_id,claim_type,statement,intervention,population,comparator,outcome,"
        "effect_direction,population_basis,source_ids\n"
        "C6,P3,study_result,Headache was no more frequent.,bright_light,adults,dim_light,headache,no_difference,"
        "not_reported,S1\n"
    },
    replace={"claims/claims.csv": [["1640,stated,12,,S1", "1640,stated,12,2015,S1"]]},
)

JUDGED = {"acknowledged_by": None, "acknowledged_on": None, "review_by": None}


def qualifier(claim: str, limiting: str, message: str, reason: str | None) -> Json:
    """What is expected of a caveat, but for its fingerprint."""
    return {
        "kind": "qualifier",
        "rule": None,
        "severity": "note",
        "message": message,
        "resource": "claims",
        "subjects": [claim, limiting],
        "reviewed": reason is not None,
        "reason": reason,
    } | JUDGED


EXPECTED = {
    "C1": [
        qualifier("C1", "C5", "Qualified by C5: Little is known about the long run", NOTE),
        qualifier(
            "C1",
            "C2",
            "Qualified by C2: Treatment may bring on a mild headache at first",
            "Headache is mild at first.",
        ),
    ],
    "C4": [qualifier("C4", "C5", "Qualified by C5: Little is known about the long run", None)],
}
"""By claim, in the order of relations.csv. C6, which restates C1, inherits nothing."""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("qualified")
    RELATED.apply(folder)
    build(load(folder, today=TODAY), allow_warnings=True).write(folder / "dist")
    return folder / "dist"


def told(caveats: list[Json]) -> list[Json]:
    found = [
        {name: value for name, value in caveat.items() if name not in ("fingerprint", "plain")} for caveat in caveats
    ]
    return [caveat for caveat in found if caveat["kind"] == "qualifier"]


def test_the_document_and_the_lines_tell_it_beside_the_claim(dist: Path) -> None:
    claims = whole(json.loads((dist / "claims.json").read_text(encoding="utf-8")))["claims"]
    lines = [json.loads(line) for line in (dist / "claims.ndjson").read_text(encoding="utf-8").splitlines()]
    for claim in (*claims, *lines):  # these are in the order of the table, which whole does not know
        claim["targeted_by"].sort(key=lambda each: (each["claim_id"], each["relation"]))
    assert claims == lines
    assert {claim["claim_id"]: told(claim["caveats"]) for claim in claims if told(claim["caveats"])} == EXPECTED
    schema = json.loads((dist / "schemas/claim.schema.json").read_text(encoding="utf-8"))
    for claim in claims:
        Draft202012Validator(schema).validate(claim)


def test_problems_come_before_it(dist: Path) -> None:
    claims = whole(json.loads((dist / "claims.json").read_text(encoding="utf-8")))["claims"]
    kinds = {claim["claim_id"]: [caveat["kind"] for caveat in claim["caveats"]] for claim in claims}
    assert kinds["C1"] == ["problem", "qualifier", "qualifier"]  # the year of S1 is another one


def test_linked_data_tells_it_with_its_reason(dist: Path) -> None:
    graph = Graph().parse(dist / "claims.jsonld", format="json-ld")
    query = """
        PREFIX cp: <urn:claimpack:vocabulary:>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?claim ?message ?reason WHERE {
          ?caveat cp:caveat_kind <urn:claimpack:vocabulary:caveat_kind/qualifier> ;
                  oa:hasTarget ?claim ; oa:hasBody/rdf:value ?message .
          OPTIONAL { ?caveat cp:reason ?reason }
        }
    """
    found = {(str(row[0]).rpartition(":")[2], str(row[1]), row[2] and str(row[2])) for row in graph.query(query)}
    assert {(name.rpartition("/")[2], message, reason) for name, message, reason in found} == {
        (claim, each["message"], each["reason"]) for claim, caveats in EXPECTED.items() for each in caveats
    }


def test_the_readmes_list_shows_it_without_a_change(dist: Path) -> None:
    readme = (ROOT / "schemas/README.md").read_text(encoding="utf-8")
    script = readme.partition("# list.py\n")[2].partition("```")[0]
    built = build(load(dist.parent, today=TODAY), allow_warnings=True)
    caveats = [caveat for claim in built.claims for caveat in claim.caveats if caveat.kind == "qualifier"]
    assert [caveat.reason for caveat in caveats] == [each["reason"] for name in EXPECTED for each in EXPECTED[name]]
    command = [sys.executable, "-c", script.replace('build(".")', 'build(".", allow_warnings=True)')]
    shown = subprocess.run(command, cwd=dist.parent, capture_output=True, text=True, check=True).stdout
    assert f"  note: The article limits this elsewhere: “Little is known about the long run”. {NOTE}\n" in shown
    assert "  note: The article limits this elsewhere: “Little is known about the long run”. Not reviewed.\n" in shown


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(csv={"claims": "claim_id,outcome\nC5,nowhere\n"}), id="the one that qualifies names nothing"),
        pytest.param(Edit(csv={"claims": "claim_id,outcome\nC4,nowhere\n"}), id="the one that is qualified is dropped"),
        pytest.param(
            Edit(append={"claims/relations.csv": "C9,qualifies,C1,So.\nC5,qualifies,C9,So.\n"}), id="neither is there"
        ),
        pytest.param(Edit(append={"claims/relations.csv": "C1,qualifies,C1,So.\n"}), id="it qualifies itself"),
        pytest.param(Edit(csv={"claims": "claim_id,statement\nC5,\n"}), id="it says nothing"),
    ],
)
def test_what_is_not_in_order_is_no_crash(edit: Edit, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    package = load(tmp_path, today=TODAY)
    found = whole(json.loads("".join(claimsjson.pieces(Bundle(package, run(package, all_rules()))))))
    for claim in found["claims"]:
        for caveat in told(claim["caveats"]):
            assert caveat["subjects"] == ["C4", "C5"]
            assert caveat["subjects"][0] == claim["claim_id"]


@pytest.mark.parametrize("package", [EXAMPLE, ROOT], ids=["the example", "our own"])
def test_each_row_that_qualifies_is_one_caveat(package: Path) -> None:
    built = build(load(package, today=TODAY), allow_warnings=True)
    relations = {
        (relation.target_claim_id, claim.claim_id, relation.note)
        for claim in built.claims
        for relation in claim.relations
        if relation.relation == "qualifies"
    }
    caveats = [caveat for claim in built.claims for caveat in claim.caveats if caveat.kind == "qualifier"]
    assert {(*caveat.subjects, caveat.reason) for caveat in caveats} == relations
    assert len(caveats) == len(relations)
    assert all(len(caveat.fingerprint) == 16 for caveat in caveats)
    assert len({caveat.fingerprint for caveat in caveats}) == len(caveats)


def test_its_fingerprint_stays_until_what_it_says_changes(tmp_path: Path) -> None:
    def fingerprint(folder: str, edit: Edit) -> str:
        edit.apply(tmp_path / folder)
        built = build(load(tmp_path / folder, today=TODAY), allow_warnings=True)
        (found,) = (caveat for claim in built.claims for caveat in claim.caveats if caveat.kind == "qualifier")
        return found.fingerprint

    as_it_is = fingerprint("a", Edit())
    assert fingerprint("b", Edit(csv={"claims": "claim_id,note\nC5,See there.\n"})) == as_it_is
    assert fingerprint("c", Edit(csv={"claims": "claim_id,statement\nC5,Nothing is known.\n"})) != as_it_is
    noted = Edit(csv={"relations": "claim_id,relation,target_claim_id,note\nC5,qualifies,C4,So.\n"})
    assert fingerprint("d", noted) != as_it_is
