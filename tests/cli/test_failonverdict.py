"""``--fail-on-verdict``: verdicts fail a check, whatever was accepted; without verdicts there is no green."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from claimpack.claimverdict import VERDICTS
from claimpack.cli import main
from claimpack.formats import FORMATS
from claimpack.rules.sources import scope_beyond_source
from click.testing import CliRunner, Result

from tests.edits import EXAMPLE, TODAY, Edit

# C1 is said to be more frequent, and E1, 1.05 (0.90 to 1.22), shows neither; E2 has no case of what C4 never saw.
UNSUPPORTED = Edit(csv={"claims": "claim_id,effect_direction\nC1,increased\n"})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    UNSUPPORTED.apply(tmp_path / "package")
    return tmp_path / "package"


def validate(folder: Path, *arguments: object) -> Result:
    words = ["validate", str(folder), "--today", TODAY.isoformat(), *map(str, arguments)]
    return CliRunner().invoke(main, words)


def test_the_claims_are_told_that_fail(package: Path) -> None:
    result = validate(package, "--fail-on", "never", "--fail-on-verdict", "mixed,unsupported")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    told = lines.index("1 claim fails the check by a verdict (mixed or unsupported).")
    assert lines[told + 1] == "  C1 is unsupported: E1 of S1 shows neither this nor the opposite."
    assert "more" not in lines[told + 2]


def test_that_none_fails_is_told_too(package: Path) -> None:
    result = validate(package, "--fail-on", "never", "--fail-on-verdict", "contradicted", "--fail-on-verdict", "mixed")
    assert result.exit_code == 0
    assert "No claim fails the check by a verdict (contradicted or mixed)." in result.stdout
    assert "by a verdict" not in validate(package).stdout


def test_accepting_the_problem_does_not_help(package: Path) -> None:
    accepting = ["acknowledge", "direction-contradicts-estimate", "C1", "E1", "--package", str(package)]
    done = CliRunner().invoke(main, [*accepting, "--reason", "So.", "--by", "us", "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.output
    assert validate(package).exit_code == 0
    assert validate(package, "--fail-on-verdict", "unsupported").exit_code == 1


def test_a_baseline_has_the_verdicts_that_were_there(package: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    validate(package, "--format", "json", "--output", before)
    result = validate(package, "--fail-on-verdict", "unsupported", "--baseline", before)
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert "No claim fails the check by a verdict (unsupported), 1 known from the baseline." in told
    report = json.loads(before.read_text(encoding="utf-8"))
    without = tmp_path / "without.json"
    others = [each | {"verdict": "outdated"} for each in report["verdicts"]]
    without.write_text(json.dumps(report | {"verdicts": others}), encoding="utf-8")
    assert validate(package, "--fail-on-verdict", "unsupported", "--baseline", without).exit_code == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--fail-on-verdict", "contradicte"], '"contradicte" is no verdict. Did you mean "contradicted"?'),
        (["--fail-on-verdict", "source-inconsistent"], 'Did you mean "source_inconsistent"?'),
        (["--fail-on-verdict", "x\x1b"], '"x\\u{001B}" is no verdict. The verdicts are contradicted, '),
        (["--fail-on-verdict", " , "], "--fail-on-verdict names no verdict."),
        (["--fail-on-verdict", "mixed", "--select", "numbers"], "which verdicts need."),
        (["--fail-on-verdict", "mixed", "--ignore", "scope-beyond-source"], "leaves out scope-beyond-source, which"),
    ],
)
def test_wrong_use(package: Path, given: list[str], says: str) -> None:
    result = validate(package, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def crashed(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(scope_beyond_source, "check", crash)


def without_sources(folder: Path, _: pytest.MonkeyPatch) -> None:
    (folder / "claims/sources.csv").unlink()


def without_claims(folder: Path, _: pytest.MonkeyPatch) -> None:
    for table in ("claims", "relations"):
        file = folder / f"claims/{table}.csv"
        file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("attack", "says"),
    [
        (crashed, "there are no verdicts: scope-beyond-source did not finish"),
        (without_sources, "there are no verdicts: claims/sources.csv is not there"),
        (without_claims, "there are no verdicts: there is no claim to judge"),
    ],
)
def test_without_verdicts_there_is_no_green(
    package: Path, attack: object, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack(package, monkeypatch)  # type: ignore[operator]
    files = {format_: tmp_path / format_ for format_ in FORMATS}
    reports = [word for format_, file in files.items() for word in ("--report", f"{format_}={file}")]
    result = validate(package, "--fail-on", "never", "--fail-on-verdict", "contradicted", *reports)
    assert result.exit_code == 3
    assert f"Not complete: {says}" in files["text"].read_text(encoding="utf-8")
    assert json.loads(files["json"].read_text(encoding="utf-8"))["complete"] is False
    junit = ET.fromstring(files["junit"].read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert junit.findall(".//error")


def test_every_format_says_that_it_failed(package: Path, tmp_path: Path) -> None:
    files = {format_: tmp_path / format_ for format_ in FORMATS}
    reports = [word for format_, file in files.items() for word in ("--report", f"{format_}={file}")]
    assert validate(package, "--fail-on", "never", "--fail-on-verdict", "unsupported", *reports).exit_code == 1
    text = {format_: file.read_text(encoding="utf-8") for format_, file in files.items()}
    why = "C1 is unsupported: E1 of S1 shows neither this nor the opposite."
    assert "## Claimpack: check failed" in text["markdown"]
    assert why in text["markdown"].replace("\\", "")
    assert f"::error title=A verdict fails the check::{why}" in text["github"].splitlines()
    assert "Check failed: " in text["github"]
    case = ET.fromstring(text["junit"]).find(".//testcase[@name='verdicts']")  # noqa: S314 - our own
    assert case is not None
    assert case.findtext("failure") == why
    (issue,) = [each for each in json.loads(text["codequality"]) if each["check_name"] == "failing-verdict"]
    assert (issue["severity"], issue["description"]) == ("major", why)
    for format_ in ("sarif", "codescanning"):
        (run,) = json.loads(text[format_])["runs"]
        (result,) = [each for each in run["results"] if each["ruleId"] == "failing-verdict"]
        assert (result["level"], result["message"]["text"]) == ("error", why)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "failing-verdict"
    assert {each["verdict"] for each in json.loads(text["json"])["verdicts"]} >= {"unsupported"}


def test_each_verdict_may_be_named() -> None:
    assert validate(EXAMPLE, "--fail-on", "never", "--fail-on-verdict", ",".join(VERDICTS)).exit_code == 1
