"""A cell has a character that nobody can see.

## What it checks

No cell has control characters, invisible or direction-changing format characters, or private or unassigned code points.
No line ends with only a carriage return. A line feed inside a quoted cell is allowed, and so are the joiners that emoji
and scripts such as Persian and Devanagari need between characters.

## Why it matters

Two ids that look alike but differ in an invisible character never match. Because of direction marks, a person may see
another text than a program does. Control characters can change what a terminal shows.

## Fails

```csv claims
claim_id,note
C1,head\u200bache
```

## Passes

```csv claims
claim_id,note
C1,headache
```

## How to fix

Delete the cell's text and type it again, or paste it as plain text.

## Source

Unicode Technical Report 36, Unicode Security Considerations, https://www.unicode.org/reports/tr36/.
"""

import unicodedata
from collections.abc import Collection, Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.package.table import Table
from claimpack.package.tableschema import Field
from claimpack.rules.finding import Finding, Observation
from claimpack.rules.readabletables import cells_with_findings, in_each_table
from claimpack.wording import character_name, quoted

SEVERITY = "error"

_PRINTABLE = bytes(range(0x20, 0x7F))
"""The visible characters of ASCII, and the space."""

_JOINERS = "\u200c\u200d"
_JOINED = ("Lo", "Mn", "Mc", "So", "Sk")
"""Letters without case, their marks, and emoji, which need the joiners."""
_HINT = "Delete the text and type it again, or paste it as plain text."


def check(package: Package) -> Iterator[Observation]:
    """Looks at every cell of each table, and at the ends of its lines."""
    yield from in_each_table(package, _hidden)


def _hidden(table: Table) -> Iterator[Finding]:
    for path, file in table.files:
        if file.first_bare_cr is not None:
            place = Place(path, table.name, line=file.first_bare_cr)
            hint = "Save the file with line feeds (LF) at the ends of lines."
            yield Finding(place, "the line ends with only a carriage return", hint, judged=("CR",))
    for record, column, value, found in cells_with_findings(table, first_hidden, _is_printable):
        message = f"{column} holds {found} in {quoted(value)}"
        yield Finding.on(table.record(record), column, message, _HINT, (value,))


def _is_printable(_: Field, values: Collection[str]) -> bool:
    text = "".join(values)
    return not text.encode("ascii").translate(None, _PRINTABLE) if text.isascii() else text.isprintable()


def first_hidden(_: Field, value: str) -> str | None:
    """The name of the first character of a cell that should not be there."""
    if value.isprintable():
        return None
    value = value.replace("\r\n", "\n")  # unnormalised-text reports a file's line ends
    for index, character in enumerate(value):
        if character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs":
            continue
        if character in _JOINERS and index and unicodedata.category(value[index - 1]) in _JOINED:
            continue
        return character_name(character)
    return None
