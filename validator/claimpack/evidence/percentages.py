"""Proportions and risk differences in per cent: ``unit`` says so, and the digits are kept as printed."""

from claimpack.evidence.measures import ESTIMATE_AND_LIMITS, Row
from claimpack.evidence.sourcenumbers import shifted

SHARES = frozenset({"proportion", "RD"})
"""Measures in fractions of 1, or in per cent if their unit says so."""

PER_CENT = "%"
"""What ``unit`` says of a proportion or risk difference in per cent."""

_WRITTEN = frozenset({PER_CENT, "percent", "per cent", "percentage point", "percentage points"})


def is_in_per_cent(estimate: Row) -> bool:
    """Whether the estimate and its limits are in per cent, not fractions of 1."""
    return estimate["measure"] in SHARES and estimate["unit"].strip().casefold() in _WRITTEN


def fraction_of(estimate: Row, column: str) -> str:
    """The cell of a number; if it is in per cent, as a fraction of 1 with the same digits: ``12.5`` is ``0.125``."""
    cell = estimate[column]
    return shifted(cell) if cell and column in ESTIMATE_AND_LIMITS and is_in_per_cent(estimate) else cell


def unit_sign(estimate: Row) -> str:
    """What to write after its numbers: `` %`` if they are in per cent."""
    return f" {PER_CENT}" if is_in_per_cent(estimate) else ""


def as_fraction(estimate: Row) -> Row:
    """The estimate with numbers in per cent converted to fractions of 1."""
    return _AsFraction(estimate) if is_in_per_cent(estimate) else estimate


class _AsFraction:
    def __init__(self, estimate: Row) -> None:
        self._estimate = estimate

    def __getitem__(self, column: str, /) -> str:
        return fraction_of(self._estimate, column)
