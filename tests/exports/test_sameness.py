"""The same package gives the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from claimpack.api import build, load

from tests.edits import ROOT, TODAY, Edit

# C1 and C2 are contradicted, S2 is not identified, S1 is superseded, and there is a note: claims with many caveats.
PACKAGE = Edit(
    csv={
        "articles": "article_id,publisher,url\nlight,Die Lampe · 灯,https://example.org/licht\n",
        "claims": "claim_id,statement,effect_direction,source_ids\n"
        'C1,"Zwei\nZeilen – „so“ 👩🏽",increased,S1\n'
        "C2,Kopfschmerz wird häufiger.,increased,S1;S2\nC4,Nie gesehen.,not_observed,S1;S2\n",
        "concepts": "concept_id,definition,same_as\nheadache,Two  spaces,HP:0002315;mesh:D006261\n",
        "sources": "source_id,status,source_type,title,authors,issued_on,intervention,retraction_status,"
        "retraction_checked_on,superseded_by\n"
        "S1,identified,meta_analysis,Über Licht,Müller Ä,2020,bright_light,none_found,2026-02-01,S3\n"
        "S2,unidentified,,,,,,,,\nS3,identified,other,Later,,2024,,not_checked,,\n",
        "relations": "claim_id,relation,target_claim_id,note\nC2,restates,C1,Ähnlich.\nC5,qualifies,C1,\n",
        "estimates": "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,locator\n"
        "E3,S1,headache,RR,as_named,1.10,0.80,1.50,95,Tabelle 2\n",
    },
    descriptor='{"contributors": [{"title": "Ärztekammer"}], "keywords": ["b", "a", "ä"]}',
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(package: Path, folder: Path) -> dict[str, bytes]:
    build(load(package, today=TODAY), allow_warnings=True).write(folder)
    return files(folder)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sameness") / "package"
    PACKAGE.apply(folder)
    return folder


@pytest.fixture(scope="module")
def expected(package: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = built(package, tmp_path_factory.mktemp("expected"))
    assert len(made) == 13
    claims = [json.loads(line) for line in made["claims.ndjson"].splitlines()]
    assert max(len(claim["caveats"]) for claim in claims) >= 4
    return made


def start(package: str, output: Path, folder: Path, **settings: str) -> subprocess.Popen[str]:
    """Builds in a process of its own, from ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "TZ"))}
    arguments = [package, "--output", output, "--allow-warnings", "--today", TODAY.isoformat()]
    return subprocess.Popen(
        [sys.executable, "-m", "claimpack", "build", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT / "validator"), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def test_another_folder_clock_language_and_hash_seed_change_nothing(
    package: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    moved = tmp_path / "Ä b" / "package"
    shutil.copytree(package, moved)
    for path in moved.rglob("*"):
        os.utime(path, (0, 0))
    runs = [
        start(
            os.path.relpath(package, tmp_path),
            tmp_path / "plain",
            tmp_path,
            LC_ALL="C",
            PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0",
            PYTHONHASHSEED="1",
            TZ="Pacific/Kiritimati",
        ),
        start(
            "datapackage.json", Path("../dist"), moved, LC_ALL="C.UTF-8", PYTHONUTF8="1", PYTHONHASHSEED="2", TZ="UTC"
        ),
    ]
    for run in runs:
        said, _ = run.communicate(timeout=120)
        assert run.returncode == 0, said
    assert files(tmp_path / "plain") == expected
    assert files(moved.parent / "dist") == expected


def test_a_second_build_changes_nothing(package: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    again = build(load(package, today=TODAY), allow_warnings=True)
    for _ in range(2):
        again.write(tmp_path / "dist")
        assert files(tmp_path / "dist") == expected


def test_the_ends_of_lines_are_told_and_change_no_record(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree(package, folder)
    claims = folder / "claims/claims.csv"  # without the line break within a cell, which is a part of its text
    claims.write_bytes(claims.read_bytes().replace(b"Zwei\nZeilen", b"Zwei Zeilen"))
    before = built(folder, tmp_path / "lf")
    for file in (folder / "claims").glob("*.csv"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    after = built(folder, tmp_path / "crlf")
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {"claims.json", "report.json"}
    lf, crlf = (json.loads(each["claims.json"]) for each in (before, after))
    assert crlf["validation"].pop("unreviewed") == lf["validation"].pop("unreviewed") + 9  # a note for each table
    assert crlf == lf


def sorted_within(value: Any) -> Any:
    """``value`` with every array in one and the same order."""
    if isinstance(value, dict):
        return {name: sorted_within(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return sorted((sorted_within(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True))
    return value


@pytest.mark.parametrize("which", ["edited", "our own"])
def test_rows_in_another_order_give_the_same_records(which: str, package: Path, tmp_path: Path) -> None:
    source = package if which == "edited" else ROOT
    shutil.copytree(source / "claims", tmp_path / "package/claims")
    shutil.copy(source / "datapackage.json", tmp_path / "package")
    if which == "our own":
        shutil.copytree(source / "schemas", tmp_path / "package/schemas")
    before = built(tmp_path / "package", tmp_path / "before")
    for file in sorted((tmp_path / "package/claims").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        rows.sort(key=lambda row: hashlib.sha256(repr(row).encode()).digest())
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    after = built(tmp_path / "package", tmp_path / "after")
    assert before["claims.ndjson"] != after["claims.ndjson"]
    for name in ("claims.ndjson", "claims.jsonld", "sources.csl.json", "claims.json"):
        lines = [{line.rstrip(b",") for line in made[name].splitlines()} for made in (before, after)]
        found = [
            sorted(
                json.dumps(sorted_within(json.loads(line))) for line in each if line.startswith(b"{") and line != b"{"
            )
            for each in lines
        ]
        assert found[0] == found[1], name
