"""The kind of study that a paper is, if its database says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TYPES = {
    "preprint": "preprint",
    "meta_analysis": "meta-analysis; network meta-analysis",
    "systematic_review": "systematic review",
    "randomised_trial": "randomized controlled trial; randomised controlled trial; equivalence trial;"
    " pragmatic clinical trial",
    "guideline": "guideline; practice guideline; consensus development conference;"
    " consensus development conference, nih",
    "case_report": "case reports; case report",
    "non_randomised_study": "observational study; cohort study; case-control study",
    "narrative_review": "review",
    "other": "letter; editorial; comment; news; retraction notice; retraction of publication; published erratum;"
    " erratum; expression of concern",
}
"""The publication types of databases for each word of ``source_type``; the first match counts."""

_MORE_THAN_A_REVIEW = re.compile(
    r"systematic|meta-?\s?analy|scoping|umbrella review|rapid review|evidence synthesis|cochrane", re.IGNORECASE
)
_SERVERS = frozenset(
    {
        "arxiv", "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "research square", "preprints.org", "preprints",
        "ssrn", "ssrn electronic journal", "f1000research preprint", "authorea", "osf preprints",
        "biorxiv : the preprint server for biology", "medrxiv : the preprint server for health sciences",
        "biorxiv: the preprint server for biology", "medrxiv: the preprint server for health sciences",
    }
)  # fmt: skip


def source_type(types: Iterable[str], title: str = "", container: str = "", *, sorts_reviews: bool = False) -> str:
    """The word of ``source_type``; blank if the types are not enough for one.

    Args:
        types: the publication types in the database.
        title: the paper's title: a "Review" that calls itself systematic is not a narrative one.
        container: where it appeared: a paper on a preprint server is a preprint.
        sorts_reviews: whether the database marks systematic reviews, as PubMed does.

    >>> source_type(["Journal Article", "Review", "Systematic Review"], sorts_reviews=True)
    'systematic_review'
    >>> source_type(["Review"], "Light and sleep", sorts_reviews=True), source_type(["Review"], "Light and sleep")
    ('narrative_review', '')
    """
    here = {" ".join(each.casefold().split()) for each in types}
    if container.casefold().strip() in _SERVERS:
        return "preprint"
    if not sorts_reviews or "scoping review" in here or _MORE_THAN_A_REVIEW.search(title):
        here.discard("review")
    return next((word for word, names in _TYPES.items() if here & {*names.split("; ")}), "") or _in_subtitle(title)


_QUALIFIED = r"(?:an?\s|the\s)?(?:[\w-]+,?\s){0,5}?"
_SUBTITLES = (
    (
        re.compile(rf"{_QUALIFIED}(?:systematic review (?:and|with) )?(?:network )?meta-?\s?analys[ie]s\b.*"),
        "meta_analysis",
    ),
    (re.compile(rf"{_QUALIFIED}systematic review\b.*"), "systematic_review"),
    (re.compile(rf"{_QUALIFIED}randomi[sz]ed,?\s(?:[\w-]+,?\s){{0,6}}trial"), "randomised_trial"),
)
_ABOUT_ANOTHER = re.compile(
    r"\b(?:protocols?|comments?|commentary|reply|response|letter|erratum|corrigendum|correction|rationale|design|"
    r"secondary|post[ -]hoc|follow-?up|sub-?study|plan|methods?|methodolog\w+|baseline|lessons|survey)\b"
)


def _in_subtitle(title: str) -> str:
    """The kind that a paper's subtitle names; blank if that may be the kind of another paper.

    >>> _in_subtitle("Lamps and sleep: An updated systematic review and meta-analysis of trials")
    'meta_analysis'
    >>> _in_subtitle("Lamps and sleep: protocol for a systematic review")
    ''
    """
    _, colon, subtitle = title.casefold().rstrip(" .").rpartition(": ")
    if not colon or _ABOUT_ANOTHER.search(title.casefold()):
        return ""
    return next((word for form, word in _SUBTITLES if form.fullmatch(subtitle)), "")


def status_of_title(title: str) -> str:
    """The retraction status that a publisher has put before a title.

    >>> [status_of_title(title) for title in ("RETRACTED: Light and sleep", "WITHDRAWN: Lamps", "Retracted lives")]
    ['retracted', 'withdrawn', '']
    """
    found = re.match(r"\W*(RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?: (?:ARTICLE|Article|PAPER|Paper))?\W*:", title)
    return found[1].casefold() if found else ""


def most_severe(statuses: Iterable[str]) -> str:
    """The most severe of several retraction statuses; blank if there is none."""
    here = set(statuses)
    return next((status for status in ("retracted", "withdrawn", "concern", "corrected") if status in here), "")
