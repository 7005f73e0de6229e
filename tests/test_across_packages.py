"""Claims of different packages: what can't both be so, and what is there twice, is told once with both packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.acrosspackages import CrossPackageResult
from claimpack.package.registry import read_registry
from claimpack.packagescheck import check_packages
from claimpack.packagesreport import PackagesReport
from claimpack.rules.catalogue import choose_rules

from tests.edits import TODAY
from tests.registries import make_registry

RULES = ("contradicting-claims", "duplicate-claim", "duplicate-key")
NO_DIFFERENCE = "bright_light,,adults,dim_light,headache,no_difference"
STATEMENT = "Treatment may strain the eyes. of"


def checked(root: Path, edits: Mapping[str, tuple[str, str]], rules: tuple[str, ...] = RULES) -> PackagesReport:
    """The report on three pages, with a piece of the claims of some exchanged."""
    registry = read_registry(make_registry(root), today=TODAY)
    for name, (old, new) in edits.items():
        file = root / f"pages/{name}/claims/claims.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return check_packages(registry.packages, choose_rules(rules), today=TODAY, registry=registry)


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param(
            {"two": (NO_DIFFERENCE, NO_DIFFERENCE.replace("no_difference", "increased"))},
            [
                "effect_direction of C1 in pages/two is increased (headache), but that of C1 in pages/one and C1 in "
                "pages/three is no_difference"
            ],
            id="same scope",
        ),
        pytest.param(
            {"two": (NO_DIFFERENCE, "bright_light,,,dim_light,headache,increased")},
            [
                "effect_direction of C1 in pages/two is increased (headache), but that of C1 in pages/one and C1 in "
                'pages/three is no_difference; population not limited against "adults"'
            ],
            id="broader scope",
        ),
        pytest.param(
            {"two": (NO_DIFFERENCE, "light_therapy,,adults,,eye_damage,occurs")},
            [],
            id="never seen of a part, seen of the whole",
        ),
        pytest.param(
            {"one": (f"{STATEMENT} one", "The  EYES hurt."), "three": (f"{STATEMENT} three", "The eyes hurt.")},
            ["C3 in pages/one and C3 in pages/three have the same statement"],
            id="same statement",
        ),
    ],
)
def test_claims_of_different_pages_are_compared(
    edits: dict[str, tuple[str, str]], told: list[str], tmp_path: Path
) -> None:
    across = checked(tmp_path, edits).across
    assert across is not None
    assert [each.message for each in across.found] == told
    assert (across.compared, across.left_out) == (12, 0)  # of each page all but the limitation


SAID = (
    "effect_direction of C1 in pages/two is increased (headache), but that of C1 in pages/one and C1 in pages/three is"
)


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("52 weeks", f"{SAID} no_difference"),
        ("13 months", f'{SAID} no_difference; follow_up "13 months" against "1 year"'),
        ("", f'{SAID} no_difference; follow_up not limited against "1 year"'),
        ("3 years", ""),
    ],
)
def test_claims_after_different_times_are_not_compared(time: str, told: str, tmp_path: Path) -> None:
    registry = read_registry(make_registry(tmp_path), today=TODAY)
    for page, what, cell in (("one", "", "1 year"), ("two", "increased", time), ("three", "", "1 year")):
        file = tmp_path / f"pages/{page}/claims/claims.csv"
        header, *rows = file.read_text(encoding="utf-8").splitlines()
        rows[0] = rows[0].replace("no_difference", what or "no_difference")
        lines = [f"{header},follow_up", *(f"{row},{cell if row is rows[0] else ''}" for row in rows)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = check_packages(registry.packages, choose_rules(RULES), today=TODAY, registry=registry)
    assert report.across is not None
    assert [each.message for each in report.across.found] == ([told] if told else [])


def test_claims_of_a_single_page_are_compared_with_none(tmp_path: Path) -> None:
    registry = read_registry(make_registry(tmp_path), today=TODAY)
    one = dict(list(registry.packages.items())[:1])
    across = check_packages(one, choose_rules(RULES), today=TODAY, registry=registry).across
    assert across is not None
    assert (across.found, across.compared) == ((), 0)


def test_what_a_page_contradicts_in_itself_is_its_own_matter(tmp_path: Path) -> None:
    edits = {
        "two": ("eye_strain,occurs,,,,,,not_reported,,,S2,\n", "eye_strain,not_observed,,,,,,not_reported,,,S2,\n")
    }
    report = checked(tmp_path, edits)
    assert report.across is not None
    (found,) = report.across.found
    assert {str(each) for each in found.claims} == {f"C3 in pages/{name}" for name in ("one", "two", "three")}


def test_of_a_group_that_one_page_has_on_both_sides_only_what_is_between_pages_is_told(tmp_path: Path) -> None:
    twice = (
        f"C1,P3,study_result,X,{NO_DIFFERENCE},,,,,1640,stated,12,,S1,\n"
        f"C9,P3,study_result,Y,{NO_DIFFERENCE.replace('no_difference', 'increased')},,,,,1640,stated,12,,S1,\n"
    )
    file = make_registry(tmp_path).parent / "pages/two/claims/claims.csv"
    head, first, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert first.startswith("C1,")
    file.write_text("".join([head, twice, *rest]), encoding="utf-8")
    registry = read_registry(tmp_path / "registry.json", today=TODAY)
    report = check_packages(registry.packages, choose_rules(RULES), today=TODAY, registry=registry)
    assert report.across is not None
    assert [each.message for each in report.across.found] == [
        "effect_direction of C9 in pages/two is increased (headache), but that of C1 in pages/one and C1 in "
        "pages/three is no_difference"
    ]
    two = {"pages/two": registry.packages["pages/two"]}
    alone = check_packages(two, choose_rules(RULES), today=TODAY, registry=registry).across
    assert alone is not None
    assert alone.found == ()


def test_concepts_that_are_not_shared_are_not_compared(tmp_path: Path) -> None:
    file = make_registry(tmp_path)
    for name in ("one", "two"):
        concepts = tmp_path / f"pages/{name}/claims/concepts.csv"
        concepts.write_text(concepts.read_text(encoding="utf-8") + "rash,outcome,Rash,,,\n", encoding="utf-8")
        claims = tmp_path / f"pages/{name}/claims/claims.csv"
        direction = "increased" if name == "one" else "decreased"
        text = claims.read_text(encoding="utf-8").replace("headache,no_difference", f"rash,{direction}")
        claims.write_text(text, encoding="utf-8")
    registry = read_registry(file, today=TODAY)
    across = check_packages(registry.packages, choose_rules(RULES), today=TODAY, registry=registry).across
    assert across is not None
    assert (across.found, across.compared, across.left_out) == ((), 10, 2)


@pytest.mark.parametrize(("fail_on", "conclusion"), [("warning", "passed"), ("note", "failed")])
def test_it_is_a_note(fail_on: str, conclusion: str, tmp_path: Path) -> None:
    report = checked(tmp_path, {"two": (NO_DIFFERENCE, "bright_light,,adults,dim_light,headache,increased")})
    reports = {name: replace(each, fail_on=fail_on, problems=()) for name, each in report.reports.items()}
    assert replace(report, reports=reports).conclusion == conclusion


def test_a_comparison_that_came_to_no_end_is_never_green(tmp_path: Path) -> None:
    report = checked(tmp_path, {})
    assert report.conclusion == "passed"
    stopped = CrossPackageResult((), 12, 0, "more than 1 pair would have to be compared")
    assert replace(report, across=stopped).conclusion == "incomplete"


def test_without_the_rules_nothing_is_compared(tmp_path: Path) -> None:
    assert checked(tmp_path, {}, ("duplicate-key",)).across is None
