"""An identifier does not have the form of its kind.

## What it checks

- A DOI begins with `10.` and a registrant's number, with no web address or `doi:` before it.
- A PMID has digits only.
- A PMCID is `PMC` and digits.
- A CURIE is a prefix, a colon and an identifier. If the vocabulary is a known one (mesh, HP, MONDO, NCIT, OAE, OMIM,
  DOID, CHEBI, UBERON, EFO), the identifier has that vocabulary's form.

## Why it matters

Apps turn identifiers into links. A wrong one leads nowhere, or to another paper.

## Fails

```csv sources
source_id,doi
S1,https://doi.org/10.1000/182
```

## Passes

```csv sources
source_id,doi,pmid,pmcid
S1,10.1000/182,12345678,PMC1234567
```

## How to fix

Enter only the identifier, as PubMed, Crossref or the vocabulary writes it.

## Source

Crossref on the form of DOIs, https://www.crossref.org/blog/dois-and-matching-regular-expressions/; Bioregistry on the
forms of identifiers, https://bioregistry.io.
"""

import re
from collections.abc import Iterator

from claimpack.package.identifiers import FORMS, bare_identifier, identifiers_in
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.rules.finding import Examined, Finding, Observation, left_out_cells
from claimpack.wording import joined, quoted

SEVERITY = "error"

_KINDS = {"doi": "a DOI", "pmid": "a PMID", "pmcid": "a PMCID"}
_CURIE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*:[^\s:/][^\s]*")
_VOCABULARIES = {
    "mesh": re.compile(r"[CD][0-9]{6,9}"),
    **dict.fromkeys(("HP", "MONDO", "OAE", "UBERON", "EFO"), re.compile(r"[0-9]{7}")),
    "NCIT": re.compile(r"C[0-9]+"),
    **dict.fromkeys(("OMIM", "CHEBI"), re.compile(r"[0-9]+")),
    "DOID": re.compile(r"[0-9]+"),
}
_FOLDED = {prefix.casefold(): form for prefix, form in _VOCABULARIES.items()}
"""By the prefix in small letters: some people write it in capitals."""


def check(package: Package) -> Iterator[Observation]:
    """Looks at every identifier of the sources and concepts."""
    sources, concepts = package.table("sources"), package.table("concepts")
    for column in FORMS:
        yield from left_out_cells(sources, column)
        yield from _misspelt(sources, column)
    yield from left_out_cells(concepts, "same_as")
    yield from _no_curies(concepts)


def _misspelt(sources: Table, column: str) -> Iterator[Observation]:
    examined = 0
    for record, value in enumerate(sources.cells(column)):
        if not value:
            continue
        examined += 1
        if not FORMS[column].fullmatch(value):
            message = f"{column} is {quoted(value)}, which is not how {_KINDS[column]} is written"
            hint = joined(_meant(column, value), "Enter the bare identifier.")
            data = {"column": column, "value": value}
            yield Finding.on(sources.record(record), column, message, hint, (value,), data=data)
    yield Examined(examined)


def _no_curies(concepts: Table) -> Iterator[Observation]:
    examined = 0
    for record, cell in enumerate(concepts.cells("same_as")):
        items = [item.strip() for item in cell.split(LIST_DELIMITER)] if cell else []
        examined += len(items)
        for item in items:
            if why := _fault(item):
                message = f"same_as names {quoted(item)}, {why}"
                hint = "Write it as the vocabulary's prefix, a colon and the identifier, such as HP:0001945."
                data = {"column": "same_as", "value": item}
                yield Finding.on(concepts.record(record), "same_as", message, hint, (item,), data=data)
    yield Examined(examined)


def _meant(column: str, value: str) -> str:
    """Suggests the identifier that is left without its web address, label and white space, if it is valid."""
    copied = "".join(value.split())
    found = (each.bare for each in identifiers_in(copied) if each.kind == column)
    bare = bare_identifier(column, copied) or next(found, "")
    return f"Did you mean {quoted(bare)}?" if FORMS[column].fullmatch(bare) else ""


def _fault(item: str) -> str:
    """What is wrong with a CURIE; blank if nothing is."""
    if not _CURIE.fullmatch(item):
        return "which is not a CURIE"
    prefix, _, identifier = item.partition(":")
    form = _FOLDED.get(prefix.casefold())
    fits = form is None or form.fullmatch(identifier)
    return "" if fits else f"which is not how identifiers of {prefix} are written"
