"""Which records evidence can rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edits import ROOT, TODAY, Edit
from validator.evidence.sound import (
    SoundRecords,
    article_of_passage,
    sound_claims,
    sound_estimates,
    sound_relations,
    sound_sources,
)
from validator.package.load import load
from validator.package.package import Package
from validator.package.unavailable import Unavailable

WHY = "with a cell that is refused or names a record that is not there"


def package(folder: Path, **edit: object) -> Package:
    Edit(**edit).apply(folder / "package")  # type: ignore[arg-type]
    return load(folder / "package", today=TODAY)


def ids(records: SoundRecords) -> list[str]:
    return list(records.rows.iloc[:, 0])


def test_all_records_of_packages_without_faults(tmp_path: Path) -> None:
    ours, example = load(ROOT, today=TODAY), package(tmp_path)
    for read in sound_claims, sound_estimates, sound_sources, sound_relations:
        for each in ours, example:
            records = read(each)
            assert len(records.rows) == len(records.table) > 0
            assert records.left_out == ""
            assert records is read(each), "worked out once"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("estimates", "estimate_id,estimate\nE1,1.05abc\n"),  # no number
        ("estimates", "estimate_id,estimate\nE1,1e5\n"),  # not written plainly
        ("estimates", "estimate_id,p_value\nE1,1.5\n"),  # out of the schema's range
        ("estimates", "estimate_id,measure\nE1,XX\n"),  # no such word
        ("estimates", "estimate_id,measure\nE1,\n"),  # required
        ("estimates", "estimate_id,source_id\nE1,S9\n"),  # not there
        ("estimates", "estimate_id,outcome\nE1,nausea\n"),
        ("estimates", "estimate_id,outcome\nE1,adults\n"),  # a population is no outcome
        ("estimates", "estimate_id,population\nE1,headache\n"),
    ],
)
def test_an_estimate_that_is_left_out(tmp_path: Path, table: str, text: str) -> None:
    records = sound_estimates(package(tmp_path, csv={table: text}))
    assert ids(records) == ["E2"]
    assert records.left_out == f"1 estimate {WHY}"


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
def test_a_claim_that_is_left_out(tmp_path: Path, text: str) -> None:
    records = sound_claims(package(tmp_path, csv={"claims": text}))
    assert ids(records) == ["C1", "C3", "C4", "C5"]
    assert records.left_out == f"1 claim {WHY}"


def test_of_records_with_one_key_the_first_stays(tmp_path: Path) -> None:
    edit = {"claims/sources.csv": "S1,unidentified,,,,,,,,,,,,,,,,,,,\n"}
    records = sound_sources(package(tmp_path, append=edit))
    assert ids(records) == ["S1", "S2"]
    assert records.rows["status"].tolist() == ["identified", "identified"]
    assert records.left_out == f"1 source {WHY}"


def test_rows_keep_the_number_of_their_record(tmp_path: Path) -> None:
    records = sound_claims(package(tmp_path, csv={"claims": "claim_id,passage_id\nC1,P99\nC3,P98\n"}))
    assert list(records.rows.index) == [1, 3, 4]
    assert records.left_out == f"2 claims {WHY}"
    assert records.row(3)["claim_id"] == "C4"
    assert (records.place(3, "route").row, records.place(3, "route").cell) == (5, "F5")
    assert records.where(records.rows["effect_direction"] == "uncertain") == [4]


def test_relations_need_both_ends(tmp_path: Path) -> None:
    edit = {"claims/relations.csv": "C9,qualifies,C1,\nC1,qualifies,C9,\nC2,qualifies,C1,\n"}
    records = sound_relations(package(tmp_path, append=edit))
    assert ids(records) == ["C5", "C2"]
    assert records.left_out == f"2 relations {WHY}"


def test_what_names_a_table_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    without = package(tmp_path, delete=["claims/concepts.csv"])
    assert len(sound_relations(without).rows) == 1
    for read in sound_claims, sound_estimates:
        with pytest.raises(Unavailable):
            read(without)


def test_the_article_of_each_passage(tmp_path: Path) -> None:
    assert article_of_passage(package(tmp_path)) == {f"P{number}": "light" for number in range(1, 9)}
