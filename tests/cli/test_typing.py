"""How much is asked and typed a claim, on pages of three kinds, counted where a person types."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner

from tests.cli.screen import Screen, terminal

NUMBERS = """Shots against shingles

Before you are vaccinated, read what is known of it.

Fever is more frequent in the week after the shot than after a dummy shot (1). In a trial with 15,411 adults, headache \
was more common after the shot (2). Up to 11% of people have chills. No cases of shingles of the brain have been \
reported (2).

References

1. Poe J, Roe K. Fever after shots. J Test. 2019;12(3):45-52. doi:10.1000/abc.1
2. Doe A, Moe B. Shots in adults. J Test. 2021;14:1-9. doi:10.1000/abc.2
"""
AUTHOR_YEAR = """Our clinic: what laser treatment does

Dry eyes are common after laser treatment (Roe et al., 2020). Glare may occur at night (Poe and Doe, 2018). The \
treatment does not increase the risk of glaucoma (doi:10.1000/abc.3). It is not known what becomes of the cornea in \
the long run.

References

Poe J, Doe K. Glare at night. J Test. 2018;12(3):45-52. doi:10.1000/abc.2
Roe A, Moe B, Loe C. Dry eyes. J Test. 2020;14:1-9. doi:10.1000/abc.1
"""
GERMAN = """Johanniskraut bei Depression

Müdigkeit ist unter Johanniskraut seltener als unter anderen Mitteln.1 Hautausschlag kann auftreten.2 Bei bis zu 3 % \
der Menschen kommt es zu Übelkeit.2 Ob es die Leber schädigt, ist nicht bekannt.

Literatur

1. Linde A, Berner B. Johanniskraut. Z Test. 2008;12(3):45-52. doi:10.1000/abc.1
2. Kurz A, Lang B. Haut und Kraut. Z Test. 2012;14:1-9. doi:10.1000/abc.2
"""
CHINESE = """疫苗与发热

4款疫苗中，注射部位疼痛最常见，概率高达70%-85%。[1]接种后未见死亡。[2]

参考文献

[1] 李明, 王芳. 疫苗的安全性[J]. 中华杂志, 2020, 12(3): 45-52.
[2] 张伟. 疫苗与死亡[J]. 中华杂志, 2021, 13(1): 1-9.
"""
"""Of whose words nothing is drafted but numbers and citations."""
FORMER_PROMPTS, FORMER_CHARACTERS = 24, 363
"""What was asked and typed a claim before claims were drafted."""


def claims(*each: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return each


PAGES = {
    "numbers": (
        NUMBERS,
        "en",
        claims(
            {"passage": "P003", "outcome": "Fever", "intervention": "Shingles shot"},
            {"passage": "P004", "outcome": "Headache", "lists": "a comma"},
            {"passage": "P005", "outcome": "Chills", "effect_direction": "occurs", "claim_type": "adverse_event"},
            {"passage": "P006", "outcome": "Shingles of the brain"},
        ),
        [
            ("fever", "increased", "poe-2019", ""),
            ("headache", "increased", "doe-2021", "15411"),
            ("chills", "occurs", "", ""),
            ("shingles_of_the_brain", "not_observed", "doe-2021", ""),
        ],
    ),
    "author and year": (
        AUTHOR_YEAR,
        "en",
        claims(
            {"passage": "P002", "outcome": "Dry eyes", "intervention": "Laser treatment"},
            {"passage": "P003", "outcome": "Glare"},
            {"passage": "P004", "outcome": "Glaucoma"},
            {"passage": "P005", "outcome": "Corneal harm"},
        ),
        [
            ("dry_eyes", "occurs", "roe-2020", ""),
            ("glare", "occurs", "poe-2018", ""),
            ("glaucoma", "no_increase", "doi-10-1000-abc-3", ""),
            ("corneal_harm", "uncertain", "", ""),
        ],
    ),
    "German": (
        GERMAN,
        "de",
        claims(
            {"passage": "P002", "outcome": "Müdigkeit", "intervention": "Johanniskraut"},
            {"passage": "P003", "outcome": "Hautausschlag"},
            {"passage": "P004", "outcome": "Übelkeit", "effect_direction": "occurs"},
            {"passage": "P005", "outcome": "Leberschaden", "lists": "a comma"},
        ),
        [
            ("mudigkeit", "decreased", "linde-2008", ""),
            ("hautausschlag", "occurs", "kurz-2012", ""),
            ("ubelkeit", "occurs", "kurz-2012", ""),
            ("leberschaden", "uncertain", "", ""),
        ],
    ),
}
PAGES["Chinese"] = (
    CHINESE,
    "zh",
    claims(
        {"passage": "P002", "outcome": "Pain", "effect_direction": "occurs", "statement": "痛", "lists": "a comma"},
        {"passage": "P003", "outcome": "死亡", "effect_direction": "not_observed", "statement": "无死亡"},
    ),
    [("pain", "occurs", "ref-1", ""), ("outcome", "not_observed", "ref-2", "")],
)
ANSWERS = {
    "Chinese": "P001\ny\ny\n",
    "numbers": "P001\nall\ny\ny\n",
    "author and year": "P001\ny\ny\n",
    "German": "P001\ny\ny\n",
}
"""What is the heading, which marks are citations, and that the references and all else be written."""
PROMPTS = (
    r"\n(?:(?P<column>passage_id|outcome|effect_direction|statement|claim_type|intervention)"
    r"(?: \[(?P<proposed>[^\n\r]*)\])?|(?P<question>Add it\?[^\n\r:]*|Write this\?[^\n\r:]*)):"
)


def type_claim(screen: Screen, given: Mapping[str, str]) -> tuple[int, int]:
    """Answers all that is asked for a claim; gives how many questions that were, and how many characters."""
    prompts = characters = 0
    while asked := re.search(PROMPTS, screen.read_until(f"{PROMPTS}|Written to")):
        wanted = given.get(asked["column"].removesuffix("_id"), "") if asked["column"] else ""
        answer = "" if wanted == asked["proposed"] else wanted
        prompts += 1
        characters += len(answer)
        screen.type_at_rest(f"{answer}\r")
    if "lists" in given:  # the same may be said of another outcome
        screen.answer("outcome", "")
        prompts += 1
    return prompts, characters


@pytest.mark.slow
@pytest.mark.parametrize("kind", PAGES)
def test_at_most_eight_questions_and_a_third_of_the_characters(kind: str, tmp_path: Path) -> None:
    text, language, typed, expected = PAGES[kind]
    CliRunner().invoke(main, ["init", str(tmp_path / "package")])
    package = tmp_path / "package"
    (package / "article.txt").write_text(text, encoding="utf-8")
    command = ["anchor", str(package / "article.txt"), str(package), "--language", language]
    result = CliRunner().invoke(main, command, input=ANSWERS[kind])
    assert result.exit_code == 0, result.output
    counts = []
    for given in typed:
        with terminal("new", "claim", folder=package, errors_too=True) as screen:
            counts.append(type_claim(screen, given))
            assert screen.ends_with() == 0
    with (package / "claims/claims.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    columns = ("outcome", "effect_direction", "source_ids", "population_size")
    assert [tuple(row[column] for column in columns) for row in found] == expected
    assert sum(prompts for prompts, _ in counts) / len(typed) <= FORMER_PROMPTS / 3
    assert sum(characters for _, characters in counts) / len(typed) <= FORMER_CHARACTERS / 3
