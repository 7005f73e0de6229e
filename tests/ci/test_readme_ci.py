"""The blocks of YAML in the manuals: of the right form, and run as they are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.ci.hub import Hub
from tests.ci.repository import BROKEN, SOUND, replaced
from tests.ci.test_workflows import tool
from tests.edits import ROOT

ACTION_README = ".github/actions/validate/README.md"
BLOCKS = [
    (manual, name, block)
    for manual in ("README.md", ACTION_README)
    for block, name in re.findall(
        r"^```yaml\n(# (\S+)\n.*?)^```$", (ROOT / manual).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]
WORKFLOWS = [(manual, block) for manual, name, block in BLOCKS if name == ".github/workflows/claims.yml"]
HOOKS = [block for _, name, block in BLOCKS if name == ".pre-commit-config.yaml"]


def test_each_manual_has_its_blocks() -> None:
    assert [(manual, name) for manual, name, _ in BLOCKS] == [
        ("README.md", ".github/workflows/claims.yml"),
        ("README.md", ".pre-commit-config.yaml"),
        (ACTION_README, ".github/workflows/claims.yml"),
        (ACTION_README, ".github/workflows/claims.yml"),
    ]


@pytest.mark.parametrize(("manual", "block"), WORKFLOWS, ids=[manual for manual, _ in WORKFLOWS])
def test_a_pull_request_that_breaks_a_claim_fails_with_an_annotation(tmp_path: Path, manual: str, block: str) -> None:  # noqa: ARG001
    workflow = tmp_path / "claims.yml"
    workflow.write_text(block, encoding="utf-8")
    form = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    assert form.returncode == 0, form.stdout
    safety = tool("zizmor", "--offline", "--no-progress", f"--config={ROOT / '.github/zizmor.yml'}", workflow)
    # REV stands for the hash of a commit, and is none.
    assert set(re.findall(r"^\w+\[([a-z-]+)\]", safety.stdout, re.MULTILINE)) <= {"unpinned-uses"}, safety.stdout
    assert "pull_request" in yaml.safe_load(block)[True]
    matrix = yaml.safe_load(block)["jobs"]["claims"].get("strategy", {}).get("matrix", {"package": ["."]})
    package = Path(matrix["package"][0])
    hub = Hub(tmp_path, within=str(package))
    with hub.pull_request():
        replaced(hub.origin / package / "claims/claims.csv", SOUND, BROKEN)
    run, _ = hub.ran(workflow, "claims", {})
    assert run.code == 1
    assert any(f"file={package / 'claims/claims.csv'}" in line and "line=2" in line for line in run.annotations)
    assert "unknown-reference" in run.summary
    handed_over = [given["sarif_file"] for uses, given in run.used if "upload-sarif" in uses]
    assert all(Path(file).name == "claims.code-scanning.sarif" for file in handed_over)
    assert len(handed_over) == block.count("upload-sarif")


def test_the_hooks_are_ours(tmp_path: Path) -> None:
    (block,) = HOOKS
    (tmp_path / "config.yaml").write_text(block.replace("REV", "a1" * 20), encoding="utf-8")
    done = tool("pre-commit", "validate-config", tmp_path / "config.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    ours = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repository,) = yaml.safe_load(block)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == ours


def test_the_manual_of_the_action_tells_of_every_input_and_output() -> None:
    action = yaml.safe_load((ROOT / ".github/actions/validate/action.yml").read_text(encoding="utf-8"))
    rows = [
        f"| `{name}` | {each['default'] and '`' + each['default'] + '` '}| {each['description']} |"
        for name, each in action["inputs"].items()
    ]
    rows += [f"| `{name}` | {each['description']} |" for name, each in action["outputs"].items()]
    text = (ROOT / ACTION_README).read_text(encoding="utf-8")
    assert re.findall(r"^\| `.*$", text, re.MULTILINE) == rows
