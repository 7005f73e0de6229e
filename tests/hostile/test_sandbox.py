"""Reading a package opens its files and no others, no socket and no program, and runs nothing that it holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.edits import EXAMPLE, ROOT
from tests.hostile import watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what a descriptor was opened on")

WATCHED = Path(watched.__file__)
OF_PYTHON = [ROOT / "validator", ROOT / "schemas", *map(Path, (sys.prefix, sys.base_prefix))]
OF_PYTHON += [Path(path) for name in ("stdlib", "purelib", "platlib") if (path := sysconfig.get_path(name))]
OF_THE_SYSTEM = ["/usr/share/zoneinfo", "/etc/localtime", "/dev/null", "/dev/urandom", "/proc/self", "/proc/cpuinfo"]
OF_THE_SYSTEM += [
    "/usr/lib/ssl",
    "/etc/mime.types",
    "/sys/fs/cgroup",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system/cpu",
]
"""What Python and numpy look at to start: the time zone, the processors, and the types of files by their endings."""

TRAPS = [
    *("sitecustomize", "usercustomize", "conftest", "setup", "__init__", "claimpack"),
    *("json", "csv", "re", "warnings", "contextlib", "types", "pandas", "numpy", "click", "yaml", "frictionless"),
]
DATA = {
    "trap.pth": "import os; os.environ['TRAP'] = '1'; open({ran!r}, 'w').close()\n",
    ".env": "PYTHONSTARTUP=json.py\n",
    "frictionless.yaml": "trusted: true\n",
    "pyproject.toml": "[tool.claimpack]\n",
    "claims/__init__.py": "open({ran!r}, 'w').close()\n",
}


def trapped(folder: Path, ran: Path, source: Path = EXAMPLE) -> Path:
    """A package with files beside its tables that would leave ``ran`` if anything ran them."""
    package = shutil.copytree(source, folder / "package", symlinks=True)
    for name in TRAPS:
        (package / f"{name}.py").write_text(f"open({str(ran)!r}, 'w').close()\n")
    for name, text in DATA.items():
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_text(text.replace("{ran!r}", repr(str(ran))))
    return package


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {
        "PYTHONPATH": str(ROOT / "validator")
    }


COMMANDS = {
    "validate": ["validate", ".", "--article", "{article}"],
    "validate as JSON to a file": ["validate", ".", "--format", "json", "--output", "{away}/report.json"],
    "build": ["build", ".", "--output", "{away}/built"],
    "fmt": ["fmt", ".", "--check"],
    "explain": ["explain", "unsafe-path"],
    "rules": ["rules"],
}
HOSTILE = ["remote-paths", "paths-leave-the-package", "descriptor-with-other-features", "symbolic-links", "formulas"]


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        *((EXAMPLE, arguments) for arguments in COMMANDS.values()),
        *((ROOT / "tests/corpus" / name, ["validate", "."]) for name in HOSTILE),
    ],
    ids=[*COMMANDS, *HOSTILE],
)
def test_only_its_files_are_opened_and_nothing_of_it_is_run(source: Path, arguments: list[str], tmp_path: Path) -> None:
    ran, away, article = tmp_path / "ran", tmp_path / "away", tmp_path / "article.txt"
    away.mkdir()
    shutil.copy(EXAMPLE / "article.txt", article)
    package = trapped(tmp_path, ran, source)
    given = [argument.format(article=article, away=away) for argument in arguments]
    notes = tmp_path / "notes"
    command = [sys.executable, "-P", "-B", str(WATCHED), str(notes), *given]
    result = subprocess.run(command, cwd=package, env=environment(), capture_output=True, check=False, timeout=60)
    assert result.returncode in (0, 1), result.stderr
    assert b"Traceback" not in result.stderr
    assert not ran.exists()
    events = [tuple(json.loads(line)) for line in notes.read_text().splitlines()]
    kinds = [kind for kind, _ in events]
    assert "refused" not in kinds
    assert kinds.count("event of os.open") == kinds.count("os.open") + kinds.count("os.open failed")
    opened = {path for kind, path in events if kind in (*watched.FILES, "os.open")}
    allowed = [*OF_PYTHON, *map(Path, OF_THE_SYSTEM), package, away, article, Path(article.anchor)][:-1]
    assert [path for path in sorted(opened) if not any(Path(path).is_relative_to(each) for each in allowed)] == []
    code = {path for kind, path in events if kind in ("exec", "import")}
    assert [path for path in sorted(code) if path.startswith(str(package))] == []
    assert [path for path in opened if path.startswith(str(package)) and path.endswith((".py", ".pth", ".pyc"))] == []
    if arguments[0] == "validate":
        assert str(package / "datapackage.json") in opened, "what is opened is noted"


@pytest.mark.parametrize("way", ["the console script", "python -P -m claimpack"])
def test_a_package_as_the_current_folder_runs_nothing(way: str, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    package = trapped(tmp_path, ran)
    script = tmp_path / "bin/claimpack"
    script.parent.mkdir()
    script.write_text("import sys\nfrom claimpack.cli import main\nsys.exit(main())\n")  # as installers write it
    command = [str(script)] if way == "the console script" else ["-P", "-m", "claimpack"]
    result = subprocess.run(
        [sys.executable, *command, "validate"], cwd=package, env=environment(), capture_output=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert not ran.exists()


def test_the_traps_are_traps(tmp_path: Path) -> None:
    """The one way that is not safe, which SECURITY.md warns of: Python itself puts the current folder first."""
    ran = tmp_path / "ran"
    package = trapped(tmp_path, ran)
    command = [sys.executable, "-m", "claimpack", "--version"]
    subprocess.run(command, cwd=package, env=environment(), capture_output=True, check=False)
    assert ran.exists()


def test_it_needs_no_network(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system gives no process without a network")
    package = trapped(tmp_path, tmp_path / "ran", ROOT / "tests/corpus/remote-paths")
    command = [unshare, "-rn", sys.executable, "-P", "-m", "claimpack", "validate", str(package)]
    without = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    with_ = subprocess.run(command[2:], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (without.returncode, without.stderr) == (1, b"")
    assert without.stdout == with_.stdout
