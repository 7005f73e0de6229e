"""Finds where the sentences of a line end, in any language; citation marks behind a stop belong to its sentence."""

from __future__ import annotations

import re

from claimpack.package.abbreviations import is_by_name, is_cut_short
from claimpack.package.citationforms import COUNTERS

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,30}"
_RAISED = r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒,]{1,30}|\^\d{1,3}|\s?<sup>[^<>]{1,60}</sup>"
_BRACKET = rf"[\[［【]\^?(?:{_NUMBERS}|[a-z](?:,\s?[a-z]){{0,5}})[\]］】]"
_PAGE = r"(?:\(pp?\.?\s?\d{1,5}(?:[–-]\d{1,5})?\))?"
"""The page behind a mark: ``rare.2(p5)``."""
_MARK = (
    rf"(?:(?:\s?{_BRACKET}){{1,5}}|\({_NUMBERS}\)|\d{{1,3}}{_PAGE}(?:[,–-]\s?\d{{1,3}}{_PAGE}){{0,30}}|{_RAISED}"
    r"|[*†‡§¶‖]{1,3})?"
)
_CLOSING = r"(?:[\"'”’“‘»«›‹)\]]|\s»)*"
STOP = r"(?:(?<!\d)\.|\.(?!\d)|[!?…])"  # a point between digits ends nothing
_APART = rf"(?:(?:\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}}){{0,30}}|{_BRACKET})(?=\s+[^\W\d_]))"
_END = re.compile(
    rf"(?P<stop>{STOP}){_CLOSING}(?P<mark>{_MARK}){_CLOSING}(?P<space>\s+)(?:(?P<apart>{_APART})\s+)?"
    r"(?=(?:[\"'“‘„‚»¿¡(\[]|«\s?)*(?P<next>[^\W_]))"
)
_WIDE_END = re.compile(
    rf"(?:[。！？｡।॥۔։።។៕؟]|．(?!\d))[\"'”’」』》〉)）\]]*"
    rf"(?:\s?{_BRACKET}|{_RAISED}|(?P<glued>\d{{1,3}}(?:[,，、–-]\d{{1,3}}){{0,30}}))?[」』)）]*\s*"
)
_QUOTE_GOES_ON = re.compile(r"(?:と(?!ても|くに|にかく|ころ|もに|りわけ|きに|き[、，])|って|など|を)")
"""The words that continue a sentence behind a quotation: ``「安全です。」と言う``."""
_MARK_WITHOUT_SPACE = re.compile(rf"[^\W\d_][.!?]{_BRACKET}(?=[^\W\d_a-z])")
"""As texts have it that lost the spaces of a page: ``It is rare.[4]It is mild.``"""
_MARK_WITHOUT_STOP = re.compile(rf"(?<=[\u0e00-\u0eff])(?:\s?{_BRACKET}|{_RAISED})\s+(?=[\u0e00-\u0eff])")
"""Thai and Lao have no stops: a sentence with citations ends with its marks and a space."""
_AT_A_COUNT = re.compile(rf"[\d.,，．]{{0,12}}\s?[{COUNTERS}a-zA-Z\d]")
_ORDINARY = re.compile(r"(?<!\w)(?:no|me|may|art|ill|miss|fed|ore|mich|pas|mar)$")
"""Words in small letters that sentencex takes for the abbreviations ``No.``, ``Me.``, ``Ill.``, ``Mich.``"""
_LONGEST_ORDINARY = 6
_WINDOW = 60
"""The segmenter sees this many characters before a stop and after it."""
_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’„‚«»‹›()[]{}", " "))
_ORDINAL = re.compile(r"(?<![\w.,])(?:\d{1,2}|[IVX]{1,5})\.$")
_LONGEST_ORDINAL = 8
_WITH_ORDINALS = frozenset("de da no nb nn fi is et lv lt cs sk pl hu hr sr sl bs hsb dsb lb tr eu fo".split())  # noqa: SIM905
"""Languages that write "1." for "first"."""
_NOUNS_WITH_CAPITALS = frozenset({"de", "lb"})
_LONGEST_BRACKETS = 400
_ONLY_A_MARK = re.compile(rf"(?:{_NUMBERS}|(?:{_BRACKET}\s?){{1,5}})[\"'”’“»)\].,;]*$")


def sentence_ends(line: str, language: str = "en") -> list[int]:
    """Where the sentences of a line end: behind their marks and the space that follows.

    A stop ends no sentence within brackets, before a small letter, or if sentencex takes it for part of a word: that
    library (https://github.com/wikimedia/sentencex) knows the abbreviations of many languages. A separate number behind
    the stop (``in Europe. 1 Fever``) belongs to the sentence before it.

    Args:
        line: a line of text.
        language: its language, as a BCP 47 tag.
    """
    code = language.split("-", maxsplit=1)[0].lower()
    found = {_wide_end(match, line) for match in _WIDE_END.finditer(line)}
    for pattern in (_MARK_WITHOUT_STOP, _MARK_WITHOUT_SPACE):
        found |= {match.end() for match in pattern.finditer(line)}
    within = _spans_of_brackets(line)
    place = 0
    for match in _END.finditer(line):
        while place < len(within) and within[place][1] <= match.start("stop"):
            place += 1
        is_within = place < len(within) and within[place][0] < match.start("stop")
        if not is_within or within[place][1] < match.start("space"):  # "(It is rare.) All agree."
            found.add(_end(match, line, code))
    return sorted(found - {0})


def _wide_end(match: re.Match[str], line: str) -> int:
    """Where a sentence ends whose stop needs no space behind it; a number that counts something begins the next one.

    0 if the stop ends a quotation and the sentence goes on.
    """
    if match[0][-1] in "」』" and _QUOTE_GOES_ON.match(line, match.end()):
        return 0
    counts = match["glued"] is not None and _AT_A_COUNT.match(line, match.end("glued"))
    return match.start("glued") if counts else match.end()


def _end(match: re.Match[str], line: str, code: str) -> int:
    """Where the sentence of a stop ends; 0 if none ends there."""
    at = match.start("stop")
    if line[at] == "." and is_cut_short(line, at):
        return 0
    is_bare = match.end("stop") == match.start("space")
    if is_bare and code in _WITH_ORDINALS and _ORDINAL.search(line, max(0, at - _LONGEST_ORDINAL), at + 1):
        return 0
    begin = match.end("space")
    if _ONLY_A_MARK.match(line, begin):
        return 0
    if match["apart"] is None:
        ends = (
            bool(match["mark"])
            or (is_by_name(line, at) and line[begin] not in "([")
            or _is_cut_by_segmenter(line, at, begin, code)
        )
        return begin if ends and not match["next"].islower() else 0
    is_bracket = match["apart"][0] in "[［【"
    if match["next"].islower():
        return 0 if is_bracket or not _is_cut_by_segmenter(line, at, begin, code) else begin  # "12 trials found none"
    return match.end() if is_bracket or code not in _NOUNS_WITH_CAPITALS else begin


def _is_cut_by_segmenter(line: str, at: int, following: int, code: str) -> bool:
    from sentencex import segment  # noqa: PLC0415 - only running text needs it

    if line[at] != "." or _ORDINARY.search(line, max(0, at - _LONGEST_ORDINARY), at):
        return True
    begin = max(0, at - _WINDOW)
    if begin:
        begin = min(line.find(" ", begin, at) + 1 or begin, at)
    before = line[begin : at + 1].translate(_QUOTES).lstrip()
    after = line[following : following + _WINDOW].translate(_QUOTES).strip()
    reached = 0
    for part in segment(code, f"{before} {after}"):
        reached += len(part)
        if reached >= len(before):
            return reached <= len(before) + 1
    return True


def _spans_of_brackets(line: str) -> list[tuple[int, int]]:
    """The places of each pair of brackets that are not far apart."""
    spans: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer(r"[()]", line):
        if match[0] == "(":
            opened = match.start() if opened < 0 else opened
        elif opened >= 0:
            if match.start() - opened <= _LONGEST_BRACKETS:
                spans.append((opened, match.start()))
            opened = -1
    return spans
