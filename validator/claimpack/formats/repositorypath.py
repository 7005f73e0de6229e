"""Gives paths as code hosts do: from the root of the repository."""

from __future__ import annotations

import posixpath

from claimpack.package.place import Place
from claimpack.report import Report


def descriptor_path(report: Report) -> str:
    """The path of the package's descriptor with ``/`` between its parts.

    It is relative to the root of the repository, if the report knows that, else to the current folder; absolute if the
    package was named by an absolute path.
    """
    return posixpath.normpath(report.checkout_path if report.checkout_path is not None else report.package_path)


def repository_path(report: Report, place: Place) -> str:
    """The path of the file of ``place``, relative to the same folder as that of the descriptor."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(descriptor_path(report)), place.path))
