"""Says of each change what the record is called that changed, so that a reviewer need not look its id up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from validator.changes.change import Change
from validator.changes.estimates import in_numbers
from validator.changes.records import Matched, Records

_TITLES = {"claims": "statement", "sources": "title", "concepts": "label", "articles": "title"}


def titled(changes: Sequence[Change], found: Matched) -> list[Change]:
    """The changes of one table, each with the title of its record in the new version, or in the old if it is gone."""
    table = found.new.table.name
    if table not in _TITLES and table != "estimates":
        return list(changes)
    wanted = {change.subject for change in changes}
    titles: dict[str, str] = {}
    for records in (found.old, found.new):
        for record, key in enumerate(records.keys.tolist()):
            if key in wanted and records.can_be[record]:
                titles[key] = _title(records, record)
    return [replace(change, title=titles.get(change.subject, "")) for change in changes]


def _title(records: Records, record: int) -> str:
    table = records.table.name
    if table == "estimates":
        return in_numbers(dict(records.row(record)))
    return records.cell(record, _TITLES[table])
