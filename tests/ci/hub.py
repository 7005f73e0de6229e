"""Stands in for GitHub: a repository, a pull request on it, and what GitHub's own actions do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.ci.repository import commit, git, replaced, repository_with_package
from tests.ci.runner import Run, Uses, installed_command, run_job
from tests.edits import ROOT


class Hub:
    """A repository with the example package, and runs of workflows on it."""

    def __init__(self, folder: Path, published: Path = ROOT, *, within: str = "pkg") -> None:
        """``published`` is the repository that the workflow is called from; the package is in the folder ``within``."""
        self.folder = folder
        self.published = published
        self.origin = folder / "origin"
        self.kept: dict[str, list[str]] = {}
        """The files of each artifact."""
        self.event = "push"
        repository_with_package(self.origin, within=within)

    @contextmanager
    def pull_request(self) -> Iterator[None]:
        """A pull request with the changes that are made within."""
        git(self.origin, "switch", "--quiet", "--create", "proposal")
        yield
        commit(self.origin, "A proposal")
        git(self.origin, "switch", "--quiet", "main")
        self.event = "pull_request"

    def commit_to_main(self, old: str, new: str) -> None:
        """Somebody else changes the claims in the meantime."""
        replaced(self.origin / "pkg/claims/claims.csv", old, new)
        commit(self.origin, "Another change")

    def called(self, given: Mapping[str, str], *, command: bool = True) -> tuple[Run, dict[str, str]]:
        """Runs the reusable workflow; with ``command`` by the Claimpack of this checkout, otherwise it is installed."""
        return self.ran(self.published / ".github/workflows/claims.yml", "validate", given, command=command)

    def ran(
        self, workflow: Path, job: str, given: Mapping[str, str], *, command: bool = True
    ) -> tuple[Run, dict[str, str]]:
        """Runs a job of a workflow; the run, and the job's outputs."""
        stand_ins: dict[str, Uses] = {
            "actions/checkout@v6": self._check_out,
            "actions/setup-python@v6": lambda run, given: {},  # noqa: ARG005
            "actions/upload-artifact@v7": self._keep,
            "github/codeql-action/upload-sarif@v4": lambda run, given: {},  # noqa: ARG005
        }
        github = {"event_name": self.event}
        run = Run(self.folder / "workspace", self.folder / "temp", github, stand_ins, self.published)
        run.workspace.mkdir()
        if command:
            run.overrides["command"] = str(installed_command(self.folder))
        return run, run_job(workflow, job, given, run)

    def _check_out(self, run: Run, given: Mapping[str, str]) -> Mapping[str, str]:
        """Checks out what GitHub does: of a pull request, the commit that would merge it, and so much of history."""
        if self.event == "pull_request":
            git(self.origin, "switch", "--quiet", "--detach", "main")
            git(self.origin, "merge", "--quiet", "--no-ff", "--message", "The merge", "proposal")
        git(run.workspace, "clone", "--quiet", f"--depth={given.get('fetch-depth', '1')}", f"file://{self.origin}", ".")
        return {}

    def _keep(self, run: Run, given: Mapping[str, str]) -> Mapping[str, str] | None:  # noqa: ARG002
        """Keeps what is under a path, and fails where nothing is, as it is told to."""
        assert given["if-no-files-found"] == "error"
        files = sorted(file.name for file in Path(given["path"]).iterdir())
        self.kept[given["name"]] = files
        return {} if files else None
