"""Only a page's mark or a person's word makes text a heading; all else waits, and validate asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.rules.catalogue import choose_rules
from click.testing import CliRunner, Result

from tests.edits import TODAY, Edit

TEXT = "Dim light\n\nStem cells do not raise the risk of cancer\n\n感染罕见。死亡率没有增加。\n\nNobody was harmed."
IDS = [f"P{number:03}" for number in range(9, 14)]


def claimpack_anchor(
    folder: Path, *arguments: str, answer: str = "", text: str = TEXT, name: str = "dark.txt"
) -> Result:
    if not (folder / name).exists():
        Edit(file={name: text}).apply(folder)
    command = ["anchor", str(folder / name), str(folder), "--article-id", "dark", *arguments]
    return CliRunner().invoke(main, command, input=answer, catch_exceptions=False)


def passages(folder: Path) -> dict[str, tuple[str, str, str]]:
    table = load(folder, today=TODAY).table("passages")
    cells = zip(
        *(table.cells(column) for column in ("passage_id", "kind", "coverage", "coverage_reason", "article_id")),
        strict=True,
    )
    return {
        passage_id: (kind, coverage, why) for passage_id, kind, coverage, why, article in cells if article == "dark"
    }


def waiting(folder: Path) -> set[str]:
    report = run(load(folder, today=TODAY), choose_rules(["passage-without-claim"], []))
    assert {problem.hint for problem in report.problems} <= {"Add the claim, or set the coverage to none and say why."}
    return {subject for problem in report.problems for subject in problem.subjects}


WAITS = ("sentence", "claims", "")
HEADING = ("heading", "none", "Heading.")


@pytest.mark.parametrize(
    ("arguments", "answer", "headings"),
    [
        pytest.param(["--yes"], "", set(), id="nobody said so"),
        pytest.param(["--yes", "--heading", "P009"], "", {"P009"}, id="an option"),
        pytest.param(["--yes", "--heading", "P009", "--heading", "P013"], "", {"P009", "P013"}, id="two options"),
        pytest.param([], "\ny\n", set(), id="Enter"),
        pytest.param([], "P009\ny\n", {"P009"}, id="an id"),
        pytest.param([], "P009 P010\ny\n", {"P009", "P010"}, id="two ids"),
        pytest.param([], "all\ny\n", {"P009", "P010"}, id="all"),
        pytest.param([], "P013\nP009\ny\n", {"P009"}, id="another line first"),
        pytest.param(["--heading", "P009"], "\ny\n", {"P009"}, id="an option, and Enter"),
    ],
)
def test_a_person_says_what_is_a_heading(arguments: list[str], answer: str, headings: set[str], tmp_path: Path) -> None:
    result = claimpack_anchor(tmp_path, *arguments, answer=answer)
    assert result.exit_code == 0, result.output
    assert passages(tmp_path) == {each: HEADING if each in headings else WAITS for each in IDS}
    assert waiting(tmp_path) == set(IDS) - headings


def test_what_is_asked(tmp_path: Path) -> None:
    result = claimpack_anchor(tmp_path, answer="P013\nP009\ny\n")
    lines = result.output.splitlines()
    begin = lines.index("Short lines without a full stop:")
    question = "Which of them are headings? Ids separated by blanks, all, or Enter for none"
    assert lines[begin : begin + 7] == [
        "Short lines without a full stop:",
        "  P009  Dim light",
        "  P010  Stem cells do not raise the risk of cancer",
        f"{question}: P013",
        "Error: P013: not one of these lines.",
        f"{question}: P009",
        "Write this to the package? [y/N]: y",
    ]


def test_what_is_told_where_nothing_is_asked(tmp_path: Path) -> None:
    result = claimpack_anchor(tmp_path, "--yes")
    assert (
        "2 short lines wait for a claim, unless you say that it is a heading (for example --heading P009 --heading"
        " P010): P009 and P010." in result.output.splitlines()
    )


def test_a_recorded_passage_is_called_a_heading_later(tmp_path: Path) -> None:
    claimpack_anchor(tmp_path, "--yes")
    assert claimpack_anchor(tmp_path, "--yes", "--heading", "P010").exit_code == 0
    assert passages(tmp_path)["P010"] == HEADING
    assert claimpack_anchor(tmp_path, "--yes").exit_code == 0
    assert passages(tmp_path)["P010"] == HEADING


@pytest.mark.parametrize(
    ("named", "message"),
    [
        pytest.param(
            "P999",
            "Error: --heading names P999: no passage of the text has that id. claimpack anchor"
            " shows the ids before it writes.",
            id="no such passage",
        ),
        pytest.param(
            "P3",
            "Error: --heading names P3, on which C1 rests: a heading carries no claim. Move the claim to another"
            " passage first, or leave --heading P3 out.",
            id="claims rest on it",
        ),
    ],
)
def test_what_is_refused(named: str, message: str, tmp_path: Path) -> None:
    Edit().apply(tmp_path)
    before = (tmp_path / "claims/passages.csv").read_bytes()
    command = ["anchor", str(tmp_path / "article.txt"), str(tmp_path), "--yes", "--heading", named]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (result.exit_code, (tmp_path / "claims/passages.csv").read_bytes()) == (2, before)
    assert " ".join(result.stderr.split()).endswith(message)


@pytest.mark.parametrize(
    "line",
    [
        "Cells do not raise the risk of cancer",
        "Is it safe? Yes",
        "Safe",
        "By A. Writer",
        "Updated 19 May 2026",
        "幹細胞は安全です",
        "การรักษาปลอดภัย",
        "Side effects:",
        "• Fever is rare",
        "A | B",
    ],
)
@pytest.mark.parametrize("mark", ["{}", "<p>{}</p>", "<b>{}</b>", "<li>{}</li>", "<table><tr><th>{}<th>x</table>"])
def test_no_text_is_claimless_unsaid(line: str, mark: str, tmp_path: Path) -> None:
    name = "dark.txt" if mark == "{}" else "dark.html"
    text = f"<h1>Light</h1>{mark.format(line)}" if name == "dark.html" else line
    assert claimpack_anchor(tmp_path, "--yes", text=text, name=name).exit_code == 0
    recorded = {each: row for each, row in passages(tmp_path).items() if row != HEADING or name == "dark.txt"}
    assert {row[1:] for row in recorded.values()} == {("claims", "")}
    assert waiting(tmp_path) == set(recorded)
