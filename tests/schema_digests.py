"""Renews the digests that Claimpack knows its schemas by; to be run whenever a schema was changed on purpose.

python -m tests.schema_digests
"""

from __future__ import annotations

from claimpack.package import schemadigests
from claimpack.package.schemas import FOLDER, digest

FILE = schemadigests.__file__


def module_text() -> str:
    """What ``validator/claimpack/package/schemadigests.py`` has to say."""
    files = {file.relative_to(FOLDER).as_posix(): file for file in sorted(FOLDER.rglob("*.json"))}
    lines = [f'    "{name}": "{digest(file.read_bytes())}",\n' for name, file in files.items()]
    head = (schemadigests.__doc__ or "").rstrip("\n")
    return f'"""{head}\n"""\n\nfrom __future__ import annotations\n\nDIGESTS = {{\n{"".join(lines)}}}\n'


if __name__ == "__main__":
    from pathlib import Path

    Path(FILE).write_text(module_text(), encoding="utf-8")
