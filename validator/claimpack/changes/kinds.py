"""The kinds of change: one table, with what each means for a reviewer and whether it weakens the evidence.

A change weakens the evidence if a claim then has less evidence than before, says more on the same evidence, or is no
longer checked in some respect. It may still be right: somebody should look at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimpack.wording import joined, nearest, quoted


class Kind(NamedTuple):
    """One kind of change."""

    name: str
    tables: str
    """The tables of such changes, separated by commas; ``package`` is the descriptor."""
    why: str
    weakens: bool
    is_quiet: bool
    """Whether it is only counted, unless all changes are asked for: it does not concern the evidence."""


_ABOUT = "claims, sources, estimates"
_ALL_BELOW = f"{_ABOUT}, concepts, passages"
_WEAKENING = (
    ("verdict-weakened", "claims", "The evidence supports the claim less, or no result is left to compare it with."),
    ("verdict-lifted", "claims", "The claim fares better because a record that counted against it has changed."),
    ("claim-removed", "claims", "What the article says is no longer on record, and no rule checks it."),
    ("direction-flipped", "claims", "Only one of the two can be true, or a warning or open claim now reassures."),
    ("direction-strengthened", "claims", "The claim reassures more than before, on the same evidence."),
    ("direction-weakened", "claims", "The claim says less of the outcome, so that less can contradict it."),
    ("statement-turned", "claims", "It states another number, denies what it said, or sounds more or less sure."),
    ("scope-widened", _ABOUT, "It is now about something broader, or anything, on the evidence for less."),
    ("scope-replaced", _ABOUT, "It is now about something else, or from another source, and bears on other claims."),
    ("qualifier-dropped", "claims", "A limit of the claim is gone, or it now calls a harm milder or rarer."),
    ("source-dropped", "claims", "The claim no longer cites a source, whose numbers no longer bear on it."),
    (
        "check-loosened",
        f"{_ABOUT}, concepts, package",
        "Its type, certainty, margin or the like has changed, so that fewer or other checks apply.",
    ),
    ("number-lowered", "claims, sources", "There are fewer people or studies, or the number is gone."),
    ("detail-dropped", _ALL_BELOW, "A cell that rules compare or readers look up is now blank, or lacks an item."),
    ("source-replaced", "sources", "It may be another paper, or is no longer identified: look it up."),
    ("source-retracted", "sources", "The paper is now retracted, corrected, or under an expression of concern."),
    ("source-superseded", "sources", "A newer source takes the place of this one, which claims may still cite."),
    ("retraction-withdrawn", "sources", "A retraction, concern, correction, successor or check is milder or gone."),
    ("estimate-removed", "estimates", "A number is gone with which claims could be compared."),
    ("estimate-verdict-changed", "estimates", "It shows something else, nothing, or the same less precisely."),
    ("broader-dropped", "concepts", "Claims on the two concepts are no longer compared."),
    ("relation-loosened", "relations", "Fewer checks apply to two claims, a caveat is gone, or a check is silenced."),
    (
        "warning-acknowledged",
        "acknowledgements",
        "A problem was accepted (again), or more with it, and no longer fails the check.",
    ),
    ("review-postponed", "acknowledgements", "The review of an accepted problem was postponed or cancelled."),
    ("disclosure-dropped", "articles", "Readers see less of who is behind the article, or of their interests."),
    (
        "passage-uncovered",
        "passages",
        "It, or part of it, is gone or said to carry no claim, so no rule asks for its claims.",
    ),
    ("reference-changed", "references", "A citation in the article now belongs to another source, or to none."),
)
_OTHERS = (
    ("verdict-changed", "claims", "The claim has another verdict that is not weaker."),
    ("claim-added", "claims", "It is new: nobody has compared it with its passage before."),
    ("direction-changed", "claims", "The claim now warns, warns of more, or leaves open what it did not mention."),
    ("record-added", "all others", "A record is new."),
    ("record-removed", "all others", "A record is gone; what depended on it is reported as well."),
    ("record-renamed", "all", "A record has another id; all other cells are the same."),
    ("record-changed", "all, package", "Another change of meaning: worth reading."),
)
_QUIET = (
    ("passage-repinned", "passages", "It is new, renamed, moved, pinned again, or gone together with its article."),
    ("note-changed", "claims, relations", "A note for curators has changed."),
)
KINDS = {
    name: Kind(name, tables, why, weakens=rows is _WEAKENING, is_quiet=rows is _QUIET)
    for rows in (_WEAKENING, _OTHERS, _QUIET)
    for name, tables, why in rows
}
"""Each kind under its name; those that weaken the evidence first."""

VERDICT_KINDS = VERDICT_WEAKENED, VERDICT_LIFTED, VERDICT_CHANGED = (
    *("verdict-weakened", "verdict-lifted"),
    "verdict-changed",
)
WEAKENED, ANY, NEVER = "weakened", "any", "never"
"""The names for every kind that weakens the evidence, for every kind, and for none."""


class UnknownKindError(ValueError):
    """A name is no kind of change; the message suggests one."""


def chosen(names: Iterable[str]) -> frozenset[str]:
    """The kinds that are meant by names of kinds, ``weakened``, ``any``, or ``never`` by itself.

    Raises:
        UnknownKindError: if one is none of these, or ``never`` is not by itself.
    """
    every = dict.fromkeys(names)
    if NEVER in every and len(every) > 1:
        raise UnknownKindError("never must be the only kind that is named.")
    for name in every:
        if name not in choices():
            raise UnknownKindError(joined(f"{quoted(name)} is no kind of change.", nearest(name, choices())))
    return frozenset(
        name for name, kind in KINDS.items() if name in every or ANY in every or (WEAKENED in every and kind.weakens)
    )


def choices() -> list[str]:
    """All that ``chosen`` takes."""
    return [NEVER, WEAKENED, ANY, *KINDS]
