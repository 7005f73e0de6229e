"""datapackage.json is not the descriptor of a claims package.

## What it checks

The descriptor is one JSON object in UTF-8 with no key twice, and holds what the claims package profile
(`schemas/package.schema.json`) asks for: a name, a title, a version, a licence, and each table once, as a plain CSV
file. Features beyond that - inline data, compression, other encodings or dialects, loaders - are refused by name.

## Why it matters

The descriptor is what every other tool reads first. A feature that one tool follows and another ignores makes the two
look at different data.

## Fails

```json datapackage.json
{"version": "one", "resources": {"claims": {"compression": "zip"}}}
```

## Passes

```json datapackage.json
{"version": "1.2.0", "keywords": ["safety"]}
```

## How to fix

Go to the line that the problem names and change what it says; compare with the descriptor of a package that is valid.

## Source

Data Package v2, https://datapackage.org/standard/data-package/; RFC 8259, section 4, on keys that are there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.package.jsonschemacheck import differences
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.wording import quoted

if TYPE_CHECKING:
    from claimpack.package.package import Package

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the descriptor."""
    descriptor = package.descriptor
    yield Examined(1)
    for fault in descriptor.faults:
        yield Finding(package.descriptor_place(line=fault.line), fault.message, fault.hint)
    if descriptor.content is None:
        return
    for difference in differences(descriptor.content, "package.schema.json", "the descriptor"):
        place = package.descriptor_place(difference.pointer)
        yield Finding(place, difference.message, difference.hint, judged=tuple(map(str, difference.pointer)))
    names = Counter(entry["name"] for entry in descriptor.resources)
    for name in sorted(name for name, count in names.items() if count > 1):
        last = [entry for entry in descriptor.resources if entry["name"] == name][-1]
        place = package.descriptor_place(descriptor.pointer(last))
        yield Finding(place, f"the resource {quoted(name)} is there twice", "Keep one of them.", judged=(name,))
