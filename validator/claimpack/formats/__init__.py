"""Turns a report into text: each module here is one format, of pure functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable

FORMATS = ("text", "json", "sarif", "codescanning", "junit", "github", "markdown", "codequality")
"""The formats, each a module with a function ``render``."""

PACKAGES_FORMATS = ("text", "json", "github", "markdown")
"""The formats of a report on several packages, each a function ``render_packages`` of its module."""


def renderer(name: str) -> Callable[..., str]:
    """The function that turns a report into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.formats.{name}").render
    return render


def packages_renderer(name: str) -> Callable[..., str]:
    """The function that turns a report on several packages into text in the format ``name``."""
    render: Callable[..., str] = importlib.import_module(f"claimpack.formats.{name}").render_packages
    return render
