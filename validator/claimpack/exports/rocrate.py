"""Makes ``ro-crate-metadata.json``, which describes a build and each of its files as a research object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimpack.exports.packagerecords import Bundle, contributor_name
from claimpack.jsontext import json_array
from claimpack.package.values import records
from claimpack.version import __version__

FILE = "ro-crate-metadata.json"

_JSON, _SCHEMA = "application/json", "application/schema+json"
_FILES = {
    "claims.json": ("The package in one document, each record once", _JSON),
    "claims.ndjson": ("The claims, one a line, each complete in itself", "application/x-ndjson"),
    "sources.csl.json": ("The sources, for citation processors", "application/vnd.citationstyles.csl+json"),
    "claims.jsonld": ("The package as linked data", "application/ld+json"),
    "evidence.fhir.json": ("Sources and estimates as Citation and Evidence of FHIR R5", "application/fhir+json"),
    "messages.json": ("The sentences for readers, to be translated", _JSON),
    "page.html": ("Each claim beside its evidence, for people", "text/html"),
    "report.json": ("The validation that the build rests on", _JSON),
    "schemas/claims.schema.json": ("The JSON Schema of claims.json", _SCHEMA),
    "schemas/claim.schema.json": ("The JSON Schema of a line of claims.ndjson", _SCHEMA),
    "schemas/report.schema.json": ("The JSON Schema of report.json", _SCHEMA),
    "schemas/claimpack.d.ts": ("TypeScript types of these", "text/plain"),
}

_DATES = {
    "articles": ("published_on",),
    "claims": ("reviewed_on",),
    "sources": ("retraction_checked_on",),
    "acknowledgements": ("acknowledged_on",),
}
"""The columns with days: the package can't be older than any of them."""

_Node = dict[str, Any]


def pieces(bundle: Bundle) -> Iterator[str]:
    """The metadata, one entity a line.

    Source: RO-Crate 1.1, https://w3id.org/ro/crate/1.1. It requires a day of publication: the day of the build if one
    was given, else the latest day in a record.
    """
    yield '{\n"@context":"https://w3id.org/ro/crate/1.1/context",\n"@graph":'
    yield from json_array(_entities(bundle))
    yield "\n}\n"


def _entities(bundle: Bundle) -> Iterator[_Node]:
    identity = bundle.identity()
    licence, authors = _licence(identity), list(_authors(bundle))
    yield {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": identity["title"],
        "description": identity["description"] or identity["title"],
        "identifier": identity["name"],
        "version": identity["version"],
        "datePublished": bundle.built_on or _latest_day(bundle),
        "keywords": ", ".join(identity["keywords"]),
        "url": identity["homepage"],
        "author": [{"@id": author["@id"]} for author in authors],
        "license": {"@id": licence["@id"]},
        "hasPart": [{"@id": name} for name in _FILES],
    }
    yield {name: value for name, value in root.items() if value}
    yield licence
    yield from authors
    for name, (what, media_type) in _FILES.items():
        yield {"@id": name, "@type": "File", "name": name, "description": what, "encodingFormat": media_type}
    yield {"@id": "#claimpack", "@type": "SoftwareApplication", "name": "claimpack", "version": __version__}
    yield {
        "@id": "#build",
        "@type": "CreateAction",
        "name": "Build of the package",
        "instrument": {"@id": "#claimpack"},
        "result": {"@id": "./"},
    }


def _licence(identity: _Node) -> _Node:
    """The first licence, which is for the data."""
    first = identity["licenses"][0]
    path, name = first["path"] or "", first["name"]
    is_address = path.startswith(("http:", "https:"))
    title = first["title"] or name or path
    return {"@id": path if is_address else f"#licence-{name or 'of-the-data'}", "@type": "CreativeWork", "name": title}


def _authors(bundle: Bundle) -> Iterator[_Node]:
    """The authors of the package: people if the descriptor gives their names in two parts, else organisations."""
    content = bundle.package.descriptor.content or {}
    for number, contributor in enumerate(content.get("contributors", ()), 1):
        name = contributor_name(contributor)
        if name:
            kind = "Person" if contributor.get("familyName") or contributor.get("givenName") else "Organization"
            yield {"@id": f"#contributor-{number}", "@type": kind, "name": name}


def _latest_day(bundle: Bundle) -> str | None:
    days = (
        row[column]
        for table, columns in _DATES.items()
        for row in records(bundle.package.table(table), columns)
        for column in columns
        if row[column]
    )
    return max(days, default=None)
