"""The output of the reader of source texts: results with the places of their numbers, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from claimpack.evidence.percentages import SHARES
from claimpack.evidence.sourcenumbers import PrintedNumber, shifted


@dataclass(frozen=True)
class ReportedResult:
    """A result that a text reports, as far as it is certain."""

    measure: str
    """A word of ``measure`` in estimates.csv."""
    numbers: dict[str, PrintedNumber]
    """By column of estimates.csv, the digits as printed and their place. A control risk in per cent becomes a fraction
    in the table; see ``cells``."""
    start: int
    """Where its words and numbers begin in the text."""
    end: int
    words: dict[str, str] = field(default_factory=dict)
    """By column, what is not a number: p_relation, p_sides, unit, certainty, interval_kind, reported_direction."""
    outcome: str = ""
    """The outcome's name in the text; blank if that is not certain."""
    orientation: str = "not_stated"
    """Its orientation; not_stated if the text leaves that open."""
    note: str = ""
    locator: str = ""
    context: str = ""
    """The words before it, from the previous result in the sentence; never written anywhere."""

    def cells(self) -> dict[str, str]:
        """The cells of a row of estimates.csv, without the ids, the outcome and the scope."""
        in_per_cent = self.words.get("unit") == "%"
        fractions = _FRACTIONS if self.measure in SHARES and in_per_cent else ()
        row = {
            column: shifted(number.plain) if column in fractions else number.plain
            for column, number in self.numbers.items()
        }
        row |= self.words
        row |= {"measure": self.measure, "orientation": self.orientation, "locator": self.locator, "note": self.note}
        return {column: value for column, value in row.items() if value}

    def with_(self, **changes: object) -> ReportedResult:
        """A copy with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


_FRACTIONS = ("control_risk",)
"""The columns that are fractions of 1 in the table, whatever the unit."""


@dataclass(frozen=True)
class LeftText:
    """A part of the text that looks like a result and was left out."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """All results of a text, in its order."""

    results: list[ReportedResult]
    left: list[LeftText]
