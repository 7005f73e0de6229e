"""What a page shows of each claim, source and problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from claimpack.claimverdict import ClaimVerdict, Verdict
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.evidence.rates import rate_of
from claimpack.exports.caveats import Caveats
from claimpack.exports.identifiers import source_iris
from claimpack.package.claimdigest import claim_digest
from claimpack.package.table import Record
from claimpack.page.plainwords import PlainWords
from claimpack.page.results import Plot, Results, size_in_words
from claimpack.plain.couldsay import CouldSays
from claimpack.plain.language import Language
from claimpack.plain.sentence import Sentence
from claimpack.plain.verdictsentences import VerdictSentences

_LINKS = ("DOI", "PubMed", "PubMed Central")

_ABOUT = ("intervention", "route", "population", "comparator")
_NOTHING_CHECKED: tuple[Verdict, ...] = ("unverified", "not_applicable")
_ON_FREQUENCY = ("frequency-without-rate", "frequency-contradicts-rate")
_GRAVE = ("retracted", "withdrawn", "concern")


class Qualifier(NamedTuple):
    """A claim that limits another."""

    claim_id: str
    statement: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem that the check found, and what people said of it."""

    rule: str
    heading: str
    said: str
    severity: str
    subjects: Sequence[str]
    is_accepted: bool
    reason: str
    by: str
    on: str
    until: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source."""

    source_id: str
    name: str
    citation: str
    """Its title and journal; blank where nobody knows which document it is."""
    kind: str
    size: str
    links: Sequence[tuple[str, str]]
    """The name and the address of each link."""
    status: str
    is_grave: bool
    superseded_by: Sequence[str]
    searched: str
    scope: Sequence[str]
    note: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim; texts are blank where there is nothing to show."""

    claim_id: str
    statement: str
    kind: str
    verdict: Verdict
    reason: str
    could_say: str
    outcome_id: str
    outcome: str
    direction: str
    says: str
    """The direction in words."""
    about: Sequence[str]
    limits: Sequence[str]
    qualifiers: Sequence[Qualifier]
    people: str
    stated: str
    """The number that the claim itself states."""
    sources: Sequence[SourceView]
    plots: Sequence[Plot]
    without_result: Sequence[str]
    problems: Sequence[ProblemView]
    unchecked: Sequence[str]
    note: str
    digest: str
    reviewed: str


class Views:
    """Makes the views of claims, sources and problems of a package."""

    def __init__(self, evidence: Evidence, caveats: Caveats, words: PlainWords, language: Language) -> None:
        self.words = words
        self._evidence = evidence
        self._caveats = caveats
        self.language = language
        self._results = Results(evidence, words, language)
        self._could_says = CouldSays(evidence, words.sources)
        self._verdict_sentences = VerdictSentences(evidence, words.sources)
        package = evidence.package
        self.sources = {source.key: self._source(source) for source in package.table("sources") if source.key}
        self._sizes = {source.key: source["population_size"] for source in package.table("sources")}
        claims = package.table("claims")
        statements = dict(zip(claims.cells("claim_id"), claims.cells("statement"), strict=True))
        self._qualifiers: dict[str, list[Qualifier]] = {}
        for relation in package.table("relations"):
            one, other = relation["claim_id"], relation["target_claim_id"]
            if relation["relation"] == "qualifies" and one != other and statements.get(one):
                self._qualifiers.setdefault(other, []).append(Qualifier(one, statements[one]))
        self._usable = {claim.number: claim for claim in evidence.claims}

    def without_claim(self, estimates: Sequence[Record]) -> list[Plot]:
        """Estimates without a claim."""
        return self._results.without_claim(estimates)

    def problems_of(self, *of: tuple[str, str]) -> list[ProblemView]:
        """The problems of some records, the most severe first."""
        caveats = map(self._caveats.numbered, self._caveats.numbers_of(*of))
        return [self._problem(caveat) for caveat in caveats if caveat["kind"] == "problem"]

    def claim(self, record: Record, verdict: ClaimVerdict) -> ClaimView:
        """A claim."""
        usable = self._usable.get(record.number)
        found = self._evidence.results_on(usable) if usable else []
        later = later_evidence(self._evidence, usable) if usable else ()
        estimates = [result.estimate["estimate_id"] for result in found]
        estimates += [each["estimate_id"] for one in later for each in one.estimates]
        could_say = self._could_says.of(usable, verdict) if usable else None
        problems = self.problems_of(
            ("claims", record.key),
            ("passages", record["passage_id"]),
            *(("estimates", name) for name in dict.fromkeys(estimates)),
        )
        direction, outcome = record["effect_direction"], record["outcome"]
        named = self.words.concepts
        return ClaimView(
            claim_id=record.key,
            statement=record["statement"],
            kind=self.language.word("type", record["claim_type"]),
            verdict=verdict.verdict,
            reason=self.language.sentence(self._verdict_sentences.of(verdict)),
            could_say=" ".join(map(self.language.sentence, could_say.sentences)) if could_say else "",
            outcome_id=outcome,
            outcome=named.get(outcome, outcome),
            direction=direction,
            says=self.language.word("says", direction) if direction not in ("", "not_applicable") else "",
            about=self._about({column: [record[column]] for column in _ABOUT}),
            limits=self._limits(record),
            qualifiers=self._qualifiers.get(record.key, ()),
            people=self._people(record),
            stated=self._stated(record),
            sources=self._cited(record),
            plots=self._results.on_claim(usable, found, later, verdict.verdict) if usable else (),
            without_result=[self._without_result(each) for each in later if each.finds == "reports_no_result"],
            problems=problems,
            unchecked=self._unchecked(record, verdict, problems, estimates),
            note=self.words.naming_sources(record["note"]),
            digest=claim_digest(record),
            reviewed=self._reviewed(record),
        )

    def _about(self, concepts: Mapping[str, Sequence[str]]) -> list[str]:
        """What a claim or a source is about, in words, by the columns of a claim."""
        named = self.words.concepts
        return [
            self.language.say(f"about.{column}", what=", ".join(named.get(name, name) for name in names if name))
            for column, names in concepts.items()
            if any(names)
        ]

    def _limits(self, record: Record) -> list[str]:
        found = []
        for column in ("severity", "frequency", "onset", "dose", "follow_up", "conditions", "wording"):
            cell = record[column]
            if cell and cell != "asserts":
                said = self.language.word(f"word.{column}", cell).removesuffix(".")
                what = said[:1].lower() + said[1:] if said != cell else cell
                found.append(self.language.say(f"limit.{column}", what=what))
        return found

    def _without_result(self, later: LaterEvidence) -> str:
        name = self.words.sources.get(later.source.key, later.source.key)
        older = later.cited_source.key if later.cited_source else ""
        return self.language.say("later.without_result", newer=name, older=self.words.sources.get(older, older))

    def _unchecked(
        self, record: Record, verdict: ClaimVerdict, problems: Sequence[ProblemView], estimates: Sequence[str]
    ) -> list[str]:
        unknown = (view.name for view in self._cited(record) if not view.citation)
        found = [self.language.say("source.unknown", source=name) for name in unknown]
        says_how_often = record["frequency"] not in ("", "not_known") and verdict.verdict not in _NOTHING_CHECKED
        if says_how_often and not any(problem.rule in _ON_FREQUENCY for problem in problems):
            by_id = self._evidence.estimates.by_id
            if not any(rate_of(by_id[name]) for name in estimates if name in by_id):
                found.append(self.language.say("frequency.unknown"))
        return found

    def _cited(self, record: Record) -> list[SourceView]:
        return [self.sources[name] for name in record.items("source_ids") if name in self.sources]

    def _problem(self, caveat: Mapping[str, Any]) -> ProblemView:
        return ProblemView(
            rule=caveat["rule"],
            heading=self.language.word("rule", caveat["rule"]),
            said=self.language.sentence(Sentence(caveat["plain"]["message_id"], caveat["plain"]["data"])),
            severity=caveat["severity"],
            subjects=caveat["subjects"],
            is_accepted=bool(caveat["reason"]),
            reason=self.words.naming_sources(caveat["reason"] or ""),
            by=caveat["acknowledged_by"] or "",
            on=caveat["acknowledged_on"] or "",
            until=caveat["review_by"] or "",
        )

    def _source(self, source: Record) -> SourceView:
        is_identified = source["status"] != "unidentified"
        cells = {column: source[column] or None for column in ("doi", "pmid", "pmcid")}
        present = [name for name, column in zip(_LINKS, cells, strict=True) if cells[column]]
        scope = {column: source.items("routes") if column == "route" else [source[column]] for column in _ABOUT}
        retraction = source["retraction_status"]
        state = (retraction or "not_checked") if is_identified else "not_identified"
        status = self.language.word("retraction", state)
        if source["retraction_checked_on"]:
            status = self.language.say("source.looked_up", status=status, day=source["retraction_checked_on"])
        kind = source["source_type"] and self.language.word("word.source_type", source["source_type"])
        title_and_journal = (source["title"].rstrip("."), source["container_title"])
        return SourceView(
            source_id=source.key,
            name=self.words.sources.get(source.key, source.key),
            citation=". ".join(filter(None, title_and_journal)) if is_identified else "",
            kind=kind.removesuffix("."),
            size=size_in_words(source["population_size"], source["study_count"], self.language),
            links=list(zip(present, source_iris(cells), strict=True)),
            status=status,
            is_grave=retraction in _GRAVE or not is_identified,
            superseded_by=source.items("superseded_by"),
            searched=source["searched_until"],
            scope=self._about(scope),
            note=self.words.naming_sources(source["note"]),
        )

    def _people(self, record: Record) -> str:
        """How many people the claim or its source is about."""
        basis, size = record["population_basis"], record["population_size"]
        if basis == "not_reported":
            return self.language.say("people.not_reported")
        if basis not in ("stated", "from_source") or not size:
            return ""
        people = size_in_words(size, record["study_count"] if basis == "stated" else "", self.language)
        if basis == "stated":
            return self.language.say("people.stated", people=people)
        sources = record.items("source_ids")
        is_known = all(self._sizes.get(name) for name in sources)
        which = "source" if len(sources) <= 1 else "largest" if is_known else "largest_known"
        return self.language.say(f"people.{which}", people=people)

    def _stated(self, record: Record) -> str:
        """The number that the claim itself states."""
        measure = record["stated_measure"]
        if not measure:
            return ""
        say = self.language.say
        low, high, number = record["stated_low"], record["stated_high"], record["stated_value"]
        if not number:
            which = "range" if low and high else "up_to" if high else "from"
            number = say(f"stated.{which}", low=low, high=high)
        form = f"stated.{measure}"
        said = say(form if form in self.language.messages else "stated.measure", number=number, measure=measure)
        control = record["stated_control_value"]
        return say("stated.against", number=said, control=control) if control else said

    def _reviewed(self, record: Record) -> str:
        by, on = record["reviewed_by"], record["reviewed_on"]
        if not by:
            return ""
        return self.language.say("reviewed.on", name=by, day=on) if on else self.language.say("reviewed", name=by)
