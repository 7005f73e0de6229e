"""Wherever a command that writes is killed or finds the disk full, every file is whole, old or new."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from claimpack.cli import main
from claimpack.package.claimdigest import claim_digest
from claimpack.package.load import load
from click.testing import CliRunner

from tests.edits import EXAMPLE, TODAY
from tests.severalfiles import divide
from tests.writing.steps import KILLED, Runs, Step, Tree, run_at_every_step

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills as POSIX does")

NEXT = ["new", "concept", "--concept-id", "hiccups", "--kind", "outcome", "--label", "Hiccups", "--yes"]
PAGE = """<!doctype html><html lang="en"><head><title>Lamps</title></head><body><article><h1>Lamps</h1>
<p>Lamps give light to the people who sit before them. They are used in the morning as a rule.</p>
<p>Nobody has said much about hiccups under lamps, and this page says no more about them.</p>
</article></body></html>
"""


def with_page(folder: Path) -> None:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")


def with_page_and_list(folder: Path) -> None:
    listed = "<h2>References</h2><ol><li>Roe J, Poe K. Harm after light. J Test. 2020;1:2-3. doi:10.1000/abc.1</li>"
    listed += "<li>Doe A. Sleep and light. J Light. 2018;4:5-6. PMID: 123</li></ol></article>"
    page = PAGE.replace("rule.</p>", "rule.<sup>1,2</sup></p>").replace("</article>", listed)
    (folder / "page.html").write_text(page, encoding="utf-8")


def untidy(folder: Path) -> None:
    for name in ("concepts", "relations", "sources"):
        table = folder / f"claims/{name}.csv"
        table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))


def with_workbook(folder: Path) -> None:
    made = CliRunner().invoke(main, ["sheet", "export", str(folder / "claims.xlsx"), str(folder)])
    assert made.exit_code == 0, made.output
    book = openpyxl.load_workbook(folder / "claims.xlsx")
    for name, column in (("concepts", "label"), ("sources", "title")):
        sheet = book[name]
        cells = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, cells[column], "Another one")
    book.save(folder / "claims.xlsx")


def with_references(folder: Path) -> None:
    (folder / "library.nbib").write_text(
        "PMID- 9\nTI  - New lamps.\nAU  - Li B\nDP  - 2021\nRIN - J Lamps. 2022. PMID: 8\n", encoding="utf-8"
    )


def with_build(folder: Path) -> None:
    made = CliRunner().invoke(main, ["build", str(folder), "--allow-warnings", "--output", str(folder / "dist")])
    assert made.exit_code == 0, made.output
    table = folder / "claims/concepts.csv"
    table.write_bytes(table.read_bytes() + b"hiccups,outcome,Hiccups,,,\n")


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def with_own_files(folder: Path) -> None:
    emptied(folder)
    (folder / "README.md").write_text("mine", encoding="utf-8")
    (folder / "claims").mkdir()
    (folder / "claims/notes.txt").write_text("mine", encoding="utf-8")


def in_several_files(folder: Path) -> None:
    divide(folder, "passages", [2, 5])
    divide(folder, "claims", [2, 4])


def with_problem(folder: Path) -> None:
    table = folder / "claims/sources.csv"
    columns = table.read_text(encoding="utf-8").splitlines()[0].count(",")
    table.write_bytes(table.read_bytes() + f"S9,unidentified{',' * (columns - 1)}\n".encode())


def with_abstract(folder: Path) -> None:
    text = "The risk of headache rose (RR 1.50, 95% CI 1.10 to 2.05). "
    text += "The risk of skin infection did not (RR 0.99, 0.90 to 1.09)."
    (folder / "abstract.txt").write_text(text.replace(". ", ".\n\n"), encoding="utf-8")


def with_notice(folder: Path) -> None:
    title, doi = "Light therapy in adults: a randomised trial", "10.5555/xlamps"
    columns = (folder / "claims/sources.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    cells = {"source_id": "S9", "status": "identified", "title": title, "doi": doi}
    with (folder / "claims/sources.csv").open("a", encoding="utf-8") as table:
        table.write(",".join(cells.get(column, "") for column in columns) + "\n")
    header = "Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason"
    row = f"{title},2/16/2024 0:00,10.5555/notice,{doi},0,Retraction,+Error in Data;"
    (folder / "watch.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")


def with_reviews(folder: Path) -> None:
    package = load(folder, [], today=TODAY)
    [claim] = [each for each in package.table("claims") if each.key == "C1"]
    review = {"claim_id": "C1", "digest": claim_digest(claim), "opinion": "agree", "comment": ""}
    content = {
        "claimpack_reviews": "1",
        "package": {"name": package.descriptor.name, "version": "1.0.0"},
        "reviewer": "A. Reader",
        "reviewed_on": "2026-02-20",
        "reviews": [review],
    }
    (folder / "reviews.json").write_text(json.dumps(content), encoding="utf-8")


CLAIMS_MAP = """[article]
article_id = "{Paper}"
text = "{Paper}.txt"
[claim]
quote = "{Quote}"
claim_type = "study_result"
statement = "{Outcome} was seen"
outcome = "{Outcome}"
effect_direction = "occurs"
population_basis = "not_reported"
"""


def with_claims(folder: Path) -> None:
    (folder / "lamp-1.txt").write_text("Sixty people sat before lamps. Their eyes were dry.\n", encoding="utf-8")
    (folder / "ours.csv").write_text("Paper,Outcome,Quote\nlamp-1,Dry eyes,Their eyes were dry\n", encoding="utf-8")
    (folder / "map.toml").write_text(CLAIMS_MAP, encoding="utf-8")


def with_claims_of_a_changed_file(folder: Path) -> None:
    with_claims(folder)
    imported = ["import", "claims", str(folder / "ours.csv"), "--mapping", str(folder / "map.toml")]
    result = CliRunner().invoke(main, [*imported, "--package", str(folder), "--yes"])
    assert result.exit_code == 0, result.output
    mapping = CLAIMS_MAP.replace('"{Outcome} was seen"', '"{Outcome} came up"')
    (folder / "map.toml").write_text(mapping, encoding="utf-8")


class Case(NamedTuple):
    """A command that writes."""

    command: Sequence[str]
    then: Sequence[str] = NEXT
    prepare: Callable[[Path], None] = lambda _: None
    without: Sequence[str] = ()


BUILD = ("build", "--allow-warnings")
CASES = {
    "import estimates": Case(["import", "estimates", "abstract.txt", "--source", "S2", "--yes"], prepare=with_abstract),
    "new": Case(
        ["new", "source", "--source-id", "S9", "--status", "unidentified", "--yes"],
    ),
    "new with concepts": Case(
        [
            *(
                "new",
                "claim",
                "--like",
                "C2",
                "--outcome",
                "chills",
                "--statement",
                "Chills come.",
                "--add-missing",
                "--yes",
            )
        ]
    ),
    "edit": Case(["edit", "C1", "--outcome", "chills", "--add-missing", "--yes"]),
    "edit several": Case(["edit", "P1", "P4", "--coverage", "none", "--reason", "Navigation.", "--yes"]),
    "edit in several files": Case(
        ["edit", "P1", "P4", "P8", "--coverage", "none", "--reason", "Navigation.", "--yes"], prepare=in_several_files
    ),
    "edit that adds a column to several files": Case(
        ["edit", "C1", "--dose", "10000 lux", "--yes"], prepare=in_several_files
    ),
    "acknowledge all": Case(
        ["acknowledge", "unused-source", "--all", "--yes", "--reason", "For context."], prepare=with_problem
    ),
    "import claims": Case(["import", "claims", "ours.csv", "--mapping", "map.toml", "--yes"], prepare=with_claims),
    "import claims of a changed file": Case(
        ["import", "claims", "ours.csv", "--mapping", "map.toml", "--replace", "--yes"],
        prepare=with_claims_of_a_changed_file,
    ),
    "acknowledge": Case(["acknowledge", "unused-source", "S9", "--reason", "For context."], prepare=with_problem),
    "anchor": Case(["anchor", "page.html", "--article-id", "A2", "--yes"], prepare=with_page),
    "anchor with references": Case(
        ["anchor", "page.html", "--article-id", "A2", "--references", "--yes"], prepare=with_page_and_list
    ),
    "fmt": Case(["fmt"], prepare=untidy),
    "sheet import": Case(["sheet", "import", "claims.xlsx", "--yes"], prepare=with_workbook),
    "import": Case(["import", "references", "library.nbib", "--yes"], prepare=with_references),
    "import retractions": Case(
        ["import", "retractions", "watch.csv", "--checked-on", "2026-02-20", "--yes"], prepare=with_notice
    ),
    "import reviews": Case(["import", "reviews", "reviews.json", "--yes"], prepare=with_reviews),
    "init of a new folder": Case(["init", "fresh"], then=["init", "fresh"], prepare=emptied),
    "init here": Case(["init", "."], then=["init", "."], prepare=emptied),
    "init beside own files": Case(["init", "."], then=["init", "."], prepare=with_own_files),
    "build": Case(BUILD, then=BUILD, prepare=with_build),
    "build where nothing is exchanged": Case(
        BUILD, then=BUILD, prepare=with_build, without=["claimpack.package.replacefolder:_exchange"]
    ),
    "first build": Case(BUILD, then=BUILD),
    "sheet export": Case(["sheet", "export", "claims.xlsx", "--force"], prepare=with_workbook),
    "a report": Case(["validate", "--output", "report.txt", "--fail-on", "never"]),
}


QUICK = ("acknowledge", "init of a new folder", "init beside own files")
CASES_MARKED = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in CASES]


def runs(name: str, folder: Path, how: str) -> Runs:
    case = CASES[name]
    shutil.copytree(EXAMPLE, folder)
    case.prepare(folder)
    return run_at_every_step(folder, case.command, case.then, how=how, without=case.without)


def of_users(tree: Tree) -> dict[str, str]:
    """The files of a folder but for those that Claimpack keeps for itself."""
    return {path: content for path, content in tree.items() if ".claimpack" not in path}


def is_whole(step: Step, before: Tree, after: Tree) -> None:
    """Every file is as it was or as it was to be, and none is gone."""
    for path, content in of_users(step.tree).items():
        assert content in (before.get(path), after.get(path)), f"{step.step}: {path}"
    assert set(before) & set(after) <= set(step.tree), step.step


@pytest.mark.parametrize("name", CASES_MARKED)
def test_a_kill_at_any_step_leaves_whole_files_and_the_next_command_works(name: str, tmp_path: Path) -> None:
    before, whole, steps = runs(name, tmp_path / "package", "kill")
    assert whole.code == 0, whole.output
    assert len(steps) > 3
    for step in steps:
        assert step.code == KILLED
        if "nothing is exchanged" not in name:
            is_whole(step, before, whole.tree)
        is_over = of_users(step.tree) == of_users(whole.tree)
        assert step.next_code == 0 or (is_over and name.startswith("init")), f"{step.step}: {step.next_output}"
        if name not in ("sheet export", "a report"):  # these are nobody's tables, and what is left goes a day later
            assert not [path for path in step.next_tree if ".claimpack-" in path], step.step
        if name.startswith(("init", "build", "first")):
            assert of_users(step.next_tree) == of_users(whole.tree), step.step
        else:
            assert b"hiccups,outcome,Hiccups" in bytes.fromhex(step.next_tree["claims/concepts.csv"])


@pytest.mark.parametrize("name", CASES_MARKED)
def test_a_full_disk_leaves_the_old_files_and_is_told(name: str, tmp_path: Path) -> None:
    before, whole, steps = runs(name, tmp_path / "package", "full")
    assert len(steps) > 3
    for step in steps:
        is_whole(step, before, whole.tree)
        assert not [path for path in step.tree if ".claimpack-" in path], step.step
        if step.code == 0:  # what failed was only for the next one's sake
            assert of_users(step.tree) == of_users(whole.tree), step.step
            continue
        assert step.code == 3, f"{step.step}: {step.output}"
        error = step.output.splitlines()[-1]
        assert error.startswith("Error: "), step.output
        assert "No space left on device" in error
        assert "Claimpack failed" not in error
        assert ".claimpack-" not in error
