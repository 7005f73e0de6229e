"""What the words of an estimate mean: its measure, its orientation, and the kinds of its interval and its analysis."""

from typing import Protocol

RATIOS = frozenset({"RR", "OR", "HR", "IRR", "ROM"})
"""No effect is 1; intervals are symmetric on the logarithmic scale."""

DIFFERENCES = frozenset({"RD", "MD", "SMD", "IRD"})
"""No effect is 0; intervals are symmetric as printed."""

COMPARING = RATIOS | DIFFERENCES
"""Measures that compare two groups and have a null value; the others are of one group, or print no effect."""

RATIO_OF = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate", "ROM": "mean"}
"""What a ratio is a ratio of."""

NEGATED_WHEN_REVERSED = {"arms_swapped": COMPARING, "opposite_event": frozenset({"OR", "RD"})}
"""The measures of which a number printed the other way round is the same except for its sign, on the scale that they
are symmetric on."""

REVERSED = frozenset({"arms_swapped", "opposite_event"})
"""Orientations of a number that is printed the other way round: below the null is more with the intervention."""

OFTEN_ASYMMETRIC = frozenset({"exact", "profile", "bootstrap", "credible"})
"""Intervals of which the estimate need not be the middle."""

WITHOUT_P_VALUE = frozenset({"prediction", "one_sided"})
"""Intervals from which no p-value can be computed: one is about the next study, the other has one limit."""

NORMAL = frozenset({"", "wald"})
"""Intervals that are as wide as a number of standard errors, so that they can be given at another level."""

PRIMARY = frozenset({"", "primary"})
"""The analysis that a source reports first; blank where it is not recorded."""

PARTIAL = frozenset({"subgroup", "sensitivity", "post_hoc"})
"""Analyses of a part of the people, or those made to try out another analysis."""

ESTIMATE_AND_LIMITS = ("estimate", "ci_low", "ci_high")
"""The columns of an estimate and the limits of its interval."""


class Row(Protocol):
    """A record whose cells are asked for by their columns."""

    def __getitem__(self, column: str, /) -> str:
        """A cell."""
