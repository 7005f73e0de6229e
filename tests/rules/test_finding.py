"""What a rule left out, as data and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claimpack.package.load import load
from claimpack.rules.finding import LeftOut, left_out_cells, left_out_if_any, left_out_records, refused_in

from tests.edits import EXAMPLE, TODAY


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (LeftOut("claims whose passage is not in passages"), "claims whose passage is not in passages"),
        (LeftOut("with a cell that another rule reports", 1, "claim"), "1 claim with a cell that another rule reports"),
        (
            LeftOut("of claims.onset that another rule reports", 2_000, "cell"),
            "2,000 cells of claims.onset that another",
        ),
        (LeftOut("of a: its passages overlap", 3, "passage"), "3 passages of a: its passages overlap"),
        (
            LeftOut("of claims", 2, "record", "cells that are refused, in"),
            "cells that are refused, in 2 records of claims",
        ),
    ],
)
def test_in_words(left_out: LeftOut, reason: str) -> None:
    assert left_out.reason.startswith(reason)


def test_none_is_told_where_there_is_none() -> None:
    assert list(left_out_if_any(0, "claim", "without a source")) == []
    assert list(left_out_if_any(2, "claim", "without a source")) == [LeftOut("without a source", 2, "claim")]


def test_those_of_one_kind_differ_in_their_count_alone() -> None:
    two, three = (LeftOut("without a source", count, "claim") for count in (2, 3))
    assert two != three
    assert replace(two, count=None) == replace(three, count=None)
    assert replace(two, count=None) != LeftOut("without a source", None, "estimate")


def test_refused_cells_are_counted() -> None:
    package = load(EXAMPLE, today=TODAY)
    claims = package.table("claims")
    assert refused_in(claims, *claims.schema.fields) == set()
    assert list(left_out_records(claims, set())) == list(left_out_cells(claims, *claims.columns)) == []
    claims.refused["severity"] = {"": ...}  # type: ignore[dict-item]
    blank = {record.number for record in claims if not record["severity"]}
    assert blank
    assert refused_in(claims, "severity") == blank
    claims.file.ragged.add(0)
    assert refused_in(claims, "onset") == {0}
    assert refused_in(claims, claims.file.header[0]) == set()
    [told] = left_out_records(claims, {1, 2})
    assert told == LeftOut("with a cell that another rule reports", 2, "claim")
