"""Reads datapackage.json and finds the line of anything in it."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.limits import RESOURCES

DESCRIPTOR_NAME = "datapackage.json"

Pointer = tuple[str | int, ...]


class DescriptorFault(NamedTuple):
    """Something that is wrong with a descriptor."""

    message: str
    hint: str
    line: int | None = None


@dataclass
class Descriptor:
    """A package's descriptor as read."""

    path: str
    text: str = ""
    content: dict[str, Any] | None = None
    """The parsed descriptor; None if it is not a JSON object."""
    faults: list[DescriptorFault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The package's name; blank where it gives none."""
        return self._string("name")

    @property
    def version(self) -> str:
        """The package's version; blank where it gives none."""
        return self._string("version")

    def _string(self, key: str) -> str:
        value = (self.content or {}).get(key, "")
        return value if isinstance(value, str) else ""

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The resources that are objects with a name; the descriptor's schema refuses others."""
        resources = (self.content or {}).get("resources")
        if not isinstance(resources, list):
            return []
        return [entry for entry in resources if isinstance(entry, dict) and isinstance(entry.get("name"), str)]

    def pointer(self, resource: dict[str, Any], *rest: str | int) -> Pointer:
        """The pointer to a resource, or to something in it."""
        entries = (self.content or {})["resources"]
        return ("resources", next(i for i, entry in enumerate(entries) if entry is resource), *rest)

    def line(self, pointer: Pointer) -> int | None:
        """The line where the value at ``pointer`` begins, or the nearest value around it."""
        while pointer and pointer not in self._lines:
            pointer = pointer[:-1]
        return self._lines.get(pointer)

    @cached_property
    def _lines(self) -> dict[Pointer, int]:
        return dict(_spots(self.text))


def read_descriptor(path: str, content: bytes) -> Descriptor:
    """Reads a descriptor; whatever is wrong with it as JSON becomes a fault, never an exception."""
    descriptor = Descriptor(path)

    def refuse(what: str, hint: str, line: int | None = None) -> None:
        descriptor.faults.append(DescriptorFault(f"the descriptor {what}", hint, line))

    repeated: list[str] = []
    try:
        decoded = decode(content)
        descriptor.text = decoded.text
        if decoded.had_byte_order_mark:
            refuse("begins with a byte-order mark, which JSON does not allow", "Save it as UTF-8 without BOM.", 1)
        parsed = _parse(descriptor.text, repeated)
    except UndecodableError as error:
        refuse(str(error), "Save it as UTF-8.", error.line)
        return descriptor
    except _NotJSONError as error:
        refuse(*error.args)
        return descriptor
    if repeated:
        descriptor.faults += _repeated_keys(descriptor.text)
    resources = parsed.get("resources") if isinstance(parsed, dict) else None
    if not isinstance(parsed, dict):
        refuse("is not a JSON object", 'Begin it with "{".', 1)
    elif isinstance(resources, list) and len(resources) > RESOURCES:
        refuse(f"lists {len(resources):,} resources; the limit is {RESOURCES}", "Name each table once.")
    else:
        descriptor.content = parsed
    return descriptor


class _NotJSONError(Exception):
    """What keeps a text from being read as JSON: the message, the hint and perhaps the line."""


def noting_repeated(repeated: list[str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """A hook for ``json.loads`` that adds each key which an object has twice to the list.

    Such an object is ambiguous, since readers differ in which of the two values they take.
    """

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = Counter(key for key, _ in pairs)
        repeated.extend(key for key, count in keys.items() if count > 1)
        return dict(pairs)

    return collect


def _parse(text: str, repeated: list[str]) -> Any:
    """The JSON value that ``text`` holds; keys that an object has twice are added to ``repeated``."""
    try:
        parsed = json.loads(text, object_pairs_hook=noting_repeated(repeated), parse_constant=_refuse_constant)
        json.dumps(parsed, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise _describe(text, error) from None
    except RecursionError:
        raise _NotJSONError("is nested too deeply", "Write it plainly.") from None
    except UnicodeEncodeError:
        lone = re.search(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", text)
        line = text.count("\n", 0, lone.start()) + 1 if lone else None
        what = "holds half of a surrogate pair, which is no character"
        raise _NotJSONError(what, "Write the character itself.", line) from None
    except ValueError:  # Python's limit on the digits of a whole number
        raise _NotJSONError("holds a number of some thousand digits", "Leave it out.") from None
    return parsed


def _refuse_constant(name: str) -> Any:
    raise _NotJSONError(f"holds {name}, which is not JSON", "Leave it out.")


def _describe(text: str, error: json.JSONDecodeError) -> _NotJSONError:
    """What is wrong and where; both are the same in every version of Python."""
    if not text.strip():
        return _NotJSONError("is empty", "Begin a package with claimpack init, or get the file back.", 1)
    position = error.pos
    before = text[:position].rstrip()
    if before.endswith(",") and text[position : position + 1] in ("}", "]"):
        position = len(before) - 1
    line = text.count("\n", 0, position) + 1
    start = text.rfind("\n", 0, position) + 1
    if text[start:].startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
        hint = "Resolve the conflict: keep one of the two sides, and delete the markers."
        return _NotJSONError("holds the marks of an unresolved merge conflict", hint, line)
    if text[position : position + 1] == "," and re.match(r",\s*[}\]]", text[position:]):
        return _NotJSONError(f"is not JSON: there is a comma too many at line {line}", "Delete the comma.", line)
    what = f"is not JSON: it can't be read from line {line}, character {position - start + 1} on"
    return _NotJSONError(what, "Correct the JSON there; an editor with JSON support shows the spot.", line)


def _repeated_keys(text: str) -> list[DescriptorFault]:
    """A fault for each key that its object has already, at the line of the repetition."""
    faults, seen = [], set()
    for pointer, line in _spots(text):
        if pointer in seen:
            what = f'the key "{pointer[-1]}" is there twice in one object, and readers differ in which they take'
            faults.append(DescriptorFault(what, "Keep one of them.", line))
        seen.add(pointer)
    return faults or [DescriptorFault("a key is there twice in one object", "Keep one of the two.")]


def _spots(text: str) -> list[tuple[Pointer, int]]:
    """Each key and each element of an array with the line where it begins; empty if the lines are not known."""
    import yaml  # noqa: PLC0415 - JSON is YAML, whose parser gives line numbers; only problems need them

    spots: list[tuple[Pointer, int]] = []

    def walk(node: Any, pointer: Pointer) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                spots.append(((*pointer, key.value), key.start_mark.line + 1))
                walk(value, (*pointer, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                spots.append(((*pointer, index), value.start_mark.line + 1))
                walk(value, (*pointer, index))

    with contextlib.suppress(yaml.YAMLError, RecursionError):
        walk(yaml.compose(text.replace("\t", " "), Loader=yaml.SafeLoader), ())
    return spots
