"""The exit codes, which scripts rely on."""

from __future__ import annotations

CLEAN = 0
PROBLEMS = 1
"""There are problems at or above the severity of ``--fail-on``."""
WRONG_USE = 2
INCOMPLETE = 3
"""The check itself did not come to its end: a rule crashed, a file could not be read, or nothing was examined."""
INTERRUPTED = 130
"""Ctrl-C, or a question that was not answered."""
