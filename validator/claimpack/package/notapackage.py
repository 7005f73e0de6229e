"""Says what was named instead of a package, and what to name."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from claimpack.package.descriptor import DESCRIPTOR_NAME

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+")
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z")
_MOST = 1_000
"""At most this many files and folders are looked at for the package that was meant."""


def why_no_package(named: Path, *, is_folder: bool, is_there: bool) -> str:
    """Why a package can't be read that was named so, and what to do; blank if its descriptor is there.

    Args:
        named: a descriptor or a folder.
        is_folder: whether it is a folder.
        is_there: whether it is, or holds, a file that may be a descriptor.
    """
    if is_there and named.name.casefold().endswith(_ARCHIVES):
        return f"{named} is an archive: unpack it, and name the folder that its {DESCRIPTOR_NAME} is in"
    if is_there:
        return ""
    if address := _ADDRESS.match(str(named)):  # a path has lost one of the two slashes
        whole = f"{address[1]}://{str(named)[address.end() :]}"
        return f"{whole} is an address, and nothing is fetched: download the package, and name its folder"
    what = f"{named} holds no {DESCRIPTOR_NAME}" if is_folder else f"{named} is not there"
    meant = _meant(named) if is_folder else None
    descriptor = meant / DESCRIPTOR_NAME if meant else f"a claims package's {DESCRIPTOR_NAME}"
    return f"{what}: name {descriptor} or its folder"


def _meant(folder: Path) -> Path | None:
    """The only package in the folders of this one, or the one that this is a folder of."""
    try:
        inside = [below for below in islice(folder.iterdir(), _MOST) if (below / DESCRIPTOR_NAME).is_file()]
        above = folder.parent / DESCRIPTOR_NAME
        return inside[0] if len(inside) == 1 else folder.parent if not inside and above.is_file() else None
    except OSError:
        return None
