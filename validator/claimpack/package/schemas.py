"""Finds the schemas, which exist once: beside the package in a checkout, inside it in an installed wheel.

A checkout is often what is being checked, so a change of the data could come with a schema that allows everything.
Each schema is therefore compared with the digest that this version of Claimpack has of it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from claimpack.package.schemadigests import DIGESTS

_INSTALLED = Path(__file__).parents[1] / "schemas"
_CHECKOUT = Path(__file__).parents[3] / "schemas"
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


class AlteredSchemaError(Exception):
    """A schema is not the one that Claimpack was made with, so that nothing can be checked with it."""


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The schema in file ``name`` (``claim.schema.json``, ``tables/claims.json``) as parsed JSON.

    Raises:
        AlteredSchemaError: if it, or any other schema, is not that of this version of Claimpack.
        KeyError: if Claimpack has no such schema.
    """
    return _schemas()[name][1]


def is_schema(content: bytes, name: str) -> bool:
    """Whether ``content`` is the file of schema ``name``, byte for byte."""
    return _schemas()[name][0] == content


@cache
def _schemas() -> dict[str, tuple[bytes, dict[str, Any]]]:
    """Every schema by its name. All are checked before the first is used, so that no check fails half-way."""
    return {name: _read(name, expected) for name, expected in DIGESTS.items()}


def _read(name: str, expected: str) -> tuple[bytes, dict[str, Any]]:
    try:
        content = (FOLDER / name).read_bytes()
        is_ours = digest(content) == expected
    except (OSError, ValueError, RecursionError):
        is_ours = False
    if not is_ours:
        raise AlteredSchemaError(
            f"Nothing was done: the schema {FOLDER / name} is not the one this version of Claimpack was made with. "
            "Install Claimpack again, apart from the data that it checks; if you develop it and changed the schema on "
            "purpose, run python -m tests.schema_digests."
        )
    schema: dict[str, Any] = json.loads(content)
    return content, schema


def digest(content: bytes) -> str:
    """The SHA-256 of a schema's content, whatever its line ends and indentation.

    Raises:
        ValueError: if it is not JSON.
    """
    return hashlib.sha256(json.dumps(json.loads(content), sort_keys=True).encode()).hexdigest()
