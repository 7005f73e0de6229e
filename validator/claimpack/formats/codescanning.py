"""The report as SARIF for GitHub code scanning: without acknowledged problems, which it would show as open alerts.

GitHub ignores suppressions. To have them shown, take ``sarif``, which is the same in all else.
"""

from __future__ import annotations

from claimpack.formats import sarif
from claimpack.report import Report


def render(report: Report) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return sarif.render_only(report, [cause for cause in report.causes if not cause.acknowledged])
