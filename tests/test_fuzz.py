"""Whatever is in the files of a package, checking it ends in a whole report, and twice in the same.

``CLAIMPACK_FUZZ_EXAMPLES=2000`` tries so many random examples for each test instead of a fixed handful.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from claimpack.engine import run
from claimpack.formats import FORMATS, renderer
from claimpack.formats.json import as_json
from claimpack.package.load import NotAPackageError, load
from claimpack.package.schemas import read_schema
from claimpack.package.tableschema import TABLES
from claimpack.rules.catalogue import all_rules
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.edits import EXAMPLE, TODAY

DESCRIPTOR, ARTICLE = "datapackage.json", "article.txt"
CSV_FILES = [f"claims/{table}.csv" for table in TABLES]
FILES = [DESCRIPTOR, ARTICLE, *CSV_FILES]
VALID = {path: (EXAMPLE / path).read_bytes() for path in FILES}
REPORT_SCHEMA = Draft202012Validator(read_schema("report.schema.json"))

EXAMPLES = os.environ.get("CLAIMPACK_FUZZ_EXAMPLES")
fuzz = settings(
    max_examples=int(EXAMPLES or 12),
    derandomize=EXAMPLES is None,
    deadline=timedelta(seconds=30),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NASTY = [
    *('"', ",", ";", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "\u200b", "\u202e", "\x1b[2J", "e\u0301"),
    *(
        "=1+1",
        "@x",
        "-",
        "+1",
        "NaN",
        "nan",
        "inf",
        "None",
        "NA",
        "1e999",
        "1_000",
        "1,640",
        "1.0",
        "-0",
        "00",
        "٣",
        "²",
    ),
    *("9" * 20, "9" * 400, "-" + "9" * 20, "0.1e-400", "2026-02-30", "19.02.2026", "0000-00-00", "9999-12-31"),
    *("S1;S1", ";", "S1;;S2", "S1; S2", "é", "İ", "ß", " ", "\u00a0", "x" * 3000, "true", "{}", "[]", "=======\n"),
]
SURROGATES = st.characters(categories=["Cs"])
texts = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
    st.text(max_size=20),
)


def judge(files: dict[str, bytes]) -> None:
    """Checks a package of these files twice and holds both reports against what every report is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "claims").mkdir()
        for path, content in files.items():
            (folder / path).write_bytes(content)
        first, second = (reported(folder) for _ in range(2))
    assert first == second


def reported(folder: Path) -> list[bytes] | str:
    """The report in every format as bytes, or why there is none."""
    try:
        package = load(folder, [folder / ARTICLE], today=TODAY)
    except NotAPackageError as error:
        return str(error)
    report = run(package, all_rules())
    REPORT_SCHEMA.validate(as_json(report))
    assert [result for result in report.rules if result.status == "crashed"] == []
    assert report.complete, report.failures
    for problem in report.problems:
        assert problem.message.isprintable(), problem
        assert problem.hint.isprintable(), problem
        assert not problem.message.endswith("."), problem
    return [renderer(name)(report).encode() for name in FORMATS]


@fuzz
@given(st.sampled_from(FILES), st.one_of(st.binary(max_size=400), texts.map(lambda text: text.encode())))
@example("claims/claims.csv", b"claim_id\nC1\n").via("a table of one column")
@example("claims/sources.csv", b"source_id,title\nS1,A\xa0title\n").via("a space of Windows-1252")
@example(DESCRIPTOR, b'{"a\\nb": 1, "a\\nb": 2}').via("a line feed in a repeated key")
def test_any_bytes_as_a_file(path: str, content: bytes) -> None:
    judge(VALID | {path: content})


Edit = Callable[[bytes], bytes]


@st.composite
def byte_edits(draw: st.DrawFn) -> Edit:
    """Replaces some bytes at a random place, by none or by others."""
    place, length = draw(st.floats(0, 1)), draw(st.sampled_from([0, 1, 1, 2, 40]))
    new = draw(st.one_of(st.binary(max_size=3), texts.map(lambda text: text.encode())))

    def edit(content: bytes) -> bytes:
        at = int(place * len(content))
        return content[:at] + new + content[at + length :]

    return edit


@st.composite
def line_edits(draw: st.DrawFn) -> Edit:
    """Deletes, doubles or shuffles lines, or ends them in another way."""
    what, number, seed = (
        draw(st.sampled_from(["delete", "double", "shuffle", "end"])),
        draw(st.floats(0, 1)),
        draw(st.integers(0, 2**16)),
    )
    ending = draw(st.sampled_from([b"\r\n", b"\r", b"\n\n", b""]))

    def edit(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        if not lines:
            return content
        at = min(int(number * len(lines)), len(lines) - 1)
        match what:
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "shuffle":
                random.Random(seed).shuffle(lines)  # noqa: S311 - nothing secret about it
            case _:
                lines = [line.rstrip(b"\r\n") + ending for line in lines]
        return b"".join(lines)

    return edit


@fuzz
@given(st.lists(st.tuples(st.sampled_from(FILES), st.one_of(byte_edits(), line_edits())), min_size=1, max_size=6))
def test_edits_of_a_valid_package(edits: list[tuple[str, Edit]]) -> None:
    files = dict(VALID)
    for path, edit in edits:
        files[path] = edit(files[path])
    judge(files)


def with_cells(cells: list[tuple[str, float, float, str]]) -> dict[str, bytes]:
    """The valid package with other values in some cells, properly quoted."""
    files = dict(VALID)
    for path, row, column, value in cells:
        rows = list(csv.reader(io.StringIO(files[path].decode(), newline="")))
        records = rows[1:] or rows
        record = records[min(int(row * len(records)), len(records) - 1)]
        record[min(int(column * len(record)), len(record) - 1)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        files[path] = out.getvalue().encode()
    return files


fractions = st.floats(0, 1, exclude_max=True)


@fuzz
@given(st.lists(st.tuples(st.sampled_from(CSV_FILES), fractions, fractions, texts), min_size=1, max_size=8))
@example([("claims/passages.csv", 0.0, 0.4, "9" * 20)]).via("an offset beyond 64 bits")
@example([("claims/claims.csv", 0.0, 0.72, "9" * 400)]).via("a population size beyond any float")
def test_any_text_in_cells(cells: list[tuple[str, float, float, str]]) -> None:
    judge(with_cells(cells))


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**30), 10**30),
        st.floats(),
        texts,
        st.text(SURROGATES, max_size=2),
        st.sampled_from(["../x.csv", "https://example.org/x.csv", "claims", ".", "", "claims/claims.csv", *TABLES]),
    ),
    lambda values: st.one_of(st.lists(values, max_size=3), st.dictionaries(texts, values, max_size=3)),
    max_leaves=6,
)
KEYS = [
    "$schema",
    "name",
    "title",
    "version",
    "licenses",
    "keywords",
    "sources",
    "contributors",
    "resources",
    "profile",
]
RESOURCE_KEYS = ["name", "path", "schema", "type", "dialect", "encoding", "format", "data", "compression", "$ref"]


@st.composite
def descriptors(draw: st.DrawFn) -> Any:
    """The valid descriptor with random values in it, or a random value altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(json_values)
    descriptor = json.loads(VALID[DESCRIPTOR])
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            descriptor[draw(st.sampled_from(KEYS))] = draw(json_values)
        elif isinstance(descriptor["resources"], list) and descriptor["resources"]:
            resource = draw(st.sampled_from(descriptor["resources"]))
            if isinstance(resource, dict):
                resource[draw(st.sampled_from(RESOURCE_KEYS))] = draw(json_values)
    return descriptor


@fuzz
@given(descriptors())
@example({"name": "\ud800"}).via("half a surrogate pair")
@example({"resources": [{"name": "claims", "path": "claims/\ud800.csv"}]}).via("half a surrogate pair in a path")
@example({"resources": [{"name": "claims", "path": "claims/" + "x" * 3000 + ".csv"}]}).via("a name too long")
def test_any_json_in_the_descriptor(descriptor: Any) -> None:
    judge(VALID | {DESCRIPTOR: json.dumps(descriptor).encode()})
