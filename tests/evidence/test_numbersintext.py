"""The whole numbers of running text are read in digits, with a scale and in words, and citations are none."""

from __future__ import annotations

import pytest
from claimpack.evidence.numbersintext import stated_numbers

STATED = [
    ("en", "More than 2.5 million took part, some 14 thousand fell ill", {2_500_000, 14_000}, {14, 2}),
    ("en", "About 4.5k took part, and 2.1M did not", {4_500, 2_100_000}, {4_500_000}),
    (
        "en",
        "Half a million had it, a quarter of a million did not, one and a half million may",
        {500_000, 250_000},
        set(),
    ),
    ("en", "one and a half million came, two and a half thousand left", {1_500_000, 2_500}, set()),
    ("en", "three dozen, half a dozen and a dozen", {36, 6, 12}, {42}),
    ("en", "3 lakh, 2.5 crore, 1,23,45,678", {300_000, 25_000_000, 12_345_678}, {3}),
    ("en", "between 2 and 3 million, or 4–5 thousand", {2_000_000, 3_000_000, 4_000, 5_000}, {2, 4}),
    ("en", "a hundred and twenty adults, and three million two hundred thousand cells", {120, 3_200_000}, {3_000_000}),
    ("en", "1½ million people, ¾ million, 2 ¼ thousand", {1_500_000, 750_000, 2_250}, {1_000_000}),
    ("en", "1.2m people, 7 mln. doses and 12 thsd. nurses", {1_200_000, 7_000_000, 12_000}, {12}),
    ("en", "a quarter of a million, three quarters of a million", {250_000, 750_000}, {3}),
    ("en", "a million and a half came, twelve hundred stayed", {1_500_000, 1_200}, {12}),
    ("en", "After 12m, 30 of 1.2m walked 400m", {12, 30, 1_200_000, 400}, {2}),
    ("en", "People:1,628 and people:16", {1_628, 16}, {628}),
    ("en", "it was 3.5 m long at 300 K", set(), {3_500_000, 300_000}),
    ("en", "Harm is rare.12 It is rare [15] (doi:10.1000/77).", set(), {12, 15, 77}),
    ("de", "1.628 Personen, 5 Mio. Zellen, 1,8 Millionen, 3 Tsd.", {1_628, 5_000_000, 1_800_000, 3_000}, {5, 628}),
    ("de", "dreihundertsechsundvierzig Patienten, Zweiundsechzig Studien", {346, 62}, {300, 6}),
    ("de", "eine halbe Million, anderthalb Millionen, zweieinhalb Millionen", {500_000, 1_500_000, 2_500_000}, set()),
    ("de", "Es waren hundertzwanzig Leute, ein Dutzend ging", {120, 12}, {100}),
    ("de", "zwölfhundert Leute, 3½ Millionen Dosen", {1_200, 3_500_000}, {3_000_000}),
    ("nl", "twaalfhonderd mensen", {1_200}, {12}),
    ("fr", "un million et demi de doses", {1_500_000}, {500_000}),
    ("es", "un millón y medio de dosis", {1_500_000}, {500_000}),
    ("pt", "meio milhão de doses", {500_000}, {1_000_000}),
    ("pl", "pół miliona dawek, 3 tys. osób, 2 mln osób", {500_000, 3_000, 2_000_000}, {3}),
    ("cs", "půl milionu dávek, 3 tisíce lidí, 2 miliony dávek", {500_000, 3_000, 2_000_000}, {3}),
    ("tr", "3 bin kişi, 2,5 milyon doz, yarım milyon", {3_000, 2_500_000, 500_000}, {3}),
    ("fi", "2 miljoonaa annosta, puoli miljoonaa", {2_000_000, 500_000}, {2}),
    ("da", "halvanden million, 3 tusinde", {1_500_000, 3_000}, {3}),
    ("ko", "12만 명, 3천 명, 2억 회", {120_000, 3_000, 200_000_000}, {12, 3}),
    ("ar", "١٫٥ مليون و 12 ألف", {1_500_000, 12_000}, {5_000_000}),
    ("fr", "un million de cas, 2,5 millions de doses", {1_000_000, 2_500_000}, set()),
    ("zh", "共有3，546名患者参加，六十二项研究，一百二十人，12万人", {3_546, 62, 120, 120_000}, {12}),
    ("zh", "兩千人，两百人", {2_000, 200}, {1_000, 100}),
    ("ja", "発熱は1,628人で、1万2千人、3億人", {1_628, 12_000, 300_000_000}, {628}),
    ("ar", "شارك ١٬٦٢٨ شخصا و٣٤٦ آخرون، 2 مليون", {1_628, 346, 2_000_000}, set()),
    ("th", "ผู้ป่วยสามร้อยสี่สิบหกคน และ 2 ล้าน", {346, 2_000_000}, {300, 46}),
    ("hi", "3 लाख लोग", {300_000}, {3}),
]


@pytest.mark.parametrize(("language", "text", "there", "absent"), STATED)
def test_numbers_of_a_text(language: str, text: str, there: set[int], absent: set[int]) -> None:
    assert stated_numbers(text, there | absent, language) == there


def test_without_a_language_digits_and_scales_are_read() -> None:
    assert stated_numbers("1.2 million, twelve, 30", {1_200_000, 12, 30}, None) == {1_200_000, 30}
