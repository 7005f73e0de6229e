"""A schema in the package differs from the one that Claimpack uses.

## What it checks

If a resource names a schema file, that file says the same as Claimpack's own Table Schema for the table. Only titles,
descriptions, labels and examples may differ: no program checks anything by them. Claimpack always uses its own schema.

## Why it matters

Other tools check the package with the file that it names. If that file allows more, or requires less, they accept an
invalid package.

## Fails

```json datapackage.json
{"resources": {"claims": {"schema": "datapackage.json"}}}
```

## Passes

```json datapackage.json
{"resources": {"claims": {"schema": "schemas/tables/claims.json"}}}
```

## How to fix

Replace the file with Claimpack's schema for that table, or remove `schema` from the resource.

## Source

Data Resource, https://datapackage.org/standard/data-resource/, on `schema`.
"""

import json
from collections.abc import Iterator
from typing import Any

from claimpack.package.package import Package
from claimpack.package.schemas import read_schema
from claimpack.package.tableschema import TABLES
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import quoted

SEVERITY = "error"

_FOR_PEOPLE = frozenset({"title", "description", "label", "example"})
"""What a schema says to people alone."""

_HINT = "Replace it with Claimpack's own schema for this table, or remove it from the resource."


def check(package: Package) -> Iterator[Observation]:
    """Looks at each schema file that a resource names."""
    if not package.schema_files and package.descriptor.content is not None:
        yield LeftOut("no resource names a schema file; the tables are checked with Claimpack's own")
    for named in package.schema_files:
        if named.resource not in TABLES or named.state not in ("read", "unusable"):
            continue
        yield Examined(1)
        if named.state == "unusable":
            place = package.descriptor_place(named.pointer)
            yield Finding(place, f"the schema {quoted(named.path)} {named.reason}", _HINT, judged=(named.path,))
        else:
            expected = read_schema(f"tables/{named.resource}.json")
            if named.content is expected or json.dumps(named.content) == json.dumps(expected):
                continue
            spot = _first_difference(named.content, expected)
            if spot is not None:
                place = package.descriptor_place(named.pointer)
                message = f"the schema {quoted(named.path)} differs from Claimpack's at {spot}"
                yield Finding(place, message, _HINT, judged=(named.path, spot))


def _first_difference(found: Any, expected: Any, spot: str = "") -> str | None:
    """Where two schemas, or parts of them, first differ, as a JSON pointer; None if nowhere."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = (key for key in dict.fromkeys([*expected, *found]) if key not in _FOR_PEOPLE)
        pairs = [(key, found.get(key, _ABSENT), expected.get(key, _ABSENT)) for key in keys]
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = [(str(index), *pair) for index, pair in enumerate(zip(found, expected, strict=True))]
    else:
        return None if found == expected and type(found) is type(expected) else spot or "/"
    spots = (_first_difference(left, right, f"{spot}/{key}") for key, left, right in pairs)
    return next((spot for spot in spots if spot is not None), None)


_ABSENT = object()
