"""The command ``claimpack watch``."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from claimpack import engine
from claimpack.cli import commonoptions, openpackage, ruleoptions, watchreport
from claimpack.cli.ctrlc import Interruption
from claimpack.cli.output import OutputError, drop_output, show
from claimpack.cli.progress import progress
from claimpack.curation.watching.openproblems import Remembered, compare, reads_acceptances
from claimpack.curation.watching.packagefiles import ChangeWatcher, Look, look_at
from claimpack.package import load as loading
from claimpack.package.lending import lend_used
from claimpack.package.package import Package
from claimpack.package.registry import read_registry
from claimpack.rules.catalogue import Rule
from claimpack.wording import counted, listed, printable


class _Seconds(click.FloatRange):
    """A finite number of seconds."""

    name = "float range"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Refuses "nan", which a float range accepts."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return float(seconds)


@click.command("watch")
@commonoptions.package_path
@commonoptions.registry_or_nearest
@commonoptions.articles
@ruleoptions.select
@ruleoptions.ignore
@click.option(
    "--interval",
    metavar="SECONDS",
    type=_Seconds(min=0.01, max=3600),
    default=0.5,
    show_default=True,
    help="How often to look for saved files.",
)
@commonoptions.today_if_given
def command(
    package: Path,
    registry: Path | None,
    articles: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    interval: float,
    today: date | None,
) -> None:
    """Check a claims package on every save, and show what changed.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. Keep this running in a
    terminal beside the spreadsheet or editor. Whenever a table, the descriptor, an article or a shared table of a
    registry is saved, the package is checked, and you see what is newly broken, what is corrected and what is still
    open. A problem counts as corrected only if its rule ran again. A file that is only half written is checked once it
    is complete. Nothing is changed and nothing is fetched. Ctrl-C ends it.

    Exit code: 0 ended by Ctrl-C, 2 wrong use, 3 the result can't be written.

    \b
    Examples:
      claimpack watch
      claimpack watch my-claims --article article.txt
      claimpack watch pages/one --registry registry.json
      claimpack watch --ignore sources
    """
    try:
        rules = ruleoptions.chosen(select, ignore)
        try:
            descriptor = loading.descriptor_file(package)
        except loading.NotAPackageError as error:
            raise click.UsageError(f"{error}.") from None
        with Interruption() as interruption:
            registered = openpackage.registry_of(registry, descriptor, today or commonoptions.current_day())
            files = _Files(descriptor, articles, registered.file if registered else None)
            _Watch(files, rules, today, interruption).run(interval)
    except KeyboardInterrupt:
        # The terminal shows "^C" where the cursor is.
        _end("\nStopped watching.\n" if sys.stdout is not None and sys.stdout.isatty() else "Stopped watching.\n")
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        raise OutputError(f"standard output can't be written: {error.strerror}.") from None


def _end(text: str) -> None:
    try:
        show(text)
    except BrokenPipeError:
        drop_output()


class _NotNowError(Exception):
    """The package can't be read now; the message says why."""


class _Files(NamedTuple):
    """What is watched."""

    descriptor: Path
    articles: Sequence[Path]
    registry: Path | None
    """The registry whose shared records the package rests on."""


class _Watch:
    """Checks a package whenever one of its files is saved, and remembers what was found."""

    def __init__(self, files: _Files, rules: Sequence[Rule], today: date | None, interruption: Interruption) -> None:
        self._files = files
        self._rules = rules
        self._today = today
        self._interruption = interruption
        self._watcher = ChangeWatcher()
        self._checked: Look = {}
        self._remembered = Remembered()
        self._waits_for = ""

    def run(self, interval: float) -> None:
        """Checks now and after every save, until it is interrupted; looks at the files every ``interval`` seconds."""
        look = self._look()
        others = sum(stamp is not None for stamp in look.values()) - 1
        name = printable(os.fspath(self._files.descriptor))
        shared = f", with {printable(os.fspath(self._files.registry))}" if self._files.registry else ""
        show(f"Watching {name} and its {counted(others, 'file')}{shared}. Ctrl-C ends.\n")
        while True:
            if self._watcher.is_due(look):
                self._check_if_readable(look)
            self._interruption.sleep(interval)
            look = self._look()

    def _look(self) -> Look:
        return look_at(*self._files)

    def _check_if_readable(self, look: Look) -> None:
        """Checks the files in this state and shows what changed; if they can't be read, says what it waits for."""
        try:
            package = self._read(look)
        except _NotNowError as error:
            if str(error) != self._waits_for:
                _show(f"waiting: {printable(str(error))}.")
            self._waits_for = str(error)
            self._watcher.checked = {}  # so that every look tries again
            return
        if self._look() == look:  # else a file was saved while it was read
            self._check(package, self._what_was_saved(look))
            self._watcher.checked = self._checked = look
            self._waits_for = ""

    def _read(self, look: Look) -> Package:
        descriptor, articles, registry = self._files
        for file in (descriptor, *articles, *filter(None, [registry])):
            if look[file] is None:
                raise _NotNowError(f"{self._name(file)} does not exist")
        try:
            day = self._today or commonoptions.current_day()
            package = loading.load(descriptor, articles, today=day, step=self._interruption.step)
            if registry is not None:
                found = read_registry(registry, today=day, step=self._interruption.step)
                if found.shared is None:
                    raise _NotNowError(found.faults[0].message if found.faults else f"{registry} shares nothing")
                lend_used(package, found)
        except loading.NotAPackageError as error:
            raise _NotNowError(str(error)) from None
        except OSError as error:
            raise _NotNowError(f"{error.filename}: {error.strerror}") from None
        if package.failures:
            raise _NotNowError("; ".join(package.failures))
        if package.descriptor.content is None:
            fault = package.descriptor.faults[0]
            raise _NotNowError(f"{fault.message}. {fault.hint.removesuffix('.')}")
        return package

    def _check(self, package: Package, what: str) -> None:
        with progress("Checking", len(self._rules)) as advance:

            def step(_: Rule) -> None:
                advance()
                self._interruption.step()

            report = engine.run(package, self._rules, step)
        is_read = reads_acceptances(package)
        changes, self._remembered = compare(self._remembered, report, acceptances_are_read=is_read)
        _show(what, watchreport.lines(report, changes, is_first=not self._checked))

    def _what_was_saved(self, look: Look) -> str:
        """Which files changed and how, in a line."""
        before, now = ({file for file, stamp in each.items() if stamp} for each in (self._checked, look))
        changed = {file for file in before & now if self._checked[file] != look[file]}
        parts = []
        for files, words in ((changed, "changed"), (now - before, "is new"), (before - now, "is gone")):
            names = sorted(map(self._name, files))
            if names:
                parts.append(f"{listed(names)} {words if len(names) == 1 else words.replace('is', 'are')}")
        if not self._checked:
            return "first check"
        return ", ".join(parts) or "all files are there again, unchanged"

    def _name(self, file: Path) -> str:
        root = self._files.descriptor.parent
        return printable(file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file))


def _show(what: str, body: Iterable[str] = ()) -> None:
    """Shows what happened, after the time, and the lines below it."""
    clock = click.style(f"{datetime.now():%H:%M:%S}", bold=True)  # noqa: DTZ005 - the time on the user's wall
    show("\n" + "\n".join([f"{clock}  {what}", *body]) + "\n")
