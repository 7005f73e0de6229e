"""Pages that are generated are as they would be generated now, and the links of every page lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from claimpack.cli import main
from click.testing import CliRunner

from tests.edits import ROOT

PAGES = [
    page.relative_to(ROOT).as_posix()
    for pattern in (
        "*.md",
        ".github/**/*.md",
        "claims/*.md",
        "schemas/*.md",
        "tests/benchmarks/*.md",
        "validator/**/README.md",
    )
    for page in sorted(ROOT.glob(pattern))
]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_rules_page_is_fresh() -> None:
    page = CliRunner().invoke(main, ["rules", "--format", "markdown"]).stdout
    assert (ROOT / "validator/claimpack/rules/README.md").read_text(encoding="utf-8") == page, (
        "see CONTRIBUTING, A new rule"
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_link_into_the_repository_leads_to_a_file_and_a_heading(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if "://" not in link and not (target.exists() and (not anchor or anchor in anchors(target))):
            broken.append(link)
    assert broken == []


def test_the_pages_that_people_start_from_are_among_them() -> None:
    assert {"README.md", ".github/CONTRIBUTING.md", "claims/README.md", "schemas/README.md"} <= {*PAGES}
