"""Two cells that differ are never shown alike, however long they are."""

from __future__ import annotations

import pytest
from claimpack.changes.cellmeaning import differing_parts, meaning_of, was_and_is
from claimpack.package.tableschema import TABLES, table_schema
from hypothesis import assume, example, given
from hypothesis import strategies as st

WORDS = " ".join(f"word{number}" for number in range(100))
COLUMNS = [(table, column) for table in TABLES for column in table_schema(table).fields]


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("One.", "Two.", "One.", "Two."),
        (
            WORDS,
            WORDS.replace("word50 ", "never word50 "),
            "…word44 word45 word46 word47 word48 word49 word50 word51 word52 word53 word54 word55…",
            "…word44 word45 word46 word47 word48 word49 never word50 word51 word52 word53 word54 word55…",
        ),
        (
            WORDS,
            WORDS.replace("word50", "word500"),
            "…word45 word46 word47 word48 word49 word50 word51 word52 word53 word54 word55 word56…",
            "…word45 word46 word47 word48 word49 word500 word51 word52 word53 word54 word55 word56…",
        ),
        (
            WORDS,
            f"No {WORDS}",
            "word0 word1 word2 word3 word4 word5 word6…",
            "No word0 word1 word2 word3 word4 word5 word6…",
        ),
        (
            WORDS,
            f"{WORDS} or not",
            "…word94 word95 word96 word97 word98 word99",
            "…word94 word95 word96 word97 word98 word99 or not",
        ),
        ("x" * 300, "x" * 299, f"…{'x' * 41}", f"…{'x' * 40}"),
        ("a\\nb", "a\nb", r"a\\nb", r"a\nb"),
    ],
)
def test_the_part_that_differs_is_shown(before: str, after: str, was: str, now: str) -> None:
    assert differing_parts(before, after) == (was, now)
    assert differing_parts(after, before) == (now, was)


@pytest.mark.parametrize("place", range(0, 1_000, 37))
def test_a_word_put_in_anywhere_is_shown(place: int) -> None:
    text = (WORDS * 2)[:1_000]
    was, now = differing_parts(text, f"{text[:place]} NEVER {text[place:]}")
    assert "NEVER" in now
    assert len(was) <= len(now) < 250


PARTS = st.text(st.sampled_from("ab \n\\n\u200b…u{}:#[0B"), max_size=6)


@given(before=st.lists(PARTS, max_size=4), after=st.lists(PARTS, max_size=4), times=st.integers(1, 80))
@example(before=["a"], after=["a", "a"], times=300)
@example(before=["…"], after=["……"], times=100)
def test_what_differs_is_shown_apart(before: list[str], after: list[str], times: int) -> None:
    one, other = ("".join(part * times for part in parts) for parts in (before, after))
    assume(one != other)
    was, now = differing_parts(one, other)
    assert was != now
    assert was.isprintable()
    assert now.isprintable()


@given(
    where=st.sampled_from(COLUMNS),
    cells=st.tuples(*[st.one_of(st.sampled_from(["", "blank", "S1", "0.10", "0.1"]), st.text(max_size=300))] * 2),
)
def test_two_cells_that_mean_something_else_are_never_shown_alike(
    where: tuple[str, str], cells: tuple[str, str]
) -> None:
    table, column = where
    field = table_schema(table).fields[column]
    assume(meaning_of(field, cells[0]) != meaning_of(field, cells[1]))
    was, now = was_and_is(table, column, *cells).removeprefix(f"{column} was ").split(" and is now ", 1)
    assert was != now
