"""Everything that a page shows of each claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
from claimpack.verdicts import ClaimVerdict, Verdict

_LINKS = ("DOI", "PubMed", "PubMed Central")
_SEVERAL = 2
_ABOUT = ("intervention", "route", "population", "comparator")
_NOTHING_CHECKED: tuple[Verdict, ...] = ("unverified", "not_applicable")
_ON_FREQUENCY = ("frequency-without-rate", "frequency-contradicts-rate")
_GRAVE = ("retracted", "withdrawn", "concern")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a document elsewhere."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """What is wrong, and what people said of it."""

    rule: str
    heading: str
    said: str
    severity: str
    subjects: tuple[str, ...]
    reason: str
    by: str
    on: str
    until: str

    @property
    def is_accepted(self) -> bool:
        """Whether a person has judged and accepted it."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, as a claim and its own section show it."""

    source_id: str
    name: str
    citation: str
    """Title and journal; blank where nobody knows which document it is."""
    kind: str
    size: str
    links: tuple[Link, ...]
    status: str
    is_grave: bool
    """Whether its status must not be overlooked."""
    superseded_by: tuple[str, ...]
    """The ids of the sources that have replaced it."""
    searched: str
    scope: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A claim that limits another one."""

    claim_id: str
    statement: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as a page shows it."""

    claim_id: str
    article_id: str
    statement: str
    kind: str
    verdict: Verdict
    label: str
    meaning: str
    reason: str
    could_say: str
    """What its evidence would carry, made by rule; blank where nothing can be said."""
    outcome_id: str
    outcome: str
    direction: str
    says: str
    about: tuple[str, ...]
    limits: tuple[str, ...]
    qualifiers: tuple[Qualifier, ...]
    people: str
    stated: str
    sources: tuple[SourceView, ...]
    plots: tuple[Plot, ...]
    without_result: tuple[str, ...]
    """What later sources report nothing of, as sentences."""
    problems: tuple[ProblemView, ...]
    unchecked: tuple[str, ...]
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
        self._sources = {source.key: self._source(source) for source in package.table("sources") if source.key}
        self._sizes = {source.key: source["population_size"] for source in package.table("sources")}
        claims = package.table("claims")
        statements = dict(zip(claims.cells("claim_id"), claims.cells("statement"), strict=True))
        self._qualifiers: dict[str, list[Qualifier]] = {}
        for relation in package.table("relations"):
            one, other = relation["claim_id"], relation["target_claim_id"]
            if relation["relation"] == "qualifies" and one != other and statements.get(one):
                self._qualifiers.setdefault(other, []).append(Qualifier(one, statements[one]))
        self._usable = {claim.number: claim for claim in evidence.claims}

    def source(self, source_id: str) -> SourceView | None:
        """A source."""
        return self._sources.get(source_id)

    def alone(self, estimates: Sequence[Record]) -> list[Plot]:
        """Estimates by themselves."""
        return self._results.alone(estimates)

    def problems_of(self, *of: tuple[str, str]) -> tuple[ProblemView, ...]:
        """What is wrong with some records, the gravest first."""
        found = [
            caveat
            for caveat in map(self._caveats.numbered, self._caveats.numbers_of(*of))
            if caveat["kind"] == "problem"
        ]
        return tuple(self._problem(caveat) for caveat in found)

    def claim(self, record: Record, verdict: ClaimVerdict, article_id: str) -> ClaimView:
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
            article_id=article_id,
            statement=record["statement"],
            kind=self.language.word("type", record["claim_type"]),
            verdict=verdict.verdict,
            label=self.language.say(f"label.{verdict.verdict}"),
            meaning=self.language.say(f"meaning.{verdict.verdict}"),
            reason=self.language.sentence(self._verdict_sentences.of(verdict)),
            could_say=" ".join(map(self.language.sentence, could_say.sentences)) if could_say else "",
            outcome_id=outcome,
            outcome=named.get(outcome, outcome),
            direction=direction,
            says=self.language.word("says", direction) if direction not in ("", "not_applicable") else "",
            about=self._about({column: [record[column]] for column in _ABOUT}),
            limits=self._limits(record),
            qualifiers=tuple(self._qualifiers.get(record.key, ())),
            people=self._people(record),
            stated=self._stated(record),
            sources=tuple(view for name in record.items("source_ids") if (view := self.source(name))),
            plots=tuple(self._results.on_claim(usable, found, later, verdict.verdict) if usable else ()),
            without_result=tuple(self._without_result(each) for each in later if each.finds == "reports_no_result"),
            problems=problems,
            unchecked=self._unchecked(record, verdict, problems, estimates),
            note=self.words.naming_sources(record["note"]),
            digest=claim_digest(record),
            reviewed=self._reviewed(record),
        )

    def _about(self, concepts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """What a claim or a source is about, by the columns of a claim."""
        named = self.words.concepts
        return tuple(
            self.language.say(f"about.{column}", what=", ".join(named.get(name, name) for name in names if name))
            for column, names in concepts.items()
            if any(names)
        )

    def _limits(self, record: Record) -> tuple[str, ...]:
        found = []
        for column in ("severity", "frequency", "onset", "dose", "follow_up", "conditions", "wording"):
            cell = record[column]
            if cell and cell != "asserts":
                said = self.language.word(f"word.{column}", cell).removesuffix(".")
                what = said[:1].lower() + said[1:] if said != cell else cell
                found.append(self.language.say(f"limit.{column}", what=what))
        return tuple(found)

    def _without_result(self, later: LaterEvidence) -> str:
        name = self.words.sources.get(later.source.key, later.source.key)
        older = later.cited_source.key if later.cited_source else ""
        return self.language.say("later.without_result", newer=name, older=self.words.sources.get(older, older))

    def _unchecked(
        self, record: Record, verdict: ClaimVerdict, problems: Sequence[ProblemView], estimates: Sequence[str]
    ) -> tuple[str, ...]:
        unknown = [
            view.name for name in record.items("source_ids") if (view := self.source(name)) and not view.citation
        ]
        told = [self.language.say("source.unknown", source=name) for name in unknown]
        says_how_often = record["frequency"] not in ("", "not_known") and verdict.verdict not in _NOTHING_CHECKED
        if says_how_often and not any(problem.rule in _ON_FREQUENCY for problem in problems):
            by_id = self._evidence.estimates.by_id
            if not any(rate_of(by_id[name]) for name in estimates if name in by_id):
                told.append(self.language.say("frequency.unknown"))
        return tuple(told)

    def _problem(self, caveat: Mapping[str, Any]) -> ProblemView:
        return ProblemView(
            caveat["rule"],
            self.language.word("rule", caveat["rule"]),
            self.language.sentence(Sentence(caveat["plain"]["message_id"], caveat["plain"]["data"])),
            caveat["severity"],
            tuple(caveat["subjects"]),
            self.words.naming_sources(caveat["reason"] or ""),
            caveat["acknowledged_by"] or "",
            caveat["acknowledged_on"] or "",
            caveat["review_by"] or "",
        )

    def _source(self, source: Record) -> SourceView:
        identified = source["status"] != "unidentified"
        cells = {column: source[column] or None for column in ("doi", "pmid", "pmcid")}
        present = [name for name, column in zip(_LINKS, cells, strict=True) if cells[column]]
        scope = {column: source.items("routes") if column == "route" else [source[column]] for column in _ABOUT}
        retraction = source["retraction_status"]
        state = (retraction or "not_checked") if identified else "not_identified"
        status = self.language.word("retraction", state)
        if source["retraction_checked_on"]:
            status = self.language.say("source.looked_up", status=status, day=source["retraction_checked_on"])
        kind = source["source_type"] and self.language.word("word.source_type", source["source_type"])
        return SourceView(
            source.key,
            self.words.sources.get(source.key, source.key),
            ". ".join(filter(None, (source["title"].rstrip("."), source["container_title"]))) if identified else "",
            kind.removesuffix("."),
            size_in_words(source["population_size"], source["study_count"], self.language),
            tuple(Link(*each) for each in zip(present, source_iris(cells), strict=True)),
            status,
            retraction in _GRAVE or not identified,
            tuple(source.items("superseded_by")),
            source["searched_until"],
            self._about(scope),
            self.words.naming_sources(source["note"]),
        )

    def _people(self, record: Record) -> str:
        """How many people, and what they are the number of."""
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
        which = "source" if len(sources) < _SEVERAL else "largest" if is_known else "largest_known"
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
