"""Recognises texts that a spreadsheet would run as formulas."""

import re

_FORMULA = re.compile(r"\s*(?:[=@＝＠]|[+\-＋－](?![0-9]*\.?[0-9]+\s*$))(?s:.)")


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula.

    >>> runs_as_formula("=1+1"), runs_as_formula("-0.5")
    (True, False)
    """
    return _FORMULA.match(text) is not None
