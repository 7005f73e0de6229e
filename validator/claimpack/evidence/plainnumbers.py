"""How computed numbers are told: with digits like those printed beside them, and never with an exponent."""

from __future__ import annotations

import math
from decimal import Decimal


def plain(value: float, *beside: str) -> str:
    """A computed number with as many decimals as the numbers printed beside it, and at least three digits that count.

    >>> plain(205600.0, "205618"), plain(1.04785, "1.06", "0.90"), plain(0.00166)
    ('205600', '1.05', '0.00166')
    """
    decimals = max((len(cell.partition(".")[2]) for cell in beside), default=0)
    if value and math.isfinite(value):
        decimals = max(decimals, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if not Decimal(text) else text


def plain_p(p_value: float, digits: int) -> str:
    """A p-value with so many digits that count and no exponent."""
    return format(Decimal(f"{p_value:.{digits}g}"), "f")
