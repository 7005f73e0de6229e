"""What a rule may yield: what it saw, how much it looked at, and what it had to leave out."""

from collections.abc import Iterator, Mapping, Sequence, Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, Self

from claimpack.package.place import Place
from claimpack.package.table import Record, Table
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

    >>> LeftOut("of claims.onset that another rule reports", 3, "cell").reason
    '3 cells of claims.onset that another rule reports'
    """

    why: str
    """Which they are and why; says all where nothing was counted."""
    count: int | None = None
    """How many there are, if that is known."""
    what: str = "record"
    """What was counted, in the singular."""
    part: str = ""
    """What of them was left out, where it is not the whole: ``cells that another rule reports, in``."""

    @property
    def reason(self) -> str:
        """What was left out and why, in words."""
        return joined(self.part, "" if self.count is None else counted(self.count, self.what), self.why)


class Finding(NamedTuple):
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
    data: Mapping[str, Value] = {}
    """The values that the message is made of, by name, so that an app can say it in another language."""

    @classmethod
    def on(
        cls,
        record: Record,
        column: str | None,
        message: str,
        hint: str,
        judged: tuple[str | int | None, ...],
        *others: Record | tuple[str, str],
        tentative: bool = False,
        cause: tuple[str | int | None, ...] = (),
        data: Mapping[str, Any] | None = None,
    ) -> Self:
        """A problem with a cell of a record. Its subjects are that record and the others: records, or table and id."""
        about: list[tuple[str, str]] = []
        for each in (record, *others):
            if isinstance(each, Record):
                about += [(each.table.name, name) for name in each.table.subjects(each.number)]
            else:
                about.append(each)
        tables, subjects = zip(*about, strict=True) if about else ((), ())
        return cls(record.place(column), message, hint, subjects, judged, tentative, tables, cause, data or {})


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


class Usable(Protocol):
    """Records of a table, of which some may have been left out."""

    @property
    def table(self) -> Table:
        """The table."""

    @property
    def unusable(self) -> Sized:
        """Those that were left out."""


def left_out(*tables: Usable) -> Iterator[LeftOut]:
    """One for each table of evidence of which a record was left out."""
    for records in tables:
        what = records.table.name.removesuffix("s")
        yield from left_out_if_any(
            len(records.unusable), what, "with an invalid cell or a reference to a missing record"
        )


def left_out_records(table: Table, records: AbstractSet[int]) -> Iterator[LeftOut]:
    """One if there are such records."""
    yield from left_out_if_any(len(records), table.name.removesuffix("s"), "with a cell that another rule reports")


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """One for each column in which a cell is refused.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    for column in columns:
        why = f"of {table.name}.{column} that another rule reports"
        yield from left_out_if_any(len(table.unreliable(column)), "cell", why)


def refused_in(table: Table, *columns: str) -> set[int]:
    """The records in which one of these cells says nothing that can be looked at: another rule refuses it.

    That may be for its being blank, and it may be any cell but the first of a row with too few or too many.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    found: set[int] = set()
    first = table.file.header[0] if table.file.header else ""
    for column in columns:
        found.update(table.unreliable(column))
        if "" in table.refused.get(column, ()):
            found.update(record for record, cell in enumerate(table.cells(column)) if not cell)
        if column != first:
            found |= table.ragged
    return found
