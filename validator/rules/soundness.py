"""Says of which records a rule on evidence had to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.finding import LeftOut

if TYPE_CHECKING:
    from validator.evidence.sound import SoundRecords


def left_out(*tables: SoundRecords) -> Iterator[LeftOut]:
    """One for each table of which a record was left out."""
    for records in tables:
        if records.left_out:
            yield LeftOut(records.left_out)
