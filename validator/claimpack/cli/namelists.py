"""Options that take names separated by commas and may be given more than once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click


def names_in(values: Sequence[str]) -> list[str]:
    """All names that an option was given."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def some_names_in(values: Sequence[str], option: str, what: str) -> list[str]:
    """All names that an option was given.

    Raises:
        click.UsageError: if it was given and names nothing.
    """
    names = names_in(values)
    if values and not names:
        raise click.UsageError(f"{option} names no {what}.")
    return names


def completions(incomplete: str, choices: Iterable[str]) -> list[str]:
    """What a shell completes the last of the names to."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in choices if name.startswith(last)]
