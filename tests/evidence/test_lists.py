"""Items in a row are one list, rows in a row one table."""

from __future__ import annotations

import pytest
from claimpack.api import load_tables
from claimpack.evidence.lists import list_openings


@pytest.mark.parametrize("kind", ["list_item", "table_row"])
def test_items_in_a_row_are_one_list(kind: str) -> None:
    kinds = [kind, "heading", kind, kind, "sentence", kind, "sentence"]
    passages = [
        {"passage_id": f"{article}{position}", "article_id": article, "position": position, "kind": kind}
        for article in ("a", "b")
        for position, kind in enumerate(kinds, 1)
    ]
    package = load_tables({"passages": [*passages[5:], *passages[:5]]})
    found = list_openings(package)
    assert {name: first for name, first in found.items() if name[0] == "a"} == {
        "a1": "a1",
        "a3": "a2",
        "a4": "a2",
        "a6": "a5",
    }
    assert found["b3"] == "b2"
