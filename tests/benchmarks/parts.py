"""Makes registries of made-up packages and times them: ``python -m tests.benchmarks.parts 1000000 DIR --parts 1,2,8``.

The packages of a registry have as many claims together and share their concepts. Time is that of the processor, all
processes together; memory is what the largest process held.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from tests.benchmarks.generate import TODAY, generate
from tests.benchmarks.page import ROOT
from tests.severalfiles import divide


def make(folder: Path, claims: int, parts: int) -> None:
    """A registry of so many packages, each with its share of the claims, that share their concepts."""
    names = [f"part-{number}" for number in range(parts)]
    for number, name in enumerate(names):
        generate(folder / name, claims // parts, seed=number + 1, acknowledge=False)
    shared = folder / "shared"
    shutil.copytree(folder / names[0], shared, dirs_exist_ok=True)
    for package in (shared, *(folder / name for name in names)):
        for file in (package / "claims").glob("*.csv"):
            if (file.stem == "concepts") != (package == shared):
                file.write_bytes(file.read_bytes().partition(b"\n")[0] + b"\n")
    content = {"registry_version": "1", "packages": names, "shared": ["shared"]}
    (folder / "registry.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def make_in_files(package: Path, claims: int, files: int, *, packed: bool) -> None:
    """A package whose large tables are in so many files each."""
    generate(package, claims, seed=1, acknowledge=False)
    for table in ("claims", "passages", "estimates", "sources") if files > 1 else ():
        records = (package / f"claims/{table}.csv").read_bytes().count(b"\n") - 1
        ends = [records * number // files for number in range(1, files)]
        divide(package, table, ends, range(files) if packed else ())


def timed(command: Sequence[str]) -> str:
    """One run, in words: the processor's time, the time that passed, and the largest process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return (
        f"exit {process.returncode}, {processor:.1f} s of the processor, {seconds:.1f} s, "
        f"largest process {usage.ru_maxrss // 1024:,} MiB"
    )


@click.command()
@click.argument("claims", type=int)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--parts", default="1,2,8", show_default=True, help="Into how many packages, each a registry.")
@click.option("--jobs", default="1,2", show_default=True, help="How many packages at a time, each a run.")
@click.option("--files", type=int, help="Time one package instead, in one file a table and in so many, also packed.")
def main(claims: int, folder: Path, parts: str, jobs: str, files: int | None) -> None:
    """Times claimpack validate on so many claims in registries of several packages."""
    for count, packed in ((1, False), (files, False), (files, True)) if files else ():
        what = f"{claims:,} claims in {count} files a table{', packed' if packed else ''}"
        package = folder / what.replace(",", "").replace(" ", "-")
        if not package.exists():
            make_in_files(package, claims, count, packed=packed)
        command = [sys.executable, "-m", "claimpack", "validate", str(package.resolve()), "--format", "json"]
        click.echo(f"{what}: {timed([*command, '--today', TODAY.isoformat()])}")
    if files:
        return
    for count in map(int, parts.split(",")):
        registry = folder / f"{claims}-in-{count}"
        if not (registry / "registry.json").exists():
            make(registry, claims, count)
        for number in map(int, jobs.split(",")):
            if number <= count:
                command = [sys.executable, "-m", "claimpack", "validate", str(registry.resolve())]
                command += ["--jobs", str(number), "--format", "json", "--today", TODAY.isoformat()]
                click.echo(f"{claims:,} claims in {count}, --jobs {number}: {timed(command)}")


if __name__ == "__main__":
    main()
