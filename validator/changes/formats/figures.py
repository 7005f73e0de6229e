"""What every format for people tells, and in which parts; how much was compared, what was not, what is only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from validator.changes.change import Change, Comparison, NotCompared, Version
from validator.wording import counted, listed


def verdict(comparison: Comparison) -> str:
    """The comparison in one sentence: how many changes there are and how many of them weaken the evidence."""
    weakening, every = len(comparison.weakening), len(comparison.changes)
    if not every:
        return "No change in what was compared." if not comparison.complete else "No change in meaning."
    weaken = "weakens" if weakening == 1 else "weaken"
    return f"{counted(every, 'change')} in meaning, {weakening or 'none'} of which {weaken} the evidence."


def sorted_out(comparison: Comparison, *, in_full: bool) -> tuple[list[Change], list[Change], list[Change]]:
    """The changes that weaken the evidence, the others that are told, and those that are only counted.

    Args:
        comparison: what changed.
        in_full: whether every change is told.
    """
    told = [change for change in comparison.changes if in_full or not change.kind.is_quiet]
    quiet = [change for change in comparison.changes if not in_full and change.kind.is_quiet]
    weakening = [change for change in told if change.kind.weakens]
    return weakening, [change for change in told if not change.kind.weakens], quiet


def what_was_compared(comparison: Comparison) -> str:
    """How many records of each table were compared with how many."""
    parts = []
    for name, each in comparison.compared.items():
        noun = name.removesuffix("s")
        parts.append(f"{counted(each.old, noun)} with {each.new:,}")
    if not parts:
        return "Compared: nothing."
    return (
        f"Compared: {', '.join(parts)}. Tables are read by Claimpack's own schemas, whatever those of the package say."
    )


def what_was_absent(comparison: Comparison) -> Iterator[str]:
    """That one version has no package at all, where that is so."""
    if comparison.old.absent:
        yield f"Everything is new: {comparison.old.absent}."


def shown(version: Version) -> str:
    """A version's name: as it was given, with the commit that it stands for."""
    return f"{version.given} ({version.revision[:12]})" if version.revision else version.given


def problem(each: NotCompared) -> str:
    """What was not compared and why, in one line."""
    line = f"line {each.line}" if each.line else ""
    where = " ".join(part for part in (f"{each.side}:", each.table, line, each.subject) if part)
    return f"{where}: {each.what}: {each.reason}"


def quiet_ones(changes: Iterable[Change], option: str) -> Iterator[str]:
    """What was only counted, and which option tells it."""
    kinds = Counter(change.kind.name for change in changes)
    if kinds:
        what = listed(f"{count:,} {name}" for name, count in sorted(kinds.items()))
        yield f"Not told one by one: {what}; {option} tells them."
