"""A table of the package is missing.

## What it checks

The descriptor names each of the nine tables, and each file exists. A table without records still needs a file with its
header.

## Why it matters

A rule can't check a missing table. It must not be possible to get rid of problems by removing a table from the
descriptor.

## Fails

```json datapackage.json
{"resources": {"estimates": {"path": "claims/estimate.csv"}}}
```

## Passes

```csv estimates
estimate_id,source_id,outcome,measure,orientation,locator
E9,S1,headache,OR,as_named,table 2
```

## How to fix

Put the file back, correct its path in datapackage.json, or add the resource there.

## Source

Data Resource, https://datapackage.org/standard/data-resource/, on `path`.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.probablerenames import probable_renames
from claimpack.wording import joined, nearest, quoted

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the nine tables and at the schema files that the descriptor names."""
    if package.descriptor.content is None:
        raise Unavailable(f"{package.descriptor.path} could not be read")
    if not isinstance(package.descriptor.content.get("resources"), list):
        raise Unavailable(f"{package.descriptor.path} gives no list of resources")
    resources = {entry["name"] for entry in package.descriptor.resources}
    for table in TABLES:
        yield Examined(1)
        if table not in resources:
            hint = joined(
                nearest(table, resources - set(TABLES)),
                f"Add it to {package.descriptor.path}; a file with only a header will do.",
            )
            place = package.descriptor_place(("resources",))
            yield Finding(place, f"the table {table} is not among the resources", hint, judged=(table,))
    renames = probable_renames(package)
    for named in package.named_files:
        if named.state == "absent":
            place = package.descriptor_place(named.pointer)
            message, renamed = f"the file {quoted(named.path)} is not there", renames.get(named.path)
            suggestion = f"Did you mean {quoted(renamed)}?" if renamed else ""
            hint = joined(suggestion, "Put the file there or correct its path.")
            yield Finding(place, message, hint, judged=(named.path,))
