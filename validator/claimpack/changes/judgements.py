"""The table of judgements: for each column, the kind of change if a cell has another meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from claimpack.changes.cellmeaning import items_of, was_and_is, words_of
from claimpack.changes.matchedrecords import Cell
from claimpack.changes.paperidentity import is_another_paper, same
from claimpack.changes.statementmeaning import STATED, TURNED, denials, stated_turn, statement_turn, wording_turn
from claimpack.changes.versions import Versions
from claimpack.evidence.directions import disagree
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.measures import OFTEN_ASYMMETRIC, PARTIAL, WITHOUT_P_VALUE
from claimpack.evidence.scope import SCOPE
from claimpack.evidence.strength import CERTAINTIES, strength_of
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
    """A cell that rules compare, or that readers use to look something up; of a list, each item is such a cell."""
    if cell.new.records.table.schema.fields[cell.column].is_list:
        return "detail-dropped" if {*cell.items[0]} - {*cell.items[1]} else CHANGED
    return CHANGED if cell.now else "detail-dropped"


def _loosened(why: str, holds: Callable[[Cell], bool]) -> Judge:
    """A cell by which fewer or other checks apply, if a condition holds for it; it is not blank before or after."""
    return lambda cell, versions: (
        ("check-loosened", why) if cell.was and cell.now and holds(cell) else _if_blank(cell, versions)
    )


def _time(cell: Cell, versions: Versions) -> Answer:
    """How long people were followed up: a result after another time bears on other claims."""
    if cell.was and cell.now and is_another_time({"follow_up": cell.was}, {"follow_up": cell.now}):
        return "scope-replaced", "it is after another time"
    return _if_blank(cell, versions)


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


_LONGEST_FILLER = 3
"""A word of at most this many letters says little."""


def _says_less(was: str, now: str) -> bool:
    """Whether a text has only lost words, or a denial: ``in people without migraine`` became ``in people``."""
    lost = words_of(was) - words_of(now)
    has_only_lost = words_of(now) < words_of(was) and any(
        len(word) > _LONGEST_FILLER or word.isdigit() for word in lost
    )
    return has_only_lost or denials(was) != denials(now)


def _qualifier(cell: Cell, _: Versions) -> Answer:
    """A limit of a claim.

    A claim that warns of a harm is weaker if the harm is now called mild or rare, or is no longer of "any" severity. A
    claim that reassures is weaker if a limit is dropped.
    """
    is_warning = any(row["effect_direction"].strip() in _WARNS for row in (cell.old, cell.new))
    softer = _SOFTER.get(cell.column, ())
    was, now = ("" if cell.column == "severity" and each == "any" else each for each in (cell.was, cell.now))
    if was and now and not softer:
        is_less = _says_less(was, now)
    elif was and now:
        is_less = now == "not_known" or (now in softer and was in softer[: softer.index(now)])
    elif now:
        is_less = is_warning and now in softer[-2:]
    else:  # "any" severity is no limit, and says more of a harm than a blank
        is_less = bool(was) or (is_warning and not cell.now)
    return "qualifier-dropped" if is_less else CHANGED


def _claim_type(cell: Cell, _: Versions) -> Answer:
    need_none = ("limitation", "requirement")
    if cell.now in need_none and cell.was not in need_none:
        return "check-loosened", "a claim of this type needs no source"
    if cell.was == "synthesis":
        return "check-loosened", "its sources need no longer report on its outcome"
    if cell.now == "study_result" and cell.was not in need_none:
        return "check-loosened", "that its source says so in words is now enough"
    if cell.was == "adverse_event" and cell.old["effect_direction"].strip() == "occurs":
        return "check-loosened", "it no longer says that the treatment causes it"
    return CHANGED


_OPEN = ("uncertain", "not_applicable")
"""Directions of claims that say nothing definite of an effect."""


def _statement(cell: Cell, _: Versions) -> Answer:
    says = cell.new["effect_direction"].strip()
    why = statement_turn(cell, warns=says in ("occurs", "increased"), is_of_an_effect=says not in _OPEN)
    return (TURNED, why) if why else CHANGED


def _turn(says: Callable[[Cell], str]) -> Judge:
    """What a claim states or how sure it sounds, by a column of its own."""

    def judged(cell: Cell, versions: Versions) -> Answer:
        why = says(cell)
        return (TURNED, why) if why else _if_blank(cell, versions)

    return judged


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


def _is_stronger_type(cell: Cell) -> bool:
    return strength_of(cell.new) > strength_of(cell.old) or cell.was == "preclinical_study"


def _leniency(interval_kind: str) -> int:
    """How few checks apply to an interval of this kind."""
    return 2 if interval_kind in WITHOUT_P_VALUE else int(interval_kind in OFTEN_ASYMMETRIC)


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


# The concepts


def _seriousness(cell: Cell, versions: Versions) -> Answer:
    """Whether an outcome is serious; a blank cell takes the value of a broader outcome."""
    rows = (cell.old, cell.new)
    was, now = (
        each.outcomes.of(row["concept_id"]).is_serious for each, row in zip(versions.evidence, rows, strict=True)
    )
    return ("check-loosened", "it no longer counts as serious") if was and not now else _if_blank(cell, versions)


def _margin(cell: Cell, versions: Versions) -> Answer:
    """How far a result may be off the null and still show no difference that matters."""
    if cell.now and (not cell.was or float(cell.now) > float(cell.was)):
        return "check-loosened", "a larger difference no longer counts"
    return _if_blank(cell, versions)


# The article


def _pinning(cell: Cell, versions: Versions) -> Answer:
    """The position, hash and kind of a passage."""
    return "passage-repinned" if cell.new["article_id"] in versions.edited_articles else CHANGED


def _accepted_records(cell: Cell, _: Versions) -> Answer:
    """The records of an accepted problem, or the cause that they have in common."""
    is_more = bool({*cell.items[1]} - {*cell.items[0]}) if cell.column == "subjects" else bool(cell.now)
    return ("warning-acknowledged", "more is accepted than before") if is_more else CHANGED


def _interest(cell: Cell, _: Versions) -> Answer:
    """The publisher's interest: additional words are no loss, unless they deny something of what was there."""
    has_all = words_of(cell.was) <= words_of(cell.now)
    continues = cell.now.casefold().startswith(cell.was.casefold().rstrip("."))
    is_denied = denials(cell.now) > denials(cell.was) and not continues
    return "disclosure-dropped" if cell.was and (is_denied or not has_all) else CHANGED


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
        **dict.fromkeys(("severity", "frequency", "onset", "conditions", "dose"), _qualifier),
        "follow_up": lambda cell, versions: _time(cell, versions) if cell.now else _qualifier(cell, versions),
        **dict.fromkeys(("population_size", "study_count"), _if_less),
        "effect_direction": lambda cell, _: direction(cell.was, cell.now),
        "claim_type": _claim_type,
        "statement": _statement,
        "wording": _turn(wording_turn),
        **dict.fromkeys(STATED, _turn(stated_turn)),
        "population_basis": _if("check-loosened", lambda cell: cell.was in ("stated", "from_source")),
        "note": _always("note-changed"),
    },
    "sources": {
        **dict.fromkeys(("intervention", "routes", "population", "comparator"), _scope),
        **dict.fromkeys(("status", "title", *IDENTIFIERS), _identity),
        "population_size": _if_less,
        "retraction_status": _retraction,
        "source_type": _loosened("a source of this type carries more", _is_stronger_type),
        "url": _address,
    },
    "estimates": {
        **dict.fromkeys(SCOPE, _scope),
        "source_id": _always("scope-replaced"),
        "follow_up": _time,
        "reported_direction": lambda cell, versions: (
            ("estimate-verdict-changed", "its source says otherwise")
            if cell.was and cell.now
            else _if_blank(cell, versions)
        ),
        "certainty": _loosened(
            "the claim may sound surer", lambda cell: CERTAINTIES.index(cell.now) > CERTAINTIES.index(cell.was)
        ),
        "analysis": _loosened(
            "it counts for more or less than before", lambda cell: (cell.was in PARTIAL) != (cell.now in PARTIAL)
        ),
        "interval_kind": _loosened(
            "fewer checks apply to such an interval", lambda cell: _leniency(cell.now) > _leniency(cell.was)
        ),
        "model": _loosened("fewer checks apply to this model", lambda cell: cell.now == "random_hksj"),
        "p_sides": _loosened("its p-value is no longer read as two-sided", lambda cell: cell.now == "one"),
    },
    "concepts": {
        "serious": _seriousness,
        "desirable": _loosened("more of it now counts otherwise", lambda _: True),
        "margin": _margin,
    },
    "relations": {"note": _relation_note},
    "references": {"source_id": _always("reference-changed")},
    "acknowledgements": {  # a blank day of review means never
        "review_by": _if("review-postponed", lambda cell: bool(cell.was) and (not cell.now or cell.now > cell.was)),
        **dict.fromkeys(("subjects", "cause"), _accepted_records),
        _ANY: _always(CHANGED),
    },
    "articles": {
        "competing_interest": _interest,
        **dict.fromkeys(("publisher", "author", "reviewer"), _if("disclosure-dropped", lambda cell: not cell.now)),
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
