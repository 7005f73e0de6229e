"""Reviews that the page saves are taken in, and not where the claim has changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.package.claimdigest import claim_digest
from claimpack.package.load import load
from click.testing import CliRunner, Result

from tests.edits import TODAY, Edit

NAME = "light-therapy-claims"


def digest_of(folder: Path, claim_id: str) -> str:
    [claim] = [each for each in load(folder, [], today=TODAY).table("claims") if each.key == claim_id]
    return claim_digest(claim)


def saved(folder: Path, *reviews: dict[str, str], **changes: Any) -> Path:
    """A file as the page saves it."""
    content = {
        "claimpack_reviews": "1",
        "package": {"name": load(folder, [], today=TODAY).descriptor.name, "version": "1.0.0"},
        "reviewer": "A. Reader",
        "reviewed_on": "2026-02-20",
        "reviews": list(reviews),
    }
    file = folder.parent / "reviews.json"
    file.write_text(json.dumps(content | changes), encoding="utf-8")
    return file


def take_in(folder: Path, file: Path) -> Result:
    arguments = ["import", "reviews", str(file), "--package", str(folder), "--yes", "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def reviewed(folder: Path) -> dict[str, tuple[str, str]]:
    claims = load(folder, [], today=TODAY).table("claims")
    return {each.key: (each["reviewed_by"], each["reviewed_on"]) for each in claims if each["reviewed_by"]}


def agreeing(folder: Path, claim_id: str, comment: str = "") -> dict[str, str]:
    return {"claim_id": claim_id, "digest": digest_of(folder, claim_id), "opinion": "agree", "comment": comment}


def test_who_agrees_is_recorded_and_the_comment_shown(folder: Path) -> None:
    result = take_in(folder, saved(folder, agreeing(folder, "C1", "Well put.")))
    assert result.exit_code == 0, result.output
    assert reviewed(folder) == {"C1": ("A. Reader", "2026-02-20")}
    assert 'C1, A. Reader agrees and says: "Well put."' in result.output


def test_a_disagreement_is_shown_and_nothing_is_recorded(folder: Path) -> None:
    review = agreeing(folder, "C1", "The number is of another outcome.") | {"opinion": "disagree"}
    result = take_in(folder, saved(folder, review))
    assert result.exit_code == 1
    assert 'the reader disagrees: "The number is of another outcome."' in result.output
    assert not reviewed(folder)


def test_a_claim_that_has_changed_since_is_refused(folder: Path) -> None:
    file = saved(folder, agreeing(folder, "C1"), agreeing(folder, "C2"))
    table = folder / "claims/claims.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("as frequent with", "as common with"), encoding="utf-8")
    result = take_in(folder, file)
    assert result.exit_code == 1
    assert "C1: its record has changed since it was read: have it read again" in result.output
    assert list(reviewed(folder)) == ["C2"]


def test_that_it_was_reviewed_is_no_change(folder: Path) -> None:
    assert take_in(folder, saved(folder, agreeing(folder, "C1"))).exit_code == 0
    again = saved(folder, agreeing(folder, "C1"), reviewer="B. Reader", reviewed_on="2026-02-25")
    assert take_in(folder, again).exit_code == 0
    assert reviewed(folder) == {"C1": ("B. Reader", "2026-02-25")}
    earlier = saved(folder, agreeing(folder, "C1"), reviewer="C. Reader", reviewed_on="2026-02-01")
    assert "B. Reader reviewed it later" in take_in(folder, earlier).output
    assert reviewed(folder) == {"C1": ("B. Reader", "2026-02-25")}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"package": {"name": "another"}}, 'holds reviews of "another"'),
        ({"claimpack_reviews": "2"}, "holds no reviews"),
        ({"reviewer": " "}, "has no reviewer"),
        ({"reviewed_on": "20.2.2026"}, "for the day"),
        ({"reviewed_on": "2027-01-01"}, "in the future"),
        ({"reviews": {}}, "no list of reviews"),
        ({"reviews": [{"claim_id": "C1", "digest": "x", "opinion": "maybe"}]}, "neither agree nor disagree"),
        ({"reviews": [{"claim_id": 5, "digest": "x", "opinion": "agree"}]}, "has no claim id"),
    ],
)
def test_what_is_no_such_file_is_refused(folder: Path, changes: dict[str, Any], said: str) -> None:
    result = take_in(folder, saved(folder, **changes))
    assert result.exit_code == 2
    assert said in result.output
    assert not reviewed(folder)


def test_a_file_that_is_not_json_is_refused(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "reviews.json"
    file.write_text("<html>", encoding="utf-8")
    result = take_in(folder, file)
    assert result.exit_code == 2
    assert "is not JSON" in result.output


def test_a_formula_in_place_of_a_name_is_left_out(folder: Path) -> None:
    result = take_in(folder, saved(folder, agreeing(folder, "C1"), reviewer="=cmd()"))
    assert result.exit_code == 1
    assert not reviewed(folder)
