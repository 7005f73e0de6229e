"""Turns a report into text: each module here is one format, a pure function of the report."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.report import Report

FORMATS = ("text", "json")
"""The formats, each a module with a function ``render``."""


def renderer(name: str) -> Callable[[Report], str]:
    """The function that turns a report into text in the format ``name``."""
    render: Callable[[Report], str] = importlib.import_module(f"validator.formats.{name}").render
    return render
