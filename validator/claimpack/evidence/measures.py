"""The words in the columns of an estimate: measure, orientation, and the kinds of intervals and analyses."""

from typing import Protocol

RATIOS = frozenset({"RR", "OR", "HR", "IRR", "ROM"})
"""No effect is 1; intervals are symmetric on the logarithmic scale."""

DIFFERENCES = frozenset({"RD", "MD", "SMD", "IRD"})
"""No effect is 0; intervals are symmetric as printed."""

COMPARING = RATIOS | DIFFERENCES
"""Measures that compare two groups. The others are of one group, or print no effect."""

OF_MEANS = frozenset({"MD", "SMD", "ROM"})
"""Measures that compare means."""

RATIO_OF = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate", "ROM": "mean"}
"""What a ratio is a ratio of."""

NEGATED_WHEN_REVERSED = {"arms_swapped": COMPARING, "opposite_event": frozenset({"OR", "RD", "MD", "SMD"})}
"""By orientation, the measures for which reversing a number only changes its sign, on their symmetric scale.

Of means the opposite event is a scale that runs the other way, as one of ill health does where the outcome is health:
Cochrane Handbook, chapter 6, https://training.cochrane.org/handbook/current/chapter-06."""

REVERSED = frozenset({"arms_swapped", "opposite_event"})
"""Orientations of a reversed number: below the null means more with the intervention."""

OFTEN_ASYMMETRIC = frozenset({"exact", "profile", "bootstrap", "credible"})
"""Kinds of intervals whose middle is often not the estimate."""

WITHOUT_P_VALUE = frozenset({"prediction", "one_sided"})
"""Kinds of intervals that give no p-value: a prediction interval is about the next study, the other has one limit."""

NORMAL = frozenset({"", "wald"})
"""Kinds of intervals whose width is a multiple of the standard error, so that they can be rescaled."""

T_OF_STUDIES = "random_hksj"
"""The model whose intervals are made with quantiles of t, by the number of studies: Hartung and Knapp's."""

PRIMARY = frozenset({"", "primary"})
"""The primary analysis; blank if it is not recorded."""

PARTIAL = frozenset({"subgroup", "sensitivity", "post_hoc"})
"""Analyses of only a part of the people, or with another method."""

ESTIMATE_AND_LIMITS = ("estimate", "ci_low", "ci_high")
"""The columns of an estimate and the limits of its interval."""


class Row(Protocol):
    """A record that gives its cells by column."""

    def __getitem__(self, column: str, /) -> str:
        """A cell."""
