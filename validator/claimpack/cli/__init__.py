"""The command line: one module per command, loaded when the command is called."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from typing import Any, NoReturn

import click

from claimpack.cli.exits import CLEAN, INCOMPLETE, INTERRUPTED
from claimpack.cli.namedgroup import NamedGroup
from claimpack.cli.output import OutputError, drop_output, spell_what_cannot_be_encoded
from claimpack.package.schemas import AlteredSchemaError
from claimpack.version import __version__
from claimpack.wording import printable

_COMMANDS = {
    "validate": "Check a claims package and report exactly what is wrong and where.",
    "verdicts": "Show the verdict on each claim, one line per claim.",
    "page": "Write a web page for physicians: each claim beside its evidence.",
    "build": "Write the files for apps: the claims as JSON, with verdicts and caveats.",
    "init": "Make a new claims package.",
    "anchor": "Cut an article into passages and pin them by position and hash.",
    "new": "Add a record: a claim, source, concept, estimate, reference or relation.",
    "edit": "Change a record: a claim, a source, the coverage of a passage, or any other.",
    "import": "Import references, results, retractions, claims or reviews from files.",
    "acknowledge": "Record that a problem was judged and accepted.",
    "fmt": "Put the tables in canonical form, and repair what a spreadsheet changed.",
    "sheet": "Edit the tables in a spreadsheet program: export a workbook, import it with a diff.",
    "watch": "Check the package on every save, and show what changed.",
    "diff": "Show what changed in meaning between two versions, and what weakens the evidence.",
    "rules": "List the rules.",
    "explain": "Show the manual page of a rule.",
}

_MODULES = {"import": "imports"}
"""The modules of commands whose names are keywords of Python."""

_EXTRAS = {
    "bibtexparser": "import",
    "openpyxl": "sheet",
    "prompt_toolkit": "prompts",
    "rispy": "import",
    "selectolax": "article",
}
"""The libraries that only some commands need, by the extra that installs them."""
_NEXT_LINE = "\n  "
"""Separates the lines of a message; any other line feed is part of a quoted value."""


def _say_what_to_install(error: Exception) -> None:
    """Names the extra to install if a library is missing that only some commands need."""
    name = error.name or "" if isinstance(error, ModuleNotFoundError) else ""
    extra = _EXTRAS.get(name.partition(".")[0])
    if extra is not None:
        advice = " Or give everything by options and --yes." if extra == "prompts" else ""
        what = f"This needs {name}, which is not installed: pip install 'claimpack[{extra}]'.{advice}"
        raise click.UsageError(what) from None


def _flush_and_end(code: object) -> None:
    """Ends the program at once, as mypy does too; as incomplete if the last output can't be written.

    Not under a profiler or debugger, which has something to do at the end. After Ctrl-C, a pool of processes may have
    left something to Python's own end.
    """
    if not isinstance(code, int | None) or code == INTERRUPTED or sys.gettrace() or sys.getprofile():
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:  # the reader, such as head, has closed the pipe
        os._exit(code or 0)
    except (OSError, ValueError) as error:
        _end_unwritten(error, is_told=code == INCOMPLETE)
    os._exit(code or 0)


def _end_unwritten(error: OSError | ValueError, *, is_told: bool) -> NoReturn:
    """Ends the program at once as incomplete, with a message if there was none."""
    if not is_told:
        with contextlib.suppress(OSError, ValueError):
            why = error.strerror if isinstance(error, OSError) else str(error)
            click.echo(f"Error: the output can't be written: {why}.", err=True)
    os._exit(INCOMPLETE)


class _Commands(NamedGroup):
    """Loads a command's module when it is called."""

    summaries = _COMMANDS

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Runs as a program of its own, and ends without giving back a large package's memory piece by piece.

        A tenth of a check would be the garbage collector's, with hardly anything to collect. It is not switched off,
        since packages of a registry, and those that are watched, come and go. Where another program calls this with
        arguments, both are that one's.
        """
        if args or options:
            return super().__call__(*args, **options)
        gc.set_threshold(500_000, 5, 10)
        try:
            return super().__call__()
        except SystemExit as end:
            _flush_and_end(end.code)
            raise
        except OSError as error:  # the help or the last message can't be written
            if os.environ.get("CLAIMPACK_TRACEBACK"):
                raise
            _end_unwritten(error, is_told=False)

    def made(self, name: str) -> click.Command:
        command: click.Command = importlib.import_module(f"claimpack.cli.{_MODULES.get(name, name)}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an unexpected error ends in a message of one line and exit code 3, without a traceback."""
        spell_what_cannot_be_encoded()
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Stopped.", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None
        except click.ClickException as error:  # its message may quote a file
            lines = error.message.split(_NEXT_LINE)
            error.message = _NEXT_LINE.join(map(printable, lines))  # type: ignore[misc]
            raise
        except click.exceptions.Exit:
            raise
        except BrokenPipeError:  # the reader, such as head, has closed the pipe
            drop_output()
            raise click.exceptions.Exit(CLEAN) from None
        except AlteredSchemaError as error:
            raise OutputError(str(error)) from None
        except Exception as error:
            _say_what_to_install(error)
            if os.environ.get("CLAIMPACK_TRACEBACK"):
                raise
            if isinstance(error, OSError):
                what = (
                    "standard output can't be written" if error.filename is None else f"{error.filename} can't be used"
                )
                raise OutputError(printable(f"{what}: {error.strerror or error}")) from None
            why = printable(f"{type(error).__name__}: {error}")
            raise OutputError(f"Claimpack failed ({why}); set CLAIMPACK_TRACEBACK=1 to see where.") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimpack")
def main() -> None:
    """Check medical safety claims against schemas, their article, their sources and each other."""
