"""Makes the files of a new claims package, in which nothing is recorded yet."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from claimpack.curation.columnguide import column_guide
from claimpack.curation.tableedit import as_csv
from claimpack.package.descriptor import DESCRIPTOR_NAME
from claimpack.package.tableschema import TABLES, table_schema

LICENSES = {
    "CC0-1.0": ("Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
}
"""The licences that a new package can be given, by their SPDX identifiers, each with its title and address."""

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_ATTRIBUTES = b"""\
# Lines end with LF in every clone, also on Windows: tables are compared byte by byte.
*.csv text eol=lf
*.json text eol=lf
"""


def package_name(text: str) -> str:
    """A package name made of any text: small letters, digits and hyphens; ``claims`` where nothing is left.

    >>> package_name("Thérapie à la lumière")
    'therapie-a-la-lumiere'
    """
    plain = "".join(character for character in unicodedata.normalize("NFKD", text) if character.isascii())
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "claims"


def new_package(name: str, title: str, license_: str) -> dict[str, bytes]:
    """The files of a new package by their paths, its descriptor last.

    Args:
        name: a short name fit for an address, as ``package_name`` makes it.
        title: its name for readers.
        license_: one of ``LICENSES``.
    """
    files = {f"claims/{table}.csv": as_csv(list(table_schema(table).fields), []) for table in TABLES}
    files["claims/README.md"] = column_guide().encode("utf-8")
    files[".gitattributes"] = _ATTRIBUTES
    guide = Path(__file__).with_name("packageguide.md").read_text(encoding="utf-8")
    files["README.md"] = guide.format(title=title).encode("utf-8")
    descriptor = json.dumps(_descriptor(name, title, license_), indent=2, ensure_ascii=False) + "\n"
    files[DESCRIPTOR_NAME] = descriptor.encode("utf-8")
    return files


def _descriptor(name: str, title: str, license_: str) -> dict[str, Any]:
    license_title, address = LICENSES[license_]
    resources = [
        {
            "name": table,
            "type": "table",
            "title": table_schema(table).descriptor["title"],
            "description": table_schema(table).descriptor["description"],
            "path": f"claims/{table}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        }
        for table in TABLES
    ]
    return {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "version": "0.1.0",
        "licenses": [{"name": license_, "path": address, "title": license_title}],
        "resources": resources,
    }
