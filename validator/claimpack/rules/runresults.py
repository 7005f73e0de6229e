"""What the other rules have come to, for the rules that judge acknowledgements."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from claimpack.package.package import Package

Found = Mapping[tuple[str, str], tuple[str, ...]]
"""The subjects of each problem by its rule and fingerprint."""

Causes = Mapping[tuple[str, str], tuple[str, tuple[str, ...], tuple[str, ...]]]
"""By its rule and key, of each cause the fingerprint, the subjects that must have been accepted, and all."""


@dataclass(frozen=True)
class RunResults:
    """What the other rules of a run have come to; the problems and causes are gathered for the rules that ask."""

    package: Package
    settled: frozenset[str]
    """The rules that looked at all they should have looked at."""
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
