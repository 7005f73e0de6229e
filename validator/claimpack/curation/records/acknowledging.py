"""Records that people judged a problem and accepted it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from claimpack.curation.tableedit import refuse_bad_cells, with_rows
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.report import Problem


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a problem is accepted, by whom, and for how long."""

    reason: str
    acknowledged_by: str
    acknowledged_on: date
    review_by: date | None = None


def matching(problems: Sequence[Problem], subjects: Collection[str]) -> list[Problem]:
    """The problems that name all of ``subjects``; if one names these and no others, that one alone."""
    naming = [problem for problem in problems if set(subjects) <= set(problem.subjects)]
    exactly = [problem for problem in naming if set(subjects) == set(problem.subjects)]
    return exactly or naming


def acknowledge(
    table: Table, accepted: Sequence[Problem], standing: Sequence[Problem], judgement: Judgement
) -> tuple[bytes, int]:
    """The acknowledgements with a row for each accepted problem.

    A row that accepted a problem of the same rule and subjects as it was before its values changed is replaced.

    Args:
        table: the acknowledgements as they are.
        accepted: the problems that are accepted.
        standing: all problems that the same rule finds now.
        judgement: what was judged.

    Returns:
        the table's new file, and how many rows were replaced.

    Raises:
        UneditableError: if the table can't be rewritten, or the judgement can't be put into it.
    """
    rows = [_row(problem, judgement) for problem in accepted]
    for row in rows:
        refuse_bad_cells(table.schema, row)
    found = {problem.fingerprint for problem in standing}
    about = {(row["rule"], row["subjects"]) for row in rows}
    columns = [table.cells(column) for column in ("rule", "fingerprint", "subjects")]
    outdated = [
        (rule, fingerprint)
        for rule, fingerprint, subjects in zip(*columns, strict=True)
        if (rule, subjects) in about and fingerprint not in found
    ]
    return with_rows(table, rows, outdated), len(outdated)


def _row(problem: Problem, judgement: Judgement) -> dict[str, str]:
    return {
        "rule": problem.rule,
        "subjects": LIST_DELIMITER.join(problem.subjects),
        "fingerprint": problem.fingerprint,
        "reason": judgement.reason,
        "acknowledged_by": judgement.acknowledged_by,
        "acknowledged_on": judgement.acknowledged_on.isoformat(),
        "review_by": judgement.review_by.isoformat() if judgement.review_by else "",
    }
