"""Reads effect estimates with the parts printed beside them: interval, p-value, heterogeneity, studies, people."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import NamedTuple

from claimpack.curation.imports import resultparts as parts
from claimpack.curation.imports.reportedresult import LeftText, ReportedResult
from claimpack.evidence.measures import RATIOS
from claimpack.evidence.percentages import is_in_per_cent
from claimpack.evidence.printed import half_unit
from claimpack.evidence.sourcenumbers import PrintedNumber

_KINDS_OF_INTERVAL = (("credib", "credible"), ("cri", "credible"), ("bci", "credible"), ("predict", "prediction"))
_MOST_IN_LIST = 20
_HEAD = 200
_ADJUSTED_BEFORE = re.compile(r"(?:(?<!un)adjusted|\badj\.?|multivaria(?:te|ble))[ -]?$", re.IGNORECASE)
_ADJUSTED_NAME = re.compile(r"adj|a(?:OR|RR|HR|IRR|PR)|A(?:OR|HR)|\w+adj$")
_EPSILON = 1e-9
_LARGEST = 10_000
"""Printed ratios are never larger."""
_WHOLE = 100
_WIDE = 0.4
_OFF, _OFF_UNNAMED = 0.15, 0.05
"""How far from the middle of its interval an estimate may be, as a share of its width on the logarithmic scale."""
_PER_MANY = re.compile(r"[\s,;:)\]]{0,4}[(\[]?per\s(?:\d|hundred|thousand|million)", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:prevalence|proportions?)[ -](?:rate )?ratio"
    r"|standardi[sz]ed[ -](?:mortality|incidence|morbidity)[ -](?:rate )?ratio"
    r"|sub-?(?:distribution )?hazard ratio|geometric mean",
    re.IGNORECASE,
)
"""More exact names of ratios than their measures."""
_DEFINED = re.compile(r"[\[(]\s?(?P<short>[A-Z]{2,4})s?\s?[\]);,:]")
_MOST_PARTS = 12


class Context:
    """A text, and what applies to all of it.

    Attributes:
        plain: the text in plain signs.
        level: the only confidence level that it names; blank if it names none or several.
        meanings: the measures of abbreviations that it defines, blank if one is something else.
        only_measure: the only ratio that it names, blank if it names none or several; ``first_named`` is its place.
        names: the words before each abbreviation where it is defined.
        left: parts that were read as results and left out.
    """

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.left: list[LeftText] = []
        levels = {parts.level(match) for match in parts.LEVEL_WORDS.finditer(plain)}
        self.level = levels.pop() if len(levels) == 1 else ""
        self.meanings: dict[str, str] = {}
        self.names: dict[str, str] = {}
        others = set()
        for match in _DEFINED.finditer(plain):
            meaning = _meaning(plain[max(0, match.start() - 60) : match.start()].rstrip(), match["short"])
            if meaning is not None:
                self.meanings[match["short"]] = self.meanings.get(match["short"]) or meaning
                self.names.setdefault(match["short"], plain[max(0, match.start() - 60) : match.start()])
                if meaning and parts.LABEL.fullmatch(match["short"]) is None:
                    others.add(match["short"])
        self.label = parts.label_with(sorted(others))
        named = [(measure, label.start()) for label in self.label.finditer(plain) if (measure := _measure(self, label))]
        ratios = {measure for measure, _ in named if measure in RATIOS}
        self.only_measure = ratios.pop() if len(ratios) == 1 else ""
        self.first_named = min((start for measure, start in named if measure in RATIOS), default=len(plain))


def effects_in(context: Context, start: int, end: int) -> list[list[ReportedResult]]:
    """The effect estimates between two places, those of one list together."""
    plain = context.plain
    groups: list[list[ReportedResult]] = []
    place = start
    labels = list(context.label.finditer(plain, start, end))
    is_after_others = bool(labels) and _OTHERS_INTERVAL.search(plain, start, labels[0].start()) is not None
    starts = [label.start() for label in labels]
    for label in labels:
        if label.start() < place:
            continue
        measure = _measure(context, label)
        if not measure:
            continue
        found, stop = _after_label(context, label, measure, start, end)
        if not found:
            continue
        groups.append(found)
        place = stop
        while len(found) == 1 and not is_after_others and "ci_low" in groups[-1][0].numbers:
            following = bisect_left(starts, place)
            limit = starts[following] if following < len(starts) else end
            more = _next_value(context, measure, place, limit)
            if more is None:
                break
            groups.append([more.with_(note=more.note or found[0].note)])
            place = more.end
    if not labels and context.only_measure and context.first_named < start and _COMPARES.search(plain, start, end):
        while (more := _next_value(context, context.only_measure, place, end, is_named=False)) is not None:
            groups.append([more])
            place = more.end
    return groups


def _meaning(before: str, short: str) -> str | None:
    """The measure that the words before an abbreviation name; blank for something else, None if they don't say."""
    names = list(parts.LABEL.finditer(before))
    name = names[-1] if names else None
    if name is not None and name.end() == len(before) and name.lastgroup != "abbreviation":
        return name.lastgroup or ""
    words = re.findall(r"[A-Za-z]+", before)[-len(short) :]
    if [word[0].upper() for word in words] == list(short):
        return ""
    return None


def _measure(context: Context, label: re.Match[str]) -> str:
    """The measure of a name; blank if it is not one of ours."""
    plain = context.plain
    if parts.NOT_A_MEASURE_BEFORE.search(plain, max(0, label.start() - 30), label.start()):
        return ""
    if label.lastgroup not in ("abbreviation", "defined"):
        return label.lastgroup or ""
    short = label["abbreviation"] or label["defined"]
    return context.meanings.get(short, parts.OF_ABBREVIATIONS.get(short, short))


def _after_label(
    context: Context, label: re.Match[str], measure: str, start: int, end: int
) -> tuple[list[ReportedResult], int]:
    plain = context.plain
    bridge = parts.BRIDGE.match(plain, label.end(), end)
    is_wordy = False
    if bridge is None or _is_no_estimate(plain, bridge, measure):
        bridge = parts.WORDY_BRIDGE.match(plain, label.end(), end)
        is_wordy = True
        if bridge is None or parts.LABEL.search(bridge["words"]) or _is_no_estimate(plain, bridge, measure):
            return _far_from_label(context, label, measure, start, end)
    level, kind = parts.level(bridge), bridge["kind"] or ""
    begin = _opening(plain, label.start(), start)
    estimates = [parts.number(bridge, "estimate")]
    place = bridge.end("estimate")
    if measure in RATIOS:
        while len(estimates) < _MOST_IN_LIST and (more := parts.MORE_ESTIMATES.match(plain, place, end)):
            estimates.append(parts.number(more, "estimate"))
            place = more.end("estimate")
    if len(estimates) > 1:
        listed = _listed(context, measure, estimates, place, end, begin, label)
        if listed:
            return listed, listed[-1].end
        place = bridge.end("estimate")
    announced = _Announced(level, kind, is_named=bool(level or kind))
    result = _complete(context, measure, estimates[0], place, end, announced)
    if result is None:
        return _far_from_label(context, label, measure, start, end)
    numbers, words, stop = result
    has_interval = "ci_low" in numbers
    if not has_interval and ("p_value" not in numbers or is_wordy):
        return _far_from_label(context, label, measure, start, end)
    _from_head(plain, begin, label.start(), numbers, words)
    doubt = doubt_of_difference(measure, numbers, words, plain[stop : min(end, stop + _HEAD)])
    if doubt:
        context.left.append(LeftText(begin, stop, doubt))
        return [], stop
    note = _note(context, label, words)
    return [ReportedResult(measure, numbers, begin, stop, words, note=note)], stop


def _note(context: Context, label: re.Match[str], words: dict[str, str]) -> str:
    """A note on a result, for what no column holds."""
    name = context.names.get(label["defined"] or label["abbreviation"], label[0])
    kind = _KIND.search("prevalence ratio" if name in ("aPR", "PR") else name)
    adjusted = "adjusted" if _is_adjusted(context.plain, label) else ""
    return "; ".join(filter(None, (adjusted, kind[0].lower() if kind else "", words.pop("note", ""))))


_OTHER_NAME = re.compile(r"\s?[\[(](?!CI|CL|IC)[A-Z]{2,6}\s?=")
"""The number in the bracket has another name: ``MD (RH=0.33``, where MD is the middle dose."""


def _is_no_estimate(plain: str, bridge: re.Match[str], measure: str) -> bool:
    at = bridge.end("estimate")
    if _OTHER_NAME.match(bridge[0]) and parts.LABEL.search(bridge[0]) is None:
        return True
    if parts.NOT_AN_ESTIMATE_AFTER.match(plain, at):
        return True
    if measure in RATIOS:
        following = plain[at : at + 2].lstrip()
        is_large = float(parts.number(bridge, "estimate").plain) > _LARGEST
        return is_large or bool(bridge["sign"]) or following.startswith("%")
    return False


def _opening(plain: str, label: int, start: int) -> int:
    """Where the bracket around a name opens; the place of the name if there is none."""
    least = max(start, label - _HEAD)
    depth = 0
    for at in range(label - 1, least - 1, -1):
        if plain[at] in ")]":
            depth += 1
        elif plain[at] in "([":
            if not depth:
                return at
            depth -= 1
    return label


def _is_adjusted(plain: str, label: re.Match[str]) -> bool:
    return bool(
        _ADJUSTED_BEFORE.search(plain[max(0, label.start() - 30) : label.start()]) or _ADJUSTED_NAME.match(label[0])
    )


class _Announced(NamedTuple):
    """What is said of an interval before it is printed."""

    level: str
    kind: str
    is_named: bool


def _complete(
    context: Context, measure: str, estimate: PrintedNumber, place: int, end: int, announced: _Announced
) -> tuple[dict[str, PrintedNumber], dict[str, str], int] | None:
    """The numbers and words of one result from its estimate on, and where it ends."""
    plain = context.plain
    numbers, words = {"estimate": estimate}, dict[str, str]()
    interval = _bare_interval(context, measure, estimate, place, end, announced)
    unit = None if interval or measure in RATIOS else parts.AFTER_ESTIMATE.match(plain, place, end)
    if unit is not None and unit[0].strip():
        words |= {"unit": unit["unit"].strip()} if unit["unit"] else {}
        place = unit.end()
        interval = _bare_interval(context, measure, estimate, place, end, announced)
    if interval is not None:
        numbers |= interval[0]
        words = interval[1] | words
        place = interval[2]
    elif measure in RATIOS:
        per = parts.PER_UNIT.match(plain, place, end)
        if per is not None and not parts.LABEL.search(per[0]):
            if per[0].startswith(" per "):
                words["note"] = per[0].strip()
            place = per.end()
    place = _tail(context, measure, numbers, words, place, end)
    if measure in ("SMD", *RATIOS) and words.get("unit"):
        return None
    return numbers, words, place


def doubt_of_difference(measure: str, numbers: dict[str, PrintedNumber], words: dict[str, str], following: str) -> str:
    """Why it is not certain whether a risk difference is in per cent; blank if it is certain, or there is none.

    Args:
        measure: the measure.
        numbers: its numbers.
        words: its unit, among others.
        following: the text behind it.
    """
    unit = words.get("unit", "")
    if measure != "RD" or is_in_per_cent({"measure": measure, "unit": unit}):
        return ""
    how = "add it with claimpack new estimate, with % as its unit where it is in per cent"
    if unit or _PER_MANY.match(following):
        return f"a risk difference that is not a fraction of 1: {how}"
    largest = max(abs(float(numbers[each].plain)) for each in ("estimate", "ci_low", "ci_high") if each in numbers)
    return f"a risk difference above 1 that does not say what it is in: {how}" if largest > 1 else ""


def _bare_interval(
    context: Context, measure: str, estimate: PrintedNumber, place: int, end: int, announced: _Announced
) -> tuple[dict[str, PrintedNumber], dict[str, str], int] | None:
    """An interval in brackets without a name, if the numbers leave no doubt."""
    level, kind, is_named = announced
    match = parts.BARE_INTERVAL.match(context.plain, place, end)
    own = match["own"] if match else ""
    if match is None:
        match = parts.COMMA_INTERVAL.match(context.plain, place, end)
        if match is None or not (is_named or match["to"] == "to" or measure in RATIOS):
            return None
        is_in_brackets = match[0].lstrip(" ,;")[0] in "(["
        if match["to"] == "," and not is_in_brackets and not (is_named and match["before"] == ";"):
            return None
    numbers = parts.limits(match)
    if not is_plausible(measure, estimate, *numbers.values()):
        return None
    words = {"unit": "%"} if own else {}
    if "unit" in match.groupdict() and match["unit"] and not own:
        return None
    level = level or (context.level if not is_named else "")
    if level:
        words["ci_level"] = level
    words |= _interval_kind(kind)
    return numbers, words, match.end()


def is_plausible(
    measure: str, estimate: PrintedNumber, low: PrintedNumber, high: PrintedNumber, *, is_named: bool = True
) -> bool:
    """Whether three numbers are an estimate and its interval: in order, and the estimate about in the middle.

    Args:
        measure: the measure.
        estimate: its estimate.
        low: the lower limit.
        high: the upper limit.
        is_named: whether its measure is named right there. If not, a wide interval must be plausible for a ratio.
    """
    value, least, most = (float(each.plain) for each in (estimate, low, high))
    slack = half_unit(estimate.plain.lstrip("-")) + half_unit(low.plain.lstrip("-"))
    if not least - slack <= value <= most + slack or least >= most:
        return False
    if measure not in RATIOS:
        return True
    if least < 0 or most <= 0 or (value <= 0 < least):
        return False
    if least <= slack:
        return True
    width = math.log(most / least)
    rounding = half_unit(low.plain) / least + half_unit(high.plain) / most + half_unit(estimate.plain) / value
    off = abs(math.log(value) - math.log(least * most) / 2)
    if not is_named and width > _WIDE and off * value > abs(value - (least + most) / 2):
        return False
    return off <= (_OFF if is_named else _OFF_UNNAMED) * width + rounding + _EPSILON


def _tail(
    context: Context, measure: str, numbers: dict[str, PrintedNumber], words: dict[str, str], place: int, end: int
) -> int:
    """Reads the parts behind an estimate, in any order; returns where they end."""
    plain = context.plain
    for _ in range(_MOST_PARTS):
        stop = _part(context, measure, numbers, words, parts.next_part(plain, place, end), end)
        if stop is None:
            return place
        place = stop
    return place


def _part(
    context: Context, measure: str, numbers: dict[str, PrintedNumber], words: dict[str, str], at: int, end: int
) -> int | None:
    """Reads the part at a place; returns where it ends, or None if there is none."""
    plain = context.plain
    if "ci_low" not in numbers:
        match = parts.WORDED_INTERVAL.match(plain, at, end)
        if match is not None:
            return _take_interval(context, measure, numbers, words, match)
        match = parts.LEVEL_ALONE.match(plain, at, end) if measure in RATIOS else None
        if match is not None and is_plausible(measure, numbers["estimate"], *parts.limits(match).values()):
            numbers |= parts.limits(match)
            words["ci_level"] = match["level"]
            return match.end()
    match = parts.P_VALUE.match(plain, at, end)
    if match is not None and not parts.P_IS_FOR.match(plain, match.end(), end) and "p_value" in numbers:
        return None
    if match is not None:
        if not parts.P_IS_FOR.match(plain, match.end(), end):
            _take_p(match, numbers, words)
        return match.end()
    for pattern in (parts.P_OF_SOMETHING_ELSE, parts.STATISTIC):
        match = pattern.match(plain, at, end)
        if match is not None and not parts.LABEL.match(plain, at, end):
            return match.end()
    return _beside(plain, numbers, words, at, end)


def _beside(plain: str, numbers: dict[str, PrintedNumber], words: dict[str, str], at: int, end: int) -> int | None:
    match = parts.I_SQUARED.match(plain, at, end)
    if match is not None and "i_squared" not in numbers and float(match["i"]) <= _WHOLE:
        numbers["i_squared"] = parts.number(match, "i")
        return match.end()
    for pattern, column, group in (
        (parts.STUDIES, "study_count", "studies"),
        (parts.PARTICIPANTS, "population_size", "people"),
    ):
        match = pattern.match(plain, at, end)
        if match is not None and column not in numbers and not (_CLOSED_AND.search(plain, max(0, at - 8), at)):
            name = group if match[group] else f"{group}_after"
            is_bare_n = match[0].lower().startswith("n") and column == "population_size"
            number = parts.number(match, name)
            if is_bare_n and "study_count" not in numbers:
                is_bare_n = parts.STUDIES.match(plain, parts.next_part(plain, match.end(), end), end) is None
            if "." in number.plain or number.plain == "0" or (is_bare_n and "study_count" not in numbers):
                return None
            numbers[column] = number
            return match.end()
    match = parts.CERTAINTY.match(plain, at, end)
    if match is not None and "certainty" not in words:
        if not match["range"]:
            words["certainty"] = re.sub(r"[ -]", "_", match["certainty"].lower())
        return match.end()
    return None


def _take_interval(
    context: Context, measure: str, numbers: dict[str, PrintedNumber], words: dict[str, str], match: re.Match[str]
) -> int | None:
    low, high = parts.number(match, "low"), parts.number(match, "high")
    if measure in RATIOS and (match["unit"] or low.plain.startswith("-")):
        return None
    if float(low.plain) > float(high.plain):
        value = float(numbers["estimate"].plain)
        if not float(high.plain) <= value <= float(low.plain):
            return None
        low, high = high, low
        words["note"] = "The limits are printed the other way round."
    if measure == "RD" and match["unit"] and words.get("unit") != "%":
        return None
    numbers["ci_low"], numbers["ci_high"] = low, high
    level = parts.level(match) or context.level
    if level:
        words["ci_level"] = level
    words.update(_interval_kind(match["kind"]))
    return match.end()


def _interval_kind(words: str) -> dict[str, str]:
    found = next((kind for beginning, kind in _KINDS_OF_INTERVAL if words.lower().startswith(beginning)), "")
    return {"interval_kind": found} if found else {}


def _take_p(match: re.Match[str], numbers: dict[str, PrintedNumber], words: dict[str, str]) -> None:
    numbers["p_value"] = parts.number(match, "p")
    words["p_relation"] = parts.relation(match)
    sides = match["sides"] or match["sides_after"]
    if sides:
        words["p_sides"] = "one" if sides.startswith(("one", "1")) else "two"


_CLOSED_AND = re.compile(r"[\])],?\sand\s$")
"""Behind these words the people are others: ``(RR 0.78, 95% CI 0.65 to 0.94) and 3 patients``."""
_ENDS_A_PART = re.compile(r"\s?(?:[,;)\]]|$|:|and\b)")


def _from_head(plain: str, begin: int, label: int, numbers: dict[str, PrintedNumber], words: dict[str, str]) -> None:
    """Reads the parts before the name in the same bracket: ``(12 trials, 1,640 participants; RR 0.78, ...``."""
    if plain[begin] not in "([":
        return
    at = begin + 1
    for _ in range(_MOST_PARTS):
        at = parts.next_part(plain, at, label)
        match = parts.P_VALUE.match(plain, at, label)
        if match is not None and "p_value" not in numbers:
            _take_p(match, numbers, words)
            at = match.end()
            continue
        taken = dict(numbers)
        stop = _beside(plain, taken, words, at, label)
        if stop is None or not _ENDS_A_PART.match(plain, stop, label):
            return
        numbers.update(taken)
        at = stop


def _listed(
    context: Context,
    measure: str,
    estimates: list[PrintedNumber],
    place: int,
    end: int,
    begin: int,
    label: re.Match[str],
) -> list[ReportedResult]:
    """Several results printed as lists: all estimates, then all intervals."""
    plain = context.plain
    match = parts.WORDED_INTERVAL.match(plain, parts.next_part(plain, place, end), end)
    if match is None:
        return []
    pairs, at = [parts.limits(match)], match.end()
    while len(pairs) <= len(estimates) and (more := parts.NEXT_PAIR.match(plain, at, end)):
        pairs.append(parts.limits(more))
        at = more.end()
    if len(pairs) != len(estimates):
        return []
    shared: dict[str, PrintedNumber] = {}
    words: dict[str, str] = {}
    level = parts.level(match) or context.level
    if level:
        words["ci_level"] = level
    words |= _interval_kind(match["kind"])
    for _ in range(3):
        heterogeneity = parts.I_SQUARED.match(plain, parts.next_part(plain, at, end), end)
        if heterogeneity is None:
            break
        shared["i_squared"] = parts.number(heterogeneity, "i")
        at = heterogeneity.end()
    note = "adjusted" if _is_adjusted(plain, label) else ""
    return [
        ReportedResult(measure, {"estimate": estimate, **limits, **shared}, begin, at, dict(words), note=note)
        for estimate, limits in zip(estimates, pairs, strict=True)
    ]


_OTHERS_INTERVAL = re.compile(
    rf"{parts.NUM}\s?[\[(]\s?(?:{parts.INTERVAL_WORDS}\s?)?{parts.NUM}\s?(?:-|to)\s?{parts.NUM}\s?[\])]"
)
"""An interval of something else before a sentence's first measure, so that later numbers may also be of that."""
_VALUE = re.compile(
    rf"(?<![\w.,/±<>≤≥+-])(?<![<>≤≥] )(?P<estimate>{parts.NUM})(?=\s?[\[(]|[,;]?\s{{0,2}}{parts.INTERVAL_WORDS}"
    rf"|[,;]\s?{parts.NUM}\s?(?:-|to|,)\s?{parts.NUM}\s?[\]);,]"
    rf"|{parts.PER_UNIT.pattern}\s?[,;(\[]\s?\d\d\s?%)"
)
_FAR = 260
"""How far a result without a named measure may be from the measure's name or from the previous result."""
_NO_RATIO = (
    r"(?<!no )(?<!significant )differences?|medians?|"
    r"sensitivity|specificity|AUR?O?C|areas? under|correlation\w*|coefficients?|"
    r"C-?(?:statistic|index)|NNTB?|NNH|number needed|IQR|interquartile|SDs?|beta"
)
_OTHER_FIRST = re.compile(
    rf"\b(?:{_NO_RATIO}|calculated|computed|estimated using)\b|[βαρκ]|[A-Za-z][\])]?\s?=\s?$", re.IGNORECASE
)
"""Words between a measure's name and a number that show that the number is something else."""
_OTHER_QUANTITY = re.compile(
    rf"\b(?:{_NO_RATIO}|means?|averages?|prevalences?|incidences?|rates?|areas?|curve|slopes?|index|kappa|ICC|accuracy|"
    r"proportions?|percentages?|shares?|fractions?|ranges?|ranging|concordance|probabilit(?:y|ies)|estimates? of|"
    r"marginal effects?|concentrations?|levels? (?:of|were|was)|durations?|doses?|"
    r"effect sizes?|z-?scores?|(?<!-)efficacy|"
    r"effectiveness|likelihood)\b|[βαρκ]|\w[\])]?\s?=\s?$",
    re.IGNORECASE,
)
"""The same between two results, if the second does not name its measure."""
_UNIT_AFTER = re.compile(
    r"[\])]?\s?(?:%|(?:months?|years?|weeks?|days?|hours?|h|min|minutes?|mm|cm|mg|kg|g|mmol|points?|U|IU|deaths|cases|events)\b"
    r"|(?:vs\b|versus\b|compared\b(?!\s(?:with|to)\s[A-Za-z]))|per\s(?:\d|hundred|thousand|person|patient|year))"
)
"""What may follow the value of a group, but never a ratio."""
_COMPARES = re.compile(
    r"\b(?:risks?|odds|hazards?|likel\w+|associat\w+|predict\w+|factors?|reduc\w+|increas\w+|decreas\w+|lower|higher|effects?|"
    r"protective|interaction|adjust\w+|significant\w*)\b",
    re.IGNORECASE,
)


def _far_from_label(
    context: Context, label: re.Match[str], measure: str, start: int, end: int
) -> tuple[list[ReportedResult], int]:
    """The result of a measure whose number is far from its name."""
    result = _next_value(context, measure, label.end(), end, is_first=True) if measure in RATIOS else None
    if result is None:
        return [], label.end()
    words = dict(result.words) | ({"note": result.note} if result.note else {})
    begin = _opening(context.plain, label.start(), start)
    return [result.with_(start=begin, note=_note(context, label, words))], result.end


def _next_value(
    context: Context, measure: str, place: int, end: int, *, is_first: bool = False, is_named: bool = True
) -> ReportedResult | None:
    """The next number with an interval that can only be a ratio: ``OR 1.2 (1.0-1.4) and 1.5 (1.2-1.9)``."""
    plain = context.plain
    if measure not in RATIOS:
        return None
    for match in _VALUE.finditer(plain, place, min(end, place + _FAR)):
        between = plain[place : match.start()]
        if (_OTHER_QUANTITY if not is_first else _OTHER_FIRST).search(between) or context.label.search(between):
            return None
        estimate, announced = parts.number(match, "estimate"), _Announced(context.level, "", is_named=True)
        result = _complete(context, measure, estimate, match.end("estimate"), end, announced)
        if result is None or "ci_low" not in result[0]:
            continue
        numbers, words, stop = result
        trio = [numbers[each] for each in ("estimate", "ci_low", "ci_high")]
        if "." not in trio[0].plain or _UNIT_AFTER.match(plain, stop):
            return None
        if not is_plausible(measure, *trio, is_named=is_named):
            return None
        return ReportedResult(measure, numbers, match.start("estimate"), stop, words, note=words.pop("note", ""))
    return None
