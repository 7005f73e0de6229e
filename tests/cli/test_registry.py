"""``claimpack validate`` and ``verdicts`` of several packages and of a registry: what is broken is never green."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.package.registryfile import is_registry
from click.testing import CliRunner, Result

from tests.edits import TODAY
from tests.registries import make_registry, write_registry
from tests.test_registry import check_report


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a registry of three packages, which is the current one."""
    make_registry(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def claimpack(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words), "--today", TODAY.isoformat()])


def validated(*words: object) -> tuple[int, Any]:
    """The exit code, and the report in JSON, which follows its schema."""
    result = claimpack("validate", *words, "--format", "json")
    report = json.loads(result.stdout)
    check_report(report)
    return result.exit_code, report


def retract(root: Path) -> None:
    file = root / "shared/claims/sources.csv"
    text = file.read_text(encoding="utf-8")
    assert "2019-06,none_found" in text
    file.write_text(text.replace("2019-06,none_found", "2019-06,retracted"), encoding="utf-8")


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("named", ["registry.json", ".", ""])
def test_a_sound_registry_passes(named: str) -> None:
    code, report = validated(*filter(None, [named]))
    assert (code, report["conclusion"], report["problems"]) == (0, "passed", [])
    assert [each["package"] for each in report["packages"]] == ["shared", "pages/one", "pages/two", "pages/three"]
    assert [each["report"]["summary"]["records"]["sources"] for each in report["packages"]] == [2, 2, 2, 2]
    assert report["summary"]["verdicts"] == {"unverified": 6, "supported": 6, "not_applicable": 3}


def test_a_retraction_recorded_once_is_told_of_every_page(root: Path) -> None:
    before = root / "before.json"
    assert claimpack("validate", "registry.json", "--format", "json", "--output", before).exit_code == 0
    retract(root)
    code, report = validated("registry.json", "--baseline", before)
    assert code == 1
    (common,) = report["common_causes"]
    assert (common["rule"], common["packages"]) == ("retracted-source", ["pages/one", "pages/two", "pages/three"])
    found = [problem for each in report["packages"] for problem in each["report"]["problems"]]
    assert {problem["path"] for problem in found} == {"../../shared/claims/sources.csv"}
    changed = {(each["package"], each["claim_id"], each["before"], each["now"]) for each in report["changed_verdicts"]}
    assert changed == {(f"pages/{name}", "C1", "supported", "unverified") for name in ("one", "two", "three")}
    text = claimpack("validate", "registry.json", "--baseline", before).stdout
    assert "  warning retracted-source in pages/one, pages/two and pages/three: retraction_status" in text
    assert "  pages/one: C1 was supported and is unverified: each of its sources was retracted or" in text
    assert text.endswith("Check failed. 4 packages: 3 failed, 1 passed.\n")


def test_what_is_of_one_page_alone_is_no_common_cause_though_its_ids_are_those_of_another(root: Path) -> None:
    for name in ("one", "two"):
        file = root / f"pages/{name}/claims/claims.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace(",occurs,,,,,,not_reported,,,S2,", ",occurs,,,,,,not_reported,,,,"), encoding="utf-8"
        )
    _, report = validated("registry.json")
    found = {
        each["package"]: {
            problem["cause"] for problem in each["report"]["problems"] if problem["rule"] == "uncited-claim"
        }
        for each in report["packages"]
    }
    assert found["pages/one"] == found["pages/two"] != set()  # each on its own passage P6
    assert not [each for each in report["common_causes"] if each["rule"] == "uncited-claim"]


def test_what_was_there_before_fails_nothing(root: Path) -> None:
    retract(root)
    claimpack("validate", "registry.json", "--format", "json", "--output", "before.json")
    code, report = validated("registry.json", "--baseline", "before.json")
    assert (code, report["changed_verdicts"]) == (0, [])


def test_one_package_accepts_what_is_shared(root: Path) -> None:
    retract(root)
    shown = claimpack("validate", "pages/one", "--registry", "registry.json")
    command = "claimpack acknowledge retracted-source S1 --package pages/one --registry registry.json --reason"
    assert command in shown.stdout
    words = ("retracted-source", "S1", "--package", "pages/one", "--registry", "registry.json", "--reason", "Seen.")
    assert claimpack("acknowledge", *words, "--by", "Somebody").exit_code == 0
    code, report = validated("registry.json")
    assert code == 1
    assert {each["package"]: each["conclusion"] for each in report["packages"]} == {
        "shared": "passed",
        "pages/one": "passed",
        "pages/two": "failed",
        "pages/three": "failed",
    }


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("command", [("page", "--output", "one.html"), ("build", "--output", "dist")])
def test_one_package_of_a_registry_is_shown_and_built(command: tuple[str, ...]) -> None:
    result = claimpack(command[0], "pages/one", "--registry", "registry.json", *command[1:])
    assert result.exit_code == 0, result.output


def test_without_its_registry_a_package_misses_what_it_shares(root: Path) -> None:  # noqa: ARG001 - the current folder
    result = claimpack("validate", "pages/one")
    assert result.exit_code == 1
    assert "unknown-reference" in result.stdout


@pytest.mark.usefixtures("root")
def test_verdicts_have_a_column_for_the_package() -> None:
    result = claimpack("verdicts", "registry.json", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert result.exit_code == 0
    assert [row["package"] for row in rows] == [f"pages/{name}" for name in ("one", "two", "three") for _ in range(5)]
    assert {row["verdict"] for row in rows if row["claim_id"] == "C1"} == {"supported"}
    found = json.loads(claimpack("verdicts", ".", "--format", "json").stdout)
    assert [(each["package"], each["claim_id"]) for each in found] == [
        (row["package"], row["claim_id"]) for row in rows
    ]
    assert claimpack("verdicts", ".").stdout.startswith("== pages/one ==\nC1  supported ")


def test_a_registry_without_packages_gives_no_columns_of_one_package(root: Path) -> None:
    write_registry(root, {"packages": []})
    result = claimpack("verdicts", "registry.json", "--format", "csv")
    assert (result.exit_code, result.stdout) == (3, "")


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(("format_", "last"), [("github", "Check passed: 4 packages: 4 passed."), ("markdown", "")])
def test_other_formats(format_: str, last: str) -> None:
    result = claimpack("validate", "registry.json", "--format", format_)
    assert result.exit_code == 0
    assert result.stdout.rstrip("\n").endswith(last)


def gone(root: Path) -> None:
    shutil.rmtree(root / "pages/two")


def no_descriptor(root: Path) -> None:
    (root / "pages/two/datapackage.json").unlink()


def listed_twice(root: Path) -> None:
    write_registry(root, {"packages": ["pages/one", "pages/two", "pages/three", "./pages/one"], "shared": ["shared"]})


def outside(root: Path) -> None:
    write_registry(root, {"packages": ["pages/one", "../elsewhere"], "shared": ["shared"]})


def cut_in_quotes(root: Path) -> None:
    file = root / "shared/claims/sources.csv"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n")[:-60] + ',"cut off\n', encoding="utf-8")


def cut_in_a_row(root: Path) -> None:
    file = root / "shared/claims/estimates.csv"
    file.write_bytes(file.read_bytes()[:-40])


def cut_between_rows(root: Path) -> None:
    file = root / "shared/claims/sources.csv"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")


def cut_to_nothing(root: Path) -> None:
    (root / "shared/claims/concepts.csv").write_bytes(b"")


def no_shared_file(root: Path) -> None:
    (root / "shared/claims/sources.csv").unlink()


def no_shared_package(root: Path) -> None:
    shutil.rmtree(root / "shared")


def one_id_in_two(root: Path) -> None:
    shutil.copytree(root / "shared", root / "more")
    for name in ("estimates", "concepts"):
        file = root / f"more/claims/{name}.csv"
        file.write_bytes(file.read_bytes().partition(b"\n")[0] + b"\n")
    write_registry(root, {"packages": ["pages/one", "pages/two", "pages/three"], "shared": ["shared", "more"]})


def one_page_cut(root: Path) -> None:
    file = root / "pages/two/claims/claims.csv"
    file.write_bytes(file.read_bytes()[:-60])


def one_page_cut_in_its_descriptor(root: Path) -> None:
    file = root / "pages/two/datapackage.json"
    file.write_bytes(file.read_bytes()[:200])


def one_page_without_claims(root: Path) -> None:
    (root / "pages/two/claims/claims.csv").write_bytes(b"")


def no_json(root: Path) -> None:
    (root / "registry.json").write_text('{"registry_version": "1",\n "packages": ["pages/one",]}', encoding="utf-8")


def another_form(root: Path) -> None:
    write_registry(root, {"packages": [], "folders": ["pages/one"]})


BROKEN: list[tuple[Callable[[Path], None], int, str]] = [
    (gone, 3, 'registry.json, line 5: the package "pages/two" is not there.'),
    (no_descriptor, 3, "pages/two holds no datapackage.json."),
    (listed_twice, 1, 'line 7: the package "./pages/one" is listed twice (first as "pages/one").'),
    (outside, 3, 'line 5: the package "../elsewhere" has ".." in it.'),
    (cut_in_quotes, 3, "of the shared records in shared, claims/sources.csv could not be read"),
    (cut_in_a_row, 1, "ragged-row"),
    (cut_between_rows, 1, 'source_ids names "S2", which is not in sources.'),
    (cut_to_nothing, 3, "of the shared records in shared, claims/concepts.csv could not be read"),
    (no_shared_file, 3, "of the shared records in shared, claims/sources.csv is not there"),
    (no_shared_package, 3, 'the package "shared" is not there.'),
    (one_id_in_two, 1, 'line 2: the source "S1" is in row 2 of shared/claims/sources.csv already.'),
    (one_page_cut, 1, "line 6 C5 error ragged-row"),
    (one_page_cut_in_its_descriptor, 1, "datapackage.json line 5 error invalid-descriptor"),
    (one_page_without_claims, 1, "claims/claims.csv line 1 error unreadable-table"),
    (no_json, 3, "registry.json, line 2: the registry is not JSON: there is a comma too many at line 2."),
    (another_form, 3, "packages must be a list of the folders of packages, and not empty."),
]


@pytest.mark.slow
@pytest.mark.parametrize(("break_", "code", "told"), BROKEN, ids=[each[0].__name__ for each in BROKEN])
def test_what_is_broken_is_told_and_never_green(
    break_: Callable[[Path], None], code: int, told: str, root: Path
) -> None:
    break_(root)
    result = claimpack("validate", "registry.json")
    assert result.exit_code == code, result.output
    assert told in " ".join(result.stdout.split())
    assert "Check passed." not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Check incomplete." if code == 3 else "Check failed.")
    assert validated("registry.json")[0] == code
    for format_ in ("github", "markdown"):
        assert claimpack("validate", "registry.json", "--format", format_).exit_code == code
    verdicts = claimpack("verdicts", "registry.json")
    assert verdicts.exit_code in ((0, 3) if code == 1 else (3,))


@pytest.mark.usefixtures("root")
def test_several_packages_without_a_registry(root: Path) -> None:
    whole = make_whole(root)
    code, report = validated("pages/one", whole)
    assert (code, report["registry"], report["summary"]["failed"], report["summary"]["passed"]) == (1, None, 1, 1)


def make_whole(root: Path) -> str:
    shutil.copytree(root / "pages/one", root / "whole")
    for name in ("sources", "estimates", "concepts"):
        shutil.copy(root / f"shared/claims/{name}.csv", root / "whole/claims")
    return "whole"


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pages/one", "./pages/one"), 'The package "./pages/one" is named twice, also as "pages/one".'),
        (("pages/one", "pages/nine"), "pages/nine is not there"),
        (("registry.json", "pages/one"), "registry.json is a registry: name it alone"),
        (("elsewhere/registry.json",), "elsewhere/registry.json is not there"),
        (("registry.json", "--article", "pages/one/article.txt"), "--article can't be given with several packages"),
        (("registry.json", "--report", "sarif=x.sarif"), "sarif can report on one package only"),
        (("registry.json", "--output", "shared/claims/sources.csv"), "is a file of the package"),
        (("registry.json", "--output", "registry.json"), "registry.json is the registry"),
        (("registry.json", "--baseline", "HEAD"), "HEAD does not exist"),
        (("registry.json", "--baseline", "registry.json"), "is no report on several packages"),
        (("pages/one", "--registry", "pages/one/datapackage.json"), "--registry: pages/one/datapackage.json: "),
    ],
)
def test_wrong_use(words: tuple[str, ...], told: str) -> None:
    result = claimpack("validate", *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "words",
    [
        ("new", "source", "--source-id", "S9", "--status", "identified", "--title", "A title", "--yes", "--package"),
        ("edit", "C1", "--note", "x", "--yes", "--package"),
        ("acknowledge", "unused-source", "S1", "--reason", "Kept.", "--package"),
        ("sheet", "export", "x.xlsx"),
        ("fmt",),
        ("watch",),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize(
    ("named", "what"), [("registry.json", "is a registry, not a package"), (".", "holds a registry, not a package")]
)
def test_a_registry_is_no_package_to_change(root: Path, words: tuple[str, ...], named: str, what: str) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    result = CliRunner().invoke(main, [*words, named])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{named} {what}: name one of the packages that it lists" in " ".join(result.stderr.split())
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_registry_is_known_under_another_name(root: Path) -> None:
    (root / "registry.json").rename(root / "r2.json")
    code, report = validated("r2.json")
    assert (code, report["conclusion"], len(report["packages"])) == (0, "passed", 4)
    result = claimpack("edit", "C1", "--note", "x", "--yes", "--package", "r2.json")
    assert (result.exit_code, "r2.json is a registry, not a package" in result.stderr) == (2, True)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("text", ['{"name": "x"}', "[]", "{", ""])
def test_another_json_file_is_no_registry(text: str) -> None:
    Path("r2.json").write_text(text, encoding="utf-8")
    assert not is_registry(Path("r2.json"))


HEADACHE = "--claim-type adverse_event --statement Headaches. --effect-direction occurs --population-basis not_reported"
CLAIM = ["--passage-id", "P5", "--outcome", "headache", "--source-ids", "S1", *HEADACHE.split()]


def test_a_new_claim_names_shared_records(root: Path) -> None:
    shared = {file: file.read_bytes() for file in (root / "shared").rglob("*") if file.is_file()}
    result = claimpack("new", "claim", "--package", "pages/one", *CLAIM, "--yes")
    assert result.exit_code == 0, result.output
    assert "claimpack validate pages/one --registry registry.json finds" in result.output
    assert result.output.endswith("Written to claims/claims.csv.\n")
    claims = (root / "pages/one/claims/claims.csv").read_text(encoding="utf-8")
    assert claims.endswith("headache,occurs,,,,,,not_reported,,,S1,\n")
    assert {file: file.read_bytes() for file in shared} == shared
    options = ("--registry", "registry.json", "--select", "structure")
    assert claimpack("validate", "pages/one", *options).exit_code == 0


@pytest.mark.usefixtures("root")
def test_an_id_that_is_shared_is_taken() -> None:
    words = ("--source-id", "S1", "--status", "identified", "--title", "A title", "--yes")
    result = claimpack("new", "source", "--package", "pages/one", *words)
    assert (result.exit_code, "S1 exists already" in result.output) == (2, True)


@pytest.mark.usefixtures("root")
def test_a_change_of_a_page_is_checked_with_what_it_shares() -> None:
    result = claimpack("edit", "C1", "--package", "pages/one", "--effect-direction", "increased", "--yes")
    assert result.exit_code == 0, result.output
    assert "With it, claimpack validate pages/one --registry registry.json finds " in result.output
    assert "direction-contradicts-estimate  C1" in result.output
    found = claimpack("validate", "pages/one", "--registry", "registry.json")
    assert "C1, E1  warning  direction-contradicts-estimate" in found.stdout


def test_from_within_the_page_the_registry_is_found_up_to_the_root_of_the_repository(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "pages/one")
    words = ("edit", "C1", "--effect-direction", "increased", "--yes")
    assert "claimpack validate finds nothing new with it." in claimpack(*words).output  # no repository: not looked for
    assert claimpack("edit", "C1", "--effect-direction", "decreased", "--yes").exit_code == 0
    (root / ".git").mkdir()
    assert "claimpack validate --registry ../../registry.json finds" in claimpack(*words).output
    assert claimpack("edit", "C1", "--effect-direction", "decreased", "--yes").exit_code == 0
    (root / "pages/.git").mkdir()
    assert "claimpack validate finds nothing new with it." in claimpack(*words).output
    assert claimpack("edit", "C1", "--effect-direction", "decreased", "--yes").exit_code == 0
    assert "direction-contradicts-estimate  C1" in claimpack(*words, "--registry", "../../registry.json").output


def test_a_registry_that_does_not_list_the_package_is_not_taken(root: Path) -> None:
    write_registry(root, {"packages": ["pages/two"], "shared": ["shared"]})
    result = claimpack("edit", "C1", "--package", "pages/one", "--effect-direction", "increased", "--yes")
    assert "claimpack validate finds nothing new with it." in result.output


def test_a_registry_that_cannot_be_read_is_told_of(root: Path) -> None:
    (root / "registry.json").write_text("{", encoding="utf-8")
    result = claimpack("edit", "C1", "--package", "pages/one", "--note", "x", "--yes")
    assert (result.exit_code, "registry.json is ignored: the registry is not" in result.stderr) == (0, True)


@pytest.mark.usefixtures("root")
def test_a_shared_record_is_changed_where_it_stands() -> None:
    result = claimpack("edit", "S1", "--package", "pages/one", "--note", "x", "--yes")
    assert result.exit_code == 2
    assert "is in shared/claims/sources.csv, which registry.json shares" in " ".join(result.stderr.split())
    result = claimpack("edit", "S1", "--package", "shared", "--note", "x", "--yes")
    assert result.exit_code == 0, result.output
    assert "Pages that rest on these records were not checked: claimpack validate registry.json\n" in result.output


def test_what_one_shared_package_names_of_another_is_known(root: Path) -> None:
    shutil.copytree(root / "shared", root / "more")
    for name in ("sources", "concepts", "estimates"):
        table = root / f"more/claims/{name}.csv"
        table.write_bytes(table.read_bytes().partition(b"\n")[0] + b"\n")
    write_registry(root, {"packages": ["pages/one", "pages/two", "pages/three"], "shared": ["shared", "more"]})
    words = "--source-id S1 --outcome headache --measure words --orientation not_stated --locator Abstract --yes"
    result = claimpack("new", "estimate", "--package", "more", *words.split())
    assert result.exit_code == 0, result.output
    assert validated("registry.json", "--select", "structure")[0] == 0


@pytest.mark.usefixtures("root")
def test_a_problem_of_what_is_shared_is_accepted_without_naming_the_registry(root: Path) -> None:
    retract(root)
    words = ("retracted-source", "S1", "--package", "pages/one", "--reason", "Seen.", "--by", "Somebody")
    assert claimpack("acknowledge", *words).exit_code == 0
    _, report = validated("registry.json", "--select", "retracted-source")
    found = [(each["package"], p["acknowledged"]) for each in report["packages"] for p in each["report"]["problems"]]
    assert found == [("pages/one", True), ("pages/two", False), ("pages/three", False)]


DOI = "10.1000/shared"
CITED = "TY  - JOUR\nTI  - {}\nPY  - 2020\nDO  - {}\nER  - \n"


@pytest.fixture
def shared(root: Path) -> Path:
    """The shared sources, of which the first has a DOI."""
    assert claimpack("edit", "S1", "--package", "shared", "--doi", DOI, "--yes").exit_code == 0
    return root / "shared/claims/sources.csv"


def test_a_paper_that_is_shared_is_not_entered_again(root: Path, shared: Path) -> None:
    before = shared.read_bytes()
    (root / "same.ris").write_text(CITED.format("An invented review of bright light therapy", DOI), encoding="utf-8")
    result = claimpack("import", "references", "same.ris", "--package", "pages/one", "--yes")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing to write.")
    (root / "new.ris").write_text(CITED.format("A paper of this page alone", "10.1000/own"), encoding="utf-8")
    result = claimpack("import", "references", "same.ris", "new.ris", "--package", "pages/one", "--yes")
    assert result.exit_code == 0, result.output
    assert "Now run: claimpack validate pages/one --registry registry.json\n" in result.output
    own = (root / "pages/one/claims/sources.csv").read_text(encoding="utf-8")
    assert (own.count("\n"), "10.1000/own" in own) == (2, True)
    assert shared.read_bytes() == before


def test_what_an_import_says_of_a_shared_record_is_left_for_its_own_package(root: Path, shared: Path) -> None:
    before = shared.read_bytes()
    notice = {"DOI": "10.1000/notice", "update-to": [{"DOI": DOI, "type": "retraction"}], "title": ["T"]}
    (root / "crossref.json").write_text(json.dumps([notice]), encoding="utf-8")
    words = ("import", "retractions", "crossref.json", "--checked-on", "2026-02-19", "--yes", "--package")
    result = claimpack(*words, "pages/one")
    assert result.exit_code == 1
    told = "../../shared/claims/sources.csv: 1 record of sources, S1: shared with other packages; import with that"
    assert told in result.stdout
    assert shared.read_bytes() == before
    assert claimpack(*words, "shared").exit_code == 0
    assert b",retracted,2026-02-19," in shared.read_bytes()


def test_an_anchored_page_cites_what_is_shared(root: Path, shared: Path) -> None:  # noqa: ARG001 - has the DOI
    (root / "page.txt").write_text(f"Light does no harm (doi:{DOI}).\n", encoding="utf-8")
    words = ("page.txt", "pages/one", "--article-id", "A2", "--references", "--yes")
    result = CliRunner().invoke(main, ["anchor", *words])
    assert result.exit_code == 0, result.output
    assert "--registry registry.json --article page.txt\n" in result.output
    references = (root / "pages/one/claims/references.csv").read_text(encoding="utf-8")
    assert f"A2,{DOI},S1\n" in references
    assert (root / "pages/one/claims/sources.csv").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.usefixtures("root")
def test_a_page_alone_names_the_registry_in_which_the_rest_may_be() -> None:
    result = claimpack("validate", "pages/one")
    assert result.exit_code == 1
    told = "The missing records may be shared by registry.json: claimpack validate pages/one --registry"
    assert told in result.stderr
    assert "may be shared" not in claimpack("validate", "pages/one", "--registry", "registry.json").stderr
