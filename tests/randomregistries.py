"""Small registries made at random: pages of the example package with other claims, and records that they share."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.edits import EXAMPLE
from tests.registries import empty, rename, write_registry
from tests.severalfiles import divide

TABLES = ("articles", "passages", "claims", "sources", "estimates", "concepts")
OUTCOMES = ("headache", "eye_strain", "eye_damage", "adverse_event", "long_term_safety", "rash")
INTERVENTIONS = ("bright_light", "light_therapy", "laser")
DIRECTIONS = ("increased", "decreased", "no_difference", "occurs", "not_observed", "no_increase", "uncertain")
STATEMENTS = ("It may hurt.", "Nothing was seen.", "It was as frequent.", "It was less frequent.", "It is safe.")
PASSAGES = ("P3", "P5", "P6", "P7", "P8")
CONCEPTS = (
    ("rash", "outcome", "Rash", "adverse_event", "", ""),
    ("laser", "intervention", "Laser", "light_therapy", "", ""),
)

Row = dict[str, str]


def _without_a_column(package: Path, dice: random.Random) -> None:
    file = package / f"claims/{dice.choice(TABLES)}.csv"
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    gone = dice.choice([0, dice.randrange(len(rows[0]))])
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([row[:gone] + row[gone + 1 :] for row in rows])


def _without_a_table(package: Path, dice: random.Random) -> None:
    (package / f"claims/{dice.choice(TABLES)}.csv").unlink()


def _cut(package: Path, dice: random.Random) -> None:
    file = package / f"claims/{dice.choice(TABLES)}.csv"
    file.write_bytes(file.read_bytes()[: dice.randrange(file.stat().st_size + 1)])


def _with_an_id_twice(package: Path, dice: random.Random) -> None:
    file = package / f"claims/{dice.choice(TABLES)}.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines, dice.choice(lines)]))


def _in_several_files(package: Path, dice: random.Random) -> None:
    divide(package, dice.choice(TABLES), [0, 0], dice.choice([[], [1], [0, 1, 2]]))


def _without_a_descriptor(package: Path, _: random.Random) -> None:
    (package / "datapackage.json").write_bytes(b"{")


BREAKS = (_without_a_column, _without_a_table, _cut, _with_an_id_twice, _in_several_files, _without_a_descriptor)
"""What may befall a package; the last but one is all right."""


def make_random_registry(root: Path, seed: int, *, broken: bool = True) -> Path:
    """A registry of two to five pages and one or two packages whose records they share; gives its file.

    Some pages have sources, estimates and concepts of their own besides, also under ids of shared ones.
    """
    dice = random.Random(seed)  # noqa: S311 - nothing secret about it
    shared = [f"shared/{letter}" for letter in "ab"[: dice.randint(1, 2)]]
    for name in shared:
        _copy(root / name, "sources", "estimates", "concepts")
        for table in ("articles", "passages", "claims", "references", "relations"):
            empty(root / name / f"claims/{table}.csv")
    for table in ("sources", "estimates", "concepts"):  # each record in one of them
        rows = _read(EXAMPLE, table) + _more(dice, table, 5)
        homes = [dice.choice(shared) for _ in rows]
        for name in shared:
            _write(root / name, table, [row for row, home in zip(rows, homes, strict=True) if home == name])
    pages = [f"pages/{number}" for number in range(dice.randint(2, 5))]
    for name in pages:
        _copy(root / name)
        for table in ("sources", "estimates", "concepts"):
            own = dice.random() < 0.2
            rows = _read(EXAMPLE, table) if own else []
            _write(root / name, table, [_bent(dice, table, row) for row in rows])
        _write(root / name, "claims", _claims(dice))
    for name in (*pages, *shared):
        if broken and dice.random() < 0.15:
            dice.choice(BREAKS)(root / name, dice)
    return write_registry(root, {"packages": pages, "shared": shared})


def make_whole_pages(root: Path, seed: int) -> Path:
    """The same, of pages that have all that they rest on; what is shared is of other papers. Gives its file."""
    file = make_random_registry(root, seed, broken=False)
    dice = random.Random(seed)  # noqa: S311
    for page in sorted((root / "pages").iterdir()):
        for table in ("sources", "estimates"):
            rows = _read(EXAMPLE, table)
            rows += [row for row in _more(dice, table, 5) if table == "sources" or row["source_id"] in ("S3", "S4")]
            _write(page, table, [_renamed(row, "") for row in rows])
        _write(page, "concepts", _read(EXAMPLE, "concepts") + _more(dice, "concepts", 0))
        _write(page, "claims", _claims(dice))
    for part in sorted((root / "shared").iterdir()):
        for table in ("sources", "estimates"):
            _write(part, table, [_renamed(row, "x") for row in _read(part, table)])
    return file


def _renamed(row: Row, begin: str) -> Row:
    ids = ("source_id", "estimate_id", "superseded_by")
    return {column: begin + cell if column in ids and cell else cell for column, cell in row.items()}


def _copy(folder: Path, *emptied: str) -> None:
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("article.txt"))
    rename(folder, folder.name)
    for table in emptied:
        empty(folder / f"claims/{table}.csv")


def _bent(dice: random.Random, table: str, row: Row) -> Row:
    """A record as it was, or with another cell than the shared one of its id."""
    column = {"sources": "title", "estimates": "locator", "concepts": "label"}[table]
    return row | ({column: "Another"} if dice.random() < 0.2 else {})


def _more(dice: random.Random, table: str, count: int) -> list[Row]:
    if table == "concepts":
        return [dict(zip(_header(table), row, strict=True)) for row in CONCEPTS]
    numbers = range(3, 3 + count)
    if table == "sources":
        return [_source(dice, number) for number in numbers]
    return [_estimate(dice, number) for number in numbers]


def _source(dice: random.Random, number: int) -> Row:
    return {
        "source_id": f"S{number}",
        "status": "identified",
        "source_type": dice.choice(["meta_analysis", "randomised_trial", "registry"]),
        "title": f"An invented paper, number {number}",
        "issued_on": str(dice.randint(2010, 2025)),
        "population_size": str(dice.randint(20, 2_000)),
        "study_count": str(dice.randint(1, 20)),
        "intervention": dice.choice(INTERVENTIONS),
        "retraction_status": dice.choice(["none_found", "none_found", "retracted", "not_checked"]),
        "superseded_by": dice.choice(["", "", "S4" if number != 4 else ""]),
    }


def _estimate(dice: random.Random, number: int) -> Row:
    middle = dice.randint(40, 250)
    return {
        "estimate_id": f"E{number}",
        "source_id": f"S{dice.randint(1, number)}",
        "outcome": dice.choice(OUTCOMES),
        "intervention": dice.choice(INTERVENTIONS),
        "measure": "OR",
        "orientation": "as_named",
        "estimate": f"{middle / 100:.2f}",
        "ci_low": f"{middle / 150:.2f}",
        "ci_high": f"{middle / 65:.2f}",
        "ci_level": "95",
        "reported_direction": dice.choice(["", "increased", "decreased", "no_difference"]),
        "locator": "abstract",
    }


def _claims(dice: random.Random) -> list[Row]:
    rows = []
    for number, passage in enumerate(PASSAGES, 1):
        sources = dice.sample([f"S{each}" for each in range(1, 5)], dice.randint(0, 2))
        row = {
            "claim_id": f"C{number}",
            "passage_id": passage,
            "claim_type": dice.choice(["study_result", "adverse_event", "synthesis", "limitation"]),
            "statement": dice.choice(STATEMENTS),
            "intervention": dice.choice(INTERVENTIONS),
            "population": dice.choice(["", "adults"]),
            "outcome": dice.choice(OUTCOMES),
            "effect_direction": dice.choice(DIRECTIONS),
            "severity": dice.choice(["", "mild"]),
            "population_basis": "not_reported",
            "source_ids": ";".join(sources),
        }
        rows.append(row)
    return rows


def _header(table: str) -> list[str]:
    return (EXAMPLE / f"claims/{table}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


def _read(package: Path, table: str) -> list[Row]:
    with (package / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(package: Path, table: str, rows: Sequence[Row]) -> None:
    with (package / f"claims/{table}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, _header(table), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
