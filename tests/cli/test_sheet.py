"""``claimpack sheet``: its messages and exit codes, what it writes and when, and LibreOffice's part in it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from claimpack.cli import main
from claimpack.package import load as loading
from claimpack.package.files import read_inside
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.cli.libreoffice import in_libreoffice
from tests.cli.screen import terminal
from tests.cli.terminal import claimpack
from tests.edits import ROOT, Edit


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


@pytest.fixture
def workbook(package: Path) -> Path:
    file = package.parent / "claims.xlsx"
    assert sheet("export", file, package).exit_code == 0
    return file


def sheet(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["sheet", *map(str, arguments)], catch_exceptions=False)


def put(file: Path, address: str, value: object, table: str = "claims") -> None:
    book = load_workbook(file)
    book[table][address].value = value
    book.save(file)


def contents(package: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((package / "claims").iterdir())}


def with_note(package: Path, note: str) -> dict[str, bytes]:
    """What the tables are once the first claim has a note."""
    before = contents(package)
    header, first, rest = before["claims.csv"].split(b"\n", 2)
    assert header.endswith(b",note")
    assert first.endswith(b",")
    return before | {"claims.csv": b"\n".join([header, first + note.encode(), rest])}


def difference(package: Path, note: str) -> str:
    first = contents(package)["claims.csv"].decode().splitlines()[1]
    head = "claims/claims.csv: 1 record changed (C1)\n--- claims/claims.csv\n+++ claims/claims.csv\n@@ -2 +2 @@\n"
    return f"{head}-{first}\n+{first}{note}\n"


def said(result: Result) -> str:
    """The message of a wrong use, without what click puts before it."""
    assert result.exit_code == 2
    return result.stderr.partition("Error: ")[2].rstrip("\n")


def test_export_and_import_without_edits(package: Path, tmp_path: Path) -> None:
    before, file = contents(package), tmp_path / "claims.xlsx"
    records = sum(len(content.splitlines()) - 1 for content in before.values())
    result = sheet("export", file, package)
    assert (result.exit_code, result.stdout) == (
        0,
        f"Written to {file}: 9 tables, {records} records.\n"
        f"Edit it, save it as .xlsx, and run: claimpack sheet import {file} {package}\n",
    )
    result = sheet("import", file, package, "--yes")
    assert (result.exit_code, result.stdout) == (0, "Nothing to import: the tables say the same as the workbook.\n")
    assert contents(package) == before


def test_import_writes_what_was_edited(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    shown, after = difference(package, "seen"), with_note(package, "seen")
    result = sheet("import", workbook, package, "--yes")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{shown}Written to claims/claims.csv. Now run: claimpack validate {package}\n"
        f"Before you edit further, export the workbook again: claimpack sheet export {workbook} {package} --force\n",
    )
    assert contents(package) == after


@pytest.mark.parametrize(
    ("options", "code", "last"),
    [(["--diff"], 0, ""), ([], 1, "Nothing was written: add --yes to write it.\n")],
    ids=["--diff", "nobody to ask"],
)
def test_import_without_leave_to_write(options: list[str], code: int, last: str, package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    before = contents(package)
    result = sheet("import", workbook, package, *options)
    assert (result.exit_code, result.stdout) == (code, difference(package, "seen") + last)
    assert contents(package) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    ("answer", "code", "written"), [("y\r", 0, True), ("n\r", 1, False), ("\r", 1, False), ("\x03", 130, False)]
)
def test_asked_on_a_terminal(answer: str, code: int, *, written: bool, package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    before, after = contents(package), with_note(package, "seen")
    with terminal("sheet", "import", str(workbook), str(package), folder=ROOT, errors_too=True) as screen:
        screen.read_until(r"\[y/N\]: ")
        assert contents(package) == before
        screen.type_at_rest(answer)
        assert screen.ends_with() == code
        assert "\x1b[32m+C1," in screen.drawn
    assert contents(package) == (after if written else before)


def test_a_table_that_changed_since_is_not_overwritten(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    file = package / "claims/claims.csv"
    file.write_bytes(file.read_bytes().replace(b"mild headache", b"light headache"))
    before = contents(package)
    assert said(sheet("import", workbook, package, "--yes")) == (
        "claims/claims.csv has changed since the export, and so has its sheet. Export to another file and make your "
        "changes there, or add --force to write what is shown above."
    )
    assert contents(package) == before
    assert sheet("import", workbook, package, "--yes", "--force").exit_code == 0
    assert b"mild headache" in file.read_bytes()
    assert b",seen\n" in file.read_bytes()


def test_several_tables_that_changed_since_are_not_overwritten(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    book = load_workbook(workbook)
    book["concepts"]["C2"] = "Another label"
    book.save(workbook)
    for name in ("claims", "concepts"):
        file = package / f"claims/{name}.csv"
        file.write_bytes(file.read_bytes() + b"\n")
    before = contents(package)
    assert said(sheet("import", workbook, package, "--yes")).startswith(
        "claims/claims.csv and claims/concepts.csv have changed since the export, and so have their sheets. Export to"
    )
    assert contents(package) == before


def test_what_is_refused_is_listed_and_nothing_written(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    book = load_workbook(workbook)
    for row in range(2, 25):
        book["concepts"][f"D{row}"] = "=1+1"
    book.save(workbook)
    before = contents(package)
    result = sheet("import", workbook, package, "--yes")
    lines = [
        f"concepts!D{row} holds a formula: replace it by its value (copy it, paste special, text only)."
        for row in range(2, 22)
    ]
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [*lines, "and 3 more", "Nothing was written."]
    assert contents(package) == before


def test_numbers_and_doubts_are_told(package: Path, workbook: Path) -> None:
    put(workbook, "O2", 1250)
    put(workbook, "F2", "03/04/2019", "articles")
    result = sheet("import", workbook, package, "--yes")
    assert result.exit_code == 1, "a cell is left to decide on"
    told = [line for line in result.stdout.splitlines() if not line.startswith(("+", "-", "@"))]
    assert told[:4] == [
        "claims/articles.csv: 1 record changed (light)",
        '  F2  published_on  "03/04/2019" may be "2019-04-03" or "2019-03-04". Write what is meant.',
        "claims/claims.csv: 1 record changed (C1)",
        "Cells that are not text: 1; leading or trailing zeros may be lost:",
    ]
    assert told[4] == '  claims!O2  population_size  a number, read as "1250"'


def test_an_open_workbook_is_told_of(package: Path, workbook: Path) -> None:
    workbook.with_name(f".~lock.{workbook.name}#").touch()
    assert sheet("import", workbook, package).stdout.splitlines()[0] == (
        f"{workbook} seems to be open in a program: unsaved changes are not imported."
    )


def test_export_does_not_overwrite(package: Path, workbook: Path) -> None:
    content = workbook.read_bytes()
    assert said(sheet("export", workbook, package)) == (
        f"{workbook} exists; all edits in it are in the package. Add --force to export it again."
    )
    put(workbook, "T2", "seen")
    assert said(sheet("export", workbook, package)) == (
        f"{workbook} exists and was edited: import it first, or add --force to lose the edits."
    )
    assert sheet("export", workbook, package, "--force").exit_code == 0
    assert workbook.read_bytes() == content
    workbook.write_bytes(b"mine")
    assert said(sheet("export", workbook, package)) == (
        f"{workbook} exists and is not a workbook of this package: name another, or add --force."
    )
    assert workbook.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("claims.csv", "{file} does not end in .xlsx, so no spreadsheet program would open it."),
        ("no/claims.xlsx", "The folder {file.parent} does not exist: make it first."),
        ("link.xlsx", "{file} is a file of the package: name another."),
    ],
)
def test_where_an_export_can_not_go(name: str, message: str, package: Path, tmp_path: Path) -> None:
    (tmp_path / "link.xlsx").symlink_to(package / "claims/claims.csv")
    before, file = contents(package), tmp_path / name
    assert said(sheet("export", file, package, "--force")) == message.format(file=file)
    assert contents(package) == before


def test_a_cell_that_no_workbook_holds(package: Path, tmp_path: Path) -> None:
    file = package / "claims/sources.csv"
    file.write_bytes(file.read_bytes().replace(b"S1,identified", b"S1,\x01identified"))
    assert said(sheet("export", tmp_path / "claims.xlsx", package)) == (
        "claims/sources.csv, record 1, column status (cell B2) holds a control character (U+0001), "
        "which no workbook can hold: take it out. Nothing was written."
    )
    assert not (tmp_path / "claims.xlsx").exists()


def test_a_broken_table_is_left_out(package: Path, tmp_path: Path) -> None:
    (package / "claims/relations.csv").write_bytes(b"claim_id,relation,target_claim_id,note\nC1\n")
    result = sheet("export", tmp_path / "claims.xlsx", package)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:3] == [
        "relations: left out: claims/relations.csv is broken at line 2.",
        f"Run claimpack validate {package}, correct what it reports on these tables, and export again.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "{file} does not exist. Make it with: claimpack sheet export {file} {package}"),
        (
            b"a,b\n",
            "{file} can't be imported: it is not an Excel workbook (.xlsx). Open it in a spreadsheet program, save it "
            "as Excel workbook (.xlsx), and try again.",
        ),
    ],
)
def test_what_can_not_be_imported(content: bytes | None, message: str, package: Path, tmp_path: Path) -> None:
    file = tmp_path / "claims.xlsx"
    if content is not None:
        file.write_bytes(content)
    assert said(sheet("import", file, package)) == message.format(file=file, package=package)


def test_a_workbook_of_another_package(package: Path, workbook: Path) -> None:
    descriptor = package / "datapackage.json"
    descriptor.write_text(descriptor.read_text().replace('"name": "light-therapy"', '"name": "other"', 1))
    assert said(sheet("import", workbook, package)) == (
        f'{workbook} was exported from the package "light-therapy", and this one is "other": '
        "name the right package, or add --force."
    )


def test_a_table_that_can_not_be_read_is_no_broken_one(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(root: Path, path: str, *limits: int, unpack: bool = False) -> bytes:
        if path.endswith("relations.csv"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return read_inside(root, path, *limits, unpack=unpack)

    monkeypatch.setattr(loading, "read_inside", refuse)
    result = sheet("export", tmp_path / "claims.xlsx", package)
    assert result.exit_code == 3
    assert "relations: left out: claims/relations.csv could not be read." in result.stdout.splitlines()


def test_the_commands_to_run_next_are_fit_for_a_shell(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package)
    assert sheet("export", "my claims.xlsx").stdout.splitlines()[-1] == (
        "Edit it, save it as .xlsx, and run: claimpack sheet import 'my claims.xlsx'"
    )
    assert load_workbook("my claims.xlsx")["about"]["A3"].value == "claimpack sheet import 'my claims.xlsx'"
    put(package / "my claims.xlsx", "T2", "seen")
    assert sheet("import", "my claims.xlsx", "--yes").stdout.splitlines()[-2:] == [
        "Written to claims/claims.csv. Now run: claimpack validate",
        "Before you edit further, export the workbook again: claimpack sheet export 'my claims.xlsx' --force",
    ]
    monkeypatch.chdir(package.parent)
    package.rename("my package")
    assert sheet("export", "-b.xlsx", "my package").exit_code == 2, "click takes it for an option"
    assert sheet("export", "./-b.xlsx", "my package").stdout.splitlines()[-1] == (
        "Edit it, save it as .xlsx, and run: claimpack sheet import ./-b.xlsx 'my package'"
    )


def test_a_table_that_changes_while_the_question_stands_is_not_overwritten(
    package: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workbook, "T2", "seen")
    table = package / "claims/claims.csv"

    def edit_and_agree(_: str) -> bool:
        table.write_bytes(table.read_bytes().replace(b"mild headache", b"light headache"))
        return True

    monkeypatch.setattr("claimpack.cli.prompts.can_ask", lambda: True)
    monkeypatch.setattr(click, "confirm", edit_and_agree)
    result = sheet("import", workbook, package)
    assert (result.exit_code, result.stderr) == (
        3,
        "Error: claims/claims.csv was changed by somebody else in the meantime: try again.\n",
    )
    assert b"light headache" in table.read_bytes()
    assert b",seen\n" not in table.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("delay", [0.5, 0.8, 1.1])
def test_a_kill_in_the_middle_leaves_the_old_table_or_the_new(delay: float, package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    before, after = contents(package), with_note(package, "seen")
    command = [sys.executable, "-m", "claimpack", "sheet", "import", str(workbook), str(package), "--yes"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.kill()
    assert {name: content for name, content in contents(package).items() if name[0] != "."} in (before, after)


def test_a_reader_that_closes_early_is_no_failure(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    command = [sys.executable, "-m", "claimpack", "sheet", "import", str(workbook), str(package)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.slow
def test_colours_go_only_to_a_terminal(package: Path, workbook: Path) -> None:
    put(workbook, "T2", "seen")
    result = claimpack("sheet", "import", str(workbook), "--diff", folder=package)
    assert (result.returncode, result.stdout.decode(), result.stderr) == (0, difference(package, "seen"), b"")


# LibreOffice


@pytest.mark.slow
def test_libreoffice_saves_what_was_typed_and_nothing_else(package: Path, tmp_path: Path) -> None:
    hard = b'C1,restates,C2,"=1+1 _x0041_ \'a  1e5\n\n 2026-02-19 "\nC2,qualifies,C1, 007\nC3,restates,C1,TRUE\n'
    (package / "claims/relations.csv").write_bytes(b"claim_id,relation,target_claim_id,note\n" + hard)
    concepts = package / "claims/concepts.csv"
    concepts.write_bytes(concepts.read_bytes().replace(b"\n", b"\r\n"))
    file, unchanged, edited = (tmp_path / name for name in ("claims.xlsx", "unchanged.xlsx", "edited.xlsx"))
    assert sheet("export", file, package).exit_code == 0
    typed = {
        ("claims", "T2"): "1.10",
        ("claims", "A2"): "an id is locked",
        ("sources", "A9"): "007",
        ("sources", "B9"): "unidentified",
        ("sources", "D9"): "=1+1",
        ("sources", "G9"): "2026-02-19",
        ("sources", "I9"): "1e5",
    }
    edits = [["type", table, address, text] for (table, address), text in typed.items()]
    job = {"open": str(file), "do": [["save", str(unchanged)], *edits, ["save", str(edited)]]}
    in_libreoffice(tmp_path, [job])

    before, after = contents(package), with_note(package, "1.10")
    result = sheet("import", unchanged, package, "--yes")
    assert (result.exit_code, result.stdout) == (0, "Nothing to import: the tables say the same as the workbook.\n")
    assert contents(package) == before

    after["sources.csv"] = b"007,unidentified,,=1+1,,,2026-02-19,,1e5" + b"," * 12 + b"\n"
    header, rows = before["sources.csv"].split(b"\n", 1)
    after["sources.csv"] = header + b"\n" + after["sources.csv"] + rows
    result = sheet("import", edited, package, "--yes")
    assert result.exit_code == 0, result.stdout
    assert contents(package) == after
