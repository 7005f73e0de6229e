"""Names the file of a problem as a code host does: by its path from the root of the repository."""

from __future__ import annotations

import posixpath

from claimpack.package.place import Place
from claimpack.report import Report


def descriptor_path(report: Report) -> str:
    """The path of the package's descriptor with ``/`` between its parts.

    It is relative to the root of the repository where the report knows that, else to the folder that the package was
    named from; absolute if the package was named so.
    """
    return posixpath.normpath(report.checkout_path if report.checkout_path is not None else report.package_path)


def repository_path(report: Report, place: Place) -> str:
    """The path of ``place``'s file, relative to what the descriptor's is relative to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(descriptor_path(report)), place.path))
