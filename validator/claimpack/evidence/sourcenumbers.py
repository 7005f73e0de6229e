"""Finds the numbers in a source's text: their digits in plain form, and their places."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2796\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_OTHERS = {"≦": "≤", "⩽": "≤", "≧": "≥", "⩾": "≥", "\u066b": ".", "\u066c": ",", "∼": "~", "’": "'"}
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **_OTHERS,
    }
)
_RAISED_DOT = re.compile(r"(?<=\d)[·•∙⋅‧･](?=\d)")
_COMMA_DECIMAL = re.compile(r"(?<![\d,.])(\d{1,3}),(\d{1,2})(?![\d,]|\.\d)")
_COMMA_FRACTION = re.compile(r"(?<![\d,.])(0),(\d{1,15})(?!\d|[.,]\d)")
_COMMA_PAIR = re.compile(
    r"([\[(]|(?:\b(?:CI|IC|KI|CrI)(?:\s?\(?9\d\s?%\)?)?|\b9\d\s?%)[\s:=,]{1,3})([-+]?\d{1,3}),(\d{1,2})(\s?(?:-|to|bis|a|;)\s?)"
    r"([-+]?\d{1,3}),(\d{1,2})(?!\d|[.,]\d)"
)
"""An interval with decimal commas, in a text that has points elsewhere."""
_COMMA_ESTIMATE = re.compile(
    r"((?:\ba?(?:OR|RR|HR|IRR|SMD|WMD|MD|RD)|ratio|difference)\)?[\s:=,]{1,3}(?:of |was )?)"
    r"([-+]?\d{1,3}),(\d{1,2})(?!\d|[.,]\d)"
)
"""The same for an estimate."""
_POINT_DECIMAL = re.compile(r"\d\.\d")

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d|,\d)(?:\.\d{1,12})?|\d{1,15}(?:\.\d{1,12})?(?!\d)|\.\d{1,12}(?!\d))"
"""A regular expression for a number as texts print it, without its sign, on text ``in_plain_signs``."""

_NUMBERS = re.compile(rf"(?<![\d])(?<!\d[.,]){NUMBER}")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,4}(?![\d.,]|\s?%)")


class PrintedNumber(NamedTuple):
    """A number of a text."""

    plain: str
    """Its printed digits as a plain decimal number: without commas, and with a 0 before the point."""
    start: int
    """Where its digits begin, in code points from the beginning of the text."""
    end: int
    """Where they end, half-open."""


def in_plain_signs(text: str) -> str:
    """The text with plain digits, points, dashes and spaces. Its length stays the same, and so do all places.

    If a text only has decimal commas, they become points.

    >>> in_plain_signs("aOR=2·99 [1·06–8·44]")
    'aOR=2.99 [1.06-8.44]'
    >>> in_plain_signs("RR 0,78 (0,65 to 0,94)")
    'RR 0.78 (0.65 to 0.94)'
    """
    text = text.translate(_SIGNS)
    if not text.isascii():
        digits = {ord(each): str(unicodedata.decimal(each)) for each in set(text) if each.isdecimal() and each > "\x7f"}
        text = _RAISED_DOT.sub(".", text.translate(digits))
    has_points = _POINT_DECIMAL.search(text)
    text = _COMMA_ESTIMATE.sub(r"\1\2.\3", _COMMA_PAIR.sub(r"\1\2.\3\4\5.\6", text))
    text = _COMMA_FRACTION.sub(r"\1.\2", text)
    return text if has_points else _COMMA_DECIMAL.sub(_with_point(text), text)


def _with_point(text: str) -> str:
    """The replacement for 1,5: a decimal if the text has more than one such number."""
    return r"\1.\2" if len(_COMMA_DECIMAL.findall(text)) > 1 or "0." in text else r"\g<0>"


def plain_number(printed: str) -> str:
    """A printed number as a plain decimal number with the same digits.

    >>> plain_number(".03"), plain_number("1,628"), plain_number("1.10"), plain_number("007")
    ('0.03', '1628', '1.10', '7')
    """
    whole, point, decimals = printed.replace(",", "").replace(" ", "").partition(".")
    return (whole.lstrip("0") or "0") + point + decimals


def shifted(plain: str, places: int = -2) -> str:
    """A plain decimal number times ten to the power ``places``, with the same digits.

    >>> shifted("12.5"), shifted("7"), shifted("-0.50"), shifted("0.125", 2), shifted("0.1", 2)
    ('0.125', '0.07', '-0.0050', '12.5', '10')
    """
    sign = "-" if plain.startswith("-") else ""
    whole, _, decimals = plain.removeprefix("-").partition(".")
    digits, point = whole + decimals, len(whole) + places
    if point <= 0:
        digits, point = "0" * (1 - point) + digits, 1
    if point > len(digits):
        digits += "0" * (point - len(digits))
    whole = digits[:point].lstrip("0") or "0"
    return sign + whole + ("." + digits[point:] if digits[point:] else "")


def numbers_in(plain_text: str) -> Iterator[PrintedNumber]:
    """Every number of a text ``in_plain_signs``, without its sign; also those with spaces between thousands."""
    for match in _NUMBERS.finditer(plain_text):
        yield PrintedNumber(plain_number(match[0]), match.start(), match.end())
    for match in _SPACED.finditer(plain_text):
        yield PrintedNumber(plain_number(match[0]), match.start(), match.end())
