"""Reads the direction of a result from the words of its sentence, if they are clear."""

from __future__ import annotations

import re

from claimpack.evidence.measures import COMPARING, RATIOS

_I = re.IGNORECASE
_ADVERBS = (
    r"(?:(?:statistically|clinically|significantly|significant|apparent|detectable|substantially|"
    r"substantial|clear|important|major|overall|evidence|of|an?|any|in|the|clinically|meaningful|relevant|"
    r"measurable|marked|associated|with|independently|further)\s+){0,6}"
)
_UP = r"(?:increas(?:e[ds]?|ing)|higher|greater|elevated|raise[ds]?|more\s+(?:likely|frequent|frequently|common|often))"
_DOWN = (
    r"(?:decreas(?:e[ds]?|ing)|reduc(?:e[ds]?|ing|tions?)|lower(?:ed|s)?|less\s+(?:likely|frequent|"
    r"frequently|common|often)|fewer|decline[ds]?|shorter)"
)
_NOT = r"(?:not|no|nor|neither|without|never|n't)\s+"
_KINDS = {
    "no_difference": re.compile(
        rf"\bno\s+{_ADVERBS}(?:differences?|associations?|effects?|impact|influence)\b"
        rf"|\b(?:did|does|do|was|were|is|are)\s+not\s+{_ADVERBS}(?:differ(?:ent)?|affect|influence|"
        r"change|alter|associated)\b"
        r"|\blittle\s+(?:to|or)\s+no\s+(?:difference|effect)"
        r"|\bnot\s+(?:statistically\s+|significantly\s+)?(?:different|associated)\b",
        _I,
    ),
    "no_increase": re.compile(rf"\b{_NOT}{_ADVERBS}{_UP}\b", _I),
    "no_decrease": re.compile(rf"\b{_NOT}{_ADVERBS}{_DOWN}\b", _I),
    "increased": re.compile(rf"\b{_UP}\b", _I),
    "decreased": re.compile(rf"\b{_DOWN}\b", _I),
}
_UNSURE = re.compile(
    r"\bno\s+(?:[\w-]+\s+){0,2}evidence\s+(?:that|for|to)\b|\b(?:fail\w*\s+to|insufficient|"
    r"inconclusive|lack\s+of|unlikely|not\s+(?:find|found|show\w*|demonstrate\w*|prove\w*))\b|"
    r"\b(?:tend(?:ed|s|ency)?|trends?|trended|non-?significant(?:ly)?|marginal(?:ly)?|borderline|numerically|uncertain|"
    r"unclear|similar|comparable|equivalent|non-?inferior(?:ity)?|if|whether|hypothes\w+|may|might|"
    r"could|possibly|neither|both|respectively|despite|except|exclude[ds]?|possibility|rule\s+out|"
    r"protective|risk factors?|predict\w*|per|each|every)\b|\bnot\s+(?:statistically\s+)?significant|"
    r"\bbut\b[^,;]{0,60}$",
    _I,
)
_IN_WHICH_GROUP = re.compile(
    rf"(?:{_UP}|{_DOWN})[^.;]{{0,80}}?\b(?:in|among|with|for|within|after|under|by)\s+(?:the\s+|"
    rf"those\s+)?(?:[\w-]+\s+){{0,4}}?"
    r"(?:groups?|arms?|placebo|controls?|usual|standard|untreated|sham|conventional|comparators?)\b",
    _I,
)
_AMONG_WHOM = re.compile(
    r"\b(?:higher|greater|lower|fewer|shorter|more|less)\b[^.;]{0,60}?\b(?:in|among|for)\s+(?:the\s+|"
    r"those\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:patients|participants|subjects|women|men|children|infants|people|individuals)\b",
    _I,
)
_COMPARED_BEFORE = re.compile(
    r"\b(?:than|versus|vs\.?|compared\s+(?:with|to)|relative\s+to)\s+(?:[\w-]+\s+){0,6}?$", _I
)
_COMPARED = re.compile(r"\b(?:than|versus|vs|compared|risk|odds|incidence|rate)\b", _I)
_OWN_GROUP = re.compile(r"\b(?:intervention|treatment|treated|experimental|active|exposed)\s+(?:groups?|arms?)?\b", _I)
_REVERSING = re.compile(
    r"\b(?:survival|failure|not|free|remission|adherence|response|recovery|cessation|abstinence|benefit|efficacy)\b", _I
)
_A_GROUP = re.compile(
    r"\b(?:higher|greater|lower|less|more|fewer)\sthan\s(?:or\sequal\sto\s)?(?!1\s)\d|\d\s?%?\s(?:[\w/]+\s)?or\s(?:higher|lower|more|less|greater|fewer)\b",
    _I,
)
"""A number's range: ``of 20% or lower``."""
_OF_THE_ESTIMATE = re.compile(
    rf"\b(?:differences?|associations?|gaps?|disparit(?:y|ies)|ratios?)\s(?:was\s|were\s|is\s)?(?:\w+ly\s)?(?:{_UP}|{_DOWN})"
    r"[^,;]{0,30}\b(?:adjust|control|account)",
    _I,
)
"""The effect of an adjustment on a result: ``this difference increased after adjustment``."""
_RAISED_EXPOSURE = re.compile(
    rf"\b(?:{_UP}|{_DOWN})\s[^,;]{{1,80}}?\b(?:was|were|is|are|remained)\s(?:[\w-]+\s){{0,4}}?(?:prognostic|predictive|"
    r"predictors?|associated|related|linked|correlated|risk\sfactors?|determinants?)\b",
    _I,
)
"""``Elevated iron was prognostic for``: the raised one is the exposure, not the outcome."""
_AMID_PAIR = re.compile(
    r"\bbetween\s(?!.*\b(?:and|groups?|arms?|two|both|treatments?|sexes|cohorts?|regimens?|vs?|versus)\b)[^()]*[\s(\[]*$",
    _I,
)
"""``no difference between women (``: the group to compare with follows."""
_REACH = 400
_HEDGED = re.compile(
    r"\b(?:non-?significant(?:ly)?|not\s+(?:statistically\s+)?significant|may|might|could|possibly|"
    r"tend(?:ed|s|ency)?|trend(?:s|ed)?|"
    r"agree\w*|believ\w*|perceiv\w*|definitely|if|whether)\b|[‘’“”\"]",
    _I,
)
"""Words that make everything after them in the sentence uncertain."""
_CLAUSE = re.compile(
    r";|,\sand\s(?=(?:[\w-]+\s){1,5}(?:was|were|had|did|is|are)\b)|\bCI\b[^()\[\]]{0,60}[)\]]|"
    r",\s(?:but|whereas|while|although|and\s(?:also\s)?(?:did|was|were|had))\b|\b(?:but|whereas|while|"
    r"although|however)\b",
    _I,
)
_NAMED_AS_SUBJECT = re.compile(r",\s(?:the|an?)\s(?:[\w-]+\s){0,2}$", _I)
"""Words before a result that is its sentence's subject: ``Despite greater activity, the`` (rate ratio was 1.27)."""
_BRACKET = re.compile(r"[)\]]")
_BARE_COMPARATIVE = re.compile(
    r"[\W\d_]*(?:and\s+|or\s+)?(?:higher|lower|greater|increased|decreased|reduced|elevated|fewer|"
    r"more|less)\s+(?:[\w*/-]+\s*){1,3}[\s(\[]*",
    _I,
)
"""``higher A1C (``: it may be an exposure or an outcome."""
_ASSOCIATED = re.compile(r"\bassociat(?:ed|ions?)\b[^,;]{0,80}?\b(?P<link>with|for|between)\b", _I)
"""The outcome is behind these words, and the exposure before them."""
_PLAINLY_ASSOCIATED = re.compile(
    r"(?<!not)(?<!no)\s(?:was|were|is|are)\s(?:(?:also|closely|strongly|significantly|independently|clearly|positively)\s)"
    r"{0,2}associated\swith\s(?:an?\s|the\s|more\s)?outcome[\s(\[]*$",
    _I,
)
"""Associated with the outcome, without a word for a rise or a fall: then only a raised number is certain."""
_LISTED = re.compile(
    r"[\s,;)\]]{0,5}(?:(?:and|or|as well as)\s)?(?:for\s|of\s|in\s)?(?:[\w-]+\s+){0,5}[\w-]*[\s,(\[]{0,4}", _I
)


def clause_before(before: str) -> str:
    """The last clause of the words before a result."""
    before = before[-_REACH:]
    end = 0
    for match in _CLAUSE.finditer(before):
        if before[match.end() :].strip(" ([,;") and re.search(r"[A-Za-z]{3}", before[match.end() :]):
            end = match.start() if match[0].strip().lower() == "but" else match.end()
    return before[end:]


def direction_of(before: str, measure: str, estimate: str) -> str:
    """A word of ``reported_direction``, or blank if there is any doubt.

    Args:
        before: the words before the result, from the previous result in the sentence.
        measure: its measure.
        estimate: the estimate as a plain number; blank if there is none.
    """
    clause = clause_before(before)
    if _NAMED_AS_SUBJECT.search(clause) or _BARE_COMPARATIVE.fullmatch(_BRACKET.split(clause)[-1]):
        return ""
    clause = _A_GROUP.sub(" ", clause)
    association = _ASSOCIATED.search(clause)
    if (
        _OF_THE_ESTIMATE.search(clause)
        or _AMID_PAIR.search(clause)
        or (association is None and _RAISED_EXPOSURE.search(clause))
    ):
        return ""
    if association is not None and not _KINDS["no_difference"].search(clause):
        if association["link"] != "with":
            return ""
        if _PLAINLY_ASSOCIATED.search(clause) and not is_hedged(before) and not _UNSURE.search(clause):
            return "increased" if estimate and is_on_side("increased", measure, estimate) else ""
        clause = clause[association.end() :]
    found = _kinds(clause)
    if len(found) != 1 or is_hedged(before) or _UNSURE.search(re.sub(r"\bbut\s+(?=not\b)", "", clause)):
        return ""
    kind = found.pop()
    if kind in ("increased", "decreased"):
        if _names_a_group(clause) or _REVERSING.search(clause):
            return ""
        if estimate and not is_on_side(kind, measure, estimate):
            return ""
    return kind


def is_hedged(words: str) -> bool:
    """Whether the words before a result are uncertain, or report what people believe."""
    return _HEDGED.search(words) is not None


def but_not(before: str, sentence: str, direction: str) -> str:
    """The direction of ``but not infection (`` after a result with a known direction.

    Args:
        before: the words between that result and this one.
        sentence: the sentence up to ``before``.
        direction: the direction of the result before.
    """
    if direction not in ("increased", "decreased") or not re.fullmatch(
        r"[\s,;)\]]*but\s+not\s[^.;]{1,150}", before, _I
    ):
        return ""
    if re.search(r"\bassociat", sentence, _I):
        return "no_difference"
    return "no_increase" if direction == "increased" else "no_decrease"


def is_on_side(kind: str, measure: str, estimate: str) -> bool:
    """Whether an estimate is above the null for ``increased`` or below it for ``decreased``; always true for others."""
    if kind not in ("increased", "decreased") or measure not in COMPARING:
        return True
    null = 1.0 if measure in RATIOS else 0.0
    return float(estimate) > null if kind == "increased" else float(estimate) < null


def continues_list(before: str) -> bool:
    """Whether the words between two results only name the next outcome of a list: ``, death (``."""
    return (
        len(before) <= _REACH // 4
        and _LISTED.fullmatch(before) is not None
        and not _kinds(before)
        and not _REVERSING.search(before)
        and not re.search(r"\b(?:not|no|but|than|vs|versus|was|were|is|are|group|women|men)\b", before, _I)
    )


def _kinds(clause: str) -> set[str]:
    """The directions in a clause; a negated one does not also count as affirmed."""
    found = set()
    for kind in ("no_difference", "no_increase", "no_decrease"):
        clause, count = _KINDS[kind].subn(" ", clause)
        if count:
            found.add(kind)
    return found | {kind for kind in ("increased", "decreased") if _KINDS[kind].search(clause)}


def _names_a_group(clause: str) -> bool:
    """Whether it names the group in which something is higher or lower, which may not be the intervention's."""
    among = _AMONG_WHOM.search(clause)
    if among is not None and not _COMPARED.search(among[0]):
        return True
    match = _IN_WHICH_GROUP.search(clause)
    if match is None or _OWN_GROUP.search(match[0]):
        return False
    words = match[0]
    group = re.search(
        r"\b(?:in|among|with|for|within|after|under|by)\s+(?:the\s+|those\s+)?(?:[\w-]+\s+){0,5}[\w-]+$", words, _I
    )
    return not (group and _COMPARED_BEFORE.search(words[: group.start()]))
