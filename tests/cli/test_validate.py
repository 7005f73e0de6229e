"""``claimpack validate``: its exit codes, its options, and an output that depends on nothing but the package."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from claimpack.cli import main
from claimpack.package.package import Package
from claimpack.package.schemas import read_schema
from claimpack.rules import catalogue
from claimpack.rules.catalogue import Rule, all_rules
from claimpack.rules.finding import Examined, Observation
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.cli.terminal import ARTICLE, PACKAGE, claimpack, read_all
from tests.edits import EXAMPLE, ROOT, Edit

STRUCTURE = [rule.name for rule in all_rules() if rule.family == "structure"]
NOTE = Edit(csv={"claims": "claim_id,note\nC1,two  spaces\n"})
WARNING = Edit(csv={"passages": "passage_id,coverage_reason\nP1,\n"})
ERROR = Edit(csv={"claims": "claim_id,severity\nC1,grave\n"})


def validate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)], catch_exceptions=False)


def edited(edit: Edit, folder: Path) -> str:
    edit.apply(folder / "package")
    return str(folder / "package")


def report_of(*arguments: str | Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(validate("--format", "json", *arguments).stdout)
    Draft202012Validator(read_schema("report.schema.json")).validate(report)
    return report


def ran(*options: str) -> list[str]:
    return [result["rule"] for result in report_of(PACKAGE, *options)["rules"]]


# Exit codes


@pytest.mark.parametrize(
    ("edit", "fail_on", "code"),
    [
        pytest.param(edit, fail_on, code, id=f"{name}, --fail-on {fail_on}")
        for name, edit, codes in [
            ("clean", Edit(), (0, 0, 0, 0)),
            ("a note", NOTE, (0, 0, 1, 0)),
            ("a warning", WARNING, (0, 1, 1, 0)),
            ("an error", ERROR, (1, 1, 1, 0)),
        ]
        for fail_on, code in zip(("error", "warning", "note", "never"), codes, strict=True)
    ],
)
def test_exit_code_by_the_mildest_problem_that_fails(edit: Edit, fail_on: str, code: int, tmp_path: Path) -> None:
    assert validate(edited(edit, tmp_path), "--fail-on", fail_on).exit_code == code


def test_warnings_fail_and_notes_do_not_by_default(tmp_path: Path) -> None:
    assert validate(edited(NOTE, tmp_path / "note")).exit_code == 0
    assert validate(edited(WARNING, tmp_path / "warning")).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--select", "citation-missmatch"], 'Did you mean "citation-mismatch"?', id="unknown rule"),
        pytest.param(["--ignore", "structures"], 'Did you mean "structure"?', id="unknown family"),
        pytest.param(["--select", "structure", "--ignore", "structure"], "No rule is left to run", id="none left"),
        pytest.param(
            ["--ignore", ",".join(rule.name for rule in all_rules())], "No rule is left to run", id="all ignored"
        ),
        pytest.param(["--today", "19.02.2026"], "--today", id="a date of another form"),
        pytest.param(["--today", "2026-02-30"], "--today", id="no such day"),
        pytest.param(["--format", "yaml"], "--format", id="unknown format"),
        pytest.param(["--fail-on", "fatal"], "--fail-on", id="unknown severity"),
        pytest.param(["--article", "no-such-article.txt"], "--article", id="no such article"),
        pytest.param(["--article", PACKAGE], "--article", id="a folder as article"),
        pytest.param(["--fix"], "--fix", id="unknown option"),
    ],
)
def test_wrong_use(arguments: list[str], says: str) -> None:
    result = validate(PACKAGE, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("", "holds no datapackage.json: name {}package/datapackage.json or its folder."),
        ("package/claims", "package/claims holds no datapackage.json: name {}package/datapackage.json or its folder."),
        (
            "package/claims/below",
            "below holds no datapackage.json: name a claims package's datapackage.json or its folder.",
        ),
        ("package.zip", "package.zip is an archive: unpack it, and name the folder that its datapackage.json is in."),
    ],
)
def test_what_was_named_instead_of_the_package(name: str, what: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "package")
    (tmp_path / "package/claims/below").mkdir()
    shutil.make_archive(str(tmp_path / "package"), "zip", tmp_path / "package")
    result = validate(tmp_path / name)
    assert result.exit_code == 2
    assert what.format(f"{tmp_path}/") in result.stderr


def test_an_address_is_not_fetched() -> None:
    result = validate("https://example.org/claims/datapackage.json")
    assert result.exit_code == 2
    what = "https://example.org/claims/datapackage.json is an address, and nothing is fetched: download the package"
    assert what in result.stderr


@pytest.mark.parametrize("name", ["empty", "absent", "absent/datapackage.json"])
def test_no_package_is_wrong_use(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = validate(tmp_path / name)
    assert result.exit_code == 2
    assert "datapackage.json" in result.stderr


def test_an_article_that_is_none_of_the_package_is_wrong_use(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("Something else.\n", encoding="utf-8")
    result = validate(PACKAGE, "--article", ARTICLE, "--article", stranger)
    assert result.exit_code == 2
    assert "stranger.txt" in result.stderr


def test_an_article_that_is_no_text_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(b"\xff\xfeA\0")
    result = validate(PACKAGE, "--article", tmp_path / "article.txt")
    assert result.exit_code == 2
    assert "is in UTF-16, not UTF-8" in result.stderr


def test_nothing_examined_is_incomplete() -> None:
    result = validate(PACKAGE, "--select", "passage-changed")
    assert result.exit_code == 3
    assert "passage-changed: no article text was given: add --article FILE" in result.stdout
    assert validate(PACKAGE, "--select", "passage-changed", "--article", ARTICLE).exit_code == 0


@pytest.mark.parametrize("refused", ["claims/sources.csv", "datapackage.json"])
def test_a_file_that_may_not_be_read_is_incomplete(refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if Path(path) == Path(PACKAGE) / refused:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really_open(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    result = validate(PACKAGE)
    assert result.exit_code == 3
    assert "Permission denied" in result.stdout
    assert "Not complete" in result.stdout


@pytest.fixture
def _crashing_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(package: Package) -> Iterator[Observation]:
        yield Examined(len(package.tables))
        raise ZeroDivisionError("by way of example")

    rule = Rule("crashing", "structure", "note", '"""Crashes."""', lambda: crash)
    rules = (rule, *all_rules())
    monkeypatch.setattr(catalogue, "all_rules", lambda: rules)


@pytest.mark.usefixtures("_crashing_rule")
def test_a_crashing_rule_is_incomplete_and_takes_no_other_along(tmp_path: Path) -> None:
    package = edited(ERROR, tmp_path)
    result = validate(package)
    assert result.exit_code == 3
    assert "crashing crashed: ZeroDivisionError: by way of example" in result.stdout
    assert "Traceback" not in result.output
    report = report_of(package)
    assert report["complete"] is False
    assert [problem["rule"] for problem in report["problems"]] == ["invalid-cell"]
    assert report["rules"][0] == {
        "rule": "crashing",
        "severity": "note",
        "status": "crashed",
        "examined": 9,
        "problems": 0,
        "reason": "ZeroDivisionError: by way of example",
    }
    assert validate(package, "--fail-on", "never").exit_code == 3


# Options


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--select", "structure"], STRUCTURE, id="a family"),
        pytest.param(["--select", "duplicate-key"], ["duplicate-key"], id="a rule"),
        pytest.param(
            ["--select", "invalid-cell, duplicate-key"], ["duplicate-key", "invalid-cell"], id="in their usual order"
        ),
        pytest.param(
            ["--select", "passage-gap", "--select", "duplicate-key,passage-gap"],
            ["duplicate-key", "passage-gap"],
            id="given twice",
        ),
        pytest.param(
            ["--select", "structure", "--ignore", ",".join(STRUCTURE[1:])], STRUCTURE[:1], id="all but one ignored"
        ),
        pytest.param(["--select", "duplicate-key,"], ["duplicate-key"], id="a comma at the end"),
    ],
)
def test_which_rules_run(options: list[str], expected: list[str]) -> None:
    assert ran(*options) == expected


def test_all_rules_but_the_ignored_ones_run() -> None:
    expected = [rule.name for rule in all_rules() if rule.family != "structure" and rule.name != "passage-gap"]
    assert ran("--ignore", "structure", "--ignore", "passage-gap") == expected
    assert ran() == [rule.name for rule in all_rules()]


def test_the_json_report_says_what_was_checked() -> None:
    report = report_of(PACKAGE, "--article", ARTICLE)
    assert report["report_version"] == "2"
    assert report["package"] == {
        "name": "light-therapy",
        "version": "1.0.0",
        "path": str(Path(PACKAGE) / "datapackage.json"),
    }
    assert report["complete"] is True
    assert report["problems"] == report["causes"] == []
    assert report["summary"]["causes"] == 0
    assert report["summary"]["records"] == {
        "articles": 1,
        "passages": 8,
        "claims": 5,
        "references": 2,
        "sources": 2,
        "estimates": 2,
        "concepts": 9,
        "relations": 1,
        "acknowledgements": 0,
    }


def test_the_descriptor_and_its_folder_name_the_same_package() -> None:
    assert validate(PACKAGE).stdout == validate(Path(PACKAGE) / "datapackage.json").stdout


def test_the_report_goes_to_a_file_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("old", encoding="utf-8")
    result = validate(PACKAGE, "--format", "json", "--output", file)
    assert (result.exit_code, result.output) == (0, "")
    assert file.read_text(encoding="utf-8") == validate(PACKAGE, "--format", "json").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("edit", [Edit(), ERROR], ids=["clean", "with problems"])
def test_an_output_that_cannot_be_written_is_incomplete(edit: Edit, tmp_path: Path) -> None:
    (tmp_path / "absent").write_text("A file, where a folder would have to be.", encoding="utf-8")
    result = validate(edited(edit, tmp_path), "--output", tmp_path / "absent" / "report.txt")
    assert result.exit_code == 3
    assert "can't be written" in result.stderr


def test_today_decides_whether_an_acknowledgement_has_lapsed(tmp_path: Path) -> None:
    package = edited(WARNING, tmp_path)
    (problem,) = report_of(package)["problems"]
    row = f"{problem['rule']},P1,{problem['fingerprint']},It speaks for itself.,A. Curator,2026-01-01,2026-06-30\n"
    with (Path(package) / "claims/acknowledgements.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    (problem,) = report_of(package, "--today", "2026-06-30")["problems"]
    assert (problem["acknowledged"], problem["reason"]) == (True, "It speaks for itself.")
    (problem,) = report_of(package, "--select", problem["rule"], "--today", "2026-07-01")["problems"]
    assert (problem["acknowledged"], problem["reason"]) == (False, None)
    options = ["--select", problem["rule"], "--today"]
    assert validate(package, *options, "2026-06-30").exit_code == 0
    assert validate(package, *options, "2026-07-01").exit_code == 1


# What the output holds


def test_the_text_names_the_cell_and_says_what_to_do(tmp_path: Path) -> None:
    result = validate(edited(ERROR, tmp_path), "--ignore", "article")
    assert (
        result.stdout
        == (
            "claims/claims.csv\n"
            "  K2  line 2  severity  C1  error  invalid-cell\n"
            '    severity is "grave", which is not one of the allowed words.\n'
            "    Allowed: mild, moderate, serious, any.\n"
            "\n"
        )
        + result.stdout.partition("\n\n")[2]
    )
    assert result.stdout.partition("\n\n")[2].startswith("light-therapy 1.0.0: 1 article, 8 passages, 5 claims,")


@pytest.mark.parametrize("format_", ["text", "json"])
def test_codes_for_the_terminal_never_come_through(format_: str, tmp_path: Path) -> None:
    clear = "\x1b[2J\x9b31m\u202e"
    edit = Edit(
        csv={"claims": f"claim_id,severity,note\nC1,{clear},{clear}\n"},
        descriptor=json.dumps({"name": f"light{clear}", "version": clear}),
        file={
            f"claims/{clear}.csv": "claim_id\n",
            "claims/relations.csv": f"claim_id,relation,target_claim_id,{clear}\n",
        },
    )
    result = validate(edited(edit, tmp_path), "--format", format_)
    assert result.exit_code == 1
    assert not set(result.stdout) & set("\x1b\x9b\u202e")


def test_no_colours_where_no_terminal_is() -> None:
    assert b"\x1b" not in claimpack("validate", PACKAGE).stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_colours_on_a_terminal_unless_told_otherwise(no_color: str, tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not on every system

    package = edited(ERROR, tmp_path)
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "claimpack", "validate", package]
    environment = os.environ | {"NO_COLOR": no_color, "TERM": "xterm", "PYTHONPATH": str(ROOT / "validator")}
    with subprocess.Popen(command, stdout=follower, env=environment, cwd=tmp_path) as process:
        os.close(follower)
        written = b"".join(read_all(leader))
        assert process.wait() == 1
    assert (b"\x1b[" in written) == (not no_color)
    assert click.unstyle(written.decode()).replace("\r\n", "\n") == validate(package).stdout


# The same bytes everywhere


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["text", "json"])
def test_the_same_bytes_whatever_surrounds_it(format_: str, tmp_path: Path) -> None:
    package = edited(
        Edit(
            csv={"claims": "claim_id,severity,outcome,note\nC1,grave,Übelkeit,naïve  – “x”\nC2,,nausea,\n"},
            descriptor='{"a": 1, "version": "x"}',
        ),
        tmp_path,
    )
    arguments = ("validate", package, "--format", format_)
    outputs = {
        claimpack(*arguments, folder=folder, environment=environment).stdout
        for folder, environment in [
            (tmp_path, {"PYTHONHASHSEED": "0"}),
            (Path(package), {"PYTHONHASHSEED": "1", "LC_ALL": "C"}),
            (Path("/"), {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}),
            (tmp_path, {"COLUMNS": "20", "PYTHONUTF8": "0", "LC_ALL": "POSIX"}),
        ]
    }
    assert len(outputs) == 1
    assert "Übelkeit" in outputs.pop().decode("utf-8")


def test_the_current_folder_is_the_package_if_none_is_named() -> None:
    here = claimpack("validate", folder=Path(PACKAGE))
    assert here.returncode == 0
    assert here.stdout.decode() == validate(PACKAGE).stdout
    assert here.stderr == b""
