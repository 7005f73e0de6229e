"""The index of a registry: its packages with their verdicts, and its claims by source and by outcome."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.acrosspackages import ClaimIn, CrossPackageProblem, CrossPackageResult, cross_package_as_json
from claimpack.claimverdict import VERDICTS, Verdict, tally
from claimpack.jsontext import json_text
from claimpack.package.descriptor import DESCRIPTOR_NAME
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import Unavailable
from claimpack.report import Report
from claimpack.version import __version__
from claimpack.wording import natural_order

INDEX_VERSION = "1"
"""The version of its JSON form, whose schema is ``registryindex.schema.json``."""

FILE = "index.json"

_LONGEST = 100
"""Longer names of files and folders are cut: systems allow at most 255 bytes, with the extension."""

FOLDER = "packages"


class IndexedClaim(NamedTuple):
    """A claim as the index lists it."""

    package: str
    claim_id: str
    verdict: Verdict | None
    statement: str
    outcome: str
    """The label of its outcome; blank if it has none."""


class PackageEntry(NamedTuple):
    """A package as the index lists it."""

    package: str
    place: str
    """The path of its page or build relative to the index, without an extension."""
    name: str
    title: str
    version: str
    verdicts: Mapping[Verdict, int]
    why_none: str
    """Why there are no verdicts; blank if there are."""

    @property
    def claims(self) -> int:
        """How many claims have a verdict."""
        return sum(self.verdicts.values())


Key = tuple[str, str]
"""An id and its label: packages may have different records with one id."""


@dataclass
class RegistryIndex:
    """An index to which packages are added one by one."""

    title: str = ""
    packages: list[PackageEntry] = field(default_factory=list)
    by_source: dict[Key, list[IndexedClaim]] = field(default_factory=dict)
    by_outcome: dict[Key, list[IndexedClaim]] = field(default_factory=dict)
    claims: dict[ClaimIn, IndexedClaim] = field(default_factory=dict)
    across: CrossPackageResult | None = None
    _taken: set[str] = field(default_factory=set)
    _times: dict[str, int] = field(default_factory=dict)
    """The last number that was appended to a name."""

    def add(self, name: str, package: Package, report: Report) -> PackageEntry:
        """Adds a package that was checked."""
        content = package.descriptor.content or {}
        entry = PackageEntry(
            name,
            f"{FOLDER}/{self._free_place(name)}",
            report.package_name,
            str(content.get("title") or ""),
            report.package_version,
            tally(report.verdicts),
            "" if report.verdicts else report.why_no_verdicts or "there is no claim",
        )
        self.packages.append(entry)
        if "claims" in package.tables:
            self._add_claims(name, package, {each.claim_id: each.verdict for each in report.verdicts})
        return entry

    def _add_claims(self, name: str, package: Package, verdicts: Mapping[str, Verdict]) -> None:
        titles, labels = _names(package, "sources", "title"), _names(package, "concepts", "label")
        claims = package.tables["claims"]
        columns = map(claims.cells_or_blanks, ("claim_id", "statement", "source_ids", "outcome"))
        for key, statement, sources, outcome in zip(*columns, strict=True):
            label = labels.get(outcome, "")
            claim = IndexedClaim(name, key, verdicts.get(key), statement, label or outcome)
            self.claims.setdefault(ClaimIn(name, key), claim)
            if claim.verdict is None:
                continue
            for source in split_items(sources):
                self.by_source.setdefault((source, titles.get(source, "")), []).append(claim)
            if outcome:
                self.by_outcome.setdefault((outcome, label), []).append(claim)

    def _free_place(self, name: str) -> str:
        """A name for a file or folder that no other package has, even if capitals make no difference."""
        path = name.removesuffix(DESCRIPTOR_NAME).strip("./")
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", path).strip("-.") or "package"
        if len(plain) > _LONGEST:
            plain = f"{plain[:_LONGEST]}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
        number, free = self._times.get(plain.casefold(), 1), plain
        while free.casefold() in self._taken:
            number += 1
            free = f"{plain}-{number}"
        self._times[plain.casefold()] = number
        self._taken.add(free.casefold())
        return free

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many claims of all packages have each verdict."""
        counts = {verdict: sum(each.verdicts.get(verdict, 0) for each in self.packages) for verdict in VERDICTS}
        return {verdict: count for verdict, count in counts.items() if count}

    @property
    def sources(self) -> list[tuple[Key, list[IndexedClaim]]]:
        """Each source with the claims that cite it, the most cited first."""
        return sorted(self.by_source.items(), key=lambda each: (-len(each[1]), natural_order(each[0][0]), each[0][1]))

    @property
    def outcomes(self) -> list[tuple[Key, list[IndexedClaim]]]:
        """Each outcome with the claims on it, by label."""
        return sorted(self.by_outcome.items(), key=lambda each: (each[0][1].casefold(), each[0]))

    @property
    def cross_package_problems(self) -> tuple[CrossPackageProblem, ...]:
        """The problems between claims of different packages."""
        return self.across.found if self.across else ()


def _names(package: Package, table: str, column: str) -> dict[str, str]:
    try:
        found: Table = package.table(table)
        return dict(zip(found.key_cells, found.cells(column), strict=True))
    except Unavailable:
        return {}


def index_text(index: RegistryIndex, built_on: str | None) -> str:
    """The index as JSON text with a final line feed."""
    content = {
        "registry_index_version": INDEX_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "title": index.title or None,
        "built_on": built_on,
        "packages": [
            {
                "package": each.package,
                "folder": each.place,
                "name": each.name,
                "title": each.title or None,
                "version": each.version,
                "claims": each.claims,
                "verdicts": dict(each.verdicts),
            }
            for each in index.packages
        ],
        "verdicts": index.verdicts,
        "by_source": [
            {"source_id": name, "title": title or None, "claims": _claims(claims)}
            for (name, title), claims in index.sources
        ],
        "by_outcome": [
            {"outcome": name, "label": label or None, "claims": _claims(claims)}
            for (name, label), claims in index.outcomes
        ],
        "across_packages": cross_package_as_json(index.across) if index.across else None,
    }
    return json_text(content, indent=2) + "\n"


def _claims(claims: list[IndexedClaim]) -> list[dict[str, str | None]]:
    return [{"package": each.package, "claim_id": each.claim_id, "verdict": each.verdict} for each in claims]
