"""The command ``claimpack import``."""

from __future__ import annotations

import inspect
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimpack.cli import commonoptions, exits, registryoption
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import OutputError, write_result
from claimpack.cli.prompts import Asker, can_ask
from claimpack.curation.imports.kinds import KINDS, Kind, kind_module
from claimpack.wording import counted, listed, printable, quoted, shortened

if TYPE_CHECKING:
    from claimpack.curation.imports.plan import ChangedCell, Plan, TablePlan
    from claimpack.curation.imports.proposal import ImportFile, Left, Option, Proposal
    from claimpack.curation.records.choice import Choice
    from claimpack.package.package import Package

_MOST_TOLD = 20
"""At most this many records or cells of one sort are listed one by one."""

_ATTEMPTS = 10
"""So often the files are held against the package again where no person is asked and others keep writing to it."""

_LONGEST = 100
"""At most this many characters of a cell are shown."""

_SHOWN_OF_RECORD = {
    "sources": ("title", "container_title", "issued_on", "doi"),
    "claims": ("statement",),
    "estimates": ("source_id", "outcome", "measure", "estimate", "ci_low", "ci_high", "locator"),
    "concepts": ("kind", "label"),
}
"""By table the columns by which a new record is shown; the first ones that are filled in, of other tables."""


class _Kinds(click.Group):
    """A group with a command for each kind of import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return _kind(cmd_name) if cmd_name in KINDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Kinds"):
            formatter.write_dl(list(KINDS.items()))


@click.group("import", cls=_Kinds)
def command() -> None:
    """Take in what you have: files that other programs export.

    What a file gives is shown, with what was left and why, before anything is written. Records that are there get their
    blank cells filled in; what they have is never changed, and what differs is shown. Nothing is fetched.

    Exit code: 0 written, nothing to write, or shown with --dry-run; 1 not agreed to, or something was left that
    somebody should look at; 2 wrong use, or a file that can't be taken in; 3 a file could not be read or written, or
    somebody else has changed it meanwhile.

    \b
    Examples:
      claimpack import references library.ris pubmed.nbib
      claimpack import references library.bib --dry-run
      claimpack import retractions retraction_watch.csv --checked-on 2026-11-28
      claimpack import estimates abstract.txt --source review-2021
    """


def _kind(name: str) -> click.Command:
    kind = kind_module(name)
    files = click.Argument(
        ["files"], metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False, allow_dash=True)
    )
    made = click.Command(name, callback=_run(name, kind), help=inspect.getdoc(kind), short_help=KINDS[name])
    made.params += [
        files,
        *map(_option, kind.OPTIONS),
        click.Option(
            ["--package"],
            default=".",
            show_default=True,
            type=click.Path(path_type=Path),
            help="A package or its folder.",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Write nothing; show all that would change."),
        click.Option(["--yes"], is_flag=True, help="Ask nothing, and write."),
    ]
    return registryoption.registry_or_nearest(commonoptions.today(made))


def _option(option: Option) -> click.Option:
    if option.type == "flag":
        return click.Option([f"--{option.name}"], is_flag=True, help=option.about)
    types: dict[str, click.ParamType[Any]] = {
        "text": commonoptions.TEXT,
        "day": commonoptions.DAY,
        "file": click.Path(dir_okay=False, path_type=Path),
    }
    metavar = {"day": "DATE", "file": "FILE"}.get(option.type, option.metavar)
    names = [f"--{option.name}"]
    return click.Option(names, type=types[option.type], metavar=metavar, multiple=option.is_repeated, help=option.about)


def _run(name: str, kind: Kind) -> Callable[..., None]:
    def run(
        files: Sequence[str],
        package: Path,
        registry: Path | None,
        today: datetime | None,
        *,
        dry_run: bool,
        yes: bool,
        **given: Any,
    ) -> None:
        from claimpack.curation.imports.plan import plan  # noqa: PLC0415 - frictionless may come with it
        from claimpack.curation.imports.proposal import (  # noqa: PLC0415
            Request,
            UnansweredError,
            UnusableImportError,
        )
        from claimpack.curation.tableedit import UneditableError  # noqa: PLC0415
        from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
        from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

        day = (today or datetime.now()).date()  # noqa: DTZ005 - the user's own day
        given = {key: value.date() if isinstance(value, datetime) else value for key, value in given.items()}
        questions = _Questions(is_allowed=not yes and can_ask())
        try:
            loaded = _loaded(package, registry, day)
            read = [_read(file) for file in files]
            for attempt in itertools.count(1):
                proposal = kind.propose(Request(loaded, read, given, questions))
                refuse_outside(loaded, *{record.table for record in proposal.records})
                planned = plan(loaded, proposal)
                lines = _described(proposal, planned, most=None if dry_run else _MOST_TOLD)
                write_result("".join(f"{line}\n" for line in lines), None)
                _agree(name, proposal, planned, dry_run=dry_run, yes=yes)
                try:
                    written = replace_tables(loaded, planned.contents, proposal.beside)
                    break
                except ChangedMeanwhileError as error:
                    if yes and attempt == _ATTEMPTS:
                        raise OutputError(f"{error}.") from None
                    click.echo("Somebody else has saved meanwhile; once more:")
                    loaded = _loaded(package, registry, day)
        except UnusableImportError as error:
            where = ", ".join([error.file, *([f"line {error.line:,}"] if error.line else [])])
            what = f"{where}: {error}" if where else str(error)
            raise click.UsageError(f"{what}. {error.hint}") from None
        except UnansweredError as error:
            raise click.UsageError(str(error)) from None
        except UneditableError as error:
            raise click.UsageError(f"{error}.") from None
        except Unavailable as error:
            why = "claimpack validate says why; claimpack fmt mends what a spreadsheet did to a file"
            raise OutputError(f"{error}: {why}.") from None
        except OSError as error:
            raise OutputError(f"{error.filename or package} can't be read or written: {error.strerror}.") from None
        paths = [*written, *(Path(os.path.relpath(file, loaded.root)).as_posix() for file in proposal.beside)]
        click.echo(f"Written to {printable(listed(paths))}. Now run: {registryoption.check_command(package, loaded)}")
        raise SystemExit(_code(planned.left))

    return run


def _loaded(package: Path, registry: Path | None, day: date) -> Package:
    from claimpack.package.load import NotAPackageError  # noqa: PLC0415

    try:
        loaded = registryoption.open_to_change(package, (), day, registry)
    except NotAPackageError as error:
        raise click.UsageError(f"{error}.") from None
    for fault in loaded.descriptor.faults:
        raise click.UsageError(f"{fault.message}. {fault.hint}")
    return loaded


def _read(file: str) -> ImportFile:
    from claimpack.curation.imports.proposal import ImportFile  # noqa: PLC0415
    from claimpack.package.files import UnusableFileError, read_bytes  # noqa: PLC0415
    from claimpack.package.limits import IMPORT_BYTES  # noqa: PLC0415

    if file == "-":
        content = sys.stdin.buffer.read(IMPORT_BYTES + 1)
        if len(content) > IMPORT_BYTES:
            raise click.UsageError(f"Standard input has more than {IMPORT_BYTES:,} bytes, which is the limit.")
        return ImportFile("standard input", content)
    try:
        return ImportFile(file, read_bytes(Path(file), IMPORT_BYTES))
    except UnusableFileError as error:
        raise click.UsageError(f"{file} {error}.") from None
    except FileNotFoundError:
        raise click.UsageError(f"{file} is not there.") from None
    except OSError as error:
        raise OutputError(f"{file} can't be read: {error.strerror}.") from None


class _Questions:
    """Asks on the terminal, if that is allowed, and keeps every answer."""

    def __init__(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed
        self._asker: Asker | None = None
        self._answers: dict[tuple[str, str], str] = {}

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return self._is_allowed

    def ask(
        self,
        name: str,
        about: str,
        *,
        default: str = "",
        choices: Sequence[Choice] = (),
        is_required: bool = False,
        is_list: bool = False,
        complete: Callable[[str], str] = str.strip,
        refusal: Callable[[str], str] = lambda _: "",
    ) -> str:
        """The answer; what was asked in these words before is answered as then."""
        if not self._is_allowed:
            return default
        if (name, about) not in self._answers:
            self._answers[name, about] = self._session().ask(
                name,
                about,
                required=is_required,
                default=default,
                choices=choices,
                several=is_list,
                complete=complete,
                refusal=lambda text: "It is needed." if is_required and not text else refusal(text),
            )
        return self._answers[name, about]

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Whether the answer is yes."""
        if not self._is_allowed:
            return default
        if (question, "") not in self._answers:
            word = self._session().decide(f"{question} [{'Y/n' if default else 'y/N'}]", (), "yes" if default else "no")
            self._answers[question, ""] = word
        return self._answers[question, ""] == "yes"

    def _session(self) -> Asker:
        if self._asker is None:
            self._asker = Asker()
        return self._asker


def _agree(name: str, proposal: Proposal, planned: Plan, *, dry_run: bool, yes: bool) -> None:
    """Comes back only if there is something to write.

    Raises:
        SystemExit: if not.
    """
    if not planned.contents and not proposal.beside:
        click.echo("Nothing to write.")
        raise SystemExit(_code(planned.left))
    if dry_run:
        click.echo(f"Nothing was written: take --dry-run away to import these {name}.")
        raise SystemExit(_code(planned.left))
    if not yes and not (can_ask() and click.confirm("Write this to the package?")):
        click.echo("Nothing was written." if can_ask() else "Nothing was written: add --yes to write it.")
        raise SystemExit(exits.PROBLEMS)


def _code(left: Iterable[Left]) -> int:
    return exits.PROBLEMS if any(each.needs_a_person for each in left) else exits.CLEAN


def _described(proposal: Proposal, planned: Plan, most: int | None) -> Iterator[str]:
    """All that is shown before anything is written."""
    if proposal.read:
        yield f"{printable(proposal.read)} read."
    for table in planned.tables:
        yield from _described_table(table, most)
    if planned.left:
        yield click.style("Left out:", bold=True)
        told = (
            f"  {printable(each.origin)}: {printable(shortened(each.what, _LONGEST))}: {printable(each.why)}."
            for each in planned.left
        )
        yield from _first(told, len(planned.left), most)
    yield from _first(map(printable, proposal.notes), len(proposal.notes), most)


def _described_table(table: TablePlan, most: int | None) -> Iterator[str]:
    parts = [
        counted(number, noun) + rest
        for number, noun, rest in (
            (len(table.new), "record", " new"),
            (len({cell.key for cell in table.filled}), "record", " filled in"),
            (len(table.replaced), "cell", " changed"),
            (len(table.differing), "cell", " kept that differ" + ("s" if len(table.differing) == 1 else "")),
            (table.same, "record", " there already"),
        )
        if number
    ]
    yield f"{click.style(printable(table.path), bold=True)}: {', '.join(parts) or 'nothing new'}"
    for sign, colour, lines in (
        ("+", "green", [_shown(table, record.row) for record in table.new]),
        ("+", "green", [*map(_filled, table.filled)]),
        ("~", "yellow", [*map(_changed, table.replaced)]),
        ("!", "yellow", [*map(_kept, table.differing)]),
    ):
        yield from _first((f"  {click.style(sign, fg=colour)} {line}" for line in lines), len(lines), most)


def _shown(table: TablePlan, row: dict[str, str]) -> str:
    """A new record in one line: its key and what it is."""
    from claimpack.package.tableschema import table_schema  # noqa: PLC0415

    schema = table_schema(table.name)
    key = "/".join(row.get(column, "") for column in schema.primary_key)
    columns = _SHOWN_OF_RECORD.get(table.name, [each for each in schema.fields if each not in schema.primary_key][:4])
    cells = [shortened(row[column], _LONGEST) for column in columns if row.get(column)]
    return printable("  ".join([key, *cells]))


def _filled(cell: ChangedCell) -> str:
    return f"{printable(cell.key)}  {cell.column}  {quoted(cell.after, _LONGEST)}"


def _changed(cell: ChangedCell) -> str:
    return f"{printable(cell.key)}  {cell.column}  {quoted(cell.before)} -> {quoted(cell.after)}"


def _kept(cell: ChangedCell) -> str:
    kept, other = quoted(cell.before, _LONGEST), quoted(cell.after, _LONGEST)
    return f"{printable(cell.key)}  {cell.column}  {kept} is kept; {printable(cell.origin)} has {other}"


def _first(lines: Iterator[str], count: int, most: int | None) -> Iterator[str]:
    """The first of the lines, and how many more there are."""
    for number, line in enumerate(lines):
        if number == most:
            yield f"  and {count - number:,} more; --dry-run shows all"
            return
        yield line
