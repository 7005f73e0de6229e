"""Puts tables of a package into several files, plain or compressed."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path


def divide(package: Path, table: str, ends: Sequence[int], packed: Sequence[int] = ()) -> list[str]:
    """Puts a table into a file more than there are ``ends``, each the number of the first record of the next file.

    Every file gets the lines of its records as they stand. Those whose numbers are in ``packed`` are compressed.

    Returns:
        the paths of the files.
    """
    file = package / f"claims/{table}.csv"
    head, *records = _lines_of_records(file.read_bytes().decode("utf-8"))
    paths = []
    for number, (begin, end) in enumerate(zip([0, *ends], [*ends, len(records)], strict=True)):
        path = f"claims/{table}-{number + 1}.csv" + (".gz" if number in packed else "")
        content = "".join([head, *records[begin:end]]).encode()
        (package / path).write_bytes(gzip.compress(content) if number in packed else content)
        paths.append(path)
    file.unlink()
    descriptor = package / "datapackage.json"
    members = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in members["resources"]:
        resource["path"] = paths if resource["name"] == table else resource["path"]
    descriptor.write_text(json.dumps(members, indent=2), encoding="utf-8")
    return paths


def _lines_of_records(text: str) -> list[str]:
    """The text of each record, the header's first; a record may have several lines."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines)
    ends = [0, *(reader.line_num for _ in reader)]
    return ["".join(lines[begin:end]) for begin, end in pairwise(ends)]
