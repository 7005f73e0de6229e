"""The build and the pages of a registry: each package in its place, an index of all, and nothing half done."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.package.schemas import read_schema
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.edits import TODAY
from tests.registries import make_registry, write_registry

NAMES = ("one", "two", "three")
PLACES = [f"packages/pages-{name}" for name in NAMES]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_registry(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def claimpack(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--today", TODAY.isoformat()])


def index_of(folder: Path) -> Any:
    """The index of a build, which follows its schema."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    Draft202012Validator(read_schema("registryindex.schema.json")).validate(index)
    return index


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def contradict(root: Path) -> None:
    file = root / "pages/two/claims/claims.csv"
    text = file.read_text(encoding="utf-8")
    assert "headache,no_difference" in text
    file.write_text(text.replace("headache,no_difference", "headache,increased"), encoding="utf-8")


def test_a_registry_is_built(root: Path) -> None:
    contradict(root)
    result = claimpack("build", "registry.json", "--allow-warnings")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "Built 3 packages: 15 claims.")
    index = index_of(root / "dist")
    assert [(each["package"], each["folder"]) for each in index["packages"]] == [
        (f"pages/{name}", place) for name, place in zip(NAMES, PLACES, strict=True)
    ]
    assert index["verdicts"] == {"unsupported": 1, "unverified": 6, "supported": 5, "not_applicable": 3}
    by_source = {each["source_id"]: each["claims"] for each in index["by_source"]}
    assert {source: len(claims) for source, claims in by_source.items()} == {"S1": 6, "S2": 9}  # C1, C2; C2, C3, C4
    headache = next(each for each in index["by_outcome"] if each["outcome"] == "headache")
    assert headache["label"] == "Headache"
    assert [(each["package"], each["claim_id"]) for each in headache["claims"]] == [
        (f"pages/{name}", claim) for name in NAMES for claim in ("C1", "C2")
    ]
    (found,) = index["across_packages"]["problems"]
    assert {each["package"] for each in found["claims"]} == {"pages/one", "pages/two", "pages/three"}
    for place in PLACES:
        assert json.loads((root / "dist" / place / "claims.json").read_text(encoding="utf-8"))["claims"]
    page = (root / "dist/index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'href="([^"#]+)', page) if not link.startswith("http")]
    assert {f"{place}/page.html" for place in PLACES} == set(links)
    before = contents(root / "dist")
    assert claimpack("build", "registry.json", "--allow-warnings").exit_code == 0
    assert contents(root / "dist") == before


@pytest.mark.parametrize("lacking", ["", "outcome", "verdicts"])
def test_each_claim_that_has_the_words_of_another_is_on_the_overview(lacking: str, root: Path) -> None:
    """Also one about no outcome that cites no source, and one without a verdict, as not all could be read."""
    added = (
        "C9,P8,limitation,Nothing is known of it.,bright_light,,,,{outcome},uncertain,,,,,,not_reported,,,{sources},\n"
    )
    for name in NAMES:
        is_lacking = lacking == "outcome" and name == "two"
        outcome, sources = ("", "") if is_lacking else ("headache", "S1")
        with (root / f"pages/{name}/claims/claims.csv").open("a", encoding="utf-8") as stream:
            stream.write(added.format(outcome=outcome, sources=sources))
    if lacking == "verdicts":
        (root / "pages/two/claims/estimates.csv").write_text("estimate_id\n", encoding="utf-8")
    claimpack("page", "registry.json")
    page = (root / "site/index.html").read_text(encoding="utf-8")
    between = page[page.index('id="between"') : page.index('id="outcomes"')]
    pages = re.findall(r'packages/pages-(\w+).html#claim-C9"', between)
    assert pages == (["one", "three"] if lacking == "verdicts" else ["one", "three", "two"])
    assert between.count('class="badge') == len(pages)
    assert re.findall(r'pages/(\w+)</span> <span dir="auto">Nothing is known of it.', between) == [
        "one",
        "three",
        "two",
    ]


def test_what_is_not_fit_stands_in_the_way_of_all(root: Path) -> None:
    assert claimpack("build", "registry.json").exit_code == 0
    before = contents(root / "dist")
    contradict(root)
    result = claimpack("build", "registry.json")
    assert result.exit_code == 1
    assert "Nothing was written: see pages/two." in result.output
    write_registry(root, {"packages": ["pages/one", "pages/nine"], "shared": ["shared"]})
    result = claimpack("build", "registry.json")
    assert result.exit_code == 3
    assert "Nothing was written: see registry.json." in result.output
    assert contents(root / "dist") == before


def test_a_registry_has_pages(root: Path) -> None:
    for _ in range(2):  # the second replaces the first
        result = claimpack("page", "registry.json")
        assert (result.exit_code, result.output) == (0, "Written to site: index.html and 3 pages.\n")
    assert sorted(contents(root / "site")) == ["index.html", *sorted(f"{place}.html" for place in PLACES)]
    index = (root / "site/index.html").read_text(encoding="utf-8")
    for link, claim in re.findall(r'href="([^"#]+)#(claim-C\d)"', index):
        assert f'id="{claim}"' in (root / "site" / link).read_text(encoding="utf-8")
    (root / "pages/two/claims/claims.csv").unlink()
    result = claimpack("page", "registry.json")
    assert result.exit_code == 3
    assert "index.html and 2 pages" in result.output
    assert "no verdicts: claims/claims.csv is not there" in (root / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ["articles", "relations", "acknowledgements", "references", "passages"])
def test_a_table_that_is_not_there_costs_a_page_and_no_other(table: str, root: Path) -> None:
    (root / f"pages/two/claims/{table}.csv").unlink()
    result = claimpack("page", "registry.json")
    page = (root / "site/index.html").read_text(encoding="utf-8")
    assert "packages/pages-one.html" in page
    assert (root / "site/packages/pages-three.html").exists()
    if not (root / "site/packages/pages-two.html").exists():
        assert result.exit_code == 3
        assert f"Not complete: pages/two: there are no verdicts: claims/{table}.csv is not there." in result.output
        assert f"pages/two; no verdicts: claims/{table}.csv is not there" in page


def test_nothing_is_built_on_shared_records_that_are_broken(root: Path) -> None:
    file = root / "shared/claims/sources.csv"
    file.write_bytes(file.read_bytes().replace(b"S2,identified,", b"S2,"))  # a cell too few
    result = claimpack("build", "registry.json", "--allow-warnings")
    assert result.exit_code == 1
    assert "Nothing was written: see shared" in result.output
    result = claimpack("build", "pages/one", "--registry", "registry.json", "--allow-warnings")
    assert result.exit_code == 3
    why = "sources that it shares have problems of their own: see claimpack validate registry.json"
    assert why in " ".join(result.output.split())
    assert not (root / "dist").exists()


@pytest.mark.parametrize("command", ["build", "page"])
@pytest.mark.parametrize("foreign", ["thesis.txt", "packages/thesis.txt", "packages/pages-one/thesis.txt"])
def test_nothing_of_anybody_else_is_replaced(command: str, foreign: str, root: Path) -> None:
    assert claimpack("build", "registry.json", "--output", "there").exit_code == 0
    (root / "there" / foreign).write_text("Years of work.", encoding="utf-8")
    result = claimpack(command, "registry.json", "--output", "there")
    assert result.exit_code == 2
    assert "thesis.txt" in result.output
    assert (root / "there" / foreign).exists()


@pytest.mark.parametrize("command", ["build", "page"])
def test_nor_a_file_or_the_folder_that_somebody_is_in(
    command: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = claimpack(command, "registry.json", "--output", "registry.json")
    assert (result.exit_code, "registry.json is a file: name a folder" in result.output) == (2, True)
    assert claimpack(command, "registry.json", "--output", "there").exit_code == 0
    before = contents(root / "there")
    monkeypatch.chdir(root / "there")
    result = claimpack(command, "../registry.json", "--output", ".")
    assert (result.exit_code, "is the current folder" in result.output) == (2, True)
    assert contents(root / "there") == before


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("words", [("page", "registry.json", "--output", "-"), ("page", ".", "--only", "A1")])
def test_what_is_of_one_package_is_refused(words: tuple[str, ...]) -> None:
    assert claimpack(*words).exit_code == 2


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_was_not_checked_is_told_at_the_top_of_the_overview(language: str, root: Path) -> None:
    messages = root / "messages.json"
    assert claimpack("build", "registry.json", "--output", "built").exit_code == 0
    content = json.loads((root / "built/packages/pages-one/messages.json").read_text(encoding="utf-8"))
    messages.write_text(json.dumps(content | {"language": language}), encoding="utf-8")
    write_registry(root, {"packages": ["pages/one", "pages/nowhere", "pages/two"], "shared": ["shared"]})
    (root / "pages/two/claims/claims.csv").unlink()
    result = claimpack("page", "registry.json", "--messages", str(messages))
    assert result.exit_code == 3
    assert 'Not complete: the package "pages/nowhere" is not there.' in result.output
    page = (root / "site/index.html").read_text(encoding="utf-8")
    top = page[: page.index("tally-heading")]
    assert "Not checked, or not whole, so that this page is incomplete:" in top
    told = "The package &#34;pages/nowhere&#34; is not there." if language == "en" else "pages/nowhere"
    assert f'<li dir="auto">{told}</li>' in top
    write_registry(root, {"packages": ["pages/one"], "shared": ["shared"]})
    assert claimpack("page", "registry.json").exit_code == 0
    assert "Not checked" not in (root / "site/index.html").read_text(encoding="utf-8")


def test_a_long_path_gets_a_shorter_name(root: Path) -> None:
    names = [f"{'pages-' * 30}{end}" for end in ("one", "two")]
    for name in names:
        shutil.copytree(root / "pages/one", root / "deep" / name / name)
    write_registry(root, {"packages": [f"deep/{name}/{name}" for name in names], "shared": ["shared"]})
    assert claimpack("page", "registry.json").exit_code == 0
    pages = {file.name for file in (root / "site/packages").iterdir()}
    assert len(pages) == 2
    assert all(len(name) < 130 for name in pages)
    links = re.findall(r'href="packages/([^"#]+)', (root / "site/index.html").read_text(encoding="utf-8"))
    assert set(links) == pages


def test_places_are_told_apart(root: Path) -> None:
    make_registry(root / "more", ("pages/one", "pages-one"))
    assert claimpack("build", "more/registry.json", "--output", "built").exit_code == 0
    folders = [each["folder"] for each in index_of(root / "built")["packages"]]
    assert folders == ["packages/pages-one", "packages/pages-one-2"]
