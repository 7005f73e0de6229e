"""``claimpack build``: its exit codes, what it says, and a folder that is replaced whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main, progress
from claimpack.package import replacefolder
from claimpack.rules.finding import Examined, Observation
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.cli.terminal import ARTICLE, PACKAGE, claimpack, read_all
from tests.edits import ROOT, Edit
from tests.exports.wholerecords import whole

FILES = [
    "claims.json",
    "claims.jsonld",
    "claims.ndjson",
    "evidence.fhir.json",
    "messages.json",
    "page.html",
    "report.json",
    "ro-crate-metadata.json",
    "schemas/claim.schema.json",
    "schemas/claimpack.d.ts",
    "schemas/claims.schema.json",
    "schemas/report.schema.json",
    "sources.csl.json",
]
MADE = (
    "claims.json, claims.ndjson, sources.csl.json, report.json, claims.jsonld, evidence.fhir.json, messages.json, "
    "page.html and ro-crate-metadata.json"
)
HOLDS = f"{MADE}, and the schemas that they follow"
NEED_TEXT = {
    "article-changed",
    "article-without-text",
    "citation-misread",
    "number-not-in-passage",
    "passage-changed",
    "passage-gap",
}

NOTE = Edit(csv={"claims": "claim_id,frequency\nC2,common\n"})
WARNING = Edit(csv={"claims": "claim_id,study_count\nC1,13\n"})
WARNINGS = Edit(csv={"claims": "claim_id,study_count,population_size\nC1,13,1641\n"})
ERROR = Edit(csv={"estimates": "estimate_id,ci_low,ci_high\nE1,1.22,0.90\n"})
BOTH = Edit(csv=WARNINGS.csv | ERROR.csv)


def build(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)], catch_exceptions=False)


def edited(edit: Edit, folder: Path) -> str:
    edit.apply(folder / "package")
    return str(folder / "package")


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def touched(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file and folder was last changed, and which one it is."""
    paths = [folder, *folder.rglob("*")]
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def rules_not_run(folder: Path) -> set[str]:
    return {entry["rule"] for entry in read(folder / "claims.json")["validation"]["rules_not_run"]}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A build of the example package, and one of an older version of it; to be copied."""
    folder = tmp_path_factory.mktemp("builds")
    packages = {"older": edited(Edit(descriptor='{"version": "0.9.0"}'), folder), "newer": PACKAGE}
    for name, package in packages.items():
        assert build(package, "--output", folder / name).exit_code == 0
    return {name: folder / name for name in packages}


@pytest.fixture
def older(builds: dict[str, Path], tmp_path: Path) -> Path:
    """A folder with a build of an older version of the example package, alone in another."""
    return shutil.copytree(builds["older"], tmp_path / "out/dist")


# Exit codes


@pytest.mark.parametrize(
    ("edit", "options", "code"),
    [
        pytest.param(edit, options, code, id=" ".join((name, *options)))
        for name, edit, codes in [
            ("clean", Edit(), (0,)),
            ("a note", NOTE, (0,)),
            ("warnings", WARNINGS, (1, 0)),
            ("an error", ERROR, (1, 1)),
        ]
        for options, code in zip(([], ["--allow-warnings"]), codes, strict=False)
    ],
)
def test_exit_code_and_what_is_written(edit: Edit, options: list[str], code: int, tmp_path: Path) -> None:
    result = build(edited(edit, tmp_path), "--output", tmp_path / "dist", *options)
    assert result.exit_code == code
    assert (tmp_path / "dist").exists() == (code == 0)
    assert sorted(tree(tmp_path / "dist")) == (FILES if code == 0 else [])
    assert sorted(path.name for path in tmp_path.iterdir()) == (["dist", "package"] if code == 0 else ["package"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([""], "An empty name was given", id="empty package"),
        pytest.param([PACKAGE, "--output", ""], "An empty name was given", id="empty output"),
        pytest.param(["no-such-package"], "no-such-package is not there", id="no such package"),
        pytest.param(["tests"], "tests holds no datapackage.json", id="a folder that is no package"),
        pytest.param([PACKAGE, "--today", "19.02.2026"], "--today", id="a date of another form"),
        pytest.param([PACKAGE, "--today", "2026-02-30"], "--today", id="no such day"),
        pytest.param([PACKAGE, "--article", "no-such.txt"], "no-such.txt", id="no such article"),
        pytest.param([PACKAGE, "--article", f"{PACKAGE}/datapackage.json", "--article", ARTICLE], "article", id="two"),
        pytest.param([PACKAGE, "--ignore", "structure"], "--ignore", id="a rule left out"),
        pytest.param([PACKAGE, "--format", "json"], "--format", id="unknown option"),
    ],
)
def test_wrong_use(arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    result = build(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["tests"]


# What it says


def test_what_it_says_of_a_build(tmp_path: Path) -> None:
    result = build(PACKAGE, "--output", tmp_path / "dist")
    number = len(rules_not_run(tmp_path / "dist"))
    assert result.stderr == ""
    assert result.stdout == (
        "Built light-therapy 1.0.0: 5 claims.\n"
        f"{tmp_path / 'dist'} has {HOLDS}.\n"
        f"{number} rules did not run; claims.json says which and why.\n"
    )


@pytest.mark.parametrize(("edit", "what"), [(WARNING, "1 problem"), (WARNINGS, "2 problems")], ids=["one", "two"])
def test_what_it_says_of_warnings_let_through(edit: Edit, what: str, tmp_path: Path) -> None:
    result = build(edited(edit, tmp_path), "--output", tmp_path / "dist", "--allow-warnings")
    assert result.stderr == ""
    are = "is" if what == "1 problem" else "are"
    assert result.stdout.splitlines()[2] == (
        f"{what} that nobody has reviewed {are} included; report.json lists all problems."
    )


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        pytest.param(
            WARNINGS,
            "Nothing was written: the package has 2 warnings. "
            "Correct what is wrong, or acknowledge what can be accepted, or add --allow-warnings.\n",
            id="warnings",
        ),
        pytest.param(
            BOTH,
            "Nothing was written: the package has 1 error and 2 warnings. "
            "Correct what is wrong, or acknowledge what can be accepted.\n",
            id="both",
        ),
    ],
)
def test_what_it_says_of_a_refusal(edit: Edit, says: str, tmp_path: Path) -> None:
    package = edited(edit, tmp_path)
    result = build(package, "--output", tmp_path / "dist")
    assert result.stderr == says
    assert result.stdout == CliRunner().invoke(main, ["validate", package]).stdout


# What is written


def test_the_folder_is_dist_in_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = edited(Edit(), tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "\ndist has " in build(package).stdout
    assert sorted(tree(tmp_path / "here")) == [f"dist/{name}" for name in FILES]
    monkeypatch.chdir(package)
    assert build().exit_code == 0
    assert tree(Path(package, "dist")) == tree(tmp_path / "here/dist")


def test_each_schema_is_complete_in_itself(builds: dict[str, Path]) -> None:
    dist = builds["newer"]
    for name in ("claim", "report"):
        expected = (ROOT / f"schemas/{name}.schema.json").read_bytes()
        assert (dist / f"schemas/{name}.schema.json").read_bytes() == expected
    text = (dist / "schemas/claims.schema.json").read_text(encoding="utf-8")
    assert "urn:claimpack:schema:claim:" not in text
    schema = Draft202012Validator(json.loads(text))
    claims = json.loads((dist / "claims.json").read_bytes())
    assert not [*schema.iter_errors(claims)]
    verdict = claims["claims"][0]["verdict"]
    verdict["word"] = "proven"
    (error,) = schema.iter_errors(claims)
    assert list(error.absolute_path) == ["claims", 0, "verdict"]


def test_warnings_let_through_are_caveats_that_nobody_has_reviewed(tmp_path: Path) -> None:
    build(edited(WARNING, tmp_path), "--output", tmp_path / "dist", "--allow-warnings")
    document = whole(read(tmp_path / "dist/claims.json"))
    (problem,) = read(tmp_path / "dist/report.json")["problems"]
    caveats = {
        claim["claim_id"]: [
            {name: value for name, value in caveat.items() if name not in ("message_id", "data", "plain")}
            for caveat in claim["caveats"]
            if caveat["kind"] == "problem"
        ]
        for claim in document["claims"]
    }
    assert caveats == {"C2": [], "C3": [], "C4": [], "C5": []} | {
        "C1": [
            {
                "kind": "problem",
                "rule": "study-count-mismatch",
                "severity": "warning",
                "message": problem["message"],
                "resource": "claims",
                "subjects": problem["subjects"],
                "fingerprint": problem["fingerprint"],
                "reviewed": False,
                "reason": None,
                "acknowledged_by": None,
                "acknowledged_on": None,
                "review_by": None,
            }
        ]
    }
    assert (document["validation"]["acknowledged"], document["validation"]["unreviewed"]) == (0, 1)


def test_the_same_bytes_again_and_wherever_it_is_done(
    builds: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tree(builds["newer"])
    build(PACKAGE, "--output", tmp_path / "first", "--today", "2026-02-03")  # after the days that it records
    assert tree(tmp_path / "first") == expected
    package = edited(Edit(with_article=False), tmp_path / "elsewhere")
    monkeypatch.chdir(package)
    build("--output", tmp_path / "first", "--today", "2026-12-31")
    assert tree(tmp_path / "first") == expected
    surroundings = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"}
    claimpack("build", PACKAGE, "--output", str(tmp_path / "second"), folder=Path("/"), environment=surroundings)
    assert tree(tmp_path / "second") == expected


def test_nothing_of_the_package_is_changed(tmp_path: Path) -> None:
    package = Path(edited(Edit(), tmp_path))
    before = touched(package)
    build(package, "--output", tmp_path / "dist")
    assert touched(package) == before


# Options


def test_more_rules_run_with_the_articles_text(tmp_path: Path) -> None:
    without = build(PACKAGE, "--output", tmp_path / "without")
    given = build(PACKAGE, "--output", tmp_path / "given", "--article", ARTICLE)
    assert rules_not_run(tmp_path / "without") - rules_not_run(tmp_path / "given") == NEED_TEXT
    number = len(rules_not_run(tmp_path / "given"))
    assert f"\n{number + len(NEED_TEXT)} rules did not run;" in without.stdout
    assert f"\n{number} rules did not run;" in given.stdout


def test_a_changed_article_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text(Path(ARTICLE).read_text(encoding="utf-8").replace("12", "13"), encoding="utf-8")
    result = build(PACKAGE, "--output", tmp_path / "dist", "--article", text)
    assert result.exit_code == 1
    assert "passage-changed" in result.stdout
    assert not (tmp_path / "dist").exists()


def acknowledged(edit: Edit, folder: Path) -> str:
    """A package whose one problem is accepted until the end of June 2026."""
    package = edited(edit, folder)
    report = json.loads(CliRunner().invoke(main, ["validate", package, "--format", "json"]).stdout)
    (problem,) = report["problems"]
    row = [problem["rule"], ";".join(problem["subjects"]), problem["fingerprint"], "It is so."]
    with (Path(package) / "claims/acknowledgements.csv").open("a", encoding="utf-8") as file:
        file.write(",".join([*row, "A. Curator", "2026-01-01", "2026-06-30"]) + "\n")
    return package


def test_a_judgement_whose_day_has_passed_stops_the_build(tmp_path: Path) -> None:
    package = acknowledged(WARNING, tmp_path)
    assert build(package, "--output", tmp_path / "dist", "--today", "2026-06-30").exit_code == 0
    claim = whole(read(tmp_path / "dist/claims.json"))["claims"][0]
    (caveat,) = claim["caveats"]
    judgement = ("reviewed", "reason", "acknowledged_by", "acknowledged_on", "review_by")
    assert [caveat[name] for name in judgement] == [True, "It is so.", "A. Curator", "2026-01-01", "2026-06-30"]
    before = touched(tmp_path / "dist")
    result = build(package, "--output", tmp_path / "dist", "--today", "2026-07-01")
    assert result.exit_code == 1
    assert "expired-acknowledgement" in result.stdout
    assert touched(tmp_path / "dist") == before


# What prevents it


def with_foreign_file(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        file = folder / "out/dist" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("precious", encoding="utf-8")
        return folder / "out/dist"

    return make


def with_files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


def a_file(folder: Path) -> Path:
    (folder / "file").write_text("precious", encoding="utf-8")
    return folder / "file"


IN_THE_WAY: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a foreign file": (with_foreign_file("notes.txt"), "holds notes.txt"),
    "a hidden file": (with_foreign_file(".gitignore"), "holds .gitignore"),
    "a foreign schema": (with_foreign_file("schemas/mine.json"), "holds schemas/mine.json"),
    "a foreign folder": (with_foreign_file("old/claims.json"), "holds old"),
    "a file": (a_file, "is a file"),
    "the package": (lambda folder: folder / "package", "holds article.txt"),
    "the descriptor": (lambda folder: folder / "package/datapackage.json", "is a file"),
    "its tables": (lambda folder: folder / "package/claims", "holds acknowledgements.csv"),
    "its schemas": (lambda folder: folder / "package/schemas", "holds tables"),
    "all there is": (lambda folder: folder, "holds out"),
    "an app's own claims": (lambda folder: with_files(folder / "app", "claims.json"), "holds claims.json"),
    "a report": (lambda folder: with_files(folder / "app", "report.json"), "holds report.json"),
    "a folder of a file's name": (lambda folder: with_files(folder / "app", "claims.json/mine"), "holds claims.json"),
}


@pytest.mark.parametrize("what", IN_THE_WAY)
@pytest.mark.usefixtures("older")
def test_nothing_but_an_earlier_build_is_replaced_whatever_the_package(what: str, tmp_path: Path) -> None:
    package = edited(ERROR, tmp_path)
    shutil.copytree(ROOT / "schemas/tables", tmp_path / "package/schemas/tables")
    make, says = IN_THE_WAY[what]
    target = make(tmp_path)
    before = touched(tmp_path)
    result = build(package, "--output", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith(f"Error: {target} {says}")
    assert result.stderr.endswith((": name a folder.\n", " an empty one or the folder of an earlier build.\n"))
    assert touched(tmp_path) == before


def test_a_mount_point_is_told_before_the_check(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path == older.resolve())
    result = build(PACKAGE, "--output", older)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"can't be replaced whole: name a folder in it, such as {older / 'dist'}.\n")


@pytest.mark.parametrize("refusal", [errno.EXDEV, errno.EBUSY])
def test_a_folder_that_the_system_will_not_move_is_left(
    refusal: int, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Path) -> bool:
        raise OSError(refusal, "no")

    monkeypatch.setattr(replacefolder, "_exchange", refuse)
    before = tree(older.parent)
    result = build(PACKAGE, "--output", older)
    assert result.exit_code == 3
    assert (
        result.stderr
        == f"Error: {older} can't be replaced in one step here: delete it first, or name another folder.\n"
    )
    assert tree(older.parent) == before


@pytest.mark.parametrize(("inside", "output"), [(".", "."), (".", "../dist"), ("schemas", "..")])
def test_a_folder_that_somebody_stands_in_is_not_replaced(
    inside: str, output: str, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(older / inside)
    before = touched(older)
    result = build(PACKAGE, "--output", output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {output} is the current folder or one above it" in result.stderr
    assert touched(older) == before


def test_what_a_file_manager_leaves_is_not_in_the_way(older: Path) -> None:
    (older / ".DS_Store").write_bytes(b"\0")
    assert build(PACKAGE, "--output", older).exit_code == 0
    assert sorted(tree(older)) == FILES


def test_an_empty_folder_and_a_linked_one_are_filled(tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (tmp_path / "dist").symlink_to("served")
    for _ in range(2):
        assert build(PACKAGE, "--output", tmp_path / "dist").exit_code == 0
        assert (tmp_path / "dist").readlink() == Path("served")
        assert sorted(tree(tmp_path / "served")) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "served"]


# An older build stays as it was


def stays(older: Path, result: Result, code: int) -> None:
    assert result.exit_code == code
    assert [path.name for path in older.parent.iterdir()] == ["dist"], "nothing is left beside it"


def test_a_refusal_leaves_the_older_build(older: Path, tmp_path: Path) -> None:
    before = touched(older.parent), tree(older)
    stays(older, build(edited(WARNINGS, tmp_path), "--output", older), 1)
    assert (touched(older.parent), tree(older)) == before


def test_a_crashing_rule_leaves_the_older_build(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> Iterator[Observation]:
        yield Examined(1)
        raise ZeroDivisionError("by way of example")

    before = touched(older.parent), tree(older)
    monkeypatch.setattr("claimpack.rules.sources.unused_source.check", crash)
    result = build(PACKAGE, "--output", older, "--allow-warnings")
    stays(older, result, 3)
    assert result.stderr == (
        "Nothing was written: the check did not finish: unused-source crashed: ZeroDivisionError: by way of example.\n"
    )
    assert "Traceback" not in result.output
    assert (touched(older.parent), tree(older)) == before


def test_a_table_that_may_not_be_read_leaves_the_older_build(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if Path(path) == Path(PACKAGE, "claims/relations.csv"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really_open(path, *arguments, **options)

    before = touched(older.parent), tree(older)
    monkeypatch.setattr(os, "open", refuse)
    result = build(PACKAGE, "--output", older)
    monkeypatch.undo()
    stays(older, result, 3)
    assert "the check did not finish: claims/relations.csv: Permission denied" in result.stderr
    assert (touched(older.parent), tree(older)) == before


def test_a_full_disk_leaves_the_older_build(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = touched(older), tree(older)
    monkeypatch.setattr(os, "fsync", full)
    result = build(PACKAGE, "--output", older)
    stays(older, result, 3)
    assert result.output == f"Error: {older} can't be read or written: No space left on device.\n"
    assert (touched(older), tree(older)) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_that_may_not_be_written_to_leaves_the_older_build(older: Path) -> None:
    before = tree(older)
    older.parent.chmod(0o555)
    try:
        result = build(PACKAGE, "--output", older)
    finally:
        older.parent.chmod(0o755)
    stays(older, result, 3)
    assert "Permission denied" in result.stderr
    assert result.output.count("\n") == 1
    assert tree(older) == before


def running(*arguments: str, code: str = "") -> subprocess.Popen[bytes]:
    """The command in a process of its own, or the code that calls it."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "claimpack"]), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator"), "TERM": "xterm"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kill may fall between two renamings")
@pytest.mark.parametrize("delay", [0.0, 0.03])
def test_a_kill_while_it_is_written_leaves_one_or_the_other_whole(
    delay: float, older: Path, builds: dict[str, Path]
) -> None:
    wholes = [tree(older), tree(builds["newer"])]
    assert wholes[0] != wholes[1]
    with running("build", PACKAGE, "--output", str(older)) as process:
        while [path.name for path in older.parent.iterdir()] == ["dist"]:
            assert process.poll() is None
            time.sleep(0.0005)
        time.sleep(delay)
        process.kill()
    assert tree(older) in wholes
    assert build(PACKAGE, "--output", older).exit_code == 0, "what the kill left beside it is not in the way"
    assert tree(older) == wholes[1]


STUCK = """
import sys, time
from claimpack.cli import main
from claimpack.exports import claimsndjson

def pieces(bundle):
    print("writing", flush=True)
    time.sleep(60)
    yield ""

claimsndjson.pieces = pieces
main(prog_name="claimpack")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts as POSIX does")
def test_ctrl_c_leaves_the_older_build_and_nothing_beside_it(older: Path) -> None:
    before = touched(older), tree(older)
    with running("build", PACKAGE, "--output", str(older), code=STUCK) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        assert len(list(older.parent.iterdir())) == 2
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"Stopped.\n")
    assert [path.name for path in older.parent.iterdir()] == ["dist"]
    assert (touched(older), tree(older)) == before


# The bar


IMPATIENT = """
import sys
from claimpack.cli import main, progress
from claimpack.package import replacefolder
progress._PATIENCE = 0
main(prog_name="claimpack")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_is_drawn_on_a_terminal_and_never_in_what_is_piped_on(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not on every system

    leader, follower = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, "build", PACKAGE, "--output", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator"), "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=environment) as process:
        os.close(follower)
        drawn = b"".join(read_all(leader)).decode()
        assert process.stdout is not None
        said = process.stdout.read().decode()
        assert process.wait() == 0
    first, *_, last = drawn.strip("\r\n").split("\r")[1:]
    assert "Building  [-" in first
    assert "Building  [####################################]  100%" in last
    assert said.startswith("Built light-therapy 1.0.0: 5 claims.\n")
    assert not set(said) & {"\r", "\x1b"}


class Stream(io.StringIO):
    """Standard error, which may be a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "seconds", "shows"),
    [(True, 0.9, False), (True, 1.1, True), (False, 0.9, False), (False, 1.1, False)],
)
def test_a_bar_shows_after_a_second_on_a_terminal(
    is_terminal: bool,  # noqa: FBT001
    seconds: float,
    shows: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    stream = Stream(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with progress.progress("Building", 4) as step:
        step()
        clock[0] += seconds
        step()
    assert ("50%" in stream.getvalue()) == shows
    assert (stream.getvalue() != "") == shows


def test_more_steps_than_were_foreseen_are_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(is_terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    with progress.progress("Building", 2) as step:
        for _ in range(5):
            step()
    assert "100%" in stream.getvalue()


def test_no_standard_error_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with progress.progress("Building", 2) as step:
        step()
