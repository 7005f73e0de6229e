"""The schemas are valid, documented and agree with one another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import frictionless
import pytest
from claimpack import Claim, build
from claimpack.package.cells import refusals
from claimpack.package.claimrecord import claim_records
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.records import read_record
from claimpack.rules.catalogue import SEVERITIES
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY

SCHEMAS = {
    file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "schemas").glob("*.schema.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
Pointer = tuple[str, ...]


@pytest.mark.parametrize("name", SCHEMAS)
def test_json_schema_is_valid_against_its_meta_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["$id"].startswith(f"urn:claimpack:schema:{name}:")


@pytest.mark.parametrize("table", TABLES)
def test_table_schema_is_valid_and_documented(table: str) -> None:
    descriptor = table_schema(table).descriptor
    assert not list(frictionless.Schema.metadata_validate(descriptor))
    for field in descriptor["fields"]:
        assert field["title"]
        assert field["description"].endswith(".")
        assert "example" in field
        words = field.get("constraints", {}).get("enum")
        assert words == ([word["value"] for word in field["categories"]] if words else None)


@pytest.mark.parametrize("table", TABLES)
def test_each_example_may_stand_in_its_column(table: str) -> None:
    schema = table_schema(table)
    for field in schema.descriptor["fields"]:
        assert refusals(schema, field["name"], [str(field["example"])]) == {}


def test_every_schema_file_is_a_tables() -> None:
    assert {file.stem for file in (ROOT / "schemas/tables").iterdir()} == set(TABLES)


OUTPUTS = ("claim", "claims", "report", "diff")


def nodes(schema: dict[str, Any], pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Each subschema that describes a member or an element, with where it stands."""
    for name, part in schema.get("properties", {}).items():
        yield (*pointer, name), part
        yield from nodes(part, (*pointer, name))
    for name, part in schema.get("$defs", {}).items():
        yield (*pointer, "$defs", name), part
        yield from nodes(part, (*pointer, "$defs", name))
    items = schema.get("items")
    if isinstance(items, dict) and "properties" in items:
        yield (*pointer, "[]"), items
        yield from nodes(items, (*pointer, "[]"))


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_apps_read_is_closed_and_always_whole(name: str) -> None:
    objects = [((), SCHEMAS[name]), *nodes(SCHEMAS[name])]
    for pointer, part in objects:
        if "properties" in part:
            assert part["additionalProperties"] is False, pointer
            assert part["required"] == list(part["properties"]), pointer


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_member_has_a_title_a_description_and_examples_that_are_valid(name: str) -> None:
    described = 0
    for pointer, part in nodes(SCHEMAS[name]):
        if "$ref" in part or pointer[-1] == "[]":
            continue
        assert part["title"], pointer
        assert part["description"].endswith("."), pointer
        if not any(f'"{word}"' in json.dumps(part) for word in ("properties", "$ref")):
            check = Draft202012Validator(part)
            assert part["examples"], pointer
            assert all(check.is_valid(example) for example in part["examples"]), pointer
            described += 1
    assert described > 25


TABLE_OF = {
    "concept": "concepts",
    "source": "sources",
    "bearing_estimate": "estimates",
    "estimate": "estimates",
    "passage": "passages",
    "relation": "relations",
    "incoming_relation": "relations",
    "caveat": "acknowledgements",
    "article": "articles",
    "stated_number": "claims",
}
"""The table that each of the definitions is made from."""

COLUMN_OF = {
    ("effect", "direction"): "effect_direction",
    ("population_size", "value"): "population_size",
    ("population_size", "basis"): "population_basis",
    **{
        ("$defs", "stated_number", name): f"stated_{name}"
        for name in ("measure", "value", "low", "high", "control_value")
    },
}
"""The columns of claims that have another name in a record."""

NOT_COLUMNS = {
    ("population_size",),  # an object that has the column as its value
    ("$defs", "caveat", "rule"),  # these are the problem's, not its acknowledgement's
    ("$defs", "caveat", "subjects"),
    ("$defs", "caveat", "fingerprint"),
    ("$defs", "caveat", "reason"),  # this is the relation's note as well
}
"""What shares its name with a column and stands for something else."""

NEVER_NULL = {"stated_measure"}
"""Columns that may be blank, and then the whole object that has them is null."""


def described_columns() -> Iterator[tuple[str, Pointer, dict[str, Any], str, str]]:
    """Each member that stands for a column of a table: the schema, where it is, the subschema, table and column."""
    for name in ("claim", "claims"):
        for pointer, part in nodes(SCHEMAS[name]):
            table, column = "claims" if name == "claim" else "", COLUMN_OF.get(pointer, pointer[-1])
            if pointer[0] == "$defs":
                table = TABLE_OF.get(pointer[1], "") if len(pointer) > 2 else ""
            if "references" in pointer[:-1]:
                table = "references"
            is_column = bool(table) and column in table_schema(table).fields and "scope" not in pointer
            if is_column and pointer not in NOT_COLUMNS:
                yield name, pointer, part, table, column


COLUMNS = list(described_columns())


@pytest.mark.parametrize(
    ("part", "table", "column"),
    [pytest.param(*rest, id="/".join((name, *pointer))) for name, pointer, *rest in COLUMNS],
)
def test_table_schema_and_json_schema_say_the_same(part: dict[str, Any], table: str, column: str) -> None:
    field = table_schema(table).fields[column]
    limits = field.constraints
    assert part["description"] == field.description
    assert part["title"] == field.title
    if field.is_list:
        assert part["type"] == "array"
        assert same_items(part, field.item_pattern, field.concept_kind)
        assert part.get("maxItems") == (None if field.concept_kind else limits["maxLength"])
        return
    options = part.get("anyOf") or part.get("allOf") or [part]
    nullable = any("null" in (option.get("type") or ()) or None in option.get("enum", ()) for option in options)
    may_be_blank = not field.required and column not in NEVER_NULL
    assert nullable == (may_be_blank or table == "acknowledgements")  # nobody may have judged it
    if field.concept_kind and "$ref" in options[0]:
        assert options[0]["$ref"].endswith("#/$defs/concept")
    elif field.type == "number":
        assert options[0]["$ref"].endswith("#/$defs/printed_number")
    elif field.words:
        assert [word for word in part["enum"] if word is not None] == list(field.words)
    else:
        kind = {"string": "string", "integer": "integer", "date": "string"}[field.type]
        assert part["type"] in (kind, [kind, "null"])
        for limit in ("minimum", "maximum", "maxLength"):
            assert part.get(limit) == limits.get(limit)
        assert part.get("pattern") == (DAY if field.type == "date" else anchored(limits.get("pattern")))


DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def anchored(pattern: str | None) -> str | None:
    """A pattern of Table Schema, which is of whole values, as one of JSON Schema, which is of parts."""
    if pattern is None:
        return None
    return f"^({pattern})$" if "|" in pattern else f"^{pattern}$"


def same_items(part: dict[str, Any], pattern: str, concept_kind: str | None) -> bool:
    items = part["items"]
    if concept_kind and "$ref" in items:
        return bool(items["$ref"].endswith("#/$defs/concept"))
    return bool(items["pattern"] in (f"^({pattern})$", f"^{pattern}$"))


def test_every_column_that_apps_are_given_was_compared() -> None:
    found = {(table, column) for _, _, _, table, column in COLUMNS}
    shown = {table: {name for of, name in found if of == table} for table in TABLES}
    for table in ("sources", "estimates", "concepts", "articles"):
        assert shown[table] == set(table_schema(table).fields)
    assert shown["claims"] | {"passage_id", "source_ids"} == set(table_schema("claims").fields)
    elsewhere = {"article_id", "position", "coverage", "coverage_reason"}
    assert shown["passages"] | elsewhere == set(table_schema("passages").fields)
    assert shown["relations"] == set(table_schema("relations").fields)
    assert shown["references"] | {"article_id"} == set(table_schema("references").fields)
    assert shown["acknowledgements"] == {"acknowledged_by", "acknowledged_on", "review_by"}


REASONS = (("acknowledgements", "reason"), ("relations", "note"))
"""The columns that the reason of a caveat comes from."""


def test_the_words_of_the_tool_are_those_of_the_schemas() -> None:
    caveat = SCHEMAS["claim"]["$defs"]["caveat"]["properties"]
    problem = SCHEMAS["report"]["properties"]["problems"]["items"]["properties"]
    assert caveat["severity"]["enum"] == problem["severity"]["enum"] == list(SEVERITIES)
    assert caveat["severity"]["description"] == problem["severity"]["description"]
    assert caveat["message"]["description"].startswith(problem["message"]["description"].removesuffix("."))
    lengths = {table_schema(table).fields[column].constraints["maxLength"] for table, column in REASONS}
    assert caveat["reason"]["maxLength"] == max(lengths)
    profile = SCHEMAS["package"]["$defs"]["resource"]["properties"]["name"]["enum"]
    assert profile == list(TABLES)
    assert set(caveat["resource"]["enum"]) < set(TABLES)


BEARS = ("stance", "decided_by", "is_direct", "scope")
"""How an estimate bears on a claim."""


def test_the_estimate_of_a_claim_and_that_of_the_list_are_alike() -> None:
    own = SCHEMAS["claim"]["$defs"]["bearing_estimate"]["properties"]
    listed = SCHEMAS["claims"]["$defs"]["estimate"]["properties"]
    local = json.dumps({name: part for name, part in own.items() if name not in (*BEARS, "about")})
    remote = json.dumps({name: part for name, part in listed.items() if name not in ("caveats", "about")})
    assert remote.replace(SCHEMAS["claim"]["$id"], "") == local


def test_every_claim_of_ours_is_a_valid_record() -> None:
    validator = Draft202012Validator(SCHEMAS["claim"])
    records = [record for _, record in claim_records(load(ROOT, today=DATA_TODAY))]
    assert len(records) == 56
    for record in records:
        validator.validate(record)


def test_the_example_of_a_whole_claim_is_one_that_was_built() -> None:
    (example,) = SCHEMAS["claim"]["examples"]
    record, *_ = build(load(EXAMPLE, today=TODAY)).claims
    assert read_record(Claim, example) == record
    Draft202012Validator(SCHEMAS["claim"]).validate(example)


def test_the_claims_version_is_that_of_its_schemas() -> None:
    version = SCHEMAS["claims"]["properties"]["claims_version"]["const"]
    assert SCHEMAS["claims"]["$id"] == f"urn:claimpack:schema:claims:{version}"
    assert SCHEMAS["claim"]["$id"] == f"urn:claimpack:schema:claim:{version}"
    for name in ("report", "diff"):
        version = SCHEMAS[name]["properties"][f"{name}_version"]["const"]
        assert version == SCHEMAS[name]["$id"].rpartition(":")[2]


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_reference_leads_somewhere(name: str) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (value["$ref"],) if "$ref" in value else ()
            for part in value.values():
                yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    resolver = REGISTRY.resolver(base_uri=SCHEMAS[name]["$id"])
    for reference in references(SCHEMAS[name]):
        assert resolver.lookup(reference).contents


def test_whoever_reads_a_size_from_a_source_is_told_whose_it_is() -> None:
    """It is the size of the whole source; it reads like the people behind the outcome that the claim is about."""
    whose = "not the number of people behind this outcome"
    size = SCHEMAS["claim"]["properties"]["population_size"]
    fields = table_schema("claims").fields
    told = [size["description"], *(size["properties"][name]["description"] for name in ("value", "basis"))]
    told += [fields[name].description for name in ("population_size", "population_basis")]
    told += [" ".join((ROOT / name).read_text(encoding="utf-8").split()) for name in ("README.md", "claims/README.md")]
    assert [text for text in told if whose not in text] == []


def test_none_found_without_its_day_is_told_to_be_no_check() -> None:
    source = SCHEMAS["claim"]["$defs"]["source"]["properties"]
    fields = table_schema("sources").fields
    told = [fields["retraction_checked_on"].description, source["retraction_checked_on"]["description"]]
    assert all("Without it, none_found is not a check that was made." in text for text in told)
    assert "without that day, not a check that was made" in fields["retraction_status"].meanings["none_found"]
