"""Knows abbreviations and initials, whose points end no sentence."""

from __future__ import annotations

import re

_LOOKED_BACK = 40
_LONGEST = 6
"""No abbreviation has more letters."""
_LONG_WORD = re.compile(rf"[^\W\d_]{{{_LONGEST + 1}}}")
_INITIAL = re.compile(r"(?:(?<![\w°])|(?<=[^\W\d_]\.))(?![α-ω⁰¹²³⁴-⁹])[^\W\d_]\.$")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]{1,3}\.\s?){1,4}[^\W\d_]{1,2}\.$")
_SHORTENED = re.compile(
    r"(?<!\w)(?:e\.g|i\.e|cf|vs|ca|approx|aprox|appr|Dr|Drs|Prof|Mr|Mrs|Ms|Mme|Mlle|Hr|Fr|Sr|Sra|Dra|St|Ste|Mt|Ph|al|coll?"
    r"|cols|incl|excl|resp|Staph|Strep|spp?|subsp|ssp|Suppl|Pts|Inc|Ltd|Corp|Jr|Univ|Dept|Hosp|Inst|Natl|Acad|Assoc|Eds?|viz"
    r"|est|Tsd|Mio|Mrd|bzw|bzgl|evtl|ggf|inkl|exkl|insb|insg|allg|tägl|Tbl|sog|vgl|Anm|Aufl|Hrsg|Jh|St[dk]|tgl|zzgl|bijv"
    r"|bspw|ehem|Dipl|Ing|Nds|stv|dhr|mevr|sig|dott|zob|np|tzw|tzn|tzv|např|им|др|проф|напр|чел|мин|сут|нед|мес|акад|ks|esim|ym|f\.eks|dvs|lfd|örn|bkz|kb)\.$",
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = re.compile(
    r"(?<!\w)(?:Figs?|Tabs?|Nos?|Nr|n[oº°]|Vols?|pp?|Refs?|Eqs?|Ch|Chap|Sect?|App|Abb|Bd|Kap|Art|blz|p[áa]gs?|n[úu]m|cap|tabl"
    r"|Abs|Ziff|Tel|str|rys|рис|табл|стр|min|max|avg|mind|env|ok|ок|CI|KI|IC|SD|SE|Feb|Jan|Aug|Sept?|Oct|Nov|Dec|Okt|Dez)\.$",
    re.IGNORECASE,
)
"""These are words or units as well, so that they are cut short only before a number: ``no. 5``, and not ``no. It``."""
_NUMBER = re.compile(r"\s*(?:[A-Z]?\d|#|[IVX]{1,5}(?=[\s,;)]))")
_AND_SO_ON = re.compile(r"(?<!\w)(?:etc|ecc|usw|osv|itd|itp|enz|atd|stb|vb)\.$", re.IGNORECASE)
_A_LETTER_BY_NAME = re.compile(
    r"(?<!\w)(?:vitamine?[as]?|hepatitis|h[ée]patite|epatite|influenza|grippe|types?|typ|tipo|groups?|gruppen?|groupe|grupo|gruppo"
    r"|class|klasse|grades?|stage|arms?|parts?|factor|faktor|facteur|figure|table|appendix|panel|cohort|category|protein"
    r"|strain|option|level)(?:\s[A-Z],?|\s(?:and|or|und|oder|et|ou|y|o|e))*\s[A-Z]\.$",
    re.IGNORECASE,
)
"""``vitamin C``, ``hepatitis B and C``"""
_A_UNIT = re.compile(r"\d\s?(?:[ghlmsL]|secs?|hrs?|wks?|mos?|yrs?|mg|kg|µg|μg|m[lL]|d[lL]|mm|cm|min|mmol|mmHg)\.$")


def is_cut_short(text: str, at: int) -> bool:
    """Whether the point at an offset belongs to an abbreviation or an initial.

    >>> [is_cut_short(each, each.index(".")) for each in ("approx. 5", "no. 5", "No. It is not.", "vitamin C. It")]
    [True, True, False, False]
    """
    if _LONG_WORD.fullmatch(text, max(0, at - _LONGEST - 1), at):
        return False
    before = text[max(0, at - _LOOKED_BACK) : at + 1]
    if _INITIAL.search(before[-4:]):
        return not is_by_name(text, at)
    if _SHORTENED.search(before) or _DOTTED.search(before):
        return True
    if _BEFORE_A_NUMBER.search(before):
        return bool(_NUMBER.match(text, at + 1))
    return bool(_AND_SO_ON.search(before)) and text[at + 1 : at + 2] in (")", "]")


def is_by_name(text: str, at: int) -> bool:
    """Whether the point at an offset follows a letter that is a name or a unit, so that it ends a sentence."""
    if _LONG_WORD.fullmatch(text, max(0, at - _LONGEST - 1), at):
        return False
    before = text[max(0, at - _LOOKED_BACK) : at + 1]
    return bool(_A_LETTER_BY_NAME.search(before) or _A_UNIT.search(before))
