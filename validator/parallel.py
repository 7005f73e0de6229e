"""Has rules look at the slices of a package in several processes at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from validator.evidence.bearing import bearing
from validator.evidence.relatedrows import in_one_slice
from validator.evidence.verdicts import package_verdicts
from validator.package.package import Package
from validator.rules.catalogue import Rule, Slice
from validator.rules.looking import Seen, look, most_findings, together
from validator.slices import Cut, can_be_cut, cut_out, cuts
from validator.workers import IS_POSSIBLE, Workers

_ON_EVIDENCE = ("sources", "claims")
"""The families whose rules rest on which estimates bear on which claims."""


class _Task(NamedTuple):
    slice: Slice
    number: int
    rules: tuple[str, ...]


@dataclass
class _Shared:
    """What the processes inherit."""

    package: Package
    rules: dict[str, Rule]
    jobs: int
    cuts: dict[Slice, Cut] = field(default_factory=dict)


def look_in_slices(package: Package, rules: Sequence[Rule], jobs: int, step: Callable[[Rule], None]) -> dict[str, Seen]:
    """What rules see, by name, as they would in the whole package.

    A rule that leaves something out of a slice, or crashes there, is not among them: only in the whole can it say how
    much and why. Nor is one whose process was killed.

    Args:
        package: what to look at.
        rules: rules on packages.
        jobs: how many processes to use.
        step: called with each rule that is among them, once it has seen all.
    """
    found: dict[str, Seen] = {}
    if not IS_POSSIBLE:
        return found
    shared = _Shared(package, {rule.name: rule for rule in rules}, jobs)
    try:
        tasks = _tasks(shared, jobs)
    except Exception:  # noqa: BLE001 - what is found out ahead is a rule's to crash on, which tells of it
        shared.cuts = {}
        tasks = _one_by_one(rules)
    with Workers[_Task, list[Seen]]() as workers:
        workers.start(jobs, partial(_work, shared), tasks)
        for name, seen in _collected(tasks, workers.results(), most_findings(package)):
            found[name] = seen
            step(shared.rules[name])
    return found


def _collected(
    tasks: Sequence[_Task], results: Iterable[tuple[_Task, list[Seen]]], most: int
) -> Iterator[tuple[str, Seen]]:
    """What each rule saw in all of its slices, as soon as it has; not if it left something out of one."""
    waiting = Counter(name for task in tasks for name in task.rules)
    parts: dict[str, list[Seen]] = {name: [] for name in waiting}
    for task, seen in results:
        for name, part in zip(task.rules, seen, strict=True):
            parts[name].append(part)
            waiting[name] -= 1
            if waiting[name]:
                continue
            whole = together(parts.pop(name), most)
            if task.slice == "package" or not (whole.left_out or whole.crash):
                yield name, whole


def _tasks(shared: _Shared, jobs: int) -> list[_Task]:
    """Those that take longest first. What several rules rest on is found out before, or by one task for all of them."""
    rules = list(shared.rules.values())
    if not can_be_cut(shared.package):
        if any(rule.family in _ON_EVIDENCE for rule in rules):
            bearing(shared.package)
        return _one_by_one(rules)
    shared.cuts = cuts(shared.package, jobs)
    package_verdicts(shared.package)  # of all estimates, which slices have in common but for those by source
    whole = [rule for rule in rules if rule.slice == "package"]
    at_once = tuple(rule.name for rule in whole if rule.family in _ON_EVIDENCE)
    tasks = [_Task("package", 0, at_once)] if at_once else []
    for kind in ("article", "outcome", "source"):
        names = tuple(rule.name for rule in rules if rule.slice == kind)
        tasks += [_Task(kind, number, names) for number in range(jobs) if names]
    return tasks + _one_by_one(rule for rule in whole if rule.family not in _ON_EVIDENCE)


def _one_by_one(rules: Iterable[Rule]) -> list[_Task]:
    return [_Task("package", 0, (rule.name,)) for rule in rules]


def _work(shared: _Shared, task: _Task) -> list[Seen]:
    if task.slice == "package":
        return [look(shared.rules[name], shared.package) for name in task.rules]
    package = cut_out(shared.package, shared.cuts[task.slice], task.number)
    with in_one_slice(of=shared.jobs):
        return [look(shared.rules[name], package) for name in task.rules]
