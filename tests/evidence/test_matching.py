"""Which estimates bear on which claims, held against comparing all with all."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from claimpack.evidence import scope
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.matching import Match, MatchingEstimates, is_limited_claim
from claimpack.evidence.scope import COVERING, LIMITS, SCOPE, STUDIED
from claimpack.evidence.usable import UsableRecords
from claimpack.package.load import load
from claimpack.package.table import Record
from claimpack.package.unavailable import TooMuch
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY, Edit
from tests.evidence.records import usable
from tests.evidence.test_hierarchy import broader_ones, leads_to, names_in
from tests.evidence.trying import tried
from tests.linesrun import lines_run

CLAIM = (
    "claim_id,outcome,intervention,route,population,comparator,source_ids,effect_direction,severity,onset,conditions"
)

Row = Mapping[str, str]
Told = tuple[str, tuple[str, ...], bool, bool]


def is_unlimited(claim: Record) -> bool:
    return not claim["onset"] and not claim["conditions"] and claim["severity"] in ("", "any")


def is_a_part(column: str, concept: str, source: Record, tree: Hierarchy) -> bool:
    """Whether the source pooled something else beside the concept."""
    studied = source.items(STUDIED[column])
    if not studied or not tree.covers(studied, concept):
        return False
    return any(tree.relation(concept, each) not in ("equal", "broader") for each in studied)


def naively(claim: Record, estimates: Sequence[Record], sources: Mapping[str, Record], tree: Hierarchy) -> list[Told]:
    """Each estimate that bears on a claim, how the scopes stand, whether it is direct, and whether of all kinds."""
    found: list[Told] = []
    for source in claim.items("source_ids"):
        for estimate in estimates:
            how = [str(tree.relation(estimate[column], claim[column])) for column in SCOPE]
            if estimate["source_id"] != source or not claim["outcome"] or not all(how):
                continue
            how = [
                "unsaid" if word == "narrower" and not claim[column] else word
                for word, column in zip(how, SCOPE, strict=True)
            ]
            same = is_unlimited(claim) and all(word in ("equal", "unsaid") for word in how)
            parts = [
                column
                for word, column in zip(how, SCOPE, strict=True)
                if word == "unsaid"
                and column in COVERING
                and is_a_part(column, estimate[column], sources[source], tree)
            ]
            of_all_kinds = how[0] == "broader" and tree.is_root(estimate["outcome"])
            found.append((estimate["estimate_id"], tuple(how), same and not parts, of_all_kinds))
    return found


def told(matches: Sequence[Match]) -> list[Told]:
    return [
        (each.estimate["estimate_id"], each.scope_relations, each.is_direct, each.is_of_all_kinds) for each in matches
    ]


def assert_as_naively(evidence: Evidence) -> int:
    estimates, found = list(evidence.estimates), 0
    for claim in evidence.claims:
        matches = told(evidence.bearing_on(claim))
        assert matches == naively(claim, estimates, evidence.sources.by_id, evidence.concepts), claim
        found += len(matches)
    return found


def test_our_own_package() -> None:
    assert assert_as_naively(evidence_of(load(ROOT, today=DATA_TODAY))) > 20


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
        about = [chance.choice(["", *some[column]]) for column in SCOPE]
        limits = [chance.choice(["", "", "mild", "any"]), chance.choice(["", "", "at once"]), ""]
        claims.append(",".join([f"C{number}", *about, chance.choice(["S1", "S2", "S1;S2", ""]), "occurs", *limits]))
    for number in range(1, 25):
        about = [chance.choice(some[column]) for column in SCOPE]
        estimates.append(",".join([f"E{number}", chance.choice(["S1", "S2"]), "OR", "as_named", "table", *about]))
    Edit(csv={"claims": "\n".join(claims), "estimates": "\n".join(estimates)}).apply(tmp_path / "package")
    evidence = evidence_of(load(tmp_path / "package", today=TODAY))
    assert (len(evidence.claims), len(evidence.estimates)) == (5, 24)
    assert_as_naively(evidence)


@st.composite
def rows(draw: st.DrawFn, names: list[str]) -> dict[str, list[Row]]:
    """Claims, estimates and sources about few different concepts, in any column."""
    cells = st.sampled_from([*names, "", ""])
    lists = st.lists(st.sampled_from(names), max_size=2, unique=True).map(";".join)
    about = dict.fromkeys(SCOPE[1:], cells)
    source = st.fixed_dictionaries({"intervention": cells, "routes": lists, "population": cells})
    estimate = st.fixed_dictionaries(
        {**about, "outcome": st.sampled_from(names), "source_id": st.sampled_from(["S1", "S2", "S3"])}
    )
    claim = st.fixed_dictionaries(
        {
            **about,
            "outcome": cells,
            "source_ids": st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True).map(";".join),
            "severity": st.sampled_from(["", "", "any", "mild"]),
            "onset": st.sampled_from(["", "", "early"]),
            "conditions": st.sampled_from(["", "", "if careful"]),
        }
    )
    return {
        "sources": [
            each | {"source_id": f"S{number}"} for number, each in enumerate(draw(st.tuples(*[source] * 3)), 1)
        ],
        "estimates": [
            each | {"estimate_id": f"E{number}"} for number, each in enumerate(draw(st.lists(estimate, max_size=10)))
        ],
        "claims": [each | {"claim_id": f"C{number}"} for number, each in enumerate(draw(st.lists(claim, max_size=6)))],
    }


def read(tables: Mapping[str, Sequence[Row]]) -> tuple[UsableRecords, UsableRecords, UsableRecords]:
    claims, estimates, sources = (usable(name, tables[name]) for name in ("claims", "estimates", "sources"))
    return claims, estimates, sources


@tried(60)
@given(st.data())
def test_any_small_hierarchy(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    claims, estimates, sources = read(data.draw(rows(names_in(broader))))
    tree = Hierarchy(broader)
    matching = MatchingEstimates(claims, estimates, sources, tree)
    for claim in claims:
        expected = naively(claim, list(estimates), sources.by_id, tree)
        assert told(matching.bearing_on(claim)) == expected
        for match in matching.bearing_on(claim):
            root = not [each for each in names_in(broader) if each in broader.get(match.estimate["outcome"], ())]
            part = match.estimate["outcome"] != claim["outcome"] and leads_to(
                broader, claim["outcome"], match.estimate["outcome"]
            )
            assert match.is_of_all_kinds == (root and part)
        assert is_limited_claim(claim) == (not is_unlimited(claim))


@tried(20)
@given(st.data())
def test_what_was_left_out_bears_on_nothing_and_changes_nothing_else(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(4))
    claims, estimates, sources = read(data.draw(rows(names_in(broader))))
    tree = Hierarchy(broader)
    lost = data.draw(st.sets(st.sampled_from(range(len(estimates))))) if len(estimates) else set()
    whole = MatchingEstimates(claims, estimates, sources, tree)
    without = MatchingEstimates(claims, UsableRecords(estimates.table, sorted(lost)), sources, tree)
    for claim in claims:
        rest = [match for match in whole.bearing_on(claim) if match.estimate.number not in lost]
        assert list(without.bearing_on(claim)) == rest


def one_source(claims: int, estimates: int) -> tuple[UsableRecords, UsableRecords, UsableRecords]:
    claim, estimate = {"outcome": "fever", "source_ids": "S1"}, {"outcome": "fever", "source_id": "S1"}
    return read({"claims": [claim] * claims, "estimates": [estimate] * estimates, "sources": [{"source_id": "S1"}]})


def test_it_stops_where_more_bear_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    records = one_source(30, 20)
    monkeypatch.setattr(scope, "PAIRS_A_RECORD", 0)
    monkeypatch.setattr(scope, "MOST_PAIRS", 600)
    matching = MatchingEstimates(*records, Hierarchy({}))
    assert sum(len(matching.bearing_on(claim)) for claim in records[0]) == 600
    monkeypatch.setattr(scope, "MOST_PAIRS", 599)
    with pytest.raises(TooMuch):
        MatchingEstimates(*records, Hierarchy({}))


def chain(length: int) -> Hierarchy:
    return Hierarchy({f"c{number + 1}": [f"c{number}"] for number in range(length)})


def test_many_matches_are_in_the_order_of_the_file() -> None:
    claims = usable("claims", [{"claim_id": "C1", "source_ids": "S1", "outcome": "c6"}])
    about = [{"outcome": f"c{number % 7}", "population": f"p{number % 3}"} for number in range(3_000)]
    estimates = usable("estimates", [row | {"source_id": "S1"} for row in about])
    matching = MatchingEstimates(claims, estimates, usable("sources", [{"source_id": "S1"}]), chain(6))
    [claim] = claims
    assert [match.estimate.number for match in matching.bearing_on(claim)] == list(range(3_000))


def test_a_stop_comes_soon() -> None:
    """A thousand claims that ask the same count as a thousand, and not as the one question that they put."""
    claims = usable("claims", [{"source_ids": "S1", "outcome": f"c{number % 100}"} for number in range(20_000)])
    about = [{"outcome": f"c{number % 100}", "comparator": f"p{number}"} for number in range(20_000)]
    estimates = usable("estimates", [row | {"source_id": "S1"} for row in about])
    sources = usable("sources", [{"source_id": "S1"}])

    def match() -> None:
        with pytest.raises(TooMuch):
            MatchingEstimates(claims, estimates, sources, chain(100))

    assert lines_run(match) < 100 * 20_000  # all with all are 400,000,000


def test_claims_that_ask_the_same_are_given_the_same_answer() -> None:
    records = one_source(300, 300)
    matching = MatchingEstimates(*records, Hierarchy({}))
    first, *others = records[0]
    assert all(matching.bearing_on(claim) is matching.bearing_on(first) for claim in others)


@pytest.mark.parametrize("table", ["claims", "estimates"])
def test_a_package_without_estimates_or_claims(table: str, tmp_path: Path) -> None:
    header = (EXAMPLE / f"claims/{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    Edit(file={f"claims/{table}.csv": f"{header}\n"}).apply(tmp_path)
    evidence = evidence_of(load(tmp_path, today=TODAY))
    assert [len(evidence.bearing_on(claim)) for claim in evidence.claims] == [0] * len(evidence.claims)


@pytest.mark.parametrize("column", LIMITS)
def test_a_claim_that_limits_itself_is_not_the_estimates_own(column: str, tmp_path: Path) -> None:
    evidence = evidence_of(load(EXAMPLE, today=TODAY))
    direct = [claim.key for claim in evidence.claims if any(match.is_direct for match in evidence.bearing_on(claim))]
    assert direct
    Edit(csv={"claims": f"claim_id,{column}\n{direct[0]},mild\n"}).apply(tmp_path)
    evidence = evidence_of(load(tmp_path, today=TODAY))
    matches = evidence.bearing_on(evidence.claims.by_id[direct[0]])
    assert [match.is_direct for match in matches] == [False] * len(matches) != []
