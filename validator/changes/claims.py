"""What changed in the claims themselves."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change, change
from validator.changes.ranks import is_less, is_softer, plays_down, turn_in_words, turn_of, warns
from validator.changes.records import ChangedCell, Matched, Records
from validator.changes.sameness import items_of
from validator.changes.scopeturns import Trees, scope_turn
from validator.evidence.scopes import SCOPE
from validator.wording import listed

_ABOUT_SOURCES = ("synthesis",)
_NEEDS_NO_SOURCE = ("limitation", "requirement")
_HELD_AGAINST = ("stated", "from_source")
"""The words of ``population_basis`` with which the number is held against the passage, or against the sources."""


def claim_changes(found: Matched, trees: Trees) -> Iterator[Change]:
    """The changes of the claims.

    Args:
        found: the claims of both versions, side by side.
        trees: the hierarchies of the concepts of both.
    """
    for records, record, name, is_new in found.come_and_gone():
        yield _whole(records, record, name, is_new=is_new)
    for cell in found.changed_cells():
        for kind, message, was, now in _kinds(cell, found, trees):
            yield change(kind, "claims", cell.name, message, column=cell.column, before=was, after=now)


def _whole(records: Records, record: int, name: str, *, is_new: bool) -> Change:
    row = records.row(record)
    cells = dict(row)
    parts = [said("claims", "statement", cells.get("statement", ""))]
    parts += [
        f"{column} {cells[column]}" for column in ("outcome", "effect_direction", "source_ids") if column in cells
    ]
    kind, what = ("claim-added", "new") if is_new else ("claim-removed", "gone")
    return change(kind, "claims", name, f"{name} is {what}: {', '.join(parts)}", record=row)


_Kind = tuple[str, str, str, str]
"""The name of a kind, the message, and what the cell, or an item of it, was and is."""


def _kinds(cell: ChangedCell, found: Matched, trees: Trees) -> Iterator[_Kind]:
    """The kinds of change that one cell stands for; several in a list."""
    if cell.column == "source_ids":
        yield from _source_kinds(cell.before_now, cell.after)
        return
    kind, why = _one_kind(cell, found, trees)
    message = was_and_is("claims", cell.column, cell.before, cell.after)
    yield kind, f"{message}: {why}" if why else message, cell.before, cell.after


def _source_kinds(before: str, after: str) -> Iterator[_Kind]:
    old, new = set(items_of(before)), set(items_of(after))
    for source in sorted(old - new):
        left = f"it still cites {listed(sorted(new))}" if new else "it cites no source any more"
        yield "source-dropped", f"{source} is no longer cited; {left}", source, ""
    for source in sorted(new - old):
        yield "source-cited", f"{source} is now cited", "", source


def _one_kind(cell: ChangedCell, found: Matched, trees: Trees) -> tuple[str, str]:
    """The kind of change of a cell that is no list, and a clause with the reason where there is something to say."""
    before, after = cell.before.strip(), cell.after.strip()
    match cell.column:
        case "effect_direction":
            return turn_of(before, after), turn_in_words(before, after)
        case "population_size":
            return ("population-shrunk" if is_less(before, after) else "population-grown"), ""
        case "population_basis":
            return ("population-basis-loosened" if before in _HELD_AGAINST else "population-basis-changed"), ""
        case "study_count":
            return ("study-count-shrunk" if is_less(before, after) else "study-count-grown"), ""
        case "stated_year":
            return ("year-changed" if after else "year-dropped"), ""
        case "claim_type":
            return _type_kind(before, after)
        case column if column in SCOPE:
            turn, why = scope_turn(cell, trees)
            return f"scope-{turn}", why
        case "severity" | "frequency" | "onset" | "conditions":
            directions = (records.cell(at, "effect_direction") for records, at in _both(cell, found))
            return _qualifier_kind(cell.column, before, after, is_warning=any(map(warns, directions))), ""
    return _PLAIN[cell.column], ""


def _both(cell: ChangedCell, found: Matched) -> tuple[tuple[Records, int], tuple[Records, int]]:
    return (found.old, cell.old), (found.new, cell.new)


_PLAIN = {"statement": "statement-reworded", "passage_id": "passage-moved", "note": "note-changed"}


def _type_kind(before: str, after: str) -> tuple[str, str]:
    if after in _NEEDS_NO_SOURCE and before not in _NEEDS_NO_SOURCE:
        return "type-loosened", "a claim of this type needs no source"
    if before in _ABOUT_SOURCES and after not in _ABOUT_SOURCES:
        return "type-loosened", "its sources need no longer report on its outcome"
    return "type-changed", ""


def _qualifier_kind(column: str, before: str, after: str, *, is_warning: bool) -> str:
    """The kind of change of what limits a claim, whose words are ``before`` and ``after``.

    A claim that warns of a harm says less of it once it is called mild or rare, and once it is no longer expressly of
    any severity; one that reassures says less if it does so of a part alone.
    """
    limit, limit_now = (cell.removeprefix("any") if column == "severity" else cell for cell in (before, after))
    if limit and not limit_now:
        return "qualifier-dropped"
    has_order = column in ("severity", "frequency")
    if limit_now and not limit:
        return "qualifier-softened" if has_order and is_warning and plays_down(column, after) else "qualifier-added"
    if not limit_now:  # from "any" to blank, or the other way
        return "qualifier-softened" if is_warning and not after else "qualifier-changed"
    return "qualifier-softened" if has_order and is_softer(column, before, after) else "qualifier-changed"
