"""The number that a claim itself states, and whether a source's number fits it."""

from typing import Literal, NamedTuple

from claimpack.evidence.directions import SUPPORTED_BY
from claimpack.evidence.printed import SLACK, Range, rounding_range
from claimpack.package.table import Record

STATED = ("stated_measure", "stated_value", "stated_low", "stated_high", "stated_control_value")
"""The columns with the number that a claim states."""

OF_PEOPLE = ("percent", "one_in", "proportion", "count")
"""Forms that say how many people had the outcome."""

RELATIVE = ("fold", "percent_change")
"""Forms that compare two groups without naming a measure."""

Fit = Literal["fits", "nearly", "misses"]
"""``nearly``: the difference is that of a number that people round when they report it."""

_EACH_FIVE = 2.5
_FEW_PER_CENT = 20
_THIRDS = ("33", "66", "67")
_TEN = 10
_MOST_GROUPED = 20


class Stated(NamedTuple):
    """The number of a claim: a value, or a range that may have only one end."""

    measure: str
    value: str
    low: str
    high: str
    control: str
    """The value for the comparator."""
    direction: str
    """The claim's effect_direction, which says whether the number means fewer or more."""

    @property
    def is_a_range(self) -> bool:
        """Whether it has one or two ends and no value."""
        return not self.value and bool(self.low or self.high)

    @property
    def is_so_many_times_lower(self) -> bool:
        """Whether 5 means a fifth."""
        numbers = [float(number) for number in (self.value, self.low, self.high) if number]
        return self.measure == "fold" and self.direction == "decreased" and max(numbers, default=0.0) >= 1

    @property
    def column(self) -> str:
        """The column to report: for a range, the end that is most often wrong."""
        return "stated_value" if self.value else "stated_high" if self.high else "stated_low"

    @property
    def words(self) -> str:
        """The number as people say it: ``3.7-fold``, ``up to 10 %``, ``1 in 1,000``, ``OR 2.45``."""
        if self.value:
            return self.said(self.value)
        if self.low and self.high:
            return f"{self.said(self.low)} to {self.said(self.high)}"
        return f"up to {self.said(self.high)}" if self.high else f"at least {self.said(self.low)}"

    def said(self, number: str) -> str:
        """One number in the form of the claim."""
        plain = f"{int(number):,}" if number.isdigit() and len(number) <= _MOST_GROUPED else number
        forms = {
            "percent": f"{number} %",
            "percent_change": f"{number} % {SUPPORTED_BY.get(self.direction, 'difference')}",
            "one_in": f"1 in {plain}",
            "count": f"{plain} people",
            "fold": f"{number} times lower" if self.is_so_many_times_lower else f"{number}-fold",
        }
        return forms.get(self.measure, f"{self.measure} {number}")


def stated_by(claim: Record) -> Stated | None:
    """The number that a claim states; None if it has no form or no number."""
    stated = Stated(*(claim[column] for column in (*STATED, "effect_direction")))
    return stated if stated.measure and any(stated[1:-1]) else None


def fit_of(stated: Stated, number: Range) -> Fit:
    """Whether a source's number, in the form of the claim, fits the claim's value or range.

    Both are ranges of values before rounding. A number fits a range if it lies within it.
    """
    return _fit_of_range(stated, number) if stated.is_a_range else fit_of_value(stated.measure, stated.value, number)


def fit_of_value(measure: str, value: str, number: Range) -> Fit:
    """Whether a source's number fits a single value."""
    fine = rounding_range(value)
    if fine is None:
        return "fits"
    coarse = fine
    if measure == "one_in":
        fine, coarse = _one_in(value)
    elif measure == "count":
        coarse = _to_digits(value, 1)
    elif _is_rounded_to_fives(measure, value):
        coarse = Range(float(value) - _EACH_FIVE, float(value) + _EACH_FIVE)
    number = Range(number.least - SLACK, number.most + SLACK)
    if fine.meets(number):
        return "fits"
    return "nearly" if coarse.meets(number) else "misses"


def _is_rounded_to_fives(measure: str, value: str) -> bool:
    """Whether it is a rounded number, as 80 % for 78 %, or a third for 31 %.

    For shares of people this applies only from 20 % on.
    """
    if measure not in ("percent", "percent_change") or "." in value:
        return False
    is_of_fives = float(value) % 5 == 0 and (measure == "percent_change" or float(value) >= _FEW_PER_CENT)
    return is_of_fives or value in _THIRDS


def _fit_of_range(stated: Stated, number: Range) -> Fit:
    low, high = stated.low, stated.high
    if stated.measure == "one_in":  # up to 1 in 100 means 1 in 100 or more people
        low, high = high, low
        if low and high and float(low) > float(high):
            low, high = high, low
    least, most = rounding_range(low), rounding_range(high)
    if (most is not None and number.least > most.most) or (least is not None and number.most < least.least):
        return "misses"
    return "fits"


def _one_in(value: str) -> tuple[Range, Range]:
    """What "1 in 1,000" may mean: rounded to two digits, and rounded to one digit, of the number or of the rate."""
    fine, of_the_number = _to_digits(value, 2), _to_digits(value, 1)
    share = 1 / float(value) if float(value) > 0 else 0.0
    digits = f"{share:.0e}"
    half = 0.5 * _TEN ** int(digits.partition("e")[2])
    if fine == of_the_number or share <= half:
        return fine, of_the_number
    return fine, Range(max(1 / (share + half), of_the_number.least), min(1 / (share - half), of_the_number.most))


def _to_digits(value: str, digits: int) -> Range:
    """The range of a whole number if its last zeros come from rounding to this many digits or more."""
    whole, _, decimals = value.partition(".")
    plain = whole.lstrip("+-0")
    zeros = 0 if decimals else min(len(plain) - len(plain.rstrip("0")), max(len(plain) - digits, 0))
    half = float(f"5e{zeros - len(decimals) - 1}")
    return Range(float(value) - half, float(value) + half)
