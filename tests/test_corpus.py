"""Whole broken packages, each with the report expected of it beside it; ``tests.corpus_reports`` rewrites them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from claimpack.package.schemas import read_schema
from jsonschema import Draft202012Validator

from tests.corpus_reports import CORPUS, broken_packages, expected_file, full_report, lasting

report_of = cache(full_report)
packages = pytest.mark.parametrize("folder", broken_packages(), ids=lambda folder: folder.name)


@packages
def test_the_report_is_the_expected_one(folder: Path) -> None:
    report = report_of(folder)
    assert lasting(report) == json.loads(expected_file(folder).read_text(encoding="utf-8"))
    Draft202012Validator(read_schema("report.schema.json")).validate(report)


@packages
def test_the_problems_read_well(folder: Path) -> None:
    for problem in report_of(folder)["problems"]:
        message, hint = problem["message"], problem["hint"] or "."
        assert message.isprintable(), "a message is one line without hidden characters"
        assert not message.endswith(".")
        assert hint.isprintable()
        assert hint.endswith((".", "?"))


def test_every_package_of_the_corpus_is_checked() -> None:
    assert broken_packages() == sorted(CORPUS.iterdir())
