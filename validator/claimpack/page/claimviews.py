"""Everything that a page shows of each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.exports.caveats import Caveats
from claimpack.exports.identifiers import source_iris
from claimpack.package.claimdigest import claim_digest
from claimpack.package.table import Record
from claimpack.package.tableschema import table_schema
from claimpack.page.plainwords import LABELS, RETRACTION, SAYS, TYPES, PlainWords
from claimpack.page.results import Plot, Results
from claimpack.plain.couldsay import CouldSays
from claimpack.plain.verdictsentences import VerdictSentences
from claimpack.rules.catalogue import all_rules
from claimpack.verdicts import MEANINGS, ClaimVerdict, Verdict
from claimpack.wording import natural_order

_LINKS = ("DOI", "PubMed", "PubMed Central")
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
    scope: str
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
    about: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
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

    def __init__(self, evidence: Evidence, caveats: Caveats, words: PlainWords) -> None:
        self.words = words
        self._evidence = evidence
        self._caveats = caveats
        self._results = Results(evidence, words)
        self._could_says = CouldSays(evidence, words.sources)
        self._verdict_sentences = VerdictSentences(evidence, words.sources)
        self._headings = {rule.name: rule.manual.summary for rule in all_rules()}
        package = evidence.package
        self._sources = {source.key: self._source(source) for source in package.table("sources") if source.key}
        claims = package.table("claims")
        statements = dict(zip(claims.cells("claim_id"), claims.cells("statement"), strict=True))
        self._qualifiers: dict[str, list[Qualifier]] = {}
        for relation in package.table("relations"):
            one, other = relation["claim_id"], relation["target_claim_id"]
            if relation["relation"] == "qualifies" and one != other and statements.get(one):
                self._qualifiers.setdefault(other, []).append(Qualifier(one, statements[one]))
        self._usable = {claim.number: claim for claim in evidence.claims}
        self._meanings = {
            column: table_schema("claims").fields[column].meanings for column in ("severity", "frequency", "wording")
        }

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
        direction, outcome = record["effect_direction"], record["outcome"]
        named = self.words.concepts
        return ClaimView(
            claim_id=record.key,
            article_id=article_id,
            statement=record["statement"],
            kind=TYPES.get(record["claim_type"], ""),
            verdict=verdict.verdict,
            label=LABELS[verdict.verdict],
            meaning=MEANINGS[verdict.verdict],
            reason=self._verdict_sentences.of(verdict).said(),
            could_say=could_say.text if could_say else "",
            outcome_id=outcome,
            outcome=named.get(outcome, outcome),
            direction=direction,
            says=SAYS.get(direction, ""),
            about=tuple(
                (column, named.get(record[column], record[column]))
                for column in ("intervention", "route", "population", "comparator")
                if record[column]
            ),
            limits=self._limits(record),
            qualifiers=tuple(self._qualifiers.get(record.key, ())),
            people=_people(record),
            stated=_stated(record),
            sources=tuple(view for name in record.items("source_ids") if (view := self.source(name))),
            plots=tuple(self._results.on_claim(usable, found, later) if usable else ()),
            without_result=tuple(self._without_result(each) for each in later if each.finds == "reports_no_result"),
            problems=self.problems_of(
                ("claims", record.key),
                ("passages", record["passage_id"]),
                *(("estimates", name) for name in dict.fromkeys(estimates)),
            ),
            unchecked=self._unchecked(record),
            note=record["note"],
            digest=claim_digest(record),
            reviewed=" on ".join(filter(None, (record["reviewed_by"], record["reviewed_on"]))),
        )

    def _limits(self, record: Record) -> tuple[tuple[str, str], ...]:
        found = []
        for column in ("severity", "frequency", "onset", "dose", "follow_up", "conditions", "wording"):
            cell = record[column]
            if cell and cell != "asserts":
                said = self._meanings.get(column, {}).get(cell, cell).removesuffix(".")
                found.append((column.replace("_", "-"), said[:1].lower() + said[1:] if said != cell else cell))
        return tuple(found)

    def _without_result(self, later: LaterEvidence) -> str:
        name = self.words.sources.get(later.source.key, later.source.key)
        older = later.cited_source.key if later.cited_source else ""
        return f"{name} updates {self.words.sources.get(older, older)}, and no result of it on this is recorded."

    def _unchecked(self, record: Record) -> tuple[str, ...]:
        unknown = [
            view.name for name in record.items("source_ids") if (view := self.source(name)) and not view.citation
        ]
        return tuple(
            f"{name}: nobody knows which document it is, so nothing could be held against it." for name in unknown
        )

    def _problem(self, caveat: Mapping[str, Any]) -> ProblemView:
        return ProblemView(
            caveat["rule"],
            self._headings.get(caveat["rule"], caveat["rule"].replace("-", " ")),
            caveat["plain"]["text"],
            caveat["severity"],
            tuple(caveat["subjects"]),
            caveat["reason"] or "",
            caveat["acknowledged_by"] or "",
            caveat["acknowledged_on"] or "",
            caveat["review_by"] or "",
        )

    def _source(self, source: Record) -> SourceView:
        identified = source["status"] != "unidentified"
        cells = {column: source[column] or None for column in ("doi", "pmid", "pmcid")}
        present = [name for name, column in zip(_LINKS, cells, strict=True) if cells[column]]
        named = self.words.concepts
        scope = [source["intervention"], *source.items("routes"), source["population"], source["comparator"]]
        kinds = table_schema("sources").fields["source_type"].meanings
        retraction = source["retraction_status"]
        status = RETRACTION.get(retraction, "not looked up for retraction") if identified else "not identified"
        if source["retraction_checked_on"]:
            status += f" (looked up on {source['retraction_checked_on']})"
        return SourceView(
            source.key,
            self.words.sources.get(source.key, source.key),
            ". ".join(filter(None, (source["title"].rstrip("."), source["container_title"]))) if identified else "",
            kinds.get(source["source_type"], "").removesuffix("."),
            _size_of(source),
            tuple(Link(*each) for each in zip(present, source_iris(cells), strict=True)),
            status,
            retraction in _GRAVE or not identified,
            tuple(source.items("superseded_by")),
            source["searched_until"],
            ", ".join(dict.fromkeys(named.get(name, name) for name in scope if name)),
            source["note"],
        )


def _size_of(source: Record) -> str:
    parts = []
    if source["study_count"]:
        parts.append("1 study" if source["study_count"] == "1" else f"{int(source['study_count']):,} studies")
    if source["population_size"]:
        parts.append(f"{int(source['population_size']):,} people")
    return ", ".join(parts)


def _people(record: Record) -> str:
    """How many people, and what they are the number of."""
    size = f"{int(record['population_size']):,} people" if record["population_size"] else ""
    match record["population_basis"]:
        case "stated":
            return f"{size}, as the article says" if size else ""
        case "from_source":
            which = (
                "the largest of the sources that it cites"
                if len(record.items("source_ids")) > 1
                else "the whole source"
            )
            return f"{size} in {which}; not the number behind this outcome" if size else ""
        case "not_reported":
            return "How many people it rests on is not reported"
    return ""


def _stated(record: Record) -> str:
    """The number that the claim itself states."""
    measure = record["stated_measure"]
    if not measure:
        return ""
    low, high, value, control = (
        record[column] for column in ("stated_low", "stated_high", "stated_value", "stated_control_value")
    )
    number = value or (f"{low} to {high}" if low and high else f"up to {high}" if high else f"from {low}")
    units = {"percent": f"{number} %", "one_in": f"1 in {number}", "count": f"{number} people"}
    units |= {"fold": f"{number} times", "percent_change": f"{number} % change"}
    said = units.get(measure, f"{measure} {number}")
    return f"{said}, against {control}" if control else said


def in_order_of_ids(views: Sequence[ClaimView]) -> list[ClaimView]:
    """Claims by their ids."""
    return sorted(views, key=lambda view: natural_order(view.claim_id))
