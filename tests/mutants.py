"""Changes the source in one place at a time, and tells which changes no test notices.

    python -m tests.mutants --seed 7 --count 200 --rooms evidence rules   # all folders if none is named

Tests run in a copy of the checkout: first those named like the module, then all that are quick, with many changes made.
What came of each change is kept in ``--results``, from which a stopped run goes on. A change that no test notices is
for people to judge: it changes nothing that shows, or a case is missing, or the code is needed by nobody.
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
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from tests.edits import ROOT

SOURCE, TESTS = ROOT / "validator/claimpack", ROOT / "tests"
TURNED = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
TURNED |= {ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
AT_A_TIME, MOST_FAILURES = 50, 400
SECONDS, BYTES = 90, 3 << 30  # what a test may take
PYTEST = (sys.executable, "-m", "pytest", "-p", "tests.mutants", "-q", "-n", "0", "--tb=no")


def pytest_configure() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail(f"it takes more than {SECONDS} seconds"))
    signal.alarm(SECONDS)
    try:
        return (yield)
    finally:
        signal.alarm(0)


@dataclass(frozen=True)
class Mutant:
    """A place, in bytes of the file, and what stands there instead."""

    file: str
    line: int
    start: int
    end: int
    text: str
    change: str


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
    for node in looked_at(ast.parse(source)):
        for new in (*map(ast.unparse, statements(node)), *(f"({ast.unparse(each)})" for each in expressions(node))):
            start, end = begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + node.end_col_offset
            yield Mutant(file, node.lineno, start, end, new, f"{ast.unparse(node)} -> {new}")


def drawn(seed: int, count: int, rooms: list[str]) -> list[Mutant]:
    """So many, of each room its share by lines, in an order in which a run may stop anywhere."""
    places, lines = defaultdict(list), Counter()
    for module in sorted(SOURCE.rglob("*.py")):
        source, file = module.read_text(encoding="utf-8"), module.relative_to(SOURCE).as_posix()
        if not rooms or room(file) in rooms:
            places[room(file)].extend(mutants(file, source))
            lines[room(file)] += source.count("\n")
    chance = random.Random(seed)  # noqa: S311 - the same each time
    shares = {name: max(1, round(count * lines[name] / lines.total())) for name in places}
    chosen = [each for name, some in places.items() for each in chance.sample(some, min(shares[name], len(some)))]
    return chance.sample(chosen, len(chosen))


def named_like(file: str) -> list[str]:
    """The arguments of pytest that run the tests of a module alone; none where no test is named like it."""
    name = Path(file).stem
    if file.startswith("rules/") and file.count("/") > 1:
        return ["tests/rules/test_cases.py", "-k", name.replace("_", "-")]
    return sorted(str(found.relative_to(ROOT)) for found in (ROOT / "tests").rglob(f"test_{name}.py"))


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*"):
        compiled.unlink()  # written in the same second, it would be taken for the new one


def run(checkout: Path, changed: list[Mutant], *arguments: str) -> str:
    """Runs tests of a checkout with these changes made: the first that fails, blank if none does."""
    command = [*PYTEST, "-o", f"cache_dir={checkout}/cache", *arguments]
    files = {checkout / "validator/claimpack" / each.file for each in changed}
    kept = {file: file.read_bytes() for file in files}
    for each in sorted(changed, key=lambda each: -each.start):
        file = checkout / "validator/claimpack" / each.file
        text = file.read_bytes()
        write(file, text[: each.start] + each.text.encode() + text[each.end :])
    where = {"cwd": checkout, "env": os.environ | {"PYTHONPATH": str(checkout / "validator")}}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    for file, content in kept.items():
        write(file, content)
    told = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return "" if ended.returncode == 0 else [*told, f"pytest ends with {ended.returncode}"][0]


def noticed(checkout: Path, some: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Of each change what noticed it: what no test notices of all together, none notices of one.

    Where some tests fail, each change is tried with those alone; where very many do, there are too many changes.
    """
    failed = checkout / "cache/v/cache/lastfailed"
    failed.unlink(missing_ok=True)
    told = some and run(checkout, some, f"--maxfail={MOST_FAILURES}", "tests")
    again = json.loads(failed.read_bytes()) if failed.exists() else {}
    if told and len(some) > 1 and not 0 < len(again) < MOST_FAILURES:
        for half in (some[::2], some[1::2]):
            yield from noticed(checkout, half)
        return
    for each in some:
        if told and len(some) > 1:
            failed.write_text(json.dumps(again), encoding="utf-8")
            yield each, run(checkout, [each], "-x", "--lf", "tests")
        else:
            yield each, told


def main() -> None:
    """Tries what the seed draws, and lists what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rooms", nargs="*", default=[], help="folders of the source")
    parser.add_argument("--results", type=Path, default=Path(tempfile.gettempdir()) / "claimpack-mutants.jsonl")
    options = parser.parse_args()
    lines = options.results.read_text(encoding="utf-8").splitlines() if options.results.exists() else []
    done = {(step, Mutant(**each)): told for each, step, told in map(json.loads, lines)}
    chosen, survivors = drawn(options.seed, options.count, options.rooms), []
    with tempfile.TemporaryDirectory() as away, options.results.open("a", encoding="utf-8") as results:
        not_copied = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", ".venv", "dist", "node_modules")
        checkout = shutil.copytree(ROOT, Path(away) / "checkout", symlinks=True, ignore=not_copied)

        def keep(step: str, each: Mutant, told: str) -> None:
            done[step, each] = told
            print(json.dumps([asdict(each), step, told]), file=results, flush=True)
            print(f"{step}: {each.file}:{each.line}: {each.change}: {told or 'survived'}", flush=True)  # noqa: T201

        for first in range(0, len(chosen), AT_A_TIME):
            some = chosen[first : first + AT_A_TIME]
            for each in some:
                if ("module", each) not in done and (tests := named_like(each.file)):
                    keep("module", each, run(checkout, [each], "-x", *tests))
            left = [each for each in some if not done.get(("module", each))]
            for each, told in noticed(checkout, [each for each in left if ("all", each) not in done]):
                keep("all", each, told)
            survivors += [each for each in left if not done["all", each]]
    told = [f"{each.file}:{each.line}: {each.change}" for each in survivors]
    print(f"{len(chosen)} changes, {len(told)} survived:", *told, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
