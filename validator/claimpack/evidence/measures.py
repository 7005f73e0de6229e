"""Effect measures: what means no effect, on which scale an interval is symmetric, and which way a number runs."""

RATIOS = frozenset({"RR", "OR", "HR", "IRR", "ROM"})
"""No effect is 1; intervals are symmetric on the logarithmic scale."""

DIFFERENCES = frozenset({"RD", "MD", "SMD", "IRD"})
"""No effect is 0; intervals are symmetric as printed."""

COMPARING = RATIOS | DIFFERENCES
"""Measures that compare two groups and have a null value; the others are of one group, or print no effect."""

RATIO_OF = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate", "ROM": "mean"}
"""What a ratio is a ratio of."""

OF_ITS_NEGATIVE = {"arms_swapped": COMPARING, "opposite_event": frozenset({"OR", "RD"})}
"""The measures of which a number printed the other way round is the same except for its sign, on the scale that they
are symmetric on."""

REVERSED = frozenset({"arms_swapped", "opposite_event"})
"""Orientations of a number that is printed the other way round: below the null is more with the intervention."""
