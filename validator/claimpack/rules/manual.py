"""Takes a rule's docstring apart: the rule's manual page."""

import inspect
from typing import NamedTuple

SECTIONS = ("What it checks", "Why it matters", "Fails", "Passes", "How to fix", "Source")
"""The sections every manual has, in this order."""


class Manual(NamedTuple):
    """A rule's manual page."""

    summary: str
    """One sentence: what the rule holds, or what is wrong when it fails."""
    sections: dict[str, str]
    """Each section's Markdown by its heading."""

    def markdown(self, title: str, level: int = 1) -> str:
        """The whole page under a heading of ``level``."""
        mark = "#" * level
        body = "\n\n".join(f"{mark}# {heading}\n\n{text}" for heading, text in self.sections.items())
        return f"{mark} {title}\n\n{self.summary}\n\n{body}\n"


def read_manual(docstring: str) -> Manual:
    """Takes apart a docstring whose first line is the summary and whose sections begin with ``## ``."""
    summary, *parts = inspect.cleandoc(docstring).split("\n## ")
    sections = {}
    for part in parts:
        heading, _, text = part.partition("\n")
        sections[heading.strip()] = text.strip()
    return Manual(" ".join(summary.split()), sections)
