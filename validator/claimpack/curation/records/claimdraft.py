"""Drafts a claim from its sentence, as far as the words are certain, for a person to confirm.

It knows the words of English, German, French and Spanish; in other languages it reads numbers, citations and the names
of concepts. The statement is composed from the draft, never from the sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from claimpack.evidence.negations import NOT, is_denied, is_denied_of
from claimpack.package.citations import without_marks
from claimpack.wording import within_sentence

CONFIRMED = ("outcome", "effect_direction", "statement")
"""What is always asked for; the rest of a draft is shown with the whole record."""
_SCOPE = ("intervention", "route", "population", "comparator")


class Named(NamedTuple):
    """A concept that a draft may name."""

    concept_id: str
    kind: str
    label: str


_WORDS = tomllib.loads(Path(__file__).with_name("claimwords.toml").read_text(encoding="utf-8"))


def _forms(table: str) -> dict[str, str]:
    """The regular expressions of a table of ``claimwords.toml``, by the words of our vocabulary that they mean."""
    parts = {"not": NOT, **_WORDS["parts"]}
    return {
        word: re.sub("<([a-z_]+)>", lambda found: parts[found[1]], form).replace("\n", "")
        for word, form in _WORDS[table].items()
    }


_DIRECTIONS = _forms("directions")
_FREQUENCIES, _SEVERITIES, _WORDINGS = map(_forms, ("frequencies", "severities", "wordings"))
_NUMBER = r"\d{1,3}(?:[,.’'\u202f\u00a0 ]\d{3})+|\d{1,9}"
_PEOPLE = re.compile(
    rf"(?<![\d.,])({_NUMBER})\s(?:\w+\s){{0,2}}?(?:people|patients|participants|adults|children|women|men|persons|subjects"
    r"|Menschen|Personen|Patient(?:en|innen)\w*|Teilnehme\w+|Erwachsene\w*|Kinder\w*|Frauen|Männer\w*"
    r"|personnes|patients|participants|personas|pacientes|participantes)\b"
)
_STUDIES = re.compile(
    rf"(?<![\d.,])({_NUMBER})\s(?:\w+\s){{0,3}}?(?:studies|trials|RCTs|Studien|études|essais|estudios|ensayos)\b"
)
_YEAR = re.compile(r"\b(?:in|from|of|published(?: in)?|im Jahr|aus|von|en|de)\s((?:19|20)\d\d)\b")
_GLUED_LAST = re.compile(r"(?<=[^\W\d_])\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\W*$)")
"""A number at the end of an item that is probably a citation, and not part of the last word."""
_SHARE = r"\d{1,3}(?:[.,]\d{1,3})?"
_PERCENT = re.compile(
    r"(?P<most>up to|at most|bis zu|höchstens|jusqu'à|hasta)?\s?(?<![\d.,])"
    rf"(?:(?P<low>{_SHARE})\s?%?\s?(?:[-–—]|to|bis|à|a)\s?)?"
    rf"(?P<value>{_SHARE})\s?(?:%|per ?cent|percent|Prozent|pour cent|por ciento)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\b(?:1|one|eine[rmns]?|un|uno) (?:in|von|sur|de cada) (?:every )?(\d{1,3}(?:[,.]\d{3})*)\b", re.IGNORECASE
)
_STUDY = re.compile(r"\b(?:stud(?:y|ies)|trials?|Studien?|études?|essais?|estudios?|ensayos?)\b", re.IGNORECASE)
_SYNTHESIS = re.compile(
    r"meta-?\s?anal\w*|systematic review|Übersichtsarbeit|revue systématique|revisión sistemática", re.IGNORECASE
)


def drafted(sentence: str, concepts: list[Named]) -> dict[str, str]:
    """What a sentence says for certain, by columns of claims.csv, without a statement.

    Args:
        sentence: the passage's text.
        concepts: those of the package.

    >>> drafted("In 62 trials with 3,546 people fever was more common.1", [Named("fever", "outcome", "Fever")])
    {'outcome': 'fever', 'effect_direction': 'increased', 'claim_type': 'study_result', 'population_size': '3546', \
'population_basis': 'stated', 'study_count': '62'}
    """
    plain = _GLUED_LAST.sub("", without_marks(sentence))
    found = {"outcome": _only(plain, "outcome", concepts), "effect_direction": _direction(plain)}
    found |= {kind: _only(plain, kind, concepts) for kind in _SCOPE}
    direction = found["effect_direction"]
    found["claim_type"] = claim_type(plain, direction)
    if direction in ("occurs", "not_observed"):
        found["frequency"] = _first(_FREQUENCIES, plain)
    found["severity"] = _first(_SEVERITIES, plain)
    people, studies, years = (set(each.findall(plain)) for each in (_PEOPLE, _STUDIES, _YEAR))
    if len(people) == 1:
        found |= {"population_size": _whole(people.pop()), "population_basis": "stated"}
    if len(studies) == 1:
        found["study_count"] = _whole(studies.pop())
    if len(years) == 1 and found["claim_type"] in ("study_result", "synthesis"):
        found["stated_year"] = years.pop()
    found |= _stated(plain)
    found["wording"] = _first(_WORDINGS, plain)
    return {column: value for column, value in found.items() if value}


_INHERITED = {
    "effect_direction": "what happens",
    "frequency": "how often",
    "intervention": "the treatment",
    "route": "the route",
    "population": "in whom",
    "comparator": "the comparison",
}
"""The columns that an item of a list may inherit from the line that opens the list, and their names in the note."""


def inherited(found: Mapping[str, str], opening: str, concepts: list[Named]) -> dict[str, str]:
    """What an item of a list says, with what the line that opens the list says for all items; a note says so.

    Args:
        found: what was drafted from the item.
        opening: the line that opens the list.
        concepts: those of the package.

    >>> inherited({"outcome": "fever"}, "Common side effects include:", [])["frequency"]
    'common'
    """
    speaks = "effect_direction" in found
    of_list = {
        column: value
        for column, value in drafted(opening, concepts).items()
        if column in _INHERITED and column not in found and not (column == "frequency" and speaks)
    }
    if not of_list:
        return dict(found)
    named = [called for column, called in _INHERITED.items() if column in of_list]
    note = f"From the list's heading: {', '.join(named)}."
    made = {**found, **of_list, "note": note}
    if not speaks:
        made["claim_type"] = claim_type(opening, made.get("effect_direction", "")) or found.get("claim_type", "")
    return {column: value for column, value in made.items() if value}


def statement(row: Mapping[str, str], labels: Mapping[str, str], language: str = "en") -> str:
    """A statement composed from what is recorded of a claim; blank if that is too little.

    Args:
        row: the claim.
        labels: the labels of its concepts.
        language: the article's language.

    >>> statement({"outcome": "fever", "effect_direction": "occurs", "frequency": "common"}, {"fever": "Fever"})
    'Fever occurs often.'
    """
    spoken = language.partition("-")[0] or "en"
    words = _WORDS["statements"].get(spoken, _WORDS["statements"]["en"])
    outcome, treatment = (labels.get(row.get(each, ""), "") for each in ("outcome", "intervention"))
    form, often = words.get(row.get("effect_direction", "")), words["often"].get(row.get("frequency", ""), "")
    if form is None or not outcome:
        return ""
    within = within_sentence if spoken == "en" else str
    said = form.format(
        outcome=outcome,
        outcome_within=within(outcome),
        with_it=f" {words['with']} {within(treatment)}" if treatment else "",
        often=f" {often}" if often else "",
    )
    if row.get("stated_measure") == "percent":
        value, low, high = (row.get(each, "") for each in ("stated_value", "stated_low", "stated_high"))
        share = value or (f"{low} {words['to']} {high}" if low and high else f"{words['up_to']} {high}" if high else "")
        said += f" ({share} %)" if share else ""
    return f"{said}."


_SEVERAL = re.compile(
    r"[,;、，،]\s|\b(?:and|or|und|oder|sowie|et|ou|y|e|o|и|или)\b|[/&、，及和或や与與]", re.IGNORECASE
)


def may_name_several(sentence: str) -> bool:
    """Whether a sentence lists several things, so that it may say the same of another outcome.

    >>> may_name_several("Fever or chills may occur."), may_name_several("Fever occurs in 1,200 people (Roe, 2020).1,3")
    (True, False)
    """
    return _SEVERAL.search(re.sub(r"[(\[（［【][^()\[\]]*[)\]）］】]", " ", without_marks(sentence))) is not None


def _only(text: str, kind: str, concepts: list[Named]) -> str:
    """The only concept of a kind that a text names; of names that overlap, the longest counts."""
    spans: list[tuple[int, int, str]] = []
    for each in concepts:
        if each.kind == kind and each.label:
            is_one_word = not re.search(r"[\u3040-\u9fff]", each.label)
            before, after = (r"(?<!\w)", r"(?:s|e[sn]?|n)?(?!\w)") if is_one_word else ("", "")
            matches = re.finditer(f"{before}{re.escape(each.label)}{after}", text, re.IGNORECASE)
            spans += [(*match.span(), each.concept_id) for match in matches]
    widest = [
        one
        for one in spans
        if not any(other[0] <= one[0] and one[1] <= other[1] and other[:2] != one[:2] for other in spans)
    ]
    ids = {concept for _, _, concept in widest}
    return ids.pop() if len(ids) == 1 else ""


def _direction(text: str) -> str:
    matches = {
        word: list(re.finditer(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE)) for word, form in _DIRECTIONS.items()
    }
    first = next((word for word, found in matches.items() if found), "")
    affirmed = {word for word, found in matches.items() if any(not is_denied(text, *each.span()) for each in found)}
    rises, falls = bool(matches["increased"]), bool(matches["decreased"])
    match first:
        case "not_observed":
            is_sure = not (rises or falls)
        case "no_increase":
            is_sure = not (falls or "increased" in affirmed)
        case "no_decrease":
            is_sure = not (rises or "decreased" in affirmed)
        case "no_difference":
            is_sure = not affirmed & {"increased", "decreased"}
        case "increased" | "decreased" | "favourable" | "occurs":
            is_denied_once = any(is_denied(text, *each.span()) for each in matches[first])
            is_sure = not (is_denied_once or (first == "increased" and falls))
        case _:
            is_sure = True
    return first if is_sure else ""


def claim_type(text: str, direction: str) -> str:
    """The type of a claim with this direction, from its sentence; blank if that is not certain."""
    if direction == "uncertain":
        return "limitation"
    if _SYNTHESIS.search(text):
        return "synthesis"
    if _STUDY.search(text) or direction in ("increased", "decreased", "no_increase", "no_difference", "no_decrease"):
        return "study_result"
    return "adverse_event" if direction in ("occurs", "not_observed") else ""


def _first(words: Mapping[str, str], text: str) -> str:
    """The first word of the vocabulary with a form in the text that is not denied there."""
    for word, form in words.items():
        found = re.finditer(rf"\b(?:{form})\b", text, re.IGNORECASE)
        if any(not is_denied_of(text, each.start()) for each in found):
            return word
    return ""


def _stated(text: str) -> dict[str, str]:
    """The one share that a text states; empty if it states several."""
    shares, ones = list(_PERCENT.finditer(text)), _ONE_IN.findall(text)
    if len(shares) == 1 and not ones:
        value, low = (shares[0][each] and shares[0][each].replace(",", ".") for each in ("value", "low"))
        if low:
            return {"stated_measure": "percent", "stated_low": low, "stated_high": value}
        return {"stated_measure": "percent", "stated_high" if shares[0]["most"] else "stated_value": value}
    if len(ones) == 1 and not shares:
        return {"stated_measure": "one_in", "stated_value": _whole(ones[0])}
    return {}


def _whole(printed: str) -> str:
    return re.sub(r"\D", "", printed)
