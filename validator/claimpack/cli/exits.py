"""The exit codes, which scripts rely on.

2 comes from click: what was asked for can't be done with these arguments and files, and nothing was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimpack.report import Conclusion

CLEAN = 0
"""Done, and nothing is left to do: no problem, or all was written, or there was nothing to write."""
PROBLEMS = 1
"""Something is left for a person: problems at or above the severity of ``--fail-on``, a verdict of
``--fail-on-verdict``, a table that is broken, a cell to decide on, a change that nobody agreed to and that was not
written, or one between two versions that ``--fail-on`` names."""
INCOMPLETE = 3
"""The work did not finish: a rule crashed, nothing was examined, a part could not be compared, the
system refused to read or write a file, or somebody else changed one in the meantime."""
INTERRUPTED = 130
"""Ctrl-C, or a question that was not answered."""
OF_CONCLUSION: Mapping[Conclusion, int] = {"passed": CLEAN, "failed": PROBLEMS, "incomplete": INCOMPLETE}
"""The exit code of a check."""
