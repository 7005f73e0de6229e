"""What may be answered where a column is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be in a column, and what it means."""

    value: str
    meaning: str
