"""The kinds of what can be imported, each a module of this package that is loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from claimpack.curation.imports.proposal import Option, Proposal, Request

KINDS = {
    "claims": "Claims from a CSV or workbook with columns of its own, by a mapping that is kept.",
    "references": "Sources from PubMed (.nbib, XML), RIS, BibTeX, CSL-JSON or Crossref.",
    "estimates": "Results from text pasted from an abstract or a table.",
    "retractions": "Retraction status from the Retraction Watch table or records of Crossref.",
    "reviews": "Reviews that readers have saved from the page.",
}
"""By its name, which is that of its module, what a kind takes in."""


class Kind(Protocol):
    """What the module of a kind has; its docstring is what ``claimpack import KIND --help`` shows."""

    OPTIONS: tuple[Option, ...]

    def propose(self, request: Request) -> Proposal:
        """The records that the files give.

        Raises:
            UnusableImportError: if a file can't be taken in at all.
            UnansweredError: if something is needed that no option gives, and nobody is there to be asked.
            Unavailable: if a table of the package that this rests on could not be read.
        """


def kind_module(name: str) -> Kind:
    """The module of a kind."""
    return cast("Kind", importlib.import_module(f"claimpack.curation.imports.{name}"))
