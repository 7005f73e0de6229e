"""Reads a large CSV file column by column with pandas, if its records are certainly regular.

``csvfile`` reads any file record by record and knows every way in which one can be broken. Where there is nothing to
know, because each line is a record of as many cells as the header, pandas reads the same cells in half the time and
keeps cells that repeat once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.package.limits import CELL_CHARACTERS, COLUMNS

Bytes = NDArray[np.uint8]
Cells = NDArray[np.object_]

_STRETCH = 16_777_216
"""So many bytes are looked at in a go, so that what is noted of each stays small beside the file."""

_RECORDS = 20_000
"""So many records are read in a go."""

_COMMA, _LINE_FEED, _QUOTE = (ord(character) for character in ',\n"')

_MERGE_CONFLICT = (b"<<<<<<< ", b"=======", b">>>>>>> ")


def read_regular(content: bytes) -> tuple[list[str], list[Cells]] | None:
    """The header of a CSV file and the cells of each of its columns; None if it is not certain that it is regular.

    Certain is: UTF-8 without byte-order mark, line feeds alone, every line a record of two or more cells and as many as
    the header has, none of them blank throughout, quotation marks only around whole cells and doubled within, and
    nothing that looks like a merge conflict or a second header.
    """
    if content.startswith(b"\xef\xbb\xbf") or any(mark in content for mark in (b"\r", b"\0", *_MERGE_CONFLICT)):
        return None
    start = content.find(b"\n") + 1
    if not start or content.startswith(b"PK\x03\x04") or content.startswith(b"\xef\xbb\xbf", start):
        return None
    try:
        if not content.isascii():
            content.decode("utf-8")
        [header] = csv.reader([content[: start - 1].decode("utf-8")], strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError):
        return None
    if (
        not any(header)
        or start == len(content)
        or not 1 < len(header) <= COLUMNS
        or not _is_regular(content, start, len(header))
    ):
        return None
    columns = _read_columns(content, start, len(header))
    first = columns[0]
    blank = np.flatnonzero(first == "")
    if (first == header[0]).any() or any(all(column[record] == "" for column in columns) for record in blank):
        return None
    return header, columns


def _read_columns(content: bytes, start: int, width: int) -> list[Cells]:
    """The columns, read some records at a time: what pandas keeps to tell cells that repeat then fits the cache."""
    body = io.BytesIO(content)
    body.seek(start)
    frames = pd.read_csv(
        body,
        header=None,
        names=list(range(width)),
        index_col=False,
        dtype=object,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
        chunksize=_RECORDS,
    )
    parts = [[frame[position].to_numpy() for position in range(width)] for frame in frames]
    return [np.concatenate(cells) for cells in zip(*parts, strict=True)]


def _is_regular(content: bytes, start: int, width: int) -> bool:
    return all(_lines_are_records(stretch, width) for stretch in _stretches(content, start))


def _stretches(content: bytes, start: int) -> Iterator[Bytes]:
    """The file from ``start`` on in pieces of whole lines, each with a line feed at its end."""
    while start < len(content):
        end = content.find(b"\n", start + _STRETCH) + 1 or len(content)
        piece = content[start:end]
        yield np.frombuffer(piece if piece.endswith(b"\n") else piece + b"\n", dtype=np.uint8)
        start = end


def _lines_are_records(stretch: Bytes, width: int) -> bool:
    """Whether every line has so many cells, and is neither blank nor too long for the reader."""
    is_comma, is_end = stretch == _COMMA, stretch == _LINE_FEED
    is_quote = stretch == _QUOTE
    if is_quote.any():
        quoted = np.bitwise_xor.accumulate(is_quote)
        if quoted[is_end].any() or not _quotes_are_in_place(stretch, np.flatnonzero(is_quote)):
            return False
        is_comma &= ~quoted
    ends = np.flatnonzero(is_end)
    starts = np.concatenate([[0], ends[:-1] + 1])
    commas = np.diff(np.searchsorted(np.flatnonzero(is_comma), ends), prepend=0)
    lengths = ends - starts
    return bool((commas == width - 1).all() and (lengths >= width).all() and (lengths <= CELL_CHARACTERS).all())


def _quotes_are_in_place(stretch: Bytes, quotes: NDArray[np.intp]) -> bool:
    """Whether each cell in quotation marks fills the room between two commas, and has only doubled ones inside."""
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening, stretch[opening - 1], _LINE_FEED)
    after = stretch[closing + 1]
    return bool(
        (((before == _COMMA) | (before == _LINE_FEED)) | (before == _QUOTE)).all()
        and ((after == _COMMA) | (after == _LINE_FEED) | (after == _QUOTE)).all()
    )
