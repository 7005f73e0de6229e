"""Holds JSON against a JSON Schema and says in plain words where it differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from validator.package.schemas import read_schema

_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """A spot where an instance is not what its schema asks for."""

    pointer: tuple[str | int, ...]
    message: str
    hint: str


def differences(instance: Any, schema_name: str) -> Iterator[Difference]:
    """Where ``instance`` differs from the schema in file ``schema_name``, sorted by where it shows.

    The subschema nearest to the failing keyword that carries a ``$comment`` gives the words, as "message | hint": it is
    how a schema says in plain words what its keywords can only demand.
    """
    errors = sorted(
        _validator(schema_name).iter_errors(instance),
        key=lambda error: (list(map(str, error.absolute_path)), error.message),
    )
    for error in errors:
        comment = _nearest_comment(
            read_schema(schema_name),
            [str(step) if not isinstance(step, int) else step for step in error.absolute_schema_path],
        )
        message, _, hint = (comment or _words(error)).partition(" | ")
        yield Difference(tuple(error.absolute_path), message, hint)


@cache
def _validator(schema_name: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only what is judged needs it

    return Draft202012Validator(read_schema(schema_name))


def _nearest_comment(schema: Any, path: list[str | int]) -> str | None:
    comment = None
    for step in path:
        schema = schema[step] if not isinstance(schema, dict) or step in schema else {}
        if isinstance(schema, dict) and "$ref" in schema:
            return comment
        if isinstance(schema, dict):
            comment = schema.get("$comment", comment)
    return comment


def _words(error: Any) -> str:
    where = "/".join(map(str, error.absolute_path)) or "it"
    value = json.dumps(error.instance, ensure_ascii=False)
    if len(value) > _LONGEST_VALUE:
        value = value[:_LONGEST_VALUE] + "…"
    match error.validator:
        case "required":
            absent = next(name for name in error.validator_value if name not in error.instance)
            return f'{where} has no "{absent}", which is required'
        case "additionalProperties":
            extra = json.dumps(min(set(error.instance) - set(error.schema.get("properties", {}))), ensure_ascii=False)
            return f"{where} has {extra}, which a claims package does not use | Leave it out."
        case "enum":
            return f"{where} is {value}, which is none of {', '.join(map(str, error.validator_value))}"
        case "const":
            return f"{where} is {value} and must be {json.dumps(error.validator_value, ensure_ascii=False)}"
        case "type":
            return f"{where} is {value}, which is not of type {error.validator_value}"
        case "pattern":
            return f"{where} is {value}, which does not follow the pattern {error.validator_value}"
        case "minItems" | "minLength":
            return f"{where} is empty"
        case keyword:
            return f"{where} is {value}, which breaks {keyword} {json.dumps(error.validator_value)[:_LONGEST_VALUE]}"
