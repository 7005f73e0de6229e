"""Turns a report into text: each module here is one format, a pure function of the report."""

from __future__ import annotations

import importlib
from collections.abc import Callable

FORMATS = ("text", "json", "sarif", "codescanning", "junit", "github", "markdown", "codequality")
"""The formats, each a module with a function ``render``."""


def renderer(name: str) -> Callable[..., str]:
    """The function that turns a report into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.formats.{name}").render
    return render
