"""A package may say where its articles' texts lie: read there if it is there, in its own folder, and never shipped."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.watching.packagefiles import look_at
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules, choose_rules
from click.testing import CliRunner

from tests.edits import TODAY, Edit


def package(folder: Path, path: str = "article.txt", **edits: object) -> Path:
    Edit(descriptor=json.dumps({"articleTexts": {"light": path}}), **edits).apply(folder / "package")  # type: ignore[arg-type]
    return folder / "package"


def report(folder: Path) -> Report:
    return run(load(folder, today=TODAY), all_rules())


def status(folder: Path, rule: str = "passage-changed") -> tuple[str, str | None]:
    (result,) = (each for each in report(folder).rules if each.rule == rule)
    return result.status, result.reason


def test_it_is_read_without_being_named(tmp_path: Path) -> None:
    folder = package(tmp_path)
    assert status(folder) == ("passed", None)
    assert report(folder).article_files == ()
    assert folder / "article.txt" in look_at(folder / "datapackage.json", [])


def test_a_text_that_is_named_goes_before_it(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (tmp_path / "light.txt").write_text("Another text.", encoding="utf-8")
    loaded = load(folder, [tmp_path / "light.txt"], today=TODAY)
    assert loaded.article_texts["light"].text == "Another text."
    assert [text.file for text in loaded.given_texts] == [str(tmp_path / "light.txt")]


def test_one_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    folder = package(tmp_path, "texts/light.txt")
    what = "the text of light that datapackage.json names, texts/light.txt, is not there: add --article FILE"
    for rule in ("passage-changed", "article-changed", "passage-gap", "number-not-in-passage", "article-without-text"):
        assert status(folder, rule) == ("not_run", what)
    assert not [each for each in report(folder).problems if each.rule in ("missing-resource", "unsafe-path")]


@pytest.mark.parametrize("path", ["/etc/hostname", "../outside.txt", "https://example.org/a.txt"])
def test_one_outside_is_never_read(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    folder = package(tmp_path, path)
    assert not load(folder, today=TODAY).article_texts
    (problem,) = run(load(folder, today=TODAY), choose_rules(["unsafe-path"])).problems
    assert problem.place.line is not None


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_nor_through_a_link(tmp_path: Path) -> None:
    folder = package(tmp_path, "link.txt")
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert not load(folder, today=TODAY).article_texts


@pytest.mark.parametrize("texts", [[], "article.txt", {"light": 3}, {"light": ""}, {"nobody": "article.txt"}])
def test_what_is_no_such_thing(texts: object, tmp_path: Path) -> None:
    Edit(descriptor=json.dumps({"articleTexts": texts})).apply(tmp_path)
    assert not load(tmp_path, today=TODAY).article_texts
    is_wrong = not (isinstance(texts, dict) and "nobody" in texts)
    found = [each.message for each in report(tmp_path).problems if each.rule == "invalid-descriptor"]
    assert bool(found) == is_wrong


def test_a_text_that_is_no_text(tmp_path: Path) -> None:
    folder = package(tmp_path, hex={"article.txt": "ff00ff"})
    assert status(folder)[0] == "not_run"


def test_no_build_ships_it(tmp_path: Path) -> None:
    folder = package(tmp_path)
    sentence = "Bright light therapy is used against winter depression"
    result = CliRunner().invoke(
        main, ["build", str(folder), "--allow-warnings", "--output", str(tmp_path / "dist")], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    for file in (tmp_path / "dist").rglob("*"):
        assert file.is_dir() or sentence not in file.read_text(encoding="utf-8")
        assert file.name != "article.txt"


def test_anchor_remembers_the_text_of_a_new_article(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path / "new")])
    folder = tmp_path / "new"
    (folder / "article.txt").write_text("Lamps\n\nLamps are bright. They are warm.\n", encoding="utf-8")
    before = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    result = CliRunner().invoke(main, ["anchor", str(folder / "article.txt"), str(folder), "--yes"])
    assert result.output.splitlines()[-1] == f"Written. Now run: claimpack validate {folder}"
    after = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert after.pop("articleTexts") == {"A1": "article.txt"}
    assert after == before
    assert status(folder, "passage-gap") == ("passed", None)


def test_anchor_leaves_a_text_outside_and_another_layout_alone(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path / "new")])
    folder, text = tmp_path / "new", tmp_path / "article.txt"
    text.write_text("Lamps are bright.\n", encoding="utf-8")
    before = (folder / "datapackage.json").read_bytes()
    result = CliRunner().invoke(main, ["anchor", str(text), str(folder), "--yes"])
    assert result.output.splitlines()[-1] == f"Written. Now run: claimpack validate {folder} --article {text}"
    assert (folder / "datapackage.json").read_bytes() == before
