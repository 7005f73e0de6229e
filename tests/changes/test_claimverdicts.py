"""Changed verdicts: told before all else, and weaker where the evidence carries the claim less."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import click
import pytest
from claimpack.changes.claimverdicts import FROM_BEST, WITHOUT_RESULTS, is_weaker
from claimpack.changes.formats import renderer
from claimpack.claimverdict import VERDICTS, Verdict
from claimpack.rules.sources import scope_beyond_source
from jsonschema import Draft202012Validator

from tests.changes.versions import NOTHING, compared, csv, line, verdict_lines
from tests.edits import ROOT, Edit

# Of the example: C1 says that headache is no different, which E1 of S1, OR 1.05 (0.90 to 1.22), bears out.
RAISED = csv("estimates", "estimate_id,estimate,ci_low,ci_high", "E1,1.40,1.15,1.70")
LATER = Edit(
    csv={
        "sources": "source_id,status,role,source_type,title,issued_on,population_size,intervention,population\n"
        "S3,identified,context,meta_analysis,An invented update,2022,3000,bright_light,adults\n",
        "estimates": "estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,estimate,"
        "ci_low,ci_high,ci_level,locator\n"
        "E3,S3,headache,bright_light,adults,dim_light,OR,as_named,1.40,1.10,1.78,95,abstract\n",
    }
)
SAYS_MORE = csv("claims", "claim_id,effect_direction", "C1,increased")
E1_SHOWS_NEITHER = "E1 of S1 shows neither this nor the opposite"


def of_c1(old: Edit, new: Edit, folder: Path) -> list[str]:
    return [each for each in verdict_lines(compared(old, new, folder)) if each.startswith("C1 ")]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (RAISED, "verdict-weakened: the verdict was supported and is now source inconsistent: the words and the "),
        (SAYS_MORE, f"verdict-weakened: the verdict was supported and is now unsupported: {E1_SHOWS_NEITHER}"),
        (
            csv("estimates", "estimate_id,outcome", "E1,eye_strain"),
            "verdict-weakened: the verdict was supported and is now unverified: no result of its sources on this is "
            "recorded",
        ),
        (
            csv("claims", "claim_id,claim_type", "C1,limitation"),
            "verdict-weakened: the verdict was supported and is now not applicable: it says nothing that evidence",
        ),
    ],
)
def test_what_a_change_comes_to_for_the_verdict(new: Edit, expected: str, tmp_path: Path) -> None:
    (found,) = of_c1(NOTHING, new, tmp_path / "there")
    assert found.startswith(f"C1 {expected}")


def test_which_better_verdict_is_lifted(tmp_path: Path) -> None:
    """A change of the claim alone lifts nothing, nor does a result that is new."""
    (corrected,) = of_c1(SAYS_MORE, NOTHING, tmp_path / "corrected")
    assert corrected == "C1 verdict-changed: the verdict was unsupported and is now supported: E1 of S1 agrees"
    (lifted,) = of_c1(RAISED, NOTHING, tmp_path / "lifted")
    assert lifted == (
        "C1 verdict-lifted: the verdict was source inconsistent and is now supported, since E1 changed: E1 of S1 agrees"
    )
    later = LATER.csv["sources"]
    (redated,) = of_c1(LATER, Edit(csv=LATER.csv | {"sources": later.replace("2022", "2015")}), tmp_path / "redated")
    assert redated == (
        "C1 verdict-lifted: the verdict was outdated and is now supported, since S3 changed: E1 of S1 agrees"
    )
    (retitled,) = of_c1(LATER, Edit(csv={"sources": later.replace("An invented", "Another")}), tmp_path / "retitled")
    assert retitled.startswith("C1 verdict-changed: ")
    broader = csv("estimates", "estimate_id,comparator", "E1,")
    (closer,) = of_c1(broader, NOTHING, tmp_path / "closer")  # what was indirect did not count against it
    assert closer.startswith("C1 verdict-changed: the verdict was indirect and is now supported: ")
    few = csv("estimates", "estimate_id,outcome", "E1,eye_strain")
    assert of_c1(few, NOTHING, tmp_path / "unverified")[0].startswith("C1 verdict-changed: ")


def test_it_is_told_though_the_claim_itself_is_as_it_was(tmp_path: Path) -> None:
    comparison = compared(NOTHING, RAISED, tmp_path)
    assert not [change for change in comparison.changes if change.table == "claims" and not change.is_of_a_verdict]
    first = comparison.changes[0]
    assert (first.subject, first.kind, first.before, first.after) == (
        *("C1", "verdict-weakened"),
        *("supported", "source_inconsistent"),
    )
    assert first.title == "In trials, headache was as frequent with bright light as with dim light."
    assert first.weakens


def test_accepting_a_problem_or_writing_otherwise_changes_no_verdict(tmp_path: Path) -> None:
    head = "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on"
    accepting = csv("acknowledgements", head, "direction-contradicts-estimate,C1;E1,0123456789abcdef,So.,x,2026-01-01")
    accepting.csv |= {"claims": "claim_id,statement,note\nC1,Another one.,Read again.\n"}
    comparison = compared(NOTHING, accepting, tmp_path)
    assert comparison.changes
    assert verdict_lines(comparison) == []


def test_a_claim_that_is_new_or_gone_has_no_changed_verdict(tmp_path: Path) -> None:
    head = "claim_id,passage_id,claim_type,statement,outcome,effect_direction,population_basis,source_ids"
    new = csv("claims", head, "C6,P6,adverse_event,Eyes may water.,eye_strain,occurs,not_reported,S2")
    assert verdict_lines(compared(NOTHING, new, tmp_path / "new")) == []
    assert verdict_lines(compared(new, NOTHING, tmp_path / "gone")) == []


def test_a_renamed_claim_is_followed(tmp_path: Path) -> None:
    head = "claim_id,passage_id,claim_type,statement,intervention,population,comparator,outcome,effect_direction"
    claim = "P3,study_result,Headache is no different.,bright_light,adults,dim_light,headache,no_difference"
    rows = {
        name: csv("claims", f"{head},population_basis,source_ids", f"{name},{claim},not_reported,S1") for name in "XY"
    }
    rows["Y"].csv |= RAISED.csv
    found = verdict_lines(compared(rows["X"], rows["Y"], tmp_path))
    assert [each.split(":")[0] for each in found] == ["C1 verdict-weakened", "Y verdict-weakened"]


def test_verdicts_come_first_in_every_format(tmp_path: Path) -> None:
    new = Edit(csv=RAISED.csv | {"claims": "claim_id,effect_direction,severity\nC1,no_difference,\nC2,increased,\n"})
    comparison = compared(NOTHING, new, tmp_path)
    kinds = [change.kind for change in comparison.changes]
    of_verdicts = [kind.startswith("verdict-") for kind in kinds]
    assert of_verdicts == sorted(of_verdicts, reverse=True)
    assert 0 < sum(of_verdicts) < len(kinds)
    text = click.unstyle(renderer("text")(comparison)).splitlines()
    assert text[0] == f"Changed verdicts: {sum(of_verdicts)}"
    assert sum(each.strip().startswith(("verdict-weakened: ", "verdict-changed: ")) for each in text) == sum(
        of_verdicts
    )
    parts = [each for each in renderer("markdown")(comparison).splitlines() if each.startswith("#### ")]
    assert parts[0] == f"#### Changed verdicts: {sum(of_verdicts)}"
    written = json.loads(renderer("json")(comparison))
    Draft202012Validator(json.loads((ROOT / "schemas/diff.schema.json").read_text(encoding="utf-8"))).validate(written)
    assert [each["kind"] for each in written["changes"]] == kinds
    assert written["changes"][0]["after"] in VERDICTS


def test_verdicts_that_are_not_reached_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(scope_beyond_source, "check", crash)
    comparison = compared(NOTHING, SAYS_MORE, tmp_path)
    assert not comparison.complete
    assert [(each.side, each.table, each.what, each.reason) for each in comparison.not_compared] == [
        (side, "claims", "the verdicts", "scope-beyond-source did not finish") for side in ("old", "new")
    ]
    assert [line(change).partition(":")[0] for change in comparison.changes] == ["C1 direction-flipped"]


def test_a_table_that_is_missing_is_told_once(tmp_path: Path) -> None:
    comparison = compared(NOTHING, Edit(delete=["claims/estimates.csv"]), tmp_path)
    assert [each.what for each in comparison.not_compared] == ["the table"]
    assert verdict_lines(comparison) == []


def test_which_verdict_is_weaker() -> None:
    """By how far the evidence supports it; and a claim that is no longer compared with any result is weaker."""
    assert {*FROM_BEST, *WITHOUT_RESULTS} == {*VERDICTS}
    weaker: set[tuple[Verdict, Verdict]] = {(one, two) for one, two in permutations(VERDICTS, 2) if is_weaker(one, two)}
    for place, one in enumerate(FROM_BEST):
        for other in FROM_BEST[place + 1 :]:
            assert (one, other) in weaker
            assert (other, one) not in weaker
        assert {(one, nothing) for nothing in WITHOUT_RESULTS} <= weaker
        for nothing in WITHOUT_RESULTS:
            assert ((nothing, one) in weaker) == (one not in ("supported", "indirect"))
    assert ("not_applicable", "unverified") in weaker
    assert ("unverified", "not_applicable") not in weaker
    assert not any(is_weaker(each, each) for each in VERDICTS)
