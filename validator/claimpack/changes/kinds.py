"""The kinds of change: one table, with what each means for a reviewer and whether it weakens the evidence.

A change weakens the evidence if afterwards a claim rests on less than before, says more on the same evidence, or is no
longer checked where it was. It may be right all the same: somebody should look at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimpack.wording import joined, nearest, quoted


class Kind(NamedTuple):
    """One kind of change."""

    name: str
    tables: str
    """The tables whose records change so, with commas between them; ``package`` is the descriptor."""
    why: str
    weakens: bool
    is_quiet: bool
    """Whether it is only counted unless all is asked for: it says nothing of the evidence."""


_ABOUT = "claims, sources, estimates"
_ALL_BELOW = f"{_ABOUT}, concepts, passages"
_WEAKENING = (
    ("verdict-weakened", "claims", "The evidence now carries the claim less, or it is no longer held against any."),
    ("claim-removed", "claims", "What the article says is no longer on record, and no rule checks it."),
    ("direction-flipped", "claims", "Only one of the two can be true, or what warned or left open now reassures."),
    ("direction-strengthened", "claims", "The claim reassures more than before, on the same evidence."),
    ("direction-weakened", "claims", "The claim says less of the outcome, so that less can contradict it."),
    ("scope-widened", _ABOUT, "It is about something broader, or anything, on the evidence for the narrower."),
    ("scope-replaced", _ABOUT, "It is about something else, or of another source, and bears on other claims."),
    ("qualifier-dropped", "claims", "What limits the claim is gone, or it makes a harm milder or rarer."),
    ("source-dropped", "claims", "The claim no longer cites a source, whose numbers no longer bear on it."),
    ("check-loosened", "claims", "By its type or the basis of its number it is held to less, or to something else."),
    ("number-lowered", "claims, sources", "There are fewer people or studies, or it no longer says how many."),
    ("detail-dropped", _ALL_BELOW, "A cell that rules compare or readers look up is blank, or lacks an item."),
    ("source-replaced", "sources", "It may be another paper, or it is no longer known which: look it up."),
    ("source-retracted", "sources", "The paper is now retracted, corrected, or under an expression of concern."),
    ("source-superseded", "sources", "A newer source takes the place of this one, which claims may still cite."),
    (
        "retraction-withdrawn",
        "sources",
        "A retraction, concern, correction, newer source or look-up is milder or gone.",
    ),
    ("estimate-removed", "estimates", "A number is gone that claims could be held against."),
    ("estimate-verdict-changed", "estimates", "The numbers show something else, nothing, or the same less precisely."),
    ("broader-dropped", "concepts", "Claims on the one are no longer compared with claims on the other concept."),
    ("relation-loosened", "relations", "Two claims are held to less, a caveat is gone, or a check is newly silenced."),
    ("warning-acknowledged", "acknowledgements", "A problem was accepted, or accepted again, and fails no check."),
    ("review-postponed", "acknowledgements", "The next look at an accepted problem was put off, or taken out."),
    ("disclosure-dropped", "articles", "Readers see less of what the publisher stands to gain."),
    ("passage-uncovered", "passages", "It is gone or said to carry no claim, so that no rule asks for its claims."),
    ("reference-changed", "references", "A number in the article is that of another source, or of none."),
)
_OTHERS = (
    ("verdict-changed", "claims", "The verdict on the claim is another one, and no weaker."),
    ("claim-added", "claims", "Nobody has read the claim against its passage before."),
    ("direction-changed", "claims", "The claim now warns, warns of more, or leaves open what it was silent on."),
    ("record-added", "all others", "A record is new."),
    ("record-removed", "all others", "A record is gone; what rested on it is reported as well."),
    ("record-renamed", "all", "A record has another id and is the same in every other cell."),
    ("record-changed", "all, package", "Something else is other than before: worth reading."),
)
_QUIET = (
    ("passage-repinned", "passages", "It is new, renamed, elsewhere, pinned again, or gone with its article."),
    ("note-changed", "claims, relations", "A note for curators is another one."),
)
KINDS = {
    name: Kind(name, tables, why, weakens=rows is _WEAKENING, is_quiet=rows is _QUIET)
    for rows in (_WEAKENING, _OTHERS, _QUIET)
    for name, tables, why in rows
}
"""Each kind under its name; those that weaken the evidence first."""

VERDICT_KINDS = VERDICT_WEAKENED, VERDICT_CHANGED = "verdict-weakened", "verdict-changed"
WEAKENED, ANY, NEVER = "weakened", "any", "never"
"""Mean every kind that weakens the evidence, every kind, and none."""


class UnknownKindError(ValueError):
    """What was named is no kind of change; the message says what was perhaps meant."""


def chosen(names: Iterable[str]) -> frozenset[str]:
    """The kinds that ``names`` stand for: names of kinds, ``weakened``, ``any``, or ``never`` by itself.

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


_PAGE_HEAD = """# Kinds of change

Written by `python -m tests.renew`. Each change that `claimpack diff` finds is of one of these kinds;
`--fail-on` takes their names. Those marked with * weaken the evidence: afterwards a claim rests on less than before,
says more on the same evidence, or is no longer checked where it was. They may be right all the same; somebody should
look. Those marked with ~ are only counted unless `--all` is given; JSON always has them.

| kind | of | what it is and what follows |
|---|---|---|
"""


def kinds_page() -> str:
    """The page of the kinds, in Markdown, which ``python -m tests.renew`` writes."""
    marks = {kind.name: " *" if kind.weakens else " ~" if kind.is_quiet else "" for kind in KINDS.values()}
    rows = (f"| `{each.name}`{marks[each.name]} | {each.tables} | {each.why} |\n" for each in KINDS.values())
    return _PAGE_HEAD + "".join(rows)
