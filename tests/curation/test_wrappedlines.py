"""Lines that a PDF or a mail program has wrapped are read as one; short lines that follow one another stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.articles.segmentation import segment
from claimpack.curation.articles.wrappedlines import wrapped_ends
from claimpack.package.article import normalise
from click.testing import CliRunner

PASTED = """Safety of light in small chil-
dren
J Test 2018;12:34-41 35
Light is the mainstay of care in winter
for all who sleep badly. In 25 trials
(n = 8,471), sleep grew by 0.48 h (95% CI 0.30
to 0.65).1,2 No effect on pain was
seen (RR 1.05, 95% CI 0.88 to 1.25).3
36 J Test 2018;12:34-41

• Itching is
rare4
• Dry eyes"""
MAIL = """Lamps lower the risk of sadness. Like all lamps they can cause strain of
the eyes. In a trial of 18,201 people, headache was less common with
lamps than with pills in all of us, young and old (HR 0.69, 95% CI
0.60 to 0.80) [1].

What to watch for
- pain in one eye or in both eyes that does not go away within two days
- a headache

Call if you
see double
feel faint"""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            PASTED,
            [
                "Safety of light in small chil- dren",
                "J Test 2018;12:34-41 35",
                "Light is the mainstay of care in winter for all who sleep badly.",
                "In 25 trials (n = 8,471), sleep grew by 0.48 h (95% CI 0.30 to 0.65).1,2",
                "No effect on pain was seen (RR 1.05, 95% CI 0.88 to 1.25).3",
                "36 J Test 2018;12:34-41",
                "• Itching is",
                "rare4",
                "• Dry eyes",
            ],
            id="from a PDF",
        ),
        pytest.param(
            MAIL,
            [
                "Lamps lower the risk of sadness.",
                "Like all lamps they can cause strain of the eyes.",
                "In a trial of 18,201 people, headache was less common with lamps than with pills in all of us, young"
                " and old (HR 0.69, 95% CI 0.60 to 0.80) [1].",
                "What to watch for",
                "- pain in one eye or in both eyes that does not go away within two days",
                "- a headache",
                "Call if you",
                "see double",
                "feel faint",
            ],
            id="from a mail",
        ),
    ],
)
def test_a_sentence_goes_on_behind_the_end_of_a_full_line(text: str, parts: list[str]) -> None:
    text = normalise(text)
    found = segment(text, wraps=wrapped_ends(text))
    assert [" ".join(text[part.start : part.end].split()) for part in found] == parts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Light\n\nIt is safe.", id="a line"),
        pytest.param(
            "Call now if:\nyou have pain in the chest, or shortness of breath\nyou feel faint\nyour eyes hurt a lot",
            id="a list without bullets",
        ),
        pytest.param(
            MAIL + 2 * f"\n\n{10 * 'Light is safe in all of us. '}",
            id="longer lines show that lines are not wrapped",
        ),
        pytest.param("pain\nitch\ncold\nheat\nrash", id="a list of words"),
    ],
)
def test_lines_that_are_not_wrapped(text: str) -> None:
    assert wrapped_ends(normalise(text)) == frozenset()


def test_lines_that_stand_by_themselves() -> None:
    text = normalise(MAIL)
    every = wrapped_ends(text)
    assert text.index("\n") in every
    assert text.index("\n") not in wrapped_ends(text, {0})


def test_a_passage_of_several_lines_is_shown_in_one(tmp_path: Path) -> None:
    def claimpack(*words: str) -> str:
        return CliRunner().invoke(main, [*words, str(tmp_path / "p")], catch_exceptions=False).output

    def anchored(text: str, previous: str = "") -> str:
        (tmp_path / "p/a.txt").write_text(text, encoding="utf-8")
        (tmp_path / "old.txt").write_text(previous, encoding="utf-8")
        more = ["--previous", str(tmp_path / "old.txt")] if previous else []
        return claimpack("anchor", str(tmp_path / "p/a.txt"), *more, "--yes")

    claimpack("init")
    anchored(MAIL)
    assert "The article says in P003:\n  In a trial of 18,201 people, headache was less common with lamps" in claimpack(
        *("new", "claim", "--passage-id", "P003", "--claim-type", "benefit", "--effect-direction", "decreased"),
        *("--population-basis", "not_reported", "--statement", "Less headache", "--yes", "--package"),
    )
    later = MAIL.replace("18,201", "18,203")
    reworded = anchored(later, previous=MAIL)
    assert "In a trial of [-18,201-]{+18,203+} people, headache was less common with lamps than" in reworded
    assert "Like all lamps they can cause strain of the eyes." in anchored(later[later.index("In a trial") :], later)
