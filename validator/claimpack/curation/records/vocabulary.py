"""Identifiers of concepts from a file that somebody has fetched: a CSV with the columns ``label`` and ``curie``."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimpack.package.cells import refusals
from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.limits import TABLE_BYTES
from claimpack.package.normalform import composed
from claimpack.package.tableschema import table_schema


class NotAVocabularyError(Exception):
    """A file is not a vocabulary; the message says why."""


@dataclass(frozen=True)
class Vocabulary:
    """Identifiers by labels."""

    file: str
    """The file's name as given."""
    curies: dict[str, list[str]] = field(default_factory=dict)
    """The identifiers of each label; capitals and spaces make no difference."""

    def identifiers(self, label: str) -> Sequence[str]:
        """The identifier of a label; none if the file has several, since it is not certain which is meant."""
        found = self.curies.get(_folded(label), [])
        return found if len(found) == 1 else ()


def read_vocabulary(file: Path) -> Vocabulary:
    """The vocabulary in a file.

    Raises:
        NotAVocabularyError: if it is not a vocabulary.
        OSError: if the system refuses to read it.
    """
    try:
        text = decode(read_bytes(file, TABLE_BYTES)).text
        rows = csv.DictReader(io.StringIO(text, newline=""))
        if not {"label", "curie"} <= set(rows.fieldnames or ()):
            raise NotAVocabularyError(f"{file} has no columns label and curie in its first row")
        vocabulary = Vocabulary(str(file))
        pairs = {(_folded(row["label"] or ""), (row["curie"] or "").strip()) for row in rows}
    except (UndecodableError, UnusableFileError, csv.Error) as error:
        raise NotAVocabularyError(f"{file} {error}") from None
    schema = table_schema("concepts")
    refused = refusals(schema, "same_as", sorted({curie for _, curie in pairs if curie}))
    for label, curie in sorted(pairs):
        if label and curie and curie not in refused and ";" not in curie:
            vocabulary.curies.setdefault(label, []).append(curie)
    return vocabulary


def _folded(label: str) -> str:
    return " ".join(composed(label).casefold().replace("_", " ").split())
