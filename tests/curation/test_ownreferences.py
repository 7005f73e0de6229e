"""The list of references that an article prints is found, and what is certain in its entries is read."""

from __future__ import annotations

import pytest
from claimpack.curation.articles.ownreferences import looks_like_a_reference, own_references, read_entry
from claimpack.curation.articles.proposedreferences import proposed_rows
from claimpack.curation.articles.segmentation import segment
from claimpack.curation.records.knownsources import KnownSources

TEXT = "Light and sleep\n\nHarm is rare.1 Pain is not (Poe, 2019).\n\n"
ENTRIES = [
    "Roe J, Poe K. Harm after light. J Test. 2020;12(3):45–52. doi:10.1000/abc.1",
    "Poe K. Pain after light: a review. Light Res 2019;11:1-9. PMID: 123",
    "Doe, A. B., & Moe, C. (2018). Sleep and light? Journal of Light, 4(2), 5–9. https://doi.org/10.1000/abc.3",
    "Ministry of Light. Light at work. 2017. Available at: https://example.org/light",
]


@pytest.mark.parametrize(
    "heading",
    [
        *("References", "REFERENCES:", "Bibliography", "Sources", "7. References", "Literatur", "Literaturverzeichnis"),
        *("Références", "Bibliografía", "参考文献", "參考文獻", "Источники", "المراجع", "מקורות"),
        *("Källor", "Kaynakça", "Βιβλιογραφία", "Tài liệu tham khảo", "Zdroje"),
        *("Sources and further reading", "Notes and references", "Medical References", "List of references"),
        *("Références scientifiques", "Quellen und weiterführende Literatur"),
    ],
)
@pytest.mark.parametrize(
    "form", ["{}", "{n}. {}", "[{n}] {}", "{n} {}", "• {}", "• {n}.{}", "• {n} {}", "{n}. [{n}] {}"]
)
def test_a_list_below_its_heading(heading: str, form: str) -> None:
    lines = [form.format(entry, n=number) for number, entry in enumerate(ENTRIES, 1)]
    text = TEXT + heading + "\n\n" + "\n".join(lines)
    own = own_references(text)
    assert [text[each.start : each.end] for each in own.entries] == lines
    assert [each.number for each in own.entries] == (["1", "2", "3", "4"] if "{n}" in form else [""] * 4)
    assert [text[at : at + len(heading)] for at in own.headings] == [heading]
    kinds = [part.kind for part in segment(text, kinds=own.kinds())]
    assert kinds == ["sentence"] * 3 + ["heading"] + ["reference"] * 4


def test_three_hundred_entries() -> None:
    lines = [f"{number}. Roe J. Harm {number}. J Test. 2020;{number}:1-9." for number in range(1, 301)]
    own = own_references(TEXT + "References\n" + "\n".join(lines))
    assert [each.number for each in own.entries] == [str(number) for number in range(1, 301)]
    proposed = proposed_rows("A1", own, ["1"], KnownSources())
    assert len({row["source_id"] for row in proposed.sources}) == len(proposed.references) == 300


def test_the_list_ends_where_something_else_begins() -> None:
    after = "\n\nAbout us\n\nWe make lamps. They are safe.\nThey are also cheap.\nAsk us about them.\nCall now."
    own = own_references(TEXT + "References\n\n" + "\n".join(ENTRIES) + after)
    assert len(own.entries) == len(ENTRIES)
    with_heading = TEXT + "References\n\n" + ENTRIES[0] + "\n\nMore\n\n" + ENTRIES[1]
    kinds = {with_heading.index("More"): "heading"}
    assert len(own_references(with_heading, kinds).entries) == 1  # type: ignore[arg-type]


def test_a_numbered_list_at_the_end_needs_no_heading() -> None:
    lines = [f"{number}. {entry}" for number, entry in enumerate(ENTRIES, 1)]
    assert len(own_references(TEXT + "\n".join(lines)).entries) == len(lines)


def test_footnotes_of_markdown_need_no_heading() -> None:
    notes = "[^1]: Roe J. Harm after light. J Test. 2020;1:2-3.\n[^2]: Poe K, doi:10.1000/abc.2"
    own = own_references(f"Harm is rare.[^1] Pain is not.[^2]\n\n{notes}")
    assert [each.number for each in own.entries] == ["1", "2"]
    assert own.entries[1].source["doi"] == "10.1000/abc.2"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + "Sources\n\nThe sun is one. Lamps are others. We like both.",
        TEXT + "1. Sit down.\n2. Turn it on.\n3. Wait for 20 minutes.",
        TEXT + "References are below.\n\n" + "We thank all.",
        "References",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert own_references(text).entries == ()
    assert own_references(text).headings == ()


READ = [
    (ENTRIES[0], {"authors": "Roe J, Poe K", "title": "Harm after light", "container_title": "J Test"}),
    (ENTRIES[0], {"issued_on": "2020", "doi": "10.1000/abc.1"}),
    (ENTRIES[1], {"title": "Pain after light: a review", "container_title": "Light Res", "pmid": "123"}),
    (ENTRIES[2], {"authors": "Doe AB, Moe C", "title": "Sleep and light?", "container_title": "Journal of Light"}),
    (ENTRIES[2], {"issued_on": "2018", "doi": "10.1000/abc.3"}),
    (ENTRIES[3], {"issued_on": "2017", "url": "https://example.org/light"}),
    (
        '^ [a] [b] Roe J, Poe K (2019). "Harm after light". J Test. 16 (11): 675–686. doi:10.1000/a. PMID 12.',
        {"authors": "Roe J, Poe K", "title": "Harm after light", "container_title": "J Test", "issued_on": "2019"},
    ),
    (
        "↑ Roe J, Poe K. Harm after light. J Test. 2020;12:45. ↩︎",
        {"authors": "Roe J, Poe K", "title": "Harm after light"},
    ),
    ("Roe J. Harm after light. BMJ 2017;357:j1909.", {"issued_on": "2017"}),
    ("Roe J, Poe K, et al. Harm. J Test. 2020;1:2.", {"authors": "Roe J, Poe K, et al.", "title": "Harm"}),
    ("Lee, B. et al. Itch in mice. Nature 5, 12–19 (2019).", {"issued_on": "2019"}),
    ("王明, 李华. 细胞治疗[J]. 中华医学杂志, 2021, 101(3): 1-5.", {"issued_on": "2021", "authors": "王明, 李华"}),
    (
        "王明，李华，等. 细胞治疗[J]. 中华医学杂志, 2021, 101(3): 1-5.",
        {"authors": "王明, 李华, 等", "title": "细胞治疗"},
    ),
    (
        '^ a b Roe J, Poe K (March 2020). "Harm after light". J Test. 12 (3): 45–52. doi:10.1000/abc.1.',
        {"authors": "Roe J, Poe K", "title": "Harm after light", "container_title": "J Test", "issued_on": "2020"},
    ),
    (
        'Roe, J.; Poe, K. L. (2020). "Harm after light." Journal of Tests. 10(2): 100-110.',
        {"authors": "Roe J, Poe KL", "title": "Harm after light", "container_title": "Journal of Tests"},
    ),
    ("Щербаков И, Котов АБ. Боль. Терапия. 2020;1:2-3.", {"authors": "Щербаков И, Котов АБ", "title": "Боль"}),
]


@pytest.mark.parametrize(("entry", "found"), READ)
def test_what_is_read_of_an_entry(entry: str, found: dict[str, str]) -> None:
    assert {column: read_entry(entry).get(column) for column in found} == found


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        ("Ministry of Light. Light at work. 2017.", "authors"),
        ("Lee, B. et al. Itch in mice. Nature 5, 12–19 (2019).", "title"),
        ("Roe J. From 1990 to 2000. J Test.", "issued_on"),
        ("Light at work", "title"),
    ],
)
def test_what_is_not_certain_is_left_blank(entry: str, column: str) -> None:
    assert column not in read_entry(entry)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Harm is rare.[1]\n\n[1] Roe J. Harm. J Test 2019;1:2-9.", 1),
        ("Harm is rare.[1] So is pain.[2]\n\n[1] Roe J. Harm. J Test 2019;1:2.\n[2] Poe J. Pain. J Test 2018;1:2.", 2),
        ("Harm is rare.1\n\n[1] Roe J. Harm. J Test 2019;1:2-9.", 0),
        ("Harm is rare.[1]\n\n1. Roe J. Harm. J Test 2019;1:2-9.", 0),
        ("Harm is rare.[1]\n\n[1] In adults of 2019.", 0),
    ],
)
def test_notes_of_a_word_processor(text: str, number: int) -> None:
    assert len(own_references(text).entries) == number


def test_the_lines_of_an_item_of_a_pages_list_are_one_entry() -> None:
    first, second = (
        "• 1. Roe J, Poe K. Harm after light.\nJ Test. 2020;12:45–52.\nView article",
        "• 2. Doe A, 2018\nItch",
    )
    text = f"{TEXT}References\n\n{first}\n{second}\n\nAbout us"
    own = own_references(text, {text.index(each): "list_item" for each in (first, second)})
    assert [text[each.start : each.end] for each in own.entries] == [first, second]
    assert [each.number for each in own.entries] == ["1", "2"]


def test_letters_tell_papers_of_one_year_apart() -> None:
    entries = [
        "Roe, K. J. (2018a). Long nights. J Test, 3(2), 1–9.",
        "Roe, K. J. (2018b). Short nights. Sleep Med, 4, 10.",
    ]
    own = own_references(TEXT + "References\n\n" + "\n".join(entries))
    for cited in (["Roe, 2018a", "Roe, 2018b"], ["Roe, 2018b"]):
        proposed = proposed_rows("A1", own, cited, KnownSources())
        assert [(row["source_id"], row["title"]) for row in proposed.sources] == [
            ("roe-2018", "Long nights"),
            ("roe-2018-b", "Short nights"),
        ]
        assert [(row["citation"], row["source_id"]) for row in proposed.references] == [
            ("Roe, 2018a", "roe-2018"),
            ("Roe, 2018b", "roe-2018-b"),
        ]


def test_a_list_in_russian() -> None:
    entries = [
        "1. Котов А. И., Лисов Б. В. Свет и боль // Тест. — 2019. — Т. 12.",
        "2. Волков В. Боль. М.: Наука, 2018.",
    ]
    assert len(own_references(f"{TEXT}Литература\n\n" + "\n".join(entries)).entries) == 2


WRAPPED = """Harm is rare in all people who take light in the
morning.1 Pain is rare in most of them, and nearly
all of it ends within a week of the first day.2

References
1. Roe J, Poe K. Harm after light in the
morning. J Test. 2020;12(3):45–52.
2. Doe A, Moe B. Itch after light, and other un-
wanted effects. J Test. 2018;11:1-9. doi:10.1000/
abc.1234
"""


def test_entries_whose_lines_are_wrapped() -> None:
    first, second = own_references(WRAPPED.rstrip()).entries
    assert (first.number, first.source["title"]) == ("1", "Harm after light in the morning")
    assert (second.number, second.source["authors"]) == ("2", "Doe A, Moe B")
    assert {"doi", "title"}.isdisjoint(second.source)  # which the line ends have cut


def test_a_note_and_lines_for_each_author_are_within_the_list() -> None:
    first = ["1. 1.", "Roe J", ",", "Poe K", ",", "et al", ". Harm after light. J Test. 2020;1:2-3.", "Open Google"]
    second = ["2. 2.", "Poe K. Pain after light. J Test. 2019;1:2-3."]
    after = "\n\nAbout us\n\nRoe J. Lamps. J Test. 2018;1:2-3."
    text = TEXT + "References\n\nPapers of note are marked\n" + "\n".join([*first, *second]) + after
    own = own_references(text, {text.index("Papers"): "heading", text.index("About us"): "heading"})
    assert [text[each.start : each.end] for each in own.entries] == ["\n".join(first), "\n".join(second)]


def test_rows_are_proposed_and_nothing_is_doubled() -> None:
    text = TEXT + "References\n\n" + "\n".join(ENTRIES)
    own = own_references(text)
    cited = ["Roe et al., 2020", "Roe et al. (2020)", "Poe, 2019", "10.1000/other", "PMID: 123"]
    known = KnownSources([{"source_id": "doe", "doi": "10.1000/ABC.3"}, {"source_id": "Roe-2020"}])
    proposed = proposed_rows("A1", own, cited, known, {"Poe, 2018": "x"})
    assert [(row["source_id"], row["status"]) for row in proposed.sources] == [
        ("roe-2020-b", "identified"),
        ("poe-2019", "identified"),
        ("ref-4", "identified"),
        ("doi-10-1000-other", "identified"),
    ]
    assert [(row["citation"], row["source_id"]) for row in proposed.references] == [
        ("Roe et al., 2020", "roe-2020-b"),
        ("Poe, 2019", "poe-2019"),
        ("Doe and Moe, 2018", "doe"),
        ("https://example.org/light", "ref-4"),
        ("10.1000/other", "doi-10-1000-other"),
        ("PMID: 123", "poe-2019"),
    ]


def test_a_document_without_an_identifier_is_known_by_title_and_year() -> None:
    own = own_references(TEXT + "References\n\nRoe J. Harm after light. J Test. 2020;1:2-3.")
    there = KnownSources([{"source_id": "old", "title": "Harm after light.", "issued_on": "2020-05"}])
    proposed = proposed_rows("A1", own, [], there)
    assert (proposed.sources, [row["source_id"] for row in proposed.references]) == ((), ["old"])


@pytest.mark.parametrize("form", ["{n}. {}", "[{n}] {}"])
def test_an_entry_that_goes_on_in_further_lines_is_one(form: str) -> None:
    printed = [
        "Roe J, Poe K. Harm after\nlight. J Test. 2020;12(3):45-52.\nhttps://doi.org/10.1000/abc.1",
        "Guideline on light",
        "Society of Light (ed.): Guideline\nhttps://example.org/guideline.pdf (seen 2020)",
        "Poe K. Pain after light: a review. Light Res 2019;11:1-9. PMID: 123",
    ]
    lines = [form.format(entry, n=number) for number, entry in enumerate(printed, 1)]
    text = TEXT + "References\n\n" + "\n".join(lines)
    own = own_references(text)
    assert [text[each.start : each.end] for each in own.entries] == lines
    assert [each.number for each in own.entries] == ["1", "2", "3", "4"]
    assert own.entries[0].source["title"] == "Harm after light"
    assert [own.entries[at].source.get(column) for at, column in ((0, "doi"), (2, "url"), (3, "pmid"))] == [
        "10.1000/abc.1",
        "https://example.org/guideline.pdf",
        "123",
    ]
    assert [part.kind for part in segment(text, kinds=own.kinds())][-7:] == ["reference"] * 7
    proposed = proposed_rows("A1", own, [], KnownSources())
    assert [(row["citation"], row["source_id"]) for row in proposed.references] == [
        ("1", "roe-2020"),
        ("2", "ref-2"),
        ("3", "ref-3"),
        ("4", "poe-2019"),
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "Roe, J., Poe, K. and Doe, L.M., 2020. Harm after light. Journal of Tests, 12(3), pp.45-52.",
            ("Roe J, Poe K, Doe LM", "Harm after light", "Journal of Tests", "2020"),
        ),
        (
            "Roe, J., 2020. Harm: light and sleep. The Lancet, 8.",
            ("Roe J", "Harm: light and sleep", "The Lancet", "2020"),
        ),
        ("Poe, K., 2006. The lamp book. New York: Basic Books.", ("Poe K", "The lamp book", None, "2006")),
        ("Poe K., 2002. Light at night. Lamps, 159(9), pp.20-21.", ("Poe K", "Light at night", "Lamps", "2002")),
    ],
)
def test_the_year_may_follow_the_authors_without_brackets(entry: str, expected: tuple[str | None, ...]) -> None:
    found = read_entry(entry)
    columns = ("authors", "title", "container_title", "issued_on")
    assert tuple(found.get(column) for column in columns) == expected


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("Light at work, www.example.org. Available: https://www.example.org/light", "https://www.example.org/light"),
        ("Light at work. https://example.org/light#top(seen 2020-05-04)", "https://example.org/light#top"),
        ("Light at work. https://example.org/light_(lamp)", "https://example.org/light_(lamp)"),
        ("Ministry of Light, www.example.org, 2017.", None),
    ],
)
def test_an_address_is_that_of_the_document_and_not_of_its_site(entry: str, url: str | None) -> None:
    assert read_entry(entry).get("url") == url


def test_entries_with_one_address_are_one_document_unless_their_titles_differ() -> None:
    lines = [
        "1. Light at work, questions. Seen 2020-05-04. https://example.org/light",
        "2. Light at work, answers. https://example.org/light/",
        "3. Roe, J., 2020. Harm after light. J Test, 3(1). https://example.org/light",
        "4. Roe, J., 2020. Pain after light. J Test, 3(2). https://example.org/light",
    ]
    proposed = proposed_rows("A1", own_references(TEXT + "References\n" + "\n".join(lines)), [], KnownSources())
    assert [row["source_id"] for row in proposed.references] == ["ref-1", "ref-1", "ref-1", "roe-2020"]


def test_what_may_be_one_source_or_another_is_left_and_told() -> None:
    own = own_references(TEXT + "References\n\nRoe J. Harm and pain after light. J Test. 2020;1:2-3.")
    there = KnownSources([{"source_id": "old", "title": "Harm and pain after light", "issued_on": "2019"}])
    proposed = proposed_rows("A1", own, [], there)
    assert (proposed.sources, proposed.references) == ((), ())
    assert proposed.uncertain == (
        "Roe, 2020: it has the title of old, which is of 2019, and no identifier says whether it is the same: if it is"
        " another, add it with claimpack new source",
    )


def test_names_in_any_letters() -> None:
    lines = ["1. Щербаков И. Боль. J Test. 2020;1:2-3.", "2. 王明, 李华. 细胞治疗[J]. 中华医学杂志, 2021, 101(3): 1-5."]
    proposed = proposed_rows("A1", own_references(TEXT + "References\n" + "\n".join(lines)), ["1"], KnownSources())
    assert [row["source_id"] for row in proposed.sources] == ["shcherbakov-2020", "ref-2"]


def test_a_link_identifies_an_entry() -> None:
    text = TEXT + "References\n\n1. Roe J. Harm. J Test. 2020;1:2-3. Go to it"
    own = own_references(text, links=[(len(text) - 5, "https://doi.org/10.1000/abc.9")])
    assert own.entries[0].source["doi"] == "10.1000/abc.9"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Roe J, Poe K. Harm after light. J Test. 2020;12(3):45–52.", True),
        ("3. Roe J, Poe K. Harm after light. 2020.", True),
        ("1) 王明, 李华: 光の害. 試験医学 12: 45-52, 2020.", True),
        ("2) Roe A: Harm after light. J Test 11: 1-9, 2019.", True),
        ("Roe J, Poe K. Harm after light.", False),  # no year
        ("Harm was rare in the winter of 2020.", False),  # nothing but a year
        ("See doi:10.1000/abc.1", True),
        ("Harm is rare.", False),
    ],
)
def test_what_reads_like_an_entry(line: str, expected: bool) -> None:  # noqa: FBT001
    assert looks_like_a_reference(line) == expected
