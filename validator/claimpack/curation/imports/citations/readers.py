"""Reads a file of references in any format, which is detected from its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from claimpack.curation.imports.citations import bibtex, citationtable, csljson, medline, pubmedxml, ris
from claimpack.curation.imports.citations.citation import Citation, Unread
from claimpack.curation.imports.givenfiles import text_of, workbook_in
from claimpack.curation.imports.proposal import ImportFile, UnusableImportError


def read_citations(file: ImportFile, encoding: str | None = None) -> Iterator[Citation | Unread]:
    """The references of a file, and the parts that can't be read.

    Args:
        file: the file.
        encoding: its encoding, if the user has given it; else it is detected.

    Raises:
        UnusableImportError: if it can't be imported at all.
    """
    content = file.content
    if not content.strip():
        raise UnusableImportError("it is empty", "Export it again.", file=file.name)
    if content.startswith(b"PK\x03\x04"):
        return citationtable.read_rows(_sheet_rows(file), file.name)
    if pubmedxml.is_xml(content):
        return pubmedxml.read(content, file.name)
    text = text_of(file, encoding)
    if csljson.is_json(text):
        return csljson.read(text, file.name)
    if medline.is_medline(text):
        return medline.read(text)
    if ris.is_ris(text):
        return ris.read(text)
    if bibtex.is_bibtex(text):
        return bibtex.read(text)
    return citationtable.read(text, file.name)


def _sheet_rows(file: ImportFile) -> list[citationtable.Row]:
    """The rows of the first sheet of a workbook that has any."""
    rows = next((rows for sheet in workbook_in(file).sheets.values() if (rows := sheet.rows())), {})
    return [(number, _SheetRow(cells)) for number, cells in sorted(rows.items())]


class _SheetRow(Sequence[str]):
    """A row of a sheet that holds only the cells that are not blank, since one may be far to the right."""

    def __init__(self, cells: dict[int, str]) -> None:
        self._cells = cells

    def __len__(self) -> int:
        return max(self._cells)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._cells.get(place + 1, "")
