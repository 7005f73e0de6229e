"""A build is read by Ajv in strict mode, by a TypeScript program with generated types, and by citeproc-js."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from claimpack import build, load

from tests.edits import DATA_TODAY, ROOT

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
SCHEMAS_README = (ROOT / "schemas/README.md").read_text(encoding="utf-8")

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
    pytest.mark.skipif(not MODULES.is_dir(), reason="npm ci --prefix tests/consumers has not been run"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("consumers") / "dist"
    build(load(ROOT, today=DATA_TODAY)).write(folder)
    return folder


def node(*arguments: str | Path, folder: Path = HERE) -> subprocess.CompletedProcess[str]:
    command = ["node", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120, encoding="utf-8")


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / f"claims/{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_ajv_compiles_the_schemas_in_strict_mode_and_finds_the_build_valid(built: Path) -> None:
    done = node("validate.mjs", built)
    assert (done.stdout, done.stderr, done.returncode) == ("56 claims are valid\n", "", 0)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"direction":"no_difference"', '"direction":"none"', "must be equal to one of the allowed values"),
        ('"reviewed":true', '"reviewed":true,"shown":false', "must NOT have additional properties"),
        ('"caveats":[', '"warnings":[', "must have required property 'caveats'"),
        ('"population_size":2696', '"population_size":"2696"', "must be integer,null"),
    ],
)
def test_ajv_refuses_what_is_no_build(built: Path, tmp_path: Path, old: str, new: str, what: str) -> None:
    shutil.copytree(built, tmp_path / "dist")
    file = tmp_path / "dist/claims.json"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = node("validate.mjs", tmp_path / "dist")
    assert done.returncode == 1
    assert what in done.stderr


def test_a_program_in_strict_typescript_prints_a_table(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / "schemas/claimpack.d.ts", tmp_path)
    for name in ("table.ts", "tsconfig.json", "package.json"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    compiled = node(MODULES / "typescript/bin/tsc", "-p", ".", folder=tmp_path)
    assert compiled.returncode == 0, compiled.stdout
    lines = node("table.js", built, folder=tmp_path).stdout.splitlines()
    labels = {row["concept_id"]: row["label"] for row in rows("concepts")}
    wanted = [
        (row["claim_id"], labels.get(row["outcome"], ""), row["effect_direction"], row["population_size"])
        for row in rows("claims")
    ]
    assert [tuple(line.split("\t")[:4]) for line in lines] == wanted
    death = next(line for line in lines if line.startswith("C036"))
    assert death.split("\t")[4:] == ["RR 0.78 (95 % CI 0.65 to 0.94)", "!!"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claim.effect.direction", "claim.effect.directions"),  # no such member
        (")?.label", ").label"),  # it may be null
        ('note: "!"', 'remark: "!"'),  # no such word
        ("gravest ? weight", "weight"),  # there may be no caveat
    ],
)
def test_the_types_refuse_a_wrong_program(built: Path, tmp_path: Path, old: str, new: str) -> None:
    shutil.copy(built / "schemas/claimpack.d.ts", tmp_path)
    for name in ("tsconfig.json", "package.json"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    program = (HERE / "table.ts").read_text(encoding="utf-8")
    assert old in program
    program = program.replace(old, new).replace(' : ""]', "]") if new == "weight" else program.replace(old, new)
    (tmp_path / "table.ts").write_text(program, encoding="utf-8")
    compiled = node(MODULES / "typescript/bin/tsc", "-p", ".", folder=tmp_path)
    assert compiled.returncode != 0
    assert "table.ts" in compiled.stdout


def test_the_sources_go_through_a_citation_processor(built: Path) -> None:
    done = node("bibliography.mjs", built)
    assert done.returncode == 0, done.stderr
    entries = done.stdout.strip().splitlines()
    identified = [row for row in rows("sources") if row["status"] == "identified"]
    assert len(entries) == len(identified)
    for row in identified:
        (entry,) = [entry for entry in entries if entry.endswith(f"https://doi.org/{row['doi']}")]
        assert row["title"] in entry
        assert row["container_title"] in entry
        assert f"({row['issued_on'][:4]})" in entry
        assert entry.startswith(row["authors"].split(" ")[0] + ", ")
        assert ("et al." in entry) == row["authors"].endswith("et al.")


def test_the_types_are_those_of_the_schemas(built: Path) -> None:
    assert (built / "schemas/claimpack.d.ts").read_text(encoding="utf-8") == node("types.mjs", ROOT).stdout, (
        "python -m tests.renew writes them again"
    )


def test_types_can_be_made_of_one_schema_alone(built: Path) -> None:
    done = node(MODULES / "json-schema-to-typescript/dist/src/cli.js", built / "schemas/claims.schema.json")
    assert (done.stderr, done.returncode) == ("", 0)
    assert "could_say:" in done.stdout


def test_the_types_have_the_names_that_are_to_stay(built: Path) -> None:
    promised = re.findall(r"`(\w+)`", re.search(r"Start with these:(.*?)\.", SCHEMAS_README, re.DOTALL)[1])  # type: ignore[index]
    types = (built / "schemas/claimpack.d.ts").read_text(encoding="utf-8")
    assert len(promised) == 14
    named = re.findall(r"^export (?:type|interface) (\w+)", types, re.MULTILINE)
    assert set(promised) <= set(named)
    assert not [name for name in named if name[-1].isdigit()], "two types of one title: a number keeps no name"
