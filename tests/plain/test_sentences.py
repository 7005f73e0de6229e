"""What readers are told has no id and no column in it, and can be said in another language from its values alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from claimpack.claimverdict import CARRYING_LESS, VERDICTS
from claimpack.engine import run
from claimpack.evidence.evidence import evidence_of
from claimpack.exports import messages
from claimpack.exports.packagerecords import Bundle
from claimpack.package.load import load
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.plain.english import MESSAGES
from claimpack.plain.problemsentences import ProblemSentences
from claimpack.plain.sentence import Sentence, values_in
from claimpack.rules.catalogue import Rule, all_rules

from tests.edits import DATA_TODAY, ROOT, SOURCE_TEXTS, TODAY, Edit, beside, read_example

TOLD = [rule for rule in all_rules() if rule.family not in ("structure", "acknowledgements")]
"""The rules whose problems reach readers: the others are of a cell's form, or of what a curator accepted."""

COLUMNS = {name for table in TABLES for name in table_schema(table).fields if "_" in name}


def ids_of(package: Package) -> set[str]:
    """The ids that no reader would take for a word."""
    found: set[str] = set()
    for name, table in package.tables.items():
        key = next(iter(table_schema(name).fields))
        found |= {cell for cell in table.cells(key) if re.search(r"[\d_]", cell)}
    return found


def tokens(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]", text))


def assert_is_plain(sentence: Sentence, package: Package) -> None:
    text = sentence.said()
    assert tokens(text).isdisjoint(ids_of(package) | COLUMNS), text
    assert text[0].isupper() or not text[0].isalpha()
    assert text.endswith(".")
    assert ".." not in text
    assert not re.search(r"[{}]|\bNone\b|  ", text), text
    assert set(sentence.data) == set(values_in(sentence.message_id))


@pytest.mark.parametrize("rule", TOLD, ids=lambda rule: rule.name)
def test_each_rule_has_a_message_for_when_nothing_more_is_known(rule: Rule) -> None:
    assert values_in(rule.name) == ()
    assert [each for each in MESSAGES if each.startswith(f"{rule.name}.") or each == rule.name][-1] == rule.name


def test_each_message_is_of_a_rule_or_of_a_verdict() -> None:
    known = {rule.name for rule in TOLD} | {"verdict", "could-say", "qualifier", "problem"}
    assert {each.partition(".")[0] for each in MESSAGES} == known
    for verdict in VERDICTS:
        assert f"verdict.meaning.{verdict}" in MESSAGES
    assert {f"verdict.overstated.{rule}" for rule in CARRYING_LESS} <= set(MESSAGES)


def test_each_message_is_one_sentence_or_two_without_a_column() -> None:
    for message_id, message in MESSAGES.items():
        assert message.endswith("."), message_id
        assert tokens(message).isdisjoint(COLUMNS - set(values_in(message_id))), message_id


@pytest.mark.parametrize("rule", TOLD, ids=lambda rule: rule.name)
def test_what_the_rule_finds_is_told_plainly(rule: Rule, tmp_path: Path) -> None:
    edit = read_example(rule.manual.sections["Fails"])
    edit.apply(tmp_path)
    texts = tmp_path / SOURCE_TEXTS if edit.source_texts else None
    package = load(tmp_path, [tmp_path / "article.txt"] if edit.with_article else [], today=TODAY, source_texts=texts)
    sentences = ProblemSentences(evidence_of(package))
    found = [problem for problem in run(package, beside(rule)).problems if problem.rule == rule.name]
    assert found
    for problem in found:
        sentence = sentences.of(problem)
        assert sentence.message_id.partition(".")[0] == rule.name
        assert_is_plain(sentence, package)


@pytest.fixture(scope="module")
def ours() -> tuple[Package, list[dict[str, Any]]]:
    package = load(ROOT, today=DATA_TODAY)
    return package, list(Bundle(package, run(package, all_rules())).claims())


def sentences_in(claims: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        yield claim["verdict"]["plain"]
        yield from (claim["could_say"] or {"sentences": ()})["sentences"]
        yield from (caveat["plain"] for caveat in claim["caveats"])


def test_all_that_is_told_of_our_own_claims_is_plain(ours: tuple[Package, list[dict[str, Any]]]) -> None:
    package, claims = ours
    found = list(sentences_in(claims))
    assert len(found) > 200
    for each in found:
        assert_is_plain(Sentence(each["message_id"], each["data"]), package)
        assert len(each["text"]) < 400
    variants = {each["message_id"] for each in found}
    assert variants.isdisjoint(rule.name for rule in TOLD if rule.name != "uncited-claim"), "its values are known"


def in_another_language(sentence: Mapping[str, Any], catalogue: Mapping[str, str]) -> str:
    """As a program without Claimpack would say it: with the messages and the values of the JSON alone."""

    def said(found: re.Match[str]) -> str:
        value = sentence["data"][found[1]]
        if isinstance(value, int):
            return f"{value:,}"
        if isinstance(value, list):
            return value[0] if len(value) == 1 else f"{', '.join(value[:-1])} and {value[-1]}"
        return str(value)

    return re.sub(r"\{(\w+)\}", said, catalogue[sentence["message_id"]])


def turned(message: str) -> str:
    """Every word of a message turned round; not its values.

    >>> turned("This was seen in {source}.")
    'sihT saw nees ni {source}.'
    """
    return re.sub(r"\{\w+\}|[^\W\d_]+", lambda found: found[0] if found[0][0] == "{" else found[0][::-1], message)


def test_the_catalogue_and_the_values_are_all_that_another_language_takes(
    ours: tuple[Package, list[dict[str, Any]]],
) -> None:
    package, claims = ours
    text = "".join(messages.pieces(Bundle(package, run(package, []))))
    catalogue = json.loads(text)
    assert (catalogue["language"], catalogue["messages"]) == ("en", dict(messages.all_messages()))
    made_up = {message_id: turned(message) for message_id, message in catalogue["messages"].items()}
    for each in sentences_in(claims):
        assert in_another_language(each, catalogue["messages"]) == each["text"]
        left = in_another_language(each, made_up)
        for value in each["data"].values():
            for part in value if isinstance(value, list) else [f"{value:,}" if isinstance(value, int) else value]:
                assert part in left
                left = left.replace(part, "")
        english = set(re.findall(r"[^\W\d_]+", catalogue["messages"][each["message_id"]]))
        backwards = {word[::-1] for word in english}
        assert (english - backwards).isdisjoint(re.findall(r"[^\W\d_]+", left))


# C1 says of headache with bright light that there is no difference, and cites S1, an invented review of 2020.
NAME = "“An invented review of bright light therapy” 2020"
CASES = [
    pytest.param(
        Edit(csv={"claims": "claim_id,effect_direction\nC1,increased\n"}),
        "direction-contradicts-estimate",
        f"The results of {NAME} show neither more nor less headache with the treatment.",
        id="not shown",
    ),
    pytest.param(
        Edit(csv={"sources": 'source_id,authors\nS1,"Roe A, Doe BC"\n', "claims": "claim_id,stated_year\nC1,2015\n"}),
        "year-mismatch",
        "The article dates Roe et al. 2020 to 2015, but it appeared in 2020.",
        id="year",
    ),
    pytest.param(
        Edit(
            csv={
                "claims": "claim_id,effect_direction\nC1,no_increase\n",
                "estimates": "estimate_id,measure,estimate,ci_low,ci_high,reported_direction\nE1,RR,1.05,0.70,1.58,\n",
            }
        ),
        "absence-overstated",
        f"The results of {NAME} do not rule out a rise of headache by up to 58 %.",
        id="a rise",
    ),
    pytest.param(
        Edit(
            csv={
                "claims": "claim_id,effect_direction\nC1,no_increase\n",
                "estimates": "estimate_id,measure,estimate,ci_low,ci_high,reported_direction\nE1,OR,1.05,0.50,2.21,\n",
            }
        ),
        "absence-overstated",
        f"The results of {NAME} do not rule out up to 2.21 times the odds of headache.",
        id="times the odds",
    ),
    pytest.param(
        Edit(
            csv={
                "claims": "claim_id,effect_direction\nC1,no_increase\n",
                "estimates": "estimate_id,measure,estimate,ci_low,ci_high,control_risk,reported_direction\n"
                "E1,RR,1.05,0.70,1.58,0.10,\n",
            }
        ),
        "absence-overstated",
        f"The results of {NAME} do not rule out a rise of headache by up to 58 %, about 58 more in 1,000 people.",
        id="a rise in people: 0.158 - 0.10",
    ),
    pytest.param(
        Edit(csv={"sources": "source_id,retraction_status\nS1,retracted\n"}),
        "retracted-source",
        f"{NAME} was retracted.",
        id="retracted",
    ),
    pytest.param(
        Edit(
            csv={
                "sources": "source_id,status,source_type,title,issued_on,intervention,retraction_status,"
                "retraction_checked_on\nS2,unidentified,,,,,,\n"
            }
        ),
        "unidentified-source",
        "Nobody could find out which document it is that the article cites as [2], so that nothing could be held "
        "against it.",
        id="unidentified",
    ),
    pytest.param(
        Edit(csv={"estimates": "estimate_id,estimate\nE1,1.50\n"}),
        "estimate-outside-interval",
        f"{NAME} gives 1.50 for headache, which lies outside its own range from 0.90 to 1.22: one of these numbers is "
        "wrong.",
        id="outside",
    ),
    *(
        pytest.param(
            Edit(
                csv={
                    "sources": "source_id,status,title,issued_on,superseded_by\n"
                    f"S1,identified,{NAME[1:-6]},2020,S3\nS3,identified,An invented update,2024,\n",
                    "claims": "claim_id,effect_direction\nC1,increased\nC2,not_applicable\n",
                    "estimates": "estimate_id,source_id,outcome,intervention,population,comparator,measure,orientation,"
                    "estimate,ci_low,ci_high,ci_level,reported_direction,locator\n"
                    "E1,S1,headache,bright_light,adults,dim_light,OR,as_named,1.50,1.20,1.88,95,,abstract\n"
                    f"E3,S3,headache,bright_light,adults,dim_light,{result},abstract\n",
                }
            ),
            "newer-evidence-disagrees",
            f"“An invented update” 2024, which updates {NAME}, says otherwise {by}.",
            id=f"otherwise {by}",
        )
        for result, by in (
            ("OR,as_named,0.70,0.60,0.82,95,", "by its numbers"),
            ("words,as_named,,,,,no_difference", "in words"),
        )
    ),
    pytest.param(
        Edit(csv={"relations": "claim_id,relation,target_claim_id\nC4,contradicts,C3\n"}),
        "invalid-relation",
        "How this and another statement of the article belong together may be recorded wrongly.",
        id="relation",
    ),
]


@pytest.mark.parametrize(("edit", "rule", "expected"), CASES)
def test_what_is_said(edit: Edit, rule: str, expected: str, tmp_path: Path) -> None:
    edit.apply(tmp_path)
    package = load(tmp_path, today=TODAY)
    found = [problem for problem in run(package, all_rules()).problems if problem.rule == rule]
    assert [ProblemSentences(evidence_of(package)).of(problem).said() for problem in found] == [expected]
