"""The workflows and the action, read by GitHub's own language service, and our runner held to GitHub's expressions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.ci.expressions import as_text, value
from tests.edits import ROOT

CONSUMERS = ROOT / "tests/consumers"
FILES = (".github/workflows/ci.yml", ".github/workflows/claims.yml", ".github/actions/validate/action.yml")

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
    pytest.mark.skipif(
        not (CONSUMERS / "node_modules").is_dir(), reason="npm ci --prefix tests/consumers has not been run"
    ),
]


def node(script: str, *arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", script, *map(str, arguments)],
        cwd=CONSUMERS,
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        encoding="utf-8",
    )


def test_it_has_nothing_to_say() -> None:
    done = node("workflows.mjs", *(ROOT / file for file in FILES))
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


BROKEN = (
    (FILES[1], "timeout-minutes", "timeout_minutes", "Unexpected value 'timeout_minutes'"),
    (FILES[1], "{ steps.claims.outputs.verdict", "{ steps.claim.outputs.verdict", "access might be invalid: claim"),
    (FILES[1], "inputs.artifact != ''", "inputs.artefact != ''", "Context access might be invalid: artefact"),
    (FILES[0], "contents: read", "contents: readonly", "Unexpected value 'readonly'"),
    (FILES[2], "using: composite", "using: composed", "Unexpected value 'composed'"),
)


def test_it_tells_what_is_wrong(tmp_path: Path) -> None:
    broken = []
    for number, (file, old, new, _) in enumerate(BROKEN):
        shutil.copytree(ROOT / ".github", tmp_path / f"{number}/.github")
        broken.append(tmp_path / f"{number}" / file)
        text = broken[-1].read_text(encoding="utf-8")
        assert old in text
        broken[-1].write_text(text.replace(old, new, 1), encoding="utf-8")
    lines = node("workflows.mjs", *broken).stdout.splitlines()
    for file, (*_, said) in zip(broken, BROKEN, strict=True):
        assert [line for line in lines if line.startswith(f"{file}:") and said in line], f"{said} in {lines}"


CONTEXTS = {
    "github": {"event_name": "pull_request", "workspace": "/w"},
    "inputs": {"command": "", "compare-with": "HEAD^1", "artifact": "claims"},
    "steps": {"validate": {"outputs": {"exit-code": "1", "reports": ""}}},
}
MORE = (
    "inputs.command || inputs.artifact",
    "inputs.artifact && inputs.command || 'neither'",
    "github.event_name == 'PULL_REQUEST'",
    "inputs.nothing",
    "inputs.nothing == ''",
    "inputs.nothing == null",
    "inputs.command == 0",
    "steps.validate.outputs.exit-code == 1",
    "steps.validate.outputs.exit-code != '1'",
    "steps.other.outputs.exit-code",
    "!inputs.command && !(inputs.artifact == 'x')",
    "'it''s' == 'IT''S'",
    "true == 1",
    "'a' == 0",
    "false || null",
)


def test_our_runner_evaluates_as_github_does() -> None:
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in FILES]
    ours = {found.strip() for text in texts for found in re.findall(r"\$\{\{(.*?)\}\}", text)}
    conditions = {found for found in ours if re.search(r"\b(always|jobs|runner)\b", found)}  # of other contexts
    expressions = sorted(ours - conditions) + list(MORE)
    assert len(expressions) >= 40
    done = node("expressions.mjs", given=json.dumps({"contexts": CONTEXTS, "expressions": expressions}))
    assert done.returncode == 0, done.stderr
    assert [as_text(value(each, CONTEXTS)) for each in expressions] == json.loads(done.stdout)
