"""Claims as immutable records with the types of ``claim.schema.json``; null is None, and an array is a tuple."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

# fmt: off
ClaimType = Literal[
    "study_result", "synthesis", "adverse_event", "limitation", "requirement", "benefit", "contraindication",
    "interaction", "recommendation",
]
Direction = Literal[
    "increased", "decreased", "no_difference", "no_increase", "no_decrease", "occurs", "not_observed",
    "favourable", "uncertain", "not_applicable",
]
Measure = Literal[
    "RR", "OR", "HR", "IRR", "RD", "MD", "SMD", "ROM", "IRD", "proportion", "rate", "mean", "median",
    "p_only", "words",
]
StatedMeasure = Literal[
    "percent", "one_in", "count", "fold", "percent_change", "RR", "OR", "HR", "IRR", "RD", "MD", "SMD",
    "proportion", "ROM", "IRD", "rate", "mean", "median",
]
VerdictWord = Literal[
    "contradicted", "source_inconsistent", "mixed", "outdated", "overstated", "unsupported", "unverified",
    "indirect", "supported", "not_applicable",
]
ScopeRelation = Literal["equal", "broader", "narrower", "unsaid"]
SourceType = Literal[
    "meta_analysis", "systematic_review", "randomised_trial", "non_randomised_study", "case_report",
    "narrative_review", "guideline", "registry", "preclinical_study", "preprint", "other",
]
# fmt: on


class Values(dict[str, str | int | tuple[str, ...]]):
    """Values by name that can't be changed; unlike a mapping proxy they can be copied, pickled and written as JSON."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the values of a record can't be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[Values], tuple[dict[str, str | int | tuple[str, ...]]]]:
        """How it is copied and pickled: by making it anew."""
        return type(self), (dict(self),)


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """A sentence for readers, without ids of records or names of columns."""

    text: str
    message_id: str
    """The rule or the verdict, with a variant after a full stop."""
    data: Mapping[str, str | int | tuple[str, ...]] = field(hash=False)
    """The values in the sentence, by name, for translations."""


@dataclass(frozen=True, slots=True)
class Because:
    """The reasons for a verdict."""

    estimates: tuple[str, ...]
    """The ids of estimates, from the claim's sources or from later evidence."""
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictOnClaim:
    """The verdict of the recorded evidence on a claim as worded."""

    word: VerdictWord
    plain: PlainSentence
    reason: str
    """Why, for curators, as one sentence without a full stop."""
    because: Because


@dataclass(frozen=True, slots=True)
class CouldSay:
    """What the evidence would support in place of what the claim says."""

    made_by: Literal["rule"]
    estimates: tuple[str, ...]
    sentences: tuple[PlainSentence, ...]

    @property
    def text(self) -> str:
        """The sentences in English, joined."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the package."""

    concept_id: str
    label: str
    same_as: tuple[str, ...]
    """CURIEs of the same concept in open vocabularies."""


@dataclass(frozen=True, slots=True)
class About:
    """What a claim is about; None means no restriction."""

    intervention: Concept | None
    route: Concept | None
    population: Concept | None
    comparator: Concept | None
    outcome: Concept | None


@dataclass(frozen=True, slots=True)
class EstimateAbout(About):
    """What an estimate is about; None means no restriction."""

    outcome: Concept


@dataclass(frozen=True, slots=True)
class Effect:
    """What a claim says about the outcome, never what its source shows."""

    direction: Direction
    severity: Literal["mild", "moderate", "serious", "any"] | None
    frequency: Literal["very_common", "common", "uncommon", "some", "rare", "very_rare", "not_known"] | None
    onset: str | None


@dataclass(frozen=True, slots=True)
class PopulationSize:
    """A number of people, and where it comes from: the article's statement, or the whole source.

    ``from_source`` is the size of the whole source, not the number of people behind this outcome. Say so if you show
    it.
    """

    value: int | None
    basis: Literal["stated", "from_source", "not_reported", "not_applicable"]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that a claim cites, as far as it is identified."""

    source_id: str
    status: Literal["identified", "unidentified"]
    source_type: SourceType | None
    title: str | None
    authors: str | None
    container_title: str | None
    issued_on: str | None
    """A year, a month or a day."""
    doi: str | None
    pmid: str | None
    pmcid: str | None
    url: str | None
    study_count: int | None
    population_size: int | None
    retraction_status: Literal["none_found", "corrected", "concern", "retracted", "withdrawn", "not_checked"] | None
    retraction_checked_on: str | None
    """The day of the look-up; without it, ``none_found`` does not mean that anybody checked."""
    superseded_by: tuple[str, ...]
    """The ids of later sources that update or replace it."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as its source prints it."""

    printed: str
    value: float


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """The number that a claim states for its effect: a value, a range, or only one end (up to 10 %)."""

    measure: StatedMeasure
    value: PrintedNumber | None
    low: PrintedNumber | None
    high: PrintedNumber | None
    control_value: PrintedNumber | None


@dataclass(frozen=True, slots=True)
class Scope:
    """How the scope of an estimate relates to that of the claim, in each column."""

    intervention: ScopeRelation
    route: ScopeRelation
    population: ScopeRelation
    comparator: ScopeRelation
    outcome: ScopeRelation


@dataclass(frozen=True, slots=True)
class BearingEstimate:
    """A result of a cited or later source that bears on a claim. ``i_squared`` is in per cent."""

    estimate_id: str
    source_id: str
    about: EstimateAbout
    measure: Measure
    orientation: Literal["as_named", "arms_swapped", "opposite_event", "not_stated"]
    estimate: PrintedNumber | None
    ci_low: PrintedNumber | None
    ci_high: PrintedNumber | None
    ci_level: PrintedNumber | None
    """In per cent."""
    interval_kind: Literal["wald", "exact", "profile", "bootstrap", "credible", "prediction", "one_sided"] | None
    p_relation: Literal["=", "<", ">", "<=", ">="] | None
    p_value: PrintedNumber | None
    p_sides: Literal["one", "two"] | None
    i_squared: PrintedNumber | None
    study_count: int | None
    population_size: int | None
    events_intervention: int | None
    total_intervention: int | None
    events_control: int | None
    total_control: int | None
    unit: str | None
    control_risk: PrintedNumber | None
    analysis: Literal["primary", "secondary", "subgroup", "sensitivity", "post_hoc"] | None
    model: Literal["fixed", "random", "random_hksj"] | None
    follow_up: str | None
    certainty: Literal["high", "moderate", "low", "very_low"] | None
    reported_direction: Direction | None
    locator: str
    note: str | None
    shows: Literal["more", "less", "differs", "not_shown", "equivalent"] | None
    """What the numbers show of the outcome, rounding taken into account."""
    in_words: str
    stance: Literal["supports", "disputes", "shows_neither", "inconsistent", "says_nothing"]
    decided_by: Literal["number", "p_value", "counts", "words"] | None
    """The part of it that decides the stance."""
    is_direct: bool
    """Whether it is about the same as the claim, or about something that entails it."""
    scope: Scope | None
    """None if its scope does not matter: a serious outcome for a claim of overall safety."""


@dataclass(frozen=True, slots=True)
class LaterEvidence:
    """What a later source finds on a claim that does not cite it."""

    source: CitedSource
    updates: str | None
    """The cited source that it updates; None if it is not an update."""
    finds: Literal["says_otherwise", "other_size", "agrees", "shows_neither", "reports_no_result"]
    decided_by: Literal["number", "words"] | None
    """Whether its numbers or its words decide this; None if it reports no result."""
    is_direct: bool
    """Whether one of the estimates is about exactly the same as the claim."""
    is_weaker: bool
    """Whether it is not an update and is of a weaker type than a source that the claim cites."""
    estimates: tuple[BearingEstimate, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The article that makes a claim."""

    article_id: str
    title: str
    publisher: str | None
    published_on: str | None
    competing_interest: str | None
    """The interest of the publisher or author in the subject of the article."""
    url: str | None


@dataclass(frozen=True, slots=True)
class Selector:
    """Half-open offsets, in code points, into the article's normalised text."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a claim is in its article."""

    passage_id: str
    kind: Literal["heading", "sentence", "list_item", "byline", "table_row", "caption", "reference"]
    selector: Selector
    sha256: str
    opening_words: str | None
    closing_words: str | None
    url: str | None
    citations: tuple[str, ...]
    """As the article prints them, without brackets."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a claim relates to another."""

    relation: Literal["restates", "summarises", "qualifies", "contradicts"]
    target_claim_id: str
    note: str | None


@dataclass(frozen=True, slots=True)
class IncomingRelation:
    """How another claim relates to a claim."""

    claim_id: str
    relation: Literal["restates", "summarises", "qualifies", "contradicts"]
    note: str | None


@dataclass(frozen=True, slots=True)
class Caveat:
    """A problem that the check found, with its acknowledgement; or another claim that limits this one."""

    kind: Literal["problem", "qualifier"]
    rule: str | None
    """None for a qualifier, which no rule found."""
    severity: Literal["error", "warning", "note"]
    message: str
    """What is wrong, as one sentence without a full stop. For a qualifier: which claim limits this one, and what that
    claim says."""
    plain: PlainSentence
    """The same for readers."""
    resource: Literal["articles", "passages", "claims", "sources", "estimates", "concepts"]
    subjects: tuple[str, ...]
    fingerprint: str
    reviewed: bool
    """Whether people accepted it, or noted what a qualifier limits; if not, the following members are None."""
    reason: str | None
    """Why it is accepted, or what the qualifier limits."""
    acknowledged_by: str | None
    acknowledged_on: str | None
    review_by: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic safety claim of an article, with all that it refers to. Never show it without its caveats."""

    claim_id: str
    link: str
    """A link to the claim on the page: relative, or absolute if the package has a homepage."""
    claim_type: ClaimType
    statement: str
    verdict: VerdictOnClaim | None
    """None if a rule that verdicts need did not finish."""
    could_say: CouldSay | None
    """None if the claim is supported, or no rule applies."""
    about: About
    effect: Effect
    conditions: str | None
    population_size: PopulationSize
    study_count: int | None
    stated_year: int | None
    stated: StatedNumber | None
    dose: str | None
    follow_up: str | None
    """A number and days, weeks, months or years."""
    wording: Literal["asserts", "probably", "may", "unclear"] | None
    sources: tuple[CitedSource, ...]
    estimates: tuple[BearingEstimate, ...]
    later_evidence: tuple[LaterEvidence, ...]
    article: Article
    passage: Passage
    relations: tuple[Relation, ...]
    targeted_by: tuple[IncomingRelation, ...]
    note: str | None
    reviewed_by: str | None
    reviewed_on: str | None
    built_on: str | None
    caveats: tuple[Caveat, ...]
    """Of the claim and of what it uses, the most severe first; then other claims that limit it."""


def read_record(kind: type[T], record: Mapping[str, Any]) -> T:
    """Makes a record of ``kind`` from the JSON object that a schema describes.

    Raises:
        KeyError: if the object lacks a member.
    """
    members = _members(typing.cast("Any", kind))
    return kind(**{name: _read(hint, record[name]) for name, hint in members})


@cache
def _members(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _inner(hints[field.name])) for field in fields(kind))


def _inner(hint: Any) -> Any:
    """The type without None."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if get_origin(hint) is Mapping:
        read = {name: tuple(item) if isinstance(item, list) else item for name, item in value.items()}
        return Values(read)
    return read_record(hint, value) if is_dataclass(hint) and isinstance(hint, type) else value
