"""What the rules on evidence look at: the usable records of a package, and what is found out of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimpack.evidence.claimgroups import ClaimGroups, claim_groups
from claimpack.evidence.hierarchy import Hierarchy, read_hierarchy
from claimpack.evidence.lists import opened_by
from claimpack.evidence.matching import Match, MatchingEstimates
from claimpack.evidence.printed import Printed, printed_numbers
from claimpack.evidence.shared import shared
from claimpack.evidence.showneffect import Shown, shown_by
from claimpack.evidence.usable import UsableRecords, usable_records
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import Unavailable


class Evidence:
    """The usable records of a package, and which of them bear on which.

    Whatever is asked for raises Unavailable if a table that it rests on could not be read.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.seconds: dict[str, float] = {}
        """How long each thing that several rules rest on took, without what it rests on itself."""
        self._cited: dict[str, list[Record]] = {}
        """The usable sources that a cell of claims names."""

    @shared
    def claims(self) -> UsableRecords:
        """The usable claims."""
        return self._usable("claims")

    @shared
    def estimates(self) -> UsableRecords:
        """The usable estimates."""
        return self._usable("estimates")

    @shared
    def sources(self) -> UsableRecords:
        """The usable sources."""
        return self._usable("sources")

    @shared
    def relations(self) -> UsableRecords:
        """The usable relations."""
        return self._usable("relations")

    @shared
    def concepts(self) -> Hierarchy:
        """The hierarchy of the concepts."""
        return read_hierarchy(self.package)

    @shared
    def matching(self) -> MatchingEstimates:
        """Which estimates bear on which claims."""
        return MatchingEstimates(self.claims, self.estimates, self.sources, self.concepts)

    @shared
    def claim_groups(self) -> ClaimGroups:
        """The claims that are about an outcome, as groups of those that say the same of the same thing."""
        return claim_groups(self.claims)

    @shared
    def times_cited(self) -> Counter[str]:
        """By how many claims each source is cited that is cited at all."""
        sources, cells = self.sources.by_id, Counter(self.claims.cells("source_ids"))
        found: Counter[str] = Counter()
        for cell, count in cells.items():
            found.update({name: count for name in split_items(cell) if name in sources})
        return found

    @shared
    def with_lost_estimates(self) -> set[str]:
        """The cited sources of which an estimate was left out, so that they may have more numbers than are seen."""
        return self.estimates.named_by_lost(["source_id"], self.times_cited)

    @shared
    def fully_recorded(self) -> set[str]:
        """The cited sources that are identified, and all of whose recorded estimates are seen."""
        cited = (source for source in self.sources if source.key in self.times_cited)
        return {source.key for source in cited if source["status"] == "identified"} - self.with_lost_estimates

    @shared
    def article_of(self) -> dict[str, str]:
        """The id of the article that each passage stands in."""
        passages = self.package.table("passages")
        return dict(zip(passages.cells("passage_id"), passages.cells("article_id"), strict=True))

    @shared
    def _lists(self) -> dict[str, str]:
        """For each item of a list the passage that opens it; none where the passages can't be read."""
        try:
            return opened_by(self.package)
        except Unavailable:
            return {}

    @shared
    def _printed(self) -> dict[int, Printed]:
        return {estimate.number: printed_numbers(estimate) for estimate in self.estimates}

    @shared
    def _shown(self) -> dict[int, Shown]:
        return {estimate.number: shown_by(estimate) for estimate in self.estimates}

    def bearing_on(self, claim: Record) -> Sequence[Match]:
        """The estimates of the sources that a claim cites on what it is about, by source and then as in the file."""
        return self.matching.bearing_on(claim)

    def list_of(self, claim: Record) -> str:
        """The passage that opens the list in which a claim stands, or its own passage where it stands in none."""
        passage = claim["passage_id"]
        return self._lists.get(passage, passage)

    def printed(self, estimate: Record) -> Printed:
        """The numbers that a usable estimate prints."""
        return self._printed[estimate.number]

    def shown_by(self, estimate: Record) -> Shown:
        """What a usable estimate shows of its outcome."""
        return self._shown[estimate.number]

    def sources_of(self, claim: Record) -> Sequence[Record]:
        """The usable sources that a claim cites."""
        cell = claim["source_ids"]
        if cell not in self._cited:
            by_id = self.sources.by_id
            self._cited[cell] = [by_id[name] for name in split_items(cell) if name in by_id]
        return self._cited[cell]

    def may_lack_estimates(self, claim: Record) -> bool:
        """Whether an estimate of a source that a claim cites was left out."""
        return not self.with_lost_estimates.isdisjoint(claim.items("source_ids"))

    def _usable(self, name: str) -> UsableRecords:
        return usable_records(self.package, name, lambda: self.sources)


def evidence_of(package: Package) -> Evidence:
    """The evidence of a package: the same for every rule that asks, and gone when the package is."""
    if Evidence not in package.kept:
        package.kept[Evidence] = Evidence(package)
    evidence: Evidence = package.kept[Evidence]
    return evidence
