"""Finds numbers that look like results and belong to no result that was read, so that all are reported.

Years, ages, doses, sample sizes and the flow of participants don't count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from claimpack.curation.imports import resultparts as parts
from claimpack.curation.imports.reportedresult import LeftText, ReportedResult

_I = re.IGNORECASE
_NUM = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,4})?"
_NO_DIGIT_BEFORE = r"(?<![\d.,/^-])"
_WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,7})(?![\d.,]\d)"
_PEOPLE = r"(?:patients|participants|people|women|men|children|infants|adults|subjects|individuals|persons|cases)\b"
_LIKE_A_RESULT = (
    re.compile(
        rf"\b(?:no|zero)\s(?:[\w-]+\s){{1,8}}?(?:among|in|of)\s(?:the\s|all\s)?{_WHOLE}\s(?:\w+\s)?{_PEOPLE}", _I
    ),
    re.compile(rf"{_NO_DIGIT_BEFORE}{_WHOLE}\s?/\s?{_WHOLE}(?!\s?(?:/|mm|[a-z]+/))"),
    re.compile(rf"{_NO_DIGIT_BEFORE}{_WHOLE}\s(?:out\s)?of\s(?:the\s|all\s)?{_WHOLE}\b"),
    re.compile(
        rf"{_NO_DIGIT_BEFORE}(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\s?\(\s?)?(?:{_NUM})\s?(?:%|per ?cent\b)"
        r"(?!\s?(?:C\.?I|Cr\.?I|B?CI|PI|confiden|credib|predict|uncertain|two-sided|one-sided))"
    ),
    re.compile(rf"\b[Pp]\s?(?:-?\s?values?\s?)?(?:<=|>=|[<>=≤≥])\s?(?:{_NUM}|\.\d+)"),
    re.compile(rf"{_NO_DIGIT_BEFORE}(?:{_NUM})(?:\s|-)?fold\b", _I),
    re.compile(rf"{_NO_DIGIT_BEFORE}(?:{_NUM})\s?(?:±|\+/-|\+-)\s?(?:{_NUM})"),
    re.compile(
        rf"{_NO_DIGIT_BEFORE}(?:{_NUM})\s(?:vs\.?|versus)\s(?:{_NUM})(?![\d/]|\s?(?:mg|µg|μg|g|ml|mL|IU|years|weeks|days|months|hours)\b)"
    ),
)
_BY_ITS_NAME = re.compile(rf"[\s,:=(\[]{{1,3}}(?:(?:of|was|is)\s)?[-+]?(?:{_NUM})(?![\d/]|\s?%)")
_PART = re.compile(r"[,;:](?=\s)|\b(?:and|but|while|whereas)\s(?=\d)")
_NO_RESULT = re.compile(
    r"\b(?:randomi[sz](?:ed|ation)|enrol(?:l?ed|ment)|eligible|eligibility|screened|recruited|allocated|assigned|consent\w*|"
    r"excluded|response\srate|follow-?up\srate|lost\sto|withdrew|dropped\sout|drop-?outs?|attrition|retention|adherence|"
    r"completed|females?|males?|(?:were|was|are)\s(?:women|men|girls|boys|white|black|asian)|aged?|years\sold|BMI|"
    r"body\smass|dos(?:e|es|ed|age)|mg|mmHg|solution|saline|ethanol|serum\salbumin|DMSO|purity|viability|humidity|"
    r"heterogeneity|I2|I\s?squared|visual\sacuity|ratio\sof|level\sof\ssignificance|significance\slevel|"
    r"considered\s(?:statistically\s)?significant|significance\swas|stud(?:y|ies)\swith|published|articles|trials\swere|"
    r"studies\swere)\b|I²|\bm[lg]/|\bN?\s?=\s?\d+\s?(?:women|men)\b",
    _I,
)
_MOST_SHOWN = 10
_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|(?:19|20)\d\d\s?/\s?(?:19|20)?\d\d|\b24\s?/\s?7\b")


def unread_numbers(
    plain: str, places: Sequence[tuple[int, int]], results: Sequence[ReportedResult], left: Sequence[LeftText]
) -> Iterator[LeftText]:
    """The numbers of each sentence that look like results, and are in none that was read or left out.

    Args:
        plain: a text in plain signs.
        places: where its sentences begin and end.
        results: the results that were read.
        left: what was left out, with the reason.
    """
    taken = _joined([*((each.start, each.end) for each in results), *((each.start, each.end) for each in left)])
    for start, end in places:
        if parts.POWER.search(plain, start, end):
            continue
        found = [place for place in _like_results(plain, start, end) if not _meets(taken, *place)]
        if found:
            found = [
                (low, high + (plain[low:high].count("(") > 0 and plain[high : high + 1] == ")")) for low, high in found
            ]
            numbers = ", ".join(" ".join(plain[low:high].split()) for low, high in found[:_MOST_SHOWN])
            if len(found) > _MOST_SHOWN:
                numbers += f" and {len(found) - _MOST_SHOWN:,} more"
            last = max(high for _, high in found)
            stop = len(plain[last:end].rstrip()) + last
            verb = "looks like a result" if len(found) == 1 else "look like results"
            yield LeftText(start, stop, f"{numbers} {verb}, and it is not clear of what")


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, with overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _meets(spans: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    """Whether a span overlaps one of some sorted, separate spans."""
    last = bisect_left(spans, (high, 0)) - 1
    return last >= 0 and spans[last][1] > low


def _like_results(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places in a sentence that look like results, in order and without nested ones."""
    found = [(match.start(), match.end()) for form in _LIKE_A_RESULT for match in form.finditer(plain, start, end)]
    for label in parts.LABEL.finditer(plain, start, end):
        number = _BY_ITS_NAME.match(plain, label.end(), end)
        if number:
            found.append((label.start(), number.end()))
    cuts = [start, *(match.start() for match in _PART.finditer(plain, start, end)), end]
    barred: dict[tuple[int, int], bool] = {}
    kept: list[tuple[int, int]] = []
    for low, high in sorted(found, key=lambda each: (each[0], -each[1])):
        if (not kept or low >= kept[-1][1]) and not _is_no_result(plain, cuts, low, high, barred):
            kept.append((low, high))
    return kept


def _is_no_result(plain: str, cuts: Sequence[int], low: int, high: int, barred: dict[tuple[int, int], bool]) -> bool:
    text = plain[low:high]
    if _YEAR.fullmatch(text):
        return True
    count = re.fullmatch(r"(\d[\d,]*)\D+?(\d[\d,]*)", text) if "/" in text or " of " in text else None
    if count:
        events, total = (int(each.replace(",", "")) for each in count.groups())
        if events > total or total <= 1:
            return True
    part = cuts[bisect_right(cuts, low) - 1], cuts[min(bisect_left(cuts, high), len(cuts) - 1)]
    if part not in barred:
        barred[part] = _NO_RESULT.search(plain, *part) is not None
    return barred[part]
