"""The mapping for the import of a table of claims: TOML that people write, and that keeps their answers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimpack.curation.imports.proposal import UnusableImportError
from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.tableschema import table_schema
from claimpack.wording import joined, nearest, quoted

_FIELD = re.compile(r"\{([^{}]+)\}")
_OF_CLAIM = ("quote",)
_OF_ARTICLE = ("text", "rest_reason")
_OF_JOIN = ("file", "on")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class ClaimMapping:
    """The templates for the columns of our tables, and the meanings of the file's words.

    A template is text in which ``{Outcome}`` becomes the row's cell in its column Outcome.

    Attributes:
        file: the path of the mapping.
        text: its present content; blank if the file does not exist yet.
        is_changed: whether answers were added.
    """

    def __init__(self, file: Path, content: bytes | None) -> None:
        """Reads a mapping, which is empty if the file does not exist yet.

        Raises:
            UnusableImportError: if it is not a mapping.
        """
        self.file = file
        self.text = ""
        self.is_new = content is None
        self.is_changed = False
        try:
            self.text = decode(content or b"").text
            self._content: dict[str, Any] = tomllib.loads(self.text)
        except UndecodableError as error:
            raise UnusableImportError(str(error), "Save it as UTF-8.", file=str(file)) from None
        except tomllib.TOMLDecodeError as error:
            raise UnusableImportError(f"it is no TOML: {error}", "Correct it there.", file=str(file)) from None
        self._check()

    def _check(self) -> None:
        known = {
            "claim": [*table_schema("claims").fields, *_OF_CLAIM],
            "source": list(table_schema("sources").fields),
            "estimate": list(table_schema("estimates").fields),
            "article": [*table_schema("articles").fields, *_OF_ARTICLE],
            "join": list(_OF_JOIN),
        }
        for name, value in self._content.items():
            if name == "unique":
                if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                    raise self.wrong("unique is not a list of columns", 'Write it like unique = ["Id"].')
            elif name == "words":
                self._check_words(value)
            elif name not in known:
                hint = joined(nearest(name, [*known, "words"]), f"It may have {', '.join([*known, 'words'])}.")
                raise self.wrong(f"it has {quoted(name)}, which means nothing here", hint)
            else:
                self._check_section(name, value, known[name])

    def _check_section(self, section: str, value: object, known: list[str]) -> None:
        for column, template in value.items() if isinstance(value, dict) else [("", None)]:
            if not isinstance(template, str):
                raise self.wrong(f"[{section}] has {quoted(column)}, which is no text", "Write it in quotation marks.")
            if column not in known:
                hint = joined(nearest(column, known), f"The columns are {', '.join(known)}.")
                raise self.wrong(f"[{section}] has {quoted(column)}, which is not one of its columns", hint)

    def _check_words(self, value: object) -> None:
        for column, words in value.items() if isinstance(value, dict) else [("", None)]:
            if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
                what = f"[words.{column}] is not a table of texts"
                raise self.wrong(what, 'Write it like [words.effect_direction] and "rose" = "increased" below it.')

    def wrong(self, message: str, hint: str) -> UnusableImportError:
        """The error to raise if it can't be used."""
        return UnusableImportError(message, hint, file=str(self.file))

    def section(self, name: str) -> Mapping[str, str]:
        """The templates of a section; none if it does not exist."""
        found: dict[str, str] = self._content.get(name, {})
        return found

    def words(self, column: str) -> Mapping[str, str]:
        """The meanings of the file's words for a column, by the words in lower case."""
        found: dict[str, str] = self._content.get("words", {}).get(column, {})
        return {word.strip().casefold(): meaning for word, meaning in found.items()}

    @property
    def unique(self) -> list[str]:
        """The columns that distinguish the claims of the file; none if each row is a claim."""
        found: list[str] = self._content.get("unique", [])
        return found

    def keep(self, section: str, key: str, value: str) -> None:
        """Adds an answer to the mapping, and leaves everything else in it as it is."""
        line = f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}\n"
        head = re.search(rf"^\[{re.escape(section)}\][^\n]*\n?", self.text, re.MULTILINE)
        if head:
            before = self.text[: head.end()]
            self.text = f"{before}{'' if before.endswith(chr(10)) else chr(10)}{line}{self.text[head.end() :]}"
        else:
            self.text = f"{self.text.rstrip()}\n\n[{section}]\n{line}".lstrip()
        self._content = tomllib.loads(self.text)
        self.is_changed = True


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def columns_in(template: str) -> list[str]:
    """The columns of the file that a template names."""
    return _FIELD.findall(template)


def filled(template: str, cells: Mapping[str, str]) -> str:
    """A template filled in from a row; blank if it names columns and all of them are blank.

    >>> filled("PMC{PMCID}", {"PMCID": "59610"}), filled("PMC{PMCID}", {"PMCID": " "}), filled("rare", {})
    ('PMC59610', '', 'rare')
    """
    named = columns_in(template)
    if named and not any(cells[name].strip() for name in named):
        return ""
    return _FIELD.sub(lambda found: cells[found[1]].strip(), template)
