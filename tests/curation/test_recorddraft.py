"""What is proposed, completed and refused while a record is composed."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.curation.records.recorddraft import RecordDraft
from claimpack.curation.records.suggestions import fitting_estimates, next_id
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY, Edit


def composing(table: str, folder: Path = EXAMPLE, **row: str) -> RecordDraft:
    result = RecordDraft(load(folder, today=TODAY), table)
    result.row |= row
    return result


@pytest.mark.parametrize(
    ("ids", "example", "following"),
    [
        (["C1", "C2"], "C036", "C3"),
        (["C001", "C009"], "C036", "C010"),
        (["C9", "C10", "X99"], "C036", "C11"),
        ([], "C036", "C001"),
        ([], "E11", "E01"),
        (["light", "dark"], "A1", "A1"),
        (["trial-2021"], "trial-2020", ""),
        (["headache"], "infection", ""),
        (["S1", "S2"], "trial-2020", "S3"),
        (["S1", "trial-2020"], "trial-2020", ""),
    ],
)
def test_next_id(ids: list[str], example: str, following: str) -> None:
    assert next_id(ids, example) == following


@pytest.mark.parametrize(
    ("table", "column", "row", "default"),
    [
        ("claims", "claim_id", {}, "C6"),
        ("claims", "passage_id", {}, "P3"),  # every passage that carries claims has one: the first of them
        ("claims", "source_ids", {"passage_id": "P3"}, "S1"),  # it cites 1, which the reference list says is S1
        ("claims", "source_ids", {"passage_id": "P2"}, ""),
        ("claims", "population_basis", {"population_size": "12"}, "stated"),
        ("claims", "population_basis", {}, "not_reported"),
        ("estimates", "estimate_id", {}, "E3"),
        ("estimates", "ci_level", {"ci_low": "0.9"}, "95"),
        ("estimates", "ci_level", {}, ""),
        ("estimates", "orientation", {}, "as_named"),
        ("sources", "source_id", {}, "S3"),
        ("sources", "status", {}, "identified"),
        ("references", "article_id", {}, "light"),
        ("concepts", "concept_id", {}, ""),
    ],
)
def test_default(table: str, column: str, row: dict[str, str], default: str) -> None:
    record = composing(table, **row)
    assert record.default(record.schema.fields[column]) == default


def test_a_claim_on_the_same_passage_lends_its_scope() -> None:
    record = composing("claims", passage_id="P3")
    like = [
        (column, record.default(record.schema.fields[column])) for column in ("intervention", "route", "population")
    ]
    *_, last = [claim for claim in record.package.table("claims") if claim["passage_id"] == "P3"]
    assert like == [(column, last[column]) for column in ("intervention", "route", "population")]


OTHER_ARTICLE = {
    "articles": f"article_id,title,language,text_sha256,text_length\nother,Another article,en,{'0' * 64},26\n",
    "passages": "passage_id,article_id,position,kind,start,end,sha256,coverage\n"
    f"P9,other,1,sentence,0,26,{'0' * 64},claims\n",
}


def test_a_draft_takes_the_intervention_of_its_own_article_alone_and_says_whose(tmp_path: Path) -> None:
    Edit(csv=OTHER_ARTICLE).apply(tmp_path)
    own, other = composing("claims", tmp_path, passage_id="P3"), composing("claims", tmp_path, passage_id="P9")
    for each in (own, other):
        each.draft("Headache may occur.")
    assert (own.drafted["intervention"], own.intervention_of) == ("bright_light", "C5")
    assert ("intervention" in other.drafted, other.intervention_of) == (False, "")
    assert other.is_asked_for(other.schema.fields["intervention"])


def test_little_is_asked_of_a_sentence_of_which_nothing_could_be_drafted() -> None:
    record = composing("claims", passage_id="P3")
    record.draft("4款疫苗中。")
    asked = [field.name for field in record.fields_in_turn() if record.is_asked_for(field)]
    assert asked == ["passage_id", "outcome", "effect_direction", "claim_type", "statement"]
    record.row["effect_direction"] = "occurs"
    assert record.default(record.schema.fields["claim_type"]) == "adverse_event"


def test_a_drafted_statement_names_a_new_concept_as_it_is_called() -> None:
    record = composing("claims", passage_id="P3")
    record.draft("Headache may occur.")
    record.row["outcome"] = "chills"
    record.add_concept("chills", "outcome", label="Chills at night")
    assert "chills at night" in record.default(record.schema.fields["statement"]).casefold()


def test_an_estimate_takes_no_scope_of_a_subgroup(tmp_path: Path) -> None:
    columns = "estimate_id,source_id,outcome,population,measure,orientation,analysis,locator"
    subgroup = "E3,S1,headache,children,OR,as_named,subgroup,abstract"
    Edit(csv={"estimates": f"{columns}\n{subgroup}\n"}).apply(tmp_path)
    record = composing("estimates", tmp_path, source_id="S1")
    assert record.default(record.schema.fields["population"]) == "adults"


@pytest.mark.parametrize(
    ("table", "column", "answer", "full"),
    [
        ("claims", "effect_direction", "occ", "occurs"),
        ("claims", "effect_direction", "no_", "no_"),  # no_difference or no_increase
        ("claims", "effect_direction", "No increase", "no_increase"),
        ("claims", "outcome", "head", "headache"),
        ("claims", "outcome", "Lasting eye damage", "eye_damage"),  # what it is called
        ("claims", "outcome", "EYE strain", "eye_strain"),
        ("claims", "outcome", "Cold feet", "cold_feet"),  # nothing is called so yet
        ("claims", "source_ids", "s1; S2 ;", "S1;S2"),
        ("claims", "population_size", "1,640", "1640"),
        ("claims", "population_size", "16 or 40", "16 or 40"),
        ("claims", "statement", "  It  helps. ", "It helps."),
        ("estimates", "estimate", "0,78", "0.78"),
        ("estimates", "estimate", "1.10", "1.10"),
        ("estimates", "estimate", "1,640", "1,640"),  # 1.640 or 1640
    ],
)
def test_completed(table: str, column: str, answer: str, full: str) -> None:
    record = composing(table)
    assert record.completed(record.schema.fields[column], answer) == full


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "message"),
    [
        (
            "claims",
            "claim_id",
            {},
            "C1",
            "C1 exists already. Choose another claim id, or change that one: claimpack edit C1.",
        ),
        ("claims", "claim_id", {}, "C6", ""),
        ("claims", "claim_id", {}, "", "claim_id is blank and is required. Enter claim id: The claim's id."),
        (
            "claims",
            "outcome",
            {},
            "headach",
            '"headach" is not in concepts of kind outcome. Did you mean "headache"? '
            "Add it first: claimpack new concept.",
        ),
        ("claims", "source_ids", {}, "S1;S7", '"S7" is not in sources. Add it first: claimpack new source.'),
        ("claims", "passage_id", {}, "P99", '"P99" is not in passages. Choose one that is there.'),
        (
            "claims",
            "passage_id",
            {},
            "P2",
            "P2 carries no claim: its coverage is none. Set it to claims first, or choose another.",
        ),
        (
            "references",
            "citation",
            {"article_id": "light"},
            "1",
            "light/1 exists already. Choose another citation, or change that one: claimpack edit light/1.",
        ),
        (
            "estimates",
            "estimate",
            {},
            "big",
            'estimate is "big", which is not a number. Write it in plain digits with a point, such as 0.78.',
        ),
    ],
)
def test_refusal(table: str, column: str, row: dict[str, str], value: str, message: str) -> None:
    record = composing(table, **row)
    assert record.refusal(record.schema.fields[column], value) == message


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "missing"),
    [
        ("claims", "outcome", {}, "chills", ["chills"]),
        ("claims", "outcome", {}, "headache", []),
        ("claims", "outcome", {}, "", []),
        ("claims", "outcome", {}, "adults", []),  # a population, and an id is of one kind alone
        ("claims", "outcome", {}, "Chills!", []),  # no id
        ("claims", "statement", {}, "chills", []),
        ("concepts", "broader", {"concept_id": "chills", "kind": "outcome"}, "cold;headache;fever", ["cold", "fever"]),
        ("concepts", "broader", {"concept_id": "chills", "kind": "outcome"}, "cold;chills", []),  # itself
        ("concepts", "broader", {"concept_id": "chills", "kind": "outcome"}, "cold;adults", []),
    ],
)
def test_concepts_that_could_be_added(
    table: str, column: str, row: dict[str, str], value: str, missing: list[str]
) -> None:
    record = composing(table, **row)
    assert record.missing_concepts(record.schema.fields[column], value) == missing


@pytest.mark.parametrize(
    ("table", "column", "is_asked"),
    [
        ("estimates", "estimate_id", True),
        ("estimates", "estimate", True),
        ("estimates", "measure", False),
        ("claims", "outcome", True),
        ("claims", "statement", True),
        ("claims", "severity", False),
    ],
)
def test_of_a_record_like_another_one_only_what_tells_them_apart_is_asked(
    table: str, column: str, *, is_asked: bool
) -> None:
    record = composing(table, measure="RR")
    assert record.is_asked_for_again(record.schema.fields[column]) == is_asked


def test_the_estimates_that_fit_a_claim() -> None:
    package = load(EXAMPLE, today=TODAY)
    line = "E1  S1  headache: OR 1.05 (95 % CI 0.90 to 1.22)"
    assert fitting_estimates(package, "C1") == [line]
    assert fitting_estimates(package, "C2") == [f"{line}, not on quite the same"]  # it is about mild headache
    assert fitting_estimates(package, "C5") == []


def test_a_record_is_appended_and_nothing_else_changes() -> None:
    record = composing("concepts", concept_id="nausea", kind="outcome", label="Nausea")
    content = record.contents()["concepts"].decode()
    old = (EXAMPLE / "claims/concepts.csv").read_text(encoding="utf-8")
    assert content == f"{old}nausea,outcome,Nausea,,,\n"


def test_in_a_file_that_is_in_order_it_takes_its_place(tmp_path: Path) -> None:
    Edit(
        file={"claims/relations.csv": "claim_id,relation,target_claim_id,note\nC2,restates,C1,\nC5,qualifies,C4,\n"}
    ).apply(tmp_path)
    record = composing("relations", tmp_path, claim_id="C3", relation="restates", target_claim_id="C1")
    assert record.contents()["relations"].decode().splitlines()[1:] == [
        "C2,restates,C1,",
        "C3,restates,C1,",
        "C5,qualifies,C4,",
    ]


def test_the_package_with_it_is_another_one() -> None:
    record = composing("concepts", concept_id="nausea", kind="outcome", label="Nausea")
    after = record.with_it()
    assert "nausea" in set(after.table("concepts").cells("concept_id"))
    assert "nausea" not in set(record.package.table("concepts").cells("concept_id"))


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        (
            "claims",
            "severity frequency onset conditions population_size study_count stated_year source_ids note wording",
        ),
        ("estimates", "ci_level p_relation p_value i_squared reported_direction locator note"),
        ("concepts", "kind label broader definition same_as"),
        ("sources", "status source_type title superseded_by note"),
    ],
)
def test_columns_that_most_records_leave_blank_are_not_asked_for(table: str, asked: str) -> None:
    record = composing(table)
    fields = record.schema.fields
    found = {name for name, field in fields.items() if record.is_asked_for(field)}
    assert {*asked.split(), *(name for name, field in fields.items() if field.required)} <= found
    assert found < set(fields)
    assert not found & {"stated_measure", "dose", "follow_up", "reviewed_by", "unit", "certainty", "role", "margin"}


def test_nothing_more_is_asked_of_an_unidentified_source() -> None:
    record = composing("sources", status="unidentified")
    assert [name for name, field in record.schema.fields.items() if record.is_asked_for(field)] == [
        "source_id",
        "status",
    ]


def test_a_concept_is_not_broader_than_itself() -> None:
    record = composing("concepts", kind="outcome", concept_id="headache")
    broader = record.schema.fields["broader"]
    assert [choice.value for choice in record.choices(broader)] == [
        *("adverse_event", "eye_strain", "eye_damage", "long_term_safety"),
    ]
    assert record.refusal(broader, "headache").startswith("headache is not broader than itself.")
    assert not record.refusal(broader, "adverse_event")
