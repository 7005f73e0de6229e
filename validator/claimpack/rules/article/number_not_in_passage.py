"""A number that is recorded for a claim is not in its passage.

## What it checks

The passage's text contains the claim's `study_count`, `stated_year`, and `population_size` where its basis is `stated`.
Any sign may separate thousands. Scales are read (`1.2 million`, `3.5k`, `12 lakh`, `half a million`, `12万`), and so
are number words if Claimpack knows those of the article's language. Citations do not count as numbers. A single study
or person is not looked for, because there are too many ways to say it.

## Why it matters

With a number from another sentence, or a mistyped one, the record says what the article does not.

## Fails

```csv claims
claim_id,population_size
C1,1460
```

## Passes

```csv claims
claim_id,population_size
C1,1640
```

## How to fix

Enter the number as the passage states it. If it comes from the source, set the basis to `from_source`. If it comes from
another sentence, leave the cell blank.

## Source

Claimpack's own: `stated` means stated in the passage.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from claimpack.package.article import sha256
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.unavailable import Unavailable
from claimpack.rules.articletexts import given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out_records, refused_in

SEVERITY = "warning"

_LONGEST_JUDGED = 10_000

_UNFOUND = LeftOut("claims whose passage is not in passages, or whose text was not given or found")
_UNKNOWN_LANGUAGE = LeftOut("numbers that may be in words, in articles whose language another rule reports")


@dataclass
class _Passage:
    """A passage. It is read once for all its claims."""

    text: str
    language: str | None
    """The article's language; None where its cell is invalid."""
    wanted: AbstractSet[int]
    """The numbers that claims take from it."""

    @cached_property
    def stated(self) -> set[int]:
        """Which of the wanted numbers are in it, in digits or in words of its language."""
        from claimpack.evidence.numbersintext import stated_numbers  # noqa: PLC0415 - only texts need it

        return stated_numbers(self.text, self.wanted, self.language)

    @cached_property
    def judged(self) -> str:
        """The judged value: the text, or its hash if it is too long to be a sentence."""
        return self.text if len(self.text) <= _LONGEST_JUDGED else sha256(self.text)


def check(package: Package) -> Iterator[Observation]:
    """Looks for each number that a claim takes from its passage."""
    claims = package.table("claims")
    passages: dict[str, _Passage] = {}
    yield from _take_texts(package, passages)
    yield from _look_for_numbers(claims, passages)
    yield from left_out_records(claims, _unread(claims))


def _take_texts(package: Package, passages: dict[str, _Passage]) -> Iterator[LeftOut]:
    """Fills ``passages``, by id, with those that were found, and yields what was not."""
    articles, ids = package.table("articles"), package.table("passages").cells("passage_id")
    languages, unknown = articles.cells("language"), refused_in(articles, "language")
    wanted = _wanted(package.table("claims")) if package.article_texts else {}
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        yield from given.left_out_missing()
        language = languages[given.record] if given.record not in unknown else None
        for found in given.passages:
            passage_id = ids[found.record]
            if found.text is not None and passage_id:  # a refused id is blank
                passages[passage_id] = _Passage(found.text, language, wanted.get(passage_id, set()))


def _look_for_numbers(claims: Table, passages: Mapping[str, _Passage]) -> Iterator[Observation]:
    left: dict[LeftOut, None] = {}
    for column, record, passage_id, number in _stated(claims):
        passage = passages.get(passage_id)
        if passage is None:
            left[_UNFOUND] = None
        elif number == 1:  # "a trial", "the study": too many ways to say it
            continue
        elif number in passage.stated:
            yield Examined(1)
        elif passage.language is None:
            left[_UNKNOWN_LANGUAGE] = None
        else:
            yield Examined(1)
            message = f"{column} is {number}, but the passage {passage_id} does not state it"
            hint = "Enter the number as the passage states it, or say where else it comes from."
            claim, judged, other = claims.record(record), (number, passage.judged), ("passages", passage_id)
            data = {"column": column, "number": number, "passage_id": passage_id}
            yield Finding.on(claim, column, message, hint, judged, other, cause=(passage_id, number), data=data)
    yield from left


def _stated(claims: Table) -> Iterator[tuple[str, int, str, int]]:
    """The numbers that claims take from passages: column, record, passage and number."""
    passages = claims.cells("passage_id")
    for column in ("study_count", "stated_year", "population_size"):
        cells = claims.cells(column)
        bases = claims.cells("population_basis") if column == "population_size" else repeat("stated")
        for record, (cell, basis) in enumerate(zip(cells, bases, strict=False)):
            if cell and basis == "stated":
                yield column, record, passages[record], int(cell)


def _wanted(claims: Table) -> dict[str, set[int]]:
    """The numbers that claims take from each passage; columns that are missing add none."""
    wanted: dict[str, set[int]] = {}
    with suppress(Unavailable):
        for _, _, passage_id, number in _stated(claims):
            wanted.setdefault(passage_id, set()).add(number)
    return wanted


def _unread(claims: Table) -> set[int]:
    """The claims with an invalid cell: they may state a number that is not looked for."""
    sizes, bases = refused_in(claims, "population_size"), refused_in(claims, "population_basis")
    size, basis = claims.cells("population_size"), claims.cells("population_basis")
    unread = {record for record in sizes if record in bases or basis[record] == "stated"}
    unread.update(record for record in bases if size[record])
    return unread | refused_in(claims, "study_count", "stated_year")
