"""Reads the results that a text reports, pasted from an abstract or from a table.

Nothing is guessed: what can be read in two ways is left out, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from claimpack.curation.imports import resultcounts, resulteffects, resulttables
from claimpack.curation.imports.reportedresult import LeftText, Reading, ReportedResult
from claimpack.curation.imports.resultdirections import but_not, continues_list, direction_of, is_hedged, is_on_side
from claimpack.curation.imports.resultoutcomes import listed_outcomes, next_in_list, outcome_in_brackets, outcome_of
from claimpack.curation.imports.resultparts import PAIR, plan_in
from claimpack.curation.imports.resultsentences import sections, sentences, unwrapped
from claimpack.curation.imports.resultsunread import unread_numbers
from claimpack.evidence.measures import COMPARING
from claimpack.evidence.sourcenumbers import in_plain_signs

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_EXPOSURES_BEFORE = re.compile(
    r"[\s,;)\]]*(?:was|were|is|are|remained)\s(?:all\s|also\s|both\s|each\s|\w+ly\s){0,3}(?:an?\s)?"
    r"(?:associated\swith|related\sto|linked\s(?:to|with)|predictive\sof|(?:[\w-]+\s){0,3}?"
    r"(?:predictors?|risk\sfactors?|determinants?|factors?)\b)",
    re.IGNORECASE,
)
"""Words behind results which show that the words before them name exposures, not outcomes."""
_NAME_GOES_ON = re.compile(
    r"[\s)\]]*(?:composite\s|adverse\s|serious\s)?(?:outcomes?|events?|end\s?points?|disorders?|diseases?|symptoms?"
    r"|complications?|infections?|deaths?)\b",
    re.IGNORECASE,
)
"""The noun of names that results interrupt: ``maternal (OR 1.6, ...) and neonatal (OR 1.1, ...) outcomes``."""
_CONTRAST = re.compile(r";|\b(?:but|whereas|while|although|however)\b", re.IGNORECASE)
_INTERVAL_LEFT = re.compile(r"(?<!\d)\d{2}(?:\.\d{1,3})?\s?%\s?(?:CI|confidence interval)", re.IGNORECASE)
_BROKEN = re.compile(r"[-+]?(?:\d*\.\d+ |\d+\. |\d+ \.)\d{1,4}(?=\s?[)\];,])")
"""A number with a space in it, right before a bracket closes or a part ends: ``1. 89)``, ``0.000 1)``."""
_GOES_ON = re.compile(r"\s?(?:-|to\b|;|,)\s?[-+]?\d")
_COMMA_BEHIND = re.compile(r",\d{1,2}(?![\d,])")
_BROKEN_REACH = 12
_OF_ONE_GROUP = frozenset({"proportion", "mean", "rate", "p_only"})
_NO_RESULTS = {"background": _OF_ONE_GROUP | COMPARING, "methods": _OF_ONE_GROUP}
"""By section, the measures that are not results of the source there: methods describe people, for example."""
_LIMITS = re.compile(rf"[\s:=,(\[]{{0,3}}{PAIR}")


def read_results(text: str) -> Reading:
    """The results that a text reports, and what looks like one and was left out.

    Args:
        text: a source's text in the form of ``source_text``; places are counted in it.
    """
    plain = unwrapped(in_plain_signs(text))
    context = resulteffects.Context(plain)
    results: list[ReportedResult] = []
    left: list[LeftText] = []
    tables = resulttables.TableReader(context)
    places = list(sentences(plain))
    for (start, end), section in zip(places, sections(plain, places), strict=True):
        tables.see(start, end)
        row = resulttables.row_at(plain, start, end)
        plan = plan_in(plain, start, end)
        if row:
            found, reasons = tables.results_of(row)
        elif plan == start:
            found, reasons = [], []
            if _INTERVAL_LEFT.search(plain, start, end):
                reasons = [LeftText(start, end, "a plan, not a result")]
        else:
            found, reasons = _without_broken(plain, _of_sentence(context, start, end if plan is None else plan))
        if section == "background":
            reasons += [LeftText(each.start, each.end, "background, not a result of this source") for each in found]
        if section in _NO_RESULTS:
            found = [each for each in found if each.measure not in _NO_RESULTS[section]]
        results += found
        left += reasons
    if any("risk difference" in each.reason for each in context.left):
        results = [each for each in results if each.measure != "RD" or each.words.get("unit")]
    left += context.left
    left += list(_unread_intervals(plain, results, left))
    left += list(unread_numbers(plain, places, results, left))
    return Reading(results, sorted(left, key=lambda each: each.start))


def _without_broken(plain: str, results: list[ReportedResult]) -> tuple[list[ReportedResult], list[LeftText]]:
    """The results without numbers that contain a space or a comma: a p-value is dropped, any other with its result."""
    whole, left = [], []
    for result in results:
        broken = {
            column: match.end()
            for column, number in result.numbers.items()
            if (match := _BROKEN.match(plain, number.start, number.end + _BROKEN_REACH))
        }
        broken |= _with_commas(plain, result)
        for column, end in broken.items():
            start = result.numbers[column].start
            printed = plain[start:end]
            sign = "comma" if "," in printed else "space"
            why = f"{printed} is one number with a {sign} in it, or two: add it with claimpack new estimate"
            left.append(LeftText(start, end, why))
        if set(broken) <= {"p_value"}:
            numbers = {column: number for column, number in result.numbers.items() if column not in broken}
            words = {key: said for key, said in result.words.items() if not (broken and key.startswith("p_"))}
            whole.append(result.with_(numbers=numbers, words=words) if broken else result)
    return whole, left


def _with_commas(plain: str, result: ReportedResult) -> dict[str, int]:
    """The numbers that a comma may divide, in a text whose decimals have points: ``1,65``, or ``1,20-3``."""
    numbers = result.numbers
    starts = {number.start for number in numbers.values()}
    found = {
        column: match.end()
        for column, number in numbers.items()
        if (match := _COMMA_BEHIND.match(plain, number.end)) and number.end + 1 not in starts
    }
    low, high = numbers.get("ci_low"), numbers.get("ci_high")
    if low and high and plain[low.end : high.start] == "," and _GOES_ON.match(plain, high.end):
        found["ci_low"] = high.end
    return found


def _of_sentence(context: resulteffects.Context, start: int, end: int) -> list[ReportedResult]:
    groups = resulteffects.effects_in(context, start, end)
    effects = [result for group in groups for result in group]
    pairs = resultcounts.counts_in(context.plain, start, end)
    groups, pairs = resultcounts.attached(context.plain, groups, pairs)
    worded = list(_in_words(context.plain, start, groups))
    if _RESPECTIVELY.search(context.plain, start, end):
        worded = [_without_joint_outcome(each) for each in worded]
    if worded and any(form.match(context.plain, worded[-1].end, end) for form in (_EXPOSURES_BEFORE, _NAME_GOES_ON)):
        worded = [each.with_(outcome="") for each in worded]
    others = resultcounts.results_of(context.plain, pairs, start)
    others += resultcounts.rates_in(context.plain, start, end, effects)
    others += resultcounts.means_in(context.plain, start, end)
    found = [*worded, *others] or resultcounts.p_alone(context.plain, start, end)
    return sorted(found, key=lambda each: (each.start, each.end))


def _in_words(plain: str, start: int, groups: list[list[ReportedResult]]) -> Iterator[ReportedResult]:
    """The results with the outcome and direction that the words of the sentence give them."""
    last_end = start
    direction = outcome = ""
    is_adjacent = runs_on = False
    for group in groups:
        first = group[0]
        before = plain[max(last_end, first.start - 600) : first.start]
        is_next = last_end > start and continues_list(before)
        last_place, last_end = last_end, group[-1].end
        if len(group) > 1:
            outcomes = listed_outcomes(before, len(group)) or [""] * len(group)
            said = direction_of(before, first.measure, "") or but_not(before, plain[start:last_place], direction)
            runs_on = bool(but_not(before, plain[start:last_place], direction))
            for result, name in zip(group, outcomes, strict=True):
                yield _worded(result, said, name, runs_on=runs_on).with_(context=before if name else "")
            direction = outcome = ""
            is_adjacent = False
            continue
        in_brackets = outcome_in_brackets(plain[first.start : min(first.end, first.numbers["estimate"].start)])
        if is_next:
            outcome = next_in_list(before) if is_adjacent else ""
        else:
            outcome = outcome_of(before)
            is_adjacent = bool(outcome) and before.rstrip(" ([,;:").endswith(outcome)
            own = direction_of(_without(before, outcome), first.measure, _estimate(first))
            if is_hedged(_CONTRAST.split(plain[start : first.start])[-1]):
                own = ""
            runs_on = bool(but_not(before, plain[start:last_place], direction))
            direction = own or but_not(before, plain[start:last_place], direction)
        name = outcome if in_brackets is None else in_brackets
        yield _worded(first, direction, name, runs_on=runs_on).with_(context=before)


def _without_joint_outcome(result: ReportedResult) -> ReportedResult:
    """A result without an outcome that joins two, since ``respectively`` assigns each result one of them."""
    return result.with_(outcome="") if re.search(r"\b(?:and|or)\b", result.outcome) else result


def _without(before: str, outcome: str) -> str:
    """The words before a result without its outcome, whose own words are no direction."""
    return before.replace(outcome, "outcome") if outcome else before


def _worded(result: ReportedResult, direction: str, outcome: str, *, runs_on: bool) -> ReportedResult:
    """The result with its direction and outcome; ``runs_on`` if it is oriented like the previous one."""
    if direction and not is_on_side(direction, result.measure, _estimate(result)):
        direction = ""
    words = dict(result.words)
    orientation = result.orientation
    if direction:
        words["reported_direction"] = direction
    if runs_on or direction in ("increased", "decreased"):
        orientation = "as_named"
    return result.with_(words=words, outcome=result.outcome or outcome, orientation=orientation)


def _estimate(result: ReportedResult) -> str:
    return result.numbers["estimate"].plain if "estimate" in result.numbers else ""


def _unread_intervals(plain: str, results: list[ReportedResult], left: list[LeftText]) -> Iterator[LeftText]:
    """Intervals that belong to no result that was read."""
    spans = sorted([(each.start, each.end) for each in results] + [(each.start, each.end) for each in left])
    starts = [start for start, _ in spans]
    for match in _INTERVAL_LEFT.finditer(plain):
        place = bisect_right(starts, match.start()) - 1
        if place < 0 or spans[place][1] <= match.start():
            limits = _LIMITS.match(plain, match.end())
            stop = limits.end() if limits else match.end()
            yield LeftText(match.start(), stop, "it is not clear what this interval is of")
