"""The screens of claims' records and of JSON, held against jsonschema over packages broken in every way."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claimpack.engine import run
from claimpack.package import recordscreen
from claimpack.package.claimrecord import CONCEPT_COLUMNS, claim_records, column_of
from claimpack.package.jsonschemacheck import conforms, differences
from claimpack.package.load import load
from claimpack.package.package import Package
from claimpack.package.recordscreen import complete_claims, uncertain_claims
from claimpack.package.schemas import read_schema
from claimpack.package.tableschema import table_schema
from claimpack.rules.catalogue import choose_rules
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.edits import EXAMPLE, TODAY
from tests.evidence.trying import tried
from tests.package.test_csvfile import VALUES, package_of, rows_of

CLAIM = read_schema("claim.schema.json")
REFERENCE = Draft202012Validator(CLAIM)
CLAIMS = table_schema("claims").fields
PARTS = ("claims", "claims", "claims", "passages", "concepts", "sources", "articles", "relations")

Rows = list[list[str]]

# Records of claims


def whole_rows() -> Rows:
    """The claims of the example with every column that a claim may have; blank where the example leaves one out."""
    header, *rows = rows_of("claims")
    more = [column for column in CLAIMS if column not in header]
    return [[*header, *more], *([*row, *("" for _ in more)] for row in rows)]


def fitting(column: str) -> st.SearchStrategy[str]:
    """What may be in a column of the claims, and what nearly may."""
    field = CLAIMS[column]
    if field.words:
        return st.sampled_from([*field.words, *([] if field.required else [""])])
    if column == "source_ids":
        return st.sampled_from(["", "S1", "S2", "S1;S2", "S1; S2", "S1;S9", "S1;S1", " "])
    if field.type == "integer":
        return st.sampled_from(["", "", "1", "12", "1900", "1640", "9007199254740991"])
    if field.type in ("number", "date"):
        return st.sampled_from(["", "", field.example, "x"])
    if column == "follow_up":
        return st.sampled_from(["", "", "12 months", "a year"])
    if field.concept_kind:
        return st.sampled_from(["", "headache", "adults", "dim_light", "bright_light", "nowhere"])
    if column in ("claim_id", "passage_id"):
        return st.sampled_from(["C1", "C5", "P3", "P5", "P99"])
    return st.sampled_from(["A text.", " ", "x" * 200] + ([] if field.required else [""]))


@st.composite
def claims(draw: st.DrawFn) -> Rows:
    """The claims of the example, and as many again with their words and blanks mixed again."""
    header, *rows = whole_rows() if draw(st.booleans()) else rows_of("claims")
    mixed = []
    for number in range(draw(st.integers(1, 14))):
        row = list(draw(st.sampled_from(rows)))
        for column in draw(st.lists(st.sampled_from(header), max_size=6)):
            row[header.index(column)] = draw(fitting(column))
        row[0] = row[0] if row[0] != rows[0][0] and draw(st.integers(0, 9)) == 0 else f"K{number}"
        mixed.append(row)
    return [header, *rows, *mixed]


@st.composite
def edited_tables(draw: st.DrawFn) -> dict[str, Rows]:
    """The tables of the example with cells replaced, ids blank or doubled, and records lost, too short or too long."""
    tables = {"claims": draw(claims())}
    for table in draw(st.lists(st.sampled_from(PARTS), max_size=3)):
        rows = tables.setdefault(table, rows_of(table))
        at = draw(st.integers(1, len(rows) - 1))
        row = list(rows[at])
        column = draw(st.integers(0, len(row) - 1))
        match draw(st.sampled_from(["cell", "cell", "blank", "double", "double", "swap", "lose", "short", "long"])):
            case "cell":
                row[column] = draw(st.sampled_from(VALUES))
            case "blank":
                row[column] = ""
            case "double":
                twin = list(row)
                twin[column] = draw(st.sampled_from([*VALUES, "", *(other[column] for other in rows[1:])]))
                rows.insert(draw(st.sampled_from([at, at + 1, len(rows)])), twin)
                continue
            case "swap":
                row[column] = draw(st.sampled_from(rows[1:]))[column]
            case "lose" if len(rows) > 2:
                del rows[at]
                continue
            case "short" if len(row) > 1:
                row.pop()
            case _:
                row.append("x")
        rows[at] = row if any(row) else rows[at]
    return {name: [row for row in rows if any(row)] for name, rows in tables.items()}


def loaded(tables: dict[str, Rows], folder: str) -> Package:
    package_of(Path(folder), tables)
    return load(Path(folder), today=TODAY)


@tried(15)
@given(edited_tables())
def test_a_record_that_is_wrong_is_never_certain(tables: dict[str, Rows]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = loaded(tables, folder)
    complete = complete_claims(package)
    uncertain = uncertain_claims(package, complete)
    records = dict(claim_records(package))
    wrong = {record for record, claim in records.items() if record in complete and not REFERENCE.is_valid(claim)}
    assert wrong - set(uncertain) == set()
    assert uncertain == sorted(set(uncertain))
    assert complete >= set(uncertain)


@tried(20)
@given(edited_tables())
def test_the_claims_that_can_be_judged(tables: dict[str, Rows]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = loaded(tables, folder)
    table = package.table("claims")
    built = {record for record, _ in claim_records(package)} - table.refused_records
    assert complete_claims(package) == built


@tried(10)
@given(edited_tables())
def test_the_rule_says_the_same_without_the_screen(tables: dict[str, Rows]) -> None:
    rules = [rule for rule in choose_rules(["structure"]) if rule.name == "invalid-record"]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        screened = run(loaded(tables, folder), rules)
        patch.setattr(recordscreen, "conforms", lambda *_: False)
        patch.setattr("claimpack.package.jsonschemacheck.conforms", lambda *_: False)
        judged = run(load(Path(folder), today=TODAY), rules)
    assert [*map(repr, screened.problems)] == [*map(repr, judged.problems)]


@pytest.mark.parametrize("column", [column for column, field in CLAIMS.items() if field.words or not field.required])
def test_every_pair_of_words_and_blanks(column: str, tmp_path: Path) -> None:
    """Every sort of claim with every word of a column, and with something and nothing in it."""
    header, *rows = whole_rows()
    field = CLAIMS[column]
    options = [*field.words, ""] if field.words else ["", "S1" if field.is_list else field.example]
    options += ["headache"] if field.concept_kind else []
    every = [header]
    for row in rows:
        for kind in CLAIMS["claim_type"].words:
            for option in options:
                fresh = list(row)
                fresh[header.index("claim_type")] = kind
                fresh[header.index(column)] = option
                fresh[0] = f"K{len(every)}"
                every.append(fresh)
    package = loaded({"claims": every}, str(tmp_path))
    complete = complete_claims(package)
    records = dict(claim_records(package))
    wrong = {record for record, claim in records.items() if record in complete and not REFERENCE.is_valid(claim)}
    assert set(uncertain_claims(package, complete)) == wrong, "where no cell is refused, the screen is exact"


SPOILING = {
    "articles": ("title",),
    "passages": ("kind", "start", "end", "sha256"),
    "concepts": ("label",),
    "sources": ("status",),
    "relations": ("relation",),
}
"""Columns without whose cells the record of a claim is wrong."""

PART_COLUMNS = [
    (table, column)
    for table in ("articles", "passages", "concepts", "sources", "relations")
    for column in table_schema(table).fields
]


NAMES = {"article_id", "passage_id", "claim_id", "target_claim_id", "concept_id", "source_id", *CONCEPT_COLUMNS}


def with_twins(table: str) -> Rows:
    """The records of a table after twins of theirs, which have other ids and name twins alone."""
    header, *rows = rows_of(table)
    twins = []
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        cells |= {name: f"twin-{cells[name]}" for name in NAMES & set(header) if cells[name]}
        if table == "claims":
            cells["source_ids"] = ";".join(f"twin-{name}" for name in cells["source_ids"].split(";") if name)
        twins.append(list(cells.values()))
    return [header, *twins, *rows]


@pytest.mark.parametrize(("table", "column"), PART_COLUMNS)
def test_a_refused_cell_in_what_claims_are_made_of(table: str, column: str, tmp_path: Path) -> None:
    """Of claims with the same words and blanks, the first are in order, and of the others a part is refused."""
    tables = {name: with_twins(name) for name in ("claims", *SPOILING)}
    header, *rows = tables[table]
    refused = "no\nsuch ;; value" * 200
    spoilt = [
        [refused if name == column else cell for name, cell in zip(header, row, strict=True)]
        for row in rows[len(rows) // 2 :]
    ]
    package = loaded({**tables, table: [header, *rows, *spoilt]}, str(tmp_path))
    complete = complete_claims(package)
    records = dict(claim_records(package))
    wrong = {record for record, claim in records.items() if record in complete and not REFERENCE.is_valid(claim)}
    assert wrong - set(uncertain_claims(package, complete)) == set()
    assert complete == set(records)
    assert len(wrong) < len(records)
    assert wrong or column not in SPOILING.get(table, ())


@pytest.mark.parametrize("other", ["nowhere", "", "light"])
@pytest.mark.parametrize("first", [True, False])
def test_of_two_passages_with_one_id_the_last_counts(other: str, first: bool, tmp_path: Path) -> None:  # noqa: FBT001
    header, *rows = rows_of("passages")
    twins = [[other if name == "article_id" else cell for name, cell in zip(header, row, strict=True)] for row in rows]
    several = [*twins, *rows] if first else [*rows, *twins]
    package = loaded({"passages": [header, *several]}, str(tmp_path))
    records = dict(claim_records(package))
    assert complete_claims(package) == set(records)
    assert bool(records) == (first or other == "light")


def test_nothing_is_uncertain_of_the_example() -> None:
    package = load(EXAMPLE, today=TODAY)
    complete = complete_claims(package)
    assert complete == set(range(len(package.table("claims"))))
    assert uncertain_claims(package, complete) == []


# What the shapes tell apart

CONDITIONAL = {"enum", "const", "type", "not", "properties", "required", "minItems"}
OF_ONE_MEMBER = {
    *("$schema", "$id", "$defs", "$ref", "$comment", "title", "description", "examples", "type", "enum", "const"),
    *("properties", "required", "additionalProperties", "items", "anyOf", "allOf", "pattern"),
    *("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"),
}
LISTS_OF_CELLS = {"same_as", "citations", "superseded_by"}


def conditions(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Every keyword of a subschema, with the member of the record that it is about."""
    for keyword, value in schema.items():
        yield path, keyword, value
        if keyword == "properties":
            for name, member in value.items():
                yield from conditions(member, (*path, name))
        elif keyword == "not":
            yield from conditions(value, path)


@pytest.mark.parametrize("number", range(len(CLAIM["allOf"])))
def test_a_condition_rests_on_words_and_blanks_alone(number: int) -> None:
    condition = CLAIM["allOf"][number]
    assert set(condition) <= {"$comment", "if", "then", "else"}
    for part in (condition[name] for name in ("if", "then", "else") if name in condition):
        for path, keyword, value in conditions(part):
            assert keyword in CONDITIONAL, f"{'.'.join(path)}: shapes of claims do not tell {keyword} apart"
            column = column_of(path)
            if keyword in ("enum", "const"):
                assert column in CLAIMS, f"shapes of claims do not tell what {'.'.join(path)} is"
                assert CLAIMS[column].words, f"shapes of claims tell only whether there is a {column}"
                assert len(path) <= 2
            if keyword == "minItems":
                assert value <= 1, "shapes of claims do not tell how many there are"
                assert column in CLAIMS
            if keyword == "type" and value != "object":
                assert column in CLAIMS, f"shapes of claims do not tell what {'.'.join(path)} is"


def test_nothing_else_in_the_schema_is_about_several_members() -> None:
    def hold(schema: Any, path: tuple[str, ...]) -> None:
        if not isinstance(schema, dict):
            return
        assert set(schema) <= OF_ONE_MEMBER, f"{'.'.join(path)}: {set(schema) - OF_ONE_MEMBER}"
        assert all(set(each) == {"$ref"} for each in schema.get("allOf", ()))
        assert all(set(each) == {"$ref"} or each == {"type": "null"} for each in schema.get("anyOf", ()))
        if {"minItems", "maxItems"} & set(schema):
            assert path[-1] in LISTS_OF_CELLS, f"{'.'.join(path)}: no cell tells how many there are"
        for name, member in schema.get("properties", {}).items():
            hold(member, (*path, name))
        hold(schema.get("items"), (*path, "items"))

    built_later = {"verdict", "could_say", "plain", "bearing_estimate", "later_evidence", "caveat"}
    hold({keyword: value for keyword, value in CLAIM.items() if keyword != "allOf"}, ())
    for name, member in CLAIM["$defs"].items():
        if name not in built_later:
            hold(member, (name,))


# JSON of every sort

JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 2**70),
        st.floats(),
        st.sampled_from([0, 1, 1.0, 0.0, -0.0, 1e308, 10**400, 2**53, 2**53 - 1, 1800.0, 2200.5]),
        st.sampled_from(["", " ", "\n", "x\n", "C1\n", "é", "😀" * 60, "e\u0301" * 60, "\0", "x" * 1001, "2026-02-30"]),
        st.sampled_from(
            ["https://a\u00a0b", "https://a\u180eb", "https://\x1c", "2026-02-0٣", "٣", "a\u2028", "İ", "\x85"]
        ),
        st.text(max_size=4),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["note", "value", "x"]), inner)
    ),
    max_leaves=4,
)

INSTANCES: dict[str, list[Any]] = {
    "claim.schema.json": [
        *CLAIM["examples"],
        *(claim for _, claim in claim_records(load(EXAMPLE, today=TODAY))),
    ],
    "package.schema.json": [json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))],
}


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every member of every object and every element of every array: what it is in, and under which key."""
    if isinstance(value, dict | list):
        for key, member in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from spots(member)


def words_of(schema: Any) -> Iterator[Any]:
    """Every value that a schema names, and numbers right beside its limits."""
    if isinstance(schema, dict):
        for keyword, value in schema.items():
            if keyword == "enum":
                yield from value
            elif keyword == "const":
                yield value
            elif keyword in ("minimum", "maximum"):
                yield from (value - 1, value, value + 1, float(value), value + 0.5, str(value))
            elif keyword in ("minLength", "maxLength"):
                yield from ("x" * value, "é" * (value + 1), "😀" * value)
            else:
                yield from words_of(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from words_of(each)


WORDS = {name: list(words_of(read_schema(name))) for name in INSTANCES}


@st.composite
def altered(draw: st.DrawFn, schema_name: str) -> Any:
    """An instance in which members are replaced, lost, added or exchanged."""
    instance = copy.deepcopy(draw(st.sampled_from(INSTANCES[schema_name])))
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(list(spots(instance))))
        match draw(st.sampled_from(["put", "put", "word", "word", "string", "lose", "add", "exchange"])):
            case "put":
                holder[key] = draw(JSON)
            case "word":
                holder[key] = draw(st.sampled_from(WORDS[schema_name]))
            case "string" if isinstance(holder[key], str):
                at = draw(st.integers(0, len(holder[key])))
                holder[key] = holder[key][:at] + draw(st.text(max_size=2)) + holder[key][at:]
            case "lose" if len(list(spots(instance))) > 1:
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["x", "note", "label", "value"]))] = draw(JSON)
            case _:
                other, place = draw(st.sampled_from(list(spots(instance))))
                holder[key] = copy.deepcopy(other[place])
    return instance


def hold(instance: Any, schema_name: str) -> None:
    if conforms(instance, schema_name):
        assert Draft202012Validator(read_schema(schema_name)).is_valid(instance)
        assert list(differences(instance, schema_name, "it")) == []


@pytest.mark.parametrize("schema_name", INSTANCES)
def test_what_conforms_is_valid(schema_name: str) -> None:
    @tried(60)
    @given(altered(schema_name))
    def try_out(instance: Any) -> None:
        hold(instance, schema_name)

    try_out()


@pytest.mark.parametrize("schema_name", INSTANCES)
def test_what_is_right_conforms(schema_name: str) -> None:
    assert all(conforms(instance, schema_name) for instance in INSTANCES[schema_name])


ODD = ["C1\n", "C1", 10**4000, -(10**4000), float("nan"), float("inf"), 1.0, True, None, [], {}, "\ud800", "a\0b"]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("schema_name", INSTANCES)
def test_any_value_in_any_place(schema_name: str, value: Any) -> None:
    for number in range(len(list(spots(INSTANCES[schema_name][0])))):
        instance = copy.deepcopy(INSTANCES[schema_name][0])
        holder, key = list(spots(instance))[number]
        holder[key] = value
        hold(instance, schema_name)


def test_what_is_nested_too_deeply_is_not_certain() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    claim = copy.deepcopy(INSTANCES["claim.schema.json"][0])
    assert not conforms({**claim, "note": deep}, "claim.schema.json")
    while deep:
        deep = deep.pop()
