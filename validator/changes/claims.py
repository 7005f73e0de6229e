"""What changed in the claims themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change
from validator.changes.kinds import BY_NAME
from validator.changes.ranks import is_less, is_softer, turn_in_words, turn_of
from validator.changes.records import Matched, Records
from validator.changes.sameness import items_of, meant
from validator.evidence.hierarchy import Hierarchy
from validator.evidence.scopes import SCOPE
from validator.wording import listed

_ABOUT_SOURCES = ("synthesis",)
_NEEDS_NO_SOURCE = ("limitation", "requirement")


def renamed_claims(found: Matched) -> dict[str, str]:
    """The new ids of claims that have another id and are otherwise the same, by the old ones.

    Only where it is certain: every other column can be compared and means the same, and no third claim is like them.
    """
    columns = [column for column in found.old.table.schema.fields if column != "claim_id"]
    if not set(columns) <= set(found.old.columns) & set(found.new.columns):
        return {}
    gone, come = (
        _by_content(records, positions, columns)
        for records, positions in ((found.old, found.removed), (found.new, found.added))
    )
    return {
        str(found.old.keys[was[0]]): str(found.new.keys[come[content][0]])
        for content, was in gone.items()
        if len(was) == 1 and len(come.get(content, ())) == 1
    }


def _by_content(records: Records, positions: Iterable[int], columns: list[str]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    fields = records.table.schema.fields
    for record in map(int, positions):
        if not any(refused[record] for refused in records.refused.values()):
            content = tuple(meant(fields[column], records.cell(record, column)) for column in columns)
            found.setdefault(content, []).append(record)
    return found


def claim_changes(
    found: Matched, renamed: dict[str, str], trees: tuple[Hierarchy | None, Hierarchy | None]
) -> Iterator[Change]:
    """The changes of the claims.

    Args:
        found: the claims of both versions, side by side.
        renamed: as ``renamed_claims`` tells.
        trees: the hierarchies of the concepts of both versions; None where it can't be told which is broader.
    """
    for before, after in renamed.items():
        yield Change(
            BY_NAME["claim-renamed"], "claims", after, f"{before} is now {after}", "", "claim_id", before, after
        )
    new_names = set(renamed.values())
    for record in map(int, found.removed):
        if (name := str(found.old.keys[record])) not in renamed:
            yield _whole("claim-removed", found.old, record, name, "is gone")
    for record in map(int, found.added):
        if (name := str(found.new.keys[record])) not in new_names:
            yield _whole("claim-added", found.new, record, name, "is new")
    for name, column, before, after in found.changed_cells():
        for kind, message, was, now in _kinds(column, before, after, trees):
            yield Change(BY_NAME[kind], "claims", name, message, "", column, was, now)


def _whole(kind: str, records: Records, record: int, name: str, what: str) -> Change:
    row = records.row(record)
    cells = dict(row)
    parts = [said("claims", "statement", cells.get("statement", ""))]
    parts += [
        f"{column} {cells[column]}" for column in ("outcome", "effect_direction", "source_ids") if column in cells
    ]
    return Change(BY_NAME[kind], "claims", name, f"{name} {what}: {', '.join(parts)}", record=row)


_Kind = tuple[str, str, str, str]
"""The name of a kind, the message, and what the cell, or an item of it, was and is."""


def _kinds(column: str, before: str, after: str, trees: tuple[Hierarchy | None, Hierarchy | None]) -> Iterator[_Kind]:
    """The kinds of change that one cell stands for; several in a list."""
    if column == "source_ids":
        yield from _source_kinds(before, after)
        return
    kind, why = _one_kind(column, before, after, trees)
    message = was_and_is("claims", column, before, after)
    yield kind, f"{message}: {why}" if why else message, before, after


def _source_kinds(before: str, after: str) -> Iterator[_Kind]:
    old, new = set(items_of(before)), set(items_of(after))
    for source in sorted(old - new):
        left = f"it still cites {listed(sorted(new))}" if new else "it cites no source any more"
        yield "source-dropped", f"{source} is no longer cited; {left}", source, ""
    for source in sorted(new - old):
        yield "source-cited", f"{source} is now cited", "", source


def _one_kind(
    column: str, before: str, after: str, trees: tuple[Hierarchy | None, Hierarchy | None]
) -> tuple[str, str]:
    """The kind of change of a cell that is no list, and a clause with the reason where there is something to say."""
    match column:
        case "effect_direction":
            return turn_of(before, after), turn_in_words(before, after)
        case "population_size":
            return ("population-shrunk" if is_less(before, after) else "population-grown"), ""
        case "study_count":
            return ("study-count-shrunk" if is_less(before, after) else "study-count-grown"), ""
        case "claim_type":
            return _type_kind(before, after)
        case _ if column in SCOPE:
            return _scope_kind(before, after, trees)
        case "severity" | "frequency" | "onset" | "conditions":
            return _qualifier_kind(column, before, after), ""
    return _PLAIN[column], ""


_PLAIN = {
    "statement": "statement-reworded",
    "population_basis": "population-basis-changed",
    "stated_year": "year-changed",
    "passage_id": "passage-moved",
    "note": "note-changed",
}


def _type_kind(before: str, after: str) -> tuple[str, str]:
    if after in _NEEDS_NO_SOURCE and before not in _NEEDS_NO_SOURCE:
        return "type-loosened", "a claim of this type needs no source"
    if before in _ABOUT_SOURCES and after not in _ABOUT_SOURCES:
        return "type-loosened", "its sources need no longer report on its outcome"
    return "type-changed", ""


def _scope_kind(before: str, after: str, trees: tuple[Hierarchy | None, Hierarchy | None]) -> tuple[str, str]:
    """Broader or narrower only if it is so in both hierarchies: a change may have touched the one it is judged by."""
    old, new = before.strip(), after.strip()
    if not new:
        return "scope-widened", "it is no longer restricted"
    if not old:
        return "scope-narrowed", ""
    relations = {tree.relation(new, old) if tree is not None else "" for tree in trees}
    match relations:
        case _ if relations == {"narrower"}:
            return "scope-narrowed", f"which is a part of {old}"
        case _ if relations == {"broader"}:
            return "scope-widened", f"which includes {old}"
    return "scope-replaced", "neither includes the other, or not in both versions"


def _qualifier_kind(column: str, before: str, after: str) -> str:
    limit, limit_now = (cell.strip() for cell in (before, after))
    if column == "severity":
        limit, limit_now = limit.removeprefix("any"), limit_now.removeprefix("any")
    if limit and not limit_now:
        return "qualifier-dropped"
    if limit_now and not limit:
        return "qualifier-added"
    has_order = column in ("severity", "frequency")
    return "qualifier-softened" if has_order and is_softer(column, before, after) else "qualifier-changed"
