"""Finds the concepts that a file names, by their ids, labels or identifiers, and makes the missing ones."""

from __future__ import annotations

import re
import unicodedata

from claimpack.curation.imports.proposal import ProposedRecord
from claimpack.package.idletters import concept_id, free_id
from claimpack.package.package import Package
from claimpack.package.tableschema import split_items

_LONGEST_LABEL, _LONGEST_DEFINITION = 200, 500


class Concepts:
    """The concepts of a package, and those that are being added."""

    def __init__(self, package: Package) -> None:
        """Reads the concepts of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        self._ids: set[str] = set()
        self._known: dict[tuple[str, str], str] = {}
        self._by_id: dict[tuple[str, str], str] = {}
        self._labels: dict[str, str] = {}
        self.new: list[ProposedRecord] = []
        rows = package.table("concepts").rows("concept_id", "kind", "label", "definition", "same_as")
        for found, kind, label, definition, same_as in rows:
            if found:
                self._ids.add(found.casefold())
                self._labels[found] = label
                in_full = definition if label.endswith("…") and definition else label
                self._by_id[kind, found] = found
                for name in (in_full, *split_items(same_as)):
                    self._known.setdefault((kind, _folded(name)), found)

    def find(self, kind: str, name: str, origin: str) -> str:
        """The id of the concept with a kind and a name; a new one if there is none."""
        label, definition = _shown(name)
        key = (kind, _folded(definition or label))
        if key not in self._known:
            by_id = self._by_id.get((kind, " ".join(name.split())))
            self._known[key] = by_id or self._add(kind, label, definition, origin)
        return self._known[key]

    def label(self, name: str) -> str:
        """The label of a concept; its id if it has none."""
        return self._labels.get(name, name)

    def _add(self, kind: str, label: str, definition: str, origin: str) -> str:
        wanted = concept_id(label, kind)
        if wanted.casefold() in self._ids and wanted != kind:
            wanted = f"{wanted}_{kind}"
        made = free_id(wanted, self._ids)
        self._ids.add(made.casefold())
        self._labels[made] = label
        self._by_id[kind, made] = made
        row = {"concept_id": made, "kind": kind, "label": label, "definition": definition}
        self.new.append(ProposedRecord("concepts", row, origin))
        return made


def _shown(name: str) -> tuple[str, str]:
    """The label of a concept, and its full name if that is too long for a label.

    Signs at the beginning that make a formula in spreadsheets are left out.
    """
    text = " ".join(name.split())
    text = text.lstrip("=+-@＝＋－＠ ") or f"“{text}”"
    if len(text) <= _LONGEST_LABEL:
        return text, ""
    return _cut(text, _LONGEST_LABEL), text if len(text) <= _LONGEST_DEFINITION else _cut(text, _LONGEST_DEFINITION)


def _cut(text: str, longest: int) -> str:
    return f"{text[: longest - 1].rstrip()}…"


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().replace("_", " ")
    return " ".join(re.sub(r"[‐‑‒–—−-]", "-", text).split())
