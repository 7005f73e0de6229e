"""A path leads out of the package's folder, or is not a plain relative path.

## What it checks

Every `path` and `schema` in the descriptor is a relative path with forward slashes. It stays inside the package's
folder, even after symbolic links are followed. Web addresses (`https:`, `file:`, `zip:`) and drives are not allowed:
Claimpack never fetches anything.

## Why it matters

A package may come from somebody else. The paths in it must not make a program open private files, or the network.

## Fails

```json datapackage.json
{"resources": {"claims": {"path": "../claims.csv"}}}
```

## Passes

```json datapackage.json
{"resources": {"claims": {"path": "claims/claims.csv"}}}
```

## How to fix

Move the file into the package's folder and write its path from there, such as `claims/claims.csv`.

## Source

Data Resource, https://datapackage.org/standard/data-resource/, on paths that are URLs or POSIX paths; CWE-22.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.wording import quoted

SEVERITY = "error"
_HINT = "Use a relative path inside the package's folder."
_OF_A_LINK = "Put the file itself into the package's folder, in place of the link."


def check(package: Package) -> Iterator[Observation]:
    """Looks at each path the descriptor gives."""
    for named in (*package.named_files, *package.text_files):
        yield Examined(1)
        if named.state == "unsafe":
            place = package.descriptor_place(named.pointer)
            message = f"the path {quoted(named.path)} {named.reason}"
            is_link = "symbolic link" in (named.reason or "")
            yield Finding(place, message, _OF_A_LINK if is_link else _HINT, judged=(named.path,))
