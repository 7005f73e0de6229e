"""A language of the texts for readers: its messages by their ids, English where one is not translated."""

import json
import string
from collections.abc import Mapping, Sequence

from claimpack.plain.sentence import Sentence, Value

_MOST_LISTED = 10


_FROM_THE_RIGHT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"))
_SCRIPTS_FROM_THE_RIGHT = frozenset(("adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"))
_LETTERS_OF_A_SCRIPT = 4


class BadMessagesError(Exception):
    """The messages can't be used; the error says which one, and what to do."""


class Language:
    """Says messages in a language.

    Args:
        code: the language's tag (BCP 47), such as ``de``.
        messages: its messages by their ids.
        english: every message in English.
    """

    def __init__(self, code: str, messages: Mapping[str, str], english: Mapping[str, str]) -> None:
        self.code = code
        self.messages = {**english, **messages}
        self.untranslated = tuple(name for name in english if name not in messages)

    @property
    def is_english(self) -> bool:
        """Whether it is Claimpack's own English: then a text without a message of its own can be shown, too."""
        return self.code == "en"

    @property
    def direction(self) -> str:
        """Which way it is written, as HTML has it; a script that the tag names counts before the language."""
        language, *rest = self.code.lower().split("-")
        scripts = [part for part in rest if len(part) == _LETTERS_OF_A_SCRIPT and part.isalpha()]
        is_rtl = scripts[0] in _SCRIPTS_FROM_THE_RIGHT if scripts else language in _FROM_THE_RIGHT
        return "rtl" if is_rtl else "ltr"

    def say(self, message_id: str, /, **values: Value) -> str:
        """A message with its values: text as it is, whole numbers and lists as the language writes them."""
        said = {name: self._said(value) for name, value in values.items()}
        return self.messages[message_id].format(**said)

    def sentence(self, sentence: Sentence) -> str:
        """A sentence for readers."""
        return self.say(sentence.message_id, **sentence.data)

    def word(self, kind: str, word: str) -> str:
        """What a word of the tables is called; the word itself if there is no name for it."""
        return self.messages.get(f"{kind}.{word}", word)

    def part(self, family: str) -> dict[str, str]:
        """The messages of a family, by the rest of their ids."""
        return {
            name.removeprefix(f"{family}."): said
            for name, said in self.messages.items()
            if name.startswith(f"{family}.")
        }

    def _said(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        return self.number(value) if isinstance(value, int) else self.list_of(value)

    def number(self, value: int) -> str:
        """A whole number."""
        return f"{value:,}".replace(",", self.messages["number.thousands"])

    def list_of(self, values: Sequence[str]) -> str:
        """Texts in a row, the last with an "and" before it."""
        here = list(values)
        if len(here) > _MOST_LISTED:
            here = [*here[: _MOST_LISTED - 1], self.say("list.more", count=len(here) - _MOST_LISTED + 1)]
        if len(here) < 2:  # noqa: PLR2004 - a list of one has no last one
            return "".join(here)
        return self.messages["list.comma"].join(here[:-1]) + self.messages["list.last"] + here[-1]


def language_of(text: str, english: Mapping[str, str]) -> Language:
    """The language whose messages a file holds, in the form of ``messages.json``.

    Raises:
        BadMessagesError: if the file can't be used: what is wrong, of which message, and what to do.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadMessagesError(f"this is no JSON: {error}") from None
    except (RecursionError, ValueError):
        raise BadMessagesError("it is nested too deeply, or has a number of too many digits") from None
    code = content.get("language") if isinstance(content, dict) else None
    messages = content.get("messages") if isinstance(content, dict) else None
    if not isinstance(code, str) or not code.isascii() or not code.replace("-", "").isalnum():
        raise BadMessagesError('"language" must be the tag of a language, such as "de"')
    if not isinstance(messages, dict):
        raise BadMessagesError('"messages" must be an object, as in the messages.json of a build')
    for name, message in messages.items():
        if name in english:
            _see_to(name, message, english[name])
    return Language(code, {name: message for name, message in messages.items() if name in english}, english)


def _see_to(name: str, message: object, english: str) -> None:
    """Makes sure that a message has no values but those of the English one, and nothing that formats them."""
    if not isinstance(message, str):
        raise BadMessagesError(f"{name} must be a text")
    known = {field for _, field, _, _ in string.Formatter().parse(english) if field}
    try:
        fields = [part[1:] for part in string.Formatter().parse(message) if part[1] is not None]
    except ValueError:
        raise BadMessagesError(f"{name} has a brace without its other half: write a brace of its own twice") from None
    for field, form, conversion in fields:
        if field not in known or form or conversion:
            values = ", ".join(f"{{{value}}}" for value in sorted(known)) or "none"
            raise BadMessagesError(f"{name} has the value {{{field}}}, and may have these as they are: {values}")
