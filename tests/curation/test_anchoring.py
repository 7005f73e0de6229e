"""Pinning finds recorded passages again, keeps what people wrote of them, and proposes passages for the rest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import click
import pytest
from claimpack.cli import main
from claimpack.curation.articles.anchoredtables import new_tables
from claimpack.curation.articles.anchoring import Anchoring, Changed, anchor
from claimpack.curation.articles.articlefile import ArticleFile
from claimpack.curation.tableedit import UneditableError, refuse_bad_values, with_rows
from claimpack.engine import run
from claimpack.package.article import ArticleText, normalise, sha256
from claimpack.package.citations import listed_citations
from claimpack.package.csvfile import parse
from claimpack.package.load import load, read_article
from claimpack.package.table import Table
from claimpack.package.tableschema import table_schema
from claimpack.rules.catalogue import choose_rules
from claimpack.wording import quoted
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import EXAMPLE, TODAY, Edit

TEXT = read_article(EXAMPLE / "article.txt").text
RECORDED = load(EXAMPLE, today=TODAY).table("passages")
EMPTY = Table(table_schema("passages"), "passages.csv", parse(",".join(table_schema("passages").fields).encode()))
KEPT = ("passage_id", "article_id", "kind", "citations", "coverage", "coverage_reason")


def pin(text: str, table: Table = RECORDED) -> Anchoring:
    return anchor(table, "light", ArticleFile(ArticleText("article.txt", text)), listed_citations("12"))


def rows_of(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.file.header, record, strict=True)) for record in table.file.records]


def written(table: Table, rows: list[dict[str, str]]) -> Table:
    return Table(table.schema, table.path, parse(with_rows(table, rows)))


def moved_in(result: Anchoring, table: Table = RECORDED) -> set[str]:
    """Ids of the passages that stand somewhere else than they were recorded."""
    recorded = {row["passage_id"]: row["start"] for row in rows_of(table)}
    return {row["passage_id"] for row in result.rows if row["start"] != recorded.get(row["passage_id"], row["start"])}


def texts_of(result: Anchoring, text: str) -> list[str]:
    return [text[int(row["start"]) : int(row["end"])] for row in result.rows]


def test_pinning_an_unchanged_article_changes_nothing() -> None:
    assert pin(TEXT) == Anchoring(rows_of(RECORDED), [], [])


INSERTIONS = [
    pytest.param(lambda text: f"Winter\n\n{text}", {"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"}, id="first"),
    pytest.param(
        lambda text: text.replace("depression. In", "depression. Winter is dark. In"),
        {"P3", "P4", "P5", "P6", "P7", "P8"},
        id="between two sentences",
    ),
    pytest.param(lambda text: text.replace("\n• Eye", "\n• Winter2\n• Eye"), {"P6", "P7", "P8"}, id="in the list"),
    pytest.param(lambda text: f"{text} Winter is dark.", set(), id="last"),
]


@pytest.mark.parametrize(("change", "moved"), INSERTIONS)
def test_text_that_was_put_in_is_proposed_and_the_rest_moves(change: Callable[[str], str], moved: set[str]) -> None:
    text = change(TEXT)
    result = pin(text)
    assert (result.new, moved_in(result), result.gone) == (["P009"], moved, [])
    old = [{column: row[column] for column in KEPT} for row in result.rows if row["passage_id"] != "P009"]
    assert old == [{column: row[column] for column in KEPT} for row in rows_of(RECORDED)]
    assert [row["position"] for row in result.rows] == [str(number) for number in range(1, 10)]
    assert next(row for row in result.rows if row["passage_id"] == "P009")["opening_words"].startswith("Winter")


def test_a_proposed_passage_is_filled_in() -> None:
    text = f"{TEXT}\n\nAfter the winter\n\n• Sleep was better in the trials than it ever was before.1,2"
    heading, item = pin(text).rows[-2:]
    assert heading == {
        "passage_id": "P009",
        "article_id": "light",
        "position": "9",
        "kind": "sentence",
        "start": "328",
        "end": "344",
        "sha256": sha256("After the winter"),
        "opening_words": "After the winter",
        "closing_words": "",
        "citations": "",
        "coverage": "claims",
        "coverage_reason": "",
    }
    assert item["passage_id"] == "P010"
    assert (item["kind"], item["citations"]) == ("list_item", "1;2")
    assert (item["opening_words"], item["closing_words"]) == ("Sleep was better", "ever was before")
    assert (item["coverage"], item["coverage_reason"]) == ("claims", "")


def test_a_sentence_that_was_taken_out_is_listed_as_gone() -> None:
    result = pin(TEXT.replace("Side effects include:\n", ""))
    assert (result.new, moved_in(result), result.gone) == ([], {"P5", "P6", "P7", "P8"}, ["P4"])
    assert "P4" not in {row["passage_id"] for row in result.rows}


def test_a_sentence_that_was_reworded_keeps_its_id() -> None:
    text = TEXT.replace("data are scarce.", "data are sparse.")
    result = pin(text)
    assert (result.new, moved_in(result), result.gone) == ([], set(), [])
    assert result.changed == [Changed("P8", None, "", "sentence")]
    assert texts_of(result, text)[-1] == "Long-term data are sparse."
    assert result.rows[-1]["sha256"] == sha256("Long-term data are sparse.")


def test_citations_that_are_no_numbers_stay_where_a_passage_was_reworded() -> None:
    recorded = rows_of(RECORDED)[-1]
    table = written(RECORDED, [recorded | {"citations": "Smith et al., 2020;†"}])
    result = pin(TEXT.replace("data are scarce.", "data are sparse.2"), table)
    assert result.rows[-1]["citations"] == "2;Smith et al., 2020;†"


def test_a_reference_list_may_cite_by_something_else_than_numbers(tmp_path: Path) -> None:
    Edit(append={"claims/references.csv": 'light,"Smith et al., 2020",S1\nlight,†,S2\n'}).apply(tmp_path)
    result = claimpack_anchor(tmp_path, "--yes")
    assert (result.exit_code, result.exception) == (0, None)


def test_equal_headings_that_moved_keep_their_order() -> None:
    text = "Risks\n\nHarm is rare.\n\nRisks\n\nPain is common."
    table = written(EMPTY, pin(text, EMPTY).rows)
    result = pin(f"Winter is dark.\n\n{text}", table)
    assert [row["passage_id"] for row in result.rows] == ["P005", "P001", "P002", "P003", "P004"]


def test_a_passage_of_another_article_is_left_alone_and_its_id_not_given_twice() -> None:
    table = written(RECORDED, [rows_of(RECORDED)[0] | {"passage_id": "P41", "article_id": "dark"}])
    result = pin(f"{TEXT} Winter is dark.", table)
    assert result.new == ["P042"]
    assert {row["article_id"] for row in result.rows} == {"light"}


@given(st.text() | st.text(st.sampled_from([*"abA1.?: •\n"]), max_size=60))
def test_any_text_is_pinned_without_a_gap_and_pinning_it_again_changes_nothing(written_text: str) -> None:
    text = normalise(written_text.replace("\0", ""))  # no file with NUL is read
    first = pin(text, EMPTY)
    assert "".join("".join(texts_of(first, text)).split()) == "".join(text.split())
    assert all(int(before["end"]) <= int(after["start"]) for before, after in pairwise(first.rows))
    assert pin(text, written(EMPTY, first.rows)) == Anchoring(first.rows, [], [])


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*.*")) if file.is_file() and ".claimpack" not in file.parts)
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def claimpack_anchor(folder: Path, *arguments: str, answer: str = "") -> Result:
    command = ["anchor", str(folder / "article.txt"), str(folder), *arguments]
    return CliRunner().invoke(main, command, input=answer, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example package, with a sentence put into its article."""
    Edit(replace={"article.txt": [["depression. In", "depression. Winter is dark. In"]]}).apply(tmp_path / "package")
    return tmp_path / "package"


def test_an_unchanged_package_stays_byte_for_byte(tmp_path: Path) -> None:
    Edit().apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "--yes")
    assert (result.exit_code, snapshot(tmp_path)) == (0, before)
    assert result.stdout.startswith("light: 326 characters, 8 passages: 8 stayed, 0 moved, 0 changed, 0 gone, 0 new.\n")


def test_nothing_is_written_when_the_answer_is_no(folder: Path) -> None:
    before = snapshot(folder)
    result = claimpack_anchor(folder, answer="n\n")
    assert (result.exit_code, snapshot(folder)) == (1, before)
    assert result.stdout.splitlines() == [
        "light: 342 characters, 9 passages: 8 stayed, 0 moved, 0 changed, 0 gone, 1 new.",
        "",
        "New (1)",
        "  Bright light therapy: is it safe?",
        "    P009      91–106    sentence   Winter is dark.",
        "Write this to the package? [y/N]: n",
        "Nothing was written.",
    ]


def test_nothing_is_written_without_an_answer(folder: Path) -> None:
    before = snapshot(folder)
    result = claimpack_anchor(folder)
    assert result.exit_code == 1
    assert result.stdout.endswith("Nothing was written: nobody answered. Add --yes to write.\n")
    assert snapshot(folder) == before


@pytest.mark.parametrize(("arguments", "answer"), [(["--yes"], ""), ([], "y\n")], ids=["--yes", "answered"])
def test_what_was_shown_is_written(folder: Path, arguments: list[str], answer: str) -> None:
    before = snapshot(folder)
    result = claimpack_anchor(folder, *arguments, answer=answer)
    assert result.exit_code == 0
    next_step = f"claimpack validate {folder} --article {folder / 'article.txt'}"
    assert result.stdout.splitlines()[-1] == f"Written. Now run: {next_step}"
    after = snapshot(folder)
    assert {path for path in after if after[path] != before.get(path)} == {"claims/articles.csv", "claims/passages.csv"}
    assert set(after) == set(before)
    report = run(load(folder, [folder / "article.txt"], today=TODAY), choose_rules(["structure", "article"], []))
    assert [(problem.rule, problem.subjects) for problem in report.problems] == [("passage-without-claim", ("P009",))]
    assert claimpack_anchor(folder, "--yes").exit_code == 0
    assert snapshot(folder) == after


def test_what_is_gone_is_told_and_left(tmp_path: Path) -> None:
    Edit(replace={"article.txt": [[" Long-term data are scarce.", ""]]}).apply(tmp_path)
    row = (tmp_path / "claims/passages.csv").read_text(encoding="utf-8").splitlines()[-1]
    result = claimpack_anchor(tmp_path, "--yes")
    assert result.stdout.splitlines()[1:6] == [
        "",
        "Gone (1)",
        "  P8  Long-term data are",
        "    C5  Little is known about the long run.",
        "    Move its claims to the passages that replace it, then delete its row. Until then claimpack validate"
        " reports it.",
    ]
    assert row in (tmp_path / "claims/passages.csv").read_text(encoding="utf-8").splitlines()


def test_an_article_that_is_new_to_the_package(tmp_path: Path) -> None:
    Edit(file={"article.txt": "Dim light\n\nNobody was harmed by it.7\n"}).apply(tmp_path)
    old = snapshot(tmp_path)
    assert claimpack_anchor(tmp_path, "--article-id", "dark", "--language", "en-GB", "--yes").exit_code == 0
    new = snapshot(tmp_path)
    for path in ("claims/articles.csv", "claims/passages.csv"):
        header, *rows = old[path].splitlines(keepends=True)
        assert new[path].startswith(header)
        assert new[path].endswith(b"".join(rows))  # dark before light
    table = load(tmp_path, today=TODAY).table("articles")
    assert [table.cells(column)[0] for column in ("article_id", "title", "language", "text_length")] == [
        "dark",
        "Dim light",
        "en-GB",
        "36",
    ]
    passages = load(tmp_path, today=TODAY).table("passages")
    assert list(passages.cells("citations"))[:2] == ["", "7"]


@pytest.mark.parametrize("before", ["=", "+ ", "---\n", "# ", "• ", "@"])
def test_signs_before_the_first_words_are_no_part_of_the_title(before: str, tmp_path: Path) -> None:
    Edit(file={"article.txt": f"{before}“Dim” light-therapy\n\nNobody was harmed.\n"}).apply(tmp_path)
    assert claimpack_anchor(tmp_path, "--article-id", "dark", "--yes").exit_code == 0
    assert load(tmp_path, today=TODAY).table("articles").cells("title")[0] == "“Dim” light-therapy"


def test_another_title_may_be_given(tmp_path: Path) -> None:
    Edit(file={"article.txt": "Dim light\n"}).apply(tmp_path)
    claimpack_anchor(tmp_path, "--article-id", "dark", "--title", "On dim light", "--yes")
    assert load(tmp_path, today=TODAY).table("articles").cells("title")[0] == "On dim light"


TWO = {"articles": f"article_id,title,language,text_sha256,text_length\ndark,Dim light,en,{'0' * 64},9"}


WHY = ": claimpack validate says why; claimpack fmt repairs what a spreadsheet changed."


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        pytest.param(
            Edit(append={"claims/passages.csv": "P9,light\n"}),
            "Error: claims/passages.csv has problems of structure: correct what claimpack validate reports first.",
            id="a row is too short",
        ),
        pytest.param(
            Edit(append={"claims/articles.csv": "\n"}),
            "Error: claims/articles.csv has problems of structure: correct what claimpack validate reports first.",
            id="a blank row in the other table",
        ),
        pytest.param(
            Edit(append={"claims/passages.csv": '"P9,light\n'}),
            f"Error: claims/passages.csv could not be read{WHY}",
            id="a quotation mark is not closed",
        ),
        pytest.param(
            Edit(replace={"claims/passages.csv": [["closing_words,", "closing_word,"]]}),
            f"Error: claims/passages.csv has no column closing_words{WHY}",
            id="a column is missing",
        ),
        pytest.param(
            Edit(delete=["claims/references.csv"]),
            f"Error: claims/references.csv is not there{WHY}",
            id="a table is missing",
        ),
        pytest.param(
            Edit(csv=TWO),
            "Error: The package has 2 articles: name one with --article-id (light, dark).",
            id="it is not clear which article",
        ),
        pytest.param(
            Edit(hex={"article.txt": "ff41"}),
            "save it as plain text in UTF-8.",
            id="the article is not UTF-8",
        ),
        pytest.param(Edit(delete=["datapackage.json"]), "or its folder.", id="no package"),
    ],
)
def test_what_can_t_be_done_is_refused_and_nothing_written(edit: Edit, message: str, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "--yes")
    assert (result.exit_code, snapshot(tmp_path)) == (3 if message.endswith(WHY) else 2, before)
    assert " ".join(result.stderr.split()).endswith(message)


@pytest.mark.parametrize(
    ("edit", "cell"),
    [
        pytest.param(
            Edit(
                replace={
                    "claims/passages.csv": [["reason\n", "reason,seen_by\n"], ["none,Title.\n", "none,Title.,Kim\n"]]
                }
            ),
            "Title.,Kim",
            id="a column of the curator's own",
        ),
        pytest.param(
            Edit(csv={"passages": "passage_id,coverage_reason\nP1," + "Title. " * 50}),
            "Title. " * 50,
            id="a reason that is too long",
        ),
        pytest.param(Edit(csv={"passages": "passage_id,citations\nP5,1;2;2"}), "1;2;2", id="a repeated citation"),
        pytest.param(Edit(csv={"passages": "passage_id,kind\nP2,paragraph"}), "paragraph", id="another kind"),
    ],
)
def test_no_cell_is_lost(edit: Edit, cell: str, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    claimpack_anchor(tmp_path, "--yes")
    assert cell in (tmp_path / "claims/passages.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(csv={"passages": "passage_id,start\nP4,about 176"}), id="its start"),
        pytest.param(Edit(csv={"passages": "passage_id,sha256\nP4,43bd29ce"}), id="its hash"),
        pytest.param(Edit(replace={"claims/passages.csv": [["P4,light", "P 4,light"]]}), id="its id"),
    ],
)
def test_a_passage_of_which_a_cell_can_t_be_read_is_not_recorded_twice(edit: Edit, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    claimpack_anchor(tmp_path, "--yes")
    assert list(load(tmp_path, today=TODAY).table("passages").cells("opening_words")).count("Side effects include") == 1


def test_what_is_written_is_fit_for_its_cells(tmp_path: Path) -> None:
    lines = "Photo\u00adtherapy is safe.", f"https://example.org/{'a' * 60}", "In 12 trials of all sizes we saw - none."
    Edit(file={"article.txt": "\n".join(lines)}).apply(tmp_path)
    assert claimpack_anchor(tmp_path, "--yes").exit_code == 0
    assert [
        problem.message for problem in run(load(tmp_path, today=TODAY), choose_rules(["structure"], [])).problems
    ] == []


def test_the_claims_stay_with_the_twin_that_has_not_changed() -> None:
    text = "Title\n\nPain here.\n\nOther words.\n\nPain here."
    first = pin(text, EMPTY)
    table = written(EMPTY, first.rows)
    again = pin(text.replace("Pain here.", "Gain here.", 1), table)
    standing = {row["passage_id"]: int(row["start"]) for row in again.rows}
    assert standing["P004"] == text.rindex("Pain")
    assert again.gone == ["P002"]


def test_a_passage_whose_end_was_mistyped_is_known_by_its_text(tmp_path: Path) -> None:
    Edit(csv={"passages": "passage_id,end\nP6,240\n"}).apply(tmp_path)
    assert claimpack_anchor(tmp_path, "--yes").exit_code == 0
    report = run(load(tmp_path, [tmp_path / "article.txt"], today=TODAY), choose_rules(["structure", "article"], []))
    assert report.problems == ()


def test_passages_are_merged_by_trusting_offsets(tmp_path: Path) -> None:
    Edit(csv={"passages": "passage_id,end\nP7,326\n", "claims": "claim_id,passage_id\nC5,P7\n"}).apply(tmp_path)
    passages = tmp_path / "claims/passages.csv"
    lines = passages.read_text(encoding="utf-8").splitlines(keepends=True)
    passages.write_text("".join(line for line in lines if not line.startswith("P8,")), encoding="utf-8")
    assert claimpack_anchor(tmp_path, "--yes", "--trust-offsets", "P7").exit_code == 0
    report = run(load(tmp_path, [tmp_path / "article.txt"], today=TODAY), choose_rules(["structure", "article"], []))
    assert report.problems == ()


@pytest.mark.parametrize(
    ("arguments", "text"), [(["--article-id", "A 1;x"], "Safe."), (["--language", "Klingon"], "Safe."), ([], "  \n")]
)
def test_what_validate_would_refuse_is_not_written(arguments: list[str], text: str, tmp_path: Path) -> None:
    Edit(file={"article.txt": text}).apply(tmp_path)
    before = snapshot(tmp_path)
    assert claimpack_anchor(tmp_path, "--yes", *arguments).exit_code == 2
    assert snapshot(tmp_path) == before


def test_a_passage_that_ends_before_it_starts_is_known_by_its_text(tmp_path: Path) -> None:
    Edit(csv={"passages": "passage_id,end\nP6,200\n"}).apply(tmp_path)
    assert claimpack_anchor(tmp_path, "--yes").exit_code == 0
    report = run(load(tmp_path, [tmp_path / "article.txt"], today=TODAY), choose_rules(["structure", "article"], []))
    assert report.problems == ()


def test_what_is_gone_and_needed_keeps_its_length_behind_the_end() -> None:
    """By that it is found again if it returns; without offsets it is a character, since a passage can't be empty."""
    first = pin("A\n\nOther words.\n\nPain here.", EMPTY)
    table = written(EMPTY, [first.rows[0], first.rows[1], first.rows[2] | {"start": "", "end": ""}])
    rest = ArticleFile(ArticleText("article.txt", "Other words."))
    left = anchor(table, "light", rest, listed_citations("12"), needed={"P001", "P003"}).left
    assert [(row["passage_id"], row["start"], row["end"]) for row in left] == [
        ("P001", "13", "14"),
        ("P003", "15", "16"),
    ]


def test_two_passages_of_one_text_that_are_gone_are_both_told() -> None:
    first = pin("Title\n\nPain here.\n\nOther words.\n\nPain here.", EMPTY)
    assert pin("Title\n\nOther words.", written(EMPTY, first.rows)).gone == ["P002", "P004"]


@pytest.mark.parametrize(
    ("edit", "trusted", "message"),
    [
        pytest.param(
            Edit(),
            "P99",
            "--trust-offsets names P99: no passage of light has that id.",
            id="no passage",
        ),
        pytest.param(
            Edit(csv={"passages": "passage_id,start,end\nP8,500,526\n"}),
            "P8",
            "The offsets of P8, 500 to 526, can't be trusted: the text has 326 characters."
            " Set its start and end so that it is inside the text.",
            id="behind the end",
        ),
        pytest.param(
            Edit(csv={"passages": "passage_id,end\nP8,327\n"}),
            "P8",
            "The offsets of P8, 300 to 327, can't be trusted: the text has 326 characters."
            " Set its start and end so that it is inside the text.",
            id="one too far",
        ),
        pytest.param(
            Edit(csv={"passages": "passage_id,start\nP8,500\n"}),
            "P8",
            "The offsets of P8, 500 to 326, can't be trusted: the text has 326 characters."
            " Set its start and end so that it is inside the text.",
            id="backwards",
        ),
        pytest.param(
            Edit(csv={"passages": "passage_id,start\nP8,\n"}),
            "P8",
            "The offsets of P8, no start to 326, can't be trusted: the text has 326 characters."
            " Set its start and end so that it is inside the text.",
            id="blank",
        ),
    ],
)
def test_offsets_that_can_not_be_trusted(edit: Edit, trusted: str, message: str, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "--yes", "--trust-offsets", trusted)
    assert (result.exit_code, snapshot(tmp_path)) == (2, before)
    assert " ".join(result.stderr.split()).endswith(f"Error: {message}")


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        pytest.param(
            "Safety of lamps",
            ["--title", "@SUM(A1)"],
            'title is "@SUM(A1)", which begins like a formula. Begin it with a letter, or a spreadsheet would run it.',
            id="the title is a formula",
        ),
        pytest.param(
            "Safety of \ue000 lamps",
            [],
            'title is "Safety of \\u{E000} lamps", which holds a private-use character (U+E000). Type it again.',
            id="a character that nobody sees",
        ),
    ],
)
def test_a_title_that_validate_would_refuse(text: str, arguments: list[str], message: str, tmp_path: Path) -> None:
    Edit(file={"article.txt": text}).apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "--yes", "--article-id", "dark", *arguments)
    assert (result.exit_code, snapshot(tmp_path)) == (2, before)
    assert " ".join(result.stderr.split()).endswith(
        f"Error: {message[:-1]}. Give the article another title with --title."
    )
    assert claimpack_anchor(tmp_path, "--yes", "--article-id", "dark", "--title", "Lamps").exit_code == 0


@given(st.text(min_size=1) | st.text(st.sampled_from([*"=+-@＝ab1\u200d\ue000. \n"]), min_size=1, max_size=90))
def test_whatever_an_article_says_its_passages_may_stand_in_their_table(written_text: str) -> None:
    text = normalise(written_text.replace("\0", ""))
    for column in EMPTY.schema.fields:
        refuse_bad_values(EMPTY.schema, column, [row[column] for row in pin(text, EMPTY).rows])


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("closing_words", "+1 800", "begins like a formula. Begin it with a letter, or a spreadsheet would run it"),
        ("opening_words", "head\u200bache", "holds zero width space (U+200B). Type it again"),
        (
            "kind",
            "verse",
            "is not one of the allowed words. Allowed: heading, sentence, list_item, byline, table_row, caption, "
            "reference",
        ),
    ],
)
def test_a_passage_that_validate_would_refuse_is_not_written(column: str, cell: str, why: str) -> None:
    package = load(EXAMPLE, today=TODAY)
    text = ArticleText("article.txt", TEXT)
    result = pin(TEXT)
    assert set(new_tables(package, result, text, "light", None, "en")) == {"articles", "passages"}
    result.rows[0][column] = cell
    with pytest.raises(UneditableError) as error:
        new_tables(package, result, text, "light", None, "en")
    assert str(error.value) == f"{column} is {quoted(cell)}, which {why}"


def test_what_stood_in_the_table_before_keeps_nothing_from_being_pinned(folder: Path) -> None:
    passages = folder / "claims/passages.csv"
    passages.write_bytes(passages.read_bytes().replace(b"none,Title.\n", b"none,=Title.\n"))
    assert claimpack_anchor(folder, "--yes").exit_code == 0
    assert b"none,=Title.\n" in passages.read_bytes()


def test_a_table_that_changed_while_the_question_stood_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = folder / "claims/passages.csv"

    def edit_and_agree(_: str) -> bool:
        passages.write_bytes(passages.read_bytes().replace(b"Title.", b"The title."))
        return True

    monkeypatch.setattr(click, "confirm", edit_and_agree)
    result = claimpack_anchor(folder)
    assert (result.exit_code, result.stderr) == (
        3,
        "Error: claims/passages.csv was changed by somebody else in the meantime: try again.\n",
    )
    assert b"The title." in passages.read_bytes()
    assert b"P009" not in passages.read_bytes()


def test_the_command_to_run_next_is_fit_for_a_shell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "article.txt").rename(folder / "my article.txt")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["anchor", "my article.txt", "--yes"], catch_exceptions=False)
    assert result.stdout.splitlines()[-1] == "Written. Now run: claimpack validate --article 'my article.txt'"
    monkeypatch.chdir(folder.parent)
    folder.rename(folder.parent / "my claims")
    arguments = ["anchor", "my claims/my article.txt", "my claims", "--yes"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.stdout.splitlines()[-1] == (
        "Written. Now run: claimpack validate 'my claims' --article 'my claims/my article.txt'"
    )
