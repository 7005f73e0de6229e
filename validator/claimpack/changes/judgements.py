"""The table of judgements: for each column, the kind of change if a cell has another meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from claimpack.changes.cellmeaning import items_of, was_and_is, words_of
from claimpack.changes.matchedrecords import Cell
from claimpack.changes.paperidentity import is_another_paper, same
from claimpack.changes.versions import Versions
from claimpack.evidence.directions import disagree
from claimpack.evidence.scope import SCOPE
from claimpack.package.identifiers import IDENTIFIERS
from claimpack.package.tableschema import table_schema
from claimpack.wording import listed

CHANGED = "record-changed"


class Judged(NamedTuple):
    """The meaning of a changed cell, or of a changed item in a list."""

    kind: str
    message: str
    before: str
    """The old cell; for an item, blank if it is new."""
    after: str


Answer = str | tuple[str, str]
"""The kind of change of a cell, perhaps with the reason as a clause."""
Judge = Callable[[Cell, Versions], Answer]


def _always(kind: str) -> Judge:
    return lambda *_: kind


def _if_less(cell: Cell, _: Versions) -> Answer:
    """A number of people or studies."""
    return "number-lowered" if not cell.now or (cell.was and int(cell.now) < int(cell.was)) else CHANGED


def _if_blank(cell: Cell, _: Versions) -> Answer:
    """A cell that rules compare, or that readers use to look something up."""
    return CHANGED if cell.now else "detail-dropped"


# What a claim says

_WARNS = {"uncertain": 1, "occurs": 2, "increased": 3}
"""How definite directions are that warn or leave open what may happen."""
_REASSURES = {
    "favourable": 1,
    "no_increase": 2,
    "no_decrease": 2,
    "no_difference": 3,
    "decreased": 4,
    "not_observed": 4,
}
"""How much directions reassure. ``favourable`` is a judgement that no number can contradict. A risk that is not raised
may be lower; one that is no different is neither raised nor lower. ``decreased`` and ``not_observed`` say most, and
neither implies the other."""


def direction(before: str, after: str) -> tuple[str, str]:
    """The kind of change if a claim's direction changed, and why."""
    if disagree(before, after):
        return "direction-flipped", "only one of the two can be true"
    if before in _WARNS and after in _REASSURES:
        return "direction-flipped", "the claim warned or left this open, and now reassures"
    if after in _REASSURES and _REASSURES[after] >= _REASSURES.get(before, 0):
        return "direction-strengthened", "it reassures more than before"
    was_definite = _REASSURES.get(before, 0) > 1 or (before, after) == ("favourable", "uncertain")
    if was_definite or after == "not_applicable" or _WARNS[after] < _WARNS.get(before, 0):
        return "direction-weakened", "it says less than before"
    return "direction-changed", ""


def _scope(cell: Cell, versions: Versions) -> Answer:
    """The concepts that a record is about; blank is no restriction."""
    (old, new), was = cell.items, listed(items_of(cell.before))
    if not new:
        return "scope-widened", "it is no longer restricted"
    if not old:
        return CHANGED
    if all(any(versions.relation(now, one) in ("equal", "narrower") for one in old) for now in new):
        return CHANGED, f"which is part of {was}"
    if all(any(versions.relation(now, one) in ("equal", "broader") for now in new) for one in old):
        return "scope-widened", f"which includes {was}"
    return "scope-replaced", "neither includes the other, or only in one version"


_SOFTER = {
    "severity": [word for word in reversed(table_schema("claims").fields["severity"].words) if word != "any"],
    "frequency": [word for word in table_schema("claims").fields["frequency"].words if word != "not_known"],
}
"""The words of columns with an order, from serious to mild and from the most frequent to the rarest. The last two of
each play a harm down if nothing was said before."""


def _qualifier(cell: Cell, _: Versions) -> Answer:
    """A limit of a claim.

    A claim that warns of a harm is weaker if the harm is now called mild or rare, or is no longer of "any" severity. A
    claim that reassures is weaker if a limit is dropped.
    """
    is_warning = any(row["effect_direction"].strip() in _WARNS for row in (cell.old, cell.new))
    softer = _SOFTER.get(cell.column, ())
    was, now = ("" if cell.column == "severity" and each == "any" else each for each in (cell.was, cell.now))
    if was and now:
        is_less = now in softer and was in softer[: softer.index(now)]
    elif now:
        is_less = is_warning and now in softer[-2:]
    else:  # "any" severity is no limit, and says more of a harm than a blank
        is_less = bool(was) or (is_warning and not cell.now)
    return "qualifier-dropped" if is_less else CHANGED


def _claim_type(cell: Cell, _: Versions) -> Answer:
    need_none = ("limitation", "requirement")
    if cell.now in need_none and cell.was not in need_none:
        return "check-loosened", "a claim of this type needs no source"
    return (
        ("check-loosened", "its sources need no longer report on its outcome") if cell.was == "synthesis" else CHANGED
    )


# The evidence of a claim

_SERIOUSNESS = {"none_found": 0, "corrected": 1, "concern": 2, "retracted": 3, "withdrawn": 3}
"""How serious the status of a paper is; other statuses are unknown."""


def _retraction(cell: Cell, _: Versions) -> Answer:
    old, new = (_SERIOUSNESS.get(each, -1) for each in (cell.was, cell.now))
    return "retraction-withdrawn" if new < old else "source-retracted" if new > 0 else CHANGED


def _identity(cell: Cell, versions: Versions) -> Answer:
    """Which paper a source is; it is the same if it has only now been identified."""
    known_since = cell.old["status"].strip() == "unidentified" and cell.new["status"].strip() == "identified"
    is_other = False
    if cell.column == "status":
        is_other = cell.now == "unidentified"
    elif cell.was and cell.column in IDENTIFIERS:
        is_other = not same(cell.was, cell.now) and not (cell.now and known_since)
    elif cell.was and cell.now and not known_since:
        is_other = is_another_paper(cell.old, cell.new)
    return "source-replaced" if is_other else _if_blank(cell, versions)


def _address(cell: Cell, versions: Versions) -> Answer:
    """The address of a source, which matters if it has no identifier."""
    return CHANGED if any(cell.new[column].strip() for column in IDENTIFIERS) else _if_blank(cell, versions)


def _relation_note(cell: Cell, versions: Versions) -> Answer:
    """The note of a relation: readers see it if the claim limits another, and a check requires it."""
    is_limit = cell.new["relation"] == "qualifies"
    if is_limit and not cell.now:
        return "relation-loosened", "readers no longer see what it limits"
    if not cell.was and versions.silences(cell.key):
        return "relation-loosened", "which silences a check on an earlier claim"
    return CHANGED if is_limit else "note-changed"


# The article


def _pinning(cell: Cell, versions: Versions) -> Answer:
    """The position, hash and kind of a passage."""
    return "passage-repinned" if cell.new["article_id"] in versions.edited_articles else CHANGED


def _pinned_words(cell: Cell, versions: Versions) -> Answer:
    is_dropped = not cell.now and cell.new["article_id"] not in versions.edited_articles
    return "detail-dropped" if is_dropped else "passage-repinned"


def _if(kind: str, holds: Callable[[Cell], bool]) -> Judge:
    """A change of this kind if a condition holds for the cell."""
    return lambda cell, _: kind if holds(cell) else CHANGED


_ANY = ""
"""Means the columns of a table that are not named."""
_JUDGES: dict[str, dict[str, Judge]] = {
    "claims": {
        **dict.fromkeys(SCOPE, _scope),
        **dict.fromkeys(("severity", "frequency", "onset", "conditions", "dose", "follow_up"), _qualifier),
        **dict.fromkeys(("population_size", "study_count"), _if_less),
        "effect_direction": lambda cell, _: direction(cell.was, cell.now),
        "claim_type": _claim_type,
        "population_basis": _if("check-loosened", lambda cell: cell.was in ("stated", "from_source")),
        "note": _always("note-changed"),
    },
    "sources": {
        **dict.fromkeys(("intervention", "routes", "population", "comparator"), _scope),
        **dict.fromkeys(("status", "title", *IDENTIFIERS), _identity),
        "population_size": _if_less,
        "retraction_status": _retraction,
        "url": _address,
    },
    "estimates": {**dict.fromkeys(SCOPE, _scope), "source_id": _always("scope-replaced")},
    "relations": {"note": _relation_note},
    "references": {"source_id": _always("reference-changed")},
    "acknowledgements": {  # a blank day of review means never
        "review_by": _if("review-postponed", lambda cell: bool(cell.was) and (not cell.now or cell.now > cell.was)),
        _ANY: _always(CHANGED),
    },
    "articles": {  # an additional word on the publisher's interest is no loss
        "competing_interest": _if("disclosure-dropped", lambda cell: not words_of(cell.was) <= words_of(cell.now)),
        _ANY: _always(CHANGED),
    },
    "passages": {
        **dict.fromkeys(("kind", "start", "end", "sha256"), _pinning),
        **dict.fromkeys(("opening_words", "closing_words"), _pinned_words),
        **dict.fromkeys(("position", "coverage_reason"), _always("passage-repinned")),
        "coverage": _if("passage-uncovered", lambda cell: cell.now == "none"),
        "citations": _if("detail-dropped", lambda cell: bool({*items_of(cell.was)} - {*items_of(cell.now)})),
    },
}
"""By table and column. In other columns, only a cell that is now blank has lost something."""


def judge(cell: Cell, versions: Versions) -> Iterator[Judged]:
    """The meaning of a changed cell; for some lists, of each dropped or added item."""
    table = cell.new.records.name
    if (table, cell.column) in _ITEMS:
        old, new = map(set, cell.items)
        for item in sorted(old ^ new):
            kind, words = _ITEMS[table, cell.column](cell, item, versions)
            yield Judged(kind, f"{item}{words}", item if item in old else "", item if item in new else "")
        return
    judges = _JUDGES.get(table, {})
    answer = judges.get(cell.column, judges.get(_ANY, _if_blank))(cell, versions)
    kind, why = (answer, "") if isinstance(answer, str) else answer
    message = was_and_is(table, cell.column, cell.before, cell.after) + (f": {why}" if why else "")
    yield Judged(kind, message, cell.before, cell.after)


def _source(cell: Cell, item: str, _: Versions) -> tuple[str, str]:
    now = cell.items[1]
    left = f"it still cites {listed(now)}" if now else "it cites no source any more"
    return (CHANGED, " is now cited") if item in now else ("source-dropped", f" is no longer cited; {left}")


def _newer_source(cell: Cell, item: str, _: Versions) -> tuple[str, str]:
    if item in cell.items[1]:
        return "source-superseded", " now supersedes it"
    return "retraction-withdrawn", " no longer supersedes it"


def _broader(cell: Cell, item: str, versions: Versions) -> tuple[str, str]:
    """A broader concept; it makes no difference if it is also broader by way of another concept."""
    was_below, is_below = versions.were_below(cell.key, item)
    if item in cell.items[1]:
        return (
            CHANGED,
            ", which was broader by way of another concept, is now named directly"
            if was_below
            else " is now broader than it",
        )
    if is_below:
        return CHANGED, " is now broader only by way of another concept"
    return "broader-dropped", " is no longer broader than it"


_ITEMS = {
    ("claims", "source_ids"): _source,
    ("sources", "superseded_by"): _newer_source,
    ("concepts", "broader"): _broader,
}
"""The lists whose new and dropped items are judged one by one."""
