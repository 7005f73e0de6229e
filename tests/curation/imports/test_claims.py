"""``claimpack import claims``: any table by a mapping that is kept; quotes become passages; nothing is doubled."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.engine import run as check
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner, Result
from openpyxl import Workbook

from tests.cli.screen import terminal
from tests.edits import TODAY

ARTICLE = """A trial of lamps

Sixty people sat before lamps. Headache was no more
frequent than with dim light.  Nobody was blinded at all.

Eyes were dry in one in ten of them.
"""
MAPPING = """# ours
[article]
article_id = "{Paper}"
text = "texts/{Paper}.txt"
rest_reason = "Method."

[source]
source_id = "{Paper}"
pmid = "{PMID}"

[claim]
quote = "{Quote}"
claim_type = "study_result"
statement = "{Outcome}: {Result} with lamps"
outcome = "{Outcome}"
intervention = "lamps"
effect_direction = "{Result}"
population_size = "{N}"
population_basis = "stated"

[words.effect_direction]
"no difference" = "no_difference"
"""
HEADER = "Id,Paper,PMID,Outcome,Result,N,Quote\n"
ROWS = """1,lamp-1,34663461.0,Headache,no difference,60,Headache was no more frequent than with dim light.
2,lamp-1,34663461.0,dry eyes,occurs,60,"“Eyes were dry in one in ten of them”"
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    CliRunner().invoke(main, ["init", str(tmp_path / "package")])
    folder = tmp_path / "package"
    (folder / "texts").mkdir()
    (folder / "texts/lamp-1.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "map.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "ours.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return folder


def take(package: Path, *options: str, file: str = "ours.csv") -> Result:
    command = ["import", "claims", str(package / file), "--mapping", str(package / "map.toml"), *options]
    return CliRunner().invoke(main, [*command, "--package", str(package)], catch_exceptions=False)


def rows(package: Path, table: str) -> list[Mapping[str, str]]:
    with (package / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_claims_concepts_sources_articles_and_passages_are_made(package: Path) -> None:
    result = take(package, "--yes")
    assert result.exit_code == 0, result.output
    claims = rows(package, "claims")
    assert [(each["claim_id"], each["outcome"], each["effect_direction"]) for each in claims] == [
        ("C001", "headache", "no_difference"),
        ("C002", "dry_eyes", "occurs"),
    ]
    assert {each["source_ids"] for each in claims} == {"lamp-1"}
    assert rows(package, "sources")[0]["pmid"] == "34663461"
    assert {each["label"] for each in rows(package, "concepts")} == {"Headache", "dry eyes", "lamps"}
    passages = rows(package, "passages")
    assert [(each["coverage"], each["coverage_reason"]) for each in passages] == [
        ("none", "Method."),
        ("claims", ""),
        ("none", "Method."),
        ("claims", ""),
        ("none", "Method."),
    ]
    assert [each["passage_id"] for each in claims] == ["P002", "P004"]
    report = check(load(package, today=TODAY), all_rules())
    assert report.complete
    assert not [problem for problem in report.problems if problem.severity == "error"]
    article = {result.rule: result.status for result in report.rules}
    assert (article["passage-gap"], article["passage-changed"], article["article-changed"]) == ("passed",) * 3


def test_names_in_other_letters_give_ids_in_latin_ones(package: Path) -> None:
    rows_ = ROWS.replace("Headache", "Головная боль", 1).replace("dry eyes", "眼睛干涩")
    (package / "ours.csv").write_text(HEADER + rows_, encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == 0, result.output
    named = {each["concept_id"]: each["label"] for each in rows(package, "concepts")}
    assert named == {"golovnaia_bol": "Головная боль", "outcome": "眼睛干涩", "lamps": "lamps"}


def test_taken_in_again_nothing_is_doubled(package: Path) -> None:
    take(package, "--yes")
    before = {table: rows(package, table) for table in ("claims", "concepts", "sources", "passages", "articles")}
    result = take(package, "--yes")
    assert "claims/claims.csv: 2 records unchanged" in result.output
    assert result.output.splitlines()[-1] == "Nothing to write."
    assert {table: rows(package, table) for table in before} == before


@pytest.mark.parametrize(
    "added",
    [
        pytest.param({"reviewed_by": "A curator", "reviewed_on": "2026-02-01"}, id="reviewed"),
        pytest.param({"severity": "mild", "note": "As read."}, id="what the mapping says nothing of"),
        pytest.param({"population_size": "60"}, id="a cell that the row leaves blank"),
    ],
)
def test_a_claim_that_people_have_added_to_is_not_doubled(added: dict[str, str], package: Path) -> None:
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",,", 1), encoding="utf-8")
    take(package, "--yes")
    (first, second), table = rows(package, "claims"), package / "claims/claims.csv"
    written = io.StringIO()
    writer = csv.DictWriter(written, list(first), lineterminator="\n")
    writer.writeheader()
    writer.writerows([{**first, **added}, second])
    table.write_text(written.getvalue(), encoding="utf-8")
    result = take(package, "--yes")
    assert "claims/claims.csv: 2 records unchanged" in result.output
    assert rows(package, "claims") == [{**first, **added}, second]


def test_a_claim_without_a_cell_that_could_not_be_taken_is_not_doubled(package: Path) -> None:
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",many,"), encoding="utf-8")
    for _ in range(2):
        result = take(package, "--yes")
        assert 'population_size is "many"' in " ".join(result.output.split())
    assert len(rows(package, "claims")) == 2


@pytest.mark.parametrize("above", ["Our form\n", "\n", "Our form,,,,,,\n,,,,,,\nMarch\n"])
def test_a_title_above_the_names_of_the_columns_is_passed_over(above: str, package: Path) -> None:
    (package / "ours.csv").write_text(above + HEADER + ROWS, encoding="utf-8")
    assert take(package, "--yes").exit_code == 0
    assert len(rows(package, "claims")) == 2


def test_a_row_with_too_many_cells(package: Path) -> None:
    (package / "ours.csv").write_text(f"Our form\n{HEADER}{ROWS}1,2,3,4,5,6,7,8\n", encoding="utf-8")
    result = take(package, "--yes")
    assert "ours.csv: line 5 has more cells than line 2 has names of columns. Correct the row" in result.stderr


def test_nothing_comes_of_a_row_that_is_left_out(package: Path) -> None:
    row = "3,lamp-1,7,Fever,went off,60,Nobody was blinded at all.\n4,lamp-2,8,Chills,occurs,60,Not there.\n"
    (package / "ours.csv").write_text(HEADER + ROWS + row, encoding="utf-8")
    assert take(package, "--yes").exit_code == 1
    assert [each["concept_id"] for each in rows(package, "concepts")] == ["dry_eyes", "headache", "lamps"]
    assert [each["source_id"] for each in rows(package, "sources")] == ["lamp-1"]


def test_a_table_that_is_no_text_is_to_be_exported_as_csv(package: Path) -> None:
    (package / "ours.csv").write_bytes(b"Paper,Quote\n1,\0\n")
    result = take(package, "--yes")
    assert result.exit_code == 2
    error = " ".join(result.stderr.split())
    assert "line 2: it is not text: it has NUL bytes. Export it as text in UTF-8, such as CSV" in error


def test_a_row_that_was_changed_is_shown_and_taken_if_asked_for(package: Path) -> None:
    take(package, "--yes")
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",58,", 1), encoding="utf-8")
    result = take(package, "--yes")
    assert 'C001  population_size  "60" is kept; ' in result.output
    assert [each["population_size"] for each in rows(package, "claims")] == ["60", "60"]
    result = take(package, "--yes", "--replace")
    assert 'C001  population_size  "60" -> "58"' in result.output
    assert [each["population_size"] for each in rows(package, "claims")] == ["58", "60"]


COUNT = 299
"""So many rows a file has that is taken in again."""


def sentence(number: int) -> str:
    return f"In group {number} headache was seen in some people."


def many(*numbers: int, **changed: str) -> list[str]:
    """The rows about these sentences."""
    named = {number: changed.get(f"outcome{number}", f"Ache {number}") for number in numbers}
    return [f"{number},lamp-1,,{named[number]},occurs,{number + 1},{sentence(number)}" for number in numbers]


def test_a_long_file_taken_in_again_doubles_nothing_and_loses_nothing_that_was_added_by_hand(package: Path) -> None:
    text = "\n\n".join(map(sentence, range(COUNT + 20)))
    (package / "texts/lamp-1.txt").write_text(text, encoding="utf-8")
    first = [HEADER.strip(), *many(*range(COUNT))]
    (package / "ours.csv").write_text("\n".join(first), encoding="utf-8")
    assert take(package, "--yes").exit_code == 0
    before = rows(package, "claims")
    assert len(before) == COUNT

    by_hand = {
        "C004": {"statement": "Said in better words.", "severity": "mild"},
        "C005": {"reviewed_by": "A curator", "reviewed_on": "2026-02-01", "note": "Read."},
    }
    own = {**before[0], "claim_id": "C900", "statement": "Entered by hand.", "outcome": "ache_1"}
    edited = [{**each, **by_hand.get(each["claim_id"], {})} for each in before] + [own]
    written = io.StringIO()
    writer = csv.DictWriter(written, list(before[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(edited)
    (package / "claims/claims.csv").write_text(written.getvalue(), encoding="utf-8")

    kept = many(*(number for number in range(COUNT) if number not in (10, 20, 21)))  # 10 is taken out
    changed = many(20, 21, outcome20="Migraine 20")  # another outcome, and thereby another statement
    changed[1] = changed[1].replace("occurs", "no difference")
    added, doubled = many(*range(COUNT, COUNT + 20)), many(7)
    again = [HEADER.strip(), *added, *reversed(kept), *doubled, *changed]
    (package / "ours.csv").write_text("\n".join(again), encoding="utf-8")
    result = take(package, "--yes")
    told = " ".join(result.output.split())
    after = {each["claim_id"]: each for each in rows(package, "claims")}
    assert [after[each["claim_id"]] for each in edited] == edited
    # 299 and the one by hand; 20 more, and the row that has another outcome and statement
    assert len(after) == COUNT + 1 + 20 + 1
    assert 'C022 effect_direction "occurs" is kept; ' in told
    assert 'C004 statement "Said in better words." is kept; ' in told
    assert "1 row says the same as another row, and gave no new claim." in told
    assert "3 claims of these articles are in no row, and stay: C011, C021 and C900." in told

    assert take(package, "--yes").output.splitlines()[-1] == "Nothing to write."
    assert take(package, "--yes", "--replace").exit_code == 0
    replaced = {each["claim_id"]: each for each in rows(package, "claims")}
    assert (replaced["C022"]["effect_direction"], replaced["C004"]["severity"]) == ("no_difference", "mild")
    assert replaced["C005"] == after["C005"]
    assert take(package, "--yes", "--replace").output.splitlines()[-1] == "Nothing to write."


def test_a_later_quote_is_found_in_a_recorded_passage(package: Path) -> None:
    take(package, "--yes")
    more = "3,lamp-1,34663461,headache,no difference,,no more frequent than with dim light\n"
    (package / "ours.csv").write_text(HEADER + ROWS + more, encoding="utf-8")
    take(package, "--yes")
    assert [each["passage_id"] for each in rows(package, "claims")] == ["P002", "P004", "P002"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [("It’s „well – known“ here.", 'It\'s ""well - known"" here'), ("It's well-known here.", "It´s well—known here.")],
)
def test_a_quote_with_other_signs_is_found(text: str, quote: str, package: Path) -> None:
    (package / "texts/lamp-1.txt").write_text(f"{ARTICLE}\n{text}\n", encoding="utf-8")
    (package / "ours.csv").write_text(f'{HEADER}{ROWS}3,lamp-1,,Fame,occurs,60,"{quote}"\n', encoding="utf-8")
    assert take(package, "--yes").exit_code == 0
    assert len(rows(package, "claims")) == 3


LATER = [
    (["Nobody was blinded at all."], "a whole rest"),
    (["A trial of lamps"], "the beginning of a rest"),
    (["Sixty people sat before lamps."], "the end of a rest"),
    (["people sat before lamps. Headache was no more frequent"], "on into a passage with a claim"),
    (["A trial of lamps", "people sat before"], "two of one rest"),
    (["people sat before", "people sat before lamps."], "two that overlap"),
    (["A trial of lamps", "Nobody was blinded at all."], "of two rests"),
    (["Headache was no more frequent"], "within a passage with a claim"),
]


@pytest.mark.parametrize("quotes", [pytest.param(quotes, id=name) for quotes, name in LATER])
def test_what_was_left_out_comes_in_once_the_mapping_has_its_word(quotes: list[str], package: Path) -> None:
    more = "".join(f'{number},lamp-1,,Fever {number},rose,60,"{quote}"\n' for number, quote in enumerate(quotes, 3))
    (package / "ours.csv").write_text(HEADER + ROWS + more, encoding="utf-8")
    first = take(package, "--yes")
    assert (first.exit_code, len(rows(package, "claims"))) == (1, 2)
    before = {row["passage_id"]: row for row in rows(package, "passages")}
    (package / "map.toml").write_text(f'{MAPPING}"rose" = "increased"\n', encoding="utf-8")
    again = take(package, "--yes")
    assert again.exit_code == 0, again.output
    assert len(rows(package, "claims")) == 2 + len(quotes)
    loaded = load(package, today=TODAY)
    report = check(loaded, all_rules())
    structure = [
        each.message for each in report.problems if each.severity == "error" or each.rule.startswith("passage")
    ]
    assert structure == []
    found = loaded.found_passages["lamp-1"].found
    text_of = {loaded.table("passages").cells("passage_id")[each.record]: each.text for each in found}
    for claim, quote in zip(rows(package, "claims")[2:], quotes, strict=True):
        assert " ".join((text_of[claim["passage_id"]] or "").split()[:2]) in quote or "Headache" in quote
    assert before.keys() <= text_of.keys()
    assert [rows(package, "claims")[at]["passage_id"] for at in (0, 1)] == ["P002", "P004"]
    third = take(package, "--yes")
    assert third.output.splitlines()[-1] == "Nothing to write."


def test_a_passage_of_which_a_person_says_that_it_carries_none_is_not_cut(package: Path) -> None:
    take(package, "--yes")
    table = package / "claims/passages.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Method.", "Told apart."), encoding="utf-8")
    more = "3,lamp-1,,Fever,occurs,,Nobody was blinded at all.\n"
    (package / "ours.csv").write_text(HEADER + ROWS + more, encoding="utf-8")
    result = take(package, "--yes")
    assert (result.exit_code, len(rows(package, "claims"))) == (1, 2)
    assert "whose coverage is none: set it to claims first" in result.output


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "3,lamp-1,34663461,Fever,rose,,Headache was no more frequent",
            'effect_direction is "rose", which is not one of its',
        ),
        ("3,lamp-1,34663461,Fever,occurs,,Nobody had a fever whatever", "the quote is not in the article's text"),
        ("3,lamp-2,1,Fever,occurs,,Headache was no more frequent", "lamp-2.txt is not there"),
        ("3,lamp-1,34663461,Fever,occurs,,", "it has no quote"),
        ("3,lamp-1,34663461,,occurs,,Headache was no more frequent", None),
    ],
)
def test_what_can_t_be_taken_is_left_and_told(row: str, told: str | None, package: Path) -> None:
    (package / "ours.csv").write_text(f"{HEADER}{ROWS}{row}\n", encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == (0 if told is None else 1)
    assert told is None or told in result.output
    assert len(rows(package, "claims")) == (3 if told is None else 2)


def test_another_file_is_joined_and_rows_of_one_key_are_one(package: Path) -> None:
    (package / "more.csv").write_text("Id,Outcome\n1,Fever\n2,Chills\n", encoding="utf-8")
    mapping = f'unique = ["Id"]\n{MAPPING}\n[join]\nfile = "more.csv"\non = "Id"\n'
    (package / "map.toml").write_text(mapping, encoding="utf-8")
    text = "Id,Paper,PMID,Result,N,Quote\n1,lamp-1,,occurs,,Headache was no more frequent than with dim light\n"
    (package / "ours.csv").write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == 0, result.output
    assert "1 row had the same Id as another." in result.output
    assert [each["outcome"] for each in rows(package, "claims")] == ["fever"]


SOURCED = MAPPING.replace('pmid = "{PMID}"', 'pmid = "{PMID}"\ntitle = "{Title}"\ndoi = "{DOI}"\nauthors = "{By}"')
NO_HEADACHE, DRY_EYES = "Headache was no more frequent than with dim light.", "Eyes were dry in one in ten of them."


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("Other lamps,,", 'title is "Other lamps", but "Lamps" in'),
        (",10.5555/b,", 'doi is "10.5555/b", but "10.5555/a" in'),
        ("LAMPS.,,", None),
        (",,", None),
    ],
)
def test_a_source_of_which_two_rows_say_different_things_is_left_and_told(
    second: str, told: str | None, package: Path
) -> None:
    (package / "map.toml").write_text(SOURCED, encoding="utf-8")
    text = "Paper,PMID,Outcome,Result,N,Title,DOI,By,Quote\n"
    text += (
        f"lamp-1,,Headache,occurs,60,Lamps,10.5555/a,,{NO_HEADACHE}\nlamp-1,,Dry eyes,occurs,60,{second},{DRY_EYES}\n"
    )
    (package / "ours.csv").write_text(text, encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == (1 if told else 0), result.output
    assert len(rows(package, "claims")) == (1 if told else 2)
    assert told is None or f"{told} {package}/ours.csv, line 2" in " ".join(result.output.split())
    (source,) = rows(package, "sources")
    assert (source["title"], source["doi"]) == ("Lamps", "10.5555/a")


def test_a_later_row_fills_in_what_its_source_lacks_and_other_differences_are_shown(package: Path) -> None:
    (package / "map.toml").write_text(SOURCED, encoding="utf-8")
    text = "Paper,PMID,Outcome,Result,N,Title,DOI,By,Quote\n"
    text += f"lamp-1,,Headache,occurs,60,Lamps,,Li B,{NO_HEADACHE}\n"
    text += f"lamp-1,,Dry eyes,occurs,60,,10.5555/b,Wu C,{DRY_EYES}\n"
    (package / "ours.csv").write_text(text, encoding="utf-8")
    result = take(package, "--yes")
    assert '"Li B" is kept' in result.output
    assert 'has "Wu C"' in result.output
    (source,) = rows(package, "sources")
    assert (source["title"], source["doi"], source["authors"]) == ("Lamps", "10.5555/b", "Li B")


def test_an_article_of_which_two_rows_say_different_things_is_left_and_told(package: Path) -> None:
    (package / "map.toml").write_text(
        MAPPING.replace('pmid = "{PMID}"\n', "").replace("[source]", 'title = "{PMID}"\n[source]'), encoding="utf-8"
    )
    (package / "ours.csv").write_text(HEADER + ROWS.replace("34663461.0", "Other", 1), encoding="utf-8")
    result = take(package, "--yes")
    assert (result.exit_code, len(rows(package, "claims"))) == (1, 1)
    assert 'article lamp-1: title is "34663461.0", but "Other" in' in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("more", "outcomes"),
    [
        ("1,Fever\n1,Chills\n2,Cough\n", ["cough"]),
        ("1,Fever\n1,Fever\n2,Cough\n", ["fever", "cough"]),
        (",Fever\n2,Cough\n", ["cough"]),
    ],
)
def test_a_joined_file_with_several_rows_of_one_key_decides_nothing(
    more: str, outcomes: list[str], package: Path
) -> None:
    (package / "more.csv").write_text(f"Id,Outcome\n{more}", encoding="utf-8")
    mapping = f'{MAPPING}\n[join]\nfile = "more.csv"\non = "Id"\n'
    (package / "map.toml").write_text(mapping.replace("{Outcome}: ", ""), encoding="utf-8")
    text = f"Id,Paper,PMID,Result,N,Quote\n1,lamp-1,,occurs,,{NO_HEADACHE}\n2,lamp-1,,occurs,,{DRY_EYES}\n"
    (package / "ours.csv").write_text(text.replace("\n1,", "\n,") if more[0] == "," else text, encoding="utf-8")
    result = take(package, "--yes")
    told = " ".join(result.output.split())
    assert [each["outcome"] for each in rows(package, "claims") if each["outcome"]] == outcomes, result.output
    assert ("has several rows of it that differ" in told) == ("Chills" in more)
    assert "line 2 and" not in told or "line 3" in told


def test_what_both_files_say_is_that_of_the_first_and_told(package: Path) -> None:
    (package / "more.csv").write_text("Id,Outcome\n1,Fever\n2,Cough\n", encoding="utf-8")
    (package / "map.toml").write_text(f'{MAPPING}\n[join]\nfile = "more.csv"\non = "Id"\n', encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace("dry eyes", "", 1), encoding="utf-8")
    result = take(package, "--yes")
    assert [each["outcome"] for each in rows(package, "claims")] == ["headache", "cough"]
    assert "1 row of the files differs from" in " ".join(result.output.split())


TWICE = f"{ARTICLE}\nIn short, eyes were dry. Eyes were dry in one in ten of them.\n"


@pytest.mark.parametrize("is_recorded", [False, True])
def test_a_quote_that_is_in_the_text_twice_is_left_and_told(is_recorded: bool, package: Path) -> None:  # noqa: FBT001
    (package / "texts/lamp-1.txt").write_text(TWICE, encoding="utf-8")
    if is_recorded:
        (package / "ours.csv").write_text(HEADER + ROWS.splitlines()[0] + "\n", encoding="utf-8")
        take(package, "--yes")
    (package / "ours.csv").write_text(HEADER + ROWS, encoding="utf-8")
    result = take(package, "--yes")
    assert (result.exit_code, [each["outcome"] for each in rows(package, "claims")]) == (1, ["headache"])
    assert "the quote is in the article's text 2 times: quote more of the text around it" in " ".join(
        result.output.split()
    )


def test_a_quote_of_which_only_one_place_carries_claims_is_that(package: Path) -> None:
    (package / "texts/lamp-1.txt").write_text(TWICE, encoding="utf-8")
    longer = HEADER + ROWS.replace("“Eyes were dry in one", "“eyes were dry. Eyes were dry in one")
    (package / "ours.csv").write_text(longer, encoding="utf-8")
    take(package, "--yes")
    table = package / "claims/passages.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Method.", "Told apart."), encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace("dry eyes", "Dryness"), encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == 0, result.output
    *_, (last_but_one, last) = [[each["passage_id"] for each in rows(package, "claims")][-2:]]
    assert last_but_one == last


def test_a_workbook(package: Path) -> None:
    book = Workbook()
    for row in csv.reader(io.StringIO(HEADER + ROWS)):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(package / "ours.xlsx")
    assert take(package, "--yes", file="ours.xlsx").exit_code == 0
    assert len(rows(package, "claims")) == 2


def test_estimates_come_with_them(package: Path) -> None:
    mapping = f"""{MAPPING}
[estimate]
measure = "Odds ratio"
orientation = "as_named"
locator = "abstract"
p_value = "{{N}}"
"""
    (package / "map.toml").write_text(mapping, encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",<0.05,"), encoding="utf-8")
    (package / "map.toml").write_text(mapping.replace('population_size = "{N}"\n', ""), encoding="utf-8")
    result = take(package, "--yes")
    assert [(each["measure"], each["p_relation"], each["p_value"]) for each in rows(package, "estimates")] == [
        ("OR", "<", "0.05")
    ] * 2, result.output


NUMBERED = f"""{MAPPING}
[estimate]
measure = "OR"
estimate = "{{N}}"
locator = "abstract"
""".replace('population_size = "{N}"\n', "")
"""A mapping that does not say which way the numbers run."""


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("as_named", "OR 0.18 is less Headache with lamps, by its orientation as_named"),
        ("arms_swapped", "OR 0.18 is more Headache with lamps, by its orientation arms_swapped"),
        ("not_stated", "OR 0.18 decides nothing, by its orientation not_stated"),
    ],
)
def test_an_option_says_which_way_the_numbers_run_and_what_follows_is_shown(
    word: str, told: str, package: Path
) -> None:
    (package / "map.toml").write_text(NUMBERED, encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",0.18,", 1).replace(",60,", ",1.4,"), "utf-8")
    assert "has nothing for orientation in [estimate]" in " ".join(take(package, "--yes").output.split())
    result = take(package, "--yes", "--orientation", word)
    assert result.exit_code == 0, result.output
    assert f"line 2: {told}." in result.output
    assert [each["orientation"] for each in rows(package, "estimates")] == [word] * 2
    assert take(package, "--yes").output.splitlines()[-1] == "Nothing to write."  # the mapping keeps it
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",0.19,", 1).replace(",60,", ",1.4,"), "utf-8")
    result = take(package, "--yes")
    assert 'E001  estimate  "0.18" is kept; ' in result.output
    assert len(rows(package, "estimates")) == 2


def test_an_orientation_without_numbers_is_refused(package: Path) -> None:
    result = take(package, "--yes", "--orientation", "as_named")
    assert (result.exit_code, "it has no [estimate]" in result.output) == (2, True)
    result = take(package, "--yes", "--orientation", "upwards")
    assert (result.exit_code, '"upwards" is no orientation' in result.output) == (2, True)


@pytest.mark.slow
def test_which_arm_is_the_control_and_which_way_the_numbers_run_is_asked_once(package: Path) -> None:
    (package / "map.toml").write_text(NUMBERED, encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace(",60,", ",0.18,", 1).replace(",60,", ",1.4,"), "utf-8")
    command = ("import", "claims", "ours.csv", "--mapping", "map.toml")
    with terminal(*command, folder=package, errors_too=True) as screen:
        screen.answer("comparator", "dim light")
        asked = " ".join(screen.answer("orientation [as_named]", "arms").split())
        assert "OR 0.18 is less Headache with lamps than with dim light" in asked
        assert "OR 0.18 is more Headache with lamps than with dim light" in asked
        screen.answer("Write this to the package? [y/N]", "y")
        assert screen.ends_with() == 0
    (first, second) = rows(package, "estimates")
    assert (first["orientation"], first["comparator"]) == ("arms_swapped", "dim_light")
    assert (second["orientation"], second["comparator"]) == ("arms_swapped", "dim_light")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("[claim]\nstatment = 'x'\n", 'Did you mean "statement"?'),
        ("[clam]\n", 'it has "clam", which means nothing here'),
        ("claim = ", "it is no TOML"),
        (
            MAPPING.replace("{Outcome}: ", "{Outcom}: "),
            'it names the column "Outcom", which the files lack. Did you mean',
        ),
        (MAPPING.replace('claim_type = "study_result"\n', ""), "has nothing for claim_type in [claim]."),
        (MAPPING + "[join]\nfile = 'no.csv'\non = 'Id'\n", "[join] names no file that is there"),
        (MAPPING + "[join]\nfile = 'more.csv'\non = 'ID'\n", '[join] is on "ID", which the files lack'),
        (MAPPING + "[join]\nfile = 'more.csv'\non = 'Id'\n", "more.csv lack"),
    ],
)
def test_a_mapping_that_can_t_be_used(mapping: str, message: str, package: Path) -> None:
    (package / "map.toml").write_text(mapping, encoding="utf-8")
    (package / "more.csv").write_text("ID,Year\n1,2020\n", encoding="utf-8")
    result = take(package, "--yes")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert rows(package, "claims") == []


@pytest.mark.slow
def test_what_is_required_is_asked_once_and_kept(package: Path) -> None:
    (package / "map.toml").write_text(MAPPING.replace('claim_type = "study_result"\n', ""), encoding="utf-8")
    (package / "ours.csv").write_text(HEADER + ROWS.replace("occurs", "was seen"), encoding="utf-8")
    command = ("import", "claims", "ours.csv", "--mapping", "map.toml")
    with terminal(*command, folder=package, errors_too=True) as screen:
        screen.answer("claim_type [study_result]", "")
        assert 'The file says "was seen"' in screen.answer("effect_direction", "occ")
        screen.answer("Write this to the package? [y/N]", "y")
        assert screen.ends_with() == 0
    kept = (package / "map.toml").read_text(encoding="utf-8")
    assert kept.startswith("# ours\n")
    assert 'claim_type = "study_result"\n' in kept
    assert '"was seen" = "occurs"\n' in kept
    assert len(rows(package, "claims")) == 2
