"""Makes ``claims.jsonld``: the package as linked data, in terms of schema.org, SKOS, PROV and Web Annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from claimpack.exports.caveats import Record
from claimpack.exports.identifiers import address_iri, concept_iri, source_iris
from claimpack.exports.packagerecords import Bundle
from claimpack.exports.vocabulary import VOCABULARY
from claimpack.exports.vocabulary import nodes as vocabulary
from claimpack.jsontext import json_array, json_text
from claimpack.package.claimrecord import CONCEPT_COLUMNS
from claimpack.version import __version__

FILE = "claims.jsonld"

_PREFIXES = {
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KINDS = {
    "claims": "claim",
    "estimates": "estimate",
    "sources": "source",
    "passages": "passage",
    "articles": "article",
    "concepts": "concept",
}

_PRINTED = ("estimate", "ci_low", "ci_high", "ci_level", "p_value", "i_squared", "control_risk")
_RESULT_WORDS = (
    *("measure", "orientation", "interval_kind", "p_sides", "analysis", "model", "certainty"),
    *("reported_direction", "shows"),
)
_ARMS = ("events_intervention", "total_intervention", "events_control", "total_control")
_COUNTED = ("study_count", "population_size", *_ARMS)
_IN_ENGLISH = ("cp:plain", "cp:could_say", "cp:verdict_reason", "rdfs:comment")
"""The terms whose texts are Claimpack's own; the language of curators' texts is not recorded."""

_TOOL = {"@id": "cp:claimpack"}
_DAY, _MONTH, _YEAR = "2026-02-19", "2026-02", "2026"
_Node = dict[str, Any]


def pieces(bundle: Bundle) -> Iterator[str]:
    """The document's text, bit by bit: one node a line.

    A claim is a ``schema:Claim`` of the article, not a ``schema:ClaimReview``, which would judge it. A caveat is an
    annotation that assesses a claim or its evidence.
    """
    base = bundle.base_iri
    context = _PREFIXES | {"cp": {"@id": VOCABULARY, "@prefix": True}}
    context |= {prefix: {"@id": f"{base}{prefix}/", "@prefix": True} for prefix in (*_KINDS.values(), "caveat")}
    context |= {term: {"@id": term, "@language": "en"} for term in _IN_ENGLISH}
    yield f'{{\n"@context":{json_text(context)},\n"@graph":'
    yield from json_array(
        {name: value for name, value in node.items() if value not in (None, [])} for node in _nodes(bundle, base)
    )
    yield "\n}\n"


def _nodes(bundle: Bundle, base: str) -> Iterator[_Node]:
    dataset = _link(f"{base}package")
    yield _dataset(bundle, dataset)
    yield _build(bundle, base, dataset)
    yield {**_TOOL, "@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"], "schema:name": "claimpack"}
    yield from vocabulary()
    yield from map(_article, bundle.articles())
    yield from map(_source, bundle.sources())
    scheme = _link(f"{base}concepts")
    yield {**scheme, "@type": "skos:ConceptScheme", "skos:prefLabel": "Concepts", "schema:isPartOf": dataset}
    shared = _shared_identifiers(bundle)
    yield from (_concept(concept, scheme, shared) for concept in bundle.concepts())
    yield from map(_estimate, bundle.estimates())
    yield from (_passage(article, passage) for article, passage in bundle.passages())
    for claim in bundle.claims():
        yield _claim(claim, dataset)
        target = _record("passages", claim["passage"]["passage_id"])
        about = {"oa:hasBody": _record("claims", claim["claim_id"]), "oa:hasTarget": target}
        yield {"@type": "oa:Annotation", "oa:motivatedBy": _link("oa:describing"), **about}
    yield from (_caveat(caveat, of, named) for caveat, of, named in bundle.caveats.each())


def _dataset(bundle: Bundle, dataset: _Node) -> _Node:
    identity = bundle.identity()
    licences = [entry["path"] for entry in identity["licenses"]]
    return {
        **dataset,
        "@type": ["schema:Dataset", "prov:Entity"],
        "schema:identifier": identity["name"],
        "schema:name": identity["title"],
        "schema:version": identity["version"],
        "schema:description": identity["description"],
        "schema:keywords": identity["keywords"],
        "schema:creditText": identity["contributors"],
        "schema:license": [_web(path) for path in licences if path and path.startswith(("http:", "https:"))],
        "schema:url": _web(identity["homepage"]),
    }


def _build(bundle: Bundle, base: str, dataset: _Node) -> _Node:
    """The build itself, and the rules that did not run or ran in part."""
    return {
        "@id": f"{base}build",
        "@type": "prov:Entity",
        "prov:wasDerivedFrom": dataset,
        "prov:wasGeneratedBy": {"@type": "prov:Activity", "prov:wasAssociatedWith": _TOOL},
        "schema:softwareVersion": __version__,
        "cp:rule_not_run": [_link(f"cp:rule/{result.rule}") for result in bundle.report.idle],
        "cp:rule_run_in_part": [_link(f"cp:rule/{result.rule}") for result in bundle.report.in_part],
    }


def _article(article: _Node) -> _Node:
    publisher = article["publisher"]
    return {
        **_record("articles", article["article_id"]),
        "@type": ["schema:Article", "prov:Entity"],
        "schema:headline": _text(article["title"], article["language"]),
        "schema:publisher": {"@type": "schema:Organization", "schema:name": publisher} if publisher else None,
        "schema:creditText": article["author"],
        "cp:reviewer": article["reviewer"],
        "schema:datePublished": _date(article["published_on"]),
        "schema:url": _web(article["url"]),
        "schema:inLanguage": article["language"],
        "cp:competing_interest": article["competing_interest"],
        "cp:text_sha256": article["text_sha256"],
        "cp:text_length": article["text_length"],
        "schema:citation": _records("sources", (entry["source_id"] for entry in article["references"])),
    }


def _source(source: _Node) -> _Node:
    container = source["container_title"]
    return {
        **_record("sources", source["source_id"]),
        "@type": ["schema:ScholarlyArticle" if container else "schema:CreativeWork", "prov:Entity"],
        "schema:name": source["title"],
        "schema:creditText": source["authors"],
        "schema:isPartOf": {"@type": "schema:Periodical", "schema:name": container} if container else None,
        "schema:datePublished": _date(source["issued_on"]),
        "schema:sameAs": [_link(iri) for iri in source_iris(source)],
        "schema:url": _web(source["url"]),
        **{f"cp:{name}": _word(name, source[name]) for name in ("status", "role", "source_type", "retraction_status")},
        **{f"cp:{name}": source[name] for name in ("study_count", "population_size")},
        **{f"cp:{name}": _concept_of(source[name]) for name in ("intervention", "population", "comparator")},
        "cp:route": _records("concepts", source["routes"]),
        "cp:searched_until": _date(source["searched_until"]),
        "cp:retraction_checked_on": _date(source["retraction_checked_on"]),
        "dcterms:isReplacedBy": _records("sources", source["superseded_by"]),
        "cp:overlaps_with": _records("sources", source["overlaps_with"]),
        "skos:note": source["note"],
    }


def _shared_identifiers(bundle: Bundle) -> set[str]:
    """The identifiers that several concepts have."""
    counted = Counter(curie for concept in bundle.concepts() for curie in concept["same_as"])
    return {curie for curie, count in counted.items() if count > 1}


def _concept(concept: _Node, scheme: _Node, shared: set[str]) -> _Node:
    """A concept; an identifier that another concept has, or one of two of a vocabulary, is only a close match."""
    curies = concept["same_as"]
    vocabularies = Counter(curie.partition(":")[0] for curie in curies)
    close = [curie for curie in curies if curie in shared or vocabularies[curie.partition(":")[0]] > 1]
    return {
        **_record("concepts", concept["concept_id"]),
        "@type": "skos:Concept",
        "skos:prefLabel": concept["label"],
        "skos:definition": concept["definition"],
        "skos:broader": _records("concepts", concept["broader"]),
        "skos:exactMatch": [_link(concept_iri(curie)) for curie in curies if curie not in close],
        "skos:closeMatch": [_link(concept_iri(curie)) for curie in close],
        "skos:inScheme": scheme,
        "cp:concept_kind": _word("concept_kind", concept["kind"]),
        **{f"cp:{name}": _word(name, concept[name]) for name in ("desirable", "serious")},
        "cp:margin": _printed(concept["margin"]),
    }


def _estimate(estimate: _Node) -> _Node:
    return {
        **_record("estimates", estimate["estimate_id"]),
        "@type": ["cp:Estimate", "prov:Entity"],
        "rdfs:label": estimate["in_words"],
        "prov:wasDerivedFrom": _record("sources", estimate["source_id"]),
        **{f"cp:{name}": _about(estimate["about"][name]) for name in CONCEPT_COLUMNS},
        **{f"cp:{name}": _word(name, estimate[name]) for name in _RESULT_WORDS},
        **{f"cp:{name}": _printed(estimate[name]) for name in _PRINTED},
        **{f"cp:{name}": estimate[name] for name in ("p_relation", "unit", "follow_up", "locator")},
        **{f"cp:{name}": estimate[name] for name in _COUNTED},
        "skos:note": estimate["note"],
    }


def _passage(article_id: str, passage: _Node) -> _Node:
    offsets = {"oa:start": passage["selector"]["start"], "oa:end": passage["selector"]["end"]}
    position = {name: {"@value": str(at), "@type": "xsd:nonNegativeInteger"} for name, at in offsets.items()}
    return {
        **_record("passages", passage["passage_id"]),
        "@type": ["oa:SpecificResource", "prov:Entity"],
        "oa:hasSource": _record("articles", article_id),
        "oa:hasSelector": {"@type": "oa:TextPositionSelector", **position},
        "cp:kind": _word("kind", passage["kind"]),
        "cp:sha256": passage["sha256"],
        "schema:url": _web(passage["url"]),
    }


def _claim(claim: _Node, dataset: _Node) -> _Node:
    related: dict[str, list[str]] = {}
    for relation in claim["relations"]:
        related.setdefault(f"cp:{relation['relation']}", []).append(relation["target_claim_id"])
    bearing = {
        "bearing": claim["estimates"],
        "direct": [each for each in claim["estimates"] if each["is_direct"]],
        "supporting": [each for each in claim["estimates"] if each["stance"] == "supports"],
        "disputing": [each for each in claim["estimates"] if each["stance"] == "disputes"],
    }
    effect, size, stated = claim["effect"], claim["population_size"], claim["stated"] or {}
    verdict = claim["verdict"] or {}
    could_say = [each["text"] for each in (claim["could_say"] or {"sentences": ()})["sentences"]]
    return {
        **_record("claims", claim["claim_id"]),
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": claim["statement"],
        "schema:url": _link(claim["link"]),
        "schema:appearance": _record("articles", claim["article"]["article_id"]),
        "schema:isPartOf": dataset,
        "prov:wasDerivedFrom": _record("passages", claim["passage"]["passage_id"]),
        "schema:citation": _records("sources", (source["source_id"] for source in claim["sources"])),
        "cp:claim_type": _word("claim_type", claim["claim_type"]),
        **{f"cp:{name}": _about(claim["about"][name]) for name in CONCEPT_COLUMNS},
        "cp:effect_direction": _word("effect_direction", effect["direction"]),
        **{f"cp:{name}": _word(name, effect[name]) for name in ("severity", "frequency")},
        "cp:onset": effect["onset"],
        **{f"cp:{name}": claim[name] for name in ("conditions", "dose", "follow_up", "study_count", "stated_year")},
        "cp:population_size": size["value"],
        "cp:population_basis": _word("population_basis", size["basis"]),
        "cp:stated_measure": _word("stated_measure", stated.get("measure")),
        **{f"cp:stated_{name}": _printed(stated.get(name)) for name in ("value", "low", "high", "control_value")},
        "cp:wording": _word("wording", claim["wording"]),
        **{
            f"cp:{name}_estimate": _records("estimates", (each["estimate_id"] for each in found))
            for name, found in bearing.items()
        },
        "cp:later_source": _records("sources", (each["source"]["source_id"] for each in claim["later_evidence"])),
        "cp:verdict": _word("verdict", verdict.get("word")),
        "cp:verdict_reason": verdict.get("reason"),
        "cp:plain": verdict.get("plain", {}).get("text"),
        "cp:could_say": " ".join(could_say) or None,
        "cp:verdict_rests_on": _records("estimates", verdict.get("because", {}).get("estimates", ())),
        **{name: _records("claims", targets) for name, targets in related.items()},
        "cp:reviewed_by": claim["reviewed_by"],
        "cp:reviewed_on": _date(claim["reviewed_on"]),
        "skos:note": claim["note"],
    }


def _caveat(caveat: _Node, of: list[Record], named: list[Record]) -> _Node:
    return {
        "@id": f"caveat:{caveat['fingerprint']}",
        "@type": "oa:Annotation",
        "oa:motivatedBy": _link("oa:assessing"),
        "oa:hasTarget": [_record(table, name) for table, name in of],
        "oa:hasBody": {"@type": "oa:TextualBody", "rdf:value": caveat["message"]},
        "cp:caveat_kind": _word("caveat_kind", caveat["kind"]),
        "cp:plain": caveat["plain"]["text"],
        "cp:rule": _word("rule", caveat["rule"]),
        "cp:gravity": _link(f"cp:gravity/{caveat['severity']}"),
        "cp:concerns": [_record(table, name) for table, name in named],
        "prov:wasAttributedTo": _TOOL if caveat["rule"] else None,
        "prov:wasDerivedFrom": [_record(*record) for record in named[1:]] if caveat["kind"] == "qualifier" else None,
        "cp:reviewed": caveat["reviewed"],
        "cp:reason": caveat["reason"],
        "cp:acknowledged_by": caveat["acknowledged_by"],
        "cp:acknowledged_on": _date(caveat["acknowledged_on"]),
        "cp:review_by": _date(caveat["review_by"]),
    }


def _link(iri: str) -> _Node:
    return {"@id": iri}


def _record(table: str, name: str) -> _Node:
    return _link(f"{_KINDS[table]}:{name}")


def _records(table: str, names: Iterable[str]) -> list[_Node]:
    return [_record(table, name) for name in names]


def _about(concept: _Node | None) -> _Node | None:
    return _concept_of(concept["concept_id"]) if concept else None


def _concept_of(name: str | None) -> _Node | None:
    return _record("concepts", name) if name else None


def _word(column: str, word: str | None) -> _Node | None:
    return _link(f"cp:{column}/{word}") if word else None


def _text(text: str | None, language: str | None) -> _Node | str | None:
    return {"@value": text, "@language": language} if text and language else text


def _printed(number: _Node | None) -> _Node | None:
    """A number with the digits as printed."""
    return {"@value": number["printed"], "@type": "xsd:decimal"} if number else None


def _date(written: str | None) -> _Node | None:
    """A year, a month or a day as a literal of its type."""
    types = {len(_DAY): "xsd:date", len(_MONTH): "xsd:gYearMonth", len(_YEAR): "xsd:gYear"}
    return {"@value": written, "@type": types[len(written)]} if written else None


def _web(url: str | None) -> _Node | None:
    return _link(address_iri(url)) if url else None
