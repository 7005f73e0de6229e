"""Turns the comparison of a registry into text: each module here is one format, a pure function of the comparison."""

from __future__ import annotations

import importlib
from collections.abc import Callable


def registry_renderer(name: str) -> Callable[..., str]:
    """The function that turns the comparison of a registry into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.changes.formats.registry.{name}").render
    return render
