"""``claimpack new``: asked field by field on a terminal, or given by options."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.curation.records import recorddraft
from claimpack.package.tableschema import table_schema
from click.testing import CliRunner, Result

from tests.cli.screen import terminal
from tests.edits import Edit

TODAY = ("--today", "2026-03-01")
CTRL_C, CTRL_D, TAB, CLEAR = "\x03", "\x04", "\t", "\x15"
CLAIM = {
    "--passage-id": "P5",
    "--claim-type": "adverse_event",
    "--statement": "Headache comes first.",
    "--outcome": "headache",
    "--effect-direction": "occurs",
    "--source-ids": "S1;S2",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def new(package: Path, kind: str, given: dict[str, str]) -> Result:
    options = [part for option in given.items() for part in option]
    return CliRunner().invoke(main, ["new", kind, *options, "--package", str(package), *TODAY], catch_exceptions=False)


def last_row(package: Path, table: str) -> str:
    return (package / f"claims/{table}.csv").read_text(encoding="utf-8").splitlines()[-1]


# By options


def test_a_claim_by_options(package: Path) -> None:
    result = new(package, "claim", CLAIM)
    assert result.exit_code == 0
    assert last_row(package, "claims") == (
        "C6,P5,adverse_event,Headache comes first.,,,,,headache,occurs,,,,,,not_reported,,,S1;S2,"
    )
    assert result.output.splitlines()[-1] == "Written to claims/claims.csv."
    assert "  E1  S1  headache: OR 1.05 (95 % CI 0.90 to 1.22)" in result.output


@pytest.mark.parametrize(
    ("kind", "given", "row"),
    [
        (
            "source",
            {"--title": "A trial of lamps", "--doi": "10.1000/182"},
            "S3,identified,,A trial of lamps,,,,10.1000/182,,,,,,,,,,,,,",
        ),
        ("concept", {"--concept-id": "nausea", "--kind": "outcome", "--label": "Nausea"}, "nausea,outcome,Nausea,,,"),
        (
            "estimate",
            {
                "--source-id": "S1",
                "--outcome": "headache",
                "--measure": "RR",
                "--estimate": "1.10",
                "--locator": "p. 3",
            },
            "E3,S1,headache,,,,,RR,as_named,1.10,,,,,,,,,,,,,,p. 3",
        ),
        ("reference", {"--citation": "3", "--source-id": "S1"}, "light,3,S1"),
        ("relation", {"--claim-id": "C2", "--relation": "restates", "--target-claim-id": "C1"}, "C2,restates,C1,"),
    ],
)
def test_each_kind_by_options(kind: str, given: dict[str, str], row: str, package: Path) -> None:
    result = new(package, kind, given)
    assert result.exit_code == 0, result.output
    assert row in (package / f"claims/{kind}s.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("kind", "given", "messages"),
    [
        (
            "claim",
            {"--passage-id": "P99", "--effect-direction": "ocurs", "--statement": "X"},
            [
                '--passage-id: "P99" is not in passages. Choose one that is there.',
                "--claim-type is missing: What sort of claim it is. One of study_result, synthesis, adverse_event,"
                " limitation, requirement, benefit, contraindication, interaction, recommendation. Required.",
                '--effect-direction: effect_direction is "ocurs", which is not one of the allowed words. Did you mean'
                ' "occurs"? Allowed: increased, decreased, no_difference, no_increase, no_decrease, occurs,'
                " not_observed, favourable, uncertain, not_applicable.",
            ],
        ),
        ("concept", {"--kind": "outcome", "--label": "X"}, ["--concept-id is missing: The concept's id. Required."]),
        (
            "relation",
            {"--claim-id": "C5", "--relation": "qualifies", "--target-claim-id": "C1"},
            ["--note: A relation that qualifies needs a note. Say in a sentence what C5 limits in C1."],
        ),
        ("relation", {"--claim-id": "C5", "--relation": "qualifies", "--target-claim-id": "C4", "--note": "So."}, None),
    ],
)
def test_what_can_not_be_is_told_all_at_once_and_nothing_is_written(
    kind: str, given: dict[str, str], messages: list[str] | None, package: Path
) -> None:
    before = files(package)
    result = new(package, kind, given)
    assert result.exit_code == 2
    told = result.stderr.partition("Error: ")[2].splitlines()
    assert messages is None or [line.strip() for line in told] == messages
    assert messages is not None or "exists already" in told[0]
    assert files(package) == before


def test_a_table_with_broken_structure_is_not_touched(tmp_path: Path) -> None:
    Edit(append={"claims/concepts.csv": "x,outcome\n"}).apply(tmp_path)
    before = files(tmp_path)
    result = new(tmp_path, "concept", {"--concept-id": "nausea", "--kind": "outcome", "--label": "Nausea"})
    assert result.exit_code == 2
    assert "claims/concepts.csv has problems of structure" in result.stderr
    assert files(tmp_path) == before


@pytest.mark.parametrize("kind", ["claim", "source", "concept", "estimate", "reference", "relation"])
def test_every_column_has_an_option(kind: str) -> None:
    text = CliRunner().invoke(main, ["new", kind, "--help"]).output
    assert all(f"--{column.replace('_', '-')}" in text for column in table_schema(f"{kind}s").fields)
    assert f"claimpack new {kind} --" in text


def test_a_claim_like_another_with_another_outcome(package: Path) -> None:
    given = {"--like": "C2", "--outcome": "chills", "--outcome-label": "Chills", "--outcome-broader": "adverse_event"}
    result = new(package, "claim", {**given, "--statement": "Chills come first."})
    assert result.exit_code == 0, result.output
    assert last_row(package, "claims") == (
        "C6,P5,adverse_event,Chills come first.,bright_light,,,,chills,occurs,mild,,in the first week,,1640,from_source"
        ",,,S1;S2,"
    )
    concepts = (package / "claims/concepts.csv").read_text(encoding="utf-8").splitlines()
    assert "chills,outcome,Chills,adverse_event,," in concepts


@pytest.mark.parametrize(
    ("outcome", "statement"),
    [("eye_damage", "Treatment may bring on a mild lasting eye damage at first."), ("headache", None)],
)
def test_its_statement_names_the_other_outcome(outcome: str, statement: str | None, package: Path) -> None:
    result = new(package, "claim", {"--like": "C2", "--outcome": outcome})
    assert result.exit_code == 0, result.output
    assert (statement or "Treatment may bring on a mild headache at first.") in last_row(package, "claims")


def test_an_estimate_like_another_has_its_own_numbers(package: Path) -> None:
    result = new(package, "estimate", {"--like": "E1", "--outcome": "eye_strain", "--estimate": "2.00"})
    assert result.exit_code == 0, result.output
    assert last_row(package, "estimates").startswith(
        "E3,S1,eye_strain,bright_light,,adults,dim_light,OR,as_named,2.00,,,"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"--like": "C99"}, 'There is no record "C99" in claims.'),
        ({**CLAIM, "--outcome": "chills"}, '"chills" is not in concepts of kind outcome.'),
        (
            {**CLAIM, "--outcome": "chills", "--outcome-label": "Chills", "--outcome-broader": "cold"},
            "--outcome-broader names cold, which does not exist: add --add-missing to add it as well.",
        ),
        ({**CLAIM, "--outcome-label": "Head"}, "--outcome-label is for a new outcome, and headache exists already."),
    ],
)
def test_concepts_on_the_way_are_asked_for(given: dict[str, str], message: str, package: Path) -> None:
    before = files(package)
    result = new(package, "claim", given)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert files(package) == before


def test_missing_concepts_are_added_where_that_is_asked(package: Path) -> None:
    given = {"--concept-id": "chills", "--kind": "outcome", "--label": "Chills", "--broader": "cold;adverse_event"}
    assert new(package, "concept", given).exit_code == 2
    result = new(package, "concept", {**given, "--add-missing": "--yes"})
    assert result.exit_code == 0, result.output
    concepts = (package / "claims/concepts.csv").read_text(encoding="utf-8").splitlines()
    assert {"cold,outcome,Cold,,,", "chills,outcome,Chills,cold;adverse_event,,"} <= set(concepts)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ("Сухость глаз", "sukhost_glaz,outcome,Сухость глаз"),
        ("Eye ache", "eye_ache,outcome,Eye ache"),
        ("发烧", "outcome,outcome,发烧"),
    ],
)
def test_a_concept_is_called_in_ones_own_letters(given: str, row: str, package: Path) -> None:
    options = [part for option in (CLAIM | {"--outcome": given}).items() for part in option]
    command = ["new", "claim", *options, "--add-missing", "--package", str(package), *TODAY]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert last_row(package, "concepts").startswith(row)
    assert f",{row.split(',', maxsplit=1)[0]},occurs," in last_row(package, "claims")
    again = CliRunner().invoke(main, command, catch_exceptions=False)
    assert again.exit_code == 0, "the same name is the same concept"
    assert last_row(package, "concepts").startswith(row)


def test_an_id_in_ones_own_letters_is_told_in_latin_ones(package: Path) -> None:
    result = new(package, "source", {"--source-id": "Щербаков-2020", "--title": "Свет", "--status": "identified"})
    assert result.exit_code == 2
    assert 'write "shcherbakov-2020"' in result.output


def test_a_share_in_per_cent_gets_its_unit(package: Path) -> None:
    given = {"--estimate-id": "E3", "--source-id": "S2", "--outcome": "eye_strain", "--measure": "proportion"}
    numbers = {"--estimate": "12.5%", "--ci-low": "8.0%", "--ci-high": "17.0%", "--locator": "abstract"}
    result = new(package, "estimate", given | numbers | {"--ci-level": "95", "--orientation": "as_named"})
    assert result.exit_code == 0, result.output
    written = (package / "claims/estimates.csv").read_text(encoding="utf-8")
    [row] = [each for each in csv.DictReader(io.StringIO(written)) if each["estimate_id"] == "E3"]
    assert [row[name] for name in ("estimate", "ci_low", "ci_high", "unit")] == ["12.5", "8.0", "17.0", "%"]


def test_identifiers_from_a_vocabulary(package: Path) -> None:
    file = package / "words.csv"
    file.write_text("curie,label\nMESH:D009325,Nausea\nHP:1,Pain\nHP:2,pain\nno curie,Ache\n", encoding="utf-8")
    for name, curie in (("Nausea", "MESH:D009325"), ("Pain", ""), ("Ache", "")):
        given = {"--concept-id": name.lower(), "--kind": "outcome", "--label": name, "--vocabulary": str(file)}
        result = new(package, "concept", given)
        assert result.exit_code == 0, result.output
        assert last_row(package, "concepts") == f"{name.lower()},outcome,{name},,,{curie}"
    file.write_text("label\nNausea\n", encoding="utf-8")
    result = new(
        package, "concept", {"--concept-id": "x", "--kind": "outcome", "--label": "X", "--vocabulary": str(file)}
    )
    assert (result.exit_code, "has no columns label and curie" in result.stderr) == (2, True)


def test_the_passage_is_shown_with_the_claim(package: Path) -> None:
    result = new(package, "claim", {**CLAIM, "--article": str(package / "article.txt")})
    assert "The article says in P5:\n  • Mild headache in the first week1,2" in result.output


# On a terminal


def test_what_qualifies_is_asked_for_its_note(package: Path) -> None:
    with terminal("new", "relation", *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("claim_id", "C5")
        screen.answer("relation", "summarises")
        screen.answer("target_claim_id", "C1")
        screen.answer("note", "")
        screen.answer("Write this? [Y, n, or a column to change]", "relation")
        screen.answer("relation [summarises]", "qualifies")
        screen.read_until(re.escape("note *"))
        screen.answer("note", "Few were asked.")
        shown = screen.answer("Write this? [Y, n, or a column to change]", "")
        assert "Few were asked." in shown
        screen.read_until(re.escape("Written to claims/relations.csv."))
        assert screen.ends_with() == 0
    assert "C5,qualifies,C1,Few were asked.\n" in (package / "claims/relations.csv").read_text(encoding="utf-8")


def test_a_claim_asked_for_field_by_field(package: Path) -> None:
    with terminal("new", "claim", *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("claim_id [C6]", "")
        shown = screen.answer("passage_id [P3]", "P5")
        assert "P5  list item: Mild headache in" in shown
        shown = screen.answer("claim_type", "adv")
        assert "adverse_event     An unwanted effect that is said to occur." in shown
        screen.answer("statement", "Sickness comes first.")
        screen.answer("intervention [bright_light]", "")
        for column in ("route", "population", "comparator"):
            screen.answer(column, "")
        screen.answer("outcome", "nausea")
        screen.answer("Add it? [Y, n, or what is broader]", "gut_trouble")
        screen.answer("Add it? [Y, n, or what is broader]", "y")
        screen.answer("effect_direction", "ocurs")
        screen.read_until(re.escape('Did you mean "occurs"?'))
        screen.answer("effect_direction", f"{CLEAR}occurs")
        for column in ("severity", "frequency", "onset", "conditions"):
            screen.answer(column, "")
        screen.answer("population_size", "1,640")
        screen.read_until(re.escape("taken as 1640"))
        screen.answer("population_basis [stated]", "")
        for column in ("study_count", "stated_year"):
            screen.answer(column, "")
        screen.answer("source_ids [S1;S2]", "-")
        screen.answer("note", "")
        screen.answer("wording", "")
        shown = screen.answer("Write this? [Y, n, or a column to change]", "source_ids")
        assert "  statement         Sickness comes first.\n" in shown
        assert "uncited-claim C6: source_ids is blank, but effect_direction is occurs (nausea)." in " ".join(
            shown.split()
        )
        screen.answer("source_ids", "s1;S2")
        screen.answer("Write this? [Y, n, or a column to change]", "y")
        screen.read_until(re.escape("Written to claims/claims.csv and claims/concepts.csv."))
        assert screen.ends_with() == 0
    assert last_row(package, "claims") == (
        "C6,P5,adverse_event,Sickness comes first.,bright_light,,,,nausea,occurs,,,,,1640,stated,,,S1;S2,"
    )
    concepts = (package / "claims/concepts.csv").read_text(encoding="utf-8").splitlines()
    assert {"nausea,outcome,Nausea,gut_trouble,,", "gut_trouble,outcome,Gut trouble,,,"} <= set(concepts)


def test_a_claim_is_drafted_from_its_sentence_and_said_again_of_another_outcome(package: Path) -> None:
    """Little is asked where the article's text is available; Enter takes what the sentence says."""
    given = ("new", "claim", "--article", str(package / "article.txt"), *TODAY)
    with terminal(*given, folder=package, errors_too=True) as screen:
        screen.answer("passage_id [P3]", "")
        shown = screen.answer("outcome [headache]", "")
        assert "headache was no more frequent than with dim light.1" in shown
        assert "intervention: bright_light, as C5 of the same article says" in shown
        screen.answer("effect_direction [no_increase]", "")
        screen.answer("statement [Headache is no more frequent with bright light therapy.]", "")
        shown = screen.answer("Write this? [Y, n, or a column to change]", "")
        assert "C6" in shown
        screen.read_until(re.escape("Written to claims/claims.csv."))
        screen.answer("outcome", "Dry eyes")
        screen.answer("Add it? [Y, n, or what is broader]", "")
        screen.answer("statement [Dry eyes is no more frequent with bright light therapy.]", "As dry as before.")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        screen.read_until("Written to .*claims/claims.csv")
        screen.answer("outcome", "")
        assert screen.ends_with() == 0
    written = (package / "claims/claims.csv").read_text(encoding="utf-8").splitlines()[-2:]
    assert [line.split(",")[:3] for line in written] == [["C6", "P3", "study_result"], ["C7", "P3", "study_result"]]
    assert ",As dry as before.,bright_light,,adults,dim_light,dry_eyes,no_increase," in written[1]
    assert ",1640,stated,12,,S1," in written[1]
    assert last_row(package, "concepts").startswith("dry_eyes,outcome,Dry eyes")


def test_an_item_is_drafted_with_what_its_list_says(package: Path) -> None:
    """Nothing but the passage is typed; and an item that lists nothing is not asked for another outcome."""
    given = ("new", "claim", "--article", str(package / "article.txt"), *TODAY)
    with terminal(*given, folder=package, errors_too=True) as screen:
        screen.answer("passage_id [P3]", "P5")
        shown = screen.answer("outcome [headache]", "")
        assert "  Side effects include:\n  • Mild headache in the first week1,2\n" in shown
        screen.answer("effect_direction [occurs]", "")
        screen.answer("statement [Headache occurs with bright light therapy.]", "")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        assert screen.ends_with() == 0
    row = last_row(package, "claims")
    assert row.startswith("C6,P5,adverse_event,Headache occurs with bright light therapy.")
    assert "From the list's heading: what happens." in row


def test_a_column_that_most_records_leave_blank_can_be_named_at_the_end(package: Path) -> None:
    given = ("--concept-id", "nausea", "--kind", "outcome", "--label", "Nausea", *SILENT)
    with terminal("new", "concept", *given, *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("Write this? [Y, n, or a column to change]", "serious")
        screen.answer("serious", "no")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        assert screen.ends_with() == 0
    assert (
        (package / "claims/concepts.csv")
        .read_text(encoding="utf-8")
        .startswith("concept_id,kind,label,broader,definition,same_as,serious\n")
    )
    assert last_row(package, "concepts") == "nausea,outcome,Nausea,,,,no"


def test_tab_completes(package: Path) -> None:
    with terminal("new", "relation", *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("claim_id", "C2")
        screen.read_until(re.escape("relation:"))
        screen.type(f"summ{TAB}".encode())
        screen.read_until(re.escape("summarises"))
        screen.type(b"\r")
        screen.answer("target_claim_id", "?")
        screen.read_until(re.escape("C5"))
        screen.answer("target_claim_id", "C1")
        screen.answer("note", "")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        assert screen.ends_with() == 0
    assert "C2,summarises,C1," in (package / "claims/relations.csv").read_text(encoding="utf-8")


def test_what_options_give_is_not_asked_for(package: Path) -> None:
    given = ("--concept-id", "nausea", "--kind", "outcme", "--broader", "", "--definition", "", "--same-as", "")
    with terminal("new", "concept", *given, *TODAY, folder=package, errors_too=True) as screen:
        screen.read_until(re.escape('--kind: kind is "outcme"'))  # which can't stand, so that it is asked for
        screen.answer("kind", "outcome")
        screen.answer("label", "Nausea")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        assert screen.ends_with() == 0
    assert last_row(package, "concepts") == "nausea,outcome,Nausea,,,"


QUESTIONS = [
    "concept_id",
    "kind",
    "label",
    "broader",
    "definition",
    "same_as",
    "Write this? [Y, n, or a column to change]",
]
ANSWERS = ["nausea", "outcome", "Nausea", "", "", ""]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("count", [0, 3, len(ANSWERS)])
def test_nothing_is_written_if_it_is_left_at_any_question(count: int, key: str, package: Path) -> None:
    before = files(package)
    with terminal("new", "concept", *TODAY, folder=package, errors_too=True) as screen:
        for question, answer in zip(QUESTIONS[:count], ANSWERS, strict=False):
            screen.answer(question, answer)
        screen.read_until(re.escape(f"{QUESTIONS[count]}:"))
        screen.type(key.encode())
        screen.read_until(re.escape("Stopped."))
        assert screen.ends_with() == 130
    assert files(package) == before


def test_nothing_is_written_without_a_yes(package: Path) -> None:
    before = files(package)
    with terminal("new", "concept", *TODAY, folder=package, errors_too=True) as screen:
        for question, answer in zip(QUESTIONS, [*ANSWERS, "n"], strict=True):
            screen.answer(question, answer)
        screen.read_until("Nothing was written.")
        assert screen.ends_with() == 1
    assert files(package) == before


SILENT = ("--broader", "", "--definition", "", "--same-as", "")


def test_a_concept_that_was_taken_back_is_not_written(package: Path) -> None:
    given = {**CLAIM, "--claim-id": "C6"}
    columns = {column: f"--{column.replace('_', '-')}" for column in table_schema("claims").fields}
    rest = {option: "" for option in columns.values() if option not in given}
    given |= rest | {"--population-basis": "not_reported"}
    del given["--outcome"]
    options = [part for option in given.items() for part in option]
    before = (package / "claims/concepts.csv").read_bytes()
    with terminal("new", "claim", *options, *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("outcome", "nausae")
        screen.answer("Add it? [Y, n, or what is broader]", "y")
        screen.read_until("concept_id  nausae")  # it is shown with the claim
        screen.answer("Write this? [Y, n, or a column to change]", "outcome")
        screen.answer("outcome [nausae]", "headache")
        screen.answer("Write this? [Y, n, or a column to change]", "y")
        assert screen.ends_with() == 0
    assert (package / "claims/concepts.csv").read_bytes() == before
    assert last_row(package, "claims").startswith("C6,P5,adverse_event,Headache comes first.,,,,,headache,occurs,")


def test_answers_are_kept_if_somebody_saves_in_the_meantime(package: Path) -> None:
    table = package / "claims/concepts.csv"
    given = ("--concept-id", "nausea", "--kind", "outcome", "--label", "Nausea", *SILENT)
    with terminal("new", "concept", *given, *TODAY, folder=package, errors_too=True) as screen:
        screen.read_until(r"or a column to change\]:")
        with table.open("a", encoding="utf-8") as stream:
            stream.write("vertigo,outcome,Vertigo,,,\n")
        screen.type_at_rest("y\r")
        screen.read_until(
            "claims/concepts.csv was changed by somebody else in the meantime: try again; your answers are"
        )
        screen.answer("Write this? [Y, n, or a column to change]", "y")
        assert screen.ends_with() == 0
    assert table.read_text(encoding="utf-8").endswith("vertigo,outcome,Vertigo,,,\nnausea,outcome,Nausea,,,\n")


def test_an_unidentified_source_is_asked_nothing_more(package: Path) -> None:
    with terminal("new", "source", *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("source_id [S3]", "")
        screen.answer("status [identified]", "unid")
        screen.answer("Write this? [Y, n, or a column to change]", "note-that-is-no-column")
        screen.answer("Write this? [Y, n, or a column to change]", "url")
        screen.answer("url", "")
        screen.answer("Write this? [Y, n, or a column to change]", "")
        assert screen.ends_with() == 0
    assert last_row(package, "sources") == "S3,unidentified" + "," * 19


# What would break the package


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("concept", {"--label": "=1+1"}, '--label: label is "=1+1", which begins like a formula'),
        ("concept", {"--label": "a\u202eb"}, "holds right-to-left override (U+202E). Type it again."),
        (
            "claim",
            {"--statement": "a\nC9,P5,adverse_event,x,,,,,headache,occurs,,,,,,not_reported,,,S1,\nb"},
            "unbalanced-quotes",
        ),
        ("claim", {"--statement": "=1+1"}, '--statement: statement is "=1+1", which begins like a formula'),
        ("concept", {"--label": "X", "--broader": "bright_light"}, '"bright_light" is not in concepts.'),
    ],
)
def test_a_record_that_nobody_can_accept_is_not_written(
    kind: str, given: dict[str, str], told: str, package: Path
) -> None:
    before = files(package)
    rest = {"concept": {"--concept-id": "nausea", "--kind": "outcome"}, "claim": CLAIM}.get(kind, {})
    result = new(package, kind, {**rest, **given})
    assert result.exit_code in (1, 2), result.output
    assert told in result.output
    assert files(package) == before


@pytest.mark.parametrize(
    ("kind", "given", "rule"),
    [
        (
            "estimate",
            {"--measure": "RR", "--estimate": "0.18", "--ci-low": "0.61", "--ci-high": "1.07"},
            "estimate-outside-interval",
        ),
        (
            "estimate",
            {"--measure": "RR", "--events-intervention": "60", "--total-intervention": "50"},
            "events-exceed-total",
        ),
        ("estimate", {"--measure": "OR", "--estimate": "-3"}, "value-out-of-range"),
        ("source", {"--source-id": "S9", "--title": "A title", "--doi": "nonsense"}, "invalid-identifier"),
        (
            "relation",
            {"--claim-id": "C1", "--relation": "restates", "--target-claim-id": "C1"},
            "invalid-relation",
        ),
    ],
)
def test_an_error_that_people_can_accept_is_not_written_where_nobody_is_asked(
    kind: str, given: dict[str, str], rule: str, package: Path
) -> None:
    before = files(package)
    rest = {"--source-id": "S1", "--outcome": "headache", "--locator": "p. 3"} if kind == "estimate" else {}
    result = new(package, kind, {**rest, **given, "--yes": "--yes"})
    assert result.exit_code == 1, result.output
    assert f"  error  {rule}  " in result.output
    assert "Nothing was written: correct the values, and try again.\n" in result.output
    assert "leave out --yes and agree on a terminal." in result.output
    assert files(package) == before


def test_a_warning_is_told_of_and_written(package: Path) -> None:
    result = new(package, "claim", CLAIM | {"--effect-direction": "decreased"})
    assert result.exit_code == 0, result.output
    assert "  warning  direction-contradicts-estimate  C6 E1: " in result.output
    assert last_row(package, "claims").startswith("C6,")


@pytest.mark.slow
def test_on_a_terminal_enter_alone_does_not_write_an_error(package: Path) -> None:
    before = files(package)
    given = dict.fromkeys(table_schema("estimates").fields, "") | {
        "estimate_id": "E3", "source_id": "S1", "outcome": "headache", "measure": "RR", "orientation": "as_named",
        "estimate": "0.18", "ci_low": "0.61", "ci_high": "1.07", "locator": "p. 3",
    }  # fmt: skip
    options = [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]
    with terminal("new", "estimate", *options, *TODAY, folder=package, errors_too=True) as screen:
        screen.answer("Write this anyway? [y, N, or a column to change]", "")
        screen.read_until("Nothing was written.")
        assert screen.ends_with() == 1
    assert files(package) == before


def test_a_column_that_the_file_has_not_is_not_dropped_in_silence(package: Path) -> None:
    file = package / "claims/claims.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",statement,", ",statment,"), encoding="utf-8")
    before = files(package)
    result = new(package, "claim", CLAIM)
    assert result.exit_code == 2
    assert "claims/claims.csv" in result.stderr
    assert files(package) == before


def test_a_save_between_reading_and_writing_is_not_lost(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = package / "claims/concepts.csv"
    real = recorddraft.RecordDraft.contents

    def slow(composing: recorddraft.RecordDraft) -> dict[str, bytes]:
        result = real(composing)
        if b"vertigo" not in file.read_bytes():
            file.write_bytes(file.read_bytes() + b"vertigo,outcome,Vertigo,,,\n")
        return result

    monkeypatch.setattr(recorddraft.RecordDraft, "contents", slow)
    result = new(package, "concept", {"--concept-id": "nausea", "--kind": "outcome", "--label": "Nausea"})
    assert result.exit_code == 0
    assert "Somebody else has saved the package; starting again:" in result.output
    assert {"nausea", "vertigo"} <= {line.split(",")[0] for line in file.read_text(encoding="utf-8").splitlines()}


def test_who_always_comes_too_late_is_told(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = package / "claims/concepts.csv"
    real = recorddraft.RecordDraft.contents

    def slow(composing: recorddraft.RecordDraft) -> dict[str, bytes]:
        result = real(composing)
        file.write_bytes(file.read_bytes() + b"vertigo%d,outcome,Vertigo,,,\n" % file.stat().st_size)
        return result

    monkeypatch.setattr(recorddraft.RecordDraft, "contents", slow)
    result = new(package, "concept", {"--concept-id": "nausea", "--kind": "outcome", "--label": "Nausea"})
    assert result.exit_code == 3
    assert "claims/concepts.csv was changed by somebody else in the meantime: try again." in result.stderr
    assert b"nausea" not in file.read_bytes()


def test_passages_without_claims_are_said_to_be(package: Path) -> None:
    result = new(package, "claim", {**CLAIM, "--passage-id": "P1"})
    assert "--passage-id: P1 carries no claim: its coverage is none." in result.stderr
