"""Records that somebody has judged and accepted a problem, or all problems with the same cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claimpack.curation.tableedit import refuse_bad_cells, with_rows
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.report import MOST_SUBJECTS, Cause, Problem, causes_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a problem is accepted, by whom, and for how long."""

    reason: str
    acknowledged_by: str
    acknowledged_on: date
    review_by: date | None = None


def matching(problems: Sequence[Problem], subjects: Collection[str]) -> list[Problem]:
    """The problems that name all of ``subjects``; only those that name no others, if there are any."""
    naming = [problem for problem in problems if set(subjects) <= set(problem.subjects)]
    exactly = [problem for problem in naming if set(subjects) == set(problem.subjects)]
    return exactly or naming


def cause_of(found: Sequence[Problem], problems: Sequence[Problem]) -> Cause | None:
    """The cause that all of ``found`` have in common, if it has several problems.

    Args:
        found: some of the problems.
        problems: all problems that a rule finds.
    """
    (cause, *others) = [each for each in causes_of(problems) if any(problem in each.members for problem in found)]
    return cause if not others and cause.problems > 1 else None


def open_causes(problems: Sequence[Problem]) -> list[Problem | Cause]:
    """What is still to be judged: causes with several problems, and single problems."""
    can_be = (problem for problem in problems if problem.can_be_acknowledged and problem.subjects)
    return [cause if cause.problems > 1 else cause.first for cause in causes_of(can_be) if not cause.acknowledged]


def of_article(package: Package, article_id: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems about an article: the article itself, its passages, their claims, or its reference list.

    Raises:
        Unavailable: if a table could not be read.
    """
    passages, claims = package.table("passages"), package.table("claims")
    article_of = dict(passages.rows("passage_id", "article_id"))
    claims_article = {claim: article_of.get(passage, "") for claim, passage in claims.rows("claim_id", "passage_id")}

    def is_about(subject: str, table: str) -> bool:
        first = subject.partition("/")[0]  # of a reference its article, of a relation a claim
        known = {"passages": article_of, "claims": claims_article, "relations": claims_article}
        return article_id == (first if table in ("articles", "references") else known.get(table, {}).get(first, ""))

    return [
        problem
        for problem in problems
        if any(is_about(*pair) for pair in zip(problem.subjects, problem.subject_tables, strict=False))
    ]


def acknowledge(
    table: Table, accepted: Sequence[Problem | Cause], standing: Sequence[Problem], judgement: Judgement
) -> tuple[bytes, int]:
    """The acknowledgements with a row for each accepted problem or cause.

    It replaces a row for the same rule and subjects, or for the same cause, that has lapsed since values changed or a
    claim was added.

    Args:
        table: the acknowledgements as they are.
        accepted: what is accepted.
        standing: all problems that the same rules find now.
        judgement: what was judged.

    Returns:
        the table's new file, and how many rows were replaced.

    Raises:
        UneditableError: if the table can't be rewritten, or the judgement can't be put into it.
    """
    rows = [_row(each, judgement) for each in accepted]
    for row in rows:
        refuse_bad_cells(table.schema, row)
    found = {problem.fingerprint for problem in standing} | {cause.fingerprint for cause in causes_of(standing)}
    about = {(row["rule"], row["cause"] or row["subjects"]) for row in rows}
    rows_now = table.rows("rule", "fingerprint", "subjects", "cause")
    outdated = [
        (rule, fingerprint)
        for rule, fingerprint, subjects, cause in rows_now
        if (rule, cause or subjects) in about and fingerprint not in found
    ]
    return with_rows(table, rows, outdated), len(outdated)


def _row(accepted: Problem | Cause, judgement: Judgement) -> dict[str, str]:
    return {
        "rule": accepted.rule,
        "subjects": LIST_DELIMITER.join(accepted.subjects[:MOST_SUBJECTS]),
        "fingerprint": accepted.fingerprint,
        "reason": judgement.reason,
        "acknowledged_by": judgement.acknowledged_by,
        "acknowledged_on": judgement.acknowledged_on.isoformat(),
        "review_by": judgement.review_by.isoformat() if judgement.review_by else "",
        "cause": accepted.cause if isinstance(accepted, Cause) else "",
    }
