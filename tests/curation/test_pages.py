"""Pages of many kinds: what a reader sees is in the text, in its place; what is left out is told; nothing is lost."""

from __future__ import annotations

import pytest
from claimpack.curation.articles import pagetext
from claimpack.curation.articles.pagetext import html_text
from claimpack.curation.articles.pagewords import lost_lines

FEVER = "<p>Fever is rare.</p>"


PANEL = ("Pain is rare here. " * 5).strip()


def taken_from(source: str) -> str:
    """The text of a page; all words of the page are in it or told."""
    taken = html_text(source)
    assert taken.lost == ()
    return taken.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Fever is rare (<x-source><a href='/a'>1</a></x-source>).</p>", "Fever is rare (1)."),
        ("<p>Fever in <st1:place>Europe</st1:place> is rare<o:p></o:p>.</p>", "Fever in Europe is rare."),
        ("<div>Fever <x-b>is <i>very</i></x-b> rare.</div>", "Fever is very rare."),
        ("<div><x-a>Fever</x-a><x-b>Rash</x-b></div>", "Fever\n\nRash"),
        ("<div>Fever <x-a><p>Rash</p></x-a></div>", "Fever\n\nRash"),
        ("<p>Fever <picture><img src='a'></picture> is rare.</p>", "Fever is rare."),
        ("<h2>Fever<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2>", "Fever"),
    ],
)
def test_what_html_does_not_know_is_within_a_line_amid_text(body: str, text: str) -> None:
    assert taken_from(f"<main><h1>Light</h1><p>{PANEL}</p>{body}</main>").endswith(f"{PANEL}\n\n{text}")


@pytest.mark.parametrize(
    "within",
    [
        '<svg aria-hidden="true"><path d="M0 0"/></svg>',
        "<template>hidden</template>",
        "<noscript>hidden</noscript>",
        '<iframe src="a"></iframe>',
        '<div class="sr-only">hidden</div>',
        "<div hidden>hidden</div>",
        '<span class="icon"><span class="sro">Trusted Source</span></span>',
        "<span>Trusted Source</span>",
    ],
)
def test_what_is_not_shown_breaks_no_line(within: str) -> None:
    body = f"<li>Fever is rare{within} in <a href='/a'>old{within}</a>.</li>"
    assert taken_from(f"<main><h1>Light</h1><p>{PANEL}</p><ul>{body}</ul></main>").endswith("• Fever is rare in old.")


TABLES = [
    ("<tr><th>E<th>A<th>B<tr><td>Death<td><td>17 of 20", "E | A | B\nDeath | | 17 of 20", "a blank cell"),
    ("<tr><th>E<th>A<th>B<tr><td>Death<td>&nbsp;<td>17", "E | A | B\nDeath | | 17", "a cell with a space"),
    ("<tr><th><th>A<th>B<tr><th>Death<td>1<td>", "| A | B\nDeath | 1 |", "blank at both ends"),
    ("<tr><th>E<th>A<tr><td><td>", "E | A", "a blank row"),
    ("<tr><th>E<th colspan=2>Cells<th>P<tr><td>D<td>1<td>2<td>3", "E | Cells | ← | P\nD | 1 | 2 | 3", "colspan"),
    ("<tr><th>E<th>A<th>B<tr><td rowspan=2>D<td>1<td>2<tr><td>3<td>4", "E | A | B\nD | 1 | 2\n↑ | 3 | 4", "rowspan"),
    ("<tr><th>E<th>A<th>B<tr><td>D<td>1<td rowspan=0>2<tr><td>F<td>3", "E | A | B\nD | 1 | 2\nF | 3 | ↑", "rowspan 0"),
    (
        "<thead><tr><th rowspan=3>E<th>A<th>B</thead><tbody><tr><td>D<td>1 of 20<td>17 of 20<tr><td>F<td>2<td>3",
        "E | A | B\nD | 1 of 20 | 17 of 20\nF | 2 | 3",
        "a rowspan beyond the head",
    ),
    (
        "<tbody><tr><td rowspan=0>D<td>1<tr><td>2</tbody><tbody><tr><td>F<td>3",
        "D | 1\n↑ | 2\nF | 3",
        "rowspan 0 in a group",
    ),
    (
        "<tr><th>E<th>A<tr><td rowspan=5>D<td>1<tfoot><tr><td>F<td>3",
        "E | A\nD | 1\nF | 3",
        "a rowspan beyond the body",
    ),
    (
        "<tr><th>E<th>A<th>B<th>C<tr><td>D<td>1<td>2<td rowspan=2>9<tr><td>F",
        "E | A | B | C\nD | 1 | 2 | 9\nF | | | ↑",
        "a short row beside a rowspan",
    ),
    ("<tr><th>E<th>A<tr><td colspan=2>Harm<tr><td>D<td>1", "E | A\nHarm\nD | 1", "a title within"),
    (
        "<caption>Harm</caption><thead><tr><th scope=col>E<th>A<tbody><tr><th scope=row>D<td>1",
        "E | A\nD | 1",
        "caption",
    ),
    ("<tr><th>E<th>A<tr><td>a|b<td>1", "E | A\na¦b | 1", "a bar within"),
    ("<tr><th>E<th>A<tr><td>D<br>F<td><p>1</p><p>2</p>", "E | A\nD F | 1 2", "lines in a cell"),
    ("<tr><th>E<th>A<tr hidden><td>X<td>9<tr><td>D<td>1", "E | A\nD | 1", "a hidden row"),
    ("<tr><td>D<td>1<tr><td>F<td>", "D | 1\nF |", "no headings"),
    (
        "<tr><th>E<th>A<tr><td>D<td><table><tr><td>1<td><td>2<tr><td>3<td>4<td>5</table>",
        "E | A\nD | 1 ¦ ¦ 2; 3 ¦ 4 ¦ 5",
        "a table within a cell",
    ),
]


@pytest.mark.parametrize(("rows", "text"), [pytest.param(*each[:2], id=each[2]) for each in TABLES])
def test_tables(rows: str, text: str) -> None:
    before = "Harm\n\n" if rows.startswith("<caption>") else ""
    assert taken_from(f"<h1>T</h1><table>{rows}</table>{FEVER}") == f"T\n\n{before}{text}\n\nFever is rare."


def test_a_table_that_only_lays_out_is_read_like_the_text_in_it() -> None:
    source = "<table><tr><td><h1>T</h1><p>Fever is rare.<td><p>Death is not.</table>"
    assert taken_from(source) == "T\n\nFever is rare.\n\nDeath is not."


KEPT = [
    ("</body></html><p>Death is common.</p>", "Death is common.", "after the end"),
    ("</body></html>Death is common.", "Death is common.", "loose after the end"),
    ("</article></main></body></html><div>Death <b>is</b> common.", "Death is common.", "an element after the end"),
    ("<details><summary>Death</summary>It is rare.</details>", "Death\n\nIt is rare.", "details"),
    ("<figure><img><figcaption>Death by year</figcaption></figure>", "Death by year", "a figure's caption"),
    ("<pre>Death 1\nPain  2</pre>", "Death 1\nPain 2", "pre"),
    ("<dl><dt>Death<dd>Rare.</dl>", "• Death\n• Rare.", "definitions"),
    ("<p>Death<br><br>Pain", "Death\n\nPain", "two breaks"),
    ("<p>Death<p>Pain<ul><li>a<li>b", "Death\n\nPain\n\n• a\n• b", "unclosed tags"),
    ("<p>R<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "R漢(kan)", "ruby with parentheses"),
    ("<p>R<ruby>漢<rt>kan</ruby>", "R漢(kan)", "ruby without"),
    ("<p>R<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>は", "R漢字は", "ruby that says how it is read"),
    (f"<div class='answer' style='display:none'><p>{'Pain is rare here. ' * 5}</div>", PANEL, "a panel that opens"),
    (f"<section hidden id='tab-2'><ul><li>{'Pain is rare here. ' * 5}</ul></section>", f"• {PANEL}", "a tab"),
    ("<p>He said <q>none</q>.", "He said “none”.", "a quotation"),
    ("<p>5&nbsp;&lt;&nbsp;6 &amp &#x80; &#8212;", "5 < 6 & € —", "references"),
    ("<p><bdo dir=rtl>abc</bdo> <bdi>d</bdi>", "abc d", "direction"),
    ("<h2>Risks<p>Death is common.</h2>", "Risks\n\nDeath is common.", "a heading with a paragraph in it"),
    ("<p>A <ins>new</ins> word", "A new word", "inserted"),
    ("<p>x<sub>2</sub> <wbr>and in<wbr>fusion", "x2 and infusion", "wbr"),
    ("<aside><p>In short: death is rare.</aside>", "In short: death is rare.", "a box in the article"),
    ("<footer><p>Death: see the leaflet.</footer>", "Death: see the leaflet.", "a footer of the article"),
    ("<form><h1>Death</h1><p>It is rare.</form>", "Death\n\nIt is rare.", "a form around the article"),
    ("<span aria-hidden=true>Death is rare.</span>", "Death is rare.", "what only readers for the blind pass over"),
    ("<p>Death <3 and <5 % <>", "Death <3 and <5 % <>", "loose signs"),
    ("<div hidden=until-found>Death", "Death", "hidden until found"),
    ("<section><header>Death is common.</header></section>", "Death is common.", "a header of a section"),
    ('<p style="display:none;display:block">Death', "Death", "the last style counts"),
    ('<p style="display:block;display:nonsense">Death', "Death", "a style that is none"),
    ('<p style="display:block!important;display:none">Death', "Death", "the important style counts"),
    ('<p hidden style="display:block">Death', "Death", "a style beats hidden"),
    ('<p style="text-decoration:line-through;text-decoration:underline">Death', "Death", "not struck out"),
    ('<div style="visibility:hidden"><p style="visibility:visible">Death</div>', "Death", "shown within"),
]


@pytest.mark.parametrize(("body", "text"), [pytest.param(*each[:2], id=each[2]) for each in KEPT])
def test_what_is_kept(body: str, text: str) -> None:
    assert taken_from(f"<html><body><main><article>{FEVER}{body}") == f"Fever is rare.\n\n{text}"


def test_nothing_is_lost_in_elements_that_stand_very_deep() -> None:
    assert taken_from("<table><tr><td>x" * 90 + "<div>" * 200 + "Fever").count("x") == 90


def test_what_follows_a_very_large_element_is_kept() -> None:
    text = taken_from(f"<p>{'word ' * 2_200_000}</p><p>Death is common.</p>")
    assert text.endswith("word\n\nDeath is common.")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            '<h3><button aria-expanded="false" aria-controls="a">Safe?</button></h3><div id="a" hidden>Mostly.</div>',
            "Safe?\n\nMostly.",
        ),
        (
            '<div aria-expanded=false aria-controls=A>Safe?</div><div id="A" style="display:none"><p>Yes.</div>',
            "Safe?\n\nYes.",
        ),
        ('<p id="t" role="tabpanel" hidden>Yes.</p><a role="tab" aria-controls="t">Risks</a>', "Yes.\n\nRisks"),
        (
            '<button aria-expanded aria-controls="m">Share</button><div id="m" class="share-menu" hidden>X</div>',
            "",
        ),
        (
            '<button aria-expanded aria-controls="m">Menu</button><div id="m" hidden><a href="/">Home</a></div>',
            "",
        ),
        ('<button aria-controls="m">Close</button><div id="m" hidden>Cookies</div>', ""),
    ],
)
def test_what_a_button_opens(source: str, text: str) -> None:
    assert taken_from(f"<main>{FEVER}{source}</main>") == "\n\n".join(filter(None, ["Fever is rare.", text]))


def test_what_a_button_opens_beside_the_article_is_a_notice_or_a_menu() -> None:
    panel = '<button aria-expanded aria-controls="m">More</button><div id="m" hidden>We use your data for this.</div>'
    assert taken_from(f"<main>{FEVER}</main>{panel}") == "Fever is rare."
    assert taken_from(f'<div role="main">{FEVER}</div>{panel}') == "Fever is rare."
    assert taken_from(f"{FEVER}{panel}") == "Fever is rare.\n\nMore\n\nWe use your data for this."


@pytest.mark.parametrize("mark", ['role="doc-footnote"', 'epub:type="footnote"', 'epub:type="rearnote"'])
def test_the_notes_of_a_book_are_text(mark: str) -> None:
    assert taken_from(f"{FEVER}<aside {mark}><p>1 In adults.</p></aside>") == "Fever is rare.\n\n1 In adults."


def test_a_printed_identifier_ends_with_its_link() -> None:
    link = '<a href="https://doi.org/10.1000/a.1">https://doi.org/10.1000/a.1</a>'
    text = taken_from(f"{FEVER}<p>{link}<a>Get rights</a> (see {link}). {link}, {link}</p>")
    assert text.endswith(
        "a.1 Get rights (see https://doi.org/10.1000/a.1). https://doi.org/10.1000/a.1, https://doi.org/10.1000/a.1"
    )


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("•", "• Fever is rare."),
        ("–", "• Fever is rare."),
        ("2.", "2. Fever is rare."),
        ("Note", "• Note\nFever is rare."),
    ],
)
def test_the_label_of_an_item_in_an_element_of_its_own(label: str, text: str) -> None:
    assert taken_from(f"<ul><li><span>{label}</span><div><p>Fever is rare.</p></div></li></ul>") == text


LEFT_OUT = [
    ("<p hidden>Secret</p>", "not shown"),
    ('<p style="color:red; DISPLAY : none">Secret</p>', "not shown"),
    ('<p style="visibility:hidden">Secret</p>', "not shown"),
    ('<span class="sr-only">Secret</span>', "not shown"),
    ('<a href="#">link<span class="visually-hidden">Secret</span></a>', "not shown"),
    ('<span class="nhsuk-u-visually-hidden">Secret</span>', "not shown"),
    ('<a class="govuk-skip-link" href="#main">Secret</a>', "navigation"),
    ('<p>Harm<span role="tooltip">Secret</span> is rare</p>', "tooltip"),
    ("<template><p>Secret</p></template>", "not shown"),
    (f"<div class='x-modal' hidden><p>{'Secret ' * 25}</div>", "not shown"),
    (f"<div role='dialog' hidden><p>{'Secret ' * 25}</div>", "not shown"),
    (f"<div hidden>{'Secret ' * 25}</div>", "not shown"),
    ("<noscript>Secret</noscript>", "not shown"),
    ("<svg><text>Secret</text></svg>", "not shown"),
    ("<video>Secret</video>", "not shown"),
    ("<dialog>Secret</dialog>", "not shown"),
    ("<p>a <del>Secret</del> word</p>", "deleted"),
    ("<p>a <s>Secret</s> word</p>", "deleted"),
    ("<p>a <strike>Secret</strike> word</p>", "deleted"),
    ('<p>a <span style="text-decoration: line-through">Secret</span> word</p>', "deleted"),
    ('<p>a <span style="color:red;TEXT-DECORATION-LINE:underline line-through">Secret</span> word</p>', "deleted"),
    ('<p style="text-decoration:red line-through!important;text-decoration:none">Secret</p>', "deleted"),
    ('<table><tr><td>a<td style="text-decoration:line-through">Secret</table>', "deleted"),
    ('<ul><li>a<li style="text-decoration:line-through">Secret</ul>', "deleted"),
    ('<p style="display:block;display:none">Secret</p>', "not shown"),
    ('<p style="display:none !important;display:block">Secret</p>', "not shown"),
    ('<div style="visibility:hidden">Secret<p style="visibility:visible">shown</div>', "not shown"),
    (
        '<div style="visibility:hidden"><b><i>Secret</i></b><p><i style="visibility:visible">shown</i></div>',
        "not shown",
    ),
    ("<select><option>Secret</select>", "form"),
    ("<button>Secret</button>", "form"),
    ("<form><p>Secret</form>", "form"),
    ("<nav>Secret</nav>", "navigation"),
    ("<div role=navigation>Secret</div>", "navigation"),
    ("<h2>Risks<span hidden>Secret</span></h2>", "not shown"),
]


@pytest.mark.parametrize(("body", "why"), LEFT_OUT, ids=[each[0] for each in LEFT_OUT])
def test_what_is_left_out_is_told(body: str, why: str) -> None:
    taken = html_text(f"<article>{FEVER}{body}</article>")
    assert "Secret" not in taken.text
    assert [(each.text.split()[0], each.why) for each in taken.left_out] == [("Secret", why)]
    assert taken.lost == ()


@pytest.mark.parametrize("tag", ["h1", "h4", "p role=heading", "p"])
@pytest.mark.parametrize(
    "noise", ["<style>.a{color:red}</style>", "<script>x()</script>", "<!-- c -->", "<title>t</title>"]
)
def test_no_styles_or_scripts(tag: str, noise: str) -> None:
    assert (
        taken_from(f"<{tag}>{noise}Real {noise}title</{tag.partition(' ')[0]}>{FEVER}")
        == "Real title\n\nFever is rare."
    )


@pytest.mark.parametrize(
    ("body", "text", "out"),
    [
        ("Price<del>less</del><ins>y</ins> word.", "Pricey word.", ["less"]),
        ("<del>in</del>frequent", "frequent", ["in"]),
        ("in<del>frequent</del>", "in", ["frequent"]),
        ("1<del>0</del>5", "15", ["0"]),
        ("1<del>0</del>5 and 2<del>0</del>6", "15 and 26", ["0", "0"]),
        ("Pre<del>le<b>s</b>s</del>fix", "Prefix", ["less"]),
        ("Pre<span hidden>le ss</span>fix", "Prefix", ["le ss"]),
        ('Pre<i style="text-decoration:line-through">le</i>fix<sup>1</sup>', "Prefix1", ["le"]),
    ],
)
def test_an_edit_within_a_word_is_no_alarm(body: str, text: str, out: list[str]) -> None:
    taken = html_text(f"<p>{body}</p>")
    assert (taken.text, [each.text for each in taken.left_out], taken.lost) == (text, out, ())


def test_banners() -> None:
    for source in ("<header>Secret</header>", "<div><header>Secret</header></div>"):
        taken = html_text(f"{source}<main>{FEVER}</main>")
        assert [(each.text, each.why) for each in taken.left_out] == [("Secret", "banner")]


def test_deleted_words_do_not_turn_a_sentence_round() -> None:
    assert taken_from("<p>Harm is <del>not</del> <ins>very</ins> rare.</p>") == "Harm is very rare."


@pytest.mark.parametrize(
    ("written", "characters"),
    [
        pytest.param("&#8;", {"\x08": 1}, id="a control character"),
        pytest.param("\x01\x02\x01", {"\x01": 2, "\x02": 1}, id="as they are"),
        pytest.param("\0", {"\0": 1}, id="NUL"),
        pytest.param("&#0;", {"\ufffd": 1}, id="a reference to NUL"),
        pytest.param("&#xD800;", {"\ufffd": 1}, id="half a character"),
        pytest.param("&#x110000;", {"\ufffd": 1}, id="beyond Unicode"),
        pytest.param("\u202e", {"\u202e": 1}, id="what turns the direction"),
    ],
)
def test_characters_that_no_text_may_hold(written: str, characters: dict[str, int]) -> None:
    taken = html_text(f"<p>Fever is {written} rare.</p>")
    assert (taken.text, dict(taken.characters), taken.lost) == ("Fever is rare.", characters, ())


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        pytest.param("<h3>{}</h3>", "heading", id="h3"),
        pytest.param('<div role="heading" aria-level="2">{}</div>', "heading", id="role"),
        pytest.param("<p>{}</p>", None, id="a paragraph"),
        pytest.param("<p><b>{}</b></p>", None, id="bold"),
        pytest.param("<div class=heading>{}</div>", None, id="only a name"),
        pytest.param("<h2><ul><li>{}</ul></h2>", "list_item", id="a list in a heading"),
        pytest.param(f"<h2>{{}}{' more' * 40}</h2>", None, id="a heading as long as a paragraph"),
        pytest.param("<h2 role=presentation>{}</h2>", None, id="a heading that is none"),
    ],
)
def test_what_is_a_heading(mark: str, kind: str | None) -> None:
    taken = html_text(FEVER + mark.format("Cells do not raise the risk"))
    assert taken.kinds.get(len("Fever is rare.\n\n")) == kind


@pytest.mark.parametrize(
    ("body", "is_byline"),
    [
        pytest.param('<p class="byline">By A. Writer</p>', True, id="a class"),
        pytest.param('<p>By <a rel="author" href="/a">A. Writer</a></p>', True, id="rel"),
        pytest.param("<p>Updated <time>19 May 2026</time></p>", True, id="time"),
        pytest.param('<p class="byline">Fever is rare</p>', False, id="marked, but running text"),
        pytest.param('<p class="byline">Published trials saw no harm.</p>', False, id="marked, but a sentence"),
        pytest.param("<p>By A. Writer</p>", False, id="not marked"),
    ],
)
def test_what_is_a_byline(body: str, *, is_byline: bool) -> None:
    taken = html_text(FEVER + body)
    assert ("byline" in taken.kinds.values()) == is_byline


@pytest.mark.parametrize(
    "source",
    [
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Fever is rare.</p>',
        "<p>Fever</b> is <i>rare</p>.",
        "<title>Site</title><p>Fever is rare.</title>",
        "Fever is rare.",
    ],
)
def test_odd_pages(source: str) -> None:
    assert taken_from(source).replace("\n\n", "") == "Fever is rare."


def test_what_the_parser_drops_is_told() -> None:
    assert html_text(f'{FEVER}<p><a href="x>Death is common.</p>').lost == ("Death is common.",)


def test_words_that_our_own_writing_loses_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    write = pagetext.LineWriter.write

    def lossy(writer: pagetext.LineWriter, element: object) -> None:
        write(writer, element)  # type: ignore[arg-type]
        del writer.lines[1:]

    monkeypatch.setattr(pagetext.LineWriter, "write", lossy)
    assert html_text(f"{FEVER}<p>Death is <b>common</b>.</p>").lost == ("Death is common.",)


@pytest.mark.parametrize(
    ("source", "told", "lost"),
    [
        pytest.param("<p>a b<p>c", ["a b", "c"], [], id="all there"),
        pytest.param("<p>a b<p>a b", ["a b"], ["a b"], id="once of twice"),
        pytest.param("<p>Harm is <b>not</b> rare", ["Harm is rare", "another"], ["Harm is not rare"], id="one word"),
        pytest.param("<p>in<p>fusion", ["infusion"], [], id="halves that were joined"),
        pytest.param("<p>rare<sup>1</sup>", ["rare.1"], [], id="raised"),
        pytest.param("<p>10<sup>6</sup>", ["10⁶"], [], id="a power"),
        pytest.param("<p>x<span hidden>secret</span> y", ["x y", "secret"], [], id="left out within a line"),
        pytest.param("<!-- a --><script>b</script><style>c</style><p>d", ["d"], [], id="no text"),
    ],
)
def test_words_are_counted_on_the_source(source: str, told: list[str], lost: list[str]) -> None:
    assert lost_lines(source, told) == lost


@pytest.mark.parametrize("where", ["<h1>{}Light</h1>", "<header><h1>{}Light</h1></header>", "<h1>Light{}</h1>"])
@pytest.mark.parametrize("hidden", ["<style>.a{color:red}</style>", "<script>let a = 1</script>"])
def test_no_style_and_no_script_stands_in_the_text(where: str, hidden: str) -> None:
    assert taken_from(f"<body><article>{where.format(hidden)}{FEVER}</article>") == "Light\n\nFever is rare."


@pytest.mark.slow
def test_what_follows_a_very_long_element_is_in_the_text() -> None:
    text = taken_from(f"<h1>T</h1><p>{'Fever is rare. ' * 750_000}</p><p>Death is not.</p>")
    assert text.endswith("Fever is rare.\n\nDeath is not.")
    assert text.count("Fever") == 750_000
