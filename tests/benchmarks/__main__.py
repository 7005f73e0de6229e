"""Times Claimpack beside its peers and prints the ratios: ``python -m tests.benchmarks [--short] [--write]``.

Commands are timed as whole processes, each in turn and several times over, so that a slow moment of the machine meets
all of them; of each the fastest run counts. Memory is what the largest process of a command held at its most.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click
from claimpack.cli.timings import SHARED
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules
from claimpack.version import __version__

from tests.benchmarks.generate import SHAPES, TODAY, Shape
from tests.benchmarks.mistyped import make_mistyped
from tests.benchmarks.page import GROWTH, PAGE, RESULTS, ROOT, Comparison, RuleGrowth, Timing, page, read_results, table

_PYTHON = sys.executable
_CLAIMPACK = (_PYTHON, "-m", "claimpack")
_VALIDATE = (*_CLAIMPACK, "validate", "--today", TODAY.isoformat())
_START = (*_VALIDATE, str(ROOT))
_FRICTIONLESS = str(Path(_PYTHON).with_name("frictionless"))
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""That of users, whose Python keeps what it has compiled."""
_TARGETS = {10_000: (0.25, ""), 100_000: (0.3, "0.2"), 1_000_000: (0.35, "")}
"""How long ``validate`` is to take at most beside frictionless, by the number of claims, and what is aimed at."""
_MEMORY = {1_000_000: 3072}
"""How many mebibytes it is to hold at most."""
_SIX_RULES = (
    "invalid-cell",
    "duplicate-key",
    "unknown-reference",
    "direction-contradicts-estimate",
    "contradicting-claims",
    "dropped-qualifier",
)
"""Cells, keys, references, a direction against its estimate, claims against each other, a dropped condition."""
_BARE_CLICK = "import click\n@click.command()\ndef main(): 'Nothing.'\nmain(['--help'])"
_JSONSCHEMA = """
import sys
from datetime import date
from pathlib import Path
from jsonschema import Draft202012Validator
from claimpack.package.claimrecord import claim_records
from claimpack.package.load import load
from claimpack.package.schemas import read_schema
validator = Draft202012Validator(read_schema("claim.schema.json"))
package = load(Path(sys.argv[1]), today=date(2026, 11, 22))
print(sum(validator.is_valid(claim) for _, claim in claim_records(package)))
"""
_PANDAS = """
import sys
from pathlib import Path
import pandas as pd
for file in sorted(Path(sys.argv[1]).glob("claims/*.csv")):
    frame = pd.read_csv(file, dtype="str", keep_default_na=False)
    print(file.stem, len(frame), sum(int(frame[column].nunique()) for column in frame))
"""


_ENDS = frozenset({0, 1})
"""The exit codes of a command that finished."""
_MAY_STOP = _ENDS | {3}
"""Those of a worst case: a rule stops after as many problems as SECURITY.md says, and the check is incomplete."""


def timed(commands: Mapping[str, Sequence[str]], rounds: int, ends: frozenset[int] = _ENDS) -> dict[str, Timing]:
    """The timing of each command, run in turn for a number of rounds.

    Raises:
        ClickException: if a command ends with another exit code than one of ``ends``.
    """
    taken: dict[str, list[Timing]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(_once(command, ends))
    return {
        name: Timing(
            min(each.seconds for each in runs),
            max(each.mebibytes for each in runs),
            max(each.slowest for each in runs),
        )
        for name, runs in taken.items()
    }


def _once(command: Sequence[str], ends: frozenset[int]) -> Timing:
    """One run in a process of its own, whose children are counted with it."""
    with tempfile.TemporaryFile() as nowhere:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, cwd=ROOT, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ends:
        raise click.ClickException(f"{' '.join(command)[:200]} ended with {process.returncode}")
    return Timing(seconds, _mebibytes(usage), seconds)


def _mebibytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss // 1024


def small_package(rounds: int, mistyped: Path) -> Iterator[Comparison]:
    """What a person at a terminal waits for: of our own package, and of a copy of it with typing mistakes."""
    found = timed(
        {
            "--help": (*_CLAIMPACK, "--help"),
            "rules": (*_CLAIMPACK, "rules"),
            "click": (_PYTHON, "-c", _BARE_CLICK),
            "validate": (*_CLAIMPACK, "validate", str(ROOT)),
            "frictionless": (_FRICTIONLESS, "validate", str(ROOT / "datapackage.json")),
            "mistyped": (*_CLAIMPACK, "validate", str(mistyped)),
            "frictionless, mistyped": (_FRICTIONLESS, "validate", str(mistyped / "datapackage.json")),
        },
        rounds,
    )
    for name in ("--help", "rules"):
        yield Comparison(f"claimpack {name}", found[name], "a bare Click program", found["click"], 1.5)
    what, peer, targets = "claimpack validate, this package", "frictionless validate", (0.25, "0.15")
    yield Comparison(what, found["validate"], peer, found["frictionless"], *targets)
    slips = f"{what} with a dozen typing mistakes"
    yield Comparison(slips, found["mistyped"], peer, found["frictionless, mistyped"], *targets)


def large_package(folder: Path, claims: int, rounds: int, *, parts: bool) -> tuple[dict[str, Timing], list[Comparison]]:
    """A made-up package: each command's timing, and comparisons of all rules and their parts with what does as much."""
    size = f"{claims:,} claims"
    validate = (*_VALIDATE, str(folder))
    commands = {
        "start": _START,
        "six": (*validate, "--select", ",".join(_SIX_RULES)),
        "all": validate,
        "frictionless": (_FRICTIONLESS, "validate", str(folder / "datapackage.json")),
    }
    if claims == min(_TARGETS):
        commands["fmt"] = (*_CLAIMPACK, "fmt", "--check", str(folder))
    if parts:
        commands["structure"] = (*validate, "--select", "structure")
        commands["pandas"] = (_PYTHON, "-c", _PANDAS, str(folder))
    found = timed(commands, rounds)
    peer = "frictionless validate", found["frictionless"]
    target = _TARGETS.get(claims, (None, ""))
    comparisons = [Comparison(f"claimpack validate, {size}", found["all"], *peer, *target, _MEMORY.get(claims))]
    if "fmt" in found:
        comparisons.append(
            Comparison(f"claimpack fmt --check, {size}", found["fmt"], "claimpack validate", found["all"], 1.0)
        )
    if parts:
        structure = f"structure alone, {size}", found["structure"]
        comparisons += [
            Comparison(*structure, *peer, None),
            Comparison(*structure, "pandas reading and counting", found["pandas"], None),
        ]
    return found, comparisons


def records(folder: Path, claims: int, rounds: int) -> Comparison:
    """Whether each claim's record is as its schema asks, beside jsonschema asked of each."""
    commands = {
        "records": (*_VALIDATE, str(folder), "--select", "invalid-record"),
        "jsonschema": (_PYTHON, "-c", _JSONSCHEMA, str(folder)),
    }
    found = timed(commands, rounds)
    what = f"invalid-record alone, {claims:,} claims"
    return Comparison(what, found["records"], "jsonschema on each record", found["jsonschema"], None)


def growth(large: Timing, small: Timing, what: str) -> Comparison:
    """Ten times as many claims beside the tenth, both less what starting takes."""
    return Comparison(f"ten times the claims, {what}", large, "the tenth", small, GROWTH)


def _after(start: Timing, timing: Timing) -> Timing:
    """Less what the smallest package took in the same rounds."""
    return Timing(timing.seconds - start.seconds, timing.mebibytes, timing.slowest - start.seconds)


def rule_growth(small: Path, large: Path) -> list[RuleGrowth]:
    """Each rule's seconds on both packages, and those of what several rest on, as ``--timings`` tells them.

    Of two runs the quicker.
    """
    runs = [[_timings(folder) for folder in (small, large)] for _ in range(2)]
    one, other = ({name: min(run[of].get(name, 0.0) for run in runs) for name in runs[0][of]} for of in (0, 1))
    found = [RuleGrowth(name, one.get(name, 0.0), seconds) for name, seconds in other.items()]
    return sorted(found, key=lambda each: -each.large)


def worst_case(shape: Shape, small: Path, large: Path) -> tuple[Comparison, list[RuleGrowth]]:
    """The growth of a shape of package, as a whole and by rule."""
    commands = {"start": _START, "small": (*_VALIDATE, str(small)), "large": (*_VALIDATE, str(large))}
    found = timed(commands, 2, _MAY_STOP)
    pair = (_after(found["start"], found[name]) for name in ("large", "small"))
    return growth(*pair, f"{shape}, 100,000"), rule_growth(small, large)


def _timings(folder: Path) -> dict[str, float]:
    command = (*_VALIDATE, str(folder), "--timings")
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode not in _ENDS and "it was stopped after" not in done.stdout:
        raise click.ClickException(f"{' '.join(command)} ended with {done.returncode}")
    lines = (line.split(maxsplit=4) for line in done.stderr.splitlines())
    rules = {rule.name for rule in all_rules()}
    return {name: float(seconds) for seconds, _, _, _, name in lines if name in rules or name.startswith(SHARED)}


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    packages = ("frictionless", "jsonschema", "jsonschema-rs", "pandas", "numpy", "click")
    return {
        "processor": f"{os.cpu_count()} cores, {platform.machine()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": platform.system(),
        "Python": platform.python_version(),
        "claimpack": __version__,
        **{package: version(package) for package in packages},
    }


@click.command()
@click.option("--short", is_flag=True, help="The small packages alone, against generous bounds; for CI.")
@click.option("--largest", type=int, default=100_000, show_default=True, help="The most claims of a made-up package.")
@click.option("--worst/--no-worst", default=True, help="Whether to time the worst cases as well.")
@click.option("--rounds", type=int, default=3, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep made-up packages there, and use those that are.")
@click.option("--write", is_flag=True, help="Write the figures to results.json and the page of results.")
def main(*, short: bool, largest: int, worst: bool, rounds: int, keep: Path | None, write: bool) -> None:
    """Times Claimpack beside frictionless, jsonschema, pandas and Click."""
    if write and not _is_installed():
        raise click.UsageError("--write takes the figures of the installed wheel: pip install . and unset PYTHONPATH.")
    with tempfile.TemporaryDirectory() as temporary:
        packages = _Packages(keep or Path(temporary))
        if short:
            _short(packages, rounds, make_mistyped(Path(temporary) / "mistyped"))
            return
        comparisons = list(small_package(2 * rounds, make_mistyped(Path(temporary) / "mistyped")))
        sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= largest]
        own = len(load(ROOT, today=TODAY).table("claims"))
        taken = {own: large_package(ROOT, own, 2 * rounds, parts=False)[0]}
        for size in sizes:
            few = 1 if size > 100_000 else rounds
            taken[size], found = large_package(packages.of(size), size, few, parts=size == 100_000)
            comparisons += found
        comparisons.append(records(packages.of(10_000), 10_000, 1))
        work = {size: _after(timings["start"], timings["all"]) for size, timings in taken.items()}
        comparisons += [growth(work[size], work[size // 10], f"{size:,}") for size in sizes[2:]]
        pair = [size for size in sizes if size <= 100_000][-2:]
        by_rule = {"usual": rule_growth(*map(packages.of, pair))} if len(pair) > 1 else {}
        for shape in SHAPES[1:] if worst else ():
            comparison, by_rule[shape] = worst_case(shape, packages.of(10_000, shape), packages.of(100_000, shape))
            comparisons.append(comparison)
    content = {
        "command": " ".join(["python -m tests.benchmarks", *_options(largest, rounds, worst=worst)]),
        "machine": machine(),
        "sizes": {
            f"{size:,}": {name: asdict(timings[name]) for name in ("six", "all", "frictionless")}
            for size, timings in taken.items()
        },
        "comparisons": [asdict(each) | {"ratio": round(each.ratio, 3)} for each in comparisons],
        "rules": {
            "claims": pair,
            "growth": {shape: [asdict(each) for each in rules] for shape, rules in by_rule.items()},
        },
    }
    click.echo(table(comparisons))
    if write:
        RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        PAGE.write_text(page(read_results()), encoding="utf-8")


def _is_installed() -> bool:
    """Whether the commands that are timed run Claimpack as it was installed, not from the checkout."""
    where = (_PYTHON, "-c", "import claimpack; print(claimpack.__file__)")
    done = subprocess.run(where, capture_output=True, text=True, check=True, cwd=ROOT, env=_ENVIRONMENT)
    return not Path(done.stdout.strip()).is_relative_to(ROOT / "validator")


def _options(largest: int, rounds: int, *, worst: bool) -> list[str]:
    return [f"--largest {largest}", f"--rounds {rounds}", *([] if worst else ["--no-worst"]), "--write"]


class _Packages:
    """Made-up packages, each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, claims: int, shape: Shape = "usual") -> Path:
        folder = self._folder / f"{shape}-{claims}"
        if not (folder / "claims" / "acknowledgements.csv").exists():
            # in a process of its own: what it held would be counted as the memory of every command after it
            command = (_PYTHON, "-m", "tests.benchmarks.generate", str(claims), str(folder.resolve()), shape)
            subprocess.run(command, check=True, cwd=ROOT)
        return folder.resolve()


def _short(packages: _Packages, rounds: int, mistyped: Path) -> None:
    """Guards against a slip, well above what is measured; a package that is small enough to be made in CI."""
    _, large = large_package(packages.of(10_000), 10_000, rounds, parts=False)
    comparisons = [*small_package(rounds, mistyped), *large]
    click.echo(table(comparisons))
    bounds = {"--help": 4.0, "rules": 4.0, "this package": 2.0, "validate, 10,000": 1.2}
    for each in comparisons:
        for name, most in bounds.items():
            if name in each.what and each.ratio > most:
                raise click.ClickException(f"{each.what}: {each.ratio:.2f} times {each.peer_name}; at most {most}")


if __name__ == "__main__":
    main()
