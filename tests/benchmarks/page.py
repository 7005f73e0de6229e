"""The page of results, made of ``results.json``: ``python -m tests.benchmarks.page`` writes it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
PAGE = ROOT / "tests" / "benchmarks" / "README.md"

GROWTH = 12.0
"""The most that a package, and each rule, may take, compared with a package of a tenth the size."""

_NOTICED = 0.1
"""Rules that take less of a second on the larger package are left out."""

_HEAD = """# How fast Claimpack is

Written by `{command}`: do not edit. The figures are in [results.json](results.json). [generate.py](generate.py) makes
the packages, the same for the same seed: articles with their passages, reference lists and claims; sources with
estimates; concepts in a hierarchy. About two in a hundred claims disagree with their source or with one another. Half
of what is found is acknowledged. All rules run, except those on an article's text.

Times are of whole processes, start included. Each is the fastest of several runs, then the slowest; jsonschema and a
million claims ran once. Memory is what the largest process of a command held. The machine's pace changes by a fifth
from one minute to the next, so compare only within a row.

Where a package is compared with one a tenth its size, the start is taken off both: the time for Claimpack's own
package in the same rounds. The two usual packages were timed in different rounds, so the remaining time of the small
one is uncertain by a third.
"""

_COMMANDS = {
    "six": "claimpack, six rules: cells, keys, references, direction, contradictions, dropped qualifiers",
    "all": "claimpack, all rules",
    "frictionless": "frictionless validate, structure alone",
}
"""What is timed of packages of every size, by its name in the results."""

_WORST = """
The worst cases:

- `one-outcome`: all claims are on one outcome.
- `one-source`: all claims cite one source.
- `deep-hierarchy`: concepts are in chains of a hundred. With 100,000 claims whole-contradicts-part stops after 100,000
  problems, as SECURITY.md says.
- `every-row-broken`: every row of claims, passages and estimates has a cell that is not allowed.
"""


_SHARED = """What several rules need is computed once and has a row of its own. The first rule that looks at a column's
cells also pays for indexing them: mostly duplicate-key and invalid-cell. The target for growth is at most {most:g}.
"""


@dataclass(frozen=True)
class Timing:
    """How long a command took."""

    seconds: float
    """Of wall-clock time, in the fastest run."""
    mebibytes: int
    """Of memory at its most."""
    slowest: float
    """Seconds of the slowest run."""


@dataclass(frozen=True)
class Comparison:
    """A command compared with another."""

    what: str
    command: Timing
    peer_name: str
    peer: Timing
    at_most: float | None
    """The target for the ratio."""
    aim: str = ""
    memory_at_most: int | None = None
    """In mebibytes."""

    @property
    def ratio(self) -> float:
        """How many times as long as the peer the command takes."""
        return self.command.seconds / self.peer.seconds


@dataclass(frozen=True)
class RuleGrowth:
    """What a rule took, in seconds, of the smaller and of the larger package."""

    rule: str
    small: float
    large: float

    @property
    def growth(self) -> float:
        """How many times as long the larger takes; the smaller one counts as a millisecond at least."""
        return self.large / max(self.small, 0.001)


def read_results() -> dict[str, Any]:
    """The figures of the last benchmark that was written down."""
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def page(results: dict[str, Any]) -> str:
    """The page in Markdown."""
    comparisons = [_comparison(each) for each in results["comparisons"]]
    growth = {shape: [RuleGrowth(**each) for each in rules] for shape, rules in results["rules"]["growth"].items()}
    made_on = "\n".join(f"- {name}: {value}" for name, value in results["machine"].items())
    parts = [
        _HEAD.format(command=results["command"]),
        "[Many packages, and more processes](many-packages.md) are on another page.\n\n## By size\n",
        _of_sizes(results["sizes"]),
        "\n## Compared with other tools\n",
        table(comparisons),
    ]
    parts += [_WORST if any("every-row" in each.what for each in comparisons) else ""]
    parts += [_of_rules(growth, results["rules"]["claims"]), f"## Made on\n\n{made_on}\n"]
    return "\n".join(part for part in parts if part)


def _comparison(member: dict[str, Any]) -> Comparison:
    timings = {name: Timing(**member[name]) for name in ("command", "peer")}
    others = {name: value for name, value in member.items() if name not in (*timings, "ratio")}
    return Comparison(**others, **timings)


def table(comparisons: Sequence[Comparison]) -> str:
    """The comparisons in Markdown."""
    head = ["| what | time | compared with | time | ratio | target | memory |", "|---|---:|---|---:|---:|---:|---:|"]
    rows = []
    for each in comparisons:
        target = "" if each.at_most is None else f"{each.at_most:g}" + (f" (aim {each.aim})" if each.aim else "")
        if each.at_most is not None and each.ratio > each.at_most:
            target += ", missed"
        times = f"{_range(each.command)} | {each.peer_name} | {_range(each.peer)}"
        held, most = each.command.mebibytes, each.memory_at_most
        memory = f"{held:,} MiB" + (f" of {most:,}" if most else "") + (", missed" if most and held > most else "")
        rows.append(f"| {each.what} | {times} | {each.ratio:.2f} | {target} | {memory} |")
    return "\n".join([*head, *rows])


def _of_sizes(sizes: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """The seconds of each command by the number of claims, with the memory of all rules."""
    rows = []
    for name, what in _COMMANDS.items():
        cells = [f"{timings[name]['seconds']:.2f} s, {timings[name]['mebibytes']:,} MiB" for timings in sizes.values()]
        rows.append(f"| {what} | {' | '.join(cells)} |")
    head = f"| | {' | '.join(f'{size} claims' for size in sizes)} |"
    return "\n".join([head, f"|---|{'---:|' * len(sizes)}", *rows])


def _range(timing: Timing) -> str:
    """The seconds of the fastest run, and of the slowest if that is another."""
    fastest, slowest = round(timing.seconds, 2), round(timing.slowest, 2)
    return f"{fastest:.2f} to {slowest:.2f} s" if slowest > fastest else f"{fastest:.2f} s"


def _of_rules(growth: Mapping[str, Sequence[RuleGrowth]], claims: Sequence[int]) -> str:
    if not growth:
        return ""
    others = [(shape, rules) for shape, rules in growth.items() if shape != "usual"]
    parts = ["## By rule\n", _SHARED.format(most=GROWTH)]
    if "usual" in growth:
        parts.append(_of_shape(growth["usual"], claims))
    if others:
        parts += ["\nOf the rules that took as long, the one that grows most in each worst case:\n"]
        parts += ["| worst case | rule | 10,000 claims | 100,000 claims | growth |\n|---|---|---:|---:|---:|"]
        parts += [f"| {shape} | {_row(_steepest(rules))} |" for shape, rules in others]
    return "\n".join([*parts, ""])


def _steepest(rules: Sequence[RuleGrowth]) -> RuleGrowth:
    return max((each for each in rules if each.large >= _NOTICED), key=lambda each: each.growth, default=rules[0])


def _of_shape(growth: Sequence[RuleGrowth], claims: Sequence[int]) -> str:
    small, large = (f"{count:,} claims" for count in claims)
    noticed = [each for each in growth if each.large >= _NOTICED]
    rows = [f"| {_row(each)} |" for each in noticed]
    more = f"\nThe other {len(growth) - len(noticed)} took less than {_NOTICED:g} s."
    return "\n".join([f"| rule | {small} | {large} | growth |\n|---|---:|---:|---:|", *rows, more])


def _row(each: RuleGrowth) -> str:
    missed = ", missed" if each.growth > GROWTH else ""
    return f"{each.rule} | {each.small:.3f} s | {each.large:.3f} s | {each.growth:.1f}{missed}"


if __name__ == "__main__":
    PAGE.write_text(page(read_results()), encoding="utf-8")
