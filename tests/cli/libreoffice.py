"""Starts LibreOffice without a window and has it do what a curator does there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest

_ATTEMPTS = 3
_SCRIPT = Path(__file__).with_name("libreoffice_script.py")


def in_libreoffice(folder: Path, jobs: list[dict[str, Any]]) -> None:
    """Opens files, types into them and saves them; skips the test where there is no LibreOffice.

    Args:
        folder: where the office may keep its settings.
        jobs: for each file its path (``open``), the options to read it as CSV by (``as``), and what to ``do``: a list
            of ``["type", sheet, address, text]``, ``["format", sheet, addresses, code, language, country]`` and
            ``["save", path, options]``.
    """
    office, python = shutil.which("soffice"), _python_with_uno()
    if office is None or python is None:
        pytest.skip("LibreOffice (soffice) with its Python bindings (python3-uno) is not installed")
    for attempt in range(_ATTEMPTS):
        try:
            _run(office, python, folder / f"profile-{attempt}", jobs)
        except subprocess.SubprocessError:  # it does not always start well on a busy machine, and is not what is tested
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return


def _run(office: str, python: str, settings: Path, jobs: list[dict[str, Any]]) -> None:
    pipe = f"claimpack-{uuid.uuid4().hex}"
    profile = f"-env:UserInstallation={settings.as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp"]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL) as process:
        try:
            script = [python, str(_SCRIPT), pipe, json.dumps(jobs)]
            subprocess.run(script, check=True, timeout=120, env={"PATH": os.environ["PATH"]})
            process.wait(30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice: the system's, mostly, or the one that comes with it."""
    office = shutil.which("soffice")
    beside = [str(Path(office).resolve().with_name("python"))] if office else []
    for python in ["/usr/bin/python3", *beside]:
        if not Path(python).exists():
            continue
        if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return None
