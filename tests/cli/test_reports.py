"""``--report``: several reports from one run, each where it was asked for; annotations name the repository's files."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimpack.cli import main, reports
from claimpack.cli.repositoryroot import checkout_path
from claimpack.formats import FORMATS
from claimpack.package.package import Package
from claimpack.rules import catalogue
from claimpack.rules.catalogue import Rule, all_rules
from claimpack.rules.finding import Observation
from click.testing import CliRunner, Result

from tests.cli.terminal import claimpack
from tests.edits import EXAMPLE, Edit
from tests.formats.workflowcommands import commands
from tests.githubmarkdown import Page

WARNING = Edit(csv={"passages": "passage_id,coverage_reason\nP1,\n"})
NOTE = Edit(csv={"claims": "claim_id,note\nC1,two  spaces\n"})
FEW = ("--select", "structure,passage-without-claim")
KNOWN = "The formats are text, json, sarif, codescanning, junit, github, markdown, codequality."
TWICE = "2 reports would go to {here}/out; give each a file of its own."


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are no job of a CI server, also where they run in one."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "repository/data"
    WARNING.apply(folder)
    return folder


def validate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments), *FEW], catch_exceptions=False)


def test_several_reports_of_one_run_are_those_of_single_runs(package: Path, tmp_path: Path) -> None:
    wanted = [f"--report={name}={tmp_path / name}" for name in FORMATS]
    done = validate(package, *wanted)
    assert done.exit_code == 1
    assert done.stdout == validate(package).stdout
    for name in FORMATS:
        single = tmp_path / f"{name}-alone"
        assert validate(package, "--format", name, "--output", single).exit_code == 1
        assert (tmp_path / name).read_bytes() == single.read_bytes()
        assert single.read_bytes()


def test_a_package_is_checked_once(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimpack import engine  # noqa: PLC0415

    runs: list[object] = []
    real = engine.run
    monkeypatch.setattr(engine, "run", lambda *arguments, **options: runs.append(1) or real(*arguments, **options))
    validate(package, f"--report=json={tmp_path / 'a'}", f"--report=junit={tmp_path / 'b'}")
    assert runs == [1]


def test_one_report_may_go_to_standard_output(package: Path, tmp_path: Path) -> None:
    done = validate(package, "--output", tmp_path / "text", "--report", "json=-")
    assert json.loads(done.stdout)["package"]["name"] == "light-therapy"
    assert (tmp_path / "text").read_text(encoding="utf-8").startswith("claims/")


def test_a_file_may_have_the_name_of_standard_output(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = validate(package, "--output", "./-", "--report", "json=-")
    assert json.loads(done.stdout)["package"]["name"] == "light-therapy"
    assert Path("-").read_text(encoding="utf-8").startswith("claims/")


def test_files_are_written_before_standard_output(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path | None] = []
    monkeypatch.setattr(reports, "write_result", lambda _, target: written.append(target))
    validate(package, f"--report=json={tmp_path / 'a'}", f"--report=junit={tmp_path / 'b'}")
    assert written == [tmp_path / "a", tmp_path / "b", None]


def refused(done: Result, folder: Path) -> str:
    """The message of wrong use, which wrote nothing."""
    assert done.exit_code == 2
    assert done.stdout == ""
    assert not [path for path in folder.rglob("*") if path.name.startswith("out")]
    return " ".join(done.stderr.split("Error: ")[1].split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--report", "junt=out"],
            "Invalid value for '--report': \"junt=out\" is not FORMAT=FILE with a known format. "
            f'Did you mean "junit"? {KNOWN}',
        ),
        (
            ["--report", "out"],
            f"Invalid value for '--report': \"out\" is not FORMAT=FILE with a known format. {KNOWN}",
        ),
        (
            ["--report", "json"],
            'Invalid value for \'--report\': "json" names no file. Write it like json=FILE; - is standard output.',
        ),
        (
            ["--report", "json="],
            'Invalid value for \'--report\': "json=" names no file. Write it like json=FILE; - is standard output.',
        ),
        (["--report", "json=-"], "2 reports would go to standard output; give each a file of its own."),
        (["--report", "json=out", "--report", "junit=./out"], TWICE),
        (["--output", "out", "--report", "junit=link/out"], TWICE),
        (
            ["--report", "json=data/claims/claims.csv"],
            "data/claims/claims.csv is a file of the package or its article; write the report elsewhere.",
        ),
        (
            ["--report", "json=link/data/datapackage.json"],
            "link/data/datapackage.json is a file of the package or its article; write the report elsewhere.",
        ),
        (
            ["--article", "data/article.txt", "--report", "json=data/article.txt"],
            "data/article.txt is a file of the package or its article; write the report elsewhere.",
        ),
    ],
)  # fmt: skip
def test_wrong_use_writes_nothing(
    package: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    here = package.parent
    monkeypatch.chdir(here)
    (here / "link").symlink_to(here, target_is_directory=True)
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    assert refused(validate("data", *arguments), here) == says.format(here=here.resolve())
    assert before == {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}


def test_what_can_t_be_written_is_told_and_the_others_are_written(package: Path, tmp_path: Path) -> None:
    (tmp_path / "nowhere").write_text("A file, where a folder would have to be.", encoding="utf-8")
    done = validate(
        package,
        f"--report=json={tmp_path / 'nowhere/a'}",
        f"--report=junit={tmp_path / 'junit'}",
        f"--report=markdown={tmp_path / 'nowhere/b'}",
    )
    assert done.exit_code == 3
    told = " ".join(done.stderr.split())
    for name in ("a", "b"):
        assert f"{tmp_path / 'nowhere' / name} can't be written: Not a directory" in told
    assert (tmp_path / "junit").read_text(encoding="utf-8").startswith("<?xml")
    assert done.stdout == validate(package).stdout


def test_the_folder_of_a_report_is_made(package: Path, tmp_path: Path) -> None:
    done = validate(package, f"--report=json={tmp_path / 'out/of/a'}")
    assert (done.exit_code, done.stderr) == (1, "")
    assert json.loads((tmp_path / "out/of/a").read_text(encoding="utf-8"))["problems"]


@pytest.mark.parametrize(("edit", "fail_on", "code"), [
    (Edit(), "warning", 0), (NOTE, "warning", 0), (NOTE, "note", 1), (WARNING, "warning", 1), (WARNING, "error", 0),
])  # fmt: skip
@pytest.mark.parametrize("name", ["junit", "github", "markdown"])
def test_the_exit_code_and_the_report_agree(name: str, edit: Edit, fail_on: str, code: int, tmp_path: Path) -> None:
    edit.apply(tmp_path / "package")
    done = validate(tmp_path / "package", "--format", name, "--fail-on", fail_on)
    assert done.exit_code == code
    passed = {"junit": 'failures="0"', "github": "Check passed", "markdown": "check passed"}[name]
    first = done.stdout.split("<testsuite ")[0] if name == "junit" else done.stdout
    assert (passed in first) == (code == 0)


@pytest.mark.parametrize("name", ["junit", "github", "markdown"])
def test_an_incomplete_check_is_no_pass(name: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Package) -> Iterator[Observation]:
        raise ValueError("out of order")

    rule = Rule("crashing", "structure", "note", '"""Crashes."""', lambda: crash)
    rules = (rule, *all_rules())
    monkeypatch.setattr(catalogue, "all_rules", lambda: rules)
    done = validate(package, "--format", name, "--fail-on", "never")
    assert done.exit_code == 3
    says = {
        "junit": 'message="the rule crashed: ValueError: out of order" type="crash">',
        "github": "::error title=Check incomplete::crashing crashed: ValueError: out of order.",
        "markdown": "## Claimpack: check incomplete",
    }
    assert says[name] in done.stdout
    assert "passed" not in done.stdout


# The summary of a step


def test_each_run_adds_to_the_summary_of_the_step(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    summary.write_bytes("What was there: é\n".encode())
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    page = validate(package, "--format", "markdown").stdout
    assert summary.read_text(encoding="utf-8") == "What was there: é\n", "other formats add nothing"
    for times in (1, 2):
        assert validate(package, "--format", "github").exit_code == 1
        assert summary.read_text(encoding="utf-8") == "What was there: é\n" + page * times
    assert Page(summary.read_text(encoding="utf-8")).texts["h2"] == ["Claimpack: check failed"] * 2


def test_a_report_for_github_in_a_file_is_no_log_and_adds_no_summary(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    validate(package, f"--report=github={tmp_path / 'log'}")
    assert (tmp_path / "log").is_file()
    assert not (tmp_path / "summary").exists()


def test_a_summary_that_can_t_be_written_takes_no_annotation_along(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "nowhere/summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = validate(package, "--format", "github")
    assert done.exit_code == 3
    assert f"The step's summary {summary} can't be written: No such file or directory." in " ".join(done.stderr.split())
    assert "Check failed: 0 errors, 1 warning" in done.stdout, "what was found is told all the same"


# Where the files are in the repository


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize("folder", [".", "repository", "repository/data", "elsewhere"])
def test_annotations_name_files_from_the_root_of_the_repository(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, folder: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / folder)
    monkeypatch.setenv(variable, str(tmp_path / "repository"))
    done = validate(os.path.relpath(package), "--format", "github")
    (found,) = commands(done.stdout)
    assert found.name == "warning"
    assert found.properties["file"] == "data/claims/passages.csv"
    assert found.properties["line"] == "2"


def test_outside_of_a_job_files_are_named_as_the_package_is(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (found,) = commands(validate("repository/data", "--format", "github").stdout)
    assert found.properties["file"] == "repository/data/claims/passages.csv"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "another"))
    (found,) = commands(validate(package, "--format", "github").stdout)
    assert found.properties["file"] == f"{package}/claims/passages.csv"


def test_a_root_that_is_reached_by_a_link_is_the_same_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "real/data")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "link"))
    assert checkout_path(tmp_path / "real/data/datapackage.json") == "data/datapackage.json"
    assert checkout_path(tmp_path / "link/data/datapackage.json") == "data/datapackage.json"
    assert checkout_path(tmp_path / "datapackage.json") is None
    (tmp_path / "real/data/.git").write_text("gitdir: elsewhere", encoding="utf-8")  # as of a submodule
    assert checkout_path(tmp_path / "real/data/datapackage.json") == "datapackage.json"
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "real/data"))
    assert checkout_path(tmp_path / "real/data/datapackage.json") == "datapackage.json"
    monkeypatch.setenv("CI_PROJECT_DIR", "")
    assert checkout_path(tmp_path / "real/data/datapackage.json") is None


# In a process of its own


def test_two_reports_of_a_process_of_its_own(package: Path, tmp_path: Path) -> None:
    done = claimpack("validate", str(package), *FEW, "--format", "junit", "--report", f"github={tmp_path / 'log'}")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert re.match(rb"::warning title=", (tmp_path / "log").read_bytes())


def test_a_shell_completes_the_formats() -> None:
    environment = {
        "_CLAIMPACK_COMPLETE": "bash_complete",
        "COMP_WORDS": "claimpack validate --report j",
        "COMP_CWORD": "3",
    }
    result = CliRunner().invoke(main, prog_name="claimpack", env=environment)
    assert [line.partition(",")[2] for line in result.stdout.splitlines()] == ["json=", "junit="]
