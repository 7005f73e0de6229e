"""Changes the source in one place at a time, and tells which changes no test notices.

    python -m tests.mutants --seed 7 --count 200 --rooms evidence rules   # all folders if none is named

In a copy of the checkout all tests tell which of them come by which line; those are run for each change, and at the end
all with all that survived. A stopped run goes on from ``--folder``. People judge what survives: nothing that shows is
changed, or a case is missing, or the code is needed by nobody.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import coverage
import pytest

from tests.edits import ROOT

SOURCE = Path("validator/claimpack")
TURNED = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
TURNED |= {ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SECONDS, BYTES, MOST_TESTS = 90, 3 << 30, 400  # a test that takes more fails; of one change the nearest are run
PYTEST = ("-m", "pytest", "-p", "tests.mutants", "-q", "-n", "0", "--tb=no")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    asked = json.loads(Path(os.environ["MUTANTS_TESTS"]).read_text(encoding="utf-8"))
    if order := {name: place for place, name in enumerate(asked)}:
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_runtest_protocol(item: pytest.Item) -> None:
    if measuring := coverage.Coverage.current():
        measuring.switch_context(item.nodeid)
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail(f"it takes more than {SECONDS} seconds"))
    signal.alarm(SECONDS)


class Mutant(NamedTuple):
    """A place, in bytes of the file, and what is there instead."""

    file: str
    line: int
    last_line: int
    start: int
    end: int
    text: str
    change: str
    on_import: bool = False

    def __str__(self) -> str:  # noqa: D105
        return f"{self.file}:{self.line}: {self.change}"


def room(file: str) -> str:
    return file.rpartition("/")[0].partition("/")[0]


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    calls = (ast.Call, ast.Yield, ast.YieldFrom)
    if isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue | ast.Break):
        yield ast.Break() if isinstance(node, ast.Continue) else ast.Continue()
    elif isinstance(node, ast.AugAssign | ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, calls)):
        yield ast.Pass()


def expressions(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for other in filter(None, (TURNED.get(type(operator)), BOUNDARY.get(type(operator)))):
                operators = [*node.ops[:position], other(), *node.ops[position + 1 :]]
                yield ast.Compare(node.left, operators, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)


def looked_at(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that do something: no types, no text of messages, nothing that only a type checker reads."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns"} and not (name == "decorator_list" and isinstance(node, ast.ClassDef)):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from looked_at(child)


def mutants(file: str, source: str) -> Iterator[Mutant]:
    begins = [0, *itertools.accumulate(len(line) for line in source.encode().splitlines(keepends=True))]
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    called = {line for node in functions for line in range(node.body[0].lineno, node.end_lineno + 1)}
    for node in looked_at(tree):
        for new in (*map(ast.unparse, statements(node)), *(f"({ast.unparse(each)})" for each in expressions(node))):
            start, end = begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + node.end_col_offset
            change, on_import = f"{ast.unparse(node)} -> {new}", node.lineno not in called
            yield Mutant(file, node.lineno, node.end_lineno, start, end, new, change, on_import)


def drawn(source: Path, seed: int, count: int, rooms: list[str]) -> list[Mutant]:
    """So many, of each room its share by lines, in an order in which a run may stop anywhere."""
    places, lines = defaultdict(list), Counter()
    for module in sorted(source.rglob("*.py")):
        text, file = module.read_text(encoding="utf-8"), module.relative_to(source).as_posix()
        if not rooms or room(file) in rooms:
            places[room(file)] += mutants(file, text)
            lines[room(file)] += text.count("\n")
    chance = random.Random(seed)  # noqa: S311 - the same each time
    shares = {name: max(1, round(count * lines[name] / lines.total())) for name in places}
    chosen = [each for name, some in places.items() for each in chance.sample(some, min(shares[name], len(some)))]
    return chance.sample(chosen, len(chosen))


def coming_by(data: coverage.CoverageData, source: Path, each: Mutant) -> list[str]:
    """The tests that come by a line, those of its room first.

    What runs on import is noted of one test at the most: there, all that come by its module, or else all of all.
    """
    by_line = data.contexts_by_lineno(str(source / each.file))
    lines = by_line if each.on_import else range(each.line, each.last_line + 1)
    found = {test for line in lines for test in by_line.get(line, ())} - {""}
    is_near = (f"test_{Path(each.file).stem}.py", f"tests/{room(each.file)}/")
    found = found or data.measured_contexts() - {""}
    return sorted(found, key=lambda test: (*(near not in test for near in is_near), test))[:MOST_TESTS]


def run(checkout: Path, changed: list[Mutant], tests: list[str], *before: str) -> str:
    """Runs tests of a checkout, or all, with these changes made: the first that fails, blank if none does."""
    (asked := checkout / "asked.json").write_text(json.dumps(tests), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(checkout / SOURCE.parent), "MUTANTS_TESTS": str(asked)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1" if changed else ""  # what changes within a second seems unchanged
    kept = {file: file.read_bytes() for file in {checkout / SOURCE / each.file for each in changed}}
    try:
        for each in sorted(changed, key=lambda each: -each.start):
            text = (file := checkout / SOURCE / each.file).read_bytes()
            file.write_bytes(text[: each.start] + each.text.encode() + text[each.end :])
        files = sorted({test.partition("::")[0] for test in tests}) or ["tests"]
        command = (sys.executable, *before, *PYTEST, *(["-x"] if tests else []), *files)
        ended = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    finally:
        for file, content in kept.items():
            file.write_bytes(content)
    told = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return "" if ended.returncode in {0, 5} else [*told, f"pytest ends with {ended.returncode}"][0]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rooms", nargs="*", default=[], help="folders of the source")
    parser.add_argument("--folder", type=Path, default=ROOT / "build/mutants")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))  # of whatever is started as well
    checkout, results = options.folder / "checkout", options.folder / "results.jsonl"
    measured = coverage.CoverageData(str(options.folder / "coverage"))
    if not results.exists():
        not_copied = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", ".venv", "build", "dist", "node_modules")
        shutil.copytree(ROOT, checkout, symlinks=True, ignore=not_copied)
        measuring = ("-m", "coverage", "run", f"--data-file={measured.data_filename()}", f"--source={SOURCE}")
        print(f"Before anything is changed, fails: {run(checkout, [], [], *measuring) or 'nothing'}", flush=True)  # noqa: T201
        results.touch()
    measured.read()
    done = {Mutant(*each): told for each, told in map(json.loads, results.read_text("utf-8").splitlines())}
    chosen = drawn(checkout / SOURCE, options.seed, options.count, options.rooms)

    def try_it(each: Mutant, tests: list[str]) -> None:
        done[each] = run(checkout, [each], tests) if tests else ""
        with results.open("a", encoding="utf-8") as file:
            print(json.dumps([each, done[each]]), file=file)
        print(f"{each}: {done[each] or 'survived'}", flush=True)  # noqa: T201

    for each in chosen:
        if each not in done:
            try_it(each, coming_by(measured, checkout / SOURCE, each))
    survivors = [each for each in chosen if not done[each]]
    if survivors and run(checkout, survivors, []):  # by another process, or by a fixture that an earlier test had made
        failed = [*json.loads((checkout / ".pytest_cache/v/cache/lastfailed").read_bytes())]
        for each in survivors:
            try_it(each, failed)
    left = [each for each in survivors if not done[each]]
    print(f"{len(chosen)} changes, {len(left)} survived:", *left, sep="\n")  # noqa: T201


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the source is as it was when it goes on
    main()
