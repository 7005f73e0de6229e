"""A table in several files, or in compressed ones, is the same table: told by file and line, written back by file."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from claimpack.changes.revision import Revision
from claimpack.cli import main
from claimpack.engine import run
from claimpack.package import files
from claimpack.package import load as loading
from claimpack.package.limits import TABLE_FILES
from claimpack.package.load import load
from claimpack.package.package import Package
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner, Result
from frictionless import Package as FrictionlessPackage
from frictionless import Resource, system

from tests.changes.repository import commit_all
from tests.corpus_reports import CORPUS
from tests.edits import EXAMPLE, ROOT, TODAY, Edit, check
from tests.severalfiles import divide


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def claimpack(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def lines(package: Path, path: str) -> list[str]:
    content = (package / path).read_bytes()
    return (gzip.decompress(content) if path.endswith(".gz") else content).decode("utf-8").splitlines()


def told(report: Report, package: Path) -> list[tuple[object, ...]]:
    """What is reported of records, each with the line that it stands in as that line is written."""
    return sorted(
        (
            problem.rule,
            problem.subjects,
            problem.fingerprint if problem.subjects else "",  # without them it is made of the path
            problem.place.column,
            lines(package, problem.place.path)[problem.place.line - 1],
            (problem.place.cell or "").rstrip("0123456789"),
        )
        for problem in report.problems
        if problem.place.path.startswith("claims/") and problem.place.line and problem.place.line > 1
    )


BROKEN = ["many-faults-at-once", "typing-mistakes", "cells-that-contradict-each-other", "ids-taken-twice"]


@pytest.mark.parametrize("name", [*BROKEN, "our own data"])
@pytest.mark.parametrize("packed", [(), (1,), (0, 1, 2)])
def test_the_same_is_told_of_it_at_the_same_lines(name: str, packed: Sequence[int], tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for folder in (whole, parts):
        origin = ROOT if name == "our own data" else CORPUS / name
        shutil.copytree(origin / "claims", folder / "claims")
        shutil.copy(origin / "datapackage.json", folder)
        shutil.copytree(ROOT / "schemas", folder / "schemas")
    for table in ("claims", "sources", "concepts", "estimates"):
        with (parts / f"claims/{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            count = sum(1 for _ in csv.reader(stream)) - 1
        divide(parts, table, [count // 3, count // 2], packed)
    reports = [run(load(folder, today=TODAY), all_rules()) for folder in (whole, parts)]
    assert told(reports[1], parts) == told(reports[0], whole) != []
    assert reports[1].verdicts == reports[0].verdicts
    assert reports[1].records == reports[0].records


@pytest.mark.slow
@pytest.mark.parametrize("packed", [(), (1,), (0, 1)])
@pytest.mark.parametrize("with_compression", [False, True])
def test_frictionless_reads_the_same_table(packed: Sequence[int], *, with_compression: bool, package: Path) -> None:
    divide(package, "claims", [2], packed)
    shutil.copytree(ROOT / "schemas", package / "schemas")
    descriptor = package / "datapackage.json"
    members = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in members["resources"]:
        resource["schema"] = f"schemas/tables/{resource['name']}.json"
        if with_compression and packed == (0, 1) and resource["name"] == "claims":
            resource["compression"] = "gz"
    descriptor.write_text(json.dumps(members), encoding="utf-8")
    with system.use_context(trusted=True):
        theirs = FrictionlessPackage(str(descriptor))
        assert theirs.validate().valid
        found = [row["claim_id"] for row in theirs.get_resource("claims").read_rows()]
    assert found == ["C1", "C2", "C3", "C4", "C5"]
    ours = load(package, today=TODAY)
    assert list(ours.table("claims").cells("claim_id")) == found
    assert not [each for each in run(ours, all_rules()).problems if each.severity == "error"]


def test_frictionless_joins_a_last_line_that_has_no_end_with_the_next_record(package: Path) -> None:
    paths = divide(package, "concepts", [2])
    first = package / paths[0]
    first.write_bytes(first.read_bytes().removesuffix(b"\n"))
    with system.use_context(trusted=True):
        theirs = Resource(path=str(first), extrapaths=[str(package / paths[1])]).read_rows()
    assert len(theirs) == len(lines(EXAMPLE, "claims/concepts.csv")) - 2
    report = run(load(package, today=TODAY), all_rules())
    assert [(each.rule, each.place.path, each.place.line) for each in report.problems if each.severity == "error"] == [
        ("ragged-row", "claims/concepts-1.csv", 3)
    ]
    assert claimpack("fmt", package).exit_code == 0
    assert first.read_bytes().endswith(b"\n")


def test_exports_and_verdicts_are_the_same(package: Path, tmp_path: Path) -> None:
    divide(package, "claims", [1, 3], [1])
    divide(package, "estimates", [1])
    for number, folder in enumerate((EXAMPLE, package)):
        assert claimpack("build", folder, "--output", tmp_path / f"{number}", "--built-on", "2026-03-01").exit_code == 0
    for name in ("claims.json", "claims.ndjson", "page.html", "claims.jsonld", "evidence.fhir.json"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "0" / name).read_bytes(), name
    assert claimpack("verdicts", package).stdout == claimpack("verdicts", EXAMPLE).stdout


@pytest.mark.parametrize(
    ("arguments", "path", "row"),
    [
        (["edit", "C4", "--note", "Seen."], "claims/claims-2.csv", "C4,"),
        (["edit", "C1", "--note", "Seen."], "claims/claims-1.csv", "C1,"),
        (["edit", "headache", "--definition", "Pain."], "claims/concepts.csv", "headache,"),
    ],
)
def test_a_record_is_written_back_to_the_file_that_it_stands_in(
    arguments: list[str], path: str, row: str, package: Path
) -> None:
    divide(package, "claims", [2, 4])
    before = {file.name: file.read_bytes() for file in (package / "claims").iterdir()}
    result = claimpack(*arguments, "--package", package, "--today", TODAY)
    assert result.exit_code == 0, result.output
    assert f"Written to {path}." in result.output
    after = {file.name: file.read_bytes() for file in (package / "claims").iterdir()}
    assert [f"claims/{name}" for name in before if before[name] != after[name]] == [path]
    changed = [line for line in lines(package, path) if line.encode() not in before[Path(path).name].splitlines()]
    assert [line.startswith(row) for line in changed] == [True]


def test_a_new_record_comes_to_the_one_before_it_and_one_of_another_key_stays(package: Path) -> None:
    divide(package, "references", [1])
    result = claimpack("edit", "light/2", "--citation", "12", "--package", package, "--today", TODAY)
    assert "Written to claims/references-2.csv." in result.output
    assert lines(package, "claims/references-2.csv")[1:] == ["light,12,S2"]
    options = ["--kind", "outcome", "--label", "A", "--package", package]
    divide(package, "concepts", [4])  # whose rows are in no order
    assert claimpack("new", "concept", "--concept-id", "a1", *options).exit_code == 0
    assert lines(package, "claims/concepts-2.csv")[-1] == "a1,outcome,A,,,"
    (package / "claims/concepts-2.csv").write_bytes(b"concept_id,kind,label,broader,definition,same_as\n")
    (package / "claims/concepts-1.csv").write_bytes(
        b"concept_id,kind,label,broader,definition,same_as\na,outcome,A,,,\nc,outcome,C,,,\n"
    )
    assert claimpack("new", "concept", "--concept-id", "b", *options).exit_code == 0
    assert lines(package, "claims/concepts-1.csv")[2] == "b,outcome,A,,,"


def test_files_of_a_column_that_is_new_all_get_it(package: Path) -> None:
    divide(package, "claims", [2, 4])
    result = claimpack("edit", "C4", "--dose", "10000 lux", "--package", package, "--today", TODAY)
    assert "Written to claims/claims-1.csv, claims/claims-2.csv and claims/claims-3.csv." in result.output
    assert load(package, today=TODAY).table("claims").cells("dose")[3] == "10000 lux"


def test_what_is_compressed_is_never_written(package: Path) -> None:
    divide(package, "claims", [2], [1])
    before = {file.name: file.read_bytes() for file in (package / "claims").iterdir()}
    result = claimpack("edit", "C1", "--note", "Seen.", "--package", package)
    assert result.exit_code == 2
    assert "claims/claims-2.csv.gz is compressed, and compressed files are never written" in result.output
    assert {file.name: file.read_bytes() for file in (package / "claims").iterdir()} == before


def test_canonical_form_is_given_file_by_file(package: Path) -> None:
    claimpack("fmt", package)
    divide(package, "claims", [2, 4])
    assert claimpack("fmt", package, "--check").exit_code == 0
    second = package / "claims/claims-2.csv"
    head, *records = second.read_text(encoding="utf-8").splitlines()
    second.write_text("\n".join([head, *reversed(records)]) + "\n", encoding="utf-8")
    result = claimpack("fmt", package)
    assert result.output.startswith("claims/claims-2.csv: rows put in order\n1 file changed")
    assert second.read_text(encoding="utf-8").splitlines() == [head, *records]


def test_canonical_form_gives_files_one_header(package: Path) -> None:
    paths = divide(package, "relations", [0])
    (package / paths[0]).write_text("claim_id,target_claim_id,relation\nC3,C2,qualifies\n", encoding="utf-8")
    assert claimpack("validate", package).exit_code == 1
    assert claimpack("fmt", package).exit_code == 0
    assert [lines(package, path) for path in paths] == [
        ["claim_id,relation,target_claim_id,note", "C3,qualifies,C2,"],
        ["claim_id,relation,target_claim_id,note", "C5,qualifies,C4,"],
    ]


def test_canonical_form_leaves_a_table_of_which_a_file_is_broken_or_packed(package: Path) -> None:
    paths = divide(package, "relations", [0, 1], [2])
    (package / paths[0]).write_text('claim_id,relation,target_claim_id,note\nC3,qualifies,C2,"\n', encoding="utf-8")
    result = claimpack("fmt", package)
    assert result.exit_code == 1
    assert "claims/relations-2.csv: left as it is: claims/relations-1.csv, of the same table, is left" in result.output
    (package / paths[0]).write_text("claim_id,target_claim_id,relation,note\n", encoding="utf-8")
    packed = b"claim_id,relation,target_claim_id,note\nC4,qualifies,C3,  spaces\n"
    (package / paths[2]).write_bytes(gzip.compress(packed))
    result = claimpack("fmt", package)
    assert result.exit_code == 1
    assert "claims/relations-3.csv.gz is compressed, and not in canonical form" in result.output
    assert "0 files changed" in result.output


def test_a_key_that_would_become_one_of_another_file_is_left(package: Path) -> None:
    paths = divide(package, "concepts", [0])
    (package / paths[0]).write_text(
        "concept_id,kind,label,broader,definition,same_as\n“headache”,outcome,Pain,,,\n", encoding="utf-8"
    )
    result = claimpack("fmt", package)
    assert 'claims/concepts-1.csv  A2  line 2  concept_id\n  "“headache”" may be "headache".' in result.output


def test_a_workbook_leaves_them_out_and_says_so(package: Path, tmp_path: Path) -> None:
    divide(package, "claims", [2])
    result = claimpack("sheet", "export", tmp_path / "a.xlsx", package)
    assert result.exit_code == 1
    assert "claims: left out: claims is in 2 files." in result.output
    assert "A workbook takes only tables that are one plain file each" in result.output
    assert claimpack("sheet", "import", tmp_path / "a.xlsx", package).exit_code == 0


def test_versions_are_compared_whatever_files_they_are_in(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    divide(package, "claims", [2], [1])
    commit = commit_all(package)
    monkeypatch.chdir(package)
    for file in package.glob("claims/claims-*"):
        file.unlink()
    shutil.copy(EXAMPLE / "datapackage.json", package)
    shutil.copy(EXAMPLE / "claims/claims.csv", package / "claims")
    result = claimpack("diff", commit, ".")
    assert result.exit_code == 0
    assert "No change in meaning." in result.output
    assert "5 claims with 5" in result.output


def test_a_damaged_file_of_an_old_version_is_told(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = divide(package, "claims", [2], [1])
    (package / paths[1]).write_bytes((package / paths[1]).read_bytes()[:-9])
    commit = commit_all(package)
    monkeypatch.chdir(package)
    result = claimpack("diff", commit, EXAMPLE)
    assert result.exit_code != 0
    assert "claims/claims-2.csv.gz is cut short" in " ".join(result.output.split())


def test_files_of_a_table_have_the_limit_of_a_table_together(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (package / "claims/passages.csv").stat().st_size
    monkeypatch.setattr(loading, "TABLE_BYTES", size)
    divide(package, "passages", [1, 2], [1])  # two headers more
    reports = run(load(package, today=TODAY), all_rules()).problems
    assert [(each.rule, each.place.path, each.message) for each in reports if "all files" in each.message] == [
        (
            "unreadable-table",
            "claims/passages-3.csv",
            f"the file is one too many: all files of passages together have more than {size:,} bytes",
        )
    ]


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda package: load(package, today=TODAY), id="a folder"),
        pytest.param(lambda _: Revision("HEAD", ".").read(today=TODAY), id="a revision"),
    ],
)
@pytest.mark.parametrize(
    "last",
    [
        pytest.param(lambda packed: packed, id="sound"),
        pytest.param(lambda packed: packed[:-9], id="cut short"),
        pytest.param(lambda packed: packed[:-4] + b"1234", id="damaged"),
        pytest.param(lambda packed: packed + gzip.compress(b"," * 4_000_000), id="beyond the limit by itself"),
    ],
)
def test_no_more_is_unpacked_than_a_table_may_have(
    last: Callable[[bytes], bytes],
    read: Callable[[Path], Package],
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit, count = 1_000_000, 40
    header = (package / "claims/passages.csv").read_bytes().partition(b"\n")[0]
    content = last(gzip.compress(header + b"\n" + b"x" * 400_000 + b"\n"))
    for number in range(count):
        (package / f"claims/{number}.csv.gz").write_bytes(content)
    paths = json.dumps([f"claims/{number}.csv.gz" for number in range(count)])
    Edit(descriptor=f'{{"resources": {{"passages": {{"path": {paths}}}}}}}').apply(package)
    commit_all(package)
    monkeypatch.chdir(package)
    monkeypatch.setattr(loading, "TABLE_BYTES", limit)
    unpack = gzip.GzipFile.read
    unpacked: list[int] = []

    def counted(stream: gzip.GzipFile, size: int | None = -1) -> bytes:
        piece = unpack(stream, size)
        unpacked.append(len(piece))
        return piece

    monkeypatch.setattr(files, "_PIECE", 65_536)
    monkeypatch.setattr(gzip.GzipFile, "read", counted)
    result = read(package)
    assert "passages" not in result.tables
    reason = f"is one too many: all files of passages together have more than {limit:,} bytes"
    assert result.table_files["passages"][-1].reason == reason
    assert sum(unpacked) < 4 * limit  # a sound file is gone through twice


def test_more_files_than_a_table_may_have(tmp_path: Path) -> None:
    paths = json.dumps([f"claims/{number}.csv" for number in range(TABLE_FILES + 1)])
    edit = Edit(descriptor=f'{{"resources": {{"relations": {{"path": {paths}}}}}}}', delete=["claims/relations.csv"])
    report = check(edit, tmp_path)
    assert [(each.rule, each.hint) for each in report.problems if each.severity == "error"] == [
        ("invalid-descriptor", "Write it like claims/claims.csv.")
    ]
