"""Imports reviews that readers have saved from the page.

FILE is what the page of claimpack page saves in the browser: who read which claims, on which day, whether they agree,
and their comments. A claim with which the reader agrees gets reviewed_by and reviewed_on; a later review replaces an
earlier one. Comments are shown but written nowhere: they are for you to act on. A claim with which the reader disagrees
stays as it is, and so does one that has changed since it was read.

\b
Examples:
  claimpack import reviews reviews-my-claims.json
  claimpack import reviews anna.json ben.json --dry-run
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from claimpack.curation.imports.proposal import (
    ImportFile,
    NotImported,
    Option,
    Proposal,
    ProposedRecord,
    Request,
    UnusableImportError,
)
from claimpack.package.claimdigest import claim_digest
from claimpack.package.table import Record
from claimpack.wording import counted, quoted

OPTIONS: tuple[Option, ...] = ()
_VERSION = "1"
_COLUMNS = ("reviewed_by", "reviewed_on")
_LONGEST_COMMENT = 2_000
_SAVE_ANEW = "Save the reviews from the page again, and change nothing in the file."


class _Review(NamedTuple):
    file: str
    reviewer: str
    day: str
    claim_id: str
    digest: str
    agrees: bool
    comment: str


def propose(request: Request) -> Proposal:
    """The reviews that the files give.

    Raises:
        UnusableImportError: if a file holds no reviews, or reviews of another package.
        Unavailable: if the claims could not be read.
    """
    claims = {record.key: record for record in request.package.table("claims") if record.key}
    reviews = [review for file in request.files for review in _read(file, request)]
    agreeing = sum(review.agrees for review in reviews)
    proposal = Proposal(
        f"{counted(len(reviews), 'review')}, of which {agreeing:,} agree and {len(reviews) - agreeing:,} disagree,"
    )
    for review in sorted(reviews, key=lambda review: review.day):
        _take(proposal, review, claims.get(review.claim_id))
    return proposal


def _take(proposal: Proposal, review: _Review, claim: Record | None) -> None:
    origin = f"{review.file}, {review.reviewer} on {review.day}"
    said = f": {quoted(review.comment, _LONGEST_COMMENT)}" if review.comment else ""
    if claim is None:
        proposal.left.append(NotImported(origin, review.claim_id, f"there is no such claim any more{said}"))
    elif claim_digest(claim) != review.digest:
        why = f"its record has changed since it was read: have it read again{said}"
        proposal.left.append(NotImported(origin, review.claim_id, why))
    elif not review.agrees:
        proposal.left.append(
            NotImported(origin, review.claim_id, f"the reader disagrees{said or ', and does not say why'}")
        )
    else:
        if review.comment:
            proposal.notes.append(f"{review.claim_id}, {review.reviewer} agrees and says{said}.")
        if claim["reviewed_on"] > review.day:
            why = f"{claim['reviewed_by'] or 'somebody'} reviewed it later, on {claim['reviewed_on']}"
            proposal.left.append(NotImported(origin, review.claim_id, why, needs_a_person=False))
            return
        row = {"claim_id": review.claim_id, "reviewed_by": review.reviewer, "reviewed_on": review.day}
        proposal.records.append(ProposedRecord("claims", row, origin, replaces=_COLUMNS))


def _read(file: ImportFile, request: Request) -> Iterator[_Review]:
    try:
        content = json.loads(file.content)
    except (ValueError, RecursionError):
        raise UnusableImportError("is not JSON", _SAVE_ANEW, file=file.name) from None
    if not isinstance(content, dict) or content.get("claimpack_reviews") != _VERSION:
        hint = "Name a file that the page of claimpack page has saved."
        raise UnusableImportError("holds no reviews", hint, file=file.name)
    package = content.get("package")
    name = package.get("name") if isinstance(package, dict) else None
    if name != request.package.descriptor.name:
        here = request.package.descriptor.name
        what = f"holds reviews of {quoted(str(name))}, and this package is {quoted(here)}"
        raise UnusableImportError(what, "Name the package that they are of with --package.", file=file.name)
    reviewer, day = _text(content, "reviewer", file), _text(content, "reviewed_on", file)
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        raise UnusableImportError(f"has {quoted(day)} for the day", _SAVE_ANEW, file=file.name) from None
    if parsed > request.package.today:
        hint = "Check the clock of the machine that saved it, and correct the day."
        raise UnusableImportError(f"is dated {day}, which is in the future", hint, file=file.name)
    reviews = content.get("reviews")
    if not isinstance(reviews, list):
        raise UnusableImportError("has no list of reviews", _SAVE_ANEW, file=file.name)
    for each in reviews:
        if not isinstance(each, dict) or each.get("opinion") not in ("agree", "disagree"):
            raise UnusableImportError("has a review that says neither agree nor disagree", _SAVE_ANEW, file=file.name)
        comment = each.get("comment")
        yield _Review(
            file.name,
            reviewer,
            parsed.isoformat(),
            _text(each, "claim_id", file),
            _text(each, "digest", file),
            each["opinion"] == "agree",
            " ".join(comment.split()) if isinstance(comment, str) else "",
        )


def _text(content: Mapping[str, Any], name: str, file: ImportFile) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UnusableImportError(f"has no {name.replace('_', ' ')}", _SAVE_ANEW, file=file.name)
    return " ".join(value.split())
