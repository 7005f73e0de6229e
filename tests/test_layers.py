"""Imports run in one direction: from the command line down to the package, never back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.edits import ROOT

FLOORS = (
    "version",
    "wording",
    "jsontext",
    "markdowntext",
    "package",
    "evidence",
    "rules",
    "claimverdict",
    "verdicts",
    "report",
    "engine",
    "plain",
    "acrosspackages",
    "packagesreport",
    "packagescheck",
    "changes",
    "curation",
    "formats",
    "registryindex",
    "exports",
    "page",
    "buildfolder",
    "registryfolder",
    "records",
    "frame",
    "api",
    "cli",
)
MAY_IMPORT = {
    "version": set(),
    "wording": set(),
    "jsontext": set(),
    "markdowntext": {"wording"},
    "package": {"package", "wording"},
    "evidence": {"package", "evidence", "wording"},
    "rules": {"package", "evidence", "rules", "wording"},
    "curation": {"package", "evidence", "rules", "report", "engine", "curation", "wording"},
    "claimverdict": {"wording"},
    "verdicts": {"package", "evidence", "rules", "claimverdict", "wording"},
    "report": {"package", "rules", "claimverdict"},
    "plain": {"package", "evidence", "claimverdict", "plain", "wording"},
    "engine": {"package", "rules", "claimverdict", "verdicts", "report", "wording"},
    "acrosspackages": {"package", "evidence", "wording"},
    "packagesreport": {"package", "rules", "claimverdict", "report", "acrosspackages"},
    "packagescheck": {
        *("package", "evidence", "rules", "claimverdict", "report", "engine"),
        *("acrosspackages", "packagesreport"),
    },
    "changes": {
        *("package", "evidence", "claimverdict", "engine", "changes"),
        *("jsontext", "markdowntext", "version", "wording"),
    },
    "formats": {
        *("package", "rules", "claimverdict", "report", "acrosspackages", "packagesreport", "formats"),
        *("jsontext", "markdowntext", "version", "wording"),
    },
    "exports": {
        *("package", "evidence", "rules", "claimverdict", "plain", "report", "formats", "exports"),
        *("jsontext", "version", "wording"),
    },
    "page": {
        "package",
        "evidence",
        "rules",
        "report",
        "claimverdict",
        "plain",
        "exports",
        "acrosspackages",
        "registryindex",
        "page",
        "version",
        "wording",
    },
    "buildfolder": {"package", "exports", "page"},
    "registryindex": {"package", "claimverdict", "report", "acrosspackages", "jsontext", "version", "wording"},
    "registryfolder": {
        *("package", "rules", "report", "packagescheck", "packagesreport", "exports", "page", "buildfolder"),
        *("plain", "registryindex"),
    },
    "records": set(),
    "frame": {"package", "records"},
    "api": set(FLOORS) - {"cli", "curation", "api"},
    "cli": set(FLOORS),
}
MODULES = sorted((ROOT / "validator/claimpack").rglob("*.py"))


TREES = {module: ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "claimpack")
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("claimpack.")}


def floor(module: Path) -> str:
    return module.relative_to(ROOT / "validator/claimpack").parts[0].removesuffix(".py")


def test_imports_only_downwards() -> None:
    on_a_floor = [module for module in MODULES if floor(module) in FLOORS]
    upwards = {module: imported(module) - MAY_IMPORT[floor(module)] for module in on_a_floor}
    assert {module: names for module, names in upwards.items() if names} == {}


def test_each_opens_with_one_sentence_that_says_what_it_is_for() -> None:
    opening = {module: (ast.get_docstring(tree) or "").split("\n\n")[0] for module, tree in TREES.items()}
    assert [module for module, text in opening.items() if not text.endswith(".")] == []


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Python below 3.11.5 may end such a group too early (gh-106052); on characters alone it is right."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+|\(\?>")
    assert [module for module in MODULES if possessive.search(module.read_text(encoding="utf-8"))] == []


def test_nothing_knows_our_own_article() -> None:
    words = ("mesenchymal", "msc", "stem cell", "wang-2021", "thompson")
    texts = {module: module.read_text(encoding="utf-8").casefold() for module in MODULES}
    assert [module for module, text in texts.items() if any(word in text for word in words)] == []
