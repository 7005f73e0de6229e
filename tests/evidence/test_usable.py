"""Which records evidence can rest on, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.usable import UsableRecords
from claimpack.package.load import load
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import left_out

from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY, Edit
from tests.evidence.records import table_of

WHY = "with an invalid cell or a reference to a missing record"


def evidence(folder: Path, **edit: object) -> Evidence:
    Edit(**edit).apply(folder / "package")  # type: ignore[arg-type]
    return evidence_of(load(folder / "package", today=TODAY))


def ids(records: UsableRecords) -> list[str]:
    return list(records.cells(records.table.schema.primary_key[0]))


def reasons(*records: UsableRecords) -> list[str]:
    return [each.reason for each in left_out(*records)]


def test_all_records_of_packages_without_faults(tmp_path: Path) -> None:
    for each in evidence_of(load(ROOT, today=DATA_TODAY)), evidence(tmp_path):
        for records in each.claims, each.estimates, each.sources, each.relations:
            assert len(records) == len(list(records)) == len(records.table) > 0
            assert reasons(records) == []
            assert records.named_by_unusable(["note"], ["C1"]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "estimate_id,estimate\nE1,1.05abc\n",  # no number
        "estimate_id,estimate\nE1,1e5\n",  # not written plainly
        "estimate_id,p_value\nE1,1.5\n",  # out of the schema's range
        "estimate_id,measure\nE1,XX\n",  # no such word
        "estimate_id,measure\nE1,\n",  # required
        "estimate_id,source_id\nE1,S9\n",  # not there
        "estimate_id,outcome\nE1,nausea\n",
        "estimate_id,outcome\nE1,adults\n",  # a population is no outcome
        "estimate_id,population\nE1,headache\n",
    ],
)
def test_an_estimate_that_is_left_out(tmp_path: Path, text: str) -> None:
    records = evidence(tmp_path, csv={"estimates": text}).estimates
    assert ids(records) == ["E2"]
    assert reasons(records) == [f"1 estimate {WHY}"]


@pytest.mark.parametrize(
    "text",
    [
        "claim_id,source_ids\nC2,S1;S9\n",  # one of a list that is not there
        "claim_id,source_ids\nC2,S1;;S2\n",
        "claim_id,source_ids\nC2,  \n",  # white space names nothing that is there
        "claim_id,passage_id\nC2,P99\n",
        "claim_id,route\nC2,adults\n",
        "claim_id,population_size\nC2,1.5\n",
        "claim_id,effect_direction\nC2,\n",
        "claim_id,statement\nC2,  \n",
    ],
)
def test_a_claim_that_is_left_out(tmp_path: Path, text: str) -> None:
    records = evidence(tmp_path, csv={"claims": text}).claims
    assert ids(records) == ["C1", "C3", "C4", "C5"]
    assert reasons(records) == [f"1 claim {WHY}"]


def test_what_rests_on_a_source_that_is_left_out_is_left_out(tmp_path: Path) -> None:
    found = evidence(tmp_path, csv={"sources": "source_id,status\nS1,perhaps\n"})
    assert ids(found.sources) == ["S2"]
    assert {estimate["source_id"] for estimate in found.estimates} <= {"S2"}
    assert {name for claim in found.claims for name in claim.items("source_ids")} <= {"S2"}
    assert len(found.claims) < len(found.claims.table)
    assert len(found.estimates) < len(found.estimates.table)


def test_records_with_one_key_that_differ_are_lost(tmp_path: Path) -> None:
    """Which of them counts may not depend on their order."""
    edit = {"claims/sources.csv": "S1,unidentified,,,,,,,,,,,,,,,,,,,\n"}
    records = evidence(tmp_path, append=edit).sources
    assert ids(records) == ["S2"]
    assert reasons(records) == [f"2 sources {WHY}"]


def test_of_records_that_say_the_same_the_first_stays(tmp_path: Path) -> None:
    [same] = [line for line in (EXAMPLE / "claims/sources.csv").read_text().splitlines() if line.startswith("S1,")]
    records = evidence(tmp_path, append={"claims/sources.csv": f"{same}\n"}).sources
    assert ids(records) == ["S1", "S2"]
    assert reasons(records) == [f"1 source {WHY}"]


def test_records_keep_their_number(tmp_path: Path) -> None:
    records = evidence(tmp_path, csv={"claims": "claim_id,passage_id\nC1,P99\nC3,P98\n"}).claims
    assert [record.number for record in records] == list(records.numbers) == [1, 3, 4]
    assert reasons(records) == [f"2 claims {WHY}"]
    claim = records.by_id["C4"]
    assert (claim.number, claim["claim_id"]) == (3, "C4")
    assert (claim.place("route").row, claim.place("route").cell) == (5, "F5")
    assert set(records.by_id) == {"C2", "C4", "C5"}
    assert [record.number for record in records.where("effect_direction", {"uncertain"})] == [4]
    assert records.filled("claim_id") == list(records)
    assert records.filled("conditions") == [record for record in records if record["conditions"]]


def test_relations_need_both_ends(tmp_path: Path) -> None:
    edit = {"claims/relations.csv": "C9,qualifies,C1,\nC1,qualifies,C9,\nC2,qualifies,C1,\n"}
    records = evidence(tmp_path, append=edit).relations
    assert ids(records) == ["C5", "C2"]
    assert reasons(records) == [f"2 relations {WHY}"]


def test_what_the_lost_name_may_be_one_of_those_that_are_known_or_any_of_them(tmp_path: Path) -> None:
    edit = {"claims/relations.csv": "C9,qualifies,C1,\nC1,qualifies,C9,\nC2,restates,C1,\n"}
    records = evidence(tmp_path, append=edit).relations
    known = ["C1", "C2", "C3"]
    assert records.names_in_unusable(["claim_id"]) == {"C1", "C9"}
    assert records.named_by_unusable(["claim_id"], [*known, "C9"]) == {"C1", "C9"}
    assert records.named_by_unusable(["claim_id"], iter(known)) == set(known)


def test_what_names_a_table_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    without = evidence(tmp_path, delete=["claims/concepts.csv"])
    assert len(without.relations) == 1
    for name in "claims", "estimates":
        with pytest.raises(Unavailable):
            getattr(without, name)


def test_what_needs_a_column_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    without = evidence(tmp_path, replace={"claims/estimates.csv": [["measure", "measures"]]})
    with pytest.raises(Unavailable, match="has no column measure"):
        _ = without.estimates
    assert len(without.sources) == 2


@pytest.mark.parametrize(
    ("unusable", "known", "named"),
    [
        ([], ["S1", "S2"], set()),
        ([0], ["S1", "S2"], {"S1"}),
        ([1], ["S1", "S2", "S3", "S4"], {"S2", "S3"}),
        ([1], ["S1", "S2"], {"S1", "S2"}),  # S3 may have been meant for any of them
        ([0, 1], ["S1", "S2", "S3"], {"S1", "S2", "S3"}),
    ],
)
def test_each_item_of_a_list_is_named(unusable: list[int], known: list[str], named: set[str]) -> None:
    rows = [{"claim_id": "C1", "source_ids": "S1"}, {"claim_id": "C2", "source_ids": "S2; S3"}]
    assert UsableRecords(table_of("claims", rows), unusable).named_by_unusable(["source_ids"], known) == named


def test_the_article_of_each_passage(tmp_path: Path) -> None:
    assert evidence(tmp_path).article_of == {f"P{number}": "light" for number in range(1, 9)}
