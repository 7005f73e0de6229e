"""The report on several packages as workflow commands of GitHub Actions: of the registry, then of each package."""

from __future__ import annotations

from pathlib import Path

from claimpack.formats import github
from claimpack.formats.packages.overview import across_in_words, changed_in_words, conclusions
from claimpack.formats.summary import CONCLUSIONS
from claimpack.packagesreport import PackagesReport
from claimpack.wording import printable, shortened

_LONGEST = 1_000
_MOST = 100


def render(report: PackagesReport) -> str:
    """The report as lines, each a command or a line of the log that can't be one."""
    folder = Path(report.registry).parent
    lines = [
        github.command(
            "error",
            printable(shortened(f"{fault.message}. {fault.hint}", _LONGEST)),
            "The registry",
            printable((folder / fault.path).as_posix()),
            fault.line,
        )
        for fault in report.faults[:_MOST]
    ]
    lines += [
        github.command("notice", printable(shortened(changed_in_words(each), _LONGEST)), "A verdict has changed")
        for each in report.changed_verdicts[:_MOST]
    ]
    lines += [
        github.command("notice", printable(shortened(across_in_words(each), _LONGEST)), "Between packages")
        for each in (report.across.found if report.across else ())[:_MOST]
    ]
    told = "".join(github.render(each) for each in report.all_reports.values())
    return "\n".join([*lines, f"{told}{CONCLUSIONS[report.conclusion]}: {conclusions(report)}.", ""])
