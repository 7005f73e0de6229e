"""One thing in our own package is corrupted at a time: it is found at its place, with nothing it does not explain.

The corruptions, and changes that are none, are in ``mutations.toml``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import all_rules

from tests.edits import DATA_TODAY, ROOT
from tests.test_data import ARTICLES, needs_article

Row = dict[str, str]

LIST = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text(encoding="utf-8"))
CORRUPTIONS: list[dict[str, Any]] = LIST["corruption"]
HARMLESS: list[dict[str, Any]] = LIST["harmless"]
FILES = ("datapackage.json", *(f"claims/{file.name}" for file in sorted((ROOT / "claims").glob("*.csv"))))
SCHEMAS = tuple(f"schemas/tables/{file.name}" for file in sorted((ROOT / "schemas/tables").glob("*.json")))


def cases(entries: list[dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(entry, id=entry["name"], marks=needs_article if entry.get("beside_the_article") else ())
        for entry in entries
    ]


@pytest.mark.parametrize("entry", cases(CORRUPTIONS))
def test_a_corruption_is_found_at_its_place_and_nothing_else_is(entry: dict[str, Any], tmp_path: Path) -> None:
    report = report_of(entry, tmp_path)
    told = [entry["found"], *(other.partition(": ")[0] for other in entry.get("explained", ()))]
    assert sorted(found(report)) == sorted(each for one in told for each in places(one))


@pytest.mark.parametrize("entry", cases(HARMLESS))
def test_what_is_harmless_raises_nothing(entry: dict[str, Any], tmp_path: Path) -> None:
    assert found(report_of(entry, tmp_path)) == []


@pytest.mark.parametrize("articles", [[], pytest.param(ARTICLES, marks=needs_article)], ids=["alone", "article"])
def test_untouched_it_raises_nothing_that_nobody_has_acknowledged(articles: list[Path]) -> None:
    report = run(load(ROOT, articles, today=DATA_TODAY), all_rules())
    assert found(report) == []
    assert any(problem.acknowledged for problem in report.problems)


def test_there_are_many_of_each_kind_and_each_says_what_it_is() -> None:
    families = {rule.name: rule.family for rule in all_rules()}
    count = Counter(families[entry["found"].split()[0]] for entry in CORRUPTIONS)
    assert count.total() >= 75
    assert min(count[family] for family in ("numbers", "sources", "claims")) >= 12
    assert len(HARMLESS) >= 15
    names = [entry["name"] for entry in (*CORRUPTIONS, *HARMLESS)]
    assert len(set(names)) == len(names)
    assert all(re.search(r": \w", told) for entry in CORRUPTIONS for told in entry.get("explained", ()))


def report_of(entry: dict[str, Any], folder: Path) -> Report:
    """The report of all rules on a copy of our package in which an entry's one change was made."""
    for path in (*FILES, *SCHEMAS):
        (folder / "package" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / "package" / path)
    articles = []
    if entry.get("beside_the_article"):
        articles = [Path(shutil.copy(file, folder)) for file in ARTICLES]
    (change,) = entry.keys() - {"name", "found", "explained", "beside_the_article"}
    CHANGES[change](folder / "package", *entry[change])
    report = run(load(folder / "package", articles, today=DATA_TODAY), all_rules())
    assert report.complete, report.failures
    return report


def set_cell(package: Path, name: str, key: str, column: str, value: str) -> None:
    """Puts another value into one cell."""
    header, rows = read(package, name)
    row = rows[index_of(name, rows, key)]
    assert row[column] != value, "the cell has that value already"
    row[column] = value
    write(package, name, header, rows)


def append_row(package: Path, name: str, line: str) -> None:
    """Adds a row at the end."""
    file = package / f"claims/{name}.csv"
    file.write_bytes(file.read_bytes() + f"{line}\n".encode())


def delete_row(package: Path, name: str, key: str) -> None:
    """Takes a row away."""
    header, rows = read(package, name)
    del rows[index_of(name, rows, key)]
    write(package, name, header, rows)


def reverse_rows(package: Path, name: str) -> None:
    """Puts the rows of a table in the opposite order."""
    header, rows = read(package, name)
    write(package, name, header, rows[::-1])


def replace_text(package: Path, path: str, old: str, new: str) -> None:
    """Replaces a text that is once in a file of the package."""
    file = package / path
    content = file.read_bytes().decode()
    assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {path}"
    file.write_bytes(content.replace(old, new).encode())


def replace_in_article(package: Path, old: str, new: str) -> None:
    """Replaces a text that is once in the article."""
    (file,) = package.parent.glob("*.txt")
    replace_text(package.parent, file.name, old, new)


def delete_file(package: Path, path: str) -> None:
    """Takes a file away."""
    (package / path).unlink()


def delete_column(package: Path, name: str, column: str) -> None:
    """Takes a column away."""
    header, rows = read(package, name)
    for row in rows:
        del row[column]
    header.remove(column)
    write(package, name, header, rows)


def copy_file(package: Path, path: str, other: str) -> None:
    """Puts a copy of a file beside it."""
    shutil.copyfile(package / path, package / other)


CHANGES = {
    "cell": set_cell,
    "append": append_row,
    "delete": delete_row,
    "delete_column": delete_column,
    "reverse": reverse_rows,
    "replace": replace_text,
    "in_article": replace_in_article,
    "delete_file": delete_file,
    "copy_file": copy_file,
}
"""What an entry can change, and how; its value in the entry is the list of arguments after the folder."""


def read(package: Path, name: str) -> tuple[list[str], list[Row]]:
    reader = csv.DictReader(io.StringIO((package / f"claims/{name}.csv").read_text(encoding="utf-8"), newline=""))
    rows = list(reader)
    return list(reader.fieldnames or ()), rows


def write(package: Path, name: str, header: list[str], rows: list[Row]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (package / f"claims/{name}.csv").write_bytes(out.getvalue().encode())


def index_of(name: str, rows: list[Row], key: str) -> int:
    """The row with a key, whose columns a space joins. An acknowledgement's is its rule and subjects, not its hash."""
    columns = ["rule", "subjects"]
    if name != "acknowledgements":
        columns = json.loads((ROOT / f"schemas/tables/{name}.json").read_text(encoding="utf-8"))["primaryKey"]
    if name == "acknowledgements":  # a row may accept a cause, of which the key names a part
        rule, _, subjects = key.partition(" ")
        parts = set(subjects.split(";"))
        (index,) = [at for at, row in enumerate(rows) if row["rule"] == rule and parts <= {*row["subjects"].split(";")}]
        return index
    (index,) = [at for at, row in enumerate(rows) if " ".join(row[column] for column in columns) == key]
    return index


def found(report: Report) -> list[str]:
    """The problems that nobody has acknowledged, as ``rule path cell``."""
    return [f"{problem.rule} {where(problem)}" for problem in report.problems if not problem.acknowledged]


def where(problem: Problem) -> str:
    place = problem.place
    spot = place.cell or (f"line {place.line}" if place.line else "")
    return f"{place.path} {spot}".strip()


def places(told: str) -> list[str]:
    """A told problem as ``found`` has it, for each cell of a range such as ``B2:B40``.

    The number of an acknowledgement's row may be given as its rule and subjects in square brackets.
    """
    if key := re.search(r"\[(.+)\]$", told):
        row = index_of("acknowledgements", read(ROOT, "acknowledgements")[1], key[1]) + 2
        return [f"{told[: key.start()]}{row}"]
    if cells := re.search(r" ([A-Z]+)(\d+):\1(\d+)$", told):
        return [f"{told[: cells.start()]} {cells[1]}{row}" for row in range(int(cells[2]), int(cells[3]) + 1)]
    return [told]
