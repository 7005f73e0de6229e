"""Text is cut into passages that leave nothing out, where a reader would cut it."""

from __future__ import annotations

import pytest
from claimpack.curation.articles.segmentation import may_be_a_heading, segment
from claimpack.package.article import normalise
from hypothesis import given
from hypothesis import strategies as st

texts = st.text() | st.text(st.sampled_from([*'abAÉ12.!?…:;,()[]"“”•–- \n\r\t\u00a0']), max_size=60)


@given(texts)
def test_segments_follow_one_another_and_leave_out_only_white_space(text: str) -> None:
    reached = 0
    for part in segment(text):
        assert not text[reached : part.start].strip()
        assert part.start >= reached
        assert text[part.start : part.end] == text[part.start : part.end].strip() != ""
        reached = part.end
    assert not text[reached:].strip()


@given(texts, st.data())
def test_a_stretch_is_cut_as_if_it_stood_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    alone = [(start + part.start, start + part.end, part.kind) for part in segment(text[start:end])]
    assert [(part.start, part.end, part.kind) for part in segment(text, start, end)] == alone


@given(texts)
def test_lines_are_never_joined(text: str) -> None:
    text = normalise(text)
    assert all("\n" not in text[part.start : part.end] for part in segment(text))


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["Harm is rare.", "Pain is common."], id="two"),
        pytest.param(["Is harm rare?", "It is!", "So they say…", "All agree."], id="other stops"),
        pytest.param(["Dr. Smith saw no harm.", "Prof. Jones agrees."], id="titles"),
        pytest.param(["Harm is rare, e.g. Asthma.", "Pain is common."], id="e.g."),
        pytest.param(["They compare it vs. Placebo, cf. Table 2.", "All agree."], id="vs. and cf."),
        pytest.param(["J. R. Smith and M. Jones saw no harm.", "All agree."], id="initials"),
        pytest.param(["They took 0.5 mg and 1,640.5 units.", "All agree."], id="decimals"),
        pytest.param(["They took approx. 12 tablets.", "All agree."], id="approx."),
        pytest.param(["“Harm is rare.”", "“Pain is common.”", "All agree."], id="quotations"),
        pytest.param(["(Harm is rare.)", "All agree."], id="parentheses"),
        pytest.param(["Harm is rare.1–4", "Pain is common.2,3", "All agree."], id="citations glued to stops"),
        pytest.param(["Harm is “rare.”1", "Pain is “common”.2", "All agree."], id="citations after quotation marks"),
        pytest.param(["Harm is rare.1,2(p5),3", "Pain is common.2(pp3-5)", "All agree."], id="citations with pages"),
        pytest.param(["Harm is rare.[1]", "Pain is common.[2, 3]", "All agree."], id="citations in brackets"),
        pytest.param(["Harm is rare.[^1]", "Pain is common.[^2]", "All agree."], id="footnotes of Markdown"),
        pytest.param(
            ["Harm is rare.<sup>1</sup>", "It is mild. <sup>[2,3]</sup>", "All agree."], id="tags in Markdown"
        ),
        pytest.param(["Harm is rare [1].", "Pain is common [2–4].", "All agree."], id="brackets before the stop"),
        pytest.param(["Harm is rare.¹⁻³", "Pain is common.²", "All agree."], id="raised citations"),
        pytest.param(["Ålder spelar roll.", "Öar finns.", "Årets slut."], id="other capitals"),
        pytest.param(["Harm is rare. but pain is common."], id="a small letter follows"),
        pytest.param(["See https://example.org/A.B for all of it.", "All agree."], id="an address"),
        pytest.param(["Light was no worse (95 % CI 0.8 to 1.4) [1, 2].", "More here."], id="a bracket after a number"),
        pytest.param(["None was worse (p < 0.05) [1, 2].", "More here."], id="a bracket after a bracket"),
        pytest.param(["They gave 5 mg. [1, 2]", "More here."], id="a bracket after the stop"),
        pytest.param(["感染罕见。", "死亡率没有增加！", "安全吗？", "是的"], id="Chinese"),
        pytest.param(["「安全だ。」", "害は少ない。[1]", "痛みは多い。2"], id="Japanese"),
        pytest.param(["「安全だ。」と言う。", "「害は少ない！」", "痛みは多い。"], id="Japanese, on behind a quote"),
        pytest.param(["Harm is rare.", "12 trials found none."], id="a sentence that begins with a number"),
    ],
)
def test_sentences(parts: list[str]) -> None:
    text = ("" if parts[0][0] in "感「" else " ").join(parts)
    assert [(text[part.start : part.end], part.kind) for part in segment(text)] == [
        (part, "sentence") for part in parts
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("• Mild headache. It passes.", "list_item", id="bullet"),
        pytest.param("- Mild headache", "list_item", id="hyphen"),
        pytest.param("– Mild headache", "list_item", id="dash"),
        pytest.param("* Mild headache", "list_item", id="asterisk"),
        pytest.param("1. Mild headache", "list_item", id="number with a stop"),
        pytest.param("12) Mild headache", "list_item", id="number with a bracket"),
        *(
            pytest.param(f"{mark}Mild headache", "list_item", id=ascii(mark))
            for mark in (
                "\uf0b7 ",
                "\uf0a7",
                "•",
                "► ",
                "➢ ",
                "✓",
                "□ ",
                "⁃ ",
                "o ",
                "a) ",
                "(b) ",
                "(2) ",
                "iii. ",
                "(iv) ",
            )
        ),
        pytest.param("I. Roe saw no harm.", "sentence", id="an initial"),
        pytest.param("a rash is rare.", "sentence", id="a small letter"),
        pytest.param("o risco existe.", "sentence", id="an article"),
        pytest.param("Side effects", "sentence", id="no heading"),
        pytest.param("Is it safe?", "sentence", id="question as a heading"),
        pytest.param("Light therapy: is it safe?", "sentence", id="title with a colon"),
        pytest.param("Side effects include:", "sentence", id="short line with a colon"),
        pytest.param("Among the side effects that trials have told of are:", "sentence", id="long line with a colon"),
        pytest.param("Written by A. Writer", "sentence", id="writer"),
        pytest.param("Medically reviewed by A. Reader, MD", "sentence", id="reviewer"),
        pytest.param("Last updated 19 February 2026", "sentence", id="date"),
        pytest.param("By A. Writer", "sentence", id="by"),
        pytest.param("Bystanders saw no harm.", "sentence", id="a word that begins with by"),
        pytest.param("Published trials saw no harm.", "sentence", id="a sentence that begins with published"),
        pytest.param("Harm is rare.", "sentence", id="short sentence"),
        pytest.param("Harm is rare.1–4", "sentence", id="short sentence with a citation"),
        pytest.param("Harm is rare.1,2", "sentence", id="short sentence with two citations"),
        pytest.param("Harm is rare.[1]", "sentence", id="short sentence with a citation in brackets"),
        pytest.param("Harm is rare.[1, 2]", "sentence", id="short sentence with two citations in brackets"),
        pytest.param("Harm is rare.¹˒²", "sentence", id="short sentence with raised citations"),
        pytest.param("He calls it “rare.”", "sentence", id="short sentence in quotation marks"),
        pytest.param("0.5 mg a day is safe.", "sentence", id="a decimal is no list number"),
        pytest.param("-5 °C is cold.", "sentence", id="a minus is no bullet"),
        pytest.param(
            "In trials with very many adults nobody has told of any harm at all so far", "sentence", id="long"
        ),
    ],
)
def test_what_a_line_is(line: str, kind: str) -> None:
    assert [(part.start, part.end, part.kind) for part in segment(line)] == [(0, len(line), kind)]


def test_lines_and_sentences_of_an_article() -> None:
    text = "Light\nBy A. Writer\n\nIt is safe.1 So they say.\n\nIt may bring on:\n• Pain2\n• Sleep. Often."
    assert [(text[part.start : part.end], part.kind) for part in segment(text)] == [
        ("Light", "sentence"),
        ("By A. Writer", "sentence"),
        ("It is safe.1", "sentence"),
        ("So they say.", "sentence"),
        ("It may bring on:", "sentence"),
        ("• Pain2", "list_item"),
        ("• Sleep. Often.", "list_item"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", " \t\u00a0\n"])
def test_nothing_is_cut_from_nothing(text: str) -> None:
    assert not list(segment(text))


@pytest.mark.parametrize(
    ("line", "may"),
    [
        pytest.param("Side effects", True, id="short"),
        pytest.param("Is it safe?", True, id="a question"),
        pytest.param("Side effects include:", True, id="a colon"),
        pytest.param("Stem cells do not raise the risk of cancer", True, id="a claim: only a person can tell"),
        pytest.param("副作用", True, id="Chinese"),
        pytest.param("Harm is rare.", False, id="a full stop"),
        pytest.param("害は少ない。", False, id="a Japanese full stop"),
        pytest.param("Harm is rare.1,2", False, id="a full stop and marks"),
        pytest.param(" ".join(["word"] * 15), False, id="long"),
        pytest.param("字" * 121, False, id="long without blanks"),
    ],
)
def test_lines_that_a_person_is_asked_about(line: str, *, may: bool) -> None:
    assert may_be_a_heading(line) == may


IN_LANGUAGES = [
    ("en", ["Roe et al. saw none.", "In Roe et al. Found so."], "et al. before a capital"),
    ("en", ["They took approx. 5 mg by i.v. Infusion.", "See vol. 3, no. 4, pp. 5.", "All agree."], "shortened words"),
    ("en", ["E. coli was seen.", "Staph. Aureus was not.", "The U.S. FDA agrees."], "names cut short"),
    ("en", ["Ph.D. Students agree.", "St. Anna's agrees.", "Effects incl. COVID-19 fell."], "titles"),
    ("en", ["The mean (95% CI. 1.2 to 3.4; p. 3. See there) rose.", "All agree."], "within brackets"),
    ("en", ["Harm is rare in Asia. 1", "Pain is not. 2,3", "All agree."], "marks apart from their stops"),
    ("en", ["Harm is “rare”. 6"], "a mark apart at the end"),
    ("en", ["Harm is rare. [8]", "Pain is not."], "brackets apart"),
    ("en", ["It was 5%.8", "It was cold, at 5 °C.14", "It was “rare.”6", "All agree."], "marks after signs"),
    (
        "en",
        ["Is it safe?", "No.", "It is not, as no. 5 says.", "We did so for 10 min.", "It takes max. 5 h.", "So."],
        "words",
    ),
    (
        "en",
        ["They took vitamin C.", "Hepatitis B and C.", "Roe had J. Poe with her.", "It was TNF-α.", "Fin."],
        "letters",
    ),
    (
        "en",
        ["C. acnes and Candida spp. Were found.", "See Suppl. Table 2.", "At the Roe Hosp. They came."],
        "more names",
    ),
    ("en", ["They had pain, cough, etc.1", "They had less, etc.", "So (pain etc.) Nobody had."], "and so on"),
    ("en", ["It is rare.(1)", "They are mild.(2,3)", "All agree."], "round brackets glued to the stop"),
    ("fr", ["La dose est d'env. 5 mg.", "D'après Roe et coll. (2021), elle est rare."], "more French"),
    ("es", ["Se dieron aprox. 5 mg.", "Fin."], "aprox."),
    ("it", ["Ebbero dolore, tosse, ecc.1", "Fine."], "ecc."),
    ("ru", ["Доза была ок. 5 мг, напр. Вечером.", "Конец."], "more Russian"),
    ("ja", ["「軽い。」と医師は言う。", "「軽い。」", "とても少ない。"], "Japanese, said by somebody"),
    ("de", ["Schmerz kam z. B. am 2. Tag.¹", "In Studien, d. h. bei 5,9 %, war er selten.2", "Gut."], "German"),
    (
        "de",
        ["Prof. Dr. Roe fand u. a. (vgl. Abb. 3, S. 14) nichts.³", "Ca. 5 Mio. Zellen bzw. Kerne wuchsen."],
        "titles",
    ),
    ("de", ["Betroffen sind 5 bis 20 % der Bevölkerung3.", "Meist steigt sie am 3. Tag."], "a mark before its stop"),
    ("de", ["„Es ist sicher.“⁴", "Über 12 % litten.[5]", "Im 19. Jahrhundert nicht."], "German quotation marks"),
    ("es", ["Se dieron p. ej. Aspirinas.", "El Dr. Ruiz y la Sra. Roe lo vieron.", "Fin."], "Spanish"),
    ("fr", ["Le Dr. Roe et M. Poe le disent.", "Voir fig. 3, p. 12.", "« C’est rare. »", "Fin."], "French"),
    ("nl", ["Dhr. Roe zag bijv. Koorts.", "Einde."], "Dutch"),
    (
        "zh",
        ["安全吗？", "发热更常见。[1]", "死亡罕见［4］。", "恶心少见。5", "呕吐少见^6。", "头痛较轻【8】。"],
        "Chinese",
    ),
    ("zh", ["死亡罕见。", "5名患者死亡。", "12%的人发热。"], "Chinese, numbers that count"),
    ("ja", ["発熱は1,628人で多かった。", "感染は増えなかった[1]。", "安全です！"], "Japanese"),
    ("ar", ["الحمى نادرة.[١]", "هل العدوى أقل؟", "نعم."], "Arabic"),
    ("hi", ["बुखार दुर्लभ है।", "संक्रमण नहीं।"], "Hindi"),
    ("ru", ["Проф. Иванов и др. это видели.", "См. рис. 3.", "Конец."], "Russian"),
    ("th", ["ไข้พบได้น้อย การติดเชื้อไม่พบ"], "Thai, which ends no sentence with a sign"),
    ("th", ["ไข้พบได้บ่อย[1]", "อาการปวดพบน้อย [2]", "ไม่พบการเสียชีวิต"], "Thai, cut behind its marks"),
    ("xx", ["Harm is rare.", "All agree."], "a language that nobody knows"),
]


@pytest.mark.parametrize(("language", "parts"), [pytest.param(*each[:2], id=each[2]) for each in IN_LANGUAGES])
def test_sentences_in_many_languages(language: str, parts: list[str]) -> None:
    text = ("" if language in ("zh", "ja") else " ").join(parts)
    assert [text[part.start : part.end] for part in segment(text, language=language)] == parts


def test_lost_spaces_behind_brackets() -> None:
    text = "It is rare.[4]It is mild.[5,6]All agree."
    assert [text[part.start : part.end] for part in segment(text)] == [
        "It is rare.[4]",
        "It is mild.[5,6]",
        "All agree.",
    ]


def test_marks_behind_numbers_end_a_sentence_where_they_are_known() -> None:
    text = "The ratio was 2.5.10 Later it fell. Then came 2021.11 Nobody knew."
    cut = segment(text, marks=[text.index(" Later"), text.index(" Nobody")])
    assert [text[part.start : part.end] for part in cut] == [
        "The ratio was 2.5.10",
        "Later it fell.",
        "Then came 2021.11",
        "Nobody knew.",
    ]


def test_what_closes_a_line_with_a_mark_is_one_sentence_with_it() -> None:
    for line in ("Harm is rare. 6", "Harm is rare. [8]", "Harm is rare. 2,3", "Harm is “rare”. 6"):
        assert [(part.start, part.end) for part in segment(line)] == [(0, len(line))]
