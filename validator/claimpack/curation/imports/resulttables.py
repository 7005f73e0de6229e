"""Reads the results in lines of a table that was pasted with tabs or bars between its cells."""

from __future__ import annotations

from claimpack.curation.imports.reportedresult import LeftText, ReportedResult
from claimpack.curation.imports.resulteffects import Context


def row_at(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line are; none where it is no line of a table."""
    return []


def results_of(context: Context, row: list[tuple[int, int]]) -> tuple[list[ReportedResult], list[LeftText]]:
    return [], []
