"""What is found in a package depends neither on the order of its rows nor on the names of its records."""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.evidence.scope import SCOPE
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, split_items, table_schema
from claimpack.report import Problem
from claimpack.rules.catalogue import choose_rules

from tests.edits import EXAMPLE, ROOT, TODAY

RULES = choose_rules(["numbers", "sources", "claims"])
RENAMED = ("claims", "sources", "estimates", "concepts")

Tables = dict[str, list[dict[str, str]]]


def tables_of(folder: Path) -> Tables:
    """The records of a package with every column, without its acknowledgements."""
    tables = {}
    for name in TABLES:
        blank = dict.fromkeys(table_schema(name).fields, "")
        with (folder / f"claims/{name}.csv").open(encoding="utf-8", newline="") as stream:
            tables[name] = [blank | record for record in csv.DictReader(stream)]
    return tables | {"acknowledgements": []}


def crowded(tables: Tables, chance: random.Random) -> Tables:
    """The package with many more claims, estimates and relations, put together from cells of those that are there.

    They are about what the others are about and say anything of it, so that every rule finds something.
    """
    claims, estimates, relations = (list(tables[name]) for name in ("claims", "estimates", "relations"))
    for number in range(90):
        claim = {column: chance.choice(tables["claims"])[column] for column in tables["claims"][0]}
        scope = chance.choice(tables["claims"])
        claim |= {column: scope[column] for column in (*SCOPE, "passage_id")}
        claims.append(claim | {"claim_id": f"X{number}", "statement": f"Invented, number {number % 80}."})
    for number in range(30):
        estimate = {column: chance.choice(tables["estimates"])[column] for column in tables["estimates"][0]}
        counts = [str(chance.randint(0, 60)) for _ in range(4)]
        columns = ("events_intervention", "total_intervention", "events_control", "total_control")
        estimate |= dict(zip(columns, counts, strict=True)) if number % 3 == 0 else {}
        estimates.append(estimate | {"estimate_id": f"Y{number}", "study_count": str(chance.randint(1, 80))})
    pairs = {(chance.choice(claims)["claim_id"], chance.choice(claims)["claim_id"]) for _ in range(60)}
    for one, other in sorted(pairs):
        kind = chance.choice(["restates", "summarises", "qualifies", "contradicts"])
        relations.append({"claim_id": one, "relation": kind, "target_claim_id": other, "note": ""})
    return tables | {"claims": claims, "estimates": estimates, "relations": relations}


PACKAGES = {
    "ours": tables_of(ROOT),
    "the example": tables_of(EXAMPLE),
    "ours, crowded": crowded(tables_of(ROOT), random.Random(1)),  # noqa: S311 - nothing secret about it
}
whatever_package = pytest.mark.parametrize("tables", PACKAGES.values(), ids=PACKAGES)


def problems(tables: Tables, folder: Path) -> list[Problem]:
    """What the rules find in a package of these records."""
    (folder / "claims").mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "datapackage.json", folder)
    for name, records in tables.items():
        with (folder / f"claims/{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(table_schema(name).fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)
    report = run(load(folder, today=TODAY), RULES)
    assert not [result for result in report.rules if result.status == "crashed" or "refused" in (result.reason or "")]
    return list(report.problems)


def told(found: list[Problem]) -> Counter[tuple[Any, ...]]:
    """The problems without the row they are in."""
    return Counter(
        (
            problem.rule,
            problem.severity,
            problem.message,
            problem.hint,
            problem.subjects,
            problem.place.resource,
            problem.place.column,
            problem.cause,
            problem.fingerprint,
        )
        for problem in found
    )


def shuffled(tables: Tables, seed: int) -> Tables:
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    return {name: chance.sample(records, len(records)) for name, records in tables.items()}


def renamed(tables: Tables, names: dict[str, dict[str, str]]) -> Tables:
    """The package with other ids: for each table the new one by the old one, wherever its schema says it is named."""
    found = {}
    for name, records in tables.items():
        schema = table_schema(name)
        columns = {reference.field: reference.table for reference in schema.references}
        columns |= {schema.primary_key[0]: name} if len(schema.primary_key) == 1 else {}
        found[name] = [
            record
            | {
                column: ";".join(names[target][item] for item in split_items(record[column]))
                for column, target in columns.items()
                if target in names and column in record
            }
            for record in records
        ]
    return found


def new_names(tables: Tables, seed: int) -> dict[str, dict[str, str]]:
    """A new id for each record, in no order, some with figures and some without."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    found = {}
    for name in RENAMED:
        old = [record[table_schema(name).primary_key[0]] for record in tables[name]]
        numbers = chance.sample(range(10, 10_000), len(old))
        new = [chance.choice([f"r{number}", f"{number}.z", f"Q-{number:05d}", f"{number}"]) for number in numbers]
        found[name] = dict(zip(old, new, strict=True))
    return found


def test_there_is_something_to_find(tmp_path: Path) -> None:
    found = {name: problems(tables, tmp_path / name) for name, tables in PACKAGES.items()}
    assert len(found["ours"]) > 40
    assert len(found["ours, crowded"]) > 250
    kinds = {problem.rule for problem in found["ours, crowded"]}
    assert len(kinds) > len(RULES) * 3 / 5, {rule.name for rule in RULES} - kinds


@whatever_package
def test_the_order_of_rows_does_not_matter(tables: Tables, tmp_path: Path) -> None:
    as_they_stand = told(problems(tables, tmp_path / "package"))
    for seed in range(2):
        moved = told(problems(shuffled(tables, seed), tmp_path / str(seed)))
        assert moved - as_they_stand == as_they_stand - moved == Counter()


@whatever_package
def test_the_names_of_records_do_not_matter(tables: Tables, tmp_path: Path) -> None:
    as_they_stand = problems(tables, tmp_path / "package")
    for seed in range(2):
        found = problems(renamed(tables, new_names(tables, seed)), tmp_path / str(seed))
        counts = [Counter((problem.rule, problem.severity) for problem in each) for each in (as_they_stand, found)]
        assert counts[1] - counts[0] == counts[0] - counts[1] == Counter()


def test_the_order_of_rows_does_not_matter_where_ids_differ_in_leading_noughts_alone(tmp_path: Path) -> None:
    tables = PACKAGES["ours, crowded"]
    old = [record["claim_id"] for record in tables["claims"]]
    names = {"claims": {name: f"C{'0' * (place % 4)}{place // 4 + 1}" for place, name in enumerate(old)}}
    tables = renamed(tables, names)
    as_they_stand = told(problems(tables, tmp_path / "package"))
    moved = told(problems(shuffled(tables, 1), tmp_path / "moved"))
    assert moved - as_they_stand == as_they_stand - moved == Counter()


def test_turning_lists_of_sources_around_changes_no_number_of_problems(tmp_path: Path) -> None:
    tables = PACKAGES["ours, crowded"]
    turned = [
        claim | {"source_ids": ";".join(reversed(split_items(claim["source_ids"])))} for claim in tables["claims"]
    ]
    found = [
        Counter((problem.rule, problem.subjects, problem.place.column) for problem in problems(each, tmp_path / name))
        for name, each in {"as they stand": tables, "turned": tables | {"claims": turned}}.items()
    ]
    assert found[0] - found[1] == found[1] - found[0] == Counter()
