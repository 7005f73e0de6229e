"""What ``claimpack anchor`` asks: which lines are headings, which marks are citations, and whether to write."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import click

from claimpack.cli import anchorpreview, exits
from claimpack.cli.output import write_lines
from claimpack.curation.articles.anchoring import Anchoring, may_be_headings
from claimpack.curation.articles.citationreader import PossibleCitation
from claimpack.wording import listed, printable

_T = TypeVar("_T")


def asked_headings(result: Anchoring, text: str) -> set[str]:
    """The ids of the short lines that the person answers are headings."""
    short = may_be_headings(result, text)
    if not short:
        return set()
    spans = {row["passage_id"]: (int(row["start"]), int(row["end"])) for row in result.rows}
    click.echo("Short lines without a full stop:")
    for passage_id in short:
        start, end = spans[passage_id]
        click.echo(f"  {passage_id}  {printable(text[start:end])}")

    def chosen(typed: str) -> set[str]:
        ids = set(typed.replace(",", " ").split())
        if ids == {"all"}:
            return set(short)
        unknown = sorted(ids - set(short))
        if unknown:
            raise click.UsageError(f"{listed(unknown)}: not one of these lines.")
        return ids

    question = "Which of them are headings? Ids separated by blanks, all, or Enter for none"
    return answer(lambda: click.prompt(question, default="", show_default=False, value_proc=chosen))


def asked_citations(doubtful: Sequence[PossibleCitation]) -> Collection[PossibleCitation]:
    """The marks that the person answers are citations."""
    if not doubtful:
        return []
    click.echo("These may or may not be citations:")
    write_lines(anchorpreview.describe_doubtful(doubtful))

    def chosen(typed: str) -> Collection[PossibleCitation]:
        words = typed.replace(",", " ").split()
        if words == ["all"]:
            return doubtful
        spans = [re.fullmatch(r"(\d{1,9})(?:[-–](\d{1,9}))?", word) for word in words]
        wrong = [word for word, span in zip(words, spans, strict=True) if span is None]
        numbers = {n for span in spans if span for n in range(int(span[1]), min(int(span[2] or span[1]), 10**6) + 1)}
        wrong += [str(number) for number in sorted(numbers) if not 0 < number <= len(doubtful)][:3]
        if wrong:
            raise click.UsageError(f"{listed(wrong)}: not one of these lines.")
        return [each for number, each in enumerate(doubtful, 1) if number in numbers]

    question = "Which of them are citations? The numbers of the lines, such as 1 3-5, all, or Enter for none"
    return answer(lambda: click.prompt(question, default="", show_default=False, value_proc=chosen))


def answer(ask: Callable[[], _T]) -> _T:
    """The answer to a question; without one, the command ends."""
    try:
        return ask()
    except (click.Abort, RuntimeError):  # the latter where standard input is closed
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        click.echo("\nNothing was written: nobody answered. Add --yes to write.")
        raise SystemExit(exits.PROBLEMS) from None
