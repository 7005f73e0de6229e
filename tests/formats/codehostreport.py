"""A real report, small enough to compare a whole document with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from claimpack.report import Report
from claimpack.rules.catalogue import choose_rules

from tests.edits import Edit, check

EDIT = Edit(
    csv={
        "claims": "claim_id,effect_direction\nC1,increased\n",
        "sources": "source_id,status,title\nS3,identified,An invented paper\n",
        "acknowledgements": (
            "rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on\n"
            "unused-source,S3,82a04d2852da8c43,It is kept for context.,A Curator,2026-02-01\n"
        ),
    },
    file={"claims/extra.csv": "a,b\n"},
    with_article=False,
)
RULES = ("unlisted-file", "article-changed", "direction-contradicts-estimate", "unused-source")


def small_report(folder: Path) -> Report:
    """An error of a whole file, a warning of a cell, an acknowledged note, and a rule that could not be run."""
    report = check(EDIT, folder, choose_rules(RULES))
    return replace(report, checkout_path="data/a folder/datapackage.json")
