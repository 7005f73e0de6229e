"""Each format gives the same reference; what a format alone says is kept too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claimpack.curation.imports.citations.citation import Citation, Unread
from claimpack.curation.imports.citations.readers import read_citations
from claimpack.curation.imports.proposal import ImportFile, UnusableImportError

NBIB = """
PMID- 11111111
OWN - NLM
DP  - 2021 Oct 18
TI  - Invented lamps and sleep: a
      meta-analysis.
LID - 1-2-3 [pii]
LID - 10.5555/lamps.1 [doi]
FAU - O'Neill, Ann B
AU  - O'Neill AB
FAU - van den Berg, Jan
AU  - van den Berg J Jr
CN  - Lamp Study Group
PT  - Journal Article
PT  - Meta-Analysis
DEP - 20210903
TA  - J Lamps
JT  - Journal of lamps
PMC - PMC222222
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://example.org/pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">11111111</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2021</Year><Month>Oct</Month><Day>18</Day></PubDate></JournalIssue>
<Title>Journal of lamps</Title><ISOAbbreviation>J Lamps</ISOAbbreviation></Journal>
<ArticleTitle>Invented <i>lamps</i> and sleep: a meta-analysis.</ArticleTitle>
<AuthorList CompleteYN="Y">
<Author><LastName>O'Neill</LastName><ForeName>Ann B</ForeName><Initials>AB</Initials></Author>
<Author><LastName>van den Berg</LastName><Initials>J</Initials><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Lamp Study Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Meta-Analysis</PublicationType></PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2021</Year><Month>09</Month><Day>03</Day></ArticleDate>
</Article></MedlineCitation><PubmedData>
<ArticleIdList><ArticleId IdType="pubmed">11111111</ArticleId><ArticleId IdType="pmc">PMC222222</ArticleId>
<ArticleId IdType="doi">10.5555/lamps.1</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/another</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle>
</PubmedArticleSet>
"""
RIS = """TY  - JOUR
T1  - Invented lamps and sleep: a meta-analysis.
A1  - O'Neill, Ann B.
A1  - van den Berg, Jan, Jr
A1  - Lamp Study Group
JF  - Journal of lamps
Y1  - 2021/09/03/
DO  - https://doi.org/10.5555/lamps.1
C2  - PMC222222
M3  - Meta-Analysis
N1  - PMID: 11111111
ER  -
"""
BIBTEX = r"""@article{oneill2021,
  title = {Invented {L}amps and sleep: a meta-analysis},
  author = {O'Neill, Ann B. and van den Berg, Jr, Jan and {Lamp Study Group}},
  journal = {Journal of lamps},
  year = 2021, month = sep, day = 3,
  doi = {10.5555/lamps.1}, pmid = {11111111}, pmcid = {PMC222222}, type = {Meta-Analysis},
}
"""
CSL = json.dumps(
    [
        {
            "id": "a",
            "type": "article-journal",
            "genre": "Meta-Analysis",
            "title": "Invented <i>lamps</i> and sleep: a meta-analysis",
            "author": [
                {"family": "O'Neill", "given": "Ann B."},
                {"family": "Berg", "non-dropping-particle": "van den", "given": "Jan", "suffix": "Jr"},
                {"literal": "Lamp Study Group"},
            ],
            "container-title": "Journal of lamps",
            "issued": {"date-parts": [[2021, 9, 3]]},
            "DOI": "10.5555/lamps.1",
            "PMID": "11111111",
            "PMCID": "PMC222222",
        }
    ]
)
TABLE = """Title,Authors,Journal,Publication Date,DOI,PubMed ID,PMCID,Publication Type
Invented lamps and sleep: a meta-analysis,"O'Neill AB; van den Berg J Jr; Lamp Study Group",Journal of lamps,\
2021-09-03,10.5555/lamps.1,11111111,PMC222222,Meta-Analysis
"""
ROW = {
    "status": "identified",
    "source_type": "meta_analysis",
    "title": "Invented lamps and sleep: a meta-analysis",
    "authors": "O'Neill AB, van den Berg J Jr, Lamp Study Group",
    "container_title": "Journal of lamps",
    "issued_on": "2021-09-03",
    "doi": "10.5555/lamps.1",
    "pmid": "11111111",
    "pmcid": "PMC222222",
}


def read(text: str | bytes, encoding: str | None = None) -> list[Citation]:
    content = text.encode() if isinstance(text, str) else text
    return [each for each in read_citations(ImportFile("a.txt", content), encoding) if isinstance(each, Citation)]


def only(text: str) -> dict[str, str]:
    (found,) = read(text)
    return {column: value for column, value in found.row().items() if value}


FORMATS = {"nbib": NBIB, "xml": XML, "ris": RIS, "bibtex": BIBTEX, "csl": CSL, "table": TABLE}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_reference(form: str) -> None:
    row = only(FORMATS[form])
    row["title"] = row["title"].replace("Lamps", "lamps")
    assert row == ROW


CROSSREF = {
    "status": "ok",
    "message-type": "work",
    "message": {
        "DOI": "10.5555/LAMPS.2",
        "type": "journal-article",
        "title": ["Lamps &amp; moods"],
        "subtitle": ["A trial"],
        "author": [{"given": "Bo", "family": "Li", "sequence": "first"}, {"name": "Mood Group"}],
        "container-title": ["Annals of lamps"],
        "published-print": {"date-parts": [[2020, 2]]},
        "published-online": {"date-parts": [[2019, 12, 30]]},
        "issued": {"date-parts": [[2019, 12, 30]]},
        "URL": "https://doi.org/10.5555/lamps.2",
        "updated-by": [
            {
                "DOI": "10.5555/notice",
                "type": "retraction",
                "label": "Retraction",
                "updated": {"date-parts": [[2024, 1, 5]]},
            }
        ],
    },
}


def test_a_crossref_work_with_its_retraction() -> None:
    assert only(json.dumps(CROSSREF)) == {
        "status": "identified",
        "title": "Lamps & moods: A trial",
        "authors": "Li B, Mood Group",
        "container_title": "Annals of lamps",
        "issued_on": "2019-12-30",
        "doi": "10.5555/LAMPS.2",
        "retraction_status": "retracted",
        "note": "Retraction of 2024-01-05: doi 10.5555/notice.",
    }


def test_several_crossref_works_in_a_list_an_answer_or_line_by_line() -> None:
    one = CROSSREF["message"]
    assert isinstance(one, dict)
    other = {**one, "DOI": "10.5555/lamps.3"}
    for text in (
        json.dumps([one, other]),
        json.dumps({"status": "ok", "message-type": "work-list", "message": {"items": [one, other]}}),
        f"{json.dumps(one)}\n{json.dumps(other)}\n",
        json.dumps([CROSSREF, {**CROSSREF, "message": other}]),
    ):
        assert [each.doi for each in read(text)] == ["10.5555/LAMPS.2", "10.5555/lamps.3"]


def test_a_preprint_of_crossref() -> None:
    row = only(
        json.dumps({"DOI": "10.5555/p", "title": ["Early lamps"], "type": "posted-content", "subtype": "preprint"})
    )
    assert row["source_type"] == "preprint"


def test_notices_of_pubmed_in_both_formats() -> None:
    nbib = """PMID- 1
TI  - RETRACTED: Lamps.
PT  - Retracted Publication
RIN - J Lamps. 2022 Jan;3(1):4. doi: 10.5555/r. PMID: 2
ECI - J Lamps. 2021 Jan;3(1):4. PMID: 3
EIN - J Lamps. 2020 Jan;3(1):4. PMID: 4
UIN - Cochrane. 2023 Jan;3(1):4. PMID:
      5
CIN - J Lamps. 2020;1:1. PMID: 6
"""
    notices = "".join(
        f'<CommentsCorrections RefType="{kind}"><RefSource>{where}</RefSource><PMID>{pmid}</PMID></CommentsCorrections>'
        for kind, where, pmid in (
            ("RetractionIn", "J Lamps. 2022 Jan;3(1):4. doi: 10.5555/r.", "2"),
            ("ExpressionOfConcernIn", "J Lamps. 2021 Jan;3(1):4.", "3"),
            ("ErratumIn", "J Lamps. 2020 Jan;3(1):4.", "4"),
            ("UpdateIn", "Cochrane. 2023 Jan;3(1):4.", "5"),
            ("CommentIn", "J Lamps. 2020;1:1.", "6"),
        )
    )
    xml = (
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>RETRACTED: Lamps.</ArticleTitle>"
        "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{notices}</CommentsCorrectionsList></MedlineCitation></PubmedArticle>"
    )
    for text in (nbib, xml):
        (found,) = read(text)
        assert found.retraction_status == "retracted"
        assert [notice.pmid for notice in found.notices] == ["2", "3", "4", "5"]
        assert [notice.pmid for notice in found.updated_by] == ["5"]
        assert "Erratum in: J Lamps. 2020 Jan;3(1):4" in found.row()["note"]


@pytest.mark.parametrize(
    ("tag", "status"),
    [("RIN", "retracted"), ("ECI", "concern"), ("EIN", "corrected"), ("CRI", "corrected"), ("ROF", "")],
)
def test_what_a_notice_makes_of_a_paper(tag: str, status: str) -> None:
    assert only(f"PMID- 1\nTI  - Lamps.\n{tag} - J. 2022.\n").get("retraction_status", "") == status


def test_blank_authors_are_left_out() -> None:
    text = "PMID- 1\nTI  - Lamps.\nAU  - \nCN  - \nAU  - Li B\nFAU -\nCN  - Lamp Group\n"
    assert only(text)["authors"] == "Li B, Lamp Group"


@pytest.mark.parametrize(
    ("types", "word"),
    [
        (["Review"], "narrative_review"),
        (["Review", "Systematic Review"], "systematic_review"),
        (["Systematic Review", "Meta-Analysis"], "meta_analysis"),
        (["Randomized Controlled Trial"], "randomised_trial"),
        (["Practice Guideline"], "guideline"),
        (["Case Reports"], "case_report"),
        (["Preprint", "Randomized Controlled Trial"], "preprint"),
        (["Journal Article"], ""),
    ],
)
def test_publication_types_of_pubmed(types: list[str], word: str) -> None:
    lines = "".join(f"PT  - {each}\n" for each in types)
    assert only(f"PMID- 1\nTI  - Lamps.\n{lines}").get("source_type", "") == word


def test_a_review_that_calls_itself_systematic_is_not_called_narrative() -> None:
    assert "source_type" not in only("PMID- 1\nTI  - A systematic look at lamps.\nPT  - Review\n")


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Lamps: a systematic review", "systematic_review"),
        ("Lamps and sleep: an updated systematic review and meta-analysis of trials", "meta_analysis"),
        ("Lamps: A multicentre, randomized, placebo-controlled trial", "randomised_trial"),
        ("Lamps: protocol for a systematic review and meta-analysis", None),
        ("Lamps: secondary analysis of a randomised trial", None),
        ("Comment on lamps: a systematic review", None),
        ("What a systematic review of lamps can say", None),
    ],
)
def test_what_a_paper_calls_itself_behind_the_colon_is_certain(title: str, word: str | None) -> None:
    assert only(f"PMID- 1\nTI  - {title}.\nPT  - Journal Article\n").get("source_type") == word


def test_a_title_that_pubmed_has_not_in_english_is_that_of_the_paper() -> None:
    assert only("PMID- 1\nTI  - [Not Available].\nTT  - Lampen und Schlaf.\n")["title"] == "Lampen und Schlaf"
    article = "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Lampen.</VernacularTitle>"
    record = (
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{article}</Article></MedlineCitation></PubmedArticle>"
    )
    assert only(f"<PubmedArticleSet>{record}</PubmedArticleSet>")["title"] == "Lampen"


def test_pubmed_as_it_is_saved() -> None:
    """A byte order mark, line ends of Windows, a DOI beside other identifiers, seasons, a group, markup."""
    saved = (
        "PMID- 30760312\nDP  - 1998 Winter\nTI  - Effect of H(2)O(2) <i>in vivo</i> &amp;\n      on Na<sup>+</sup>.\n"
        "LID - S0140-6736(20)31180-6 [pii]\nLID - 10.5555/S0140-6736(20)31180-6 [doi]\nFAU - O'Neil, Jo 3rd\n"
        "AU  - O'Neil J 3rd\nCN  - Lamp Study Group\n\nPMID- 2\nDP  - 2000 Dec-2001 Jan\nTI  - Two.\n"
    )
    first, second = read("\ufeff\n" + saved.replace("\n", "\r\n"))
    row = first.row()
    assert (row["title"], row["authors"]) == (
        "Effect of H(2)O(2) in vivo & on Na+",
        "O'Neil J 3rd, Lamp Study Group",
    )
    assert (row["doi"], row["issued_on"], second.row()["issued_on"]) == (
        "10.5555/S0140-6736(20)31180-6",
        "1998",
        "2000",
    )


def test_ris_that_does_not_end_or_has_other_spaces() -> None:
    text = "\ufeffTY  -  JOUR\nTI  -  One\nAU  -  Bywater, T\nTY - JOUR\nTI - Two\n  goes on\nER  -  \nstray\n"
    text += "TY  - JOUR\nTI  - Three"
    found = read(text)
    assert [(each.title, each.line) for each in found] == [("One", 1), ("Two goes on", 4), ("Three", 9)]
    assert str(found[0].authors[0]) == "Bywater T"


def test_databases_have_the_pmid_in_fields_of_their_own() -> None:
    for extra in (
        "C5  - 123456\nDB  - Embase",
        "C2  - 123456\nDB  - Scopus",
        "C3  - PUBMED 123456,EMBASE 99",
        "AN  - 123456\nDB  - PubMed",
        "L2  - https://pubmed.ncbi.nlm.nih.gov/123456/",
    ):
        assert only(f"TY  - JOUR\nTI  - Lamps\n{extra}\nER  - \n")["pmid"] == "123456"
    others = "ID  - 123456\nC5  - 77\nAN  - 8\nM1  - Cited. PMID: 9\nN1  - PMID: 5, PMID: 6"
    assert "pmid" not in only(f"TY  - JOUR\nTI  - Lamps\n{others}\nER  - \n")


def test_a_day_of_another_year_is_not_the_day_of_publication() -> None:
    assert only("TY  - JOUR\nTI  - A\nPY  - 2010\nDA  - SEP 22\nER  - \n")["issued_on"] == "2010-09-22"
    assert only("TY  - JOUR\nTI  - A\nPY  - 2010\nDA  - 2014/03/01\nER  - \n")["issued_on"] == "2010"


def test_bibtex_as_latex_writes_it() -> None:
    row = only(
        r"""@string{jl = "J. Lamps"}
% a comment
@article{a, title = "50\% of {\"o}ther lamps \& {COVID}-19", author = "M{\"u}ller, J{\"o}rg and others",
  journal = jl, year = "2019", url = "https://example.org/a\_b"}
"""
    )
    assert row == {
        "status": "identified",
        "title": "50% of öther lamps & COVID-19",
        "authors": "Müller J, et al.",
        "container_title": "J. Lamps",
        "issued_on": "2019",
        "url": "https://example.org/a_b",
    }


def test_a_bibtex_entry_that_is_broken_is_told_with_its_line_and_the_rest_is_read() -> None:
    text = "@article{a, title = {One}}\n\n@article{b, title = {Two, year = 2019\n\n@article{c, title = {Three}}\n"
    found = list(read_citations(ImportFile("a.bib", text.encode())))
    assert [each.title for each in found if isinstance(each, Citation)] == ["One", "Three"]
    assert [each.line for each in found if isinstance(each, Unread)] == [3]


def test_entries_of_the_same_key_are_both_read() -> None:
    assert [each.title for each in read("@misc{a, title={One}}\n@misc{a, title={Two}}")] == ["One", "Two"]


def test_tables_with_a_preamble_semicolons_or_tabs() -> None:
    for mark in ",;\t":
        text = (
            f"SEARCH QUERY{mark}x\n-----\n\nTitle{mark}Author Names{mark}Publication Year\nLamps{mark}Li B.{mark}2020\n"
        )
        (found,) = read(text)
        assert (found.line, found.title, found.issued_on, str(found.authors[0])) == (5, "Lamps", "2020", "Li B")


def test_the_tags_of_web_of_science_as_columns() -> None:
    text = "PT\tAU\tTI\tSO\tDT\tPY\tDI\tPM\nJ\tLi, B; Wu, A\tLamps\tLIGHT\tReview\t2020\t10.5555/a\t12\n"
    row = only(f"\ufeff{text}")
    assert {column: row[column] for column in ("title", "authors", "container_title", "issued_on", "doi", "pmid")} == {
        "title": "Lamps",
        "authors": "Li B, Wu A",
        "container_title": "LIGHT",
        "issued_on": "2020",
        "doi": "10.5555/a",
        "pmid": "12",
    }


@pytest.mark.parametrize("name", ["[No author name available]", "[Anonymous]", "Anon.", "No authors listed", "[S.n.]"])
@pytest.mark.parametrize(
    "form", ['Title,Authors,Year\nLamps,"{}",2020\n', "TY  - JOUR\nTI  - Lamps\nAU  - {}\nER  -\n"]
)
def test_nobody_is_no_author(name: str, form: str) -> None:
    (found,) = read(form.format(name))
    assert (found.title, found.authors) == ("Lamps", [])


def test_days_with_slashes_are_taken_where_others_show_what_comes_first() -> None:
    def days(*cells: str) -> list[str]:
        return [each.issued_on for each in read("Title,Publication Date\n" + "".join(f"L,{cell}\n" for cell in cells))]

    assert days('="4/3/2024"', '="2/19/2024"') == ["2024-04-03", "2024-02-19"]
    assert days("4/3/2024", "19/2/2024") == ["2024-03-04", "2024-02-19"]
    assert days("4/3/2024") == ["2024"]


def test_what_nobody_can_see_and_markup_go_out_of_a_title() -> None:
    assert only("TY  - JOUR\nTI  - La\u00admps &lt;i&gt;in\u200b vivo&lt;/i&gt;\u202e p < 0.05\nER  - \n")["title"] == (
        "Lamps in vivo p < 0.05"
    )


def test_other_encodings() -> None:
    text = "TY  - JOUR\nTI  - Größe über alles\nER  - \n"
    for content in (text.encode("utf-16"), text.encode("utf-8-sig"), text.encode("cp1252")):
        assert read(content)[0].title == "Größe über alles"
    assert read(text.encode("cp850"), "cp850")[0].title == "Größe über alles"


BOMB = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><PubmedArticleSet>&c;</PubmedArticleSet>"""
HOSTILE = {
    "a bomb": (BOMB, 1, "it declares entities of its own, as no file of PubMed does"),
    "a file of this machine": (
        '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<PubmedArticleSet>&x;</PubmedArticleSet>',
        1,
        "it declares entities of its own, as no file of PubMed does",
    ),
    "nested": ("<PubmedArticleSet>" + "<a>" * 100_000, 1, "its elements are nested more than 100 deep"),
    "cut off": ("<PubmedArticleSet>\n<PubmedArticle>", 2, "it is not well-formed XML (no element found)"),
    "other XML": ("<xml><records/></xml>", 1, "it is XML, but not of PubMed: its outermost element is xml"),
    "no such encoding": (
        '<?xml version="1.0" encoding="nonsense"?><a/>',
        1,
        "its encoding can't be read",
    ),
    "binary": (b"TY  - JOUR\nTI  - \0\x01", 2, "it is not text: it has NUL bytes"),
    "nothing": (" \n", None, "it is empty"),
    "JSON cut off": ('[{"DOI":\n"10.5555/a"', 2, "it is not valid JSON (Expecting ',' delimiter)"),
    "JSON nested": ("[" * 200_000, None, "it is nested too deeply, or has a number of too many digits"),
    "JSON of something else": (
        '{"name": "x"}',
        1,
        "it is JSON, but has no references as CSL-JSON or Crossref writes them",
    ),
    "JSON of Zotero's own": (
        '[{"itemType": "journalArticle", "title": "Lamps", "DOI": "10.5555/a", "date": "2019"}]',
        1,
        "it is JSON, but has no references as CSL-JSON or Crossref writes them",
    ),
    "a number without end": (
        '[{"DOI": ' + "9" * 5000 + "}]",
        None,
        "it is nested too deeply, or has a number of too many digits",
    ),
    "prose": (
        "Dear all,\nplease find attached.\n",
        None,
        "it is no file of references that is known here: PubMed, RIS, BibTeX, JSON, or a table with titles",
    ),
    "a table without titles": (
        "DOI,PMID\n10.5555/a,1\n",
        None,
        "it is no file of references that is known here: PubMed, RIS, BibTeX, JSON, or a table with titles",
    ),
    "a table of titles alone": (
        "No,Title\n1,Lamps\n",
        None,
        "it is no file of references that is known here: PubMed, RIS, BibTeX, JSON, or a table with titles",
    ),
    "the table of Retraction Watch": (
        "\ufeffRecord ID,Title,Journal,OriginalPaperDOI,RetractionNature\r\n1,Lamps,J,10.5555/a,Retraction\r\n",
        1,
        "it is the Retraction Watch table, which lists papers that were retracted",
    ),
    "a zip that is no workbook": (
        b"PK\x03\x04rest",
        None,
        "it is damaged (File is not a zip file)",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_their_line(name: str) -> None:
    text, line, message = HOSTILE[name]
    with pytest.raises(UnusableImportError) as told:
        read(text)
    assert (told.value.line, str(told.value)) == (line, message)
    assert told.value.hint.endswith(".")


def test_a_brace_nested_deep_is_no_crash() -> None:
    list(read_citations(ImportFile("a.bib", ("@article{a, title = " + "{" * 20_000 + "}" * 20_000 + "}").encode())))


def test_json_that_is_not_what_it_seems_is_read_as_far_as_it_goes() -> None:
    odd = {"title": [None, 3], "author": "x", "issued": {"date-parts": [["x", None]]}, "DOI": ["10.5555/a"], "URL": 5}
    assert only(json.dumps([odd])) == {"status": "identified", "doi": "10.5555/a"}


def test_no_entity_or_dtd_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text('<!ENTITY secret "told">')
    text = f'<!DOCTYPE PubmedArticleSet SYSTEM "{tmp_path}/x.dtd"><PubmedArticleSet></PubmedArticleSet>'
    assert read(text) == []


def test_records_of_json_have_their_lines() -> None:
    listed = '[\n  {"DOI": "10.5555\\/a"},\n\n  {"title": "B\\u00e4r"}\n]'
    assert [each.line for each in read(listed)] == [2, 4]
    answer = '{"status": "ok",\n"message": {"items": [\n{"DOI": "10.5555/a"},\n{"DOI": "10.5555/b"}]}}'
    assert [each.line for each in read(answer)] == [3, 4]
