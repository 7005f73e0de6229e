"""Executes composite actions and the jobs of workflows in order, as the runner of GitHub Actions does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from tests.ci.expressions import as_text, holds, interpolated
from tests.edits import ROOT

_OWN = re.compile(r"(?:\$|OWNER/claimpack)/(?P<path>[^@]+)(?:@REV)?")
"""What of our own is used: from within by ``$/``, from elsewhere by the words that stand for its address in manuals."""
Uses = Callable[["Run", Mapping[str, str]], Mapping[str, str] | None]
"""What replaces an action of others: gets the run and its inputs; gives its outputs, or None if it fails."""


@dataclass
class Run:
    """One run: where it happens, and what has come of it."""

    workspace: Path
    """The folder that the repository is checked out to."""
    temp: Path
    """The runner's folder for temporary files."""
    github: dict[str, Any] = field(default_factory=lambda: {"event_name": "push"})
    """The context ``github``."""
    stand_ins: dict[str, Uses] = field(default_factory=dict)
    """What replaces actions of others, by their ``uses``."""
    repository: Path = ROOT
    """The repository and revision of the workflow: what ``$/`` means."""
    environment: dict[str, str] = field(default_factory=dict)
    """Environment variables that steps find, beside those of every runner."""
    overrides: dict[str, str] = field(default_factory=dict)
    """Inputs that our own actions are given in the place of what a workflow gives them."""
    log: str = ""
    """What the steps have printed, to both streams."""
    summary: str = ""
    """What the steps have written to the job's summary."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    """The name and the conclusion of each step: success, failure or skipped."""
    code: int = 0
    """The exit code of the step that failed first."""
    used: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """The actions of others that were used, with their inputs."""

    @property
    def failed(self) -> bool:
        """Whether a step has failed."""
        return self.code != 0

    @property
    def annotations(self) -> list[str]:
        """The lines that the runner takes for annotations."""
        return re.findall(r"^::(?:error|warning|notice)[ :].*$", self.log, re.MULTILINE)


def run_action(folder: Path, given: Mapping[str, str], run: Run) -> dict[str, str]:
    """Runs the composite action in ``folder`` and gives its outputs, which are there even if it failed.

    Raises:
        ValueError: if an input is not one of the action's, which GitHub only warns of, or a required one is missing.
    """
    action = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
    known = action.get("inputs", {})
    if unknown := set(given) - set(known):
        raise ValueError(f"the action has no input {unknown}")
    if missing := [name for name, each in known.items() if each.get("required") and name not in given]:
        raise ValueError(f"the action needs {missing}")
    inputs = {name: str(given.get(name, each.get("default", ""))) for name, each in known.items()}
    github = run.github | {"action_path": str(folder), "workspace": str(run.workspace)}
    contexts = {"inputs": inputs, "github": github, "runner": {"temp": str(run.temp), "os": "Linux"}, "steps": {}}
    assert action["runs"]["using"] == "composite"
    _run_steps(action["runs"]["steps"], contexts, run, {"GITHUB_ACTION_PATH": str(folder)})
    return {name: interpolated(each["value"], contexts) for name, each in action.get("outputs", {}).items()}


def run_job(workflow: Path, job: str, given: Mapping[str, str], run: Run) -> dict[str, str]:
    """Runs a job of a workflow, reusable or not, and gives its outputs; of a matrix, the first job."""
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    called = (content[True] or {}).get("workflow_call") if isinstance(content[True], dict) else None  # "on" in YAML 1.1
    known = (called or {}).get("inputs", {})
    if unknown := set(given) - set(known):
        raise ValueError(f"the workflow has no input {unknown}")
    inputs = {name: given.get(name, each.get("default", "")) for name, each in known.items()}
    described = content["jobs"][job]
    if "uses" in described:
        called_file = _own(described["uses"], run)
        assert called_file is not None
        matrix = {name: values[0] for name, values in described.get("strategy", {}).get("matrix", {}).items()}
        of_first = {"matrix": matrix, "strategy": {"job-index": 0}}
        handed = {name: interpolated(str(text), of_first) for name, text in described.get("with", {}).items()}
        return run_job(called_file, "validate", handed, run)
    github = run.github | {"workspace": str(run.workspace)}
    contexts = {"inputs": inputs, "github": github, "runner": {"temp": str(run.temp), "os": "Linux"}, "steps": {}}
    environment = content.get("env", {}) | described.get("env", {})
    _run_steps(described["steps"], contexts, run, environment)
    return {name: interpolated(each, contexts) for name, each in described.get("outputs", {}).items()}


def _run_steps(steps: list[dict[str, Any]], contexts: dict[str, Any], run: Run, environment: Mapping[str, str]) -> None:
    """Runs the steps; one that fails keeps the rest from running, but those that ask for it by their ``if``."""
    run.temp.mkdir(exist_ok=True)
    succeeded = True
    added: dict[str, str] = {}
    for number, step in enumerate(steps, 1):
        name = step.get("name", step.get("uses", f"step {number}"))
        if not holds(step.get("if", True), contexts, succeeded=succeeded):
            run.steps.append((name, "skipped"))
            continue
        before = run.code
        if "uses" in step:
            code, outputs = _use(step, contexts, run)
        else:
            own = {**environment, **added, **step.get("env", {})}
            code, outputs = _execute(step, contexts, run, own, added)
        run.code = before or code
        run.steps.append((name, "failure" if code else "success"))
        succeeded = succeeded and not code
        if "id" in step:
            contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": "failure" if code else "success"}


def _use(step: dict[str, Any], contexts: dict[str, Any], run: Run) -> tuple[int, Mapping[str, str]]:
    """Runs the action that a step uses: our own for real, one of others by what replaces it."""
    given = {name: interpolated(as_text(text), contexts) for name, text in step.get("with", {}).items()}
    uses = step["uses"]
    if folder := _own(uses, run):
        inner = replace(run, log="", summary="", steps=[], code=0)
        outputs: Mapping[str, str] = run_action(folder, given | run.overrides, inner)
        run.log += inner.log
        run.summary += inner.summary
        return inner.code, outputs
    run.used.append((uses, given))
    got = run.stand_ins[uses](run, given)
    return (1, {}) if got is None else (0, got)


def _own(uses: str, run: Run) -> Path | None:
    """Where our own action or workflow stands; None if it is another's."""
    match = _OWN.fullmatch(uses)
    return run.repository / match["path"] if match else None


def _execute(
    step: dict[str, Any], contexts: dict[str, Any], run: Run, environment: Mapping[str, str], added: dict[str, str]
) -> tuple[int, dict[str, str]]:
    """Executes a script as the runner does with ``shell: bash``; the exit code and the step's outputs."""
    assert step.get("shell", "bash") == "bash"
    files = {
        name: run.temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")
    }
    for file in files.values():
        file.write_bytes(b"")
    script = run.temp / "script.sh"
    script.write_text(interpolated(step["run"], contexts), encoding="utf-8")
    # A step without `shell` is run by `bash -e` alone, on Linux and macOS.
    options = ["--noprofile", "--norc", "-eo", "pipefail"] if "shell" in step else ["-e"]
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(run.workspace),
        "RUNNER_TEMP": str(run.temp),
        **{name: str(file) for name, file in files.items()},
        **run.environment,
        **{name: interpolated(str(text), contexts) for name, text in environment.items()},
    }
    done = subprocess.run(
        ["bash", *options, str(script)],
        cwd=run.workspace / step.get("working-directory", "."),
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
        encoding="utf-8",
    )
    run.log += done.stdout
    run.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    added.update(_pairs(files["GITHUB_ENV"].read_text(encoding="utf-8")))
    return done.returncode, _pairs(files["GITHUB_OUTPUT"].read_text(encoding="utf-8"))


def _pairs(text: str) -> dict[str, str]:
    """The names and values that a step has written, each on a line or between two lines with a word of its own.

    Raises:
        ValueError: if a line is neither, which fails the step on GitHub too.
    """
    pairs = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, equals, content = line.partition("=")
        heredoc, mark, word = line.partition("<<")
        if mark and (not equals or len(heredoc) < len(name)):
            held = []
            for each in lines:
                if each == word:
                    break
                held.append(each)
            pairs[heredoc] = "\n".join(held)
        elif equals:
            pairs[name] = content
        elif line:
            raise ValueError(f"{line!r} names no output")
    return pairs


def installed_command(folder: Path) -> Path:
    """A command in ``folder`` that is the Claimpack of this checkout, whatever else is installed."""
    command = folder / "claimpack"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}/validator" exec "{sys.executable}" -P -m claimpack "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)
    return command
