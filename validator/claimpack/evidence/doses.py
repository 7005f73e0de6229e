"""Compares doses: the same dose can be spelled in many ways."""

import re
from decimal import Decimal
from functools import lru_cache

from claimpack.evidence.lookalikes import folded

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_KEPT = 65_536

_NUMBER = r"\d+(?:\.\d+)?"
_WORDS = {
    **dict.fromkeys(("gram", "grams", "gm", "gms"), "g"),
    **dict.fromkeys(("milligram", "milligrams", "mgs"), "mg"),
    **dict.fromkeys(("microgram", "micrograms", "mcg", "ug", "μg"), "µg"),
    **dict.fromkeys(("nanogram", "nanograms"), "ng"),
    **dict.fromkeys(("kilogram", "kilograms", "kgs"), "kg"),
    **dict.fromkeys(("litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("millilitre", "millilitres", "milliliter", "milliliters", "cc"), "ml"),
    **dict.fromkeys(("unit", "units", "u", "international unit", "international units", "ui"), "iu"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), "h"),
    **dict.fromkeys(("days", "d"), "day"),
    **dict.fromkeys(("weeks", "wk"), "week"),
    **dict.fromkeys(("months", "mo"), "month"),
    "cell": "cells",
}
_OFTEN = {"daily": "/day", "weekly": "/week", "monthly": "/month"}
_IN_MG_OR_ML = {
    "g": ("mg", Decimal(1000)),
    "µg": ("mg", Decimal("0.001")),
    "ng": ("mg", Decimal("0.000001")),
    "l": ("ml", Decimal(1000)),
}
_LARGE = {"thousand": 3, "million": 6, "millions": 6, "billion": 9}


@lru_cache(maxsize=_KEPT)
def same_dose(dose: str) -> str:
    """One spelling for all spellings of a dose: only capitals, spaces, the form of numbers and units differ.

    >>> same_dose("0.5 g a day") == same_dose("500mg daily"), same_dose("20 mg") == same_dose("20 mg/kg")
    (True, False)
    """
    if not dose:
        return ""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda raised: f"^{raised[0].translate(_RAISED)}", dose)
    text = folded(text).replace("\N{GREEK SMALL LETTER MU}", "µ")
    text = re.sub(r"(?<![\d.,])[1-9]\d{0,2}(?:[, ]\d{3})+(?!\d)", lambda many: re.sub("[, ]", "", many[0]), text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(rf"({_NUMBER}) ?(thousand|millions?|billion)\b", lambda many: _plain(many[1], _LARGE[many[2]]), text)
    text = re.sub(rf"({_NUMBER})e\+?(\d\d?)\b", lambda many: _plain(many[1], int(many[2])), text)
    power = rf"(?<![\d.])(?:({_NUMBER}) ?[x×*·] ?)?10 ?(?:\^ ?|\((?=\d\d?\)))\+?(\d\d?)\)?"
    text = re.sub(power, lambda many: _plain(many[1] or "1", int(many[2])), text)
    text = re.sub(r"(?:of )?\b(?:body ?weight|bw)\b", "", text)
    text = re.sub(r"\b(?:international units?|[^\W\d_]+)\b", lambda word: _WORDS.get(word[0], word[0]), text)
    text = re.sub(r"\b(kg|day|h|ml|week|month) ?\^?-1\b", r"/\1", text)
    text = re.sub(r"\b(?:per|each|every|an?)\b ", "/", text)
    text = re.sub(r"\b(?:daily|weekly|monthly)\b", lambda often: _OFTEN[often[0]], text)
    text = re.sub(r"\bonce ?/", "/", text)
    text = re.sub(rf"({_NUMBER}) ?(g|µg|ng|l)\b", lambda amount: _in_mg_or_ml(amount[1], amount[2]), text)
    text = re.sub(_NUMBER, lambda number: _plain(number[0], 0), text)
    return "".join(text.split())


def _plain(number: str, power: int) -> str:
    """A number times a power of ten, without zeros at its end."""
    found = f"{Decimal(number).scaleb(power):f}"
    return found.rstrip("0").rstrip(".") if "." in found else found


def _in_mg_or_ml(number: str, unit: str) -> str:
    smaller, times = _IN_MG_OR_ML[unit]
    return f"{_plain(str(Decimal(number) * times), 0)} {smaller}"
