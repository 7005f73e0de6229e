"""Makes the files of a new claims package, in which nothing is recorded yet."""

from __future__ import annotations

import json
import re
import unicodedata
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

_GUIDE = """# {title}

The safety claims of an article as a data package: each claim a record with its source, population size and effect
direction. The tables are in [`claims/`](claims); [what each column means](claims/README.md).

1. Save the article as plain text in UTF-8, or as an HTML page, beside this folder's files, and pin its passages:
   `claimpack anchor article.txt`
2. Add what its claims are about, what it cites, and the claims:
   `claimpack new concept`, `claimpack new source`, `claimpack new claim`
3. Check them, against the article too: `claimpack validate`. While you edit: `claimpack watch`. Change what is wrong
   by `claimpack edit ID`; say of passages that they carry no claim by
   `claimpack edit --coverage none --reason "Reference list." P041 P042`
4. Where the article or its source is wrong and not the record, say why it stands:
   `claimpack acknowledge RULE SUBJECT... --reason TEXT`

In a spreadsheet: `claimpack sheet export claims.xlsx`, and back with `claimpack sheet import claims.xlsx`. After
editing the CSV files with anything else, `claimpack fmt` puts them in order.

No sentence of the article goes into the tables: a claim is in your own words.
"""


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
    files["README.md"] = _GUIDE.format(title=title).encode("utf-8")
    descriptor = json.dumps(_descriptor(name, title, license_), indent=2, ensure_ascii=False) + "\n"
    files[DESCRIPTOR_NAME] = descriptor.encode("utf-8")
    return files


def _descriptor(name: str, title: str, license_: str) -> dict[str, Any]:
    license_title, address = LICENSES[license_]
    return {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "version": "0.1.0",
        "licenses": [{"name": license_, "path": address, "title": license_title}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, Any]:
    schema = table_schema(table).descriptor
    return {
        "name": table,
        "type": "table",
        "title": schema["title"],
        "description": schema["description"],
        "path": f"claims/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
    }
