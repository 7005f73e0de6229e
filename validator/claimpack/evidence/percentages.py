"""Proportions and risk differences that are printed in per cent: their digits stay, and ``unit`` says so."""

from claimpack.evidence.measures import ESTIMATE_AND_LIMITS, Row
from claimpack.evidence.sourcenumbers import shifted

SHARES = frozenset({"proportion", "RD"})
"""Measures that are fractions of 1, or by their unit per cent."""

PER_CENT = "%"
"""What ``unit`` says of a proportion or risk difference in per cent."""

_WRITTEN = frozenset({PER_CENT, "percent", "per cent", "percentage point", "percentage points"})


def is_in_per_cent(estimate: Row) -> bool:
    """Whether the estimate and its limits are a share in per cent, not a fraction of 1."""
    return estimate["measure"] in SHARES and estimate["unit"].strip().casefold() in _WRITTEN


def fraction_of(estimate: Row, column: str) -> str:
    """The cell of a number with the same digits, as a fraction of 1 where it is in per cent: ``12.5`` is ``0.125``."""
    cell = estimate[column]
    return shifted(cell) if cell and column in ESTIMATE_AND_LIMITS and is_in_per_cent(estimate) else cell


def unit_sign(estimate: Row) -> str:
    """What to write after its numbers: `` %`` where they are in per cent."""
    return f" {PER_CENT}" if is_in_per_cent(estimate) else ""


def as_fraction(estimate: Row) -> Row:
    """An estimate whose numbers are read as fractions of 1; any other is as it was."""
    return _AsFraction(estimate) if is_in_per_cent(estimate) else estimate


class _AsFraction:
    def __init__(self, estimate: Row) -> None:
        self._estimate = estimate

    def __getitem__(self, column: str, /) -> str:
        return fraction_of(self._estimate, column)
