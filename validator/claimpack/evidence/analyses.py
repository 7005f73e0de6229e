"""What the kind of an analysis says of how far its result carries, by the words of ``analysis``."""

PRIMARY = frozenset({"", "primary"})
"""What a source reports first; blank where it is not recorded."""

PARTIAL = frozenset({"subgroup", "sensitivity", "post_hoc"})
"""Of a part of the people, or made to try out another analysis."""
