"""Claimpack: medical safety claims as data that a machine can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.version import __version__

if TYPE_CHECKING:
    from validator.api import Build, BuildRefusedError, build, load, load_tables, report_as_json, validate
    from validator.exports.folder import ForeignFolderError
    from validator.package.load import NotAPackageError
    from validator.package.package import Package
    from validator.records import BearingEstimate, Caveat, CitedSource, Claim, Concept
    from validator.report import Problem, Report, RuleResult
    from validator.rules.catalogue import UnknownRuleError

__all__ = [
    "BearingEstimate",
    "Build",
    "BuildRefusedError",
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
    "validator.exports.folder": ("ForeignFolderError",),
    "validator.package.load": ("NotAPackageError",),
    "validator.package.package": ("Package",),
    "validator.records": ("BearingEstimate", "Caveat", "CitedSource", "Claim", "Concept"),
    "validator.report": ("Problem", "Report", "RuleResult"),
    "validator.rules.catalogue": ("UnknownRuleError",),
}


if not TYPE_CHECKING:  # else every name would seem to be there

    def __getattr__(name: str) -> Any:
        """Imports a name of the API when it is first asked for, so that the command line starts at once."""
        import importlib  # noqa: PLC0415

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = next((home for home, names in _HOMES.items() if name in names), "validator.api")
        return getattr(importlib.import_module(home), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
