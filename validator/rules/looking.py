"""Has a rule look at a package, and keeps what it saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from validator.package.package import Package
from validator.package.unavailable import Unavailable
from validator.rules.catalogue import Rule
from validator.rules.finding import Examined, Finding, LeftOut
from validator.rules.outcome import Outcome
from validator.wording import counted

MOST_FINDINGS = 100_000
"""After so many findings a rule is stopped: more than anybody reads, and memory has an end."""


@dataclass
class Seen:
    """What a rule saw."""

    examined: int = 0
    findings: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Why it did not look at everything."""
    crash: str | None = None
    """How it crashed."""
    stopped: bool = False
    """Whether it was stopped because it found too much."""

    def stop(self) -> None:
        """Notes that more would have been found, so that what was seen is not all."""
        if not self.stopped:
            self.stopped = True
            self.left_out.append(f"it was stopped after {counted(MOST_FINDINGS, 'problem')}")


def look(rule: Rule, about: Package | Outcome) -> Seen:
    """What ``rule`` sees; a crash takes nothing along that it saw before."""
    seen = Seen()
    try:
        for sighting in rule.load()(about):
            match sighting:
                case Examined(count):
                    seen.examined += count
                case LeftOut(why):
                    seen.left_out.append(why)
                case Finding():
                    if len(seen.findings) == MOST_FINDINGS:
                        seen.stop()
                        break
                    seen.findings.append(sighting)
    except Unavailable as unavailable:
        seen.left_out.append(str(unavailable))
    except Exception as error:  # noqa: BLE001 - a rule's crash must not take the other rules' findings along
        seen.crash = f"{type(error).__name__}: {error}"
    return seen


def together(parts: Iterable[Seen]) -> Seen:
    """What a rule saw in several slices of a package."""
    whole = Seen()
    for part in parts:
        whole.stopped = whole.stopped or part.stopped
        whole.examined += part.examined
        whole.findings += part.findings
        whole.left_out += part.left_out
        whole.crash = whole.crash or part.crash
    if len(whole.findings) > MOST_FINDINGS:
        whole.stop()
    return whole
