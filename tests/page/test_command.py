"""The command ``claimpack page``, and the page in a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.page import document
from click.testing import CliRunner, Result

from tests.edits import TODAY, Edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--today", TODAY.isoformat()])


def test_writes_a_page_and_writes_it_anew(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    for _ in range(2):
        result = run("page", folder, "--output", target)
        assert result.exit_code == 0, result.output
    assert target.read_text(encoding="utf-8").startswith(document.BEGINNING)


def test_overwrites_nothing_else(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.html"
    target.write_text("<!doctype html>\n<p>Mine</p>", encoding="utf-8")
    result = run("page", folder, "--output", target)
    assert result.exit_code == 2
    assert "exists and is not a page of Claimpack" in result.output
    assert "Mine" in target.read_text(encoding="utf-8")
    assert run("page", folder, "--output", folder / "claims/claims.csv").exit_code == 2
    assert run("page", folder, "--output", folder).exit_code == 2


def test_says_that_a_page_with_the_text_is_not_to_be_published(folder: Path, tmp_path: Path) -> None:
    result = run("page", folder, "--article", folder / "article.txt", "--output", tmp_path / "page.html")
    assert result.exit_code == 0
    assert "It includes the article's text: keep it for yourself" in result.output


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ("", []),
        ("claim_id,study_count\nC1,13\n", ["1 problem that nobody has reviewed is marked on the page."]),
        (
            "claim_id,study_count,population_size\nC1,13,1641\n",
            ["2 problems that nobody has reviewed are marked on the page."],
        ),
    ],
    ids=["none", "one", "two"],
)
def test_says_how_many_problems_nobody_has_reviewed(changed: str, says: list[str], tmp_path: Path) -> None:
    Edit(csv={"claims": changed} if changed else {}).apply(tmp_path / "package")
    result = run("page", tmp_path / "package", "--output", tmp_path / "page.html")
    assert result.output.splitlines() == [f"Written to {tmp_path / 'page.html'}: 5 claims.", *says]


def test_standard_output(folder: Path) -> None:
    assert run("page", folder, "--output", "-").stdout.startswith(document.BEGINNING)


def test_one_article_alone(folder: Path, tmp_path: Path) -> None:
    assert run("page", folder, "--only", "light", "--output", tmp_path / "page.html").exit_code == 0
    result = run("page", folder, "--only", "A7", "--output", tmp_path / "page.html")
    assert result.exit_code == 2
    assert 'There is no article "A7"' in result.output


def test_too_many_claims_are_refused_with_a_way_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_CLAIMS", 3)
    result = run("page", folder, "--output", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "claimpack verdicts --format csv" in result.output


def test_a_broken_package_has_no_page(folder: Path, tmp_path: Path) -> None:
    (folder / "claims/estimates.csv").unlink()
    result = run("page", folder, "--output", tmp_path / "page.html")
    assert result.exit_code == 3
    assert "There is nothing to show" in result.output
    assert not (tmp_path / "page.html").exists()


def test_a_build_has_the_page_without_the_text(folder: Path, tmp_path: Path) -> None:
    text = folder / "article.txt"
    result = run("build", folder, "--article", text, "--output", tmp_path / "dist", "--allow-warnings")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "dist/page.html").read_text(encoding="utf-8")
    assert page.startswith(document.BEGINNING)
    assert "Not to be published" not in page
    assert TODAY.isoformat() not in page


def test_a_build_of_too_many_claims_has_the_tally_and_the_way_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_CLAIMS", 3)
    result = run("build", folder, "--output", tmp_path / "dist", "--allow-warnings")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "dist/page.html").read_text(encoding="utf-8")
    assert "The claims are not on this page" in page
    assert 'class="claim ' not in page
    assert "<script>" not in page
