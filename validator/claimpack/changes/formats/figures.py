"""The texts that all formats for people share: their parts, what was compared, what was not, what is only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claimpack.changes.change import Change, Comparison, NotCompared, RegistryComparison, Version
from claimpack.wording import counted, joined, listed


def verdict(comparison: Comparison) -> str:
    """The comparison in one sentence: how many changes there are and how many of them weaken the evidence."""
    weakening, every = len(comparison.weakening), len(comparison.changes)
    if not every:
        return "No change in what was compared." if not comparison.complete else "No change in meaning."
    weaken = "weakens" if weakening == 1 else "weaken"
    some = f"{weakening:,}" if weakening else "none"
    return f"{counted(every, 'change')} in meaning, {some} of which {weaken} the evidence."


def parts(comparison: Comparison, *, in_full: bool) -> list[tuple[str, list[Change]]]:
    """The changes to show under their titles: changed verdicts, changes that weaken the evidence, and others.

    Args:
        comparison: what changed.
        in_full: whether every change is shown.
    """
    found: dict[str, list[Change]] = {"Changed verdicts": [], "Weakens the evidence": [], "Changes otherwise": []}
    for change in sorted(comparison.changes, key=lambda each: not each.weakens):
        if in_full or not change.is_quiet:
            title = "Weakens the evidence" if change.weakens else "Changes otherwise"
            found["Changed verdicts" if change.is_of_a_verdict else title].append(change)
    return [(title, changes) for title, changes in found.items() if changes]


def closing(comparison: Comparison, *, in_full: bool) -> Iterator[str]:
    """The changes that are only counted, and how many records of each table were compared."""
    quiet = Counter(change.kind for change in comparison.changes if change.is_quiet and not in_full)
    if quiet:
        what = listed(f"{count:,} {name}" for name, count in sorted(quiet.items()))
        yield f"Not listed one by one: {what}; --all lists them."
    compared = ", ".join(
        f"{counted(each.old, name.removesuffix('s'))} with {each.new:,}" for name, each in comparison.compared.items()
    )
    own = " Tables are read with Claimpack's own schemas, not with those of the package." if compared else ""
    yield f"Compared: {compared or 'nothing'}.{own}"


def absence(old: Version) -> str:
    """That the old version has no package, and what to do if it was elsewhere; blank if it has one."""
    elsewhere = f"If it was elsewhere then, compare with {old.revision[:12]}:PATH."
    return f"Everything is new: {old.absent}. {elsewhere}" if old.absent else ""


def shown(version: Version) -> str:
    """A version's name as given, with its commit."""
    return f"{version.given} ({version.revision[:12]})" if version.revision else version.given


def between(comparison: Comparison | RegistryComparison) -> str:
    """The names of the two versions."""
    return f"{shown(comparison.old)} -> {shown(comparison.new)}"


def problem(each: NotCompared) -> str:
    """What was not compared and why, in one line."""
    line = f"line {each.line}" if each.line else ""
    where = " ".join(part for part in (f"{each.side}:", each.table, line, each.subject) if part)
    return f"{where}: {each.what}: {each.reason}"


def message(change: Change) -> str:
    """The message as a sentence, and the claims that depend on the record."""
    return f"{change.message}." + (f" Claims: {listed(change.claims)}." if change.claims else "")


def of_verdict(package: str, change: Change) -> str:
    """A changed verdict in a registry, with its package."""
    return f"{package}: {change.subject}: {change.kind}: {message(change)}"


def registry_closing(comparison: RegistryComparison) -> str:
    """How many packages of a registry were compared, and with what result."""
    every = comparison.packages.values()
    changes = sum(len(each.changes) for each in every)
    weakening = sum(len(each.weakening) for each in every)
    changed = sum(bool(each.changes) for each in every)
    what = (
        f"{changed:,} changed, with {counted(changes, 'change')} in meaning, of which {weakening:,} weaken the evidence"
        if changes
        else "no change in what was compared"
    )
    result = f"{between(comparison)}: {counted(len(every), 'package')} compared, {what}."
    return joined(result, absence(comparison.old))
