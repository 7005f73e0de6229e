"""Whatever a registry holds: the report is the same for any number of processes and any order or part of its list."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from claimpack.cli import main
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.registry import read_registry
from claimpack.packagescheck import check_packages
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner

from tests.edits import TODAY
from tests.randomregistries import make_random_registry, make_whole_pages

FEW, MANY = range(4), range(100, 140)


def validated(file: Path, jobs: int = 1) -> tuple[int, str]:
    """The exit code and the report in JSON."""
    words = ["validate", str(file), "--format", "json", "--today", TODAY.isoformat(), "--jobs", str(jobs)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    return result.exit_code, result.stdout


def listing(file: Path, packages: Sequence[str]) -> Path:
    """The registry with these packages on its list."""
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content | {"packages": packages}), encoding="utf-8")
    return file


def in_one_order(report: str) -> Any:
    """The report with its packages in the order of their names."""
    found = json.loads(report)
    found["packages"].sort(key=lambda each: each["package"])
    for cause in found["common_causes"]:
        cause["packages"].sort()
        del cause["message"]  # which is that of the first package
    found["common_causes"].sort(key=lambda each: (each["rule"], each["cause"], each["packages"]))
    return found


def check_orders_and_parts(file: Path, seed: int) -> None:
    names = json.loads(file.read_text(encoding="utf-8"))["packages"]
    code, whole = validated(file)
    dice = random.Random(seed)  # noqa: S311 - nothing secret about it
    assert validated(listing(file, dice.sample(names, len(names))))[0] == code
    assert in_one_order(validated(file)[1]) == in_one_order(whole)
    cut = dice.randint(1, len(names) - 1)
    parts = [json.loads(validated(listing(file, part))[1])["packages"] for part in (names[:cut], names[cut:])]
    told = {each["package"]: each for part in parts for each in part if not each["shares"]}
    assert told == {each["package"]: each for each in json.loads(whole)["packages"] if not each["shares"]}


@pytest.mark.parametrize("seed", FEW)
def test_the_order_of_the_list_and_its_parts_change_nothing(seed: int, tmp_path: Path) -> None:
    check_orders_and_parts(make_random_registry(tmp_path, seed), seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_nor_do_they_in_many_registries(seed: int, tmp_path: Path) -> None:
    check_orders_and_parts(make_random_registry(tmp_path, seed), seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY[:12])
def test_the_bytes_are_the_same_for_any_number_of_processes(seed: int, tmp_path: Path) -> None:
    file = make_random_registry(tmp_path, seed)
    assert validated(file, jobs=2) == validated(file, jobs=3) == validated(file)


def told(report: Report) -> set[tuple[object, ...]]:
    """What is reported of what; of several later sources one is named, which may be a shared one."""
    return {
        (each.rule, each.subjects[0])
        if each.rule == "newer-evidence-disagrees"
        else (each.rule, each.subjects, each.fingerprint)
        for each in report.problems
    }


def check_what_is_told_alone(file: Path) -> None:
    registry = read_registry(file, today=TODAY)
    together = check_packages(registry.packages, all_rules(), today=TODAY, registry=registry)
    for name, path in registry.packages.items():
        alone = run(load(path, today=TODAY), all_rules())
        lost = told(alone) - told(together.reports[name])
        assert not lost, (name, lost)


@pytest.mark.parametrize("seed", FEW)
def test_a_page_that_is_whole_is_told_in_a_registry_what_it_is_told_alone(seed: int, tmp_path: Path) -> None:
    check_what_is_told_alone(make_whole_pages(tmp_path, seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_so_are_many(seed: int, tmp_path: Path) -> None:
    check_what_is_told_alone(make_whole_pages(tmp_path, seed))
