"""Reads from titles and notes what no column says: the design of a trial, and what a p-value tests."""

import re
from typing import Literal

from claimpack.evidence.measures import Row

Design = Literal["crossover", "parallel", ""]

_CROSSOVER = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bnot a )(?<!\bthan a )(?<!\bnon-)\bcross-?over"
    r"(?:,? (?!(?:to|from|was|were|is|are|at|after|before|of|in|into|during|between|for|by|with|and|or|the|this|allowed"
    r"|permitted|rates?|patients|participants)\b)[\w-]+){0,3}?,? (?:trial|study|design|RCT|comparison|experiment)\b"
    r"|(?:randomi[sz]ed|blind(?:ed)?|masked|controlled|label|way|period),? cross-?over(?=\s*(?:$|[.,;:)]))"
    r"|(?:^|[.;:(]\s?)cross-?over(?=\s*(?:$|[.,;:)]))",
    re.IGNORECASE,
)
"""``a crossover trial``, ``a randomised, two-way crossover``, or the word alone; not that people crossed over."""

_PARALLEL = re.compile(r"\bparallel[- ](?:groups?|arms?|design)\b", re.IGNORECASE)

_NON_INFERIORITY = re.compile(
    r"(?:\bp\b(?:(?!superior|\b(?:not?|after|before|once|when|if|since|because|although|while|but|and|or|designed|trial|study"
    r"|difference)\b)(?:[^.;]|\.\d)){0,60}?\bnon-? ?inferior(?:ity)?|\bnon-? ?inferiority (?:test|p\b(?:[- ]value)?))"
    r"(?:[\s,:(]{0,2}[<>=≤≥]{1,2}\s?[\d.]+)?",
    re.IGNORECASE,
)
_P_IN_A_NOTE = re.compile(r"[<>=≤≥]\s?(\d?\.\d+)")


def named_design(*texts: str) -> Design:
    """What a title or a note calls a trial."""
    if any(_PARALLEL.search(text) for text in texts):
        return "parallel"
    return "crossover" if any(_CROSSOVER.search(text) for text in texts) else ""


def p_against_no_effect(estimate: Row) -> str:
    """The cell of the p-value; blank if the note says that it, and not another one, is for non-inferiority.

    That is small if the effect is not worse than a margin, and says nothing of no effect.
    """
    p, note = estimate["p_value"], estimate["note"]
    if not p or not note:
        return p
    noted = (_P_IN_A_NOTE.findall(match[0]) for match in _NON_INFERIORITY.finditer(note))
    return "" if any(not values or float(p) in map(float, values) for values in noted) else p
