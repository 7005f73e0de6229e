"""Effect measures: what means no effect, and on which scale an interval is symmetric."""

from __future__ import annotations

RATIOS = frozenset({"RR", "OR", "HR", "IRR", "ROM"})
"""No effect is 1; intervals are symmetric on the logarithmic scale."""

DIFFERENCES = frozenset({"RD", "MD", "SMD", "IRD"})
"""No effect is 0; intervals are symmetric as printed."""

COMPARING = RATIOS | DIFFERENCES
"""Measures that compare two groups and have a null value; the others are of one group, or print no effect."""
