"""Guesses what an impossible number was meant to be, if a single typing error explains it.

The errors are those that people make when they copy numbers: two neighbouring digits exchanged, a minus lost or added,
the decimal point shifted by one place, a digit lost. The method is Claimpack's own.
"""

from collections.abc import Iterator
from typing import NamedTuple

from claimpack.evidence.measures import COMPARING, ESTIMATE_AND_LIMITS, RATIOS, Row
from claimpack.evidence.printed import PRINTED, Printed, printed_numbers
from claimpack.evidence.significance import fits_its_interval, fits_its_p

EXCHANGED = "its digits exchanged"
"""The typing error in which two neighbouring digits change places."""

_NAMES = {"ci_low": "the lower limit", "ci_high": "the upper limit"}


class Reading(NamedTuple):
    """A correction of one number with which the three numbers fit."""

    column: str
    value: str
    keystroke: str
    scale: str
    """On which scale the estimate is then the middle of its interval."""

    @property
    def in_words(self) -> str:
        """For the estimate: ``read as 0.81, its digits exchanged, it would be in the middle of its interval``."""
        if self.column == "estimate":
            return f"read as {self.value}, {self.keystroke}, it would be in the middle of its interval{self.scale}"
        limit = _NAMES[self.column]
        return f"with {limit} read as {self.value}, {self.keystroke}, it would be in the middle{self.scale}"


def likely_reading(estimate: Row) -> Reading | None:
    """The only correction of one typing error that puts the estimate in the middle of its interval, else None.

    Corrections that keep all digits (exchanged, another sign, a shifted point) come before a lost digit. If several are
    left, the p-value decides.
    """
    if estimate["measure"] not in COMPARING or not all(estimate[column] for column in ESTIMATE_AND_LIMITS):
        return None
    for candidates in (keystrokes, _one_digit_more):
        fitting = [
            (reading, numbers)
            for column in ESTIMATE_AND_LIMITS
            for value, keystroke in candidates(estimate[column])
            if _decimals(value) <= max(_decimals(estimate[other]) for other in ESTIMATE_AND_LIMITS if other != column)
            if (numbers := _read_with(estimate, column, value)) is not None
            for reading in [Reading(column, value, keystroke, _scale(estimate))]
        ]
        if len(fitting) > 1:
            fitting = [(reading, numbers) for reading, numbers in fitting if fits_its_p(estimate, numbers)]
        if len(fitting) == 1:
            return fitting[0][0]
        if fitting:
            return None
    return None


def _read_with(estimate: Row, column: str, value: str) -> Printed | None:
    """The numbers with one of them corrected, if they then fit."""
    cells = {name: estimate[name] for name in PRINTED} | {column: value}
    numbers = printed_numbers(cells)
    if numbers.contradictory or numbers.may_be_zero or not fits_its_interval(numbers):
        return None
    return numbers if float(cells["ci_low"]) < float(cells["ci_high"]) else None


def _scale(estimate: Row) -> str:
    return " on the logarithmic scale" if estimate["measure"] in RATIOS else ""


def keystrokes(printed: str) -> Iterator[tuple[str, str]]:
    """What a number may have been before two digits changed places, its sign was lost or its point was shifted.

    Each with the typing error in words: ``its digits exchanged``.
    """
    sign, digits, decimals = _parts(printed)
    seen = {printed}
    for place in range(len(digits) - 1):
        exchanged = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        value = _number(sign, exchanged, decimals)
        if value not in seen:
            seen.add(value)
            yield value, EXCHANGED
    if digits.strip("0"):
        if sign:
            yield _number("", digits, decimals), "without its minus"
        else:
            yield _number("-", digits, decimals), "with a minus"
        yield _number(sign, digits, decimals + 1), "its point shifted"
        if decimals:
            yield _number(sign, digits, decimals - 1), "its point shifted"


def _one_digit_more(printed: str) -> Iterator[tuple[str, str]]:
    """What a number may have been before it lost a digit, other than the last decimal."""
    sign, digits, decimals = _parts(printed)
    whole = len(digits) - decimals
    seen = {printed}
    for place in range(len(digits) + (not decimals)):
        for digit in "0123456789":
            more = digits[:place] + digit + digits[place:]
            for after in {decimals + (place > whole), decimals + (place >= whole)}:
                value = _number(sign, more, after)
                if value not in seen and float(value) != float(printed):
                    seen.add(value)
                    yield value, "a digit added"


def _decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


def _parts(printed: str) -> tuple[str, str, int]:
    """The sign, the digits without the point, and how many of them are decimals."""
    sign = "-" if printed.startswith("-") else ""
    whole, _, decimals = printed.lstrip("+-").partition(".")
    return sign, whole + decimals, len(decimals)


def _number(sign: str, digits: str, decimals: int) -> str:
    digits = digits.rjust(decimals + 1, "0")
    whole = digits[: len(digits) - decimals].lstrip("0") or "0"
    return sign + whole + (f".{digits[len(digits) - decimals :]}" if decimals else "")
