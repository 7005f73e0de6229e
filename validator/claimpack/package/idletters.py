"""The letters that ids may have, and how a name in any script is written with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""The form of every id. It has no other letters, since ids are used in addresses, file names and commands, and since
letters of two scripts that look alike would make two records of one."""

_LONGEST = 40
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
"""Latin letters that Unicode does not decompose."""

_GREEK = {"θ": "th", "χ": "ch", "ψ": "ps"} | dict(zip("αβγδεζηικλμνξοπρστυφω", "abgdeziiklmnxoprstyfo", strict=True))
_CYRILLIC = (
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
    | {"є": "ie", "ђ": "dj", "љ": "lj", "њ": "nj", "џ": "dz"}
    | dict(zip("абвгдезийклмнопрстуфыэіґјћў", "abvgdeziiklmnoprstufyeigjcu", strict=True))
)
"""Close to the transliteration in passports (ICAO 9303), without accents."""

_LETTERS = str.maketrans(_LATIN | _GREEK | _CYRILLIC)
_LOOK_ALIKE = frozenset("АВСЕНІЈКМОРЅТХаеосрхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
"""Letters of other scripts that look like Latin ones."""


def id_part(name: str) -> str:
    """A name in the letters of ids; blank if none of its letters can be written so.

    >>> id_part("O'Connor"), id_part("Álvarez-Parra"), id_part("de la Fuente"), id_part("Łukasiewicz")
    ('oconnor', 'alvarez-parra', 'de-la-fuente', 'lukasiewicz')
    >>> id_part("Щербаков"), id_part("Παπαδόπουλος"), id_part("王"), id_part("2型糖尿病"), id_part("2021")
    ('shcherbakov', 'papadopoylos', '', '', '2021')
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in apart if not unicodedata.combining(each)).translate(_LETTERS)
    if not re.search("[a-z]", plain) and any(each.isalpha() for each in plain):
        return ""
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’`ʼ.]", "", plain))
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    return "-".join(parts)[:_LONGEST]


def concept_id(name: str, kind: str) -> str:
    """An id for a concept of that name; the name of its kind if none of its letters can be in an id.

    >>> concept_id("Eye strain", "outcome"), concept_id("Лихорадка", "outcome"), concept_id("发烧", "outcome")
    ('eye_strain', 'likhoradka', 'outcome')
    """
    return id_part(name).replace("-", "_") or kind


def free_id(wanted: str, taken: Container[str]) -> str:
    """The wanted id, with a number behind it if it is taken.

    >>> free_id("fever", {"fever", "fever_2"})
    'fever_3'
    """
    numbered = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
    return next(each for each in numbered if each.casefold() not in taken)


def in_other_letters(text: str) -> bool:
    """Whether a text would be an id if its letters of other alphabets were allowed.

    Not if all of these look like Latin letters: they may be typing mistakes.
    """
    others = {each for each in text if not each.isascii()}
    if not others or not all(each.isalpha() or unicodedata.combining(each) for each in others):
        return False
    return not others <= _LOOK_ALIKE and bool(ID.fullmatch("".join(each if each.isascii() else "a" for each in text)))
