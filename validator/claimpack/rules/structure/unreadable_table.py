"""A table's file can't be read as comma-separated text in UTF-8.

## What it checks

The file is a regular file in UTF-8 without NUL bytes, with a header, and with commas between cells. A file whose name
ends with `.gz` is compressed with gzip, complete, and no larger than allowed once it is decompressed. All files of a
table have the same header.

## Why it matters

Spreadsheets save CSV with the encoding and the separator of their country. Read with others, letters change and columns
merge, often without a warning.

## Fails

```text claims/relations.csv
claim_id;relation;target_claim_id;note
C5;qualifies;C4;
```

## Passes

```text claims/relations.csv
claim_id,relation,target_claim_id,note
C5,qualifies,C4,
```

## How to fix

In the spreadsheet, save as "CSV UTF-8 (comma delimited)"; in LibreOffice, tick "Edit filter settings" when saving and
choose Unicode (UTF-8) and the comma.

## Source

RFC 4180; Table Dialect, https://datapackage.org/standard/table-dialect/.
"""

from collections.abc import Iterator

from claimpack.package.csvfile import ReadFault
from claimpack.package.files import is_packed
from claimpack.package.limits import CELL_CHARACTERS, COLUMNS, RAGGED_ROWS
from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.package.tableschema import table_schema
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import quoted

SEVERITY = "error"

_DELIMITERS = {";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
_FAULTS = {
    "undecodable": (
        "the file {detail}",
        "Save it as CSV in UTF-8. claimpack fmt does it where the encoding is certain.",
    ),
    "empty": ("the file is empty", "Give it at least its header."),
    "no-header": ("the first line is blank where the header should be", "Put the column names in the first line."),
    "delimiter": ("the columns are separated by {detail}", "Save it with commas as separators."),
    "not-the-header": (
        "the first line is not the header: it names {detail} columns of {table}",
        "It should be: {columns}.",
    ),
    "another-header": (
        "the header differs from that of {first}: {detail}",
        "All files of a table need the same header. claimpack fmt writes it where that is certain.",
    ),
    "too-wide": (f"the header has {{detail}} columns; the limit is {COLUMNS:,}", "Check what the file is."),
    "too-ragged": (
        f"up to here more than {RAGGED_ROWS:,} rows have more or fewer cells than the header",
        "Check what the file is.",
    ),
    "too-long": (
        f"a cell of the record that begins here has more than {CELL_CHARACTERS:,} characters",
        "Look for a quotation mark that is never closed, or shorten the cell.",
    ),
}


def check(package: Package) -> Iterator[Observation]:
    """Looks at the file of each table."""
    for table, reason in package.unread_tables().items():
        files = package.table_files.get(table)
        if not files or any(each.state in ("absent", "unsafe") for each in files):
            yield LeftOut(reason)
    for named in package.all_table_files:
        if named.state in ("absent", "unsafe"):
            continue
        yield Examined(1)
        if named.state == "unusable":
            hint = (
                "Find out what was compressed, and compress it again."
                if is_packed(named.path)
                else "Put a readable CSV file in its place."
            )
            place = Place(named.path, named.resource, line=named.line)
            yield Finding(place, f"the file {named.reason}", hint, judged=(named.reason,))
        fault = named.file.fatal if named.file else None
        if fault and fault.kind not in ("quotes", "swallowed"):
            message, hint = _words(fault, named.resource, package.table_files[named.resource][0].path)
            yield Finding(
                Place(named.path, named.resource, line=fault.line), message, hint, judged=(fault.kind, fault.detail)
            )


def _words(fault: ReadFault, table: str, first: str) -> tuple[str, str]:
    detail = _DELIMITERS[fault.detail] if fault.kind == "delimiter" else fault.detail
    values = {"detail": detail, "table": table, "first": quoted(first), "columns": ",".join(table_schema(table).fields)}
    message, hint = _FAULTS[fault.kind]
    return message.format(**values), hint.format(**values)
