"""Has a rule look at a package, and keeps what it saw."""

from dataclasses import dataclass, field

from claimpack.package.package import Package
from claimpack.package.unavailable import TooMuch, Unavailable
from claimpack.rules.catalogue import Rule
from claimpack.rules.finding import Coverage, Examined, Finding, LeftOut
from claimpack.rules.runresults import RunResults
from claimpack.wording import counted

MOST_FINDINGS = 100_000
"""After this many findings a rule is stopped: more than anybody reads, and memory has an end."""

FINDINGS_A_RECORD = 4
"""In a small package it is stopped sooner, after this many for each of its records."""

FINDINGS_ANYWAY = 10_000
"""It is never stopped before this many, however small the package."""


@dataclass
class RuleRun:
    """What one rule found in a package, and how much of it it looked at."""

    examined: int = 0
    findings: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Why it did not look at everything."""
    coverage: list[str] = field(default_factory=list)
    """How far the package can be checked at all."""
    crash: str | None = None
    """How it crashed."""
    stopped: str = ""
    """Where or why it was stopped, if it was: it found too much, or would have had to compare too much."""

    def stop(self, why: str) -> None:
        """Notes that it was stopped, so that what was seen is not all."""
        if not self.stopped:
            self.stopped = why
            self.left_out.append(f"it was stopped{why}")


def run_rule(rule: Rule, about: Package | RunResults) -> RuleRun:
    """What ``rule`` sees; a crash takes nothing along that it saw before."""
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
    """After how many findings a rule is stopped in this package."""
    records = sum(len(table) for table in package.tables.values())
    return min(MOST_FINDINGS, max(FINDINGS_ANYWAY, FINDINGS_A_RECORD * records))
