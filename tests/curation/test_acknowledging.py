"""``claimpack acknowledge`` records a judgement, and what becomes of it when the package changes."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.curation.records import acknowledging
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.report import Problem
from claimpack.rules.catalogue import all_rules, choose_rules
from click.testing import CliRunner, Result

from tests.edits import ROOT, TODAY, Edit

# C1 is said to be increased: E1, 1.05 (0.90 to 1.22), does not show it. S3 and S4 are cited by nobody.
EDIT = Edit(
    csv={
        "claims": "claim_id,effect_direction\nC1,increased\n",
        "sources": "source_id,status,title\nS3,identified,An invented paper\nS4,identified,Another\n",
    }
)
CONTRADICTED = ("direction-contradicts-estimate", "C1", "E1")
REASON = "The article says so."


@pytest.fixture
def package(tmp_path: Path) -> Path:
    EDIT.apply(tmp_path / "package")
    return tmp_path / "package"


def acknowledge(package: Path, *arguments: str, reason: str = REASON) -> Result:
    options = ["--package", str(package), "--by", "A curator", "--today", TODAY.isoformat(), "--reason", reason]
    return CliRunner().invoke(main, ["acknowledge", *arguments, *options])


def rows(package: Path) -> list[dict[str, str]]:
    with (package / "claims/acknowledgements.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def problems(package: Path, *rules: str, today: date = TODAY) -> list[Problem]:
    chosen = choose_rules(rules) if rules else all_rules()
    return list(run(load(package, today=today), chosen).problems)


def change(package: Path, table: str, old: str, new: str) -> None:
    file = package / f"claims/{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_accepted_problem_stays_in_the_report_and_fails_nothing(package: Path) -> None:
    assert CliRunner().invoke(main, ["validate", str(package)]).exit_code == 1
    result = acknowledge(package, *CONTRADICTED)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "Written to claims/acknowledgements.csv."
    (row,) = rows(package)
    assert {key: value for key, value in row.items() if key != "fingerprint"} == {
        "rule": "direction-contradicts-estimate",
        "subjects": "C1;E1",
        "reason": REASON,
        "acknowledged_by": "A curator",
        "acknowledged_on": TODAY.isoformat(),
        "review_by": "",
    }
    (problem,) = problems(package, CONTRADICTED[0])
    assert (problem.acknowledged, problem.reason, problem.fingerprint) == (True, REASON, row["fingerprint"])
    assert CliRunner().invoke(main, ["validate", str(package)]).exit_code == 0
    told = CliRunner().invoke(main, ["validate", str(package)]).stdout
    assert told.startswith("1 problem acknowledged; --show-acknowledged shows ")
    assert REASON not in told
    assert (
        f"Acknowledged: {REASON}" in CliRunner().invoke(main, ["validate", str(package), "--show-acknowledged"]).stdout
    )


def test_nothing_but_one_row_changes(package: Path) -> None:
    before = {file: file.read_bytes() for file in package.glob("[!.]*/*") if file.is_file()}
    acknowledge(package, *CONTRADICTED)
    after = {file: file.read_bytes() for file in package.glob("[!.]*/*") if file.is_file()}
    changed = package / "claims/acknowledgements.csv"
    assert {file for file in after if after[file] != before.get(file)} == {changed}
    assert after[changed].startswith(before[changed])
    assert after[changed].count(b"\n") == before[changed].count(b"\n") + 1


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        pytest.param("estimates", "1.05,0.90,1.22", "1.05,0.91,1.22", id="a limit of the interval"),
        pytest.param("claims", ",increased,", ",decreased,", id="the direction"),
    ],
)
def test_it_counts_again_when_a_judged_value_changes(package: Path, table: str, old: str, new: str) -> None:
    acknowledge(package, *CONTRADICTED)
    change(package, table, old, new)
    found = problems(package, CONTRADICTED[0], "stale-acknowledgement")
    assert [(problem.rule, problem.acknowledged) for problem in found] == [
        ("direction-contradicts-estimate", False),
        ("stale-acknowledgement", False),
    ]
    result = acknowledge(package, *CONTRADICTED, reason="It still says so.")
    assert "replacing 1 row whose values have changed" in result.stdout
    assert [row["reason"] for row in rows(package)] == ["It still says so."]
    assert [problem.acknowledged for problem in problems(package, CONTRADICTED[0], "stale-acknowledgement")] == [True]


def test_it_holds_when_rows_move_and_words_change(package: Path) -> None:
    acknowledge(package, *CONTRADICTED)
    file = package / "claims/claims.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(header + "".join(reversed(lines)), encoding="utf-8")
    change(package, "claims", "as frequent with bright light", "about as frequent with bright light")
    assert [problem.acknowledged for problem in problems(package, CONTRADICTED[0])] == [True]


def test_it_lapses_on_its_day(package: Path) -> None:
    assert acknowledge(package, *CONTRADICTED, "--review-by", "2026-06-30").exit_code == 0
    (problem,) = problems(package, CONTRADICTED[0], today=date(2026, 6, 30))
    assert problem.acknowledged
    found = problems(package, CONTRADICTED[0], "expired-acknowledgement", today=date(2026, 7, 1))
    assert [(problem.rule, problem.acknowledged) for problem in found] == [
        ("direction-contradicts-estimate", False),
        ("expired-acknowledgement", False),
    ]
    validate = ["validate", str(package), "--today"]
    assert CliRunner().invoke(main, [*validate, "2026-06-30"]).exit_code == 0
    assert CliRunner().invoke(main, [*validate, "2026-07-01"]).exit_code == 1


def test_a_second_judgement_takes_the_place_of_the_first(package: Path) -> None:
    acknowledge(package, *CONTRADICTED)
    result = acknowledge(package, *CONTRADICTED, reason="On second thoughts.")
    assert result.stdout.startswith("Changed: ")
    assert [row["reason"] for row in rows(package)] == ["On second thoughts."]


def test_subjects_may_be_copied_from_the_report(package: Path) -> None:
    assert acknowledge(package, "direction-contradicts-estimate", "C1,", "E1").exit_code == 0


def test_one_subject_is_enough_where_one_problem_names_it(package: Path) -> None:
    assert acknowledge(package, "direction-contradicts-estimate", "E1").exit_code == 0


def test_several_problems_are_told_and_all_can_be_meant(package: Path) -> None:
    claim = "C6,P3,study_result,Headache was rarer.,bright_light,,,,headache,decreased,,,,,,not_reported,,,S1,\n"
    other = package.parent / "other"
    Edit(csv=EDIT.csv, append={"claims/claims.csv": claim}).apply(other)
    result = acknowledge(other, "direction-contradicts-estimate", "E1")
    assert result.exit_code == 2
    assert (
        "2 problems of direction-contradicts-estimate name these records. Name one by all its subjects" in result.stderr
    )
    assert rows(other) == []
    assert acknowledge(other, "direction-contradicts-estimate", "E1", "--all").exit_code == 0
    assert [row["subjects"] for row in rows(other)] == ["C1;E1", "C6;E1"]


@pytest.mark.parametrize(
    ("arguments", "reason", "says"),
    [
        pytest.param(["unused-sources", "S3"], REASON, 'There is no rule "unused-sources". Did you mean', id="no rule"),
        pytest.param(["sources", "S3"], REASON, 'There is no rule "sources"', id="a family"),
        pytest.param(["invalid-cell", "C1"], REASON, "Problems of invalid-cell can't be accepted", id="structure"),
        pytest.param(["stale-acknowledgement", "S3"], REASON, "can't be accepted", id="an acknowledgement's own"),
        pytest.param(
            ["unused-source", "S1"], REASON, "finds no problem of S1. It finds: S3 and S4.", id="no such problem"
        ),
        pytest.param(["retracted-source", "S1"], REASON, "It finds no problem at all.", id="no problem at all"),
        pytest.param(["passage-gap", "light"], REASON, "no article text was given", id="a rule that did not run"),
        pytest.param(["unused-source", "S3"], "  ", "The reason is missing", id="no reason"),
        pytest.param(["unused-source", "S3"], "=1+1", "like a formula", id="a formula"),
        pytest.param(["unused-source", "S3"], "a\u200bb", "invisible characters", id="a hidden character"),
        pytest.param(["unused-source", "S3"], "a" * 1001, "which has 1,001 characters", id="too long a reason"),
        pytest.param(
            ["unused-source", "S3", "--review-by", "2026-02-28"], REASON, "is in the past", id="a day gone by"
        ),
        pytest.param(["unused-source"], REASON, "Name the records of the problem", id="no subject"),
    ],
)
def test_what_can_t_be_recorded_is_refused_and_nothing_written(
    arguments: list[str], reason: str, says: str, package: Path
) -> None:
    result = acknowledge(package, *arguments, reason=reason)
    assert result.exit_code == 2
    assert says in result.stderr
    assert rows(package) == []


def test_a_table_with_faults_is_not_rewritten(package: Path) -> None:
    file = package / "claims/acknowledgements.csv"
    file.write_bytes(file.read_bytes() + b"unused-source,S3,not-a-fingerprint,Why.,Me,2026-01-01,\n")
    before = file.read_bytes()
    result = acknowledge(package, "unused-source", "S3")
    assert result.exit_code == 2
    assert "correct what claimpack validate reports first" in result.stderr
    assert file.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.3, 0.6, 0.9, 1.2])
def test_a_kill_in_the_middle_leaves_the_old_table_or_the_new(delay: float, package: Path) -> None:
    file = package / "claims/acknowledgements.csv"
    old = file.read_bytes()
    command = [
        sys.executable,
        "-m",
        "claimpack",
        "acknowledge",
        *CONTRADICTED,
        "--reason",
        REASON,
        "--package",
        str(package),
    ]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT / "validator")}, stdout=subprocess.DEVNULL
    )
    time.sleep(delay)
    process.kill()
    process.wait()
    left = file.read_bytes()
    assert left == old or (left.startswith(old) and left.endswith(b"\n") and left.count(b"\n") == old.count(b"\n") + 1)
    assert load(package, today=TODAY).table("acknowledgements").file.faults == []


@pytest.mark.parametrize("reason", ["WHY", " WHY ", ""])
def test_the_placeholder_of_the_report_is_no_reason(reason: str, package: Path) -> None:
    before = (package / "claims/acknowledgements.csv").read_bytes()
    result = acknowledge(package, *CONTRADICTED, reason=reason)
    assert result.exit_code == 2
    assert "The reason is missing: replace WHY with the reason why the problem is accepted." in result.stderr
    assert (package / "claims/acknowledgements.csv").read_bytes() == before


def test_a_save_between_reading_and_writing_is_not_lost(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = package / "claims/acknowledgements.csv"
    real = acknowledging.acknowledge

    def slow(*arguments: Any) -> tuple[bytes, int]:
        table.write_bytes(table.read_bytes() + b"unused-source,S3,0123456789abcdef,Kept.,x,2026-01-01,\n")
        return real(*arguments)

    monkeypatch.setattr(acknowledging, "acknowledge", slow)
    result = acknowledge(package, *CONTRADICTED)
    assert result.exit_code == 3
    assert "claims/acknowledgements.csv was changed by somebody else in the meantime: try again." in result.stderr
    assert [row["subjects"] for row in rows(package)][-1] == "S3"


# S1 came out in 2020: C6, C7 and C8 are in one passage and give one wrong year.
CLAIM = "{},P3,study_result,Invented {}.,bright_light,,,,headache,occurs,,,,,,not_reported,,{},S1,\n"


def with_years(folder: Path, *years: int) -> Path:
    lines = "".join(CLAIM.format(f"C{number}", number, year) for number, year in enumerate(years, 6))
    Edit(append={"claims/claims.csv": lines}).apply(folder)
    return folder


def accepted_years(package: Path) -> list[str]:
    return [problem.subjects[0] for problem in problems(package, "year-mismatch") if problem.acknowledged]


def stale(package: Path) -> list[str]:
    return [
        problem.message
        for problem in problems(package, "year-mismatch", "stale-acknowledgement")[0:9]
        if problem.rule == "stale-acknowledgement"
    ]


def test_a_cause_is_accepted_as_a_whole(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015, 2016)
    result = acknowledge(package, "year-mismatch", "C7")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].startswith("Acknowledged: year-mismatch C7: stated_year is 2015")
    assert "With it, all 2 problems with this cause: C6 and C7. --only-this accepts one only." in result.stdout
    (row,) = rows(package)
    assert row["subjects"] == "C6;C7"
    assert len(row["cause"]) == 16
    assert accepted_years(package) == ["C6", "C7"]
    assert stale(package) == []


def test_one_of_a_cause_is_accepted_alone(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015)
    assert acknowledge(package, "year-mismatch", "C7", "--only-this").exit_code == 0
    assert accepted_years(package) == ["C7"]
    (row,) = rows(package)
    assert "cause" not in row
    assert acknowledge(package, "year-mismatch", "C6", reason="All of it.").exit_code == 0
    reasons = {each.subjects[0]: each.reason for each in problems(package, "year-mismatch")}
    assert reasons == {"C6": "All of it.", "C7": REASON}


def test_an_accepted_cause_lapses_when_a_claim_joins_and_can_be_accepted_anew(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015)
    acknowledge(package, "year-mismatch", "C6")
    with (package / "claims/claims.csv").open("a", encoding="utf-8") as stream:
        stream.write(CLAIM.format("C9", 9, 2015))
    assert accepted_years(package) == []
    (message,) = stale(package)
    assert message.endswith("but C9 joined the cause after it was accepted")
    result = acknowledge(package, "year-mismatch", "C6", reason="Still so.")
    assert result.exit_code == 0
    assert [(row["reason"], row["subjects"]) for row in rows(package)] == [("Still so.", "C6;C7;C9")]
    assert accepted_years(package) == ["C6", "C7", "C9"]


def test_an_accepted_cause_lapses_when_what_was_judged_changes(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015)
    acknowledge(package, "year-mismatch", "C6")
    change(package, "claims", ",2015,", ",2016,")
    assert accepted_years(package) == []
    (message,) = stale(package)
    assert message.startswith("cause is ")
    assert message.endswith("but the cause of C6 and C7 now has other values")
    change(package, "claims", ",2016,", ",,")
    (message,) = stale(package)
    assert message.endswith("but the cause of C6 and C7 is gone")


def test_what_left_an_accepted_cause_takes_nothing_along(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015, 2015)
    acknowledge(package, "year-mismatch", "C6")
    change(
        package,
        "claims",
        "Invented 8.,bright_light,,,,headache,occurs,,,,,,not_reported,,2015",
        "Invented 8.,bright_light,,,,headache,occurs,,,,,,not_reported,,",
    )
    assert stale(package) == []
    assert accepted_years(package) == ["C6", "C7"]


def test_a_cause_that_lapses_on_its_day(tmp_path: Path) -> None:
    package = with_years(tmp_path, 2015, 2015)
    acknowledge(package, "year-mismatch", "C6", "--review-by", "2026-06-30")
    assert all(each.acknowledged for each in problems(package, "year-mismatch", today=date(2026, 6, 30)))
    assert not any(each.acknowledged for each in problems(package, "year-mismatch", today=date(2026, 7, 1)))


# All of a rule, or of an article


def test_all_of_a_rule_at_once(package: Path) -> None:
    result = acknowledge(package, "unused-source", "--all")
    assert (result.exit_code, rows(package)) == (1, [])
    assert result.output.splitlines()[-1] == "Nothing was written: add --yes to accept 2 problems of 2 causes."
    result = acknowledge(package, "unused-source", "--all", "--yes")
    assert result.exit_code == 0, result.output
    assert "       2  unused-source" in result.output.splitlines()
    assert [row["subjects"] for row in rows(package)] == ["S3", "S4"]
    assert all(problem.acknowledged for problem in problems(package, "unused-source"))
    assert "unused-source has no open problem." in acknowledge(package, "unused-source", "--all").output


def test_all_of_an_article_at_once(package: Path) -> None:
    result = acknowledge(package, "all", "--all", "--article-id", "light", "--yes")
    assert result.exit_code == 0, result.output
    assert "direction-contradicts-estimate" in {row["rule"] for row in rows(package)}
    assert "unused-source" not in {row["rule"] for row in rows(package)}
    assert re.search(r"^Accepted: \d+ problems? of \d+ causes? about light\.$", result.output, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["unused-source", "--all", "--article-id", "dark"], 'There is no article "dark". The package has light.'),
        (["unused-source", "S3", "--article-id", "light"], "--article-id needs --all, and no subjects."),
        (["structure", "--all"], "There is no rule"),
        (["invalid-cell", "--all"], "Problems of invalid-cell can't be accepted"),
    ],
)
def test_all_of_what_is_not_there(arguments: list[str], says: str, package: Path) -> None:
    result = acknowledge(package, *arguments, "--yes")
    assert result.exit_code == 2
    assert says in result.stderr


# Whose name is written


@pytest.mark.parametrize(
    ("kept", "git", "login", "name"),
    [
        ("A. Reader\n", "B. Coder", "carla", "A. Reader"),
        (None, "B. Coder", "carla", "B. Coder"),
        (None, "root", "carla", "carla"),
        ("root", "", "root", None),
        (None, "", "runner", None),
    ],
)
def test_whose_name_is_written(
    kept: str | None, git: str, login: str, name: str | None, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMPACK_BY", raising=False)
    monkeypatch.setattr("claimpack.changes.git.ask_git", lambda *_: git)
    monkeypatch.setattr("getpass.getuser", lambda: login)
    if kept is not None:
        (package / ".claimpack").mkdir()
        (package / ".claimpack/name").write_text(kept, encoding="utf-8")
    command = ["acknowledge", "unused-source", "S3", "--reason", REASON, "--package", str(package)]
    result = CliRunner().invoke(main, command)
    if name is None:
        assert result.exit_code == 2
        assert "Name who accepts the problem: --by NAME." in result.stderr
    assert [row["acknowledged_by"] for row in rows(package)] == ([name] if name else [])


@pytest.mark.slow
def test_the_name_is_asked_for_once(package: Path) -> None:
    from tests.cli.screen import terminal  # noqa: PLC0415

    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LOGNAME": "root", "CLAIMPACK_BY": ""}
    for source in ("S3", "S4"):
        with terminal(
            "acknowledge",
            "unused-source",
            source,
            "--reason",
            "Kept.",
            folder=package,
            environment=nobody,
            errors_too=True,
        ) as screen:
            if source == "S3":
                screen.answer("Who are you? Your name is written beside your reasons", "root")
                screen.answer("Who are you? Your name is written beside your reasons", "A. Reader")
            screen.read_until("Written to")
            assert screen.ends_with() == 0
    assert {row["acknowledged_by"] for row in rows(package)} == {"A. Reader"}
