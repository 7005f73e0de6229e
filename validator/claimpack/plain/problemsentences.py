"""What a rule found, as a sentence for readers: the message that says the most of what is known."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from claimpack.evidence.absence import Limit, denied_limit, highest_risk_after_none, number_of_people
from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.evidence.measures import RATIOS
from claimpack.evidence.usable import UsableRecords
from claimpack.package.citationcells import as_printed
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import Unavailable
from claimpack.plain.english import MESSAGES
from claimpack.plain.names import short_names
from claimpack.plain.sentence import Sentence, Value, first_that_fits
from claimpack.wording import printable

_FEW = 30
"""Among fewer people the rule of three is too rough, so a percentage is given."""

_DOUBLED = 2.0


class ReportedProblem(Protocol):
    """A problem of a report, as far as a sentence is made of it."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of the records concerned."""

    @property
    def subject_tables(self) -> tuple[str, ...]:
        """The tables that these are of, one for each."""

    @property
    def data(self) -> Mapping[str, object]:
        """The values that the message is made of."""


class _Facts:
    """What is known of a problem: the records that it names, and the values that sentences are made of."""

    def __init__(self, problem: ReportedProblem, evidence: Evidence, names: Mapping[str, str]) -> None:
        self.problem = problem
        self.evidence = evidence
        self.names = names
        self.claims = self._records(evidence.claims)
        self.estimates = self._records(evidence.estimates)
        self.named_sources = self._records(evidence.sources)
        self.values: dict[str, Value] = {}
        self._of_claims()
        self._of_sources()
        self._of_estimates()

    def _records(self, usable: UsableRecords) -> list[Record]:
        """The usable records of a table that are named, in the order of the subjects."""
        pairs = zip(self.problem.subjects, self.problem.subject_tables, strict=False)
        return [usable.by_id[name] for name, of in pairs if of == usable.table.name and name in usable.by_id]

    def text(self, name: str) -> str:
        """A value of the problem's data as text; blank where it has none."""
        found = self.problem.data.get(name)
        return "" if found is None or isinstance(found, list | tuple) else str(found)

    def items(self, name: str) -> list[str]:
        """A list of the problem's data."""
        found = self.problem.data.get(name)
        return [str(each) for each in found] if isinstance(found, list | tuple) else []

    def called(self, sources: Iterable[str]) -> list[str]:
        """What sources are called."""
        return list(dict.fromkeys(self.names[name] for name in sources if name in self.names))

    def concept(self, name: str) -> str:
        """What a concept is called within a sentence."""
        return printable(self.evidence.label_of(name)) if name else ""

    def _of_claims(self) -> None:
        if self.claims:
            self.values["outcome"] = self.concept(self.claims[0]["outcome"])
            self.values["one"] = _quotable(self.claims[0]["statement"])
        if len(self.claims) > 1:
            self.values["other"] = _quotable(self.claims[1]["statement"])

    def _of_sources(self) -> None:
        ids = self.items("source_ids") or [self.text("source_id")] if self.problem.data else []
        ids = [name for name in ids if name] or [source.key for source in self.named_sources]
        ids = ids or list(dict.fromkeys(each["source_id"] for each in self.estimates))
        if not ids and self.claims:
            ids = self.claims[0].items("source_ids")
        found = self.called(ids)
        if found:
            self.values |= {"source": found[0], "sources": found}

    def _of_estimates(self) -> None:
        if not self.estimates:
            return
        first = self.estimates[0]
        self.values["found"] = self.concept(first["outcome"])
        self.values.setdefault("outcome", self.values["found"])
        printed = {"estimate": "estimate", "low": "ci_low", "high": "ci_high", "p_value": "p_value"}
        self.values |= {name: first[column] for name, column in printed.items() if first[column]}


class ProblemSentences:
    """Makes a sentence for readers of each problem of a package."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._names = short_names(evidence.package)
        self._of_rule: dict[str, list[str]] = {}
        for message_id in MESSAGES:
            self._of_rule.setdefault(message_id.partition(".")[0], []).append(message_id)

    def of(self, problem: ReportedProblem) -> Sentence:
        """The sentence for a problem: the message of its rule that says the most, or the plain one."""
        rule = problem.rule
        if rule not in self._of_rule:
            return Sentence("problem")
        try:
            facts = _Facts(problem, self._evidence, self._names)
            chosen = list(_VARIANTS[rule](facts)) if rule in _VARIANTS else None
        except Unavailable:  # a table that it rests on could not be read
            return Sentence(rule)
        if chosen is None:
            return first_that_fits(self._of_rule[rule], facts.values)
        named = [f"{rule}.{each}" for each in chosen]
        return first_that_fits([*(each for each in named if each in MESSAGES), rule], facts.values)

    def of_qualifier(self, statement: str) -> Sentence:
        """The sentence for a claim that limits another one."""
        return Sentence("qualifier", {"other": _quotable(statement)})


def _quotable(statement: str) -> str:
    return printable(statement.strip().removesuffix("."))


def _number_not_in_passage(facts: _Facts) -> Iterable[str]:
    facts.values["number"] = facts.text("number") or facts.text("stated")
    return ["number"]


def _number_not_in_source(facts: _Facts) -> Iterable[str]:
    facts.values["number"] = facts.text("printed") or facts.text("number")
    return ["number"]


def _source_contradicts_itself(facts: _Facts) -> Iterable[str]:
    shown = facts.evidence.shown_by(facts.estimates[0]) if facts.estimates else ""
    words = facts.estimates[0]["reported_direction"] if facts.estimates else ""
    return [f"{words}.{shown}", shown]


def _absence_despite_events(facts: _Facts) -> Iterable[str]:
    events = facts.problem.data.get("events_intervention")
    if isinstance(events, int):
        facts.values["events"] = events
    return ["counted", "source"]


def _absence_overstated(facts: _Facts) -> Iterable[str]:
    estimate = facts.estimates[0] if facts.estimates else None
    people = facts.problem.data.get("people")
    if estimate is not None and estimate["events_intervention"] == "0":
        people = int(estimate["total_intervention"] or 0)
    if isinstance(people, int) and people:
        facts.values |= {"people": people}
        how = "none_among" if estimate is not None else "never_seen"
        if people >= _FEW:
            facts.values["one_in"] = people // 3
            return [how]
        facts.values["per_hundred"] = math.ceil(100 * highest_risk_after_none(people) - 0.5)
        return ["none_among_few" if estimate is not None else "never_seen_among_few"]
    if estimate is None or not facts.claims:
        return []
    evidence, direction = facts.evidence, facts.claims[0]["effect_direction"]
    outcome, of_two_groups = evidence.outcomes.of(estimate["outcome"]), evidence.is_of_two_groups(estimate)
    limit = denied_limit(estimate, evidence.printed(estimate), direction, outcome, of_two_groups=of_two_groups)
    if limit is None:
        return []
    facts.values["outcome"] = facts.values["found"]
    how = _how_it_is_left_open(estimate, limit)
    facts.values |= {"times": limit.digits, "percent": f"{100 * abs(limit.effect - 1):.0f}"}
    if limit.per_thousand:
        facts.values["number"], facts.values["per"] = number_of_people(limit.per_thousand)
        return [f"{how}.{'more' if limit.per_thousand > 0 else 'fewer'}", how]
    return [how]


def _how_it_is_left_open(estimate: Record, limit: Limit) -> str:
    is_hazard = estimate["measure"] in ("HR", "IRR")
    if estimate["measure"] not in RATIOS or (is_hazard and estimate["orientation"] == "opposite_event"):
        return "difference"
    if limit.effect >= _DOUBLED:
        return "times_the_odds" if estimate["measure"] == "OR" else "times"
    what = "rise" if limit.is_rise else "fall"
    return f"{what}_of_odds" if estimate["measure"] == "OR" else what


def _competing_interest(facts: _Facts) -> Iterable[str]:
    articles = {article.key: article for article in facts.evidence.package.table("articles")}
    for name in facts.problem.subjects:
        if name in articles:
            facts.values["interest"] = _quotable(articles[name]["competing_interest"])
    return ["interest"]


def _direction_contradicts_estimate(facts: _Facts) -> Iterable[str]:
    basis, shown = facts.text("basis"), facts.text("shown")
    if basis == "words":
        return [f"words.{facts.text('reported_direction')}", "source"]
    return [f"{'' if facts.text('is_direct') == 'yes' else 'indirect.'}{shown}", "source"]


def _evidence_age(facts: _Facts) -> Iterable[str]:
    if facts.named_sources:
        facts.values["until"] = facts.named_sources[0]["searched_until"]
    return ["source"]


def _newer_evidence_disagrees(facts: _Facts) -> Iterable[str]:
    later = _later(facts)
    if later is None:
        return []
    facts.values["newer"] = facts.called([later.source.key])
    if later.cited_source is not None:
        facts.values["older"] = facts.called([later.cited_source.key])
    if later.finds == "other_size" and later.earlier:
        old, new = later.earlier[0], later.estimates[0]
        facts.values |= {"measure": new["measure"], "old": old["estimate"], "new": new["estimate"]}
    finds = "words" if later.finds == "says_otherwise" and later.basis == "words" else later.finds
    return [f"{finds}.{'update' if later.cited_source is not None else 'later'}"]


def _later(facts: _Facts) -> LaterEvidence | None:
    if not facts.claims or not facts.named_sources:
        return None
    name = facts.named_sources[0].key
    found = later_evidence(facts.evidence, facts.claims[0])
    return next((each for each in found if each.source.key == name), None)


def _population_size(facts: _Facts) -> Iterable[str]:
    size = facts.text("population_size")
    facts.values |= {"size": int(size)} if size.isdigit() else {}
    return ["size"]


def _scope_beyond_source(facts: _Facts) -> Iterable[str]:
    studied = [facts.concept(name) for each in facts.items("studied") for name in split_items(each)]
    facts.values |= {"claimed": facts.concept(facts.text("concept")), "studied": list(dict.fromkeys(studied))}
    return ["part" if facts.text("is_part") == "yes" else "studied"]


def _study_count(facts: _Facts) -> Iterable[str]:
    count = facts.text("study_count")
    facts.values |= {"count": int(count)} if count.isdigit() else {}
    return ["count"]


def _superseded_source(facts: _Facts) -> Iterable[str]:
    if facts.text("issued_on"):
        return ["not_later"]
    facts.values["newer"] = facts.called(facts.items("superseded_by"))
    return ["newer"]


def _unidentified_source(facts: _Facts) -> Iterable[str]:
    name = facts.text("source_id")
    references = facts.evidence.package.table("references")
    pairs = references.rows("source_id", "citation")
    facts.values["citation"] = list(
        dict.fromkeys(f"[{printable(as_printed(mark))}]" for key, mark in pairs if key == name)
    )
    return ["citation"]


def _year_mismatch(facts: _Facts) -> Iterable[str]:
    facts.values |= {"stated": facts.text("stated_year"), "years": list(dict.fromkeys(facts.items("years")))}
    return ["source"]


def _dropped_qualifier(facts: _Facts) -> Iterable[str]:
    if len(facts.claims) < 2:  # noqa: PLR2004
        return []
    original = facts.claims[1]
    dropped, changed, widened = (facts.items(name) for name in ("dropped", "changed", "widened"))
    if dropped == ["conditions"] and not changed:
        facts.values["conditions"] = _quotable(original["conditions"])
        return ["conditions"]
    if widened and not (dropped or changed):
        facts.values["narrower"] = [facts.concept(original[column]) for column in widened if original[column]]
        return ["widened", "claims"]
    return ["claims"]


_VARIANTS: Mapping[str, Callable[[_Facts], Iterable[str]]] = {
    "absence-claimed-despite-events": _absence_despite_events,
    "absence-overstated": _absence_overstated,
    "competing-interest": _competing_interest,
    "direction-contradicts-estimate": _direction_contradicts_estimate,
    "dropped-qualifier": _dropped_qualifier,
    "evidence-age": _evidence_age,
    "newer-evidence-disagrees": _newer_evidence_disagrees,
    "number-not-in-passage": _number_not_in_passage,
    "number-not-in-source": _number_not_in_source,
    "population-size-mismatch": _population_size,
    "retracted-source": lambda facts: [facts.text("retraction_status")],
    "scope-beyond-source": _scope_beyond_source,
    "source-contradicts-itself": _source_contradicts_itself,
    "study-count-mismatch": _study_count,
    "superseded-source": _superseded_source,
    "unidentified-source": _unidentified_source,
    "wording-exceeds-certainty": lambda facts: [estimate["certainty"] for estimate in facts.estimates[:1]],
    "year-mismatch": _year_mismatch,
}
"""What decides on the message for these rules. For the others it is the first whose values are known."""
