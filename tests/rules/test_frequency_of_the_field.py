"""A rate that people have reported: rare is said of what 40 of 100 people had, by the exact interval of scipy."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy.stats import binomtest

from tests.edits import Edit, beside, check
from tests.rules.test_cases import all_rules

RULE = next(rule for rule in all_rules() if rule.name == "frequency-contradicts-rate")
CLASSES = {
    "very_common": (0.1, 1),
    "common": (0.01, 0.1),
    "uncommon": (0.001, 0.01),
    "rare": (0.0001, 0.001),
    "very_rare": (0, 0.0001),
}


@pytest.mark.parametrize("frequency", CLASSES)
@pytest.mark.parametrize(
    ("events", "total"), [(40, 100), (3, 30), (0, 5_000), (12, 20_000), (1, 100_000), (95, 1_000), (1, 7)]
)
def test_a_word_is_wrong_where_the_exact_interval_excludes_its_class(
    events: int, total: int, frequency: str, tmp_path: Path
) -> None:
    counted = f"E3,S2,eye_strain,bright_light,proportion,as_named,{events},{total},table 2\n"
    columns = "estimate_id,source_id,outcome,intervention,measure,orientation,events_intervention,total_intervention"
    edit = Edit(
        csv={
            "claims": f"claim_id,frequency\nC3,{frequency}\n",
            "estimates": f"{columns},locator\n{counted}",
        }
    )
    found = [each for each in check(edit, tmp_path / "package", beside(RULE)).problems if each.rule == RULE.name]
    low, high = binomtest(events, total).proportion_ci(0.95, method="exact")
    least, below = CLASSES[frequency]
    is_lay_use = frequency == "common" and low >= below
    expected = "note" if is_lay_use else "warning"
    assert [each.severity for each in found] == ([expected] if high < least or low >= below else [])
