"""What the reader of source texts gives: a result with its numbers, each where it stands, and what was left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from claimpack.evidence.percentages import SHARES
from claimpack.evidence.sourcenumbers import PrintedNumber, shifted


@dataclass(frozen=True)
class ReportedResult:
    """A result that a text reports, as far as it is sure of."""

    measure: str
    """A word of ``measure`` in estimates.csv."""
    numbers: dict[str, PrintedNumber]
    """By column of estimates.csv: digits as printed, and where. A control risk in per cent is a fraction in the table;
    see ``cells``."""
    start: int
    """Where its words and numbers begin in the text."""
    end: int
    words: dict[str, str] = field(default_factory=dict)
    """By column what is no number: p_relation, p_sides, unit, certainty, interval_kind, reported_direction."""
    outcome: str = ""
    """What the text calls the outcome; blank where that is not sure."""
    orientation: str = "not_stated"
    """Which way it runs; not_stated where the text's words leave that open."""
    note: str = ""
    locator: str = ""
    context: str = ""
    """The sentence's words before it, from the result before it on; never written anywhere."""

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
        """The same with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


_FRACTIONS = ("control_risk",)
"""The columns that are fractions of 1 in the table whatever the unit is."""


@dataclass(frozen=True)
class LeftText:
    """A part of the text that looks like a result and was not taken."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """All that a text reports, in its order."""

    results: list[ReportedResult]
    left: list[LeftText]
