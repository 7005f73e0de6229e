"""The command ``claimpack watch``."""

from __future__ import annotations

import gc
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from validator.cli import options, rulechoice
from validator.cli.interruption import Interruption
from validator.cli.output import OutputError, drop_output, show
from validator.cli.progress import progress
from validator.rules.catalogue import Rule
from validator.wording import counted, listed, printable

if TYPE_CHECKING:
    from validator.curation.watching.savedfiles import Digests, Look, PackageFiles
    from validator.curation.watching.sincelastcheck import Remembered
    from validator.package.package import Package
    from validator.report import Report


class _Seconds(click.FloatRange):
    """A number of seconds, which "nan" is not."""

    name = "float range"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """As a float range does, whose limits "nan" passes."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return float(seconds)


@click.command("watch")
@click.argument("package", type=click.Path(path_type=Path), default=".")
@options.articles
@rulechoice.select
@rulechoice.ignore
@click.option(
    "--interval",
    metavar="SECONDS",
    type=_Seconds(min=0.01, max=3600),
    default=0.5,
    show_default=True,
    help="How often to look whether a file was saved.",
)
@options.today
def command(
    package: Path,
    articles: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    interval: float,
    today: datetime | None,
) -> None:
    """Check a claims package on every save, and show what changed.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. Keep it open in a terminal
    beside the spreadsheet or editor: whenever a table, the descriptor or an article is saved, it tells what is newly
    broken, what is mended and what is still open. A problem counts as mended only if its rule could look again. Files
    that are half written are waited for. Nothing is changed and nothing is fetched. Ctrl-C ends it.

    Exit code: 0 ended by Ctrl-C, 2 wrong use, 3 the result can't be written.

    \b
    Examples:
      claimpack watch
      claimpack watch my-claims --article article.txt
      claimpack watch --ignore sources
    """
    try:
        rules = rulechoice.chosen(select, ignore)
        from validator.curation.watching.savedfiles import PackageFiles  # noqa: PLC0415
        from validator.package.load import NotAPackageError, descriptor_file  # noqa: PLC0415

        try:
            files = PackageFiles(descriptor_file(package), articles)
        except NotAPackageError as error:
            raise click.UsageError(f"{error}.") from None
        with Interruption() as interruption:
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


class _Watch:
    """Checks a package whenever its files have been saved, and remembers what was found."""

    def __init__(
        self, files: PackageFiles, rules: Sequence[Rule], today: datetime | None, interruption: Interruption
    ) -> None:
        self._files = files
        self._rules = rules
        self._today = today
        self._interruption = interruption
        self._digests: Digests = {}
        self._remembered: tuple[Remembered, ...] = ()
        self._report: Report | None = None
        self._waits_for = ""

    def run(self, interval: float) -> None:
        """Checks now and then on every save, until it is interrupted; looks every ``interval`` seconds."""
        from validator.curation.watching.savedfiles import Rest  # noqa: PLC0415

        rest = Rest()
        look = self._files.look()
        others = sum(stamp is not None for stamp in look.values()) - 1
        name = printable(os.fspath(self._files.descriptor))
        show(f"Watching {name} and its {counted(others, 'file')}. Ctrl-C ends.\n")
        while True:
            if rest.has_come(look) and self._take_up(look):
                rest.take(look)
            self._interruption.sleep(interval)
            look = self._files.look()

    def _take_up(self, look: Look) -> bool:
        """Checks the files, which look like this, and shows what changed; False if it has to be tried again."""
        from validator.curation.watching.savedfiles import digests, news  # noqa: PLC0415

        try:
            package = self._read(look)
        except _NotNowError as error:
            if str(error) != self._waits_for:
                _tell(f"waiting: {printable(str(error))}.")
            self._waits_for = str(error)
            return not error.may_pass
        found = digests(look, self._digests)
        if self._files.look() != look:
            return False  # saved again while it was read
        saved = news(self._digests, found)
        self._digests = found
        if saved or self._report is None:
            self._check(package, saved)
        else:
            _tell("all is there again, as it was." if self._waits_for else "saved, but nothing in it has changed.")
        self._waits_for = ""
        del package
        gc.collect()  # a package and its tables refer to each other, and a terminal stays open all day
        return True

    def _read(self, look: Look) -> Package:
        """The package.

        Raises:
            _NotNowError: if it can't be read at the moment.
        """
        from validator.package.load import NotAPackageError, load  # noqa: PLC0415

        for file in (self._files.descriptor, *self._files.articles):
            if look[file] is None:
                raise _NotNowError(f"{self._name(file)} is not there")
        try:
            day = (self._today or datetime.now()).date()  # noqa: DTZ005 - the user's own day
            articles, step = self._files.articles, self._interruption.step
            package = load(self._files.descriptor, articles, today=day, step=step)
        except NotAPackageError as error:
            raise _NotNowError(str(error)) from None
        except OSError as error:
            raise _NotNowError(f"{error.filename}: {error.strerror}", may_pass=True) from None
        if package.failures:
            raise _NotNowError("; ".join(package.failures), may_pass=True)
        if package.descriptor.content is None:
            fault = package.descriptor.faults[0]
            raise _NotNowError(f"{fault.message}. {fault.hint.removesuffix('.')}")
        return package

    def _check(self, package: Package, saved: Mapping[Path, str]) -> None:
        from validator.cli.whatchanged import first_lines, lines  # noqa: PLC0415
        from validator.curation.watching.sincelastcheck import compare, records_of  # noqa: PLC0415
        from validator.engine import run  # noqa: PLC0415

        with progress("Checking", len(self._rules)) as advance:

            def step(_: Rule) -> None:
                advance()
                self._interruption.step()

            report = run(package, self._rules, step)
        changes, self._remembered = compare(self._remembered, report, records_of(package))
        if self._report is None:
            _tell("first check", first_lines(report, changes))
        else:
            _tell(self._told(saved), lines(report, changes, self._report))
        self._report = report

    def _told(self, saved: Mapping[Path, str]) -> str:
        """What became of which files, in a line."""
        parts = []
        for what, words in (("changed", "changed"), ("new", "is new"), ("gone", "is gone")):
            names = [self._name(file) for file in saved if saved[file] == what]
            if names:
                parts.append(f"{listed(names)} {words if len(names) == 1 else words.replace('is', 'are')}")
        return ", ".join(parts)

    def _name(self, file: Path) -> str:
        root = self._files.descriptor.parent
        return printable(file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file))


class _NotNowError(Exception):
    """The package can't be read at the moment; the message says why.

    Attributes:
        may_pass: whether that may pass without a file's looking different, as a lock or a permission does.
    """

    def __init__(self, why: str, *, may_pass: bool = False) -> None:
        super().__init__(why)
        self.may_pass = may_pass


def _tell(what: str, body: Iterable[str] = ()) -> None:
    """Shows what happened, with the time in front of it, and what there is to say of it."""
    clock = click.style(f"{datetime.now():%H:%M:%S}", bold=True)  # noqa: DTZ005 - the time on the user's wall
    show("\n" + "\n".join([f"{clock}  {what}", *body]) + "\n")
