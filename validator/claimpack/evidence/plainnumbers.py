"""Writes computed numbers with as many digits as those printed beside them, and never with an exponent."""

import math
from decimal import Decimal

from claimpack.evidence.printed import Range

_UNPRINTED = 1e-12
"""p-values below this are not written in digits."""

_SMALL, _SMALLEST = 0.0001, 0.000001
"""Nobody prints p-values below the first; below the second their size has no meaning."""

_MOST_DIGITS = 6


def plain(value: float, *beside: str, more: int = 0) -> str:
    """A computed number with as many decimals as the numbers beside it, or as three significant digits need.

    >>> plain(205600.0, "205618"), plain(1.04785, "1.06", "0.90"), plain(0.00166), plain(0.03, "0.00", "0.06")
    ('205600', '1.05', '0.00166', '0.03')

    Args:
        value: the number.
        beside: plain decimal numbers.
        more: how many decimals to add.
    """
    fewest = max((len(cell.partition(".")[2]) for cell in beside), default=0) + more
    decimals = fewest
    if value and math.isfinite(value):
        decimals = max(fewest, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    while decimals > fewest and text.endswith("0"):
        text, decimals = text[:-1].removesuffix("."), decimals - 1
    return text if Decimal(text) else text.removeprefix("-")


def p_in_words(implied: Range, printed: Range) -> str:
    """A range of p-values, with enough digits to tell its ends from each other and from the printed p-value.

    >>> p_in_words(Range(0.8071, 0.901), Range(0.795, 0.805))
    'p between 0.81 and 0.9'
    >>> p_in_words(Range(3e-28, 2e-8), Range(0.025, 0.035))
    'p below 0.0001'
    """
    if implied.most < _UNPRINTED or implied.most < _SMALL < printed.least:
        return f"p below {_SMALL:.4f}"
    if implied.least < _SMALLEST and implied.most < printed.least:
        implied = Range(0.0, implied.most)
    for digits in range(1, _MOST_DIGITS + 1):
        least, most = (_with_digits(end, digits) for end in implied)
        meets = float(least) <= printed.most and printed.least <= float(most)
        if least != most and (not meets or digits == _MOST_DIGITS):
            return f"p between {least} and {most}" if implied.least else f"p below {most}"
    return f"p = {_with_digits(implied.least, 2)}"


def _with_digits(p_value: float, digits: int) -> str:
    """A p-value with a number of significant digits and no exponent."""
    return format(Decimal(f"{p_value:.{digits}g}"), "f")
