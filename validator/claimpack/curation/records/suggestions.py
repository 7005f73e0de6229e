"""Suggestions for a record that is being composed: what it may name, the next id, and the estimates on its claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import effect_in_words
from claimpack.package.package import Package
from claimpack.package.tableschema import Field
from claimpack.package.unavailable import Unavailable


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible value of a column, and its meaning."""

    value: str
    meaning: str


def words_of(field: Field) -> list[Choice]:
    """The words of a column, each with its meaning."""
    return [Choice(word, field.meanings.get(word, "")) for word in field.words]


def labelled_ids(package: Package, table: str, column: str | None, kind: str | None = None) -> Iterator[Choice]:
    """The ids of a table, each with its record's label."""
    try:
        records = package.table(table)
        ids = records.cells(records.schema.primary_key[0])
        labels = records.cells(column) if column else ids
        kinds = records.cells("kind") if kind else [kind] * len(ids)
    except Unavailable:
        return iter(())
    return (Choice(each, label) for each, label, of in zip(ids, labels, kinds, strict=True) if each and of == kind)


def claimable_passages(package: Package) -> Iterator[Choice]:
    """The passages for claims: first those without a claim yet, starting after the last claim's passage."""
    try:
        passages, claims = package.table("passages"), package.table("claims")
        counts = Counter(claims.cells("passage_id"))
        rows = list(passages.rows("passage_id", "kind", "opening_words", "closing_words", "coverage"))
        ids = list(passages.cells("passage_id"))
        last = next(iter(claims.cells("passage_id")[-1:]), "")
    except Unavailable:
        return
    at = ids.index(last) if last in ids else 0
    unclaimed = [row for row in (*rows[at:], *rows[:at]) if not counts[row[0]]]
    for passage, kind, opening, closing, coverage in (*unclaimed, *(row for row in rows if counts[row[0]])):
        if passage and coverage != "none":
            words = f"{opening} … {closing}" if closing else opening
            yield Choice(passage, f"{kind.replace('_', ' ')}: {words}" + ("" if counts[passage] else " (no claim yet)"))


def full_item(item: str, choices: Iterable[str]) -> str:
    """An id or word completed, if only one of the choices is equal to it or begins with it; else unchanged."""
    here = list(choices)
    if not item or item in here:
        return item
    folded = item.casefold().replace(" ", "_")
    same = [choice for choice in here if choice.casefold() == folded]
    found = same or [choice for choice in here if choice.casefold().startswith(folded)]
    return found[0] if len(found) == 1 else item


_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)")


def next_id(ids: Iterable[str], example: str) -> str:
    """The id after the highest one; blank if ids are names, as the example and the known ids show.

    >>> next_id(["C001", "C054", "C055"], "C036")
    'C056'
    >>> next_id([], "C036")
    'C001'
    >>> next_id(["review-2021"], "review-2020")
    ''
    """
    known = [each for each in ids if each]
    parts = [found.groups() for each in known if (found := _NUMBERED.fullmatch(each))]
    shown = _NUMBERED.fullmatch(example)
    if shown is None and (len(parts) < len(known) or len({letters for letters, _ in parts}) != 1):
        return ""
    if not parts:
        return f"{shown[1]}{1:0{len(shown[2])}}" if shown else ""
    letters = Counter(letter for letter, _ in parts).most_common(1)[0][0]
    number = max((digits for letter, digits in parts if letter == letters), key=int)
    return f"{letters}{int(number) + 1:0{len(number)}}"


def fitting_estimates(package: Package, claim_id: str) -> list[str]:
    """The estimates of a claim's sources on its outcome, one line each.

    Raises:
        Unavailable: if a table that this needs could not be read.
    """
    evidence = evidence_of(package)
    claim = evidence.claims.by_id.get(claim_id)
    lines = []
    for match in evidence.bearing_on(claim) if claim is not None else ():
        row = match.estimate
        about = "" if match.is_direct else ", not on quite the same"
        lines.append(f"{row['estimate_id']}  {row['source_id']}  {row['outcome']}: {effect_in_words(row)}{about}")
    return sorted(dict.fromkeys(lines))
