"""Finds the schemas, which exist once: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_INSTALLED = Path(__file__).parents[1] / "schemas"
_CHECKOUT = Path(__file__).parents[2] / "schemas"
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The schema in file ``name`` (``claim.schema.json``, ``tables/claims.json``) as parsed JSON.

    Raises:
        FileNotFoundError: if Claimpack ships no such schema.
    """
    schema: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return schema
