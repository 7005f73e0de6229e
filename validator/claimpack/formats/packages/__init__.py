"""Turns a report on several packages into text: each module here is one format, a pure function of the report."""

from __future__ import annotations

import importlib
from collections.abc import Callable

PACKAGES_FORMATS = ("text", "json", "github", "markdown")
"""The formats of a report on several packages, each a module with a function ``render``."""


def packages_renderer(name: str) -> Callable[..., str]:
    """The function that turns a report on several packages into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.formats.packages.{name}").render
    return render
