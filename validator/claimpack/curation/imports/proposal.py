"""The input of an import, and what it proposes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from claimpack.curation.records.suggestions import Choice
    from claimpack.package.package import Package


class UnusableImportError(Exception):
    """A file can't be imported at all; the message says why.

    Attributes:
        file: the file's name as it was given.
        line: the physical line of the fault, counted from 1; None if it is in no line.
        hint: what to do about it, a sentence.
    """

    def __init__(self, message: str, hint: str, *, file: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.hint = hint


class UnansweredError(Exception):
    """Something is missing that no option gives, and no question can be asked; the message is a sentence or two."""


class Option(NamedTuple):
    """An option of one kind of import."""

    name: str
    """As it is typed, without the dashes in front: ``checked-on``."""
    about: str
    type: Literal["text", "day", "file", "flag"] = "text"
    """A day comes as ``datetime.date``, a file as ``Path``, a flag as ``bool``."""
    metavar: str = "TEXT"
    is_repeated: bool = False
    """Whether it may be given several times, as a tuple."""


ENCODING = Option(
    "encoding", "The encoding of the files, such as cp1252, if it is not UTF-8 and can't be detected.", metavar="NAME"
)


class ImportFile(NamedTuple):
    """A given file and its whole content."""

    name: str
    """As it was given, for messages."""
    content: bytes


class Questions(Protocol):
    """Asks a person. Answers are kept, so that the same question is not asked again."""

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there; if not, each question gets its default."""

    def ask(
        self,
        name: str,
        about: str,
        *,
        default: str = "",
        choices: Sequence[Choice] = (),
        is_required: bool = False,
        is_list: bool = False,
        complete: Callable[[str], str] = str.strip,
        refusal: Callable[[str], str] = lambda _: "",
    ) -> str:
        """The completed answer, which ``refusal`` accepts by returning a blank; ``default`` if nobody can be asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to import."""

    package: Package
    files: Sequence[ImportFile]
    given: Mapping[str, Any]
    """The options of the kind, by their names with ``_`` in place of ``-``; None, False or () if not given."""
    questions: Questions


@dataclass(slots=True)
class ProposedRecord:
    """A record in a file.

    If its table has a record with this key, it fills in that record's blank cells. Other cells stay as they are, and
    differences are shown.
    """

    table: str
    row: dict[str, str]
    """Its cells, with those of the key; unknown ones are blank or left out."""
    origin: str
    """Where it comes from, such as the file and the line."""
    replaces: Collection[str] = ()
    """Columns in which it may replace the known record's cell; a blank empties it."""


@dataclass(frozen=True, slots=True)
class NotImported:
    """Something that was not imported."""

    origin: str
    what: str
    """What it is, in a few words."""
    why: str
    """Why not, and what to do about it; sentences without the last full stop."""
    needs_a_person: bool = True
    """Whether somebody should look at it, which the exit code then shows."""


@dataclass(slots=True)
class Proposal:
    """The records that the files give."""

    read: str = ""
    """How much was read, such as ``12 references in 2 files``."""
    records: list[ProposedRecord] = field(default_factory=list)
    left: list[NotImported] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What else is worth knowing, a sentence each."""
    beside: dict[Path, bytes] = field(default_factory=dict)
    """Other files to write with the tables, such as a mapping that is kept."""


KINDS = {
    "claims": "Claims from a CSV or workbook with columns of its own, by a mapping that is kept.",
    "references": "Sources from PubMed (.nbib, XML), RIS, BibTeX, CSL-JSON or Crossref.",
    "estimates": "Results from text pasted from an abstract or a table.",
    "retractions": "Retraction status from the Retraction Watch table or records of Crossref.",
    "reviews": "Reviews that readers have saved from the page.",
}
"""What each kind imports, by the name of the kind, which is that of its module."""


class Kind(Protocol):
    """The interface of a kind's module; its docstring is shown by ``claimpack import KIND --help``."""

    OPTIONS: tuple[Option, ...]

    def propose(self, request: Request) -> Proposal:
        """The records that the files give.

        Raises:
            UnusableImportError: if a file can't be imported at all.
            UnansweredError: if something is missing that no option gives, and no question can be asked.
            Unavailable: if a table of the package that this needs could not be read.
        """


def kind_module(name: str) -> Kind:
    """The module of a kind."""
    return cast("Kind", importlib.import_module(f"claimpack.curation.imports.{name}"))
