"""The exit codes, which scripts rely on.

Click itself ends with 2: the command can't be run with these arguments and files, and nothing was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimpack.report import Conclusion

CLEAN = 0
"""Done: no problem was found, or everything was written, or there was nothing to write."""
PROBLEMS = 1
"""Something is left for a person: problems at or above the severity of ``--fail-on``, a verdict of
``--fail-on-verdict``, a broken table, a cell to decide on, a change that was not agreed to and so not written, or a
change between two versions that ``--fail-on`` names."""
INCOMPLETE = 3
"""The work did not finish: a rule crashed, nothing was examined, a part could not be compared, the system refused to
read or write a file, or somebody else changed one at the same time."""
INTERRUPTED = 130
"""Ctrl-C, or end of input instead of an answer."""
OF_CONCLUSION: Mapping[Conclusion, int] = {"passed": CLEAN, "failed": PROBLEMS, "incomplete": INCOMPLETE}
"""The exit code for each conclusion of a check."""
