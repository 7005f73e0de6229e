"""Gone passages are paired with new ones where there is no doubt, and never where there is."""

from __future__ import annotations

import pytest
from claimpack.curation.articles.rewordedpassages import Fresh, Gone, Rematched, Unsettled, rematch
from claimpack.package.article import opening_and_closing_words

RARE = "In ten small trials of light therapy headache was rare among all adults."
FEWER = "In ten large trials of light therapy headache was rare among all adults."
OTHER = "Nobody knows yet what many years of use may do to older eyes."
SPLIT = ("Headache was rare in the first week.", "It was common in the second week.")
WHOLE = "Headache was rare in the first week and it was common in the second week."


def gone(text: str, gap: int = 0, kind: str = "sentence", *, known: bool = True) -> Gone:
    return Gone(gap, kind, *opening_and_closing_words(text), text if known else None)


def fresh(text: str, gap: int = 0, kind: str = "sentence") -> Fresh:
    return Fresh(gap, kind, text)


CASES = [
    pytest.param([gone(RARE)], [fresh(FEWER)], Rematched({0: 0}), id="one word, in place"),
    pytest.param([gone(RARE)], [fresh(FEWER, 3)], Rematched({0: 0}), id="one word, elsewhere"),
    pytest.param([gone(RARE)], [fresh(OTHER)], Rematched(), id="another sentence"),
    pytest.param(
        [gone(RARE), gone(OTHER)],
        [fresh(f"{OTHER[:-1]} now."), fresh(FEWER)],
        Rematched({0: 1, 1: 0}),
        id="swapped and changed",
    ),
    pytest.param(
        [gone(RARE), gone(RARE.replace("adults", "children"))],
        [fresh(FEWER.replace("adults", "men")), fresh(FEWER.replace("adults", "women"))],
        Rematched({}, {0: Unsettled("alike", (0, 1)), 1: Unsettled("alike", (0, 1))}),
        id="two that are alike",
    ),
    pytest.param(
        [gone("Pain is rare.")], [fresh("Sleep is rare.")], Rematched({0: 0}), id="half of the words, in place"
    ),
    pytest.param([gone("Pain is rare.")], [fresh("Sleep is bad.")], Rematched({0: 0}), id="exactly at the threshold"),
    pytest.param([gone("Pain is rare.")], [fresh("Sleep is bad now.")], Rematched(), id="below the threshold"),
    pytest.param([gone("Pain is rare.")], [fresh("Sleep is bad.", 1)], Rematched(), id="too little, elsewhere"),
    pytest.param(
        [gone(WHOLE)], [fresh(part) for part in SPLIT], Rematched({}, {0: Unsettled("split", (0, 1))}), id="split"
    ),
    pytest.param(
        [gone(part) for part in SPLIT],
        [fresh(WHOLE)],
        Rematched({}, {0: Unsettled("merged", (0,)), 1: Unsettled("merged", (0,))}),
        id="merged",
    ),
    pytest.param([gone(RARE, known=False)], [fresh(FEWER)], Rematched({0: 0}), id="old text unknown: one end"),
    pytest.param([gone(RARE, known=False)], [fresh(FEWER, 1)], Rematched(), id="old text unknown: one end, elsewhere"),
    pytest.param(
        [gone(RARE, known=False)], [fresh(FEWER, 0, "list_item")], Rematched(), id="old text unknown: another kind"
    ),
    pytest.param(
        [gone(RARE, kind="list_item", known=False)],
        [fresh(FEWER, 0, "table_row")],
        Rematched({0: 0}),
        id="old text unknown: a row that was recorded as an item",
    ),
    pytest.param(
        [gone(RARE, kind="caption", known=False)],
        [fresh(FEWER)],
        Rematched({0: 0}),
        id="old text unknown: a caption that plain text does not show",
    ),
    pytest.param(
        [gone(RARE, known=False)],
        [fresh(RARE.replace("light", "dim light"), 4)],
        Rematched({0: 0}),
        id="old text unknown: both ends",
    ),
    pytest.param(
        [gone(RARE, known=False)],
        [fresh(RARE.replace("light", "dim light")), fresh(RARE.replace("headache", "pain"))],
        Rematched({}, {0: Unsettled("alike", (0, 1))}),
        id="old text unknown: two with both ends",
    ),
    pytest.param(
        [gone(WHOLE, known=False)],
        [fresh(part) for part in (WHOLE[:36] + ".", "It was seldom but more common in the second week.")],
        Rematched({}, {0: Unsettled("split", (0, 1))}),
        id="old text unknown: split",
    ),
    pytest.param([gone("Pain", known=False)], [fresh("Gain")], Rematched(), id="old text unknown: nothing in common"),
    pytest.param([], [fresh(RARE)], Rematched(), id="nothing gone"),
    pytest.param([gone(RARE)], [], Rematched(), id="nothing new"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_pairs(old: list[Gone], new: list[Fresh], expected: Rematched) -> None:
    assert rematch(old, new) == expected
