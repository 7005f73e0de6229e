"""Makes ``messages.json``: the sentences and single words for readers, with their values in braces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from claimpack.exports.packagerecords import Bundle
from claimpack.jsontext import json_text
from claimpack.package.tableschema import table_schema
from claimpack.plain.english import MESSAGES, PAGE_WORDS
from claimpack.plain.language import Language
from claimpack.rules.catalogue import all_rules

FILE = "messages.json"

_WORDS = {"claims": ("severity", "frequency", "wording"), "sources": ("source_type",)}
"""The columns whose words are shown to readers by their meaning."""


@cache
def all_messages() -> Mapping[str, str]:
    """Every message by its id: sentences, words of the page, summaries of rules, meanings of words in tables."""
    meanings = {
        f"word.{column}.{word}": meaning
        for table, columns in _WORDS.items()
        for column in columns
        for word, meaning in table_schema(table).fields[column].meanings.items()
    }
    rules = {f"rule.{rule.name}": rule.manual.summary for rule in all_rules()}
    return {**MESSAGES, **rules, **meanings, **PAGE_WORDS}


@cache
def english() -> Language:
    """English, with all messages."""
    return Language("en", all_messages(), all_messages())


def pieces(bundle: Bundle) -> Iterator[str]:  # noqa: ARG001 - they are the same for every package
    """The messages by their ids, one a line."""
    lines = ",\n".join(f"{json_text(name)}:{json_text(message)}" for name, message in all_messages().items())
    yield f'{{\n"language":"en",\n"messages":{{\n{lines}\n}}\n}}\n'
