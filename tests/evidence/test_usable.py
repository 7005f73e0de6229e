"""Which records evidence can rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edits import ROOT, TODAY, Edit
from tests.evidence.records import table_of
from validator.evidence.evidence import Evidence, evidence_of
from validator.evidence.usable import UsableRecords
from validator.package.load import load
from validator.package.unavailable import Unavailable

TABLES = ("claims", "estimates", "sources", "relations")


def evidence(folder: Path, **edit: object) -> Evidence:
    Edit(**edit).apply(folder / "package")  # type: ignore[arg-type]
    return evidence_of(load(folder / "package", today=TODAY))


def ids(records: UsableRecords) -> list[str]:
    return [record[records.table.columns[0]] for record in records]


@pytest.mark.parametrize("name", TABLES)
def test_all_records_of_packages_without_faults(name: str, tmp_path: Path) -> None:
    for each in evidence_of(load(ROOT, today=TODAY)), evidence(tmp_path):
        records: UsableRecords = getattr(each, name)
        assert len(records) == len(records.table) > 0
        assert list(records) == list(records.table)
        assert records.lost == []
        assert records is getattr(each, name), "found out once"


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
def test_an_estimate_that_is_left_out(text: str, tmp_path: Path) -> None:
    records = evidence(tmp_path, csv={"estimates": text}).estimates
    assert (ids(records), records.lost) == (["E2"], [0])


@pytest.mark.parametrize(
    "text",
    [
        "claim_id,source_ids\nC2,S1;S9\n",  # one of a list that is not there
        "claim_id,source_ids\nC2,S1;;S2\n",
        "claim_id,passage_id\nC2,P99\n",
        "claim_id,route\nC2,adults\n",
        "claim_id,population_size\nC2,1.5\n",
        "claim_id,effect_direction\nC2,\n",
        "claim_id,statement\nC2,  \n",
    ],
)
def test_a_claim_that_is_left_out(text: str, tmp_path: Path) -> None:
    records = evidence(tmp_path, csv={"claims": text}).claims
    assert (ids(records), records.lost) == (["C1", "C3", "C4", "C5"], [1])


def test_what_rests_on_a_source_that_is_left_out_is_left_out(tmp_path: Path) -> None:
    found = evidence(tmp_path, csv={"sources": "source_id,status\nS1,perhaps\n"})
    assert ids(found.sources) == ["S2"]
    assert {estimate["source_id"] for estimate in found.estimates} <= {"S2"}
    assert {name for claim in found.claims for name in claim.items("source_ids")} <= {"S2"}
    assert len(found.estimates) + len(found.estimates.lost) == len(found.estimates.table)


def test_of_records_with_one_key_the_first_stays(tmp_path: Path) -> None:
    edit = {"claims/sources.csv": "S1,unidentified,,,,,,,,,,,,,,,,,,,\n"}
    records = evidence(tmp_path, append=edit).sources
    assert ids(records) == ["S1", "S2"]
    assert list(records.cells("status")) == ["identified", "identified"]
    assert records.lost == [2]


def test_records_keep_their_number(tmp_path: Path) -> None:
    records = evidence(tmp_path, csv={"claims": "claim_id,passage_id\nC1,P99\nC3,P98\n"}).claims
    assert list(records.numbers) == [record.number for record in records] == [1, 3, 4]
    assert records.lost == [0, 2]
    claim = records.by_id["C4"]
    assert (claim.number, claim.place("route").row, claim.place("route").cell) == (3, 5, "F5")
    assert [record.number for record in records.where("effect_direction", {"uncertain"})] == [4]
    assert list(records.by_id) == list(records.cells("claim_id")) == ["C2", "C4", "C5"]
    assert records.filled("claim_id") == list(records)
    assert records.filled("conditions") == [record for record in records if record["conditions"]]


def test_relations_need_both_ends(tmp_path: Path) -> None:
    edit = {"claims/relations.csv": "C9,qualifies,C1,\nC1,qualifies,C9,\nC2,qualifies,C1,\n"}
    records = evidence(tmp_path, append=edit).relations
    assert (ids(records), records.lost) == (["C5", "C2"], [1, 2])


def test_what_names_a_table_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    without = evidence(tmp_path, delete=["claims/concepts.csv"])
    assert len(without.relations) == 1
    for name in ("claims", "estimates"):
        with pytest.raises(Unavailable):
            getattr(without, name)


def test_what_needs_a_column_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    without = evidence(tmp_path, replace={"claims/estimates.csv": [["measure", "measures"]]})
    with pytest.raises(Unavailable, match="has no column measure"):
        _ = without.estimates
    assert len(without.sources) == 2


LOST = [{"claim_id": "C1", "source_ids": "S1"}, {"claim_id": "C2", "source_ids": "S2; S3"}, {"claim_id": "C3"}]


@pytest.mark.parametrize(
    ("lost", "known", "named"),
    [
        ([], ["S1", "S2"], set()),
        ([0], ["S1", "S2"], {"S1"}),
        ([1], ["S1", "S2", "S3", "S4"], {"S2", "S3"}),
        ([1], ["S1", "S2"], {"S1", "S2"}),  # S3 may have been meant for any of them
        ([0, 1], ["S1", "S2", "S3"], {"S1", "S2", "S3"}),
    ],
)
def test_ids_that_records_which_were_left_out_name(lost: list[int], known: list[str], named: set[str]) -> None:
    records = UsableRecords(table_of("claims", LOST), lost)
    assert records.named_by_lost(["source_ids"], known) == named


def test_names_in_records_that_were_left_out() -> None:
    records = UsableRecords(table_of("claims", LOST), [1, 2])
    assert records.names_in_lost(["claim_id", "source_ids"]) == {"C2", "S2", "S3", "C3", ""}
    assert UsableRecords(records.table, []).names_in_lost(["claim_id"]) == set()
