"""Loads a claims package from its folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from claimpack.package.article import ArticleText, normalise
from claimpack.package.csvfile import ReadFault, parse
from claimpack.package.descriptor import (
    DESCRIPTOR_NAME,
    Descriptor,
    DescriptorFault,
    Pointer,
    noting_repeated,
    read_descriptor,
)
from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.files import (
    TABLE_ENDINGS,
    UnsafePathError,
    UnusableFileError,
    is_named_like_a_table,
    read_bytes,
    read_inside,
)
from claimpack.package.header import match_header
from claimpack.package.limits import ARTICLE_BYTES, DESCRIPTOR_BYTES, LINE_BYTES, TABLE_BYTES, TABLE_FILES
from claimpack.package.notapackage import why_no_package
from claimpack.package.package import FileState, Package, SchemaFile, TableFile, TextFile
from claimpack.package.registryfile import is_registry
from claimpack.package.schemas import is_schema, read_schema
from claimpack.package.sharedtables import SharedTables
from claimpack.package.sourcetexts import UnreadableSourceTextsError, read_source_texts
from claimpack.package.table import Table
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.package.unavailable import Unavailable
from claimpack.wording import listed, quoted

ARTICLE_TEXTS = "articleTexts"
"""The member of the descriptor that says, for an article's id, where its text lies in the package's folder."""


class NotAPackageError(Exception):
    """What was named is not a package, or not an article of it; the message says why."""


class ReadFile(NamedTuple):
    """A file's content, or why it could not be read."""

    state: FileState
    content: bytes | None = None
    reason: str = ""
    line: int | None = None
    size: int = 0
    """Without content: how many bytes of it were read, or how many it has."""


def load(
    package: Path,
    articles: Iterable[Path] = (),
    *,
    today: date,
    source_texts: Path | None = None,
    shared: SharedTables | None = None,
    step: Callable[[], None] = lambda: None,
) -> Package:
    """Reads the claims package ``package``, a descriptor file or its folder, and the texts of its articles.

    Whatever is wrong inside the package is kept for the rules to report. The network is never used. The only files
    outside the package's folder that are read are the texts named here. The text of any other article is read from the
    path that the descriptor's ``articleTexts`` gives, if it is in the package's folder.

    Args:
        package: a ``datapackage.json`` or the folder it is in.
        articles: plain-text files of articles whose claims the package holds. Each belongs to the article with the
            hash of its normalised text, the first if several have it; else to the article whose id is the file's
            name; else, if one article and one file are left, to that article.
        today: the day for which the package is checked.
        source_texts: a folder with a file ``SOURCE_ID.txt`` for each source whose text, or abstract, is available.
        shared: records that several packages share: those that this one uses are added behind its own.
        step: called whenever a resource has been read.

    Raises:
        NotAPackageError: if there is no descriptor, or a text is not text or can't be matched.
        OSError: if the system refuses to read an article's text or a source's.
    """
    file = descriptor_file(package)
    result = Package(file.parent, Descriptor(file.name), today=today)
    try:
        result.descriptor = read_descriptor(file.name, read_inside(file.parent, file.name, DESCRIPTOR_BYTES))
    except (UnsafePathError, UnusableFileError) as error:
        result.descriptor.faults.append(DescriptorFault(f"the descriptor {error}", "Name a real descriptor."))
    except OSError as error:
        what = f"the descriptor can't be read: {error.strerror}"
        result.failures.append(what)
        result.descriptor.faults.append(DescriptorFault(what, "Check its permissions."))
    for entry in result.descriptor.resources:
        _load_resource(result, entry)
        step()
    result.unlisted = _unlisted_files(result)
    if shared is not None:
        shared.join(result)
    match_articles(result, [read_article(file) for file in articles])
    if source_texts is not None:
        try:
            result.source_texts = read_source_texts(source_texts)
        except UnreadableSourceTextsError as error:
            raise NotAPackageError(str(error)) from None
    _read_remembered(result)
    return result


def _read_remembered(package: Package) -> None:
    """Reads the texts that the descriptor names, except those that were given."""
    named = (package.descriptor.content or {}).get(ARTICLE_TEXTS)
    try:
        known = package.table("articles").cells("article_id")
    except Unavailable:  # a rule reports it
        return
    for article_id, path in named.items() if isinstance(named, dict) else ():
        if not isinstance(path, str) or not path or article_id not in known or article_id in package.article_texts:
            continue
        pointer: Pointer = (ARTICLE_TEXTS, article_id)
        state, content, reason, *_ = _read(package, path, ARTICLE_BYTES)
        if content is not None:
            try:
                text = normalise(decode(content).text)
                package.article_texts[article_id] = ArticleText(path, text)
            except UndecodableError as error:
                state, reason = "unusable", str(error)
        package.text_files.append(TextFile(article_id, path, pointer, state, reason))


def descriptor_file(package: Path) -> Path:
    """The descriptor of ``package``, which is a descriptor file or its folder.

    Raises:
        NotAPackageError: if there is none.
    """
    is_folder = _is(package, Path.is_dir)
    if package.name.casefold().endswith(TABLE_ENDINGS) and not is_folder and _is(package, Path.is_file):
        above = [folder for folder in (package.parent, package.parent.parent) if (folder / DESCRIPTOR_NAME).is_file()]
        advice = f"name {above[0] / DESCRIPTOR_NAME}" if above else f"name the {DESCRIPTOR_NAME} that lists it"
        raise NotAPackageError(f"{package} is a table and not a package: {advice}, or its folder")
    if is_registry(package):
        what = "holds a registry, not a package" if is_folder else "is a registry, not a package"
        raise NotAPackageError(f"{package} {what}: name one of the packages that it lists")
    file = package / DESCRIPTOR_NAME if is_folder else package
    if why := why_no_package(package, is_folder=is_folder, is_there=_is(file, Path.is_file)):
        raise NotAPackageError(why)
    return file


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(path)
    except OSError as error:
        raise NotAPackageError(f"{path} can't be looked at: {error.strerror}") from None


def _load_resource(package: Package, entry: dict[str, Any]) -> None:
    name = entry["name"]
    if isinstance(entry.get("schema"), str) and name not in {file.resource for file in package.schema_files}:
        package.schema_files.append(_read_schema_file(package, entry))
    if name in TABLES and name not in package.table_files:
        paths = paths_of(package.descriptor, entry)
        read = partial(_read, package, longest_line=LINE_BYTES, unpack=True)
        take_files(package, read_table(name, paths, read))


def read_table(
    name: str, paths: Iterable[tuple[str, Pointer]], read: Callable[[str, int], ReadFile]
) -> list[TableFile]:
    """The files of table ``name``; ``read`` reads one, by its path and the most bytes that it may have.

    The limit of a table is for all its files together: what exceeds it is not read.
    """
    files: list[TableFile] = []
    left = TABLE_BYTES
    for path, pointer in paths:
        found = read(path, left) if left >= 0 else ReadFile("unusable")
        left -= found.size if found.content is None else len(found.content)
        if left < 0 and files:
            reason = f"is one too many: all files of {name} together have more than {TABLE_BYTES:,} bytes"
            found = ReadFile("unusable", reason=reason)
        if found.content is None:
            files.append(TableFile(name, path, pointer, found.state, found.reason, found.line))
        else:
            files.append(table_file(name, path, pointer, found.content))
    return files


def paths_of(descriptor: Descriptor, resource: dict[str, Any]) -> list[tuple[str, Pointer]]:
    """The path of each file of a resource, and where the descriptor gives it.

    None if one of them can't be a path, or there are more than a table may have. A path that is repeated is left out: a
    rule reports it.
    """
    path = resource.get("path")
    paths = path if isinstance(path, list) else [path]
    if len(paths) > TABLE_FILES or not all(isinstance(each, str) and each for each in paths):
        return []
    found: dict[PurePosixPath, tuple[str, Pointer]] = {}
    for number, each in enumerate(paths):
        pointer = descriptor.pointer(resource, "path", *([number] if isinstance(path, list) else []))
        found.setdefault(PurePosixPath(each), (each, pointer))
    return list(found.values())


def take_table(package: Package, name: str, path: str, pointer: Pointer, content: bytes) -> None:
    """Makes ``content`` the file of table ``name``, which the descriptor names ``path`` at ``pointer``."""
    take_files(package, [table_file(name, path, pointer, content)])


def take_files(package: Package, files: Sequence[TableFile]) -> None:
    """Makes these the files of a table, if there are any.

    All must have the same header. Other tools join the files byte by byte and skip the first line of all but the first,
    so that every file but the last must end with a line end.
    """
    read = [each.file for each in files if each.file is not None and not each.file.fatal]
    for file in read:
        if file.header != read[0].header:
            file.faults = [ReadFault("another-header", 1, 1, _other_labels(read[0].header, file.header))]
    for each in files[:-1]:
        if each.file is not None and each.is_whole and not each.file.is_ended:
            last = max(each.file.rows, default=1), max(each.file.lines, default=1)
            each.file.faults.append(ReadFault("unended", last[1], last[0]))
    if files:
        package.table_files[files[0].resource] = tuple(files)
    if files and all(each.is_whole for each in files):
        pairs = [(each.path, each.file) for each in files if each.file is not None]
        package.tables[files[0].resource] = Table(table_schema(files[0].resource), *pairs[0], *pairs[1:])


def _other_labels(first: list[str], other: list[str]) -> str:
    """How a header differs from the first file's."""
    lacking, added = ([each for each in one if each not in two] for one, two in ((first, other), (other, first)))
    parts = [f"it has no {listed(map(quoted, lacking))}"] if lacking else []
    parts += [f"it also has {listed(map(quoted, added))}"] if added else []
    same = "its columns are in another order" if sorted(first) == sorted(other) else "a column is there twice"
    return ", and ".join(parts) or same


def table_file(name: str, path: str, pointer: Pointer, content: bytes) -> TableFile:
    """A file of table ``name``, which the descriptor names ``path`` at ``pointer``."""
    file = parse(content)
    columns = table_schema(name).fields
    header = match_header(file.header, list(columns))
    named = {*header.positions, *(label.suggestion for label in header.unexpected if label.suggestion)}
    needed = {column for column, field in columns.items() if field.required}
    is_header = len(named) * 2 >= len(file.header) and len(named & needed) * 2 >= len(needed)
    if not file.fatal and not is_header:
        file.faults = [ReadFault("not-the-header", 1, 1, f"{len(named)} of the {len(columns)}")]
    digest = hashlib.sha256(content).hexdigest()
    return TableFile(name, path, pointer, "read", file=file, digest=digest)


def _read(
    package: Package, path: str, limit: int, longest_line: int | None = None, *, unpack: bool = False
) -> ReadFile:
    try:
        return ReadFile("read", read_inside(package.root, path, limit, longest_line, unpack=unpack))
    except UnsafePathError as error:
        return ReadFile("unsafe", reason=str(error))
    except FileNotFoundError:
        return ReadFile("absent", reason="is not there")
    except UnusableFileError as error:
        return ReadFile("unusable", reason=str(error), line=error.line, size=error.size)
    except OSError as error:
        package.failures.append(f"{path}: {error.strerror}")
        return ReadFile("unusable", reason=f"can't be read: {error.strerror}")


def _read_schema_file(package: Package, entry: dict[str, Any]) -> SchemaFile:
    path: str = entry["schema"]
    schema_file = partial(SchemaFile, entry["name"], path, package.descriptor.pointer(entry, "schema"))
    state, content, reason, *_ = _read(package, path, DESCRIPTOR_BYTES)
    if content is None or entry["name"] not in TABLES:  # what is no table has no schema to compare with
        return schema_file(state, reason)
    schema = f"tables/{entry['name']}.json"
    if is_schema(content, schema):
        return schema_file("read", content=read_schema(schema))
    repeated: list[str] = []
    try:
        parsed = json.loads(decode(content).text, object_pairs_hook=noting_repeated(repeated))
    except (UndecodableError, ValueError, RecursionError):
        return schema_file("unusable", "is not JSON")
    if repeated:
        what = f"has {quoted(repeated[0])} twice in one object, and readers differ in which one they take"
        return schema_file("unusable", what)
    return schema_file("read", content=parsed)


def _unlisted_files(package: Package) -> list[str]:
    """CSV files in the folders of the tables that no resource names."""
    pairs = (pair for entry in package.descriptor.resources for pair in paths_of(package.descriptor, entry))
    named = {str(PurePosixPath(path)) for path, _ in pairs}
    folders = {str(PurePosixPath(file.path).parent) for file in package.all_table_files if file.state == "read"}
    found: list[str] = []
    for folder in sorted(folders):
        with contextlib.suppress(OSError):  # its tables were read: nothing is lost where listing is not permitted
            files = sorted((package.root / folder).iterdir())
            tables = (file.name for file in files if is_named_like_a_table(file.name) and file.is_file())
            found += [str(PurePosixPath(folder) / name) for name in tables]
    return [path for path in found if path not in named]


def read_article(file: Path) -> ArticleText:
    """The normalised text of a plain-text article.

    Raises:
        NotAPackageError: if it is not there or no UTF-8 text.
        OSError: if the system refuses to read it.
    """
    try:
        return ArticleText(str(file), normalise(decode(read_bytes(file, ARTICLE_BYTES)).text))
    except FileNotFoundError:
        raise NotAPackageError(f"the article {file} is not there") from None
    except (UndecodableError, UnusableFileError) as error:
        raise NotAPackageError(f"the article {file} {error}: save it as plain text in UTF-8") from None


def match_articles(package: Package, texts: list[ArticleText]) -> None:
    """Gives each text to its article; see ``load`` for how."""
    table = package.tables.get("articles")
    hashes: dict[str, str] = {}
    if table is not None and {"article_id", "text_sha256"} <= set(table.columns):
        hashes = {article: sha for article, sha in table.rows("article_id", "text_sha256") if article}
    unmatched = []
    for text in texts:
        same = [article for article, sha in hashes.items() if sha == text.sha256]
        package.entered_twice |= dict.fromkeys(same[1:], "".join(same[:1]))
        matched = same[:1] or [article for article in hashes if article == Path(text.file).stem]
        for article in matched:
            if article in package.article_texts:
                both = f"{package.article_texts[article].file} and {text.file}"
                raise NotAPackageError(f"{both} are both the text of article {article}")
            package.article_texts[article] = text
        if not matched:
            unmatched.append(text)
    left = [article for article in hashes if article not in package.article_texts | package.entered_twice]
    if len(unmatched) == len(left) == 1:
        package.article_texts[left[0]] = unmatched.pop()
    if unmatched and hashes:
        ids = ", ".join((left or list(hashes))[:10])
        raise NotAPackageError(f"it is not clear which article {unmatched[0].file} is; name the file by its id: {ids}")
    package.unmatched_texts = [text.file for text in unmatched]
