"""What kind of study a paper is, where its database says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_BY_TYPE = {
    "preprint": "preprint",
    "meta-analysis": "meta_analysis",
    "network meta-analysis": "meta_analysis",
    "systematic review": "systematic_review",
    "randomized controlled trial": "randomised_trial",
    "randomised controlled trial": "randomised_trial",
    "equivalence trial": "randomised_trial",
    "pragmatic clinical trial": "randomised_trial",
    "guideline": "guideline",
    "practice guideline": "guideline",
    "consensus development conference": "guideline",
    "consensus development conference, nih": "guideline",
    "case reports": "case_report",
    "case report": "case_report",
    "observational study": "non_randomised_study",
    "cohort study": "non_randomised_study",
    "case-control study": "non_randomised_study",
    "review": "narrative_review",
    "letter": "other",
    "editorial": "other",
    "comment": "other",
    "news": "other",
    "retraction notice": "other",
    "retraction of publication": "other",
    "published erratum": "other",
    "erratum": "other",
    "expression of concern": "other",
}
"""By what databases call a publication type, the first that holds counting: what it is here."""

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
    """The word of ``source_type``; blank where the types do not settle it.

    Args:
        types: the publication types as the database has them.
        title: the paper's title: a "Review" that calls itself systematic is not taken for a narrative one.
        container: where it appeared: what stands on a preprint server is a preprint.
        sorts_reviews: whether the database marks systematic reviews, as PubMed does.

    >>> source_type(["Journal Article", "Review", "Systematic Review"], sorts_reviews=True)
    'systematic_review'
    >>> source_type(["Review"], "Light and sleep", sorts_reviews=True), source_type(["Review"], "Light and sleep")
    ('narrative_review', '')
    """
    here = {" ".join(each.casefold().split()) for each in types}
    if container.casefold().strip() in _SERVERS:
        return "preprint"
    for name, word in _BY_TYPE.items():
        if name not in here:
            continue
        if name == "review" and not (sorts_reviews and _is_plain_review(here, title)):
            continue
        return word
    return _in_subtitle(title)


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
    """What a paper calls itself behind the colon of its title; blank where that may be another paper.

    >>> _in_subtitle("Lamps and sleep: An updated systematic review and meta-analysis of trials")
    'meta_analysis'
    >>> _in_subtitle("Lamps and sleep: protocol for a systematic review")
    ''
    """
    _, colon, subtitle = title.casefold().rstrip(" .").rpartition(": ")
    if not colon or _ABOUT_ANOTHER.search(title.casefold()):
        return ""
    return next((word for form, word in _SUBTITLES if form.fullmatch(subtitle)), "")


def _is_plain_review(types: Collection[str], title: str) -> bool:
    return "scoping review" not in types and not _MORE_THAN_A_REVIEW.search(title)


def status_of_title(title: str) -> str:
    """What a publisher has put before a title.

    >>> [status_of_title(title) for title in ("RETRACTED: Light and sleep", "WITHDRAWN: Lamps", "Retracted lives")]
    ['retracted', 'withdrawn', '']
    """
    found = re.match(r"\W*(RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?: (?:ARTICLE|Article|PAPER|Paper))?\W*:", title)
    return found[1].casefold() if found else ""


_ORDER = ("retracted", "withdrawn", "concern", "corrected")


def gravest(statuses: Iterable[str]) -> str:
    """The gravest of several retraction statuses; blank if there is none."""
    here = set(statuses)
    return next((status for status in _ORDER if status in here), "")
