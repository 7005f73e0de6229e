"""Asks for a value on a terminal, with completion, until it is allowed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from claimpack.cli.shownlines import first_lines
from claimpack.curation.records.suggestions import Choice
from claimpack.wording import printable

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document


_FEW = 10
"""Up to this many choices are listed at once."""
_BLANK = "-"
"""The answer that leaves a column blank although a value is proposed."""


def can_ask() -> bool:
    """Whether a person can answer on a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def is_agreed(question: str, what: str) -> bool:
    """Whether a person says yes; if not, reports that nothing was written.

    Args:
        question: the question.
        what: what --yes would do, if nobody can be asked.
    """
    if not can_ask():
        click.echo(f"Nothing was written: add --yes to {what}.")
        return False
    if click.confirm(question):
        return True
    click.echo("Nothing was written.")
    return False


GUIDE = "* is required. Tab completes, ? lists all choices, and the up arrow brings back the last answer."


class Asker:
    """Asks one question after another."""

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - only questions need it

        self._session: PromptSession[str] = PromptSession()

    def ask(
        self,
        name: str,
        about: str,
        *,
        default: str = "",
        choices: Sequence[Choice] = (),
        is_required: bool = False,
        is_list: bool = False,
        complete: Callable[[str], str] = str.strip,
        refusal: Callable[[str], str] = lambda _: "",
    ) -> str:
        """The first answer that ``refusal`` accepts, completed.

        Args:
            name: what is asked for.
            about: its description.
            default: the answer of Enter alone.
            choices: the possible answers; any answer, if empty.
            is_required: whether it can't be left blank.
            is_list: whether the answer is a list.
            complete: completes an answer.
            refusal: why an answer is refused; blank if it is accepted.

        Raises:
            click.Abort: on Ctrl-C or Ctrl-D.
        """
        on_enter = "" if is_required else "  (Enter to leave it blank)"
        if default:
            blank = "" if is_required else ", - to leave it blank"
            on_enter = f"  (Enter to take what is in brackets{blank})"
        about = f"{name}{' *' if is_required else ''}  {about}{on_enter}"
        first, *rest = click.wrap_text(about, shutil.get_terminal_size().columns, "", "  ").split("\n")
        click.echo("\n".join(["", click.style(name, bold=True) + first.removeprefix(name), *rest]))
        _show_choices(choices, _FEW)
        label = f"{name} [{default}]" if default else name
        while True:
            answer = self._read(label, choices, is_list=is_list).strip()
            if answer == "?":
                _show_choices(choices, len(choices))
                continue
            full = complete(default if not answer else "" if answer == _BLANK else answer)
            why = "An answer is required." if is_required and not full and not refusal("") else refusal(full)
            if not why:
                if full not in (answer, default, ""):
                    click.echo(f"  taken as {printable(full)}")
                return full
            click.echo(click.style(f"  {printable(why)}", fg="red"))

    def decide(self, question: str, columns: Sequence[str], default: str) -> str:
        """The answer: yes, no, or a column to change; ``default`` if nothing is typed.

        Raises:
            click.Abort: on Ctrl-C or Ctrl-D.
        """
        while True:
            answer = self._read(question, [Choice(column, "") for column in columns], is_list=False).strip() or default
            for word in ("yes", "no"):
                if answer.casefold() in (word[0], word):
                    return word
            if answer in columns:
                return answer
            click.echo(click.style("  Type y, n, or the name of a column.", fg="red"))

    def confirm(self, question: str) -> bool:
        """Whether the answer is yes; Enter alone means yes.

        Raises:
            click.Abort: on Ctrl-C or Ctrl-D.
        """
        while True:
            answer = self._read(f"{question} [Y/n]", (), is_list=False).strip().casefold()
            if answer in ("", "y", "yes", "n", "no"):
                return answer in ("", "y", "yes")

    def confirm_or(self, question: str, other: str, choices: Sequence[Choice]) -> str | None:
        """The answer: blank for yes or Enter alone, None for no, anything else as it is typed.

        Args:
            question: the question.
            other: what else may be typed, in a few words.
            choices: the possible values of that.

        Raises:
            click.Abort: on Ctrl-C or Ctrl-D.
        """
        answer = self._read(f"{question} [Y, n, or {other}]", choices, is_list=True).strip()
        if answer.casefold() in ("n", "no"):
            return None
        return "" if answer.casefold() in ("y", "yes", _BLANK) else answer

    def _read(self, label: str, choices: Sequence[Choice], *, is_list: bool) -> str:
        completer = _completer(choices, is_list=is_list) if choices else None
        try:
            answer: str = self._session.prompt(f"{label}: ", completer=completer)
        except (EOFError, KeyboardInterrupt):
            raise click.Abort from None
        return answer


def _show_choices(choices: Sequence[Choice], most: int) -> None:
    width = max((len(choice.value) for choice in choices[:most]), default=0)
    lines = (f"  {choice.value:{width}}  {printable(choice.meaning)[:100]}".rstrip() for choice in choices)
    for line in first_lines(lines, choices, most, "  and {} more: begin to type one, or type ? to list them all"):
        click.echo(line)


def _completer(choices: Iterable[Choice], *, is_list: bool) -> Any:
    """Completes with choices whose value or meaning contains what is typed; in a list, the last item."""
    from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415

    class _Completer(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
            typed = document.text_before_cursor
            item = typed.rpartition(";")[2].lstrip() if is_list else typed
            folded = item.casefold()
            for choice in choices:
                if folded in choice.value.casefold() or folded in choice.meaning.casefold():
                    yield Completion(choice.value, -len(item), display_meta=printable(choice.meaning)[:80])

    return _Completer()
