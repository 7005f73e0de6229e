"""The typed records of the Python API are what the schema of a claim says, and hold what the files hold."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import pickle
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from claimpack import records
from claimpack.api import Build, build, load
from claimpack.records import Claim, read_record

from tests.edits import EXAMPLE, ROOT, TODAY

SCHEMA = json.loads((ROOT / "schemas/claim.schema.json").read_text(encoding="utf-8"))
SCALARS = {"string": str, "integer": int, "number": float, "boolean": bool}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it is a reference or allows null besides."""
    if "$ref" in schema:
        return resolved(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in schema or "$ref" in str(schema.get("allOf")):
        (other,) = (part for part in schema.get("anyOf") or schema["allOf"] if part != {"type": "null"})
        return resolved(other)
    return schema


def takes_null(schema: dict[str, Any]) -> bool:
    if "anyOf" in schema:
        return {"type": "null"} in schema["anyOf"]
    return None in schema.get("enum", ()) or "null" in schema.get("type", ())


def without_none(hint: Any) -> tuple[Any, bool]:
    """The type, and whether it takes None."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    (other,) = (part for part in get_args(hint) if part is not type(None))
    return other, True


def differences(hint: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    """In what a type differs from a schema."""
    hint, takes_none = without_none(hint)
    if takes_none != takes_null(schema):
        yield f"{at}: None"
    schema = resolved(schema)
    if dataclasses.is_dataclass(hint):
        yield from differences_of_record(hint, schema, at)
    elif get_origin(hint) is Mapping:
        if schema.get("type") != "object" or "properties" in schema:
            yield f"{at}: an object with members of any name"
    elif get_origin(hint) is tuple:
        item, rest = get_args(hint)
        if schema.get("type") != "array" or rest is not Ellipsis:
            yield f"{at}: an array"
        else:
            yield from differences(item, schema["items"], f"{at}[]")
    elif get_origin(hint) is Literal:
        words = schema.get("enum", [schema["const"]] if "const" in schema else [])
        if list(get_args(hint)) != [word for word in words if word is not None]:
            yield f"{at}: {get_args(hint)}"
    else:
        kinds = [schema.get("type")] if isinstance(schema.get("type"), str) else list(schema.get("type", ()))
        if "enum" in schema or [SCALARS.get(str(kind)) for kind in kinds if kind != "null"] != [hint]:
            yield f"{at}: {hint}"


def differences_of_record(kind: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    hints = get_type_hints(kind)
    if (
        schema.get("type") != "object"
        or set(hints) != set(schema["properties"])
        or set(hints) != set(schema["required"])
    ):
        yield f"{at}: {', '.join(hints)}"
        return
    for name, hint in hints.items():
        yield from differences(hint, schema["properties"][name], f"{at}.{name}")


def test_the_records_are_what_the_schema_says() -> None:
    assert list(differences(Claim, SCHEMA, "claim")) == []


def test_a_difference_would_be_seen() -> None:
    schema = json.loads(json.dumps(SCHEMA))
    schema["properties"]["effect"]["properties"]["severity"]["enum"].remove("mild")
    schema["properties"]["note"] = {"type": "string"}
    schema["properties"]["study_count"]["type"] = ["number", "null"]
    schema["properties"]["sources"]["items"] = {"type": "string"}
    source = ", ".join(field.name for field in dataclasses.fields(records.CitedSource))
    assert set(differences(Claim, schema, "claim")) == {
        "claim.effect.severity: ('mild', 'moderate', 'serious', 'any')",
        "claim.note: None",
        "claim.study_count: <class 'int'>",
        f"claim.sources[]: {source}",
    }


def test_the_members_of_a_claim_come_in_the_schemas_order() -> None:
    assert [field.name for field in dataclasses.fields(Claim)] == list(SCHEMA["properties"])


RECORDS = [kind for _, kind in inspect.getmembers(records, dataclasses.is_dataclass) if isinstance(kind, type)]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_and_says_what_it_is(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert not hasattr(kind, "__dict__") or "__slots__" in vars(kind)
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")


@cache
def built(folder: Path) -> Build:
    return build(load(folder, today=TODAY))


def lines(folder: Path, into: Path) -> list[str]:
    built(folder).write(into / "dist")
    return (into / "dist/claims.ndjson").read_text(encoding="utf-8").split("\n")[:-1]


def as_json(record: Any) -> Any:
    """A record as the JSON value it was read from."""
    if dataclasses.is_dataclass(record):
        return {field.name: as_json(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if isinstance(record, Mapping):
        return {name: as_json(value) for name, value in record.items()}
    return [as_json(item) for item in record] if isinstance(record, tuple) else record


packages = pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["ours", "the example"])


@packages
def test_each_claim_is_the_one_in_the_file(folder: Path, tmp_path: Path) -> None:
    written = [json.loads(line) for line in lines(folder, tmp_path)]
    assert [as_json(claim) for claim in built(folder).claims] == written
    again = [as_json(read_record(Claim, record)) for record in written]
    assert json.dumps(again) == json.dumps(written), "the members come in the same order"


def fits(hint: Any, value: Any) -> bool:
    """Whether a value is of the very type, all the way down; 18 is no float, and True no whole number."""
    hint, takes_none = without_none(hint)
    if value is None:
        return takes_none
    if dataclasses.is_dataclass(hint):
        members = get_type_hints(hint)
        return type(value) is hint and all(fits(members[name], getattr(value, name)) for name in members)
    if get_origin(hint) is tuple:
        return type(value) is tuple and all(fits(get_args(hint)[0], item) for item in value)
    if get_origin(hint) is Mapping:
        return type(value) is records.Values and all(type(each) in (str, int, tuple) for each in value.values())
    return value in get_args(hint) if get_origin(hint) is Literal else type(value) is hint


@packages
def test_each_value_is_of_its_type(folder: Path) -> None:
    assert [claim.claim_id for claim in built(folder).claims if not fits(Claim, claim)] == []


def test_claims_can_be_compared_and_put_in_sets() -> None:
    claims = built(EXAMPLE).claims
    again = build(load(EXAMPLE, today=TODAY)).claims
    assert claims == again
    assert len({*claims, *again}) == 5


@packages
def test_a_claim_can_be_copied_sent_to_another_process_and_written_as_json(folder: Path, tmp_path: Path) -> None:
    claims = built(folder).claims
    assert copy.deepcopy(claims) == pickle.loads(pickle.dumps(claims)) == claims  # noqa: S301 - our own bytes
    written = [json.loads(line) for line in lines(folder, tmp_path)]
    assert json.loads(json.dumps([dataclasses.asdict(claim) for claim in claims])) == written


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.__setitem__("source", "S3"),
        lambda values: values.update(source="S3"),
        lambda values: values.__ior__({"source": "S3"}),
        lambda values: values.__delitem__("source"),
        lambda values: values.clear(),
        lambda values: values.pop("source"),
        lambda values: values.popitem(),
        lambda values: values.setdefault("other", "S3"),
    ],
)
def test_the_values_of_a_sentence_stay(change: Callable[[records.Values], object]) -> None:
    values = records.Values(source="S1")
    with pytest.raises(TypeError, match="can't be changed"):
        change(values)
    assert values == {"source": "S1"}


def test_an_object_that_lacks_a_member_is_refused() -> None:
    record = as_json(built(EXAMPLE).claims[0])
    del record["effect"]["severity"]
    with pytest.raises(KeyError, match="severity"):
        read_record(Claim, record)


def test_every_record_is_part_of_a_claim() -> None:
    def parts(hint: Any) -> Iterator[Any]:
        hint, _ = without_none(hint)
        if get_origin(hint) is tuple:
            yield from parts(get_args(hint)[0])
        elif dataclasses.is_dataclass(hint):
            yield hint
            for member in typing.get_type_hints(hint).values():
                yield from parts(member)

    assert set(parts(Claim)) == set(RECORDS)
