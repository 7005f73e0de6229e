"""What later evidence finds on a claim."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import pytest
from claimpack import load_tables
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.package.load import load
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import DATA_TODAY, EXAMPLE, ROOT
from tests.evidence.trying import tried
from tests.test_invariance import crowded, shuffled, tables_of

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]

EXAMPLES = tables_of(EXAMPLE)
ABOUT = {"outcome": "headache", "intervention": "bright_light", "population": "adults", "comparator": "dim_light"}
NUMBERS = count()
"""For the ids of estimates."""
BLANK = dict.fromkeys(("estimate", "ci_low", "ci_high"), "")
MORE, LESS, NEITHER, SAME_AS_MORE = "1.50 1.20 1.88", "0.70 0.60 0.82", "1.05 0.80 1.38", "1.40 1.20 1.63"


def source(name: str, issued: str = "", **cells: str) -> Row:
    return {"source_id": name, "status": "identified", "source_type": "meta_analysis", "issued_on": issued, **cells}


def result(of: str, numbers: str = "", **cells: str) -> Row:
    printed = dict(zip(BLANK, numbers.split(), strict=True)) if numbers else BLANK
    row = {"measure": "OR" if numbers else "words", "orientation": "as_named", "ci_level": "95" if numbers else ""}
    return {
        "estimate_id": f"{of}-{next(NUMBERS)}",
        "source_id": of,
        **ABOUT,
        **row,
        **printed,
        "locator": "abstract",
    } | cells


def claim(direction: str, cited: str = "old", **cells: str) -> Row:
    row = {"claim_id": "C", "passage_id": "P3", "claim_type": "adverse_event", "statement": "An invented claim."}
    said = {"effect_direction": direction, "population_basis": "not_reported", "source_ids": cited}
    return {**row, **ABOUT, **said} | cells


def evidence(claims: Sequence[Row], sources: Sequence[Row], estimates: Sequence[Row]) -> Evidence:
    extra = [{"concept_id": name, "kind": "outcome", "label": name, "broader": "headache"} for name in ("migraine",)]
    extra += [{"concept_id": "yoga", "kind": "intervention", "label": "Yoga", "broader": ""}]
    tables: dict[str, Any] = {**EXAMPLES, "relations": [], "references": []}
    tables |= {"claims": claims, "sources": sources, "estimates": estimates, "concepts": EXAMPLES["concepts"] + extra}
    found = evidence_of(load_tables(tables))
    assert not [each.unusable for each in (found.claims, found.sources, found.estimates) if each.unusable]
    return found


def finds(direction: str, older: Row | None, newer: Row | None, *, is_update: bool = True, **cells: str) -> Any:
    """What a later source finds on a claim that cites an older one; None if there is nothing."""
    sources = [source("old", "2020", superseded_by="new" if is_update else ""), source("new", "2024")]
    estimates = [each for each in (older, newer) if each]
    found = evidence([claim(direction, **cells)], sources, estimates)
    [only] = found.claims
    results = later_evidence(found, only)
    assert len(results) <= 1
    return results[0] if results else None


@pytest.mark.parametrize(
    ("direction", "numbers", "expected"),
    [
        ("increased", SAME_AS_MORE, "same"),
        ("increased", LESS, "says_otherwise"),
        ("increased", NEITHER, "shows_neither"),
        ("decreased", LESS, "same"),
        ("decreased", MORE, "says_otherwise"),
        ("decreased", NEITHER, "shows_neither"),
        ("no_difference", NEITHER, "same"),
        ("no_difference", MORE, "says_otherwise"),
        ("no_difference", LESS, "says_otherwise"),
        ("no_increase", LESS, "same"),
        ("no_increase", NEITHER, "same"),
        ("no_increase", MORE, "says_otherwise"),
        ("no_decrease", MORE, "same"),
        ("no_decrease", LESS, "says_otherwise"),
        ("occurs", MORE, "same"),
        ("occurs", LESS, "says_otherwise"),
        ("occurs", NEITHER, "shows_neither"),
    ],
)
@pytest.mark.parametrize("is_update", [True, False])
def test_by_number(direction: str, numbers: str, expected: str, *, is_update: bool) -> None:
    found = finds(direction, result("old", MORE), result("new", numbers), is_update=is_update)
    assert (found.finds, found.basis, found.is_direct, found.is_weaker) == (expected, "number", True, False)
    assert found.source.key == "new"
    assert (found.cited_source is not None) == is_update
    assert [each["source_id"] for each in found.estimates] == ["new"]
    assert [each["source_id"] for each in found.earlier] == ["old"]
    assert [match.estimate for match in found.matches] == found.estimates


@pytest.mark.parametrize(
    ("direction", "words", "expected"),
    [
        ("increased", "increased", "same"),
        ("increased", "no_difference", "says_otherwise"),
        ("increased", "no_increase", "says_otherwise"),
        ("increased", "decreased", "says_otherwise"),
        ("increased", "not_observed", "says_otherwise"),
        ("increased", "uncertain", "shows_neither"),
        ("decreased", "no_difference", "says_otherwise"),
        ("decreased", "no_decrease", "says_otherwise"),
        ("no_difference", "no_difference", "same"),
        ("no_difference", "increased", "says_otherwise"),
        ("no_increase", "increased", "says_otherwise"),
        ("no_increase", "decreased", "same"),
        ("no_increase", "no_difference", "same"),
        ("occurs", "increased", "same"),
        ("occurs", "occurs", "same"),
        ("occurs", "no_difference", "says_otherwise"),
        ("occurs", "decreased", "says_otherwise"),
        ("occurs", "not_observed", "says_otherwise"),
        ("occurs", "no_decrease", ""),
        ("not_observed", "occurs", "says_otherwise"),
        ("not_observed", "increased", "says_otherwise"),
        ("not_observed", "not_observed", "same"),
        ("not_observed", "decreased", ""),
    ],
)
def test_by_words_where_there_is_no_number(direction: str, words: str, expected: str) -> None:
    found = finds(direction, result("old", MORE), result("new", reported_direction=words))
    assert (found.finds if found else "") == expected
    assert found is None or found.basis == "words"


@pytest.mark.parametrize(
    ("direction", "numbers", "words", "expected", "basis"),
    [
        ("increased", NEITHER, "no_difference", "says_otherwise", "words"),
        ("occurs", NEITHER, "no_difference", "says_otherwise", "words"),
        ("occurs", "0.18 0.61 1.07", "no_difference", "says_otherwise", "words"),
        ("occurs", LESS, "decreased", "says_otherwise", "number"),
        ("no_difference", MORE, "increased", "says_otherwise", "number"),
    ],
)
def test_the_number_decides_before_the_words(
    direction: str, numbers: str, words: str, expected: str, basis: str
) -> None:
    found = finds(direction, result("old", MORE), result("new", numbers, reported_direction=words))
    assert (found.finds, found.basis) == (expected, basis)


@pytest.mark.parametrize(
    ("direction", "numbers", "words"),
    [
        ("increased", SAME_AS_MORE, "no_difference"),
        ("increased", LESS, "increased"),
        ("increased", NEITHER, "increased"),
        ("no_difference", MORE, "no_difference"),
    ],
)
def test_a_later_source_that_contradicts_itself_is_not_heeded(direction: str, numbers: str, words: str) -> None:
    assert finds(direction, result("old", MORE), result("new", numbers, reported_direction=words)) is None


@pytest.mark.parametrize("kind", ["study_result", "synthesis", "benefit"])
def test_that_something_occurs_is_contradicted_by_less_only_as_an_adverse_event(kind: str) -> None:
    assert finds("occurs", result("old", MORE), result("new", LESS), claim_type=kind).finds == "same"
    seen_never = result("new", reported_direction="not_observed")
    assert finds("occurs", result("old", MORE), seen_never, claim_type=kind).finds == "says_otherwise"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"events_intervention": "3", "total_intervention": "900"}, "says_otherwise"),
        ({"events_intervention": "0", "total_intervention": "900"}, "same"),
        ({"measure": "proportion", "estimate": "0.01"}, "says_otherwise"),
        ({"measure": "proportion", "estimate": "0.00"}, ""),  # of 1,000, four are rounded to it
        ({"measure": "proportion", "estimate": "0.00", "total_intervention": "199"}, "same"),  # 1 of 199 is 0.005
        ({"measure": "proportion", "estimate": "0.99", "orientation": "opposite_event"}, ""),
        ({"outcome": "migraine", "events_intervention": "3", "total_intervention": "900"}, "says_otherwise"),
        ({"outcome": "migraine", "events_intervention": "0", "total_intervention": "900"}, ""),
        ({"outcome": "adverse_event", "events_intervention": "3", "total_intervention": "900"}, ""),
    ],
)
def test_what_was_never_seen(cells: Row, expected: str) -> None:
    found = finds("not_observed", None, result("new", **cells))
    assert (found.finds if found else "") == expected


@pytest.mark.parametrize("direction", ["favourable", "uncertain", "not_applicable"])
def test_a_claim_that_compares_nothing_is_not_held_against_anything(direction: str) -> None:
    assert finds(direction, result("old", MORE), result("new", LESS)) is None


def test_of_another_size_where_studies_are_shared() -> None:
    """1.61 lies below the older interval, from 2.05 to 6.49."""
    found = finds("increased", result("old", "3.65 2.05 6.49"), result("new", "1.61 1.22 2.11"))
    assert (found.finds, found.z) == ("other_size", None)
    assert [each["estimate"] for each in found.earlier] == ["3.65"]


def test_of_another_size_where_none_are_shared() -> None:
    """(ln 3.65 - ln 1.61) / sqrt(0.2940^2 + 0.1398^2) = 2.51, and (ln 2.50 - ln 1.61) / the same = 1.35."""
    old, new = result("old", "3.65 2.05 6.49"), result("new", "1.61 1.22 2.11")
    found = finds("increased", old, new, is_update=False)
    assert (found.finds, round(found.z, 2)) == ("other_size", 2.51)
    assert finds("increased", result("old", "2.50 1.40 4.46"), new, is_update=False).finds == "same"


@pytest.mark.parametrize(
    "cells",
    [
        {"measure": "RR"},
        {"orientation": "arms_swapped", "estimate": "0.62", "ci_low": "0.47", "ci_high": "0.82", "measure": "HR"},
        {"follow_up": "2 years"},
    ],
)
def test_only_what_is_measured_alike_is_compared_in_size(cells: Row) -> None:
    old = result("old", "3.65 2.05 6.49", follow_up="1 year")
    assert finds("increased", old, result("new", "1.61 1.22 2.11", **cells)).finds == "same"


def test_a_size_differs_only_if_it_does_from_each_older_result() -> None:
    sources = [source("old", "2020", superseded_by="new"), source("new", "2024")]
    older = [result("old", "3.65 2.05 6.49"), result("old", "1.70 1.10 2.63", model="fixed")]
    found = evidence([claim("increased")], sources, [*older, result("new", "1.61 1.22 2.11")])
    [only] = found.claims
    assert [each.finds for each in later_evidence(found, only)] == ["same"]


def test_no_result_of_an_update() -> None:
    """Only where the older one has a result, and where something of the update is recorded."""
    other = result("new", MORE, outcome="eye_strain")
    found = finds("increased", result("old", MORE), other)
    assert (found.finds, found.basis, found.estimates, found.matches) == ("reports_no_result", "", (), ())
    assert found.cited_source.key == "old"
    assert [each["source_id"] for each in found.earlier] == ["old"]
    assert finds("increased", None, other) is None
    assert finds("increased", result("old", MORE), None) is None
    assert finds("increased", result("old", MORE), other, is_update=False) is None


def test_of_a_chain_the_last_that_reports_a_result_counts() -> None:
    sources = [
        source("old", "2020", superseded_by="mid"),
        source("mid", "2022", superseded_by="new"),
        source("new", "2024"),
    ]
    middle, other = result("mid", LESS), result("new", MORE, outcome="eye_strain")
    found = evidence([claim("increased")], sources, [result("old", MORE), middle, other])
    [only] = found.claims
    assert [(each.source.key, each.finds) for each in later_evidence(found, only)] == [("mid", "says_otherwise")]
    found = evidence([claim("increased")], sources, [result("old", MORE), middle, result("new", MORE)])
    [only] = found.claims
    assert [(each.source.key, each.finds) for each in later_evidence(found, only)] == [("new", "same")]
    found = evidence([claim("increased")], sources, [result("old", MORE), other])
    [only] = found.claims
    assert [(each.source.key, each.finds) for each in later_evidence(found, only)] == [("new", "reports_no_result")]


@pytest.mark.parametrize(
    ("cited", "issued", "expected"),
    [
        ("2020", "2024", True),
        ("2020", "2020-12", False),
        ("2020-12", "2020", False),
        ("2020-05", "2020-06-01", True),
        ("2024", "2020", False),
        ("", "2024", False),
        ("2020", "", False),
    ],
)
def test_a_source_beside_it_is_later_than_all_that_are_cited(cited: str, issued: str, *, expected: bool) -> None:
    sources = [source("old", cited), source("older", "2010"), source("new", issued)]
    if not cited:
        sources[1]["issued_on"] = ""
    found = evidence([claim("increased", "older;old")], sources, [result("old", MORE), result("new", LESS)])
    [only] = found.claims
    assert bool(later_evidence(found, only)) == expected


@pytest.mark.parametrize("word", ["retracted", "withdrawn"])
def test_a_retracted_source_says_nothing(word: str) -> None:
    for is_update in (True, False):
        sources = [source("old", "2020", superseded_by="new" if is_update else "")]
        sources += [source("new", "2024", retraction_status=word)]
        found = evidence([claim("increased")], sources, [result("old", MORE), result("new", LESS)])
        [only] = found.claims
        assert not later_evidence(found, only)


@pytest.mark.parametrize(
    ("older", "newer", "is_weaker"),
    [
        ("meta_analysis", "registry", True),
        ("meta_analysis", "randomised_trial", True),
        ("meta_analysis", "systematic_review", False),
        ("randomised_trial", "meta_analysis", False),
        ("registry", "case_report", True),
        ("", "case_report", False),
        ("meta_analysis", "preprint", True),
    ],
)
def test_a_type_that_carries_less(older: str, newer: str, *, is_weaker: bool) -> None:
    sources = [source("old", "2020", source_type=older), source("new", "2024", source_type=newer)]
    found = evidence([claim("increased")], sources, [result("old", MORE), result("new", LESS)])
    [only] = found.claims
    assert [each.is_weaker for each in later_evidence(found, only)] == [is_weaker]


def test_what_the_claim_leaves_open_it_takes_over_from_its_source_where_another_is_no_update() -> None:
    """An update is of the same question; any other source need not be."""
    old = source("old", "2020", intervention="bright_light")
    found = evidence(
        [claim("increased", intervention="")],
        [old, source("new", "2024")],
        [result("old", MORE), result("new", LESS, intervention="yoga")],
    )
    [only] = found.claims
    assert not later_evidence(found, only)
    found = evidence(
        [claim("increased", intervention="")],
        [old, source("new", "2024")],
        [result("old", MORE), result("new", LESS)],
    )
    [only] = found.claims
    assert [(each.finds, each.is_direct) for each in later_evidence(found, only)] == [("says_otherwise", True)]


def test_what_the_claim_leaves_open_stays_open_where_its_sources_studied_several() -> None:
    found = evidence(
        [claim("increased", "old;older", intervention="")],
        [
            source("old", "2020", intervention="bright_light"),
            source("older", "2019", intervention="yoga"),
            source("new", "2024"),
        ],
        [result("old", MORE), result("new", LESS), result("new", LESS, intervention="yoga")],
    )
    [only] = found.claims
    assert not later_evidence(found, only)


@pytest.mark.parametrize(
    ("cells", "is_direct"),
    [({}, True), ({"population": ""}, False), ({"intervention": "light_therapy"}, False), ({"comparator": ""}, False)],
)
def test_something_broader_is_not_direct(cells: Row, *, is_direct: bool) -> None:
    assert finds("increased", result("old", MORE), result("new", LESS, **cells)).is_direct == is_direct


def test_a_part_does_not_contradict_that_the_whole_is_more_frequent_but_bears_out_that_it_is() -> None:
    assert finds("increased", result("old", MORE), result("new", LESS, outcome="migraine")) is None
    assert finds("increased", result("old", MORE), result("new", MORE, outcome="migraine")).finds == "same"
    assert finds("no_increase", None, result("new", MORE, outcome="migraine")).finds == "says_otherwise"


def test_the_nearest_results_count() -> None:
    sources = [source("old", "2020", superseded_by="new"), source("new", "2024")]
    near, far = result("new", MORE), result("new", LESS, population="")
    subgroup = result("new", LESS, analysis="subgroup")
    found = evidence([claim("increased")], sources, [result("old", MORE), far, near, subgroup])
    [only] = found.claims
    [told] = later_evidence(found, only)
    assert (told.finds, [each.key for each in told.estimates]) == ("same", [near["estimate_id"]])


@pytest.mark.parametrize(
    ("direction", "older", "newer", "is_news"),
    [
        ("no_difference", MORE, MORE, False),
        ("no_difference", NEITHER, MORE, True),
        ("increased", NEITHER, NEITHER, False),
        ("increased", NEITHER, LESS, True),
        ("increased", LESS, NEITHER, False),
        ("increased", MORE, NEITHER, True),
    ],
)
def test_what_the_cited_source_says_against_the_claim_already_is_no_news(
    direction: str, older: str, newer: str, *, is_news: bool
) -> None:
    assert finds(direction, result("old", older), result("new", newer)).is_news == is_news


def test_a_source_that_the_claim_cites_is_not_later_evidence_of_it() -> None:
    sources = [source("old", "2020", superseded_by="new"), source("new", "2024")]
    both = evidence([claim("increased", "old;new")], sources, [result("old", MORE), result("new", LESS)])
    [only] = both.claims
    assert not later_evidence(both, only)


def key(found: LaterEvidence) -> tuple[object, ...]:
    records = (found.source, found.cited_source, *found.estimates, *found.earlier)
    return (
        *(record.key if record else None for record in records),
        *(found.finds, found.basis, found.z, found.is_direct, found.is_weaker, found.is_news),
        *(match.scope_relations for match in found.matches),
    )


def all_later(package_evidence: Evidence) -> dict[str, list[tuple[object, ...]]]:
    claims = package_evidence.claims
    return {each.key: [key(found) for found in later_evidence(package_evidence, each)] for each in claims}


def test_our_own_package() -> None:
    """Fever of another size, fatigue no longer, the rest not reported; nothing on death and cancer."""
    found = evidence_of(load(ROOT, today=DATA_TODAY))
    by_claim = {each.key: later_evidence(found, each) for each in found.claims}
    told = {name: [each.finds for each in some if each.finds != "same"] for name, some in by_claim.items()}
    assert {name: some for name, some in told.items() if some} == {
        "C007": ["other_size"],
        "C008": ["says_otherwise"],
        **{name: ["reports_no_result"] for name in ("C009", "C010", "C011", "C012", "C013", "C014", "C015")},
    }
    [fever], [fatigue] = by_claim["C007"], by_claim["C008"]
    assert [each["estimate"] for each in (*fever.earlier, *fever.estimates)] == ["3.65", "1.61"]
    assert (fever.z, fatigue.basis) == (None, "words")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_does_not_matter_in_a_crowded_package(seed: int) -> None:
    tables = dict(crowded(tables_of(ROOT), random.Random(seed)))  # noqa: S311 - nothing secret about it
    found = all_later(evidence_of(load_tables(tables)))
    assert sum(map(len, found.values())) > 20
    assert all_later(evidence_of(load_tables(shuffled(tables, seed)))) == found


@tried(30)
@given(st.data())
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    sources = [
        source(
            f"s{number}",
            data.draw(st.sampled_from(["2020", "2020-06", "2021", "2022", ""])),
            superseded_by=";".join(
                data.draw(st.lists(st.sampled_from(["s0", "s1", "s2", "s3"]), max_size=2, unique=True))
            ),
            overlaps_with=data.draw(st.sampled_from(["", "s1"])),
        )
        for number in range(4)
    ]
    estimates = [
        result(
            data.draw(st.sampled_from(["s0", "s1", "s2", "s3"])),
            data.draw(st.sampled_from([MORE, LESS, NEITHER, "3.65 2.05 6.49", "1.61 1.22 2.11", ""])),
            estimate_id=f"E{number}",
            outcome=data.draw(st.sampled_from(["headache", "migraine", "eye_strain"])),
            population=data.draw(st.sampled_from(["adults", ""])),
            reported_direction=data.draw(st.sampled_from(["", "no_difference", "increased"])),
        )
        for number in range(data.draw(st.integers(1, 8)))
    ]
    claims = [
        claim(
            data.draw(st.sampled_from(["increased", "occurs", "no_difference", "not_observed"])),
            ";".join(data.draw(st.lists(st.sampled_from(["s0", "s1", "s2"]), min_size=1, max_size=2, unique=True))),
            claim_id=f"C{number}",
            outcome=data.draw(st.sampled_from(["headache", "migraine"])),
        )
        for number in range(3)
    ]
    found = all_later(evidence(claims, sources, estimates))
    moved = [data.draw(st.permutations(rows)) for rows in (claims, sources, estimates)]
    assert all_later(evidence(*moved)) == found


def test_many_claims_on_one_outcome_take_no_comparing_of_all_with_all() -> None:
    """Each has the newest source of each kind beside it, not all three hundred."""
    sources = [source(f"s{number}", f"{1700 + number}") for number in range(300)]
    estimates = [result(f"s{number}", MORE if number % 2 else LESS, estimate_id=f"E{number}") for number in range(300)]
    claims = [claim("increased", f"s{number % 300}", claim_id=f"C{number}") for number in range(600)]
    found = evidence(claims, sources, estimates)
    counts = [len(later_evidence(found, each)) for each in found.claims]
    assert max(counts) == 2
