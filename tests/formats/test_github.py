"""Workflow commands: the runner of GitHub Actions reads what was found, and nothing else in the log commands it."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.github import render
from claimpack.formats.repositorypath import repository_path
from claimpack.package.place import Place
from claimpack.report import Cause, FailOn, Problem, Report, RuleResult
from claimpack.wording import printable
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.hostilereport import NASTY, hostile_report
from tests.formats.smallreport import clean_report, crowded_report, empty_report, small_report
from tests.formats.workflowcommands import Command, command, commands

CONSUMERS = Path(__file__).parents[1] / "consumers"
OF_SEVERITY = {"error": "error", "warning": "warning", "note": "notice"}

SMALL = """\
::error title=invalid-cell%3A C2,file=data/claims/claims.csv,line=3::K3: severity is "grave", which is not one of the \
allowed words.%0AAllowed: mild, moderate, serious, any.%0AMore: claimpack explain invalid-cell
::warning title=direction-contradicts-estimate%3A C1%2C E1,file=data/claims/claims.csv,line=2::J2: effect_direction \
is increased, but E1 of S1 is OR 1.05 (95 %25 CI 0.90 to 1.22), which includes 1, so that it shows neither more nor \
less of the outcome.%0AC1 "In trials, headache was as frequent with bright light as with dim light."%0A\
Compare both with the article and the source. If both records are right, the article \
misstates its source; acknowledge it with that reason.%0AMore: claimpack explain direction-contradicts-estimate%0A\
Accept it: claimpack acknowledge direction-contradicts-estimate C1 E1 --package data --reason "WHY"
::notice title=unused-source%3A S3,file=data/claims/sources.csv,line=4::A4: source_id is S3, which no claim cites, no \
reference list names and no source is superseded by.%0ACite it or take it out; if it is kept for context, enter \
context as its role.%0AMore: claimpack explain unused-source%0AAccept it: claimpack acknowledge unused-source \
S3 --package data --reason "WHY"
Check failed: 1 error, 1 warning, 1 note, 1 acknowledged.
Package: light-therapy 1.0.0: 1 article, 8 passages, 5 claims, 2 references, 4 sources, 2 estimates, 9 concepts, \
1 relation, 1 acknowledgement.
4 rules checked.
2 rules left out by --select or --ignore.
1 rule not run:
- article-changed: no article text was given: add --article FILE
1 rule run on a part only:
- direction-contradicts-estimate: 1 claim with an invalid cell or a reference to a missing record
"""
PACKAGE = (
    "Package: light-therapy 1.0.0: 1 article, 8 passages, 5 claims, 2 references, 2 sources, 2 estimates, 9 concepts, "
    "1 relation, 0 acknowledgements."
)


def one_problem(**changes: object) -> Report:
    """A report with one problem, but for ``changes`` of it."""
    problem = Problem("year-mismatch", "error", "wrong", "", Place("claims/claims.csv"), ("C1",), "0" * 16)
    return Report(
        package_name="name",
        package_version="1",
        package_path="datapackage.json",
        failures=(),
        rules=(RuleResult("year-mismatch", "error", "failed", 1, 1),),
        problems=(replace(problem, **changes),),  # type: ignore[arg-type]
        records={"claims": 1},
    )


def annotation(report: Report) -> Command:
    (found,) = commands(render(report))
    return found


def test_a_whole_log(tmp_path: Path) -> None:
    assert render(small_report(tmp_path)) == SMALL


def test_a_log_without_problems(tmp_path: Path) -> None:
    lines = ["Check passed: 0 errors, 0 warnings, 0 notes, 0 acknowledged.", PACKAGE, "5 rules checked."]
    assert render(clean_report(tmp_path)).splitlines() == lines


def test_an_incomplete_check_is_an_error(tmp_path: Path) -> None:
    assert render(empty_report(tmp_path)).splitlines() == [
        "::error title=Check incomplete::no rule had anything to examine.",
        "Check incomplete: 0 errors, 0 warnings, 0 notes, 0 acknowledged.",
        PACKAGE,
        "Not complete: no rule had anything to examine.",
        "0 rules checked.",
    ]


def test_a_crash_is_told_once() -> None:
    crash = RuleResult("year-mismatch", "error", "crashed", 0, 0, "ValueError: x")
    what = "year-mismatch crashed: ValueError: x"
    log = render(replace(one_problem(), failures=(what,), rules=(crash,), problems=()))
    assert list(commands(log)) == [Command("error", {"title": "Check incomplete"}, f"{what}.")]
    assert [line for line in log.splitlines() if "crashed" in line][1:] == [f"Not complete: {what}."]


@pytest.mark.parametrize(
    ("fail_on", "verdict"), [("error", "failed"), ("warning", "failed"), ("note", "failed"), ("never", "passed")]
)
def test_the_verdict_is_by_what_fails_the_check(tmp_path: Path, fail_on: FailOn, verdict: str) -> None:
    wanted = SMALL.replace("Check failed", f"Check {verdict}")
    assert render(replace(small_report(tmp_path), fail_on=fail_on)) == wanted


@pytest.mark.parametrize(
    ("place", "message", "spot"),
    [
        (Place("a.csv", "claims", 3, 4, "severity", "K3"), "severity is wrong", "K3: severity is wrong."),
        (Place("a.csv", "claims", 3, 4, "severity", "K3"), "it is wrong", "K3 severity: it is wrong."),
        (Place("a.csv", "claims", 3, 4), "it is wrong", "line 4: it is wrong."),
        (Place("a.csv", "claims", None, None, "::x"), "it is wrong", "file \\u{003A}:x: it is wrong."),
        (Place("a.csv"), "::error::x", "file: \\u{003A}:error\\u{003A}:x."),
    ],
)
def test_a_message_begins_with_where_it_is(place: Place, message: str, spot: str) -> None:
    found = annotation(one_problem(place=place, message=message, hint="Correct it."))
    accept = 'Accept it: claimpack acknowledge year-mismatch C1 --reason "WHY"'
    assert found.message == f"{spot}\nCorrect it.\nMore: claimpack explain year-mismatch\n{accept}"
    assert found.properties.get("line") == (str(place.line) if place.line else None)


def wanted_of(report: Report, cause: Cause) -> Command:
    """What the runner has to make of a cause of the hostile report, which has one problem and all of a place."""
    (problem,) = cause.members
    place = problem.place
    spot = f"{place.cell} {printable(place.column)}" if place.column else "file"
    lines = [f"{spot}: {printable(problem.message)}.", printable(problem.hint)]
    properties = {
        "title": printable(": ".join(part for part in (problem.rule, ", ".join(problem.subjects)) if part)),
        "file": "".join(map(printable, repository_path(report, place))),
    } | ({"line": str(place.line)} if place.line else {})
    lines.append(f"More: claimpack explain {problem.rule}")
    if (accept := acceptance(report).get(cause)) and len(accept) <= 1_000:
        lines.append(f"Accept it: {accept}")
    message = "\n".join(filter(None, lines))
    return Command(OF_SEVERITY[problem.severity], properties, message)


def test_hostile_texts_come_through_the_runner_and_command_nothing() -> None:
    report = hostile_report()
    found = list(commands(render(report)))
    wanted = [Command("error", {"title": "Check incomplete"}, f"{printable(each)}.") for each in report.failures]
    for severity in OF_SEVERITY:
        causes = (each for each in report.causes if each.severity == severity and not each.acknowledged)
        wanted += [wanted_of(report, cause) for cause in causes]
    assert found == wanted


def test_the_summary_of_a_hostile_report_holds_every_reason() -> None:
    report = hostile_report()
    lines = [line for line in render(report).splitlines() if not line.startswith("::")]
    everything = printable(" ".join(NASTY)).replace("#", "\\u{0023}")
    assert lines[0] == "Check incomplete: 6 errors, 4 warnings, 4 notes, 13 acknowledged."
    assert lines[2:] == [
        f"Not complete: scope-beyond-source crashed: {everything}.",
        f"Not complete: claims/x.csv: {everything}.",
        "4 rules checked.",
        "1 rule not run:",
        f"- article-changed: no text {everything}",
        "2 rules run on a part only:",
        f"- direction-contradicts-estimate: in part {everything}",
        f"- unused-source: left out {everything}",
    ]


@given(text=st.one_of(st.text(), st.text(alphabet="#[]:% \nerosadmk;=,")))
def test_no_text_in_the_summary_is_a_command(text: str) -> None:
    texts = (f"##[error]{text}", f"{text}##[add-mask]x", f"::error::{text}", f"\n::stop-commands::{text}")
    for each in texts:
        result = RuleResult("year-mismatch", "error", "not_run", 0, 0, each)
        partly = RuleResult("unused-source", "error", "not_run", 1, 0, each)
        report = replace(
            one_problem(),
            package_name=each,
            package_version=each,
            rules=(result, partly),
            problems=(),
            records={each: 1},
        )
        assert list(commands(render(report))) == []
        assert len(render(report).splitlines()) == 7


TEXTS = st.text(alphabet=st.characters(exclude_characters="\u2026"), max_size=30)
NAMES = st.text(alphabet=st.characters(exclude_characters="/", exclude_categories=("C", "Zl", "Zp")), max_size=30)


@given(text=TEXTS, path=NAMES)
def test_any_text_and_path_come_through_the_runner(text: str, path: str) -> None:
    report = one_problem(message=text, hint=text, place=Place(f"{path}.csv", line=7), subjects=(text,))
    found = annotation(report)
    shown = printable(text)
    message = [f"line 7: {shown}.", *([shown] if shown else []), "More: claimpack explain year-mismatch"]
    message.append(f'Accept it: claimpack acknowledge year-mismatch {shlex.quote(shown)} --reason "WHY"')
    assert found.message == "\n".join(message)
    front = "./" if path.startswith("=") else ""
    assert found.properties == {"title": f"year-mismatch: {shown}", "file": f"{front}{path}.csv", "line": "7"}


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("claims/a b.csv", "claims/a b.csv"),
        ("claims/a,b:c=d%.csv", "claims/a,b:c=d%.csv"),
        ("claims/a\u00a0\u3000b.csv", "claims/a\u00a0\u3000b.csv"),
        ("=a.csv", "./=a.csv"),
        ("a ", "a\\u{0020}"),
        ("a\u3000", "a\\u{3000}"),
        ("a\x1b\n\u202e\ud800.csv", "a\\u{001B}\\n\\u{202E}\\u{D800}.csv"),
        ("../a.csv", "../a.csv"),
        ("", "."),
    ],
)
def test_the_path_is_the_file_s_own_but_for_what_can_t_be_seen(path: str, file: str) -> None:
    assert annotation(one_problem(place=Place(path))).properties["file"] == file


def test_the_path_is_from_the_root_of_the_repository() -> None:
    report = replace(
        one_problem(), package_path="/runner/x/data/datapackage.json", checkout_path="data/datapackage.json"
    )
    assert annotation(report).properties["file"] == "data/claims/claims.csv"
    assert annotation(replace(report, checkout_path=None)).properties["file"] == "/runner/x/data/claims/claims.csv"


def test_the_gravest_come_first_and_the_rest_is_counted() -> None:
    report = crowded_report()
    log = render(report)
    assert [each.name for each in commands(log)] == ["error"] * 200 + ["warning"] * 100 + ["notice"] * 100
    more = [line for line in log.splitlines() if line.startswith("And ")]
    assert more == [
        "And 7,900 errors more; --format json lists them all.",
        "And 7,900 warnings more; --format json lists them all.",
        "And 3,900 notes more; --format json lists them all.",
    ]
    assert len(log) < 100_000


def test_long_texts_are_shortened() -> None:
    report = one_problem(
        message="m" * 2_000, hint="h" * 2_000, subjects=("s" * 2_000,), place=Place("p" * 2_000, column="c" * 2_000)
    )
    found = annotation(report)
    half = 500
    assert found.message.splitlines() == [
        f"file {'c' * half}…{'c' * half}: {'m' * half}…{'m' * half}.",
        f"{'h' * half}…{'h' * half}",
        "More: claimpack explain year-mismatch",
    ]
    assert found.properties["title"] == f"year-mismatch: {'s' * 85}…{'s' * 100}"
    assert found.properties["file"] == f"{'p' * half}…{'p' * half}"


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.skipif(
    not (CONSUMERS / "node_modules").is_dir(), reason="npm ci --prefix tests/consumers has not been run"
)
def test_actions_core_prints_the_same_bytes(tmp_path: Path) -> None:
    reports = [hostile_report(), small_report(tmp_path), one_problem(place=Place("a,b:c%.csv"), message="100 %\r::")]
    lines = [line for report in reports for line in render(report).splitlines() if line.startswith("::")]
    asked = []
    for line in lines:
        read = command(line)
        assert read is not None
        properties = {"title": read.properties["title"], "file": read.properties.get("file")}
        asked.append([read.name, read.message, properties | {"startLine": read.properties.get("line")}])
    assert len(asked) == 2 + 14 + 3 + 1
    done = subprocess.run(
        ["node", "annotations.mjs"],
        input="\n".join(map(json.dumps, asked)),
        cwd=CONSUMERS,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout.split("\n") == [*lines, ""]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  ::error file=a,line=1::b%0Ac", Command("error", {"file": "a", "line": "1"}, "b\nc")),
        ("::ERROR::a::b", Command("error", {}, "a::b")),
        ("::error title=a%253A%3A%2C::%250A", Command("error", {"title": "a%3A:,"}, "%0A")),
        ("x ##[warning a=b%3B;c=d]e%5D", Command("warning", {"a": "b;", "c": "d"}, "e]")),
        ("::error", None),
        ("x ::error::y", None),
        ("::nothing::y", None),
        ("##[nothing]x", None),
        ("##[error", None),
        ("::nothing:: ##[error]x", Command("error", {}, "x")),
    ],
)
def test_the_runner_of_these_tests_finds_commands(line: str, found: Command | None) -> None:
    assert command(line) == found
