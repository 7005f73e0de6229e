"""Finds the sources of a package by identifiers and titles, so that none is entered twice, and makes new ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from claimpack.package.identifiers import IDENTIFIERS, key_of
from claimpack.package.idletters import id_part
from claimpack.package.package import Package
from claimpack.package.place import column_letters

_COLUMNS = ("source_id", *IDENTIFIERS, "title", "issued_on", "authors", "container_title", "url", "note")
_TELLING = 5
"""Two papers hardly ever share a title of this many words."""
_MOST_ALIKE = 1000
"""At most this many sources with the same title are compared."""


class UncertainMatchError(Exception):
    """It is not certain which source a reference is; the message says why, and what to do."""


class KnownSources:
    """The sources of a package, and those that are being added."""

    def __init__(self, rows: Iterable[Mapping[str, str]] = ()) -> None:
        """Takes in sources: rows of sources.csv, or some of their columns."""
        self._by_identifier: dict[tuple[str, str], str] = {}
        self._by_address: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}
        self._rows: dict[str, dict[str, str]] = {}
        self._ids: set[str] = set()
        self._used: dict[str, int] = {}
        """How many ids were made so far for each beginning."""
        for row in rows:
            if row["source_id"]:
                self.add(row["source_id"], row)

    @classmethod
    def of(cls, package: Package) -> KnownSources:
        """The sources of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        rows = package.table("sources").rows(*_COLUMNS)
        return cls(dict(zip(_COLUMNS, cells, strict=True)) for cells in rows)

    def find(self, row: Mapping[str, str]) -> str:
        """The source with the DOI, PMID or PMCID of a reference, or else its title and year; blank if there is none.

        A title is no match if both have different identifiers of the same kind. If one of them has no year, a title of
        several words is enough if only one source has it.

        Raises:
            UncertainMatchError: if its identifiers belong to different sources, or its title to one of another year.
        """
        found: dict[str, str] = {}
        for kind in IDENTIFIERS:
            source = self._by_identifier.get((kind, row.get(kind, "").casefold())) if row.get(kind) else None
            if source is not None:
                found.setdefault(source, f"{kind} {row[kind]}")
        if len(found) > 1:
            (one, its), (other, others) = list(found.items())[:2]
            raise UncertainMatchError(
                f"its {its} is that of {one}, and its {others} that of {other}: correct what is wrong"
            )
        if found:
            return next(iter(found))
        return self._by_its_title(row) if row.get("title") else ""

    def _by_its_title(self, row: Mapping[str, str]) -> str:
        alike = [
            source
            for source in self._by_title.get(letters_and_digits(row["title"]), [])[:_MOST_ALIKE]
            if not any(_differ(row.get(kind, ""), self._rows[source][kind]) for kind in IDENTIFIERS)
        ]
        year = row.get("issued_on", "")[:4]
        for source in alike:
            if self._rows[source]["issued_on"][:4] == year:
                return source
        if len(row["title"].split()) < _TELLING:
            return ""
        without = [source for source in alike if not (year and self._rows[source]["issued_on"])]
        if len(without) == 1 and len(alike) == 1:
            return without[0]
        for source in alike:
            other = self._rows[source]["issued_on"][:4]
            if not (year and other) or abs(int(year) - int(other)) == 1:
                which = f"{source}, which is of {other}" if other else source
                what = f"it has the title of {which}, and no identifier says whether it is the same"
                raise UncertainMatchError(f"{what}: if it is another, add it with claimpack new source")
        return ""

    def row(self, source_id: str) -> Mapping[str, str]:
        """The row of a source; all blank for an unknown one."""
        return self._rows.get(source_id) or dict.fromkeys(_COLUMNS, "")

    def by_identifier(self, kind: str, value: str) -> str:
        """The source with an identifier; blank if there is none."""
        return self._by_identifier.get((kind, value.casefold()), "") if value else ""

    def by_address(self, row: Mapping[str, str]) -> str:
        """The source with the address of a reference; blank if there is none, or its title differs."""
        source = self._by_address.get(key_of("url", row["url"]), "") if row.get("url") else ""
        titles = {letters_and_digits(title) for title in (row.get("title", ""), self.row(source)["title"]) if title}
        return source if len(titles) <= 1 else ""

    def add(self, source_id: str, row: Mapping[str, str]) -> None:
        """Adds a source, or fills in the blank columns of one that is known already."""
        self._ids.add(source_id.casefold())
        known = self._rows.setdefault(source_id, dict.fromkeys(_COLUMNS, ""))
        for column in _COLUMNS:
            known[column] = known[column] or row.get(column, "")
        for kind in IDENTIFIERS:
            if known[kind]:
                self._by_identifier.setdefault((kind, known[kind].casefold()), source_id)
        if known["url"]:
            self._by_address.setdefault(key_of("url", known["url"]), source_id)
        if known["title"]:
            here = self._by_title.setdefault(letters_and_digits(known["title"]), [])
            if source_id not in here:
                here.append(source_id)

    def set_date(self, source_id: str, issued_on: str) -> None:
        """Replaces a source's date by a more exact one."""
        self._rows[source_id]["issued_on"] = issued_on

    def new_id(self, name: str, year: str, otherwise: str = "source") -> str:
        """A free id made from the first author's name and the year: ``li-2021``, then ``li-2021-b``.

        Args:
            name: the author's name, or another name for the source.
            year: blank if it is not known.
            otherwise: used if the name has no letters for an id.
        """
        wanted = "-".join(part for part in (id_part(name) or otherwise, year) if part)
        made, number = wanted, self._used.get(wanted, 1)
        while made.casefold() in self._ids:
            number += 1
            made = f"{wanted}-{column_letters(number - 1).lower()}"
        self._used[wanted] = number
        self._ids.add(made.casefold())
        return made


def letters_and_digits(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()
