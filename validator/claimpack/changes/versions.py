"""Both versions of a package: what is needed of the other tables to judge a change in one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from claimpack.changes.change import Change
from claimpack.changes.matchedrecords import Matched, Records, Row
from claimpack.changes.recordids import Renames, ids_in
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.evidence.phrasing import effect_in_words
from claimpack.package.package import Package
from claimpack.package.unavailable import Unavailable
from claimpack.wording import listed, natural_order

_FOR_READERS = frozenset(
    (
        *("title", "authors", "container_title", "doi", "pmid", "pmcid", "url", "label", "definition", "same_as"),
        *("locator", "note"),
    )
)
"""Columns of estimates, sources and concepts on which no verdict rests."""


class Versions:
    """Both versions."""

    def __init__(
        self, old: Package, new: Package, claims: Sequence[Records | None], found: Mapping[str, Matched], names: Renames
    ) -> None:
        """Takes both packages, their claims if these can be read, and the tables that can be compared."""
        self.evidence: tuple[Evidence, Evidence] = evidence_of(old), evidence_of(new)
        self.found, self.names = found, names
        self._claims = [records for records in claims if records is not None]
        self._trees = [_tree(each) for each in self.evidence]
        self._concepts_before = {now: before for before, now in names.now["concepts"].items()}

    # Concepts, with the ids of the new version

    def relation(self, one: str, other: str) -> Relation:
        """How one concept relates to the other; blank if neither includes the other, or the versions differ in that.

        The hierarchy itself may have changed, so both versions must agree. If only one version has both concepts, that
        version decides.
        """
        old, new = self._trees
        if old is None or new is None:
            return ""
        pair = self._old_id(one), self._old_id(other)
        was, now = old[0].relation(*pair), new[0].relation(one, other)
        was_there, is_there = old[1].issuperset(pair), new[1].issuperset((one, other))
        if was_there != is_there:
            return was if was_there else now
        return was if was == now else ""

    def were_below(self, one: str, other: str) -> tuple[bool, bool]:
        """Whether ``other`` was broader than ``one``, directly or not, and whether it is now."""
        old, new = self._trees
        was = old is not None and old[0].relation(self._old_id(one), self._old_id(other)) == "narrower"
        return was, new is not None and new[0].relation(one, other) == "narrower"

    def _old_id(self, name: str) -> str:
        return self._concepts_before.get(name, name)

    # Articles and claims

    @cached_property
    def edited_articles(self) -> set[str]:
        """The articles whose text changed, so that their passages had to be pinned again."""
        cells = self.found["articles"].changed_cells if "articles" in self.found else ()
        return {cell.key for cell in cells if cell.column == "text_sha256"}

    @cached_property
    def reweighed(self) -> set[tuple[str, str]]:
        """The estimates, sources and concepts that changed in a column on which a verdict may rest, by table and id."""
        return {
            (table, cell.key)
            for table in ("estimates", "sources", "concepts")
            if table in self.found
            for cell in self.found[table].changed_cells
            if cell.column not in _FOR_READERS
        }

    def silences(self, relation: str) -> bool:
        """Whether a relation, given by its key, silences a check on a claim that is in both versions.

        A claim that another ``qualifies`` may say something definite beside it. A claim that cites no source, or is a
        synthesis, may be based on the claims that it restates or summarises.
        """
        claim, what, target = relation.split("/")
        if what == "contradicts" or "claims" not in self.found:
            return what != "contradicts"  # if the claims can't be compared, each may be in both
        number = self._there_before.get(target if what == "qualifies" else claim)
        if number is None or what == "qualifies":
            return number is not None
        row = Row(self.found["claims"].new, number)
        return row["claim_type"].strip() == "synthesis" or not row["source_ids"].strip()

    @cached_property
    def _there_before(self) -> dict[str, int]:
        return {key: number for key, _, number in self.found["claims"].pairs}

    # Which claims depend on a record

    def _resting_on(self, table: str, names: Iterable[str]) -> set[str]:
        """The claims of either version that refer to one of these sources, concepts or passages."""
        return {claim for name in names if name for claim in self._naming[table].get(name, ())}

    @cached_property
    def _naming(self) -> dict[str, dict[str, set[str]]]:
        """By table and id, the claims that refer to the record."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for records in self._claims:
            claims = [self.names.now["claims"].get(name, name) for name in records.keys]
            for column, table in ids_in("claims").items():
                if table == "claims" or column not in records.columns:
                    continue
                cells = records.table.cells(column)
                items = {cell: self.names.items("claims", column, cell) for cell in {*cells}}
                for claim, cell in zip(claims, cells, strict=True):
                    for name in items[cell]:
                        found[table][name].add(claim)
        return found

    def change(self, kind: str, key: str, row: Row, message: str, was: Row | None = None, **cells: str) -> Change:
        """A change, with the title of its record and the claims that depend on it.

        Args:
            kind: the name of a kind.
            key: the record's key in the new version, or in the old one if it is gone.
            row: the record in the new version, or in the old one if it is gone.
            message: what changed.
            was: the record in the old version, if it is in both.
            cells: the column, and its old and new cell.
        """
        table = row.records.name
        title = _TITLES[table](row) if table in _TITLES else ""
        record = () if was or cells else tuple(row.cells.items())
        claims = tuple(self._claims_on(table, key, [row, was or row]))
        return Change(kind, table, key, message, title=title, record=record, claims=claims, **cells)

    def _claims_on(self, table: str, key: str, rows: Sequence[Row]) -> Iterable[str]:
        """The claims that depend on a record, apart from the record itself."""
        found: set[str] = set()
        match table:
            case "relations":
                return dict.fromkeys(key.split("/")[::2])
            case "sources" | "concepts" | "passages":
                found = self._resting_on(table, [key])
            case "estimates":
                found = self._resting_on("sources", self.named(rows, "source_id"))
            case "acknowledgements":
                found = self.named(rows, "subjects") & self._ids
        return sorted(found, key=natural_order)

    def named(self, rows: Iterable[Row], column: str) -> set[str]:
        """The ids in a column of some records."""
        return {name for row in rows for name in self.names.items(row.records.name, column, row[column])}

    @cached_property
    def _ids(self) -> set[str]:
        return {self.names.now["claims"].get(name, name) for records in self._claims for name in records.keys}


def _tree(evidence: Evidence) -> tuple[Hierarchy, frozenset[str]] | None:
    """The hierarchy of the concepts and their ids; None if the table can't be read."""
    try:
        return evidence.concepts, frozenset(evidence.package.table("concepts").cells("concept_id"))
    except Unavailable:
        return None


def estimate_in_words(row: Row) -> str:
    """An estimate in words, with the digits as printed."""
    events, total = row["events_intervention"], row["total_intervention"]
    counts = f"{events} of {total or '?'}" if events else ""
    if counts and not any(row[column] for column in ("estimate", "ci_low", "ci_high", "p_value")):
        return f"{row['measure']}, {counts}"
    return ", ".join(part for part in (effect_in_words(row), counts) if part)


def problem_in_words(row: Row) -> str:
    """The problem that an acknowledgement accepts: its rule and its subjects."""
    subjects = listed(item.strip() for item in row["subjects"].split(";"))
    return f"{row['rule']} of {subjects}" if subjects else row["rule"]


_TITLES: dict[str, Callable[[Row], str]] = {
    "claims": lambda row: row["statement"],
    "sources": lambda row: row["title"],
    "concepts": lambda row: row["label"],
    "articles": lambda row: row["title"],
    "estimates": estimate_in_words,
    "acknowledgements": problem_in_words,
}
