"""Text is not in its canonical form.

## What it checks

Files have no byte-order mark, and their lines end with LF. Cells have no white space at their ends, no two spaces in a
row, no space other than the plain one, and no space around the items of lists. Their characters are composed (NFC).

## Why it matters

Two texts that look the same should be the same. Otherwise a search, a comparison or a diff treats them as different.

## Fails

```csv claims
claim_id,note
C1,two  spaces
```

## Passes

```csv claims
claim_id,note
C1,one space
```

## How to fix

Trim and retype the cell. Save the file as UTF-8 without BOM and with LF line ends.

## Source

Unicode Standard Annex 15, Unicode Normalization Forms, https://www.unicode.org/reports/tr15/.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator

from claimpack.package.csvfile import CsvFile
from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER, Field
from claimpack.rules.finding import Finding, Observation
from claimpack.rules.readabletables import cells_with_findings, in_each_table
from claimpack.wording import quoted

SEVERITY = "note"

_OTHER_SPACES = "\t\r\v\f\x1c\x1d\x1e\x1f"
"""White space in ASCII other than the plain space and the line feed."""


def check(package: Package) -> Iterator[Observation]:
    """Looks at every cell of each table, and at the form of its file."""
    yield from in_each_table(package, _not_canonical)


def _not_canonical(table: Table) -> Iterator[Finding]:
    for path, file in table.files:
        yield from _file_form(path, table.name, file)
    for record, column, value, (what, hint) in cells_with_findings(table, _untidy, _is_tidy):
        yield Finding.on(table.record(record), column, f"{column} {what}: {quoted(value)}", hint, (value,))


def _file_form(path: str, table: str, file: CsvFile) -> Iterator[Finding]:
    if file.had_byte_order_mark:
        hint = "Run claimpack fmt, or save it as UTF-8 without BOM."
        yield Finding(Place(path, table, line=1), "the file begins with a byte-order mark", hint, judged=("BOM",))
    if file.first_crlf is not None:
        place = Place(path, table, line=file.first_crlf)
        hint = "Run claimpack fmt. If git does this to every clone, put *.csv text eol=lf into .gitattributes."
        yield Finding(place, "lines end with CR LF", hint, judged=("CRLF",))


def _is_tidy(field: Field, values: Collection[str]) -> bool:
    text = "\n".join(["", *values, ""])
    if not text.isascii() or any(space in text for space in _OTHER_SPACES):
        return False
    in_a_row = " " if field.is_list else "  "
    return in_a_row not in text and "\n " not in text and " \n" not in text and text.count("\n") == len(values) + 1


def _untidy(field: Field, value: str) -> tuple[str, str] | None:
    if value.isascii() and "  " not in value and value == value.strip() and not field.is_list:
        return None
    if value != value.strip():
        return "has white space at an end", "Trim it."
    if field.is_list and any(item != item.strip() for item in value.split(LIST_DELIMITER)):
        return "has white space around an item", "Separate items by semicolons alone."
    if re.search(r"[^\S\n]{2}", value):
        return "has two spaces in a row", "Keep one."
    if any(unicodedata.category(character) == "Zs" and character != " " for character in value):
        return "has a space other than the plain one", "Replace it by a plain space."
    if not unicodedata.is_normalized("NFC", value):
        return "has characters that are not composed (NFC)", "Retype the accented letters."
    return None
