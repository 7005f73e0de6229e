"""Makes ``messages.json``: every sentence that readers may be told, with its values in braces, to be translated."""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.exports.packagerecords import Bundle
from claimpack.jsontext import json_text
from claimpack.plain.english import MESSAGES

FILE = "messages.json"


def pieces(bundle: Bundle) -> Iterator[str]:  # noqa: ARG001 - they are the same for every package
    """The messages by their ids, one a line."""
    lines = ",\n".join(f"{json_text(name)}:{json_text(message)}" for name, message in MESSAGES.items())
    yield f'{{\n"language":"en",\n"messages":{{\n{lines}\n}}\n}}\n'
