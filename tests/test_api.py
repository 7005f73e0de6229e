"""The Python API: what it loads, validates and builds, from files and from tables in memory."""

from __future__ import annotations

import csv
import dataclasses
import inspect
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import claimpack
import numpy as np
import pandas as pd
import pytest
from claimpack import (
    Build,
    BuildRefusedError,
    ForeignFolderError,
    NotAPackageError,
    Package,
    UnknownRuleError,
    build,
    load,
    load_tables,
    validate,
)
from claimpack.cli import main
from claimpack.formats.json import as_json
from claimpack.frame import claims_frame
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.rules.catalogue import all_rules
from claimpack.rules.finding import Examined, Observation
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus_reports import CORPUS, full_report
from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY, Edit
from tests.test_fuzz import fuzz, texts

TEXT = (EXAMPLE / "article.txt").read_text(encoding="utf-8")
NOTE = Edit(csv={"claims": "claim_id,frequency\nC2,common\n"})
WARNING = Edit(csv={"claims": "claim_id,study_count\nC1,13\n"})
ERROR = Edit(csv={"estimates": "estimate_id,ci_low,ci_high\nE1,1.22,0.90\n"})


def edited(edit: Edit, folder: Path) -> Package:
    edit.apply(folder)
    return load(folder, today=TODAY)


# What can be imported


def python(program: str, folder: Path = ROOT) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    loaded = python(
        "import sys, claimpack; from click.testing import CliRunner\n"
        "from claimpack.cli import main; result = CliRunner().invoke(main, ['--help'])\n"
        "assert result.exit_code == 0 and 'build' in result.output\n"
        "print(*(name for name in ('pandas', 'numpy', 'frictionless', 'jsonschema') if name in sys.modules))\n"
    )
    assert loaded == "\n"


def test_neither_a_check_nor_tables_in_memory_need_pandas_or_numpy() -> None:
    loaded = python(
        "import sys; from claimpack import load_tables, validate\n"
        f"assert validate({str(EXAMPLE)!r}).complete\n"
        "assert validate(load_tables({'claims': [{'claim_id': 'C1', 'study_count': 3.0, 'note': None}]})).problems\n"
        "print(*(name for name in ('pandas', 'numpy') if name in sys.modules))"
    )
    assert loaded == "\n"


@pytest.mark.parametrize("name", claimpack.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert inspect.getdoc(getattr(claimpack, name))


def test_all_names_can_be_imported_at_once() -> None:
    names: dict[str, object] = {}
    exec("from claimpack import *", names)  # noqa: S102
    assert set(claimpack.__all__) == names.keys() - {"__builtins__"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'claimpack' has no attribute 'biuld'"):
        getattr(claimpack, "biuld")  # noqa: B009 - which is not there
    assert not hasattr(claimpack, "run")


PROGRAM = """
from datetime import date

import pandas as pd

from claimpack import Build, BuildRefusedError, Claim, Package, Problem, Report, build, load, load_tables, validate

package: Package = load("my-claims", articles=["article.txt"], today=date(2026, 3, 1))
report: Report = validate(package, select=["numbers"], ignore=["imprecise-estimate"])
problems: tuple[Problem, ...] = report.failing("error")
try:
    built: Build = build(package, allow_warnings=True)
except BuildRefusedError as refusal:
    complete: bool = refusal.report.complete
claims: tuple[Claim, ...] = built.claims
reason: str | None = claims[0].caveats[0].reason
size: int | None = claims[0].population_size.value
frame: pd.DataFrame = built.to_frame()
in_memory: Package = load_tables({"claims": frame, "sources": [{"source_id": "S1", "study_count": 3}]})
claims[0].statement = "Another."  # type: ignore[misc]
report.complete = True  # type: ignore[misc]
built.report = report  # type: ignore[misc]
if claims[0].effect.direction == "raised":  # type: ignore[comparison-overlap]
    pass
"""


@pytest.mark.slow
def test_a_program_that_uses_it_is_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(tmp_path / "program.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "Success: no issues found in 1 source file\n"


# What is given back


@pytest.fixture(scope="module")
def ours() -> Build:
    return build(load(ROOT, today=DATA_TODAY))


def test_results_are_frozen_and_may_be_kept_in_sets(ours: Build) -> None:
    claim = next(claim for claim in ours.claims if claim.estimates and claim.caveats)
    result, problem = ours.report.rules[0], ours.report.problems[0]
    parts = (claim.about, claim.effect, claim.passage, claim.estimates[0], claim.caveats[0], problem.place)
    for record in (ours, ours.report, result, problem, claim, *parts):
        assert len({record, record}) == 1
        names = getattr(record, "_fields", None) or [field.name for field in dataclasses.fields(record)]
        for name in names:
            with pytest.raises(AttributeError):  # FrozenInstanceError is one
                setattr(record, name, None)


# Validating


def test_a_path_a_package_and_the_command_give_the_same_report() -> None:
    folder = CORPUS / "typing-mistakes"
    report = validate(str(folder / "datapackage.json"))
    assert report == validate(load(folder))
    said = CliRunner().invoke(main, ["validate", str(folder), "--format", "json"]).stdout
    assert as_json(report) == json.loads(said)
    assert len(report.failing("error")) == 3


def test_the_current_folder_is_the_package_if_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    assert validate(select=["duplicate-key"]).package_name == "light-therapy"
    assert len(build().claims) == 5


def test_select_and_ignore_take_rules_and_families() -> None:
    package = load(EXAMPLE, today=TODAY)
    numbers = [rule.name for rule in all_rules() if rule.family == "numbers"]
    report = validate(package, select=["numbers", "duplicate-key"], ignore=[numbers[0]])
    assert [result.rule for result in report.rules] == ["duplicate-key", *numbers[1:]]
    report = validate(package, ignore=["structure"])
    expected = [rule.name for rule in all_rules() if rule.family != "structure"]
    assert [result.rule for result in report.rules] == expected


@pytest.mark.parametrize("options", [{"select": ["duplicate-keys"]}, {"ignore": ["duplicate-keys"]}], ids=str)
def test_an_unknown_rule_is_refused(options: dict[str, list[str]]) -> None:
    with pytest.raises(UnknownRuleError, match="duplicate-keys") as refusal:
        validate(EXAMPLE, **options)
    assert refusal.value.name == "duplicate-keys"


@pytest.mark.parametrize("use", [load, validate, build], ids=lambda use: use.__name__)
def test_what_is_no_package_is_refused(use: Any, tmp_path: Path) -> None:
    with pytest.raises(NotAPackageError, match=r"holds no datapackage\.json"):
        use(tmp_path)
    with pytest.raises(NotAPackageError, match="is not there"):
        use(str(tmp_path / "datapackage.json"))


def test_articles_are_matched_and_verified() -> None:
    report = validate(load(EXAMPLE, articles=[EXAMPLE / "article.txt"], today=TODAY), select=["article"])
    assert {result.status for result in report.rules} == {"passed"}
    with pytest.raises(NotAPackageError, match=r"no-such\.txt is not there"):
        load(EXAMPLE, articles=["no-such.txt"])


def test_a_single_name_and_a_single_file_are_taken_for_what_they_are() -> None:
    report = validate(load(EXAMPLE, articles=str(EXAMPLE / "article.txt"), today=TODAY), select="passage-changed")
    assert [(result.rule, result.status) for result in report.rules] == [("passage-changed", "passed")]
    report = validate(EXAMPLE, ignore="numbers")
    assert not {result.rule for result in report.rules} & {
        rule.name for rule in all_rules() if rule.family == "numbers"
    }


@pytest.mark.parametrize("today", [date(2026, 6, 30), datetime(2026, 6, 30, 23, 59), pd.Timestamp("2026-06-30")])  # noqa: DTZ001
def test_a_judgement_holds_until_the_end_of_its_day(today: date, tmp_path: Path) -> None:
    (problem,) = validate(edited(WARNING, tmp_path), select="study-count-mismatch").problems
    row = [problem.rule, ";".join(problem.subjects), problem.fingerprint, "It is so.", "A. Curator", "2026-01-01"]
    with (tmp_path / "claims/acknowledgements.csv").open("a", encoding="utf-8") as file:
        file.write(",".join([*row, "2026-06-30"]) + "\n")
    (problem,) = validate(load(tmp_path, today=today), select="study-count-mismatch").problems
    assert (problem.acknowledged, problem.reason) == (True, "It is so.")


# Building


def test_a_package_with_no_more_than_notes_is_built(tmp_path: Path) -> None:
    built = build(edited(NOTE, tmp_path))
    assert [problem.rule for problem in built.report.problems] == ["frequency-without-rate"]
    (caveat,) = built.claims[1].caveats
    assert (caveat.rule, caveat.severity, caveat.reviewed) == ("frequency-without-rate", "note", False)


@pytest.mark.parametrize(
    ("edit", "rule"), [(WARNING, "study-count-mismatch"), (ERROR, "interval-reversed")], ids=["warning", "error"]
)
def test_a_package_with_problems_is_refused(edit: Edit, rule: str, tmp_path: Path) -> None:
    with pytest.raises(BuildRefusedError) as refusal:
        build(edited(edit, tmp_path))
    (problem,) = refusal.value.blocking
    assert refusal.value.report.failing() == (problem,)
    assert refusal.value.report.complete
    assert problem.rule == rule
    subjects = ", ".join(problem.subjects)
    assert str(refusal.value) == f"1 problem not acknowledged, the first of {subjects}: {problem.message}"


def test_a_refusal_can_be_sent_to_another_process(tmp_path: Path) -> None:
    with pytest.raises(BuildRefusedError) as refusal:
        build(edited(WARNING, tmp_path))
    received = pickle.loads(pickle.dumps(refusal.value))  # noqa: S301 - our own
    assert (str(received), received.report) == (str(refusal.value), refusal.value.report)


def test_a_build_shown_at_a_prompt_is_short() -> None:
    assert len(repr(build(EXAMPLE))) < 100


def test_warnings_are_let_through_if_told_and_errors_never(tmp_path: Path) -> None:
    built = build(edited(WARNING, tmp_path / "warning"), allow_warnings=True)
    (caveat,) = built.claims[0].caveats
    assert (caveat.rule, caveat.severity, caveat.reviewed) == ("study-count-mismatch", "warning", False)
    assert (caveat.reason, caveat.acknowledged_by, caveat.acknowledged_on, caveat.review_by) == (None,) * 4
    both = Edit(csv=WARNING.csv | ERROR.csv)
    with pytest.raises(BuildRefusedError) as refusal:
        build(edited(both, tmp_path / "both"), allow_warnings=True)
    assert [problem.rule for problem in refusal.value.blocking] == ["interval-reversed"]


def test_a_check_that_came_to_no_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Package) -> Iterator[Observation]:
        yield Examined(1)
        raise ZeroDivisionError("by way of example")

    monkeypatch.setattr("claimpack.rules.sources.unused_source.check", crash)
    with pytest.raises(BuildRefusedError, match="unused-source crashed: ZeroDivisionError: by way of example") as info:
        build(EXAMPLE, allow_warnings=True)
    assert not info.value.report.complete
    assert info.value.blocking == ()


def test_each_rule_is_a_step() -> None:
    steps: list[None] = []
    build(EXAMPLE, step=lambda: steps.append(None))
    assert len(steps) == len(all_rules())


def test_what_is_written_is_what_the_command_writes(tmp_path: Path) -> None:
    paths = build(EXAMPLE).write(tmp_path / "dist")
    CliRunner().invoke(main, ["build", str(EXAMPLE), "--output", str(tmp_path / "other")])
    files = [path for path in sorted((tmp_path / "dist").rglob("*")) if path.is_file()]
    assert sorted(paths) == files
    for path in paths:
        assert path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "dist")).read_bytes()


def test_a_foreign_folder_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(ForeignFolderError, match=r"notes\.txt"):
        build(EXAMPLE).write(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


# As a data frame


def rows(table: str, folder: Path = ROOT) -> list[dict[str, str]]:
    with (folder / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


WHOLE = ["start", "end", "population_size", "study_count", "stated_year"]
NUMBERS = ["stated_value", "stated_low", "stated_high", "stated_control_value"]
TUPLES = ["source_ids", "dois", "estimate_ids", "caveats"]


def test_the_frame_has_the_cells_of_the_table(ours: Build) -> None:
    frame = ours.to_frame()
    records = rows("claims")
    assert list(frame.index) == list(range(len(records)))
    for column in records[0]:
        if column == "source_ids":
            cells = [";".join(items) for items in frame[column]]
        elif column in WHOLE:
            cells = ["" if value is pd.NA else str(value) for value in frame[column].tolist()]
        elif column in NUMBERS:
            assert frame[column].fillna(-1).tolist() == [float(record[column] or -1) for record in records]
            continue
        else:
            cells = frame[column].fillna("").tolist()
        assert cells == [record[column] for record in records], column


def test_the_frame_has_the_number_that_a_claim_states(tmp_path: Path) -> None:
    columns = "stated_measure,stated_value,stated_low,stated_high,stated_control_value,follow_up,wording,reviewed_on"
    cells = "percent,12.50,,20,3.0,12 weeks,may,2026-02-28"
    Edit(csv={"claims": f"claim_id,{columns}\nC2,{cells}\n"}).apply(tmp_path)
    frame = build(load(tmp_path, today=TODAY), allow_warnings=True).to_frame().set_index("claim_id")
    assert frame.loc["C2", columns.split(",")].tolist() == [
        *("percent", 12.5, pd.NA, 20.0, 3.0),
        *("12 weeks", "may", "2026-02-28"),
    ]
    assert frame.loc["C1", columns.split(",")].isna().all()


def test_the_frame_has_what_else_bears_on_a_claim(ours: Build) -> None:
    frame = ours.to_frame()
    labels = {row["concept_id"]: row["label"] for row in rows("concepts")}
    dois = {row["source_id"]: row["doi"] for row in rows("sources")}
    passages = {row["passage_id"]: row for row in rows("passages")}
    estimates = {row["estimate_id"]: row["source_id"] for row in rows("estimates")}
    for record, row in zip(rows("claims"), frame.to_dict("records"), strict=True):
        passage = passages[record["passage_id"]]
        assert row["article_id"] == passage["article_id"]
        assert (row["start"], row["end"]) == (int(passage["start"]), int(passage["end"]))
        for column in ("intervention", "route", "population", "comparator", "outcome"):
            assert row[f"{column}_label"] == labels.get(record[column]) or not record[column]
        sources = [source for source in record["source_ids"].split(";") if source]
        assert row["dois"] == tuple(dois[source] for source in sources if dois[source])
        assert {estimates[estimate] for estimate in row["estimate_ids"]} <= set(sources)


def test_the_frame_tells_the_gravest_caveat(ours: Build) -> None:
    frame = ours.to_frame().set_index("claim_id")
    assert "source-contradicts-itself" in frame["caveats"]["C036"]
    assert "E11" in frame["estimate_ids"]["C036"]
    order: list[str] = ["error", "warning", "note"]
    most_severe = {
        claim.claim_id: min((caveat.severity for caveat in claim.caveats), key=order.index, default="")
        for claim in ours.claims
    }
    assert frame["highest_severity"].fillna("").to_dict() == most_severe
    assert len(set(most_severe.values())) > 1


def test_the_frame_is_typed_even_without_rows(ours: Build) -> None:
    frame, empty = ours.to_frame(), claims_frame(())
    assert list(frame.columns) == list(empty.columns)
    assert len(empty) == 0
    for column in frame.columns:
        kind = "Int64" if column in WHOLE else "Float64" if column in NUMBERS else "str"
        kind = "object" if column in TUPLES else kind
        assert frame[column].dtype == empty[column].dtype == kind, column
    assert set(table_schema("claims").fields) <= set(frame.columns)


# Tables in memory


def frames(folder: Path) -> dict[str, pd.DataFrame]:
    files = sorted((folder / "claims").glob("*.csv"))
    return {file.stem: pd.read_csv(file, dtype="str", keep_default_na=False) for file in files}


def dicts(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {file.stem: rows(file.stem, folder) for file in sorted((folder / "claims").glob("*.csv"))}


ABOUT_FILES = {"altered-schema", "invalid-descriptor", "missing-resource", "unlisted-file", "unsafe-path"}


def lasting(report: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The problems without their files; a problem of no record is named by its file."""
    return sorted(
        (
            *(str(problem[name]) for name in ("resource", "row", "cell", "column", "rule", "severity", "message")),
            problem["subjects"],
            problem["fingerprint"] if problem["subjects"] else "",
            problem["acknowledged"],
            str(problem["reason"]),
        )
        for problem in report["problems"]
        if problem["rule"] not in ABOUT_FILES
    )


def texts_of(folder: Path) -> dict[str, str]:
    file = folder / "article.txt"
    return {"light": file.read_text(encoding="utf-8")} if file.exists() else {}


READABLE = [
    "article-changed",
    "columns-lost",
    "concepts-in-circles",
    "ids-taken-twice",
    "numbers-of-a-german-spreadsheet",
    "typing-mistakes",
    "untidy-spaces-and-accents",
]


@pytest.mark.parametrize("name", READABLE)
def test_frames_have_the_problems_of_the_files_they_were_read_from(name: str) -> None:
    folder = CORPUS / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    report = validate(load_tables(frames(folder), articles=texts_of(folder), today=TODAY))
    assert lasting(as_json(report)) == lasting(expected) != []
    assert as_json(report)["summary"] == full_report(folder)["summary"]
    assert report.complete


@pytest.mark.parametrize("name", ["typing-mistakes", "untidy-spaces-and-accents"])
def test_records_have_the_problems_of_the_files_they_were_read_from(name: str) -> None:
    folder = CORPUS / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    report = validate(load_tables(dicts(folder), articles=texts_of(folder), today=TODAY))
    assert lasting(as_json(report)) == lasting(expected) != []


@pytest.mark.parametrize("read", [frames, dicts], ids=["frames", "records"])
def test_our_own_tables_give_our_own_report(read: Any, ours: Build) -> None:
    report = validate(load_tables(read(ROOT), today=DATA_TODAY))
    assert lasting(as_json(report)) == lasting(as_json(ours.report)) != []
    assert report.records == ours.report.records
    results = {result.rule: result for result in ours.report.rules}
    assert [
        result for result in report.rules if result != results[result.rule] and result.rule not in ABOUT_FILES
    ] == []


def test_tables_are_built_like_files() -> None:
    descriptor = json.loads((EXAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    built = build(load_tables(frames(EXAMPLE), descriptor=descriptor, today=TODAY))
    assert built.claims == build(load(EXAMPLE, today=TODAY)).claims
    assert (built.report.package_name, built.report.package_version) == ("light-therapy", "1.0.0")


def test_what_is_given_is_not_changed() -> None:
    given = frames(EXAMPLE)
    before = {name: frame.copy() for name, frame in given.items()}
    validate(load_tables(given, today=TODAY), select=["structure"])
    for name, frame in given.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_no_file_is_read(tmp_path: Path) -> None:
    Edit().apply(tmp_path)
    for file in (tmp_path / "claims").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    program = (
        "import csv, os, sys\n"
        "from pathlib import Path\n"
        "tables = {file.stem: list(csv.DictReader(file.open(encoding='utf-8'))) for file in Path().glob('*.csv')}\n"
        "text, opened = Path('article.txt').read_text(encoding='utf-8'), []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append(given[0]))\n"
        "from claimpack import build, load_tables\n"
        "built = build(load_tables(tables, articles={'light': text}))\n"
        "assert len(built.claims) == len(built.to_frame()) == 5\n"
        "paths = [os.path.realpath(path) for path in opened if isinstance(path, (str, os.PathLike))]\n"
        "print(len(paths) > 9, *(path for path in paths if path.startswith(os.getcwd())))\n"
    )
    assert python(program, tmp_path) == "True\n"


def written(table: str, column: str, value: object, kind: str) -> str:
    """The cell that a value in memory is taken for."""
    fields = table_schema(table).fields
    other = next(name for name in fields if name != column)
    record = dict.fromkeys(fields, "") | {other: "x", column: value}  # a record of blank cells would be none
    frame = pd.DataFrame({name: pd.Series([cell], dtype="object") for name, cell in record.items()})
    (cell,) = load_tables({table: [record] if kind == "records" else frame}).tables[table].written(column)
    return cell


CELLS = [
    ("claims", "note", None, ""),
    ("claims", "note", float("nan"), ""),
    ("claims", "note", np.float64("nan"), ""),
    ("claims", "note", pd.NA, ""),
    ("claims", "note", pd.NaT, ""),
    ("claims", "note", np.datetime64("NaT"), ""),
    ("claims", "note", "", ""),
    ("claims", "note", "NA", "NA"),
    ("claims", "note", "None", "None"),
    ("claims", "note", "nan", "nan"),
    ("claims", "note", " kept as it is ", " kept as it is "),
    ("claims", "note", 'a "quoted", line\nand another\r\nand a third', 'a "quoted", line\nand another\r\nand a third'),
    ("claims", "note", "a carriage return\ralone", "a carriage return\ralone"),
    ("claims", "note", "Übelkeit – naïve", "Übelkeit – naïve"),
    ("claims", "population_size", 3546, "3546"),
    ("claims", "population_size", 3546.0, "3546"),
    ("claims", "population_size", np.int64(3546), "3546"),
    ("claims", "population_size", np.float64(3546), "3546"),
    ("claims", "population_size", "3546.0", "3546.0"),
    ("claims", "population_size", 3546.5, "3546.5"),
    ("claims", "population_size", 2.0**60, "1152921504606846976"),
    ("claims", "source_ids", ["S1", "S2"], "S1;S2"),
    ("claims", "source_ids", ("S2", "S1"), "S2;S1"),
    ("claims", "source_ids", {"S3", "S2", "S1"}, "S1;S2;S3"),
    ("claims", "source_ids", frozenset({"S1"}), "S1"),
    ("claims", "source_ids", [], ""),
    ("claims", "source_ids", np.array(["S1", "S2"]), "S1;S2"),
    ("claims", "source_ids", np.array(["S1"], dtype="object"), "S1"),
    ("claims", "source_ids", np.array([]), ""),
    ("claims", "source_ids", pd.Series(["S1", "S2"]), "S1;S2"),
    ("passages", "citations", [1, np.int64(2)], "1;2"),
    ("estimates", "p_value", 1e-05, "0.00001"),
    ("estimates", "p_value", 0.05, "0.05"),
    ("estimates", "estimate", "1.10", "1.10"),
    ("estimates", "estimate", Decimal("1.10"), "1.10"),
    ("estimates", "estimate", -0.5, "-0.5"),
    ("estimates", "estimate", 1e22, "10000000000000000000000"),
    ("articles", "published_on", date(2026, 2, 19), "2026-02-19"),
    ("articles", "published_on", datetime(2026, 2, 19), "2026-02-19"),  # noqa: DTZ001
    ("articles", "published_on", pd.Timestamp("2026-02-19"), "2026-02-19"),
    ("articles", "published_on", datetime(2026, 2, 19, 8, 30), "2026-02-19T08:30:00"),  # noqa: DTZ001
]


@pytest.mark.parametrize("kind", ["frame", "records"])
@pytest.mark.parametrize(
    ("table", "column", "value", "cell"),
    CELLS,
    ids=[f"{column}-{type(value).__name__}-{cell}" for _, column, value, cell in CELLS],
)
def test_a_value_is_taken_as_a_cell_would_be(table: str, column: str, value: object, cell: str, kind: str) -> None:
    assert written(table, column, value, kind) == cell


def test_frames_of_other_types_are_no_problem() -> None:
    tables = frames(EXAMPLE)
    whole = {
        name: [key for key, field in table_schema(name).fields.items() if field.type == "integer"] for name in tables
    }
    for name, frame in tables.items():
        for column in whole[name]:
            frame[column] = pd.to_numeric(frame[column].replace("", None))
    assert tables["claims"]["population_size"].dtype == "float64"
    tables["claims"]["population_size"] = tables["claims"]["population_size"].astype("Int64")
    tables["claims"]["source_ids"] = tables["claims"]["source_ids"].str.split(";")
    tables["claims"]["effect_direction"] = tables["claims"]["effect_direction"].astype("category")
    tables["claims"].index = pd.Index(list("edcba"))
    tables["passages"]["coverage_reason"] = tables["passages"]["coverage_reason"].replace("", pd.NA)
    report = validate(load_tables(tables, articles={"light": TEXT}, today=TODAY))
    assert (report.problems, report.complete) == ((), True)


def with_cell(column: str, value: object, table: str = "claims") -> dict[str, Any]:
    """The example's tables with another value in the first record of one."""
    records: dict[str, Any] = dict(dicts(EXAMPLE))
    records[table][0][column] = value
    return records


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("published_on", pd.Timestamp("2026-02-19 08:30"), ("invalid-cell", "F2")),
        ("text_length", 326.5, ("invalid-cell", "K2")),
        ("text_length", True, ("invalid-cell", "K2")),
        ("text_length", float("inf"), ("invalid-cell", "K2")),
        ("author", "A.\u200bAuthor", ("hidden-character", "D2")),
        ("author", "=HYPERLINK(1)", ("formula-cell", "D2")),
        ("language", ["en", "de"], ("invalid-cell", "H2")),
    ],
    ids=str,
)
def test_a_value_that_may_not_stand_there_is_a_problem(column: str, value: object, problem: tuple[str, str]) -> None:
    report = validate(load_tables(with_cell(column, value, "articles"), today=TODAY), select=["structure"])
    assert [(found.rule, found.place.cell) for found in report.problems] == [problem]
    assert report.problems[0].place.path == "articles.csv"


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "a\0b"], ids=ascii)
def test_text_that_no_file_can_hold_is_a_problem(text: str) -> None:
    report = validate(load_tables(with_cell("note", text), today=TODAY))
    assert report.complete
    assert {(problem.severity, problem.place.resource) for problem in report.problems} == {("error", "claims")}


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r'A claims package has no table "claim"\. Did you mean "claims"\?'):
        load_tables({"claim": []})


@pytest.mark.parametrize("rows", [None, 3, "claims.csv", {"claim_id": ["C1"]}, [["C1"]], ["C1"]], ids=repr)
def test_what_is_no_table_is_refused(rows: Any) -> None:
    with pytest.raises(TypeError, match="claims must be a data frame, or records"):
        load_tables({"claims": rows})


@pytest.mark.parametrize("tables", [{}, {"claims": []}, {"claims": pd.DataFrame()}], ids=["none", "list", "frame"])
def test_a_table_that_is_left_out_has_no_records(tables: Any) -> None:
    report = validate(load_tables(tables), select=["structure"])
    assert report.records == dict.fromkeys(TABLES, 0)
    assert report.problems == ()
    assert any(failure.startswith("nothing is recorded yet") for failure in report.failures)


def test_tables_that_may_be_empty_may_be_left_out() -> None:
    tables = frames(EXAMPLE)
    del tables["acknowledgements"], tables["relations"]
    report = validate(load_tables(tables, today=TODAY))
    assert report.problems == ()
    assert report.records["relations"] == 0


def test_columns_too_many_and_too_few_are_problems() -> None:
    tables = frames(EXAMPLE)
    tables["claims"]["colour"] = "red"
    del tables["concepts"]["kind"]
    report = validate(load_tables(tables, today=TODAY), select=["structure"])
    found = [(problem.rule, problem.place.path, problem.place.column) for problem in report.problems]
    assert found == [
        ("unexpected-column", "claims.csv", "colour"),
        ("missing-column", "concepts.csv", "kind"),
    ]


def test_the_order_of_columns_does_not_matter() -> None:
    turned = {name: frame[frame.columns[::-1]] for name, frame in frames(EXAMPLE).items()}
    assert validate(load_tables(turned, today=TODAY), select="structure").problems == ()


def test_columns_that_may_be_blank_may_be_left_out() -> None:
    tables = {name: frame.loc[:, (frame != "").any()] for name, frame in frames(EXAMPLE).items() if len(frame)}
    assert "route" not in tables["claims"]
    assert validate(load_tables(tables, today=TODAY), select="structure").problems == ()


def test_a_member_too_many_is_an_unexpected_column_and_a_blank_one_may_be_left_out() -> None:
    records = dicts(EXAMPLE)
    sparse = {name: [{key: cell for key, cell in row.items() if cell} for row in records[name]] for name in records}
    assert validate(load_tables(sparse, today=TODAY), select="structure").problems == ()
    sparse["claims"][3]["colour"] = "red"
    (problem,) = validate(load_tables(sparse, today=TODAY), select=["structure"]).problems
    assert (problem.rule, problem.place.column) == ("unexpected-column", "colour")


def test_records_may_come_one_by_one() -> None:
    package = load_tables({name: iter(records) for name, records in dicts(EXAMPLE).items()})
    assert list(package.tables["claims"].cells("claim_id")) == ["C1", "C2", "C3", "C4", "C5"]


def test_texts_verify_the_passages() -> None:
    tables = frames(EXAMPLE)
    verified = validate(load_tables(tables, articles={"light": TEXT}, today=TODAY), select=["article"])
    assert {result.status for result in verified.rules} == {"passed"}
    windows = TEXT.replace("\n", "\r\n")
    assert validate(load_tables(tables, articles={"light": windows}, today=TODAY), select=["article"]).problems == ()
    changed = TEXT.replace("In 12 trials", "In 13 trials")
    report = validate(load_tables(tables, articles={"light": changed}, today=TODAY), select=["article"])
    found = {(problem.rule, problem.subjects[0]) for problem in report.problems}
    assert {("article-changed", "light"), ("passage-changed", "P3")} <= found
    without = validate(load_tables(tables, today=TODAY), select=["article"])
    assert [result.status for result in without.rules].count("not_run") == 6


def test_members_of_the_descriptor() -> None:
    members = {"name": "mine", "version": "2.0.0", "title": "My tables", "resources": [{"name": "elsewhere"}]}
    built = build(load_tables(frames(EXAMPLE), descriptor=members, today=TODAY))
    assert (built.report.package_name, built.report.package_version) == ("mine", "2.0.0")
    package = load_tables(frames(EXAMPLE), descriptor={"name": "My tables"})
    report = validate(package, select=["structure"])
    assert [problem.rule for problem in report.problems] == ["invalid-descriptor"]


@cache
def valid() -> dict[str, list[dict[str, str]]]:
    blank = {name: dict.fromkeys(table_schema(name).fields, "") for name in TABLES}
    return {name: records or [blank[name]] for name, records in dicts(EXAMPLE).items()}


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.floats(width=32).map(np.float32),
    st.decimals(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.uuids(),
    st.sampled_from([pd.NA, pd.NaT, np.int64(3), np.bool_(0), np.datetime64("2020-01-01")]),
    st.text(st.characters(categories=["Cs"]), max_size=2),
    texts,
)
cells = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.lists(scalars, max_size=3).map(tuple),
    st.frozensets(texts, max_size=3),
)
fractions = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("value", [{}, b"C1", time(1), timedelta(1), object()], ids=lambda value: type(value).__name__)
def test_what_no_cell_can_hold_is_refused_with_its_place(value: object) -> None:
    wanted = rf"^claims, record 0, note: {type(value).__name__} is no type of a cell$"
    with pytest.raises(TypeError, match=wanted):
        load_tables({"claims": [{"claim_id": "C1", "note": value}]}, today=TODAY)


@fuzz
@given(st.lists(st.tuples(st.sampled_from(TABLES), fractions, fractions, cells), min_size=1, max_size=6), st.booleans())
def test_any_value_in_a_table_ends_in_a_whole_report(
    edits: list[tuple[str, float, float, object]],
    as_frames: bool,  # noqa: FBT001
) -> None:
    tables: dict[str, Any] = {name: [dict(record) for record in records] for name, records in valid().items()}
    for name, row, column, value in edits:
        fields = list(table_schema(name).fields)
        if (name, int(column * len(fields))) == ("articles", 0):
            continue  # the article's text is given for this id
        tables[name][int(row * len(tables[name]))][fields[int(column * len(fields))]] = value
    if as_frames:
        for name, records in tables.items():
            columns = {
                key: pd.Series([row.get(key, "") for row in records], dtype="object")
                for key in table_schema(name).fields
            }
            tables[name] = pd.DataFrame(columns)
    report = validate(load_tables(tables, articles={"light": TEXT}, today=TODAY))
    assert report.complete, report.failures
    for problem in report.problems:
        assert problem.message.isprintable(), problem
