"""What the files of a package look like from outside, and when those that were saved have come to rest.

They are looked at again and again, by size and time alone. That needs nothing of the system, and works on network
drives, in containers and in folders that are kept in step with a server, where the system tells of no change.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from validator.package.descriptor import read_descriptor
from validator.package.files import UnsafePathError, UnusableFileError, read_bytes, resolve
from validator.package.limits import DESCRIPTOR_BYTES
from validator.package.tableschema import TABLES

_LOOKS = 1
"""A file that looks the same so many times more has been saved whole."""
_LOOKS_IN_DOUBT = 4
"""The same for one that is gone, empty or much shorter than before: some programs delete a file and write it anew."""


class Stamp(NamedTuple):
    """What a file looks like from outside."""

    changed: int
    """When it was last written, in nanoseconds."""
    size: int
    """In bytes."""
    inode: int
    """Another one where a new file was moved into its place."""


Look = Mapping[Path, Stamp | None]
"""What the files of a package look like at one moment; None for one that is not there or is no regular file."""


class PackageFiles:
    """The files that a check of a package depends on, whether they are there or not."""

    def __init__(self, descriptor: Path, articles: Sequence[Path] = ()) -> None:
        """Looks at nothing yet.

        Args:
            descriptor: the package's ``datapackage.json``.
            articles: the files of its articles' texts.
        """
        self.descriptor = descriptor
        self.articles = tuple(articles)
        self._read_as: Stamp | None = None
        self._named: tuple[Path, ...] = ()
        self._folders: tuple[Path, ...] = ()

    def look(self) -> dict[Path, Stamp | None]:
        """What they look like now.

        They are the descriptor, whatever tables and schemas it names at this moment, other CSV files that stand beside
        the tables, and the articles. What programs put there for themselves while a file is open is not among them.
        """
        # The descriptor is looked at before it is read: if it changes in between, it looks different the next time.
        descriptor = _stamp(self.descriptor)
        if descriptor is None or descriptor != self._read_as:
            self._read_descriptor()
            self._read_as = descriptor
        stamps = {self.descriptor: descriptor}
        for file in (*self._named, *self._beside(), *self.articles):
            if file not in stamps:
                stamps[file] = _stamp(file)
        return stamps

    def _read_descriptor(self) -> None:
        root = self.descriptor.parent
        try:
            read = read_descriptor(self.descriptor.name, read_bytes(self.descriptor, DESCRIPTOR_BYTES))
        except (OSError, UnusableFileError):
            self._named = self._folders = ()
            return
        tables = [entry.get("path") for entry in read.resources if entry["name"] in TABLES]
        schemas = [entry.get("schema") for entry in read.resources]
        self._named = tuple(file for path in (*tables, *schemas) for file in _inside(root, path))
        folders = {root / PurePosixPath(str(path)).parent: None for path in tables if [*_inside(root, path)]}
        self._folders = tuple(folders)

    def _beside(self) -> Iterator[Path]:
        """CSV files in the folders of the tables, named or not, but for lock files and half-written copies."""
        for folder in self._folders:
            try:
                found = sorted(folder.iterdir())
            except OSError:
                continue
            for file in found:
                if file.suffix.lower() == ".csv" and not file.name.startswith((".", "~$")):
                    yield file


def _inside(root: Path, path: object) -> Iterator[Path]:
    """The file that a path of the descriptor names, if it is one that a check reads."""
    if isinstance(path, str) and path:
        try:
            yield resolve(root, path)
        except (UnsafePathError, OSError, ValueError):
            return


def _stamp(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino) if stat.S_ISREG(status.st_mode) else None


class Rest:
    """Tells when files have changed and come to rest since they were last taken up.

    A program may save nine files one after the other, or one in many small steps, or delete it before it writes it
    anew. All that is one change, and nobody wants to be told of what stood there in between.
    """

    def __init__(self) -> None:
        self._taken: Look | None = None
        self._last: Look | None = None
        self._same = 0

    def has_come(self, look: Look) -> bool:
        """Whether the files, which look like this now, are to be taken up."""
        self._same = self._same + 1 if look == self._last else 0
        self._last = look
        if self._taken is None:
            return True
        return look != self._taken and self._same >= (_LOOKS_IN_DOUBT if self._is_in_doubt(look) else _LOOKS)

    def take(self, look: Look) -> None:
        """Counts the files as taken up as they look here."""
        self._taken = look

    def _is_in_doubt(self, look: Look) -> bool:
        for file, before in (self._taken or {}).items():
            now = look.get(file)
            if before is not None and before.size and (now is None or now.size * 2 < before.size):
                return True
        return False


Digests = Mapping[Path, tuple[Stamp, str]]
"""The SHA-256 of each file that was there, and what the file looked like."""


def digests(look: Look, known: Digests) -> Digests:
    """The digests of the files that look like this; one that looks as it did in ``known`` is not read again."""
    found = {}
    for file, stamp in look.items():
        if stamp is not None:
            before = known.get(file)
            found[file] = before if before is not None and before[0] == stamp else (stamp, _digest(file))
    return found


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


def news(before: Digests, now: Digests) -> dict[Path, str]:
    """What became of each file that is not as it was: ``changed``, ``new`` or ``gone``, in the order of the files."""
    both = {file: "changed" for file in before.keys() & now.keys() if before[file][1] != now[file][1]}
    new, gone = now.keys() - before.keys(), before.keys() - now.keys()
    found = both | dict.fromkeys(new, "new") | dict.fromkeys(gone, "gone")
    return {file: found[file] for file in sorted(found)}
