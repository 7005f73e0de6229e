"""Claimpack checks by the schemas that it was made with, and by no others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from claimpack.package.schemas import digest

from tests.edits import ROOT
from tests.schema_digests import FILE, module_text

TABLE, PROFILE = "schemas/tables/claims.json", "schemas/package.schema.json"


def test_the_digests_are_those_of_the_schemas() -> None:
    assert Path(FILE).read_text(encoding="utf-8") == module_text(), "run python -m tests.schema_digests"


def test_line_ends_and_indentation_make_no_difference() -> None:
    content = (ROOT / TABLE).read_bytes()
    spaced = json.dumps(json.loads(content), indent=8).replace("\n", "\r\n").encode()
    assert digest(spaced) == digest(content)
    assert digest(content.replace(b'"required": true', b'"required": false', 1)) != digest(content)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that holds both the tool and the data, as that of a pull request does."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("validator", "schemas", "claims"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", folder)
    return folder


def validate(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimpack", "validate", "--fail-on", "never"]
    environment = os.environ | {"PYTHONPATH": str(checkout / "validator")}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "content"),
    [
        pytest.param(TABLE, '{"fields": []}', id="a table's schema that asks for nothing"),
        pytest.param(TABLE, "{", id="a table's schema that is no JSON"),
        pytest.param(TABLE, None, id="a table's schema that is gone"),
        pytest.param(PROFILE, "true", id="a profile that allows everything"),
    ],
)
def test_a_checkout_whose_schema_allows_more_checks_nothing(schema: str, content: str | None, checkout: Path) -> None:
    file = checkout / schema
    before = file.read_bytes()
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    try:
        refused = validate(checkout)
    finally:
        file.write_bytes(before)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr.startswith(f"Error: Nothing was done: the schema {file} is not the one this version ")


def test_the_same_checkout_is_checked_with_its_own_schemas(checkout: Path) -> None:
    assert validate(checkout).returncode == 0
