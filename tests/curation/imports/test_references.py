"""References become sources: none is entered twice, blanks are filled in, and nothing that is there is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.curation.imports import references
from claimpack.curation.imports.citations.authornames import from_any, from_comma, split_names
from claimpack.curation.imports.plan import Plan, plan
from claimpack.curation.imports.proposal import ImportFile, Proposal, Request
from claimpack.curation.imports.samemeaning import says_the_same
from claimpack.package.idletters import id_part
from claimpack.package.load import load

from tests.edits import TODAY, Edit


class Nobody:
    """Nobody is there to be asked."""

    can_ask = False

    def ask(self, _name: str, _about: str, *, default: str = "", **_: object) -> str:
        return default


COLUMNS = (
    "source_id,status,source_type,title,authors,container_title,issued_on,doi,pmid,retraction_status,superseded_by"
)
SOURCES = f"""{COLUMNS}
S1,identified,meta_analysis,An invented review of bright light therapy,,,2020,10.5555/s1,,none_found,
S3,identified,,A third invented paper on bright light,"Li B, et al.",Journal of lamps,2019-03-25,,31,not_checked,
S4,identified,,A fourth invented paper on bright light,,,,,,,
"""


def imported(folder: Path, *texts: str, csv: str = SOURCES) -> tuple[Proposal, Plan]:
    Edit(csv={"sources": csv}).apply(folder)
    package = load(folder, today=TODAY)
    files = [ImportFile(f"{number}.txt", text.encode()) for number, text in enumerate(texts, 1)]
    proposal = references.propose(Request(package, files, {}, Nobody()))
    return proposal, plan(package, proposal)


def ris(*fields: str) -> str:
    return "TY  - JOUR\n" + "".join(f"{field}\n" for field in fields) + "ER  - \n"


def row(planned: Plan, key: str) -> dict[str, str]:
    return {column: value for column, value in planned.tables[0].rows[(key,)].items() if value}


def test_a_new_source(tmp_path: Path) -> None:
    _, planned = imported(tmp_path, ris("TI  - New lamps", "AU  - Ōe, Kenzaburō", "PY  - 2021", "DO  - 10.5555/new"))
    assert row(planned, "oe-2021") == {
        "source_id": "oe-2021",
        "status": "identified",
        "title": "New lamps",
        "authors": "Ōe K",
        "issued_on": "2021",
        "doi": "10.5555/new",
    }
    assert b"oe-2021,identified,,New lamps" in planned.contents["sources"]


def test_ids_of_one_author_and_year_get_letters(tmp_path: Path) -> None:
    texts = [ris(f"TI  - Paper number {number}", "AU  - Li, Bo", "PY  - 2021") for number in range(28)]
    _, planned = imported(tmp_path, "".join(texts))
    ids = [key for (key,) in planned.tables[0].rows]
    assert ids[:3] == ["li-2021", "li-2021-b", "li-2021-c"]
    assert ids[25:] == ["li-2021-z", "li-2021-aa", "li-2021-ab"]


def test_ids_without_an_author_or_letters_of_ours(tmp_path: Path) -> None:
    _, planned = imported(
        tmp_path,
        ris("TI  - Standards of lamps again", "PY  - 2021"),
        ris("TI  - Lamps", "AU  - 王, 小明", "PY  - 2020"),
        ris("TI  - No day, no name", "AU  - World Health Organization"),
    )
    ids = [key for (key,) in planned.tables[0].rows]
    assert ids == ["standards-of-lamps-2021", "source-2020", "world-health-organization"]


@pytest.mark.parametrize(
    "fields",
    [
        ["TI  - Another title", "DO  - https://doi.org/10.5555/S1"],
        ["TI  - An Invented Review of Bright-Light Therapy.", "PY  - 2020"],
        ["TI  - An invented review of bright light therapy", "PY  - 2020", "N1  - PMID: 99"],
        ["TI  - An invented review of bright light therapy"],
    ],
)
def test_a_source_that_is_there_is_found(fields: list[str], tmp_path: Path) -> None:
    _, planned = imported(tmp_path, ris(*fields))
    assert planned.tables[0].new == []
    assert {cell.key for cell in planned.tables[0].filled} <= {"S1"}


def test_blanks_are_filled_and_what_differs_is_kept_and_shown(tmp_path: Path) -> None:
    text = ris(
        "TI  - A wholly different title of it", "PY  - 2018", "DO  - 10.5555/s1", "AU  - Li, B.", "N1  - PMID: 7"
    )
    _, planned = imported(tmp_path, text)
    (table,) = planned.tables
    assert row(planned, "S1") == {"source_id": "S1", "authors": "Li B", "pmid": "7"}
    assert [(cell.column, cell.before, cell.after) for cell in table.differing] == [
        ("title", "An invented review of bright light therapy", "A wholly different title of it"),
        ("issued_on", "2020", "2018"),
    ]
    assert table.differing[0].origin == "1.txt, line 1"


def test_what_says_the_same_in_other_words_is_no_difference(tmp_path: Path) -> None:
    text = (
        "PMID- 31\nTI  - A Third invented paper on bright-light.\nAU  - Li B\nAU  - Wu C\nTA  - J Lamps\nDP  - 2019\n"
    )
    _, planned = imported(tmp_path, text)
    assert (planned.tables[0].differing, planned.tables[0].same, planned.contents) == ([], 1, {})


def test_the_same_title_with_another_doi_is_another_paper(tmp_path: Path) -> None:
    text = ris("TI  - An invented review of bright light therapy", "PY  - 2020", "DO  - 10.5555/preprint")
    _, planned = imported(tmp_path, text)
    assert len(planned.tables[0].new) == 1


def test_the_same_title_of_the_year_before_is_left_for_a_person(tmp_path: Path) -> None:
    proposal, planned = imported(tmp_path, ris("TI  - An invented review of bright light therapy", "PY  - 2021"))
    assert planned.contents == {}
    (left,) = proposal.left
    assert left.why.startswith(
        "it has the title of S1, which is of 2020, and no identifier says whether it is the same"
    )


def test_identifiers_of_two_sources_are_told(tmp_path: Path) -> None:
    proposal, planned = imported(tmp_path, ris("TI  - Lamps", "DO  - 10.5555/s1", "N1  - PMID: 31"))
    assert [(left.origin, left.why) for left in proposal.left] == [
        ("1.txt, line 1", "its doi 10.5555/s1 is that of S1, and its pmid 31 that of S3: correct what is wrong")
    ]
    assert planned.contents == {}


def test_a_reference_in_two_files_is_one_source_and_of_the_more_exact_day(tmp_path: Path) -> None:
    one = ris("TI  - New lamps", "AU  - Li, Bo", "PY  - 2021", "DO  - 10.5555/new")
    other = "PMID- 5\nTI  - New lamps.\nAU  - Li B\nDP  - 2021 Feb 3\nLID - 10.5555/NEW [doi]\nPT  - Review\n"
    _, planned = imported(tmp_path, one, other)
    new = row(planned, "li-2021")
    assert (new["issued_on"], new["pmid"], new["doi"]) == ("2021-02-03", "5", "10.5555/new")
    assert (len(planned.tables[0].new), planned.tables[0].differing) == (1, [])


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    text = ris("TI  - New lamps", "AU  - Li, Bo", "PY  - 2021")
    _, planned = imported(tmp_path, text)
    (tmp_path / "claims/sources.csv").write_bytes(planned.contents["sources"])
    package = load(tmp_path, today=TODAY)
    again = plan(package, references.propose(Request(package, [ImportFile("a", text.encode())], {}, Nobody())))
    assert (again.contents, again.tables[0].same) == ({}, 1)


def test_a_retraction_is_taken_where_nobody_has_looked_and_shown_where_somebody_has(tmp_path: Path) -> None:
    retracted = "TI  - Lamps.\nRIN - J. 2022. PMID: 9\n"
    _, planned = imported(tmp_path, f"PMID- 31\n{retracted}", f"PMID- 8\nLID - 10.5555/s1 [doi]\n{retracted}")
    (table,) = planned.tables
    assert [(cell.key, cell.before, cell.after) for cell in table.replaced] == [("S3", "not_checked", "retracted")]
    assert ("S1", "retraction_status", "none_found", "retracted") in [cell[:4] for cell in table.differing]


def test_updates_are_told_in_superseded_by(tmp_path: Path) -> None:
    older = "PMID- 31\nTI  - A third invented paper on bright light.\nUIN - J. 2022. PMID: 9\nUIN - J. 2023. PMID: 99\n"
    newer = "PMID- 9\nTI  - The update of it all.\nAU  - Li B\nDP  - 2022\nUOF - J. 2019. PMID: 31\n"
    proposal, planned = imported(tmp_path, older + newer)
    assert row(planned, "S3")["superseded_by"] == "li-2022"
    assert proposal.notes == ["S3 was updated by a paper that is not among the sources: J. 2023. PMID: 99."]


def test_a_cell_that_may_not_stand_is_left_and_told(tmp_path: Path) -> None:
    long = "x" * 501
    _, planned = imported(
        tmp_path, ris(f"TI  - {long}", "AU  - Li, Bo", "PY  - 2021"), ris("TI  - =1+2 lamps", "DO  - 10.5555/x")
    )
    assert "title" not in row(planned, "li-2021")
    assert [left.what for left in planned.left] == ["title of li-2021", "title of 1-2-lamps"]
    assert "begins like a formula" in planned.left[1].why


def test_hundreds_of_authors_end_in_et_al(tmp_path: Path) -> None:
    _, planned = imported(tmp_path, ris("TI  - Lamps", *(f"AU  - Longname{number}, A." for number in range(300))))
    authors = row(planned, "longname0")["authors"]
    assert len(authors) <= 2000
    assert authors.endswith(" A, et al.")


def test_a_reference_without_anything_is_left(tmp_path: Path) -> None:
    proposal, _ = imported(tmp_path, ris("AU  - Li, Bo"))
    assert [left.why for left in proposal.left] == ["it has neither a title nor an identifier: fill in one of them"]


def test_many_references_are_quick_enough(tmp_path: Path) -> None:
    text = "".join(ris(f"TI  - Paper {number}", f"AU  - N{number}, A", "PY  - 2021") for number in range(5000))
    _, planned = imported(tmp_path, text)
    assert len(planned.tables[0].new) == 5000


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Bree, Remco de", "de Bree R"),
        ("SMITH, JOHN", "SMITH J"),
        ("Smith, John A., III", "Smith JA III"),
        ("McNamara, M.E.", "McNamara ME"),
        ("van Dijk,Joris,D.", "van Dijk JD"),
        ("Wilson, Lauren N. (58975547800)", "Wilson LN"),
        ("Wiley and Sons, Ltd of London", "Wiley and Sons Ltd of London"),
        ("al-Sayed, N.-E.", "al-Sayed NE"),
    ],
)
def test_names_of_authors(name: str, author: str) -> None:
    assert str(from_comma(name)) == author


def test_names_that_begin_with_the_given_name() -> None:
    assert [str(from_any(name)) for name in ("Jan van den Berg", "Ann B. O'Neill", "World Health Organization")] == [
        "van den Berg J",
        "O'Neill AB",
        "World Health Organization",
    ]


def test_a_cell_of_one_name_is_one_name() -> None:
    assert split_names("Hutchings, Judy") == ["Hutchings, Judy"]
    assert split_names("Longrich, N.R.\n and Bardet, N.\n") == ["Longrich, N.R.", "Bardet, N."]


def test_ids_are_plain() -> None:
    assert id_part("x" * 60) == "x" * 40
    assert id_part("Collaborative group of everybody who ever had a lamp") == "collaborative-group-of-everybody-who"


def test_what_is_the_same() -> None:
    assert says_the_same("authors", "Li B, Wu C, et al.", "Li BX, Wu CD, Xu E")
    assert not says_the_same("authors", "Li B, Wu C", "Li B")
    assert not says_the_same("container_title", "Lancet", "Lamps")


PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><Journal><JournalIssue><PubDate>
<Year>2021</Year><Month>02</Month><Day>30</Day></PubDate></JournalIssue></Journal><ArticleTitle>Lamps.</ArticleTitle>
</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">nonsense</ArticleId></ArticleIdList>
</PubmedData></PubmedArticle></PubmedArticleSet>"""
NO_DOI = "it is no DOI: the source was taken without a DOI"
NO_DATE = "it is no date: the source was taken without a date"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            ris("TI  - Lamps", "PY  - 20xx", "DO  - nonsense"),
            ['1.txt, line 3, PY: "20xx": ' + NO_DATE, '1.txt, line 4, DO: "nonsense": ' + NO_DOI],
        ),
        (ris("TI  - Lamps", "DA  - 2021/13/45"), ['1.txt, line 3, DA: "2021/13/45": it is no date: 2021 was taken']),
        (
            "@article{a,\n  title={Lamps},\n  year={20xx},\n  doi={10.1/x},\n  pmid={x1}\n}\n",
            [
                '1.txt, line 3, year: "20xx": ' + NO_DATE,
                '1.txt, line 4, doi: "10.1/x": ' + NO_DOI,
                '1.txt, line 5, pmid: "x1": it is no PMID: the source was taken without a PMID',
            ],
        ),
        (
            "@article{a, title={Lamps}, year={2021}, month={13}}",
            ['1.txt, line 1, month: "2021-13": it is no date: 2021 was taken'],
        ),
        (
            '[\n{"title": "Lamps", "DOI": "nonsense", "issued": {"date-parts": [[2021, 13]]}}\n]',
            [
                '1.txt, line 2, DOI: "nonsense": ' + NO_DOI,
                '1.txt, line 2, issued: "2021-13": it is no date: 2021 was taken',
            ],
        ),
        (
            "Title,DOI,Publication Date,PMID\nLamps,nonsense,13/45/2022,0\n",
            [
                '1.txt, line 2, DOI: "nonsense": ' + NO_DOI,
                '1.txt, line 2, Publication Date: "13/45/2022": it is no date: 2022 was taken',
            ],
        ),
        ("PMID- 7\nTI  - Lamps.\nLID - nonsense [doi]\n", ['1.txt, line 1, DOI: "nonsense": ' + NO_DOI]),
        (
            PUBMED,
            [
                '1.txt, line 1, ArticleId: "nonsense": ' + NO_DOI,
                '1.txt, line 1, PubDate: "2021-02-30": it is no date: 2021-02 was taken',
            ],
        ),
        (ris("TI  - Lamps", "PY  - in press", "DA  - 2021/00/00", "DO  - n/a", "DI  - 10.5555/x"), []),
        (ris("TI  - Lamps", "PY  - 2019-20", "DA  - 2019//Spring"), []),
        (ris("TI  - Lamps", "DO  - see the link", "UR  - https://doi.org/10.5555/x"), []),
    ],
)
def test_identifiers_and_dates_that_are_none_are_told(text: str, told: list[str], tmp_path: Path) -> None:
    proposal, planned = imported(tmp_path, text)
    assert sorted(f"{left.origin}: {left.what}: {left.why}" for left in proposal.left) == sorted(told)
    assert len(planned.tables[0].new) == 1
