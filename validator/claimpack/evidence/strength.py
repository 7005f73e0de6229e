"""The strength of evidence: by the type of a source, and by the certainty of a result."""

from claimpack.evidence.measures import Row

_STRENGTH = {
    "meta_analysis": 3,
    "systematic_review": 3,
    "randomised_trial": 2,
    "non_randomised_study": 1,
    "registry": 1,
}
"""After the levels of evidence for harms of the Oxford Centre for Evidence-Based Medicine, 2011,
https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence."""


CERTAINTIES = ("very_low", "low", "moderate", "high")
"""The words of `certainty` (GRADE), the lowest first."""

WORDINGS = ("unclear", "may", "probably", "asserts")
"""The words of a claim's `wording`, the least sure first."""


def strength_of(source: Row) -> int:
    """From 3 for a systematic review down to 0 for a case report, a preprint or a type that is not known."""
    return _STRENGTH.get(source["source_type"], 0)
