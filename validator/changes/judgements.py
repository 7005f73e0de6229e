"""The table of judgements: for each column, what kind of change it is that a cell says something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from validator.changes.cells import items_of, words_of
from validator.changes.papers import IDENTIFIERS, is_another_paper, same
from validator.changes.records import Cell
from validator.changes.versions import Versions
from validator.evidence.directions import disagree
from validator.evidence.scope import SCOPE
from validator.package.tableschema import table_schema
from validator.wording import listed

CHANGED = "record-changed"


class Judged(NamedTuple):
    """What a changed cell, or an item of it, comes to."""

    kind: str
    why: str = ""
    """Why, as a clause after what was and is."""
    item: tuple[str, str, str] | None = None
    """Of one item of a list: the whole message, the item as dropped, and as added."""


Judge = Callable[[Cell, Versions], Iterable[Judged]]


def always(kind: str) -> Judge:
    """Every change of the cell is of this kind."""
    return lambda *_: (Judged(kind),)


def if_less(cell: Cell, _: Versions) -> Iterator[Judged]:
    """A number of people or studies."""
    before, after = cell.before.strip(), cell.after.strip()
    yield Judged("number-lowered" if not after or (before and int(after) < int(before)) else CHANGED)


def if_blank(cell: Cell, _: Versions) -> Iterator[Judged]:
    """A cell that something is compared with, or that readers look something up by."""
    yield Judged(CHANGED if cell.after.strip() else "detail-dropped")


# What a claim says

_WARNS = {"uncertain": 1, "occurs": 2, "increased": 3}
"""The directions that warn, or leave open what may happen: how definite they are."""
_REASSURES = {"favourable": 1, "no_increase": 2, "no_difference": 3, "decreased": 4, "not_observed": 4}
"""The directions that reassure: how much. ``favourable`` is a judgement that no number can contradict; a risk that is
not raised may be lower, and one that is no different is neither; less often, and never seen, say most, and neither of
the two says the other."""


def direction(before: str, after: str) -> Judged:
    """What it means that a claim's direction went from one to the other."""
    if disagree(before, after):
        return Judged("direction-flipped", "of the two only one can be true")
    if before in _WARNS and after in _REASSURES:
        return Judged("direction-flipped", "what was a warning or left open now reassures")
    if after in _REASSURES and _REASSURES[after] >= _REASSURES.get(before, 0):
        return Judged("direction-strengthened", "it reassures more than before")
    was_definite = _REASSURES.get(before, 0) > 1 or (before, after) == ("favourable", "uncertain")
    if was_definite or after == "not_applicable" or _WARNS[after] < _WARNS.get(before, 0):
        return Judged("direction-weakened", "it says less than before")
    return Judged("direction-changed")


def scope(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """A concept, or several, that a record is about; blank is no restriction."""
    (old, new), was = cell.items, listed(items_of(cell.before))
    if not new:
        yield Judged("scope-widened", "it is no longer restricted")
    elif not old:
        yield Judged(CHANGED)
    elif all(any(versions.relation(now, one) in ("equal", "narrower") for one in old) for now in new):
        yield Judged(CHANGED, f"which is a part of {was}")
    elif all(any(versions.relation(now, one) in ("equal", "broader") for now in new) for one in old):
        yield Judged("scope-widened", f"which includes {was}")
    else:
        yield Judged("scope-replaced", "neither includes the other, or not in both versions")


def qualifier(cell: Cell, _: Versions) -> Iterator[Judged]:
    """What limits a claim.

    A claim that warns of a harm says less of it once it is called mild or rare, and once it is no longer expressly of
    any severity; one that reassures says less if it does so of a part alone.
    """
    before, after = cell.before.strip(), cell.after.strip()
    is_warning = any(row["effect_direction"].strip() in _WARNS for row in (cell.old, cell.new))
    was, now = ("" if cell.column == "severity" and each == "any" else each for each in (before, after))
    softer = _SOFTER.get(cell.column, ())
    if was and not now:
        is_less = True
    elif was and now:
        is_less = was in softer and now in softer and softer.index(now) > softer.index(was)
    elif now:
        is_less = is_warning and now in softer[-2:]
    else:  # from "any" to blank, or the other way
        is_less = is_warning and not after
    yield Judged("qualifier-dropped" if is_less else CHANGED)


_SOFTER = {
    "severity": [word for word in reversed(table_schema("claims").fields["severity"].words) if word != "any"],
    "frequency": list(table_schema("claims").fields["frequency"].words),
}
"""The words of what has an order, from serious to mild and from the most frequent to the rarest. The last two of each
make less of a harm of which nothing was said before."""


def cited_sources(cell: Cell, _: Versions) -> Iterator[Judged]:
    """The sources that a claim cites, each by itself."""
    old, new = map(set, cell.items)
    left = f"it still cites {listed(sorted(new))}" if new else "it cites no source any more"
    for source in sorted(old - new):
        yield Judged("source-dropped", item=(f"{source} is no longer cited; {left}", source, ""))
    for source in sorted(new - old):
        yield Judged(CHANGED, item=(f"{source} is now cited", "", source))


def claim_type(cell: Cell, _: Versions) -> Iterator[Judged]:
    """What a claim's sources have to show."""
    if cell.after.strip() in ("limitation", "requirement") and cell.before not in ("limitation", "requirement"):
        yield Judged("check-loosened", "a claim of this type needs no source")
    elif cell.before.strip() == "synthesis":
        yield Judged("check-loosened", "its sources need no longer report on its outcome")
    else:
        yield Judged(CHANGED)


def population_basis(cell: Cell, _: Versions) -> Iterator[Judged]:
    """Whether the number of people is held against the passage, or against the sources."""
    yield Judged("check-loosened" if cell.before.strip() in ("stated", "from_source") else CHANGED)


# What a claim rests on

_GRAVITY = {"none_found": 0, "corrected": 1, "concern": 2, "retracted": 3}
"""How grave it is what became of a paper; what is not named here is not known."""


def retraction(cell: Cell, _: Versions) -> Iterator[Judged]:
    """What became of a paper."""
    old, new = _GRAVITY.get(cell.before.strip(), -1), _GRAVITY.get(cell.after.strip(), -1)
    kind = "source-retracted" if new > 0 else CHANGED
    yield Judged("retraction-withdrawn" if new < old else kind)


def newer_sources(cell: Cell, _: Versions) -> Iterator[Judged]:
    """The sources that take the place of this one, each by itself."""
    old, new = map(set, cell.items)
    for each in sorted(new - old):
        yield Judged("source-superseded", item=(f"{each} now supersedes it", "", each))
    for each in sorted(old - new):
        yield Judged("retraction-withdrawn", item=(f"{each} no longer supersedes it", each, ""))


def identity(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """A cell that says which paper a source is; it is the same one if only now it became known which."""
    known_since = cell.old["status"].strip() == "unidentified" and cell.new["status"].strip() == "identified"
    is_other = False
    if cell.column == "status":
        is_other = cell.after.strip() == "unidentified"
    elif cell.before.strip() and cell.column in IDENTIFIERS:
        is_other = not same(cell.before, cell.after) and not (cell.after.strip() and known_since)
    elif cell.before.strip() and cell.after.strip() and not known_since:
        is_other = is_another_paper(cell.old, cell.new)
    yield from (Judged("source-replaced"),) if is_other else if_blank(cell, versions)


def address(cell: Cell, versions: Versions) -> Iterable[Judged]:
    """Where a source is found, which is for papers that have no identifier."""
    has_identifier = any(cell.new[column].strip() for column in IDENTIFIERS)
    return (Judged(CHANGED),) if has_identifier else if_blank(cell, versions)


def broader(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """The broader ones of a concept, each by itself: one that is so by way of another makes no difference."""
    old, new = map(set, cell.items)
    for each in sorted(old - new):
        is_still = versions.is_below(cell.key, each)
        how = "is broader than it by way of another concept alone" if is_still else "is no longer broader than it"
        yield Judged(CHANGED if is_still else "broader-dropped", item=(f"{each} {how}", each, ""))
    for each in sorted(new - old):
        was_so = versions.was_below(cell.key, each)
        how = ", which was broader by way of another concept, is now named" if was_so else " is now broader than it"
        yield Judged(CHANGED, item=(f"{each}{how}", "", each))


def relation_note(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """What readers see of a claim that limits another, and what a check asks for."""
    is_limit = cell.new["relation"] == "qualifies"
    if is_limit and not cell.after.strip():
        yield Judged("relation-loosened", "readers no longer see what it limits")
    elif not cell.before.strip() and versions.silences(cell.key):
        yield Judged("relation-loosened", "which silences a check on a claim that was there before")
    else:
        yield Judged(CHANGED if is_limit else "note-changed")


# What people accepted, and the article


def subjects(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """The records that an accepted problem is about; that they have other ids is told of them."""
    was, now = (sorted(map(versions.names.anywhere, items_of(each))) for each in (cell.before, cell.after))
    if was != now:
        yield Judged(CHANGED)


def review(cell: Cell, _: Versions) -> Iterator[Judged]:
    """The day on which an accepted problem is to be looked at again; blank is never."""
    is_later = cell.before.strip() and (not cell.after.strip() or cell.after.strip() > cell.before.strip())
    yield Judged("review-postponed" if is_later else CHANGED)


def disclosure(cell: Cell, _: Versions) -> Iterator[Judged]:
    """What the publisher stands to gain: a word more is no loss."""
    yield Judged(CHANGED if words_of(cell.before) <= words_of(cell.after) else "disclosure-dropped")


def coverage(cell: Cell, _: Versions) -> Iterator[Judged]:
    """Whether a passage carries claims."""
    yield Judged("passage-uncovered" if cell.after.strip() == "none" else CHANGED)


def citations(cell: Cell, _: Versions) -> Iterator[Judged]:
    """The numbers of the reference list that a passage cites."""
    yield Judged("detail-dropped" if {*items_of(cell.before)} - {*items_of(cell.after)} else CHANGED)


def pinning(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """Which words of the article a passage is, and what they are in its layout."""
    yield Judged("passage-repinned" if cell.new["article_id"] in versions.edited_articles else CHANGED)


def pinned_words(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """The first or last words of a passage."""
    is_dropped = not cell.after.strip() and cell.new["article_id"] not in versions.edited_articles
    yield Judged("detail-dropped" if is_dropped else "passage-repinned")


_SCOPE = dict.fromkeys(SCOPE, scope)
_ANY = ""
"""Stands for the columns of a table that are not named."""

_JUDGES: dict[str, dict[str, Judge]] = {
    "claims": {
        **_SCOPE,
        **dict.fromkeys(("severity", "frequency", "onset", "conditions"), qualifier),
        **dict.fromkeys(("population_size", "study_count"), if_less),
        "effect_direction": lambda cell, _: (direction(cell.before.strip(), cell.after.strip()),),
        "claim_type": claim_type,
        "population_basis": population_basis,
        "source_ids": cited_sources,
        "note": always("note-changed"),
    },
    "sources": {
        **dict.fromkeys(("intervention", "routes", "population", "comparator"), scope),
        **dict.fromkeys(("status", "title", *IDENTIFIERS), identity),
        "population_size": if_less,
        "retraction_status": retraction,
        "superseded_by": newer_sources,
        "url": address,
    },
    "estimates": {**_SCOPE, "source_id": always("scope-replaced")},
    "concepts": {"broader": broader},
    "relations": {"note": relation_note},
    "references": {"source_id": always("reference-changed")},
    "acknowledgements": {"subjects": subjects, "review_by": review, _ANY: always(CHANGED)},
    "articles": {"competing_interest": disclosure, _ANY: always(CHANGED)},
    "passages": {
        **dict.fromkeys(("kind", "start", "end", "sha256"), pinning),
        **dict.fromkeys(("opening_words", "closing_words"), pinned_words),
        **dict.fromkeys(("position", "coverage_reason"), always("passage-repinned")),
        "article_id": always(CHANGED),
        "coverage": coverage,
        "citation_numbers": citations,
    },
}
"""By table and column. A cell of a column that is not named, and that was blanked, has lost something."""


def judge(table: str, cell: Cell, versions: Versions) -> Iterable[Judged]:
    """What a changed cell of a table comes to."""
    judges = _JUDGES[table]
    return judges.get(cell.column, judges.get(_ANY, if_blank))(cell, versions)
