"""Says of which records a rule on evidence had to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from validator.rules.finding import LeftOut


class Usable(Protocol):
    """Records of which some may have been left out."""

    @property
    def left_out(self) -> str:
        """How many records were left out and why; blank if none was."""


def left_out(*tables: Usable) -> Iterator[LeftOut]:
    """One for each table of which a record was left out."""
    for records in tables:
        if records.left_out:
            yield LeftOut(records.left_out)
