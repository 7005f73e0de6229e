"""What is changed of a source, and what is left alone."""

from __future__ import annotations

import pytest

from tests.mutants import drawn, mutants, named_like, room

CHANGES = {
    "x < y": ["(x >= y)", "(x <= y)"],
    "x == y": ["(x != y)"],
    "x in y": ["(x not in y)"],
    "x is y": ["(x is not y)"],
    "0 < x <= y": ["(0 >= x <= y)", "(0 <= x <= y)", "(0 < x > y)", "(0 < x < y)", "(1)"],
    "x and y": ["(x or y)"],
    "not x": ["(x)"],
    "x = 0.5": ["(1.5)"],
    "x = True": ["(False)"],
    "def f():\n    return x": ["return None"],
    "for x in y:\n    continue": ["break"],
    "for x in y:\n    break": ["continue"],
    "x.append(y)": ["pass"],
    "x += y": ["pass"],
    "raise x": ["pass"],
    "def f():\n    yield x": ["pass"],
    "def f(x: int = 1) -> bool: ...": ["(2)"],
    '"""A docstring of 1 line."""': [],
    'x = "1 of"': [],
    'x = f"{y + 1} of"': [],
    "if TYPE_CHECKING:\n    x = 1": [],
    "@dataclass(frozen=True)\nclass X:\n    x: Literal[1]": [],
    "def f():\n    return None": [],
}


@pytest.mark.parametrize(("source", "expected"), CHANGES.items(), ids=CHANGES)
def test_changes(source: str, expected: list[str]) -> None:
    assert [each.text for each in mutants("x.py", source)] == expected


def test_the_place_is_in_bytes() -> None:
    source = "a = 'é'\nb = 'é' and x"
    (each,) = mutants("x.py", source)
    assert (each.line, source.encode()[: each.start].decode(), each.end) == (2, "a = 'é'\nb = ", len(source.encode()))


def test_a_seed_draws_the_same_from_each_room() -> None:
    chosen = drawn(7, 40, ["", "page"])
    assert chosen == drawn(7, 40, ["", "page"])
    assert chosen != drawn(8, 40, ["", "page"])
    assert {room(each.file) for each in chosen} == {"", "page"}


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("wording.py", ["tests/test_wording.py"]),
        ("evidence/scope.py", ["tests/evidence/test_scope.py"]),
        ("rules/sources/year_mismatch.py", ["tests/rules/test_cases.py", "-k", "year-mismatch"]),
        ("rules/runner.py", []),
    ],
)
def test_which_tests_come_first(file: str, tests: list[str]) -> None:
    assert named_like(file) == tests
