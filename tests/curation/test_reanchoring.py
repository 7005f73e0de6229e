"""A changed article: what moved is moved, what changed is shown with its claims, what is gone or new is listed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from claimpack.cli import main
from claimpack.curation.articles.anchoring import Anchoring, anchor
from claimpack.curation.articles.articlefile import ArticleFile
from claimpack.curation.tableedit import with_rows
from claimpack.engine import run
from claimpack.package.article import ArticleText, normalise
from claimpack.package.citations import Listed
from claimpack.package.csvfile import parse
from claimpack.package.load import load
from claimpack.package.table import Table
from claimpack.package.tableschema import table_schema
from claimpack.rules.catalogue import choose_rules
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.screen import terminal
from tests.edits import EXAMPLE, ROOT, TODAY, Edit

OLD = (EXAMPLE / "article.txt").read_text(encoding="utf-8")
LIST = "  • Mild headache in the first week1,2\n  • Eye strain2\n"
ADVICE = (
    "    Move its claims to the passages that replace it, then delete its row."
    " Until then claimpack validate reports it."
)
NOTE = "  The old text is not recorded; give it as --previous FILE to compare words."
C4 = "    C4  Lasting damage to the eyes has never been reported."
C5 = "    C5  Little is known about the long run."


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*.*")) if file.is_file() and ".claimpack" not in file.parts)
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def errors(folder: Path, article: str = "article.txt") -> list[tuple[str, tuple[str, ...]]]:
    report = run(load(folder, [folder / article], today=TODAY), choose_rules(["structure", "article"], []))
    return [(problem.rule, problem.subjects) for problem in report.problems if problem.severity == "error"]


def claimpack_anchor(folder: Path, article: str, *arguments: str, answer: str = "n\n") -> Result:
    command = ["anchor", str(folder / article), str(folder), *arguments]
    return CliRunner().invoke(main, command, input=answer, catch_exceptions=False)


def changed(tmp_path: Path, *replacements: tuple[str, str]) -> Path:
    """The example package with its article changed, and the old one in old.txt."""
    text = OLD
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    Edit(file={"article.txt": text, "old.txt": OLD}).apply(tmp_path / "package")
    return tmp_path / "package"


CASES = [
    pytest.param(
        [("with 1,640 adults", "with 1,460 adults")],
        "light: 326 characters, 8 passages: 7 stayed, 0 moved, 1 changed, 0 gone, 0 new.",
        [
            "Changed (1); read the claims on them again",
            "  P3  under “Bright light therapy: is it safe?”",
            "    In 12 trials with [-1,640-]{+1,460+} adults, headache was no more frequent than with dim light.1",
            "    C1  In trials, headache was as frequent with bright light as with dim light.",
        ],
        id="one number",
    ),
    pytest.param(
        [("Eye strain2", "Severe eye strain.1,2")],
        "light: 336 characters, 8 passages: 7 stayed, 0 moved, 1 changed, 0 gone, 0 new.",
        [
            "Changed (1); read the claims on them again",
            "  P6  under “Side effects include:”",
            "    • [-Eye-]{+Severe eye+} strain[-2-]{+.1,2+}",
            "    citations: 2 -> 1;2",
            "    C3  Treatment may strain the eyes.",
        ],
        id="a list item and its citation",
    ),
    pytest.param(
        [("used against winter depression", "used against winter blues")],
        "light: 321 characters, 8 passages: 7 stayed, 0 moved, 1 changed, 0 gone, 0 new.",
        [
            "Changed (1); read the claims on them again",
            "  P2  under “Bright light therapy: is it safe?”",
            "    Bright light therapy is used against winter [-depression-]{+blues+}.",
            "    coverage: none (Says what the treatment is for.); it is kept: see whether it still carries no claim",
        ],
        id="a passage without a claim",
    ),
    pytest.param(
        [(" Long-term data are scarce.", ""), ("No case of", "Long-term data are rare. No one case of")],
        "light: 328 characters, 8 passages: 6 stayed, 0 moved, 2 changed, 0 gone, 0 new.",
        [
            "Changed (2); read the claims on them again",
            "  P7  under “Side effects include:”",
            "    No {+one+} case of lasting eye damage has been reported.2",
            C4,
            "  P8  under “Side effects include:”",
            "    Long-term data are [-scarce-]{+rare+}.",
            C5,
        ],
        id="swapped and changed",
    ),
    pytest.param(
        [(LIST, ""), ("\n\nSide effects include:", "\n\n" + LIST + "\nSide effects include:")],
        "light: 327 characters, 8 passages: 7 stayed, 1 moved, 0 changed, 0 gone, 0 new.",
        ["Moved (1); the claims on them need no second look", "  P4"],
        id="a paragraph moved",
    ),
    pytest.param(
        [("• Eye strain2\n", "• Eye strain2\n  • Itching.2\n")],
        "light: 338 characters, 9 passages: 8 stayed, 0 moved, 0 changed, 0 gone, 1 new.",
        ["New (1)", "  Side effects include:", "    P009     249–260    list_item  • Itching.2  cites 2"],
        id="a new list item",
    ),
    pytest.param(
        [("  • Eye strain2\n", "")],
        "light: 312 characters, 7 passages: 7 stayed, 0 moved, 0 changed, 1 gone, 0 new.",
        ["Gone (1)", "  P6  • Eye strain2", "    C3  Treatment may strain the eyes.", ADVICE],
        id="gone with a claim",
    ),
    pytest.param(
        [("Side effects include:\n", "")],
        "light: 304 characters, 7 passages: 7 stayed, 0 moved, 0 changed, 1 gone, 0 new.",
        ["Gone (1)", "  P4  Side effects include:", "    Nothing refers to it: its row is deleted."],
        id="gone without a claim",
    ),
    pytest.param(
        [("with 1,640 adults, headache was no more", "with 1,640 adults. Headache was no more")],
        "light: 326 characters, 9 passages: 7 stayed, 0 moved, 0 changed, 1 gone, 2 new.",
        [
            "Gone (1)",
            "  P3  In 12 trials with 1,640 adults, headache was no more frequent than with dim light.1",
            "    Its text seems to be in P009 and P010.",
            "    C1  In trials, headache was as frequent with bright light as with dim light.",
            ADVICE,
            "",
            "New (2)",
            "  Bright light therapy: is it safe?",
            "    P009      91–122    sentence   In 12 trials with 1,640 adults.",
            "    P010     123–174    sentence   Headache was no more frequent than with dim light.1  cites 1",
        ],
        id="split",
    ),
    pytest.param(
        [("Long-term data are scarce.", "Long-term data are rare. Long-term data are old.")],
        "light: 348 characters, 9 passages: 7 stayed, 0 moved, 0 changed, 1 gone, 2 new.",
        [
            "Gone (1)",
            "  P8  Long-term data are scarce.",
            "    It may have become P009 or P010, which are too similar to decide between.",
            C5,
            ADVICE,
            "",
            "New (2)",
            "  Side effects include:",
            "    P009     300–324    sentence   Long-term data are rare.",
            "    P010     325–348    sentence   Long-term data are old.",
        ],
        id="two that are alike",
    ),
]


@pytest.mark.parametrize(("replacements", "sums", "details"), CASES)
def test_what_has_changed_is_shown_word_by_word(
    replacements: list[tuple[str, str]], sums: str, details: list[str], tmp_path: Path
) -> None:
    folder = changed(tmp_path, *replacements)
    result = claimpack_anchor(folder, "article.txt", "--previous", str(folder / "old.txt"))
    question = "Write this to the package? [y/N]: n"
    assert result.stdout.splitlines() == [sums, "", *details, question, "Nothing was written."]
    gone = next((line.split()[0] for line in details if details[0] == "Gone (1)" and line.startswith("  P")), "")
    before = snapshot(folder)
    assert claimpack_anchor(folder, "article.txt", "--previous", str(folder / "old.txt"), "--yes").exit_code == 0
    assert errors(folder) == ([("passage-changed", (gone,))] if ADVICE in details else [])
    after = snapshot(folder)
    assert {path for path in after if after[path] != before[path]} == {"claims/articles.csv", "claims/passages.csv"}
    assert claimpack_anchor(folder, "article.txt", "--yes").exit_code == 0
    assert snapshot(folder) == after, "once pinned, it is pinned"


def test_without_the_old_text_the_few_recorded_words_tell(tmp_path: Path) -> None:
    folder = changed(tmp_path, ("eye damage has been", "eye damage had been"))
    assert claimpack_anchor(folder, "article.txt").stdout.splitlines()[1:7] == [
        "",
        "Changed (1); read the claims on them again",
        "  P7  under “Side effects include:”",
        "    now: No case of lasting eye damage had been reported.2",
        C4,
        NOTE,
    ]


def test_what_is_gone_and_comes_back_is_found_again(tmp_path: Path) -> None:
    folder = changed(tmp_path, ("  • Eye strain2\n", ""))
    assert claimpack_anchor(folder, "article.txt", "--yes").exit_code == 0
    assert errors(folder) == [("passage-changed", ("P6",))]
    assert claimpack_anchor(folder, "old.txt", "--yes").exit_code == 0
    assert snapshot(folder)["claims/passages.csv"] == (EXAMPLE / "claims/passages.csv").read_bytes()


def test_a_gone_passage_that_is_acknowledged_is_left(tmp_path: Path) -> None:
    folder = changed(tmp_path, ("Side effects include:\n", ""))
    row = f"passage-without-claim,P4,{'0' * 16},Kept.,Curator,2026-01-01,\n"
    file = folder / "claims/acknowledgements.csv"
    file.write_text(file.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert claimpack_anchor(folder, "article.txt").stdout.splitlines()[2:6] == [
        "Gone (1)",
        "  P4  Side effects include",
        "    named in acknowledgements of passage-without-claim",
        "    Its row is kept: delete it together with the acknowledgement.",
    ]
    claimpack_anchor(folder, "article.txt", "--yes")
    assert "P4" in set(load(folder, today=TODAY).table("passages").cells("passage_id"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--previous", "{folder}/article.txt"],
            "Error: {folder}/article.txt is not the text that the passages of light were pinned to: its hash"
            " differs. Give that text, or leave out --previous.",
            id="another text",
        ),
        pytest.param(
            ["--previous", "{folder}/old.txt", "--article-id", "dark"],
            "Error: --previous is for an article that has changed; dark is new to the package.",
            id="a new article",
        ),
        pytest.param(
            ["--save-text", "{folder}/x.txt"],
            "Error: --save-text is for a web page; this is plain text.",
            id="plain text to save",
        ),
    ],
)
def test_wrong_use(arguments: list[str], message: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, ("scarce", "sparse"))
    before = snapshot(folder)
    result = claimpack_anchor(folder, "article.txt", *(each.format(folder=folder) for each in arguments), "--yes")
    assert (result.exit_code, snapshot(folder)) == (2, before)
    assert " ".join(result.stderr.split()).endswith(message.format(folder=folder))


def test_another_articles_text_is_not_written_without_a_person(tmp_path: Path) -> None:
    Edit(file={"article.txt": "Quite another text.\n"}).apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "article.txt", "--yes")
    assert (result.exit_code, snapshot(tmp_path)) == (2, before)
    assert " ".join(result.stderr.split()).endswith(
        "Error: No passage recorded for light is in this text: is it the right file? Nothing was written."
        " If it is, leave out --yes and agree; for another article, give another --article-id."
    )
    assert claimpack_anchor(tmp_path, "article.txt", answer="y\n").exit_code == 0


# Web pages

PAGE = """<!doctype html><html lang="sv"><body><nav><a href="/">Home</a></nav><article><h1>Dim light</h1>
<p>Nobody was harmed by dim light.<sup>7</sup></p><h2>Side effects</h2><ul><li>Sleep</li></ul>
</article></body></html>"""


def test_a_page_is_pinned_by_the_text_that_is_written_beside_it(tmp_path: Path) -> None:
    Edit(file={"page.html": PAGE}).apply(tmp_path)
    result = claimpack_anchor(tmp_path, "page.html", "--article-id", "dark", answer="y\n")
    page, text = tmp_path / "page.html", tmp_path / "page.txt"
    assert result.stdout.splitlines() == [
        f"{page}: 1 of 13 words of the page were left out of its text:",
        "     1 word, navigation: Home",
        f"If one of them belongs to the article, add it to {text} once that file exists, and anchor that file.",
        "dark: 66 characters, 4 passages: 0 stayed, 0 moved, 0 changed, 0 gone, 4 new.",
        "",
        "New (4)",
        "  P009       0–9      heading    Dim light",
        "    P010      11–43     sentence   Nobody was harmed by dim light.7  cites 7",
        "    P011      45–57     heading    Side effects",
        "      P012      59–66     list_item  • Sleep",
        "Write this to the package? [y/N]: y",
        f"Written. The article's text is in {text}. Now run: claimpack validate {tmp_path}",
    ]
    assert (
        text.read_text(encoding="utf-8") == "Dim light\n\nNobody was harmed by dim light.7\n\nSide effects\n\n• Sleep\n"
    )
    assert errors(tmp_path, "page.txt") == []
    assert load(tmp_path, today=TODAY).table("articles").cells("language")[0] == "sv"


def test_another_text_is_only_replaced_when_it_is_named(tmp_path: Path) -> None:
    Edit(file={"page.html": PAGE, "page.txt": "My own notes.\n"}).apply(tmp_path)
    before = snapshot(tmp_path)
    result = claimpack_anchor(tmp_path, "page.html", "--article-id", "dark", "--yes")
    text = tmp_path / "page.txt"
    assert (result.exit_code, snapshot(tmp_path)) == (2, before)
    assert " ".join(result.stderr.split()).endswith(
        f"Error: {text} exists and has another text. Nothing was written: add --save-text {text} to replace it, or"
        " name another file."
    )
    arguments = ("--article-id", "dark", "--save-text", str(text), "--yes")
    assert claimpack_anchor(tmp_path, "page.html", *arguments).exit_code == 0
    assert text.read_text(encoding="utf-8").startswith("Dim light\n")


PAGES = [
    pytest.param("page.html", "{folder}/claims/passages.csv", "owned", id="a table"),
    pytest.param("page.html", "{folder}/claims/../claims/passages.csv", "owned", id="a table by a detour"),
    pytest.param("page.html", "{folder}/link.txt", "owned", id="a link to a table"),
    pytest.param("page.html", "{folder}/datapackage.json", "owned", id="the descriptor"),
    pytest.param("page.html", "{folder}/page.html", "itself", id="the page"),
    pytest.param("page.html", "{folder}/old.html", "owned", id="the article as it was"),
    pytest.param("page.txt", None, "itself", id="a page that is called .txt"),
    pytest.param("page.html", "{folder}/claims/more.csv", "among", id="a table of its own"),
    pytest.param("page.html", "{folder}/claims/page.txt", "among", id="a text among the tables"),
    pytest.param("page.html", "{folder}/no/page.txt", "no folder", id="no folder"),
]


@pytest.mark.parametrize(("page", "file", "why"), PAGES)
def test_the_text_takes_the_place_of_nothing_else(page: str, file: str | None, why: str, tmp_path: Path) -> None:
    Edit(file={page: PAGE, "old.html": PAGE.replace("dim", "red")}).apply(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "claims/passages.csv")
    old = ["--article-id", "dark", "--title", "Lamps", "--yes"]
    assert claimpack_anchor(tmp_path, "old.html", *old, "--save-text", str(tmp_path / "old.txt")).exit_code == 0
    before = snapshot(tmp_path)
    target = file.format(folder=tmp_path) if file else str(tmp_path / page)
    arguments = ["--article-id", "dark", "--previous", str(tmp_path / "old.html"), "--yes"]
    result = claimpack_anchor(tmp_path, page, *arguments, *(["--save-text", target] if file else []))
    assert (result.exit_code, result.stdout, snapshot(tmp_path)) == (2, "", before)
    messages = {
        "owned": f"{target} is a file of the package or the article as it was: name another for the text with"
        " --save-text.",
        "itself": f"{target} is the page itself, which its text would replace: name another file for the text with"
        " --save-text.",
        "among": f"{target} would be among the package's tables, where the text of an article does not belong: name"
        " another place for the text with --save-text.",
        "no folder": f"The folder {tmp_path}/no does not exist: make it first.",
    }
    assert " ".join(result.stderr.split()).endswith(f"Error: {messages[why]}")


def test_a_text_beside_tables_that_stand_beside_the_descriptor(tmp_path: Path) -> None:
    Edit(file={"page.html": PAGE}).apply(tmp_path)
    for table in (tmp_path / "claims").glob("*.csv"):
        table.rename(tmp_path / table.name)
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text(descriptor.read_text(encoding="utf-8").replace("claims/", ""), encoding="utf-8")
    arguments = ("--article-id", "dark", "--yes", "--save-text")
    assert claimpack_anchor(tmp_path, "page.html", *arguments, str(tmp_path / "more.csv")).exit_code == 2
    assert claimpack_anchor(tmp_path, "page.html", *arguments, str(tmp_path / "dark.txt")).exit_code == 0
    assert (tmp_path / "dark.txt").read_text(encoding="utf-8").startswith("Dim light\n")


@pytest.mark.parametrize("was_there", [False, True])
def test_a_text_that_somebody_wrote_while_the_question_stood_is_left(
    *, was_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Edit(file={"page.html": PAGE}).apply(tmp_path)
    text = tmp_path / "page.txt"
    if was_there:
        text.write_text("My own notes.\n", encoding="utf-8")
    before = snapshot(tmp_path)

    def write_and_agree(_: str) -> bool:
        text.write_text("My newer notes.\n", encoding="utf-8")
        return True

    monkeypatch.setattr(click, "confirm", write_and_agree)
    result = claimpack_anchor(tmp_path, "page.html", "--article-id", "dark", "--save-text", str(text))
    assert (result.exit_code, " ".join(result.stderr.split())) == (
        3,
        f"Error: {text} was changed by somebody else in the meantime: try again.",
    )
    assert snapshot(tmp_path) == before | {"page.txt": b"My newer notes.\n"}


# Any edits

EMPTY = Table(table_schema("passages"), "passages.csv", parse(",".join(table_schema("passages").fields).encode()))
WORDS = st.sampled_from("light harm pain sleep week eyes rare often adults trial dose lamp dark none".split())  # noqa: SIM905
SENTENCES = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: f"{' '.join(words).capitalize()}.")
EDITS = st.lists(st.tuples(st.sampled_from(["take out", "put in", "reword", "swap"]), st.integers(0, 99), SENTENCES))


def edited(sentences: list[str], edits: list[tuple[str, int, str]]) -> list[str]:
    result = list(sentences)
    for what, number, sentence in edits:
        place = number % (len(result) + 1)
        if what == "put in":
            result.insert(place, sentence)
        elif place < len(result):
            if what == "take out":
                del result[place]
            elif what == "reword":
                result[place] = result[place].replace(result[place].split()[-1], "dim.")
            else:
                result[0], result[place] = result[place], result[0]
    return result


def pinned(passages: Table, text: str, **more: ArticleText | None) -> Anchoring:
    return anchor(passages, "A", ArticleFile(ArticleText("a.txt", normalise(text))), Listed(), **more)


@given(st.lists(SENTENCES, min_size=1, max_size=12), EDITS, st.booleans())
def test_any_edits(sentences: list[str], edits: list[tuple[str, int, str]], known: bool) -> None:  # noqa: FBT001
    before, after = " ".join(sentences), " ".join(edited(sentences, edits))
    first = pinned(EMPTY, before)
    table = Table(EMPTY.schema, "passages.csv", parse(with_rows(EMPTY, first.rows)))
    result = pinned(table, after, previous=ArticleText("old.txt", normalise(before)) if known else None)
    text = normalise(after)
    spans = [(int(row["start"]), int(row["end"])) for row in result.rows]
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split()), "no gap and no overlap"
    assert [row["position"] for row in result.rows] == [str(number) for number in range(1, len(spans) + 1)]
    ids = [row["passage_id"] for row in result.rows]
    assert len(set(ids)) == len(ids)
    assert {*ids, *result.gone} == {*result.new, *(row["passage_id"] for row in first.rows)}
    assert not set(ids) & set(result.gone)
    old = {row["passage_id"]: before[int(row["start"]) : int(row["end"])] for row in first.rows}
    new = {passage_id: text[start:end] for passage_id, (start, end) in zip(ids, spans, strict=True)}
    rewritten = {change.passage_id for change in result.changed}
    for passage_id, sentence in old.items():
        if passage_id in new and passage_id not in rewritten:
            assert new[passage_id] == sentence, "nobody's id is given to other words untold"
        if list(old.values()).count(sentence) == 1 and sentence in new.values():
            assert new[passage_id] == sentence, "what was not touched keeps its id"


# At a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    ("keys", "code", "is_written"),
    [
        pytest.param("y\r", 0, True, id="yes"),
        pytest.param("n\r", 1, False, id="no"),
        pytest.param("\r", 1, False, id="Enter"),
        pytest.param("\x03", 130, False, id="Ctrl-C"),
        pytest.param("\x04", 130, False, id="Ctrl-D"),
    ],
)
def test_the_question(keys: str, code: int, *, is_written: bool, tmp_path: Path) -> None:
    folder = changed(tmp_path, ("scarce", "sparse"))
    before = snapshot(folder)
    with terminal("anchor", "article.txt", ".", "--previous", "old.txt", folder=folder, errors_too=True) as screen:
        screen.read_until(r"\[y/N\]: ")
        screen.type_at_rest(keys)
        assert screen.ends_with() == code
        assert "Long-term data are \x1b[31m[-scarce-]\x1b[0m\x1b[32m{+sparse+}\x1b[0m." in screen.drawn
    assert (snapshot(folder) != before) == is_written


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("delay", [0.5, 0.8])
def test_a_kill_in_the_middle_leaves_the_old_tables_or_the_new(delay: float, tmp_path: Path) -> None:
    folder = changed(tmp_path / "killed", ("scarce", "sparse"))
    whole = changed(tmp_path / "whole", ("scarce", "sparse"))
    before = snapshot(folder)
    assert claimpack_anchor(whole, "article.txt", "--yes").exit_code == 0
    after = snapshot(whole)
    with subprocess.Popen(
        [sys.executable, "-m", "claimpack", "anchor", "article.txt", "--previous", "old.txt", "--yes"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "validator")},
        stdout=subprocess.DEVNULL,
    ) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    left = {path: content for path, content in snapshot(folder).items() if not path.endswith(".tmp")}
    for path, content in left.items():
        assert content in (before[path], after[path])
    assert claimpack_anchor(folder, "article.txt", "--yes").exit_code == 0, "what is left can be pinned again"
