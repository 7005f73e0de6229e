"""Begins a rule: ``python -m tests.new_rule FAMILY NAME`` makes its file, which is its manual too, and its cases."""

from __future__ import annotations

import sys
from pathlib import Path

from claimpack.rules import catalogue

from tests.edits import ROOT

RULE = '''"""What is wrong, in one sentence.

## What it checks

TODO: which records, against what, and what counts as wrong.

## Why it matters

TODO: what a reader of the claim is spared.

## Fails

```csv claims
claim_id,statement
C1,TODO: an edit to the example package that the rule finds.
```

## Passes

```csv claims
claim_id,statement
C1,An edit that it leaves alone.
```

## How to fix

TODO: what to correct, and when to acknowledge it.

## Source

TODO: the paper or standard that the method is from, or "Claimpack's own."
"""

from collections.abc import Iterator

from {package}.evidence.evidence import evidence_of
from {package}.package.package import Package
from {package}.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = "TODO: what to do."


def check(package: Package) -> Iterator[Observation]:
    """TODO: what it goes through."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims)
    for claim in evidence.claims:
        yield Examined(1)
        if claim["statement"].startswith("TODO"):
            message = f"statement is {{claim['statement']}}, but no rule is written yet"
            yield Finding.on(claim, "statement", message, _HINT, (claim["statement"],))
'''

CASES = '''[[case]]
name = "what is wrong"
csv.claims = """
claim_id,statement
C1,TODO
"""
problems = [
  "claims/claims.csv:2:statement:D2 [C1] warning: statement is TODO, but no rule is written yet | TODO: what to do.",
]

[[case]]
name = "what is in order"
'''


def begin(family: str, name: str) -> list[Path]:
    """Makes the two files.

    Raises:
        ValueError: if there is no such family, or a rule of that name.
    """
    if family not in catalogue.FAMILIES:
        raise ValueError(f"There is no family {family}: choose one of {', '.join(catalogue.FAMILIES)}.")
    if name in {rule.name for rule in catalogue.all_rules()}:
        raise ValueError(f"There is a rule {name} already.")
    folder = Path(catalogue.__file__).parent / family
    package = catalogue.__name__.partition(".")[0]
    files = {
        folder / f"{name.replace('-', '_')}.py": RULE.format(package=package),
        ROOT / f"tests/rules/{family}/{name}.toml": CASES,
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return list(files)


if __name__ == "__main__":
    try:
        made = begin(*sys.argv[1:3])
    except (TypeError, ValueError) as error:
        sys.exit(f"{error}\nUsage: python -m tests.new_rule FAMILY NAME")
    print("\n".join(str(file.relative_to(ROOT)) for file in made))  # noqa: T201 - what it is for
    print("Then: python -m tests.renew")  # noqa: T201
