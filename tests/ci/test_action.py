"""The composite action, its steps executed in order as GitHub does."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.ci.repository import BROKEN, SOUND, commit, replaced, repository_with_package
from tests.ci.runner import Run, installed_command, run_action
from tests.edits import EXAMPLE, ROOT

ACTION = ROOT / ".github/actions/validate"
REPORTS = {
    "sarif": "claims.sarif",
    "code-scanning": "claims.code-scanning.sarif",
    "junit": "claims.junit.xml",
    "markdown": "claims.md",
    "json": "claims.json",
}


def prepared(folder: Path) -> Run:
    """A run on a workspace that has the example package in its folder ``my package``."""
    (folder / "tools").mkdir()
    shutil.copytree(EXAMPLE, folder / "workspace/my package")
    return Run(folder / "workspace", folder / "temp")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return prepared(tmp_path)


def outcome(run: Run, **given: str) -> dict[str, str]:
    """The action's outputs, with the Claimpack of this checkout in the place of an installed one."""
    command = str(installed_command(run.temp.parent / "tools"))
    named = {name.replace("_", "-"): text for name, text in given.items()}
    return run_action(ACTION, {"package": "my package", "command": command} | named, run)


def claims(run: Run) -> Path:
    return run.workspace / "my package/claims/claims.csv"


def test_a_sound_package_passes_whatever_its_folder_is_called(run: Run) -> None:
    name = "-h; $(touch pwned) 'a' \"b\""
    (run.workspace / "my package").rename(run.workspace / name)
    outputs = outcome(run, package=name, article=f"\n{name}/article.txt\n\n")
    assert (run.code, outputs["verdict"], outputs["exit-code"]) == (0, "passed", "0")
    assert run.annotations == []
    assert run.log.endswith("Claims: passed.\n")
    assert run.steps == [
        ("Install Claimpack", "success"),
        ("Compare the claims", "skipped"),
        ("Validate", "success"),
        ("Verdict", "success"),
    ]
    assert [file.name for file in run.workspace.iterdir()] == [name]
    report = json.loads(Path(outputs["json"]).read_text(encoding="utf-8"))
    assert {each["status"] for each in report["rules"] if each["rule"] == "article-changed"} == {"passed"}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, dict[str, str]]:
    """A run on a package with a broken claim, and its outputs."""
    run = prepared(tmp_path_factory.mktemp("failed"))
    replaced(claims(run), SOUND, BROKEN)
    return run, outcome(run)


def test_a_broken_claim_fails_with_an_annotation_on_its_line(failed: tuple[Run, dict[str, str]]) -> None:
    run, outputs = failed
    assert (run.code, outputs["verdict"], outputs["exit-code"]) == (1, "failed", "1")
    (annotation,) = [line for line in run.annotations if "unknown-reference" in line]
    properties, _, message = annotation.removeprefix("::error ").partition("::")
    assert {"file=my package/claims/claims.csv", "line=2"} <= set(properties.split(","))
    assert message.startswith('B2: passage_id is "P99", which is not in passages.')
    assert run.steps[-1] == ("Verdict", "failure")


def test_the_reports_are_there_though_it_failed(failed: tuple[Run, dict[str, str]]) -> None:
    run, outputs = failed
    folder = Path(outputs["reports"])
    assert folder.is_relative_to(run.temp)
    assert {name: outputs[name] for name in REPORTS} == {name: str(folder / file) for name, file in REPORTS.items()}
    assert sorted(file.name for file in folder.iterdir()) == sorted(REPORTS.values())
    report = json.loads((folder / REPORTS["json"]).read_text(encoding="utf-8"))
    assert "unknown-reference" in [problem["rule"] for problem in report["problems"]]


def test_the_summary_of_the_job_is_the_report_as_markdown(failed: tuple[Run, dict[str, str]]) -> None:
    run, outputs = failed
    assert "unknown-reference" in run.summary
    assert run.summary == Path(outputs["markdown"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "code", "verdict"),
    [
        ({"select": "no-such-rule"}, 2, "wrong-use"),
        ({"select": "expired-acknowledgement"}, 3, "incomplete"),  # there is none, so that nothing is examined
    ],
    ids=str,
)
def test_the_exit_code_is_that_of_the_check(run: Run, given: dict[str, str], code: int, verdict: str) -> None:
    replaced(claims(run), SOUND, BROKEN)
    outputs = outcome(run, **given)
    assert (run.code, outputs["exit-code"], outputs["verdict"]) == (code, str(code), verdict)
    assert run.annotations


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            {"package": "100% ours"},
            "100% ours is not there: name a claims package's datapackage.json or its folder.",
        ),
        (
            {"select": "numberz"},
            'There is no rule or family "numberz". Did you mean "numbers"? claimpack rules lists them.',
        ),
    ],
    ids=str,
)
def test_wrong_use_is_told_where_the_reviewer_looks(run: Run, given: dict[str, str], reason: str) -> None:
    outputs = outcome(run, **given)
    assert (run.code, outputs["verdict"]) == (2, "wrong-use")
    (annotation,) = run.annotations
    title, _, told = annotation.removeprefix("::error title=").partition("::")
    assert title == "The claims were not checked in full"
    assert told == reason.replace("%", "%25")
    assert f"\n    {reason}\n" in run.summary


HOSTILE = (
    '"; touch pwned; "',
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "x\ntouch pwned\n",
    "--output=pwned",
    "-h",
    "* ? ${IFS}",
    "x\nverdict=passed\nexit-code=0",
)


RECORDER = """#!/bin/sh
if [ "$1" = --version ]; then exit 0; fi
printf '%s\\0' "$@" >"$RECORD/$1"
exit 2
"""


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_an_input_is_handed_over_as_it_is_and_never_run(run: Run, text: str) -> None:
    tools = run.temp.parent / "tools"
    command = tools / "recorder"
    command.write_text(RECORDER, encoding="utf-8")
    command.chmod(0o755)
    run.environment["RECORD"] = str(tools)
    inputs = ("package", "article", "select", "ignore", "fail-on", "compare-with", "fail-on-change")
    inputs += ("fail-on-verdict", "baseline")
    outputs = run_action(ACTION, dict.fromkeys(inputs, text) | {"command": str(command)}, run)
    assert (run.code, outputs["verdict"], outputs["exit-code"]) == (2, "wrong-use", "2")
    assert [file.name for file in run.workspace.iterdir()] == ["my package"]
    _, *options, end, package = (tools / "validate").read_text(encoding="utf-8").split("\0")[:-1]
    assert [option for option in options if not option.startswith("--report=")] == [
        "--format",
        "github",
        f"--fail-on={text}",
        *(f"--article={line}" for line in text.split("\n") if line),
        f"--select={text}",
        f"--ignore={text}",
        f"--fail-on-verdict={text}",
        f"--baseline={text}",
    ]
    assert (end, package) == ("--", text)
    _, *options, end, old = (tools / "diff").read_text(encoding="utf-8").split("\0")[:-1]
    assert options[-2:] == [f"--package={text}", f"--fail-on={text}"]
    assert (end, old) == ("--", text)


def test_what_writes_no_report_has_not_passed(run: Run) -> None:
    outputs = outcome(run, command="true")
    assert (run.code, outputs["verdict"], outputs["reports"]) == (3, "incomplete", "")


TELLS_ALL_BUT_CHANGES = """#!/bin/sh
if [ "$1" != diff ]; then exec %s "$@"; fi
"""


def test_a_comparison_that_writes_nothing_has_not_passed(run: Run) -> None:
    tools = run.temp.parent / "tools"
    command = tools / "silent"
    command.write_text(TELLS_ALL_BUT_CHANGES % shlex.quote(str(installed_command(tools))), encoding="utf-8")
    command.chmod(0o755)
    outputs = outcome(run, command=str(command), compare_with="HEAD", fail_on_change="weakened", select="structure")
    assert (run.code, outputs["change-exit-code"], outputs["verdict"]) == (3, "3", "incomplete")


def test_a_gate_that_has_nothing_to_compare_with_is_wrong_use(run: Run) -> None:
    outputs = outcome(run, fail_on_change="weakened", select="structure")
    assert (run.code, outputs["exit-code"], outputs["verdict"]) == (2, "0", "wrong-use")
    assert run.annotations == [
        "::error::fail-on-change was given and nothing to compare with: give compare-with a revision."
    ]


def test_a_command_that_is_not_there_fails_at_once(run: Run) -> None:
    outputs = outcome(run, command="no-such-command")
    assert (run.code, outputs["verdict"]) == (127, "")
    assert run.steps == [
        ("Install Claimpack", "failure"),
        ("Compare the claims", "skipped"),
        ("Validate", "skipped"),
        ("Verdict", "skipped"),
    ]


def test_a_python_that_is_too_old_is_told_of(run: Run) -> None:
    old = run.temp.parent / "tools/old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    outcome(run, command="", python=str(old))
    assert run.code == 3
    assert run.annotations == [
        "::error::Claimpack needs Python 3.11 or newer: add actions/setup-python, or name it as input python."
    ]


@pytest.fixture
def changed(tmp_path: Path) -> Run:
    """A run on a repository of two commits, the second of which turns the direction of a claim."""
    (tmp_path / "tools").mkdir()
    run = Run(tmp_path / "workspace", tmp_path / "temp")
    repository_with_package(run.workspace, within="my package")
    replaced(claims(run), ",dim_light,headache,no_difference,", ",dim_light,headache,decreased,")
    commit(run.workspace, "Headache is less frequent")
    return run


def test_both_checks_are_made_though_both_fail_and_what_changed_is_told_first(changed: Run) -> None:
    replaced(claims(changed), SOUND, BROKEN)
    outputs = outcome(changed, compare_with="HEAD^1", fail_on_change="direction-flipped", select="structure")
    assert (changed.code, outputs["change-exit-code"], outputs["verdict"]) == (1, "1", "failed")
    changes = Path(outputs["changes"]).read_text(encoding="utf-8")
    assert "C1" in changes
    assert changed.summary == changes + Path(outputs["markdown"]).read_text(encoding="utf-8")
    assert [line.partition("::")[2].partition("::")[2] for line in changed.annotations][1:] == [
        "A change is one of those that fail-on-change names; the job's summary tells which."
    ]


@pytest.mark.parametrize(
    ("revision", "gate", "code", "kind"),
    [
        ("no-such-revision", "direction-flipped", 3, "error"),
        ("no-such-revision", "", 0, "warning"),
        ("HEAD^1", "direction-flipped", 3, "error"),
    ],
)
def test_what_was_not_compared_has_not_passed(changed: Run, revision: str, gate: str, code: int, kind: str) -> None:
    # A folder that is named as the revision is would be compared instead, and who asks for the merge could add it.
    shutil.copytree(changed.workspace / "my package", changed.workspace / "HEAD^1")
    outputs = outcome(changed, compare_with=revision, fail_on_change=gate, select="structure")
    assert (changed.code, outputs["changes"]) == (code, "")
    assert outputs["verdict"] == ("incomplete" if code else "passed")
    (annotation,) = changed.annotations
    title, _, reason = annotation.partition("::")[2].partition("::")
    assert title == f"{kind} title=The claims were not compared in full"
    assert reason.startswith(
        '"no-such-revision" is no file' if revision != "HEAD^1" else "A file or a folder in the checkout has"
    )


def test_a_file_is_not_taken_for_the_baseline(changed: Run) -> None:
    """Who asks for the merge could add a report that knows all problems."""
    (changed.workspace / "known.json").write_text('{"report_version": "2", "problems": [], "verdicts": []}')
    outputs = outcome(changed, baseline="known.json", select="structure")
    assert (changed.code, outputs["verdict"], outputs["reports"]) == (2, "wrong-use", "")
    assert changed.annotations == [
        "::error title=The claims were not checked in full::A file or a folder in the checkout has the name of the "
        "baseline."
    ]


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"fail_on_verdict": "unsupported"}, 1, "C1 is unsupported: E1 of S1 shows neither this nor the opposite."),
        ({"fail_on_verdict": "contradicted,outdated"}, 0, ""),
        ({"fail_on_verdict": "unsupported", "baseline": "HEAD^1"}, 1, "C1 is unsupported: "),
        ({"fail_on_verdict": "unsupported", "baseline": "HEAD"}, 0, ""),
        ({"fail_on_verdict": "unsuported"}, 2, 'Did you mean "unsupported"?'),
        ({"fail_on_verdict": "unsupported", "select": "structure"}, 2, "which verdicts need"),
    ],
    ids=str,
)
def test_verdicts_fail_the_job(changed: Run, given: dict[str, str], code: int, says: str) -> None:
    outputs = outcome(changed, fail_on="never", **given)
    assert (changed.code, outputs["exit-code"]) == (code, str(code))
    errors = [line for line in changed.annotations if line.startswith("::error ")]
    assert bool(errors) == bool(says)
    assert says in "\n".join(errors)
