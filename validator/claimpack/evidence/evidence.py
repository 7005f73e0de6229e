"""What the rules on evidence use: the usable records of a package, and what follows from them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimpack.evidence.claimgroups import ClaimGroups, claim_groups
from claimpack.evidence.computedonce import computed_once
from claimpack.evidence.countreadings import is_pooled
from claimpack.evidence.counts import counts_of, has_room_for_both, may_cross_over
from claimpack.evidence.directions import SUPPORTED_BY
from claimpack.evidence.disagreeingsources import DisagreeingSources, disagreeing_sources
from claimpack.evidence.hierarchy import Hierarchy, read_hierarchy
from claimpack.evidence.laterresults import LaterResults
from claimpack.evidence.lists import list_openings
from claimpack.evidence.matching import Match, MatchingEstimates
from claimpack.evidence.measures import PARTIAL
from claimpack.evidence.notes import Design, named_design, p_against_no_effect
from claimpack.evidence.outcomes import Outcomes
from claimpack.evidence.printed import Printed, printed_numbers
from claimpack.evidence.showneffect import (
    Shown,
    is_beyond_margin,
    is_shown_by_interval,
    is_within_margin,
    more_or_less_by_counts,
    shown_by,
    shown_by_counts,
)
from claimpack.evidence.sourceages import WITHDRAWN, SourceAges
from claimpack.evidence.stance import Basis, Result, entails, has_happened, results_by_time, results_of_parts, stance_of
from claimpack.evidence.summaries import Summaries, summaries
from claimpack.evidence.usable import UsableRecords, usable_records
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import Unavailable
from claimpack.wording import within_sentence

if TYPE_CHECKING:
    from claimpack.evidence.laterevidence import LaterEvidence


class Evidence:
    """The usable records of a package, and which of them bear on which.

    Everything here raises Unavailable if a table that it needs could not be read.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.seconds: dict[str, float] = {}
        """How long each shared result took, without the shared results that it needs itself."""
        self._cited: dict[str, list[Record]] = {}
        """The usable sources by the cell of ``source_ids`` that names them."""
        self._results: dict[int, list[Result]] = {}
        """What results say of claims, by ``results_key``."""
        self.later_evidence_found: dict[int, Sequence[LaterEvidence]] = {}
        """What later evidence finds on claims, by ``results_key``."""

    @computed_once
    def claims(self) -> UsableRecords:
        """The usable claims."""
        return self._usable("claims")

    @computed_once
    def estimates(self) -> UsableRecords:
        """The usable estimates."""
        return self._usable("estimates")

    @computed_once
    def sources(self) -> UsableRecords:
        """The usable sources."""
        return self._usable("sources")

    @computed_once
    def relations(self) -> UsableRecords:
        """The usable relations."""
        return self._usable("relations")

    @computed_once
    def concepts(self) -> Hierarchy:
        """The hierarchy of the concepts."""
        return read_hierarchy(self.package)

    @computed_once
    def outcomes(self) -> Outcomes:
        """What concepts.csv says of outcomes."""
        return Outcomes(self.package.table("concepts"), self.concepts)

    @computed_once
    def _labels(self) -> dict[str, str]:
        concepts = self.package.table("concepts")
        pairs = concepts.rows("concept_id", "label")
        return {concept: within_sentence(label) for concept, label in pairs if label}

    def label_of(self, concept: str) -> str:
        """The label of a concept within a sentence: without a capital, unless it is an abbreviation."""
        return self._labels.get(concept) or within_sentence(concept)

    @computed_once
    def matching(self) -> MatchingEstimates:
        """Which estimates bear on which claims."""
        return MatchingEstimates(self.claims, self.estimates, self.sources, self.concepts)

    @computed_once
    def source_ages(self) -> SourceAges:
        """Which sources are later than which, or updates of them."""
        return SourceAges(self.sources)

    @computed_once
    def later(self) -> LaterResults:
        """What sources that are later than those of a claim report on what it is about."""
        return LaterResults(self)

    @computed_once
    def disagreeing_sources(self) -> DisagreeingSources:
        """The cited sources that disagree with each other."""
        return disagreeing_sources(self)

    @computed_once
    def summaries(self) -> Summaries:
        """The syntheses, and what is recorded from the sources that they sum up."""
        return summaries(self)

    @computed_once
    def claim_groups(self) -> ClaimGroups:
        """The claims that are about an outcome, as groups of those that say the same of the same thing."""
        return claim_groups(self.claims)

    @computed_once
    def times_cited(self) -> Counter[str]:
        """How many claims cite each source; sources without claims are left out."""
        sources, cells = self.sources.by_id, Counter(self.claims.cells("source_ids"))
        found: Counter[str] = Counter()
        for cell, count in cells.items():
            found.update({name: count for name in split_items(cell) if name in sources})
        return found

    @computed_once
    def with_unusable_estimates(self) -> set[str]:
        """The cited sources with an unusable estimate: they may report more than the usable estimates."""
        return self.estimates.named_by_unusable(["source_id"], self.times_cited)

    @computed_once
    def with_recorded_estimates(self) -> set[str]:
        """The sources that have estimates, all of them usable."""
        return set(self.estimates.cells("source_id")) - self.estimates.named_by_unusable(
            ["source_id"], self.sources.by_id
        )

    @computed_once
    def fully_recorded(self) -> set[str]:
        """The cited sources that are identified and have no unusable estimate."""
        cited = (source for source in self.sources if source.key in self.times_cited)
        return {source.key for source in cited if source["status"] == "identified"} - self.with_unusable_estimates

    @computed_once
    def withdrawn(self) -> set[str]:
        """The sources that were retracted or withdrawn: their results do not count."""
        return {source.key for source in self.sources.where("retraction_status", WITHDRAWN)}

    @computed_once
    def of_concern(self) -> set[str]:
        """The sources about which their publishers have expressed concern."""
        return {source.key for source in self.sources.where("retraction_status", ("concern",))}

    @computed_once
    def article_of(self) -> dict[str, str]:
        """The id of the article that each passage is in."""
        passages = self.package.table("passages")
        return dict(passages.rows("passage_id", "article_id"))

    @computed_once
    def _lists(self) -> dict[str, str]:
        """For each item of a list, the passage that opens the list; empty if the passages can't be read."""
        try:
            return list_openings(self.package)
        except Unavailable:
            return {}

    @computed_once
    def _printed(self) -> dict[int, Printed]:
        return {estimate.number: printed_numbers(estimate) for estimate in self.estimates}

    @computed_once
    def _shown(self) -> dict[int, Shown]:
        return {estimate.number: self._what_is_shown_by(estimate) for estimate in self.estimates}

    def _what_is_shown_by(self, estimate: Record) -> Shown:
        margin = self.outcomes.of(estimate["outcome"]).margin
        if is_within_margin(estimate, self.printed(estimate), margin):
            return "equivalent"
        shown = shown_by(estimate)
        if shown == "differs":  # the counts of one study say in which direction, the p-value does not
            table = counts_of(estimate)
            if table is not None and not table.is_varied:
                return ""  # nobody had it, or all: no p-value of that is significant
            by_counts = more_or_less_by_counts(estimate, of_two_groups=self.is_of_two_groups(estimate))
            return shown if self.is_pooled(estimate) else by_counts or shown
        may_count = not shown and estimate["total_control"] and self.is_of_two_groups(estimate)
        return shown_by_counts(estimate) if may_count else shown

    @computed_once
    def _not_beyond_margin(self) -> set[int]:
        """The numbers of the estimates whose effect, if they show one, may lie within the outcome's margin."""
        margins = {outcome: self.outcomes.of(outcome).margin for outcome in set(self.estimates.cells("outcome"))}
        with_margin = {outcome for outcome, margin in margins.items() if margin is not None}
        return {
            estimate.number
            for estimate in self.estimates.where("outcome", with_margin)
            if not is_beyond_margin(estimate, self.printed(estimate), margins[estimate["outcome"]])
        }

    @computed_once
    def _serious_results(self) -> dict[str, list[Record]]:
        """The estimates of each source on serious outcomes, whatever the rest of their scope."""
        found: dict[str, list[Record]] = {}
        for estimate in self.estimates:
            if self.outcomes.of(estimate["outcome"]).is_serious:
                found.setdefault(estimate["source_id"], []).append(estimate)
        return found

    def bearing_on(self, claim: Record) -> Sequence[Match]:
        """The estimates that bear on a claim, by the sources that it cites and then in file order."""
        return self.matching.bearing_on(claim)

    def list_of(self, claim: Record) -> str:
        """The passage that opens the claim's list, or the claim's own passage if it is in no list."""
        passage = claim["passage_id"]
        return self._lists.get(passage, passage)

    def is_in_a_list(self, claim: Record) -> bool:
        """Whether a claim is on an item of a list: its scope may then come from the list's heading."""
        return claim["passage_id"] in self._lists

    def printed(self, estimate: Record) -> Printed:
        """The numbers that a usable estimate prints."""
        return self._printed[estimate.number]

    def source_of(self, estimate: Record) -> Record:
        """The source that reports a usable estimate."""
        return self.sources.by_id[estimate["source_id"]]

    def is_pooled(self, estimate: Record) -> bool:
        """Whether a usable estimate pools several studies, as far as is recorded."""
        return is_pooled(estimate, self.source_of(estimate)["source_type"])

    def is_of_two_groups(self, estimate: Record) -> bool:
        """Whether the counts of a usable estimate are those of two groups, which are tested against each other.

        Those of several studies are no sum, and the arms of a crossover trial are the same people. It is none if so
        many people are recorded that they suffice for both arms. Otherwise a title or a note may say what it is, or
        else the size of the arms does.
        """
        if self.is_pooled(estimate):
            return False
        source = self.source_of(estimate)
        sizes = estimate["population_size"], source["population_size"]
        if any(has_room_for_both(estimate, size) for size in sizes):
            return True
        design = self.named_design(estimate)
        return design == "parallel" if design else not may_cross_over(estimate, sizes[0] or sizes[1])

    def named_design(self, estimate: Record) -> Design:
        """What the title of its source, or a note, calls the trial that a usable estimate is from."""
        source = self.source_of(estimate)
        return named_design(source["title"], source["note"], estimate["note"])

    def shown_by(self, estimate: Record) -> Shown:
        """What a usable estimate shows of its outcome."""
        return self._shown[estimate.number]

    def results_on(self, claim: Record) -> Sequence[Result]:
        """What the results of the sources that a claim cites say of it, by source and then in file order.

        Results on all kinds of harm together say nothing about a single harm and are left out, unless there was no harm
        at all. A claim of overall safety is compared with every serious outcome, whatever the scopes.
        """
        key = self.results_key(claim)
        if key not in self._results:
            self._results[key] = self._find_results(claim)
        return self._results[key]

    def results_key(self, claim: Record) -> int:
        """A number that claims share if the same results say the same of them."""
        return self._results_keys[claim.number]

    @computed_once
    def _results_keys(self) -> Sequence[int]:
        claims, questions_of = self.claims, self.matching.questions_of
        columns = map(claims.cells, ("effect_direction", "claim_type", "follow_up", "source_ids"))
        known: dict[tuple[object, ...], int] = {}
        found = array("q", range(-1, -1 - len(claims.table), -1))  # an unusable claim shares its key with no other
        for number, direction, kind, time, sources in zip(claims.numbers, *columns, strict=True):
            questions = questions_of(number)
            asked = questions, direction, kind, time, "" if questions and direction != "favourable" else sources
            found[number] = known.setdefault(asked, len(known))
        return found

    def _find_results(self, claim: Record) -> list[Result]:
        is_never = claim["effect_direction"] == "not_observed"
        bearing = [
            self.result_of(claim, match)
            for match in self.bearing_on(claim)
            if not match.is_of_all_kinds or (is_never and has_happened(match.estimate) is False)
        ]
        found = results_of_parts(claim, results_by_time(claim, bearing))
        if claim["effect_direction"] == "favourable":
            for source in claim.items("source_ids"):
                found += self.serious_results_of(source)
        return found

    def serious_results_of(self, source: str) -> list[Result]:
        """What the results of a source on serious outcomes say of a claim of overall safety."""
        return [self._serious_result(estimate) for estimate in self._serious_results.get(source, ())]

    def result_of(self, claim: Record, match: Match) -> Result:
        """What a result says of a claim that it bears on."""
        estimate = match.estimate
        shown, basis = self.shown_by(estimate), self.basis_of(estimate)
        is_beyond = estimate.number not in self._not_beyond_margin
        stance, decides = stance_of(claim, estimate, shown, basis, is_beyond_margin=is_beyond)
        if claim["effect_direction"] == "occurs" and match.outcome_relation == "narrower" and stance != "agrees":
            stance, decides = "", ""  # what does not happen in a part may happen in the whole
        return Result(estimate, stance, decides, shown, entails(claim, match, stance), match)

    def _serious_result(self, estimate: Record) -> Result:
        """What a serious outcome says of a claim of overall safety: it disputes it if it is increased."""
        shown = self.shown_by(estimate)
        harm: Shown = "less" if self.outcomes.of(estimate["outcome"]).desirable == "yes" else "more"
        is_raised = shown == harm or (not shown and SUPPORTED_BY.get(estimate["reported_direction"]) == harm)
        basis: Basis = (self.basis_of(estimate) if shown else "words") if is_raised else ""
        is_partial = estimate["analysis"] in PARTIAL
        return Result(estimate, "disputes" if is_raised else "", basis, shown, is_raised, None, is_partial)

    def basis_of(self, estimate: Record) -> Basis:
        """Which number of an estimate decides what it shows."""
        return self._bases[estimate.number]

    @computed_once
    def _bases(self) -> dict[int, Basis]:
        return {estimate.number: self._find_basis(estimate) for estimate in self.estimates}

    def _find_basis(self, estimate: Record) -> Basis:
        if not self.shown_by(estimate):
            return ""
        if self.shown_by(estimate) == "equivalent" or is_shown_by_interval(estimate):
            return "number"
        return "p_value" if p_against_no_effect(estimate) else "counts"

    def sources_of(self, claim: Record) -> Sequence[Record]:
        """The usable sources that a claim cites."""
        return self.cited_in(claim["source_ids"])

    def cited_in(self, cell: str) -> Sequence[Record]:
        """The usable sources that a cell of ``source_ids`` names."""
        if cell not in self._cited:
            by_id = self.sources.by_id
            self._cited[cell] = [by_id[name] for name in split_items(cell) if name in by_id]
        return self._cited[cell]

    def may_lack_estimates(self, claim: Record) -> bool:
        """Whether a source that a claim cites has an unusable estimate."""
        lost = self.with_unusable_estimates
        return bool(lost) and not lost.isdisjoint(claim.items("source_ids"))

    def _usable(self, name: str) -> UsableRecords:
        return usable_records(self.package, name, lambda: self.sources)


def evidence_of(package: Package) -> Evidence:
    """The evidence of a package: the same object for every rule, kept as long as the package."""
    if Evidence not in package.kept:
        package.kept[Evidence] = Evidence(package)
    evidence: Evidence = package.kept[Evidence]
    return evidence
