"""What is changed of a source, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import coverage
import pytest

from tests import mutants as script
from tests.edits import ROOT
from tests.mutants import SOURCE, Mutant, coming_by, drawn, mutants, room

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
    chosen = drawn(ROOT / SOURCE, 7, 40, ["", "page"])
    assert chosen == drawn(ROOT / SOURCE, 7, 40, ["", "page"])
    assert chosen != drawn(ROOT / SOURCE, 8, 40, ["", "page"])
    assert {room(each.file) for each in chosen} == {"", "page"}


def test_tests_come_first_that_are_near(tmp_path: Path) -> None:
    near = ["tests/evidence/test_scope.py::b", "tests/evidence/test_lists.py::a", "tests/test_api.py::a"]
    data = coverage.CoverageData(str(tmp_path / "coverage"))
    for name, lines in ((near[2], [3]), (near[0], [4]), (near[1], [2, 3])):
        data.set_context(name)
        data.add_lines({str(tmp_path / "evidence/scope.py"): lines})
    place = Mutant("evidence/scope.py", 3, 4, 0, 0, "", "")
    assert coming_by(data, tmp_path, place) == near
    assert coming_by(data, tmp_path, place._replace(last_line=3)) == near[1:]
    assert coming_by(data, tmp_path, place._replace(on_import=True)) == near
    elsewhere = place._replace(file="engine.py")  # whose functions run on import, if at all
    assert coming_by(data, tmp_path, elsewhere) == sorted(near)


def test_what_runs_on_import_is_not_in_a_function() -> None:
    source = "x = 1\n\n\ndef f(y=2):\n    z = 3\n    return 4\n\n\nclass C:\n    a = 5\n"
    found = {each.text: each.on_import for each in mutants("x.py", source)}
    assert found == {"(2)": True, "(3)": True, "return None": False, "(4)": False, "(5)": False, "(6)": True}


def test_what_survives_alone_is_tried_with_what_fails_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No test comes by the two places; all together one test fails, and alone it fails of one."""
    (tmp_path / "results.jsonl").touch()
    source, cache = tmp_path / "checkout" / SOURCE, tmp_path / "checkout/.pytest_cache/v/cache"
    for folder in (source, cache):
        folder.mkdir(parents=True)
    (source / "x.py").write_text("x = 1\nx = 2\n", encoding="utf-8")
    (cache / "lastfailed").write_text('{"tests/test_x.py::a": true}', encoding="utf-8")
    asked = []

    def run(_: Path, changed: list[Mutant], tests: list[str]) -> str:
        asked.append((sorted(each.line for each in changed), tests))
        return "FAILED tests/test_x.py::a" if changed[0].line == 1 or len(changed) > 1 else ""

    monkeypatch.setattr(script, "run", run)
    for _ in range(2):  # a second run finds all of it done
        monkeypatch.setattr("sys.argv", ["mutants", "--folder", str(tmp_path)])
        script.main()
        assert capsys.readouterr().out.endswith("2 changes, 1 survived:\nx.py:2: 2 -> (3)\n")
    assert sorted(asked[:3]) == [([1], ["tests/test_x.py::a"]), ([1, 2], []), ([2], ["tests/test_x.py::a"])]
