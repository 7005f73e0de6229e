"""A package that is checked in slices, or by several processes, has the problems that it has as a whole."""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.benchmarks.generate import generate
from tests.corpus_reports import broken_packages
from tests.edits import EXAMPLE, ROOT, TODAY
from tests.test_invariance import Tables, crowded, tables_of
from validator import parallel
from validator.engine import run
from validator.package.load import load
from validator.package.package import Package
from validator.package.tableschema import TABLES, split_items, table_schema
from validator.parallel import look_in_slices
from validator.report import Report
from validator.rules.catalogue import SLICES, Rule, all_rules
from validator.rules.looking import MOST_FINDINGS, Seen, look, together
from validator.slices import can_be_cut, cut_out, cuts
from validator.workers import IS_POSSIBLE

OF_AN_ARTICLE = ("articles", "passages", "references", "claims", "relations")
CUT = [rule for rule in all_rules() if rule.slice != "package"]
on_linux = pytest.mark.skipif(not IS_POSSIBLE, reason="processes can share a package on Linux alone")


def many_articles(tables: Tables, copies: int) -> Tables:
    """So many articles that say the same of the same sources, each with records of its own."""
    found = {name: list(records) for name, records in tables.items()}
    for number in range(1, copies):
        for name in OF_AN_ARTICLE:
            schema = table_schema(name)
            own = {*schema.primary_key} & {"article_id", "passage_id", "claim_id", "reference_id"}
            own |= {reference.field for reference in schema.references if reference.table in OF_AN_ARTICLE}
            found[name] += [
                record
                | {
                    column: ";".join(f"{item}.{number}" for item in split_items(record[column]))
                    for column in own
                    if column in record
                }
                for record in tables[name]
            ]
    return found


def written(tables: Tables, folder: Path) -> Path:
    (folder / "claims").mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "datapackage.json", folder)
    for name in TABLES:
        with (folder / f"claims/{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(table_schema(name).fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(name, []))
    return folder


def packages(folder: Path) -> dict[str, Package]:
    ours, example = tables_of(ROOT), tables_of(EXAMPLE)
    folders = {
        "ours": written(ours, folder / "ours"),
        "four articles": written(many_articles(ours, 4), folder / "four"),
        "made up": folder / "made",
    }
    generate(folder / "made", 400, seed=3)
    for seed in range(3):
        tables = crowded(many_articles(example, 5), random.Random(seed))  # noqa: S311 - nothing secret about it
        folders[f"crowded, {seed}"] = written(tables, folder / f"crowded{seed}")
    return {name: load(each, today=TODAY) for name, each in folders.items()}


NAMES = ("ours", "four articles", "made up", "crowded, 0", "crowded, 1", "crowded, 2")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    found = packages(tmp_path_factory.mktemp("packages"))
    assert tuple(found) == NAMES
    return found


def in_slices(package: Package, count: int) -> dict[str, Seen]:
    """What each rule sees in so many slices of the kind it asks for."""
    slices = {
        kind: [cut_out(package, cut, number) for number in range(count)] for kind, cut in cuts(package, count).items()
    }
    return {rule.name: together((look(rule, part) for part in slices[rule.slice]), MOST_FINDINGS) for rule in CUT}


def findings(seen: Seen) -> Counter[str]:
    return Counter(map(repr, seen.findings))


@pytest.mark.parametrize(("name", "count"), [(name, 2 + 3 * (place % 2)) for place, name in enumerate(NAMES)])
def test_slices_show_what_the_whole_shows(loaded: dict[str, Package], name: str, count: int) -> None:
    package = loaded[name]
    assert can_be_cut(package)
    seen = in_slices(package, count)
    for rule in CUT:
        whole, parts = look(rule, package), seen[rule.name]
        assert parts.crash is whole.crash is None, rule.name
        assert findings(parts) == findings(whole), rule.name
        assert parts.examined == whole.examined, rule.name
        assert bool(parts.left_out) or not whole.left_out, f"{rule.name} says what it left out"


def test_slices_had_something_to_show(loaded: dict[str, Package]) -> None:
    found = {rule.name for rule in CUT for package in loaded.values() if look(rule, package).findings}
    seen = {rule.name for rule in CUT for package in loaded.values() if look(rule, package).examined}
    assert len(found) > len(CUT) / 2, sorted({rule.name for rule in CUT} - found)
    without_text = {rule.name for rule in CUT if rule.family == "article"}
    assert {rule.name for rule in CUT} - seen <= without_text | {"absence-claimed-despite-events"}


@pytest.mark.parametrize("name", NAMES)
def test_each_record_is_in_one_slice(loaded: dict[str, Package], name: str) -> None:
    package = loaded[name]
    for kind, cut in cuts(package, 3).items():
        slices = [cut_out(package, cut, number) for number in range(3)]
        for table in TABLES:
            lines = Counter(line for part in slices for line in part.table(table).file.lines)
            assert set(lines) == set(package.table(table).file.lines)
            assert set(lines.values()) <= ({1} if table in cut else {3}), f"{table} by {kind}"


@pytest.mark.parametrize("kind", ["article", "source", "outcome"])
def test_many_small_groups_make_slices_of_about_one_size(loaded: dict[str, Package], kind: str) -> None:
    package = loaded["made up"]
    cut = cuts(package, 2)[kind]  # type: ignore[index]
    table = "estimates" if kind == "source" else "claims"
    first = sum(cut[table] == 0)
    assert 0.3 < first / len(cut[table]) < 0.7


def test_claims_that_relate_to_one_another_stay_together(loaded: dict[str, Package]) -> None:
    package = loaded["crowded, 0"]
    cut = cuts(package, 5)
    of_claim = dict(zip(package.table("claims")["claim_id"], cut["article"]["claims"], strict=True))
    relations = package.table("relations")
    pairs = list(zip(relations["claim_id"], relations["target_claim_id"], strict=True))
    articles = {name.partition(".")[2] for pair in pairs for name in pair}
    assert len(articles) > 1, "relations lead from one article to another"
    assert all(of_claim[one] == of_claim[other] for one, other in pairs)


def test_outcomes_of_one_family_stay_together(loaded: dict[str, Package]) -> None:
    package = loaded["made up"]
    concepts, claims = package.table("concepts"), package.table("claims")
    broader = dict(zip(concepts["concept_id"], map(split_items, concepts["broader"]), strict=True))
    cut = cuts(package, 4)["outcome"]["claims"]
    of_outcome: dict[str, set[int]] = {}
    for outcome, number in zip(claims["outcome"], cut.tolist(), strict=True):
        of_outcome.setdefault(outcome, set()).add(number)
    assert all(len(numbers) == 1 for numbers in of_outcome.values())
    assert len({next(iter(numbers)) for numbers in of_outcome.values()}) == 4
    for outcome, numbers in of_outcome.items():
        for parent in broader.get(outcome, []):
            assert of_outcome.get(parent, numbers) == numbers


BROKEN = {folder.name: folder for folder in broken_packages()}
report_of_one = cache(lambda folder: reported(folder, 1))


def reported(folder: Path, jobs: int, rules: Sequence[Rule] = all_rules()) -> Report:
    articles = [file for file in (folder / "article.txt",) if file.exists()]
    return run(load(folder, articles, today=TODAY), rules, jobs=jobs)


@on_linux
@pytest.mark.parametrize("name", ["ours", "crowded, 1", "made up"])
def test_several_processes_report_what_one_reports(loaded: dict[str, Package], name: str) -> None:
    assert run(loaded[name], all_rules(), jobs=3) == run(loaded[name], all_rules())


@on_linux
def test_several_processes_report_of_the_text_what_one_reports() -> None:
    assert reported(EXAMPLE, 2) == report_of_one(EXAMPLE)


@on_linux
@pytest.mark.parametrize("name", [*BROKEN][::3])
def test_several_processes_report_of_a_broken_package_what_one_reports(name: str) -> None:
    assert reported(BROKEN[name], 2) == report_of_one(BROKEN[name])


def test_some_broken_packages_are_cut_and_some_are_not() -> None:
    cut = {name for name, folder in BROKEN.items() if can_be_cut(load(folder, today=TODAY))}
    assert {"article-changed", "cells-that-contradict-each-other"} <= cut
    assert not cut & {"ids-taken-twice", "claims-without-their-passages", "ragged-rows", "files-missing"}


@on_linux
@pytest.mark.parametrize("slice_", SLICES)
def test_a_process_that_is_killed_changes_nothing(
    loaded: dict[str, Package], slice_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def killed(rule: Rule, package: Package) -> Seen:
        if rule.slice == slice_ and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return look(rule, package)

    monkeypatch.setattr(parallel, "look", killed)
    assert run(loaded["crowded, 0"], all_rules(), jobs=2) == run(loaded["crowded, 0"], all_rules())


@on_linux
@pytest.mark.parametrize("broader", ["nowhere", "a;b", ""])
def test_what_cannot_be_cut_is_no_failure(broader: str, tmp_path: Path) -> None:
    tables = tables_of(EXAMPLE)
    blank = dict.fromkeys(tables["concepts"][0], "")
    tables["concepts"].append(blank | {"concept_id": "z", "kind": "outcome", "label": "Z", "broader": broader})
    package = load(written(tables, tmp_path), today=TODAY)
    assert can_be_cut(package) == (broader == "")
    assert run(package, all_rules(), jobs=2) == run(package, all_rules())


@on_linux
def test_a_column_that_is_not_there_is_no_failure(tmp_path: Path) -> None:
    package = load(written(tables_of(EXAMPLE), tmp_path), today=TODAY)
    file = tmp_path / "claims/concepts.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("broader", "wider", 1), encoding="utf-8")
    package = load(tmp_path, today=TODAY)
    assert run(package, all_rules(), jobs=2) == run(package, all_rules())


@on_linux
def test_what_fails_ahead_of_the_rules_is_no_failure(
    loaded: dict[str, Package], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parallel, "cuts", fail)
    assert run(loaded["ours"], all_rules(), jobs=2) == run(loaded["ours"], all_rules())


@on_linux
def test_every_rule_steps_once(loaded: dict[str, Package]) -> None:
    for jobs in (1, 2):
        steps: Counter[str] = Counter()
        run(loaded["ours"], all_rules(), lambda rule, steps=steps: steps.update([rule.name]), jobs=jobs)
        assert steps == Counter(rule.name for rule in all_rules())


@on_linux
def test_a_rule_that_left_something_out_of_a_slice_looks_at_the_whole(loaded: dict[str, Package]) -> None:
    rules = [rule for rule in all_rules() if not rule.needs_the_others]
    seen = look_in_slices(loaded["crowded, 2"], rules, 2, lambda _: None)
    assert not [name for name, each in seen.items() if each.left_out and name in {rule.name for rule in CUT}]
    left = {rule.name for rule in CUT} - set(seen)
    assert left, "rules on the text have none to look at"
    assert all(look(rule, loaded["crowded, 2"]).left_out for rule in CUT if rule.name in left)


def test_rules_on_other_rules_see_the_whole() -> None:
    assert {rule.slice for rule in all_rules() if rule.needs_the_others} == {"package"}
    assert {rule.slice for rule in all_rules()} == set(SLICES)
