"""What a rule may yield: what it saw, how much it looked at, and what it had to leave out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.package.place import Place
from claimpack.wording import counted, joined

Value = str | int | float | None | Sequence[str | int | float | None]
"""A value that a message is made of."""


@dataclass(frozen=True, slots=True)
class Examined:
    """How many things the rule looked at; the counts of one run are added up."""

    count: int


class Coverage(NamedTuple):
    """How far the package can be checked at all, as one sentence without a full stop that has its counts in it.

    The reports for people have it in their last lines, whatever else is found and accepted.
    """

    sentence: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the rule should have looked at and could not.

    Two that differ in their count alone are of one kind.

    >>> LeftOut("of claims.onset that another rule refuses", 3, "cell").reason
    '3 cells of claims.onset that another rule refuses'
    """

    why: str
    """Which they are and why; says all where nothing was counted."""
    count: int | None = None
    """How many there are, if that is known."""
    what: str = "record"
    """What was counted, in the singular."""
    part: str = ""
    """What of them was left out, where it is not the whole: ``cells that another rule refuses, in``."""

    @property
    def reason(self) -> str:
        """What was left out and why, in words."""
        return joined(self.part, "" if self.count is None else counted(self.count, self.what), self.why)


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
    cause: tuple[str | int | None, ...] = ()
    """Where one mending or one judgement settles several problems: what they have in common. It is made of the judged
    values without the claim, and of the passage (what is the article's) or the source (what is the source's). If left
    out, the problem is a cause of its own."""
    data: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """The values that the message is made of, by name, so that an app can say it in another language."""


Observation = Finding | Examined | LeftOut | Coverage


def left_out_if_any(count: int, what: str, why: str) -> Iterator[LeftOut]:
    """One if there are any.

    Args:
        count: how many were left out.
        what: what they are, in the singular.
        why: which they are and why.
    """
    if count:
        yield LeftOut(why, count, what)
