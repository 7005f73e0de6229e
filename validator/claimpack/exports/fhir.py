"""Makes ``evidence.fhir.json``: sources and estimates as Citation and Evidence of FHIR R5, in a Bundle.

These resources have no place for claims, verdicts and caveats. Unidentified sources, directions that a source reports
in words, the counts of each arm, and details of the analysis are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimpack.exports.csl import RETRACTION_NOTES
from claimpack.exports.packagerecords import Bundle
from claimpack.jsontext import json_array

FILE = "evidence.fhir.json"

_Node = dict[str, Any]
_HL7 = "http://terminology.hl7.org/CodeSystem/"
_STATISTICS = {
    "RR": ("C93152", "Relative Risk"),
    "OR": ("C16932", "Odds Ratio"),
    "HR": ("C93150", "Hazard Ratio"),
    "IRR": ("rate-ratio", "Incidence Rate Ratio"),
    "RD": ("0000424", "Risk Difference"),
    "MD": ("0000457", "Mean Difference"),
    "SMD": ("0000100", "Standardized Mean Difference"),
}
"""FHIR's code and name of each measure; other measures are named as in the package."""

_INTERVALS: dict[str, tuple[str, str] | None] = {
    "credible": ("0000455", "Credible interval"),
    "prediction": None,
    "one_sided": None,
}
"""FHIR's code and name of intervals that are not confidence intervals; None if FHIR has no code."""

_UNKNOWN_ARMS = "The source does not say which arm comes first."
_BLANK: tuple[Any, ...] = (None, "", [], {})

_IDENTIFIERS = {
    "doi": "https://doi.org",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov",
}


def pieces(bundle: Bundle) -> Iterator[str]:
    """The Bundle, one entry a line.

    Source: FHIR R5 (5.0.0), https://hl7.org/fhir/R5/evidence.html and https://hl7.org/fhir/R5/citation.html.
    """
    sources = {source["source_id"]: source for source in bundle.sources() if source["status"] == "identified"}
    yield '{\n"resourceType":"Bundle",\n"type":"collection",\n"entry":'
    yield from json_array(_entries(bundle, sources))
    yield "\n}\n"


def _entries(bundle: Bundle, sources: dict[str, _Node]) -> Iterator[_Node]:
    base = bundle.base_iri
    for name, source in sources.items():
        yield {"fullUrl": f"{base}source/{name}", "resource": _without_blanks(_citation(source, base, sources))}
    for estimate in bundle.estimates():
        is_cited = estimate["source_id"] in sources
        cited = _reference(f"{base}source/{estimate['source_id']}") if is_cited else None
        name = estimate["estimate_id"]
        yield {"fullUrl": f"{base}estimate/{name}", "resource": _without_blanks(_evidence(estimate, base, cited))}


def _citation(source: _Node, base: str, sources: dict[str, _Node]) -> _Node:
    newer = [name for name in source["superseded_by"] if name in sources]
    return {
        "resourceType": "Citation",
        "identifier": [{"system": f"{base}source", "value": source["source_id"]}],
        "status": "active",
        "title": source["title"],
        "note": _notes(RETRACTION_NOTES.get(source["retraction_status"]), source["note"]),
        "citedArtifact": {
            "identifier": [
                {"system": system, "value": source[name]} for name, system in _IDENTIFIERS.items() if source[name]
            ],
            "title": [{"text": source["title"]}],
            "relatesTo": [
                {"type": "replaced-with", "resourceReference": _reference(f"{base}source/{name}")} for name in newer
            ],
            "publicationForm": [
                {"publishedIn": {"title": source["container_title"]}, "publicationDateText": source["issued_on"]}
            ],
            "webLocation": [{"url": source["url"]}],
            "contributorship": {"summary": [{"value": source["authors"]}]},
        },
    }


def _evidence(estimate: _Node, base: str, source: _Node | None) -> _Node:
    certainty = estimate["certainty"]
    rating = {"system": f"{_HL7}certainty-rating", "code": certainty.replace("_", "-")} if certainty else None
    return {
        "resourceType": "Evidence",
        "identifier": [{"system": f"{base}estimate", "value": estimate["estimate_id"]}],
        "status": "active",
        "description": estimate["in_words"],
        "citeAsReference": source,
        "note": _notes(estimate["note"], _UNKNOWN_ARMS if estimate["orientation"] == "not_stated" else None),
        "variableDefinition": list(_variables(estimate)),
        "statistic": [_statistic(estimate)],
        "certainty": [{"rating": {"coding": [rating]}}] if rating else None,
    }


def _variables(estimate: _Node) -> Iterator[_Node]:
    """The population, the two arms and the outcome. If the estimate has the arms swapped, they are swapped here."""
    about = {column: concept["label"] for column, concept in estimate["about"].items() if concept}
    outcome = about.get("outcome")
    if outcome and estimate["orientation"] == "opposite_event":
        outcome = f"The opposite of: {outcome}"
    treatment = ", ".join(about[column] for column in ("intervention", "route") if column in about)
    arms = [treatment, about.get("comparator")]
    if estimate["orientation"] == "arms_swapped":
        arms.reverse()
    roles = {
        "population": about.get("population"),
        "exposure": arms[0],
        "referenceExposure": arms[1],
        "measuredVariable": outcome,
    }
    for role, label in roles.items():
        if label:
            yield {"description": label, "variableRole": _coded("variable-role", role)}


def _statistic(estimate: _Node) -> _Node:
    measure = estimate["measure"]
    code = _STATISTICS.get(measure)
    number = estimate["estimate"]
    return {
        "description": estimate["in_words"],
        "statisticType": _coded("statistic-type", *code) if code else {"text": measure},
        "quantity": {"value": number["value"], "unit": estimate["unit"]} if number else None,
        "sampleSize": {
            "numberOfStudies": estimate["study_count"],
            "numberOfParticipants": estimate["population_size"],
        },
        "attributeEstimate": list(_attributes(estimate)),
    }


def _attributes(estimate: _Node) -> Iterator[_Node]:
    """The interval, the p-value and the heterogeneity."""
    limits = {"low": estimate["ci_low"], "high": estimate["ci_high"]}
    span = {name: {"value": limit["value"]} for name, limit in limits.items() if limit}
    if span:
        kind, level = estimate["interval_kind"], estimate["ci_level"]
        code = _INTERVALS.get(kind, ("C53324", "Confidence interval"))
        named = _coded("attribute-estimate-type", *code) if code else {"text": kind.replace("_", "-")}
        yield {"type": named, "level": round(level["value"] / 100, 6) if level else None, "range": span}
    if estimate["p_value"]:
        relation = estimate["p_relation"]
        quantity = {"value": estimate["p_value"]["value"], "comparator": None if relation == "=" else relation}
        yield {"type": _coded("attribute-estimate-type", "C44185", "P-value"), "quantity": quantity}
    if estimate["i_squared"]:
        quantity = {"value": estimate["i_squared"]["value"], "unit": "%"}
        yield {"type": _coded("attribute-estimate-type", "0000420", "I-squared"), "quantity": quantity}


def _coded(system: str, code: str, display: str | None = None) -> _Node:
    return {"coding": [{"system": _HL7 + system, "code": code, "display": display}]}


def _reference(iri: str) -> _Node:
    return {"reference": iri}


def _notes(*texts: str | None) -> list[_Node]:
    return [{"text": text} for text in texts if text]


def _without_blanks(value: Any) -> Any:
    """The value without blank members at any depth: FHIR has no null, empty object or empty list."""
    if isinstance(value, dict):
        members = ((name, _without_blanks(member)) for name, member in value.items())
        return {name: member for name, member in members if member not in _BLANK}
    if isinstance(value, list):
        return [member for member in map(_without_blanks, value) if member not in _BLANK]
    return value
