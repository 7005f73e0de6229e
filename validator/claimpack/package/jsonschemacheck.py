"""Checks JSON against a JSON Schema and says in plain words where it differs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from claimpack.package.schemas import read_schema
from claimpack.wording import joined, nearest

_LONGEST_VALUE = 60

_MOST = 1_000
"""At most this many differences are reported, since each takes some kilobytes while they are sorted."""


class Difference(NamedTuple):
    """A place where an instance differs from its schema."""

    pointer: tuple[str | int, ...]
    message: str
    hint: str
    spoken_for: bool
    """Whether the schema itself gives the message, in a ``$comment``."""


def differences(instance: Any, schema_name: str, noun: str) -> Iterator[Difference]:
    """Where ``instance`` differs from the schema in file ``schema_name``, sorted by where it shows.

    ``noun`` is what the messages call the instance as a whole. The nearest subschema with a ``$comment`` gives the
    message, as "message | hint", since keywords can't say why they demand something.
    """
    if conforms(instance, schema_name):
        return
    errors = _validator(schema_name).iter_errors(instance)
    first = list(islice(errors, _MOST))
    for error in sorted(first, key=lambda error: (list(map(str, error.absolute_path)), error.message)):
        comment = _nearest_comment(read_schema(schema_name), error.absolute_schema_path)
        words = comment or _words(error, _where(error, instance, noun))
        message, _, hint = words.partition(" | ")
        yield Difference(tuple(error.absolute_path), message, hint, comment is not None)
    if next(errors, None) is not None:
        yield Difference(
            (), f"{noun} differs from its schema in more than {_MOST:,} spots", "Correct these first.", spoken_for=False
        )


def conforms(instance: Any, schema_name: str) -> bool:
    """Whether ``instance`` certainly conforms to the schema in file ``schema_name``.

    jsonschema-rs is a hundred times as fast as jsonschema, which judges what jsonschema-rs refuses. What jsonschema-rs
    can't read, such as arrays nested too deeply, is not certain either.
    """
    try:
        return _screen(schema_name)(instance)
    except (ValueError, RecursionError):
        return False


@cache
def _screen(schema_name: str) -> Callable[[Any], bool]:
    from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - only what is judged needs it

    return Draft202012Validator(read_schema(schema_name)).is_valid


@cache
def _validator(schema_name: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only what is judged needs it

    return Draft202012Validator(read_schema(schema_name))


def _nearest_comment(root: Any, path: Iterable[str | int]) -> str | None:
    comment, schema, is_name = None, root, False
    for step in path:
        if not is_name:  # a member called "$ref" is no reference
            if isinstance(schema, dict) and "$ref" in schema:
                schema = _resolve(root, schema["$ref"])
            if step == "$ref":
                continue
        schema = schema[step]
        is_name = not is_name and step == "properties"
        if isinstance(schema, dict) and not is_name:
            comment = schema.get("$comment", comment)
    return comment


def _resolve(root: Any, reference: str) -> Any:
    """What a reference into the same schema, such as ``#/$defs/resource``, names."""
    for step in reference.removeprefix("#/").split("/"):
        root = root[step]
    return root


def _where(error: Any, instance: Any, noun: str) -> str:
    """The path to what failed, with the name of an array's element in place of its number where it has one."""
    steps = []
    for step in error.absolute_path:
        instance = instance[step]
        name = instance.get("name") if isinstance(instance, dict) else None
        steps.append(name if isinstance(step, int) and isinstance(name, str) else str(step))
    return "/".join(steps) or noun


def _words(error: Any, where: str) -> str:
    value = json.dumps(error.instance, ensure_ascii=False)
    if len(value) > _LONGEST_VALUE:
        value = value[:_LONGEST_VALUE] + "…"
    wanted = error.validator_value
    match error.validator:
        case "required":
            absent = re.findall(r"^'(.*)' is a required property$", error.message) or wanted
            return f'{where} has no "{absent[0]}", which is required | Add it.'
        case "additionalProperties":
            extra = sorted(set(error.instance) - set(error.schema.get("properties", {})))
            names = ", ".join(json.dumps(name, ensure_ascii=False) for name in extra[:5])
            return f"{where} has {names}, which a claims package does not use | Leave it out."
        case "enum":
            words = [str(word) for word in wanted]
            hint = joined(nearest(str(error.instance), words), f"Allowed: {', '.join(words)}.")
            return f"{where} is {value}, which is not allowed | {hint}"
        case "const":
            return f"{where} is {value}, which is not allowed | Make it {json.dumps(wanted, ensure_ascii=False)}."
        case "type":
            return f"{where} is {value}, which is not of type {wanted} | Write it as {wanted}."
        case "pattern":
            return f"{where} is {value}, which does not follow the pattern {wanted} | Write it so."
        case "minItems" | "minLength":
            return f"{where} is empty | Fill it in."
        case keyword:
            return f"{where} is {value}, which breaks {keyword} {json.dumps(wanted)[:_LONGEST_VALUE]} | Correct it."
