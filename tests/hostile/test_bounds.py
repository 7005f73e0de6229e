"""Checking a package takes so much time and memory for each megabyte and no more, whatever is in it.

``SECONDS_A_MEGABYTE`` and ``MEGABYTES_A_MEGABYTE`` are the bound that SECURITY.md states. Each package here was built
to take as long as can be: what grows with the square of its size is far beyond the bound.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from claimpack import buildfolder as build_folder
from claimpack import load_tables
from claimpack.cli import main
from claimpack.engine import run
from claimpack.evidence import hierarchy as hierarchies
from claimpack.evidence import scope
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.hierarchy import read_hierarchy
from claimpack.package import csvfile
from claimpack.package.article import sha256
from claimpack.package.citations import citation_marks, listed_citations, without_marks
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.limits import DESCRIPTOR_BYTES, LINE_BYTES
from claimpack.package.load import load
from claimpack.package.normalform import composed
from claimpack.package.tableschema import table_schema
from claimpack.rules import runner
from claimpack.rules.catalogue import choose_rules
from click.testing import CliRunner

from tests.edits import EXAMPLE, TODAY
from tests.hostile.limited import Used, limited

SECONDS, SECONDS_A_MEGABYTE = 5, 20
MEGABYTES, MEGABYTES_A_MEGABYTE = 150, 300

Bomb = Callable[[Path], object]


def rows(folder: Path, table: str, records: Iterable[dict[str, str]]) -> None:
    """Adds records to a table."""
    file = folder / f"claims/{table}.csv"
    header = file.read_text(encoding="utf-8").splitlines()[0].split(",")
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, header, restval="", lineterminator="\n").writerows(records)


def append(folder: Path, table: str, content: bytes) -> None:
    with (folder / f"claims/{table}.csv").open("ab") as stream:
        stream.write(content)


def members(folder: Path, changes: dict[str, object]) -> None:
    file = folder / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def relation(number: int, **cells: str) -> dict[str, str]:
    return {"claim_id": "C1", "relation": "qualifies", "target_claim_id": "C2", "note": f"n{number}"} | cells


def concept(number: int, broader: int, **cells: str) -> dict[str, str]:
    row = {"concept_id": f"k{number}", "kind": "outcome", "label": f"L{number}", "broader": f"k{broader}"}
    return row | cells


def claim(number: int, **cells: str) -> dict[str, str]:
    row = {"claim_id": f"C{number}", "passage_id": "P1", "claim_type": "requirement", "statement": f"Look {number}."}
    return row | {"effect_direction": "not_applicable", "population_basis": "not_applicable"} | cells


def event(number: int, **cells: str) -> dict[str, str]:
    """A claim that rests on the first source."""
    row = {"claim_type": "adverse_event", "intervention": "bright_light", "outcome": "headache", "source_ids": "S1"}
    return claim(number, **row | {"effect_direction": "occurs", "population_basis": "not_reported"} | cells)


def estimate(number: int, **cells: str) -> dict[str, str]:
    row = {"estimate_id": f"X{number}", "source_id": "S1", "outcome": "headache", "intervention": "bright_light"}
    row |= {"population": "adults", "comparator": "dim_light", "measure": "OR", "orientation": "as_named"}
    row |= {"estimate": "1.05", "ci_low": "0.90", "ci_high": "1.22", "ci_level": "95", "locator": "a"}
    return row | {"study_count": "12", "population_size": "1640", "reported_direction": "no_difference"} | cells


def source(number: int, **cells: str) -> dict[str, str]:
    row = {"source_id": f"T{number}", "status": "identified", "source_type": "meta_analysis", "title": f"T {number}"}
    return row | {"issued_on": "2020", "retraction_status": "none_found"} | cells


def chain(folder: Path, length: int) -> None:
    """Concepts each of which is broader than the next."""
    rows(folder, "concepts", (concept(n, n - 1) | ({} if n else {"broader": "headache"}) for n in range(length)))


def acknowledgement(number: int, rule: str) -> dict[str, str]:
    return {"rule": rule, "fingerprint": f"{number:016x}", "reason": "It is so."}


def article(folder: Path, text: str, **cells: str) -> None:
    """Makes the package one of an article with this text and without passages."""
    (folder / "article.txt").write_text(text, encoding="utf-8")
    for table in ("articles", "passages"):
        (folder / f"claims/{table}.csv").write_text(",".join(table_schema(table).fields) + "\n")
    row = {"article_id": "light", "title": "T", "language": "en", "text_sha256": sha256(text)}
    rows(folder, "articles", [row | {"text_length": str(len(text))} | cells])


def passage(number: int, start: int, end: int, sha256: str, **cells: str) -> dict[str, str]:
    row = {"passage_id": f"P{number}", "article_id": "light", "position": str(number), "kind": "sentence"}
    row |= {"start": str(start), "end": str(end), "sha256": sha256, "opening_words": "a", "coverage": "claims"}
    return row | cells


def one_passage(folder: Path, text: str, numbers: Iterable[int], **cells: str) -> None:
    """Makes the article a single passage, on which claims stand that say it states these numbers."""
    article(folder, text, **cells)
    rows(folder, "passages", [passage(1, 0, len(text), sha256(text))])
    stated = {"population_basis": "stated"}
    rows(folder, "claims", (claim(n, population_size=str(number), **stated) for n, number in enumerate(numbers, 9)))


def overlapping(folder: Path, text: str, count: int) -> None:
    """Adds passages that each hold the whole article."""
    article(folder, text)
    rows(folder, "passages", (passage(n, 0, len(text), sha256(text)) for n in range(1, count)))


def nowhere(folder: Path, text: str, count: int, length: int, opening_words: str) -> None:
    """Adds passages that are nowhere in the article, though their opening words may."""
    article(folder, text)
    rows(
        folder,
        "passages",
        (passage(n, 0, length, f"{n:064x}", opening_words=opening_words) for n in range(1, count + 1)),
    )


MARKS = "\u0301\u0316"
SENTENCE = "In 12 trials with 1,640 adults it was so.1 "
BOMBS: dict[str, Bomb] = {
    "rows of commas": lambda at: append(at, "relations", b",,,\n" * 120_000),
    "wide rows of commas": lambda at: append(at, "relations", (b"," * 100_000 + b"\n") * 10),
    "line feeds": lambda at: append(at, "relations", b"\n" * 300_000),
    "carriage returns": lambda at: append(at, "relations", b"a,b,c,d\r" * 52_000),
    "every cell wrong": lambda at: rows(
        at,
        "relations",
        (relation(n, claim_id=f"C {n}", relation=f"x{n}", target_claim_id=f"! {n}") for n in range(6_000)),
    ),
    "words misspelt each in its own way": lambda at: rows(
        at, "relations", (relation(n, relation=f"qualifies{n}") for n in range(4_000))
    ),
    "very long misspelt words": lambda at: rows(
        at, "relations", (relation(n, relation="qualifies" * 2_000 + str(n)) for n in range(50))
    ),
    "names of no record, among very many": lambda at: [
        rows(at, "concepts", (concept(n, n + 500_000, label=f"L{n}") for n in range(20_000))),
    ],
    "a deep hierarchy": lambda at: rows(at, "concepts", (concept(n, max(n - 1, 0)) for n in range(1, 30_000))),
    "a hierarchy in a circle": lambda at: rows(at, "concepts", (concept(n, (n + 1) % 15_000) for n in range(15_000))),
    "very many short circles": lambda at: rows(at, "concepts", (concept(n, n ^ 1) for n in range(4_000))),
    "acknowledgements without end": lambda at: rows(
        at, "acknowledgements", (acknowledgement(n, "citation-mismatch") for n in range(5_000))
    ),
    "acknowledgements of no rule": lambda at: rows(
        at, "acknowledgements", (acknowledgement(n, f"citation-mismatch{n}") for n in range(2_000))
    ),
    "a list of very many items": lambda at: rows(
        at, "claims", [claim(9, source_ids=";".join(f"S{n}" for n in range(150_000)))]
    ),
    "full lists of no sources": lambda at: rows(
        at, "claims", (claim(n, source_ids=";".join(f"S{m}" for m in range(3, 100))) for n in range(9, 1_100))
    ),
    "claims that all say the same": lambda at: rows(
        at, "claims", (claim(n, statement="Look out for it.") for n in range(9, 3_000))
    ),
    "claims that all contradict one another": lambda at: rows(
        at,
        "claims",
        (
            claim(
                n,
                claim_type="adverse_event",
                intervention="bright_light",
                outcome="headache",
                source_ids="S1",
                effect_direction=("occurs", "not_observed")[n % 2],
                population_basis="not_reported",
            )
            for n in range(9, 3_000)
        ),
    ),
    "claims and estimates of one source": lambda at: [
        rows(at, "claims", (event(n + 9) for n in range(2_000))),
        rows(at, "estimates", (estimate(n) for n in range(2_000))),
    ],
    "as many estimates that deny as may bear on claims": lambda at: [
        rows(at, "claims", (event(n + 9, effect_direction="not_observed") for n in range(990))),
        rows(
            at,
            "estimates",
            (
                estimate(n, events_intervention="0", total_intervention="50", estimate="", ci_low="", ci_high="")
                for n in range(990)
            ),
        ),
    ],
    "as many sizes of estimates as may bear on claims": lambda at: [
        rows(at, "claims", (event(n + 9, population_size=str(n + 1), population_basis="stated") for n in range(990))),
        rows(at, "estimates", (estimate(n, population_size=str(n + 1)) for n in range(990))),
    ],
    "claims and estimates along a deep hierarchy": lambda at: [
        chain(at, 2_000),
        rows(at, "claims", (event(n + 9, outcome=f"k{n}") for n in range(2_000))),
        rows(at, "estimates", (estimate(n, outcome=f"k{n}") for n in range(2_000))),
    ],
    "claims that contradict along a deep hierarchy": lambda at: [
        chain(at, 2_500),
        rows(
            at,
            "claims",
            (event(n + 9, outcome=f"k{n}", effect_direction=("occurs", "not_observed")[n % 2]) for n in range(2_500)),
        ),
    ],
    "syntheses along a deep hierarchy": lambda at: [
        chain(at, 3_000),
        rows(
            at,
            "claims",
            (
                event(
                    n + 9,
                    outcome=f"k{n}",
                    effect_direction="increased",
                    claim_type=("synthesis", "study_result")[n % 2],
                )
                for n in range(3_000)
            ),
        ),
    ],
    "claims that are all unsettled": lambda at: rows(
        at,
        "claims",
        (
            event(
                n + 9,
                claim_type="study_result",
                effect_direction=("increased", "uncertain")[n % 2],
                onset=("early", "late")[n % 2],
            )
            for n in range(4_000)
        ),
    ),
    "lists of very many sources": lambda at: [
        rows(at, "sources", (source(n) for n in range(400))),
        rows(
            at,
            "claims",
            (event(n + 9, source_ids=";".join(f"T{m % 400}" for m in range(n, n + 100))) for n in range(2_000)),
        ),
        rows(at, "estimates", (estimate(n, source_id=f"T{n % 400}") for n in range(3_000))),
    ],
    "rows of one cell": lambda at: append(at, "claims", b"a\n" * 250_000),
    "very many labels in the header": lambda at: (at / "claims/relations.csv").write_text(
        ",".join(["claim_id", "relation", "target_claim_id", "note", *(f"claim_id_{n}" for n in range(990))]) + "\n"
    ),
    "accents over a label of the header": lambda at: (at / "claims/relations.csv").write_text(
        f"claim_id,relation,target_claim_id,note,a{MARKS * 100_000}\n", encoding="utf-8"
    ),
    "letters that stand for many": lambda at: rows(at, "relations", [relation(1, note="\ufdfa" * 300_000)]),
    "accents in a cell": lambda at: rows(at, "relations", [relation(1, note="a" + MARKS * 200_000)]),
    "accents in an article": lambda at: (at / "article.txt").write_text("a" + MARKS * 200_000, encoding="utf-8"),
    "accents on every second letter": lambda at: (at / "article.txt").write_text(
        f"a{MARKS}" * 200_000, encoding="utf-8"
    ),
    "an article of citation marks": lambda at: (at / "article.txt").write_text("[1][2-3] (4) a.5,6–7 " * 50_000),
    "an article of digits": lambda at: (at / "article.txt").write_text("1" * 1_000_000),
    "an article of numbers in words": lambda at: (at / "article.txt").write_text(
        "ten hundred and twenty one " * 40_000
    ),
    "passages that all hold the whole article": lambda at: overlapping(at, SENTENCE * 3_500 + "End.", 200),
    "passages that all but hold the whole article and are nowhere": lambda at: [
        article(at, SENTENCE * 5_000 + "End."),
        rows(at, "passages", (passage(n, 0, 200_000 - n, f"{n:064x}") for n in range(1_500))),
    ],
    "a passage that may begin at every second letter": lambda at: nowhere(at, "a b " * 250_000 + ".", 1, 500_000, "a"),
    "passages that may begin everywhere": lambda at: nowhere(at, "a" * 150_000, 2_000, 1, "a"),
    "opening words that all but stand everywhere": lambda at: nowhere(
        at, "a " * 75_000 + ".", 2_000, 100, "a " * 20 + "b"
    ),
    "passages after bullets": lambda at: nowhere(at, ". . . . . a " * 12_000 + ".", 2_000, 100, "a"),
    "claims on one passage of numbers in words": lambda at: one_passage(
        at, "one hundred thousand million and " * 10_000 + "so on.", range(5, 105)
    ),
    "a passage of digits": lambda at: one_passage(at, "It is so: " + "1" * 300_000 + ".", [7]),
    "a number in Amharic": lambda at: one_passage(at, "It is so.", [12_345_678], language="am"),
    "articles with one text": lambda at: [
        article(at, SENTENCE * 5_000 + "End."),
        append(
            at,
            "articles",
            b"".join(
                (at / "claims/articles.csv").read_bytes().splitlines(keepends=True)[1].replace(b"light", b"a%d" % n)
                for n in range(2_000)
            ),
        ),
    ],
    "a descriptor of keys": lambda at: members(at, {f"k{n}": n for n in range(16_000)}),
    "a descriptor of keys that repeat": lambda at: (at / "datapackage.json").write_text(
        "{" + ",".join(f'"k{n % 4_000}":1' for n in range(10_000)) + "}"
    ),
    "a descriptor of faults": lambda at: members(at, {"keywords": [1] * 30_000}),
    "licences that are none": lambda at: members(at, {"licenses": [{}] * 20_000}),
    "a deep descriptor": lambda at: (at / "datapackage.json").write_text('{"a":' * 900 + "1" + "}" * 900),
    "aliases, which only YAML has": lambda at: (at / "datapackage.json").write_text(
        '{"a0": &a0 [1,1],' + ",".join(f'"a{n}": &a{n} [*a{n - 1},*a{n - 1}]' for n in range(1, 60)) + "}"
    ),
    "schemas without end": lambda at: [
        (at / "big.json").write_text("[" + ",".join(["{}"] * 80_000) + "]"),
        members(at, {"resources": [{"name": "claims", "path": "claims/claims.csv", "schema": "big.json"}] * 100}),
    ],
    "a schema with an expression that never ends": lambda at: [
        (at / "evil.json").write_text(
            json.dumps({"fields": [{"name": "claim_id", "constraints": {"pattern": "(a+)+$"}}]})
        ),
        members(at, {"resources": [{"name": "claims", "path": "claims/claims.csv", "schema": "evil.json"}]}),
        rows(at, "claims", [claim(9, claim_id="a" * 90 + "!", statement="a" * 900 + "!")]),
    ],
}


def bounded(package: Path, *arguments: str) -> Used:
    """What ``claimpack`` does with these arguments, within the time and memory that are promised for the package."""
    size = sum(file.stat().st_size for file in package.rglob("*") if file.is_file()) / 1e6
    seconds, megabytes = SECONDS + SECONDS_A_MEGABYTE * size, MEGABYTES + MEGABYTES_A_MEGABYTE * size
    used = limited(*arguments, seconds=round(seconds), megabytes=round(megabytes))
    assert used.megabytes < megabytes, used
    return used


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are those of Linux")
@pytest.mark.parametrize("name", BOMBS)
def test_time_and_memory_stay_within_the_bound(name: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    BOMBS[name](package)
    arguments = ["validate", str(package), "--article", str(package / "article.txt")]
    used = bounded(package, *arguments)
    stopped = " was stopped after " in used.output or " was stopped: " in used.output
    assert used.exit_code in ((3,) if stopped else (0, 1)), (used.exit_code, used.seconds, used.output[-300:])
    assert "crash" not in used.output
    assert len(used.output) < 300_000, "a report is for somebody to read"


BUILDS: dict[str, Bomb] = {
    "a claim with each estimate of one source": lambda at: [
        rows(at, "claims", (event(n + 9, statement=f"See {n}.") for n in range(900))),
        rows(at, "estimates", (estimate(n) for n in range(900))),
    ],
    "claims that all contradict one another": lambda at: rows(
        at,
        "claims",
        (event(n + 9, statement=f"See {n}.", effect_direction=("occurs", "not_observed")[n % 2]) for n in range(3_000)),
    ),
    "sources with long titles": lambda at: [
        rows(at, "sources", (source(n, title=f"{'t' * 400} {n}", authors="A" * 1_900) for n in range(100))),
        rows(at, "claims", (event(n + 9, source_ids=";".join(f"T{m}" for m in range(100))) for n in range(1_500))),
    ],
    "relations of all with all": lambda at: [
        rows(at, "claims", (event(n + 9, conditions=f"if {n}") for n in range(1_000))),
        rows(
            at,
            "relations",
            (
                relation(0, claim_id=f"C{n + 9}", target_claim_id=f"C{other + 9}")
                for n in range(30)
                for other in range(100, 700)
            ),
        ),
    ],
}


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are those of Linux")
@pytest.mark.parametrize("name", BUILDS)
def test_so_does_a_build(name: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    BUILDS[name](package)
    arguments = ["build", str(package), "--output", str(tmp_path / "dist"), "--allow-warnings"]
    used = bounded(package, *arguments)
    assert used.exit_code in (0, 1, 3), (used.exit_code, used.seconds, used.output[-300:])
    assert (tmp_path / "dist").exists() == (used.exit_code == 0)
    assert [file.name for file in tmp_path.iterdir() if file.name not in ("package", "dist")] == []


CELLS = (
    "rows of commas",
    "line feeds",
    "every cell wrong",
    "words misspelt each in its own way",
    "very long misspelt words",
    "a deep hierarchy",
    "a list of very many items",
    "claims that all say the same",
    "letters that stand for many",
    "accents in a cell",
    "lists of very many sources",
    "rows of one cell",
)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are those of Linux")
@pytest.mark.parametrize("name", CELLS)
def test_so_does_canonical_form(name: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    BOMBS[name](package)
    used = bounded(package, "fmt", str(package), "--check")
    assert used.exit_code in (0, 1), (used.exit_code, used.seconds, used.output[-300:])


@pytest.mark.parametrize("unit", ["a.1 ", "123a", "1;¹", "A1-51,"])
def test_citation_marks_take_time_in_proportion_to_the_text(unit: str) -> None:
    listed = listed_citations(map(str, range(99)))

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        taken = []
        for _ in range(3):
            before = time.process_time()
            citation_marks(text, listed)
            without_marks(text)
            taken.append(time.process_time() - before)
        return min(taken)

    seconds(1_000)
    assert seconds(400_000) < 30 * seconds(50_000)  # 8 times in proportion, 64 times if it were quadratic


def test_a_problem_does_not_rest_on_a_passage_that_is_longer_than_any_sentence(tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    one_passage(package, "a " * 6_000 + ".", [7, 9])
    report = load(package, [package / "article.txt"], today=TODAY)
    [rule] = choose_rules(["number-not-in-passage"])
    judged = [value for finding in runner.run_rule(rule, report).findings for value in finding.judged]
    assert judged == [7, sha256("a " * 6_000 + "."), 9, sha256("a " * 6_000 + ".")]


def test_two_hundred_megabytes_in_one_line_are_never_held(tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    with (package / "claims/relations.csv").open("ab") as stream:
        stream.write(b"C3,qualifies,C2,\n")
        stream.truncate(200_000_000)  # zeros that take no room on the disk
    used = limited("validate", str(package), seconds=20, megabytes=150)
    assert used.exit_code == 1, used
    assert used.megabytes < 150
    words = "The file has more than 67,108,864 bytes in line 4."
    assert [line.strip() for line in used.output.splitlines()][1:3] == ["line 4  error  unreadable-table", words]


def test_a_file_that_is_larger_than_any_table(tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    with (package / "claims/relations.csv").open("ab") as stream:
        stream.truncate(4 << 30)
    used = limited("validate", str(package), seconds=20, megabytes=400)
    assert (used.exit_code, used.megabytes < 400) == (1, True)
    assert "The file has 4,294,967,296 bytes; the limit is 268,435,456." in used.output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"C3,qualifies,C2,", "The file has more than 67,108,864 bytes in line 1."),
        (b"C3,qualifies,C2,\n", "The file unpacks to more than 268,435,456 bytes, which is the limit."),
    ],
)
def test_what_unpacks_to_gigabytes_is_never_held(line: bytes, words: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    packer = zlib.compressobj(1, wbits=31)
    piece = packer.compress(line * 65_536) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(line * 65_536) + packer.flush(zlib.Z_FULL_FLUSH)  # without the head of the file
    times = (2 << 30) // (len(line) * 65_536)
    (package / "claims/relations.csv").unlink()
    (package / "claims/relations.csv.gz").write_bytes(piece + again * times)
    resources = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in resources:
        resource["path"] += ".gz" if resource["name"] == "relations" else ""
    members(package, {"resources": resources})
    used = limited("validate", str(package), seconds=20, megabytes=100)
    assert (used.exit_code, used.megabytes < 100) == (1, True)
    assert words in used.output


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_the_line_that_is_too_long_is_the_one_named(end: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(f"a{end}{'b' * 10}{end}{'c' * 11}{end}".encode())
    assert read_bytes(file, 1_000, 11) == file.read_bytes()
    with pytest.raises(UnusableFileError) as told:
        read_bytes(file, 1_000, 10)
    assert (str(told.value), told.value.line) == ("has more than 10 bytes in line 3", 3)


def test_a_line_as_long_as_may_be(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"x" * LINE_BYTES + b"\n")
    assert len(read_bytes(file, LINE_BYTES * 2, LINE_BYTES)) == LINE_BYTES + 1


def test_composing_is_what_unicodedata_says() -> None:
    dice = random.Random(7)  # noqa: S311 - nothing secret about it
    letters = "aeo\u00e9\u1e69\uac00\u1100\u1161\u11a8\u0344\u0fb2\u0f71 \n"
    marks = "\u0301\u0316\u0327\u0345\u0338\u20d0\u302a\u0591\u0e38\u0f71\u0344"
    for _ in range(300):
        text = "".join(
            dice.choice(letters) + "".join(dice.choices(marks, k=dice.choice([0, 1, 3, 29, 30, 31, 90])))
            for _ in range(6)
        )
        assert composed(text) == unicodedata.normalize("NFC", text)


def test_a_rule_that_finds_without_end_is_stopped_and_the_check_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "MOST_FINDINGS", 3)
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    rows(package, "relations", (relation(number, relation="x") for number in range(5)))
    report = run(load(package, today=TODAY), choose_rules(["invalid-cell"]))
    [result] = report.rules
    assert (result.status, result.problems, result.reason) == ("failed", 3, "it was stopped after 3 problems")
    assert (report.complete, report.failures, result.settled) == (
        False,
        ("invalid-cell was stopped after 3 problems",),
        False,
    )


def test_as_many_as_may_be_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MOST_FINDINGS", 3)
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    rows(package, "relations", (relation(number, relation="x") for number in range(3)))
    assert run(load(package, today=TODAY), choose_rules(["invalid-cell"])).complete


def test_a_descriptor_beyond_its_limit(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(" " * (DESCRIPTOR_BYTES + 1))
    report = run(load(tmp_path, today=TODAY), choose_rules(["invalid-descriptor"]))
    assert [problem.message for problem in report.problems] == [
        "the descriptor has 262,145 bytes; the limit is 262,144"
    ]


def one_source(folder: Path, claims: int, estimates: int) -> Path:
    """A package with so many more claims on a source and so many more estimates of it, each of which bears on each."""
    package = shutil.copytree(EXAMPLE, folder / "package")
    rows(package, "claims", (event(n + 9) for n in range(claims)))
    rows(package, "estimates", (estimate(n) for n in range(estimates)))
    return package


ON_PAIRS = ["absence-claimed-despite-events", "claim-without-estimate"]


def test_a_rule_that_would_compare_too_many_pairs_is_stopped_and_the_check_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = one_source(tmp_path, 40, 50)
    evidence = evidence_of(load(package, today=TODAY))
    pairs = sum(len(evidence.bearing_on(each)) for each in evidence.claims)
    assert pairs >= 40 * 50
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", pairs)
    assert run(load(package, today=TODAY), choose_rules(ON_PAIRS)).complete
    monkeypatch.setattr(scope, "MOST_PAIRS", pairs - 1)
    report = run(load(package, today=TODAY), choose_rules(ON_PAIRS))
    why = (
        f"stopped: more than {pairs - 1:,} pairs of records would have to be compared, and that is the limit: have "
        "fewer records on one and the same, or check the package in parts"
    )
    assert report.failures == (
        *(f"{rule} was {why}" for rule in ON_PAIRS),
        "no rule had anything to examine",
    )
    assert [(result.status, result.reason, result.settled) for result in report.rules] == [
        ("not_run", f"it was {why}", False)
    ] * 2


def test_more_records_may_have_more_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = one_source(tmp_path, 40, 50)
    monkeypatch.setattr(scope, "MOST_PAIRS", 1)
    assert run(load(package, today=TODAY), choose_rules(ON_PAIRS)).complete  # a hundred for each of them
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 10)
    assert not run(load(package, today=TODAY), choose_rules(ON_PAIRS)).complete


def test_a_hierarchy_with_more_levels_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    known = load(package, today=TODAY)
    tree = read_hierarchy(known)
    above = {name: len(tree.including(name)) - 2 for name in known.table("concepts").cells("concept_id")}
    chain(package, 20)  # the first has one more broader concept than headache, the second two, and so on
    broader = sum(above.values()) + sum(range(1, 21)) + 20 * above["headache"]
    monkeypatch.setattr(hierarchies, "BROADER_A_CONCEPT", 0)
    monkeypatch.setattr(hierarchies, "MOST_BROADER", broader)
    assert run(load(package, today=TODAY), choose_rules(["contradicting-claims"])).complete
    monkeypatch.setattr(hierarchies, "MOST_BROADER", broader - 1)
    report = run(load(package, today=TODAY), choose_rules(["contradicting-claims", "claim-without-estimate"]))
    why = (
        f"was stopped: the concepts have more than {broader - 1} broader ones, each counted with all that it leads up "
        "to, and that is the limit: leave out levels of the hierarchy that no claim needs"
    )
    assert sorted(report.failures[:2]) == [f"claim-without-estimate {why}", f"contradicting-claims {why}"]


def test_a_concept_to_which_many_ways_lead_is_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    ladder = (concept(n, 0) | {"broader": ";".join(f"k{m}" for m in range(max(0, n - 3), n))} for n in range(30))
    rows(package, "concepts", ladder)  # with more than a million ways from the last to the first
    monkeypatch.setattr(hierarchies, "BROADER_A_CONCEPT", 0)
    monkeypatch.setattr(hierarchies, "MOST_BROADER", 30 * 29 // 2 + 50)
    assert run(load(package, today=TODAY), choose_rules(["contradicting-claims"])).complete


@pytest.mark.parametrize(("records", "most"), [(0, 10_000), (2_500, 10_000), (2_501, 10_004), (25_001, 100_000)])
def test_a_small_package_has_fewer_problems(records: int, most: int) -> None:
    package = load_tables({"relations": [relation(number) for number in range(records)]})
    assert runner.most_findings(package) == most


def test_a_build_that_would_be_too_large_leaves_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, target = shutil.copytree(EXAMPLE, tmp_path / "package"), tmp_path / "dist"
    arguments = ["build", str(package), "--output", str(target), "--allow-warnings"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    older = {file: file.read_bytes() for file in target.rglob("*") if file.is_file()}
    size = sum(len(content) for file, content in older.items() if file.parent == target)
    monkeypatch.setattr(build_folder, "BUILT_A_RECORD", 0)
    monkeypatch.setattr(build_folder, "BUILD_BYTES", size)
    assert CliRunner().invoke(main, arguments).exit_code == 0
    monkeypatch.setattr(build_folder, "BUILD_BYTES", size - 1)
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (
        3,
        "",
        f"Error: Nothing was written: the files of the build would have more than {size - 1:,} bytes, which is the "
        "limit for this number of records. Each claim is written with all its sources and caveats and with all "
        "estimates that bear on it: record fewer of them, or build the package in parts.\n",
    )
    assert {file: file.read_bytes() for file in target.rglob("*") if file.is_file()} == older
    assert sorted(file.name for file in tmp_path.iterdir()) == ["dist", "package"]


@pytest.mark.parametrize(("ragged", "problems"), [(3, []), (4, ["unreadable-table"])])
def test_a_table_of_ragged_rows_is_taken_for_something_else(
    ragged: int, problems: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "RAGGED_ROWS", 3)
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    lines = len((package / "claims/claims.csv").read_text(encoding="utf-8").splitlines())
    append(package, "claims", b"a\n" * ragged + b"b\n" * (ragged - 3))
    report = run(load(package, today=TODAY), choose_rules(["unreadable-table"]))
    assert [problem.rule for problem in report.problems] == problems
    for problem in report.problems:
        assert problem.message == "up to here more than 50,000 rows have more or fewer cells than the header"
        assert problem.place.line == lines + 4
