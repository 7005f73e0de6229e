"""``claimpack rules``, and what the command costs before it does anything."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from claimpack import __version__
from claimpack.cli import main
from claimpack.rules.catalogue import all_rules
from click.testing import CliRunner

from tests.cli.terminal import claimpack
from tests.edits import ROOT


def test_every_rule_is_listed_once_with_its_severity_and_summary() -> None:
    result = CliRunner().invoke(main, ["rules"])
    assert result.exit_code == 0
    listed = [line.split(maxsplit=2) for line in result.stdout.splitlines() if line.startswith("  ")]
    assert listed == [[rule.name, rule.severity, rule.manual.summary] for rule in all_rules()]
    assert result.stdout.endswith(f"{len(all_rules())} rules. claimpack explain RULE shows a rule's manual page.\n")


def test_the_list_as_json() -> None:
    result = CliRunner().invoke(main, ["rules", "--format", "json"])
    listed = json.loads(result.stdout)
    assert [entry["rule"] for entry in listed] == [rule.name for rule in all_rules()]
    assert next(entry for entry in listed if entry["rule"] == "invalid-cell") == {
        "rule": "invalid-cell",
        "family": "structure",
        "severity": "error",
        "can_be_acknowledged": False,
        "summary": "A cell has a value that its column does not allow.",
    }


HELP = [f"{name} --help".strip() for name in ("", "validate", "page", "build", "import", "new", "edit")]
HEAVY = {
    "pandas",
    "numpy",
    "frictionless",
    "jsonschema",
    "yaml",
    "num2words",
    "claimpack.engine",
    "claimpack.package.load",
}


@pytest.mark.parametrize("command", [*HELP, "rules", "explain duplicate-key", "--version"])
def test_nothing_heavy_is_imported_before_a_package_is_read(command: str) -> None:
    program = (
        "import sys\n"
        "from claimpack.cli import main\n"
        f"main({command.split()!r}, standalone_mode=False)\n"
        f"print(sorted({HEAVY} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_command() -> None:
    assert claimpack("--version").stdout.decode().split() == ["claimpack,", "version", __version__]
    listed = claimpack("rules")
    assert listed.returncode == 0
    assert listed.stdout.decode() == CliRunner().invoke(main, ["rules"]).stdout


def test_the_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert {"validate", "rules", "explain"} <= {line.split()[0] for line in result.stdout.splitlines() if line.strip()}


def test_an_unknown_command_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["valdiate"]).exit_code == 2
