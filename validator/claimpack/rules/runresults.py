"""What the other rules have come to, for the rules that judge acknowledgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimpack.package.package import Package


@dataclass(frozen=True, slots=True)
class RunResults:
    """What the other rules of a run have come to."""

    package: Package
    settled: frozenset[str]
    """The rules that looked at all they should have looked at."""
    found: Mapping[tuple[str, str], tuple[str, ...]]
    """The subjects of each problem by its rule and fingerprint."""
    causes: Mapping[tuple[str, str], tuple[str, tuple[str, ...], tuple[str, ...]]]
    """By its rule and key, of each cause the fingerprint, the subjects that must have been accepted, and all."""
