"""The tables of directions in the manuals say what the code holds, and the rules do what the tables say."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from claimpack.engine import run
from claimpack.evidence.directions import (
    COMPARATIVE,
    CONTRADICTED_BY,
    DISAGREEING,
    OF_AN_EFFECT,
    WHOLE_AGAINST_PART,
    disagree,
)
from claimpack.package.load import load
from claimpack.report import Problem
from claimpack.rules.catalogue import Rule, all_rules

from tests.edits import EXAMPLE, ROOT, TODAY, Edit

SCHEMA = json.loads((ROOT / "schemas/tables/claims.json").read_text(encoding="utf-8"))
DIRECTIONS: tuple[str, ...] = next(
    tuple(field["constraints"]["enum"]) for field in SCHEMA["fields"] if field["name"] == "effect_direction"
)
NO_EFFECT = re.compile(r"(above|below)(?: or (above|below))? no effect(, or including it)?")
VERDICTS = {"above": "more", "below": "less", ", or including it": "not_shown"}


def rule_named(name: str) -> Rule:
    return next(rule for rule in all_rules() if rule.name == name)


def tables_in(name: str) -> list[list[tuple[str, ...]]]:
    """The Markdown tables in a rule's manual, without their headings."""
    manual = rule_named(name).manual.markdown(name)
    tables = re.findall(r"^\|[^\n]*\|\n\|[-:| ]+\|\n((?:\|[^\n]*\|\n?)+)", manual, re.MULTILINE)
    return [
        [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()] for table in tables
    ]


def table_in(name: str) -> list[tuple[str, ...]]:
    (table,) = tables_in(name)
    return table


def verdicts_in(words: str) -> frozenset[str]:
    """``above or below no effect`` as the verdicts of an estimate."""
    match = NO_EFFECT.fullmatch(words)
    assert match, f"{words!r} says nothing of an interval"
    return frozenset(VERDICTS[part] for part in match.groups() if part)


def test_the_table_of_contradicting_claims() -> None:
    table = table_in("contradicting-claims")
    assert sorted(map(sorted, table)) == sorted(map(sorted, DISAGREEING))
    assert len({frozenset(pair) for pair in table}) == len(table), "a pair is there twice"


def test_the_table_of_whole_contradicts_part() -> None:
    """Which of the two is the whole matters."""
    assert sorted(table_in("whole-contradicts-part")) == sorted(WHOLE_AGAINST_PART)


@pytest.mark.parametrize("name", ["direction-contradicts-estimate", "source-contradicts-itself"])
def test_the_tables_of_claims_and_of_words_against_intervals(name: str) -> None:
    table = [row for row in table_in(name) if row[0] in COMPARATIVE]
    by_interval = {direction: words & {"more", "less", "not_shown"} for direction, words in CONTRADICTED_BY.items()}
    assert {direction: verdicts_in(words) for direction, words, *_ in table} == by_interval
    assert len(table) == len(CONTRADICTED_BY), "a direction is there twice"


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("above no effect", {"more"}),
        ("below no effect", {"less"}),
        ("below no effect, or including it", {"less", "not_shown"}),
        ("above or below no effect", {"more", "less"}),
    ],
)
def test_how_the_words_of_the_tables_are_read(words: str, verdicts: set[str]) -> None:
    assert verdicts_in(words) == verdicts


def test_the_directions_are_those_of_the_schema() -> None:
    named = {word for pair in (*DISAGREEING, *WHOLE_AGAINST_PART) for word in pair}
    assert named <= OF_AN_EFFECT <= set(DIRECTIONS)
    assert COMPARATIVE == set(CONTRADICTED_BY) <= OF_AN_EFFECT


def test_no_direction_disagrees_with_itself_and_the_order_of_two_does_not_matter() -> None:
    for one, other in product(DIRECTIONS, repeat=2):
        assert disagree(one, other) == disagree(other, one)
    assert not any(disagree(direction, direction) for direction in DIRECTIONS)


def test_what_does_not_hold_of_the_whole_and_a_part_does_not_hold_of_one_thing_either() -> None:
    assert all(disagree(whole, part) for whole, part in WHOLE_AGAINST_PART)


# The rules themselves, over every two directions at once: each pair has an outcome of its own.


def problems(folder: Path, rule: str, edit: Edit, claims: Iterable[dict[str, str]]) -> list[Problem]:
    """What ``rule`` finds among these claims, which replace those of the example."""
    header = (EXAMPLE / "claims/claims.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    edit.apply(folder)
    with (folder / "claims/claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(claims)
    (folder / "claims/relations.csv").write_text("claim_id,relation,target_claim_id,note\n", encoding="utf-8")
    return list(run(load(folder, [], today=TODAY), [rule_named(rule)]).problems)


def claim(name: str, outcome: str, direction: str, **cells: str) -> dict[str, str]:
    """A claim of the example package, in a study of bright light."""
    fixed = {"passage_id": "P6", "claim_type": "study_result", "statement": name, "population_basis": "not_reported"}
    return fixed | {"claim_id": name, "outcome": outcome, "effect_direction": direction} | cells


def concepts(rows: Iterable[str]) -> Edit:
    return Edit(csv={"concepts": "\n".join(["concept_id,kind,label,broader", *rows])})


def test_contradicting_claims_tells_of_the_pairs_of_its_table_and_of_no_others(tmp_path: Path) -> None:
    pairs = [(one, other) for one, other in product(DIRECTIONS, repeat=2) if one != other]
    edit = concepts(f"O{number},outcome,Outcome {number}," for number in range(len(pairs)))

    def claims() -> Iterator[dict[str, str]]:
        for number, (one, other) in enumerate(pairs):
            yield claim(f"L{number}", f"O{number}", one)
            yield claim(f"R{number}", f"O{number}", other)

    found = problems(tmp_path / "package", "contradicting-claims", edit, claims())
    expected = {
        (f"R{number}", f"L{number}")
        for number, pair in enumerate(pairs)
        if pair in DISAGREEING or pair[::-1] in DISAGREEING
    }
    assert {problem.subjects for problem in found} == expected
    assert len(found) == 2 * len(DISAGREEING)
    assert {problem.severity for problem in found} == {"warning"}


def test_whole_contradicts_part_tells_of_the_pairs_of_its_table_and_of_no_others(tmp_path: Path) -> None:
    pairs = list(product(DIRECTIONS, repeat=2))
    edit = concepts(
        row
        for number in range(len(pairs))
        for row in (f"W{number},outcome,Whole {number},", f"P{number},outcome,Part {number},W{number}")
    )

    def claims() -> Iterator[dict[str, str]]:
        for number, (whole, part) in enumerate(pairs):
            yield claim(f"A{number}", f"W{number}", whole)
            yield claim(f"B{number}", f"P{number}", part)

    found = problems(tmp_path / "package", "whole-contradicts-part", edit, claims())
    by_pair = {pairs[int(problem.subjects[0][1:])]: problem for problem in found}
    assert sorted(by_pair) == sorted(WHOLE_AGAINST_PART)
    assert len(found) == len(WHOLE_AGAINST_PART)
    for (whole, _), problem in by_pair.items():
        assert problem.severity == ("warning" if whole == "not_observed" else "note")


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ({}, {}, "warning"),
        ({"population": "adults"}, {"population": "adults"}, "warning"),
        ({"population": "adults"}, {}, "note"),
        ({}, {"population": "adults"}, "note"),
        ({"intervention": "light_therapy"}, {"intervention": "bright_light"}, "note"),
        ({"intervention": "light_therapy", "population": "adults"}, {"intervention": "bright_light"}, "note"),
        ({"severity": "serious"}, {}, "note"),
        ({"severity": "any"}, {}, "warning"),
        ({"severity": "serious"}, {"severity": "mild"}, None),
        ({"onset": "at first"}, {"onset": "at first"}, "warning"),
        ({"onset": "at first"}, {"onset": "later"}, None),
        ({"conditions": "after dark"}, {}, "note"),
        ({"frequency": "rare"}, {"frequency": "common"}, "warning"),
    ],
)
def test_a_contradiction_is_milder_where_the_subjects_are_not_the_same(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], severity: str | None
) -> None:
    claims = [claim("C1", "headache", "increased", **one), claim("C2", "headache", "no_difference", **other)]
    found = problems(tmp_path / "package", "contradicting-claims", Edit(), claims)
    assert [problem.severity for problem in found] == ([severity] if severity else [])


@pytest.mark.parametrize("seen", ["occurs", "increased"])
@pytest.mark.parametrize(
    ("never", "somewhere", "severity"),
    [
        ({}, {}, "warning"),
        ({}, {"population": "adults", "severity": "mild", "onset": "at first"}, "warning"),
        ({"intervention": "light_therapy"}, {"intervention": "bright_light"}, "warning"),
        ({"population": "adults"}, {}, None),
        ({"severity": "serious"}, {}, None),
        ({"population": "adults"}, {"intervention": "bright_light"}, None),
        ({"severity": "serious"}, {"severity": "mild"}, None),
    ],
)
@pytest.mark.parametrize(
    ("rule", "outcome"), [("contradicting-claims", "adverse_event"), ("whole-contradicts-part", "headache")]
)
def test_never_seen_holds_for_every_part_and_for_nothing_beyond(
    tmp_path: Path,
    rule: str,
    outcome: str,
    never: dict[str, str],
    somewhere: dict[str, str],
    severity: str | None,
    seen: str,
) -> None:
    claims = [claim("C1", "adverse_event", "not_observed", **never), claim("C2", outcome, seen, **somewhere)]
    found = problems(tmp_path / "package", rule, Edit(), claims)
    assert [(problem.severity, problem.subjects) for problem in found] == (
        [(severity, ("C2", "C1"))] if severity else []
    )
