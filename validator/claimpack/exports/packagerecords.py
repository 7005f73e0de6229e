"""The records of a checked package for apps; all files of a build are made from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from claimpack.claimverdict import ClaimVerdict
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import effect_in_words
from claimpack.exports.bearingresults import Bearing, Later, bearing_on, later_on
from claimpack.exports.caveats import Caveats
from claimpack.exports.identifiers import address_iri
from claimpack.jsontext import json_text
from claimpack.package.claimlink import folder_of_page
from claimpack.package.claimrecord import CONCEPT_COLUMNS, SHORT_CONCEPT, SHORT_SOURCE, claim_records, passage_records
from claimpack.package.package import Package
from claimpack.package.table import Record as PackageRecord
from claimpack.package.values import records
from claimpack.plain.couldsay import CouldSays
from claimpack.plain.language import Language
from claimpack.plain.verdictsentences import VerdictSentences
from claimpack.report import Report

_Record = dict[str, Any]

_TEXTS = 1_000
"""This many texts of estimates, later evidence and caveats are cached: the next claim often has the same ones."""

_REFERENCE_NAMES = {"sources": "source_ids", "article": "article_id", "passage": "passage_id"}
"""The members of a claim that have another name if they hold ids."""

_ELSEWHERE = ("targeted_by", "built_on")
"""The members of a claim that are elsewhere in the document: in the other claim, or in its head."""


@dataclass(frozen=True)
class Bundle:
    """A checked package without errors, and what the check found.

    Every record is a dict as ``claims.schema.json`` describes it. Records are in the order of their table. They name
    their caveats by fingerprints; a claim that is complete in itself contains them.
    """

    package: Package
    report: Report
    day: date | None = None
    language: Language | None = None
    """The language of the page; English if left out."""

    @cached_property
    def caveats(self) -> Caveats:
        """What the check found, by record."""
        return Caveats(self.package, self.report)

    def identity(self) -> _Record:
        """The members of the descriptor that describe the package as a whole."""
        content = self.package.descriptor.content or {}
        names = (contributor_name(contributor) for contributor in content.get("contributors", ()))
        licences = content["licenses"]
        return {
            "name": content["name"],
            "version": content["version"],
            "title": content["title"],
            "description": content.get("description") or None,
            "homepage": content.get("homepage"),
            "keywords": list(content.get("keywords", ())),
            "contributors": [name for name in names if name],
            "licenses": [{name: licence.get(name) for name in ("name", "path", "title")} for licence in licences],
        }

    @cached_property
    def base_iri(self) -> str:
        """The beginning of the IRIs of records: the package's homepage, if it has one, and its name."""
        name, homepage = (self.identity()[member] for member in ("name", "homepage"))
        if homepage:
            return f"{address_iri(homepage)}{'/' if '#' in homepage else '#'}{name}/"
        return f"urn:claimpack:package:{name}:"

    def claims(self) -> Iterator[_Record]:
        """Each claim, complete in itself; made one at a time, since there may be a million."""
        for claim, bears, later, caveats in self._claims():
            claim["estimates"] = [self._estimate(each) for each in bears]
            claim["later_evidence"] = [self._later(each) for each in later]
            claim["caveats"] = [self.caveats.numbered(number) for number in caveats]
            yield claim

    def claim_texts(self) -> Iterator[str]:
        """Each claim as ``json_text`` writes it; faster if many claims share their evidence."""
        kept = lru_cache(maxsize=_TEXTS)
        estimate = kept(lambda each: json_text(self._estimate(each)))
        later_source = kept(lambda each: json_text(self._later(each)))
        caveat = kept(lambda number: json_text(self.caveats.numbered(number)))
        for claim, bears, later, caveats in self._claims():
            lists = {
                "estimates": map(estimate, bears),
                "later_evidence": map(later_source, later),
                "caveats": map(caveat, caveats),
            }
            rest = json_text({name: None if name in lists else value for name, value in claim.items()})
            for name, texts in lists.items():  # within a text, the quotation marks would be escaped
                rest = rest.replace(f'"{name}":null', f'"{name}":[{",".join(texts)}]', 1)
            yield rest

    def claims_by_reference(self) -> Iterator[_Record]:
        """Each claim with the ids of its passage, sources, concepts, estimates and caveats."""
        for claim, bears, later, caveats in self._claims():
            members = {
                _REFERENCE_NAMES.get(name, name): value for name, value in claim.items() if name not in _ELSEWHERE
            }
            yield members | {
                "about": _ids(claim["about"]),
                "source_ids": [source["source_id"] for source in claim["sources"]],
                "estimates": [self._estimate_by_reference(each) for each in bears],
                "later_evidence": [self._later_by_reference(each) for each in later],
                "article_id": claim["article"]["article_id"],
                "passage_id": claim["passage"]["passage_id"],
                "caveats": [self.caveats.numbered(number)["fingerprint"] for number in caveats],
            }

    def _claims(self) -> Iterator[tuple[_Record, list[Bearing], list[Later], list[int]]]:
        """Each claim without its estimates, later evidence and caveats, and these beside it."""
        estimates, evidence, table = self._estimates, evidence_of(self.package), self.package.table("claims")
        for number, claim in claim_records(self.package):
            record = table.record(number)
            bears = bearing_on(evidence, record)
            later = later_on(evidence, record) if self.report.verdicts else []
            behind = [*bears, *(each for one in later for each in one.estimates)]
            caveats = self.caveats.numbers_of(
                ("claims", claim["claim_id"]),
                ("passages", claim["passage"]["passage_id"]),
                ("articles", claim["article"]["article_id"]),
                *(("concepts", concept["concept_id"]) for concept in claim["about"].values() if concept),
                *(("sources", source["source_id"]) for source in claim["sources"]),
                *(("estimates", estimates[each.number]["estimate_id"]) for each in behind),
            )
            verdict = self._verdicts.get(claim["claim_id"])
            claim |= {
                "link": self._folder_of_page + claim["link"],
                "verdict": verdict and self._verdict(verdict),
                "could_say": verdict and self._could_say(record, verdict),
                "built_on": self.built_on,
            }
            yield claim, bears, later, caveats

    @cached_property
    def _folder_of_page(self) -> str:
        return address_iri(folder_of_page(self.identity()["homepage"]))

    @cached_property
    def built_on(self) -> str | None:
        """The day of the build, if one was given."""
        return self.day.isoformat() if self.day else None

    @cached_property
    def _verdicts(self) -> dict[str, ClaimVerdict]:
        return {each.claim_id: each for each in self.report.verdicts}

    @cached_property
    def _verdict_sentences(self) -> VerdictSentences:
        return VerdictSentences(evidence_of(self.package))

    def _verdict(self, verdict: ClaimVerdict) -> _Record:
        plain = self._verdict_sentences.of(verdict).as_json()
        because = {"estimates": list(verdict.estimates), "causes": list(verdict.causes)}
        return {"word": verdict.verdict, "plain": plain, "reason": verdict.reason, "because": because}

    @cached_property
    def _could_says(self) -> CouldSays:
        return CouldSays(evidence_of(self.package))

    def _could_say(self, record: PackageRecord, verdict: ClaimVerdict) -> _Record | None:
        found = self._could_says.of(record, verdict)
        return found.as_json() if found else None

    def _estimate(self, bearing: Bearing) -> _Record:
        return {**self._estimates[bearing.number], **bearing.members()}

    def _later(self, later: Later) -> _Record:
        estimates = [self._estimate(each) for each in later.estimates]
        return {"source": self._short_sources[later.source_id], **later.members(), "estimates": estimates}

    def _estimate_by_reference(self, bearing: Bearing) -> _Record:
        return {"estimate_id": self._estimates[bearing.number]["estimate_id"], **bearing.members()}

    def _later_by_reference(self, later: Later) -> _Record:
        estimates = [self._estimate_by_reference(each) for each in later.estimates]
        return {"source_id": later.source_id, **later.members(), "estimates": estimates}

    def passages(self) -> Iterator[tuple[str, _Record]]:
        """Each passage, claims on it or not, with the id of its article."""
        for article, passage in passage_records(self.package).values():
            yield str(article), passage

    def passages_of_claims(self) -> Iterator[_Record]:
        """Each passage that has a claim."""
        named = set(self.package.table("claims").cells("passage_id"))
        for _, passage in passage_records(self.package, named).values():
            yield passage

    def articles(self) -> Iterator[_Record]:
        """Each article with its reference list."""
        references: dict[str, list[_Record]] = {}
        for row in records(self.package.table("references")):
            references.setdefault(row.pop("article_id"), []).append(row)
        for row in records(self.package.table("articles")):
            name = row["article_id"]
            yield {
                **row,
                "references": references.get(name, []),
                "caveats": self.caveats.fingerprints(("articles", name)),
            }

    def sources(self) -> Iterator[_Record]:
        """Each source, with the ids of concepts."""
        for row in records(self.package.table("sources")):
            yield {**row, "caveats": self.caveats.fingerprints(("sources", row["source_id"]))}

    def estimates(self) -> Iterator[_Record]:
        """Each estimate, with what it shows."""
        for estimate in self._estimates.values():
            yield {**estimate, "caveats": self.caveats.fingerprints(("estimates", estimate["estimate_id"]))}

    def estimates_by_reference(self) -> Iterator[_Record]:
        """Each estimate, with the ids of concepts."""
        for estimate in self.estimates():
            yield {**estimate, "about": _ids(estimate["about"])}

    def concepts(self) -> Iterator[_Record]:
        """Each concept."""
        for row in records(self.package.table("concepts")):
            yield {**row, "caveats": self.caveats.fingerprints(("concepts", row["concept_id"]))}

    @cached_property
    def _concepts(self) -> dict[str | None, _Record]:
        return {row["concept_id"]: row for row in records(self.package.table("concepts"), SHORT_CONCEPT)}

    @cached_property
    def _short_sources(self) -> dict[str | None, _Record]:
        return {row["source_id"]: row for row in records(self.package.table("sources"), SHORT_SOURCE)}

    @cached_property
    def _estimates(self) -> dict[int, _Record]:
        """By the number of the record."""
        evidence, table = evidence_of(self.package), self.package.table("estimates")
        found = {}
        for estimate, row in zip(table, records(table), strict=True):
            about = {column: self._concepts.get(row.pop(column)) for column in CONCEPT_COLUMNS}
            head = {"estimate_id": row.pop("estimate_id"), "source_id": row.pop("source_id"), "about": about}
            shown = {"shows": evidence.shown_by(estimate) or None, "in_words": effect_in_words(estimate)}
            found[estimate.number] = {**head, **row, **shown}
        return found


def _ids(about: dict[str, _Record | None]) -> dict[str, str | None]:
    """The ids of the concepts that something is about."""
    return {column: concept["concept_id"] if concept else None for column, concept in about.items()}


def contributor_name(contributor: dict[str, Any]) -> str:
    """A contributor's name, which a descriptor gives whole or in two parts."""
    said = {name: value.strip() for name, value in contributor.items() if isinstance(value, str)}
    parts = (said.get("givenName", ""), said.get("familyName", ""))
    return said.get("title") or " ".join(part for part in parts if part)
