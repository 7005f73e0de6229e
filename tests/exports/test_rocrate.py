"""``ro-crate-metadata.json`` is what roc-validator takes, and names each file of a build."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import requests
from claimpack.buildfolder import file_names, write
from claimpack.engine import run
from claimpack.exports import rocrate
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from rocrate_validator import models, services

from tests.edits import DATA_TODAY, ROOT, TODAY


@pytest.fixture(scope="module")
def crate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crate") / "dist"
    package = load(ROOT, today=DATA_TODAY)
    write(Bundle(package, run(package, [])), folder)
    return folder


def entities(folder: Path) -> dict[str, dict[str, Any]]:
    content = json.loads((folder / rocrate.FILE).read_text(encoding="utf-8"))
    return {entity["@id"]: entity for entity in content["@graph"]}


def test_each_file_of_a_build_is_in_it(crate: Path) -> None:
    found = entities(crate)
    parts = [part["@id"] for part in found["./"]["hasPart"]]
    assert sorted([*parts, rocrate.FILE]) == sorted(file_names())
    assert all(found[name]["@type"] == "File" for name in parts)


def test_its_day_is_that_of_the_build_or_the_latest_recorded(crate: Path) -> None:
    package = load(ROOT, today=DATA_TODAY)
    made = json.loads("".join(rocrate.pieces(Bundle(package, run(package, []), TODAY))))
    assert made["@graph"][1]["datePublished"] == TODAY.isoformat()
    days = [row["acknowledged_on"] for row in package.table("acknowledgements")]
    assert entities(crate)["./"]["datePublished"] >= max(days)


@pytest.mark.slow
def test_the_validator_finds_nothing_that_must_be_otherwise(crate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The context is the one that ro-crate-py brings along, so that nothing is fetched."""
    context = files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()

    def answer(_: requests.Session, method: str, url: str, **options: object) -> requests.Response:  # noqa: ARG001
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["Content-Type"] = "application/ld+json"
        response._content = context  # noqa: SLF001 - a Response has no other way in
        response.headers["Content-Type"] = "application/ld+json"
        return response

    monkeypatch.setattr(requests.Session, "request", answer)
    settings = services.ValidationSettings(
        rocrate_uri=str(crate), profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.REQUIRED
    )
    result = services.validate(settings)
    assert [issue.message for issue in result.get_issues()] == []
    (crate / rocrate.FILE).write_text(
        (crate / rocrate.FILE).read_text(encoding="utf-8").replace('"datePublished"', '"dayOfNothing"'),
        encoding="utf-8",
    )
    assert not services.validate(settings).passed()
