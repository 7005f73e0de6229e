"""The report as SARIF for GitHub code scanning, without acknowledged causes.

GitHub ignores suppressions, and would show these causes as open alerts. The format ``sarif`` includes them.
"""

from __future__ import annotations

from claimpack.formats import sarif
from claimpack.report import Report


def render(report: Report) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return sarif.render_only(report, [cause for cause in report.causes if not cause.acknowledged])
