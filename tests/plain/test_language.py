"""Lists and whole numbers in a language."""

from __future__ import annotations

import pytest
from claimpack.exports.messages import all_messages
from claimpack.plain.language import Language
from claimpack.wording import listed

GERMAN = {"list.last": " und ", "list.more": "{count} weitere", "number.thousands": "."}
NINE = "1, 2, 3, 4, 5, 6, 7, 8, 9"


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "", ""),
        (1, "1", "1"),
        (2, "1 and 2", "1 und 2"),
        (3, "1, 2 and 3", "1, 2 und 3"),
        (10, f"{NINE} and 10", f"{NINE} und 10"),
        (11, f"{NINE} and 2 more", f"{NINE} und 2 weitere"),
        (1_509, f"{NINE} and 1,500 more", f"{NINE} und 1.500 weitere"),
    ],
)
def test_lists(count: int, english: str, german: str) -> None:
    values = [str(number) for number in range(1, count + 1)]
    assert listed(values) == english
    assert Language("en", {}, all_messages()).list_of(values) == english
    assert Language("de", GERMAN, all_messages()).list_of(values) == german
