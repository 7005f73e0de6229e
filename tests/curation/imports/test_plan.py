"""What of a file can't be taken in is told, and keeps nothing else of it back."""

from __future__ import annotations

from itertools import permutations

import pytest
from claimpack.curation.imports.plan import plan
from claimpack.curation.imports.proposal import Proposal, ProposedRecord
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY

ROWS = [
    {"concept_id": "chills", "kind": "outcome", "label": "Chills"},
    {"concept_id": "x", "kind": "nonsense", "label": "X"},
    {"kind": "outcome", "label": "No id"},
    {"concept_id": "nameless", "kind": "outcome"},
]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_one_of_several_is_taken_in_whatever_their_order(order: tuple[int, ...]) -> None:
    records = [ProposedRecord("concepts", dict(ROWS[number]), f"line {number}") for number in order]
    found = plan(load(EXAMPLE, today=TODAY), Proposal(records=records))
    assert [each.row["concept_id"] for table in found.tables for each in table.new] == ["chills"]
    left = {each.origin: (each.what, each.why.partition(",")[0]) for each in found.left}
    assert left == {
        "line 1": ("x", 'kind is "nonsense"'),
        "line 2": ("a record for concepts", "it has no concept_id"),
        "line 3": ("nameless", "it has no label"),
    }
