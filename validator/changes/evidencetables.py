"""What changed in what claims rest on: sources, the numbers they report, concepts, and relations between claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change
from validator.changes.kinds import BY_NAME
from validator.changes.ranks import is_less
from validator.changes.records import Matched, Records
from validator.changes.resting import Resting
from validator.changes.sameness import items_of
from validator.evidence.scopes import SCOPE

_NUMBERS = ("measure", "estimate", "ci_low", "ci_high", "p_relation", "p_value")
_COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control")

_GRAVITY = {"none_found": 0, "corrected": 1, "concern": 2, "retracted": 3}
"""How grave it is what became of a paper; what is not named here is not known."""
_IDENTIFIERS = ("doi", "pmid", "pmcid")
_OF_SCOPE = ("intervention", "routes", "population", "comparator")


def source_changes(found: Matched, resting: Resting) -> Iterator[Change]:
    """The changes of the sources, each with the claims that cite the source."""
    for kind, records, record, name in _come_and_gone(found, "source-removed", "source-added"):
        title = said("sources", "title", records.cell(record, "title"))
        message = f"{name}, {title}, is {_what(kind)}" if title != "blank" else f"{name} is {_what(kind)}"
        yield _change(kind, found, name, message, record=records.row(record), claims=resting.on_sources([name]))
    for name, column, before, after in found.changed_cells():
        claims = resting.on_sources([name])
        if column == "superseded_by":
            for kind, message, was, now in _superseding(before, after):
                yield _change(kind, found, name, message, column, was, now, claims=claims)
            continue
        kind = _source_kind(column, before.strip(), after.strip())
        message = was_and_is("sources", column, before, after)
        yield _change(kind, found, name, message, column, before, after, claims=claims)


def _superseding(before: str, after: str) -> Iterator[tuple[str, str, str, str]]:
    old, new = set(items_of(before)), set(items_of(after))
    for each in sorted(new - old):
        yield "source-superseded", f"{each} now supersedes it", "", each
    for each in sorted(old - new):
        yield "supersession-withdrawn", f"{each} no longer supersedes it", each, ""


def _source_kind(column: str, before: str, after: str) -> str:
    match column:
        case "status":
            return f"source-{after}"
        case "retraction_status":
            return _retraction_kind(_GRAVITY.get(before), _GRAVITY.get(after))
        case "population_size":
            return "source-population-shrunk" if is_less(before, after) else "source-changed"
        case _ if column in _IDENTIFIERS and before:
            return "source-replaced"
        case _ if column in _OF_SCOPE:
            return "source-scope-changed"
    return "source-changed"


def _retraction_kind(old: int | None, new: int | None) -> str:
    if new is None:
        return "source-changed" if old is None else "retraction-withdrawn" if old else "retraction-check-dropped"
    if old is not None and new < old:
        return "retraction-withdrawn"
    if new == 0:
        return "source-changed"
    return "source-corrected" if new == 1 else "source-retracted"


def estimate_changes(
    found: Matched, resting: Resting, verdicts: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[Change]:
    """The changes of the estimates, each with the claims that cite its source.

    Args:
        found: the estimates of both versions, side by side.
        resting: which claims rest on what.
        verdicts: for both versions, what the numbers of each estimate say, by its id.
    """
    for kind, records, record, name in _come_and_gone(found, "estimate-removed", "estimate-added"):
        source = records.cell(record, "source_id")
        numbers = in_numbers(dict(records.row(record)))
        message = f"{name} of {source}, {numbers} on {records.cell(record, 'outcome')}, is {_what(kind)}"
        yield _change(kind, found, name, message, record=records.row(record), claims=resting.on_sources([source]))
    numbers_of = dict(
        zip((str(found.new.keys[at]) for at in found.new_at), zip(found.old_at, found.new_at, strict=True), strict=True)
    )
    changed = set()
    for name, column, before, after in found.changed_cells():
        changed.add(name)
        kind = "estimate-moved" if column in ("source_id", *SCOPE) else "estimate-changed"
        message = was_and_is("estimates", column, before, after)
        claims = resting.on_sources(_sources(found, *numbers_of[name]))
        yield _change(kind, found, name, message, column, before, after, claims=claims)
    for name in sorted(changed):
        here, there = verdicts
        if name in here and name in there and here[name] != there[name]:
            was, now = _VERDICTS[here[name]], _VERDICTS[there[name]]
            message = f"its numbers said {was}, and now say {now}"
            claims = resting.on_sources(_sources(found, *numbers_of[name]))
            yield _change(
                "estimate-verdict-changed", found, name, message, before=here[name], after=there[name], claims=claims
            )


_VERDICTS = {
    "more": "more of the outcome with the intervention",
    "less": "less of the outcome with the intervention",
    "not_shown": "that neither more nor less of it is shown",
    "": "nothing that a claim could be compared with",
}


def _sources(found: Matched, old: int, new: int) -> tuple[str, str]:
    return found.old.cell(int(old), "source_id"), found.new.cell(int(new), "source_id")


def in_numbers(cells: Mapping[str, str]) -> str:
    """What an estimate reports, with the digits as printed: ``OR 1.98 (95 % CI 1.01 to 3.87), p = 0.05``."""
    measure, estimate, low, high, relation, p_value = (cells.get(column, "") for column in _NUMBERS)
    parts = [f"{measure} {estimate}".strip()]
    if low or high:
        level = cells.get("ci_level", "")
        parts[0] += f" ({f'{level} % ' if level else ''}CI {low or 'not given'} to {high or 'not given'})"
    if p_value:
        parts.append(f"p {relation or '='} {p_value}")
    events, total, events_control, total_control = (cells.get(column, "") for column in _COUNTS)
    if events or events_control:
        arms = [
            f"{some or 'not given'} of {of or 'not given'}"
            for some, of in ((events, total), (events_control, total_control))
            if some
        ]
        parts.append(" against ".join(arms))
    return ", ".join(part for part in parts if part)


def concept_changes(found: Matched, resting: Resting) -> Iterator[Change]:
    """The changes of the concepts, each with the claims that name the concept."""
    for kind, records, record, name in _come_and_gone(found, "concept-removed", "concept-added"):
        label = said("concepts", "label", records.cell(record, "label"))
        claims = resting.on_concepts([name])
        yield _change(
            kind, found, name, f"{name}, {label}, is {_what(kind)}", record=records.row(record), claims=claims
        )
    for name, column, before, after in found.changed_cells():
        claims = resting.on_concepts([name])
        if column != "broader":
            message = was_and_is("concepts", column, before, after)
            yield _change("concept-changed", found, name, message, column, before, after, claims=claims)
            continue
        old, new = set(items_of(before)), set(items_of(after))
        for each in sorted(old - new):
            message = f"{each} is no longer broader than it"
            yield _change("broader-dropped", found, name, message, column, each, "", claims=claims)
        for each in sorted(new - old):
            yield _change(
                "broader-added", found, name, f"{each} is now broader than it", column, "", each, claims=claims
            )


def relation_changes(found: Matched) -> Iterator[Change]:
    """The changes of the relations between claims."""
    for kind, records, record, name in _come_and_gone(found, "relation-removed", "relation-added"):
        claim, relation, target = (records.cell(record, column) for column in records.table.schema.primary_key)
        message = (
            f"that {claim} {relation} {target} is {'no longer' if kind == 'relation-removed' else 'now'} on record"
        )
        claims = tuple(dict.fromkeys((claim, target)))
        yield _change(kind, found, name, message, record=records.row(record), claims=claims)
    for name, column, before, after in found.changed_cells():
        message = was_and_is("relations", column, before, after)
        claims = tuple(dict.fromkeys(name.split("/")[::2]))
        yield _change("note-changed", found, name, message, column, before, after, claims=claims)


def _what(kind: str) -> str:
    return "gone" if kind.endswith("-removed") else "new"


def _come_and_gone(found: Matched, removed: str, added: str) -> Iterator[tuple[str, Records, int, str]]:
    """Each record that only one version has: the kind of change, that version's records, its number and its key."""
    for kind, records, positions in ((removed, found.old, found.removed), (added, found.new, found.added)):
        for record in map(int, positions):
            yield kind, records, record, str(records.keys[record])


def _change(
    kind: str,
    found: Matched,
    name: str,
    message: str,
    column: str = "",
    before: str = "",
    after: str = "",
    *,
    record: tuple[tuple[str, str], ...] = (),
    claims: Iterable[str] = (),
) -> Change:
    table = found.new.table.name
    return Change(BY_NAME[kind], table, name, message, "", column, before, after, record, tuple(claims))
