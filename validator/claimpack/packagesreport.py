"""The result of checking several packages: a report of each, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from claimpack.acrosspackages import CrossPackageResult
from claimpack.claimverdict import ClaimVerdict, Verdict, tally
from claimpack.package.registry import RegistryFault
from claimpack.report import Conclusion, Report
from claimpack.rules.catalogue import SEVERITIES, Severity

PACKAGES_REPORT_VERSION = "1"
"""The version of its JSON form, whose schema is ``packagesreport.schema.json``."""

MOST_SEVERE_FIRST: tuple[Conclusion, ...] = ("incomplete", "failed", "passed")


class CommonCause(NamedTuple):
    """A cause that several packages have: one correction of what they share settles it in all of them."""

    rule: str
    cause: str
    severity: Severity
    message: str
    packages: tuple[str, ...]


class ChangedVerdict(NamedTuple):
    """A claim whose verdict differs from that in the baseline."""

    package: str
    claim_id: str
    before: str
    now: ClaimVerdict


@dataclass(frozen=True, slots=True)
class PackagesReport:
    """The result of checking several packages."""

    reports: Mapping[str, Report]
    """By the name of each in the registry or on the command line."""
    registry: str = ""
    title: str = ""
    faults: tuple[RegistryFault, ...] = ()
    shared: Mapping[str, Report] = field(default_factory=dict)
    """The reports on the packages whose records the others share."""
    across: CrossPackageResult | None = None
    """The comparison of claims of different packages; None if they are not compared."""
    unused: int = 0
    """How many shared records no package uses: they were only checked by themselves."""

    @property
    def all_reports(self) -> Mapping[str, Report]:
        """All reports, those on packages with shared records first."""
        return {**self.shared, **self.reports}

    @property
    def not_checked(self) -> list[tuple[str, str]]:
        """What was not checked completely: the name of each package, and a sentence that says why.

        The name is blank for the registry itself.
        """
        found = [(fault.package, fault.message) for fault in self.faults if fault.leaves_out]
        incomplete = ((name, report.failures) for name, report in self.all_reports.items() if not report.complete)
        return [*found, *((name, f"{name}: {'; '.join(failures)}") for name, failures in incomplete)]

    @property
    def conclusion(self) -> Conclusion:
        """The most severe conclusion of any package or the registry. Nothing to check is incomplete."""
        found = {report.conclusion for report in self.all_reports.values()}
        found |= {"incomplete" if fault.leaves_out else "failed" for fault in self.faults}
        if not self.reports or (self.across and self.across.why_not):
            found.add("incomplete")
        if self.across and self.across.found and any(report.fail_on == "note" for report in self.reports.values()):
            found.add("failed")  # disagreements between packages are notes
        return next(each for each in MOST_SEVERE_FIRST if each in found)

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return self.conclusion != "incomplete"

    @property
    def common_causes(self) -> tuple[CommonCause, ...]:
        """The open causes that several packages have about the same shared records, the most severe first."""
        found: dict[tuple[str, str, frozenset[str]], CommonCause] = {}
        for name, report in self.reports.items():
            for cause in report.causes:
                shared = frozenset(chain.from_iterable(each.shared for each in cause.members))
                if not cause.open or not shared:
                    continue
                key = cause.rule, cause.cause, shared
                first = found.get(key, CommonCause(cause.rule, cause.cause, cause.severity, cause.message, ()))
                severity = min(first.severity, cause.severity, key=SEVERITIES.index)
                found[key] = first._replace(severity=severity, packages=(*first.packages, name))
        several = [each for each in found.values() if len(each.packages) > 1]
        return tuple(sorted(several, key=lambda each: SEVERITIES.index(each.severity)))

    @property
    def changed_verdicts(self) -> tuple[ChangedVerdict, ...]:
        """The claims whose verdict differs from that in the baseline, if there is one."""
        before = {name: dict(report.known_verdicts) for name, report in self.reports.items()}
        return tuple(
            ChangedVerdict(name, each.claim_id, before[name][each.claim_id], each)
            for name, report in self.reports.items()
            for each in report.verdicts
            if before[name].get(each.claim_id, each.verdict) != each.verdict
        )

    @property
    def has_baseline(self) -> bool:
        """Whether any package is compared with an earlier report."""
        return any(report.has_baseline for report in self.reports.values())

    def count(self, conclusion: Conclusion) -> int:
        """How many packages have this conclusion, those with shared records included."""
        return sum(report.conclusion == conclusion for report in self.all_reports.values())

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many claims of all packages have each verdict; those that no claim has are left out."""
        return tally(chain.from_iterable(report.verdicts for report in self.all_reports.values()))
