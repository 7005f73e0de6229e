"""Turns the comparison of a package or a registry into text: each module here is one format, of pure functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable

FORMATS = ("text", "markdown", "json")
"""The formats, each a module with the functions ``render`` and ``render_registry``."""


def renderer(name: str, *, of_registry: bool = False) -> Callable[..., str]:
    """The function that turns a comparison into text in the format ``name``."""
    module = importlib.import_module(f"claimpack.changes.formats.{name}")
    render: Callable[..., str] = module.render_registry if of_registry else module.render
    return render
