"""The kinds of change: a closed list, each with whether it weakens the evidence, and why.

A change weakens the evidence if afterwards a claim rests on less than before, says more on the same evidence, or is no
longer checked where it was. It may be right all the same: somebody should look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from validator.wording import joined, nearest, quoted


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change."""

    name: str
    table: str
    """The table whose records change so; ``package`` where it is the descriptor."""
    why: str
    """What it is and what follows from it, as one sentence."""
    weakens: bool = False
    """Whether it weakens the evidence."""
    is_quiet: bool = False
    """Whether it is only counted unless all is asked for: what it says of the evidence is nothing."""


def _weakening(name: str, table: str, why: str) -> Kind:
    return Kind(name, table, why, weakens=True)


def _quiet(name: str, table: str, why: str) -> Kind:
    return Kind(name, table, why, is_quiet=True)


KINDS = (
    _weakening("claim-removed", "claims", "What the article says there is no longer on record, and no rule checks it."),
    Kind("claim-added", "claims", "A claim is new, so nobody has read it against its passage before."),
    Kind("claim-renamed", "claims", "A claim has another id and is the same in every other cell."),
    _weakening(
        "direction-flipped",
        "claims",
        "Of the two directions only one can be so, or what was said to occur, to rise or to be unknown is now said not "
        "to rise, never to be seen, or to be favourable.",
    ),
    _weakening(
        "direction-weakened",
        "claims",
        "The claim says less of the outcome than before, so that less evidence can contradict it.",
    ),
    _weakening(
        "direction-strengthened",
        "claims",
        "The claim reassures of the outcome more than before, or where it said nothing of it, on the same evidence.",
    ),
    Kind(
        "direction-changed",
        "claims",
        "The claim now warns, warns of more, or leaves open what it said nothing of; none of its evidence is silenced.",
    ),
    _weakening("source-dropped", "claims", "The claim no longer cites a source, whose estimates no longer bear on it."),
    Kind("source-cited", "claims", "The claim cites one more source."),
    _weakening(
        "population-shrunk", "claims", "The claim rests on fewer people than before, or no longer says on how many."
    ),
    Kind(
        "population-grown",
        "claims",
        "The claim rests on more people than before, or says on how many for the first time.",
    ),
    _weakening(
        "population-basis-loosened",
        "claims",
        "The number of people is no longer held against the passage, or against the sources, as it was before.",
    ),
    Kind("population-basis-changed", "claims", "It is now told where the number of people comes from."),
    _weakening(
        "scope-widened", "claims", "The claim is about something broader than before, on the evidence for the narrower."
    ),
    _weakening(
        "scope-replaced",
        "claims",
        "The claim is about something else that neither includes nor is part of the old; what bore on it may not now.",
    ),
    Kind("scope-narrowed", "claims", "The claim is about a part of what it was about before."),
    _weakening(
        "qualifier-dropped", "claims", "The claim no longer says what limited it, and so says more than before."
    ),
    _weakening(
        "qualifier-softened",
        "claims",
        "The outcome is said to be milder or rarer than before, or a harm of which that was not said is made less of.",
    ),
    Kind(
        "qualifier-changed",
        "claims",
        "What limits the claim is in other words, or the outcome graver or more frequent.",
    ),
    Kind("qualifier-added", "claims", "The claim says what limits it, and so says less than before."),
    _weakening("study-count-shrunk", "claims", "The claim rests on fewer studies, or no longer says on how many."),
    Kind("study-count-grown", "claims", "The claim rests on more studies, or says on how many for the first time."),
    _weakening(
        "type-loosened",
        "claims",
        "The claim is now of a type that needs no source, or no longer a synthesis, of which each cited source has to "
        "report on the outcome.",
    ),
    Kind("type-changed", "claims", "The claim is of another type, which asks for as much evidence as the old one."),
    Kind(
        "statement-reworded", "claims", "The claim is in other words; whether they say the same is for people to judge."
    ),
    _weakening(
        "year-dropped", "claims", "The year that the passage gives for the source is no longer told, nor compared."
    ),
    Kind("year-changed", "claims", "The year that the passage gives for the claim's source is another one."),
    Kind("passage-moved", "claims", "The claim stands on another passage, which may say something else."),
    _weakening("source-unidentified", "sources", "It is no longer known which paper the source is."),
    Kind("source-identified", "sources", "It is now known which paper the source is."),
    _weakening("source-retracted", "sources", "The paper is now retracted, or under an expression of concern."),
    _weakening("source-corrected", "sources", "The paper was corrected, so what was taken from it may be otherwise."),
    _weakening(
        "retraction-withdrawn", "sources", "A retraction, concern or correction is told less gravely or no longer."
    ),
    _weakening("retraction-check-dropped", "sources", "Nobody has looked any more whether the paper was retracted."),
    _weakening("source-superseded", "sources", "A newer source takes this one's place, which claims may still cite."),
    _weakening("supersession-withdrawn", "sources", "A newer source no longer counts as taking this one's place."),
    _weakening(
        "source-replaced",
        "sources",
        "A DOI, PMID or PMCID is another one or gone, or little of the title is left: it may be another paper or none.",
    ),
    _weakening(
        "source-population-shrunk", "sources", "The source has fewer people than before, or no longer says how many."
    ),
    _weakening(
        "source-scope-widened",
        "sources",
        "The source is said to have studied something broader than before, or anything, so that it covers more claims.",
    ),
    _weakening(
        "source-scope-replaced",
        "sources",
        "The source is said to have studied something else that neither includes nor is part of the old.",
    ),
    Kind("source-scope-narrowed", "sources", "The source is said to have studied a part of what it did before."),
    _weakening(
        "source-detail-dropped", "sources", "Something is no longer told of the source, so nothing is held against it."
    ),
    Kind("source-renamed", "sources", "A source has another id and is the same in every other cell."),
    Kind("source-added", "sources", "A source is new."),
    Kind("source-removed", "sources", "A source is gone; for each claim that cited it that is told as well."),
    Kind("source-changed", "sources", "Something else of the source is told otherwise."),
    _weakening("estimate-removed", "estimates", "A number is gone that claims could be held against."),
    _weakening(
        "estimate-verdict-changed",
        "estimates",
        "The printed numbers said more of the outcome, less, that neither is shown, or that somebody had it, and now "
        "say something else or can't tell.",
    ),
    _weakening(
        "estimate-less-precise",
        "estimates",
        "The confidence interval includes the old one and is wider, so that less can contradict it.",
    ),
    _weakening(
        "estimate-number-dropped",
        "estimates",
        "A number, or what the source says of it, is no longer recorded, and nothing is held against it.",
    ),
    _weakening(
        "estimate-moved",
        "estimates",
        "The number is now of another source, or of another or a broader outcome, intervention, route, population or "
        "comparator, and bears on other claims.",
    ),
    Kind(
        "estimate-scope-narrowed",
        "estimates",
        "It is told more exactly what the number is of, and that is a part of what it could be of before.",
    ),
    Kind("estimate-changed", "estimates", "A number, or what is said of it, is another one than before."),
    Kind("estimate-renamed", "estimates", "An estimate has another id and is the same in every other cell."),
    Kind("estimate-added", "estimates", "A number is new that claims can be held against."),
    _weakening(
        "broader-dropped", "concepts", "Claims on the one are no longer compared with claims on the other concept."
    ),
    Kind("broader-added", "concepts", "Claims on the one are now compared with claims on the other concept."),
    _weakening(
        "concept-detail-dropped",
        "concepts",
        "A definition or identifiers are gone, so it is no longer told what exactly the concept covers.",
    ),
    Kind("concept-renamed", "concepts", "A concept has another id and is the same in every other cell."),
    Kind("concept-added", "concepts", "A concept is new."),
    Kind("concept-removed", "concepts", "A concept is gone; what used it tells so as well."),
    Kind(
        "concept-changed",
        "concepts",
        "A concept has another kind, label, definition or identifier, or another place among the same broader ones.",
    ),
    _weakening(
        "relation-removed", "relations", "What one claim is to another is no longer on record, and no rule checks it."
    ),
    _weakening(
        "relation-loosened",
        "relations",
        "One claim is something else to another than before, and rules hold the two to less.",
    ),
    Kind(
        "relation-changed",
        "relations",
        "One claim is something else to another than before, and rules hold the two to as much or more.",
    ),
    Kind("relation-added", "relations", "What one claim is to another is on record and checked."),
    _weakening(
        "qualification-added",
        "relations",
        "A claim that was there before is now said to be limited by another, or a note now says how, so that "
        "certainty-conflict no longer tells of the two.",
    ),
    _weakening(
        "qualification-dropped",
        "relations",
        "A claim is no longer said to be limited by another, or no longer how: readers lose a caveat or its reason.",
    ),
    Kind(
        "qualification-reworded",
        "relations",
        "What one claim limits in another is told in other words, which readers see; whether they say as much is for "
        "people to judge.",
    ),
    _weakening(
        "support-by-relation",
        "relations",
        "A claim that was there before and cites no source, or is a synthesis, is now said to restate or sum up "
        "another, which stands in for what its own sources would have to show.",
    ),
    _weakening(
        "warning-acknowledged",
        "acknowledgements",
        "A problem was accepted, or accepted anew under another fingerprint, and fails no check.",
    ),
    _weakening(
        "review-postponed", "acknowledgements", "An accepted problem is to be looked at later than before, or never."
    ),
    Kind(
        "acknowledged-from-the-start",
        "acknowledgements",
        "A problem was accepted in a package that is new as a whole: nothing that was there before is weakened by it.",
    ),
    Kind("acknowledgement-withdrawn", "acknowledgements", "A problem is no longer accepted."),
    Kind(
        "acknowledgement-altered",
        "acknowledgements",
        "An accepted problem has another reason or subject, or a subject that is called otherwise, was accepted by "
        "others or on another day, or is to be looked at sooner.",
    ),
    _weakening("disclosure-dropped", "articles", "Readers are no longer told what its publisher stands to gain."),
    _weakening(
        "disclosure-changed",
        "articles",
        "A word is gone of what readers were told that its publisher stands to gain.",
    ),
    Kind("article-text-changed", "articles", "The article itself was edited since its passages were pinned."),
    Kind("article-renamed", "articles", "An article has another id and is the same in every other cell."),
    Kind("article-added", "articles", "An article is new."),
    Kind("article-removed", "articles", "An article is gone; for each of its claims that is told as well."),
    Kind("article-changed", "articles", "Something else of the article is told otherwise."),
    _weakening("passage-uncovered", "passages", "A passage that carried claims is now said to carry none."),
    Kind("passage-covered", "passages", "A passage that was said to carry no claim now does."),
    _weakening(
        "passage-citations-dropped",
        "passages",
        "The passage no longer cites a number of the reference list, which no claim on it is compared with any more.",
    ),
    Kind("passage-citations-changed", "passages", "The passage cites one more number of the reference list."),
    _weakening(
        "passage-words-dropped",
        "passages",
        "A passage's first or last words are no longer recorded, nor compared with the article.",
    ),
    _weakening(
        "passage-removed", "passages", "A passage is gone, and no rule asks for the claims that it carried or could."
    ),
    Kind(
        "passage-changed",
        "passages",
        "A passage is other words of an article that was not edited, or another part of its layout.",
    ),
    _quiet("passage-added", "passages", "A passage is new."),
    _quiet("passage-renamed", "passages", "A passage has another id and is the same in every other cell."),
    _quiet("passage-repinned", "passages", "A passage is pinned anew in an article that was edited."),
    _quiet("passage-gone-with-article", "passages", "A passage is gone since its article is, which is told as well."),
    _quiet(
        "passage-described",
        "passages",
        "A passage's place, its first or last words, or the reason why it carries no claim is told otherwise.",
    ),
    _weakening("reference-removed", "references", "It is no longer known what a number in the article cites."),
    _weakening("reference-changed", "references", "A number in the article now stands for another source."),
    Kind("reference-added", "references", "It is now known what a number in the article cites."),
    Kind("package-changed", "package", "The descriptor says something else of the package as a whole."),
    _quiet("note-changed", "claims", "A note on a claim or a relation is another one."),
)
"""All kinds, those of one table together."""

BY_NAME = {kind.name: kind for kind in KINDS}
"""Each kind under its name."""

WEAKENED = "weakened"
"""Stands for every kind that weakens the evidence."""
ANY = "any"
"""Stands for every kind."""
NEVER = "never"
"""Stands for none."""


class UnknownKindError(ValueError):
    """What was named is no kind of change; the message says what was perhaps meant."""


def chosen(names: Iterable[str]) -> frozenset[str]:
    """The kinds that ``names`` stand for: names of kinds, ``weakened``, ``any``, or ``never`` by itself.

    Raises:
        UnknownKindError: if one is none of these, or ``never`` is not by itself.
    """
    found: set[str] = set()
    every = list(dict.fromkeys(names))
    for name in every:
        match name:
            case "weakened":
                found.update(kind.name for kind in KINDS if kind.weakens)
            case "any":
                found.update(BY_NAME)
            case "never":
                if len(every) > 1:
                    raise UnknownKindError("never stands by itself, and other kinds of change were named beside it.")
            case _ if name in BY_NAME:
                found.add(name)
            case _:
                suggestion = nearest(name, choices())
                raise UnknownKindError(joined(f"{quoted(name)} is no kind of change.", suggestion))
    return frozenset(found)


def choices() -> Sequence[str]:
    """All that ``chosen`` takes."""
    return [NEVER, WEAKENED, ANY, *BY_NAME]
