"""Expresses an effect in people: how many more or fewer in 1,000.

Method: Cochrane Handbook, chapter 15, https://training.cochrane.org/handbook/current/chapter-15. The risk of the
control group and the ratio give the risk with the intervention. An odds ratio is converted by way of the odds.
"""

from typing import NamedTuple

from claimpack.evidence.counts import arm_counts
from claimpack.evidence.measures import ESTIMATE_AND_LIMITS
from claimpack.evidence.percentages import fraction_of
from claimpack.package.table import Record

PER = 1_000
"""Absolute risks are given per 1,000 people."""


class AbsoluteRisk(NamedTuple):
    """A difference in risk per 1,000 people: above 0 means more with the intervention."""

    control: float
    """The risk of the control group, as a fraction of 1."""
    difference: float | None
    low: float | None
    high: float | None


def control_risk(estimate: Record) -> float | None:
    """The risk of the control group: from its counts, or else as the source gives it."""
    counts = arm_counts(estimate, "control")
    if counts:
        return counts[0] / counts[1]
    return float(estimate["control_risk"]) if estimate["control_risk"] else None


def risk_ratio_of(odds_ratio: float, control_risk: float) -> float:
    """Converts an odds ratio to a risk ratio: Zhang and Yu 1998, https://doi.org/10.1001/jama.280.19.1690.

    Args:
        odds_ratio: above 0.
        control_risk: the risk in the control group, a fraction of 1.
    """
    return odds_ratio / (1 - control_risk + control_risk * odds_ratio)


def difference_per_thousand(measure: str, effect: float, control: float) -> float | None:
    """The difference in risk per 1,000 people that an effect makes at a control risk; None for other measures.

    The risk with the intervention is kept between 0 and 1.

    Args:
        measure: RR, OR, RD, HR or IRR. For the last two, the control risk has to be the one after their follow-up time.
        effect: the effect as printed, for the intervention against the control.
        control: the risk of the control group, as a fraction of 1.

    >>> difference_per_thousand("RR", 1.11, 0.4)
    44.0
    >>> difference_per_thousand("RR", 2.73, 0.583)
    417.0
    >>> difference_per_thousand("HR", 2.0, 0.5)
    250.0
    """
    match measure:
        case "RR":
            risk = effect * control
        case "OR":
            risk = control * risk_ratio_of(effect, control) if effect else 0.0
        case "HR" | "IRR":
            risk = 1 - (1 - control) ** effect
        case "RD":
            risk = control + effect
        case _:
            return None
    return round(PER * (min(max(risk, 0.0), 1.0) - control), 9)


def absolute_risk(estimate: Record) -> AbsoluteRisk | None:
    """A printed estimate in people; None if it can't be computed from what is recorded.

    It needs the orientation ``as_named`` and a known control risk.
    """
    control = control_risk(estimate)
    if control is None or estimate["orientation"] != "as_named" or estimate["measure"] not in ("RR", "OR", "RD"):
        return None
    cells = (fraction_of(estimate, column) for column in ESTIMATE_AND_LIMITS)
    numbers = [difference_per_thousand(estimate["measure"], float(cell), control) if cell else None for cell in cells]
    return None if numbers == [None, None, None] else AbsoluteRisk(control, *numbers)
