"""Writes records once they are shown and agreed to, and says plainly why they can't be."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from claimpack.cli import exits
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import replace_tables
from claimpack.cli.prompts import Asker
from claimpack.cli.recordprompts import ask_again
from claimpack.curation.records.recorddraft import Composing
from claimpack.curation.records.recordedit import NotOneRecordError
from claimpack.curation.records.vocabulary import NotAVocabularyError
from claimpack.curation.tablefiles import ChangedMeanwhileError
from claimpack.package.package import Package
from claimpack.package.tableschema import Field
from claimpack.wording import listed, printable

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
    with while_writing(package, NotOneRecordError, NotAVocabularyError):
        yield


def write(
    package: Package, contents: Callable[[], Mapping[str, bytes]], reload: Callable[[], Package], *, is_asked: bool
) -> None:
    """Writes what ``contents`` gives, once more where somebody else has saved meanwhile, and says where to.

    Args:
        package: the package that the first contents are made from.
        contents: shows what would be written, has it agreed to, and gives the new files.
        reload: reads the package again, for the next contents to be made from.
        is_asked: whether somebody is there to answer, and to give up.

    Raises:
        ChangedMeanwhileError: if others keep writing.
    """
    for attempt in itertools.count(1):
        files = contents()
        try:
            written = replace_tables(package, files)
            break
        except ChangedMeanwhileError as error:
            if not is_asked and attempt == _ATTEMPTS:
                raise
            again = f"{error}; your answers are kept." if is_asked else "Somebody else has saved meanwhile; once more:"
            click.echo(again)
            package = reload()
    click.echo(f"Written to {listed(written)}.")


def agreed(
    composing: Composing, asker: Asker | None, fields: Mapping[str, Field], show: Callable[[], str]
) -> dict[str, bytes]:
    """The files to write, once the record is shown and agreed to; on a terminal it can be changed until then.

    Raises:
        SystemExit: if it is not agreed to, or if a check would find an error and no person is asked.
    """
    while True:
        contents = composing.contents()
        worst = show()
        if asker is None:
            refuse_errors(worst, is_asked=False)
            return contents
        question, default = _QUESTIONS[worst]
        decision = asker.decide(question, list(fields), default)
        if decision == "yes" and worst != "fatal":
            return contents
        if decision == "no":
            click.echo("Nothing was written.")
            raise SystemExit(exits.PROBLEMS)
        if decision != "yes":
            ask_again(composing, fields[decision], asker)


def refuse_errors(worst: str, *, is_asked: bool) -> None:
    """Ends where a check would find an error that cannot be accepted, or that there is no person to accept.

    Raises:
        SystemExit: if so.
    """
    if worst == "fatal" or (worst == "error" and not is_asked):
        click.echo("Nothing was written: mend what is given, and try again.")
        if worst == "error":
            click.echo("If the source itself says so, leave out --yes, and agree to it on a terminal.")
        raise SystemExit(exits.PROBLEMS)


def refuse_all(amiss: Sequence[str]) -> None:
    """Reports all that is wrong with what was given at once.

    Raises:
        click.UsageError: if anything is.
    """
    if amiss:
        raise click.UsageError("\n  ".join(map(printable, amiss)))
