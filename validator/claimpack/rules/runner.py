"""Runs a rule on a package, and collects what it yields."""

from dataclasses import dataclass, field

from claimpack.package.package import Package
from claimpack.package.unavailable import TooMuch, Unavailable
from claimpack.rules.catalogue import Rule
from claimpack.rules.finding import Coverage, Examined, Finding, LeftOut
from claimpack.rules.runresults import RunResults
from claimpack.wording import counted

MOST_FINDINGS = 100_000
"""A rule is stopped after this many findings: nobody reads more, and memory is limited."""

FINDINGS_A_RECORD = 4
"""In a small package it is stopped earlier, after this many findings for each record."""

FINDINGS_ANYWAY = 10_000
"""It is never stopped before this many findings, however small the package is."""


@dataclass
class RuleRun:
    """What a rule found in a package, and how much it examined."""

    examined: int = 0
    findings: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Why it did not examine everything."""
    coverage: list[str] = field(default_factory=list)
    """How far the package can be checked."""
    crash: str | None = None
    """How it crashed."""
    stopped: str = ""
    """After how much or why it was stopped: it found too much, or had too much to compare; blank if it was not."""

    def stop(self, why: str) -> None:
        """Records that it was stopped, so that its findings are not complete."""
        if not self.stopped:
            self.stopped = why
            self.left_out.append(f"it was stopped{why}")


def run_rule(rule: Rule, about: Package | RunResults) -> RuleRun:
    """Runs a rule. If it crashes, what it found before is kept."""
    seen = RuleRun()
    most = most_findings(about if isinstance(about, Package) else about.package)
    try:
        for observation in rule.load()(about):
            match observation:
                case Examined(count):
                    seen.examined += count
                case LeftOut():
                    seen.left_out.append(observation.reason)
                case Coverage(sentence):
                    seen.coverage.append(sentence)
                case Finding():
                    if len(seen.findings) == most:
                        seen.stop(f" after {counted(most, 'problem')}")
                        break
                    seen.findings.append(observation)
    except TooMuch as reason:
        seen.stop(f": {reason}")
    except Unavailable as unavailable:
        seen.left_out.append(str(unavailable))
    except Exception as error:  # noqa: BLE001 - a rule's crash must not take the other rules' findings along
        seen.crash = f"{type(error).__name__}: {error}"
    return seen


def most_findings(package: Package) -> int:
    """The number of findings after which a rule is stopped in this package."""
    records = sum(len(table) for table in package.tables.values())
    return min(MOST_FINDINGS, max(FINDINGS_ANYWAY, FINDINGS_A_RECORD * records))
