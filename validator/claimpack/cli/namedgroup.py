"""A group that makes a command only when it is called, so that none is loaded for another."""

from __future__ import annotations

from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem

from claimpack.wording import joined, listed, nearest, quoted


class NamedGroup(click.Group):
    """A group that knows only the names and summaries of its commands until one is called.

    Attributes:
        summaries: the summary of each command by its name.
        title: the heading of the commands in the help.
    """

    summaries: Mapping[str, str]
    title = "Commands"

    def made(self, name: str) -> click.Command:
        """Makes a command."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command with this name, if there is one."""
        return self.made(cmd_name) if cmd_name in self.summaries else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command; if there is none, the message suggests the nearest name."""
        if args and args[0] not in self.summaries:
            noun = self.title.casefold()
            every = "" if noun == "commands" else f"The {noun} are {listed(self.summaries)}."
            hint = nearest(args[0], list(self.summaries)) or every
            ctx.fail(joined(f"There is no {noun.removesuffix('s')} {quoted(args[0])}.", hint))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the summaries into the help."""
        with formatter.section(self.title):
            formatter.write_dl(list(self.summaries.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names that begin so, and options that do; no command is loaded."""
        names = (name for name in self.summaries if name.startswith(incomplete))
        items = [CompletionItem(name, help=self.summaries[name]) for name in names]
        return items + click.Command.shell_complete(self, ctx, incomplete)
