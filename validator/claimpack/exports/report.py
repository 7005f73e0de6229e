"""Makes ``report.json``, the report of the check before the build; ``report.schema.json`` is its schema."""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.exports.packagerecords import Bundle
from claimpack.formats.json import render

FILE = "report.json"


def pieces(bundle: Bundle) -> Iterator[str]:
    """The report as ``claimpack validate --format json`` writes it."""
    yield render(bundle.report)
