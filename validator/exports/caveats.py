"""What a report found, by the record that it is of, with what people said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from validator.package.package import Package
from validator.package.values import records
from validator.report import Problem, Report
from validator.rules.catalogue import SEVERITIES

_ACKNOWLEDGED = ("reason", "acknowledged_by", "acknowledged_on", "review_by")
_CARRIED = ("articles", "passages", "claims", "sources", "estimates", "concepts", "relations")
"""The tables whose records reach an app."""


class Caveats:
    """The problems of a report as caveats of records."""

    def __init__(self, package: Package, report: Report) -> None:
        judged = {
            (row["rule"], row["fingerprint"]): {name: row[name] for name in _ACKNOWLEDGED}
            for row in records(package.table("acknowledgements"))
        }
        self._ids = {table: set(package.table(table).keys) for table in ("claims", "passages")}
        self._all: list[dict[str, Any]] = []
        self._of: dict[tuple[str, str], list[int]] = {}
        for problem in sorted(report.problems, key=lambda problem: SEVERITIES.index(problem.severity)):
            if problem.place.resource in _CARRIED and problem.subjects:
                self._take(problem, judged.get((problem.rule, problem.fingerprint)))

    def _take(self, problem: Problem, judgement: dict[str, Any] | None) -> None:
        resource = str(problem.place.resource)
        for record in self._concerned(resource, problem.subjects):
            self._of.setdefault(record, []).append(len(self._all))
        nothing = dict.fromkeys(_ACKNOWLEDGED)
        self._all.append(
            {
                "rule": problem.rule,
                "severity": problem.severity,
                "message": problem.message,
                "resource": resource,
                "subjects": list(problem.subjects),
                "fingerprint": problem.fingerprint,
                "reviewed": problem.acknowledged,
                **(judgement if judgement and problem.acknowledged else nothing),
            }
        )

    def _concerned(self, resource: str, subjects: tuple[str, ...]) -> list[tuple[str, str]]:
        """The records that a problem is of: the one it stands on, and every claim or passage that it is also between.

        What a problem of another kind names besides is in order itself: the review that supersedes a source, say.
        """
        table = "claims" if resource == "relations" else resource
        if table in self._ids:
            return [(table, subject) for subject in subjects if subject in self._ids[table]]
        return [(table, subjects[0])]

    def of(self, *of: tuple[str, str]) -> list[dict[str, Any]]:
        """The caveats of any of some records, each once, the gravest first.

        Args:
            of: the table and the id of each record.
        """
        return [self._all[number] for number in sorted({number for one in of for number in self._of.get(one, ())})]

    def each(self) -> Iterator[tuple[dict[str, Any], list[tuple[str, str]]]]:
        """Each caveat with the tables and ids of the records that it is of."""
        of: dict[int, list[tuple[str, str]]] = {}
        for record, numbers in self._of.items():
            for number in numbers:
                of.setdefault(number, []).append(record)
        return ((caveat, of.get(number, [])) for number, caveat in enumerate(self._all))
