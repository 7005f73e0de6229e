"""A format that takes only so many problems tells the gravest, each told apart from its doubles."""

from __future__ import annotations

import pytest
from claimpack.formats.mostsevere import gravest
from claimpack.package.place import Place
from claimpack.report import Problem
from claimpack.rules.catalogue import Severity


def problem(name: str, severity: Severity = "warning", *, acknowledged: bool = False, fingerprint: str = "") -> Problem:
    return Problem(
        "invalid-cell", severity, name, "", Place("x.csv"), (), fingerprint or name, acknowledged=acknowledged
    )


PROBLEMS = [
    problem("accepted error", "error", acknowledged=True),
    problem("note", "note"),
    problem("warning 1"),
    problem("error 1", "error"),
    problem("warning 2"),
    problem("error 2", "error"),
]


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, []),
        (1, ["error 1"]),
        (2, ["error 1", "error 2"]),
        (3, ["warning 1", "error 1", "error 2"]),
        (4, ["warning 1", "error 1", "warning 2", "error 2"]),
        (5, ["note", "warning 1", "error 1", "warning 2", "error 2"]),
        (6, ["accepted error", "note", "warning 1", "error 1", "warning 2", "error 2"]),
        (7, ["accepted error", "note", "warning 1", "error 1", "warning 2", "error 2"]),
    ],
)
def test_the_gravest_are_kept_in_their_order(most: int, expected: list[str]) -> None:
    assert [each.message for each, _ in gravest(PROBLEMS, most)] == expected


def test_a_number_does_not_depend_on_what_is_kept() -> None:
    doubles = [
        problem("a", "note", fingerprint="f"),
        problem("b", "error", fingerprint="f"),
        problem("c", "note", fingerprint="g"),
        problem("d", "error", fingerprint="f"),
    ]
    assert [(each.message, number) for each, number in gravest(doubles, 9)] == [("a", 1), ("b", 2), ("c", 1), ("d", 3)]
    assert [(each.message, number) for each, number in gravest(doubles, 2)] == [("b", 2), ("d", 3)]
