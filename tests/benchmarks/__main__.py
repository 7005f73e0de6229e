"""Times Claimpack beside its peers and prints the ratios: ``python -m tests.benchmarks [--short] [--write]``.

Commands are timed as whole processes, each in turn and several times over, so that a slow moment of the machine meets
all of them; of each the fastest run counts, and the most memory. Every ratio is of times taken in the same run.
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
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import click

from tests.benchmarks.generate import SHAPES, TODAY, Shape, generate

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
_PYTHON = sys.executable
_CLAIMPACK = (_PYTHON, "-m", "validator")
_FRICTIONLESS = str(Path(_PYTHON).with_name("frictionless"))
_BARE_CLICK = "import click\n@click.command()\ndef main(): 'Nothing.'\nmain(['--help'])"
_JSONSCHEMA = """
import sys
from datetime import date
from pathlib import Path
from jsonschema import Draft202012Validator
from validator.package.claimrecord import claim_records
from validator.package.load import load
from validator.package.schemas import read_schema
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


@dataclass(frozen=True)
class Timing:
    """How long a command took."""

    seconds: float
    """Of wall-clock time, in the fastest run."""
    mebibytes: int
    """Of memory at its most."""


@dataclass(frozen=True)
class Comparison:
    """A command beside the peer that it is measured by."""

    what: str
    command: Timing
    peer_name: str
    peer: Timing
    at_most: float | None
    """The ratio that is aimed at."""
    aim: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long as the peer the command takes."""
        return self.command.seconds / self.peer.seconds


def timed(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Timing]:
    """The timing of each command, run in turn and so many times over."""
    taken: dict[str, list[Timing]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(_once(command))
    return {
        name: Timing(min(each.seconds for each in runs), max(each.mebibytes for each in runs))
        for name, runs in taken.items()
    }


def _once(command: Sequence[str]) -> Timing:
    """One run in a process of its own, whose children are counted with it."""
    with tempfile.TemporaryFile() as nowhere:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise click.ClickException(f"{' '.join(command)[:200]} ended with {process.returncode}")
    return Timing(seconds, _mebibytes(usage))


def _mebibytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss // 1024


def small_package(rounds: int) -> Iterator[Comparison]:
    """What a person at a terminal waits for."""
    found = timed(
        {
            "--help": (*_CLAIMPACK, "--help"),
            "rules": (*_CLAIMPACK, "rules"),
            "click": (_PYTHON, "-c", _BARE_CLICK),
            "validate": (*_CLAIMPACK, "validate", str(ROOT)),
            "frictionless": (_FRICTIONLESS, "validate", str(ROOT / "datapackage.json")),
        },
        rounds,
    )
    for name in ("--help", "rules"):
        yield Comparison(f"claimpack {name}", found[name], "a bare Click program", found["click"], 2.0)
    peer = found["frictionless"]
    yield Comparison("claimpack validate, this package", found["validate"], "frictionless validate", peer, 1.0, "0.5")


def large_package(folder: Path, claims: int, rounds: int, *, parts: bool) -> Iterator[Comparison]:
    """A made-up package: all rules, and its parts beside what does as much."""
    size = f"{claims:,} claims"
    validate = (*_CLAIMPACK, "validate", str(folder), "--today", TODAY.isoformat())
    commands = {
        "all": validate,
        "one": (*validate, "--jobs", "1"),
        "frictionless": (_FRICTIONLESS, "validate", str(folder / "datapackage.json")),
    }
    if parts:
        commands["structure"] = (*validate, "--jobs", "1", "--select", "structure")
        commands["records"] = (*validate, "--jobs", "1", "--select", "invalid-record")
        commands["jsonschema"] = (_PYTHON, "-c", _JSONSCHEMA, str(folder))
        commands["pandas"] = (_PYTHON, "-c", _PANDAS, str(folder))
    found = timed(commands, rounds)
    peer = found["frictionless"]
    yield Comparison(f"claimpack validate, {size}", found["all"], "frictionless validate", peer, 0.25, "0.1")
    yield Comparison(f"claimpack validate --jobs 1, {size}", found["one"], "frictionless validate", peer, None)
    if parts:
        yield Comparison(f"structure alone, {size}", found["structure"], "frictionless validate", peer, None)
        yield Comparison(f"invalid-record alone, {size}", found["records"], "jsonschema", found["jsonschema"], None)
        yield Comparison(
            f"structure alone, {size}", found["structure"], "pandas reading and counting", found["pandas"], None
        )


def growth(small: Path, large: Path, what: str, rounds: int) -> Comparison:
    """Ten times as many claims beside the tenth, in one process each."""
    options = ("--jobs", "1", "--today", TODAY.isoformat())
    found = timed(
        {name: (*_CLAIMPACK, "validate", str(folder), *options) for name, folder in (("s", small), ("l", large))},
        rounds,
    )
    return Comparison(f"ten times the claims, {what}", found["l"], "the tenth", found["s"], 12.0)


def rule_growth(small: Path, large: Path) -> list[tuple[str, float, float]]:
    """Each rule's seconds on both packages, as ``--timings`` tells them."""
    one, other = (_timings(folder) for folder in (small, large))
    return sorted(((name, one[name], other[name]) for name in one if name in other), key=lambda each: -each[2])


def _timings(folder: Path) -> dict[str, float]:
    command = (*_CLAIMPACK, "validate", str(folder), "--timings", "--today", TODAY.isoformat())
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stderr
    lines = (line.split(maxsplit=4) for line in told.splitlines())
    return {name: float(seconds) for seconds, _, _, _, name in lines}


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    packages = ("claimpack", "frictionless", "jsonschema", "jsonschema-rs", "pandas", "numpy", "click")
    return {
        "processor": f"{os.cpu_count()} cores, {platform.machine()}",
        "Python": platform.python_version(),
        **{package: version(package) for package in packages},
    }


def table(comparisons: Sequence[Comparison]) -> str:
    """The comparisons in Markdown."""
    head = ["| what | takes | beside | takes | ratio | target | memory |", "|---|---:|---|---:|---:|---:|---:|"]
    rows = []
    for each in comparisons:
        target = "" if each.at_most is None else f"{each.at_most:g}" + (f" (aim {each.aim})" if each.aim else "")
        times = f"{each.command.seconds:.2f} s | {each.peer_name} | {each.peer.seconds:.2f} s"
        rows.append(f"| {each.what} | {times} | {each.ratio:.2f} | {target} | {each.command.mebibytes:,} MiB |")
    return "\n".join([*head, *rows])


@click.command()
@click.option("--short", is_flag=True, help="The small packages alone, against generous bounds; for CI.")
@click.option("--largest", type=int, default=100_000, show_default=True, help="The most claims of a made-up package.")
@click.option("--worst/--no-worst", default=True, help="Whether to time the worst cases as well.")
@click.option("--rounds", type=int, default=3, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep made-up packages there, and use those that are.")
@click.option("--write", is_flag=True, help="Write the figures to results.json and the page of results.")
def main(*, short: bool, largest: int, worst: bool, rounds: int, keep: Path | None, write: bool) -> None:
    """Times Claimpack beside frictionless, jsonschema, pandas and Click."""
    with tempfile.TemporaryDirectory() as temporary:
        packages = _Packages(keep or Path(temporary))
        if short:
            _short(packages, rounds)
            return
        comparisons = list(small_package(2 * rounds))
        sizes = [size for size in (10_000, 100_000, 1_000_000) if size <= largest]
        for size in sizes:
            few = 1 if size > 100_000 else rounds
            comparisons += large_package(packages.of(size), size, few, parts=size == 100_000)
        for size in sizes[1:]:
            few = 1 if size > 100_000 else rounds
            comparisons.append(growth(packages.of(size // 10), packages.of(size), f"{size:,}", few))
        for shape in SHAPES[1:] if worst else ():
            pair = packages.of(10_000, shape), packages.of(100_000, shape)
            comparisons.append(growth(*pair, f"{shape}, 100,000", 1))
        rules = rule_growth(packages.of(sizes[-2]), packages.of(sizes[-1])) if len(sizes) > 1 else []
    click.echo(table(comparisons))
    steep = [each for each in rules if each[2] > 12 * max(each[1], 0.002)]
    click.echo(f"\nRules that grow more than twelvefold: {steep or 'none'}")
    if write:
        _write(comparisons, rules, sizes)


class _Packages:
    """Made-up packages, each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, claims: int, shape: Shape = "usual") -> Path:
        folder = self._folder / f"{shape}-{claims}"
        if not (folder / "claims" / "acknowledgements.csv").exists():
            generate(folder, claims, shape=shape)
        return folder


def _short(packages: _Packages, rounds: int) -> None:
    """Twice what is aimed at, and a package that is small enough to be made in CI."""
    comparisons = [*small_package(rounds), *large_package(packages.of(10_000), 10_000, rounds, parts=False)]
    click.echo(table(comparisons))
    bounds = {"--help": 4.0, "rules": 4.0, "this package": 2.0, "validate, 10,000": 1.6}
    for each in comparisons:
        for name, most in bounds.items():
            if name in each.what and each.ratio > most:
                raise click.ClickException(f"{each.what}: {each.ratio:.2f} times {each.peer_name}; at most {most}")


def _write(comparisons: Sequence[Comparison], rules: Sequence[tuple[str, float, float]], sizes: Sequence[int]) -> None:
    content = {
        "command": "python -m tests.benchmarks " + " ".join(sys.argv[1:]),
        "machine": machine(),
        "comparisons": [asdict(each) | {"ratio": round(each.ratio, 3)} for each in comparisons],
        "rules": {"claims": list(sizes[-2:]), "seconds": {name: [one, other] for name, one, other in rules}},
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
