"""What the methods ask of a record: its cells by their columns."""

from typing import Protocol

EFFECT = ("estimate", "ci_low", "ci_high")
"""The columns of an estimate and the limits of its interval."""


class Row(Protocol):
    """A record whose cells are asked for by their columns."""

    def __getitem__(self, column: str, /) -> str:
        """A cell."""
