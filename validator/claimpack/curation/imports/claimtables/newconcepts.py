"""Finds the concepts that a file names, by their ids, labels or identifiers, and makes those that are not there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from claimpack.curation.imports.knownsources import id_part
from claimpack.curation.imports.proposal import ProposedRecord
from claimpack.package.package import Package
from claimpack.package.tableschema import split_items

_LONGEST_LABEL, _LONGEST_DEFINITION = 200, 500


class Concepts:
    """The concepts of a package, and those that are on their way into it."""

    def __init__(self, package: Package) -> None:
        """Takes in the concepts of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        self._ids: set[str] = set()
        self._known: dict[tuple[str, str], str] = {}
        self._new: list[ProposedRecord] = []
        table = package.table("concepts")
        columns = (table.cells(column) for column in ("concept_id", "kind", "label", "same_as"))
        for concept_id, kind, label, same_as in zip(*columns, strict=True):
            if concept_id:
                self._ids.add(concept_id.casefold())
                for name in (concept_id, label, *split_items(same_as)):
                    self._known.setdefault((kind, _folded(name)), concept_id)

    def find(self, kind: str, name: str, origin: str) -> str:
        """The id of the concept of a kind that is called so; a new one where there is none."""
        name = " ".join(name.split())
        key = (kind, _folded(name))
        if key not in self._known:
            self._known[key] = self._add(kind, name, origin)
        return self._known[key]

    @property
    def new(self) -> Iterator[ProposedRecord]:
        """Those that are new."""
        return iter(self._new)

    def _add(self, kind: str, name: str, origin: str) -> str:
        wanted = id_part(name).replace("-", "_") or kind
        if wanted.casefold() in self._ids:
            wanted = f"{wanted}_{kind}"
        made, number = wanted, 1
        while made.casefold() in self._ids:
            number += 1
            made = f"{wanted}_{number}"
        self._ids.add(made.casefold())
        shown = name.lstrip("=+-@＝＋－＠ ") or made  # which a spreadsheet would take for a formula
        row = {"concept_id": made, "kind": kind, "label": shown}
        if len(shown) > _LONGEST_LABEL:
            row["label"] = f"{shown[: _LONGEST_LABEL - 1].rstrip()}…"
            row["definition"] = shown if len(shown) <= _LONGEST_DEFINITION else ""
        self._new.append(ProposedRecord("concepts", row, origin))
        return made


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().replace("_", " ")
    return " ".join(re.sub(r"[‐‑‒–—−-]", "-", text).split())
