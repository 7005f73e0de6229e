"""Writes records once they are shown and agreed to, and says plainly why they can't be."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from claimpack.cli import exits
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import replace_tables
from claimpack.cli.output import OutputError
from claimpack.cli.recordprompts import answer
from claimpack.wording import listed, printable

if TYPE_CHECKING:
    from claimpack.cli.prompts import Asker
    from claimpack.curation.records.recorddraft import Composing
    from claimpack.curation.records.vocabulary import Vocabulary
    from claimpack.package.package import Package
    from claimpack.package.tableschema import Field

_QUESTIONS = {
    "fine": ("Write this? [Y, n, or a column to change]", "yes"),
    "error": ("Write this all the same? [y, N, or a column to change]", "no"),
    "fatal": ("This can't be written. [N, or a column to change]", "no"),
}
"""By the most severe of what a check would find with the record: what is asked, and what Enter alone answers."""

_ATTEMPTS = 10
"""How often a record is put in the table where nobody is asked and others keep writing to it."""


@contextlib.contextmanager
def while_writing_records(package: str) -> Iterator[None]:
    """As ``while_writing``, around what composes records."""
    from claimpack.curation.records.recordedit import NotOneRecordError  # noqa: PLC0415
    from claimpack.curation.records.vocabulary import NotAVocabularyError  # noqa: PLC0415

    with while_writing(package, NotOneRecordError, NotAVocabularyError):
        yield


def write(
    package: Package,
    contents: Callable[[], Mapping[str, bytes]],
    reload: Callable[[], Package],
    *,
    is_asked: bool,
) -> None:
    """Writes what ``contents`` gives, once more where somebody else has saved meanwhile, and says where to.

    Args:
        package: the package that the first contents are made from.
        contents: shows what would be written, has it agreed to, and gives the new files.
        reload: reads the package again, for the next contents to be made from.
        is_asked: whether somebody is there to answer, and to give up.

    Raises:
        OutputError: if others keep writing.
    """
    from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415

    for attempt in itertools.count(1):
        files = contents()
        try:
            written = replace_tables(package, files)
            break
        except ChangedMeanwhileError as error:
            if not is_asked and attempt == _ATTEMPTS:
                raise OutputError(f"{error}.") from None
            again = f"{error}; your answers are kept." if is_asked else "Somebody else has saved meanwhile; once more:"
            click.echo(again)
            package = reload()
    click.echo(f"Written to {listed(written)}.")


def agreed(
    composing: Composing,
    asker: Asker | None,
    fields: Mapping[str, Field],
    show: Callable[[], str],
    vocabulary: Vocabulary | None,
) -> dict[str, bytes]:
    """The files to write, once the record is shown and agreed to; on a terminal it can be changed until then.

    Raises:
        SystemExit: if it is not agreed to, or if a check would find an error and no person is asked.
    """
    while True:
        contents = composing.contents()
        gravest = show()
        if asker is None:
            refuse_errors(gravest, is_asked=False)
            return contents
        question, default = _QUESTIONS[gravest]
        decision = asker.decide(question, list(fields), default)
        if decision == "yes" and gravest != "fatal":
            return contents
        if decision == "no":
            click.echo("Nothing was written.")
            raise SystemExit(exits.PROBLEMS)
        if decision != "yes":
            change(composing, fields[decision], asker, vocabulary)


def refuse_errors(gravest: str, *, is_asked: bool) -> None:
    """Ends where a check would find an error that cannot be accepted, or that there is no person to accept.

    Raises:
        SystemExit: if so.
    """
    if gravest == "fatal" or (gravest == "error" and not is_asked):
        click.echo("Nothing was written: mend what is given, and try again.")
        if gravest == "error":
            click.echo("If the source itself says so, leave out --yes, and agree to it on a terminal.")
        raise SystemExit(exits.PROBLEMS)


def change(composing: Composing, field: Field, asker: Asker, vocabulary: Vocabulary | None) -> None:
    """Asks for a column again, and for those that can't stay blank then."""
    composing.row[field.name] = answer(composing, field, asker, composing.row.get(field.name, ""), vocabulary)
    for other in composing.schema.fields.values():  # what it is now may need what could stay blank before
        if composing.needs(other) and not composing.row.get(other.name):
            composing.row[other.name] = answer(composing, other, asker, composing.default(other), vocabulary)


def refuse_all(amiss: Sequence[str]) -> None:
    """Tells of all that is wrong with what was given at once.

    Raises:
        click.UsageError: if anything is.
    """
    if amiss:
        raise click.UsageError("\n  ".join(map(printable, amiss)))
