"""What an article cites, and the list of references that it prints, come into the package as far as a person wants."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.engine import run
from claimpack.package.load import load, read_article
from claimpack.rules.catalogue import choose_rules
from click.testing import CliRunner, Result

from tests.edits import TODAY

ARTICLE = """Light and sleep

Harm is rare in Asia. 1 Pain is not (Doe et al., 2018). Itch is rare;2 they saw Oct4.
It is free (doi:10.1000/other). See 10.1002/(SICI)1(9)3:6<6::AID-T4>3.0.CO;2-9 too.

References

1. Roe J, Poe K. Harm after light. J Test. 2020;12(3):45–52. doi:10.1000/abc.1
2. Doe A, Moe B. Itch after light. J Test. 2018;11:1-9.
3. Somebody. Something.
"""
PAGE = """<html lang="en"><body><article><h1>Light and sleep</h1>
<p>A <a href="https://pubmed.ncbi.nlm.nih.gov/123/">trial</a> saw no harm. Pain is rare<sup>1</sup>.</p>
<h2>Sources</h2><ol><li>Roe J. Harm after light. J Test. 2020;1:2-3. <a href="https://doi.org/10.1000/abc.1">Open</a></li>
<li>Doe A. Itch after light. J Test. 2018;1:2-3.</li></ol></article></body></html>"""


def anchored(folder: Path, *arguments: str, answer: str = "", text: str = ARTICLE, name: str = "article.txt") -> Result:
    if not (folder / "package").exists():
        CliRunner().invoke(main, ["init", str(folder / "package")])
    (folder / name).write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["anchor", str(folder / name), str(folder / "package"), *arguments], input=answer)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"package/claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ON_MARKS = """<html lang="en"><body><article><h1>Light and sleep</h1>
<p>It helps (<a href="https://doi.org/10.1000/abc.1">Roe et al., 2020</a>). Pain is rare
<a href="https://pubmed.ncbi.nlm.nih.gov/123/">(Poe, 2019)</a>, says a <a href="https://doi.org/10.1000/z">trial</a>.
Itch is <a href="https://doi.org/10.1000/abc.1">not</a> (Doe et al., 2018).</p>
<h2>References</h2><ul><li>Roe, J., Poe, K. and Doe, A., 2020. Harm after light. J Test, 12(3).</li>
<li>Doe, A., Moe, B. and Noe, C., 2018. Itch after light. J Test, 11(1).</li></ul></article></body></html>"""


def test_a_link_on_a_mark_says_which_document_the_mark_cites(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes", "--references", text=ON_MARKS, name="article.html")
    assert result.exit_code == 0, result.output
    cited = [row["citations"] for row in rows(tmp_path, "passages") if row["citations"]]
    assert cited == ["Roe et al., 2020", "Poe, 2019;10.1000/z", "Doe et al., 2018;10.1000/abc.1"]
    sources = {row["source_id"]: row for row in rows(tmp_path, "sources")}
    assert sorted(sources) == ["doe-2018", "doi-10-1000-z", "poe-2019", "roe-2020"]
    assert (sources["roe-2020"]["doi"], sources["roe-2020"]["title"]) == ("10.1000/abc.1", "Harm after light")
    assert (sources["poe-2019"]["pmid"], sources["doe-2018"]["doi"]) == ("123", "")
    assert {row["citation"]: row["source_id"] for row in rows(tmp_path, "references")} == {
        "Roe et al., 2020": "roe-2020",
        "Doe et al., 2018": "doe-2018",
        "Poe, 2019": "poe-2019",
        "10.1000/z": "doi-10-1000-z",
        "10.1000/abc.1": "roe-2020",
    }


NUMBERS = """<html lang="en"><body><article><h1>Light and sleep</h1>
<p>In 1 trial it helped (<a href="https://pubmed.ncbi.nlm.nih.gov/123/">1</a>, <a
href="https://doi.org/10.1000%2Fabc.2">2</a>). Pain is rare<sup><a href="https://doi.org/10.1000/abc.3">3</a></sup>.
Itch is not (<a href="https://example.org/itch">4</a>).</p></article></body></html>"""


def test_links_on_numbers_that_no_list_explains_are_citations_of_their_documents(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes", "--references", text=NUMBERS, name="article.html")
    assert result.exit_code == 0, result.output
    cited = [row["citations"] for row in rows(tmp_path, "passages")]
    assert cited == ["", "PMID: 123;10.1000/abc.2", "10.1000/abc.3", ""]
    assert "1 mark may or may not be a citation" in result.output


def test_links_to_entries_of_the_list_are_no_citations_of_the_page(tmp_path: Path) -> None:
    text = NUMBERS.replace(
        "https://pubmed.ncbi.nlm.nih.gov/123/", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4567/#B1"
    )
    text = text.replace("https://doi.org/10.1000%2Fabc.2", "https://example.org/article/10.1000/abc.2#ref-CR2")
    text = text.replace("https://doi.org/10.1000/abc.3", "https://example.org/article/10.1000/abc.2#ref-CR3")
    anchored(tmp_path, "--yes", "--references", text=text, name="article.html")
    assert [row["citations"] for row in rows(tmp_path, "passages")] == ["", "", "3", ""]


def test_links_on_numbers_of_the_list_say_which_documents_its_entries_are(tmp_path: Path) -> None:
    entries = "".join(f"<li>Roe J. Harm {number}. J Test. 2020;1:2-3.</li>" for number in range(1, 5))
    text = NUMBERS.replace("</article>", f"<h2>References</h2><ol>{entries}</ol></article>")
    result = anchored(tmp_path, "--yes", "--references", text=text, name="article.html")
    assert result.exit_code == 0, result.output
    assert [row["citations"] for row in rows(tmp_path, "passages")][:4] == ["", "1;2", "3", ""]
    assert [(row["pmid"], row["doi"]) for row in rows(tmp_path, "sources")] == [
        ("123", ""),
        ("", "10.1000/abc.2"),
        ("", "10.1000/abc.3"),
        ("", ""),
    ]


def test_the_list_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes", "--references")
    assert result.exit_code == 0, result.output
    assert "The article prints a list of 3 references." in result.output
    kinds = [(row["kind"], row["coverage"]) for row in rows(tmp_path, "passages")][-4:]
    assert kinds == [("heading", "none"), *[("reference", "none")] * 3]
    assert all(row["coverage_reason"] for row in rows(tmp_path, "passages") if row["coverage"] == "none")
    assert {row["source_id"]: row["status"] for row in rows(tmp_path, "sources")} == {
        "doe-2018": "identified",
        "doi-10-1000-other": "identified",
        "doi-10-1002-sici-1-9-3-6-6-aid-t4-3-0-co-2-9": "identified",
        "ref-3": "unidentified",
        "roe-2020": "identified",
    }
    assert {row["citation"]: row["source_id"] for row in rows(tmp_path, "references")} == {
        "1": "roe-2020",
        "2": "doe-2018",
        "3": "ref-3",
        "10.1000/other": "doi-10-1000-other",
        "10.1002/(SICI)1(9)3:6<6::AID-T4>3.0.CO;2-9": "doi-10-1002-sici-1-9-3-6-6-aid-t4-3-0-co-2-9",
    }


def test_every_form_of_citation_is_recorded_and_found_again(tmp_path: Path) -> None:
    anchored(tmp_path, "--yes", "--references")
    assert [row["citations"] for row in rows(tmp_path, "passages")][:8] == [
        *("", "", "Doe et al., 2018", "2", "10.1000/other"),
        *("10.1002/(SICI)1(9)3:6<6::AID-T4>3.0.CO%3B2-9", "", ""),
    ]
    package = load(tmp_path / "package", [tmp_path / "article.txt"], today=TODAY)
    names = ["citation-misread", "citation-mismatch", "invalid-cell", "duplicate-key", "unknown-reference"]
    names += ["passage-gap", "passage-changed"]
    assert run(package, choose_rules(names)).problems == ()


@pytest.mark.parametrize(("answer", "cited"), [("\n\nn\ny\n", ""), ("\n1\nn\ny\n", "1"), ("\nall\nn\ny\n", "1")])
def test_what_may_be_a_citation_is_asked(tmp_path: Path, answer: str, cited: str) -> None:
    result = anchored(tmp_path, answer=answer)
    assert result.exit_code == 0, result.output
    assert "P002  1  in “" in result.output
    assert [row["citations"] for row in rows(tmp_path, "passages") if row["passage_id"] == "P002"] == [cited]
    assert rows(tmp_path, "sources") == rows(tmp_path, "references") == []


WITHOUT_A_LIST = """Harm is rare.1–3 It was written at 1:46:13.

  • Pain at first2
  • Oct4 was seen, and Sox2
  • Ache on day7
  • Fever and chills1,3
"""


def test_without_a_list_a_number_that_the_text_cites_elsewhere_is_asked(tmp_path: Path) -> None:
    result = anchored(tmp_path, text=WITHOUT_A_LIST, answer="1-2\ny\n")
    assert result.exit_code == 0, result.output
    assert [row["citations"] for row in rows(tmp_path, "passages")] == ["1;2;3", "", "2", "", "", "1;3"]


def test_the_command_that_records_it_is_told(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes", text=WITHOUT_A_LIST)
    package = tmp_path / "package"
    assert f"claimpack edit P003 --citations 2 --package {package}" in result.output


@pytest.mark.parametrize(("number", "cited"), [(2, ["1", "2", ""]), (7, ["1", ""])])
def test_a_sentence_ends_behind_a_number_and_a_mark_that_the_list_has(
    tmp_path: Path, number: int, cited: list[str]
) -> None:
    entries = "1. Roe J. Harm. J Test. 2020.\n2. Doe A. Itch. J Test. 2018.\n3. Poe K. Ache. J Test. 2017.\n"
    text = f"Harm is rare.1 It rose to 2.5.{number} Later it fell.\n\nReferences\n\n{entries}"
    anchored(tmp_path, "--yes", text=text)
    assert [row["citations"] for row in rows(tmp_path, "passages") if row["kind"] == "sentence"] == cited


@pytest.mark.parametrize("answer", ["9\n", "x\n"])
def test_an_answer_that_names_no_line_is_asked_again(tmp_path: Path, answer: str) -> None:
    result = anchored(tmp_path, answer=f"\n{answer}\ny\ny\n")
    assert (result.exit_code, "not one of these lines" in result.output) == (0, True)
    assert len(rows(tmp_path, "references")) == 5


def test_nothing_is_doubled_by_a_second_time(tmp_path: Path) -> None:
    anchored(tmp_path, "--yes", "--references")
    before = [rows(tmp_path, table) for table in ("sources", "references", "passages")]
    result = anchored(tmp_path, "--yes", "--references")
    assert (result.exit_code, "Not recorded yet" in result.output) == (0, False)
    assert [rows(tmp_path, table) for table in ("sources", "references", "passages")] == before


def test_without_the_option_nothing_but_passages_is_written(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes")
    assert "They are not written: add --references to write them." in result.output
    assert rows(tmp_path, "sources") == []
    assert "1 mark may or may not be a citation" in result.output


def test_links_and_raised_numbers_of_a_page(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes", "--references", text=PAGE, name="article.html")
    assert result.exit_code == 0, result.output
    assert [row["citations"] for row in rows(tmp_path, "passages")] == ["", "PMID: 123", "1", "", "", ""]
    assert {row["source_id"]: row["doi"] for row in rows(tmp_path, "sources")}["roe-2020"] == "10.1000/abc.1"
    package = load(tmp_path / "package", [tmp_path / "article.txt"], today=TODAY)
    assert run(package, choose_rules(["citation-misread", "citation-mismatch"])).problems == ()


CLOSED = """<html lang="de"><body><article><h1>Light</h1><p>Harm is rare<sup>1)</sup>. Pain is mild<sup>1),2)</sup>,
they say. Itch is short<sup>(2)</sup>. It is not<sup>2)1)</sup>. They saw 10<sup>6)</sup> cells.
稀です<sup>1)2)</sup>。</p><h2>Literatur</h2><p>1) Roe J. Harm. J Test. 2020;1:2-3.<br>
2) Doe A. Itch. J Test. 2018;1:2-3.</p></article></body></html>"""


def test_raised_numbers_with_brackets(tmp_path: Path) -> None:
    anchored(tmp_path, "--yes", text=CLOSED, name="article.html")
    cited = [row["citations"] for row in rows(tmp_path, "passages")]
    assert cited == ["", "1", "1;2", "2", "1;2", "", "1;2", "", "", ""]


def test_numbers_of_authors_and_isotopes_are_no_citations(tmp_path: Path) -> None:
    body = """<p>Ann Roe<a href="#Aff1"><sup>1</sup></a>, Al Poe<sup><a href="#aff-2">2</a></sup></p>
<p>A <sup>18</sup>F scan (<sup>1</sup>H) is safe.<sup><a href="#ref1">1</a></sup> Pain was seen in 12%<sup>1</sup>,
<sup>2</sup>. <sup>2</sup>H was not.</p>"""
    result = anchored(tmp_path, "--yes", text=CLOSED.replace("</h1>", f"</h1>{body}"), name="article.html")
    cited = [row["citations"] for row in rows(tmp_path, "passages")]
    assert cited[:5] == ["", "", "1", "1;2", ""]
    assert "A ¹⁸F scan (¹H) is safe.1" in (tmp_path / "article.txt").read_text(encoding="utf-8")
    assert "mark may" not in result.output


OF_ITSELF = """<html lang="en"><head>{head}</head><body><article><h1>Light and sleep</h1>
<p>J Test. 2026;1:2. doi: 10.1000/own.1</p><p>Harm is rare (doi: 10.1000/abc.1).</p></article></body></html>"""


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<meta name="citation_doi" content="doi:10.1000/OWN.1"/>', "https://doi.org/10.1000/own.1"),
        (
            "<link href=https://example.org/a?b=1 rel=canonical><META content='10.1000/own.1' NAME=DC.Identifier>",
            "https://doi.org/10.1000/own.1",
        ),
        ('<link rel="canonical" href="https://doi.org/10.1000/own.1">', "https://doi.org/10.1000/own.1"),
    ],
)
def test_an_article_does_not_cite_itself(head: str, url: str, tmp_path: Path) -> None:
    anchored(tmp_path, "--yes", "--references", text=OF_ITSELF.format(head=head), name="article.html")
    assert [row["citations"] for row in rows(tmp_path, "passages")] == ["", "", "", "10.1000/abc.1"]
    assert [row["doi"] for row in rows(tmp_path, "sources")] == ["10.1000/abc.1"]
    assert [row["url"] for row in rows(tmp_path, "articles")] == [url]
    package = load(tmp_path / "package", [tmp_path / "article.txt"], today=TODAY)
    assert run(package, choose_rules(["citation-misread"])).problems == ()


def test_semicolons_are_shown_as_they_are_printed(tmp_path: Path) -> None:
    result = anchored(tmp_path, "--yes")
    assert "  cites 10.1002/(SICI)" in result.output
    assert "AID-T4>3.0.CO;2-9" in result.output
    assert "%3B" not in result.output


def test_the_text_of_a_saved_page_is_read_again_alike(tmp_path: Path) -> None:
    anchored(tmp_path, "--yes", text=PAGE, name="article.html")
    before = rows(tmp_path, "passages")
    text = read_article(tmp_path / "article.txt").text
    assert anchored(tmp_path, "--yes", text=text).exit_code == 0
    assert rows(tmp_path, "passages") == before
