"""``claimpack init``: a package that can be checked at once, and never a file replaced."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from claimpack.cli import main
from claimpack.cli.init import command as init_command
from claimpack.curation.columnguide import column_guide
from claimpack.curation.createpackage import LICENSES, package_name
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner, Result
from frictionless import Package as StockPackage

from tests.edits import TODAY


def init(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)], catch_exceptions=False)


def test_a_new_package_has_all_its_files(tmp_path: Path) -> None:
    result = init(tmp_path / "sunlamp-leaflet", "--title", "A leaflet on sunlamps")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"Made sunlamp-leaflet in {tmp_path / 'sunlamp-leaflet'}: 13 files; its data is licensed CC0-1.0.",
        "To add an article, save it as plain text or HTML and run: "
        f"claimpack anchor ARTICLE_FILE {tmp_path / 'sunlamp-leaflet'}",
    ]
    folder = tmp_path / "sunlamp-leaflet"
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert made == sorted(
        [
            ".gitattributes",
            "README.md",
            "datapackage.json",
            "claims/README.md",
            *(f"claims/{table}.csv" for table in TABLES),
        ]
    )
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("sunlamp-leaflet", "A leaflet on sunlamps")
    assert (folder / "claims/README.md").read_text(encoding="utf-8") == column_guide()
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# A leaflet on sunlamps\n")


def test_it_can_be_read_at_once_and_never_looks_checked(tmp_path: Path) -> None:
    init(tmp_path / "new")
    report = run(load(tmp_path / "new", today=TODAY), all_rules())
    assert not report.complete
    assert not report.problems
    assert report.conclusion == "incomplete"
    assert {result.status for result in report.rules if result.rule == "contradicting-claims"} == {"not_run"}
    assert CliRunner().invoke(main, ["fmt", str(tmp_path / "new"), "--check"]).exit_code == 0


def test_the_first_check_frightens_nobody(tmp_path: Path) -> None:
    init(tmp_path / "new")
    result = CliRunner().invoke(main, ["validate", str(tmp_path / "new")])
    assert result.exit_code == 3
    lines = result.output.splitlines()
    assert lines[-1] == (
        "Not complete: nothing is recorded yet: save the article as text or HTML and begin with claimpack anchor"
        " ARTICLE_FILE."
    )
    assert "10 rules checked" not in lines
    assert len(lines) < 6
    assert "error " not in result.output


def test_every_licence_that_is_offered_is_known() -> None:
    (option,) = (each for each in init_command.params if each.name == "license_")
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == {"CC0-1.0", "CC-BY-4.0"}
    assert all(address.startswith("https://creativecommons.org/") for _, address in LICENSES.values())


def test_stock_frictionless_reads_it(tmp_path: Path) -> None:
    init(tmp_path / "new")
    assert StockPackage(str(tmp_path / "new/datapackage.json")).validate().valid


@pytest.mark.parametrize("there", ["datapackage.json", "claims/claims.csv"])
def test_nothing_is_ever_replaced(there: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / there).parent.mkdir(parents=True)
    (folder / there).write_text("mine", encoding="utf-8")
    result = init(folder)
    assert result.exit_code == 2
    assert f"{folder} holds {there} already; name another folder." in result.stderr
    assert [path for path in folder.rglob("*") if path.is_file()] == [folder / there]
    assert (folder / there).read_text(encoding="utf-8") == "mine"


def test_an_init_that_was_killed_is_finished_and_records_stay(tmp_path: Path) -> None:
    init(tmp_path / "new")
    (tmp_path / "new/datapackage.json").unlink()
    (tmp_path / "new/claims/sources.csv").unlink()
    concepts = tmp_path / "new/claims/concepts.csv"
    concepts.write_bytes(concepts.read_bytes() + b"fever,outcome,Fever,,,,,,\n")
    before = concepts.read_bytes()
    result = init(tmp_path / "new", "--title", "Another title")
    assert result.exit_code == 0
    assert ": 2 files (8 tables kept as they were); its data is licensed CC0-1.0." in result.stdout
    assert concepts.read_bytes() == before
    assert run(load(tmp_path / "new", today=TODAY), all_rules()).problems == ()
    assert CliRunner().invoke(main, ["fmt", str(tmp_path / "new"), "--check"]).exit_code == 0


def test_a_folder_made_by_somebody_else_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        target.mkdir()
        (target / "mine.txt").write_text("mine", encoding="utf-8")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    result = init(tmp_path / "new")
    assert result.exit_code == 2
    assert f"{tmp_path / 'new'} was made by somebody else in the meantime" in result.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "mine.txt"]


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "article.txt").write_text("An article.", encoding="utf-8")
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == "An article."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sunlamps 2026", "sunlamps-2026"),
        ("Über-Wärme", "uber-warme"),
        ("///", "claims"),
        ("", "claims"),
        ("日本", "claims"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert package_name(text) == name


def test_a_name_that_can_not_be_is_said_so(tmp_path: Path) -> None:
    result = init(tmp_path / "new", "--name", "My Claims")
    assert result.exit_code == 2
    assert "--name can't be 'My Claims': use small letters, digits and hyphens, such as my-claims." in result.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = init(tmp_path / "file/new")
    assert result.exit_code == 3
    assert "Traceback" not in result.output
