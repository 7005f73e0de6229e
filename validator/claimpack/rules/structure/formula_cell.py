"""A cell looks like a formula.

## What it checks

No cell begins with `=`, `@`, `+` or `-`, or a full-width form of these, unless it is a plain number or one of its
column's allowed words.

## Why it matters

A spreadsheet runs such a cell as a formula when it opens the file. A formula can start a program or send data
elsewhere. Even a harmless formula turns the text into an error.

## Fails

```csv claims
claim_id,note
C1,=1+2
```

## Passes

```csv claims
claim_id,note
C1,1 and 2 agree.
```

## How to fix

Rephrase the text so that it begins with a letter.

## Source

OWASP, CSV injection, https://owasp.org/www-community/attacks/CSV_Injection; CWE-1236.
"""

from collections.abc import Collection, Iterator

from claimpack.package.formulas import runs_as_formula
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field
from claimpack.rules.finding import Finding, Observation
from claimpack.rules.readabletables import cells_with_findings, in_each_table
from claimpack.wording import quoted

SEVERITY = "error"

_SIGNS = frozenset("=@+-＝＠＋－")


def check(package: Package) -> Iterator[Observation]:
    """Looks at every cell of each table."""
    yield from in_each_table(package, _formulas)


def _formulas(table: Table) -> Iterator[Finding]:
    for record, column, value, _ in cells_with_findings(table, is_formula, _is_plain):
        message = f"{column} is {quoted(value)}, which a spreadsheet would run as a formula"
        hint = "Rephrase it so that it begins with a letter."
        yield Finding.on(table.record(record), column, message, hint, (value,))


def _is_plain(_: Field, values: Collection[str]) -> bool:
    return not any(first in _SIGNS or first.isspace() for first in {value[:1] for value in values})


def is_formula(field: Field, value: str) -> bool:
    """Whether a spreadsheet would run a cell of a column as a formula."""
    return runs_as_formula(value) and value not in field.words
