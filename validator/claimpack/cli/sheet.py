"""The commands ``claimpack sheet export`` and ``claimpack sheet import``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli import commonoptions, exits
from claimpack.cli.failures import while_reading, while_writing
from claimpack.cli.lockedwriting import replace_tables
from claimpack.cli.openpackage import open_whole
from claimpack.cli.output import OutputError, belongs_to, write_lines
from claimpack.cli.prompts import is_agreed
from claimpack.cli.shellcommand import named, to_run
from claimpack.cli.shownlines import difference, first_lines
from claimpack.curation.tablefiles import Contents, table_contents
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.limits import WORKBOOK_BYTES
from claimpack.package.package import Package
from claimpack.package.write import write_atomically
from claimpack.wording import counted, listed, printable, quoted

if TYPE_CHECKING:  # openpyxl may be missing
    from claimpack.curation.workbooks.sheetimport import EditedTable, Import

_MOST_SHOWN = 20
"""How many cells are shown one by one."""
_FILE = click.argument("file", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path))


@click.group("sheet")
def command() -> None:
    """Edit the tables in a spreadsheet program.

    The export makes a workbook with one sheet per table. Every cell is text, so that no program turns an id into a date
    or drops the last zero of a number. The import shows what was changed, and writes it to the tables.

    \b
    Examples:
      claimpack sheet export claims.xlsx
      claimpack sheet import claims.xlsx
    """


@command.command("export")
@_FILE
@commonoptions.package_path
@click.option("--force", is_flag=True, help="Replace FILE.xlsx if it exists.")
def export_command(file: Path, package: Path, *, force: bool) -> None:
    """Make a workbook of the tables, to edit them in a spreadsheet program.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. Words and ids can be chosen
    from lists, and a comment on each heading explains its column. The ids of records are locked: to delete a record,
    remove the sheet's protection, which has no password.

    Exit code: 0 every table was exported, 1 some are broken and were left out, 2 wrong use, 3 a file could not be read
    or written.

    \b
    Examples:
      claimpack sheet export claims.xlsx
      claimpack sheet export claims.xlsx my-claims --force
    """
    from claimpack.curation.workbooks.sheetexport import export  # noqa: PLC0415 - openpyxl comes with it
    from claimpack.curation.workbooks.workbookwriter import UnholdableError  # noqa: PLC0415

    if file.suffix.casefold() != ".xlsx":
        raise click.UsageError(f"{file} does not end in .xlsx, so no spreadsheet program would open it.")
    if not file.parent.is_dir():
        raise click.UsageError(f"The folder {file.parent} does not exist: make it first.")
    with while_reading(package):
        loaded = open_whole(package, commonoptions.current_day())
        contents, unread = table_contents(loaded)
    try:
        if belongs_to(file, loaded):
            raise click.UsageError(f"{file} is a file of the package: name another.")
        if file.exists() and not force:
            raise click.UsageError(_already_there(file, loaded, contents))
        result = export(loaded, contents, unread, printable(shlex.quote(file.name)))
        write_atomically(file, result.content)
    except UnholdableError as error:
        raise click.UsageError(f"{error}. Nothing was written.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or file} can't be read or written: {error.strerror}.") from None
    records = sum(result.records.values())
    click.echo(
        f"Written to {printable(str(file))}: {counted(len(result.records), 'table')}, {counted(records, 'record')}."
    )
    for line in _left_out(result.left_out, unread.keys() & loaded.tables.keys(), package):
        click.echo(line)
    click.echo(f"Edit it, save it as .xlsx, and run: {to_run('sheet', 'import', file, *named(package))}")
    if result.left_out:
        raise SystemExit(exits.INCOMPLETE if loaded.failures else exits.PROBLEMS)


def _left_out(left_out: Mapping[str, str], no_plain_file: AbstractSet[str], package: Path) -> Iterator[str]:
    """The tables that are not in the workbook, and what to do about it."""
    for name, reason in left_out.items():
        yield f"{name}: left out: {printable(reason)}."
    if no_plain_file:
        yield "A workbook takes only tables that are one plain file each: edit the other files, or join them."
    if left_out.keys() - no_plain_file:
        yield f"Run {to_run('validate', *named(package))}, correct what it reports on these tables, and export again."


@command.command("import")
@_FILE
@commonoptions.package_path
@click.option("--diff", is_flag=True, help="Write nothing; show line by line what would change.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--force", is_flag=True, help="Also replace tables that have changed since the export.")
@commonoptions.today
def import_command(file: Path, package: Path, today: date, *, diff: bool, yes: bool, force: bool) -> None:
    """Import an edited workbook into the tables.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. What would change is shown
    before anything is written. A table whose sheet was not edited stays as it is, byte for byte; an edited table is
    written in canonical form, as claimpack fmt does. Formulas, error values and merged cells are refused.

    Exit code: 0 imported, nothing to import, or shown with --diff; 1 not agreed to, or something is left for you to
    decide; 2 wrong use, or a workbook that can't be imported; 3 a file could not be read or written, or somebody else
    changed it at the same time.

    \b
    Examples:
      claimpack sheet import claims.xlsx
      claimpack sheet import claims.xlsx --diff
      claimpack sheet import claims.xlsx my-claims --yes
    """
    with while_reading(package):
        loaded = open_whole(package, today)
        contents, _ = table_contents(loaded)
    plan = _imported(file, package, loaded, contents, force=force)
    if _is_open(file):
        click.echo(f"{printable(str(file))} seems to be open in a program: unsaved changes are not imported.")
    write_lines(_described(plan))
    if plan.refused:
        click.echo("Nothing was written.")
        raise SystemExit(exits.PROBLEMS)
    if not plan.edited:
        click.echo("Nothing to import: the tables say the same as the workbook.")
        raise SystemExit(exits.CLEAN)
    if plan.stale and not force:
        raise click.UsageError(_stale(plan))
    code = exits.PROBLEMS if any(table.doubts for table in plan.edited) else exits.CLEAN
    if diff:
        raise SystemExit(code)
    if not yes and not is_agreed("Write this to the package?", "write it"):
        raise SystemExit(exits.PROBLEMS)
    with while_writing(package):
        replace_tables(loaded, {table.name: table.after for table in plan.edited})
    paths = listed(printable(table.path) for table in plan.edited)
    click.echo(f"Written to {printable(paths)}. Now run: {to_run('validate', *named(package))}")
    again = to_run("sheet", "export", file, *named(package), "--force")
    click.echo(f"Before you edit further, export the workbook again: {again}")
    raise SystemExit(code)


def _imported(file: Path, given: Path, package: Package, contents: Contents, *, force: bool) -> Import:
    """What the workbook would change; ``given`` is the package as it was named."""
    from claimpack.curation.workbooks.sheetexport import package_name  # noqa: PLC0415 - openpyxl comes with it
    from claimpack.curation.workbooks.sheetimport import imported  # noqa: PLC0415
    from claimpack.curation.workbooks.xlsxreader import UnusableWorkbookError  # noqa: PLC0415

    try:
        plan = imported(read_bytes(file, WORKBOOK_BYTES), contents, today=package.today)
    except UnusableWorkbookError as error:
        raise click.UsageError(f"{file} can't be imported: {printable(str(error))}. {error.hint}") from None
    except UnusableFileError as error:
        raise click.UsageError(f"{file} {error}.") from None
    except FileNotFoundError:
        make = to_run("sheet", "export", file, *named(given))
        raise click.UsageError(f"{file} does not exist. Make it with: {make}") from None
    except OSError as error:
        raise OutputError(f"{file} can't be read: {error.strerror}.") from None
    here = package_name(package)
    if plan.package != here and not force:
        what = f"{file} was exported from the package {quoted(plan.package)}, and this one is {quoted(here)}"
        raise click.UsageError(f"{what}: name the right package, or add --force.")
    return plan


def _already_there(file: Path, package: Package, contents: Contents) -> str:
    """The message if a file exists that would be replaced."""
    try:
        plan = _imported(file, package.root, package, contents, force=False)
    except click.ClickException:
        return f"{file} exists and is not a workbook of this package: name another, or add --force."
    if plan.edited or plan.refused:
        return f"{file} exists and was edited: import it first, or add --force to lose the edits."
    return f"{file} exists; all edits in it are in the package. Add --force to export it again."


def _is_open(file: Path) -> bool:
    """Whether a program has left a lock file that says that it is editing the file."""
    return any((file.parent / f"{mark}{file.name}{end}").exists() for mark, end in ((".~lock.", "#"), ("~$", "")))


def _stale(plan: Import) -> str:
    paths = listed(printable(path) for path in plan.stale)
    one = len(plan.stale) == 1
    changed, too = ("has", "has its sheet") if one else ("have", "have their sheets")
    advice = "Export to another file and make your changes there, or add --force to write what is shown above"
    return f"{paths} {changed} changed since the export, and so {too}. {advice}."


def _described(plan: Import) -> Iterator[str]:
    yield from map(printable, plan.notes)
    if plan.refused:
        yield from first_lines(map(printable, plan.refused), plan.refused, _MOST_SHOWN, "and {} more")
        return
    for table in plan.edited:
        yield from _described_table(table)
    if plan.taken:
        yield f"Cells that are not text: {len(plan.taken):,}; leading or trailing zeros may be lost:"
        lines = (
            f"  {printable(each.address)}  {printable(each.column)}  {each.what}, read as {quoted(each.text)}"
            for each in plan.taken
        )
        yield from first_lines(lines, plan.taken, _MOST_SHOWN)


def _described_table(table: EditedTable) -> Iterator[str]:
    parts = [
        f"{counted(len(keys), 'record')} {what} ({printable(listed(keys))})"
        for keys, what in ((table.added, "added"), (table.changed, "changed"), (table.deleted, "deleted"))
        if keys
    ]
    if table.left_out:
        parts.append(f"column {listed(map(quoted, table.left_out))} left out")
    if table.columns_added:
        parts.append(f"column {listed(map(quoted, table.columns_added))} added")
    if table.repairs:
        parts.append(f"the file put in canonical form ({printable('; '.join(table.repairs))})")
    yield f"{click.style(printable(table.path), bold=True)}: {', '.join(parts)}"
    yield from difference(table.path, table.as_read, table.after)
    if table.unknown:
        which = f"  {listed(map(quoted, table.unknown))}: {table.name} has no such column, and validate reports it."
        yield f"{which} Keep what is only yours on a sheet of your own."
    corrected = (
        f"  {each.cell}  {each.column}  {quoted(each.before)} corrected to {quoted(each.after)}"
        for each in table.corrected
    )
    yield from first_lines(corrected, table.corrected, _MOST_SHOWN)
    doubts = (f"  {each.cell}  {each.column}  {each.question}" for each in table.doubts)
    yield from first_lines(doubts, table.doubts, _MOST_SHOWN)
