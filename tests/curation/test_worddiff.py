"""Word diffs show what was taken out and what was put in, and nothing of either text is lost."""

from __future__ import annotations

import pytest
from claimpack.curation.articles import worddiff
from claimpack.curation.articles.worddiff import likeness, marked, word_diff, words
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Data are scarce.", "Data are sparse.", "Data are [-scarce-]{+sparse+}."),
        ("Pain was rare.", "Pain was very rare.", "Pain was {+very+} rare."),
        ("Pain was very rare.", "Pain was rare.", "Pain was [-very-] rare."),
        ("In 1,640 adults", "In 1,460 adults", "In [-1,640-]{+1,460+} adults"),
        ("rare.1,2", "rare.1,3", "rare.[-1,2-]{+1,3+}"),
        ("Pain, sleep, strain", "Ache, dream, strain", "[-Pain, sleep-]{+Ache, dream+}, strain"),
        ("Long-term harm", "Short-term harm", "[-Long-term-]{+Short-term+} harm"),
        ("", "Pain", "{+Pain+}"),
        ("Pain", "", "[-Pain-]"),
        ("Pain  here", "Pain here", "Pain here"),
    ],
)
@pytest.mark.parametrize("most", [250_000, -1], ids=["word by word", "as if they were long"])
def test_word_diffs(before: str, after: str, shown: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worddiff, "_MOST_COMPARED", most)
    assert marked(word_diff(before, after)) == shown


TEXTS = st.text("ab1,. -", max_size=30)


@given(TEXTS, TEXTS, st.sampled_from([250_000, -1]))
def test_both_texts_can_be_put_together_again(before: str, after: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worddiff, "_MOST_COMPARED", most)
        stretches = word_diff(before, after)
    for text, kind in ((before, "old"), (after, "new")):
        assert "".join("".join(s.text for s in stretches if s.kind in ("same", kind)).split()) == "".join(text.split())


def test_long_texts_are_compared() -> None:
    """Of tens of thousands of words: to compare all with all would take hours."""
    before, after = "Begin " + "a b " * 20_000 + "end", "Begin " + "b a c " * 20_000 + "end"
    assert marked(word_diff(before, after)).startswith("Begin [-a b")
    assert 0 < likeness(words(before), words(after)) < 1
