"""``claimpack verdicts``: one line a claim, as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from claimpack.claimverdict import RULES_BEHIND
from claimpack.cli import main
from claimpack.rules.sources import scope_beyond_source
from click.testing import CliRunner, Result

from tests.edits import EXAMPLE, ROOT, TODAY, Edit

# E1, 1.05 (0.90 to 1.22), does not show that headache is more frequent.
UNSUPPORTED = Edit(csv={"claims": "claim_id,effect_direction\nC1,increased\n"})


def verdicts(folder: Path, *arguments: object) -> Result:
    words = ["verdicts", str(folder), "--today", TODAY.isoformat(), *map(str, arguments)]
    return CliRunner().invoke(main, words)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    UNSUPPORTED.apply(tmp_path / "package")
    return tmp_path / "package"


TEXT = """\
C1  unsupported     In trials, headache was as frequent with bright light as … (E1 of S1 shows neither this nor the opposite)
C2  unverified      Treatment may bring on a mild headache at first. (only E1 of S1 on a broader or narrower scope, which shows neither)
C3  unverified      Treatment may strain the eyes. (no result of its sources on this is recorded)
C4  supported       Lasting damage to the eyes has never been reported. (E2 of S2 agrees)
C5  not_applicable  Little is known about the long run. (it says nothing that evidence could bear out)

Verdicts on 5 claims: 1 unsupported, 2 unverified, 1 supported, 1 not applicable.
"""  # noqa: E501


def test_as_text(package: Path) -> None:
    result = verdicts(package)
    assert (result.exit_code, result.stdout, result.stderr) == (0, TEXT, "")


def test_as_csv(package: Path, tmp_path: Path) -> None:
    file = tmp_path / "verdicts.csv"
    assert verdicts(package, "--format", "csv", "--output", file).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    assert [row["claim_id"] for row in rows] == ["C1", "C2", "C3", "C4", "C5"]
    (cause,) = [each for each in report_of(package)["causes"] if each["rule"] == "direction-contradicts-estimate"]
    assert rows[0] == {
        "claim_id": "C1",
        "verdict": "unsupported",
        "statement": "In trials, headache was as frequent with bright light as with dim light.",
        "reason": "E1 of S1 shows neither this nor the opposite",
        "estimates": "E1",
        "causes": cause["cause"],
    }


@pytest.mark.parametrize(
    ("statement", "cell"),
    [
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("@SUM(1)", "'@SUM(1)"),
        ("a\x1b[2Jb\u202ec", "a\\u{001B}[2Jb\\u{202E}c"),
        ("-5", "-5"),
        ("A is 5, and 5 = 5", "A is 5, and 5 = 5"),
        ("می\u200cخواهم: a::b", "می\u200cخواهم: a::b"),
    ],
)
def test_no_cell_is_run_or_obeyed(statement: str, cell: str, package: Path, tmp_path: Path) -> None:
    file = package / "claims/claims.csv"
    quoted = '"' + statement.replace('"', '""') + '"'
    text = file.read_text(encoding="utf-8").replace("Treatment may strain the eyes.", quoted)
    file.write_text(text, encoding="utf-8")
    verdicts(package, "--format", "csv", "--output", tmp_path / "verdicts.csv")
    with (tmp_path / "verdicts.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["claim_id"]: row["statement"] for row in csv.DictReader(stream)}["C3"] == cell


def report_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    words = ["validate", str(folder), "--today", TODAY.isoformat(), "--format", "json"]
    report: dict[str, list[dict[str, str]]] = json.loads(CliRunner().invoke(main, words).stdout)
    return report


@pytest.mark.parametrize("name", ["ours", "the example"])
def test_json_is_what_the_report_has_with_the_statements(name: str, package: Path) -> None:
    folder = {"ours": ROOT, "the example": package}[name]
    found = json.loads(verdicts(folder, "--format", "json").stdout)
    with (folder / "claims/claims.csv").open(encoding="utf-8", newline="") as stream:
        statements = {row["claim_id"]: row["statement"] for row in csv.DictReader(stream)}
    report = report_of(folder)
    assert {each["claim_id"]: each["statement"] for each in found} == statements
    assert [{key: value for key, value in each.items() if key != "statement"} for each in found] == report["verdicts"]


@pytest.mark.parametrize("name", ["ours", "the example"])
def test_what_a_verdict_rests_on_is_there(name: str, package: Path) -> None:
    """The estimates are in the package, and the causes in the report, by a rule that tells of such a verdict."""
    folder = {"ours": ROOT, "the example": package}[name]
    with (folder / "claims/estimates.csv").open(encoding="utf-8", newline="") as stream:
        estimates = {row["estimate_id"] for row in csv.DictReader(stream)}
    report = report_of(folder)
    causes = {each["cause"]: each for each in report["causes"]}
    seen = 0
    for each in json.loads(verdicts(folder, "--format", "json").stdout):
        because = each["because"]
        assert estimates.issuperset(because["estimates"])
        for cause in because["causes"]:
            seen += 1
            assert causes[cause]["rule"] in RULES_BEHIND[each["verdict"]]
            assert {each["claim_id"], *because["estimates"]} & {*causes[cause]["subjects"]}
    assert seen


def test_accepting_a_problem_changes_nothing(package: Path) -> None:
    before = verdicts(package, "--format", "json").stdout
    accepting = ["acknowledge", "direction-contradicts-estimate", "C1", "E1", "--package", str(package)]
    done = CliRunner().invoke(main, [*accepting, "--reason", "So.", "--by", "us", "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.output
    assert verdicts(package, "--format", "json").stdout == before


def test_what_a_terminal_would_obey_is_shown_as_text(package: Path) -> None:
    file = package / "claims/claims.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace("strain the eyes", "\x1b[2Jstrain\u202e"), encoding="utf-8"
    )
    shown = verdicts(package).stdout
    assert "\\u{001B}[2Jstrain\\u{202E}" in shown
    assert shown.replace("\n", "").isprintable()


def test_without_claims_there_are_none_to_tell(package: Path) -> None:
    for table in ("claims", "relations"):
        file = package / f"claims/{table}.csv"
        file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    result = verdicts(package)
    assert result.stdout == "There are no claims yet.\n"
    assert json.loads(verdicts(package, "--format", "json").stdout) == []


def test_what_stands_in_the_way_is_told(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "claims/estimates.csv").unlink()
    result = verdicts(package)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.endswith("Error: There are no verdicts: claims/estimates.csv is not there.\n")
    UNSUPPORTED.apply(package)

    def crash(_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(scope_beyond_source, "check", crash)
    result = verdicts(package)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "There are no verdicts: scope-beyond-source did not finish." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'csv'"),
        (["--output", ""], "An empty name was given"),
    ],
)
def test_wrong_use(arguments: list[str], says: str) -> None:
    result = verdicts(EXAMPLE, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_a_folder_without_a_package_is_wrong_use(tmp_path: Path) -> None:
    assert verdicts(tmp_path).exit_code == 2


def test_a_file_of_the_package_is_not_written_over(package: Path) -> None:
    claims = package / "claims/claims.csv"
    before = claims.read_bytes()
    assert verdicts(package, "--output", claims).exit_code == 2
    assert claims.read_bytes() == before
