"""What a rule yields: problems, how much it examined, and what it had to leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from claimpack.package.place import Place
from claimpack.package.table import Record, Table
from claimpack.wording import counted, joined

if TYPE_CHECKING:
    from claimpack.evidence.usable import UsableRecords

Value = str | int | float | None | Sequence[str | int | float | None]
"""A value in a message."""


@dataclass(frozen=True, slots=True)
class Examined:
    """How many things the rule examined; the counts of a run are added up."""

    count: int


class Coverage(NamedTuple):
    """How far the package can be checked, as one sentence with its counts and without a full stop.

    Reports for people end with it, whatever else is found and accepted.
    """

    sentence: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the rule should have examined but could not.

    Two that differ only in their count are of one kind.

    >>> LeftOut("of claims.onset that another rule reports", 3, "cell").reason
    '3 cells of claims.onset that another rule reports'
    """

    why: str
    """Which ones were left out, and why; the whole reason if nothing was counted."""
    count: int | None = None
    """How many, if that is known."""
    what: str = "record"
    """What is counted, in the singular."""
    part: str = ""
    """Which part of them was left out, if not the whole: ``cells that another rule reports, in``."""

    @property
    def reason(self) -> str:
        """What was left out and why, in words."""
        return joined(self.part, "" if self.count is None else counted(self.count, self.what), self.why)


class Finding(NamedTuple):
    """A problem that a rule found. The engine adds severity, fingerprint and acknowledgement."""

    place: Place
    message: str
    """What is wrong, with the value, as one sentence without a full stop."""
    hint: str = ""
    """What to do about it, as whole sentences."""
    subjects: tuple[str, ...] = ()
    """The ids of the records concerned, the first one first."""
    judged: tuple[str | int | None, ...] = ()
    """The values that were judged: when one of them changes, it is another problem."""
    tentative: bool = False
    """Whether the record may be right, because the evidence is indirect: the engine makes it one step milder."""
    subject_tables: tuple[str, ...] = ()
    """The table of each subject; if left out, all subjects are in the table of the place."""
    cause: tuple[str | int | None, ...] = ()
    """What several problems have in common that one correction or one judgement settles: the judged values without the
    claim, and the passage for what the article says, or the source for what the source says. If left out, the problem
    is a cause of its own."""
    data: Mapping[str, Value] = {}
    """The values in the message, by name, so that an app can translate it."""

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
    """Yields one if there are any.

    Args:
        count: how many were left out.
        what: what is counted, in the singular.
        why: which ones, and why.
    """
    if count:
        yield LeftOut(why, count, what)


def left_out(*tables: UsableRecords) -> Iterator[LeftOut]:
    """Yields the unusable records of each table."""
    why = "with an invalid cell or a reference to a missing record"
    for records in tables:
        yield from left_out_if_any(len(records.unusable), records.table.name.removesuffix("s"), why)


def left_out_records(table: Table, records: AbstractSet[int]) -> Iterator[LeftOut]:
    """Yields one if there are any such records."""
    yield from left_out_if_any(len(records), table.name.removesuffix("s"), "with a cell that another rule reports")


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """Yields one for each column that has an invalid cell.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    for column in columns:
        why = f"of {table.name}.{column} that another rule reports"
        yield from left_out_if_any(len(table.unreliable(column)), "cell", why)


def refused_in(table: Table, *columns: str) -> set[int]:
    """The records in which one of these cells is invalid, so that another rule reports it.

    This includes required cells that are blank, and all cells but the first in a row with too few or too many cells.

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
