"""Makes ``claims.json``, one document with all that the package says; ``claims.schema.json`` is its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from validator.exports.bundle import Bundle
from validator.jsontext import json_text
from validator.report import Report
from validator.version import __version__

FILE = "claims.json"

CLAIMS_VERSION = "1.0"
"""The version of the document's form; ``schemas/README.md`` says what a minor version may change."""


def pieces(bundle: Bundle) -> Iterator[str]:
    """The document's text, bit by bit: one record a line, so that a difference shows which one has changed."""
    head = {
        "claims_version": CLAIMS_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "package": package_identity(bundle),
        "validation": _validation(bundle.report),
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{json_text(name)}:{json_text(value)},\n"
    lists = {
        "articles": bundle.articles(),
        "sources": bundle.sources(),
        "estimates": bundle.estimates(),
        "concepts": bundle.concepts(),
        "claims": bundle.claims(),
    }
    for number, (name, found) in enumerate(lists.items()):
        yield (",\n" if number else "") + f"{json_text(name)}:"
        yield from array(found)
    yield "\n}\n"


def array(values: Iterator[dict[str, Any]]) -> Iterator[str]:
    """A JSON array with one element a line."""
    before = "[\n"
    for value in values:
        yield before + json_text(value)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def package_identity(bundle: Bundle) -> dict[str, Any]:
    """What the descriptor says of the package as a whole."""
    content = bundle.package.descriptor.content or {}
    homepage = content.get("homepage")
    is_address = isinstance(homepage, str) and re.fullmatch(r"https?://[^\s/?#]+\S*", homepage)
    names = (_name(entry) for entry in content.get("contributors", ()))
    return {
        "name": content["name"],
        "version": content["version"],
        "title": content["title"],
        "description": content.get("description") or None,
        "homepage": homepage if is_address else None,
        "keywords": list(content.get("keywords", ())),
        "contributors": [name for name in names if name],
        "licenses": [{name: entry.get(name) for name in ("name", "path", "title")} for entry in content["licenses"]],
    }


def _name(contributor: dict[str, Any]) -> str:
    """A contributor's name: Data Package gives it whole, or in two parts."""
    said = {name: value.strip() for name, value in contributor.items() if isinstance(value, str)}
    parts = (said.get("givenName", ""), said.get("familyName", ""))
    return said.get("title") or " ".join(part for part in parts if part)


def _validation(report: Report) -> dict[str, Any]:
    ran = [result for result in report.rules if result.status != "not_run"]
    not_run = [result for result in report.rules if result.status == "not_run"]
    return {
        "rules_checked": len(ran),
        "rules_not_run": [{"rule": result.rule, "reason": result.reason} for result in not_run],
        "rules_run_in_part": [{"rule": result.rule, "reason": result.reason} for result in ran if result.reason],
        "acknowledged": report.acknowledged,
        "unreviewed": len(report.problems) - report.acknowledged,
    }
