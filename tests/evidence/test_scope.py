"""What includes what among concepts, and when comparing stops."""

from __future__ import annotations

import pytest
from claimpack.evidence import scope as scopes_module
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import Comparisons, Scope, inclusions, scope_of
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.records import table_of
from tests.evidence.test_hierarchy import broader_ones, names_in
from tests.evidence.trying import tried


@tried(50)
@given(st.data())
def test_inclusions_agree_with_a_plain_search(data: st.DataObject) -> None:
    broader = data.draw(broader_ones())
    tree = Hierarchy(broader)
    names = st.lists(st.sampled_from([*names_in(broader), ""]))
    left, right = data.draw(names), data.draw(names)
    assert inclusions(tree, left, right) == {
        one: {other: tree.relation(one, other) for other in right if tree.relation(one, other)} for one in left
    }


def test_what_a_record_is_about() -> None:
    row = {"outcome": "fever", "intervention": "msc", "route": "", "population": "adults", "comparator": "saline"}
    [record] = table_of("estimates", [row])
    assert scope_of(record) == Scope("fever", "msc", "", "adults", "saline")


@pytest.mark.parametrize(("count", "times"), [("looked", 100), ("found", 10)])
def test_comparisons_stop_where_they_are_too_many(count: str, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes_module, "MOST_PAIRS", 1_000)
    compared = Comparisons(10)
    more = getattr(compared, count)
    for _ in range(times):
        more(100)
    with pytest.raises(TooMuch) as stopped:
        more(1)
    assert str(stopped.value) == (
        "more than 1,000 pairs of records would have to be compared, and that is the limit: have fewer records on one "
        "and the same, or check the package in parts"
    )
