"""The summary of several packages in the formats for people."""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.acrosspackages import CrossPackageProblem, CrossPackageResult
from claimpack.formats.summary import counts
from claimpack.package.registry import RegistryFault
from claimpack.packagesreport import MOST_SEVERE_FIRST, ChangedVerdict, PackagesReport
from claimpack.wording import counted, listed


def conclusions(report: PackagesReport) -> str:
    """How many packages have which conclusion: ``3 packages: 1 failed, 2 passed``."""
    found = [f"{report.count(each):,} {each}" for each in MOST_SEVERE_FIRST if report.count(each)]
    itself = f"; {counted(len(report.faults), 'problem')} of the registry itself" if report.faults else ""
    return f"{counted(len(report.all_reports), 'package')}: {', '.join(found) or 'none was checked'}{itself}"


def of_package(report: PackagesReport, name: str) -> str:
    """One package in a line."""
    role, one = " (shared records)" if name in report.shared else "", report.all_reports[name]
    return f"{name}{role}: {one.conclusion}; {counts(one)}"


def lists(report: PackagesReport) -> dict[str, list[str]]:
    """Causes and verdicts across packages, under headings."""
    across = report.across.found if report.across else ()
    return {
        "In several packages": [
            f"{each.severity} {each.rule} in {listed(each.packages)}: {each.message}" for each in report.common_causes
        ],
        "Between packages": [across_in_words(each) for each in across],
        "Verdicts that have changed": [changed_in_words(each) for each in report.changed_verdicts],
    }


def fault_in_words(fault: RegistryFault) -> str:
    """What is wrong with the registry, with the file and the line."""
    where = fault.path + (f", line {fault.line}" if fault.line else "")
    return f"{where}: {fault.message}. {fault.hint}"


def across_in_words(each: CrossPackageProblem) -> str:
    """What claims of different packages say on one thing, or in the same words."""
    return f"note {each.rule}: {each.message}"


def changed_in_words(each: ChangedVerdict) -> str:
    """A verdict that has changed."""
    before, now = each.before.replace("_", " "), each.now.verdict.replace("_", " ")
    return f"{each.package}: {each.claim_id} was {before} and is {now}: {each.now.reason}"


def _compared(across: CrossPackageResult) -> str:
    if across.why_not:
        return f"Claims of different packages were not compared: {across.why_not}."
    left_out = f"; {across.left_out:,} not, as they are about a concept that is not shared" if across.left_out else ""
    return f"Claims compared across packages: {across.compared:,}{left_out}."


def sentences(report: PackagesReport) -> Iterator[str]:
    """How many claims have each verdict in all packages, how many were compared, and what no package uses."""
    if report.verdicts:
        found = (f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in report.verdicts.items())
        yield f"Verdicts on {counted(sum(report.verdicts.values()), 'claim')}: {', '.join(found)}."
    if report.across:
        yield _compared(report.across)
    if report.has_baseline and not report.changed_verdicts:
        yield "No claim has another verdict than before."
    if report.unused:
        unused = counted(report.unused, "shared record")
        yield f"No package uses {unused}. Unused records are checked only with the records that they name."
