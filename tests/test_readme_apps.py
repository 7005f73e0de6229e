"""The programs for apps in the READMEs lead from a package to claims with caveats, in Python and in JavaScript."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import ROOT
from tests.page.test_languages import catalogue
from tests.test_readme import README
from tests.test_schemas_readme import README as OF_SCHEMAS

FOR_APPS = README.partition("\n## For apps")[2].partition("\n## ")[0] + OF_SCHEMAS
PROGRAMS = dict(re.findall(r"^```(?:js|python)\n(?://|#) (\S+)\n(.*?)^```$", FOR_APPS, re.MULTILINE | re.DOTALL))
SHOWN = re.findall(r"^```text\n(.*?)^```$", FOR_APPS, re.MULTILINE | re.DOTALL)
TRANSCRIPT = re.search(r"^```console\n\$ claimpack build\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our package, in which the README's commands can write."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "datapackage.json", folder)
    for name in ("claims", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    for name, program in PROGRAMS.items():
        (folder / name).write_text(program, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path) -> str:
    """What the README's build prints; its files are there afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(checkout)
        result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    return result.stdout


def printed(checkout: Path, *command: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def test_the_build_prints_what_the_readme_shows(built: str) -> None:
    assert TRANSCRIPT is not None
    assert built == TRANSCRIPT[1]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_list_in_javascript(checkout: Path, built: str) -> None:
    assert built
    out = printed(checkout, "node", "list.mjs")
    assert SHOWN[0] in out
    assert len(re.findall(r"^C[0-9]{3}  ", out, re.MULTILINE)) == 56


def test_the_list_in_python(checkout: Path, built: str) -> None:
    assert built
    out = printed(checkout, sys.executable, "list.py")
    assert len(re.findall(r"^C[0-9]{3}  ", out, re.MULTILINE)) == 56
    assert all(line in out for line in SHOWN[0].splitlines())


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_list_in_python_is_that_of_javascript(checkout: Path, built: str) -> None:
    assert built
    assert printed(checkout, "node", "translated.mjs") == printed(checkout, sys.executable, "list.py")


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_list_in_another_language_has_no_english_but_what_curators_wrote(checkout: Path, built: str) -> None:
    assert built
    (checkout / "messages.el.json").write_text(catalogue(), encoding="utf-8")
    out = re.sub("^C[0-9]{3}", "", printed(checkout, "node", "translated.mjs", "messages.el.json"), flags=re.MULTILINE)
    claims = [json.loads(line) for line in (checkout / "dist/claims.ndjson").read_text(encoding="utf-8").splitlines()]
    written = [claim["statement"] for claim in claims]
    written += [caveat["reason"] or "" for claim in claims for caveat in claim["caveats"]]
    said = [sentence for claim in claims for sentence in (claim["could_say"] or {"sentences": ()})["sentences"]]
    said += [claim["verdict"]["plain"] for claim in claims]
    said += [caveat["plain"] for claim in claims for caveat in claim["caveats"]]
    for sentence in said:
        for value in sentence["data"].values():
            written += value if isinstance(value, list) else [str(value)]
    for text in sorted(set(written), key=len, reverse=True):
        out = out.replace(text, "") if text else out
    assert re.findall("[A-Za-z]+", out) == []


def test_the_check_of_a_form(checkout: Path) -> None:
    assert printed(checkout, sys.executable, "check.py") == SHOWN[1]


def test_all_programs_are_run() -> None:
    assert sorted(PROGRAMS) == ["check.py", "list.mjs", "list.py", "translated.mjs"]
    assert len(SHOWN) == 2
