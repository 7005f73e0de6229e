"""What is found out once for each package, and goes when it goes."""

from __future__ import annotations

import gc
import weakref

from tests.edits import EXAMPLE, TODAY
from validator.engine import run
from validator.evidence.perpackage import once_per_table
from validator.evidence.sound import sound_claims, sound_sources
from validator.package.load import load
from validator.package.package import Package
from validator.rules.catalogue import all_rules
from validator.slices import cut_out, cuts


def test_nothing_is_kept_of_a_package_that_is_gone() -> None:
    package = load(EXAMPLE, today=TODAY)
    run(package, all_rules())
    kept = [weakref.ref(table) for table in package.tables.values()] + [weakref.ref(package)]
    del package
    gc.collect()
    assert [each() for each in kept] == [None] * 10


def test_what_rests_on_a_table_is_found_out_once_and_shared_by_slices() -> None:
    asked: list[str] = []

    @once_per_table("sources")
    def title(package: Package) -> int:
        asked.append("sources")
        return len(package.table("sources"))

    package = load(EXAMPLE, today=TODAY)
    part = cut_out(package, cuts(package, 2)["article"], 0)
    assert title(package) == title(part) == title(package) == 2
    assert asked == ["sources"]
    assert sound_sources(part) is sound_sources(package)
    assert sound_claims(part) is not sound_claims(package)


def test_another_table_that_it_rests_on_is_looked_at_anew() -> None:
    one, other = load(EXAMPLE, today=TODAY), load(EXAMPLE, today=TODAY)
    before = sound_sources(one)
    one.tables["concepts"] = other.tables["concepts"]
    assert sound_sources(one) is not before
    assert sound_sources(one) is sound_sources(one)
