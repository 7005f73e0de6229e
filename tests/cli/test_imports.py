"""``claimpack import``: shown, agreed to and written, or refused with what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.imports import plan as planning
from click.testing import CliRunner, Result

from tests.cli.screen import terminal
from tests.edits import Edit

RIS = "TY  - JOUR\nTI  - New lamps\nAU  - Li, Bo\nPY  - 2021\nDO  - 10.5555/new\nER  - \n"
TODAY = ("--today", "2026-03-01")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
    return tmp_path / "package"


def run(package: Path, *arguments: str, kind: str = "references", given: str | None = None) -> Result:
    files = [str(package.parent / each) if each.startswith("a.") else each for each in arguments]
    command = ["import", kind, *files, "--package", str(package), *TODAY]
    return CliRunner().invoke(main, command, input=given, catch_exceptions=False)


def sources(package: Path) -> str:
    return (package / "claims/sources.csv").read_text(encoding="utf-8")


def test_written_with_yes(package: Path) -> None:
    result = run(package, "a.ris", "--yes")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "1 reference in 1 file read.",
        "claims/sources.csv: 1 record new",
        "  + li-2021  New lamps  2021  10.5555/new",
        f"Written to claims/sources.csv. Now run: claimpack validate {package}",
    ]
    assert sources(package).splitlines()[-1].startswith("li-2021,identified,,New lamps,Li B,,2021,10.5555/new")
    again = run(package, "a.ris", "--yes")
    assert again.output.splitlines()[1:] == ["claims/sources.csv: 1 record unchanged", "Nothing to write."]
    assert again.exit_code == 0


def test_nothing_is_written_without_yes_where_nobody_is_asked_or_with_dry_run(package: Path) -> None:
    before = sources(package)
    result = run(package, "a.ris")
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "Nothing was written: add --yes to write it.")
    result = run(package, "a.ris", "--dry-run", "--yes")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "Nothing was written: leave out --dry-run to import these references."
    assert sources(package) == before


def test_standard_input(package: Path) -> None:
    result = run(package, "-", "--yes", given=RIS)
    assert result.exit_code == 0, result.output
    assert "li-2021" in sources(package)


def test_what_is_left_is_told_and_makes_the_exit_code(package: Path) -> None:
    (package.parent / "a.ris").write_text(f"{RIS}TY  - JOUR\nAU  - Wu, C\nER  - \n", encoding="utf-8")
    result = run(package, "a.ris", "--yes")
    assert result.exit_code == 1
    where = package.parent / "a.ris"
    assert (
        f"  {where}, line 7: a reference: it has neither a title nor an identifier: fill in one of them."
        in result.output.splitlines()
    )
    assert "li-2021" in sources(package)


def test_many_are_told_in_part_and_dry_run_tells_all(package: Path) -> None:
    text = "".join(RIS.replace("New lamps", f"Lamps {each}").replace("new", f"n{each}") for each in range(30))
    (package.parent / "a.ris").write_text(text, encoding="utf-8")
    assert "  and 10 more; --dry-run shows all" in run(package, "a.ris").output
    assert "  + li-2021-ad  Lamps 29  2021  10.5555/n29" in run(package, "a.ris", "--dry-run").output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"<PubmedArticleSet>\n<PubmedArticle>",
            "line 2: it is not well-formed XML (no element found). Export it again;",
        ),
        (b"\x00\x01", "line 1: it is not text: it has NUL bytes. Export it as text"),
        (b"hello\nworld\n", "it is no file of references that is known here"),
        (b"", ": it is empty. Export it again."),
    ],
)
def test_a_file_that_cannot_be_taken_in(content: bytes, message: str, package: Path) -> None:
    (package.parent / "a.x").write_bytes(content)
    result = run(package, "a.ris", "a.x", "--yes")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert f"{package.parent / 'a.x'}" in result.stderr
    assert "li-2021" not in sources(package)


def test_a_file_that_is_not_there_or_too_large(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a.no does not exist." in run(package, "a.no", "--yes").stderr
    monkeypatch.setattr("claimpack.package.limits.IMPORT_BYTES", 10)
    result = run(package, "a.ris", "--yes")
    assert (result.exit_code, "the limit is 10" in result.stderr) == (2, True)
    result = run(package, "-", "--yes", given=RIS)
    assert "Standard input has more than 10 bytes, which is the limit." in result.stderr


def test_no_package_and_no_such_kind(package: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "none", str(package.parent / "a.ris"), "--yes").exit_code == 2
    result = run(package, "a.ris", kind="referenzes")
    assert (result.exit_code, 'There is no kind "referenzes". Did you mean "references"?' in result.stderr) == (2, True)
    assert CliRunner().invoke(main, ["import", "references"]).exit_code == 2


def test_a_table_with_problems_is_not_rewritten(package: Path) -> None:
    table = package / "claims/sources.csv"
    table.write_bytes(table.read_bytes() + b"S1,identified\n")
    result = run(package, "a.ris", "--yes")
    assert result.exit_code in (2, 3)
    assert "claimpack validate" in result.stderr


def test_a_library_that_is_not_installed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rispy.parser", None)
    monkeypatch.delitem(sys.modules, "rispy", raising=False)
    result = run(package, "a.ris", "--yes")
    assert result.exit_code == 2
    assert "not installed: pip install 'claimpack[import]'" in " ".join(result.stderr.split())


def test_text_formats_need_no_library_of_an_extra(package: Path) -> None:
    record = "PMID- 34663461\nTI  - New lamps\nAU  - Li B\nDP  - 2021\n"
    (package.parent / "a.nbib").write_text(record, encoding="utf-8")
    missing = ("bibtexparser", "openpyxl", "prompt_toolkit", "rispy", "selectolax")
    program = f"import sys; sys.modules.update(dict.fromkeys({missing!r})); from claimpack.cli import main; main()"
    command = [sys.executable, "-c", program, "import", "references", "a.nbib", "--package", "package", "--yes"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "34663461" in sources(package)


def test_somebody_else_saves_meanwhile(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = planning.plan
    others = iter(["S8", "S9"])

    def slow(*given: object) -> planning.Plan:
        made = real(*given)  # type: ignore[arg-type]
        other = next(others, None)
        if other:
            table = package / "claims/sources.csv"
            columns = table.read_text(encoding="utf-8").splitlines()[0].count(",")
            table.write_bytes(table.read_bytes() + f"{other},unidentified{',' * (columns - 1)}\n".encode())
        return made

    monkeypatch.setattr(planning, "plan", slow)
    result = run(package, "a.ris", "--yes")
    assert result.exit_code == 0, result.output
    assert result.output.count("Somebody else has saved the package; starting again:") == 2
    assert [line.split(",")[0] for line in sources(package).splitlines()[1:]] == ["S1", "S2", "S8", "S9", "li-2021"]


def test_retractions_by_options(package: Path) -> None:
    header = "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,Reason\n"
    (package.parent / "a.csv").write_text(
        f"{header}10.5555/new,0,Retraction,2/16/2024 0:00,+Doubts;\n", encoding="utf-8"
    )
    assert run(package, "a.ris", "--yes").exit_code == 0
    result = run(package, "a.csv", "--yes", kind="retractions")
    assert result.exit_code == 2
    assert "--checked-on is missing" in result.stderr
    result = run(package, "a.csv", "--yes", "--checked-on", "2026-02-01", kind="retractions")
    assert result.exit_code == 0, result.output
    assert "li-2021: retracted on 2024-02-16 (Doubts)." in result.output
    assert ",retracted,2026-02-01," in sources(package)


@pytest.mark.slow
def test_on_a_terminal_it_is_asked(package: Path) -> None:
    header = "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,Reason\n"
    (package.parent / "a.csv").write_text(f"{header}10.5555/new,0,Retraction,2/16/2024 0:00,\n", encoding="utf-8")
    assert run(package, "a.ris", "--yes").exit_code == 0
    with terminal("import", "retractions", "../a.csv", *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("checked-on [2026-03-01]", "2026-02-30")
        screen.read_until("Write the day year first")
        screen.answer("checked-on [2026-03-01]", "2026-02-28")
        screen.answer("Write this to the package? [y/N]", "y")
        screen.read_until("Written to claims/sources.csv")
        assert screen.ends_with() == 0
    assert ",retracted,2026-02-28," in sources(package)
