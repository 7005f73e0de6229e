"""What is found out once for each package, and goes when it goes."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from pathlib import Path

import pytest
from claimpack.engine import run
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.printed import printed_numbers
from claimpack.evidence.showneffect import shown_by
from claimpack.package.load import load
from claimpack.package.unavailable import Unavailable
from claimpack.rules.catalogue import all_rules

from tests.edits import EXAMPLE, TODAY, Edit


def test_nothing_is_kept_of_a_package_that_is_gone() -> None:
    package = load(EXAMPLE, today=TODAY)
    run(package, all_rules())
    kept = [weakref.ref(table) for table in package.tables.values()] + [weakref.ref(package)]
    del package
    for _ in range(2):  # what went with the package may hold what refers to itself
        gc.collect()
    assert [each() for each in kept] == [None] * 10


def test_it_is_found_out_once_and_timed_without_what_it_rests_on() -> None:
    package = load(EXAMPLE, today=TODAY)
    evidence = evidence_of(package)
    assert evidence_of(package) is evidence
    assert evidence_of(load(EXAMPLE, today=TODAY)) is not evidence
    assert evidence.seconds == {}
    assert evidence.claims is evidence.claims
    assert set(evidence.seconds) == {"claims", "sources"}  # claims are usable only if their sources are
    assert all(seconds >= 0 for seconds in evidence.seconds.values())


def test_that_it_is_not_available_is_remembered() -> None:
    package = load(EXAMPLE, today=TODAY)
    del package.tables["sources"]
    evidence = evidence_of(package)
    reasons = []
    for _ in range(2):
        with pytest.raises(Unavailable) as raised:
            _ = evidence.claims
        reasons.append(raised.value)
    assert reasons[0] is reasons[1]
    assert set(evidence.seconds) == {"claims"}


def test_the_sources_of_a_claim(tmp_path: Path) -> None:
    Edit(csv={"claims": "claim_id,source_ids\nC1, S2 ; S1\nC3,S9\n"}).apply(tmp_path)
    evidence = evidence_of(load(tmp_path, today=TODAY))
    cited = {claim.key: [source.key for source in evidence.sources_of(claim)] for claim in evidence.claims}
    assert cited == {"C1": ["S2", "S1"], "C2": ["S1", "S2"], "C4": ["S2"], "C5": []}
    assert evidence.times_cited == Counter({"S1": 2, "S2": 3})


def test_where_a_source_may_have_more_numbers_than_are_seen(tmp_path: Path) -> None:
    Edit(csv={"estimates": "estimate_id,source_id,measure\nE1,S1,XX\nE2,S2,OR\n"}).apply(tmp_path)
    evidence = evidence_of(load(tmp_path, today=TODAY))
    assert (evidence.with_unusable_estimates, evidence.fully_recorded) == ({"S1"}, {"S2"})
    lacking = {claim.key for claim in evidence.claims if evidence.may_lack_estimates(claim)}
    assert lacking == {claim.key for claim in evidence.claims if "S1" in claim.items("source_ids")} != set()


def test_an_estimate_of_no_known_source_may_be_of_any(tmp_path: Path) -> None:
    Edit(csv={"estimates": "estimate_id,source_id\nE1,S9\n"}).apply(tmp_path)
    evidence = evidence_of(load(tmp_path, today=TODAY))
    assert (evidence.with_unusable_estimates, evidence.fully_recorded) == ({"S1", "S2"}, set())


def test_the_article_of_each_passage() -> None:
    evidence = evidence_of(load(EXAMPLE, today=TODAY))
    assert evidence.article_of == {f"P{number}": "light" for number in range(1, 9)}


def test_what_estimates_print_and_show() -> None:
    evidence = evidence_of(load(EXAMPLE, today=TODAY))
    for estimate in evidence.estimates:
        assert evidence.printed(estimate) == printed_numbers(estimate)
        assert evidence.shown_by(estimate) == shown_by(estimate)
