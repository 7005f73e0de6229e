"""The schemas are valid, documented and agree with one another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest
from jsonschema import Draft202012Validator

from tests.edits import ROOT, TODAY
from validator.package.cells import refusals
from validator.package.claimrecord import claim_records, column_of
from validator.package.load import load
from validator.package.tableschema import TABLES, table_schema

JSON_SCHEMAS = sorted((ROOT / "schemas").glob("*.schema.json"))


@pytest.mark.parametrize("file", JSON_SCHEMAS, ids=lambda file: file.name)
def test_json_schema_is_valid_against_its_meta_schema(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:claimpack:schema:")
    assert schema["title"]
    assert schema["description"]


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


def leaves(schema: dict[str, Any], pointer: tuple[str, ...] = ()) -> Any:
    for name, part in schema.get("properties", {}).items():
        if part.get("type") == "object":
            yield from leaves(part, (*pointer, name))
        elif "items" not in part and "anyOf" not in part:
            yield (*pointer, name), part


def test_the_claim_schema_and_the_table_schema_have_the_same_words_and_limits() -> None:
    claim = json.loads((ROOT / "schemas/claim.schema.json").read_text(encoding="utf-8"))
    compared = 0
    fields = table_schema("claims").fields
    for pointer, part in leaves(claim):
        column = column_of(pointer)
        if pointer[0] in ("passage", "article_id") or column is None:
            continue
        field = fields[column]
        nullable = None in part.get("enum", ()) or "null" in part.get("type", ())
        assert nullable != field.required
        if field.words:
            assert [word for word in part["enum"] if word is not None] == list(field.words)
        for limit in ("minimum", "maximum", "maxLength"):
            assert part.get(limit) == field.constraints.get(limit)
        assert part["description"] == field.description
        compared += 1
    assert compared == 13  # every claim column but the five concepts, source_ids and passage_id


def test_every_claim_of_ours_is_a_valid_record() -> None:
    validator = Draft202012Validator(json.loads((ROOT / "schemas/claim.schema.json").read_text(encoding="utf-8")))
    records = [record for _, record in claim_records(load(ROOT, today=TODAY))]
    assert len(records) == 55
    for record in records:
        validator.validate(record)
