"""Patterns for the parts of a printed result: measure, estimate, interval, p-value and others.

All patterns are for text in plain signs (``claimpack.evidence.sourcenumbers``) and match a bounded length, so that the
time for reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimpack.evidence.sourcenumbers import NUMBER, PrintedNumber, plain_number

I = re.IGNORECASE  # noqa: E741 - so that patterns stay readable

NUM = NUMBER
SIGNED = rf"[-+]?\s?{NUM}"

_ABBREVIATED = (
    r"(?:a|S(?=HR)|[Aa]dj(?:usted)?[ .-]?|unadjusted |c|m|s|p|A)?"
    r"(?P<{name}>OR|RR|HR|IRR|SMD|WMD|(?<![Acmsp])MD|RD|(?<=\ba)PR)s?(?:[ _]?adj|MH|a)?"
    r"(?:_?(?=[\w+-]{{0,30}}?(?:\dt?h?vs|\d[A-Z-]|[a-z]vs|[A-Z]\d))(?:\d{{1,2}}(?=[A-Za-z])|[A-Za-z])"
    r"(?:[\w+-]|(?<=vs)\.){{1,40}}(?=\s?[\[(=:]))?"
)

_LABEL = (
    r"(?<![A-Za-z])(?:"
    r"(?P<OR>(?i:odds[ -]ratios?)|O\.R\.|odds(?=\s[\[(](?:95%%?\s)?(?i:confidence interval|CI)))"
    r"|(?P<HR>(?i:hazards?[ -]ratios?|relative[ -]hazards?|hazards? risks?(?= \(HR|$))|H\.R\.)"
    r"|(?P<IRR>(?i:(?:(?:incidence|incident|event)[ -])?rate[ -]ratios?"
    r"|relative[ -]rates?(?![ -](?:ratio|reduc|increas|differ))"
    r"|incidence[ -]density[ -]ratios?|standardi[sz]ed[ -](?:mortality|incidence|morbidity)[ -](?:rate )?ratios?))"
    r"|(?P<RR>(?i:(?:relative[ -]risks?|risks?[ -]ratios?|prevalence[ -](?:rate )?ratios?|proportions? ratios?|"
    r"risk rates?(?= \(RR|$))"
    r"(?![ -](?:ratio|reduc|increas|differ)))|R\.R\.)"
    r"|(?P<SMD>(?i:standardi[sz]ed (?:weighted )?mean differences?|Hedges'?s? ?'? ?g|Cohen'?s? d))"
    r"|(?P<MD>(?i:(?:(?:mean|least[ -]squares? mean) (?:between[ -](?:group|arm)s? |group |treatment |"
    r"adjusted |absolute )?differences?"
    r"|differences? in (?:the )?(?:adjusted |unadjusted )?(?:least[ -]squares? )?means)))"
    r"|(?P<RD>(?i:(?:absolute )?risk differences?))"
    r"|(?P<ROM>(?i:ratios? of (?:the )?(?:adjusted )?(?:geometric |least[ -]squares? )?means|geometric mean ratios?))"
    r"|"
    + _ABBREVIATED.format(name="abbreviation")
    + r"|(?P<defined>%s))(?![A-Za-z])(?:(?:(?<=[OHR]R)|(?<=ratio))-(?=[\d.]))?"
)


def label_with(others: Sequence[str]) -> re.Pattern[str]:
    """A pattern for names of measures, with the other abbreviations that a text defines."""
    return re.compile(_LABEL % ("|".join(map(re.escape, others)) or "(?!)"))


LABEL = label_with(())
"""The names of measures; the group says which one it is, or ``abbreviation`` does."""

NOT_A_MEASURE_BEFORE = re.compile(
    r"(?:diagnostic|reporting|ratio of|ratios of|log|ln|ratio of the|relative|excess|attributable|likelihood|"
    r"cumulative|log-|predictive|proportional(?= odds))[ -]?$",
    I,
)
"""Words that make another measure of the next one; ``proportional`` and ``cumulative`` odds ratios are not read."""

OF_ABBREVIATIONS = {"WMD": "MD", "PR": "RR"}

_LEVEL = r"(?:5\d|6\d|7\d|8\d|9\d)(?:\.\d{1,3})?"
_CI = (
    r"(?:confiden(?:ce|tial)[ -]*(?:intervals?|limits?|bounds?)|credib(?:le|ility)[ -]*intervals?|"
    r"(?<![A-Za-z])(?:C\.?I\.?'?s?|CrI|CRI|ci|BCI|CL|IC|KI)(?![A-Za-z]))"
)
_PER_CENT = r"\s?(?:%|per ?cent|percent)"
INTERVAL_WORDS = (
    rf"(?:(?P<level>{_LEVEL}){_PER_CENT}?\s{{0,2}}-?\s?(?:(?:two|2|one|1)-sided |bootstrap(?:ped)? |"
    r"Bayesian |repeated |exact )?)?"
    rf"(?:[\[(]?(?<![A-Za-z])(?P<kind>(?i:{_CI}))[\])]?)(?:\s?[\[(]\s?(?:{_LEVEL}\s?%\s?)?(?:C\.?I\.?s?|CrI)\s?[\])])?"
    r"(?:,? C\.?I\.?(?![A-Za-z])|\s[\[(](?i:confidence intervals?)[\])])?"
    rf"(?:\s?\(?(?P<level_after>{_LEVEL}){_PER_CENT}\)?)?"
)
_NO_UNIT = (
    r"(?!(?:to|and|through|with|at|or|in|for|versus|vs|CI|p|P|better|worse|lower|higher|fewer|more|less|"
    r"favou?ring|greater|shorter|longer)\b)"
)
_UNIT = rf"(?:\s?(?:%|°C|{_NO_UNIT}[A-Za-zµμ][A-Za-z0-9µμ/]{{0,14}}(?:[ -]{_NO_UNIT}[A-Za-zµμ/]{{1,12}}){{0,2}}))"
_TO = rf"(?:\s?%|{_UNIT})?\s{{0,2}}(?:-|\bto(?=[\s\d.+-])|\bthrough\b|,|;|\band\b|\.\.\.?|~|/|:)\s{{0,2}}"
PAIR = rf"(?P<low>[-+]?\s?{NUM}){_TO}(?P<high>[-+]?\s?{NUM})"

WORDED_INTERVAL = re.compile(
    rf"{INTERVAL_WORDS}(?:\sof\s(?:the\s)?(?:OR|HR|RR)(?![A-Za-z]))?"
    rf"\s?(?:=|:|,|;|-(?=\s)|(?:of|from|was|were|is|between|ranging from|range:?|"
    rf"ranged from)(?![A-Za-z])){{0,2}}\s{{0,2}}[\[(]?\s?{PAIR}"
    rf"(?P<unit>\s?%)?(?!\d)"
)
"""An interval with its name."""

BARE_INTERVAL = re.compile(rf"\s?(?P<own>%)?\s{{0,2}}[\[(]\s?{PAIR}(?P<unit>\s?%)?(?=\s?[\]);,])")
"""An interval in brackets right behind a number."""

LEVEL_ALONE = re.compile(
    rf"(?P<level>{_LEVEL})\s?%:?\s(?P<low>{NUM})\s{{0,2}}(?:-|to(?=[\s\d.]))\s{{0,2}}(?P<high>{NUM})(?=\s?[\]);,])"
)
"""An interval that only its level shows: ``95% 0.94 to 1.79``."""

COMMA_INTERVAL = re.compile(
    rf"\s?(?P<before>[,;])\s?[\[(]?\s?(?P<low>[-+]?\s?{NUM})\s{{0,2}}(?P<to>-|\bto\b|"
    rf",)\s{{0,2}}(?P<high>[-+]?\s?{NUM})(?=\s?[\]);,])"
)
"""An interval behind a number and a comma, which needs further evidence."""

PER_UNIT = re.compile(
    r"\s(?:per|for|amongst?|in|with)\s[^.;:()\[\],=]{1,40}(?:\s?\([A-Z][A-Za-z]{1,5}\))?(?=\s?[,;(\[])"
)
"""The unit of a ratio, or its group: ``OR 1.02 per kg/m2, 95% CI``."""

LEVEL_WORDS = re.compile(
    rf"(?P<level>{_LEVEL}){_PER_CENT}\s{{0,2}}-?\s?{_CI}|{_CI}\s?\(?(?P<level_after>{_LEVEL}){_PER_CENT}", I
)

_ABBREVIATION_IN_BRACKETS = (
    r"(?:\s?[\[(]\s?(?:(?:M-?H-)?[a-zA-Z]{1,6}s?|Hedges'? ?g|(?i:(?:adjusted |pooled )?(?:odds|hazard|risk|"
    r"rate) ratio|relative risk))\s?(?:[\])]|(?=[,;:=]|\s\d)))"
)
BRIDGE = re.compile(
    rf"{_ABBREVIATION_IN_BRACKETS}?"
    rf"(?:[\s,;]{{0,2}}(?:with |and )?[\[(,]?\s?{INTERVAL_WORDS}\s?[\])]?)?"
    rf"(?:\s{{0,4}}(?:,|:|;|=|(?:of|was|were|is|are|at|estimated at|equal to|for)(?![A-Za-z])|[\[(])){{0,3}}\s{{0,4}}"
    rf"(?P<estimate>(?P<sign>[-+]\s?)?{NUM})"
)
"""From the name of a measure to its estimate."""

WORDY_BRIDGE = re.compile(
    rf"{_ABBREVIATION_IN_BRACKETS}?(?:\s?[\[(]?(?:and |with )?{INTERVAL_WORDS}[\])]?)?"
    r"(?:\s\([A-Za-z][^()\d]{1,60}\))?,?\s{1,2}"
    r"(?P<words>(?:for|of|in|with|comparing|between|versus|vs\.?|associated with|"
    r"over)\s(?:[^.;:()\[\]0-9=]|(?<=\bvs)\.|(?<=[A-Za-z-])\d|\d(?=-[a-z])){1,110}?(?:\s\([A-Za-z][^()\d]{1,60}\))?)"
    rf"(?:\s?[,=:(\[]\s{{0,2}}|\s(?:of|was|were|is|are)\s{{1,2}}|\s{{1,2}})(?P<estimate>(?P<sign>[-+]\s?)?{NUM})"
)
"""The same, with words in between that name the outcome: ``hazard ratio for death, 0.78``."""

MORE_ESTIMATES = re.compile(rf"\s?(?:,\s?and\s|,|;|\sand\s)\s?(?P<estimate>[-+]?{NUM})(?!\s?(?:%|-|to\b|\d))")
NEXT_PAIR = re.compile(rf"\s?(?:,\s?and\s|,|;|\sand\s)\s?[\[(]?\s?(?:[\])]\s?)?{PAIR}(?!\d)")

AFTER_ESTIMATE = re.compile(
    rf"(?P<unit>{_UNIT}){{0,1}}(?:\s(?:better|worse|lower|higher|fewer|more|less|shorter|longer|"
    rf"greater)){{0,1}}(?=\s{{0,2}}[,;(\[:)\]]|\s(?:with|at)\s)"
)
"""The unit between an estimate and what follows."""

NOT_AN_ESTIMATE_AFTER = re.compile(r"\s?(?:×|x\s?10|\*\s?10|E-?\d|[a-z]?[-/]\d|\s?(?:fold|times)\b)")

_BETWEEN = re.compile(r"[\s,;:()\[\]]{0,5}(?:(?:and|with|an|a|at|the|corresponding|associated)\s){0,3}")
"""What may be between two parts of one result."""

_OPERATOR = r"(?P<relation><=|>=|=<|<|>|=|≤|≥|:|\bless than\b|\bgreater than\b)"
_P = (
    r"(?<![A-Za-z])(?:(?:stratified |unstratified )?[Ll]og-?rank (?:test,? )?|[Aa]djusted |[Nn]ominal )?"
    r"(?:(?P<sides>(?:one|1|two|2)-(?:sided|tailed)) )?[pP](?:[- ]?values?)"
    r"?(?:\s?\((?P<sides_after>(?:one|1|two|2)-(?:sided|tailed))\))?"
)
P_VALUE = re.compile(
    rf"{_P}\s{{0,2}}(?:was|of|is|were)?\s{{0,2}}{_OPERATOR}\s{{0,2}}(?P<p>[01](?:\.\d{{1,12}})?|"
    rf"\.\d{{1,12}})(?![\d%]|-\d)(?!\s?(?:×|x\s?10|E|e-))"
)
P_OF_SOMETHING_ELSE = re.compile(
    r"(?<![A-Za-z])[pP](?:[- ]?values?)?(?:[\s_-]{1,2}|(?=inter|trend|het|int|lin|non))(?:for\s|"
    r"of\s)?[\s_-]?(?P<what>(?:the\s)?[A-Za-z][A-Za-z -]{0,40}?)\s{0,2}"
    rf"(?:<=|>=|<|>|=|≤|≥)\s{{0,2}}{NUM}"
)
P_IS_FOR = re.compile(
    r"\)?,?\s?(?:for|by)\s(?:the\s)?(?:\w+[\s-]){0,3}?(?:trend|interaction|heterogeneity|"
    r"non-?\s?inferiority|equivalence|inferiority|homogeneity)",
    I,
)

I_SQUARED = re.compile(
    r"(?<![A-Za-z])I\s?(?:2|²|\^\s?2|\(2\)|\s?-?squared|\s?sup 2)(?:\s(?:statistic|index|"
    r"value))?\s{0,2}(?:=|:|of|was|,)?\s{0,2}(?P<i>\d{1,3}(?:\.\d{1,6})?)(?!\d|\.\d)\s?%?"
)
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
SMALL_NUMBERS = {word: str(value) for value, word in enumerate(_SMALL.split("|"), 1)}
_FROM = r"(?:(?:from|in|based on|data from|involving|of)\s)?"
STUDIES = re.compile(
    rf"{_FROM}(?P<studies>{NUM}|(?i:{_SMALL}))\s(?:[A-Za-z-]{{1,20}}\s){{0,2}}?(?:studies|study|"
    r"trials?|RCTs?|cohorts)\b"
    rf"|(?:studies|trials|RCTs|k)\s?=\s?(?P<studies_after>{NUM})"
)
PARTICIPANTS = re.compile(
    rf"{_FROM}(?P<people>{NUM}|\d{{1,3}}(?: \d{{3}}){{1,2}})"
    rf"\s(?:[A-Za-z-]{{1,20}}\s){{0,2}}?(?:participants?|patients|people|women|men|children|infants|"
    r"adults|individuals|subjects|persons|neonates|adolescents|mothers|babies|pregnancies|births|"
    r"parents|students)\b"
    rf"|(?i:participants|patients|n)\s?=\s?(?P<people_after>{NUM})(?!\s?/)"
)
CERTAINTY = re.compile(
    r"(?:GRADE:? )?(?P<certainty>very[ -]low|low|moderate|high)(?P<range>[ -](?:to|"
    r"or)[ -](?:very[ -]low|low|moderate|high))?[ -](?:certainty|quality)(?: (?:of )?(?:the )"
    r"?evidence)?",
    I,
)
STATISTIC = re.compile(
    r"(?:Z|z|t|F|χ2|χ²|[Cc]hi-?(?:2|²|squared?)|Q|[Tt]au(?:2|²)|τ2|τ²|df|r|R2|NNT[BH]?|effect size|ES|"
    rf"d)(?:\(\d{{1,4}}(?:, ?\d{{1,5}})?\))?\s?[=:]\s?{SIGNED}"
)
"""Another statistic of the same result, which is skipped."""

POWER = re.compile(
    r"\bpower(?:ed)?\b|\bto detect\b|\bsample size\b|\bmargin\b|\bwe (?:assumed|hypothesi[sz]ed)\b|"
    r"\bassum(?:ed(?!\s(?:borderline|statistical|significance))|ing|ption)\b|"
    r"\bwas defined as\b|\bprespecified\b.{0,30}\bthreshold\b",
    I,
)
"""Words that show that a sentence's numbers are plans, not results."""


def plan_in(plain: str, start: int, end: int) -> int | None:
    """Where a sentence begins to report plans; None if it does not.

    That is its beginning, except for a margin behind an interval: the interval is a result that the margin judges.
    """
    words = list(POWER.finditer(plain, start, end))
    if not words:
        return None
    margin = words[0].start()
    is_margin = all(word[0].lower() == "margin" for word in words)
    return margin if is_margin and LEVEL_WORDS.search(plain, start, margin) else start


def next_part(plain: str, place: int, end: int) -> int:
    """Where the next part of a result begins, behind the signs and small words that may come before it."""
    between = _BETWEEN.match(plain, place, end)
    return between.end() if between else place


def level(match: re.Match[str]) -> str:
    """The confidence level that a match names, before or behind the word for the interval; blank if it names none."""
    return match["level"] or match["level_after"] or ""


def limits(match: re.Match[str], low: str = "low", high: str = "high") -> dict[str, PrintedNumber]:
    """The limits of an interval, by columns of estimates.csv, from the groups of a match that hold them."""
    return {"ci_low": number(match, low), "ci_high": number(match, high)}


def relation(match: re.Match[str]) -> str:
    """The word of ``p_relation`` for the sign that a p-value is printed with, which is = where there is none."""
    printed = match["relation"] or "="
    return _RELATIONS.get(printed, printed)


_RELATIONS = {"≤": "<=", "≥": ">=", "=<": "<=", ":": "=", "less than": "<", "greater than": ">"}


def number(match: re.Match[str], group: str) -> PrintedNumber:
    """The number that a group of a match holds; a minus sign belongs to it."""
    printed = match[group]
    if printed.lower() in SMALL_NUMBERS:
        return PrintedNumber(SMALL_NUMBERS[printed.lower()], match.start(group), match.end(group))
    digits = printed.lstrip("+- ")
    end = match.end(group)
    if printed.startswith("-"):
        return PrintedNumber("-" + plain_number(digits), match.start(group), end)
    return PrintedNumber(plain_number(digits), end - len(digits), end)
