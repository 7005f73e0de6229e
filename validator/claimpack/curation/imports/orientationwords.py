"""Says what a result means with a given orientation: more or less of the outcome with the intervention."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from claimpack.curation.imports.proposal import UnusableImportError
from claimpack.curation.records.suggestions import Choice
from claimpack.evidence.measures import COMPARING, RATIOS, REVERSED
from claimpack.package.tableschema import table_schema
from claimpack.wording import quoted

ORIENTATIONS = table_schema("estimates").fields["orientation"].words


def what_follows(row: Mapping[str, str], orientation: str) -> str:
    """What a result shows with an orientation; blank if it compares nothing, or shows neither more nor less.

    >>> row = {"measure": "OR", "estimate": "0.18", "outcome": "fever", "comparator": "placebo"}
    >>> what_follows(row, "as_named")
    'OR 0.18 is less fever with the intervention than with placebo'
    """
    measure, printed = row.get("measure", ""), row.get("estimate", "")
    try:
        value = Decimal(printed)
    except InvalidOperation:
        return ""
    null = 1 if measure in RATIOS else 0
    if measure not in COMPARING or not value.is_finite() or value == null:
        return ""
    if orientation == "not_stated":
        return f"{measure} {printed} decides nothing"
    is_more = (value > null) != (orientation in REVERSED)
    what = f"{'more' if is_more else 'less'} {row.get('outcome') or 'of the outcome'}"
    than = f" than with {row['comparator']}" if row.get("comparator") else ""
    return f"{measure} {printed} is {what} with {row.get('intervention') or 'the intervention'}{than}"


def orientation_choices(row: Mapping[str, str]) -> list[Choice]:
    """The orientations, each with what a result then shows."""
    meanings = table_schema("estimates").fields["orientation"].meanings
    return [Choice(word, what_follows(row, word) or meanings[word]) for word in ORIENTATIONS]


def orientation_given(given: Mapping[str, object]) -> str:
    """The orientation that an option gives; blank if none does.

    Raises:
        UnusableImportError: if it is not one of the words.
    """
    word = str(given.get("orientation") or "")
    if word and word not in ORIENTATIONS:
        raise UnusableImportError(f"{quoted(word)} is no orientation", f"Give one of {', '.join(ORIENTATIONS)}.")
    return word
