"""Claimpack: medical safety claims as data that a machine can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimpack.version import __version__

if TYPE_CHECKING:
    from claimpack.api import Build, BuildRefusedError, build, load, load_tables, report_as_json, validate
    from claimpack.buildfolder import ForeignFolderError
    from claimpack.package.load import NotAPackageError
    from claimpack.package.package import Package
    from claimpack.records import BearingEstimate, Caveat, CitedSource, Claim, Concept
    from claimpack.report import Cause, Problem, Report, RuleResult
    from claimpack.rules.catalogue import UnknownRuleError

__all__ = [
    "BearingEstimate",
    "Build",
    "BuildRefusedError",
    "Cause",
    "Caveat",
    "CitedSource",
    "Claim",
    "Concept",
    "ForeignFolderError",
    "NotAPackageError",
    "Package",
    "Problem",
    "Report",
    "RuleResult",
    "UnknownRuleError",
    "__version__",
    "build",
    "load",
    "load_tables",
    "report_as_json",
    "validate",
]

_HOMES = {
    "claimpack.buildfolder": ("ForeignFolderError",),
    "claimpack.package.load": ("NotAPackageError",),
    "claimpack.package.package": ("Package",),
    "claimpack.records": ("BearingEstimate", "Caveat", "CitedSource", "Claim", "Concept"),
    "claimpack.report": ("Cause", "Problem", "Report", "RuleResult"),
    "claimpack.rules.catalogue": ("UnknownRuleError",),
}


if not TYPE_CHECKING:  # otherwise type checkers would accept every name

    def __getattr__(name: str) -> Any:
        """Imports a name of the API on first use, so that the command line starts quickly."""
        import importlib  # noqa: PLC0415

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = next((home for home, names in _HOMES.items() if name in names), "claimpack.api")
        return getattr(importlib.import_module(home), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
