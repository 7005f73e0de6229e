"""What the kind of an interval says of how it may be judged, by the words of ``interval_kind``."""

LOPSIDED_BY_NATURE = frozenset({"exact", "profile", "bootstrap", "credible"})
"""The estimate need not be in their middle."""

DECIDE_NOTHING = frozenset({"prediction", "one_sided"})
"""No p-value can be computed from them: one is about the next study, the other has one limit."""

NORMAL = frozenset({"", "wald"})
"""They are as wide as a number of standard errors, so that they can be given at another level."""
