"""Writes again whatever is generated: ``python -m tests.renew``. Read the difference before you commit it.

- the digests of the schemas, the guide to the columns, the pages of rules and of kinds of change
- what is expected of the broken packages in ``tests/corpus``
- the transcripts in the README that are run in a clone
- the TypeScript types, where Node and the packages of ``tests/consumers`` are installed
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
from pathlib import Path

from claimpack.changes.kinds import KINDS
from claimpack.cli import main
from claimpack.curation.columnguide import column_guide
from claimpack.package import schemadigests, schemas
from click.testing import CliRunner

from tests import corpus_reports, schema_digests
from tests.edits import ROOT

CONSUMERS = ROOT / "tests/consumers"
SOURCE = Path(schemadigests.__file__).parents[1]
KINDS_HEAD = """# Kinds of change

Written by `python -m tests.renew`. Each change that `claimpack diff` finds is of one of these kinds;
`--fail-on` takes their names. Those marked with * weaken the evidence: a claim then has less evidence than before, says
more on the same evidence, or is no longer checked in some respect. They may still be right; somebody should look. Those
marked with ~ are only counted unless `--all` is given; JSON always lists them.

| kind | of | what it is and what follows |
|---|---|---|
"""
TRANSCRIPT = re.compile(r"(```console\n\$ (claimpack (?!build).+)\n)((?:.*\n)*?)(```)")


def printed(command: str, before: str) -> str:
    """What a transcript has to show of a command: as much of the end as it showed before, where it began with dots."""
    output = CliRunner().invoke(main, shlex.split(command)[1:]).stdout
    if not before.startswith("…\n"):
        return output
    return "…\n" + "".join(output.splitlines(keepends=True)[-(before.count("\n") - 1) :])


def renewed(readme: str) -> str:
    """The README with its transcripts as they are now; the tutorial is followed elsewhere and left as it is."""
    tutorial = re.search(r"^### A first checked claim.*?(?=^### )", readme, flags=re.MULTILINE | re.DOTALL)
    kept = tutorial.span() if tutorial else (0, 0)

    def again(found: re.Match[str]) -> str:
        if kept[0] <= found.start() < kept[1]:
            return found[0]
        return f"{found[1]}{printed(found[2], found[3])}{found[4]}"

    return TRANSCRIPT.sub(again, readme)


def kinds_page() -> str:
    """The page of the kinds of change, in Markdown."""
    marks = {kind.name: " *" if kind.weakens else " ~" if kind.is_quiet else "" for kind in KINDS.values()}
    rows = (f"| `{each.name}`{marks[each.name]} | {each.tables} | {each.why} |\n" for each in KINDS.values())
    return KINDS_HEAD + "".join(rows)


def renew() -> None:
    """Writes all of it."""
    os.chdir(ROOT)
    Path(schemadigests.__file__).write_text(schema_digests.module_text(), encoding="utf-8")
    importlib.reload(schemadigests)
    importlib.reload(schemas)
    pages = {
        ROOT / "claims/README.md": column_guide(),
        SOURCE / "changes/README.md": kinds_page(),
        SOURCE / "rules/README.md": CliRunner().invoke(main, ["rules", "--format", "markdown"]).stdout,
    }
    for file, text in pages.items():
        file.write_text(text, encoding="utf-8")
    corpus_reports.main([])
    if (CONSUMERS / "node_modules").is_dir():
        types = subprocess.run(("node", CONSUMERS / "types.mjs", ROOT), capture_output=True, check=True).stdout
        (ROOT / "schemas/claimpack.d.ts").write_bytes(types)
    readme = ROOT / "README.md"
    readme.write_text(renewed(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    renew()
