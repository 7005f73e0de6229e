"""Makes ``sources.csl.json``: the identified sources as CSL-JSON, for citation processors and reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from claimpack.exports.packagerecords import Bundle
from claimpack.jsontext import json_array

FILE = "sources.csl.json"

_TYPES = {"guideline": "report", "registry": "dataset", "preprint": "article"}
"""The CSL types of the source types that are not journal articles."""

RETRACTION_NOTES = {
    "corrected": "Corrected.",
    "concern": "Expression of concern.",
    "retracted": "Retracted.",
    "withdrawn": "Withdrawn.",
}
"""The warning for readers, by retraction status. It is a note, since citation styles ignore other members."""

_INITIALS = re.compile(r"(?P<family>[^;]+) (?P<given>[^\W\d_]{1,3})")
_ORGANISATION_ENDINGS = frozenset(("INC", "LLC", "LLP", "LTD", "PLC", "USA"))
_AMBIGUOUS_ENDINGS = frozenset(("AG", "BV", "EU", "KG", "NV", "SA", "SE", "UK"))
"""The last words of organisations. Those in ``_AMBIGUOUS_ENDINGS`` may be initials of people, and count as initials if
another name has some."""


def pieces(bundle: Bundle) -> Iterator[str]:
    """The sources as an array of CSL items, without unidentified ones, which can't be cited.

    Source: CSL-JSON, https://docs.citationstyles.org, version 1.0.2.
    """
    yield from json_array(_item(source) for source in bundle.sources() if source["status"] == "identified")
    yield "\n"


def _item(source: dict[str, Any]) -> dict[str, Any]:
    issued = [int(part) for part in (source["issued_on"] or "").split("-") if part]
    item = {
        "id": source["source_id"],
        "type": _TYPES.get(source["source_type"], "article-journal" if source["container_title"] else "document"),
        "title": source["title"],
        "author": _authors([" ".join(name.split()) for name in (source["authors"] or "").split(",") if name.strip()]),
        "container-title": source["container_title"],
        "issued": {"date-parts": [issued]} if issued else None,
        "DOI": source["doi"],
        "PMID": source["pmid"],
        "PMCID": source["pmcid"],
        "URL": source["url"],
        "note": RETRACTION_NOTES.get(source["retraction_status"]),
        "custom": {name: source[name] for name in _custom(source) if source[name]},
    }
    return {name: value for name, value in item.items() if value}


def _custom(source: dict[str, Any]) -> tuple[str, ...]:
    """The columns that CSL has no name for. The status "none_found" is written only with the day of its check."""
    was_looked_up = source["retraction_status"] != "none_found" or source["retraction_checked_on"]
    looked_up = ("retraction_status", "retraction_checked_on") if was_looked_up else ()
    return (*looked_up, "superseded_by")


def _authors(names: Sequence[str]) -> list[dict[str, str]]:
    """Each name in two parts, if it is written as a family name and initials; else as it is.

    CSL has no word for an incomplete list, so "et al." stays as it is written, as Vancouver style has it.
    """
    found = [_INITIALS.fullmatch(name) for name in names]
    initials = [each["given"] if each and each["given"].isupper() else "" for each in found]
    no_initials = {"", *_ORGANISATION_ENDINGS}
    if no_initials.issuperset(set(initials) - _AMBIGUOUS_ENDINGS):
        no_initials |= _AMBIGUOUS_ENDINGS
    return [
        {"literal": name}
        if each is None or given in no_initials
        else {"family": each["family"], "given": " ".join(given)}
        for name, each, given in zip(names, found, initials, strict=True)
    ]
