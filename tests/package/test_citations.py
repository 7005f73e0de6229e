"""Citation marks are read in every notation, and what only looks like one is left alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from claimpack.package.citationcells import as_item, as_printed
from claimpack.package.citations import citation_marks, listed_citations, marks_in, may_cite, without_marks
from hypothesis import example, given
from hypothesis import strategies as st

LISTED = listed_citations(map(str, range(1, 31)))


def numbers_in(citations: Iterable[str]) -> set[int]:
    return {int(each) for each in citations if each.isdecimal()}


RAISED = str.maketrans("0123456789-,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Harm is rare.1", {1}, id="glued to the stop"),
        pytest.param("Harm is rare.99", {99}, id="not in the reference list, after the stop of a sentence"),
        pytest.param("Harm is rare,1 they say.", {1}, id="after a comma"),
        pytest.param("Is harm rare?1 Yes.2", {1, 2}, id="after a question mark"),
        pytest.param("Harm is “rare”.1", {1}, id="after a quotation mark and a stop"),
        pytest.param("Harm is “rare.”1", {1}, id="after a stop and a quotation mark"),
        pytest.param("Harm is rare (or absent)1 now.", {1}, id="after a bracket"),
        pytest.param("Harm is rare.1,3 Next.", {1, 3}, id="two"),
        pytest.param("Harm is rare.1–4", {1, 2, 3, 4}, id="range with an en dash"),
        pytest.param("Harm is rare.1-3", {1, 2, 3}, id="range with a hyphen"),
        pytest.param("Harm is rare.1—3", {1, 2, 3}, id="range with an em dash"),
        pytest.param("Harm is rare.1,3–5,9", {1, 3, 4, 5, 9}, id="numbers and a range"),
        pytest.param("Harm is rare.1,2(p5),3", {1, 2, 3}, id="with a page"),
        pytest.param("Harm is rare.2(pp5-9) Next", {2}, id="with pages"),
        pytest.param("Harm is rare.4–2", {2, 4}, id="a range that runs backwards is its ends"),
        pytest.param("Harm is rare [1].", {1}, id="brackets apart"),
        pytest.param("Harm is rare.[1]", {1}, id="brackets glued"),
        pytest.param("Harm is rare.[^1]", {1}, id="a footnote of Markdown"),
        pytest.param("Harm is rare <sup>1, 3</sup>. Next <sup>[2]</sup>", {1, 2, 3}, id="tags in Markdown"),
        pytest.param("Harm is rare [1, 3–5; 9].", {1, 3, 4, 5, 9}, id="brackets with several"),
        pytest.param("Harm is rare.¹", {1}, id="raised"),
        pytest.param("头痛³不常见", {3}, id="raised after two Chinese characters"),
        pytest.param("Harm is rare³and mild", {3}, id="raised right before a word"),
        pytest.param("Harm is rare¹⁻³ now.", {1, 2, 3}, id="raised range"),
        pytest.param("Harm is rare.¹˒³", {1, 3}, id="raised with a raised comma"),
        pytest.param("Harm is rare.¹,³", {1, 3}, id="raised with a comma"),
        pytest.param("Harm is rare.²³", {23}, id="raised with two digits"),
        pytest.param("CD34 cells lived for 1–2 days.3", {3}, id="after a name and a range"),
        pytest.param("Harm is rare［1］.", {1}, id="full-width brackets"),
        pytest.param("Harm is rare【1, 3】.", {1, 3}, id="lenticular brackets"),
        pytest.param("الضرر نادر [١].", {1}, id="Arabic digits"),
        pytest.param("害は少ない。3痛みは多い", {3}, id="glued to a Japanese full stop"),
        pytest.param("不良反应少见^3。", {3}, id="a caret"),
        pytest.param("They were 12 %.3 Next", {3}, id="after a per cent sign"),
        pytest.param("It was (1.2 %)3 of all", {3}, id="after a bracket with a number in it"),
        pytest.param("Es war „selten“.3 Dann", {3}, id="after a German quotation mark"),
        pytest.param("Il est «rare».3 Puis", {3}, id="after a French quotation mark"),
        pytest.param("Il est « rare ».3 Puis", {3}, id="after a French quotation mark with its space"),
        pytest.param("الضرر نادر [١،٣].", {1, 3}, id="Arabic digits with an Arabic comma"),
        pytest.param("It cost 30 €.3 Then", {3}, id="after a sign of money"),
        pytest.param("It froze at 5 °C.3 Then", {3}, id="after a unit with a sign"),
        pytest.param("See doi:10.1000/x-1).3 Next", {3}, id="after an identifier"),
        pytest.param("See doi:10.1000/x-1[3] and more", {3}, id="in brackets, right behind an identifier"),
        pytest.param("Harm is rare….3 Next", {3}, id="after three dots and a stop"),
        pytest.param("Est-ce rare ?3 Oui", {3}, id="after a French question mark with its space"),
        pytest.param("Est-ce « rare » ?3 Oui", {3}, id="after a French quotation mark and such a question mark"),
        pytest.param("It is rare.(1) They agree.(2,3)", {1, 2, 3}, id="round brackets glued to the stop"),
        pytest.param("Cells were CD4+.3 They", {3}, id="after a plus that belongs to a name"),
        pytest.param("नुकसान दुर्लभ है।³", {3}, id="raised after a danda"),
        pytest.param("यह दुर्लभ है³ और", {3}, id="raised after a vowel sign"),
        pytest.param("害は少ない。³", {3}, id="raised after a Japanese full stop"),
    ],
)
def test_certain_marks(text: str, expected: set[int]) -> None:
    assert numbers_in(citation_marks(text, LISTED).certain) == expected


BEHIND_NUMBERS = [
    ("The ratio went from 1.2 to 2.5.10 Later it fell.", 10),
    ("It was written in 2021.9 Then came more.", 9),
    ("Les auteurs en ont vu en 2021.9", 9),
    ("It gives off much CO2.3 Later less.", 3),
    ("He kept his SpO2.3", 3),
    ("They had COVID-19.3 Later not.", 3),
    ("The virus is SARS-CoV-2.3", 3),
    ("They were seen in 2020–2021.3", 3),
    ("They were seen from 2020 to 2021.3", 3),
    ("研究者「熱はまれだ」3。", 3),
]


@pytest.mark.parametrize(("text", "number"), BEHIND_NUMBERS)
def test_a_mark_behind_a_number_is_certain_where_the_list_has_it(text: str, number: int) -> None:
    assert numbers_in(citation_marks(text, listed_citations([str(number)])).certain) == {number}
    for listed in (listed_citations([]), listed_citations(["99"])):  # it is asked
        assert numbers_in(citation_marks(text, listed).certain) == set()
        assert numbers_in(citation_marks(text, listed).possible) == {number}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("CD34 cells", 34, id="a marker"),
        pytest.param("Vitamin B12 helps.", 12, id="a vitamin"),
        pytest.param("Two groups (2) agree.", 2, id="parentheses"),
        pytest.param("It was written 2021.3", 3, id="glued to the stop after a year that nothing leads in"),
        pytest.param("They took vitamin B12.3 Then", 3, id="glued to the stop after a name that ends in a number"),
        pytest.param("It was written in 2021,3 they say.", 3, id="glued to the comma after a number"),
        pytest.param("Harm is rare1, they say.", 1, id="glued to a word amid the text"),
        pytest.param("Harm is rare1.", 1, id="glued to the last word"),
        pytest.param("Harm is rare in Asia. 1 Fever is not.", 1, id="apart from its stop"),
        pytest.param("Harm is “rare”. 6", 6, id="apart from its stop at the end"),
        pytest.param("Harm is rare .10", 10, id="behind a space and a stop"),
        pytest.param("Harm is rare in some 7 and common in others", 7, id="apart from its word"),
        pytest.param("as follows:3 Next", 3, id="after a colon"),
        pytest.param("发热少见③，头痛多见。", 3, id="in a circle"),
        pytest.param("It rose by day 28.3 Later it fell.", 3, id="after a whole number that ends a sentence"),
        pytest.param("[3] See the note.", 3, id="at the beginning, as the number of a note"),
        pytest.param("Is it rare ? 3 Yes.", 3, id="apart from a French question mark"),
        pytest.param("Harm is rare 3 , they say.", 3, id="between a word and a comma, apart from both"),
        pytest.param("Harm is rarer with light 3 than without", 3, id="before than"),
        pytest.param("It takes O(n²) steps and E = mc^2 of it", 2, id="a variable that is squared"),
        pytest.param("Omicron BA.2 in the region", 2, id="a lineage"),
        pytest.param("The codec H.264 makes it small", 264, id="a name with a stop"),
        pytest.param("ca.8 Lampen", 8, id="glued to an abbreviation"),
        pytest.param("They took Lamp®9 at night.", 9, id="after the sign of a trade mark, as in a name"),
        pytest.param("a mean [2–4] of days", 2, id="a range of values in brackets"),
        pytest.param("Harm is rare,99 they say.", 99, id="not in the reference list, after a comma"),
        pytest.param("Harm is rare99", 99, id="not in the reference list, glued to the last word"),
    ],
)
def test_possible_marks(text: str, number: int) -> None:
    marks = citation_marks(text, LISTED)
    assert not marks.certain
    assert number in numbers_in(marks.possible)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Within 1–2 days.", id="a range of days"),
        pytest.param("Scores were 2·63 for one and 0·40 for the other, a ratio of 6·6:1.", id="middle dots"),
        pytest.param("p=0·05. It rose.", id="a middle dot before the stop"),
        pytest.param("可能性低了很多，4款疫苗均不高于10%。", id="what Chinese counts"),
        pytest.param("The air had much PM2.5 Then", id="fine dust"),
        pytest.param("Cells at pH7.4 Then", id="a pH without its blank"),
        pytest.param("See Section 2.5.3 Then", id="a section"),
        pytest.param("See version 2021.3 Then", id="a version"),
        pytest.param("COVID-19 and IL-6", id="a name with a hyphen"),
        pytest.param("In 12 trials with 16 adults", id="counts"),
        pytest.param("From 10:30 to 11.5 or 12,5", id="times and decimals"),
        pytest.param("Written at 1:46:13 PM. Mixed 3:1.", id="a time of day and a mix"),
        pytest.param("1. Rest. 2. Sleep.", id="a numbered list"),
        pytest.param("2×10⁶ cells", id="a power"),
        pytest.param("10⁻⁶ of them", id="a negative power"),
        pytest.param("a BMI of 30 kg/m²", id="a square"),
        pytest.param("5 cm³ of it", id="a cube"),
        pytest.param("a difference (p < .05)", id="a decimal without its zero"),
        pytest.param("a median of 33 days [31–35]", id="a range in brackets beyond the reference list"),
        pytest.param("They told us: “3 drops help.”", id="opens what is quoted"),
        pytest.param('"3 drops" may help.', id="opens what is quoted at the beginning"),
        pytest.param("no numbers at all", id="none"),
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert citation_marks(text, LISTED).certain == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They took approx. 5 lamps.", id="approx."),
        pytest.param("Ils ont pris env. 5 mg.", id="env."),
        pytest.param("Since Jan. 5 nobody came.", id="a month"),
        pytest.param("It was .5 per day", id="a decimal without its zero, amid a sentence"),
        pytest.param("In week 4 and phase 3 or later", id="what is numbered"),
        pytest.param("a dose of 10⁶ cells", id="a power of ten"),
        pytest.param("5 mg/m² a day and 50 kg/m².", id="a square"),
        pytest.param("The paper S0140-6736(20)30183-5 says", id="within a number"),
        pytest.param("少ない（図1）。", id="a figure in Japanese"),
        pytest.param("Sie hat „3 nach 9“ gesehen.", id="a German quotation that begins with a number"),
        pytest.param('The header ("2") and width="1" say so.', id="quotation marks behind a bracket or a sign"),
        pytest.param("Es misst ca. 53,3×49,2×31,8 cm und 63 m², 90m².", id="lengths"),
        pytest.param("Der Schauspieler (†44) oder (✝27) starb.", id="the age at death"),
        pytest.param("Gemäß §13 gilt es. ©5 Minuten. • %165", id="a paragraph, a copyright, a count"),
        pytest.param("Telefon +49 (0)40 und 人気：613", id="a telephone and a count"),
        pytest.param("3.7.1 Harms of light", id="the number of a section"),
        pytest.param("Um 12.30 Uhr kosten sie $4.99 Euro, bei 2.5 Millionen", id="a time, a price, a count"),
        pytest.param("They were given ¹³¹I and ⁹⁰Y.", id="isotopes"),
        pytest.param("【開会】13:00-13:15 M5・3 ￥2,990", id="times, a decimal and a price in Japanese"),
        pytest.param("J Test. 2000 Apr;906:13-6", id="the volume of a journal"),
        pytest.param("不良反应：①发热；②头痛。", id="a list with circles"),
    ],
)
def test_what_is_not_even_asked(text: str) -> None:
    assert marks_in(text, listed_citations([])) == []


@pytest.mark.parametrize(
    "word",
    [
        "Nanog2",
        "Gata4",
        "night3",
        "hour6",
        "visit2",
        "covid19",
        "omega3",
        "vitamin12",
        "Table1",
        "Group2",
        "type2",
        "caspase9",
        "mRNA1",
        "H5",
        "x2",
        "Abb3",
        "Stufe2",
        "NCT01234567",
        "ISBN:12",
    ],
)
def test_words_that_end_in_digits_are_words(word: str) -> None:
    for listed in (LISTED, listed_citations([])):
        assert citation_marks(f"They looked at {word}. Others did not.", listed).certain == ()


WORKS = [
    ("Harm is rare (Roe et al., 2020).", ["Roe et al., 2020"]),
    ("Roe et al. (2020) saw none.", ["Roe et al. (2020)"]),
    ("As Roe & Poe 2019 say", ["Roe & Poe 2019"]),
    (
        "Harm is rare (e.g. Roe and Poe, 2019a; van Dam et al. 2020, p. 12).",
        ["Roe and Poe, 2019a", "van Dam et al. 2020"],
    ),
    ("Harm is rare (Roe et al., 2019, 2020).", ["Roe et al., 2019", "Roe et al., 2020"]),
    ("Harm is rare [Roe et al., 2020].", ["Roe et al., 2020"]),
    ("The WHO (2021) says so", ["WHO (2021)"]),
    ("Harm is rare (WHO, 2021).", ["WHO, 2021"]),
    ("Harm is rare (European Medicines Agency, 2021).", ["European Medicines Agency, 2021"]),
    ("Schaden ist selten (vgl. Müller u. a., 2020).", ["Müller u. a., 2020"]),
    ("La fièvre est rare (Dupont et coll., 2020).", ["Dupont et coll., 2020"]),
    ("Dupont et coll. (2020) ont vu de la fièvre.", ["Dupont et coll. (2020)"]),
    (
        "As De Vries et al. (2020) and Van den Berg and Poe (2019) say",
        ["De Vries et al. (2020)", "Van den Berg and Poe (2019)"],
    ),
    ("Die Studie von Müller et al. (2020) sah keine.", ["Müller et al. (2020)"]),
    ("La FDA (2021) y la EMA (2020) coinciden", ["FDA (2021)", "EMA (2020)"]),
    ("D'après l'EMA (2020) et l’OMS (2021), oui", ["EMA (2020)", "OMS (2021)"]),
    ("见张等（2020）和WHO（2021）。", ["张等（2020）", "WHO（2021）"]),
    ("L’étude de Dupont et al. (2020) n’a rien vu.", ["Dupont et al. (2020)"]),
    ("It was seen by de Vries et al. (2020) as well.", ["de Vries et al. (2020)"]),
    ("Smith and colleagues (2020) saw none.", ["Smith and colleagues (2020)"]),
    ("In Asia, Poe and co-workers (2020) saw none.", ["Poe and co-workers (2020)"]),
    ("Müller und Mitarbeiter (2020) sahen keine.", ["Müller und Mitarbeiter (2020)"]),
    ("Rossi e coll. (2020) hanno visto", ["Rossi e coll. (2020)"]),
    ("García y cols. (2020) vieron", ["García y cols. (2020)"]),
    ("Иванов и соавт. (2020) видели", ["Иванов и соавт. (2020)"]),
    ("Jansen e.a. (2020) zagen", ["Jansen e.a. (2020)"]),
    ("La fiebre es rara (Pérez y Gómez, 2019).", ["Pérez y Gómez, 2019"]),
    ("A febre é rara (Oliveira e Santos, 2021).", ["Oliveira e Santos, 2021"]),
    ("Koorts is zeldzaam (Jansen en De Vries, 2021).", ["Jansen en De Vries, 2021"]),
    ("Nowak i Kowalski (2020) nie widzieli.", ["Nowak i Kowalski (2020)"]),
    ("Zarar nadirdir (Yılmaz ve Kaya, 2006).", ["Yılmaz ve Kaya, 2006"]),
    (
        "Harm is rare (Royal College of Light and Sleep [RCLS], 2019).",
        ["Royal College of Light and Sleep [RCLS], 2019"],
    ),
    ("Harm is rare (LAMP 2019 Collaborators, 2020).", ["LAMP 2019 Collaborators, 2020"]),
    ("So says the U.S. Food and Drug Administration (2020).", ["U.S. Food and Drug Administration (2020)"]),
    ("According to European Medicines Agency (2021) it is", ["European Medicines Agency (2021)"]),
    ("World Health Organization (2021) says so", ["World Health Organization (2021)"]),
    ("Guidelines of the European Society of Light (2021) say so", ["European Society of Light (2021)"]),
    ("风险没有增加（李等，2019年）。", ["李等，2019年"]),
    ("风险没有增加。李明等（2020年）没有发现。", ["李明等（2020年）"]),
]


@pytest.mark.parametrize(("text", "cited"), WORKS)
def test_author_and_year(text: str, cited: list[str]) -> None:
    assert list(citation_marks(text, listed_citations([])).certain) == cited
    for mark in marks_in(text, listed_citations([])):
        here = text[mark.start : mark.end]
        assert here in cited or here[0] + here[-1] in ("()", "[]", "（）")


@pytest.mark.parametrize(
    "text",
    [
        "It was first seen (June 2020).",
        "It rose in summer (July and August, 2019).",
        "Of 2020 adults, 12 fell ill (n = 2020).",
        "It was updated (last updated 2021).",
        "In May 2020 and June 2021 it rose",
        "COVID-19 (2020) was new",
        "A trial (Berlin, 2019) saw none.",
        "Минздрав (2020) сообщает",
        "Between 2019 and 2020 none fell ill",
        "Grünland & Regen 2023: Was gilt",
        "Proceedings of the National Academy of Sciences (2019)",
        "The Book of Black Magic and Pacts (1898)",
        "Sein Buch, Wahnsinn und Gesellschaft, 1961 gedruckt, sagt es.",
    ],
)
def test_years_that_no_author_stands_before_are_not_certain(text: str) -> None:
    assert citation_marks(text, listed_citations([])).certain == ()


def test_a_single_author_is_certain_where_the_list_has_the_work() -> None:
    text = "Roe (2018) saw none (Poe 2017)."
    assert set(citation_marks(text, listed_citations([])).possible) == {"Roe (2018)", "Poe 2017"}
    listed = listed_citations(["Roe, 2018", "Poe et al., 2017"])
    assert set(citation_marks(text, listed).certain) == {"Roe (2018)", "Poe 2017"}


IDENTIFIERS = [
    ("doi:10.1000/abc.1 is free", "10.1000/abc.1"),
    ("(https://doi.org/10.1000/ABC-1).", "10.1000/ABC-1"),
    ("see 10.1016/S0140(20)1-2; then", "10.1016/S0140(20)1-2"),
    ("(10.1002/(SICI)1097(19)3:6<1::AID-X>3.0.CO;2-9)", "10.1002/(SICI)1097(19)3:6<1::AID-X>3.0.CO;2-9"),
    ("PMID: 123 shows", "PMID: 123"),
    ("at https://pubmed.ncbi.nlm.nih.gov/123/", "PMID: 123"),
    ("(PMC1234567)", "PMC1234567"),
    ("at https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "PMC1234567"),
    ("at https://doi.org/10.1000%2FABC-1%282%29.", "10.1000/ABC-1(2)"),
    ("at https://europepmc.org/article/MED/123", "PMID: 123"),
    ("at https://europepmc.org/articles/PMC1234567", "PMC1234567"),
    ("at https://www.ncbi.nlm.nih.gov/pubmed/?term=123", "PMID: 123"),
    ("at pubmed.ncbi.nlm.nih.gov/123/ now", "PMID: 123"),
    ("at https://www.medrxiv.org/content/10.1101/2020.04.10.20060558v2.full.pdf", "10.1101/2020.04.10.20060558"),
]


@pytest.mark.parametrize(("text", "cited"), IDENTIFIERS)
def test_identifiers(text: str, cited: str) -> None:
    assert citation_marks(text, LISTED).certain == (cited,)
    assert may_cite("a text with a link alone", cited)
    assert as_printed(as_item(cited)) == cited
    assert ";" not in as_item(cited)


def test_several_pmids_in_one_list() -> None:
    text = "(PMIDs: 31986264, 32015508 and 32015507) or PMID 31986265, 35 people"
    cited = ("PMID: 31986264", "PMID: 32015508", "PMID: 32015507", "PMID: 31986265")
    assert citation_marks(text, LISTED).certain == cited


def test_an_address_is_a_citation_where_the_list_has_it() -> None:
    text = "Look at https://example.org/safety/."
    assert citation_marks(text, LISTED).possible == ("https://example.org/safety/",)
    assert citation_marks(text, listed_citations(["http://www.example.org/safety"])).certain == (
        "https://example.org/safety/",
    )


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Sleep was better.†", ("†",)),
        ("Pain was rare[a], sleep[b, c] was not.", ("a", "b", "c")),
        ("It is rare‡ so", ("‡",)),
    ],
)
def test_letters_and_signs(text: str, certain: tuple[str, ...]) -> None:
    assert citation_marks(text, listed_citations([])).certain == certain
    assert citation_marks(text, listed_citations(certain)).certain == certain
    assert citation_marks(text, LISTED).certain == ()


@pytest.mark.parametrize("text", ["give[s] us", "ak[z]eptiert", "la 124[e] place", "[A]t eight", "the [i] of it"])
def test_letters_that_an_editor_puts_in_are_not_certain(text: str) -> None:
    assert citation_marks(text, listed_citations([])).certain == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "[１]"),
        ("Roe et al., 2020", "Roe et al. (2020)"),
        ("10.1000/ABC", "https://doi.org/10.1000/abc"),
        ("PMID: 123", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("WHO, 2021", "WHO (2021)"),
        ("Royal College of Light [RCL], 2019", "Royal College of Light (2019)"),
        ("Smith and colleagues (2020)", "Smith et al., 2020"),
        ("Dupont et coll. (2020)", "Dupont et al., 2020"),
    ],
)
def test_forms_of_one_citation(one: str, other: str) -> None:
    assert listed_citations([one]).has(other)
    assert listed_citations([other]).has(one)


@pytest.mark.parametrize(("one", "other"), [("1", "11"), ("Roe 2019a", "Roe 2019b"), ("Roe 2019", "Poe 2019")])
def test_what_is_no_form_of_one_citation(one: str, other: str) -> None:
    assert not listed_citations([one]).has(other)


@pytest.mark.parametrize(
    ("text", "citation", "may"),
    [
        ("Rash is common, 5 but short", "5", True),
        ("Rash was seen in many people 7 and", "7", True),
        ("It was 2.5.10 It", "10", True),
        ("Rash is seen [3–9]", "5", True),
        ("Rash is common.", "5", False),
        ("发热少见③，头痛", "3", True),
        ("Rash is seen in 1,540", "5", False),
        ("Roe and others saw none", "Roe et al., 2020", True),
        ("They saw none", "Roe et al., 2020", False),
        ("Rash is rare.†", "†", True),
        ("Rash is rare.", "†", False),
    ],
)
def test_what_a_person_may_have_seen(text: str, citation: str, may: bool) -> None:  # noqa: FBT001
    assert may_cite(text, citation) == may


parts = st.lists(
    st.integers(1, 999).map(lambda number: (number, number))
    | st.integers(1, 950).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, first + 49))),
    min_size=1,
    max_size=4,
)
words = st.text(st.sampled_from("abcdeåéø"), min_size=2, max_size=8)
stops = st.sampled_from(["", ".", ",", ".”", "”.", ")", "?", "!", ";", ":"])
tails = st.sampled_from(["", " ", " Next.", ".", ", and", "”", ")"])


@given(
    words, stops, parts, tails, st.sampled_from("-–—"), st.sampled_from(["glued", "raised", "brackets", " brackets"])
)
def test_a_mark_is_read_back(
    word: str, stop: str, mark: list[tuple[int, int]], tail: str, dash: str, notation: str
) -> None:
    written = [str(first) if first == last else f"{first}-{last}" for first, last in mark]
    text = {
        "glued": f"{word}{stop}{','.join(written).replace('-', dash)}{tail}",
        "raised": f"{word}{stop}{','.join(written).translate(RAISED)}{tail}",
        "brackets": f"{word}{stop}[{','.join(written).replace('-', dash)}]{tail}",
        " brackets": f"{word} [{'; '.join(written).replace('-', dash)}]{stop}{tail}",
    }[notation]
    numbers = {number for first, last in mark for number in range(first, last + 1)}
    marks = citation_marks(text, listed_citations(map(str, range(1, 1000))))
    if notation == "glued" and stop in ("", ":"):  # right after a word, as in week4
        assert (numbers_in(marks.certain), numbers_in(marks.possible)) == (set(), numbers)
    else:
        assert (numbers_in(marks.certain), numbers_in(marks.possible)) == (numbers, set())


@given(st.text() | st.text(st.sampled_from([*"abA12 .,;:()[]–-”⁰¹²⁻⁾˒"])))
@example("rare.¹⁾²")
def test_any_text_can_be_read(text: str) -> None:
    marks = citation_marks(text, LISTED)
    assert not {*marks.certain} & {*marks.possible}
    assert all(number > 0 for number in numbers_in([*marks.certain, *marks.possible]))


@given(st.text(st.characters(exclude_categories=["Nd", "No"])))
def test_without_digits_there_is_no_mark(text: str) -> None:
    marks = citation_marks(text, LISTED)
    assert not numbers_in([*marks.certain, *marks.possible])


pieces = st.lists(
    st.sampled_from(
        ["a", "A", "rare", "x" * 45, "_", "1", "12", "1234", "٣", "½", *".,;”% \n-–[]()¹²⁻", ", ", ",1", "\u00a0"]
    ),
    max_size=25,
).map("".join)


@given(pieces)
@example("x" * 45 + "12 a1")
def test_what_is_taken_out_leaves_blanks_in_its_place(text: str) -> None:
    left = without_marks(text)
    assert len(left) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, left, strict=True))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("In 2021.1 It", "In 2021.1 It"),
        ("It is rare.1,2 It", "It is rare.    It"),
        ("of 1,640[1] adults", "of 1,640    adults"),
        ("People:1,628 died", "People:1,628 died"),
        ("は1,628人が", "は1,628人が"),
        ("see 10.1000/12 now", "see            now"),
    ],
)
def test_what_is_taken_out(text: str, left: str) -> None:
    assert without_marks(text) == left
