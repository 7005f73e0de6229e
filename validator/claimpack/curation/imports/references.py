"""Takes in sources from the files of reference managers and databases."""

from __future__ import annotations

from claimpack.curation.imports.proposal import Option, Proposal, Request

OPTIONS: tuple[Option, ...] = ()


def propose(request: Request) -> Proposal:
    """The sources that the files give."""
    return Proposal(f"{len(request.files)} files")
