"""Which problems travel with which records, and what people said of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.exports import claimsjson, report
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from claimpack.rules.catalogue import choose_rules

from tests.edits import EXAMPLE, ROOT, TODAY, Edit
from tests.exports.wholerecords import whole

LISTS = {
    "articles": "article_id",
    "sources": "source_id",
    "estimates": "estimate_id",
    "concepts": "concept_id",
    "claims": "claim_id",
}
JUDGEMENT = ("reason", "acknowledged_by", "acknowledged_on", "review_by")
SEVERITIES = ("error", "warning", "note")
Json = dict[str, Any]


def given(package: Path, *rules: str, today: date = TODAY) -> tuple[Json, Json]:
    """What apps are given of a package that was checked by ``rules``, or by all, and the report it rests on."""
    loaded = load(package, list(package.glob("article.txt")), today=today)
    bundle = Bundle(loaded, run(loaded, choose_rules(rules)))
    return whole(json.loads("".join(claimsjson.pieces(bundle)))), json.loads("".join(report.pieces(bundle)))


def records(claims_json: Json) -> Iterator[tuple[str, Json]]:
    for name, key in LISTS.items():
        for record in claims_json[name]:
            yield f"{name} {record[key]}", record


def carrying(claims_json: Json, rule: str) -> list[str]:
    return sorted(name for name, record in records(claims_json) if any(c["rule"] == rule for c in record["caveats"]))


def problems_of(record: Json) -> list[Json]:
    """The caveats that are problems; in the example, C5 qualifies C4 besides."""
    return [caveat for caveat in record["caveats"] if caveat["kind"] == "problem"]


@dataclass(frozen=True)
class Case:
    """A problem that ``rule`` sees in the edited example package, and the records that it is to travel with."""

    name: str
    edit: Edit
    rule: str
    carried_by: tuple[str, ...]


# Of the example package: C1 and C2 cite S1, whose E1 is on headache, what they both are about; C2, C3 and C4 cite S2,
# whose E2 is on eye damage, what C4 is about. C2 stands on P5, C5 cites nothing.
CASES = [
    Case(
        "a claim's own, which names an estimate that bears on another claim too",
        Edit(csv={"claims": "claim_id,effect_direction\nC1,increased\n"}),
        "direction-contradicts-estimate",
        ("claims C1",),
    ),
    Case(
        "between a claim and one that restates it",
        Edit(
            csv={
                "claims": "claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,"
                "population_size,population_basis,source_ids\n"
                "C6,P5,adverse_event,It may bring on a headache.,bright_light,headache,occurs,1640,from_source,S1;S2\n",
                "relations": "claim_id,relation,target_claim_id\nC6,restates,C2\n",
            }
        ),
        "dropped-qualifier",
        ("claims C2", "claims C6"),
    ),
    Case(
        "of the relation between two claims",
        Edit(csv={"relations": "claim_id,relation,target_claim_id\nC4,contradicts,C3\n"}),
        "invalid-relation",
        ("claims C3", "claims C4"),
    ),
    Case(
        "of a source, with the claims that cite it",
        Edit(
            csv={
                "sources": "source_id,status,source_type,title,issued_on,intervention,retraction_status,"
                "retraction_checked_on\nS2,unidentified,,,,,,\n"
            }
        ),
        "unidentified-source",
        ("claims C2", "claims C3", "claims C4", "sources S2"),
    ),
    Case(
        "of a source that another supersedes: not with the claims that cite the other",
        Edit(
            csv={
                "sources": "source_id,status,title,issued_on,superseded_by\n"
                "S1,identified,An older review,2020,S3\nS3,identified,A later review,2024,\n",
                "claims": "claim_id,source_ids\nC5,S3\n",
            }
        ),
        "superseded-source",
        ("claims C1", "claims C2", "sources S1"),
    ),
    Case(
        "of an estimate, with the claims it bears on: not with all that cite its source",
        Edit(
            csv={
                "estimates": "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,"
                "locator\nE3,S2,eye_damage,OR,as_named,1.15,0.80,1.20,95,abstract\n"
            }
        ),
        "interval-asymmetric",
        ("claims C4", "estimates E3"),
    ),
    Case(
        "of an estimate that bears on two claims, on one of them indirectly",
        Edit(csv={"estimates": "estimate_id,estimate\nE1,1.20\n"}),
        "interval-asymmetric",
        ("claims C1", "claims C2", "estimates E1"),
    ),
    Case(
        "of an estimate of a source that no claim cites",
        Edit(
            csv={
                "sources": "source_id,status,title\nS3,identified,An invented paper\n",
                "estimates": "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,"
                "locator\nE3,S3,headache,OR,as_named,1.15,0.80,1.20,95,abstract\n",
            }
        ),
        "interval-asymmetric",
        ("estimates E3",),
    ),
    Case(
        "of a passage, with the claims that stand on it",
        Edit(
            csv={
                "claims": "claim_id,passage_id,claim_type,statement,effect_direction,population_basis,source_ids\n"
                "C2,P5,adverse_event,Treatment may bring on a mild headache.,occurs,from_source,S1\n"
                "C6,P5,requirement,A stand-in.,not_applicable,not_applicable,S1\n"
            }
        ),
        "citation-mismatch",
        ("claims C2", "claims C6"),
    ),
    Case(
        "of an article, with all its claims",
        Edit(csv={"articles": "article_id,text_length\nlight,327\n"}),
        "article-changed",
        ("articles light", "claims C1", "claims C2", "claims C3", "claims C4", "claims C5"),
    ),
    Case(
        "of a concept, with the claims about it",
        Edit(csv={"concepts": "concept_id,same_as\nadults,HP\n"}),
        "invalid-identifier",
        ("claims C1", "concepts adults"),
    ),
    Case(
        "of a concept that is broader than those of the claims",
        Edit(csv={"concepts": "concept_id,same_as\nlight_therapy,HP\n"}),
        "invalid-identifier",
        ("concepts light_therapy",),
    ),
    Case(
        "of a cell's form, which nobody can accept and no reader needs to know of",
        Edit(csv={"concepts": "concept_id,definition\nadults,Two  spaces\n"}),
        "unnormalised-text",
        (),
    ),
    Case(
        "a claim's own, which names an estimate that is named like another claim",
        Edit(
            csv={"claims": "claim_id,effect_direction\nC1,increased\n"},
            replace={"claims/estimates.csv": [["E1,", "C3,"]]},
        ),
        "direction-contradicts-estimate",
        ("claims C1",),
    ),
    Case(
        "a claim's own, which names a passage that is named like another claim",
        Edit(
            csv={"claims": "claim_id,source_ids\nC3,S1;S2\n"},
            replace={"claims/passages.csv": [["P6,", "C1,"]], "claims/claims.csv": [["C3,P6,", "C3,C1,"]]},
        ),
        "citation-mismatch",
        ("claims C3",),
    ),
    Case(
        "of a source that is named like a claim",
        Edit(
            csv={
                "sources": "source_id,status\nC4,unidentified\n",
                "references": "article_id,citation,source_id\nlight,3,C4\n",
                "claims": "claim_id,source_ids\nC3,S2;C4\n",
            }
        ),
        "unidentified-source",
        ("claims C3", "sources C4"),
    ),
    Case(
        "of an estimate that is named like a claim, a source and a concept",
        Edit(
            csv={
                "sources": "source_id,status,title\nC3,identified,An invented paper\n",
                "concepts": "concept_id,kind,label\nC3,population,Children\n",
                "claims": "claim_id,population\nC5,C3\n",
                "estimates": "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,"
                "locator\nC3,S2,eye_damage,OR,as_named,1.15,0.80,1.20,95,abstract\n",
            }
        ),
        "interval-asymmetric",
        ("claims C4", "estimates C3"),
    ),
    Case(
        "of a passage that is named like a claim",
        Edit(
            csv={"claims": "claim_id,source_ids\nC2,S1\n"},
            replace={"claims/passages.csv": [["P5,", "C1,"]], "claims/claims.csv": [["C2,P5,", "C2,C1,"]]},
        ),
        "citation-mismatch",
        ("claims C2",),
    ),
    Case(
        "of a concept that is named like a claim",
        Edit(
            csv={
                "concepts": "concept_id,kind,label,same_as\nC1,population,Children,HP\n",
                "claims": "claim_id,population\nC5,C1\n",
            }
        ),
        "invalid-identifier",
        ("claims C5", "concepts C1"),
    ),
    Case(
        "of a passage that no claim rests on",
        Edit(csv={"passages": "passage_id,coverage,coverage_reason\nP2,claims,\n"}),
        "passage-without-claim",
        (),
    ),
    Case("of a table as a whole", Edit(replace={"claims/claims.csv": [["\n", "\r\n"]]}), "unnormalised-text", ()),
    Case(
        "of an acknowledgement, be it of a claim",
        Edit(
            csv={
                "acknowledgements": "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by\n"
                f"year-mismatch,C1,{'0' * 16},It was so.,A curator,2026-01-01,2026-01-02\n"
            }
        ),
        "expired-acknowledgement",
        (),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_problem_travels_with_the_records_it_is_of(case: Case, tmp_path: Path) -> None:
    case.edit.apply(tmp_path)
    claims_json, found = given(tmp_path, case.rule)
    (problem,) = found["problems"]
    assert carrying(claims_json, case.rule) == sorted(case.carried_by)
    told = ("rule", "severity", "message", "resource", "subjects", "fingerprint")
    plain = [caveat.pop("plain") for _, record in records(claims_json) for caveat in problems_of(record)]
    assert all(each == plain[0] and each["message_id"].startswith(case.rule) for each in plain)
    expected = (
        {"kind": "problem"} | {name: problem[name] for name in told} | {"reviewed": False} | dict.fromkeys(JUDGEMENT)
    )
    if problem["resource"] == "relations":
        expected["resource"] = "claims"  # a relation is no record of its own in the document
    for name, record in records(claims_json):
        assert problems_of(record) in ([], [expected]), name


def test_a_package_without_problems_has_no_caveats() -> None:
    claims_json, found = given(EXAMPLE)
    assert found["problems"] == []
    assert [name for name, record in records(claims_json) if problems_of(record)] == []


# C1 has an error (of E1), and a warning and a note of its own, and C2 the error alone.
GRAVE = Edit(
    csv={
        "claims": "claim_id,stated_year,frequency\nC1,2015,common\n",
        "estimates": "estimate_id,estimate\nE1,1.50\n",
    }
)
ERROR, WARNING, NOTE = RULES = ("estimate-outside-interval", "year-mismatch", "frequency-without-rate")


@pytest.fixture
def grave(tmp_path: Path) -> Path:
    GRAVE.apply(tmp_path)
    return tmp_path


def acknowledge(package: Path, review_by: dict[str, str]) -> None:
    """Accepts the problems of the rules in ``review_by``, each up to a day or for good."""
    _, found = given(package, *RULES)
    names = "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by"
    lines = [
        f"{rule},{problem['subjects'][0]},{problem['fingerprint']},It is printed so.,A curator,2026-01-15,{day}"
        for rule, day in review_by.items()
        for problem in found["problems"]
        if problem["rule"] == rule
    ]
    (package / "claims/acknowledgements.csv").write_text("\n".join([names, *lines, ""]), encoding="utf-8")


def test_the_gravest_comes_first_and_each_says_who_judged_it(grave: Path) -> None:
    acknowledge(grave, {ERROR: "2026-12-31", WARNING: ""})
    claims_json, _ = given(grave, *RULES)
    claims = {claim["claim_id"]: claim["caveats"] for claim in claims_json["claims"]}
    said = (True, "It is printed so.", "A curator", "2026-01-15")
    columns = ("rule", "severity", "reviewed", *JUDGEMENT)
    assert [tuple(caveat[column] for column in columns) for caveat in claims["C1"]] == [
        (ERROR, "error", *said, "2026-12-31"),
        (WARNING, "warning", *said, None),
        (NOTE, "note", False, None, None, None, None),
    ]
    assert [caveat["rule"] for caveat in claims["C2"]] == [ERROR]


def test_a_judgement_counts_up_to_its_day(grave: Path) -> None:
    acknowledge(grave, {ERROR: "", WARNING: "2026-02-01"})
    for today, is_reviewed in ((date(2026, 2, 1), True), (date(2026, 2, 2), False)):
        claims_json, _ = given(grave, *RULES, today=today)
        error, warning, _ = claims_json["claims"][0]["caveats"]
        assert (error["rule"], error["reviewed"]) == (ERROR, True)
        assert (warning["rule"], warning["reviewed"]) == (WARNING, is_reviewed)
        assert [warning[name] is not None for name in JUDGEMENT] == [is_reviewed] * len(JUDGEMENT)


@pytest.fixture(scope="module")
def ours() -> tuple[Json, Json]:
    return given(ROOT, today=date(2026, 11, 29))


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / f"claims/{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_acknowledgement_of_ours_travels_with_each_claim_it_names(ours: tuple[Json, Json]) -> None:
    claims_json, _ = ours
    caveats = {claim["claim_id"]: claim["caveats"] for claim in claims_json["claims"]}
    travelled = 0
    for row in table("acknowledgements"):
        subjects = sorted(row["subjects"].split(";"))
        for name in set(subjects) & set(caveats):
            judged = [
                caveat
                for caveat in caveats[name]
                if caveat["rule"] == row["rule"] and caveat["reason"] == row["reason"] and name in caveat["subjects"]
            ]
            assert row["cause"] or subjects in [sorted(caveat["subjects"]) for caveat in judged]
            for caveat in judged:
                assert caveat["reviewed"] is True
                assert [caveat[column] or "" for column in JUDGEMENT] == [row[column] for column in JUDGEMENT]
            travelled += len(judged)
    assert travelled > 40


def test_each_acknowledged_problem_of_ours_travels_with_each_claim_it_names(ours: tuple[Json, Json]) -> None:
    claims_json, found = ours
    rows = table("acknowledgements")
    reasons = {(row["rule"], row["cause"] or row["fingerprint"]): row["reason"] for row in rows}
    caveats = {claim["claim_id"]: claim["caveats"] for claim in claims_json["claims"]}
    travelled = 0
    for problem in found["problems"]:
        assert problem["acknowledged"], "all of ours are judged"
        for name in set(problem["subjects"]) & set(caveats):
            (caveat,) = (caveat for caveat in caveats[name] if caveat["fingerprint"] == problem["fingerprint"])
            assert (caveat["message"], caveat["severity"]) == (problem["message"], problem["severity"])
            keys = [(problem["rule"], problem[name]) for name in ("fingerprint", "cause")]
            assert caveat["reason"] in [reasons[key] for key in keys if key in reasons]
            travelled += 1
    assert travelled > 40


def test_each_claim_of_ours_has_the_caveats_of_the_sources_it_cites(ours: tuple[Json, Json]) -> None:
    sources = table("sources")
    unidentified = {row["source_id"] for row in sources if row["status"] == "unidentified"}
    superseded = {row["source_id"] for row in sources if row["superseded_by"]}
    caveats = {claim["claim_id"]: claim["caveats"] for claim in ours[0]["claims"]}
    told = 0
    for row in table("claims"):
        cited = set(row["source_ids"].split(";"))
        for rule, concerned in (("unidentified-source", unidentified), ("superseded-source", superseded)):
            of = {caveat["subjects"][0] for caveat in caveats[row["claim_id"]] if caveat["rule"] == rule}
            assert of == cited & concerned, (row["claim_id"], rule)
            told += len(of)
    assert told > 30


def test_the_caveats_of_ours_are_told_once_and_the_gravest_first(ours: tuple[Json, Json]) -> None:
    for name, record in records(ours[0]):
        fingerprints = [caveat["fingerprint"] for caveat in record["caveats"]]
        assert len(fingerprints) == len(set(fingerprints)), name
        ranks = [SEVERITIES.index(caveat["severity"]) for caveat in record["caveats"]]
        assert ranks == sorted(ranks), name


def test_the_judgement_of_a_whole_cause_travels_with_each_claim(tmp_path: Path) -> None:
    claims = "".join(
        f"C{number},P3,study_result,Invented {number}.,bright_light,,,,headache,occurs,,,,,,not_reported,,2015,S1,\n"
        for number in (6, 7)
    )
    Edit(append={"claims/claims.csv": claims}).apply(tmp_path)
    loaded = load(tmp_path, today=TODAY)
    (cause,) = run(loaded, choose_rules(["year-mismatch"])).causes
    (tmp_path / "claims/acknowledgements.csv").write_text(
        "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by,cause\n"
        f"year-mismatch,C6;C7,{cause.fingerprint},The article says so.,A curator,2026-02-01,,{cause.cause}\n",
        encoding="utf-8",
    )
    claims_json, _ = given(tmp_path, "year-mismatch")
    judged = [caveat for _, record in records(claims_json) for caveat in problems_of(record)]
    assert [caveat["subjects"] for caveat in judged] == [["C6"], ["C7"]]
    assert {(each["reviewed"], each["reason"], each["acknowledged_by"]) for each in judged} == {
        (True, "The article says so.", "A curator")
    }
