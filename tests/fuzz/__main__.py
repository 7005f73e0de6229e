"""Tries random packages for so many seconds.

    python -m tests.fuzz --seconds 30
    python -m tests.fuzz --seed 1234567   # that one package again

What is not as it has to be is kept as a whole package in ``--finds``, and the seed that made it is printed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.judged import faults, write
from tests.fuzz.packages import Files, broken, seeds


def main() -> int:
    """Runs, and returns the exit code: 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, help="try the package of this seed alone")
    parser.add_argument("--finds", type=Path, default=Path(tempfile.gettempdir()) / "claimpack-finds")
    options = parser.parse_args()
    from_ = seeds()
    if options.seed is not None:
        return int(_try(options.seed, from_, options.finds))
    first = random.SystemRandom().randrange(10**9)
    print(f"from seed {first} on", flush=True)  # noqa: T201
    end, seed, found = time.monotonic() + options.seconds, first, 0
    while time.monotonic() < end:
        found += _try(seed, from_, options.finds)
        seed += 1
    print(f"{seed - first:,} packages tried, {found} found")  # noqa: T201
    return int(found > 0)


def _try(seed: int, from_: list[Files], finds: Path) -> bool:
    files = broken(seed, from_)
    with tempfile.TemporaryDirectory() as away:
        told = list(faults(files, Path(away) / "package"))
    if told:
        kept = finds / str(seed)
        shutil.rmtree(kept, ignore_errors=True)
        write(files, kept)
        print(f"python -m tests.fuzz --seed {seed}   # {kept}", *told, sep="\n  ", flush=True)  # noqa: T201
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
