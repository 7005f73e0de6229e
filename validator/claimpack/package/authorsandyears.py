"""Finds citations by author and year in a text: ``(Smith et al., 2020)``, ``Jones & Lee 2019``, ``WHO (2021)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimpack.package.citationforms import AND, YEAR, looks_like_names, pieces_of

_BRACKETS = re.compile(
    r"[(（]((?:[^()（）\[\]［］\n]|\[[^()（）\[\]\n]{1,40}\]){5,400})[)）]|[\[［]([^()（）\[\]［］\n]{5,400})[\]］]"
)
_YEAR_WITHIN = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_LED_BY = re.compile(
    r"(?:(?:see(?: also)?|e\.\s?g\.?|i\.\s?e\.?|cf\.?|for example|for review|reviewed (?:in|by)|as in|also|and"
    r"|siehe(?: auch)?|vgl\.|z\.\s?B\.|voir|par ex\.|véase|ver|se|jfr|参见|見)[\s,:]{1,3}){1,2}",
    re.IGNORECASE,
)
_PIECE = re.compile(
    rf"(?P<who>[^;()]{{2,120}}?)(?P<comma>[,，]?)\s{{0,2}}(?P<years>{YEAR}[a-z]?年?(?:\s?[,，&]\s?(?:{YEAR}[a-z]?|[a-z]\b)){{0,6}})"
    r"(?P<rest>\s?[,:，]\s?(?:pp?|S|s|c|ch|chap|Kap|fig|table|Table)\.?\s?\d[\d–-]{0,12}f{0,2}\.?)?"
)
_OTHERS = (
    r"(?:colleagues|co-?workers|collaborators|others|Kolleg(?:en|innen)|Mitarbeiter(?:n|innen)?|coll?\b\.?|cols?\b\.?)"
)
_MORE = (
    rf"(?:,?\s(?:et\.?\s?(?:al|coll)\b\.?|u\.\s?a\.|e\.\s?a\.|m\.\s?fl\.|(?:and|&|und|et|y|e)\s{_OTHERS})"
    r"|\sи\s(?:др|соавт)\.)"
)
_HAS_MORE = re.compile(rf"{_MORE}|(?:等人?|ら|他)\s*$", re.IGNORECASE)
_AND = rf"\s?{AND}\s?"
_HAS_TWO = re.compile(_AND)
_NAME = (
    rf"(?!{_OTHERS})(?:(?:van|von|de|der|den|di|da|del|la|le|dos|el|al|bin|ter|ten)\s){{0,3}}[^\W\d_][\w'’-]{{1,40}}"
)
_NARRATIVE = re.compile(
    rf"(?:(?:(?:De|Den|Der|Du|La|Le|Ter|Van|Von)\s){{1,3}}(?={_NAME}(?:{_MORE}|{_AND}{_NAME})))?"
    rf"(?:{_NAME}(?:,\s{_NAME}){{1,5}},?{_AND}{_NAME}|{_NAME}{_AND}{_NAME}|{_NAME})(?:{_MORE})?(?:[’']s?)?,?"
    rf"\s?(?:[(（\[]\s?{YEAR}[a-z]?(?:,\s?pp?\.?\s?\d[\d–-]{{0,12}})?\s?[)）\]]|(?<=[\s]){YEAR}[a-z]?)$"
)
_LEADS_IN_CHINESE = re.compile(r"[见見据據如和与與及由](?=[\u4e00-\u9fff]{1,3}[等ら])")
"""A word before a name: ``见张等（2020）``."""
_CJK_NARRATIVE = re.compile(
    rf"(?:^|[。，；、！？\s])(?:{_LEADS_IN_CHINESE.pattern})?"
    rf"([^\W\da-zA-Z_]{{1,4}}(?:等人?|ら))\s?[（(]({YEAR})年?[)）]"
)
_PAGES = r"(?:,\s?pp?\.?\s?\d[\d–-]{0,12})?"
_A_YEAR = re.compile(
    rf"(?<![\d.,/-])(?:(?P<open>[(（\[]\s?)|(?<=[\s]))({YEAR})[a-z]?{_PAGES}(?(open)\s?[)）\]]|(?![\d/.–-]\d|[\w-]))"
)
_WINDOW = 160
_NO_AUTHORS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec spring summer autumn fall winter januar februar märz mai juni juli oktober dezember janvier
    février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre januari februari mars maj juni juli augusti oktober
    since until before after in by from to during early late mid year years version updated update published accessed
    copyright table figure phase vol volume no edition founded born died approved retrieved reviewed last established
    covid covid-19 sars-cov-2 the a an of between through founded est circa ca about around
    """.split()  # noqa: SIM905
)
_ORGANISATIONS = frozenset(
    """
    WHO FDA EMA CDC NICE NIH NHS AHA ACC ESC ESMO ASCO IARC ECDC MHRA PAHO UNICEF UNAIDS RKI BfArM PEI STIKO AWMF IQWiG
    HAS AIFA AEMPS TGA PMDA NMPA CADTH SIGN KDIGO USPSTF ACOG RCOG ADA EASD ISCT ISSCR IOM NCI AAP APA IPCC OECD ICH
    OMS OPS ВОЗ ANSM INSERM PHE UKHSA PRAC AGES Swissmedic MHLW CIOMS ACIP JCVI SBU TLV NCCN EAACI ACR EULAR GOLD GINA
    """.split()  # noqa: SIM905
)
_OF_ORGANISATIONS = re.compile(
    r"\b(?:Organi[sz]ation|Agency|Institutes?|Association|Society|Ministry|Committee|Collaboration|Department|Commission"
    r"|Council|Foundation|Academy|Authority|Administration|Federation|College|Consortium|Cochrane|Bundesamt|Institut"
    r"|Gesellschaft|Agence|Haute Autorité|Centers? for|Task Force|Collaborators|Investigators|Trialists"
    r"|(?:Working|Study|Research|Collaborative) Group)\b"
)
_PARTS_OF_NAMES = frozenset("of for and on the & de la des für und".split())  # noqa: SIM905
_OF_TWO_SCRIPTS = re.compile(r"[\u4e00-\u9fff]+[A-Za-z]")
"""A word and a name without a blank between them: ``和Roe``."""
_OF_SOMEBODY = re.compile(r"(?:de|del|du|di|da|do|von|van)\s[^\W\d_a-zß-ÿ]")
"""What may be a part of a name, or say whose study it is."""
_LEADING_WORDS = frozenset(
    "in by from per see as while both also unlike with since after for when if however according although though the so"  # noqa: SIM905
    " and but or to than nach laut selon según par por und oder et ou y e en mit durch bei zu"
    " guideline guidelines recommendations report reports statement members experts".split()
)
_FEWEST_LETTERS = 2

_Found = tuple[int, int, str, bool]
"""Where a citation begins and ends, the citation as printed, and whether it is certainly one."""


def works_in(text: str) -> Iterator[_Found]:
    """The citations by author and year in a text.

    A citation is certain if it names two authors, "et al." or an organisation; ``(Berlin, 2019)`` may not be.
    A citation between brackets may be found twice: from bracket to bracket, and by its own words.

    >>> sorted({each[2:] for each in works_in("Two reviews (Smith et al., 2020; Lee 2019) agree with Roe (2018).")})
    [('Lee 2019', False), ('Roe (2018)', False), ('Smith et al., 2020', True)]
    """
    if not _YEAR_WITHIN.search(text):
        return
    for match in _BRACKETS.finditer(text):
        if _YEAR_WITHIN.search(match[0]):
            yield from _between_brackets(match)
    for match in _CJK_NARRATIVE.finditer(text):
        yield match.start(1), match.end(), text[match.start(1) : match.end()], True
    for match in _A_YEAR.finditer(text):
        begin = max(0, match.start() - _WINDOW)
        begin = max(begin, text.rfind("\n", begin, match.start()) + 1)
        found = _last_names(text, begin, match)
        if found is not None:
            yield found


def _between_brackets(match: re.Match[str]) -> Iterator[_Found]:
    for piece in pieces_of(match[0][1:-1]):
        led = _LED_BY.match(piece)
        bare = piece[led.end() :] if led else piece
        found = _PIECE.fullmatch(bare)
        if found is None or not _are_authors(found["who"]):
            continue
        first, *more = re.split(r"\s?[,，&]\s?", found["years"])
        space = " " if bare[found.start("years") - 1].isspace() else ""
        for year in [first, *(each if len(each) > 1 else first[:4] + each for each in more)]:
            printed = f"{found['who']}{found['comma']}{space}{year}"
            yield match.start(), match.end(), printed, _is_sure(found["who"])


def _last_names(text: str, begin: int, year: re.Match[str]) -> _Found | None:
    """The citation that ends with a year in the text, with the names right before the year."""
    before = text[begin : year.start()]
    last = before.rstrip()[-1:]
    if not (last.isalpha() or last in ".,’'"):
        return None
    if last == "." and not re.search(r"(?:al|a|fl|др|соавт|coll?|cols?)\.\s?$", before):
        return None
    candidates = text[begin : year.end()]
    organisation = _organisation_before(before)
    if organisation >= 0 and year["open"]:
        return begin + organisation, year.end(), candidates[organisation:], True
    # names may begin at the last words, the earliest of them first
    for word in [match.start() for match in re.finditer(r"(?<![\w'’-])[^\W\d_]|(?<=[\u4e00-\u9fff])[A-Za-z]", before)][
        -12:
    ]:
        found = _NARRATIVE.match(candidates, word)
        if found is None or (_OF_SOMEBODY.match(found[0]) and _follows_a_noun(before[:word])):
            continue
        printed = found[0]
        who = re.sub(rf"(?:[’']s?)?,?\s?[(（\[]?\s?{YEAR}.*$", "", printed)
        has_brackets = printed[-1] in ")）]"
        alone = re.split(r"[\s'’]", who.strip(" ,"))[-1]
        if has_brackets and alone in _ORGANISATIONS and not _HAS_TWO.search(who):  # la EMA, l'EMA
            return begin + word + printed.index(alone), year.end(), printed[printed.index(alone) :], True
        if not _are_authors(who) or _OF_TWO_SCRIPTS.match(who):
            continue
        if _LEADS_IN_CHINESE.match(who):
            return begin + word + 1, year.end(), printed[1:], True
        if not has_brackets and not (_HAS_MORE.search(who) or _HAS_TWO.search(who)):
            return None
        is_title = bool(re.search(r"[^\W\d_a-z][\w'’-]*\s$", before[:word])) and not _leads(before[:word])
        is_amid = bool(re.search(r"[^\W\d_]\s$", before[:word]) or re.match(r",?\s[^\W\d_]", text[year.end() :]))
        names_authors = (has_brackets and _is_sure(who)) or ("&" in who and is_amid)
        is_sure = bool(_HAS_MORE.search(who)) or who.strip(" ,") in _ORGANISATIONS or (names_authors and not is_title)
        return begin + word, year.end(), printed, is_sure
    return None


def _organisation_before(before: str) -> int:
    """Where the name of an organisation of several words begins at the end of a text; -1 if there is none."""
    begin = -1
    for match in reversed([*re.finditer(r"\S+", before)][-12:]):
        word = match[0]
        if word.casefold() not in _PARTS_OF_NAMES and not re.fullmatch(r"[^\W\d_a-z][\w’'-]*|(?:[A-Z]\.){2,4}", word):
            break
        if word[0].isupper() and word.casefold() not in _LEADING_WORDS:
            begin = match.start()
    name = before[begin:].strip() if begin >= 0 else ""
    if name.startswith(("Proceedings", "Journal", "Annals", "Bulletin", "Transactions")):
        return -1
    return begin if " " in name and _OF_ORGANISATIONS.search(name) else -1


def _follows_a_noun(before: str) -> bool:
    """Whether a word is right before, and leads to no name: ``die Studie von``, and not ``by de``."""
    return bool(re.search(r"[^\W\d_]\s$", before)) and not _leads(before)


def _leads(before: str) -> bool:
    """Whether the last word before a name only leads to it: ``In``, at the beginning of a sentence."""
    return before.rsplit(maxsplit=1)[-1].casefold() in _LEADING_WORDS


def _are_authors(who: str) -> bool:
    if not any(letter.isalpha() for letter in who):
        return False
    if _is_organisation(who):
        return True
    if any(letter.isdecimal() for letter in who):
        return False
    words = [word.casefold().strip(".,") for word in re.split(r"[\s,]+", _HAS_MORE.sub("", who)) if word]
    if not words or any(word in _NO_AUTHORS for word in words):
        return False
    if sum(map(str.isalpha, who)) < _FEWEST_LETTERS and not _HAS_MORE.search(who):
        return False
    return looks_like_names(who)


def _is_organisation(who: str) -> bool:
    return who.strip(" ,") in _ORGANISATIONS or bool(_OF_ORGANISATIONS.search(who))


def _is_sure(who: str) -> bool:
    return bool(_HAS_MORE.search(who) or _HAS_TWO.search(who)) or _is_organisation(who)
