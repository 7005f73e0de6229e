"""Which cited sources disagree."""

from __future__ import annotations

import pytest
from claimpack.evidence import disagreeingsources
from claimpack.evidence.evidence import Evidence

from tests.evidence.test_laterevidence import LESS, MORE, NEITHER, Row, claim, evidence, result, source


def two(*estimates: Row, **cells: str) -> Evidence:
    sources = [source("a", "2020", **cells), source("b", "2021")]
    return evidence([claim("increased", "a;b")], sources, estimates)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (result("a", MORE), result("b", LESS), "opposite"),
        (result("a", MORE, measure="RR"), result("b", "-0.10 -0.15 -0.05", measure="RD"), "opposite"),
        (result("a", MORE), result("b", "-1.0 -1.5 -0.5", measure="MD"), ""),
        (result("a", MORE), result("b", NEITHER), ""),
        (result("a", "3.65 2.05 6.49"), result("b", "1.61 1.22 2.11"), "other_size"),
        (result("a", "3.65 2.05 6.49"), result("b", "1.61 1.22 2.11", measure="RR"), ""),
        (result("a", MORE), result("b", LESS, outcome="eye_strain"), ""),
        (result("a", MORE), result("b", LESS, population=""), "opposite"),
        (result("a", "3.65 2.05 6.49"), result("b", "1.61 1.22 2.11", population=""), ""),
        (result("a", MORE), result("b", LESS, analysis="post_hoc"), ""),
        (result("a", MORE), result("a", LESS), ""),
    ],
)
def test_two_results(one: Row, other: Row, kind: str) -> None:
    for estimates in ([one, other], [other, one]):
        found = two(*estimates).disagreeing_sources
        assert [each.kind for each in found.by_pair.values()] == ([kind] if kind else [])
        for each in found.by_pair.values():
            assert (each.one["source_id"], each.other["source_id"]) == ("a", "b")
            assert each.is_equal == (one["population"] == other["population"])
            assert found.between("headache", "b", "a") is each
            assert found.between("eye_strain", "b", "a") is None


def test_shared_studies_and_updates() -> None:
    sizes = result("a", "3.65 2.05 6.49"), result("b", "1.61 1.22 2.11")
    assert not two(*sizes, overlaps_with="b").disagreeing_sources.by_pair
    [found] = two(result("a", MORE), result("b", LESS), overlaps_with="b").disagreeing_sources.by_pair.values()
    assert (found.kind, found.z) == ("opposite", None)
    assert not two(result("a", MORE), result("b", LESS), superseded_by="b").disagreeing_sources.by_pair
    assert not two(result("a", MORE), result("b", LESS), retraction_status="retracted").disagreeing_sources.by_pair


def test_many_results_on_one_scope_are_compared_with_the_outermost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 30 that agree and one that does not, each is told to disagree with that one."""
    names = [f"s{number}" for number in range(31)]
    estimates = [result(name, "3.65 2.05 6.49" if name == "s7" else "1.61 1.22 2.11") for name in names]
    sources = [source(name, "2020") for name in names]
    claims = [claim("increased", name, claim_id=name) for name in names]
    whole = evidence(claims, sources, estimates).disagreeing_sources
    monkeypatch.setattr(disagreeingsources, "FEW", 5)
    fewer = evidence(claims, sources, estimates).disagreeing_sources
    assert whole.by_pair.keys() == fewer.by_pair.keys()
    assert len(whole.by_pair) == 30
    assert (whole.compared, fewer.compared) == (31 * 30 / 2, 1 + 2 * 29)
