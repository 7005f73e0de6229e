"""Turns a comparison into text: each module here is one format, a pure function of the comparison."""

from __future__ import annotations

import importlib
from collections.abc import Callable

FORMATS = ("text", "markdown", "json")
"""The formats, each a module with a function ``render``."""


def renderer(name: str) -> Callable[..., str]:
    """The function that turns a comparison into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.changes.formats.{name}").render
    return render
