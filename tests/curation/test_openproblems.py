"""What is newly broken, corrected, still open or can't be told, from one check to the next."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pytest
from claimpack.curation.watching.openproblems import Changes, Remembered, compare, reads_acceptances
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.place import Place
from claimpack.report import Problem, Report, RuleResult
from claimpack.rules.catalogue import all_rules
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import TODAY, Edit


@dataclass
class Check:
    """One check. A problem is written ``year-mismatch C1 2019``, its rule, record and value; ``*`` if acknowledged."""

    found: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    """Why a rule did not look at everything."""
    crashed: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    """Rules that --select or --ignore leaves out."""
    acceptances_are_read: bool = True


def problem(text: str) -> Problem:
    rule, subject, value = text.removesuffix("*").split(" ", 2)
    severity = next(rule_.severity for rule_ in all_rules() if rule_.name == rule)
    return Problem(
        rule=rule,
        severity=severity,
        message=value,
        hint="",
        place=Place("claims/claims.csv", "claims", 2, 2, "stated_year"),
        subjects=(subject,) if subject != "-" else (),
        fingerprint=f"{subject} {value}",
        acknowledged=text.endswith("*"),
        subject_tables=("claims",) if subject != "-" else (),
    )


def shown(problem_: Problem) -> str:
    return " ".join((problem_.rule, problem_.fingerprint)) + ("*" if problem_.acknowledged else "")


def report(check: Check) -> Report:
    problems = tuple(problem(text) for text in check.found)
    counts = Counter(each.rule for each in problems)
    results = []
    for rule in all_rules():
        if rule.name in check.not_asked:
            continue
        reason = check.left_out.get(rule.name)
        status: Any = "failed" if counts[rule.name] else "not_run" if reason else "passed"
        if rule.name in check.crashed:
            status, reason = "crashed", "ValueError: no"
        results.append(
            RuleResult(rule.name, rule.severity, status, 3, counts[rule.name], reason, settled=reason is None)
        )
    return Report("p", "1", "datapackage.json", (), tuple(results), problems, {})


def last_changes(*checks: Check) -> Changes:
    remembered, changes = Remembered(), None
    for check in checks:
        changes, remembered = compare(remembered, report(check), acceptances_are_read=check.acceptances_are_read)
    assert changes is not None
    return changes


def told(changes: Changes) -> dict[str, list[str]]:
    lists = {each.name: [shown(problem_) for problem_ in getattr(changes, each.name)] for each in fields(changes)}
    return {name: problems for name, problems in lists.items() if problems}


YEAR, SIZE, UNCITED = "year-mismatch C1 2019", "population-size-mismatch C2 12", "uncited-claim C1 occurs"
OTHER = "year-mismatch C1 2018"
CELL = "invalid-cell C3 grave"
LEFT = {"year-mismatch": "1 claim with a cell that is refused"}
CASES = {
    "the first check": ([Check([YEAR, SIZE])], {"newly_broken": [YEAR, SIZE]}),
    "accepted at the first check": ([Check([YEAR + "*"])], {}),
    "nothing changed": ([Check([YEAR]), Check([YEAR])], {"still_open": [YEAR]}),
    "newly broken, corrected and still open": (
        [Check([YEAR, SIZE]), Check([SIZE, UNCITED])],
        {"newly_broken": [UNCITED], "still_open": [SIZE], "corrected": [YEAR]},
    ),
    "broken, corrected, broken again": ([Check([YEAR]), Check(), Check([YEAR])], {"newly_broken": [YEAR]}),
    "told only once that it is corrected": ([Check([YEAR]), Check(), Check()], {}),
    "one of three of the same is corrected": ([Check([YEAR] * 3), Check([YEAR] * 2)], {"still_open": [YEAR] * 2}),
    "another value": ([Check([YEAR]), Check([OTHER])], {"newly_broken": [OTHER], "corrected": [YEAR]}),
    # Acceptance
    "accepted": ([Check([YEAR]), Check([YEAR + "*"])], {"accepted": [YEAR + "*"]}),
    "still accepted": ([Check([YEAR + "*"]), Check([YEAR + "*"])], {}),
    "the acceptance is withdrawn": ([Check([YEAR + "*"]), Check([YEAR])], {"newly_broken": [YEAR]}),
    "the acceptance lapses with another value": ([Check([YEAR + "*"]), Check([OTHER])], {"newly_broken": [OTHER]}),
    "what was accepted is corrected": ([Check([YEAR + "*"]), Check()], {}),
    "acceptances can't be read": (
        [Check([YEAR + "*", SIZE]), Check([YEAR, SIZE, OTHER], acceptances_are_read=False)],
        {"newly_broken": [OTHER], "still_open": [SIZE]},
    ),
    "acceptances can be read again": (
        [Check([YEAR + "*"]), Check([YEAR], acceptances_are_read=False), Check([YEAR + "*"])],
        {},
    ),
    "acceptances can be read again, and one is not there": (
        [Check([YEAR + "*"]), Check([YEAR], acceptances_are_read=False), Check([YEAR])],
        {"newly_broken": [YEAR]},
    ),
    # What was not looked at
    "its rule left something out": ([Check([YEAR]), Check(left_out=LEFT)], {"not_checked": [YEAR]}),
    "its rule always leaves something out": (
        [Check([YEAR], left_out=LEFT), Check(left_out=LEFT)],
        {"not_checked": [YEAR]},
    ),
    "its rule crashed": ([Check([YEAR]), Check(crashed=["year-mismatch"])], {"not_checked": [YEAR]}),
    "another rule left something out": (
        [Check([YEAR]), Check(left_out={"uncited-claim": "1 claim"})],
        {"corrected": [YEAR]},
    ),
    "not looked at twice": (
        [Check([YEAR]), Check(left_out=LEFT), Check(left_out=LEFT)],
        {"not_checked": [YEAR]},
    ),
    "looked at again, and corrected": ([Check([YEAR]), Check(left_out=LEFT), Check()], {"corrected": [YEAR]}),
    "looked at again, and open": ([Check([YEAR]), Check(left_out=LEFT), Check([YEAR])], {"still_open": [YEAR]}),
    "accepted, not looked at, and accepted": (
        [Check([YEAR + "*"]), Check(left_out=LEFT), Check([YEAR + "*"])],
        {},
    ),
    "accepted, not looked at, and neither acceptance nor problem can be read": (
        [Check([YEAR + "*"]), Check(left_out=LEFT), Check([YEAR], acceptances_are_read=False)],
        {},
    ),
    "a cell is refused, and its rule left nothing out": (
        [Check([YEAR]), Check([CELL]), Check([CELL])],
        {"still_open": [CELL], "not_checked": [YEAR]},
    ),
    "the cell is good again": ([Check([YEAR]), Check([CELL]), Check()], {"corrected": [CELL, YEAR]}),
    "the cell is good again, and the problem was there all along": (
        [Check([YEAR]), Check([CELL]), Check([YEAR])],
        {"still_open": [YEAR], "corrected": [CELL]},
    ),
    "the cell was refused all along": (
        [Check([YEAR, CELL]), Check([CELL])],
        {"still_open": [CELL], "corrected": [YEAR]},
    ),
    "another cell is refused": (
        [Check([CELL]), Check(["invalid-cell C2 sad"])],
        {"newly_broken": ["invalid-cell C2 sad"], "corrected": [CELL]},
    ),
    "found by a rule that left something out": ([Check(), Check([YEAR], left_out=LEFT)], {"newly_broken": [YEAR]}),
}


@pytest.mark.parametrize(("checks", "expected"), CASES.values(), ids=CASES)
def test_what_changed(checks: list[Check], expected: dict[str, list[str]]) -> None:
    assert told(last_changes(*checks)) == expected


found = st.lists(
    st.builds(
        "{} {} {}{}".format,
        st.sampled_from(["year-mismatch", "uncited-claim", "invalid-cell"]),
        st.sampled_from(["C1", "C2", "-"]),
        st.sampled_from(["1", "2"]),
        st.just(""),
    ),
    max_size=6,
)


@st.composite
def checks(draw: st.DrawFn) -> Check:
    texts = draw(found)
    accepted = draw(st.sets(st.sampled_from(texts), max_size=3)) if texts else set()
    return Check(
        found=[text + "*" * (text in accepted) for text in texts],
        left_out=draw(st.sampled_from([{}, LEFT, {"uncited-claim": "no table"}])),
        acceptances_are_read=draw(st.booleans()),
    )


def keys(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    return {(each.rule, each.fingerprint) for each in problems}


@given(st.lists(checks(), min_size=1, max_size=5))
def test_nothing_is_told_twice_and_nothing_is_lost(series: list[Check]) -> None:
    remembered = Remembered()
    for check in series:
        before, now = remembered, report(check)
        changes, remembered = compare(before, now, acceptances_are_read=check.acceptances_are_read)
        here = [keys(getattr(changes, each.name)) for each in fields(changes)]
        assert sum(map(len, here)) == len(set().union(*here))
        assert len(changes.open) == sum((each.rule, each.fingerprint) in keys(changes.open) for each in now.problems)
        assert keys(changes.open) <= keys(now.problems)
        assert keys((*changes.still_open, *changes.corrected, *changes.accepted, *changes.not_checked)) == {
            *before.open
        }
        settled = {result.rule for result in now.rules if result.settled}
        assert {each.rule for each in changes.corrected} <= settled
        assert {*remembered.open} == keys((*changes.open, *changes.not_checked))
        again, _ = compare(remembered, now, acceptances_are_read=check.acceptances_are_read)
        assert again.newly_broken == again.corrected == ()


# On a real package


def changes_of(tmp_path: Path, *edits: Edit) -> Changes:
    remembered, changes = Remembered(), None
    for number, edit in enumerate(edits):
        folder = tmp_path / str(number)
        edit.apply(folder)
        package = load(folder, [folder / "article.txt"], today=TODAY)
        report, is_read = run(package, all_rules()), reads_acceptances(package)
        changes, remembered = compare(remembered, report, acceptances_are_read=is_read)
    assert changes is not None
    return changes


def in_short(changes: Changes) -> dict[str, list[str]]:
    lists = {
        each.name: [" ".join((problem_.rule, *problem_.subjects)) for problem_ in getattr(changes, each.name)]
        for each in fields(changes)
    }
    return {name: problems for name, problems in lists.items() if problems}


CLAIM = {"claims": "claim_id,effect_direction\nC1,increased\n"}
UNUSED = {"sources": "source_id,status,title\nS3,identified,An invented paper\n"}
ACCEPTED = UNUSED | {
    "acknowledgements": "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on\n"
    "unused-source,S3,82a04d2852da8c43,Kept for context.,Somebody,2026-01-01\n"
}
CONTRADICTED = "direction-contradicts-estimate C1 E1"
GRAVE = {"claims": "claim_id,severity\nC2,grave\n"}
REAL = {
    "a table is empty for a moment": (
        [Edit(csv=CLAIM), Edit(csv=CLAIM, file={"claims/estimates.csv": ""})],
        {"newly_broken": ["unreadable-table"], "not_checked": [CONTRADICTED]},
    ),
    "and whole again": (
        [Edit(csv=CLAIM), Edit(csv=CLAIM, file={"claims/estimates.csv": ""}), Edit(csv=CLAIM)],
        {"still_open": [CONTRADICTED], "corrected": ["unreadable-table"]},
    ),
    "a table is gone": (
        [Edit(csv=CLAIM), Edit(csv=CLAIM, delete=["claims/claims.csv"])],
        {"newly_broken": ["missing-resource"], "not_checked": [CONTRADICTED]},
    ),
    "an estimate has another name": (
        [Edit(csv=CLAIM), Edit(csv=CLAIM, replace={"claims/estimates.csv": [["E1,", "E9,"]]})],
        {"newly_broken": ["direction-contradicts-estimate C1 E9"], "corrected": [CONTRADICTED]},
    ),
    "it is gone while a cell elsewhere is refused": (
        [
            Edit(csv=GRAVE, replace={"claims/claims.csv": [["headache,no_difference", "headache,increased"]]}),
            Edit(csv=GRAVE),
        ],
        {"still_open": ["invalid-cell C2"], "not_checked": [CONTRADICTED]},
    ),
    "its own cell is refused": (
        [Edit(csv=CLAIM), Edit(csv={"claims": "claim_id,effect_direction\nC1,incresed\n"})],
        {"newly_broken": ["invalid-cell C1"], "not_checked": [CONTRADICTED]},
    ),
    "acknowledgements are empty for a moment": (
        [Edit(csv=ACCEPTED), Edit(csv=ACCEPTED, file={"claims/acknowledgements.csv": ""})],
        {"newly_broken": ["unreadable-table"]},
    ),
    "a column of acknowledgements is misspelt for a moment": (
        [Edit(csv=ACCEPTED), Edit(csv=ACCEPTED, replace={"claims/acknowledgements.csv": [["review_by", "reviewd"]]})],
        {"newly_broken": ["unexpected-column"]},
    ),
    "an acknowledgement is deleted": (
        [Edit(csv=ACCEPTED), Edit(csv=UNUSED)],
        {"newly_broken": ["unused-source S3"]},
    ),
    "a problem is accepted": (
        [Edit(csv=UNUSED), Edit(csv=ACCEPTED)],
        {"accepted": ["unused-source S3"]},
    ),
}


@pytest.mark.parametrize(("edits", "expected"), REAL.values(), ids=REAL)
def test_what_changed_in_a_package(edits: list[Edit], expected: dict[str, list[str]], tmp_path: Path) -> None:
    assert in_short(changes_of(tmp_path, *edits)) == expected


NOT_A_WORD = "?? " + "x;;" * 4_000
"""A value that may be in no column."""
STANDING = {
    "numbers, positions and claims": Edit(
        csv={
            "claims": "claim_id,passage_id,population_size,study_count,source_ids\n"
            "C1,P3,1999,13,S2\nC3,P5,,,S2\nC5,P1,,,\n",
            "passages": "passage_id,position,citations\nP3,2,1\nP5,5,2\n",
        }
    ),
    "overlaps": Edit(csv={"passages": "passage_id,start,coverage_reason\nP2,30,\nP4,176,\n"}),
}
"""Packages with problems of every rule on articles."""
OF_ARTICLES = [rule for rule in all_rules() if rule.family in ("structure", "article")]


@pytest.mark.parametrize(
    ("standing", "table"), [(standing, table) for standing in STANDING for table in ("claims", "passages")]
)
def test_nothing_is_corrected_by_a_cell_that_is_mistyped(standing: str, table: str, tmp_path: Path) -> None:
    """Each cell of the records that problems are about is made one that is refused, one after another."""
    STANDING[standing].apply(tmp_path)
    before = run(load(tmp_path, [tmp_path / "article.txt"], today=TODAY), OF_ARTICLES)
    _, remembered = compare(Remembered(), before, acceptances_are_read=True)
    assert len({each.rule for each in before.problems}) > 1
    file = tmp_path / f"claims/{table}.csv"
    header, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    about = {subject for each in before.problems for subject in each.subjects}
    for number, row in enumerate(rows):
        for place in range(len(header)) if row[0] in about else ():
            mistyped = [*row[:place], NOT_A_WORD, *row[place + 1 :]]
            with file.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([header, *rows[:number], mistyped, *rows[number + 1 :]])
            package = load(tmp_path, [tmp_path / "article.txt"], today=TODAY)
            after = run(package, OF_ARTICLES)
            assert {"invalid-cell"} <= {each.rule for each in after.problems}, (row[0], header[place])
            changes, _ = compare(remembered, after, acceptances_are_read=True)
            assert changes.corrected == (), (row[0], header[place])
