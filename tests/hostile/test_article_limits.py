"""What is left out of an article because reading it would take too long is told, and such a package never passes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from claimpack.engine import run
from claimpack.package import passages
from claimpack.package.article import sha256
from claimpack.package.load import NotAPackageError, load
from claimpack.package.unavailable import Unavailable
from claimpack.report import Report
from claimpack.rules.catalogue import choose_rules

from tests.edits import EXAMPLE, TODAY
from tests.hostile.test_bounds import article, passage, rows

WITH_TEXT = ["article-changed", "citation-misread", "number-not-in-passage", "passage-changed", "passage-gap"]
TEXT = "In winter it is dark. " * 60 + "Light helps."


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "package")


def report_on(package: Path, records: Iterable[dict[str, str]]) -> Report:
    article(package, TEXT)
    rows(package, "passages", records)
    rules = choose_rules([*WITH_TEXT, "passage-overlap"])
    return run(load(package, [package / "article.txt"], today=TODAY), rules)


def assert_told(report: Report, why: str) -> None:
    """Every rule that needs the text gives the reason first, and none passes or counts as settled."""
    results = [result for result in report.rules if result.rule in WITH_TEXT]
    assert len(results) == len(WITH_TEXT)
    assert {str(result.reason)[: len(why)] for result in results} == {why}
    assert not [result for result in results if result.status == "passed" or result.settled]


def test_of_passages_that_overlap_the_longest_are_left_out(package: Path) -> None:
    whole = [passage(number, 0, len(TEXT), sha256(TEXT), opening_words="In winter") for number in range(2, 7)]
    short = passage(1, 0, 21, sha256(TEXT[:21]), opening_words="In summer")
    report = report_on(package, [*whole[:3], short, *whole[3:]])  # only two whole ones fit in beside the short one
    assert_told(report, "3 passages of light: its passages overlap, and its text is read at most 3 times for them")
    told = [(problem.rule, problem.subjects) for problem in report.problems]
    assert ("passage-changed", ("P1",)) in told, "the short one is read, wherever its row is"
    assert [rule for rule, _ in told].count("passage-overlap") == 5


def test_all_are_read_that_come_to_three_times_the_text(package: Path) -> None:
    whole = [passage(number, 0, len(TEXT), sha256(TEXT), opening_words="In winter") for number in range(1, 4)]
    results = {result.rule: (result.status, result.reason) for result in report_on(package, whole).rules}
    assert results["passage-changed"] == ("passed", None)


def test_a_passage_that_takes_too_long_to_find_is_a_problem_and_others_are_found(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "SEARCH_READINGS", 1)
    place = TEXT.index("Light")
    everywhere = passage(1, 20, 120, "0" * 64, opening_words="In winter")
    moved = passage(2, 0, 12, sha256("Light helps."), opening_words="Light helps")
    report = report_on(package, [everywhere, moved])
    assert_told(report, "1 passage of light that may have moved: its text is searched at most 2,000 times")
    found = [(problem.message, problem.hint) for problem in report.problems if problem.rule == "passage-changed"]
    assert found == [
        (
            "the text at 20–120 is not the one recorded, and 0 claims rest on it",
            "Searching the whole text for it would take too long here: let claimpack anchor do it.",
        ),
        (
            f"the recorded text is at {place}, not at 0–12",
            "Pin the passage again with claimpack anchor, which writes the offsets.",
        ),
    ]


def test_a_text_is_held_against_the_first_of_the_articles_that_record_it(package: Path) -> None:
    [header, light] = (package / "claims/articles.csv").read_text(encoding="utf-8").splitlines()
    (package / "claims/articles.csv").write_text(
        "\n".join([header, light.replace("light", "a", 1), light, light.replace("light", "b", 1)])
    )
    loaded = load(package, [package / "article.txt"], today=TODAY)
    assert list(loaded.article_texts) == ["a"]
    for article_id in ("light", "b"):
        with pytest.raises(
            Unavailable, match=f"^article {article_id} has the same text as a, and only a is checked against it$"
        ):
            loaded.article_text(article_id)
    report = run(loaded, choose_rules(["passage-changed", "lookalike-record"]))
    assert [(problem.rule, problem.subjects) for problem in report.problems] == [
        ("lookalike-record", ("light", "a")),
        ("lookalike-record", ("b", "a")),
    ]
    assert [result.status for result in report.rules] == ["not_run", "failed"]


def test_another_text_is_not_given_to_an_article_that_is_entered_twice(package: Path, tmp_path: Path) -> None:
    [header, light] = (package / "claims/articles.csv").read_text(encoding="utf-8").splitlines()
    (package / "claims/articles.csv").write_text("\n".join([header, light, light.replace("light", "b", 1)]))
    other = tmp_path / "other.txt"
    other.write_text("Something else.", encoding="utf-8")
    with pytest.raises(NotAPackageError, match=r"^it is not clear which article .*other\.txt is"):
        load(package, [package / "article.txt", other], today=TODAY)
    named = other.rename(tmp_path / "b.txt")
    loaded = load(package, [package / "article.txt", named], today=TODAY)
    assert {name: text.text for name, text in loaded.article_texts.items()}["b"] == "Something else."
