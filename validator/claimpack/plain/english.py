"""What readers read, in English: each message by its id, with its values in braces.

``sentences.json`` has the sentences on problems and verdicts: those on a rule begin with its name, and its last one has
no values, for when nothing more is known. ``pagewords.json`` has what else is on the page. To say it all in another
language, translate the ``messages.json`` of a build.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimpack.claimverdict import MEANINGS
from claimpack.evidence.phrasing import DIFFERENCE_WORDS, EFFECT_WORDS


def _read(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found


def _under(prefix: str, messages: Mapping[Any, str]) -> dict[str, str]:
    return {f"{prefix}.{name}": message for name, message in messages.items()}


_SENTENCES, _PAGE = _read("sentences.json"), _read("pagewords.json")
_VALUES = _PAGE.pop("values")
_CONCERN = _SENTENCES["verdict"].pop("concern")

MESSAGES: Mapping[str, str] = {
    **_SENTENCES["problems"],
    **_under("verdict", _SENTENCES["verdict"]),
    **{
        f"verdict.{name}.concern": f"{message} {_CONCERN}"
        for name, message in _SENTENCES["verdict"].items()
        if "{sources}" in message
    },
    **{
        f"could-say.{finding}.{base}": where + what
        for finding, what in _SENTENCES["findings"].items()
        for base, where in _SENTENCES["bases"].items()
    },
    **_under("could-say", _SENTENCES["could-say"]),
    **_under("verdict.meaning", {word: f"{meaning[0].upper()}{meaning[1:]}." for word, meaning in MEANINGS.items()}),
    "problem": "A check found something wrong here.",
}
"""Every sentence, by its id."""

PAGE_WORDS: Mapping[str, str] = {
    **_under("meaning", MEANINGS),
    **_under("effect", EFFECT_WORDS),
    **_under("difference", DIFFERENCE_WORDS),
    **{name: said for family, messages in _PAGE.items() for name, said in _under(family, messages).items()},
    **_VALUES,
}
"""Every word of the page that is no sentence on a claim, by its id."""

SCRIPT_WORDS = tuple(_under("script", _PAGE["script"]))
"""The ids of what the page's script says."""
