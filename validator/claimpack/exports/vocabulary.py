"""Describes Claimpack's own terms of linked data: columns, their words, rules and severities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimpack.claimverdict import MEANINGS
from claimpack.package.tableschema import table_schema
from claimpack.rules.catalogue import all_rules

VOCABULARY = "urn:claimpack:vocabulary:"

_COLUMNS = {
    "claims": "claim_type intervention route population comparator outcome effect_direction severity frequency onset "
    "conditions population_size population_basis study_count stated_year stated_measure stated_value stated_low "
    "stated_high stated_control_value dose follow_up wording reviewed_by reviewed_on",
    "articles": "reviewer competing_interest text_sha256 text_length",
    "passages": "kind sha256",
    "sources": "status role source_type searched_until retraction_status retraction_checked_on overlaps_with",
    "estimates": "measure orientation estimate ci_low ci_high ci_level interval_kind p_relation p_value p_sides "
    "i_squared events_intervention total_intervention events_control total_control unit control_risk analysis model "
    "certainty reported_direction locator",
    "concepts": "desirable serious margin",
    "acknowledgements": "rule reason acknowledged_by acknowledged_on review_by",
}
"""The columns that are properties. One that several tables have is described as in the first."""

_SIGNS = "p_relation"
"""The column whose words are signs, which stay as they are."""

_OWN = {
    "concept_kind": "Whether a concept is an outcome, intervention, route, population or comparator.",
    "shows": "What the numbers of an estimate say of its outcome, computed with rounding heeded.",
    "bearing_estimate": "An estimate of a source that the claim cites, on what the claim is about.",
    "direct_estimate": "A bearing estimate that is about the same as the claim, or about what entails it.",
    "supporting_estimate": "A bearing estimate that agrees with the claim, whether or not it is on the same scope.",
    "disputing_estimate": "A bearing estimate that says otherwise, whether or not it is on the same scope.",
    "later_source": "A later source, which the claim does not cite, with something to say on it.",
    "verdict": "What the recorded evidence makes of the claim as worded.",
    "verdict_reason": "Why, for curators.",
    "could_say": "What the evidence would carry in place of what the claim says, made by rule.",
    "plain": "For readers: what a caveat says, or why a claim has its verdict.",
    "verdict_rests_on": "An estimate that the verdict on the claim rests on.",
    "caveat_kind": "Whether a caveat is a problem that the validation found, or a claim that limits another.",
    "gravity": "How grave the problem behind a caveat is.",
    "concerns": "A record that a caveat names, whether or not the caveat is of it.",
    "rule_not_run": "A rule that looked at nothing in the validation that a build rests on.",
    "rule_run_in_part": "A rule that looked at a part of what it checks in the validation that a build rests on.",
    "reviewed": "Whether people judged and accepted the problem behind a caveat, or noted what a claim limits.",
}

_SHOWN = {
    "more": "The interval excludes no effect: there is more of the outcome with the intervention.",
    "less": "The interval excludes no effect: there is less of the outcome with the intervention.",
    "differs": "The p-value is significant, and nothing printed says which way.",
    "not_shown": "The interval includes no effect.",
    "equivalent": "The interval lies within the margin of the outcome, so that there is no difference that matters.",
}
_GRAVE = {
    "error": "A record is wrong.",
    "warning": "A claim and its evidence or another claim disagree, or cannot be checked.",
    "note": "Worth knowing.",
}
_CAVEATS = {
    "problem": "The validation found it.",
    "qualifier": "Another claim of the article limits this one, as the relations record.",
}
_Node = dict[str, Any]


def nodes() -> Iterator[_Node]:
    """A node for each class, property, word, rule and severity."""
    described = {"rdfs:label": "Estimate", "rdfs:comment": table_schema("estimates").descriptor["description"]}
    yield {"@id": "cp:Estimate", "@type": "rdfs:Class", **described}
    for name, comment in _OWN.items():
        yield _property(name, name.replace("_", " ").capitalize(), comment)
    for relation, meaning in table_schema("relations").fields["relation"].meanings.items():
        yield _property(relation, relation.capitalize(), meaning)
    for table, columns in _COLUMNS.items():
        for column in columns.split():
            field = table_schema(table).fields[column]
            yield _property(column, field.title, field.description)
            if column != _SIGNS:
                yield from _scheme(column, field.meanings)
    yield from _scheme("concept_kind", table_schema("concepts").fields["kind"].meanings)
    yield from _scheme("shows", _SHOWN)
    yield from _scheme("gravity", _GRAVE)
    yield from _scheme("caveat_kind", _CAVEATS)
    yield from _scheme("verdict", MEANINGS)
    yield from _scheme("rule", {rule.name: rule.manual.summary for rule in all_rules()})


def _property(name: str, label: str, comment: str) -> _Node:
    return {"@id": f"cp:{name}", "@type": "rdf:Property", "rdfs:label": label, "rdfs:comment": comment}


def _scheme(column: str, words: Mapping[Any, str]) -> Iterator[_Node]:
    """The words of a column as a scheme of concepts."""
    if not words:
        return
    scheme = {"@id": f"cp:words/{column}"}
    yield {**scheme, "@type": "skos:ConceptScheme", "skos:prefLabel": column.replace("_", " ")}
    for word, meaning in words.items():
        described = {"skos:prefLabel": word, "skos:definition": meaning, "skos:inScheme": scheme}
        yield {"@id": f"cp:{column}/{word}", "@type": "skos:Concept", **described}
