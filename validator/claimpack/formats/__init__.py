"""Turns a report into text: each module here is one format, of pure functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable

FORMATS = ("text", "json", "sarif", "codescanning", "junit", "github", "markdown", "codequality")
"""The formats, each a module with a function ``render``."""

PACKAGES_FORMATS = ("text", "json", "github", "markdown")
"""The formats of a report on several packages: their modules also have a function ``render_packages``."""


def renderer(name: str, *, of_packages: bool = False) -> Callable[..., str]:
    """The function that turns a report on one package, or on several, into text in the format ``name``."""
    module = importlib.import_module(f"claimpack.formats.{name}")
    render: Callable[..., str] = module.render_packages if of_packages else module.render
    return render
