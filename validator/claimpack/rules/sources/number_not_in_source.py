"""A recorded number of a result is not in the text of its source.

## What it checks

If the text of a source is given (`--source-text DIR`, with a file `SOURCE_ID.txt` for each source, such as its
abstract), it has to contain each number of the source's estimates: estimate, limits, p-value, I squared, studies,
participants, and the counts of both arms. Digits count as printed: 1.1 is not 1.10. Other ways to print a number are
understood: middle dots, dashes of any kind, commas between thousands, .03 for 0.03, small numbers in words, and per
cent for a fraction of 1. Signs are not compared, since words may replace them. If `claimpack import estimates` has
stored the place of a number, and the text is still the same, the number at that place counts. A total that is the sum
of both arms need not be printed.

## Why it matters

Every verdict depends on numbers that somebody typed.

## Fails

```csv estimates
estimate_id,ci_high
E1,1.20
```

```source S1
In 12 trials with 1,640 adults headache was as frequent (OR 1·05, 95% CI 0·90–1·22).
```

## Passes

```source S2
It was seen in none (0) of 40,000, 0.00 in each year.
```

```source S1
In twelve trials with 1,640 adults headache was as frequent (OR 1·05, 95% CI 0·90–1·22).
```

## How to fix

Enter the number as the source prints it, with all its digits. If it comes from another part of the source, give the
text of that part too.

## Source

Claimpack's own.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from claimpack.evidence.counts import COUNTS
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import ESTIMATE_AND_LIMITS
from claimpack.evidence.percentages import is_in_per_cent
from claimpack.evidence.sourcenumbers import in_plain_signs, numbers_in, shifted
from claimpack.package.package import Package
from claimpack.package.sourcetexts import Places, SourceText, UnreadablePlacesError, read_places
from claimpack.package.table import Record
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out, left_out_if_any

SEVERITY = "warning"

_WHOLE = ("study_count", "population_size", *COUNTS)
_COLUMNS = (*ESTIMATE_AND_LIMITS, "p_value", "i_squared", *_WHOLE, "control_risk")
_FRACTIONS = (*ESTIMATE_AND_LIMITS, "control_risk")
_DENOMINATORS = (2, 3, 4, 5)
"""Per cent, per 1,000, per 10,000 and per 100,000, as powers of ten."""
_MOST_IN_WORDS = 1_000
_HINT = "Enter the number as the source prints it, or give the text that prints it."


def check(package: Package) -> Iterator[Observation]:
    """Looks for each number of each estimate whose source's text was given."""
    if package.source_texts is None:
        raise Unavailable("no source text was given: add --source-text DIR")
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    places: dict[str, Places] = {}
    try:
        places = read_places(package)
    except UnreadablePlacesError as error:
        yield LeftOut(f"the places of numbers: {error}")
    texts = {name: _Text(text) for name, text in package.source_texts.items()}
    ungiven = 0
    for estimate in evidence.estimates:
        text = texts.get(estimate["source_id"])
        if text is None:
            ungiven += 1
            continue
        for column in _COLUMNS:
            if estimate[column]:
                yield Examined(1)
                found = _judged(estimate, column, text, places.get(estimate["estimate_id"]))
                if found is not None:
                    yield _finding(estimate, column, found, evidence.source_of(estimate))
    yield from left_out_if_any(ungiven, "estimate", "of a source whose text was not given")
    yield from left_out_if_any(
        len(texts.keys() - evidence.sources.by_id.keys()), "text", "that is named after no source of the package"
    )


class _Verdict(NamedTuple):
    """A number that the text does not print, and what it prints instead; blank if it prints nothing like it."""

    printed: str
    at_its_place: bool
    tentative: bool


class _Text:
    """A source's text. It is read once for all its estimates."""

    def __init__(self, given: SourceText) -> None:
        self.given = given

    @cached_property
    def plain(self) -> str:
        return in_plain_signs(self.given.text)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(number.plain for number in numbers_in(self.plain))

    @cached_property
    def by_value(self) -> dict[float, str]:
        return {float(number): number for number in sorted(self.numbers)}

    @cached_property
    def words(self) -> str:
        return f" {' '.join(_words(self.plain))} "

    def says(self, number: int) -> bool:
        """Whether it has a whole number in English words: most papers are in English."""
        if number > _MOST_IN_WORDS:
            return False
        from num2words import num2words  # noqa: PLC0415 - only a text without the digits needs it

        return f" {' '.join(_words(num2words(number)))} " in self.words


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word != "and"]


def _judged(estimate: Record, column: str, text: _Text, places: Places | None) -> _Verdict | None:
    """What is wrong with a number; None where it is as printed."""
    number = estimate[column].removeprefix("-")
    span = places.spans.get(column) if places is not None and places.text_sha256 == text.given.sha256 else None
    if span is not None:
        here = text.plain[span[0] : span[1]]
        printed = {each.plain for each in numbers_in(here)}
        if not printed or _is_among(estimate, column, number, printed):
            return None if printed else _searched(estimate, column, number, text)
        elsewhere = _searched(estimate, column, number, text) is None
        return _Verdict(here, at_its_place=True, tentative=elsewhere)
    return _searched(estimate, column, number, text)


def _searched(estimate: Record, column: str, number: str, text: _Text) -> _Verdict | None:
    if _is_among(estimate, column, number, text.numbers):
        return None
    if column in _WHOLE and (text.says(int(number)) or _is_sum(estimate, column, text)):
        return None
    printed = text.by_value.get(float(number), "")
    return _Verdict(printed, at_its_place=False, tentative=column in COUNTS)


def _is_among(estimate: Record, column: str, number: str, printed: frozenset[str] | set[str]) -> bool:
    if number in printed:
        return True
    is_share = estimate["measure"] in ("proportion", "RD") or column == "control_risk"
    if column not in _FRACTIONS or not is_share:
        return False
    places = (-2,) if column in ESTIMATE_AND_LIMITS and is_in_per_cent(estimate) else _DENOMINATORS
    found = [shifted(number, each) for each in places]
    return not printed.isdisjoint([*found, *map(_plainer, found)])


def _plainer(number: str) -> str:
    """A number without trailing zeros in its decimals: as a fraction, 10 % may be 0.1 or 0.100."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _is_sum(estimate: Record, column: str, text: _Text) -> bool:
    """Whether it is the number of people in both arms, each of which is printed."""
    arms = [estimate["total_intervention"], estimate["total_control"]]
    if column != "population_size" or not all(arms):
        return False
    return sum(map(int, arms)) == int(estimate[column]) and text.numbers.issuperset(arms)


def _finding(estimate: Record, column: str, verdict: _Verdict, source: Record) -> Finding:
    number, printed, tentative = estimate[column], verdict.printed, verdict.tentative
    if verdict.at_its_place:
        what = f"but the text of {source.key} prints {printed} where it was read"
    elif printed:
        what = f"but the text of {source.key} prints {printed}"
    else:
        what = f"which the text of {source.key} does not print"
    message = f"{column} is {number}, {what}"
    data = {"column": column, "number": number, "source_id": source.key, "printed": printed or None}
    return Finding.on(estimate, column, message, _HINT, (number, printed), source, tentative=tentative, data=data)
