"""What a message is made of is judged: if a cell changes it, an acknowledgement of the problem lapses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from claimpack.engine import run
from claimpack.rules.catalogue import choose_rules

from tests.test_verdict_reasons import CASES, tables_of
from tests.verdictpackages import Row, Tables, package_of

OTHER: dict[str, dict[str, list[str]]] = {
    "estimates": {
        "estimate": ["1.30"],
        "ci_low": ["0.70"],
        "ci_high": ["1.60"],
        "ci_level": ["90", "99"],
        "interval_kind": ["credible", "one_sided"],
        "orientation": ["arms_swapped", "opposite_event"],
        "p_value": ["0.2", "0.01"],
        "p_sides": ["one"],
        "unit": ["%"],
        "model": ["random_hksj"],
        "control_risk": ["0.3"],
        "events_intervention": ["1", "9"],
        "total_intervention": ["55"],
        "events_control": ["1", "9"],
        "total_control": ["55"],
        "population_size": ["60"],
        "study_count": ["1", "3"],
        "follow_up": ["6 weeks"],
        "analysis": ["subgroup"],
        "certainty": ["very_low"],
        "reported_direction": ["increased", "no_difference"],
        "note": ["P for non-inferiority"],
    },
    "claims": {
        "effect_direction": ["no_increase", "increased"],
        "severity": ["serious"],
        "frequency": ["very_rare", "common"],
        "wording": ["asserts"],
        "dose": ["20 mg"],
        "follow_up": ["6 weeks"],
        "stated_value": ["7"],
        "population_size": ["500"],
    },
    "concepts": {"margin": ["1.3"]},
    "sources": {"issued_on": ["2022"], "source_type": ["registry"], "population": ["people"]},
}
"""By table and column, other values for a cell."""


def problems(tables: Tables) -> dict[tuple[str, tuple[str, ...], str | None], tuple[str, str]]:
    report = run(package_of(tables), choose_rules(["numbers", "sources", "claims"]))
    found = {}
    for each in report.problems:
        found[each.rule, tuple(each.subjects), each.place.column] = each.fingerprint, each.message
    return found


AS_IT_WAS = {
    # the interval alone decides, and the number is the same
    ("newer-evidence-disagrees", "estimates.p_value"),
    # which of the two is later has not changed
    ("newer-evidence-disagrees", "sources.issued_on"),
    ("superseded-source", "sources.issued_on"),
    # the words and the number of the source are the same, whoever repeats them
    ("source-contradicts-itself", "claims.effect_direction"),
    ("source-contradicts-itself", "claims.severity"),
}
"""The rules whose message may change with a column while what was judged has not changed."""


def changed(tables: Tables) -> Iterator[tuple[str, str, Tables]]:
    """The tables with another value in one column; with the column, and the value."""
    for name, columns in OTHER.items():
        for column, values in columns.items():
            for value in values:
                rows: list[Row] = [row | {column: value} for row in tables[name]]
                yield f"{name}.{column}", value, tables | {name: rows}


@pytest.mark.slow
def test_a_message_that_changes_has_another_fingerprint() -> None:
    same = []
    for case in CASES:
        tables = tables_of(case)
        before = problems(tables)
        for column, value, other in changed(tables) if before else ():
            for key, (fingerprint, message) in problems(other).items():
                is_judged_anew = key not in before or before[key][0] != fingerprint or before[key][1] == message
                if not is_judged_anew and (key[0], column) not in AS_IT_WAS:
                    same.append(f"{column} = {value}: {key[0]}: {before[key][1]} | {message}")
    assert same == []
