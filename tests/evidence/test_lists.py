"""Items in a row are one list."""

from __future__ import annotations

from claimpack.api import load_tables
from claimpack.evidence.lists import opened_by


def test_items_in_a_row_are_one_list() -> None:
    kinds = ["list_item", "heading", "list_item", "list_item", "sentence", "list_item", "sentence"]
    passages = [
        {"passage_id": f"{article}{position}", "article_id": article, "position": position, "kind": kind}
        for article in ("a", "b")
        for position, kind in enumerate(kinds, 1)
    ]
    package = load_tables({"passages": [*passages[5:], *passages[:5]]})
    found = opened_by(package)
    assert {name: first for name, first in found.items() if name[0] == "a"} == {
        "a1": "a1",
        "a3": "a2",
        "a4": "a2",
        "a6": "a5",
    }
    assert found["b3"] == "b2"
