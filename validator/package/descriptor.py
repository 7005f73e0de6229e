"""Reads datapackage.json and finds the line of anything in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from validator.package.encoding import UndecodableError, decode

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class DescriptorFault:
    """Something that the reader of a descriptor stumbled over."""

    message: str
    hint: str
    line: int | None = None


@dataclass
class Descriptor:
    """A package's descriptor as read."""

    path: str
    """The file's name in the package's folder."""
    text: str = ""
    content: dict[str, Any] | None = None
    """The parsed descriptor; None where it is no JSON object."""
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
        """The resources that are objects with a name; what else stands there is the profile's to refuse."""
        resources = (self.content or {}).get("resources")
        if not isinstance(resources, list):
            return []
        return [entry for entry in resources if isinstance(entry, dict) and isinstance(entry.get("name"), str)]

    def pointer(self, resource: dict[str, Any], *rest: str | int) -> Pointer:
        """The pointer to a resource, or to something in it."""
        entries = (self.content or {})["resources"]
        return ("resources", next(i for i, entry in enumerate(entries) if entry is resource), *rest)

    def line(self, pointer: Pointer) -> int | None:
        """The line where what ``pointer`` names begins, or where the nearest thing around it does."""
        while pointer and pointer not in self._lines:
            pointer = pointer[:-1]
        return self._lines.get(pointer)

    @cached_property
    def _lines(self) -> dict[Pointer, int]:
        import yaml  # noqa: PLC0415 - only a package with problems needs it

        lines: dict[Pointer, int] = {}

        def walk(node: Any, pointer: Pointer) -> None:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    lines[*pointer, key.value] = key.start_mark.line + 1
                    walk(value, (*pointer, key.value))
            elif isinstance(node, yaml.SequenceNode):
                for index, value in enumerate(node.value):
                    lines[*pointer, index] = value.start_mark.line + 1
                    walk(value, (*pointer, index))

        try:
            walk(yaml.compose(self.text.replace("\t", " "), Loader=yaml.SafeLoader), ())
        except (yaml.YAMLError, RecursionError):
            return {}
        return lines


def read_descriptor(path: str, content: bytes) -> Descriptor:
    """Reads a descriptor; whatever is wrong with it as JSON becomes a fault, never an exception."""
    descriptor = Descriptor(path)
    try:
        decoded = decode(content)
    except UndecodableError as error:
        descriptor.faults.append(DescriptorFault(f"the descriptor {error}", "Save it as UTF-8.", error.line))
        return descriptor
    descriptor.text = decoded.text
    if decoded.had_byte_order_mark:
        descriptor.faults.append(
            DescriptorFault(
                "the descriptor begins with a byte-order mark, which JSON does not allow",
                "Save it as UTF-8 without BOM.",
                1,
            )
        )
    repeated: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        repeated.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(pairs)

    try:
        parsed = json.loads(descriptor.text, object_pairs_hook=collect, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = f"the descriptor is not JSON: {error.msg} at line {error.lineno}, character {error.colno}"
        descriptor.faults.append(
            DescriptorFault(what, "Mend the JSON there; an editor with JSON support shows the spot.", error.lineno)
        )
        return descriptor
    except (ValueError, RecursionError) as error:
        what = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        descriptor.faults.append(DescriptorFault(f"the descriptor {what}", "Write it as plain JSON."))
        return descriptor
    for key in repeated:
        what = f'the key "{key}" stands twice in one object, and readers differ in which of the two they take'
        descriptor.faults.append(DescriptorFault(what, "Keep one of them.", _second_line(descriptor.text, key)))
    if isinstance(parsed, dict):
        descriptor.content = parsed
    else:
        descriptor.faults.append(DescriptorFault("the descriptor is not a JSON object", 'Begin it with "{".', 1))
    return descriptor


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"holds {name}, which is not JSON")


def _second_line(text: str, key: str) -> int | None:
    """The line of the key's second mention, where the text mentions it just twice and so leaves no doubt."""
    mentions = text.split(json.dumps(key, ensure_ascii=False))
    return mentions[0].count("\n") + mentions[1].count("\n") + 1 if len(mentions) == 3 else None  # noqa: PLR2004
