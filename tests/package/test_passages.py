"""A recorded passage is found where it was pinned or where it has moved to, and never where it does not stand."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

import pytest
from claimpack.package import passages
from claimpack.package.article import ArticleText, normalise, opening_and_closing_words, sha256
from claimpack.package.csvfile import parse
from claimpack.package.limits import PASSAGE_READINGS
from claimpack.package.passages import FoundPassage, OneLine, find_passages
from claimpack.package.table import Table
from claimpack.package.tableschema import table_schema
from hypothesis import example, given
from hypothesis import strategies as st


def passages_table(*rows: dict[str, str]) -> Table:
    out = io.StringIO()
    writer = csv.DictWriter(out, table_schema("passages").fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Table(table_schema("passages"), "passages.csv", parse(out.getvalue().encode()))


def pinned(text: str, first: int, last: int, **cells: str) -> dict[str, str]:
    opening, closing = opening_and_closing_words(text[first:last])
    row = {"article_id": "A1", "start": str(first), "end": str(last), "sha256": sha256(text[first:last])}
    return row | {"passage_id": f"P{first}", "opening_words": opening, "closing_words": closing} | cells


def find(table: Table, text: str, article_id: str = "A1") -> list[FoundPassage]:
    return find_passages(table, {article_id: ArticleText("a.txt", text)})[article_id].found


BEFORE = "Winter is dark. "


@pytest.mark.parametrize(
    ("recorded", "passage"),
    [
        pytest.param("Harm is rare.", "Harm is rare.", id="alone"),
        pytest.param("So it is. Harm is rare. The end.", "Harm is rare.", id="in the middle"),
        pytest.param("Rare. Rarely seen. Rare harm.", "Rare harm.", id="its first word stands earlier"),
        pytest.param("• Harm is rare", "• Harm is rare", id="with a bullet"),
        pytest.param("“Harm is rare.”", "“Harm is rare.”", id="in quotation marks"),
        pytest.param("12 trials agree.", "12 trials agree.", id="with a short number"),
        pytest.param("1,640 adults agree.", "1,640 adults agree.", id="with a long number"),
        pytest.param("19.02.2026", "19.02.2026", id="without a word"),
        pytest.param("Café 𝒳 is rare.", "𝒳 is rare.", id="beyond the first plane"),
        pytest.param("Over\ntwo lines.", "Over\ntwo lines.", id="over two lines"),
    ],
)
def test_a_passage_is_found_in_place_and_where_it_moved(recorded: str, passage: str) -> None:
    start = recorded.index(passage)
    end = start + len(passage)
    table = passages_table(pinned(recorded, start, end))
    assert find(table, recorded) == [FoundPassage(0, start, end, passage)]
    assert find(table, BEFORE + recorded) == [FoundPassage(0, start, end, passage, start + len(BEFORE))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing is left"),
        pytest.param("Harm is rarer.", id="a letter more within"),
        pytest.param("harm is rare.", id="a small letter"),
        pytest.param("Harm  is rare.", id="a space more"),
        pytest.param("Harm is rare", id="no stop"),
    ],
)
def test_a_passage_that_is_not_there_is_not_found(text: str) -> None:
    assert find(passages_table(pinned("Harm is rare.", 0, 13)), text) == [FoundPassage(0, 0, 13, None)]


def test_a_passage_does_not_reach_beyond_the_text() -> None:
    text = "Harm is rare."
    assert find(passages_table(pinned(text, 0, 13, end="20")), text) == [FoundPassage(0, 0, 20, None)]


def test_equal_passages_that_moved_are_found_one_by_one() -> None:
    text = "Risks\nHarm is rare.\nRisks\nPain is common."
    table = passages_table(pinned(text, 0, 5), pinned(text, 20, 25))
    assert [found.moved_to for found in find(table, BEFORE + text)] == [len(BEFORE), len(BEFORE) + 20]


def test_only_the_passages_of_the_article_are_looked_for() -> None:
    text = "Harm is rare."
    table = passages_table(pinned(text, 0, 13, article_id="A2"), pinned(text, 5, 13))
    assert [found.record for found in find(table, text)] == [1]
    assert [found.record for found in find(table, text, "A2")] == [0]
    assert find(table, text, "A3") == []


@pytest.mark.parametrize(("column", "value"), [("start", "five"), ("end", ""), ("sha256", "f7cb"), ("sha256", "")])
def test_a_passage_without_usable_offsets_and_hash_is_left_out(column: str, value: str) -> None:
    text = "Harm is rare."
    assert find(passages_table(pinned(text, 0, 13, **{column: value})), text) == []


sentences = st.lists(st.text(st.sampled_from("abcdeéß"), min_size=4, max_size=8), min_size=1, max_size=5).map(" ".join)
openers = st.sampled_from(["", "• ", "“", "(", "– "])


@given(st.lists(st.tuples(openers, sentences), min_size=1, max_size=5, unique_by=lambda part: part[1]), sentences)
def test_what_is_put_in_before_moves_passages_and_loses_none(parts: list[tuple[str, str]], inserted: str) -> None:
    written = [f"{opener}{number}{words}." for (opener, words), number in zip(parts, "VWXYZ", strict=False)]
    text = normalise("\n".join(written))
    rows = [pinned(text, text.index(part), text.index(part) + len(part)) for part in written]
    shift = len(inserted) + 1
    found = find(passages_table(*rows), f"{inserted}\n{text}")
    assert [place.text for place in found] == written
    assert [place.moved_to for place in found] == [int(row["start"]) + shift for row in rows]


spaced = st.lists(
    st.sampled_from(["ab", "a", "b", "é", "𝒳", " ", "\n", "\n\n", "\u2003\t ", "•", "(", "…"]), max_size=40
)


@given(
    spaced.map("".join), st.lists(st.sampled_from(["ab", "a", "b", "𝒳"]), min_size=1, max_size=3), st.integers(0, 30)
)
@example("a  b", ["a", "b"], 0)
@example("a\n\n\nb a b", ["b", "a"], 2)
def test_words_are_found_over_any_white_space(text: str, words: list[str], begin: int) -> None:
    begin = min(begin, len(text))
    pattern = re.compile(r"\s+".join(words))
    expected = [match.start() for match in pattern.finditer(text, begin)]
    line = OneLine(text)
    found = list(line.find(" ".join(words), line.at(begin), line.at(len(text))))
    assert [place for place, _ in found] == [*expected, None]
    reached = [line.at(begin), *(place for _, place in found)]
    assert reached == sorted(reached), "what was read is counted once"


spans = st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 1500)), min_size=1, max_size=12)


@given(spans)
def test_a_text_is_read_so_often_and_what_is_left_out_overlaps(places: list[tuple[int, int]]) -> None:
    text = "".join(map(str, range(450)))[:1200]
    rows = [
        {"passage_id": f"P{number}", "article_id": "A1", "start": str(start), "end": str(start + length)}
        | {"sha256": sha256(text[start : start + length]), "opening_words": text[start : start + 3]}
        for number, (start, length) in enumerate(places)
    ]
    whole = {"A1": ArticleText("a.txt", text)}
    limited, every = (
        find_passages(passages_table(*rows), whole, is_bounded=is_bounded)["A1"] for is_bounded in (True, False)
    )
    assert sum(len(found.text or "") for found in limited.found) <= PASSAGE_READINGS * len(text)
    assert (len(every.found), every.unread) == (len(places), 0)
    assert len(limited.found) + limited.unread == len(places)
    assert [found for found in limited.found if found.text is not None] == [
        found for found in every.found if found in limited.found and found.text is not None
    ]
    ordered = sorted((start, start + length) for start, length in places)
    overlap = any(end > start for (_, end), (start, _) in pairwise(ordered))
    assert overlap or not limited.unread


def test_of_passages_that_overlap_the_shortest_are_read() -> None:
    """Three readings of 1,000 characters are three whole texts, or two and what is shorter."""
    text = "".join(f"{number:05}" for number in range(200))
    whole = [pinned(text, 0, 1000, passage_id=f"P{number}") for number in range(3)]
    found = find_passages(passages_table(*whole), {"A1": ArticleText("a.txt", text)})["A1"]
    assert ([each.record for each in found.found], found.unread) == ([0, 1, 2], 0)
    more = [*whole, pinned(text, 10, 20), pinned(text, 500, 1000)]
    found = find_passages(passages_table(*more), {"A1": ArticleText("a.txt", text)})["A1"]
    assert ([each.record for each in found.found], found.unread) == ([0, 1, 3, 4], 1)


def test_a_passage_that_is_not_looked_for_to_the_end_is_told_from_one_that_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Rare harm. " * 100 + "Rare harm is."
    table = passages_table(pinned(text, len(text) - 13, len(text), start="0", end="13", opening_words="Rare"))
    assert find(table, text)[0].moved_to == len(text) - 13
    monkeypatch.setattr(passages, "SEARCH_READINGS", 3)
    assert find(table, text) == [FoundPassage(0, 0, 13, None, searched=False)]
    unlimited = find_passages(table, {"A1": ArticleText("a.txt", text)}, is_bounded=False)["A1"]
    assert unlimited.found[0].moved_to == len(text) - 13


def test_passages_that_have_moved_onto_one_another_are_not_all_read() -> None:
    text = "a b " * 400
    rows = [
        pinned(text, place, place + 1000, passage_id=f"P{place}", opening_words="a")
        | {"start": str(2000 + 1000 * place), "end": str(3000 + 1000 * place)}
        for place in range(0, 40, 4)
    ]
    rows = [row | {"sha256": sha256("a b " * 250)} for row in rows]
    found = find(passages_table(*rows), text)
    assert [passage.text is not None for passage in found] == [True] * 4 + [False] * 6  # of 4,800 characters
    assert [passage.searched for passage in found] == [True] * 4 + [False] * 6


def test_words_that_stand_nowhere_are_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "SEARCH_READINGS", 4)
    text = "a b " * 400
    rows = [pinned(text, place, place + 9, sha256="0" * 64, opening_words="x") for place in range(0, 100, 10)]
    searched = [passage.searched for passage in find(passages_table(*rows), text)]
    assert searched == [True] * 4 + [False] * 6
