"""Reads the language of a page from its messages."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.exports.messages import all_messages
from claimpack.plain.language import BadMessagesError, Language, language_of


def language_in(file: Path | None) -> Language | None:
    """The language of the messages in a file; None if no file is given.

    Raises:
        click.UsageError: if the file can't be used.
    """
    if file is None:
        return None
    try:
        language = language_of(file.read_text(encoding="utf-8-sig"), all_messages())
    except (BadMessagesError, UnicodeDecodeError) as error:
        why = error if isinstance(error, BadMessagesError) else "it is no UTF-8 text"
        raise click.UsageError(f"{file} can't be used: {why}.") from None
    except OSError as error:
        raise click.UsageError(f"{file} can't be read: {error.strerror}.") from None
    if language.untranslated:
        some = ", ".join(language.untranslated[:3])
        count = len(language.untranslated)
        click.echo(f"{count:,} of {len(language.messages):,} messages are not translated, such as {some}.", err=True)
    return language
