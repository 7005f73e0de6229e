"""Makes the page of the kinds of change; ``python -m tests.renew`` writes it."""

from __future__ import annotations

from claimpack.changes.kinds import KINDS

_HEAD = """# Kinds of change

Written by `python -m claimpack.changes.kindspage`. Each change that `claimpack diff` finds is of one of these kinds;
`--fail-on` takes their names. Those marked with * weaken the evidence: afterwards a claim rests on less than before,
says more on the same evidence, or is no longer checked where it was. They may be right all the same; somebody should
look. Those marked with ~ are only counted unless `--all` is given; JSON always has them.

| kind | of | what it is and what follows |
|---|---|---|
"""


def kinds_page() -> str:
    """The page, in Markdown."""
    marks = {kind.name: " *" if kind.weakens else " ~" if kind.is_quiet else "" for kind in KINDS.values()}
    return _HEAD + "".join(
        f"| `{each.name}`{marks[each.name]} | {each.tables} | {each.why} |\n" for each in KINDS.values()
    )


if __name__ == "__main__":
    print(kinds_page(), end="")  # noqa: T201 - what it is for
