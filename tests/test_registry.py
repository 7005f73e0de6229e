"""A registry: what packages share is recorded once and told of each that rests on it; what is broken is never green."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.registry import read_registry
from claimpack.package.schemas import read_schema
from claimpack.packagescheck import check_packages
from claimpack.packagesreport import PackagesReport
from claimpack.report import Report
from claimpack.rules.catalogue import choose_rules
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.edits import TODAY, Edit
from tests.registries import SHARED, make_registry, share, write_registry
from tests.rules.test_cases import cases_file

FAMILIES = ("numbers", "sources", "claims")
RULES = tuple(rule for rule in choose_rules(FAMILIES) if rule.name != "unused-source")
"""All that rest on sources, estimates and concepts, but the one that says of a shared source nothing."""


def failing_cases() -> Iterator[Any]:
    """The first case of each rule in which it finds something and which has no source texts."""
    for rule in RULES:
        cases = tomllib.loads(cases_file(rule).read_text(encoding="utf-8"))["case"]
        found = next((each for each in cases if each.get("problems") and not each.get("source_texts")), None)
        if found is not None:
            yield pytest.param(found, id=rule.name)


def told(report: Report) -> list[tuple[object, ...]]:
    """What a report says, apart from where it stands."""
    return sorted(
        (each.rule, each.severity, each.message, each.subjects, each.fingerprint, each.cause, each.place.cell or "")
        for each in report.problems
    )


@pytest.mark.parametrize("case", list(failing_cases()))
def test_shared_records_are_judged_as_own_ones(case: dict[str, Any], tmp_path: Path) -> None:
    edit = Edit(**{key: value for key, value in case.items() if key not in {"name", "problems", "not_run", "also"}})
    edit.apply(tmp_path / "whole")
    share(tmp_path / "whole", tmp_path / "page", tmp_path / "shared")
    registry = read_registry(write_registry(tmp_path, {"packages": ["page"], "shared": ["shared"]}), today=TODAY)
    whole = run(load(tmp_path / "whole", today=TODAY), RULES)
    page = run(load(tmp_path / "page", today=TODAY, shared=registry.shared), RULES)
    used = {key[1] for key in registry.shared.used} if registry.shared else set()
    everything = {key[1] for key in registry.shared.records} if registry.shared else set()
    unused = everything - used  # of what no claim rests on, this page is told nothing
    assert told(page) == [each for each in told(whole) if unused.isdisjoint(each[3])]  # type: ignore[arg-type]
    assert page.verdicts == whole.verdicts
    shared = {each.place.path for each in page.problems if each.place.resource in SHARED}
    assert shared <= {f"../shared/claims/{name}.csv" for name in SHARED}


def test_a_page_is_given_what_it_rests_on_alone(tmp_path: Path) -> None:
    file = make_registry(tmp_path)
    more = "S{0},identified,meta_analysis,An invented review,,,2022,,,,,,,,,,,,none_found,2026-02-01,\n"
    with (tmp_path / "shared/claims/sources.csv").open("a", encoding="utf-8") as stream:
        stream.write(more.format(8) + more.format(9))
    with (tmp_path / "shared/claims/estimates.csv").open("a", encoding="utf-8") as stream:
        stream.write("E8,S8,headache,bright_light,,,,OR,as_named,1.50,1.20,1.88,95,,,,,,,,,,,abstract\n")
        stream.write("E9,S9,skin_burn,laser,,,,OR,as_named,1.50,1.20,1.88,95,,,,,,,,,,,abstract\n")
    with (tmp_path / "shared/claims/concepts.csv").open("a", encoding="utf-8") as stream:
        stream.write("skin_burn,outcome,Burn,,,\nlaser,intervention,Laser,,,\n")
    registry = read_registry(file, today=TODAY)
    assert registry.shared is not None
    page = load(tmp_path / "pages/one", today=TODAY, shared=registry.shared)
    given = {name: [record.key for record in page.table(name)] for name in ("sources", "estimates")}
    assert given == {"sources": ["S1", "S2", "S8"], "estimates": ["E1", "E2", "E8"]}  # S9 is on no claim's scope
    unused = registry.shared.records.keys() - registry.shared.used
    assert {("sources", "S9"), ("estimates", "E9"), ("concepts", "skin_burn"), ("concepts", "laser")} <= unused
    report = run(page, choose_rules(["newer-evidence-disagrees"]))
    assert [each.subjects for each in report.problems] == [("C1", "S8", "E1", "E8")]


def test_the_same_record_in_both_is_one(tmp_path: Path) -> None:
    file = make_registry(tmp_path)
    own = tmp_path / "pages/one/claims/sources.csv"
    own.write_bytes((tmp_path / "shared/claims/sources.csv").read_bytes())
    registry = read_registry(file, today=TODAY)
    page = load(tmp_path / "pages/one", today=TODAY, shared=registry.shared)
    assert [record.place().path for record in page.table("sources")] == ["claims/sources.csv"] * 2
    own.write_text(own.read_text(encoding="utf-8").replace("S1,identified,meta", "S1,identified,cohort_"), "utf-8")
    page = load(tmp_path / "pages/one", today=TODAY, shared=registry.shared)
    (problem,) = run(page, choose_rules(["duplicate-key"])).problems
    assert problem.place.path == "../../shared/claims/sources.csv"
    assert problem.message == 'the key "S1" is in row 2 of claims/sources.csv already, with another source_type'


def without_its_key(root: Path, lacking: str, name: str) -> PackagesReport:
    """Checks a registry of two pages and two packages with shared records, one of which has a table without ids."""
    packages = ("pages/one", "pages/two")
    make_registry(root, packages)
    for copy in ("pages/one", "more"):
        for each in SHARED:
            (root / copy / "claims").mkdir(parents=True, exist_ok=True)
            shutil.copy(root / f"shared/claims/{each}.csv", root / copy / "claims")
    shutil.copy(root / "shared/datapackage.json", root / "more")
    table = root / lacking / f"claims/{name}.csv"
    table.write_bytes(b"\n".join(line.partition(b",")[2] for line in table.read_bytes().splitlines()) + b"\n")
    registry = read_registry(write_registry(root, {"packages": packages, "shared": ["shared", "more"]}), today=TODAY)
    return check_packages(registry.packages, choose_rules(["missing-column"]), today=TODAY, registry=registry)


@pytest.mark.parametrize("name", SHARED)
def test_a_table_without_its_key_is_of_its_package_alone(name: str, tmp_path: Path) -> None:
    reports = without_its_key(tmp_path, "pages/one", name).reports
    assert {each: len(report.problems) for each, report in reports.items()} == {"pages/one": 1, "pages/two": 0}
    assert reports["pages/two"].complete


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("lacking", ["shared", "more"])
def test_shared_records_without_their_key_are_told_of_each_package(lacking: str, name: str, tmp_path: Path) -> None:
    reports = without_its_key(tmp_path, lacking, name).all_reports
    key = {"sources": "source_id", "estimates": "estimate_id", "concepts": "concept_id"}[name]
    why = f"of the shared records in {lacking}, claims/{name}.csv has no column {key}"
    assert [why in report.failures for report in reports.values()] == [True] * 4


def test_its_schemas_are_sound() -> None:
    for name in ("registry", "packagesreport", "registryindex", "registrydiff"):
        Draft202012Validator.check_schema(read_schema(f"{name}.schema.json"))


def check_report(value: object) -> None:
    """Holds a report on several packages to its schema."""
    resource = Resource.from_contents(read_schema("report.schema.json"))
    known: Registry[Any] = Registry().with_resource("urn:claimpack:schema:report:2", resource)
    Draft202012Validator(read_schema("packagesreport.schema.json"), registry=known).validate(value)
