"""A CSV file beside the tables belongs to no resource.

## What it checks

Every `.csv` or `.csv.gz` file in the folders of the tables is the file of a resource.

## Why it matters

Nothing checks records in a file that the descriptor does not name, although it may look as if they were checked.

## Fails

```text claims/claims-2.csv
claim_id,passage_id
C9,P3
```

## Passes

```text claims/notes.txt
Ideas for later.
```

## How to fix

Move the records into their table, or move the file out of the folder.

## Source

Data Package v2, https://datapackage.org/standard/data-package/: a package is what its descriptor names.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.probablerenames import probable_renames

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the CSV files in the tables' folders."""
    yield Examined(len(package.unlisted) + sum(file.state == "read" for file in package.all_table_files))
    told_elsewhere = set(probable_renames(package).values())
    for path in package.unlisted:
        if path in told_elsewhere:  # missing-resource or unsafe-path reports it
            continue
        hint = "List it there if it holds a table; else move its records into their table, or the file elsewhere."
        yield Finding(
            Place(path), f"the file is in no resource of {package.descriptor.path}, so nothing in it is checked", hint
        )
