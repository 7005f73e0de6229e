"""``claimpack fmt``: what it says, what it writes, and that a file is the old one or the new at every moment."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner, Result

from tests.edits import EXAMPLE, ROOT, Edit

UNTIDY = Edit(
    csv={"claims": 'claim_id,source_ids,population_size\nC1, S1 ;,"1,640"\n'},
    append={"claims/acknowledgements.csv": "unused-source,S2,0123456789abcdef,Kept.,x,04/02/2025,\n"},
)


def fmt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["fmt", *map(str, arguments), "--today", "2026-03-01"], catch_exceptions=False)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The example package in canonical form, with a few untidy cells."""
    UNTIDY.apply(tmp_path / "package")
    return tmp_path / "package"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_says_what_it_did_and_what_is_left(package: Path) -> None:
    result = fmt(package)
    assert result.output.splitlines() == [
        "claims/claims.csv: 1 cell tidied; 1 cell corrected",
        '  O2  population_size  "1,640" -> "1640"',
        "claims/concepts.csv: rows put in order",
        "claims/acknowledgements.csv  F2  line 2  acknowledged_on",
        '  "04/02/2025" may be "2025-02-04" or "2025-04-02". Write what is meant.',
        "2 files changed, 1 cell left for you to decide, 6 files in order.",
    ]
    assert result.exit_code == 1
    again = fmt(package)
    assert again.output.splitlines()[-1] == "0 files changed, 1 cell left for you to decide, 8 files in order."
    (package / "claims/acknowledgements.csv").write_bytes((EXAMPLE / "claims/acknowledgements.csv").read_bytes())
    assert fmt(package).output == "0 files changed, 9 files in order.\n"
    assert fmt(package).exit_code == fmt(package, "--check").exit_code == 0


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_writes_nothing(option: str, package: Path) -> None:
    before = files(package)
    result = fmt(package, option)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "2 files to change, 1 cell left for you to decide, 6 files in order."
    assert files(package) == before


def test_check_fails_where_something_is_to_format_and_diff_does_not(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "package")
    assert fmt(tmp_path / "package", "--check").exit_code == 1  # the concepts are in another order
    assert fmt(tmp_path / "package", "--diff").exit_code == 0


def test_diff_shows_the_lines_that_change(tmp_path: Path) -> None:
    row = "C5,qualifies,C3,two  blanks"
    Edit(file={"claims/relations.csv": f"claim_id,relation,target_claim_id,note\n{row}\n"}).apply(tmp_path)
    lines = fmt(tmp_path, "--diff").output.splitlines()
    at = lines.index("claims/relations.csv: 1 cell tidied")
    assert lines[at + 1 : at + 6] == [
        "--- claims/relations.csv",
        "+++ claims/relations.csv",
        "@@ -2 +2 @@",
        "-C5,qualifies,C3,two  blanks",
        "+C5,qualifies,C3,two blanks",
    ]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        pytest.param(
            Edit(file={"claims/relations.csv": 'claim_id,relation,target_claim_id,note\nC5,restates,C2,"x\n'}),
            [
                "claims/relations.csv: left as it is: its structure is broken at line 2. Run claimpack validate,"
                " correct what it says of this file, and try again."
            ],
            id="a quotation mark that is not closed",
        ),
        pytest.param(
            Edit(hex={"claims/relations.csv": b"claim_id,note\nC5,na\xefve\n".hex()}),
            [
                "claims/relations.csv: left as it is: it is not UTF-8, and can be read as"
                ' "naïve" (Windows-1252) and "naďve" (Windows-1250). If the first is right, add'
                " --encoding cp1252."
            ],
            id="an encoding that is not certain",
        ),
        pytest.param(
            Edit(delete=["claims/relations.csv"]),
            ["relations: not checked: claims/relations.csv is not there."],
            id="a file that is not there",
        ),
    ],
)
def test_leaves_alone_what_it_can_not_trust(edit: Edit, lines: list[str], tmp_path: Path) -> None:
    edit.apply(tmp_path)
    before = files(tmp_path)
    result = fmt(tmp_path)
    assert [line for line in result.output.splitlines() if "relations" in line] == lines
    assert result.exit_code == 1
    after = files(tmp_path)
    assert after.get("claims/relations.csv") == before.get("claims/relations.csv")
    assert after["claims/concepts.csv"] != before["claims/concepts.csv"]  # the others are put in order all the same


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    Edit(
        hex={"claims/relations.csv": b"claim_id,relation,target_claim_id,note\nC5,restates,C2,na\xefve\n".hex()}
    ).apply(tmp_path)
    assert "it was Windows-1252" in fmt(tmp_path, "--encoding", "cp1252").output
    assert (tmp_path / "claims/relations.csv").read_text(encoding="utf-8").endswith("C5,restates,C2,naïve\n")


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("estimates", {"estimate": "0·78"}, {"estimate": "0.78"}),
        ("estimates", {"ci_level": "95%"}, {"ci_level": "95"}),
        ("estimates", {"i_squared": "12.5 %"}, {"i_squared": "12.5"}),
        ("estimates", {"p_value": "<0.001"}, {"p_relation": "<", "p_value": "0.001"}),
        ("estimates", {"p_value": "P ≤ 0·05"}, {"p_relation": "<=", "p_value": "0.05"}),
        ("estimates", {"p_value": "p=.03"}, {"p_relation": "=", "p_value": "0.03"}),
        ("estimates", {"p_value": "<0.001", "p_relation": "="}, {"p_value": "<0.001", "p_relation": "="}),
        ("estimates", {"measure": "Odds ratio"}, {"measure": "OR"}),
        ("estimates", {"measure": "rate ratio"}, {"measure": "rate ratio"}),  # of risks, or of rates
        ("claims", {"population_size": "１，６４０"}, {"population_size": "1640"}),
        ("claims", {"stated_value": "12.5%"}, {"stated_value": "12.5", "stated_measure": "percent"}),
        ("claims", {"stated_value": "12.5%", "stated_measure": "fold"}, {"stated_value": "12.5%"}),
        ("sources", {"doi": "https://doi.org/10.1000/182"}, {"doi": "10.1000/182"}),
        ("sources", {"doi": "doi:10.1000/182."}, {"doi": "10.1000/182"}),
        ("sources", {"doi": "10.1000/a–b"}, {"doi": "10.1000/a–b"}),  # which is one already
        ("sources", {"doi": "see the journal"}, {"doi": "see the journal"}),
        ("sources", {"pmid": "PMID: 34663461"}, {"pmid": "34663461"}),
        ("sources", {"pmid": "34663461.0"}, {"pmid": "34663461"}),
        ("sources", {"pmid": "https://pubmed.ncbi.nlm.nih.gov/34663461/"}, {"pmid": "34663461"}),
        ("sources", {"pmcid": "pmc8522957"}, {"pmcid": "PMC8522957"}),
    ],
)
def test_what_has_one_reading_is_taken(
    table: str, before: dict[str, str], after: dict[str, str], tmp_path: Path
) -> None:
    key = {"estimates": "E1", "claims": "C1", "sources": "S1"}[table]
    columns = {f"{table[:-1]}_id": key, **before}
    Edit(csv={table: f"{','.join(columns)}\n{','.join(columns.values())}\n"}).apply(tmp_path)
    fmt(tmp_path)
    with (tmp_path / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row[f"{table[:-1]}_id"] == key)
    assert {column: row.get(column, "") for column in after} == after


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    result = fmt(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere is not there: name a claims package's datapackage.json or its folder." in result.stderr


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("klingon", 'there is no encoding "klingon"; name one such as cp1252.'),
        ("undefined", 'there is no encoding "undefined"; name one such as cp1252.'),
        ("cp037", "cp037 does not write plain letters as ASCII does; name another encoding, such as cp1252."),
        ("utf-16", None),
        ("base64", 'there is no encoding "base64"; name one such as cp1252.'),
    ],
)
def test_an_encoding_that_can_not_be_is_refused(encoding: str, message: str | None, package: Path) -> None:
    before = files(package)
    result = fmt(package, "--encoding", encoding)
    assert result.exit_code == 2
    assert message is None or message in " ".join(result.stderr.split())
    assert files(package) == before


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (
            "claim_id,relation,target_claim,note",
            'it has a column "target_claim" and none called target_claim_id. '
            "If that is meant, name it target_claim_id.",
        ),
        (
            "name,age,weight,height",
            "its first row has 0 of the 4 columns of relations. Check that it is the right file, and put the header "
            "back in its first row.",
        ),
    ],
)
def test_another_header_is_not_rewritten(header: str, told: str, tmp_path: Path) -> None:
    Edit(file={"claims/relations.csv": f"{header}\nC5 , restates,C2,\n"}).apply(tmp_path)
    result = fmt(tmp_path)
    assert f"claims/relations.csv: left as it is: {told}" in result.output.splitlines()
    assert (tmp_path / "claims/relations.csv").read_text(encoding="utf-8") == f"{header}\nC5 , restates,C2,\n"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("sources", "source_id,issued_on\nS1,Feb-26\n"),
        ("sources", "source_id,issued_on\nS1,2020-2\n"),
        ("sources", "source_id,population_size\nS1,1.5E+04\n"),
        ("estimates", "estimate_id,ci_low\nE1,#NAME?\n"),
        ("estimates", "estimate_id,estimate\nE1,03. Jun\n"),
        ("estimates", "estimate_id,estimate\nE1,12.5%\n"),
    ],
)
def test_what_was_lost_is_told_of(table: str, cells: str, tmp_path: Path) -> None:
    Edit(csv={table: cells}).apply(tmp_path)
    column, value = (line.split(",")[1] for line in cells.splitlines())
    before = (tmp_path / f"claims/{table}.csv").read_bytes()
    result = fmt(tmp_path)
    lines = result.output.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith(f"claims/{table}.csv  "))
    assert lines[at].endswith(f"  {column}")
    assert lines[at + 1] == f'  "{value}" is not allowed there, and it is not certain what it was. Write what is meant.'
    assert (tmp_path / f"claims/{table}.csv").read_bytes() == before
    assert result.exit_code == 1


def test_keys_that_would_become_one_are_left(tmp_path: Path) -> None:
    Edit(append={"claims/concepts.csv": "‘headache’,outcome,Another headache,,,\n"}).apply(tmp_path)
    result = fmt(tmp_path)
    assert '  "‘headache’" may be "headache". Write what is meant.' in result.output.splitlines()
    assert "‘headache’," in (tmp_path / "claims/concepts.csv").read_text(encoding="utf-8")
    assert result.exit_code == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is refused to root")
def test_a_file_that_the_system_refuses(package: Path) -> None:
    (package / "claims/claims.csv").chmod(0)
    assert fmt(package).exit_code == 3


def test_a_descriptor_that_is_broken_is_said_so(tmp_path: Path) -> None:
    Edit(file={"datapackage.json": "{"}).apply(tmp_path)
    before = files(tmp_path)
    result = fmt(tmp_path)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert files(tmp_path) == before


def test_links_and_permissions_stay(package: Path) -> None:
    table = package / "claims/claims.csv"
    table.rename(package / "claims/real.csv")
    (package / "claims/real.csv").chmod(0o640)
    table.symlink_to("real.csv")
    fmt(package)
    assert table.is_symlink()
    assert (package / "claims/real.csv").stat().st_mode & 0o777 == 0o640
    assert b"1640" in table.read_bytes()


LARGE = 10_000


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.15, 0.3])
def test_a_kill_in_the_middle_leaves_the_old_file_or_the_new(delay: float, package: Path) -> None:
    table = package / "claims/relations.csv"
    table.write_text(
        "claim_id,relation,target_claim_id,note\n"
        + "".join(f"C{number},restates,C1, {'x' * 90} \n" for number in range(LARGE, 1, -1)),
        encoding="utf-8",
    )
    old = table.read_bytes()
    command = [sys.executable, "-u", "-c", KILLED, "fmt", str(package)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()  # it is about to write
    time.sleep(delay / 10)
    process.kill()
    process.wait()
    process.stdout.close()
    content = table.read_bytes()
    if content != old:
        lines = content.decode().splitlines()
        assert len(lines) == LARGE
        assert lines[1] == f"C2,restates,C1,{'x' * 90}"
        assert lines[-1] == f"C{LARGE},restates,C1,{'x' * 90}"


KILLED = """
from claimpack.package import write
real = write.replace_files
def told(contents):
    print("writing", flush=True)
    real(contents)
from claimpack.curation import tablefiles
tablefiles.replace_files = told
from claimpack.cli import main
main()
"""


def test_somebody_else_saves_in_the_meantime(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimpack.curation.form import canonical as module  # noqa: PLC0415

    real = module.canonical_files

    def slow(*arguments: object, **options: object) -> object:
        result = real(*arguments, **options)  # type: ignore[arg-type]
        with (package / "claims/claims.csv").open("a", encoding="utf-8") as stream:
            stream.write("C9,P2,adverse_event\n")
        return result

    monkeypatch.setattr(module, "canonical_files", slow)
    result = fmt(package)
    assert result.exit_code == 3
    assert "claims/claims.csv was changed by somebody else in the meantime: try again." in result.output
    assert (package / "claims/claims.csv").read_text(encoding="utf-8").endswith("C9,P2,adverse_event\n")
