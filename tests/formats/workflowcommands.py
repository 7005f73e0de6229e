"""Reads lines of a log as the runner of GitHub Actions does, written from how its source and manual describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
    "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip
"""Those that the runner knows; capitals make no difference."""


@dataclass(frozen=True)
class Command:
    """A command that the runner would carry out."""

    name: str
    properties: dict[str, str]
    message: str


def commands(log: str) -> Iterator[Command]:
    """The commands in a log. A carriage return ends a line as a line feed does."""
    for line in re.split(r"\r\n|\r|\n", log):
        if (found := command(line)) is not None:
            yield found


def command(line: str) -> Command | None:
    """The command that a line is: one that begins with ``::`` after white space, or has ``##[`` anywhere."""
    text = line.lstrip()
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        found = _command(text[2:end], text[end + 2 :], ",", {}, {"%3A": ":", "%2C": ","})
        if found is not None:
            return found
    if (start := line.find("##[")) >= 0 and (end := line.find("]", start)) >= 0:
        return _command(line[start + 3 : end], line[end + 1 :], ";", {"%3B": ";", "%5D": "]"}, {})
    return None


def _command(
    head: str, message: str, separator: str, escapes: dict[str, str], in_properties: dict[str, str]
) -> Command | None:
    name, _, told = head.partition(" ")
    if name.lower() not in COMMANDS:
        return None
    properties = {}
    for piece in told.strip().split(separator):
        key, equals, value = piece.lstrip("=").partition("=")
        value = value.lstrip("=")  # the runner drops empty pieces, and so an equals sign at the start of a value
        if key and equals and value:
            properties[key] = _unescaped(value, escapes | in_properties)
    return Command(name.lower(), properties, _unescaped(message, escapes))


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    """One escape after the other, the percent sign last."""
    for escape, character in ({"%0D": "\r", "%0A": "\n"} | escapes | {"%25": "%"}).items():
        text = text.replace(escape, character)
    return text
