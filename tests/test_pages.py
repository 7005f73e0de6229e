"""Pages that are generated are as they would be generated now."""

from __future__ import annotations

from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import ROOT


def test_the_rules_page_is_fresh() -> None:
    page = CliRunner().invoke(main, ["rules", "--format", "markdown"]).stdout
    assert (ROOT / "validator/claimpack/rules/README.md").read_text(encoding="utf-8") == page, (
        "see CONTRIBUTING, A new rule"
    )
