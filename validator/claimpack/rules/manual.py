"""Reads the manual page of a rule from its docstring."""

import inspect
from typing import NamedTuple


class Manual(NamedTuple):
    """A rule's manual page."""

    summary: str
    """One sentence: what is wrong when the rule fails."""
    sections: dict[str, str]
    """The Markdown of each section, by heading."""

    def markdown(self, title: str, level: int = 1) -> str:
        """The whole page, under a heading of this level."""
        mark = "#" * level
        body = "\n\n".join(f"{mark}# {heading}\n\n{text}" for heading, text in self.sections.items())
        return f"{mark} {title}\n\n{self.summary}\n\n{body}\n"


def read_manual(docstring: str) -> Manual:
    """Splits a docstring into its summary, which is the first line, and its sections, which begin with ``## ``."""
    summary, *parts = inspect.cleandoc(docstring).split("\n## ")
    sections = {}
    for part in parts:
        heading, _, text = part.partition("\n")
        sections[heading.strip()] = text.strip()
    return Manual(" ".join(summary.split()), sections)
