"""What readers are told of a verdict: by whose results, and what is out about these."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claimpack.engine import verdicts_of
from claimpack.evidence.evidence import evidence_of
from claimpack.plain.verdictsentences import VerdictSentences

from tests.test_verdict_reasons import CASES, Case, less, tables_of
from tests.test_verdict_reasons import case as case_of
from tests.verdictpackages import package_of

CONCERN = {name: {"retraction_status": "concern"} for name in ("S1", "S2")}
NAMES = {"S1": "Roe 2020", "S2": "Doe 2024"}


def told(each: Case) -> tuple[str, str]:
    """The id of the sentence, and the sentence."""
    package = package_of(tables_of(each))
    ((verdict,), _) = verdicts_of(package)
    sentence = VerdictSentences(evidence_of(package), NAMES).of(verdict)
    return sentence.message_id, sentence.said()


def of_concern(each: Case) -> Case:
    """The same with an expression of concern about each source that is not gone."""
    gone = any("retracted" in cells.values() for cells in each.sources.values())
    sources = {name: each.sources.get(name, {}) | cells for name, cells in CONCERN.items()}
    return each if gone else replace(each, sources=sources)


@pytest.mark.parametrize("each", CASES, ids=lambda each: f"{each.verdict}: {each.reason}")
def test_concern_about_all_that_it_rests_on_is_told_with_every_verdict(each: Case) -> None:
    plain_id, plain = told(
        replace(each, sources={name: cells | {"retraction_status": ""} for name, cells in each.sources.items()})
    )
    message_id, text = told(of_concern(each))
    assert (message_id.endswith(".concern"), "concern" in text) == (bool(each.rests_on),) * 2
    if each.rests_on:
        assert message_id == f"{plain_id}.concern"
        assert text.startswith(f"{plain} An expression of concern has been published about ")


@pytest.mark.parametrize(
    ("results", "limits", "text"),
    [
        (
            [less(follow_up="3 months")],
            {"follow_up": "5 years"},
            "There are only results after another time than this, of Roe 2020, and they do not all agree.",
        ),
        (
            [less(follow_up="3 months")],
            {"follow_up": "5 years", "severity": "mild"},
            "There are only results on something broader or narrower than this, of Roe 2020, and they do not all "
            "agree.",
        ),
    ],
)
def test_only_what_differs_is_said_to_differ(results: list[dict[str, str]], limits: dict[str, str], text: str) -> None:
    assert told(case_of("unverified", "", "increased", *results, **limits))[1] == text
