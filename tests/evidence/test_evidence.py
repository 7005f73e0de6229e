"""What is found out once for each package, and goes when it goes."""

from __future__ import annotations

import gc
import weakref

import pytest

from tests.edits import EXAMPLE, TODAY
from validator.engine import run
from validator.evidence.evidence import evidence_of
from validator.package.load import load
from validator.package.unavailable import Unavailable
from validator.rules.catalogue import all_rules


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
