"""What changed in the descriptor, apart from where its tables stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from validator.changes.cellwords import told_apart
from validator.changes.change import Change, NotCompared, Which, change
from validator.jsontext import json_text
from validator.package.package import Package
from validator.package.tableschema import TABLES
from validator.wording import quoted


def descriptor_changes(old: Package, new: Package) -> Iterator[Change]:
    """A change for each property of the package as a whole that is another one; the order of keys says nothing.

    None where one of the two descriptors could not be read.
    """
    before, after = (package.descriptor.content for package in (old, new))
    if before is None or after is None:
        return
    for key in sorted((before.keys() | after.keys()) - {"resources", "$schema"}):
        was, now = (_sorted_json(content[key]) if key in content else "" for content in (before, after))
        if was != now:
            said, says = told_apart(was, now)
            message = f"{quoted(key)} was {said or 'not there'} and is now {says or 'not there'}"
            yield change("package-changed", "package", key, message, column=key, before=was, after=now)


def descriptor_problems(package: Package, side: Which) -> Iterator[NotCompared]:
    """What of a descriptor can be read in more than one way, or not at all."""
    for fault in package.descriptor.faults:
        yield NotCompared(
            side, "package", "the descriptor", fault.message.removeprefix("the descriptor "), line=fault.line
        )
    names = Counter(entry["name"] for entry in package.descriptor.resources)
    for name in TABLES:
        if names[name] > 1:
            yield NotCompared(side, name, "the table", "is named twice in the descriptor, and one of the two was read")


def _sorted_json(value: object) -> str:
    match value:
        case dict():
            inner = ",".join(f"{json_text(key)}:{_sorted_json(value[key])}" for key in sorted(value))
            return f"{{{inner}}}"
        case list():
            return f"[{','.join(map(_sorted_json, value))}]"
    return json_text(value)
