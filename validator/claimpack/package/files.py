"""Opens files of a package: only regular files in its folder, up to a size limit."""

from __future__ import annotations

import errno
import gzip
import os
import re
import stat
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A named pipe is opened at once, to be refused, and not only when somebody writes to it."""

_PIECE = 4_194_304
"""This many bytes are read at a time."""


TABLE_ENDINGS = (".csv", ".csv.gz")
"""What the names of tables' files end with, in small letters."""


def is_named_like_a_table(name: str) -> bool:
    """Whether a file is called like a table, and not like what programs write beside one while it is open."""
    return name.lower().endswith(TABLE_ENDINGS) and not name.startswith((".", "~$"))


class UnsafePathError(Exception):
    """A path that leads, or could lead, out of the package; the message says how."""


class UnusableFileError(Exception):
    """A file that is not there or can't be used; the message says why.

    Attributes:
        line: the physical line of the fault, counted from 1; None if it is in no line.
        size: how many bytes of it were read, or how many it has; more than the limit if it is too large.
    """

    def __init__(self, message: str, line: int | None = None, size: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.size = size


def resolve(root: Path, path: str) -> Path:
    """The file that ``path``, as a descriptor writes it, names under the folder ``root``.

    Raises:
        UnsafePathError: if it is not a plain relative path that stays inside ``root``, symbolic links followed.
    """
    if _SCHEME.match(path) or path.startswith("//"):
        raise UnsafePathError("is an address or a drive, and nothing is fetched")
    if path.startswith(("/", "~")):
        raise UnsafePathError("is absolute")
    if "\\" in path:
        raise UnsafePathError("has a backslash")
    if any(ord(character) < ord(" ") for character in path):
        raise UnsafePathError("has a control character")
    if ".." in PurePosixPath(path).parts:
        raise UnsafePathError('has ".." in it')
    target = root / path
    if not _real(target).is_relative_to(_real(root)):
        raise UnsafePathError("leads out of the package through a symbolic link")
    return target


def _real(path: Path) -> Path:
    """The path with symbolic links followed as far as they lead.

    Raises:
        UnsafePathError: if they lead back to themselves.
    """
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # Python 3.12 and older raise RuntimeError for a loop
        if isinstance(error, OSError) and error.errno != errno.ELOOP:
            return path.resolve()
        raise UnsafePathError("runs in a circle of symbolic links") from None


def read_inside(root: Path, path: str, limit: int, longest_line: int | None = None, *, unpack: bool = False) -> bytes:
    """The content of the file that ``path``, as a descriptor writes it, names under the folder ``root``.

    The path is checked, and followed again when the file is opened, folder by folder and without links, so that a link
    that was made in between is refused. Systems that can't open relative to a folder, such as Windows, only check once.

    Args:
        root: the package's folder.
        path: the file's path below it.
        limit: the most bytes that it may have.
        longest_line: the most bytes that a line of it may have.
        unpack: whether a file whose name ends with ``.gz`` is unpacked; both limits then also apply to its content.

    Raises:
        UnsafePathError: if it leads out of ``root``.
        UnusableFileError: if it is no regular file, is larger, has a longer line, or is damaged.
        FileNotFoundError: if there is none.
        OSError: if the system refuses to read it.
    """
    target = resolve(root, path)
    unpack = unpack and is_packed(path)
    if os.open not in os.supports_dir_fd:
        return read_bytes(target, limit, longest_line, unpack=unpack)
    real_root = _real(root)
    real = _real(target)
    if not real.is_relative_to(real_root):  # a link was put there in between
        raise UnsafePathError("leads out of the package through a symbolic link")
    *folders, name = real.relative_to(real_root).parts or (".",)
    folder = os.open(real_root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in folders:
            below = _open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, folder)
            os.close(folder)
            folder = below
        handle = _open(name, _READING | os.O_NOFOLLOW, folder)
    finally:
        os.close(folder)
    return _content(handle, limit, longest_line, unpack=unpack)


def _open(path: Path | str, flags: int, folder: int | None = None) -> int:
    try:
        return os.open(path, flags, dir_fd=folder)
    except (IsADirectoryError, NotADirectoryError):
        raise UnusableFileError("is not a regular file") from None
    except OSError as error:
        if error.errno == errno.ELOOP and folder is not None:
            raise UnsafePathError("became a symbolic link while it was read") from None
        if error.errno == errno.ENAMETOOLONG:
            raise UnusableFileError("has too long a name") from None
        raise


def read_bytes(file: Path, limit: int, longest_line: int | None = None, *, unpack: bool = False) -> bytes:
    """The content of a regular file of at most ``limit`` bytes, with no line of more bytes than ``longest_line``.

    Raises:
        UnusableFileError: if it is no regular file or is larger.
        FileNotFoundError: if there is none.
        OSError: if the system refuses to read it.
    """
    return _content(_open(file, _READING), limit, longest_line, unpack=unpack)


def is_packed(path: str) -> bool:
    """Whether a table's file is compressed with gzip, by its name, as other tools tell it."""
    return path.endswith(".gz")


def _content(handle: int, limit: int, longest_line: int | None, *, unpack: bool) -> bytes:
    """The content of an open file, which is then closed."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise UnusableFileError("is not a regular file")
    with os.fdopen(handle, "rb") as stream:
        if status.st_size > limit:
            raise UnusableFileError(f"has {status.st_size:,} bytes; the limit is {limit:,}", size=status.st_size)
        if unpack:
            return unpacked(stream, limit, longest_line)
        if longest_line is not None and status.st_size > longest_line:
            _look_at_lines(stream, longest_line, status.st_size)
            stream.seek(0)
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnusableFileError(f"has grown beyond {limit:,} bytes, which is the limit", size=len(content))
    return content


def unpacked(packed: BinaryIO, limit: int, longest_line: int | None = None) -> bytes:
    """The content of a gzip file, which is unpacked twice, so that it is in memory only if it is not too large.

    Raises:
        UnusableFileError: if the content is larger, a line is longer than ``longest_line``, or the file is damaged.
    """
    with gzip.GzipFile(fileobj=packed, mode="rb") as stream:
        try:
            _look_at_lines(stream, longest_line or limit, limit)
            stream.seek(0)
            return stream.read(limit + 1)
        except EOFError:
            what = "is cut short: it is compressed with gzip, and its end is missing"
        except (gzip.BadGzipFile, zlib.error):
            what = "is damaged, or not compressed with gzip as its name says"
        raise UnusableFileError(what, size=stream.tell())


def _look_at_lines(stream: BinaryIO | gzip.GzipFile, longest: int, most: int) -> None:
    """Reads a file piece by piece, so that gigabytes in one line, or from a small gzip file, never fill the memory.

    Raises:
        UnusableFileError: at the first line of more than ``longest`` bytes, or after ``most`` bytes.
    """
    number, length, before = 1, 0, b""
    left = most
    while piece := stream.read(min(_PIECE, longest)):
        left -= len(piece)
        if left < 0:
            raise UnusableFileError(f"unpacks to more than {most:,} bytes, which is the limit", size=most - left)
        ends = [end for end in (piece.find(b"\n"), piece.find(b"\r")) if end >= 0]
        if length + min(ends, default=len(piece)) > longest:
            raise UnusableFileError(f"has more than {longest:,} bytes in line {number:,}", number, most - left)
        number += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n") - (before + piece[:1] == b"\r\n")
        before = piece[-1:]
        length = len(piece) - max(piece.rfind(b"\n"), piece.rfind(b"\r")) - 1 if ends else length + len(piece)
