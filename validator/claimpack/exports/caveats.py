"""The caveats of each record: problems that a report found, with their judgements, and claims that limit others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from claimpack.evidence.evidence import evidence_of
from claimpack.jsontext import json_text
from claimpack.package.package import Package
from claimpack.package.values import records
from claimpack.plain.problemsentences import ProblemSentences
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import printable

Record = tuple[str, str]

_ACKNOWLEDGED = ("reason", "acknowledged_by", "acknowledged_on", "review_by")
_TABLES_WITH_CAVEATS = ("articles", "passages", "claims", "sources", "estimates", "concepts")

_CASE_MEMBERS = ("subjects", "fingerprint")
"""The members of a caveat that differ between cases with the same text."""

_SHARED_BY_SUBJECTS = ("claims", "passages")
"""The tables of which a problem may concern several records. A record of another table that a problem also names has no
problem itself: the review that supersedes a source, for example."""


class Caveats:
    """The problems of a report as caveats of records, followed by the claims that qualify others as their caveats.

    Only problems that can be accepted are included; the others concern the form of a cell, or an acknowledgement.
    """

    def __init__(self, package: Package, report: Report) -> None:
        judged = {
            (row["rule"], row["cause"], row["fingerprint"]): {name: row[name] for name in _ACKNOWLEDGED}
            for row in records(package.table("acknowledgements"))
        }
        causes = {(cause.rule, cause.cause): cause.fingerprint for cause in report.causes}
        self._sentences = ProblemSentences(evidence_of(package))
        self._all: list[dict[str, Any]] = []
        self._records: list[list[Record]] = []
        self._of: dict[Record, list[int]] = {}
        for problem in sorted(report.problems, key=lambda problem: SEVERITIES.index(problem.severity)):
            if problem.can_be_acknowledged:
                keys = ((None, problem.fingerprint), (problem.cause, causes.get((problem.rule, problem.cause))))
                found = (judged.get((problem.rule, *key)) for key in keys)
                self._add(problem, next((each for each in found if each and each["reason"] == problem.reason), None))
        self._add_qualifiers(package)

    def _add(self, problem: Problem, judgement: dict[str, Any] | None) -> None:
        named = list(zip(problem.subject_tables, problem.subjects, strict=True))
        if not named or named[0][0] not in _TABLES_WITH_CAVEATS:
            return
        first, *others = named
        of = [first, *(record for record in others if record[0] == first[0] and first[0] in _SHARED_BY_SUBJECTS)]
        for record in of:
            self._of.setdefault(record, []).append(len(self._all))
        self._records.append(named)
        nothing = dict.fromkeys(_ACKNOWLEDGED)
        self._all.append(
            {
                "kind": "problem",
                "rule": problem.rule,
                "severity": problem.severity,
                "message": problem.message,
                "plain": self._sentences.of(problem).as_json(),
                "resource": first[0],
                "subjects": list(problem.subjects),
                "fingerprint": problem.fingerprint,
                "reviewed": problem.acknowledged,
                **(judgement if judgement and problem.acknowledged else nothing),
            }
        )

    def _add_qualifiers(self, package: Package) -> None:
        """Adds each claim that qualifies another as a caveat of the other, in the order of the relations."""
        qualifying = [row for row in records(package.table("relations")) if row["relation"] == "qualifies"]
        if not qualifying:
            return
        claims = records(package.table("claims"), ("claim_id", "statement"))
        said = {row["claim_id"]: row["statement"] for row in claims}
        for row in qualifying:
            name, limiting, note = row["target_claim_id"], row["claim_id"], row["note"]
            if name == limiting or not said.get(limiting):
                continue
            made_of = ["qualifies", name, limiting, said[limiting], note]
            content = json.dumps(made_of, ensure_ascii=False).encode("utf-8", "surrogatepass")
            named = [("claims", name), ("claims", limiting)]
            self._of.setdefault(named[0], []).append(len(self._all))
            self._records.append(named)
            self._all.append(
                {
                    "kind": "qualifier",
                    "rule": None,
                    "severity": "note",
                    "message": printable(f"Qualified by {limiting}: {said[limiting].strip().removesuffix('.')}"),
                    "plain": self._sentences.of_qualifier(said[limiting]).as_json(),
                    "resource": "claims",
                    "subjects": [name, limiting],
                    "fingerprint": hashlib.sha256(content).hexdigest()[:16],
                    "reviewed": note is not None,
                    **dict.fromkeys(_ACKNOWLEDGED),
                    "reason": note,
                }
            )

    def fingerprints(self, *of: Record) -> list[str]:
        """The fingerprints of the caveats of some records, each once, the most severe first."""
        return [self.numbered(number)["fingerprint"] for number in self.numbers_of(*of)]

    def numbers_of(self, *of: Record) -> list[int]:
        """The numbers of the caveats of some records, each once, the most severe first."""
        return sorted({number for one in of for number in self._of.get(one, ())})

    def grouped(self) -> Iterator[dict[str, Any]]:
        """Caveats with the same text as one, with all their cases; in the order of the first case."""
        found: dict[str, dict[str, Any]] = {}
        for caveat in self._all:
            shared = {name: value for name, value in caveat.items() if name not in _CASE_MEMBERS}
            grouped = found.setdefault(json_text(shared), {**shared, "cases": []})
            grouped["cases"].append({name: caveat[name] for name in _CASE_MEMBERS})
        yield from found.values()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each caveat, the most severe first; qualifiers come last."""
        return iter(self._all)

    def numbered(self, number: int) -> dict[str, Any]:
        """The caveat with this number."""
        return self._all[number]

    def each(self) -> Iterator[tuple[dict[str, Any], list[Record], list[Record]]]:
        """Each caveat with its records, and with all records that it names."""
        of: list[list[Record]] = [[] for _ in self._all]
        for record, numbers in self._of.items():
            for number in numbers:
                of[number].append(record)
        return zip(self._all, of, self._records, strict=True)
