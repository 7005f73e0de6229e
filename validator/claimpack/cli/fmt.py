"""The command ``claimpack fmt``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import click

from claimpack.cli import commonoptions, exits
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import say_who
from claimpack.cli.openpackage import open_whole
from claimpack.cli.shownlines import difference, first_lines
from claimpack.curation import tablefiles
from claimpack.curation.form import canonical
from claimpack.curation.form.canonical import Formatted
from claimpack.wording import counted, printable, quoted

_MOST_SHOWN = 20
"""How many cells of a file are shown one by one."""


def _known_encoding(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """The name of an encoding that writes letters, digits and commas as ASCII does."""
    plain = "".join(map(chr, range(32, 127)))
    try:
        if value is not None and plain.encode("ascii").decode(value) != plain:
            raise click.BadParameter(
                f"{value} does not write plain letters as ASCII does; name another encoding, such as cp1252."
            )
    except (LookupError, ValueError):
        raise click.BadParameter(f"there is no encoding {quoted(value or '')}; name one such as cp1252.") from None
    return value


@click.command("fmt")
@commonoptions.package_path
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not in canonical form.")
@click.option("--diff", is_flag=True, help="Write nothing; show line by line what would change.")
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="The encoding of files that are not UTF-8, such as cp1252. If left out, it is detected if that is certain.",
)
@commonoptions.today
def command(package: Path, encoding: str | None, today: date, *, check: bool, diff: bool) -> None:
    """Put the tables in canonical form, and repair what a spreadsheet changed.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. The files become UTF-8 with
    commas and LF, columns and rows are put in order, and stray white space is removed. The meaning of every cell stays
    the same, and numbers keep their digits as printed. A cell that a spreadsheet changed is repaired if its meaning is
    certain; if not, it stays as it is and is reported. Columns of your own are kept.

    Exit code: 0 in order, 1 something is left for you to decide (or, with --check, to format), 2 wrong use, 3 a file
    could not be read or written.

    \b
    Examples:
      claimpack fmt
      claimpack fmt my-claims --diff
      claimpack fmt --check
    """
    writes = not (check or diff)
    with while_writing(package):
        loaded = open_whole(package, today)
        contents, unread = tablefiles.file_contents(loaded)
        results = canonical.canonical_files(contents, today=today, encoding=encoding)
        changed = {result.path: result.after for result in results if result.is_changed}
        if writes:
            tablefiles.replace_files_of_tables(loaded, changed, waiting=say_who)
    for result in results:
        for line in _described(result):
            click.echo(line)
        if diff and result.is_changed:
            for line in difference(result.path, result.as_read, result.after):
                click.echo(line)
    for name, reason in unread.items():
        click.echo(f"{name}: not checked: {printable(reason)}.")
    click.echo(_summary(results, unread, written=writes))
    if loaded.failures:
        raise SystemExit(exits.INCOMPLETE)
    unsettled = unread or not all(result.is_settled for result in results)
    raise SystemExit(exits.PROBLEMS if unsettled or (check and changed) else exits.CLEAN)


def _described(result: Formatted) -> Iterator[str]:
    """What was done to a file; nothing if it is in order."""
    path = click.style(printable(result.path), bold=True)
    if result.obstacle:
        yield f"{path}: left as it is: {printable(result.obstacle)}. {result.hint}"
        return
    done = list(result.repairs)
    if result.tidied:
        done.append(f"{counted(result.tidied, 'cell')} tidied")
    if result.corrected:
        done.append(f"{counted(len(result.corrected), 'cell')} corrected")
    if not done and result.is_changed:
        done.append("quotation marks put in order")
    if done:
        yield f"{path}: {printable('; '.join(done))}"
    corrected = (
        f"  {each.cell}  {each.column}  {quoted(each.before)} -> {quoted(each.after)}" for each in result.corrected
    )
    yield from first_lines(corrected, result.corrected, _MOST_SHOWN, "  and {} more; --diff shows them all")
    doubts = (f"{path}  {each.cell}  line {each.line}  {each.column}\n  {each.question}" for each in result.doubts)
    yield from first_lines(doubts, result.doubts, _MOST_SHOWN, "  and {} more to decide")


def _summary(results: Collection[Formatted], unread: Collection[str], *, written: bool) -> str:
    changed = sum(result.is_changed for result in results)
    doubts = sum(len(result.doubts) for result in results)
    left = sum(bool(result.obstacle) for result in results) + len(unread)
    what = "changed" if written else "to change"
    parts = [f"{counted(changed, 'file')} {what}"]
    if doubts:
        parts.append(f"{counted(doubts, 'cell')} left for you to decide")
    if left:
        parts.append(f"{counted(left, 'file')} left as found")
    undecided = sum(bool(result.doubts) and not result.is_changed for result in results)
    rest = len(results) + len(unread) - changed - left - undecided
    parts.append(f"{counted(rest, 'file')} in order")
    return f"{', '.join(parts)}."
