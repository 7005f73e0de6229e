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

```csv {records}
{key},{column}
{name},TODO: an edit to the example package that the rule finds.
```

## Passes

```csv {records}
{key},{column}
{name},An edit that it leaves alone.
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

_HINT = "TODO: do this."


def check(package: Package) -> Iterator[Observation]:
    """TODO: what it goes through."""
    evidence = evidence_of(package)
    yield from left_out(evidence.{records})
    for {record} in evidence.{records}:
        yield Examined(1)
        if {record}["{column}"].startswith("TODO"):
            message = f"{column} is {{{record}['{column}']}}, and no rule is written"
            yield Finding.on({record}, "{column}", message, _HINT, ({record}["{column}"],))
'''

CASES = '''[[case]]
name = "what is wrong"
csv.{records} = """
{key},{column}
{name},TODO
"""
problems = [
  "claims/{records}.csv:2:{column}:{cell} [{name}] warning: {column} is TODO, and no rule is written | TODO: do this.",
]

[[case]]
name = "what is in order"
'''

OF_CLAIMS = {
    "records": "claims",
    "record": "claim",
    "key": "claim_id",
    "name": "C1",
    "column": "statement",
    "cell": "D2",
}
OF_ESTIMATES = {
    "records": "estimates",
    "record": "estimate",
    "key": "estimate_id",
    "name": "E1",
    "column": "locator",
    "cell": "X2",
}
"""What the begun rule looks at: rules on numbers go through estimates, others mostly through claims."""

SENTENCE = (
    "Write what it finds for readers, in a sentence without values, into validator/claimpack/plain/sentences.json"
)


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
    words = OF_ESTIMATES if family == "numbers" else OF_CLAIMS
    package = catalogue.__name__.partition(".")[0]
    files = {
        folder / f"{name.replace('-', '_')}.py": RULE.format(package=package, **words),
        ROOT / f"tests/rules/{family}/{name}.toml": CASES.format(**words),
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return list(files)


def next_steps(family: str, name: str) -> str:
    """What to do then, one step a line."""
    steps = [
        f"Write the manual, the rule and its cases: pytest tests/rules -k {name}",
        *([SENTENCE] if family not in ("structure", "acknowledgements") else []),
        f"Judge what it finds in our own data, or name it in tests/test_data.py: claimpack validate --select {name}",
        "Renew the pages: python -m tests.renew",
    ]
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


if __name__ == "__main__":
    try:
        given_family, given_name = sys.argv[1:]
        made = begin(given_family, given_name)
    except ValueError as error:
        why = f"{error}\n" if len(sys.argv) == 3 else ""
        sys.exit(f"{why}Usage: python -m tests.new_rule FAMILY NAME")
    print("\n".join(str(file.relative_to(ROOT)) for file in made))  # noqa: T201 - what it is for
    print(next_steps(given_family, given_name))  # noqa: T201
