"""Tables that LibreOffice has read and saved are put back by ``claimpack fmt``."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.package.tableschema import TABLES
from click.testing import CliRunner

from tests.cli.libreoffice import in_libreoffice
from tests.edits import ROOT

# The options of LibreOffice's CSV filter: delimiter, quotation mark, encoding (76 is UTF-8, 1 Windows-1252, 65535
# UTF-16), first line, columns, language (1031 German, 1033 American), whether every cell is quoted, whether special
# numbers are detected or cells saved as shown.
GERMAN, AMERICAN = "44,34,76,1,,1031,false,true", "44,34,76,1,,1033,false,true"


@dataclass(frozen=True)
class Way:
    """A way in which somebody has LibreOffice read and save the tables."""

    read: str
    saved: str
    day: tuple[str, str, str] | None = None
    """The number format that days are given."""
    shows: str = ""
    """How 2026-11-28 then is in the file: 46354 days after the end of 1899, say."""


WAYS = {
    "semicolons, in German": Way(GERMAN, "59,34,76,1,,1031,false,true"),
    "Windows-1252, in German": Way(GERMAN, "59,34,1,1,,1031,true,true"),
    "UTF-16 with tabs, all quoted": Way(GERMAN, "9,34,65535,1,,1031,true,true"),
    "days as 19.02.2026": Way(GERMAN, "59,34,76,1,,1031,false,true", ("TT.MM.JJJJ", "de", "DE"), "28.11.2026"),
    "days as 2/19/2026": Way(GERMAN, "44,34,76,1,,1033,false,true", ("M/D/YYYY", "en", "US"), "11/28/2026"),
    "days as counts of days": Way(GERMAN, "59,34,76,1,,1031,false,true", ("0", "de", "DE"), "46354"),
    "numbers as numbers, in American": Way(AMERICAN, "44,34,76,1,,1033,false,true"),
}
DAYS = {"acknowledgements": "F2:F68", "articles": "F2:F2"}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our own package for each way, as LibreOffice saved its tables."""
    folder = tmp_path_factory.mktemp("office")
    jobs = []
    for number, way in enumerate(WAYS.values()):
        package = folder / str(number)
        (package / "claims").mkdir(parents=True)
        shutil.copytree(ROOT / "schemas", package / "schemas")
        shutil.copy(ROOT / "datapackage.json", package)
        for table in TABLES:
            steps = [["format", "", DAYS[table], *way.day]] if way.day and table in DAYS else []
            target = str(package / f"claims/{table}.csv")
            jobs.append(
                {"open": str(ROOT / f"claims/{table}.csv"), "as": way.read, "do": [*steps, ["save", target, way.saved]]}
            )
    in_libreoffice(folder, jobs)
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_what_libreoffice_saved_is_put_back(way: str, saved: Path) -> None:
    package = saved / str(list(WAYS).index(way))
    changed = [
        table
        for table in TABLES
        if (package / f"claims/{table}.csv").read_bytes() != (ROOT / f"claims/{table}.csv").read_bytes()
    ]
    assert changed, "LibreOffice has changed nothing, so that nothing is tried"
    if WAYS[way].shows:
        assert WAYS[way].shows in (package / "claims/acknowledgements.csv").read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["fmt", str(package), "--today", "2026-11-29"], catch_exceptions=False)
    lost = {}
    for table in TABLES:
        mine, theirs = ((folder / f"claims/{table}.csv").read_bytes() for folder in (ROOT, package))
        if mine != theirs:
            lost[table] = set(_different(mine, theirs))
    if WAYS[way].read == AMERICAN:  # trailing zeros are gone for good: fmt leaves digits alone and invents none
        assert set(lost) == {"estimates"}
        assert {(before.rstrip("0"), after) for before, after in lost["estimates"]} == {
            (after, after) for _, after in lost["estimates"]
        }
    else:
        assert lost == {}
    assert result.exit_code == 0, result.output


def _different(mine: bytes, theirs: bytes) -> list[tuple[str, str]]:
    rows = [list(csv.reader(io.StringIO(content.decode(), newline=""))) for content in (mine, theirs)]
    assert len(rows[0]) == len(rows[1])
    return [
        (before, after)
        for one, two in zip(*rows, strict=True)
        for before, after in zip(one, two, strict=True)
        if before != after
    ]
