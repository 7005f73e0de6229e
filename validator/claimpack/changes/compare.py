"""Compares two versions of a claims package in meaning."""

from __future__ import annotations

import json
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf
from typing import Any

from claimpack.changes.acknowledgements import acknowledgement_changes
from claimpack.changes.cellmeaning import differing_parts
from claimpack.changes.change import Change, Compared, Comparison, NotCompared, Side, Version
from claimpack.changes.claimverdicts import verdict_changes
from claimpack.changes.estimates import number_changes
from claimpack.changes.judgements import judge
from claimpack.changes.kinds import KINDS
from claimpack.changes.matchedrecords import Matched, Row, match, read_records
from claimpack.changes.recordids import Renames
from claimpack.changes.relations import relation_changes
from claimpack.changes.versions import Versions
from claimpack.jsontext import json_text
from claimpack.package.load import ARTICLE_TEXTS
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.wording import natural_order, quoted

_ORDER = (
    *("claims", "sources", "estimates", "concepts", "relations"),
    *("acknowledgements", "articles", "passages", "references", "package"),
)
"""The tables in the order in which their changes are reported, after the changed verdicts."""
_RANK = {name: number for number, name in enumerate(KINDS)}
_NEW = {"claims": "claim-added", "passages": "passage-repinned"}
_GONE = {
    "claims": "claim-removed",
    "estimates": "estimate-removed",
    "passages": "passage-uncovered",
    "references": "reference-changed",
}
"""The kinds of change for new and for removed records of some tables."""
_SAID = {
    "claims": ("outcome", "effect_direction", "source_ids"),
    "estimates": ("source_id", "outcome"),
    "references": ("source_id",),
}
"""The columns that describe a new or removed record, besides its title."""


def compare(
    old: Package, new: Package, names: tuple[Version, Version], step: Callable[[], None] = lambda: None
) -> Comparison:
    """What changed from ``old`` to ``new``.

    The order of rows, columns and list items, and the form of a cell, do not matter.

    Args:
        old: the earlier version.
        new: the later one.
        names: the names of the two versions.
        step: called after each table, and after the verdicts.
    """
    problems = [*_descriptor_problems(old, "old"), *_descriptor_problems(new, "new")]
    records = {
        name: (read_records(old, name, "old", problems), read_records(new, name, "new", problems, old))
        for name in TABLES
    }
    pairs = {name: (was, now) for name, (was, now) in records.items() if was is not None and now is not None}
    called = Renames(pairs)
    found = {name: match(*pair, called) for name, pair in pairs.items()}
    versions = Versions(old, new, records["claims"], found, called)
    changes: list[Change] = []
    for table in found.values():  # acknowledgements come last
        changes += _changes(table, versions, changes, is_first=bool(names[0].absent))
        step()
    changes += [*_renamed(versions), *_descriptor_changes(old, new)]
    changes += verdict_changes(old, new, versions, problems)
    step()
    compared = {
        name: Compared(len(each.pairs) + len(each.gone), len(each.pairs) + len(each.new_rows), len(each.pairs))
        for name, each in sorted(found.items(), key=lambda item: item[0] != "claims")
    }
    if "claims" in compared and not compared["claims"].old and not compared["claims"].new:
        none = "holds no claim that can be compared"
        problems += [NotCompared("old", "claims", "the table", none), NotCompared("new", "claims", "the table", none)]
    return Comparison(*names, tuple(sorted(changes, key=_order)), tuple(sorted(problems, key=_place)), compared)


def _changes(found: Matched, versions: Versions, others: Iterable[Change], *, is_first: bool) -> Iterator[Change]:
    """The changes in a table, apart from renamed records; ``others`` are the changes in earlier tables."""
    table = found.new.name
    if table == "relations":
        yield from relation_changes(found, versions)
    elif table == "acknowledgements":
        changed = _ids_in(others, versions)
        yield from acknowledgement_changes(found, versions, changed, is_first=is_first)
    else:
        yield from _new_and_gone(found, versions)
    for cell in found.changed_cells:
        for kind, message, before, after in judge(cell, versions):
            cells = {"column": cell.column, "before": before, "after": after}
            yield versions.change(kind, cell.key, cell.new, message, cell.old, **cells)
    if table == "estimates":
        yield from number_changes(found, versions)


def _new_and_gone(found: Matched, versions: Versions) -> Iterator[Change]:
    table = found.new.name
    articles = versions.found["articles"].gone if "articles" in versions.found else {}
    carved_out = _carved_out(found, versions) if table == "passages" else {}
    for rows, what in ((found.new_rows, "new"), (found.gone, "gone")):
        for key, row in rows.items():
            kind = _NEW.get(table, "record-added") if what == "new" else _GONE.get(table, "record-removed")
            if what == "gone" and table == "passages" and row["article_id"] in articles:
                kind = "passage-repinned"  # it is gone together with its article
            if what == "new" and key in carved_out:
                message = f"{key} is new and said to carry no claim; its text was in {carved_out[key]}, which had to"
                yield versions.change("passage-uncovered", key, row, message)
                continue
            cells = row.cells
            said = ", ".join(f"{column} {cells[column]}" for column in _SAID.get(table, ()) if column in cells)
            yield versions.change(kind, key, row, f"{key} is {what}" + (f": {said}" if said else ""))


def _carved_out(passages: Matched, versions: Versions) -> dict[str, str]:
    """The new passages without claims whose text was part of one that had to have claims, each with that one's id.

    If the article's text changed, its passages were cut anew, and this can't be told.
    """
    rows = [row for row in passages.new_rows.values() if row["coverage"].strip() == "none"]
    articles = {row["article_id"].strip() for row in rows} - versions.edited_articles
    if not articles:
        return {}
    covered = [
        (versions.names.cell("passages", "article_id", row["article_id"]), *span, key)
        for key, number in passages.old.at.items()
        if (row := Row(passages.old, number))["coverage"].strip() == "claims" and (span := _span(row))
    ]
    spans = sorted(each for each in covered if each[0] in articles)
    found: dict[str, str] = {}
    for row in rows:
        if span := _span(row):
            at = bisect(spans, (row["article_id"].strip(), span[0], inf))
            for article, start, end, key in spans[max(at - 1, 0) : at + 1]:
                if article == row["article_id"].strip() and start < span[1] and span[0] < end:
                    found[row["passage_id"]] = key
    return found


def _span(row: Row) -> tuple[int, int] | None:
    """Where a passage starts and ends in its article; None if that is not valid."""
    start, end = row["start"].strip(), row["end"].strip()
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def _renamed(versions: Versions) -> Iterator[Change]:
    """The records that have another id."""
    for table, names in versions.names.now.items():
        kind = "passage-repinned" if table == "passages" else "record-renamed"
        for before, after in names.items():
            new = versions.found[table].new
            row, column = Row(new, new.at[after]), table_schema(table).primary_key[0]
            message = f"{before} is now {after}"
            yield versions.change(kind, after, row, message, column=column, before=before, after=after)


def _ids_in(changes: Iterable[Change], versions: Versions) -> set[str]:
    """The ids of changed records, of the claims that use them, and of the sources of changed estimates."""
    found = {name for each in changes for name in (each.subject, *each.subject.split("/"), *each.claims)}
    estimates = versions.found.get("estimates")
    for records in (estimates.old, estimates.new) if estimates else ():
        rows = [Row(records, number) for key, number in records.at.items() if key in found]
        found |= versions.named(rows, "source_id")
    return found


def _descriptor_changes(old: Package, new: Package) -> Iterator[Change]:
    """A change for each property of the descriptor except its resources; the order of keys does not matter."""
    before, after = old.descriptor.content, new.descriptor.content
    if before is None or after is None:
        return
    for key in sorted((before.keys() | after.keys()) - {"resources", "$schema"}):
        was, now = (_in_order(content[key]) if key in content else "" for content in (before, after))
        if was != now:
            said, says = (text or "not there" for text in differing_parts(was, now))
            message = f"{quoted(key)} was {said} and is now {says}"
            kind = "check-loosened" if key == ARTICLE_TEXTS and _fewer(before, after) else "record-changed"
            yield Change(kind, "package", key, message, column=key, before=was, after=now)


def _fewer(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the text of an article is no longer named, so that fewer rules run."""
    was, now = ({*texts} if isinstance(texts := each.get(ARTICLE_TEXTS), dict) else set() for each in (before, after))
    return bool(was - now)


def _in_order(value: object) -> str:
    return json_text(json.loads(json.dumps(value, sort_keys=True)))


def _descriptor_problems(package: Package, side: Side) -> Iterator[NotCompared]:
    """The parts of a descriptor that are ambiguous or unreadable."""
    for fault in package.descriptor.faults:
        what = fault.message.removeprefix("the descriptor ")
        yield NotCompared(side, "package", "the descriptor", what, line=fault.line)
    names = Counter(entry["name"] for entry in package.descriptor.resources)
    for name in (name for name in TABLES if names[name] > 1):
        yield NotCompared(side, name, "the table", "is named twice in the descriptor, and only one was read")


def _order(change: Change) -> tuple[object, ...]:
    about = _ORDER.index(change.table), natural_order(change.subject)
    return (not change.is_of_a_verdict, *about, _RANK[change.kind], change.column, change.before, change.after)


def _place(problem: NotCompared) -> tuple[object, ...]:
    return _ORDER.index(problem.table), problem.side != "old", problem.line or 0, problem.column, problem.reason
