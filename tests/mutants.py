"""Changes the source in one place at a time, and tells which changes no test notices.

    python -m tests.mutants --seed 7 --count 200 --rooms evidence rules   # all folders if none is named

Tests run in a copy of the checkout: first those named like the module, then those of its folder, then all quick ones.
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
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.edits import ROOT

SOURCE, TESTS = ROOT / "validator/claimpack", ROOT / "tests"
TURNED = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
TURNED |= {ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SECONDS = {"module": 240, "folder": 900, "all": 1800}  # who takes longer has noticed
AT_A_TIME, TOGETHER = 67, 10
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "0", "--tb=no")


@dataclass(frozen=True)
class Mutant:
    """A place, in bytes of the file, and what is there instead."""

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


def which_tests(file: str, step: str) -> list[str]:
    """The arguments of pytest at a step; none where there are no such tests."""
    if step == "module" and file.startswith("rules/") and file.count("/") > 1:
        return ["tests/rules/test_cases.py", "-k", Path(file).stem.replace("_", "-")]
    named = f"**/test_{Path(file).stem}.py" if step == "module" else room(file) or "test_*.py"
    return ["tests"] if step == "all" else sorted(str(each.relative_to(ROOT)) for each in TESTS.glob(named))


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*"):
        compiled.unlink()  # written in the same second, it would be taken for the new one


def run(checkout: Path, changed: list[Mutant], arguments: list[str], seconds: int) -> str:
    """Runs tests of a checkout with these changes made: the first that fails, blank if none does."""
    command = [*PYTEST, "-o", f"cache_dir={checkout}/cache", *arguments]
    files = {checkout / "validator/claimpack" / each.file: each for each in changed}
    kept = {file: file.read_bytes() for file in files}
    for file, each in files.items():
        write(file, kept[file][: each.start] + each.text.encode() + kept[file][each.end :])
    where = {"cwd": checkout, "env": os.environ | {"PYTHONPATH": str(checkout / "validator")}, "process_group": 0}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **where) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            output = f"FAILED to end in {seconds} seconds"
            os.killpg(process.pid, signal.SIGKILL)
    for file, content in kept.items():
        write(file, content)
    told = next((line for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))), output[-200:])
    return "" if process.returncode in {0, 5} else told  # 5: there is no such test


def noticed(checkout: Path, group: list[Mutant], arguments: list[str], seconds: int) -> Iterator[tuple[Mutant, str]]:
    """Of each change what noticed it; what no test notices of several at once, none notices of one."""
    failed = checkout / "cache/v/cache/lastfailed"
    failed.unlink(missing_ok=True)
    told = len(group) == 1 or run(checkout, group, arguments, seconds)
    again = failed.read_bytes() if failed.exists() else b"{}"
    for each in group:
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.write_bytes(again)
        yield each, run(checkout, [each], [*arguments, "-x", "--lf"], seconds) if told else ""


def groups(left: list[Mutant], step: str) -> Iterator[list[Mutant]]:
    """Changes to be tried together: of one folder or, at the end, of all; never two of one file."""
    while left:
        group: dict[str, Mutant] = {}
        for each in left:
            is_alike = step == "all" or room(each.file) == room(left[0].file)
            if is_alike and len(group) < (1 if step == "module" else TOGETHER):
                group.setdefault(each.file, each)
        yield list(group.values())
        left = [each for each in left if group.get(each.file) != each]


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
        for first in range(0, len(chosen), AT_A_TIME):
            left = chosen[first : first + AT_A_TIME]
            for step, seconds in SECONDS.items():
                new = [each for each in left if (step, each) not in done and which_tests(each.file, step)]
                for group in groups(new, step):
                    for each, told in noticed(checkout, group, which_tests(group[0].file, step), seconds):
                        done[step, each] = told
                        print(json.dumps([asdict(each), step, told]), file=results, flush=True)
                        print(f"{step}: {each.file}:{each.line}: {each.change}: {told or 'survived'}", flush=True)  # noqa: T201
                left = [each for each in left if not done.get((step, each))]
            survivors += left
    told = [f"{each.file}:{each.line}: {each.change}" for each in survivors]
    print(f"{len(chosen)} changes, {len(told)} survived:", *told, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
