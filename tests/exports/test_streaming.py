"""Files are made bit by bit: what is held in memory does not grow with what was written."""

from __future__ import annotations

import importlib
import shutil
import tracemalloc

import pytest
from claimpack.engine import run
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY

COPIES = 500
"""The example's five claims so many times over."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    folder = tmp_path_factory.mktemp("many") / "package"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "claims/claims.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    copies = [f"N{number}-{line}" for number in range(COPIES) for line in lines]
    file.write_text("\n".join([header, *copies]) + "\n", encoding="utf-8")
    package = load(folder, today=TODAY)
    return Bundle(package, run(package, []))


@pytest.mark.parametrize("name", ["claimsjson", "claimsndjson", "claimsjsonld"])
def test_a_file_is_never_held_whole(bundle: Bundle, name: str) -> None:
    pieces = importlib.import_module(f"claimpack.exports.{name}").pieces
    size = sum(len(piece) for piece in pieces(bundle))  # and what is kept for good is there now
    assert size > COPIES * 5 * 500
    tracemalloc.start()
    try:
        for _ in pieces(bundle):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size / 4
