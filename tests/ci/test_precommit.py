"""The hooks of pre-commit, at commits to a repository with a claims package."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from tests.ci.repository import BROKEN, SOUND, commit, git, replaced, repository_with_package
from tests.ci.runner import installed_command
from tests.ci.test_workflows import tool
from tests.edits import ROOT

HOOKS = ROOT / ".pre-commit-hooks.yaml"


class Committed:
    """A repository with the example package in its folder ``pkg``, and the hooks at every commit."""

    def __init__(self, folder: Path, *hooks: str) -> None:
        """The hooks of these names as they are in the file, but run by the Claimpack of this checkout."""
        self.folder = folder / "repository"
        self.claims = repository_with_package(self.folder, within="pkg") / "claims/claims.csv"
        (folder / "tools").mkdir()
        command = installed_command(folder / "tools")
        self.environment = {
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder / "cache"),
        }
        described = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
        local = [described[name] | {"language": "system", "args": ["pkg"]} for name in hooks]
        self.configure({"repo": "local", "hooks": local})

    def configure(self, repository: object) -> None:
        """Has the hooks of ``repository`` run at every commit from now on."""
        config = self.folder / ".pre-commit-config.yaml"
        config.write_text(yaml.safe_dump({"repos": [repository]}), encoding="utf-8")
        commit(self.folder, "The hooks")
        installed = tool("pre-commit", "install", folder=self.folder)
        assert installed.returncode == 0, installed.stdout

    def commit(self) -> tuple[bool, str]:
        """Whether a commit of all changes was accepted, and what was printed."""
        done = commit(self.folder, "A change", check=False, **self.environment)
        return done.returncode == 0, done.stdout


def outcomes(printed: str) -> dict[str, str]:
    """What became of each hook."""
    lines = [line for line in printed.splitlines() if line.startswith("claimpack ")]
    return {line.partition(".")[0]: line.rpartition(".")[2] for line in lines}


def test_the_file_is_in_the_form_that_pre_commit_reads() -> None:
    done = tool("pre-commit", "validate-manifest", HOOKS)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_broken_claim_is_refused_and_a_corrected_one_accepted(tmp_path: Path) -> None:
    committed = Committed(tmp_path, "claimpack-validate")
    replaced(committed.claims, SOUND, BROKEN)
    accepted, printed = committed.commit()
    assert not accepted
    assert outcomes(printed) == {"claimpack validate": "Failed"}
    assert 'passage_id is "P99", which is not in passages.' in printed
    assert git(committed.folder, "log", "--format=%s").stdout == "The hooks\nThe claims\n"
    git(committed.folder, "reset", "--quiet", "--hard")
    replaced(committed.claims, "the long run.", "the long run yet.")
    accepted, printed = committed.commit()
    assert accepted, printed
    assert outcomes(printed) == {"claimpack validate": "Passed"}


def test_whatever_a_commit_touches_the_claims_are_checked(tmp_path: Path) -> None:
    committed = Committed(tmp_path, "claimpack-validate", "claimpack-fmt")
    (committed.folder / "notes.txt").write_text("Nothing that is claimed.\n", encoding="utf-8")
    accepted, printed = committed.commit()
    assert accepted, printed
    assert outcomes(printed) == {"claimpack validate": "Passed", "claimpack fmt": "(no files to check)Skipped"}
    (committed.claims.parent / "sources.csv").unlink()  # a file that is deleted is no file to pre-commit
    accepted, printed = committed.commit()
    assert not accepted
    assert "missing-resource" in printed


def test_a_table_out_of_form_is_rewritten_and_has_to_be_added_again(tmp_path: Path) -> None:
    committed = Committed(tmp_path, "claimpack-fmt")
    text = committed.claims.read_text(encoding="utf-8")
    committed.claims.write_bytes(text.replace("\n", "\r\n").encode())
    (committed.folder / ".gitattributes").write_text("* -text\n", encoding="utf-8")
    accepted, printed = committed.commit()
    assert not accepted
    assert outcomes(printed) == {"claimpack fmt": "Failed"}
    assert "files were modified by this hook" in printed
    assert committed.claims.read_bytes() == text.encode()
    accepted, printed = committed.commit()
    assert accepted, printed
