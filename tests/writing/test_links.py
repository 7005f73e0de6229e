"""Nothing is written through a link that leads to nothing, or out of the package."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.records import recorddraft
from click.testing import CliRunner, Result

from tests.edits import Edit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")

NEW = ["new", "concept", "--concept-id", "nausea", "--kind", "outcome", "--label", "Nausea", "--yes", "--package"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    (tmp_path / "outside").mkdir()
    return tmp_path / "package"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


@pytest.mark.parametrize("linked", ["claims", "claims/concepts.csv"])
def test_a_table_outside_is_not_written(linked: str, package: Path) -> None:
    elsewhere = package.parent / "outside/it"
    (package / linked).rename(elsewhere)
    (package / linked).symlink_to(elsewhere)
    table = elsewhere if elsewhere.is_file() else elsewhere / "concepts.csv"
    before = table.read_bytes()
    result = run(*NEW, package)
    assert result.exit_code == 3
    assert f"claims/concepts.csv leads to {table}, which is not in the package: nothing was written" in result.stderr
    assert table.read_bytes() == before


@pytest.mark.parametrize("linked", ["claims", "claims/concepts.csv"])
def test_nor_one_that_is_linked_after_it_was_read(linked: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = package.parent / "outside/it"
    real = recorddraft.RecordDraft.contents

    def slow(composing: recorddraft.RecordDraft) -> dict[str, bytes]:
        result = real(composing)
        if not elsewhere.exists():
            (package / linked).rename(elsewhere)
            (package / linked).symlink_to(elsewhere)
        return result

    monkeypatch.setattr(recorddraft.RecordDraft, "contents", slow)
    result = run(*NEW, package)
    assert result.exit_code == 3
    table = elsewhere if elsewhere.is_file() else elsewhere / "concepts.csv"
    assert b"nausea" not in table.read_bytes()
    assert "Traceback" not in result.output


@pytest.mark.parametrize("leads", ["nowhere", "outside"])
@pytest.mark.parametrize("linked", ["claims", "claims/claims.csv", "datapackage.json"])
def test_init_makes_nothing_elsewhere(linked: str, leads: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    link = tmp_path / "new" / linked
    link.parent.mkdir(parents=True)
    where = outside / "x"
    if leads == "outside":
        where.mkdir() if linked == "claims" else where.write_bytes(b"mine")
    link.symlink_to(where)
    result = run("init", tmp_path / "new")
    assert result.exit_code == 2
    why = "which is not there" if leads == "nowhere" else f"which is not in {tmp_path / 'new'}"
    assert f"{link} is a link to {where}, {why}: nothing was written" in result.stderr
    assert [path for path in outside.rglob("*") if path != where] == []
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file() and path != link] == []


def test_a_folder_that_a_link_names_and_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    for folder in (tmp_path / "link", tmp_path / "link/new"):
        result = run("init", folder)
        assert result.exit_code == 3
        assert f"it is a link to {tmp_path / 'nowhere'}, which is not there" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_file_that_a_user_names_is_not_made_at_the_end_of_a_link_either(package: Path) -> None:
    for name, command in {
        "report.txt": ["validate", package, "--output"],
        "claims.xlsx": ["sheet", "export"],
        "dist": ["build", package, "--allow-warnings", "--output"],
    }.items():
        link = package.parent / name
        link.symlink_to("nowhere")
        result = run(*command, link, *([package] if name == "claims.xlsx" else []))
        assert result.exit_code == 3
        assert f"it is a link to {package.parent / 'nowhere'}, which is not there" in result.stderr
    assert not (package.parent / "nowhere").exists()
