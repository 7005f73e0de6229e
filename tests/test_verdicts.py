"""The verdict on a claim: what has to hold of all of them, and one small package for each word and each reason."""

from __future__ import annotations

import random
from collections import Counter

from claimpack.claimverdict import REQUIRED_RULES, RULES_BEHIND, VERDICTS, ClaimVerdict
from claimpack.engine import run, verdicts_of
from claimpack.evidence.evidence import evidence_of
from claimpack.rules.catalogue import choose_rules
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.verdictpackages import Tables, package_of, packages, tables_of

RULES = choose_rules({*REQUIRED_RULES, *(rule for rules in RULES_BEHIND.values() for rule in rules)})


def verdicts(tables: Tables) -> dict[str, ClaimVerdict]:
    """The verdict on each claim, by its id."""
    found, why_none = verdicts_of(package_of(tables))
    assert why_none == ""
    return {each.claim_id: each for each in found}


@given(packages())
def test_every_claim_has_exactly_one(tables: Tables) -> None:
    found, _ = verdicts_of(package_of(tables))
    assert [each.claim_id for each in found] == [claim["claim_id"] for claim in tables["claims"]]
    assert {each.verdict for each in found} <= {*VERDICTS}
    there = {estimate["estimate_id"] for estimate in tables["estimates"]}
    assert all(each.reason and there.issuperset(each.estimates) for each in found)


def test_the_packages_come_to_every_verdict() -> None:
    """The properties below are of packages that are worth it."""
    seen: Counter[str] = Counter()

    @settings(max_examples=400, derandomize=True, deadline=None, database=None)
    @given(packages())
    def look(tables: Tables) -> None:
        seen.update(each.verdict for each in verdicts(tables).values())

    look()
    assert {*seen} == {*VERDICTS}
    assert min(seen.values()) >= 10, seen


@settings(max_examples=50)
@given(packages())
def test_accepting_every_problem_changes_none(tables: Tables) -> None:
    before = run(package_of(tables), RULES)
    rows = [
        {
            "rule": problem.rule,
            "subjects": ";".join(problem.subjects),
            "fingerprint": problem.fingerprint,
            "reason": "Known.",
            "acknowledged_by": "The editors",
            "acknowledged_on": "2026-02-01",
        }
        for problem in before.problems
    ]
    rows += [
        rows[0]
        | {"rule": cause.rule, "subjects": ";".join(cause.subjects), "cause": cause.cause}
        | {"fingerprint": cause.fingerprint}
        for cause in before.causes
    ]
    after = run(package_of(tables | {"acknowledgements": rows}), RULES)
    assert after.acknowledged == len(before.problems)
    assert after.verdicts == before.verdicts


@given(packages(), st.integers(0, 2**32 - 1))
@example(tables_of(2443), 2443)  # two results of one certainty
def test_another_order_of_rows_changes_none(tables: Tables, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in tables.items()}
    assert verdicts(shuffled) == verdicts(tables)


OF_ITS_OWN_NUMBER = {"stated-value-mismatch", "frequency-contradicts-rate"}


@settings(max_examples=200)
@given(packages())
@example(tables_of(393))  # rated very low, beside others that are rated high and not on the same population
@example(tables_of(2338))
def test_removing_an_agreeing_result_makes_none_supported(tables: Tables) -> None:
    """Except a claim whose own number or frequency no result bears out: it may have been this one that showed it.

    Another exception is a primary result that carries less than is claimed, beside one of a part that carries it.
    """
    package = package_of(tables)
    evidence = evidence_of(package)
    before = verdicts(tables)
    agreeing: dict[str, set[str]] = {}
    for claim in evidence.claims:
        results = evidence.results_on(claim)
        has_a_part = any(each.is_partial and each.is_direct and each.stance == "agrees" for each in results)
        for result in results:
            now = before[claim.key]
            if has_a_part and not result.is_partial:
                continue
            if result.is_direct and result.stance == "agrees" and now.verdict != "supported":
                if not OF_ITS_OWN_NUMBER.isdisjoint(now.rules):
                    continue
                agreeing.setdefault(result.estimate.key, set()).add(claim.key)
    for name, claims in agreeing.items():
        kept = [row for row in tables["estimates"] if row["estimate_id"] != name]
        after = verdicts(tables | {"estimates": kept})
        assert not [claim for claim in claims if after[claim].verdict == "supported"]


@given(packages())
def test_without_results_nothing_is_verified(tables: Tables) -> None:
    found = verdicts(tables | {"estimates": []})
    assert {each.verdict for each in found.values()} <= {"unverified", "not_applicable"}
    before = verdicts(tables)
    not_applicable = {name for name, each in before.items() if each.verdict == "not_applicable"}
    assert {name for name, each in found.items() if each.verdict == "not_applicable"} == not_applicable


@settings(max_examples=50)
@given(packages())
def test_what_a_verdict_rests_on_is_in_the_report(tables: Tables) -> None:
    report = run(package_of(tables), RULES)
    there = {cause.cause: cause for cause in report.causes}
    for each in report.verdicts:
        for name in each.causes:
            assert there[name].rule in RULES_BEHIND[each.verdict]
            assert {each.claim_id, *each.estimates} & {*there[name].subjects}
        assert each.causes or each.verdict != "overstated"
