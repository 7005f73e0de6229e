"""``claimpack watch`` in a terminal, beside programs that save as spreadsheets and editors do."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.cli.ctrlc import Interruption
from claimpack.package.files import read_bytes, read_inside
from claimpack.package.load import load
from claimpack.package.package import Package
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner

from tests.cli.screen import Screen, terminal
from tests.cli.terminal import claimpack
from tests.edits import EXAMPLE, ROOT
from tests.registries import make_registry

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

CHECKED = r"rules checked.*\n"
"""How the last line of a check begins."""
OPTIONS = ("--article", "article.txt", "--today", "2026-03-01", "--interval", "0.05")
CLEAN = f"{len(all_rules()) - 21} rules checked, 21 not run; claimpack validate says why.\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "package")
    return tmp_path / "package"


@pytest.fixture
def screen(package: Path) -> Iterator[Screen]:
    """The command in its terminal, after the first check, which finds nothing."""
    with terminal("watch", *OPTIONS, folder=package) as opened:
        began = opened.read_until(CHECKED)
        assert timeless(began) == (
            f"Watching datapackage.json and its 10 files. Ctrl-C ends.\n\nTIME  first check\nNothing is open.\n{CLEAN}"
        )
        assert "\x1b[" in opened.drawn
        yield opened
        assert opened.end() == 0
        assert opened.read_until("ing.\n") == "^C\nStopped watching.\n"


def timeless(text: str) -> str:
    return re.sub(r"^\d\d:\d\d:\d\d  ", "TIME  ", text, flags=re.MULTILINE)


def edit(file: Path, old: str, new: str) -> bytes:
    """Puts ``new`` in place of ``old`` where the file stands, as an editor does; gives the content it had."""
    before = file.read_bytes()
    assert old.encode() in before
    file.write_bytes(before.replace(old.encode(), new.encode()))
    return before


def move_in(file: Path, content: bytes) -> None:
    """Saves as spreadsheets do: a new file beside the old one, the old one deleted, the new one given its name."""
    lock, new = file.with_name(f".~lock.{file.name}#"), file.with_name("lu98z1.tmp")
    lock.write_bytes(b"somebody")
    new.write_bytes(content)
    file.unlink()
    new.rename(file)
    lock.unlink()


def test_a_cell_is_broken_and_corrected(screen: Screen, package: Path) -> None:
    claims = package / "claims/claims.csv"
    before = edit(claims, ",mild,", ",grave,")
    assert timeless(screen.read_until(CHECKED)) == (
        "\nTIME  claims/claims.csv changed\n"
        "Newly broken\n"
        "claims/claims.csv\n"
        "  K3  line 3  severity  C2  error  invalid-cell\n"
        '    severity is "grave", which is not one of the allowed words.\n'
        "    Allowed: mild, moderate, serious, any.\n"
        "\n"
        "1 error, 0 warnings, 0 notes; 1 newly broken.\n"
        "39 rules checked, 21 not run, 23 on a part only; claimpack validate says why.\n"
    )
    sources = edit(package / "claims/sources.csv", "S1,", "S9,identified,,An invented paper,,,,,,,,,,,,,,,,,\nS1,")
    text = timeless(screen.read_until(CHECKED))
    assert text.startswith("\nTIME  claims/sources.csv changed\nNewly broken\nclaims/sources.csv\n  A2  line 2")
    assert text.endswith(
        '\nStill open\n  C2 invalid-cell: severity is "grave", which is not one of the allowed words.\n\n'
        "1 error, 0 warnings, 1 note; 1 newly broken, 1 still open.\n"
        "39 rules checked, 21 not run, 23 on a part only; claimpack validate says why.\n"
    ), text
    with screen.paused():
        claims.write_bytes(before)
        (package / "claims/sources.csv").write_bytes(sources)
    assert timeless(screen.read_until(CHECKED)) == (
        "\nTIME  claims/claims.csv and claims/sources.csv changed\n"
        "Corrected\n"
        '  C2 invalid-cell: severity is "grave", which is not one of the allowed words.\n'
        "  S9 unused-source: source_id is S9, which no claim cites, no reference list names and no source …\n"
        "\n"
        "Nothing is open; 2 corrected.\n" + CLEAN
    )


def test_a_file_that_is_written_in_two_steps_is_checked_once(screen: Screen, package: Path) -> None:
    claims = package / "claims/claims.csv"
    whole = claims.read_bytes().replace(b",mild,", b",moderate,")
    with claims.open("wb") as stream:
        stream.write(whole[: len(whole) // 3])
        stream.flush()
        screen.read_nothing(0.05)
        stream.write(whole[len(whole) // 3 :])
    assert timeless(screen.read_until(CHECKED)) == f"\nTIME  claims/claims.csv changed\nNothing is open.\n{CLEAN}"


def test_a_file_that_stays_half_written_hides_what_could_not_be_looked_at(screen: Screen, package: Path) -> None:
    edit(package / "claims/claims.csv", "headache,no_difference", "headache,increased")
    assert "1 newly broken.\n" in screen.read_until(CHECKED)
    estimates = package / "claims/estimates.csv"
    whole = estimates.read_bytes()
    estimates.write_bytes(whole + b'"E9,S1,head')
    text = screen.read_until(CHECKED)
    assert text.count("newly broken") == 1
    hidden = "direction-contradicts-estimate, 1 problem (C1, E1): claims/estimates.csv could not be read"
    assert f"Not checked now\n  {hidden}\n" in text
    assert "1 error, 0 warnings, 0 notes; 1 newly broken, 1 not checked now.\n" in text
    estimates.write_bytes(whole)
    text = screen.read_until(CHECKED)
    assert "0 errors, 1 warning, 0 notes; 1 corrected, 1 still open.\n" in text
    assert "Still open\n  C1, E1 direction-contradicts-estimate: effect_direction is increased, but E1 of S1" in text


def test_a_spreadsheet_moves_a_new_file_into_place(screen: Screen, package: Path) -> None:
    claims = package / "claims/claims.csv"
    before = claims.read_bytes()
    move_in(claims, before.replace(b",mild,", b",grave,"))
    assert "1 newly broken.\n" in screen.read_until(CHECKED)
    move_in(claims, before)
    assert "Nothing is open; 1 corrected.\n" in screen.read_until(CHECKED)
    move_in(claims, before)
    assert timeless(screen.read_until(CHECKED)) == f"\nTIME  claims/claims.csv changed\nNothing is open.\n{CLEAN}"
    for name in (".~lock.claims.csv#", "~$claims.csv", "lu12.tmp", ".claims.csv.swp"):
        (package / "claims" / name).write_bytes(b"somebody")
    screen.read_nothing(0.3)


def test_a_descriptor_or_an_article_that_is_gone_or_half_written_is_waited_for(screen: Screen, package: Path) -> None:
    descriptor = package / "datapackage.json"
    descriptor.rename(package / "elsewhere")
    assert timeless(screen.read_until("exist.\n")) == "\nTIME  waiting: datapackage.json does not exist.\n"
    (package / "elsewhere").rename(descriptor)
    assert (
        timeless(screen.read_until(CHECKED))
        == f"\nTIME  all files are there again, unchanged\nNothing is open.\n{CLEAN}"
    )
    whole = edit(descriptor, '"resources": [', '"resources": [,')
    assert timeless(screen.read_until("spot.\n")) == (
        "\nTIME  waiting: the descriptor is not JSON: it can't be read from line 17, character 17 on. "
        "Correct the JSON there; an editor with JSON support shows the spot.\n"
    )
    descriptor.write_bytes(whole.replace(b"claims/relations.csv", b"claims/links.csv"))
    assert "\nNewly broken\ndatapackage.json\n" in screen.read_until(CHECKED)
    (package / "claims/relations.csv").rename(package / "claims/links.csv")
    text = timeless(screen.read_until(CHECKED))
    assert text.startswith("\nTIME  claims/links.csv is new, claims/relations.csv is gone\nCorrected\n")
    assert text.endswith(f"\nNothing is open; 1 corrected.\n{CLEAN}")

    article = package / "article.txt"
    words = article.read_bytes()
    article.unlink()
    assert timeless(screen.read_until("exist.\n")) == "\nTIME  waiting: article.txt does not exist.\n"
    article.write_bytes(words + b"One sentence more.\n")
    assert "article.txt changed\nNewly broken\nclaims/articles.csv\n" in screen.read_until(CHECKED)


def test_a_problem_is_accepted_beside_it(screen: Screen, package: Path) -> None:
    edit(package / "claims/claims.csv", "headache,no_difference", "headache,increased")
    text = screen.read_until(CHECKED)
    command = re.search(r"Accept it: claimpack (.*)\n", text)
    assert command is not None
    assert command[1] == 'acknowledge direction-contradicts-estimate C1 E1 --reason "WHY"'
    done = claimpack(*command[1].split()[:-1], "The article says so.", "--by", "A curator", folder=package)
    assert done.returncode == 0, done.stderr
    text = timeless(screen.read_until(CHECKED))
    assert text.startswith("\nTIME  claims/acknowledgements.csv changed\nAccepted\n  C1, E1 direction-contradicts-est")
    assert "\nNothing is open; 1 accepted.\n" in text


def test_a_package_may_be_broken_to_begin_with_and_colours_unwanted(package: Path) -> None:
    (package / "datapackage.json").write_bytes(b"{")
    with terminal("watch", *OPTIONS, folder=package, environment={"NO_COLOR": "1"}) as screen:
        assert "waiting: the descriptor is not JSON" in screen.read_until("spot.\n")
        shutil.copy(EXAMPLE / "datapackage.json", package)
        assert "first check\nNothing is open.\n" in screen.read_until(CHECKED)
        assert "\x1b" not in screen.drawn
        assert screen.end() == 0


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends the process whatever happens within, so that a test that fails does not wait for it for ever."""
    try:
        yield
    finally:
        process.kill()


def test_what_is_piped_on_comes_at_once_and_a_closed_pipe_ends_it(package: Path) -> None:
    command = [sys.executable, "-m", "claimpack", "watch", *OPTIONS]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator")}
    with (
        subprocess.Popen(
            command, cwd=package, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
        ended(process),
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(5)]
        assert lines[-1].decode() == CLEAN
        process.stdout.close()
        edit(package / "claims/claims.csv", ",mild,", ",grave,")
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_interrupted_in_a_pipe_it_says_so(package: Path) -> None:
    command = [sys.executable, "-m", "claimpack", "watch", *OPTIONS]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator")}
    with subprocess.Popen(command, cwd=package, env=environment, stdout=subprocess.PIPE) as process, ended(process):
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == b"Stopped watching.\n"
        assert process.wait(30) == 0


# In this process, with something done at each look instead of the time that passes


def watched(package: Path, monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> str:
    """What is told if ``acts`` are done one at each look, and Ctrl-C is pressed after the last."""
    left = iter(acts)

    def act(_: Interruption, __: float) -> None:
        try:
            next(left)()
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(Interruption, "sleep", act)
    arguments = [str(package), "--article", str(package / "article.txt"), "--today", "2026-03-01"]
    result = CliRunner().invoke(main, ["watch", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("\nStopped watching.\n")
    return timeless(result.stdout)


def test_what_a_registry_shares_is_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_registry(tmp_path)
    monkeypatch.chdir(tmp_path)
    sources = tmp_path / "shared/claims/sources.csv"
    text = watched(
        Path("pages/one"),
        monkeypatch,
        lambda: edit(sources, "2019-06,none_found", "2019-06,retracted"),
        *[nothing] * 3,
        lambda: (tmp_path / "registry.json").rename("away.json"),
        *[nothing] * 6,
        lambda: (tmp_path / "away.json").rename("registry.json"),
        *[nothing] * 3,
    )
    assert text.startswith("Watching pages/one/datapackage.json and its ")
    assert "files, with registry.json. Ctrl-C ends.\n\nTIME  first check\nNothing is open.\n" in text
    told = re.findall(r"^TIME  .*|^  S2  line 2 .*|^  S1 ret.*?:|^Newly.*|^Corrected.*|^Still.*", text, re.MULTILINE)
    assert told == [
        "TIME  first check",
        "TIME  shared/claims/sources.csv changed",
        "Newly broken",
        "  S2  line 2  retraction_status  S1  warning  retracted-source",
        "TIME  waiting: registry.json does not exist.",
        "TIME  all files are there again, unchanged",
        "Still open",
        "  S1 retracted-source:",
    ]


def nothing() -> None:
    """Lets time pass."""


def test_a_file_that_is_locked_is_tried_again_until_it_is_not(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = package / "claims/claims.csv"
    locked: set[Path] = set()

    def read(file: Path, limit: int) -> bytes:
        refuse_locked(file)
        return read_bytes(file, limit)

    def read_in(root: Path, path: str, *limits: int, unpack: bool = False) -> bytes:
        refuse_locked(root / path)
        return read_inside(root, path, *limits, unpack=unpack)

    def refuse_locked(file: Path) -> None:
        if file in locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(file))

    monkeypatch.setattr("claimpack.package.load.read_bytes", read)
    monkeypatch.setattr("claimpack.package.load.read_inside", read_in)
    text = watched(
        package,
        monkeypatch,
        lambda: (edit(claims, ",mild,", ",grave,"), locked.add(claims)),
        *[nothing] * 4,
        locked.clear,
        *[nothing] * 2,
        lambda: locked.add(package / "article.txt"),
        lambda: edit(claims, ",grave,", ",mild,"),
        *[nothing] * 4,
        locked.clear,
    )
    told = re.findall(r"^TIME  .*", text, re.MULTILINE)
    assert told == [
        "TIME  first check",
        "TIME  waiting: claims/claims.csv: Permission denied.",
        "TIME  claims/claims.csv changed",
        f"TIME  waiting: {package / 'article.txt'}: Permission denied.",
        "TIME  claims/claims.csv changed",
    ]


def test_what_is_saved_while_it_is_read_is_read_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = package / "claims/claims.csv"
    saves = iter([nothing, lambda: edit(claims, ",grave,", ",moderate,"), nothing])

    def load_and_save(*arguments: Any, **options: Any) -> Package:
        package = load(*arguments, **options)
        next(saves)()
        return package

    monkeypatch.setattr("claimpack.package.load.load", load_and_save)
    text = watched(package, monkeypatch, lambda: edit(claims, ",mild,", ",grave,"), *[nothing] * 4)
    assert "grave" not in text
    assert text.count("Nothing is open.\n") == text.count("rules checked") == 2


def test_a_flood_is_cut_short(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = package / "claims/claims.csv"
    text = claims.read_text(encoding="utf-8")
    with_many = text + "".join(f"C{number},P3,x{',' * 17}\n" for number in range(100, 140))
    broken = watched(
        package,
        monkeypatch,
        lambda: claims.write_text(with_many, encoding="utf-8"),
        *[nothing] * 3,
        lambda: edit(claims, "headache at first.", "headache to begin with."),
        *[nothing] * 3,
        lambda: claims.write_text(text, encoding="utf-8"),
        *[nothing] * 6,
    )
    first, second, third, fourth = broken.split("\nTIME  ")[1:]
    assert first.startswith("first check\nNothing is open.\n")
    # Of each of the forty records, three required cells are blank and a word is none.
    assert len(re.findall(r"^  [A-Z]+\d+  line", second, re.MULTILINE)) == 20
    assert "\nAnd 140 more: 140 of invalid-cell. claimpack validate lists them all.\n" in second
    assert "\n160 errors, 0 warnings, 0 notes; 160 newly broken.\n" in second
    assert third.count("\n  C1") == 20
    assert "\n  and 140 more\n" in third
    assert "\n160 errors, 0 warnings, 0 notes; 160 still open.\n" in third
    assert "\n  and 140 more\n" in fourth
    assert "\nNothing is open; 160 corrected.\n" in fourth


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["empty"], "empty holds no datapackage.json: name a claims package's datapackage.json or its folder."),
        (["absent"], "absent is not there: name a claims package's datapackage.json or its folder."),
        (["package", "--article", "absent"], "Invalid value for '--article': File 'absent' does not exist."),
        (["package", "--select", ","], "--select names no rule."),
        (["package", "--ignore", "no-such"], 'There is no rule or family "no-such". claimpack rules lists them.'),
        (["package", "--interval", "0"], "Invalid value for '--interval': 0.0 is not in the range 0.01<=x<=3600."),
    ],
)
def test_wrong_use(arguments: list[str], message: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package.parent)
    Path("empty").mkdir()
    result = CliRunner().invoke(main, ["watch", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


@pytest.mark.parametrize(
    ("seconds", "why"),
    [
        ("nan", "nan is not a number of seconds."),
        ("-nan", "-nan is not a number of seconds."),
        ("inf", "inf is not in the range 0.01<=x<=3600."),
        ("-inf", "-inf is not in the range 0.01<=x<=3600."),
        ("0", "0.0 is not in the range 0.01<=x<=3600."),
        ("soon", "'soon' is not a valid float range."),
    ],
)
def test_an_interval_is_a_number_of_seconds(seconds: str, why: str) -> None:
    result = CliRunner().invoke(main, ["watch", str(EXAMPLE), "--interval", seconds])
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: Invalid value for '--interval': {why}\n")


def test_what_is_not_looked_at_is_not_corrected(screen: Screen, package: Path) -> None:
    claims = package / "claims/claims.csv"
    edit(claims, ",1640,stated,", ",1999,stated,")
    assert "population_size is 1999" in screen.read_until(CHECKED)
    edit(claims, ",1999,stated,", ",1999,statd,")
    text = timeless(screen.read_until(CHECKED))
    assert "Corrected" not in text
    assert (
        "Not checked now\n  number-not-in-passage, 1 problem (C1, P3): 1 claim with a cell that another rule reports\n"
    ) in text
    edit(claims, ",1999,statd,", ",1999,stated,")
    assert "Still open\n  C1, P3 number-not-in-passage: " in screen.read_until(CHECKED)
