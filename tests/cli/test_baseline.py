"""``--baseline``: what was there before fails nothing, what is new does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner, Result

from tests.edits import TODAY, Edit

# C1 is said to be increased, which E1, 1.05 (0.90 to 1.22), does not show.
BEFORE = Edit(csv={"claims": "claim_id,effect_direction\nC1,increased\n"})
NEW = (
    "C6,P3,study_result,Headache was rarer.,bright_light,,adults,dim_light,headache,decreased,,,,,,not_reported,,,S1,\n"
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in a repository, whose only commit has one problem."""
    folder = tmp_path / "claims of ours"
    BEFORE.apply(folder)
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return folder


def validate(*arguments: object) -> Result:
    words = ["validate", "claims of ours", "--select", "article,sources", "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, [*words, *map(str, arguments)])


def add_a_problem(package: Path) -> None:
    with (package / "claims/claims.csv").open("a", encoding="utf-8") as stream:
        stream.write(NEW)


@pytest.mark.parametrize("kind", ["revision", "report"])
def test_only_what_is_new_fails(package: Path, kind: str) -> None:
    assert validate().exit_code == 1
    baseline = "HEAD"
    if kind == "report":
        baseline = "before.json"
        validate("--format", "json", "--output", baseline)
    result = validate("--baseline", baseline)
    assert result.exit_code == 0, result.output
    assert "0 warnings, 0 notes, 0 acknowledged, 1 known from the baseline." in result.stdout
    assert "direction-contradicts-estimate" not in result.stdout
    add_a_problem(package)
    result = validate("--baseline", baseline)
    assert result.exit_code == 1
    assert "C6, E1  warning  direction-contradicts-estimate" in result.stdout
    assert "C1, E1" not in result.stdout
    report = json.loads(validate("--baseline", baseline, "--format", "json").stdout)
    assert len(report["problems"]) == 2


def test_what_rests_on_the_article_is_known_too(package: Path) -> None:
    text = package / "article.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("12 trials", "13 trials"), encoding="utf-8")
    found = validate("--article", text, "--format", "json")
    assert "passage-changed" in found.stdout
    assert validate("--article", text, "--baseline", "HEAD").exit_code == 0


def test_a_revision_without_the_package_had_no_problems(package: Path) -> None:
    subprocess.run(["git", "rm", "-rq", "--cached", "."], check=True)
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "gone"], check=True, cwd=package.parent
    )
    assert validate("--baseline", "HEAD").exit_code == 1
    assert validate("--baseline", "HEAD~1").exit_code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "is no report in JSON"),
        ("[]", "is no report in JSON"),
        ("no JSON", "is no report in JSON"),
        ("[" * 100_000, "is no report in JSON"),
        ('{"report_version": "1", "problems": []}', 'is a report of version "1"; this is for version 2'),
        ('{"report_version": "2", "problems": [{"rule": "x"}], "verdicts": []}', "is no report in JSON"),
        ('{"report_version": "2", "problems": [], "verdicts": [{}]}', "is no report in JSON"),
        (None, "is not a regular file"),
    ],
    ids=ascii,
)
def test_what_is_no_report_is_refused(package: Path, content: str | None, says: str) -> None:
    file = package.parent / "other"
    if content is None:
        file.mkdir()
    else:
        file.write_text(content, encoding="utf-8")
    result = validate("--baseline", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


@pytest.mark.parametrize("name", ["no-such-branch", "", "x" * 5_000, "-x\x00"])
def test_what_is_neither_is_wrong_use(package: Path, name: str) -> None:
    assert package.is_dir()
    assert validate("--baseline", name).exit_code == 2


def test_the_baseline_is_not_written_over(package: Path) -> None:
    assert validate("--format", "json", "--output", "before.json").exit_code == 1
    before = (package.parent / "before.json").read_bytes()
    assert validate("--baseline", "before.json", "--output", "before.json").exit_code == 2
    assert (package.parent / "before.json").read_bytes() == before
