"""Where sentences end, and where a stop ends none."""

from __future__ import annotations

import pytest
from claimpack.curation.imports.resultsentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["Harm is rare. ", "Pain is not."],
        ["Was it rare? ", "(It was.) ", "Pain was not."],
        ["It was 12% vs. 10% in the others (ref. 3). ", "Pain was rare."],
        ["See Fig. 2. ", "Harm is rare."],
        ["J. Roe found none, and neither did K. Poe. ", "Others did."],
        ["It was 0.5 of 1.\n\n", "Harm"],
        ["Harm is rare, e.g. Pain"],
    ],
    ids="|".join,
)
def test_sentences(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts
