"""What the schemas' README says of a build is so."""

from __future__ import annotations

import re
from pathlib import Path

import rdflib
from claimpack import build, load
from claimpack.buildfolder import SCHEMA_FILES
from claimpack.claimverdict import VERDICTS

from tests.edits import DATA_TODAY, ROOT

README = (ROOT / "schemas/README.md").read_text(encoding="utf-8")


def test_the_query_finds_the_claims_that_their_source_contradicts(tmp_path: Path) -> None:
    build(load(ROOT, today=DATA_TODAY)).write(tmp_path / "dist")
    query = re.findall(r"^```sparql\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[0]
    graph = rdflib.Graph().parse(tmp_path / "dist/claims.jsonld", format="json-ld")
    found = [(str(row.claim).rpartition("/")[2], str(row.result)) for row in graph.query(query)]
    printed = "RR 0.78 (95 % CI 0.65 to 0.94)"  # of death, in the abstract of the source that all three cite
    assert found == [("C036", printed), ("C041", printed), ("C046", printed)]


def test_every_schema_is_listed() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert {file.name for file in (ROOT / "schemas").glob("*.json")} <= set(links)
    assert set(SCHEMA_FILES) <= set(links)


def test_every_verdict_is_explained_in_the_order_of_reports() -> None:
    table = README.partition("\n## The verdicts\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \| .+ \|$", table, re.MULTILINE) == [*VERDICTS]
