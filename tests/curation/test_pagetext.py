"""An article's text is taken out of a page with its headings, lists, tables and citation marks; what is not is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.curation.articles.articlefile import read_article_file
from claimpack.curation.articles.pagelines import LeftOut
from claimpack.curation.articles.pagetext import NoArticleError, html_text
from claimpack.curation.articles.segmentation import segment
from claimpack.package.article import normalise
from claimpack.package.citations import citation_marks, listed_citations
from claimpack.package.load import NotAPackageError
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Light | A site</title>
<style>p { color: red }</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/all">All pages</a></li></ul></nav></header>
<main><article><h1>Is light therapy safe?</h1>
<p>Light therapy is used in winter.<sup>1,2</sup> In 12 trials nobody was harmed &amp; all slept well.<sup>[3]</sup></p>
<h2>Side effects</h2><p>Side effects include:</p>
<ul><li>Mild headache<sup>1&ndash;4</sup></li>
<li>Strain<ul><li>of one eye</li><li>of both eyes<sup>2</sup></li></ul></li></ul>
<h3>Doses</h3>
<table><tr><th>Dose</th><th>Harm</th></tr><tr><td>10,000 lux</td><td>Headache<sup>2</sup></td></tr></table>
<h2>References</h2><ol><li>Light in the dark. 2001.</li><li>Dark in the light. 2002.</li></ol>
</article></main>
<footer><p>All rights reserved by the site.</p></footer></body></html>"""

TEXT = """Is light therapy safe?

Light therapy is used in winter.1,2 In 12 trials nobody was harmed & all slept well.[3]

Side effects

Side effects include:

• Mild headache1–4
• Strain
• of one eye
• of both eyes2

Doses

Dose | Harm
10,000 lux | Headache2

References

1. Light in the dark. 2001.
2. Dark in the light. 2002."""


def page(body: str) -> str:
    return f"<!doctype html><html><body><article><h1>Light</h1>{body}</article></body></html>"


def test_a_page_becomes_plain_text() -> None:
    taken = html_text(PAGE)
    assert taken.text == TEXT
    assert taken.left_out == (
        LeftOut("Home", "banner"),
        LeftOut("All pages", "banner"),
        LeftOut("All rights reserved by the site.", "footer"),
    )
    assert taken.lost == ()
    assert (taken.words_left_out, taken.language) == (9, "en-GB")
    assert {TEXT[at:].split("\n", 1)[0]: level for at, level in taken.levels.items()} == {
        "Is light therapy safe?": 1,
        "Side effects": 2,
        "Doses": 3,
        "References": 2,
    }


def test_its_passages_and_citations() -> None:
    taken = html_text(PAGE)
    parts = [
        (taken.text[part.start : part.end], part.kind) for part in segment(taken.text, kinds=taken.kinds) if part.kind
    ]
    assert [kind for _, kind in parts] == [
        *("heading", "sentence", "sentence", "heading", "sentence"),
        *("list_item", "list_item", "list_item", "list_item", "heading", "table_row", "table_row"),
        *("heading", "list_item", "list_item"),
    ]
    cited = {text: sorted(map(int, citation_marks(text, listed_citations("1234")).certain)) for text, _ in parts}
    assert {text: numbers for text, numbers in cited.items() if numbers} == {
        "Light therapy is used in winter.1,2": [1, 2],
        "In 12 trials nobody was harmed & all slept well.[3]": [3],
    }
    raised = [taken.text[max(at - 4, 0) : at + 3].split("\n")[0] for at in sorted(taken.raised)]
    assert raised == ["ter.1,2", "ache1–4", "eyes2", "ache2"]  # which plain text would not tell from Oct4


LINKED = [
    ('A <a href="https://doi.org/10.1000/1">trial</a> agrees.', ["trial"]),
    ('A trial (<a href="https://pubmed.ncbi.nlm.nih.gov/1/">a</a>, <a href="//example.org/">b a</a>)', ["a", "b a"]),
    ('A <a href="https://doi.org/10.1000/1"><b>big</b> <i>trial</i></a> agrees.', ["big trial"]),
    ('See <a href="#roe">Roe, 2020</a> or <a href="/about">us</a>.', []),
    ('See <a href="https://doi.org/10.1000/1"><img src="a.png"></a> it.', []),
    ('It is rare<sup><a href="https://doi.org/10.1000/1">1</a></sup>.', ["1"]),
    (
        'In 1 trial of 2, 1 (<a href="https://doi.org/10.1000/1">1</a>, <a href="https://doi.org/10.1000/2">2</a>)',
        ["1, 2)", "2)"],
    ),
    ('In 3 of 12<sup>3</sup> it is rare<sup>[<a href="https://doi.org/10.1000/3">3</a>]</sup>.', ["3]."]),
    ('A <a href="https://doi.org/10.1000/1">trial<span class="sr-only">opens again</span></a> agrees.', ["trial"]),
]


@pytest.mark.parametrize(("body", "words"), LINKED)
def test_where_links_lead(body: str, words: list[str]) -> None:
    taken = html_text(page(f"<p>Harm is rare.</p><p>{body}</p>"))
    linked = [taken.text[at : at + len(word)] for (at, _), word in zip(taken.links, words, strict=True)]
    assert linked == words


def test_links_in_a_table_and_in_lists() -> None:
    table = '<table><tr><th>A<th>B<tr><td>x<td><a href="https://doi.org/10.1000/1">y z</a></table>'
    items = '<ul><li>one<li>a <a href="https://doi.org/10.1000/2">two</a></ul>'
    taken = html_text(page(f"<p>Harm is rare.</p>{table}{items}"))
    assert [(taken.text[at : at + 3], address[-1]) for at, address in taken.links] == [("y z", "1"), ("two", "2")]


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        pytest.param("rare.<sup>1</sup> Yes", "rare.1 Yes", id="after a stop"),
        pytest.param("rare. <sup>1</sup> Yes", "rare.1 Yes", id="after a space"),
        pytest.param("rare.<sup>1, 2</sup>", "rare.1,2", id="a space within"),
        pytest.param("rare.<sup>1 2</sup>", "rare.1,2", id="only a space between"),
        pytest.param("rare.<sup>1; 3 &ndash; 4</sup>", "rare.1,3–4", id="a range"),
        pytest.param("rare.<sup>1</sup><sup>2</sup>", "rare.1,2", id="neighbours"),
        pytest.param("rare.<sup>1</sup>, <sup>2</sup>", "rare.1,2", id="neighbours with a comma"),
        pytest.param("rare.<sup>1,</sup><sup>2</sup>", "rare.1,2", id="a comma within"),
        pytest.param('rare.<sup><a href="#1">1</a></sup>', "rare.1", id="a link within"),
        pytest.param('rare.<a href="#1"><sup>1</sup></a><a href="#2"><sup>2</sup></a>', "rare.1,2", id="within links"),
        pytest.param("rare<sup>[1]</sup><sup>[2]</sup>", "rare[1][2]", id="brackets"),
        pytest.param("seen in 2021.<sup>3,4</sup>", "seen in 2021.³,⁴", id="after a year and a stop"),
        pytest.param("since 2019<sup>3</sup><sup>4</sup>", "since 2019³,⁴", id="after a year"),
        pytest.param("10<sup>6</sup> cells", "10⁶ cells", id="a power"),
        pytest.param("5 s<sup>-1</sup>", "5 s⁻¹", id="a negative power"),
        pytest.param("3 m<sup>2</sup>", "3 m²", id="a unit"),
        pytest.param("Ca<sup>2+</sup>", "Ca2+", id="a charge"),
        pytest.param("the 2<sup>nd</sup> day", "the 2nd day", id="an ordinal"),
        pytest.param("la 124<sup>e</sup> place", "la 124e place", id="a French ordinal"),
        pytest.param("rare<sup>3</sup>and mild", "rare³and mild", id="right before a word"),
        pytest.param("given <sup>131</sup>I in 5 cm<sup>2</sup>", "given ¹³¹I in 5 cm²", id="an isotope"),
        pytest.param("Drug<sup>TM</sup> works", "DrugTM works", id="a trade mark"),
        pytest.param("M<sup>c</sup>Donald", "McDonald", id="a letter in a name"),
        pytest.param("H<sub>2</sub>O", "H2O", id="lowered"),
        pytest.param("rare<sup></sup>", "rare", id="empty"),
        pytest.param("rare<sup><sup>1</sup></sup>", "rare1", id="raised twice"),
        pytest.param("rare<sup>a</sup> there", "rare[a] there", id="a letter"),
        pytest.param("rare <sup>a</sup> there", "rare [a] there", id="a letter after a space"),
        pytest.param("rare<sup>a,b</sup>", "rare[a,b]", id="letters"),
        pytest.param("rare<sup>a</sup><sup>b</sup>", "rare[a][b]", id="neighbours of letters"),
        pytest.param("rare<sup>1</sup><sup>a</sup>", "rare1[a]", id="a letter after a number"),
        pytest.param("rare.<sup>a</sup> Yes", "rare.[a] Yes", id="a letter after a stop"),
        pytest.param("17 of 20<sup>a</sup>", "17 of 20[a]", id="a letter after a number of the text"),
        pytest.param("rare <sup>b</sup>Adjusted", "rare [b]Adjusted", id="a letter before a word"),
        pytest.param("rare<sup>[a]</sup>", "rare[a]", id="a letter in brackets"),
        pytest.param("rare<sup>see below</sup>", "rare[see below]", id="words"),
        pytest.param("rare<sup>*</sup> and so<sup>†</sup>", "rare* and so†", id="signs"),
        pytest.param("the 21<sup>st</sup>", "the 21st", id="another ordinal"),
        pytest.param("in <sup>small print</sup> only", "in small print only", id="words that stand free"),
    ],
)
def test_what_is_raised(marks: str, text: str) -> None:
    taken = html_text(page(f"<p>Harm is {marks}</p>"))
    assert (taken.text, taken.lost) == (f"Light\n\nHarm is {text}", ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>Pain is rare.<br>So is sleep.</p>", "Pain is rare.\nSo is sleep.", id="a broken line"),
        pytest.param(
            "<p>Pain &lt; 5&nbsp;%, &eacute;t&eacute; &#8212; &hearts;</p>", "Pain < 5 %, été — ♥", id="entities"
        ),
        pytest.param("<p>Pain is <b>very</b> <i>ra</i>re.</p>", "Pain is very rare.", id="bold and slanted"),
        pytest.param('<ol start="4"><li>Pain</li><li>Sleep</li></ol>', "4. Pain\n5. Sleep", id="a list that goes on"),
        pytest.param("<ol><li><p>Pain</p></li><li>Sleep</li></ol>", "1. Pain\n2. Sleep", id="paragraphs in a list"),
        pytest.param("<ul><li><p>Pain.</p><p>It goes.</p></li></ul>", "• Pain.\nIt goes.", id="two paragraphs"),
        pytest.param("<h2>Harm. Or not?</h2><p>None.</p>", "Harm. Or not?\n\nNone.", id="a heading with a stop"),
        pytest.param("<p><sup>a</sup>Adjusted for age.</p>", "[a]Adjusted for age.", id="a mark in front"),
        pytest.param("<blockquote><p>None was seen.</p></blockquote>", "None was seen.", id="a quotation"),
        pytest.param("<dl><dt>Lux</dt><dd>A unit.</dd></dl>", "• Lux\n• A unit.", id="definitions"),
    ],
)
def test_what_stands_in_a_page(body: str, text: str) -> None:
    taken = html_text(page(f"{body}<p>This is the end of all that is told here.</p>"))
    assert taken.text == f"Light\n\n{text}\n\nThis is the end of all that is told here."
    assert taken.left_out == ()


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Is it safe?", True),
        ("Harm, or none!", True),
        ("1. Risks vs. gains", True),
        ("2.1. Risks", True),
        ("A. Risks", True),
        ("IV. Risks", True),
        ("E. coli", True),
        ("In version 1.2 of it", True),
        ("What Dr. Who saw", True),
        ("安全吗", True),
        ("Harm. Or not?", False),
        ("Is it safe? Yes", False),
        ("Is it safe? yes", False),
        ("Safe! Or so it seems", False),
        ("Table 1.", True),
        ("Fig. 2a.", True),
        ("Table 1. Fever is rare.", False),
        ("Fever is rare.", False),
        ("Fever is rare.<sup>1</sup>", False),
        ("Fever is rare.<sup>1</sup> Death", False),
        ("“Fever is rare.”", False),
        ("Fever is rare.Death is not", False),
        ("感染罕见。", False),
        ("感染罕见。死亡率没有增加", False),
        ("安全吗？安全", False),
        ("बुखार दुर्लभ है।", False),
        ("Death | 1 of 20", False),
        ("<table><tr><th>Death<th>1 of 20</table>", False),
    ],
)
@pytest.mark.parametrize("mark", ["<h1>{}</h1>", "<h6>{}</h6>", "<div role=heading>{}</div>"])
def test_a_heading_that_may_hold_a_claim_waits(mark: str, heading: str, *, is_one: bool) -> None:
    taken = html_text(page(f"{mark.format(heading)}<p>None was seen.</p>"))
    kinds = [part.kind for part in segment(taken.text, kinds=taken.kinds)][1:-1]
    assert (set(kinds) == {"heading"}) == is_one
    assert is_one or "heading" not in kinds
    assert taken.lost == ()


def test_loose_words_are_kept() -> None:
    taken = html_text(page("<div>Loose words.<p>Pain is rare.</p></div>More of them."))
    assert taken.text == "Light\n\nLoose words.\n\nPain is rare.\n\nMore of them."
    assert taken.left_out == ()


def test_a_title_in_a_banner_is_not_lost() -> None:
    taken = html_text("<html><body><div><h1>Light</h1></div><main><p>Nobody was harmed.</p></main></body></html>")
    assert taken.text == "Light\n\nNobody was harmed."


def test_a_paragraph_that_is_left_out_is_told_though_another_one_is_alike() -> None:
    noise = '<div class="cookie-banner sidebar"><p>Nobody was harmed.</p></div>'
    body = f"<html><body><main><article><p>Nobody was harmed.</p><p>All slept.</p></article></main><footer>{noise}"
    assert html_text(f"{body}</footer></body></html>").left_out == (LeftOut("Nobody was harmed.", "footer"),)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param("", "holds no text", id="nothing"),
        pytest.param("<html></html>", "holds no text", id="no body"),
        pytest.param(
            "<html><body><script>x = 1</script></body></html>",
            "holds no text",
            id="scripts",
        ),
        pytest.param(
            page("<div>" * 5000 + "<p>Deep.</p>" + "</div>" * 5000),
            "has more than 500 elements (div) within one another",
            id="nested too deeply",
        ),
        pytest.param(
            "<nav>Home</nav><script>x = 1</script>",
            "holds no text of an article that could be found: all of it is navigation",
            id="only navigation",
        ),
        pytest.param(
            "<html><frameset><frame src=a.html><noframes>No frames</noframes></frameset></html>",
            "is made of frames, each of which is a page of its own: open the frame with the article and save that",
            id="frames",
        ),
        pytest.param(
            "".join(f"<b id={number}>" for number in range(400)) + "<p>x" * 5000,
            "has too many tags that style text and are not closed",
            id="styles that are not closed",
        ),
        pytest.param("<b>x</b>" * 800_000, "has more than 1,500,000 tags", id="too many tags"),
        pytest.param(
            page("<table><tr><td colspan=1000>1<td colspan=1000>2</table>" * 200),
            "has tables with too many cells, or cells that span too many others",
            id="cells that span too many",
        ),
    ],
)
def test_no_article(source: str, why: str) -> None:
    with pytest.raises(NoArticleError) as caught:
        html_text(source)
    assert str(caught.value) == why


TAGS = st.sampled_from(["p", "ul", "li", "ol", "sup", "table", "tr", "td", "h2", "br", "a", "div", "span", "dl", "dd"])
PIECES = st.text("ab 1,.[]\u00a0\ufdd0<&", max_size=6) | TAGS.map("<{}>".format) | TAGS.map("</{}>".format)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_any_page_gives_normalised_text_or_a_reason(pieces: list[str]) -> None:
    try:
        taken = html_text(page("<p>Some words.</p>" + "".join(pieces)))
    except NoArticleError:
        return
    assert normalise(taken.text) == taken.text
    for start in (*taken.kinds, *taken.levels):
        assert start == 0 or taken.text[start - 1] == "\n"


WORDS = "<p>Naïve café – “x”.</p><p>All slept.</p>"
EXPECTED = "Naïve café – “x”.\n\nAll slept."


@pytest.mark.parametrize(
    ("head", "encoding", "mark"),
    [
        pytest.param("", "utf-8", b"", id="UTF-8, not said"),
        pytest.param('<meta charset="utf-8">', "utf-8", b"", id="UTF-8"),
        pytest.param("", "utf-8-sig", b"", id="UTF-8 with a mark"),
        pytest.param("", "utf-16", b"", id="UTF-16 with a mark"),
        pytest.param('<meta charset="windows-1252">', "cp1252", b"", id="Windows-1252"),
        pytest.param('<meta charset="ISO-8859-1">', "cp1252", b"", id="Latin-1, as browsers take it"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", b"", id="http-equiv"
        ),
        pytest.param('<meta charset="windows-1252">', "utf-8", b"", id="said wrongly"),
        pytest.param('<meta charset="klingon">', "utf-16", b"", id="a mark beside an unknown name"),
        pytest.param("<!-- <meta charset='utf-7'> -->", "utf-8", b"", id="in a comment"),
        pytest.param('<meta name="a" content="charset=utf-7">', "utf-8", b"", id="another meta"),
        pytest.param('<meta charset="utf-16">', "utf-8", b"", id="UTF-16 that is none"),
        pytest.param('<meta charset="x-mac-roman">', "mac-roman", b"", id="Macintosh"),
    ],
)
def test_encodings(head: str, encoding: str, mark: bytes, tmp_path: Path) -> None:
    file = tmp_path / "page"
    source = f"<!doctype html><html><head>{head}</head><body><article>{WORDS}</article></body></html>"
    file.write_bytes(mark + source.encode(encoding))
    assert read_article_file(file).article.text == EXPECTED


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param("a.txt", b"%PDF-1.7 ", "is a PDF: save it as plain text, or as HTML only", id="PDF"),
        *(
            pytest.param(name, content, f"{what}: save it as plain text, or as HTML only", id=f"{what} {content[:9]!r}")
            for name, content, what in (
                ("a.html", b"\n\r\n %PDF-1.7", "is a PDF"),
                ("a.txt", b"\xef\xbb\xbf%PDF-1.7", "is a PDF"),
                ("a.html", b"MIME-Version: 1.0\r\n\r\n<html>", "is a web archive (MHTML)"),
                ("a.html", b"\nSubject: A\n b\nMIME-Version: 1.0\n", "is a web archive (MHTML)"),
                (
                    "a.html",
                    b"From: A\r\nDate: 1 May\r\nContent-Type: multipart/related;\r\n boundary=x\r\n",
                    "is a web archive (MHTML)",
                ),
                ("a.html", b"----x\r\nContent-Type: text/html\r\n\r\n<html>", "is a web archive (MHTML)"),
            )
        ),
        *(
            pytest.param(
                name,
                "<p>Light</p>".encode(codec),
                "is in UTF-32, which browsers don't read: save it in UTF-8",
                id=f"{codec} {name}",
            )
            for codec in ("utf-32", "utf-32-le", "utf-32-be")
            for name in ("a.html", "a.txt")
        ),
        *(
            pytest.param("a.txt", content, f"{what}: save it as plain text, or as HTML only", id=what)
            for content, what in (
                (b"% Light\n\\documentclass{article}", "is LaTeX"),
                (b'<?xml version="1.0"?><article><p>Light</p></article>', "is XML that is no web page"),
            )
        ),
        pytest.param("a.txt", b"{\\rtf1 Light", "is rich text (RTF): save it as plain text, or as HTML only", id="RTF"),
        pytest.param(
            "a.mhtml",
            b"From: <Saved>\nSubject: Light\nMIME-Version: 1.0\n\n<html>",
            "is a web archive (MHTML): save it as plain text, or as HTML only",
            id="MHTML",
        ),
        pytest.param(
            "a.html",
            b"<p>caf\xe9</p>",
            'is not UTF-8: byte 0xE9 at character 7 of line 1 (in Windows-1252 it would be "é"): save its text as plain'
            " text in UTF-8",
            id="no charset",
        ),
        pytest.param(
            "a.html",
            b'<meta charset="shift_jis"><p>\xff\xff</p>',
            "says that it is in shift_jis, and is not: save its text as plain text in UTF-8",
            id="not what it says",
        ),
        *(
            pytest.param(
                "a.html",
                f'<meta charset="{label}"><p>caf+AOk- is safe</p>'.encode(),
                f'says that it is in "{label}", an encoding that browsers don\'t read: save its text as plain text in'
                " UTF-8",
                id=label,
            )
            for label in (
                "utf-7",
                "undefined",
                "klingon",
                "rot13",
                "hz-gb-2312",
                "iso-2022-kr",
                "punycode",
                "x-user-defined",
            )
        ),
        *(
            pytest.param("a.html", content, f"{what}: save it as plain text, or as HTML only", id=what)
            for content, what in (
                (b"\x1f\x8b\x08\0abc", "is packed with gzip"),
                (b"PK\x03\x04\x14\0", "is a Word document, a workbook or another zip file"),
                (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a document of an older Word or Excel"),
                (b"\x89PNG\r\n\x1a\n", "is a picture or a film"),
                (b"\x7fELF\x02\x01", "is a program or a database"),
                (b"BZh91AY", "is a packed file"),
            )
        ),
        pytest.param(
            "a.html",
            bytes(range(256)),
            "holds bytes that no text has: it is a file of another kind: save its text as plain text in UTF-8",
            id="binary",
        ),
        pytest.param(
            "a.html",
            "<p>Light</p>".encode("utf-16-le"),
            "looks like UTF-16 without its byte-order mark: save its text as plain text in UTF-8",
            id="UTF-16 without a mark",
        ),
        pytest.param("a.htm", b"", "holds no text: save its text as plain text in UTF-8", id="empty"),
    ],
)
def test_files_that_are_no_article(name: str, content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotAPackageError) as caught:
        read_article_file(tmp_path / name)
    assert str(caught.value).endswith(f"{tmp_path / name} {why}")


def test_a_few_bytes_of_another_encoding(tmp_path: Path) -> None:
    page = f"<p>{'Für Licht. ' * 20}</p><p>K".encode() + b"\xfcche</p>"
    (tmp_path / "a.html").write_bytes(page)
    read = read_article_file(tmp_path / "a.html")
    assert read.page is not None
    assert read.article.text.endswith("\n\nKche")
    assert (read.strays, read.page.characters) == (1, {"\ufffd": 1})
    (tmp_path / "a.html").write_bytes(page.replace(b"\xfc", b"\xfc\xfc\xfc"))
    with pytest.raises(NotAPackageError, match="is not UTF-8"):
        read_article_file(tmp_path / "a.html")


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "claimpack.curation.articles.pagetext", None)
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(NotAPackageError) as caught:
        read_article_file(tmp_path / "a.html")
    why = "is a web page: install claimpack[article], or save the page as plain text"
    assert str(caught.value) == f"the article {tmp_path / 'a.html'} {why}"


@pytest.mark.parametrize(
    "text", ["Light < 5 lux\n\nSafe.", "<b>Light</b> is safe.", "The <html> tag.", "Subject: light\nFrom: the sun"]
)
def test_plain_text_is_no_page(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    read = read_article_file(tmp_path / "a.txt")
    assert (read.article.text, read.page) == (text, None)


XML = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>{}</head><body><p>Fever is {}rare.</p>'
HIDES = (
    "has text that HTML hides behind <{}/>, a tag that is self-closing only in XML; if the file is XML, let its name "
    "end with .xhtml, or else: save its text as plain text in UTF-8"
)


@pytest.mark.parametrize("name", ["a.xhtml", "a.xht", "A.XHTML"])
@pytest.mark.parametrize(
    ("head", "within"),
    [
        ('<script src="a.js"/>', ""),
        ("<title/>", ""),
        ("<style type='a/b>c'/>", ""),
        ("<script>//<![CDATA[\nx('</script>')\n//]]></script>", ""),
        ("<!-- <script/> -->", ""),
        ('<textarea rows="2"/>', ""),
        ("<iframe src='b'/>", ""),
        ("", "<del/>"),
        ("", '<a id="x/y"/>'),
        ("", "<b hidden='hidden'/>"),
        ("", "<![CDATA[]]>"),
        ("", "<?php a ?>"),
    ],
)
def test_xml(head: str, within: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(
        f"{XML.format(head, within)}<hr/><p>1 <![CDATA[<]]> 2</p></body></html>", encoding="utf-8"
    )
    read = read_article_file(tmp_path / name)
    assert read.page is not None
    assert (read.article.text, read.page.lost) == ("Fever is rare.\n\n1 < 2", ())


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        *((XML.format(f"<{tag}/>", ""), tag) for tag in ("script", "title", "style")),
        *((XML.format("", f"<{tag} a='b'/>"), tag) for tag in ("textarea", "iframe")),
        ("<script src=a.js /><p>Fever</p><script>x()</script><p>Death</p>", "script"),
        (XML.format("", "") + "<svg><path/><p><style/>Death", "style"),
    ],
)
def test_html_in_which_an_xml_tag_hides_text(source: str, tag: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    with pytest.raises(NotAPackageError) as caught:
        read_article_file(tmp_path / "a.html")
    assert str(caught.value).endswith(f"a.html {HIDES.format(tag)}")


@pytest.mark.parametrize(
    "source",
    [
        "<script src='a.js'/></script><p>Fever is rare.",
        "<svg><title/><style/><script/><path/></svg><p>Fever is rare.",
        "<p>Fever <wbr/>is rare.<p/>",
        "<script type='text/javascript'/>if (a < b) x('<b>')</script><p>Fever is rare.",
    ],
)
def test_html_in_which_an_xml_tag_hides_nothing(source: str) -> None:
    taken = html_text(source)
    assert (taken.text, taken.left_out, taken.lost) == ("Fever is rare.", (), ())


def test_data_of_xml_in_html_is_told() -> None:
    assert html_text("<p>Fever is <![CDATA[very]]> rare.").lost == ("Fever is very]]> rare.",)


def test_xml_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(NoArticleError, match="defines entities of its own"):
        html_text('<!DOCTYPE html [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>', is_xml=True)


# Without a level a heading by its role has the second: WAI-ARIA 1.2, "heading".
@pytest.mark.parametrize(
    ("mark", "level"),
    [
        ("<h1>{}</h1>", 1),
        ("<h6 id=a>{}</h6>", 6),
        ("<div role=heading>{}</div>", 2),
        ("<div role=heading aria-level=x>{}</div>", 2),
        ("<div role=heading aria-level=3>{}</div>", 3),
        ("<div role=heading aria-level=9>{}</div>", 6),
    ],
)
def test_the_level_of_a_heading(mark: str, level: int) -> None:
    page = html_text(f"<main>{mark.format('Risks of light')}<p>Harm is rare.</p></main>")
    assert list(page.levels.values()) == [level]


def test_captions_rows_and_images() -> None:
    body = (
        "<table><caption>Harms of light. Per 100 people.</caption><tr><th>Harm<th>Light<tr><td>Headache<td>2</table>"
        '<figure><img alt="Figure: 30% had  fever" src="f.png"><figcaption>Fever by week</figcaption></figure>'
        '<p>Sleep <img alt="" src="s.png"> <img alt="—" src="t.png">is better.</p>'
    )
    taken = html_text(page(body))
    parts = segment(taken.text, kinds=taken.kinds)
    found = {taken.text[part.start : part.end]: part.kind for part in parts}
    assert {text: kind for text, kind in found.items() if kind != "heading"} == {
        "Harms of light. Per 100 people.": "caption",
        "Harm | Light": "table_row",
        "Headache | 2": "table_row",
        "Fever by week": "caption",
        "Sleep is better.": "sentence",
    }
    assert taken.images == ("Figure: 30% had fever",)
    assert (taken.left_out, taken.lost) == ((), ())


@pytest.mark.parametrize(
    ("inside", "beside", "is_kept"),
    [
        pytest.param(101, 50, True, id="most"),
        pytest.param(100, 50, False, id="most, but it is short"),
        pytest.param(150, 149, True, id="a little more than half"),
        pytest.param(150, 150, False, id="half"),
    ],
)
def test_what_holds_most_of_the_text_is_the_article_whatever_it_is_called(
    inside: int, beside: int, *, is_kept: bool
) -> None:
    text = html_text(f"<nav>{'light ' * inside}</nav><p>{'dim ' * beside}</p>").text
    assert text.split().count("light") == inside * is_kept
    assert text.split().count("dim") == beside
