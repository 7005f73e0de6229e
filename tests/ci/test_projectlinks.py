"""What a package index shows of a release leads to the project's files, and to none that is not there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.edits import ROOT

SCRIPT = ROOT / ".github/projectlinks.py"
FILES = "https://github.com/someone/claimpack/blob/v1.2.3/"


def test_links_of_the_readme_and_the_metadata(tmp_path: Path) -> None:
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    subprocess.run([sys.executable, str(SCRIPT), "someone/claimpack", "v1.2.3"], cwd=tmp_path, check=True)
    links = re.findall(r"\]\(([^)\s]+)\)", (tmp_path / "README.md").read_text(encoding="utf-8"))
    assert all(link.startswith(("https://", "#")) for link in links)
    files = [link.removeprefix(FILES) for link in links if link.startswith(FILES)]
    assert len(files) > 10
    assert all((ROOT / file.partition("#")[0]).exists() for file in files)
    before = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    after = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))
    assert after["project"].pop("urls") == {
        "Source": "https://github.com/someone/claimpack",
        "Issues": "https://github.com/someone/claimpack/issues",
        "Changelog": f"{FILES}CHANGELOG.md",
    }
    assert after == before


def test_the_release_runs_it_before_it_builds() -> None:
    workflow = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    assert workflow.index(".github/projectlinks.py") < workflow.index("-m build")
