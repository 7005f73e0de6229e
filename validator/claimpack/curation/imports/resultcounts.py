"""Reads counts, shares, rates and means of groups, and single p-values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimpack.curation.imports import resultparts as parts
from claimpack.curation.imports.reportedresult import ReportedResult
from claimpack.curation.imports.resultdirections import direction_of
from claimpack.curation.imports.resultoutcomes import outcome_of
from claimpack.evidence.printed import half_unit
from claimpack.evidence.sourcenumbers import PrintedNumber

_I = re.IGNORECASE
_INTEGER = r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,7})(?![\d.,]\d)"
_PEOPLE = (
    r"(?:patients|participants|people|women|men|children|infants|adults|subjects|individuals|persons|"
    r"cases|controls|neonates|adolescents|babies|mothers|pregnancies|births)"
)
_SHARE = r"(?P<share>\d{1,3}(?:\.\d{1,3})?)\s?%"
_COUNT = re.compile(
    rf"(?<![\d./,-])(?:(?P<share_first>\d{{1,3}}(?:\.\d{{1,3}})?)\s?%\s?[\[(]\s?)?(?P<events>{_INTEGER})"
    rf"(?:\s?\(\s?(?P<share_within>\d{{1,3}}(?:\.\d{{1,3}})?)\s?%\s?\))?"
    rf"(?P<of>\s?/\s?|\s(?:out )?of (?:the |a total of |all )?)(?P<total>{_INTEGER})(?!\s?[%/])"
    rf"(?P<people>\s(?:[A-Za-z-]{{1,20}}\s){{0,3}}?{_PEOPLE}\b)?"
    rf"(?:\s?[\[(,;]\s?{_SHARE}(?!\s?CI))?"
)
_VERSUS = re.compile(r"\b(?:vs\.?|versus|v|against|compared (?:with|to)|and)\b|,", _I)
_FLOW = re.compile(
    r"\b(?:randomi[sz]ed|enrol(?:l?ed|ment)|eligible|screened|recruited|completed|allocated|assigned|"
    r"consented|excluded|response rate|follow-?up rate|"
    r"approached|received|currently|followed up|entered|finished|without an? [\w -]{1,30}history|"
    r"assessed|drop-?outs?|contributed|planned|follow-up at|invited|included|analy[sz]ed|participated|"
    r"returned|retention|retained|mmHg|visual acuity|ratio of|female|male|"
    r"recruitment|at baseline(?=,)|conducted (?:on|in)|consecutive|accounted for)\b",
    _I,
)
_CONTROL = re.compile(r"\b(?:placebo|controls?|usual care|standard care|sham|no treatment|untreated)\b", _I)
_THAN_CONTROL = re.compile(
    rf"\b(?:than|compared (?:with|to)|versus|vs\.?|against)\s(?:(?:with|in|to|the|an?|those|patients|participants|"
    rf"people|receiving|given|on)\s){{0,5}}{_CONTROL.pattern}(?:\s(?:groups?|arms?))?\s?[\[(]\s?$",
    _I,
)
"""``less frequent with the cells than with placebo (``: the counts are in this order."""
_WITH_WHOM = re.compile(r"\b(?:with|in|among|on)\s(?:[\w-]+\s){1,6}$", _I)
_REACH = 140
_EPSILON = 1e-9
_COMPARED = 2
"""One effect compares this many groups."""


class Count(NamedTuple):
    """A group's count: events of a total."""

    events: PrintedNumber
    total: PrintedNumber
    share: PrintedNumber | None
    start: int
    end: int
    is_sure: bool
    """Whether its own words or numbers show that it is a count."""
    names_people: bool
    """Whether that is certain beside another count."""


class Pair(NamedTuple):
    """The counts of one group, or of two that are compared."""

    counts: tuple[Count, ...]

    @property
    def is_compared(self) -> bool:
        """Whether it is two groups."""
        return len(self.counts) > 1

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.counts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.counts[-1].end


def counts_in(plain: str, start: int, end: int) -> list[Pair]:
    """The counts between two places: two together if their groups are compared, others alone."""
    if _FLOW.search(plain, start, end):
        return []
    found = [count for match in _COUNT.finditer(plain, start, end) if (count := _count(match)) is not None]
    pairs: list[Pair] = []
    at = 0
    while at < len(found):
        chain = [found[at]]
        while at + len(chain) < len(found) and _belong_together(plain, chain[-1], found[at + len(chain)]):
            chain.append(found[at + len(chain)])
        at += len(chain)
        if len(chain) == _COMPARED:
            pairs.append(Pair(tuple(chain)))
        else:
            pairs += [Pair((each,)) for each in chain if each.is_sure]
    return pairs


def _count(match: re.Match[str]) -> Count | None:
    events, total = parts.number(match, "events"), parts.number(match, "total")
    group = next((each for each in ("share_first", "share_within", "share") if match[each]), "")
    share = parts.number(match, group) if group else None
    if int(events.plain) > int(total.plain) or int(total.plain) <= 1:
        return None
    if share is not None:
        if not _agree(events, total, share):
            return None
        end = match.end() + match.string[match.end() : match.end() + 2].find(")") + 1
        return Count(events, total, share, match.start(), end, is_sure=True, names_people=True)
    names_people = bool(match["people"])
    is_sure = names_people and "/" not in match["of"]
    return Count(events, total, None, match.start(), match.end(), is_sure, names_people)


def _agree(events: PrintedNumber, total: PrintedNumber, share: PrintedNumber) -> bool:
    """Whether a percentage is that of the counts, within rounding."""
    exact = 100 * int(events.plain) / int(total.plain)
    return abs(exact - float(share.plain)) <= half_unit(share.plain) + _EPSILON


def _belong_together(plain: str, first: Count, second: Count) -> bool:
    """Whether two counts are of groups that are compared, by the few words between them."""
    between = plain[first.end : second.start]
    if len(between) > _REACH or re.search(r"\d|;|\.\s", between) or not _VERSUS.search(between):
        return False
    if first.names_people and second.names_people:
        if re.search(r"\b(?:vs\.?|versus|v|against|compared|groups?|arms?|placebo|controls?)\b", between, _I):
            return True
        if re.fullmatch(r"\s(?:with|on|given|receiving)\s(?:[\w-]+\s){1,5}and\s(?:in\s)?", between, _I):
            return bool(
                re.match(rf"\s(?:with|on|given|receiving)\s(?:the\s)?{_CONTROL.pattern}", plain[second.end :], _I)
            )
        after = plain[second.end : second.end + _REACH]
        return between.strip(" )").lower() == "and" and bool(re.search(r"\b(?:groups|arms)\b", after, _I))
    return bool(
        re.fullmatch(r"[\s)\]]*(?:in\s(?:[\w-]+\s){1,5})?(?:vs\.?|versus|v)\s(?:[\w-]+\s){0,4}[\s([]*", between, _I)
    )


def attached(
    plain: str, groups: list[list[ReportedResult]], pairs: list[Pair]
) -> tuple[list[list[ReportedResult]], list[Pair]]:
    """Adds the counts of two groups to their printed effect, if the numbers agree."""
    left = list(pairs)
    done = []
    for group in groups:
        if len(group) == 1:
            found = next(
                (pair for pair in left if pair.end <= group[0].end and _is_of(plain, pair, group[0], groups)), None
            )
            if found is not None:
                left.remove(found)
                done.append([_with_counts(plain, group[0], found)])
                continue
        done.append(group)
    return done, left


def _is_of(plain: str, pair: Pair, result: ReportedResult, groups: list[list[ReportedResult]]) -> bool:
    if not pair.is_compared or result.start - pair.end > _REACH:
        return False
    if any(pair.end <= group[0].start < result.start for group in groups):
        return False
    return bool(_arms(plain, pair, result))


def _arms(plain: str, pair: Pair, result: ReportedResult) -> tuple[tuple[Count, ...], str] | None:
    """The counts of both arms, the intervention's first, and the effect's orientation; None if not certain."""
    order = _order(pair, result)
    if order == 1:
        is_named = _control_is_second(plain, pair)
        return pair.counts, "as_named" if is_named else result.orientation
    if order == -1 and _control_is_second(plain, pair):
        return pair.counts, "arms_swapped"
    return None


def _order(pair: Pair, result: ReportedResult) -> int:
    """1 if the effect is of the first group relative to the second, -1 if the reverse, 0 if neither."""
    first, second = pair.counts
    a, n, b, m = (int(each.plain) for each in (first.events, first.total, second.events, second.total))
    if not a or not b or a == n or b == m or result.measure not in ("RR", "OR"):
        return 0
    crude = (a / n) / (b / m) if result.measure == "RR" else (a * (m - b)) / (b * (n - a))
    printed = result.numbers["estimate"].plain
    half = half_unit(printed)
    fits = [abs(value - float(printed)) <= half + _EPSILON for value in (crude, 1 / crude)]
    if all(fits):
        return 0
    return 1 if fits[0] else -1 if fits[1] else 0


def _with_counts(plain: str, result: ReportedResult, pair: Pair) -> ReportedResult:
    found = _arms(plain, pair, result)
    if found is None:
        return result
    counts, orientation = found
    numbers = dict(result.numbers)
    for arm, count in zip(("intervention", "control"), counts, strict=True):
        numbers[f"events_{arm}"], numbers[f"total_{arm}"] = count.events, count.total
    return result.with_(numbers=numbers, start=min(result.start, pair.start), orientation=orientation)


def results_of(plain: str, pairs: Sequence[Pair], start: int) -> list[ReportedResult]:
    """Results of counts without a printed effect: comparisons, if the arms are known, or else proportions."""
    results = []
    for pair in pairs:
        numbers = {}
        first = pair.counts[0]
        numbers["events_intervention"], numbers["total_intervention"] = first.events, first.total
        if first.share is not None:
            numbers["estimate"] = first.share
        if pair.is_compared:
            second = pair.counts[1]
            numbers["events_control"], numbers["total_control"] = second.events, second.total
            if second.share is not None:
                numbers["control_risk"] = second.share
        words = {"unit": "%"} if any(each.share for each in pair.counts) else {}
        before = plain[max(start, pair.start - 300) : pair.start]
        outcome = outcome_of(before)
        direction = _direction(before, outcome)
        is_named = pair.is_compared and _control_is_second(plain, pair) and _is_beside(direction, pair)
        note = "The arms in the order in which they are printed." if pair.is_compared and not is_named else ""
        result = ReportedResult("proportion", numbers, pair.start, pair.end, words, outcome, note=note, context=before)
        results.append(compared(result, direction) if is_named else result)
    return results


def compared(result: ReportedResult, direction: str = "") -> ReportedResult:
    """The counts of two arms as a comparison of their risks, without a printed ratio."""
    counts = {column: number for column, number in result.numbers.items() if column not in ("estimate", "control_risk")}
    words = {"reported_direction": direction} if direction else {}
    return result.with_(measure="RR", numbers=counts, words=words, orientation="as_named")


def _direction(before: str, outcome: str) -> str:
    """The direction in the words before the counts; a group in them is ignored before ``than with the control``."""
    than = _THAN_CONTROL.search(before)
    words = _WITH_WHOM.sub("", before[: than.start()]) if than else before
    return direction_of(words.replace(outcome, "outcome") if outcome else words, "RR", "")


def _is_beside(direction: str, pair: Pair) -> bool:
    """Whether the counts do not contradict the direction in words."""
    first, second = ((int(each.events.plain), int(each.total.plain)) for each in pair.counts)
    difference = first[0] * second[1] - second[0] * first[1]
    return {"increased": difference > 0, "decreased": difference < 0}.get(direction, True)


def _control_is_second(plain: str, pair: Pair) -> bool:
    """Whether the words name the second group as the control, and not the first."""
    first, second = pair.counts
    before = re.split(r"[.;]\s", plain[max(0, pair.start - _REACH) : pair.start])[-1]
    than = _THAN_CONTROL.search(before)
    if than is not None and not _CONTROL.search(f"{before[: than.start()]} {plain[first.end : second.end + 12]}"):
        return True
    after = re.split(r"[,;.(]", plain[second.end : second.end + 80].lstrip(" )]"))[0]
    return bool(_CONTROL.search(after)) and not _CONTROL.search(plain[first.end : second.start])


_TIME = (
    r"(?:(?:person|patient|woman|child|participant)s?[ -](?:years?|months?|weeks?|days?)|(?:catheter|"
    r"device|ventilator|bed|patient)[ -]days)(?: of (?:follow-up|observation|exposure))?"
)
_PER = rf"(?P<unit>(?:per|/)\s?(?:(?:100 000|10 000|1 000|\d{{1,3}}(?:,\d{{3}})*)\s)?{_TIME})"
_RATE = re.compile(
    rf"(?<![\d.,/-])(?P<estimate>{parts.NUM})\s(?:(?:events?|cases?|deaths|episodes|infections|falls)\s)?{_PER}"
)
_SHARE_WITH_INTERVAL = re.compile(
    rf"(?<![\d.,/-])(?P<estimate>\d{{1,3}}(?:\.\d{{1,3}})"
    rf"?)\s?%\s?[\[(,]\s?{parts.INTERVAL_WORDS}\s?[:=,]?\s?{parts.PAIR}\s?%?\s?[\])]"
)
_IS_SHARE = re.compile(
    r"\b(?:incidence|prevalence|proportion|mortality|frequency|rates?|risk|cumulative incidence|"
    r"percentage)\b(?! (?:reduc|differ|ratio))",
    _I,
)
_IS_NO_SHARE = re.compile(
    r"\b(?:differences?|reduc\w+|increas\w+|decreas\w+|chang\w+|improve\w*|declin\w*|fell|fall|rose|"
    r"higher|lower|less|more|greater|fewer|efficacy|effectiveness|sensitivity|specificity|"
    r"accuracy|ratio|relative|mean|median|heart rate|respiratory rate|predictive|recovery|loss|gain|"
    r"coverage|attributable|vaccine|variance|retention|response rate|survival)\b",
    _I,
)


def rates_in(plain: str, start: int, end: int, taken: Sequence[ReportedResult]) -> list[ReportedResult]:
    """Rates per person-time, and shares with an interval."""
    results = []
    for match in _RATE.finditer(plain, start, end):
        numbers = {"estimate": parts.number(match, "estimate")}
        words = {"unit": " ".join(match["unit"].replace("/", "per ").split())}
        stop = match.end()
        interval = parts.WORDED_INTERVAL.match(plain, parts.next_part(plain, stop, end), end)
        if interval is not None and _is_around(numbers["estimate"], interval):
            numbers |= parts.limits(interval)
            words |= {"ci_level": level} if (level := parts.level(interval)) else {}
            stop = interval.end()
        before = plain[max(start, match.start() - 300) : match.start()]
        if not re.search(r"\b(?:differences?|reduction|increase|fewer|more|difference of)\b[^,;]{0,40}$", before, _I):
            outcome = outcome_of(before)
            results.append(ReportedResult("rate", numbers, match.start(), stop, words, outcome, context=before))
    for match in _SHARE_WITH_INTERVAL.finditer(plain, start, end):
        before = plain[max(start, match.start() - 200) : match.start()]
        overlaps = any(each.start < match.end() and match.start() < each.end for each in taken)
        is_share = _IS_SHARE.search(before) and not _IS_NO_SHARE.search(before)
        if overlaps or not is_share or not _is_around(parts.number(match, "estimate"), match):
            continue
        numbers = {"estimate": parts.number(match, "estimate"), **parts.limits(match)}
        words = {"unit": "%"} | ({"ci_level": level} if (level := parts.level(match)) else {})
        outcome = outcome_of(before)
        results.append(ReportedResult("proportion", numbers, *match.span(), words, outcome, context=before))
    return results


def _is_around(estimate: PrintedNumber, interval: re.Match[str]) -> bool:
    low, high = (float(limit.plain) for limit in parts.limits(interval).values())
    return low <= float(estimate.plain) <= high


_MEAN = re.compile(
    rf"(?<![\d.,/-])(?P<estimate>(?:-\s?)?{parts.NUM})(?P<unit>\s?(?:%|[A-Za-zµ][A-Za-zµ/]{{0,9}})"
    rf")?\s?(?:(?P<sign>±|\+/-|\+-)\s?(?P<spread>{parts.NUM})"
    rf"(?P<unit_after>\s?(?:[A-Za-zµμ]{{1,5}}/[A-Za-zµμ]{{1,6}}[23]?|mm ?Hg|kg|cm|mm|%|days|hours|min|"
    r"points)(?![A-Za-z/]))?|[\[(]\s?(?P<name>SD|standard deviation|"
    rf"s\.d\.)\s?[:=,]?\s?(?P<spread_named>{parts.NUM})\s?[\])])"
)
_NO_MEAN_BEFORE = re.compile(r"\bdifferences?\b[^.;()]{0,60}$|\bfollow\w*(?:-?\s?up)?\b[^.,;]{0,45}$", _I)
_NO_UNITS = frozenset({"to", "vs", "and", "sd", "se", "sem", "mean"})
_DESCRIBES_PEOPLE = re.compile(
    r"\b(?:aged?|baseline|BMI|body mass index|weighing|body weight|years old|randomi[sz]ed|enrolled|"
    r"recruited|received|dose)\b",
    _I,
)


def means_in(plain: str, start: int, end: int) -> list[ReportedResult]:
    """Means with their standard deviations, except of age and the like."""
    if _DESCRIBES_PEOPLE.search(plain, start, end) or not re.search(r"\bmeans?\b|\bSDs?\b", plain[start:end], _I):
        return []
    results = []
    for match in _MEAN.finditer(plain, start, end):
        if _NO_MEAN_BEFORE.search(plain, max(start, match.start() - 80), match.start()):
            continue
        spread = match["spread"] or match["spread_named"]
        note = f"SD {spread}" if match["name"] else f"± {spread}"
        unit = (match["unit"] or match["unit_after"] or "").strip()
        before = plain[max(start, match.start() - 300) : match.start()]
        words = {"unit": unit} if unit and unit.lower() not in _NO_UNITS else {}
        numbers = {"estimate": parts.number(match, "estimate")}
        results.append(ReportedResult("mean", numbers, *match.span(), words, note=note, context=before))
    return results


_NUMBER_LIKE = re.compile(r"(?<![A-Za-z])\d")
_P_ALONE = re.compile(r"[\[(]\s?[pP]\s?(?:[- ]?value\s?)?[=<>≤≥]\s?[^()\[\]]{1,12}[\])]")


def p_alone(plain: str, start: int, end: int) -> list[ReportedResult]:
    """A p-value in brackets in a sentence without other numbers, if its words name the outcome and direction."""
    found = list(parts.P_VALUE.finditer(plain, start, end))
    bracketed = _P_ALONE.search(plain, start, end)
    if len(found) != 1 or bracketed is None or not bracketed.start() < found[0].start() < bracketed.end():
        return []
    match = found[0]
    before = plain[max(start, bracketed.start() - 400) : bracketed.start()]
    rest = plain[start : bracketed.start()] + plain[bracketed.end() : end]
    if _NUMBER_LIKE.search(rest) or parts.P_IS_FOR.match(plain, match.end(), end):
        return []
    outcome = outcome_of(before)
    direction = direction_of(before.replace(outcome, "outcome") if outcome else before, "p_only", "")
    is_association = direction.endswith("creased") and re.search(r"\b(?:associat|correlat)", before)
    if not outcome or not direction or is_association:
        return []
    words = {"p_relation": parts.relation(match), "reported_direction": direction}
    numbers = {"p_value": parts.number(match, "p")}
    return [ReportedResult("p_only", numbers, *bracketed.span(), words, outcome, context=before)]
