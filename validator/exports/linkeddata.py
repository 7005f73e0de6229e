"""Makes ``claims.jsonld``: the package as linked data, in terms of schema.org, SKOS, PROV and Web Annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from validator.exports.bundle import Bundle
from validator.exports.document import package_identity
from validator.exports.identifiers import concept_iri, source_iris
from validator.jsontext import json_text
from validator.package.claimrecord import CONCEPT_COLUMNS
from validator.package.tableschema import table_schema
from validator.version import __version__

FILE = "claims.jsonld"

VOCABULARY = "urn:claimpack:vocabulary:"
"""What the columns of the tables and their words begin with as terms of linked data."""

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
"""The prefix of each table's records. Where an id that a caveat names stands in several tables, the first is meant."""

_WORDS = {
    "claims": ("claim_type", "effect_direction", "severity", "frequency", "population_basis"),
    "sources": ("status", "source_type", "retraction_status"),
    "estimates": ("measure", "orientation"),
    "passages": ("kind",),
}
"""The columns whose words are described in the document, by table."""

_PRINTED = ("estimate", "ci_low", "ci_high", "ci_level", "p_value", "i_squared")
_COUNTED = ("study_count", "population_size", "events_intervention", "total_intervention", "events_control",
            "total_control")  # fmt: skip
_DAY, _MONTH, _YEAR = "2026-02-19", "2026-02", "2026"
_Node = dict[str, Any]


def pieces(bundle: Bundle) -> Iterator[str]:
    """The document's text, bit by bit: one node a line.

    A claim is a ``schema:Claim`` that the article makes; it is no ``schema:ClaimReview``, which would judge it. A
    caveat is an annotation that assesses claims and what they rest on.
    """
    base = _base(bundle)
    context = _PREFIXES | {"cp": {"@id": VOCABULARY, "@prefix": True}}
    context |= {prefix: {"@id": f"{base}{prefix}/", "@prefix": True} for prefix in (*_KINDS.values(), "caveat")}
    yield f'{{\n"@context":{json_text(context)},\n"@graph":'
    before = "[\n"
    for node in _nodes(bundle, base):
        yield before + json_text({name: value for name, value in node.items() if value not in (None, [])})
        before = ",\n"
    yield "\n]\n}\n"


def _base(bundle: Bundle) -> str:
    """What the records' identifiers begin with: the package's homepage, or its name where it has none."""
    identity = package_identity(bundle)
    homepage = identity["homepage"]
    if homepage:
        return _address(homepage) + ("/" if "#" in homepage else "#")
    return f"urn:claimpack:package:{identity['name']}:"


def _nodes(bundle: Bundle, base: str) -> Iterator[_Node]:
    dataset = _link(base.rstrip(":/#"))
    yield _dataset(bundle, dataset)
    yield from _words()
    yield from map(_article, bundle.articles())
    yield from map(_source, bundle.sources())
    scheme = _link(f"{base}concepts")
    yield {**scheme, "@type": "skos:ConceptScheme", "skos:prefLabel": "Concepts", "schema:isPartOf": dataset}
    yield from (_concept(concept, scheme) for concept in bundle.concepts())
    yield from map(_estimate, bundle.estimates())
    passages: set[str] = set()
    for claim in bundle.claims():
        if claim["passage"]["passage_id"] not in passages:
            passages.add(claim["passage"]["passage_id"])
            yield _passage(claim)
        yield _claim(claim, dataset)
        target = _record("passages", claim["passage"]["passage_id"])
        about = {"oa:hasBody": _record("claims", claim["claim_id"]), "oa:hasTarget": target}
        yield {"@type": "oa:Annotation", "oa:motivatedBy": _link("oa:describing"), **about}
    ids = {table: set(bundle.package.table(table).keys) for table in _KINDS}
    yield from (_caveat(caveat, of, ids) for caveat, of in bundle.caveats.each())


def _dataset(bundle: Bundle, dataset: _Node) -> _Node:
    identity = package_identity(bundle)
    tool = {"@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"], "schema:name": "claimpack"}
    made_by = {"@type": "prov:Activity", "prov:wasAssociatedWith": tool | {"schema:softwareVersion": __version__}}
    licences = [entry["path"] for entry in identity["licenses"]]
    return {
        **dataset,
        "@type": ["schema:Dataset", "prov:Entity"],
        "schema:identifier": identity["name"],
        "schema:name": identity["title"],
        "schema:version": identity["version"],
        "schema:description": identity["description"],
        "schema:keywords": identity["keywords"],
        "schema:creator": [{"@type": "schema:Thing", "schema:name": name} for name in identity["contributors"]],
        "schema:license": [_link(_address(path)) for path in licences if path and path.startswith(("http:", "https:"))],
        "schema:url": _link(_address(identity["homepage"])) if identity["homepage"] else None,
        "prov:wasGeneratedBy": made_by,
    }


def _words() -> Iterator[_Node]:
    for table, columns in _WORDS.items():
        fields = {field["name"]: field for field in table_schema(table).descriptor["fields"]}
        for column in columns:
            scheme = _link(f"cp:words/{column}")
            yield {**scheme, "@type": "skos:ConceptScheme", "skos:prefLabel": fields[column]["title"]}
            for word in fields[column]["categories"]:
                named = {"skos:prefLabel": word["value"], "skos:definition": word["label"], "skos:inScheme": scheme}
                yield {**_link(f"cp:{column}/{word['value']}"), "@type": "skos:Concept", **named}


def _article(article: _Node) -> _Node:
    publisher = article["publisher"]
    return {
        **_record("articles", article["article_id"]),
        "@type": ["schema:Article", "prov:Entity"],
        "schema:headline": article["title"],
        "schema:publisher": {"@type": "schema:Organization", "schema:name": publisher} if publisher else None,
        "schema:author": article["author"],
        "cp:reviewer": article["reviewer"],
        "schema:datePublished": _date(article["published_on"]),
        "schema:url": _link(_address(article["url"])) if article["url"] else None,
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
        "schema:author": source["authors"],
        "schema:isPartOf": {"@type": "schema:Periodical", "schema:name": container} if container else None,
        "schema:datePublished": _date(source["issued_on"]),
        "schema:sameAs": [_link(iri) for iri in source_iris(source)],
        "schema:url": _link(_address(source["url"])) if source["url"] else None,
        **{f"cp:{name}": _word(name, source[name]) for name in _WORDS["sources"]},
        **{f"cp:{name}": source[name] for name in ("study_count", "population_size")},
        **{f"cp:{name}": _about(source[name]) for name in ("intervention", "population", "comparator")},
        "cp:route": _records("concepts", (route["concept_id"] for route in source["routes"])),
        "cp:searched_until": _date(source["searched_until"]),
        "cp:retraction_checked_on": _date(source["retraction_checked_on"]),
        "dcterms:isReplacedBy": _records("sources", source["superseded_by"]),
    }


def _concept(concept: _Node, scheme: _Node) -> _Node:
    return {
        **_record("concepts", concept["concept_id"]),
        "@type": "skos:Concept",
        "skos:prefLabel": concept["label"],
        "skos:definition": concept["definition"],
        "skos:broader": _records("concepts", concept["broader"]),
        "skos:exactMatch": [_link(concept_iri(curie)) for curie in concept["same_as"]],
        "skos:inScheme": scheme,
        "cp:concept_kind": concept["kind"],
    }


def _estimate(estimate: _Node) -> _Node:
    printed = {name: estimate[name]["printed"] for name in _PRINTED if estimate[name]}
    return {
        **_record("estimates", estimate["estimate_id"]),
        "@type": ["cp:Estimate", "prov:Entity"],
        "rdfs:label": estimate["in_words"],
        "prov:wasDerivedFrom": _record("sources", estimate["source_id"]),
        **{f"cp:{name}": _about(estimate["about"][name]) for name in CONCEPT_COLUMNS},
        **{f"cp:{name}": _word(name, estimate[name]) for name in _WORDS["estimates"]},
        **{f"cp:{name}": {"@value": digits, "@type": "xsd:decimal"} for name, digits in printed.items()},
        "cp:p_relation": estimate["p_relation"],
        **{f"cp:{name}": estimate[name] for name in _COUNTED},
        "cp:reported_direction": _word("effect_direction", estimate["reported_direction"]),
        "cp:shows": _word("shows", estimate["shows"]),
        "cp:locator": estimate["locator"],
    }


def _passage(claim: _Node) -> _Node:
    passage = claim["passage"]
    position = {"oa:start": passage["selector"]["start"], "oa:end": passage["selector"]["end"]}
    return {
        **_record("passages", passage["passage_id"]),
        "@type": ["oa:SpecificResource", "prov:Entity"],
        "oa:hasSource": _record("articles", claim["article_id"]),
        "oa:hasSelector": {"@type": "oa:TextPositionSelector", **position},
        "cp:kind": _word("kind", passage["kind"]),
        "cp:sha256": passage["sha256"],
        "schema:url": _link(passage["url"]) if passage["url"] else None,
    }


def _claim(claim: _Node, dataset: _Node) -> _Node:
    related: dict[str, list[str]] = {}
    for relation in claim["relations"]:
        related.setdefault(f"cp:{relation['relation']}", []).append(relation["target_claim_id"])
    bearing = [estimate["estimate_id"] for estimate in claim["estimates"]]
    direct = [estimate["estimate_id"] for estimate in claim["estimates"] if estimate["is_direct"]]
    effect, size = claim["effect"], claim["population_size"]
    return {
        **_record("claims", claim["claim_id"]),
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": claim["statement"],
        "schema:appearance": _record("articles", claim["article_id"]),
        "schema:isPartOf": dataset,
        "prov:wasDerivedFrom": _record("passages", claim["passage"]["passage_id"]),
        "schema:citation": _records("sources", (source["source_id"] for source in claim["sources"])),
        "cp:claim_type": _word("claim_type", claim["claim_type"]),
        **{f"cp:{name}": _about(claim["about"][name]) for name in CONCEPT_COLUMNS},
        "cp:effect_direction": _word("effect_direction", effect["direction"]),
        **{f"cp:{name}": _word(name, effect[name]) for name in ("severity", "frequency")},
        "cp:onset": effect["onset"],
        **{f"cp:{name}": claim[name] for name in ("conditions", "study_count", "stated_year")},
        "cp:population_size": size["value"],
        "cp:population_basis": _word("population_basis", size["basis"]),
        "cp:bearing_estimate": _records("estimates", bearing),
        "cp:direct_estimate": _records("estimates", direct),
        **{name: _records("claims", targets) for name, targets in related.items()},
        "skos:note": claim["note"],
    }


def _caveat(caveat: _Node, of: list[tuple[str, str]], ids: dict[str, set[str]]) -> _Node:
    known = {name for _, name in of}
    others = [(_table_of(name, ids), name) for name in caveat["subjects"] if name not in known]
    by = caveat["acknowledged_by"]
    return {
        "@id": f"caveat:{caveat['fingerprint']}",
        "@type": "oa:Annotation",
        "oa:motivatedBy": _link("oa:assessing"),
        "oa:hasTarget": [_record(table, name) for table, name in of],
        "oa:hasBody": {"@type": "oa:TextualBody", "rdf:value": caveat["message"]},
        "cp:rule": _link(f"cp:rule/{caveat['rule']}"),
        "cp:gravity": _link(f"cp:gravity/{caveat['severity']}"),
        "cp:concerns": [_record(table, name) for table, name in (*of, *others) if table],
        "cp:reviewed": caveat["reviewed"],
        "cp:reason": caveat["reason"],
        "prov:wasAttributedTo": {"@type": "prov:Agent", "schema:name": by} if by else None,
        "dcterms:dateAccepted": _date(caveat["acknowledged_on"]),
        "cp:review_by": _date(caveat["review_by"]),
    }


def _table_of(name: str, ids: dict[str, set[str]]) -> str:
    return next((table for table, known in ids.items() if name in known), "")


def _link(iri: str) -> _Node:
    return {"@id": iri}


def _record(table: str, name: str) -> _Node:
    return _link(f"{_KINDS[table]}:{name}")


def _records(table: str, names: Iterable[str]) -> list[_Node]:
    return [_record(table, name) for name in names]


def _about(concept: _Node | None) -> _Node | None:
    return _record("concepts", concept["concept_id"]) if concept else None


def _word(column: str, word: str | None) -> _Node | None:
    return _link(f"cp:{column}/{word}") if word else None


def _date(written: str | None) -> _Node | None:
    """A year, a month or a day as a literal of its type."""
    types = {len(_DAY): "xsd:date", len(_MONTH): "xsd:gYearMonth", len(_YEAR): "xsd:gYear"}
    return {"@value": written, "@type": types[len(written)]} if written else None


def _address(url: str) -> str:
    """``url`` with what may not stand in an IRI percent-encoded."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")
