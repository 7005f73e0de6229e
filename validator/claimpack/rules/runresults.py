"""The results of the other rules, for the rules that judge acknowledgements."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from claimpack.package.package import Package

Found = Mapping[tuple[str, str], tuple[str, ...]]
"""The subjects of each problem, by rule and fingerprint."""

Causes = Mapping[tuple[str, str], tuple[str, tuple[str, ...], tuple[str, ...]]]
"""For each cause, by rule and key: its fingerprint, the subjects that an acknowledgement names, and all subjects."""


@dataclass(frozen=True)
class RunResults:
    """The results of the other rules of a run. Problems and causes are collected on first use."""

    package: Package
    settled: frozenset[str]
    """The rules that examined everything."""
    gather_found: Callable[[], Found]
    gather_causes: Callable[[], Causes]

    @cached_property
    def found(self) -> Found:
        """The problems."""
        return self.gather_found()

    @cached_property
    def causes(self) -> Causes:
        """The causes."""
        return self.gather_causes()
