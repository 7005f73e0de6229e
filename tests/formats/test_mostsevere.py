"""A format that takes a limited number of causes gets the most severe, each with a number apart from its doubles."""

from __future__ import annotations

import pytest
from claimpack.formats.mostsevere import most_severe
from claimpack.package.place import Place
from claimpack.report import Cause, Problem
from claimpack.rules.catalogue import Severity


def cause(name: str, severity: Severity = "warning", *, acknowledged: bool = False, fingerprint: str = "") -> Cause:
    problem = Problem(
        "invalid-cell", severity, name, "", Place("x.csv"), (), fingerprint or name, acknowledged=acknowledged
    )
    return Cause(problem.fingerprint, problem.rule, (problem,))


CAUSES = [
    cause("accepted error", "error", acknowledged=True),
    cause("note", "note"),
    cause("warning 1"),
    cause("error 1", "error"),
    cause("warning 2"),
    cause("error 2", "error"),
]


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (-1, []),  # as where an incomplete check takes all the room
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
    assert [each.message for each, _ in most_severe(CAUSES, most)] == expected


def test_a_number_does_not_depend_on_what_is_kept() -> None:
    doubles = [
        cause("a", "note", fingerprint="f"),
        cause("b", "error", fingerprint="f"),
        cause("c", "note", fingerprint="g"),
        cause("d", "error", fingerprint="f"),
    ]
    assert [(each.message, number) for each, number in most_severe(doubles, 9)] == [
        ("a", 1),
        ("b", 2),
        ("c", 1),
        ("d", 3),
    ]
    assert [(each.message, number) for each, number in most_severe(doubles, 2)] == [("b", 2), ("d", 3)]
