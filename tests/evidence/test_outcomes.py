"""What is known of an outcome, by itself and by what it is a part of."""

from __future__ import annotations

import pytest
from claimpack import load_tables
from claimpack.evidence.evidence import evidence_of

from tests.edits import TODAY

OUTCOMES = """
harm          -              -        no   -
response      harm           yes      no   -
remission     response       -        -    -
death         harm           -        yes  1.01
stroke        death          -        -    -
mild_stroke   stroke         -        no   -
survival      harm,response  -        -    -
odd           death,response -        -    -
pain          harm           no       no   -
both          pain,response  -        -    -
"""


@pytest.mark.parametrize(
    ("outcome", "desirable", "is_serious", "margin"),
    [
        ("harm", "no", False, None),
        ("remission", "yes", False, None),  # the nearest that says it, not the first of all by its spelling
        ("death", "no", True, 1.01),
        ("stroke", "no", True, None),  # a margin is that of its own outcome alone
        ("mild_stroke", "no", False, None),
        ("survival", "yes", False, None),  # of the two that are as near one says it
        ("both", "no", False, None),  # of two that are as near and differ harm counts
        ("odd", "yes", True, None),
        ("unknown", "no", False, None),
    ],
)
def test_what_is_blank_is_that_of_the_nearest_broader_one(
    outcome: str, desirable: str, *, is_serious: bool, margin: float | None
) -> None:
    rows = []
    for line in OUTCOMES.split("\n")[1:-1]:
        name, broader, good, serious, own = (cell.replace("-", "").replace(",", ";") for cell in line.split())
        rows.append(
            {
                "concept_id": name,
                "kind": "outcome",
                "label": name,
                "broader": broader,
                "desirable": good,
                "serious": serious,
                "margin": own,
            }
        )
    package = load_tables({"concepts": rows}, today=TODAY)
    assert evidence_of(package).outcomes.of(outcome) == (desirable, is_serious, margin)
