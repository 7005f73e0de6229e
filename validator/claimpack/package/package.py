"""A claims package as read: its descriptor, its tables, and the article texts given with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from claimpack.package.article import ArticleText
from claimpack.package.csvfile import CsvFile
from claimpack.package.descriptor import Descriptor, Pointer
from claimpack.package.passages import FoundPassages, find_passages
from claimpack.package.place import Place
from claimpack.package.sourcetexts import SourceText
from claimpack.package.table import Table
from claimpack.package.tableschema import TABLES
from claimpack.package.unavailable import Unavailable

if TYPE_CHECKING:
    from claimpack.package.sharedtables import SharedTables

FileState = Literal["read", "unsafe", "absent", "unusable"]


@dataclass(frozen=True)
class NamedFile:
    """A file that a resource of the descriptor names, and whether it could be read."""

    resource: str
    path: str
    """As the descriptor writes it."""
    pointer: Pointer
    """Where in the descriptor it is named."""
    state: FileState
    reason: str = ""
    line: int | None = None


@dataclass(frozen=True)
class TableFile(NamedFile):
    """The file of a table, or one of several."""

    file: CsvFile | None = None
    digest: str = ""
    """The SHA-256 of its content as it was read, to see whether somebody has saved it since."""

    @property
    def is_whole(self) -> bool:
        """Whether its records could be read."""
        return self.file is not None and not self.file.fatal


@dataclass(frozen=True)
class SchemaFile(NamedFile):
    """The schema file that a resource names."""

    content: object = None


class TextFile(NamedFile):
    """The file of an article's text that the descriptor names; its ``resource`` is the article's id."""


@dataclass(eq=False)
class Package:
    """A claims package as read.

    Nothing in it is judged: what is wrong with the package is for the rules to say.
    """

    root: Path
    descriptor: Descriptor
    table_files: dict[str, tuple[TableFile, ...]] = field(default_factory=dict)
    """By table; a table that the descriptor does not name, or names without a path, is left out."""
    schema_files: list[SchemaFile] = field(default_factory=list)
    text_files: list[TextFile] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)
    """CSV files that are beside the tables but in no resource."""
    article_texts: dict[str, ArticleText] = field(default_factory=dict)
    entered_twice: dict[str, str] = field(default_factory=dict)
    """Articles with the same text as an earlier one, by whose name the text is kept: a text is used for one article."""
    unmatched_texts: list[str] = field(default_factory=list)
    """The files of given texts that belong to no article."""
    source_texts: dict[str, SourceText] | None = None
    """The texts of sources by the sources' ids; None if no folder of texts was given."""
    today: date = field(kw_only=True)
    failures: list[str] = field(default_factory=list)
    """What the system refused to read; the check is incomplete if there is any."""
    is_shared: bool = False
    """Whether other packages of a registry use its sources, estimates and concepts."""
    registry: str = ""
    """The registry whose shared records it uses; blank if it uses none."""
    shared_records: SharedTables | None = None
    shared_files: tuple[Path, ...] = ()
    shared_unread: dict[str, str] = field(default_factory=dict)
    """By table, why a shared file of it could not be read; the package then lacks that table."""
    kept: dict[object, Any] = field(init=False, default_factory=dict, repr=False)
    """Results that were computed from it once, kept as long as the package."""

    @property
    def named_files(self) -> tuple[NamedFile, ...]:
        """Every file that a resource of the descriptor names."""
        return (*self.all_table_files, *self.schema_files)

    @property
    def all_table_files(self) -> tuple[TableFile, ...]:
        """The files of all tables."""
        return tuple(chain.from_iterable(self.table_files.values()))

    @property
    def given_texts(self) -> tuple[ArticleText, ...]:
        """The articles' texts that were given when it was loaded, without those that the descriptor names."""
        remembered = {file.resource for file in self.text_files if file.state == "read"}
        return tuple(text for article, text in self.article_texts.items() if article not in remembered)

    def files(self) -> list[Path]:
        """The descriptor and every file that was read for it."""
        read = [self.root / file.path for file in self.named_files if file.state == "read"]
        return [self.root / self.descriptor.path, *read]

    def table(self, name: str) -> Table:
        """A table.

        Raises:
            Unavailable: if it could not be read.
        """
        if name not in self.tables:
            raise Unavailable(self._why_unread(name))
        return self.tables[name]

    def _why_unread(self, name: str) -> str:
        if name in self.shared_unread:
            return self.shared_unread[name]
        if self.descriptor.content is None:
            return f"{self.descriptor.path} could not be read"
        if name not in self.table_files:
            return f"{self.descriptor.path} gives no usable path for {name}"
        file = min(self.table_files[name], key=lambda each: each.is_whole)
        reasons = {"unsafe": "was refused", "absent": "is not there"}
        return f"{file.path} {reasons.get(file.state, 'could not be read')}"

    def readable_tables(self) -> Iterator[Table]:
        """The tables that could be read, in their usual order."""
        return (self.tables[name] for name in TABLES if name in self.tables)

    def unread_tables(self) -> dict[str, str]:
        """Why each table that could not be read was not, by its name."""
        return {name: self._why_unread(name) for name in TABLES if name not in self.tables}

    def article_text(self, article_id: str) -> ArticleText:
        """The text of an article.

        Args:
            article_id: which; blank where there is no text at all, for the reason.

        Raises:
            Unavailable: if it was not given.
        """
        if self.unmatched_texts and not self.article_texts:
            raise Unavailable("the text that was given belongs to no article of the package")
        named = next((file for file in self.text_files if article_id in (file.resource, "")), None)
        if named is not None and named.state != "read" and named.resource not in self.article_texts:
            what = f"the text of {named.resource} that {self.descriptor.path} names, {named.path}, {named.reason}"
            raise Unavailable(f"{what}: add --article FILE")
        if not self.article_texts:
            raise Unavailable("no article text was given: add --article FILE")
        if article_id in self.article_texts:
            return self.article_texts[article_id]
        if article_id in self.entered_twice:
            first = self.entered_twice[article_id]
            raise Unavailable(
                f"article {article_id} has the same text as {first}, and only {first} is checked against it"
            )
        raise Unavailable(f"no text was given for article {article_id}: add --article FILE")

    @cached_property
    def found_passages(self) -> dict[str, FoundPassages]:
        """For each article whose text was given, its passages and their text.

        Raises:
            Unavailable: if the passages could not be read.
        """
        return find_passages(self.table("passages"), self.article_texts)

    def descriptor_place(self, pointer: Pointer = (), line: int | None = None) -> Place:
        """Where something is in the descriptor."""
        return Place(self.descriptor.path, line=line or self.descriptor.line(pointer))
