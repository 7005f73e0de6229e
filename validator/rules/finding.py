"""What a rule may yield: what it saw, how much it looked at, and what it had to leave out."""

from __future__ import annotations

from dataclasses import dataclass

from validator.package.place import Place


@dataclass(frozen=True, slots=True)
class Examined:
    """How many things the rule looked at; the counts of one run are added up."""

    count: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the rule should have looked at and could not; the reason says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as the rule saw it. Severity, fingerprint and acknowledgement are the engine's to add."""

    place: Place
    message: str
    """What is wrong, with the value, as one sentence without a full stop."""
    hint: str = ""
    """What to do about it, as whole sentences."""
    subjects: tuple[str, ...] = ()
    """The ids of the records concerned, the first one first."""
    judged: tuple[str | int | None, ...] = ()
    """The values that the verdict rests on: when one of them changes, it is another problem."""
    tentative: bool = False
    """Whether the evidence is indirect, so that it may be right as it is: the engine weighs it one step milder."""
    subject_tables: tuple[str, ...] = ()
    """The tables that the subjects are of; if left out, all are of the one that the place is in."""


Sighting = Finding | Examined | LeftOut
