"""Two versions of a registry: changed verdicts of all packages first, shared records by their own version."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claimpack.changes.movedpackages import Identity, same_packages
from claimpack.cli import main
from claimpack.package.schemas import read_schema
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.changes.repository import commit_all
from tests.registries import make_registry, write_registry

NAMES = ("pages/one", "pages/two", "pages/three")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry, a copy of it as it was in ``old``."""
    make_registry(tmp_path / "now")
    shutil.copytree(tmp_path / "now", tmp_path / "old")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words])


def told(*words: str) -> Any:
    """The comparison in JSON, which follows its schema."""
    found = json.loads(diff(*words, "--format", "json").stdout)
    schema = read_schema("diff.schema.json")
    known: Registry[Any] = Registry().with_resource(schema["$id"], Resource.from_contents(schema))
    Draft202012Validator(read_schema("registrydiff.schema.json"), registry=known).validate(found)
    return found


def retract(root: Path) -> None:
    file = root / "now/shared/claims/sources.csv"
    text = file.read_text(encoding="utf-8")
    assert "2019-06,none_found" in text
    file.write_text(text.replace("2019-06,none_found", "2019-06,retracted"), encoding="utf-8")


def test_nothing_changed(root: Path) -> None:  # noqa: ARG001 - the current folder
    result = diff("old", "now")
    assert result.exit_code == 0
    assert result.stdout == "old -> now: 3 packages compared, no change in what was compared.\n"


def test_a_retraction_in_the_shared_records_changes_verdicts_of_each_page(root: Path) -> None:
    retract(root)
    found = told("old", "now/registry.json")
    assert [(each["package"], each["claim_id"], each["weakens"]) for each in found["changed_verdicts"]] == [
        (name, "C1", True) for name in NAMES
    ]
    kinds = [[change["kind"] for change in each["diff"]["changes"]] for each in found["packages"]]
    assert kinds == [["verdict-weakened", "source-retracted"]] * 3
    result = diff("old", "now", "--fail-on", "weakened")
    assert result.exit_code == 1
    assert result.stdout.startswith("Changed verdicts in all packages: 3\n  pages/one: C1: verdict-weakened: ")
    assert " ".join(result.stdout.split()).endswith("of which 6 weaken the evidence.")
    assert "- pages\\/one\\: C1\\: verdict\\-weakened" in diff("old", "now", "--format", "markdown").stdout


def test_packages_come_and_go(root: Path) -> None:
    write_registry(root / "now", {"packages": ["pages/one", "pages/two"], "shared": ["shared"]})
    found = told("old", "now")
    gone = next(each["diff"] for each in found["packages"] if each["package"] == "pages/three")
    assert [each["subject"] for each in gone["changes"] if each["kind"] == "claim-removed"] == [
        "C1",
        "C2",
        "C3",
        "C4",
        "C5",
    ]
    assert found["complete"]
    added = next(each["diff"] for each in told("now", "old")["packages"] if each["package"] == "pages/three")
    assert added["old"]["absent"] == "the registry of now does not list pages/three"
    assert {each["kind"] for each in added["changes"] if each["table"] == "claims"} == {"claim-added"}


def move(root: Path, statement: str) -> None:
    """Gives a page another folder in the registry, and its first claim another statement."""
    shutil.move(root / "now/pages/two", root / "now/pages/deux")
    write_registry(root / "now", {"packages": ["pages/one", "pages/deux", "pages/three"], "shared": ["shared"]})
    file = root / "now/pages/deux/claims/claims.csv"
    said = "In trials, headache was as frequent with bright light as with dim light."
    text = file.read_text(encoding="utf-8")
    assert said in text
    file.write_text(text.replace(said, statement), encoding="utf-8")


def test_a_package_that_was_moved_is_followed(root: Path) -> None:
    move(root, "Headache was as frequent.")
    changes = {each["package"]: each["diff"]["changes"] for each in told("old", "now")["packages"]}
    assert {*changes} == {"pages/one", "pages/deux", "pages/three"}
    assert [(each["subject"], each["kind"]) for each in changes["pages/deux"]] == [("C1", "record-changed")]


@pytest.mark.parametrize(
    ("gone", "new", "expected"),
    [
        ({"a": ("x", "1 2 3")}, {"b": ("x", "")}, {"b": "a"}),
        ({"a": ("x", "1 2 3")}, {"b": ("y", "3 4")}, {"b": "a"}),
        ({"a": ("x", "1 2 3")}, {"b": ("y", "4")}, {}),
        ({"a": ("", "1")}, {"b": ("", "2")}, {}),
        ({"a": ("x", "1 2"), "c": ("y", "3 4")}, {"b": ("x", "3 4"), "d": ("z", "1 2")}, {"b": "c", "d": "a"}),
        ({"a": ("x", "1 2")}, {"b": ("x", "1"), "d": ("x", "1 2")}, {"d": "a"}),
        ({f"{each}": ("x", "1") for each in range(21)}, {"b": ("x", "1")}, {}),
    ],
)
def test_which_package_one_in_another_place_was(
    gone: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]], expected: dict[str, str]
) -> None:
    identities = [
        {place: Identity(name, frozenset(said.split())) for place, (name, said) in each.items()} for each in (gone, new)
    ]
    assert same_packages(*identities) == expected


def without_package(root: Path) -> None:
    shutil.rmtree(root / "now/pages/two")


def without_shared(root: Path) -> None:
    shutil.rmtree(root / "now/shared")


def cut(root: Path) -> None:
    file = root / "now/pages/two/claims/claims.csv"
    file.write_bytes(file.read_bytes().rstrip()[:-200] + b'"')


@pytest.mark.parametrize(
    ("break_", "what"),
    [
        (without_package, 'registry.json: the package "pages/two" is not there'),
        (without_shared, 'registry.json: the package "shared" is not there'),
        (cut, "Not compared: new: claims"),
    ],
)
def test_what_can_not_be_compared_is_told(break_: Callable[[Path], None], what: str, root: Path) -> None:
    break_(root)
    result = diff("old", "now")
    assert result.exit_code == 3
    assert what in " ".join(result.stdout.split())


def test_a_registry_that_was_moved_is_followed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "now")
    commit_all(root / "now")
    retract(root)
    (root / "now/below").mkdir()
    for name in ("pages", "shared", "registry.json"):
        shutil.move(root / "now" / name, root / "now/below" / name)
    found = told("HEAD", "--package", "below/registry.json")
    assert len(found["changed_verdicts"]) == len(NAMES)
    assert {each["diff"]["old"]["given"] for each in found["packages"]} == {"HEAD:registry.json"}
    commit_all(root / "now")
    assert told("HEAD~1", "HEAD", "--package", "below/registry.json")["changed_verdicts"] == found["changed_verdicts"]


def test_a_revision_has_its_own_registry(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "now")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "As it was"]):
        subprocess.run([*git, *words], check=True)
    retract(root)
    for words in (["HEAD"], ["HEAD", "--package", "registry.json"], ["HEAD:registry.json", "."]):
        found = told(*words)
        assert len(found["changed_verdicts"]) == len(NAMES), words
    subprocess.run([*git, "rm", "-q", "--cached", "registry.json"], check=True)
    subprocess.run([*git, "commit", "-qm", "No registry"], check=True)
    for words in (["HEAD", "."], ["HEAD", "registry.json"], ["HEAD", "--package", "registry.json"], ["HEAD", "HEAD~1"]):
        found = told(*words)
        assert [each["package"] for each in found["packages"]] == list(NAMES), words
        assert {each["diff"]["old"]["absent"] for each in found["packages"]} == {
            '"registry.json" in "HEAD" is not there'
        }
        changes = [change for each in found["packages"] for change in each["diff"]["changes"]]
        assert sum(change["kind"] == "claim-added" for change in changes) == 5 * len(NAMES)
        result = diff(*words)
        assert result.exit_code == 0
        assert 'Everything is new: "registry.json" in "HEAD" is not there.' in " ".join(result.stdout.split())
    assert diff("HEAD~1", "HEAD").exit_code == 2
    result = diff("HEAD:pages", ".")
    assert result.exit_code == 2
    assert '"pages/registry.json" in "HEAD" is not there' in result.output
