"""Which estimates bear on which claims, held against comparing all with all."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from tests.edits import ROOT, TODAY, Edit
from validator.evidence.bearing import bearing, cited_sources
from validator.evidence.hierarchy import hierarchy
from validator.evidence.scopes import SCOPE
from validator.package.load import load
from validator.package.package import Package
from validator.package.tableschema import split_items

CLAIM = (
    "claim_id,outcome,intervention,route,population,comparator,source_ids,effect_direction,severity,onset,conditions"
)


def naively(package: Package) -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    """For each claim and estimate that bears on it, how the scopes stand and whether it is direct."""
    found = bearing(package)
    tree = hierarchy(package)
    pairs = {}
    claims, estimates = (
        [records.row(number) for number in records.rows.index] for records in (found.claims, found.estimates)
    )
    for claim, estimate in itertools.product(claims, estimates):
        if not claim["outcome"] or estimate["source_id"] not in split_items(claim["source_ids"]):
            continue
        how = [tree.relation(estimate[column], claim[column]) for column in SCOPE]
        if not all(how):
            continue
        how = [
            "unsaid" if word == "narrower" and not claim[column] else word
            for word, column in zip(how, SCOPE, strict=True)
        ]
        unlimited = not claim["onset"] and not claim["conditions"] and claim["severity"] in ("", "any")
        direct = unlimited and all(word in ("equal", "unsaid") for word in how)
        pairs[claim["claim_id"], estimate["estimate_id"]] = tuple(how), direct
    return pairs


def found_pairs(package: Package) -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    found = bearing(package)
    names = found.claims.rows["claim_id"], found.estimates.rows["estimate_id"]
    pairs = {
        (names[0][pair["claim"]], names[1][pair["estimate"]]): (
            tuple(pair[column] for column in SCOPE),
            bool(pair["is_direct"]),
        )
        for pair in found.pairs.to_dict("records")
    }
    assert len(pairs) == len(found.pairs), "a pair is told once"
    return pairs


def test_our_own_package() -> None:
    package = load(ROOT, today=TODAY)
    pairs = found_pairs(package)
    assert pairs == naively(package)
    assert len(pairs) > 20


@pytest.mark.parametrize("seed", range(6))
def test_any_scopes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    some = {
        "outcome": ["headache", "eye_strain", "adverse_event", "long_term_safety"],
        "intervention": ["bright_light", "light_therapy", ""],
        "route": [""],
        "population": ["adults", ""],
        "comparator": ["dim_light", ""],
    }
    claims, estimates = [CLAIM], [f"estimate_id,source_id,measure,orientation,locator,{','.join(SCOPE)}"]
    for number in range(1, 6):
        scope = [chance.choice(["", *some[column]]) for column in SCOPE]
        limits = [chance.choice(["", "", "mild", "any"]), chance.choice(["", "", "at once"]), ""]
        claims.append(",".join([f"C{number}", *scope, chance.choice(["S1", "S2", "S1;S2", ""]), "occurs", *limits]))
    for number in range(1, 25):
        scope = [chance.choice(some[column]) for column in SCOPE]
        estimates.append(",".join([f"E{number}", chance.choice(["S1", "S2"]), "OR", "as_named", "table", *scope]))
    Edit(csv={"claims": "\n".join(claims), "estimates": "\n".join(estimates)}).apply(tmp_path / "package")
    package = load(tmp_path / "package", today=TODAY)
    assert len(bearing(package).claims.rows) == 5
    assert len(bearing(package).estimates.rows) == 24
    assert found_pairs(package) == naively(package)


def test_cited_sources(tmp_path: Path) -> None:
    Edit(csv={"claims": "claim_id,source_ids\nC1, S2 ; S1\nC3,S9\n"}).apply(tmp_path / "package")
    cited = cited_sources(load(tmp_path / "package", today=TODAY))
    assert list(zip(cited["claim"], cited["source_id"], cited["status"], strict=True)) == [
        (0, "S2", "identified"),
        (0, "S1", "identified"),
        (1, "S1", "identified"),
        (1, "S2", "identified"),
        (3, "S2", "identified"),
    ]


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    edit = Edit(csv={"claims": "claim_id,passage_id\nC3,P99\n", "estimates": "estimate_id,measure\nE1,XX\nE2,XX\n"})
    edit.apply(tmp_path / "package")
    why = "with a cell that is refused or names a record that is not there"
    found = bearing(load(tmp_path / "package", today=TODAY))
    assert [found.claims.left_out, found.estimates.left_out] == [f"1 claim {why}", f"2 estimates {why}"]


def test_a_package_without_estimates_or_claims(tmp_path: Path) -> None:
    for number, table in enumerate(("claims", "estimates")):
        header = (ROOT / f"tests/packages/light-therapy/claims/{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        folder = tmp_path / str(number)
        Edit(file={f"claims/{table}.csv": f"{header}\n"}).apply(folder)
        assert bearing(load(folder, today=TODAY)).pairs.empty
