"""The texts of sources, against which recorded numbers are checked, and the file that records where each number is.

The texts themselves are never kept. ``source-texts.json``, beside the table of estimates, has for each estimate the
hash of the text that it was read from and, for each column, where its digits begin and end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from claimpack.package.article import sha256
from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.files import UnsafePathError, UnusableFileError, read_bytes, read_inside
from claimpack.package.limits import ARTICLE_BYTES, TABLE_BYTES
from claimpack.package.normalform import composed

if TYPE_CHECKING:
    from claimpack.package.package import Package

PLACES_FILE = "source-texts.json"
"""The file that records where numbers are; it is in the folder of the table of estimates."""

_VERSION = "1"
_SUFFIX = ".txt"


def source_text(text: str) -> str:
    """A source's text as places and its hash count it: in NFC, with LF at the ends of lines.

    White space at both ends is dropped, since pasting adds and removes it.

    >>> source_text("RR 0.78\\r\\n")
    'RR 0.78'
    """
    return composed(text).replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class SourceText:
    """The text of a source, or a part of it such as its abstract."""

    file: str
    text: str

    @cached_property
    def sha256(self) -> str:
        """The hash that tells in which text places were counted."""
        return sha256(self.text)


class UnreadableSourceTextsError(Exception):
    """The texts of sources can't be read; the message says why."""


def read_source_texts(folder: Path) -> dict[str, SourceText]:
    """The texts in a folder, by the source's id: each in a file ``SOURCE_ID.txt``.

    Raises:
        UnreadableSourceTextsError: if it is not a folder, or a file is not text in UTF-8.
        OSError: if the system refuses.
    """
    if not folder.is_dir():
        raise UnreadableSourceTextsError(
            f"{folder} is not a folder: name the folder with one file SOURCE_ID.txt for each source"
        )
    found = {}
    for file in sorted(folder.iterdir()):
        if file.suffix == _SUFFIX and not file.name.startswith(".") and file.is_file():
            try:
                found[file.stem] = SourceText(str(file), source_text(decode(read_bytes(file, ARTICLE_BYTES)).text))
            except (UndecodableError, UnusableFileError) as error:
                raise UnreadableSourceTextsError(f"{file} {error}: save it as plain text in UTF-8") from None
    return found


class Places(NamedTuple):
    """Where the numbers of an estimate are in its source's text."""

    text_sha256: str
    spans: Mapping[str, tuple[int, int]]
    """For each column, where its digits begin and end, half-open, in code points."""


class UnreadablePlacesError(Exception):
    """The file of places is not what it should be; the message says why."""


def places_path(package: Package) -> PurePosixPath | None:
    """The path of the file of places within the package; None where the descriptor gives none for the estimates."""
    files = package.table_files.get("estimates")
    return PurePosixPath(files[0].path).parent / PLACES_FILE if files else None


def read_places(package: Package) -> dict[str, Places]:
    """Where the numbers of each estimate are, by its id, for the estimates that have it recorded.

    Raises:
        UnreadablePlacesError: if the file is not what it should be.
    """
    path = places_path(package)
    if path is None:
        return {}
    try:
        content = json.loads(decode(read_inside(package.root, str(path), TABLE_BYTES)).text)
        return {name: _places(entry) for name, entry in content["estimates"].items()}
    except FileNotFoundError:
        return {}
    except (UndecodableError, UnusableFileError, UnsafePathError) as error:
        raise UnreadablePlacesError(f"{path} {error}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UnreadablePlacesError(f"{path} is not what claimpack import estimates writes") from None
    except OSError as error:
        raise UnreadablePlacesError(f"{path} can't be read: {error.strerror}") from None


def _places(entry: Any) -> Places:
    spans = {column: (int(start), int(end)) for column, (start, end) in entry["places"].items()}
    if not isinstance(entry["text"], str) or any(not 0 <= start < end for start, end in spans.values()):
        raise ValueError(entry)
    return Places(entry["text"], spans)


def written_places(places: Mapping[str, Places]) -> bytes:
    """The file of places: one line an estimate, in the order of their ids, so that versions can be merged."""
    lines = [
        f"    {json.dumps(name)}: {json.dumps({'text': each.text_sha256, 'places': dict(sorted(each.spans.items()))})}"
        for name, each in sorted(places.items())
    ]
    body = ",\n".join(lines)
    return f'{{\n  "version": "{_VERSION}",\n  "estimates": {{\n{body}\n  }}\n}}\n'.encode()
