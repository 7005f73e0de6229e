"""Each concept that a file names, and that is not there, gets an id of its own."""

from __future__ import annotations

from claimpack.curation.imports.claimtables.newconcepts import Concepts
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY


def test_names_that_differ_in_a_sign_alone_have_different_ids() -> None:
    concepts = Concepts(load(EXAMPLE, today=TODAY))
    names = ("Hot flush", "Hot-flush", "Hot flush!", "Hot, flush")
    found = [concepts.find("outcome", name, "a.csv") for name in names]
    assert found[:2] == ["hot_flush", "hot_flush_outcome"]
    assert len(set(found)) == len(names)
    assert [each.row["concept_id"] for each in concepts.new] == found
    assert concepts.find("outcome", "HOT FLUSH", "b.csv") == "hot_flush"
