"""The page of results is made of the figures that were taken, and of nothing else."""

from __future__ import annotations

from claimpack.cli.timings import SHARED
from claimpack.rules.catalogue import all_rules

from tests.benchmarks.generate import SHAPES
from tests.benchmarks.page import PAGE, page, read_results


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(read_results()), "see CONTRIBUTING, Speed"


def test_each_ratio_is_that_of_its_times() -> None:
    for each in read_results()["comparisons"]:
        assert abs(each["ratio"] - each["command"]["seconds"] / each["peer"]["seconds"]) < 0.001


def test_what_is_told_of_was_measured() -> None:
    results = read_results()
    what = " ".join(each["what"] for each in results["comparisons"])
    for name in ("--help", "this package", "validate, 100,000 claims", "structure alone", "invalid-record alone"):
        assert name in what
    for name in ("validate, 1,000,000 claims", *(f"ten times the claims, {shape}" for shape in SHAPES[1:])):
        assert name in what
    assert [*results["sizes"]][1:] == ["1,000", "10,000", "100,000", "1,000,000"]
    growth = results["rules"]["growth"]
    assert set(growth) == set(SHAPES)
    rules = {rule.name for rule in all_rules()}
    for shape, told in growth.items():
        names = {each["rule"] for each in told if not each["rule"].startswith(SHARED)}
        assert names <= rules, shape
        assert len(names) > 40, shape
