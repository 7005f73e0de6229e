"""datapackage.json is not the descriptor of a claims package.

## What it checks

The descriptor is one JSON object in UTF-8 that has no key twice. It has what the claims package profile
(`schemas/package.schema.json`) requires: a name, a title, a version, a licence, and each table once. A table is a CSV
file, or several with the same header, plain or compressed with gzip (`.csv.gz`). Other features are not allowed: inline
data, other compression, encodings or dialects, and loaders.

## Why it matters

Every tool reads the descriptor first. If one tool supports a feature and another ignores it, the two read different
data.

## Fails

```json datapackage.json
{"version": "one", "resources": {"claims": {"compression": "zip"}}}
```

## Passes

```json datapackage.json
{"version": "1.2.0", "keywords": ["safety"]}
```

## How to fix

Go to the line that the problem names and correct it. Compare it with the descriptor of a valid package.

## Source

Data Package v2, https://datapackage.org/standard/data-package/; RFC 8259, section 4, on duplicate keys.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from claimpack.package.files import is_packed
from claimpack.package.jsonschemacheck import Difference, differences
from claimpack.package.load import paths_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.wording import quoted

SEVERITY = "error"

_RESOURCE = re.compile(r"resources/[^/ ]+")


def check(package: Package) -> Iterator[Observation]:
    """Looks at the descriptor."""
    descriptor = package.descriptor
    yield Examined(1)
    for fault in descriptor.faults:
        yield Finding(package.descriptor_place(line=fault.line), fault.message, fault.hint)
    if descriptor.content is None:
        return
    for difference in differences(descriptor.content, "package.schema.json", "the descriptor"):
        place, judged = package.descriptor_place(difference.pointer), tuple(map(str, difference.pointer))
        cause = _of_any_resource(difference)
        yield Finding(place, difference.message, difference.hint, judged=judged, cause=cause)
    for entry in descriptor.resources:
        yield from _files(package, entry)
    names = Counter(entry["name"] for entry in descriptor.resources)
    for name in sorted(name for name, count in names.items() if count > 1):
        last = [entry for entry in descriptor.resources if entry["name"] == name][-1]
        place = package.descriptor_place(descriptor.pointer(last))
        yield Finding(place, f"the resource {quoted(name)} is there twice", "Keep one of them.", judged=(name,))


def _of_any_resource(difference: Difference) -> tuple[str, ...]:
    """What is wrong, if it may be the same in every resource, as where another program wrote the descriptor."""
    found = _RESOURCE.match(difference.message)
    return (difference.message[found.end() :],) if found and difference.pointer[:1] == ("resources",) else ()


def _files(package: Package, entry: dict[str, Any]) -> Iterator[Finding]:
    """Problems with the file names that the descriptor gives for a resource."""
    descriptor, named = package.descriptor, paths_of(package.descriptor, entry)
    paths = entry["path"] if isinstance(entry.get("path"), list) and named else []
    known = [path for path, _ in named]
    for number, path in enumerate(paths):
        if path in known:
            known.remove(path)
            continue
        place = package.descriptor_place(descriptor.pointer(entry, "path", number))
        message = f"the file {quoted(path)} is listed twice in the path of {entry['name']}"
        yield Finding(place, message, "Name each file once: its records would count twice.", judged=(path,))
    for path, pointer in named if entry.get("compression") == "gz" else ():
        if not is_packed(path):
            message = (
                f'the resource {entry["name"]} has "compression", and the name of {quoted(path)} does not end with .gz'
            )
            hint = "Give the file that ending, or remove compression: the name says how a file is compressed."
            yield Finding(package.descriptor_place(pointer), message, hint, judged=(path, "compression"))
