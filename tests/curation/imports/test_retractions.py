"""What the Retraction Watch table and records of Crossref make of the sources."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from claimpack.curation.imports import retractions
from claimpack.curation.imports.plan import Plan, plan
from claimpack.curation.imports.proposal import (
    ImportFile,
    Proposal,
    Request,
    UnansweredError,
    UnusableImportError,
)
from claimpack.package.load import load

from tests.curation.imports.test_references import Nobody
from tests.edits import TODAY, Edit

HEADER = (
    "Record ID,Title,Journal,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes\n"
)
SOURCES = """source_id,status,title,doi,pmid,retraction_status,retraction_checked_on
S1,identified,An invented review,10.5555/S1,,not_checked,
S2,identified,An invented registry,,22,,
S3,identified,A third one,10.5555/s3,33,none_found,2026-01-01
S4,identified,A fourth one,10.5555/s4,,retracted,2026-01-01
S5,identified,A fifth one,10.5555/s5,,corrected,2026-01-01
S6,identified,A sixth one,,,,
S7,unidentified,,,,,
"""
CHECKED = date(2026, 2, 20)


def line(doi: str, pmid: str, nature: str, day: str = "2/16/2024 0:00", reason: str = "+Error in Data;") -> str:
    return f"1,T,J,{day},10.5555/notice,0,1/1/2020 0:00,{doi},{pmid},{nature},{reason},No,\n"


def imported(
    folder: Path, *texts: str, checked_on: date | None = CHECKED, complete: bool = True
) -> tuple[Proposal, Plan]:
    Edit(csv={"sources": SOURCES}).apply(folder)
    package = load(folder, today=TODAY)
    files = [ImportFile(f"{number}.txt", text.encode()) for number, text in enumerate(texts, 1)]
    proposal = retractions.propose(Request(package, files, {"checked_on": checked_on, "complete": complete}, Nobody()))
    return proposal, plan(package, proposal)


def changed(planned: Plan) -> dict[str, tuple[str, str]]:
    cells = planned.tables[0].rows if planned.tables else {}
    return {
        key: (row.get("retraction_status", ""), row.get("retraction_checked_on", "")) for (key,), row in cells.items()
    }


def test_the_table_of_retraction_watch(tmp_path: Path) -> None:
    table = (
        HEADER
        + line("10.5555/s1", "0", "Retraction")
        + line("unavailable", "22", "Expression of concern")
        + line("10.5555/else", "0", "Retraction")
    )
    proposal, planned = imported(tmp_path, table)
    assert changed(planned) == {
        "S1": ("retracted", "2026-02-20"),
        "S2": ("concern", "2026-02-20"),
        "S3": ("", "2026-02-20"),
        "S5": ("", "2026-02-20"),
    }
    assert proposal.notes == [
        "S1: retracted on 2024-02-16 (Error in Data).",
        "S2: concern on 2024-02-16 (Error in Data).",
    ]
    assert [(left.what, left.needs_a_person) for left in proposal.left] == [("S4", True), ("S6", False)]
    assert proposal.left[0].why.startswith("retracted is kept, and the file says none_found")
    assert proposal.read == "3 records in 1 file"


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (line("10.5555/s1", "0", "Correction") + line("10.5555/s1", "0", "Retraction"), "retracted"),
        (line("10.5555/s1", "0", "Retraction", reason="+Withdrawal;"), "withdrawn"),
        (
            line("10.5555/s1", "0", "Retraction", "1/2/2020") + line("10.5555/s1", "0", "Reinstatement", "1/2/2021"),
            "none_found",
        ),
        (
            line("10.5555/s1", "0", "Reinstatement", "1/2/2020") + line("10.5555/s1", "0", "Retraction", "1/2/2021"),
            "retracted",
        ),
        (line("10.5555/x; https://doi.org/10.5555/s1", "", "Retraction", "2024-02-16"), "retracted"),
    ],
)
def test_several_events(lines: str, status: str, tmp_path: Path) -> None:
    _, planned = imported(tmp_path, HEADER + lines)
    assert changed(planned)["S1"][0] == status


def test_a_paper_that_was_reinstated_is_told_so(tmp_path: Path) -> None:
    proposal, planned = imported(tmp_path, HEADER + line("10.5555/s4", "0", "Reinstatement", "5/3/2022 0:00"))
    (left,) = [each for each in proposal.left if each.what == "S4"]
    assert left.why.startswith("retracted is kept, and the file says reinstated on 2022-05-03: ")
    assert "S4" not in changed(planned)


def test_what_the_table_does_not_know_names_no_paper(tmp_path: Path) -> None:
    lines = line("Unavailable", "0", "Retraction") + line("unavailable", "", "Retraction", "not a day")
    _, planned = imported(tmp_path, "\ufeff" + (HEADER + lines).replace("\n", "\r\n"))
    assert changed(planned)["S1"][0] == "none_found"


def test_a_file_that_is_older_than_the_check_that_was_made(tmp_path: Path) -> None:
    _, planned = imported(tmp_path, HEADER + line("10.5555/s3", "0", "Retraction"), checked_on=date(2025, 1, 1))
    assert changed(planned)["S3"] == ("retracted", "")
    _, planned = imported(tmp_path / "b", HEADER + line("10.5555/else", "0", "Retraction"), checked_on=date(2025, 1, 1))
    assert changed(planned) == {"S1": ("none_found", "2025-01-01"), "S2": ("none_found", "2025-01-01")}


def test_a_part_of_the_table_confirms_nothing_that_it_does_not_list(tmp_path: Path) -> None:
    proposal, planned = imported(tmp_path, HEADER + line("10.5555/s1", "0", "Retraction"), complete=False)
    assert changed(planned) == {"S1": ("retracted", "2026-02-20")}
    told = proposal.left[0]
    assert (told.origin, told.what, told.needs_a_person) == ("1.txt", "a table of 1 notice", True)
    assert told.why == (
        "the whole Retraction Watch table has more than 10,000: it says nothing about papers that it does not list. "
        "Download the whole table, or add --complete if it is"
    )


@pytest.mark.parametrize(("count", "is_whole"), [(9_999, False), (10_000, True)])
def test_how_many_notices_are_the_whole_table(count: int, *, is_whole: bool, tmp_path: Path) -> None:
    _, planned = imported(tmp_path, HEADER + line("10.5555/else", "0", "Retraction") * count, complete=False)
    assert ("S1" in changed(planned)) == is_whole


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize(
    ("table", "at", "message"),
    [
        (HEADER, None, "it has no notice at all"),
        (HEADER + "\n\n", None, "it has no notice at all"),
        (HEADER + line("10.5555/s1", "0", "Retraction") + '2,"An invented ti', 3, "it is cut off: a quotation mark"),
        (HEADER + line("10.5555/s1", "0", "Retraction") + "2,An invented title,J,1/1/20", 3, "it is cut off: its last"),
    ],
)
def test_an_empty_or_cut_table_is_refused(
    table: str, at: int | None, message: str, *, complete: bool, tmp_path: Path
) -> None:
    with pytest.raises(UnusableImportError, match=message) as told:
        imported(tmp_path, table, complete=complete)
    assert (told.value.file, told.value.line) == ("1.txt", at)


def test_lines_with_other_cells_than_the_header_are_told_and_nothing_is_confirmed(tmp_path: Path) -> None:
    notice = line("10.5555/else", "0", "Retraction")
    proposal, planned = imported(tmp_path, HEADER + "2,T\n" + notice * 10_000, complete=False)
    assert changed(planned) == {}
    assert [(left.what, left.why.split(":")[0]) for left in proposal.left[:1]] == [
        ("1 line", "the number of cells is not that of the header (the first is line 2)")
    ]
    assert proposal.left[-2].why.startswith(
        "some of its lines can't be read: it says nothing about papers that it does not list"
    )


def test_values_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    table = (
        HEADER
        + line("10.5555/s1", "0", "Retraction", "13/45/2022")
        + line("10.5555/s3", "0", "Retracktion")
        + line("nonsense", "0", "Retraction")
        + line("unavailable", "0", "Retraction", "13/45/2022")
    )
    proposal, planned = imported(tmp_path, table)
    assert changed(planned)["S1"] == ("retracted", "2026-02-20")
    assert "S3" not in changed(planned)
    assert proposal.notes == ["S1: retracted (Error in Data)."]
    assert [f"{left.origin}: {left.what}: {left.why}" for left in proposal.left[:3]] == [
        '1.txt: 1 notice: the paper is named by neither a DOI nor a PMID (the first is "nonsense" on line 4)',
        '1.txt, line 2, RetractionDate: "13/45/2022": it is not a date with the month first: the notice was taken '
        "without it",
        '1.txt, line 3, RetractionNature: "Retracktion": it is not one of Retraction, Expression of concern, '
        "Correction and Reinstatement: read the notice, and set retraction_status",
    ]


def test_a_notice_without_a_day_is_not_undone_by_a_reinstatement(tmp_path: Path) -> None:
    table = HEADER + line("10.5555/s1", "0", "Retraction", "soon") + line("10.5555/s1", "0", "Reinstatement")
    _, planned = imported(tmp_path, table)
    assert changed(planned)["S1"][0] == "retracted"


def update(doi: str, kind: str) -> dict[str, object]:
    return {"DOI": doi, "type": kind, "label": kind, "updated": {"date-parts": [[2024, 1, 5]]}}


def test_records_of_crossref_cover_their_own_papers_alone(tmp_path: Path) -> None:
    records = [
        {"DOI": "10.5555/s1", "title": ["A"], "updated-by": [update("10.5555/n", "expression_of_concern")]},
        {"DOI": "10.5555/s3", "title": ["B"]},
    ]
    proposal, planned = imported(tmp_path, json.dumps(records))
    assert changed(planned) == {"S1": ("concern", "2026-02-20"), "S3": ("", "2026-02-20")}
    assert proposal.notes == ["S1: concern on 2024-01-05 (doi 10.5555/n)."]


def test_a_notice_of_crossref_tells_of_the_paper_that_it_is_on(tmp_path: Path) -> None:
    answer = {
        "status": "ok",
        "message": {"DOI": "10.5555/n", "title": ["R"], "update-to": [update("10.5555/s1", "retraction")]},
    }
    _, planned = imported(tmp_path, json.dumps(answer))
    assert changed(planned) == {"S1": ("retracted", "2026-02-20")}


def test_csl_json_says_nothing_of_retractions(tmp_path: Path) -> None:
    _, planned = imported(tmp_path, json.dumps([{"DOI": "10.5555/s1", "title": "A"}]))
    assert changed(planned) == {}


def test_the_day_is_needed(tmp_path: Path) -> None:
    with pytest.raises(UnansweredError, match="--checked-on is missing"):
        imported(tmp_path, HEADER + line("10.5555/s1", "0", "Retraction"), checked_on=None)
    with pytest.raises(UnansweredError, match="is in the future"):
        imported(tmp_path / "b", HEADER + line("10.5555/s1", "0", "Retraction"), checked_on=date(2027, 1, 1))


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableImportError, match="it has no column OriginalPaperDOI, OriginalPaperPubMedID") as told:
        imported(tmp_path, "DOI,Title\n10.5555/s1,A\n")
    assert (told.value.file, told.value.line) == ("1.txt", 1)
