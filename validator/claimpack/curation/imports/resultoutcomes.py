"""Reads the outcome of a result from the words of its sentence, if they are clear."""

from __future__ import annotations

import re

from claimpack.curation.imports.resultdirections import clause_before

_I = re.IGNORECASE
_STOP = (
    r"in|among|with|for|compared|versus|vs|than|between|during|at|after|was|were|when|by|over|from|within|did|had|is|"
    r"are|that|which|who|on|following|before|per|to|under|across|without|based|according|as|if|while|using|associated|"
    r"through|until|since|up|nor|remained|did|differed|has|have|via|significantly|occurred|increased|decreased|"
    r"reduced|rose|fell|declined|improved"
)
_WORD = rf"(?!(?:{_STOP})\b)[A-Za-z][\w'/-]{{0,30}}"
_PHRASE = (
    rf"(?:(?:the|a|an|any|all|having|developing|experiencing)\s+)?(?P<phrase>{_WORD}(?:(?:\s|,\s(?=(?:or|"
    rf"and)\s))(?!of\b){_WORD}|\s(?:of|or|and|due to)\s{_WORD}){{0,6}})"
)
_RISK_OF = re.compile(
    r"(?<!at )(?<!mortality )(?<!survival )(?<!fatality )(?<!death )"
    r"\b(?:risks?|odds|incidences?|likelihood|hazards?|prevalence|probability|occurrences?|"
    rf"frequency|rates?)\s(?:of|for)\s{_PHRASE}(?=\s*(?:[\s,;(\[]*$|[,;(\[]|\b(?:{_STOP})\b))",
    _I,
)
_DIFFERENCE_IN = re.compile(
    r"\b(?:differences?\s(?:between\s(?:the\s)?(?:two\s)?(?:groups|arms)\s)?in|(?:reduc|increas|"
    rf"decreas)(?:tions?|es?|ed|ing)\sin|effects?\son|impact\son)\s{_PHRASE}(?=\s*(?:[\s,;(\[]*$|"
    rf"[,;(\[]|\b(?:{_STOP})\b))",
    _I,
)
_SUBJECT = re.compile(
    r"^[\W\d_]*(?:(?:results?|findings|conclusions?|and|also|similarly|moreover|however|in addition|"
    rf"overall),?:?\s+)?{_PHRASE}\s(?:was|were)\s(?:also\s)?(?:statistically\s)?(?:significantly\s|"
    r"substantially\s|markedly\s)?(?:lower|higher|reduced|increased|decreased|greater|(?:less|more)(?!\s(?:likely\s(?:than|to)|beneficial|effective)\b)|similar|"
    r"not(?!\s(?:\w+ly\s)?(?:associated|related|linked|more|less)))\b",
    _I,
)
_VAGUE = re.compile(
    r"\b(?:the|following|history|intention|protocol|populations?|improvements?|associations?|infants|babies|"
    r"neonates|adults|girls|boys|mothers|users|smokers|benefits?|harms?|groups?|arms?|patients?|"
    r"participants?|women|men|subjects?|children|people|individuals|outcomes?|results?|this|these|"
    r"those|it|its|their|effects?|"
    r"events?|differences?|changes?|treatments?|interventions?|controls?|placebo|study|studies|"
    r"trials?|analys[ei]s|values?|levels?|ages?|years?|months?|subgroups?|model|endpoints?|both|each|"
    r"other|(?:non-?)?inferiority|superiority|equivalence|risk|factors?|such|either|end|points?|ratio|we|there|no)\b",
    _I,
)
_JOINS = re.compile(
    r"^(?:but|and|or|they|he|she|who|which|then|so|history|use|being)\b|\b(?:and|or|but|of|due|also)$", _I
)
"""Words with which no name begins or ends."""
_NOT_VAGUE = re.compile(
    r"\badverse (?:events?|effects?)\b|\b(?!(?:clinic|tot|addition|initi|sever)al)\w{3,20}(?:ic|al|ar) events?\b", _I
)
"""An event is an outcome if its kind is named: thrombotic, cardiovascular, embolic."""
_ARTICLE = re.compile(r"^(?:the|a|an|any|all|having|developing|experiencing)\s+", _I)
_ITEM_END = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,\s*|\s+(?:and|or)\s+)", _I)
_LEADING = re.compile(
    r"^.*\b(?:not|in|of|for|on|with|from|than|were|was|that|the|to|including|were:|between|reported|had)\s+(?:the\s+)?",
    _I,
)
_KNOWN = re.compile(
    r"(?:mortality|fatality|deaths?|survival|hospital stay|eclampsia|bleeding|ha?emorrhage|"
    r"infections?|failure|relapses?|recurrence|strokes?|infarction|thrombosis|embolism|pain|nausea|"
    r"vomiting|emesis|fatigue|fever|headaches?|rash|toxicity|hospitali[sz]ations?|admissions?|"
    r"withdrawals?|discontinuations?|fractures?|falls|depression|"
    r"anxiety|remission|cure|quality of life|blood pressure|adverse (?:events?|effects?)|constipation|insomnia|"
    r"sleeplessness|dizziness|cough|arrhythmias?|(?:brady|tachy)cardia|(?:dys|ap)no?ea|malignanc(?:y|ies)|"
    r"\w{2,20}(?:emia|itis|osis|pathy|algia|uria|penia|orrh?o?ea))$",
    _I,
)
"""Nouns for outcomes and never for treatments: a phrase that ends with one is an outcome everywhere."""
_VERB = re.compile(
    r"\b(?:reduce[sd]?|increase[sd]?|improve[sd]?|lower(?:s|ed)|decrease[sd]?|raise[sd]?|prevent(?:s|"
    r"ed)?|show(?:s|ed)?)\b",
    _I,
)
_ASSOCIATED_WITH = re.compile(
    r"^(?P<subject>[^()]{1,300})\b(?:was|were|is|are)\s(?:not\s|\w+ly\s){0,3}(?:associated|linked)\s(?:with|to)\s"
    rf"(?:more\s|less\s|fewer\s)?{_PHRASE}$",
    _I,
)
"""What something is associated with: an outcome if it is a known one, and nothing before it is."""
_SOLE = re.compile(
    rf"^[\W\d_]*{_PHRASE}\s(?:was|is)\sthe\s(?:only|sole)\s(?:one|(?:[\w-]+\s){{0,3}}(?:events?|outcomes?|effects?|harms?))\s"
    r"(?:that\s(?:was|is)\s)?(?:\w+ly\s)?associated\swith\b",
    _I,
)
"""``fever was the only event associated with``: one of several outcomes."""
_BELIEFS = re.compile(r"\b(?:agree\w*|believ\w*|perceiv\w*|aware|know\w*)\b", _I)
_OF_ANOTHER = re.compile(
    r"^[(\[](?:[\w-]+\s){0,3}(?:ratio|HR|OR|RR)s?\s(?:for|of)\s(?!.*\b(?:vs|versus|compar\w*|with|by)\b)[A-Za-z]"
    r"|^[(\[](?!(?:\w+[ -])?adjusted|multivar|univar|crude|pooled|relative|summary|overall|primary|risk)[a-z][\w-]*\s"
    r"(?:[\w-]+\s){0,3}(?:odds|hazards?|risk|rate)\sratio\b"
)
"""A bracket that names its own outcome: ``(hazard ratio for global index,``, ``(planned sections odds ratio``."""
_ALONE = re.compile(rf"\s*(?:and\s+|or\s+)?(?:for\s+|in\s+|of\s+)?{_PHRASE}\s*:?\s*", _I)
_ADVERB_AT_THE_END = re.compile(r"(?:\s+(?:\w+ly|overall|too|also))+$", _I)
_PREDICATE = re.compile(r"\s(?:was|were|is|are|did|do|remained|stayed|occurred|showed|had)\s", _I)
"""Where the last name of a list ends and a sentence goes on: ``or gout were no more frequent``."""
_MOST_WORDS = 6
_FEW_WORDS = 3
_SHORTEST = 3


def outcome_of(before: str) -> str:
    """The outcome that the words before a result name; blank if they may mean several."""
    clause = clause_before(before).rstrip(" ([,;")
    alone = _ALONE.fullmatch(re.split(r"[:;•]\s|[(\[]", before.rstrip(" ([,;:")[-200:])[-1])
    if alone is not None and _KNOWN.search(alone["phrase"]) and not _VERB.search(alone["phrase"]):
        return _tidy(alone["phrase"])
    if _BELIEFS.search(clause):
        return ""
    found = {_whole(match, clause) for match in _RISK_OF.finditer(clause)}
    found = found or {_whole(match, clause) for match in _DIFFERENCE_IN.finditer(clause)}
    if not found:
        found = _associated(clause)
    if not found:
        subject = _SUBJECT.search(clause) or _SOLE.search(clause)
        is_part = subject is not None and clause[subject.start("phrase") - 1 : subject.start("phrase")] == "-"
        found = {_tidy(subject["phrase"])} if subject and not is_part and not _VERB.search(subject["phrase"]) else set()
    return found.pop() if len(found) == 1 and "" not in found else ""


def _associated(clause: str) -> set[str]:
    """The outcome in an association right before the result: ``associated with fever (``."""
    match = _ASSOCIATED_WITH.search(clause)
    if match is None or not _KNOWN.search(match["phrase"]):
        return set()
    words = re.findall(r"[\w'/-]+", match["subject"])
    is_after_another = any(_KNOWN.search(" ".join(words[max(end - 2, 0) : end])) for end in range(1, len(words) + 1))
    return set() if is_after_another else {_tidy(match["phrase"])}


def _whole(match: re.Match[str], clause: str) -> str:
    """The phrase of a match, if it is complete: it is right before the result, or ends with a known noun."""
    stands_before = not clause[match.end("phrase") :].strip(" ([,;:")
    return _tidy(match["phrase"]) if stands_before or _KNOWN.search(match["phrase"]) else ""


def outcome_in_brackets(head: str) -> str | None:
    """The outcome between a bracket and the measure's name: ``(pain on VAS: MD``.

    None if there are no such words, blank if they may name something else.
    """
    words = re.search(r"([A-Za-z][A-Za-z' /-]{2,60}):\s*$", head)
    if words is None and _OF_ANOTHER.search(head):
        return ""
    if words is None:
        return "" if re.search(r"[A-Za-z]{3,}:", head) else None
    return _tidy(words[1]) if _KNOWN.search(words[1].strip()) else ""


def listed_outcomes(before: str, count: int) -> list[str]:
    """The outcomes of ``count`` results in one list, in its order; empty if that is not certain.

    >>> listed_outcomes("raised the risk of fever but not of infection, death or malignancy (", 3)
    ['infection', 'death', 'malignancy']
    """
    text = before.rstrip(" ([,;:")[-400:]
    pieces = _ITEM_END.split(text)
    if len(pieces) < count:
        return []
    items = [piece.strip() for piece in pieces[-count:]]
    first = _LEADING.sub("", items[0])
    if first == items[0] and len(pieces) == count and len(first.split()) > _FEW_WORDS:
        return []
    items[0] = first
    items[-1] = _PREDICATE.split(items[-1])[0]
    tidied = [_tidy(item) for item in items]
    return tidied if all(tidied) and len(set(tidied)) == count else []


def next_in_list(between: str) -> str:
    """The outcome that the words between two results of a list name; blank if that is not certain."""
    words = re.sub(
        r"^[\s,;)\]]*(?:(?:and|or|as well as)\s+)?(?:for\s+|of\s+|in\s+|on\s+|nor\s+)*", "", between, flags=_I
    ).rstrip(" ([,;")
    return _tidy(words)


def _tidy(phrase: str) -> str:
    """A phrase as an outcome's name; blank if it can't be one."""
    phrase = _ADVERB_AT_THE_END.sub("", _ARTICLE.sub("", " ".join(phrase.split())).strip(" ,-"))
    if len(phrase) < _SHORTEST or len(phrase.split()) > _MOST_WORDS:
        return ""
    if re.search(r"\d|[()\[\]:;=]", phrase) or _JOINS.search(phrase):
        return ""
    return phrase if _NOT_VAGUE.search(phrase) or not _VAGUE.search(phrase) else ""
