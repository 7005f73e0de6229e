"""Notices when files of a package have changed and are completely saved.

Their sizes and times are polled. That needs no support of the system, and works on network drives, in containers and in
synchronised folders, where systems don't report changes.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from claimpack.package.descriptor import DESCRIPTOR_NAME, read_descriptor
from claimpack.package.files import UnsafePathError, UnusableFileError, is_named_like_a_table, read_bytes, resolve
from claimpack.package.limits import DESCRIPTOR_BYTES, REGISTRY_BYTES
from claimpack.package.load import ARTICLE_TEXTS
from claimpack.package.tableschema import TABLES

_LOOKS = 1
"""A file that looks the same this many times in a row is completely saved."""
_LOOKS_IN_DOUBT = 4
"""The same for a file that is gone, empty or much shorter, since some programs delete a file and write it again."""


class Stamp(NamedTuple):
    """A file's state as the system reports it."""

    changed: int
    """When it was last written, in nanoseconds."""
    size: int
    """In bytes."""
    inode: int
    """It changes if another file was moved into its place."""


Look = Mapping[Path, Stamp | None]
"""The states of a package's files at one moment; None for a file that is not there or not regular."""


def look_at(descriptor: Path, articles: Sequence[Path], registry: Path | None = None) -> Look:
    """The states of all files that a check depends on, whether they exist or not.

    They are the descriptor, the tables and schemas that it names, other CSV files beside the tables, the articles, and
    the registry with its shared packages. Temporary files of other programs are not included.
    """
    # The state of the descriptor is taken before it is read: if it changes in between, its state differs the next time.
    stamps = {descriptor: _stamp(descriptor)}
    for file in (*_named(descriptor), *articles, *_shared(registry)):
        if file not in stamps:
            stamps[file] = _stamp(file)
    return stamps


def _named(descriptor: Path) -> Iterator[Path]:
    root = descriptor.parent
    try:
        read = read_descriptor(descriptor.name, read_bytes(descriptor, DESCRIPTOR_BYTES))
    except (OSError, UnusableFileError):
        return
    resources, texts = read.resources, (read.content or {}).get(ARTICLE_TEXTS)
    tables = [file for each in resources if each["name"] in TABLES for file in _inside(root, *_paths(each.get("path")))]
    yield from tables
    yield from (file for each in resources for file in _inside(root, each.get("schema")))
    yield from (file for path in (texts.values() if isinstance(texts, dict) else ()) for file in _inside(root, path))
    for folder in dict.fromkeys(file.parent for file in tables):
        try:
            beside = sorted(folder.iterdir())
        except OSError:
            continue
        yield from (file for file in beside if is_named_like_a_table(file.name))


def _shared(registry: Path | None) -> Iterator[Path]:
    """A registry, and the files of its packages with shared records."""
    if registry is None:
        return
    yield registry
    try:
        content = read_descriptor(registry.name, read_bytes(registry, REGISTRY_BYTES)).content or {}
    except (OSError, UnusableFileError):
        return
    for path in _inside(registry.parent, *_paths(content.get("shared"))):
        descriptor = path / DESCRIPTOR_NAME if path.is_dir() else path
        yield descriptor
        yield from _named(descriptor)


def _paths(path: object) -> list[object]:
    return path if isinstance(path, list) else [path]


def _inside(root: Path, *paths: object) -> Iterator[Path]:
    """The files that paths of the descriptor name, if a check would read them."""
    for path in paths:
        if isinstance(path, str) and path:
            with contextlib.suppress(UnsafePathError, OSError, ValueError):
                yield resolve(root, path)


def _stamp(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino) if stat.S_ISREG(status.st_mode) else None


class ChangeWatcher:
    """Tells when files have changed since they were last checked, and have come to rest.

    A program may save nine files one after the other, or one in many small steps, or delete it before it writes it
    again. All that is one change, and nobody wants to hear of what was there in between.
    """

    def __init__(self) -> None:
        self.checked: Look | None = None
        """What they looked like when they were last checked."""
        self._last: Look | None = None
        self._same = 0

    def is_due(self, look: Look) -> bool:
        """Whether to check the files, which look like this now."""
        self._same = self._same + 1 if look == self._last else 0
        self._last = look
        if self.checked is None:
            return True
        return look != self.checked and self._same >= (_LOOKS_IN_DOUBT if self._is_in_doubt(look) else _LOOKS)

    def _is_in_doubt(self, look: Look) -> bool:
        for file, before in (self.checked or {}).items():
            now = look.get(file)
            if before is not None and before.size and (now is None or now.size * 2 < before.size):
                return True
        return False
