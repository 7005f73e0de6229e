"""Reads the cells of a workbook exactly as they are stored, and refuses unsafe files and other files."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import column_index_from_string

from claimpack.package.limits import UNPACKED_BYTES

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DAMAGED = "it is damaged"
_SAVE_AGAIN = "Open it in a spreadsheet program, save it as Excel workbook (.xlsx), and try again."


class UnusableWorkbookError(Exception):
    """A file can't be read as a workbook; the message says why.

    Attributes:
        hint: what to do about it.
    """

    def __init__(self, message: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A stored cell that is not blank."""

    kind: str
    """``text``, ``number``, ``boolean``, ``error``, ``date`` (in ISO 8601) or ``formula``."""
    value: str
    number_format: str
    """The code of its number format; ``General`` if none is set."""


@dataclass(slots=True)
class StoredSheet:
    """A sheet and its cells."""

    name: str
    cells: dict[tuple[int, int], StoredCell] = field(default_factory=dict)
    """By row and column, both counted from 1."""
    merged: list[str] = field(default_factory=list)
    """The ranges that are merged into one cell."""

    def rows(self) -> dict[int, dict[int, str]]:
        """The values of each row that is not blank, by their columns."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), cell in self.cells.items():
            found.setdefault(row, {})[column] = cell.value
        return found


@dataclass(slots=True)
class StoredWorkbook:
    """A workbook as it is stored."""

    sheets: dict[str, StoredSheet] = field(default_factory=dict)
    counts_from_1904: bool = False
    """Whether days are counted from 1904, not from 1900."""


def stored_workbook(content: bytes) -> StoredWorkbook:
    """The cells of every sheet of a workbook in Office Open XML.

    Nothing is computed, converted or fetched, and macros are ignored. The text of a cell is what a spreadsheet program
    shows, without formatting.

    Raises:
        UnusableWorkbookError: if it is not such a workbook, is damaged or protected by a password, or unpacks to too
            many bytes.
    """
    _refuse_others(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except UnusableWorkbookError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError, NotImplementedError, RuntimeError) as error:
        raise UnusableWorkbookError(f"{_DAMAGED} ({error})") from error
    except (LookupError, ValueError, OverflowError, OSError, lzma.LZMAError, struct.error) as error:
        raise UnusableWorkbookError(_DAMAGED) from error


def _refuse_others(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnusableWorkbookError(
                "it is protected by a password", "Open it, take the password off, save it, and try again."
            )
        raise UnusableWorkbookError("it is an old Excel workbook (.xls) or another Office file, not .xlsx")
    if not content:
        raise UnusableWorkbookError("it is empty", "Make it again with claimpack sheet export.")
    if not content.startswith(b"PK"):
        raise UnusableWorkbookError("it is not an Excel workbook (.xlsx)")


def _read(archive: zipfile.ZipFile) -> StoredWorkbook:
    _refuse_unsafe(archive)
    names = set(archive.namelist())
    main = ""
    if "_rels/.rels" in names:
        main = next((to for kind, to in _relations(archive, "").values() if kind == "officeDocument"), "")
    if main not in names:
        other = "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")
        what = "it is an OpenDocument spreadsheet (.ods), not .xlsx" if other else "it is a zip file, but no workbook"
        raise UnusableWorkbookError(what)
    relations = _relations(archive, main)
    result, targets = StoredWorkbook(), {}

    def start(path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        if path[-1] == "workbookPr":
            result.counts_from_1904 = attributes.get("date1904") in ("1", "true")
        elif path[-2:] == ("sheets", "sheet"):
            targets[attributes["name"]] = relations[attributes["id"]]

    _walk(archive, main, start)
    if not targets:
        raise UnusableWorkbookError("it is not an Excel workbook with sheets (.xlsx)")
    parts = {kind: to for kind, to in relations.values() if kind in ("styles", "sharedStrings") and to in names}
    formats = _number_formats(archive, parts["styles"]) if "styles" in parts else []
    strings = _strings(archive, parts["sharedStrings"]) if "sharedStrings" in parts else []
    for name, (kind, target) in targets.items():
        if kind == "worksheet":
            reader = _SheetReader(name, strings, formats)
            _walk(archive, target, reader.start, reader.end)
            result.sheets[name] = reader.sheet
    return result


def _refuse_unsafe(archive: zipfile.ZipFile) -> None:
    """Refuses an archive that unpacks to too much by its own account, beyond which nothing is ever unpacked."""
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > UNPACKED_BYTES:
        what = f"it unpacks to {unpacked:,} bytes; the limit is {UNPACKED_BYTES:,}"
        raise UnusableWorkbookError(what, "Take out what is no table, such as pictures, and try again.")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise UnusableWorkbookError("it is protected by a password", "Take the password off and try again.")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: by id, the last word of the relation's type and the target."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        if path[-1] == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

    _walk(archive, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _number_formats(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The code of the number format of each cell style."""
    own: dict[int, str] = {}
    used: list[int] = []

    def start(path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        if path[-1] == "numFmt" and path[-2] == "numFmts":
            own[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif path[-2:] == ("cellXfs", "xf"):
            used.append(int(attributes.get("numFmtId", "0")))

    _walk(archive, part, start)
    return [own.get(number) or BUILTIN_FORMATS.get(number) or f"format {number}" for number in used]


def _strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The texts that cells share."""
    found: list[str] = []
    pieces: list[str] = []

    def end(path: tuple[str, ...], text: str) -> None:
        if path[-1] == "t" and "rPh" not in path:  # rPh is the pronunciation
            pieces.append(unescaped(text))
        elif path[-1] == "si":
            found.append("".join(pieces))
            pieces.clear()

    _walk(archive, part, end=end)
    return found


class _SheetReader:
    """Collects the cells of one sheet while its elements are read."""

    def __init__(self, name: str, strings: list[str], formats: list[str]) -> None:
        self.sheet = StoredSheet(name)
        self._strings = strings
        self._formats = formats
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._value = ""
        self._pieces: list[str] = []
        self._is_formula = False

    def start(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        match path[-1]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                self._place(attributes.get("r"))
                self._cell, self._value, self._is_formula = attributes, "", False
                self._pieces.clear()
            case "f":
                self._is_formula = True
            case "mergeCell":
                self.sheet.merged.append(attributes["ref"])

    def end(self, path: tuple[str, ...], text: str) -> None:
        match path[-1]:
            case "v":
                self._value = text
            case "t" if "rPh" not in path:
                self._pieces.append(unescaped(text))
            case "c":
                self._take()

    def _place(self, address: str | None) -> None:
        self._column += 1
        if address is not None:
            found = _ADDRESS.fullmatch(address)
            if found is None:
                raise UnusableWorkbookError(f"{_DAMAGED} (a cell is called {address[:20]})")
            self._row, self._column = int(found[2]), column_index_from_string(found[1])
        if not (1 <= self._row <= _LAST_ROW and 1 <= self._column <= _LAST_COLUMN):
            raise UnusableWorkbookError(_DAMAGED)

    def _take(self) -> None:
        style = int(self._cell.get("s", "0"))
        number_format = self._formats[style] if style < len(self._formats) else "General"
        if self._is_formula:
            kind, value = "formula", self._value or "="
        else:
            match self._cell.get("t", "n"):
                case "s":
                    kind, value = "text", self._strings[int(self._value)] if self._value else ""
                case "inlineStr":
                    kind, value = "text", "".join(self._pieces)
                case "str":
                    kind, value = "text", unescaped(self._value)
                case other:
                    kind, value = {"n": "number", "b": "boolean", "e": "error", "d": "date"}[other], self._value
        if value:
            self.sheet.cells[self._row, self._column] = StoredCell(kind, value, number_format)


def unescaped(text: str) -> str:
    """The text that a workbook stores as ``text``: ``_x000D_`` is a carriage return, ``_x005F_`` is ``_``.

    >>> unescaped("one_x000D_two"), unescaped("_x005F_x000D_")
    ('one\\rtwo', '_x000D_')
    """
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _walk(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[tuple[str, ...], Mapping[str, str]], None] = lambda _path, _attributes: None,
    end: Callable[[tuple[str, ...], str], None] = lambda _path, _text: None,
) -> None:
    """Reads the elements of a part one after another."""
    path: tuple[str, ...] = ()
    texts: list[list[str]] = []

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal path
        path = (*path, _local(name))
        texts.append([])
        if len(path) > _DEEPEST:
            raise UnusableWorkbookError(_DAMAGED)
        start(path, {_local(label): value for label, value in attributes.items()})

    def close_element(_name: str) -> None:
        nonlocal path
        end(path, "".join(texts.pop()))
        path = path[:-1]

    def refuse(*_declared: object) -> None:
        raise UnusableWorkbookError("it declares entities of its own, as no spreadsheet program does")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = lambda text: texts[-1].append(text) if texts else None
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            parser.Parse(chunk, False)  # noqa: FBT003 - it takes no keyword
    parser.Parse(b"", True)  # noqa: FBT003


_DEEPEST = 100
"""Elements of a workbook are never nested as deeply as this."""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
