"""Reads whole numbers in running text: in digits, with a scale (``1.2 million``), and in words."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache, lru_cache

from claimpack.package.citationforms import level_digits
from claimpack.package.citations import without_marks

_NUMBER = re.compile(
    r"(?<!\d)\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)|(?<!\d)\d{1,3}(?:[,.'’，٬\s]\d{3})+(?!\d)|(?<!\d)(?<!\d[.,])\d+"
)
_LONGEST_NUMBER = 40
"""No number of a claim has more digits, even with leading zeros."""
_LAST_IN_AMHARIC = 1_000_000
"""num2words does not finish with larger numbers in Amharic."""
_NUMBERS_OF_ONE_WORD = (*range(21), *range(30, 100, 10), 100, 1_000, 1_000_000)
_SMALL = range(2, 100)

_SCALES = {
    12: "dozen dozens dutzend douzaine douzaines docena docenas dozzina dussin dozijn",
    100: "hundred hundert cents",
    1_000: "thousand thousands k tausend tsd mille mil mila tusen duizend tusinde thsd tys tysiąc"
    " tysiące tysięcy tisíc tisíce tuhat tuhatta bin ezer mii ribu nghìn тыс тысяч тысячи"
    " тысяча тис тисяч χιλιάδες ألف آلاف हज़ार हजार พัน",
    10_000: "หมื่น",
    100_000: "lakh lakhs lac lacs लाख แสน",
    1_000_000: "million millions mn mio millionen mill millones millón milhões milhão milioni milione miljoner miljon"
    " miljoen millioner milliona mln milion miliony milionów milionu milionů miljoona miljoonaa milyon millió miliona"
    " milioane juta triệu млн миллион миллиона миллионов мільйон мільйони мільйонів εκατομμύρια εκατομμύριο مليون"
    " ملايين ล้าน",
    10_000_000: "crore crores करोड़",
    1_000_000_000: "billion billions bn milliarde milliarden mrd milliard milliards miliardi miljard miljarder miliard"
    " miliardy miliardów milyar млрд",
}
_SCALE_OF = {word: scale for scale, words in _SCALES.items() for word in words.split()}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_IN_DIGITS = r"(?:\d{1,15}(?:[.,٫]\d{1,9}){0,4}(?:\s?[½¼¾])?|[½¼¾])"
_SCALED = re.compile(
    rf"(?<![\d.,])(?P<first>{_IN_DIGITS})(?:\s?(?:[-–—]|to|bis|and|or|und|oder|à|a|y|e|och|till)\s?(?P<second>{_IN_DIGITS}))?"
    rf"[\s-]?(?P<scale>{'|'.join(sorted(map(re.escape, _SCALE_OF), key=len, reverse=True))}|M)(?![^\W\d_])",
    re.IGNORECASE,
)
_HALVES = frozenset(
    "half halbe halben halber halves demi medio media meio meia mezzo metà halv en-halv pół půl puoli yarım fél".split()  # noqa: SIM905
)
_AND_A_HALF = frozenset(
    {("et", "demi"), ("y", "medio"), ("e", "meio"), ("e", "mezzo"), ("a", "half"), ("i", "pół"), ("a", "půl")}
)
"""Behind a scale: ``un million et demi``, ``a million and a half``."""
_ONES = frozenset("a an one ein eine einer einem einen un une una uno en ett een um uma 1".split())  # noqa: SIM905
_ONE_AND_A_HALF = frozenset(
    {"anderthalb", "eineinhalb", "anderthalbe", "anderhalf", "halvanden", "halvannen", "półtora"}
)
_THAI_PLACES = frozenset({"สิบ", "ยี่สิบ", "เอ็ด", "ร้อย", "พัน", "หมื่น", "แสน", "ล้าน"})
_HUNDRED_OF = {"de": "hundert", "nl": "honderd"}
"""Languages in one word of which 1,200 may be twelve hundred."""
_AT_PUNCTUATION = re.compile(r"[,.;:!?()](?!\d)")
_ONE_OF = {"en": "one", "de": "ein", "sv": "ett", "da": "et", "no": "ett", "nl": "een"}

_EAST_ASIAN_DIGITS = {**dict(zip("〇一二三四五六七八九", range(10), strict=True)), "零": 0, "兩": 2, "两": 2, "○": 0}
_EAST_ASIAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "백": 100, "천": 1_000}
_EAST_ASIAN_MYRIADS = {"万": 10_000, "萬": 10_000, "億": 10**8, "亿": 10**8, "만": 10_000, "억": 10**8}
_EAST_ASIAN_SCALES = {*_EAST_ASIAN_UNITS, *_EAST_ASIAN_MYRIADS}
_ANY_UNIT = "".join([*_EAST_ASIAN_UNITS, *_EAST_ASIAN_MYRIADS])
_EAST_ASIAN = re.compile(
    rf"(?:\d{{1,9}}(?:[.,]\d{{1,6}})?(?=[{_ANY_UNIT}])|[{''.join(_EAST_ASIAN_DIGITS)}{_ANY_UNIT}]"
    r"|(?<=[万萬億亿千])\d{1,8}(?![\d.,])){2,30}"
)
_EAST_ASIAN_PART = re.compile(r"\d+(?:[.,]\d+)?|.")


def stated_numbers(text: str, wanted: AbstractSet[int], language: str | None) -> set[int]:
    """Which of the wanted numbers a text states.

    Citations do not count. A space may separate thousands or two numbers, so both are tried.

    Args:
        text: the text.
        wanted: the numbers that are looked for.
        language: the text's language as a BCP 47 tag, for its number words; None reads only digits and scales.

    >>> sorted(stated_numbers("Of 1.2 million, 12 thousand had half a dozen.1", {6, 12_000, 1_200_000, 1}, "en"))
    [6, 12000, 1200000]
    """
    plain = level_digits(without_marks(text))
    found = set(wanted) & set(_in_digits(plain))
    if found != wanted:
        found |= wanted & set(_east_asian(plain))
    absent = wanted - found
    if absent:
        found |= wanted & set(_words_with_scales(plain, language))
    absent = wanted - found
    return found | _standing_in_words(absent, plain, language) if absent and language else found


def _in_digits(text: str) -> Iterator[int]:
    taken: list[tuple[int, int]] = []
    for match in _SCALED.finditer(text):
        if match["scale"] in ("m", "K") and text[match.start("scale") - 1].isspace():
            continue  # metres, kelvin
        scale = _SCALE_OF.get(match["scale"].casefold(), 1_000_000)
        if match["scale"] != "m":  # 12m may be months or metres as well
            taken.append(match.span())
        for digits in (match["first"], match["second"]):
            if digits:
                yield from _times(digits, scale)
    place = 0
    for match in _NUMBER.finditer(text):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if text[match.end() : match.end() + 1] in _EAST_ASIAN_SCALES:
            continue
        if place == len(taken) or match.end() <= taken[place][0] or match.end() > taken[place][1]:
            yield from _readings(match[0])


def _times(digits: str, scale: int) -> Iterator[int]:
    """The values of digits before a scale; a point or comma is a decimal sign or separates thousands."""
    fraction = Decimal(_FRACTIONS.get(digits[-1], "0"))
    digits = (digits[:-1].strip() or "0") if fraction else digits
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        yield int(re.sub(r"\D", "", digits)) * scale
    if re.fullmatch(r"\d+(?:[.,٫]\d+)?", digits):
        value = (Decimal(re.sub("[,٫]", ".", digits)) + fraction) * scale
        if value == int(value):
            yield int(value)


@lru_cache(maxsize=10_000)
def _readings(digits: str) -> frozenset[int]:
    """The numbers that digits may mean; a space may separate thousands or two numbers."""
    whole = [] if digits[0] == "0" and len(digits) > 1 else [digits]
    parts = re.split(r"[\s，]", digits)
    if len(parts) == 1 or any(part.startswith("0") for part in parts[1:]):
        parts = []
    plain = (re.sub(r"\D", "", reading) for reading in whole + parts)
    return frozenset(int(reading) for reading in plain if len(reading) <= _LONGEST_NUMBER)


def _east_asian(text: str) -> Iterator[int]:
    """The numbers in Chinese and Japanese numerals: 六十二, 12万, 1万2千."""
    for match in _EAST_ASIAN.finditer(text):
        value = _east_asian_value(_EAST_ASIAN_PART.findall(match[0]))
        if value is not None and value == int(value):
            yield int(value)


def _east_asian_value(parts: Iterable[str]) -> Decimal | None:
    total = section = Decimal(0)
    digit: Decimal | None = None
    for part in parts:
        if part in _EAST_ASIAN_UNITS:
            section += (Decimal(1) if digit is None else digit) * _EAST_ASIAN_UNITS[part]
            digit = None
        elif part in _EAST_ASIAN_MYRIADS:
            total += (section + (digit or 0) or Decimal(1)) * _EAST_ASIAN_MYRIADS[part]
            section, digit = Decimal(0), None
        elif part in _EAST_ASIAN_DIGITS:
            digit = _EAST_ASIAN_DIGITS[part] + (digit * 10 if digit is not None else Decimal(0))
        elif part[0].isdecimal():
            digit = Decimal(part.replace(",", "."))
        else:
            return None
    return total + section + (digit or 0)


def _words_with_scales(text: str, language: str | None) -> Iterator[int]:
    """The numbers of words before a scale: "half a million", "three dozen", "zweieinhalb Millionen"."""
    small, known = _small_numbers(language), _number_words(language) if language else frozenset()
    for words in map(_words, _AT_PUNCTUATION.split(text)):
        for place in (place for place, word in enumerate(words) if word in _SCALE_OF):
            is_more = tuple(words[place + 1 : place + 3]) in _AND_A_HALF
            follows = words[place + 1] if place + 1 < len(words) else ""
            if follows in known and follows not in _ONES and not is_more:
                continue  # a part of a longer number
            times = _multiplier(words[max(place - 5, 0) : place], small)
            if times is not None:
                value = (times + (Decimal("0.5") if is_more else 0)) * _SCALE_OF[words[place]]
                if value % 1 == 0:
                    yield int(value)


def _multiplier(before: list[str], small: dict[str, int]) -> Decimal | None:
    if not before:
        return None
    half = Decimal("0.5")
    last = before[-1]
    beyond = before[-2] if len(before) > 1 else ""
    if last in _ONE_AND_A_HALF:
        return Decimal("1.5")
    if last.endswith("einhalb") and last.removesuffix("einhalb") in small:
        return small[last.removesuffix("einhalb")] + half
    if last in _ONES and beyond in _HALVES:
        return half  # half a million
    if last in _HALVES:
        whole = before[-3] if beyond in _ONES and len(before) > 2 else ""  # noqa: PLR2004
        return (1 if whole == "one" else small.get(whole, 0)) + half  # two and a half million
    if last in _ONES and before[-4:-1] == ["three", "quarters", "of"]:
        return Decimal("0.75")
    if last in _ONES:
        return Decimal("0.25") if before[-3:-1] == ["quarter", "of"] else Decimal(1)
    return Decimal(small[last]) if last in small else None


@cache
def _small_numbers(language: str | None) -> dict[str, int]:
    """The numbers from 2 to 99 that are one word of the language."""
    spelled = ((number, _in_words(number, language)) for number in _SMALL) if language else ()
    return {words[0]: number for number, words in spelled if len(words) == 1}


def _standing_in_words(wanted: AbstractSet[int], text: str, language: str) -> set[int]:
    """Which of the wanted numbers the text has in words that are not part of another number."""
    known = _number_words(language)
    if not known:
        return set()
    if language.startswith("th"):
        return _within_a_line(wanted, text, language, known)
    numbers: dict[int, dict[tuple[str, ...], set[int]]] = {}
    for number in wanted:
        for words in _ways(number, language):
            numbers.setdefault(len(words), {}).setdefault(words, set()).add(number)
    numbers.pop(0, None)
    here = _words(text)
    first = {words[0] for spelled in numbers.values() for words in spelled}
    places = [at for at, word in enumerate(here) if word in first]
    found: set[int] = set()
    for length, spelled in numbers.items():
        for at in places:
            meant = spelled.get(tuple(here[at : at + length]))
            around = {*here[max(at - 1, 0) : at], *here[at + length : at + length + 1]}
            if meant and known.isdisjoint(around) and _SCALE_OF.keys().isdisjoint(here[at + length : at + length + 1]):
                found |= meant
    return found


def _within_a_line(wanted: AbstractSet[int], text: str, language: str, known: AbstractSet[str]) -> set[int]:
    """The same in a language that puts no spaces between words."""
    parts = "|".join(sorted(map(re.escape, known | _THAI_PLACES), key=len, reverse=True))
    runs = {match[0] for match in re.finditer(rf"(?:{parts})+", text)}
    return {number for number in wanted if "".join(_in_words(number, language)) in runs}


def _ways(number: int, language: str) -> Iterator[tuple[str, ...]]:
    """The words of a number; also without the "one" before a hundred, or with "a" instead."""
    words = _in_words(number, language)
    yield words
    code = language.split("-", maxsplit=1)[0]
    if code in _HUNDRED_OF and 1000 < number < 10_000 and number % 100 == 0:  # noqa: PLR2004
        yield ("".join(_in_words(number // 100, language)) + _HUNDRED_OF[code],)
    one = _ONE_OF.get(code)
    if one and len(words) > 1 and words[0] == one:
        yield ("a", *words[1:])
    elif one and words and words[0].startswith(one) and len(words[0]) > 2 * len(one) and number >= 100:  # noqa: PLR2004
        yield (words[0].removeprefix(one), *words[1:])


@cache
def _number_words(language: str) -> frozenset[str]:
    spelled = [_in_words(value, language) for value in _NUMBERS_OF_ONE_WORD]
    return frozenset(word for words in spelled for word in words) if all(spelled) else frozenset()


@cache
def _in_words(number: int, language: str) -> tuple[str, ...]:
    if language.startswith("am") and number > _LAST_IN_AMHARIC:
        return ()
    from num2words import num2words  # noqa: PLC0415 - only a passage without the digits needs it

    try:
        return tuple(_words(num2words(number, lang=language.replace("-", "_"))))
    except Exception:  # noqa: BLE001 - num2words fails in many ways for languages and sizes that it does not know
        return ()


def _words(text: str) -> list[str]:
    """The words of a text in small letters, with their combining marks, without "and"."""
    return [word for word in _WORD.findall(text.casefold()) if word != "and"]


_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
